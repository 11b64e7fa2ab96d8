package store

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"prasowka/internal/press"
)

// fill files n clippings of twenty outlets, all found on one day.
func fill(b *testing.B, db *DB, n int) {
	b.Helper()
	ctx := context.Background()
	for from := 0; from < n; from += 2000 {
		err := db.Write(ctx, func(tx *Tx) error {
			imports, err := tx.Import(ctx, 2000)
			if err != nil {
				return err
			}
			defer imports.Close()
			for i := from; i < from+2000; i++ {
				outlet := fmt.Sprintf("tytuł-%d", i%20)
				if from == 0 && i < 20 {
					if err := tx.MeetOutlet(ctx, press.Outlet{ID: outlet, Name: outlet, Medium: press.Portal, Class: press.NotPress}); err != nil {
						return err
					}
				}
				address := fmt.Sprintf("https://kurier.example/%d", i)
				published := start.Add(-time.Duration(i) * time.Minute)
				f := Filing{Clipping: press.Clipping{ID: press.NewID(published, address), URL: address, Outlet: outlet, Source: "import",
					Kind: press.Article, Title: fmt.Sprint("Tytuł ", i), Text: fmt.Sprint("Tekst ", i), Published: published, Found: start.Add(time.Duration(i/2000) * time.Second)}}
				if _, err := imports.Put(ctx, f); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkToday reads the heads of the screen Dziś on a day that holds
// 100,000 clippings: an import makes such days.
func BenchmarkToday(b *testing.B) {
	db, err := Open(b.Context(), "sqlite:"+filepath.Join(b.TempDir(), "prasowka.db"))
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	began := time.Now()
	fill(b, db, 100_000)
	b.Logf("100,000 clippings filed in %v, %d bytes", time.Since(began).Round(time.Millisecond), db.Size())
	ctx, from, to := b.Context(), start.Add(-time.Hour), start.Add(23*time.Hour)
	for name, ask := range map[string]func() error{
		"Totals":   func() error { _, err := db.Totals(ctx, from, to); return err },
		"ByOutlet": func() error { _, err := db.ByOutlet(ctx, from, to); return err },
		"ByHour":   func() error { _, err := db.ByHour(ctx, from, to); return err },
		"CountAll": func() error { _, err := db.CountAll(ctx); return err },
		"Newest": func() error {
			_, err := db.Clippings(ctx, ClippingFilter{FoundFrom: from, FoundTo: to, Limit: 50})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := ask(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
