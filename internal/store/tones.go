package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"prasowka/internal/press"
)

// A Tone is how a clipping speaks of a subject.
type Tone struct {
	Clipping string
	Subject  string // ToneCity, ToneLeaders, a unit's name
	Version  int    // of the clipping that was read
	Tone     string // "pozytywny", "neutralny", "negatywny", "mieszany"; empty: unsure
	Proposed string // what the program thought, also where a person said otherwise
	Sentence string // the one that decided it
	Field    string // where it stands: "tytuł" or "tekst"
	Start    int    // its place there, in bytes
	End      int
	Score    float64 // -1 to 1
	By       string  // Person.ID who set it; empty: the program
	At       time.Time
}

// The subjects that every office has; others are names of its units.
const (
	ToneCity    = "miasto"
	ToneLeaders = "kierownictwo"
)

const toneColumns = `clipping, subject, version, tone, proposed, sentence, field, span_start, span_end, score, who, at`

func scanTone(s scanner) (t Tone, err error) {
	var when int64
	err = s.Scan(&t.Clipping, &t.Subject, &t.Version, &t.Tone, &t.Proposed, &t.Sentence, &t.Field, &t.Start, &t.End, &t.Score, &t.By, &when)
	t.At = at(when)
	return t, err
}

// Tones lists a clipping's tones by subject.
func (r reads) Tones(ctx context.Context, clipping string) ([]Tone, error) {
	return rows(ctx, r, scanTone, `SELECT `+toneColumns+` FROM tones WHERE clipping = $1 ORDER BY subject`, clipping)
}

// TonesOf lists the tones of several clippings at once, by clipping.
func (r reads) TonesOf(ctx context.Context, clippings []string) (map[string][]Tone, error) {
	byClipping := map[string][]Tone{}
	if len(clippings) == 0 {
		return byClipping, nil
	}
	all, err := rows(ctx, r, scanTone, `SELECT `+toneColumns+` FROM tones WHERE clipping IN (`+places(1, len(clippings))+`) ORDER BY clipping, subject`, anys(clippings)...)
	for _, t := range all {
		byClipping[t.Clipping] = append(byClipping[t.Clipping], t)
	}
	return byClipping, err
}

// OneTone is the word for a clipping as a whole: what is critical of anybody of
// ours is critical, what praises one and blames another is mixed.
func OneTone(tones []Tone) string {
	has := map[string]bool{}
	for _, t := range tones {
		has[t.Tone] = true
	}
	switch {
	case has["mieszany"] || has["negatywny"] && has["pozytywny"]:
		return "mieszany"
	case has["negatywny"]:
		return "negatywny"
	case has["pozytywny"]:
		return "pozytywny"
	case has["neutralny"]:
		return "neutralny"
	}
	return ""
}

// PutTones keeps what the program thinks of a version of a clipping, in place
// of what it thought before. What a person set stays. The clipping is indexed
// again when its word as a whole became another.
func (tx *Tx) PutTones(ctx context.Context, clipping string, tones []Tone) error {
	before, err := tx.Tones(ctx, clipping)
	if err != nil {
		return err
	}
	if len(before)+len(tones) == 0 {
		return nil
	}
	if _, err := tx.exec(ctx, `DELETE FROM tones WHERE clipping = $1 AND who = ''`, clipping); err != nil {
		return err
	}
	for _, t := range tones {
		t.Clipping, t.Proposed, t.By = clipping, t.Tone, ""
		if err := tx.putTone(ctx, t, `UPDATE SET version = excluded.version, proposed = excluded.proposed`); err != nil {
			return err
		}
	}
	after, err := tx.Tones(ctx, clipping)
	if err != nil || OneTone(before) == OneTone(after) {
		return err
	}
	return tx.Touch(ctx, clipping)
}

