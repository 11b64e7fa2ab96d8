package desk

import (
	"context"
	"hash/fnv"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// rhythmWindow is how far back a source's habits are learned from.
const rhythmWindow = 28 * 24 * time.Hour

// sound looks at what a source's answers do not say by themselves: that it
// has fallen silent, or that its pages no longer read as before.
func (d *Desk) sound(ctx context.Context, tx *store.Tx, h *store.SourceHealth, published []time.Time, now time.Time) error {
	recent, err := tx.RecentPages(ctx, h.ID, formatPages)
	if err != nil {
		return err
	}
	if trouble := formatBroken(recent); trouble != "" {
		h.Trouble, h.Detail = press.TroubleFormat, trouble
		return nil
	}
	d.listen(h, published, now)
	return nil
}

// formatPages is how many pages in a row must fail to read before the source's
// layout is said to have changed.
const formatPages = 5

// formatBroken answers why a source's last pages read no more; empty when they do.
func formatBroken(recent []store.VisitedPage) string {
	if len(recent) < formatPages {
		return ""
	}
	for _, p := range recent {
		if p.State != press.PageQuarantined {
			return ""
		}
		switch p.Trouble {
		case press.TroubleNoText, press.TroubleParse, press.TroubleCookie, press.TroubleSoft, press.TroublePay, press.TroubleEmpty:
		default:
			return ""
		}
	}
	return "ostatnich stron nie dało się odczytać: " + recent[0].Trouble.Why()
}

// pace sets when a source is asked again: by how often it publishes at this
// hour of this day of the week, within its bounds.
func (d *Desk) pace(h *store.SourceHealth, published []time.Time, now time.Time) {
	h.Spacing = gather.Next(h.Every, gather.History{Published: published, Asked: h.CheckedAt, Seed: seed(h.ID)}, now)
	h.NextAt = now.Add(h.Spacing)
}

// listen tells a source that has fallen silent: it answers, but its habit
// promised more than nothing.
func (d *Desk) listen(h *store.SourceHealth, published []time.Time, now time.Time) {
	s := gather.Silent(published, now)
	if !s.Silent {
		return
	}
	h.Trouble = press.TroubleSilent
	h.Detail = "ostatnia publikacja: " + polish.FormatDateTime(s.Since) + "; zwykle w takim czasie: " + polish.Decimal(s.Expected, 1)
}

// seed is a number of a source's own, so that sources do not march in step.
func seed(id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	return h.Sum64()
}
