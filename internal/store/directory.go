package store

import (
	"context"
	"fmt"
)

// A Class is one entry of the office's JRWA, as imported. The program ships
// none: symbols differ from office to office.
type Class struct {
	Symbol    string // "1510"
	Title     string
	Category  string // archival category in the home cell: "A", "B10"
	Elsewhere string // in other cells
	Note      string
	Confirmed bool // by the archive; else "do potwierdzenia"
}

// Classes lists the JRWA by symbol.
func (r reads) Classes(ctx context.Context) ([]Class, error) {
	return rows(ctx, r, func(s scanner) (c Class, err error) {
		err = s.Scan(&c.Symbol, &c.Title, &c.Category, &c.Elsewhere, &c.Note, &c.Confirmed)
		return c, err
	}, `SELECT symbol, title, category, elsewhere, note, confirmed FROM classes ORDER BY symbol`)
}

// PutClass writes one entry of the JRWA.
func (tx *Tx) PutClass(ctx context.Context, c Class) error {
	_, err := tx.exec(ctx, `INSERT INTO classes (symbol, title, category, elsewhere, note, confirmed) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (symbol) DO UPDATE SET title = excluded.title, category = excluded.category, elsewhere = excluded.elsewhere,
	note = excluded.note, confirmed = excluded.confirmed`, c.Symbol, c.Title, c.Category, c.Elsewhere, c.Note, c.Confirmed)
	if err != nil {
		return fmt.Errorf("put class %s: %w", c.Symbol, err)
	}
	return nil
}

// A Journalist is a person of the media directory. Only what the work needs
// is kept: no opinions, no special categories (art. 6 ust. 4 pr. pras., RODO).
type Journalist struct {
	ID     string
	Name   string
	Outlet string // Outlet.ID
	Post   string
	Email  string
	Phone  string
	Note   string
}

const journalistColumns = `id, name, outlet, post, email, phone, note`

func scanJournalist(s scanner) (j Journalist, err error) {
	err = s.Scan(&j.ID, &j.Name, &j.Outlet, &j.Post, &j.Email, &j.Phone, &j.Note)
	return j, err
}

// Journalists lists the media directory by name; an empty outlet lists all.
func (r reads) Journalists(ctx context.Context, outlet string) ([]Journalist, error) {
	return rows(ctx, r, scanJournalist, `SELECT `+journalistColumns+` FROM journalists WHERE ($1 = '' OR outlet = $1) ORDER BY name, id`, outlet)
}

// Journalist reads one entry; press.NotFound.
func (r reads) Journalist(ctx context.Context, id string) (Journalist, error) {
	return row(ctx, r, "dziennikarz", id, scanJournalist, `SELECT `+journalistColumns+` FROM journalists WHERE id = $1`, id)
}

// PutJournalist writes one entry.
func (tx *Tx) PutJournalist(ctx context.Context, j Journalist) error {
	_, err := tx.exec(ctx, `INSERT INTO journalists (`+journalistColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, outlet = excluded.outlet, post = excluded.post, email = excluded.email,
	phone = excluded.phone, note = excluded.note`, j.ID, j.Name, j.Outlet, j.Post, j.Email, j.Phone, j.Note)
	if err != nil {
		return fmt.Errorf("put journalist %s: %w", j.ID, err)
	}
	return nil
}

// DropJournalist removes an entry: personal data are not kept without need.
func (tx *Tx) DropJournalist(ctx context.Context, id string) error {
	return tx.one(ctx, "dziennikarz", id, `DELETE FROM journalists WHERE id = $1`, id)
}
