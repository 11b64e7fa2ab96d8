package web

import (
	"context"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/store"
)

// echoes is who repeated the words of a text of ours; the desk finds them.
// What is written about a matter in others' words is the screen Echo w
// archiwum of a case.
type echoes struct {
	Said string // the rows in a sentence
	Rows []echoOf
}

type echoOf struct {
	store.Pickup
	Clip  clip
	Delay string
}

// echoesOf lists the pickups of a text, the first one first.
func (s *Site) echoesOf(ctx context.Context, t store.Statement) (echoes, error) {
	var e echoes
	found, err := s.Store.Pickups(ctx, t.ID)
	if err != nil || len(found) == 0 {
		return e, err
	}
	ids := make([]string, len(found))
	for i, p := range found {
		ids[i] = p.Clipping
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	if err != nil {
		return e, err
	}
	names, err := s.named(ctx)
	if err != nil {
		return e, err
	}
	clips := map[string]clip{}
	for _, c := range names.clips(filings) {
		clips[c.ID] = c
	}
	offices := map[string]bool{}
	for _, p := range found {
		offices[p.Outlet] = true
		e.Rows = append(e.Rows, echoOf{p, clips[p.Clipping], polish.FormatSpan(max(time.Minute, p.At.Sub(t.SaidAt).Round(time.Minute)))})
	}
	first := e.Rows[0]
	e.Said = "Nasze słowa " + polish.Plural(len(offices), "powtórzyła ", "powtórzyły ", "powtórzyło ") + polish.Counted(len(offices), "redakcja", "redakcje", "redakcji") +
		", pierwsza " + first.Clip.OutletName + " po " + first.Delay + "."
	return e, nil
}
