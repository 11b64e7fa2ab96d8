package desk

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

const ourText = "W materiale „Most za 52 mln” z 20 listopada 2026 r. podano, że most kosztował 52 mln zł. Jest to nieprawda. W rzeczywistości most kosztował 47 mln zł."

// file puts a clipping of an outlet into the log.
func (o *office) file(t *testing.T, outlet, title, text string) string {
	t.Helper()
	now := o.clock.Now()
	c := press.Clipping{ID: press.NewID(now, outlet+title), URL: "https://" + outlet + ".example/" + press.NewID(now, title), Outlet: outlet, Source: outlet,
		Kind: press.Article, Title: title, Text: text, Published: now, Found: now, Version: 1}
	c.Story = c.ID
	err := o.Store.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.OpenStory(t.Context(), press.Story{ID: c.ID, Title: title, Lead: c.ID, First: now, Last: now, Size: 1, Outlets: 1}); err != nil {
			return err
		}
		_, err := tx.PutReading(t.Context(), store.Filing{Clipping: c}, press.Version{N: 1, At: now, Title: title, Text: text})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

func (o *office) followNow(t *testing.T) {
	t.Helper()
	for {
		r, err := o.follow(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if r.did == 0 {
			return
		}
	}
}

// The outlet prints our text: cut first, which only proposes a move, then
// whole, which closes the case with a line of history.
func TestWatcherClosesTheCase(t *testing.T) {
	o := newOffice(t, "2026-11-26 10:00")
	id := o.openCase(t, "sprostowania", "doreczone", "jan", map[string]any{"rodzaj": "sprostowanie", "medium": "glos", "tytul": "Most za 52 mln", "publikacja": "2026-11-20",
		"tekst": ourText, "nadano": "2026-11-24", "doreczono": "2026-11-25", "podpisujacy": "Anna Przykładna"})
	o.file(t, "glos", "Most nad jeziorem po remoncie", "Zupełnie inny artykuł o tym, że most był remontowany.")
	o.file(t, "kurier", "Sprostowanie", ourText) // another outlet owes us nothing
	short := o.file(t, "glos", "Sprostowanie", strings.Replace(ourText, "Jest to nieprawda. ", "", 1))
	o.followNow(t)
	c, err := o.Store.Case(t.Context(), id)
	if err != nil || c.Status != "doreczone" {
		t.Fatalf("after a cut text the case is %q, %v", c.Status, err)
	}
	o.clock.Add(time.Hour)
	whole := o.file(t, "glos", "Sprostowanie do tekstu o moście", ourText+"\nAnna Przykładna")
	o.followNow(t)
	c, err = o.Store.Case(t.Context(), id)
	if err != nil || c.Status != "opublikowane" || !c.Closed.Equal(o.clock.Now()) || c.Fields["opublikowano"] != "2026-11-26" || c.Fields["publikacja_gdzie"] == nil {
		t.Errorf("after the whole text the case is %+v, %v", c, err)
	}
	history, err := o.Store.CaseHistory(t.Context(), id)
	if err != nil || len(history) != 3 {
		t.Fatalf("history %+v, %v", history, err)
	}
	if h := history[1]; h.Who != "system" || !strings.Contains(h.Detail, "proponowany krok: „Opublikowano wadliwie”") || !strings.Contains(h.Detail, "brakuje „jest to nieprawda”") {
		t.Errorf("the cut text is noted as %+v", h)
	}
	if h := history[2]; !strings.Contains(h.What, "zamknął") || !strings.Contains(h.Detail, "w terminie") {
		t.Errorf("the whole text is noted as %+v", h)
	}
	links, err := o.Store.Links(t.Context(), id)
	if err != nil || len(links) != 2 {
		t.Errorf("links %+v, %v (want %s and %s)", links, err, short, whole)
	}
	if err := o.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.SetCursor(t.Context(), followCursor, 0, o.clock.Now()) }); err != nil {
		t.Fatal(err)
	}
	o.followNow(t)
	if again, err := o.Store.CaseHistory(t.Context(), id); err != nil || len(again) != len(history) {
		t.Errorf("looking again wrote %d lines, %v", len(again)-len(history), err)
	}
}
