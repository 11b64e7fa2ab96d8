package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/stories"
)

// pickupCursor names how far the log was held against our own texts.
const pickupCursor = "pickup"

const (
	pickupFor   = 120 * 24 * time.Hour // how long after its hour a text of ours is looked for
	pickupTexts = 300                  // the newest of them
	pickupBatch = 300                  // versions a turn
	pickupPast  = 20_000               // clippings that a new text is held against
)

// A clipping uses our words when it has a passage of seven words of ours and
// either a tenth of our text, or ten words on end: the name of an office and
// its seat is neither.
const (
	pickupShare   = 0.1
	pickupWords   = 7
	pickupPassage = 10
)

// An ownText is an approved text of ours, ready to be looked for.
type ownText struct {
	store.Statement
	words *stories.Original
}

// pickups holds what comes in against our approved texts, and each text that is
// newly approved against what has come since its hour: who took up our words,
// how much of them, and when first.
func (d *Desk) pickups() func(context.Context) (result, error) {
	read := map[string]ownText{} // by Statement.ID, as last read
	return func(ctx context.Context) (result, error) {
		now := d.Now()
		texts, err := d.ownTexts(ctx, read, now)
		if err != nil {
			return result{}, err
		}
		scans, err := d.Store.PickupScans(ctx)
		if err != nil {
			return result{}, err
		}
		for _, t := range texts {
			if scans[t.ID] != t.Revision {
				return result{did: 1}, d.pickupPast(ctx, t)
			}
		}
		cursor, err := d.Store.Cursor(ctx, pickupCursor)
		if err != nil {
			return result{}, err
		}
		if len(texts) == 0 { // what comes now is looked over when there is a text
			return result{}, d.skipTo(ctx, pickupCursor, cursor, now)
		}
		return d.pickupNew(ctx, texts, cursor, now)
	}
}

// ownTexts are the approved texts that are looked for, the newest first.
func (d *Desk) ownTexts(ctx context.Context, read map[string]ownText, now time.Time) ([]ownText, error) {
	all, err := d.Store.Statements(ctx, pickupTexts)
	if err != nil {
		return nil, err
	}
	var texts []ownText
	for _, s := range all {
		if s.State != store.StatementApproved || now.Sub(s.SaidAt) > pickupFor || s.SaidAt.After(now) {
			continue
		}
		t, known := read[s.ID]
		if !known || t.Revision != s.Revision {
			t = ownText{s, stories.NewOriginal(s.Text)}
			read[s.ID] = t
		}
		texts = append(texts, t)
	}
	return texts, nil
}

// skipTo moves a cursor to the end of the log.
func (d *Desk) skipTo(ctx context.Context, name string, cursor int64, now time.Time) error {
	end, err := d.Store.LogEnd(ctx)
	if err != nil || end == cursor {
		return err
	}
	return d.Store.Write(ctx, func(tx *store.Tx) error { return tx.SetCursor(ctx, name, end, now) })
}

// pickupPast holds one text against everything published since its hour.
func (d *Desk) pickupPast(ctx context.Context, t ownText) error {
	outlets, err := d.outlets(ctx)
	if err != nil {
		return err
	}
	filings, err := d.Store.Clippings(ctx, store.ClippingFilter{PublishedFrom: polish.DayOf(t.SaidAt).Start(), Oldest: true, Limit: pickupPast})
	if err != nil {
		return fmt.Errorf("what came since %s: %w", t.ID, err)
	}
	var found []store.Pickup
	for _, f := range filings {
		if p, ok := pickedUp(t, f, outlets[f.Outlet]); ok {
			found = append(found, p)
		}
	}
	return d.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.DropPickups(ctx, t.ID); err != nil {
			return err
		}
		for _, p := range found {
			if err := tx.PutPickup(ctx, p); err != nil {
				return err
			}
		}
		d.point("pickup: before commit")
		return tx.PutPickupScan(ctx, t.ID, t.Revision)
	})
}

