package store

import (
	"context"
	"fmt"
	"time"
)

// An Entry of the audit log says who did what to which thing. Entries are
// never changed.
type Entry struct {
	ID     int64
	At     time.Time
	Who    string // Person.ID, or "system"
	What   string // a Polish verb phrase: "zatwierdził"
	Noun   string // "przegląd", "temat", "flaga", …
	Ref    string // identity of the thing
	Detail string // JSON or a sentence
}

// SaidMistake is what an entry says of a reader who found something wrong with
// a clipping.
const SaidMistake = "zgłosił błąd"

// AuditAfter lists the entries of one verb after an ID, in order.
func (r reads) AuditAfter(ctx context.Context, what string, after int64, limit int) ([]Entry, error) {
	return rows(ctx, r, scanEntry, `SELECT id, at, who, what, noun, ref, detail FROM audit WHERE what = $1 AND id > $2 ORDER BY id LIMIT $3`, what, after, limit)
}

func scanEntry(s scanner) (e Entry, err error) {
	var when int64
	err = s.Scan(&e.ID, &when, &e.Who, &e.What, &e.Noun, &e.Ref, &e.Detail)
	e.At = at(when)
	return e, err
}

// Audit lists the log, the newest first; an empty noun lists everything, an
// empty ref every thing of the noun.
func (r reads) Audit(ctx context.Context, noun, ref string, limit int) ([]Entry, error) {
	return rows(ctx, r, scanEntry, `SELECT id, at, who, what, noun, ref, detail FROM audit
WHERE ($1 = '' OR noun = $1) AND ($2 = '' OR ref = $2) ORDER BY id DESC LIMIT $3`, noun, ref, limit)
}

// Note appends to the audit log.
func (tx *Tx) Note(ctx context.Context, e Entry) error {
	id, err := tx.next(ctx, "audit", 1)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO audit (id, at, who, what, noun, ref, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		id, ms(e.At), e.Who, e.What, e.Noun, e.Ref, e.Detail)
	if err != nil {
		return fmt.Errorf("audit %s %s %s: %w", e.What, e.Noun, e.Ref, err)
	}
	return nil
}
