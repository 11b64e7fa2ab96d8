package store

import (
	"context"
	"fmt"
	"time"
)

// A Pickup is a clipping that uses the words of a text of ours.
type Pickup struct {
	Statement string
	Clipping  string
	Outlet    string
	At        time.Time // when it was published; when found, where the page names only the day
	Share     float64   // of our text that stands in it, 0–1
	Words     int       // length of the longest common passage
	Passage   string    // that passage, as our text has it
}

const pickupColumns = `statement, clipping, outlet, at, share, words, passage`

func scanPickup(s scanner) (p Pickup, err error) {
	var when int64
	err = s.Scan(&p.Statement, &p.Clipping, &p.Outlet, &when, &p.Share, &p.Words, &p.Passage)
	p.At = at(when)
	return p, err
}

// Pickups lists who took up a text of ours, the first one first.
func (r reads) Pickups(ctx context.Context, statement string) ([]Pickup, error) {
	return rows(ctx, r, scanPickup, `SELECT `+pickupColumns+` FROM pickups WHERE statement = $1 ORDER BY at, clipping`, statement)
}

// PickupsBetween lists the pickups of [from, to), the first one first.
func (r reads) PickupsBetween(ctx context.Context, from, to time.Time) ([]Pickup, error) {
	return rows(ctx, r, scanPickup, `SELECT `+pickupColumns+` FROM pickups WHERE at >= $1 AND at < $2 ORDER BY at, clipping`, ms(from), ms(to))
}

// PutPickup keeps a pickup as the newest version of the clipping reads.
func (tx *Tx) PutPickup(ctx context.Context, p Pickup) error {
	_, err := tx.exec(ctx, `INSERT INTO pickups (`+pickupColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (statement, clipping) DO UPDATE SET share = excluded.share, words = excluded.words, passage = excluded.passage`,
		p.Statement, p.Clipping, p.Outlet, ms(p.At), p.Share, p.Words, p.Passage)
	if err != nil {
		return fmt.Errorf("put pickup of %s in %s: %w", p.Statement, p.Clipping, err)
	}
	return nil
}

// DropPickups forgets who took up a text: it reads differently now, and is
// held against everything again.
func (tx *Tx) DropPickups(ctx context.Context, statement string) error {
	_, err := tx.exec(ctx, `DELETE FROM pickups WHERE statement = $1`, statement)
	return err
}

// DropPickup forgets one pickup: the clipping no longer uses our words.
func (tx *Tx) DropPickup(ctx context.Context, statement, clipping string) error {
	_, err := tx.exec(ctx, `DELETE FROM pickups WHERE statement = $1 AND clipping = $2`, statement, clipping)
	return err
}

// PickupScans is in which wording each text of ours was held against what had
// already come, by Statement.ID.
func (r reads) PickupScans(ctx context.Context) (map[string]int, error) {
	scans := map[string]int{}
	_, err := rows(ctx, r, func(s scanner) (struct{}, error) {
		var id string
		var revision int
		err := s.Scan(&id, &revision)
		scans[id] = revision
		return struct{}{}, err
	}, `SELECT statement, revision FROM pickup_scans`)
	return scans, err
}

// PutPickupScan says that a wording was held against what had already come.
func (tx *Tx) PutPickupScan(ctx context.Context, statement string, revision int) error {
	_, err := tx.exec(ctx, `INSERT INTO pickup_scans (statement, revision) VALUES ($1, $2) ON CONFLICT (statement) DO UPDATE SET revision = excluded.revision`, statement, revision)
	return err
}
