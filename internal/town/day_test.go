package town_test

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/town"
)

func TestDayOfFiveHundredHasKnownGroups(t *testing.T) {
	opts := town.Options{Bare: true, Seed: 7, Day: town.Day{Articles: 500}}
	tw := open(t, opts)
	all := tw.Articles()
	if len(all) != 500 {
		t.Fatalf("%d articles", len(all))
	}
	sizes := map[int]int{}
	for _, ids := range tw.Groups() {
		sizes[len(ids)]++
		outlets := map[string]bool{}
		for _, id := range ids {
			outlet, _, _ := strings.Cut(id, "/")
			if outlets[outlet] {
				t.Errorf("%s tells its story twice", id)
			}
			outlets[outlet] = true
		}
	}
	if sizes[1] < 40 || sizes[2] < 20 || sizes[3] < 10 || sizes[6] == 0 || len(sizes) != 6 {
		t.Errorf("group sizes: %v", sizes)
	}
	texts := map[string]string{}
	copies := 0
	for _, a := range all {
		if strings.ContainsAny(a.Title+a.Text, "{}") {
			t.Errorf("%s: unfilled slot: %s", a.ID, a.Title)
		}
		if a.CopyOf == "" && texts[a.Text] != "" {
			t.Errorf("%s has the text of %s", a.ID, texts[a.Text])
		}
		texts[a.Text] = a.ID
		if a.CopyOf != "" {
			copies++
			if first, err := tw.Article(a.CopyOf); err != nil || first.Event != a.Event {
				t.Errorf("%s copies %s: %v", a.ID, a.CopyOf, err)
			}
		}
		if len([]rune(a.Text)) < 200 || noon.Sub(a.Published) > 24*time.Hour || a.Published.After(noon) {
			t.Errorf("%s: %d characters, %v", a.ID, len([]rune(a.Text)), a.Published)
		}
	}
	if copies < 40 {
		t.Errorf("only %d reprints", copies)
	}
	again := open(t, opts).Articles()
	for i := range all {
		if all[i].ID != again[i].ID || all[i].Text != again[i].Text {
			t.Fatalf("the same seed gives another day: %s", all[i].ID)
		}
	}
}

func TestArticlesAheadComeOutWithTheClock(t *testing.T) {
	now := noon
	tw := open(t, town.Options{Bare: true, Now: func() time.Time { return now }, Villages: 3, Day: town.Day{Articles: 50, Ahead: true}})
	before := len(tw.Articles())
	now = now.Add(48 * time.Hour)
	after := tw.Articles()
	if before >= 40 || len(after) != 50+36 {
		t.Errorf("%d at first, %d two days later", before, len(after))
	}
	if res := get(t, after[len(after)-1].URL); res.status != 200 {
		t.Errorf("an article that came out with the clock: %d", res.status)
	}
}

func TestHandWrittenTruth(t *testing.T) {
	tw := open(t, town.Options{})
	shared, groups := 0, tw.Groups()
	for _, ids := range groups {
		if len(ids) >= 2 {
			shared++
		}
	}
	if n := len(tw.Articles()); n < 150 || shared < 25 {
		t.Errorf("%d articles, %d events told by several", n, shared)
	}
	facts := map[string]bool{"": true}
	for _, f := range tw.Facts() {
		facts[f.ID] = true
	}
	flags, looks := 0, 0
	for _, a := range tw.Articles() {
		for _, p := range a.Planted {
			if !facts[p.Fact] {
				t.Errorf("%s: planted against unknown fact %q", a.ID, p.Fact)
			}
			if p.LookAlike {
				looks++
			} else {
				flags++
			}
		}
		if a.CopyOf != "" {
			if first, err := tw.Article(a.CopyOf); err != nil || first.Event != a.Event || first.Published.After(a.Published) {
				t.Errorf("%s: copy of %s: %v", a.ID, a.CopyOf, err)
			}
		}
	}
	if flags < 15 || looks < 7 {
		t.Errorf("%d planted errors, %d look-alikes", flags, looks)
	}
	ids := map[string]bool{}
	for _, p := range tw.People() {
		ids[p.ID] = true
	}
	for _, d := range tw.Departments() {
		if !ids[d.Head] {
			t.Errorf("department %s has no head", d.ID)
		}
	}
}
