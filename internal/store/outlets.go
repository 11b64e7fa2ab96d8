package store

import (
	"context"
	"fmt"

	"prasowka/internal/press"
)

const outletColumns = `id, name, home, medium, class, tier, licence, region, publisher, editor, address, email, phone, note`

func scanOutlet(s scanner) (o press.Outlet, err error) {
	err = s.Scan(&o.ID, &o.Name, &o.Home, &o.Medium, &o.Class, &o.Tier, &o.Licence, &o.Region,
		&o.Publisher, &o.Editor, &o.Address, &o.Email, &o.Phone, &o.Note)
	return o, err
}

// Outlets lists every outlet by name.
func (r reads) Outlets(ctx context.Context) ([]press.Outlet, error) {
	return rows(ctx, r, scanOutlet, `SELECT `+outletColumns+` FROM outlets ORDER BY name`)
}

// Outlet reads one outlet; press.NotFound.
func (r reads) Outlet(ctx context.Context, id string) (press.Outlet, error) {
	return row(ctx, r, "tytuł", id, scanOutlet, `SELECT `+outletColumns+` FROM outlets WHERE id = $1`, id)
}

const outletUpsert = `
INSERT INTO outlets (` + outletColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, home = excluded.home, medium = excluded.medium,
	class = excluded.class, tier = excluded.tier, licence = excluded.licence, region = excluded.region,
	publisher = excluded.publisher, editor = excluded.editor, address = excluded.address,
	email = excluded.email, phone = excluded.phone, note = excluded.note`

// PutOutlet writes an outlet over what was known of it.
func (tx *Tx) PutOutlet(ctx context.Context, o press.Outlet) error {
	_, err := tx.exec(ctx, outletUpsert, outletValues(o)...)
	if err != nil {
		return fmt.Errorf("put outlet %s: %w", o.ID, err)
	}
	return nil
}

// MeetOutlet makes an outlet known unless it is.
func (tx *Tx) MeetOutlet(ctx context.Context, o press.Outlet) error {
	_, err := tx.exec(ctx, `
INSERT INTO outlets (`+outletColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
ON CONFLICT (id) DO NOTHING`, outletValues(o)...)
	if err != nil {
		return fmt.Errorf("meet outlet %s: %w", o.ID, err)
	}
	return nil
}

func outletValues(o press.Outlet) []any {
	return []any{o.ID, o.Name, o.Home, string(o.Medium), string(o.Class), int(o.Tier), string(o.Licence), o.Region,
		o.Publisher, o.Editor, o.Address, o.Email, o.Phone, o.Note}
}
