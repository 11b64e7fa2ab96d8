package desk

import (
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

func TestChainEndToEnd(t *testing.T) {
	w := newWorld(t, town.Options{})
	ctx := t.Context()
	began := time.Now()
	w.step(t)
	t.Logf("first step: %v", time.Since(began))
	sources, err := w.Store.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		t.Logf("%-24s %-10s items %3d fresh %3d next %v %s %s", s.ID, s.Kind, s.Items, s.Fresh, s.NextAt.Sub(w.clock.Now()), s.Trouble, s.Detail)
	}
	states, _ := w.Store.PageStates(ctx)
	n, _ := w.Store.CountAll(ctx)
	docs, _ := w.Archive.Count()
	totals, _ := w.Store.Totals(ctx, w.clock.Now().Add(-24*time.Hour), w.clock.Now().Add(time.Hour))
	t.Logf("town %d articles; pages %v; clippings %d; documents %d; totals %+v; mails %d slack %d", len(w.town.Articles()), states, n, docs, totals, len(w.town.Mails()), len(w.town.SlackMessages()))
	q, _ := w.Store.Quarantine(ctx, "", 20)
	for _, p := range q {
		t.Logf("quarantined %s: %s %s", p.URL, p.Trouble, p.Detail)
	}
	failed, _ := w.Store.Notices(ctx, store.NoticeFilter{State: "czeka"})
	for _, f := range failed {
		t.Logf("waits: %s %s", f.Key, f.Error)
	}
	_ = press.Article
}
