package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// NoticeFilter chooses notices. Empty fields choose all.
type NoticeFilter struct {
	Kind    press.NoticeKind
	State   string // "czeka", "wysłane", "nieudane"
	Channel string
	Since   time.Time // made since
	Before  int64     // continue before this number
	Limit   int       // 0: 100
}

const noticeColumns = `id, key, kind, channel, recipient, subject, payload, thread, made, next_at, sent_at, attempts, failed, error, remote`

func scanNotice(s scanner) (n press.Notice, err error) {
	var made, next, sent int64
	err = s.Scan(&n.ID, &n.Key, &n.Kind, &n.Channel, &n.To, &n.Subject, &n.Payload, &n.Thread, &made, &next, &sent, &n.Attempts, &n.Failed, &n.Error, &n.Remote)
	n.Made, n.NextAt, n.SentAt = at(made), at(next), at(sent)
	return n, err
}

// Notice reads one notice by its number; press.NotFound.
func (r reads) Notice(ctx context.Context, id int64) (press.Notice, error) {
	return row(ctx, r, "powiadomienie", fmt.Sprint(id), scanNotice, `SELECT `+noticeColumns+` FROM notices WHERE id = $1`, id)
}

// NoticeByKey reads one notice by its key; press.NotFound.
func (r reads) NoticeByKey(ctx context.Context, key string) (press.Notice, error) {
	return row(ctx, r, "powiadomienie", key, scanNotice, `SELECT `+noticeColumns+` FROM notices WHERE key = $1`, key)
}

// Notices lists notices, the newest first.
func (r reads) Notices(ctx context.Context, f NoticeFilter) ([]press.Notice, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = 100
	}
	return rows(ctx, r, scanNotice, `SELECT `+noticeColumns+` FROM notices
WHERE ($1 = '' OR kind = $1) AND ($2 = '' OR channel = $2) AND made >= $3 AND ($4 = 0 OR id < $4)
	AND ($5 = '' OR ($5 = 'wysłane' AND sent_at > 0) OR ($5 = 'nieudane' AND failed) OR ($5 = 'czeka' AND sent_at = 0 AND NOT failed))
ORDER BY id DESC LIMIT $6`, string(f.Kind), f.Channel, ms(f.Since), f.Before, f.State, limit)
}

// DueNotices lists at most limit notices to be sent by now, the longest
// overdue first. A notice that answers another waits until that one is sent
// or given up.
func (r reads) DueNotices(ctx context.Context, now time.Time, limit int) ([]press.Notice, error) {
	return rows(ctx, r, scanNotice, `SELECT `+noticeColumns+` FROM notices
WHERE sent_at = 0 AND NOT failed AND next_at <= $1
	AND (thread = '' OR NOT EXISTS (SELECT 1 FROM notices root WHERE root.key = notices.thread AND root.sent_at = 0 AND NOT root.failed))
ORDER BY next_at, id LIMIT $2`, ms(now), limit)
}

// NextNotice is when the next notice comes due; zero when none waits.
func (r reads) NextNotice(ctx context.Context) (time.Time, error) {
	return r.instant(ctx, `SELECT COALESCE(MIN(next_at), 0) FROM notices WHERE sent_at = 0 AND NOT failed`)
}

// PutNotice writes what is to leave the house, once a key, and answers
// whether it was new. NextAt is when it may go; zero is at Made.
func (tx *Tx) PutNotice(ctx context.Context, n press.Notice) (bool, error) {
	if n.NextAt.IsZero() {
		n.NextAt = n.Made
	}
	var known int
	if err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM notices WHERE key = $1`, n.Key).Scan(&known); err != nil || known > 0 {
		return false, err
	}
	id, err := tx.next(ctx, "notice", 1)
	if err != nil {
		return false, err
	}
	_, err = tx.exec(ctx, `INSERT INTO notices (`+noticeColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, FALSE, '', '')`,
		id, n.Key, string(n.Kind), n.Channel, n.To, n.Subject, n.Payload, n.Thread, ms(n.Made), ms(n.NextAt))
	if err != nil {
		return false, fmt.Errorf("put notice %s: %w", n.Key, err)
	}
	return true, nil
}

// SaveSending writes what an attempt to send gave: SentAt and Remote, or
// Attempts, NextAt, Error and Failed.
func (tx *Tx) SaveSending(ctx context.Context, n press.Notice) error {
	return tx.one(ctx, "powiadomienie", n.Key, `
UPDATE notices SET sent_at = $2, attempts = $3, next_at = $4, failed = $5, error = $6, remote = $7 WHERE key = $1`,
		n.Key, ms(n.SentAt), n.Attempts, ms(n.NextAt), n.Failed, n.Error, n.Remote)
}

// ResendNotice makes a notice that waits or was given up due now.
func (tx *Tx) ResendNotice(ctx context.Context, id int64, now time.Time) error {
	return tx.one(ctx, "powiadomienie", fmt.Sprint(id), `
UPDATE notices SET failed = FALSE, attempts = 0, next_at = $2 WHERE id = $1 AND sent_at = 0`, id, ms(now))
}

// A Receipt is somebody's sign that a notice reached him.
type Receipt struct {
	Key    string // of the notice, or "review/<number>"
	Person string
	Kind   string // Seen, Taken, Muted
	At     time.Time
}

// Receipts lists the signs for a key, the first one first.
func (r reads) Receipts(ctx context.Context, key string) ([]Receipt, error) {
	return rows(ctx, r, func(s scanner) (c Receipt, err error) {
		var when int64
		err = s.Scan(&c.Key, &c.Person, &c.Kind, &when)
		c.At = at(when)
		return c, err
	}, `SELECT key, person, kind, at FROM receipts WHERE key = $1 ORDER BY at, person`, key)
}

// PutReceipt keeps a sign; the first of its kind and person counts.
func (tx *Tx) PutReceipt(ctx context.Context, c Receipt) error {
	_, err := tx.exec(ctx, `INSERT INTO receipts (key, person, kind, at) VALUES ($1, $2, $3, $4) ON CONFLICT (key, person, kind) DO NOTHING`,
		c.Key, c.Person, c.Kind, ms(c.At))
	return err
}

// SpikeTopic stands in place of a topic in the alerts of stories that spread
// faster than usual.
const SpikeTopic = "naglosnienie"

// DropReceipts takes back every sign of a kind for a key.
func (tx *Tx) DropReceipts(ctx context.Context, key, kind string) error {
	_, err := tx.exec(ctx, `DELETE FROM receipts WHERE key = $1 AND kind = $2`, key, kind)
	return err
}

// The signs that the house acts upon. Muted under "alert/<topic>" or
// "alert/<topic>/<story>" stops its alerts.
const (
	Seen  = "przeczytane"
	Taken = "przejęte"
	Muted = "wyciszone"
)
