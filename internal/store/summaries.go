package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// A Summary is what another machine suggested as the gist of a clipping:
// sentences of the clipping itself, each at its place. Nothing is sent of it
// before a person has taken it.
type Summary struct {
	Clipping  string
	Version   int
	State     string // see the states
	Sentences []Extract
	Detail    string // why there is none
	AskedBy   string
	Asked     time.Time
	By        string // who took or refused it
	At        time.Time
}

// An Extract is a sentence of a text: text[Start:End] is Text.
type Extract struct {
	Text  string `json:"text"`
	Start int    `json:"start"` // bytes
	End   int    `json:"end"`
}

// The states of a summary.
const (
	SummaryAsked    = "czeka"
	SummaryOffered  = "propozycja"
	SummaryTaken    = "przyjęta"
	SummaryRefused  = "odrzucona"
	SummaryHopeless = "nieudana"
)

const summaryColumns = `clipping, version, state, sentences, detail, asked_by, asked, who, at`

func scanSummary(s scanner) (m Summary, err error) {
	var asked, when int64
	var sentences string
	if err = s.Scan(&m.Clipping, &m.Version, &m.State, &sentences, &m.Detail, &m.AskedBy, &asked, &m.By, &when); err != nil {
		return m, err
	}
	m.Asked, m.At = at(asked), at(when)
	return m, undoc(sentences, &m.Sentences)
}

// Summary reads the suggestion for a clipping; press.NotFound when nobody asked.
func (r reads) Summary(ctx context.Context, clipping string) (Summary, error) {
	return row(ctx, r, "streszczenie", clipping, scanSummary, `SELECT `+summaryColumns+` FROM summaries WHERE clipping = $1`, clipping)
}

// SummariesAsked lists what waits to be suggested, the longest waiting first.
func (r reads) SummariesAsked(ctx context.Context, limit int) ([]Summary, error) {
	return rows(ctx, r, scanSummary, `SELECT `+summaryColumns+` FROM summaries WHERE state = 'czeka' ORDER BY asked, clipping LIMIT $1`, limit)
}

// PutSummary writes a suggestion in whatever state it is now.
func (tx *Tx) PutSummary(ctx context.Context, m Summary) error {
	sentences, err := doc(m.Sentences)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO summaries (`+summaryColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
ON CONFLICT (clipping) DO UPDATE SET version = excluded.version, state = excluded.state, sentences = excluded.sentences, detail = excluded.detail,
	asked_by = excluded.asked_by, asked = excluded.asked, who = excluded.who, at = excluded.at`,
		m.Clipping, m.Version, m.State, sentences, m.Detail, m.AskedBy, ms(m.Asked), m.By, ms(m.At))
	if err != nil {
		return fmt.Errorf("put summary of %s: %w", m.Clipping, err)
	}
	return nil
}

// DecideSummary takes or refuses a suggestion of the version that the person
// saw; another is press.ErrConflict.
func (tx *Tx) DecideSummary(ctx context.Context, clipping string, version int, state, by string, now time.Time) error {
	n, err := tx.exec(ctx, `UPDATE summaries SET state = $3, who = $4, at = $5 WHERE clipping = $1 AND version = $2 AND state IN ('propozycja', 'przyjęta', 'odrzucona')`,
		clipping, version, state, by, ms(now))
	if err == nil && n == 0 {
		return press.Conflict("propozycja zmieniła się; wczytaj wycinek ponownie")
	}
	return err
}
