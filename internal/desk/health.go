package desk

import (
	"context"
	"fmt"
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
// has fallen silent, or that its pages no longer read as before. before is its
// trouble so far: a silence ends with a word, not because the last word was
// so long ago that no habit is known any more.
func (d *Desk) sound(ctx context.Context, tx *store.Tx, h *store.SourceHealth, before press.Trouble, published []time.Time, now time.Time) error {
	recent, err := tx.RecentPages(ctx, h.ID, formatPages)
	if err != nil {
		return err
	}
	if why := formatBroken(recent); why != "" {
		h.Trouble, h.Detail = press.TroubleFormat, why
		return nil
	}
	s := gather.Silent(published, now)
	if !s.Silent && (before != press.TroubleSilent || h.Fresh > 0) {
		return nil
	}
	h.Trouble = press.TroubleSilent
	if s.Since.IsZero() {
		s.Since = h.FreshAt
	}
	h.Detail = "ostatnia publikacja: " + polish.FormatDateTime(s.Since)
	if s.Silent {
		h.Detail += "; zwykle przez ten czas coś nowego jest już o " + polish.Counted(int(s.Expected), "różnej godzinie", "różnych godzinach", "różnych godzinach")
	}
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

// remark is what is worth knowing of a source that works; empty when nothing
// is: that its list came in part or from elsewhere than it used to, or that
// the last day brought far less or more than such a day usually does.
func remark(l *gather.Listing, h *store.SourceHealth, published []time.Time, now time.Time) string {
	switch {
	case l.Truncated:
		return "lista przyszła niecała; wzięto to, co było całe"
	case l.Instead != "":
		return l.Instead
	}
	day := now.Add(-24 * time.Hour)
	n, old := 0, published[:0:0]
	for _, p := range published {
		if p.After(day) {
			n++
		} else {
			old = append(old, p)
		}
	}
	if len(old) < 20 || h.CheckedAt.IsZero() {
		return ""
	}
	usual := gather.HabitOf(old, day).Usual(day, now)
	low, high := usual.Low, usual.High+3 // one story told in parts is no flood
	if n >= low && n <= high {
		return ""
	}
	much := "mniej"
	if n > high {
		much = "więcej"
	}
	return fmt.Sprintf("w ostatniej dobie %s niż zwykle: %s, a bywa %d–%d", much, polish.Counted(n, "pozycja", "pozycje", "pozycji"), usual.Low, usual.High)
}

// seed is a number of a source's own, so that sources do not march in step.
func seed(id string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	return h.Sum64()
}
