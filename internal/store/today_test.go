package store

import (
	"context"
	"testing"
	"time"

	"prasowka/internal/press"
)

// TestAnArchiveIsNoNews: what is filed today but was published long ago is not
// what the press brought today.
func TestAnArchiveIsNoNews(t *testing.T) {
	db := open(t)
	ground(t, db)
	for _, days := range []int{0, 1, 13, 15, 4000} {
		published := start.AddDate(0, 0, -days)
		f := Filing{Clipping: press.Clipping{ID: press.NewID(published, "https://kurier.example/"+published.String()), Outlet: "kurier",
			Source: "kurier", Kind: press.Article, URL: "https://kurier.example/" + published.String(), Published: published, Found: start}}
		f.Story = f.ID
		write(t, db, func(ctx context.Context, tx *Tx) error {
			if err := tx.OpenStory(ctx, press.Story{ID: f.Story, Lead: f.ID, First: published, Last: published}); err != nil {
				return err
			}
			_, err := tx.PutReading(ctx, f, press.Version{At: start})
			return err
		})
	}
	from, to := start.Add(-time.Hour), start.Add(time.Hour)
	if totals, err := db.Totals(t.Context(), from, to); err != nil || totals.Clippings != 3 || totals.Stories != 3 || totals.Outlets != 1 {
		t.Errorf("totals = %+v, %v; want 3 clippings in 3 stories of 1 outlet", totals, err)
	}
	if counts, err := db.ByOutlet(t.Context(), from, to); err != nil || len(counts) != 1 || counts[0].N != 3 {
		t.Errorf("by outlet = %v, %v; want 3", counts, err)
	}
}
