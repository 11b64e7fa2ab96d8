package gather_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/press"
	"prasowka/internal/town"
)

// TestTown hears from every outlet of the made-up town by its home page alone,
// and from each of its sources as it is configured; a second asking has nothing
// new.
func TestTown(t *testing.T) {
	noon := time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)
	clock := func() time.Time { return noon }
	tw, err := town.Start(context.Background(), town.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer tw.Close()
	c := gather.NewClient(gather.Options{
		AllowPrivate: []string{"127.0.0.0/8"}, Pause: -1, Now: clock,
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	defer c.Close()
	sources := slices.Clone(tw.Sources())
	for _, o := range tw.Outlets() {
		if o.Medium != press.Social {
			sources = append(sources, press.Source{ID: o.ID + "/auto", Kind: "auto", URL: o.Home})
		}
	}
	for _, src := range sources {
		t.Run(src.ID, func(t *testing.T) {
			l, err := gather.List(context.Background(), c, src, gather.State{})
			if err != nil {
				t.Fatal(err)
			}
			if len(l.Items) < 3 || l.Fresh != len(l.Items) {
				t.Errorf("%s: %d items, %d fresh", l.Format, len(l.Items), l.Fresh)
			}
			for _, item := range l.Items {
				if item.Title == "" && l.Kind != "sitemap" {
					t.Errorf("no title: %s", item.URL)
				}
			}
			again, err := gather.List(context.Background(), c, src, l.State)
			if err != nil {
				t.Fatal(err)
			}
			if again.Fresh != 0 {
				t.Errorf("%d of %d are fresh again", again.Fresh, len(again.Items))
			}
		})
	}
}