func (tx *Tx) putTone(ctx context.Context, t Tone, otherwise string) error {
	_, err := tx.exec(ctx, `INSERT INTO tones (`+toneColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
ON CONFLICT (clipping, subject) DO `+otherwise,
		t.Clipping, t.Subject, t.Version, t.Tone, t.Proposed, t.Sentence, t.Field, t.Start, t.End, t.Score, t.By, ms(t.At))
	if err != nil {
		return fmt.Errorf("put tone of %s towards %s: %w", t.Clipping, t.Subject, err)
	}
	return nil
}

// SayTone keeps what a person says of a clipping's tone towards a subject: it
// wins over the program, which is measured by it and learns from it. Sentence
// is the one it is about. The clipping is indexed again.
func (tx *Tx) SayTone(ctx context.Context, t Tone) error {
	if t.By == "" || t.Tone == "" {
		return &press.Invalid{Field: "ton", Why: "brakuje słowa albo osoby."}
	}
	if err := tx.putTone(ctx, t, `UPDATE SET tone = excluded.tone, sentence = excluded.sentence, field = excluded.field,
	span_start = excluded.span_start, span_end = excluded.span_end, who = excluded.who, at = excluded.at`); err != nil {
		return err
	}
	_, err := tx.exec(ctx, `INSERT INTO tone_words (clipping, subject, version, sentence, proposed, tone, who, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (clipping, subject) DO UPDATE SET version = excluded.version, sentence = excluded.sentence, tone = excluded.tone, who = excluded.who, at = excluded.at`,
		t.Clipping, t.Subject, t.Version, t.Sentence, t.Proposed, t.Tone, t.By, ms(t.At))
	if err != nil {
		return fmt.Errorf("keep the word on %s: %w", t.Clipping, err)
	}
	return tx.Touch(ctx, t.Clipping)
}

// A ToneWord is what a person said of a proposal.
type ToneWord struct {
	Clipping, Subject        string
	Sentence, Proposed, Tone string
	By                       string
	At                       time.Time
}

// ToneWords lists the newest that people said, the oldest of them first, so
// that who learns from them learns the same each time.
func (r reads) ToneWords(ctx context.Context, limit int) ([]ToneWord, error) {
	words, err := r.LastToneWords(ctx, limit)
	slices.Reverse(words)
	return words, err
}

// LastToneWords lists what people said last, the newest first.
func (r reads) LastToneWords(ctx context.Context, limit int) ([]ToneWord, error) {
	return rows(ctx, r, scanToneWord, `SELECT `+toneWordColumns+` FROM tone_words ORDER BY at DESC, clipping, subject LIMIT $1`, limit)
}

const toneWordColumns = `clipping, subject, sentence, proposed, tone, who, at`

func scanToneWord(s scanner) (w ToneWord, err error) {
	var when int64
	err = s.Scan(&w.Clipping, &w.Subject, &w.Sentence, &w.Proposed, &w.Tone, &w.By, &when)
	w.At = at(when)
	return w, err
}

// ToneWordCount is how many there are.
func (r reads) ToneWordCount(ctx context.Context) (n int, err error) {
	err = r.q.QueryRowContext(ctx, `SELECT COUNT(*) FROM tone_words`).Scan(&n)
	return n, err
}

// An Agreement is how often the program's proposals towards a subject were the
// word that a person chose.
type Agreement struct {
	Subject   string
	Asked     int // words that people said
	Proposed  int // of them, where the program had proposed something
	Agreed    int // of those, where it was the same
	Abstained int // where the program had said that it was not sure
}

// Share is the agreement where the program spoke at all, 0–1.
func (a Agreement) Share() float64 { return float64(a.Agreed) / float64(max(1, a.Proposed)) }

// Differed is how often the program proposed another word.
func (a Agreement) Differed() int { return a.Proposed - a.Agreed }

// ToneAgreement counts, by subject, the words that people said in [from, to).
func (r reads) ToneAgreement(ctx context.Context, from, to time.Time) ([]Agreement, error) {
	return rows(ctx, r, func(s scanner) (a Agreement, err error) {
		err = s.Scan(&a.Subject, &a.Asked, &a.Proposed, &a.Agreed)
		a.Abstained = a.Asked - a.Proposed
		return a, err
	}, `SELECT subject, COUNT(*), COALESCE(SUM(CASE WHEN proposed <> '' THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN proposed = tone THEN 1 ELSE 0 END), 0)
FROM tone_words WHERE at >= $1 AND at < $2 GROUP BY subject ORDER BY 2 DESC, 1`, ms(from), ms(to))
}

// A Model is what was learned on this machine: small, and only from what
// people said here.
type Model struct {
	Name    string // ToneModel
	Made    time.Time
	Samples int     // how many words it learned from
	Agrees  float64 // share that it tells right of those held back, 0–1
	JSON    json.RawMessage
}

// ToneModel names the model of tones.
const ToneModel = "ton"

// Model reads a model; the zero Model when none has been learned.
func (r reads) Model(ctx context.Context, name string) (Model, error) {
	m, err := row(ctx, r, "model", name, func(s scanner) (m Model, err error) {
		var when int64
		var text string
		err = s.Scan(&m.Name, &when, &m.Samples, &m.Agrees, &text)
		m.Made, m.JSON = at(when), json.RawMessage(text)
		return m, err
	}, `SELECT name, made, samples, agrees, model FROM models WHERE name = $1`, name)
	if errors.Is(err, press.ErrNotFound) {
		return Model{}, nil
	}
	return m, err
}

// PutModel keeps a model in place of the one before.
func (tx *Tx) PutModel(ctx context.Context, m Model) error {
	_, err := tx.exec(ctx, `INSERT INTO models (name, made, samples, agrees, model) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (name) DO UPDATE SET made = excluded.made, samples = excluded.samples, agrees = excluded.agrees, model = excluded.model`,
		m.Name, ms(m.Made), m.Samples, m.Agrees, string(m.JSON))
	if err != nil {
		return fmt.Errorf("put model %s: %w", m.Name, err)
	}
	return tx.stamp(ctx, StampModels)
}
