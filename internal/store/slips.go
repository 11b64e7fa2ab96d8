package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"time"

	"prasowka/internal/press"
)

// A Slip is what a link in a notice lets its reader do without logging in:
// one thing, for one person.
type Slip struct {
	Kind   string // SlipRead, SlipPause, SlipFeed or SlipComing
	Person string // Person.ID
	Ref    string // "review/12" or the name of a review; no line breaks
}

// The kinds of slip.
const (
	SlipRead   = "przeczytane" // acknowledges what Ref names
	SlipPause  = "wstrzymaj"   // stops and resumes the review that Ref names
	SlipFeed   = "kanał"       // reads the search that Ref is as a feed
	SlipComing = "zaproszenie" // answers the invitation whose number is Ref; it names no Person
)

// slipMark is how many bytes of the HMAC-SHA256 a token carries.
const slipMark = 16

// A SlipKey signs and reads slips.
type SlipKey []byte

// SlipKey reads the key of this house's slips, and makes one the first time.
func (db *DB) SlipKey(ctx context.Context) (SlipKey, error) {
	read := func(q reads) (key SlipKey, err error) {
		err = q.q.QueryRowContext(ctx, `SELECT value FROM secrets WHERE name = 'odnośniki'`).Scan(&key)
		return key, err
	}
	key, err := read(db.reads)
	if !errors.Is(err, sql.ErrNoRows) {
		return key, err
	}
	err = db.Write(ctx, func(tx *Tx) error {
		fresh := make([]byte, 32)
		if _, err := rand.Read(fresh); err != nil {
			return fmt.Errorf("make key: %w", err)
		}
		if _, err := tx.exec(ctx, `INSERT INTO secrets (name, value) VALUES ('odnośniki', $1) ON CONFLICT (name) DO NOTHING`, fresh); err != nil {
			return err
		}
		key, err = read(tx.reads)
		return err
	})
	return key, err
}

// Token is a slip as a link carries it: letters, digits, - _ and one dot.
func (k SlipKey) Token(s Slip) string {
	plain := []byte(s.Kind + "\n" + s.Person + "\n" + s.Ref)
	enc := base64.RawURLEncoding
	return enc.EncodeToString(plain) + "." + enc.EncodeToString(k.mark(plain))
}

// Read reads a token; press.NotFound when this house did not make it.
func (k SlipKey) Read(token string) (Slip, error) {
	enc := base64.RawURLEncoding
	left, right, _ := strings.Cut(token, ".")
	plain, err1 := enc.DecodeString(left)
	mark, err2 := enc.DecodeString(right)
	parts := strings.Split(string(plain), "\n")
	if errors.Join(err1, err2) != nil || len(parts) != 3 || !hmac.Equal(mark, k.mark(plain)) {
		return Slip{}, press.NotFound("odnośnik", "…")
	}
	return Slip{Kind: parts[0], Person: parts[1], Ref: parts[2]}, nil
}

func (k SlipKey) mark(plain []byte) []byte {
	h := hmac.New(sha256.New, k)
	h.Write(plain)
	return h.Sum(nil)[:slipMark]
}

// Paused lists who does not want a review for the time being, and since when.
func (r reads) Paused(ctx context.Context, review string) (map[string]time.Time, error) {
	paused := map[string]time.Time{}
	_, err := rows(ctx, r, func(s scanner) (id string, err error) {
		var when int64
		err = s.Scan(&id, &when)
		paused[id] = at(when)
		return id, err
	}, `SELECT person, at FROM pauses WHERE review = $1`, review)
	return paused, err
}

// PauseReview stops a review for a person, or resumes it.
func (tx *Tx) PauseReview(ctx context.Context, person, review string, paused bool, now time.Time) error {
	if !paused {
		_, err := tx.exec(ctx, `DELETE FROM pauses WHERE person = $1 AND review = $2`, person, review)
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO pauses (person, review, at) VALUES ($1, $2, $3) ON CONFLICT (person, review) DO NOTHING`, person, review, ms(now))
	return err
}
