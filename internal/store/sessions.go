package store

import (
	"context"
	"time"
)

// Sessions is the store that alexedwards/scs asks for (its CtxStore), over a DB.
type Sessions struct {
	DB  *DB
	Now func() time.Time
}

// FindCtx reads a session.
func (s Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	return s.DB.Session(ctx, token, s.Now())
}

// CommitCtx writes a session.
func (s Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return s.DB.Write(ctx, func(tx *Tx) error { return tx.PutSession(ctx, token, data, expiry) })
}

// DeleteCtx ends a session.
func (s Sessions) DeleteCtx(ctx context.Context, token string) error {
	return s.DB.Write(ctx, func(tx *Tx) error { return tx.DropSession(ctx, token) })
}

// Find reads a session, for callers without a context.
func (s Sessions) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit writes a session, for callers without a context.
func (s Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return s.CommitCtx(context.Background(), token, data, expiry)
}

// Delete ends a session, for callers without a context.
func (s Sessions) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
