package desk

import (
	"strings"
	"testing"

	"prasowka/internal/store"
	"prasowka/internal/town"
)

func TestASummaryIsOnlyWhatStandsInTheText(t *testing.T) {
	const text = "Miasto zbuduje most. Prace potrwają do grudnia. Koszt to 46 mln zł."
	got := verbatim(text, []string{"Koszt to 46 mln zł.", "Miasto zbuduje most", "Miasto zbuduje nowy most.", "Koszt to 46 mln zł.", "Miasto zbuduje most.", "", "zbuduje"})
	if len(got) != 2 || got[0].Text != "Miasto zbuduje most." || got[1].Text != "Koszt to 46 mln zł." {
		t.Fatalf("%+v", got)
	}
	for _, e := range got {
		if text[e.Start:e.End] != e.Text {
			t.Errorf("%+v does not stand there", e)
		}
	}
}

func TestSuggestedSummaryWaitsForAPerson(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	tw, err := town.Start(ctx, town.Options{Bare: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tw.Close() })
	id := s.publish(t, "Nowy most", "Miasto zbuduje most. Prace potrwają do grudnia.")
	ask := func() store.Summary {
		t.Helper()
		err := s.Store.Write(ctx, func(tx *store.Tx) error {
			return tx.PutSummary(ctx, store.Summary{Clipping: id, Version: 1, State: store.SummaryAsked, AskedBy: "anna", Asked: s.clock.Now()})
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.suggest(ctx); err != nil {
			t.Fatal(err)
		}
		m, err := s.Store.Summary(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	if m := ask(); m.State != store.SummaryAsked {
		t.Errorf("nobody is configured, and yet: %+v", m)
	}
	s.Config.Main.Summary.URL, s.Config.Main.Summary.Model = tw.ModelURL(), "grodzisko"
	m := ask()
	if m.State != store.SummaryOffered || len(m.Sentences) != 1 || m.Sentences[0].Text != "Miasto zbuduje most." {
		t.Fatalf("%+v", m)
	}
	filing, err := s.Store.Clipping(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.taken(ctx, filing); got != "" {
		t.Errorf("it goes out unsigned: %q", got)
	}
	err = s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.DecideSummary(ctx, id, 1, store.SummaryTaken, "anna", s.clock.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.taken(ctx, filing); got != "Miasto zbuduje most." {
		t.Errorf("signed and not used: %q", got)
	}
	filing.Version = 2
	if got := s.taken(ctx, filing); got != "" {
		t.Errorf("the text has changed: %q", got)
	}
	for name, say := range map[string]func(string) string{
		"invented":  func(string) string { return `{"sentences":["Prezydent ukradł most."]}` },
		"no JSON":   func(string) string { return "Oto streszczenie: miasto buduje." },
		"too large": func(string) string { return `{"sentences":["` + strings.Repeat("a", suggestAnswer) + `"]}` },
	} {
		tw.SayModel(say)
		if m := ask(); m.State != store.SummaryHopeless || m.Detail == "" || len(m.Sentences) != 0 {
			t.Errorf("%s: %+v", name, m)
		}
	}
}
