package desk

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// BenchmarkImport files records in batches of 2,000 and indexes them.
func BenchmarkImport(b *testing.B) {
	for _, step := range []string{"store", "index"} {
		b.Run(step, func(b *testing.B) {
			conf := &config.Config{}
			d := openDesk(b, b.TempDir(), conf, time.Now)
			text := strings.Repeat("Prezydent miasta otworzył nowy most nad rzeką, a mieszkańcy przyszli z dziećmi. ", 25)
			var batch []Record
			for i := 0; b.Loop(); i++ {
				batch = append(batch, Record{URL: fmt.Sprintf("https://kurier.example/%d", i), Outlet: "Kurier", Title: fmt.Sprintf("Most %d", i),
					Published: start(i).Format(time.RFC3339), Text: fmt.Sprintf("%s Numer %d.", text, i)})
				if len(batch) < 2000 {
					continue
				}
				if _, err := d.Import(b.Context(), batch); err != nil {
					b.Fatal(err)
				}
				batch = batch[:0]
				if step == "index" {
					if err := d.Refill(b.Context(), nil); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func start(i int) time.Time {
	return time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Minute)
}

// TestImport: an archive of paper and broadcasts comes in with where they told
// it; what cannot be a clipping says why, and nothing of its batch stays.
func TestImport(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	records := []Record{
		{URL: "https://kurier.example/1", Outlet: "Kurier", Title: "Most", Text: "Most stoi.", Published: "2026-11-20T08:00:00+01:00"},
		{Outlet: "Tygodnik", Medium: "prasa", Place: "nr 47, s. 5", Title: "Droga", Text: "Droga czeka.", Published: "2026-11-20"},
		{Outlet: "Radio", Medium: "radio", Kind: "audycja", Place: "Wiadomości, 18:00", Title: "Szkoła", Text: "Szkoła rośnie.", Published: "2026-11-21"},
	}
	for _, want := range []Tally{{Read: 3, Added: 3}, {Read: 3, Same: 3}} {
		if got, err := s.Import(ctx, records); err != nil || got != want {
			t.Fatalf("%+v, %v; want %+v", got, err, want)
		}
	}
	all, err := s.Store.Clippings(ctx, store.ClippingFilter{Oldest: true})
	if err != nil || len(all) != 3 {
		t.Fatalf("%d clippings, %v", len(all), err)
	}
	slices.SortFunc(all, func(a, b store.Filing) int { return cmp.Compare(a.Outlet, b.Outlet) })
	if c := all[0]; c.Kind != press.Article || c.Where() != "https://kurier.example/1" {
		t.Errorf("web: %+v", c.Clipping)
	}
	if c := all[1]; c.Kind != press.Broadcast || c.Where() != "Wiadomości, 18:00" || c.Address() != "" {
		t.Errorf("radio: %+v", c.Clipping)
	}
	if o, err := s.Store.Outlet(ctx, "tygodnik"); err != nil || o.Medium != press.Print || all[2].Place != "nr 47, s. 5" {
		t.Errorf("paper: %+v, %q, %v", o, all[2].Place, err)
	}
	for _, bad := range []Record{
		{Outlet: "A", Title: "x", Kind: "audycje"}, {Outlet: "A", Title: "x", Medium: "gazeta"}, {Outlet: "A", Title: "x", Published: "wczoraj"}, {Outlet: "A"},
	} {
		var invalid *press.Invalid
		if _, err := s.Import(ctx, []Record{{Outlet: "B", Title: "Dobry", Text: "Tekst."}, bad}); !errors.As(err, &invalid) || !strings.Contains(err.Error(), "record 2") {
			t.Errorf("%+v: %v", bad, err)
		}
	}
	if n, err := s.Store.CountClippings(ctx, store.ClippingFilter{}); err != nil || n != 3 {
		t.Errorf("%d clippings after refused batches, %v", n, err)
	}
}
