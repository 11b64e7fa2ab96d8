package store

import (
	"errors"
	"testing"
	"time"

	"prasowka/internal/press"
)

func TestCrisisLogIsOnlyAddedTo(t *testing.T) {
	db, ctx := open(t), t.Context()
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	var id int64
	write := func(f func(*Tx) error) {
		t.Helper()
		if err := db.Write(ctx, f); err != nil {
			t.Fatal(err)
		}
	}
	write(func(tx *Tx) (err error) {
		id, err = tx.OpenCrisis(ctx, press.Crisis{Title: "Awaria wodociągu", Scenario: "zagrozenie", Plan: "{}", Story: "s1", Opened: now, By: "anna"}, "alert")
		if err != nil {
			return err
		}
		_, err = tx.NoteCrisis(ctx, press.CrisisEntry{Crisis: id, At: now.Add(-time.Hour), Made: now, By: "anna", Kind: press.CrisisTask, Text: "Komunikat na stronę", Owner: "jan", Due: now.Add(time.Hour)})
		return err
	})
	open, err := db.OpenCrises(ctx)
	if err != nil || len(open) != 1 || !open[0].Open() || open[0].Title != "Awaria wodociągu" {
		t.Fatalf("open rooms %+v, %v", open, err)
	}
	if of, err := db.StoryCrises(ctx, "s1"); err != nil || len(of) != 1 || of[0].ID != id {
		t.Errorf("rooms of the story %+v, %v", of, err)
	}
	write(func(tx *Tx) error {
		return tx.CloseCrisis(ctx, id, "anna", "Woda jest zdatna do picia.", now.Add(2*time.Hour))
	})
	err = db.Write(ctx, func(tx *Tx) error {
		_, err := tx.NoteCrisis(ctx, press.CrisisEntry{Crisis: id, At: now, Made: now, Kind: press.CrisisNote, Text: "po czasie"})
		return err
	})
	if !errors.Is(err, press.ErrConflict) {
		t.Errorf("a closed room takes a note: %v", err)
	}
	write(func(tx *Tx) error {
		_, err := tx.NoteCrisis(ctx, press.CrisisEntry{Crisis: id, At: now, Made: now, Kind: press.CrisisLesson, Text: "Zdublować telefony."})
		return err
	})
	log, err := db.CrisisLog(ctx, id)
	if err != nil || len(log) != 4 {
		t.Fatalf("log %+v, %v", log, err)
	}
	for i, kind := range []string{press.CrisisOpened, press.CrisisTask, press.CrisisClosed, press.CrisisLesson} {
		if log[i].Kind != kind {
			t.Errorf("line %d is %q, want %q", i, log[i].Kind, kind)
		}
	}
	if e := log[1]; e.Owner != "jan" || !e.Due.Equal(now.Add(time.Hour)) || !e.At.Equal(now.Add(-time.Hour)) {
		t.Errorf("task %+v", e)
	}
	if after, err := db.CrisisLogAfter(ctx, log[1].ID, 10); err != nil || len(after) != 2 {
		t.Errorf("after the second line %+v, %v", after, err)
	}
}

func TestReportsAreKeptOnceAPeriod(t *testing.T) {
	db, ctx := open(t), t.Context()
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	v := press.Report{Title: "Raport tygodniowy", From: "2026-11-16", To: "2026-11-22", Summary: []string{"Spokojnie."}}
	for n, want := range []bool{true, false} {
		err := db.Write(ctx, func(tx *Tx) error {
			_, fresh, err := tx.PutReport(ctx, "tygodniowy", v, now)
			if fresh != want {
				t.Errorf("writing %d: fresh %v", n, fresh)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	all, err := db.SentReports(ctx, 10)
	if err != nil || len(all) != 1 || all[0].Summary[0] != "Spokojnie." || all[0].Name != "tygodniowy" || !all[0].Made.Equal(now) {
		t.Errorf("reports %+v, %v", all, err)
	}
}
