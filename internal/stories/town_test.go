package stories_test

import (
	"testing"
	"time"

	"prasowka/internal/stories"
	"prasowka/internal/stories/storiestest"
	"prasowka/internal/town"
)

// groupTown groups a town's articles in order of publication.
func groupTown(tb testing.TB, opts town.Options, o stories.Options) (got, want map[string]string, all []town.Article) {
	tb.Helper()
	now := time.Date(2026, 11, 23, 6, 0, 0, 0, time.UTC)
	opts.Now = func() time.Time { return now }
	w, err := town.Start(tb.Context(), opts)
	if err != nil {
		tb.Fatal(err)
	}
	defer w.Close()
	all = w.Articles()
	got, want = map[string]string{}, map[string]string{}
	g := stories.New(o)
	for _, a := range all {
		m := g.Add(stories.Text{ID: a.ID, Outlet: a.Outlet, Title: a.Title, Lead: a.Lead, Body: a.Text, Agency: a.Agency, Published: a.Published})
		got[a.ID], want[a.ID] = m.Story, a.Event
		if a.Event == "" {
			want[a.ID] = "alone " + a.ID
		}
	}
	return got, want, all
}

// The town's days of 500 articles, with and without the hand-written ones.
func TestTownDay(t *testing.T) {
	for seed := range uint64(4) {
		for _, bare := range []bool{true, false} {
			got, want, all := groupTown(t, town.Options{Seed: seed + 1, Bare: bare, Day: town.Day{Articles: 500}}, stories.Options{})
			p, r, f := storiestest.BCubed(got, want)
			t.Logf("seed %d, bare %v: %d articles, precision %.3f, recall %.3f, B-cubed F1 %.3f", seed+1, bare, len(all), p, r, f)
			if f < 0.95 {
				t.Errorf("B-cubed F1 %.3f, want 0.95", f)
			}
		}
	}
}
