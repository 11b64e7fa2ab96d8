package main

import (
	"path/filepath"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/cases"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// The demonstration shows every register in several states, with clocks that
// run, and nothing in it that the forms would refuse.
func TestDemoShowsEveryRegister(t *testing.T) {
	ctx := t.Context()
	c, err := config.LoadFS(config.Defaults(), config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "prasowka.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	now := time.Now()
	for range 2 { // a folder that is kept is not filled twice
		if err := demoOffice(ctx, db, c.Registers, now); err != nil {
			t.Fatal(err)
		}
	}
	outlets := map[string]bool{}
	place, err := town.Start(ctx, town.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = place.Close() })
	for _, o := range place.Outlets() {
		outlets[o.ID] = true
	}
	for _, j := range demoJournalists() {
		if !outlets[j.Outlet] {
			t.Errorf("%s writes for %s, which is no outlet of the town", j.Name, j.Outlet)
		}
	}
	running := 0
	for _, reg := range c.Registers {
		list, err := db.Cases(ctx, store.CaseFilter{Register: reg.Name})
		if err != nil {
			t.Fatal(err)
		}
		states := map[string]bool{}
		for _, k := range list {
			states[k.Status] = true
			if st, _ := reg.Status(k.Status); st.Closed == k.Closed.IsZero() {
				t.Errorf("%s %q: state %s, closed %s", reg.Name, reg.TitleOf(k), k.Status, k.Closed)
			}
			for _, f := range reg.Fields {
				if f.Required && f.Empty(k.Fields[f.Name]) {
					t.Errorf("%s %q lacks %s", reg.Name, reg.TitleOf(k), f.Label)
				}
				if id, ok := k.Fields[f.Name].(string); ok && f.Kind == cases.Outlet && !outlets[id] {
					t.Errorf("%s %q names %s, which is no outlet of the town", reg.Name, reg.TitleOf(k), id)
				}
			}
			for _, d := range reg.Deadlines(k, cases.Surroundings{Class: func(string) press.Class { return press.DailyOnline }}) {
				if d.Running() {
					running++
				}
			}
		}
		if len(states) < 2 {
			t.Errorf("%s shows %d states", reg.Name, len(states))
		}
	}
	if running < 15 {
		t.Errorf("%d clocks run", running)
	}
}
