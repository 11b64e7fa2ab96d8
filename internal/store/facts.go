package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// Facts lists the fact register by identity.
func (r reads) Facts(ctx context.Context) ([]press.Fact, error) {
	return rows(ctx, r, func(s scanner) (f press.Fact, err error) {
		var as string
		if err = s.Scan(&as); err != nil {
			return f, err
		}
		return f, json.Unmarshal([]byte(as), &f)
	}, `SELECT fact_as FROM facts ORDER BY id`)
}

// FactRevision counts the changes of a card; 0 when there is none.
func (r reads) FactRevision(ctx context.Context, id string) (int, error) {
	all, err := rows(ctx, r, func(s scanner) (n int, err error) { return n, s.Scan(&n) }, `SELECT revision FROM facts WHERE id = $1`, id)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	return all[0], nil
}

// sameFact tells whether the revision that a person saw is the one in force.
func (tx *Tx) sameFact(ctx context.Context, id string, revision int) error {
	known, err := tx.FactRevision(ctx, id)
	if err == nil && known != revision {
		return press.Conflict("kartę faktu " + id + " zmienił ktoś inny; wczytaj ją ponownie")
	}
	return err
}

// SaveFact writes a card from the screen. Revision is the one that the person
// saw, 0 for a new card; another in force is press.ErrConflict.
func (tx *Tx) SaveFact(ctx context.Context, f press.Fact, revision int, by string, now time.Time) error {
	if err := tx.sameFact(ctx, f.ID, revision); err != nil {
		return err
	}
	return tx.PutFact(ctx, f, FromScreen, by, now)
}

// PutFact writes one card of the fact register, whatever stood there: from a
// file, whose lines win.
func (tx *Tx) PutFact(ctx context.Context, f press.Fact, origin, by string, now time.Time) error {
	as, err := doc(f)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO facts (id, fact_as, origin, who, at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (id) DO UPDATE SET fact_as = excluded.fact_as, origin = excluded.origin, who = excluded.who, at = excluded.at,
	revision = facts.revision + 1`,
		f.ID, as, origin, by, ms(now))
	if err != nil {
		return fmt.Errorf("put fact %s: %w", f.ID, err)
	}
	return tx.stamp(ctx, StampFacts)
}

// DropFact removes a card that still reads as the person saw it.
func (tx *Tx) DropFact(ctx context.Context, id string, revision int) error {
	if err := tx.sameFact(ctx, id, revision); err != nil {
		return err
	}
	if err := tx.stamp(ctx, StampFacts); err != nil {
		return err
	}
	return tx.one(ctx, "karta faktu", id, `DELETE FROM facts WHERE id = $1`, id)
}

// A Statement is a text of our own: a statement of position or a release. It
// feeds quotation checks and the pickup of releases.
type Statement struct {
	ID       string
	Kind     string // "stanowisko", "komunikat" or, from a crisis room, "stanowisko wstępne"
	Title    string
	Text     string
	Speaker  string
	SaidAt   time.Time
	State    string // see the states
	Approved string // Person.ID who approved it
	Revision int    // grows with every change
	By       string
	At       time.Time
}

// The states of a text of ours.
const (
	StatementDraft     = "szkic"
	StatementApproved  = "zatwierdzone"
	StatementWithdrawn = "wycofane"
)

const statementColumns = `id, kind, title, text, speaker, said_at, state, approved, revision, who, at`

func scanStatement(s scanner) (t Statement, err error) {
	var said, when int64
	err = s.Scan(&t.ID, &t.Kind, &t.Title, &t.Text, &t.Speaker, &said, &t.State, &t.Approved, &t.Revision, &t.By, &when)
	t.SaidAt, t.At = at(said), at(when)
	return t, err
}

// Statements lists our own texts, the newest first.
func (r reads) Statements(ctx context.Context, limit int) ([]Statement, error) {
	return rows(ctx, r, scanStatement, `SELECT `+statementColumns+` FROM statements ORDER BY said_at DESC, id LIMIT $1`, limit)
}

// Statement reads one of our texts; press.NotFound.
func (r reads) Statement(ctx context.Context, id string) (Statement, error) {
	return row(ctx, r, "stanowisko", id, scanStatement, `SELECT `+statementColumns+` FROM statements WHERE id = $1`, id)
}

// StatementHistory lists how a text of ours stood after each change, the
// newest first.
func (r reads) StatementHistory(ctx context.Context, id string) ([]Statement, error) {
	return rows(ctx, r, func(s scanner) (t Statement, err error) {
		var as string
		if err = s.Scan(&as); err != nil {
			return t, err
		}
		return t, json.Unmarshal([]byte(as), &t)
	}, `SELECT statement_as FROM statement_history WHERE statement = $1 ORDER BY revision DESC`, id)
}

// PutStatement writes a text of ours and its history. Revision is the one
// that the person saw, 0 for a new text; another in force is press.ErrConflict.
func (tx *Tx) PutStatement(ctx context.Context, t Statement) error {
	known := 0
	if s, err := tx.Statement(ctx, t.ID); err == nil {
		known = s.Revision
	}
	if known != t.Revision {
		return press.Conflict("tekst " + t.ID + " zmienił ktoś inny; wczytaj go ponownie")
	}
	t.Revision++
	_, err := tx.exec(ctx, `INSERT INTO statements (`+statementColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, title = excluded.title, text = excluded.text, speaker = excluded.speaker,
	said_at = excluded.said_at, state = excluded.state, approved = excluded.approved, revision = excluded.revision,
	who = excluded.who, at = excluded.at`,
		t.ID, t.Kind, t.Title, t.Text, t.Speaker, ms(t.SaidAt), t.State, t.Approved, t.Revision, t.By, ms(t.At))
	if err != nil {
		return fmt.Errorf("put statement %s: %w", t.ID, err)
	}
	as, err := doc(t)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO statement_history (statement, revision, at, who, statement_as) VALUES ($1, $2, $3, $4, $5)`,
		t.ID, t.Revision, ms(t.At), t.By, as)
	return err
}
