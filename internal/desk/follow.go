package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// followCursor names how far the log was held against the office's cases.
const followCursor = "follow"

// system is who did what no person did.
const system = "system"

// follow holds new material against the cases that wait for the press: did the
// outlet print our sprostowanie? What it finds stands in the case's history. A
// publication that is complete, in time and without comment closes the case;
// everything else only proposes a move to a person.
func (d *Desk) follow(ctx context.Context) (result, error) {
	cursor, err := d.Store.Cursor(ctx, followCursor)
	if err != nil {
		return result{}, err
	}
	versions, err := d.Store.Log(ctx, cursor, watchBatch)
	if err != nil || len(versions) == 0 {
		return result{}, err
	}
	now := d.Now()
	look, err := d.officeLook(ctx, now)
	if err != nil {
		return result{}, err
	}
	filings, err := d.filings(ctx, versions)
	if err != nil {
		return result{}, err
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		waiting, err := look.waiting(ctx, tx)
		if err != nil {
			return err
		}
		for _, f := range filings {
			if f.Ref != "" {
				continue // an old archive that was imported publishes nothing
			}
			if err := look.followOne(ctx, tx, waiting[f.Outlet], f); err != nil {
				return fmt.Errorf("clipping %s: %w", f.ID, err)
			}
		}
		d.point("follow: before commit")
		return tx.SetCursor(ctx, followCursor, versions[len(versions)-1].Seq, now)
	})
	return result{did: len(versions)}, err
}

// A waitingCase is a case that waits for an outlet.
type waitingCase struct {
	id  int64
	reg *cases.Register
}

// waiting are the cases that wait for print, by outlet.
func (l officeLook) waiting(ctx context.Context, tx *store.Tx) (map[string][]waitingCase, error) {
	out := map[string][]waitingCase{}
	err := l.openCases(ctx, tx, func(reg *cases.Register, c press.Case) error {
		if reg.AwaitsPrint(c) {
			outlet, _ := c.Fields["medium"].(string)
			out[outlet] = append(out[outlet], waitingCase{c.ID, reg})
		}
		return nil
	})
	return out, err
}

// followOne holds one clipping against the cases that wait for its outlet. A
// case that it was noted in already is left alone.
func (l officeLook) followOne(ctx context.Context, tx *store.Tx, waiting []waitingCase, f store.Filing) error {
	for _, w := range waiting {
		c, err := tx.Case(ctx, w.id)
		if err != nil {
			return err
		}
		p, ok := w.reg.Watch(c, l.around, f.Clipping)
		if !ok {
			continue
		}
		links, err := tx.Links(ctx, c.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(links, func(k store.Link) bool { return k.Noun == linkPrinted && k.Ref == f.ID }) {
			continue
		}
		if err := l.noteFound(ctx, tx, w.reg, c, p, f); err != nil {
			return err
		}
	}
	return nil
}

// What the watcher writes into a case's history.
const (
	foundForJudging = "znalazł publikację, do oceny"
	foundAndClosed  = "stwierdził publikację i zamknął sprawę"
)

// linkPrinted ties a case to the clipping that prints its text.
const linkPrinted = "publikacja"

// noteFound writes what the watcher found, and moves the case when all is well.
func (l officeLook) noteFound(ctx context.Context, tx *store.Tx, reg *cases.Register, c press.Case, p cases.Publication, f store.Filing) error {
	note := store.CaseChange{Case: c.ID, At: l.now, Who: system, What: foundForJudging, Detail: p.Detail}
	if p.Move != "" {
		note.What = foundAndClosed
		c.Status, c.Closed = p.Move, l.now.Truncate(time.Millisecond)
		for name, v := range map[string]string{"opublikowano": p.Day.String(), "publikacja_gdzie": f.URL} {
			if field, ok := reg.Field(name); ok && field.Empty(c.Fields[name]) {
				c.Fields[name] = v
			}
		}
		if err := tx.SaveCase(ctx, c, reg.SearchText(c)); err != nil {
			return err
		}
	}
	if err := tx.NoteCase(ctx, note); err != nil {
		return err
	}
	return tx.PutLink(ctx, store.Link{Case: c.ID, Noun: linkPrinted, Ref: f.ID, At: l.now, By: system})
}
