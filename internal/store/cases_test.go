package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"prasowka/internal/press"
)

var errCrash = errors.New("crash")

// Signs never repeat and never leave a hole: 200 openings at once, a third of
// which fail after the number was drawn.
func TestSignsHaveNoHoles(t *testing.T) {
	db, ctx := open(t), t.Context()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var all sync.WaitGroup
	for i := range 200 {
		crash := rand.IntN(3) == 0
		all.Go(func() {
			err := db.Write(ctx, func(tx *Tx) error {
				id, err := tx.OpenCase(ctx, press.Case{Register: "skargi", Title: fmt.Sprint("sprawa ", i), Status: "nowa", Opened: now}, "", "anna")
				if err != nil {
					return err
				}
				if _, err = tx.GiveSign(ctx, id, "BPM.1510.0.2026", func(n int) string { return fmt.Sprintf("BPM.1510.%d.2026", n) }); err != nil {
					return err
				}
				if crash {
					return errCrash
				}
				return nil
			})
			if err != nil && !errors.Is(err, errCrash) {
				t.Error(err)
			}
		})
	}
	all.Wait()
	cases, err := db.Cases(ctx, CaseFilter{Register: "skargi", Limit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var numbers []int
	for _, c := range cases {
		var n int
		if _, err := fmt.Sscanf(c.Sign, "BPM.1510.%d.2026", &n); err != nil {
			t.Fatalf("sign %q: %v", c.Sign, err)
		}
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if n != i+1 {
			t.Fatalf("numbers %v: %d is missing or doubled", numbers, i+1)
		}
	}
	if len(numbers) == 0 {
		t.Fatal("no case was opened")
	}
}

func TestCaseLife(t *testing.T) {
	db, ctx := open(t), t.Context()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	c := press.Case{Register: "sprostowania", Title: "Most za 52 mln", Status: "szkic", Opened: now, Fields: map[string]any{"tytul": "Most", "fakty": true, "punkty": []any{map[string]any{"prawda": "47 mln"}}}}
	err := db.Write(ctx, func(tx *Tx) (err error) {
		if c.ID, err = tx.OpenCase(ctx, c, "most za 52 mln", "anna"); err != nil {
			return err
		}
		if err = tx.TakeSign(ctx, c.ID, "BPM.061.0.2026", 7, "BPM.061.7.2026"); err != nil {
			return err
		}
		if err = tx.PutLink(ctx, Link{Case: c.ID, Noun: "wycinek", Ref: "abc", At: now, By: "anna"}); err != nil {
			return err
		}
		_, err = tx.PutAttachment(ctx, Attachment{Of: c.ID, Name: "dowód.txt", Type: "text/plain", At: now, By: "anna"}, []byte("nr nadania 123"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := db.CaseBySign(ctx, "BPM.061.7.2026")
	if err != nil || got.Fields["fakty"] != true || got.Title != c.Title {
		t.Fatalf("case %+v, %v", got, err)
	}
	stale := got
	got.Status = "u_radcy"
	if err := db.Write(ctx, func(tx *Tx) error { return tx.SaveCase(ctx, got, "most") }); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(ctx, func(tx *Tx) error { return tx.SaveCase(ctx, stale, "most") }); !errors.Is(err, press.ErrConflict) {
		t.Errorf("a stale change was taken: %v", err)
	}
	err = db.Write(ctx, func(tx *Tx) error {
		id, err := tx.OpenCase(ctx, press.Case{Register: "skargi", Title: "inna", Status: "nowa", Opened: now}, "", "anna")
		if err != nil {
			return err
		}
		return tx.TakeSign(ctx, id, "BPM.061.0.2026", 7, "BPM.061.7.2026")
	})
	if !errors.Is(err, press.ErrConflict) {
		t.Errorf("a sign was taken twice: %v", err)
	}
	for words, want := range map[string]int{"52 most": 0, "most": 1, "%": 0, "": 1} {
		found, err := db.Cases(ctx, CaseFilter{Words: words})
		if err != nil || len(found) != want {
			t.Errorf("words %q find %d cases, %v; want %d", words, len(found), err, want)
		}
	}
	if linked, err := db.Cases(ctx, CaseFilter{Noun: "wycinek", Ref: "abc"}); err != nil || len(linked) != 1 {
		t.Errorf("linked cases: %d, %v", len(linked), err)
	}
	files, err := db.Attachments(ctx, c.ID)
	if err != nil || len(files) != 1 {
		t.Fatalf("attachments %v, %v", files, err)
	}
	if a, body, err := db.Attachment(ctx, files[0].ID); err != nil || string(body) != "nr nadania 123" || a.Size != 14 {
		t.Errorf("attachment %+v %q, %v", a, body, err)
	}
	if log, err := db.CaseHistory(ctx, c.ID); err != nil || len(log) != 1 || log[0].Who != "anna" {
		t.Errorf("history %+v, %v", log, err)
	}
}
