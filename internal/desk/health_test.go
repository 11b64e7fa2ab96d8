package desk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// healthWorld is a world of one outlet that has published every 40 minutes of
// four working days, and of an administrator.
func healthWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, town.Options{Bare: true})
	w.Config.People.People = append(w.Config.People.People, config.Person{ID: "adam", Name: "Adam Przykładny", Email: "adam@example.org", Role: press.Admin})
	w.Config.Outlets = slices.DeleteFunc(w.Config.Outlets, func(o config.Outlet) bool { return o.ID != "radio" })
	if err := w.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.stages = slices.DeleteFunc(w.stages, func(s stage) bool { return s.name == "index" || s.name == "watch" || s.name == "digest" })
	n := 0
	for w.clock.Now().Before(time.Date(2026, 11, 26, 16, 0, 0, 0, polish.Warsaw)) {
		if h := w.clock.Now().In(polish.Warsaw).Hour(); h >= 8 && h < 18 {
			n++
			w.publish(t, fmt.Sprintf("wiadomosc-%d", n), fmt.Sprintf("Wiadomość numer %d: remont ulicy Lipowej", n))
		}
		w.step(t)
		w.clock.Add(40 * time.Minute)
	}
	return w
}

// told lists the subjects of the notices to the administrator since an
// instant.
func (w *world) told(t *testing.T, since time.Time) []string {
	t.Helper()
	notices, err := w.Store.Notices(t.Context(), store.NoticeFilter{Kind: press.NoticeSystem, Since: since, Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	var subjects []string
	for _, n := range notices {
		subjects = append(subjects, n.Subject)
	}
	return subjects
}

func (w *world) source(t *testing.T) store.SourceHealth {
	t.Helper()
	h, err := w.Store.Source(t.Context(), "radio")
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestSilentSource: a source that falls silent is named on the screen, to the
// administrator and in the review's footer, stays so for as long as it says
// nothing, and is well again with its first word.
func TestSilentSource(t *testing.T) {
	w := healthWorld(t)
	began := w.clock.Now()
	h := w.source(t)
	if h.Trouble != press.NoTrouble {
		t.Fatalf("while it published: %s %s", h.Trouble, h.Detail)
	}
	// An issue that is shorter than the source's rhythm counts what it has said;
	// one made when it should have been asked again does not.
	for to, want := range map[time.Time]int{h.NextAt.Add(-time.Second): 1, h.NextAt.Add(time.Second): 0} {
		if c, err := w.coverage(t.Context(), store.Review{From: to.Add(-time.Millisecond), To: to}, &describer{}); err != nil || c.Answered != want {
			t.Errorf("an issue until %s: %d answered, %v; want %d", to, c.Answered, err, want)
		}
	}
	for w.source(t).Trouble == press.NoTrouble && w.clock.Now().Sub(began) < 72*time.Hour {
		w.clock.Add(time.Hour)
		w.step(t)
	}
	silent := w.clock.Now()
	h = w.source(t)
	t.Logf("silent after %s: %s", silent.Sub(began), h.Detail)
	if h.Trouble != press.TroubleSilent || silent.Sub(began) < 12*time.Hour || !strings.Contains(h.Detail, "ostatnia publikacja: ") {
		t.Errorf("after %s: %s %s", silent.Sub(began), h.Trouble, h.Detail)
	}
	if told := w.told(t, began); !slices.Equal(told, []string{"Źródło zamilkło: radio"}) {
		t.Errorf("told %q", told)
	}
	c, err := w.coverage(t.Context(), store.Review{From: silent.Add(-24 * time.Hour), To: silent}, &describer{})
	if err != nil || c.Sources != 1 || c.Answered != 0 || len(c.Missing) != 1 || c.Missing[0].Why != "źródło zamilkło" {
		t.Errorf("in the review: %+v, %v", c, err)
	}
	for range 14 { // beyond what the habit is learned from
		w.clock.Add(72 * time.Hour)
		w.step(t)
	}
	if h := w.source(t); h.Trouble != press.TroubleSilent || len(w.told(t, silent.Add(time.Hour))) > 0 {
		t.Errorf("weeks later: %s, told %q", h.Trouble, w.told(t, silent.Add(time.Hour)))
	}
	w.publish(t, "powrot", "Po remoncie wracamy na antenę")
	back := w.clock.Now()
	w.clock.Add(6 * time.Hour)
	w.step(t)
	if h, told := w.source(t), w.told(t, back); h.Trouble != press.NoTrouble || !slices.Equal(told, []string{"Źródło znów działa: radio"}) {
		t.Errorf("after its first word: %s %s, told %q", h.Trouble, h.Detail, told)
	}
}

// TestFormatChange: five pages in a row that hold no article are a changed
// layout; the first that does ends it.
func TestFormatChange(t *testing.T) {
	w := healthWorld(t)
	began := w.clock.Now()
	err := w.Store.Write(t.Context(), func(tx *store.Tx) error {
		pages, err := tx.RecentPages(t.Context(), "radio", formatPages)
		for _, p := range pages {
			p.State, p.Trouble, p.NextAt = press.PageQuarantined, press.TroubleNoText, time.Time{}
			err = errors.Join(err, tx.SavePage(t.Context(), p))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		w.clock.Add(time.Hour)
		w.step(t)
	}
	if h, told := w.source(t), w.told(t, began); h.Trouble != press.TroubleFormat || !slices.Equal(told, []string{"Źródło zmieniło format: radio"}) {
		t.Errorf("pages without text: %s %s, told %q", h.Trouble, h.Detail, told)
	}
	fixed := w.clock.Now()
	w.publish(t, "znowu", "Znowu da się czytać nasze strony")
	for range 3 {
		w.clock.Add(time.Hour)
		w.step(t)
	}
	if h, told := w.source(t), w.told(t, fixed); h.Trouble != press.NoTrouble || !slices.Equal(told, []string{"Źródło znów działa: radio"}) {
		t.Errorf("after a page that reads: %s %s, told %q", h.Trouble, h.Detail, told)
	}
}
