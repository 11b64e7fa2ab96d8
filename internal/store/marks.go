package store

import (
	"context"
	"time"
)

// A Mark is what one person keeps about one clipping.
type Mark struct {
	Person   string
	Clipping string
	Read     bool
	Starred  bool
	At       time.Time
}

// Marks lists a person's marks on several clippings, by clipping.
func (r reads) Marks(ctx context.Context, person string, clippings []string) (map[string]Mark, error) {
	marks := map[string]Mark{}
	if len(clippings) == 0 {
		return marks, nil
	}
	_, err := rows(ctx, r, func(s scanner) (m Mark, err error) {
		var when int64
		err = s.Scan(&m.Person, &m.Clipping, &m.Read, &m.Starred, &when)
		m.At = at(when)
		marks[m.Clipping] = m
		return m, err
	}, `SELECT person, clipping, is_read, starred, at FROM marks WHERE person = $1 AND clipping IN (`+places(2, len(clippings))+`)`,
		append([]any{person}, anys(clippings)...)...)
	return marks, err
}

// Starred lists the clippings that a person keeps, the last starred first.
func (r reads) Starred(ctx context.Context, person string, limit int) ([]string, error) {
	return rows(ctx, r, func(s scanner) (id string, err error) {
		err = s.Scan(&id)
		return id, err
	}, `SELECT clipping FROM marks WHERE person = $1 AND starred ORDER BY at DESC LIMIT $2`, person, limit)
}

// PutMark keeps a mark.
func (tx *Tx) PutMark(ctx context.Context, m Mark) error {
	_, err := tx.exec(ctx, `INSERT INTO marks (person, clipping, is_read, starred, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (person, clipping) DO UPDATE SET is_read = excluded.is_read, starred = excluded.starred, at = excluded.at`,
		m.Person, m.Clipping, m.Read, m.Starred, ms(m.At))
	return err
}
