package store

import (
	"context"
	"time"
)

// A Tone is how a clipping speaks of a subject.
type Tone struct {
	Clipping string
	Subject  string // "miasto", "kierownictwo", a unit's name
	Tone     string // "pozytywny", "neutralny", "negatywny", "mieszany"; empty: unsure
	Sentence string // the one that decided it
	Score    float64
	By       string // Person.ID who set it; empty: the program
	At       time.Time
}

// Tones lists a clipping's tones by subject.
func (r reads) Tones(ctx context.Context, clipping string) ([]Tone, error) {
	return rows(ctx, r, func(s scanner) (t Tone, err error) {
		var when int64
		err = s.Scan(&t.Clipping, &t.Subject, &t.Tone, &t.Sentence, &t.Score, &t.By, &when)
		t.At = at(when)
		return t, err
	}, `SELECT clipping, subject, tone, sentence, score, who, at FROM tones WHERE clipping = $1 ORDER BY subject`, clipping)
}

// PutTone keeps a tone. What a person set stays against the program, and the
// clipping is indexed again.
func (tx *Tx) PutTone(ctx context.Context, t Tone) error {
	n, err := tx.exec(ctx, `INSERT INTO tones (clipping, subject, tone, sentence, score, who, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (clipping, subject) DO UPDATE SET tone = excluded.tone, sentence = excluded.sentence, score = excluded.score, who = excluded.who, at = excluded.at
WHERE tones.who = '' OR excluded.who <> ''`, t.Clipping, t.Subject, t.Tone, t.Sentence, t.Score, t.By, ms(t.At))
	if err != nil || n == 0 {
		return err
	}
	return tx.Touch(ctx, t.Clipping)
}

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
