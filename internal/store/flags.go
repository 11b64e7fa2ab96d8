package store

import (
	"context"
	"fmt"
	"math"
	"time"

	"prasowka/internal/press"
)

// FlagFilter chooses flags. Empty fields choose all.
type FlagFilter struct {
	State    press.FlagState
	Kind     press.FlagKind
	Clipping string
	Since    time.Time // made since
	Limit    int       // 0: 200
}

const flagColumns = `id, kind, clipping, version, fact, quote, field, span_start, span_end, sentence, expected, why, remedy,
	confidence, state, reason, who, at`

func scanFlag(s scanner) (f press.Flag, err error) {
	var when int64
	err = s.Scan(&f.ID, &f.Kind, &f.Clipping, &f.Version, &f.Fact, &f.Quote, &f.Span.Field, &f.Span.Start, &f.Span.End,
		&f.Sentence, &f.Expected, &f.Why, &f.Remedy, &f.Confidence, &f.State, &f.Reason, &f.By, &when)
	f.At = at(when)
	return f, err
}

// Flag reads one flag; press.NotFound.
func (r reads) Flag(ctx context.Context, id string) (press.Flag, error) {
	return row(ctx, r, "flaga", id, scanFlag, `SELECT `+flagColumns+` FROM flags WHERE id = $1`, id)
}

// Flags lists flags, the newest first.
func (r reads) Flags(ctx context.Context, f FlagFilter) ([]press.Flag, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = 200
	}
	return rows(ctx, r, scanFlag, `SELECT `+flagColumns+` FROM flags
WHERE ($1 = '' OR state = $1) AND ($2 = '' OR kind = $2) AND ($3 = '' OR clipping = $3) AND made >= $4
ORDER BY made DESC, id LIMIT $5`, string(f.State), string(f.Kind), f.Clipping, ms(f.Since), limit)
}

// FlagCounts counts the flags raised since an instant by kind and state: what
// precision by kind is told from.
func (r reads) FlagCounts(ctx context.Context, since time.Time) (map[press.FlagKind]map[press.FlagState]int, error) {
	return r.FlagCountsBetween(ctx, since, time.UnixMilli(math.MaxInt64))
}

// FlagCountsBetween counts the flags raised in [from, to) by kind and state.
func (r reads) FlagCountsBetween(ctx context.Context, from, to time.Time) (map[press.FlagKind]map[press.FlagState]int, error) {
	counts := map[press.FlagKind]map[press.FlagState]int{}
	_, err := rows(ctx, r, func(s scanner) (struct{}, error) {
		var kind press.FlagKind
		var state press.FlagState
		var n int
		err := s.Scan(&kind, &state, &n)
		if counts[kind] == nil {
			counts[kind] = map[press.FlagState]int{}
		}
		counts[kind][state] = n
		return struct{}{}, err
	}, `SELECT kind, state, COUNT(*) FROM flags WHERE made >= $1 AND made < $2 GROUP BY kind, state`, ms(from), ms(to))
	return counts, err
}

// PutFlag raises a flag unless it is known, and answers whether it is new. A
// flag keeps its decision when the same passage is found again. A person's
// dismissal of the same words against the same fact stops the pattern.
func (tx *Tx) PutFlag(ctx context.Context, f press.Flag, now time.Time) (bool, error) {
	if f.State == "" {
		f.State = press.FlagOpen
	}
	var dismissed int
	err := tx.QueryRowContext(ctx, `SELECT COUNT(*) FROM flags WHERE kind = $1 AND fact = $2 AND quote = $3 AND state = 'odrzucona' AND who <> ''`,
		string(f.Kind), f.Fact, f.Quote).Scan(&dismissed)
	if err != nil {
		return false, fmt.Errorf("put flag %s: %w", f.ID, err)
	}
	if dismissed > 0 {
		return false, nil
	}
	n, err := tx.exec(ctx, `INSERT INTO flags (`+flagColumns+`, made)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18) ON CONFLICT (id) DO NOTHING`,
		f.ID, string(f.Kind), f.Clipping, f.Version, f.Fact, f.Quote, f.Span.Field, f.Span.Start, f.Span.End,
		f.Sentence, f.Expected, f.Why, string(f.Remedy), f.Confidence, string(f.State), f.Reason, f.By, ms(now))
	if err != nil {
		return false, fmt.Errorf("put flag %s: %w", f.ID, err)
	}
	return n > 0, nil
}

// DecideFlag keeps what a person (or, with an empty by, a new version of the
// text) decided on a flag.
func (tx *Tx) DecideFlag(ctx context.Context, id string, state press.FlagState, reason, by string, now time.Time) error {
	return tx.one(ctx, "flaga", id, `UPDATE flags SET state = $2, reason = $3, who = $4, at = $5 WHERE id = $1`,
		id, string(state), reason, by, ms(now))
}