// pickupNew holds a batch of the log against every text.
func (d *Desk) pickupNew(ctx context.Context, texts []ownText, cursor int64, now time.Time) (result, error) {
	versions, err := d.Store.Log(ctx, cursor, pickupBatch)
	if err != nil || len(versions) == 0 {
		return result{}, err
	}
	filings, err := d.filings(ctx, versions)
	if err != nil {
		return result{}, err
	}
	outlets, err := d.outlets(ctx)
	if err != nil {
		return result{}, err
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		for _, f := range filings {
			for _, t := range texts {
				p, ok := pickedUp(t, f, outlets[f.Outlet])
				switch {
				case ok:
					err = tx.PutPickup(ctx, p)
				case f.Version > 1:
					err = tx.DropPickup(ctx, t.ID, f.ID) // an edit may have taken our words out
				}
				if err != nil {
					return err
				}
			}
		}
		d.point("pickup: before commit")
		return tx.SetCursor(ctx, pickupCursor, versions[len(versions)-1].Seq, now)
	})
	return result{did: len(versions)}, err
}

// outlets are the outlets by ID.
func (d *Desk) outlets(ctx context.Context) (map[string]press.Outlet, error) {
	all, err := d.Store.Outlets(ctx)
	by := make(map[string]press.Outlet, len(all))
	for _, o := range all {
		by[o.ID] = o
	}
	return by, err
}

// pickedUp tells whether a clipping of others uses the words of a text of ours
// that was out already. What we print ourselves is no pickup, nor is an old
// archive that was imported.
func pickedUp(t ownText, f store.Filing, o press.Outlet) (store.Pickup, bool) {
	at := publishedAt(f.Clipping)
	if o.Licence == press.Own || f.Ref != "" || at.Before(t.SaidAt) || at.Sub(t.SaidAt) > pickupFor {
		return store.Pickup{}, false
	}
	r := t.words.In(f.Title + "\n" + f.Text)
	p := store.Pickup{Statement: t.ID, Clipping: f.ID, Outlet: f.Outlet, At: at, Share: r.Share, Words: r.Words, Passage: r.Passage}
	return p, r.Words >= pickupWords && (r.Share >= pickupShare || r.Words >= pickupPassage)
}

// publishedAt is when a clipping came out: when we found it, where the page
// names the day alone, which reads as midnight.
func publishedAt(c press.Clipping) time.Time {
	if c.Published.Equal(polish.DayOf(c.Published).Start()) && c.Found.After(c.Published) && polish.DayOf(c.Found) == polish.DayOf(c.Published) {
		return c.Found
	}
	return c.Published
}

// A Spread is how a text of ours spread: what a report and the review tell.
type spread struct {
	store.Statement
	pickups []store.Pickup // the first one first
	offices []string       // Outlet.IDs in the order in which they took it up
}

// spreadOf gathers the pickups of one text.
func spreadOf(t store.Statement, pickups []store.Pickup) spread {
	s := spread{Statement: t, pickups: pickups}
	for _, p := range pickups {
		if !slices.Contains(s.offices, p.Outlet) {
			s.offices = append(s.offices, p.Outlet)
		}
	}
	return s
}

// delay is how long after our text the first pickup came.
func (s spread) delay() time.Duration { return s.pickups[0].At.Sub(s.SaidAt) }

// most is the pickup that uses the greatest share of our text.
func (s spread) most() store.Pickup {
	return slices.MaxFunc(s.pickups, func(a, b store.Pickup) int {
		switch {
		case a.Share > b.Share:
			return 1
		case a.Share < b.Share:
			return -1
		}
		return a.Words - b.Words
	})
}

// longest is the pickup with the longest passage of ours.
func (s spread) longest() store.Pickup {
	return slices.MaxFunc(s.pickups, func(a, b store.Pickup) int { return a.Words - b.Words })
}
