package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Cursor is how far a stage has come in the log; 0 before it ever ran.
func (r reads) Cursor(ctx context.Context, name string) (int64, error) {
	var seq int64
	err := r.q.QueryRowContext(ctx, `SELECT seq FROM cursors WHERE name = $1`, name).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("cursor %s: %w", name, err)
	}
	return seq, nil
}

// SetCursor moves a stage's cursor, forwards or back.
func (tx *Tx) SetCursor(ctx context.Context, name string, seq int64, now time.Time) error {
	_, err := tx.exec(ctx, `INSERT INTO cursors (name, seq, at) VALUES ($1, $2, $3)
ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, at = excluded.at`, name, seq, ms(now))
	if err != nil {
		return fmt.Errorf("cursor %s to %d: %w", name, seq, err)
	}
	return nil
}

// LogEnd is the number of the newest entry of the log.
func (r reads) LogEnd(ctx context.Context) (int64, error) {
	var n int64
	err := r.q.QueryRowContext(ctx, `SELECT n FROM counters WHERE name = 'log'`).Scan(&n)
	return n, err
}

// LogBefore is the number of the last version made before an instant: where
// a cursor stands to see everything since.
func (r reads) LogBefore(ctx context.Context, when time.Time) (int64, error) {
	var n int64
	err := r.q.QueryRowContext(ctx, `SELECT COALESCE(MIN(seq), 0) FROM versions WHERE at >= $1`, ms(when)).Scan(&n)
	if err == nil && n == 0 {
		return r.LogEnd(ctx)
	}
	return n - 1, err
}
