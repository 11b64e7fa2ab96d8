package desk

import (
	"context"
	"time"

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

// pace sets when a source is asked again: about twice as often as it
// publishes, within its bounds.
func (d *Desk) pace(h *store.SourceHealth, published []time.Time, now time.Time) {
	wait := h.Every.Max
	if n := len(published); n > 1 {
		if span := published[n-1].Sub(published[0]); span > 0 {
			wait = span / time.Duration(n-1) / 2
		}
	}
	h.Spacing = min(max(wait, h.Every.Min), max(h.Every.Max, h.Every.Min))
	h.NextAt = now.Add(h.Spacing)
}

// listen tells a source that has fallen silent.
func (d *Desk) listen(h *store.SourceHealth, published []time.Time, now time.Time) {}
