package desk

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// What a reader found wrong reaches the press office once.
func TestMistakesAreTold(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	id := s.publish(t, "Remont drogi", "Remont drogi potrwa do maja.")
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.Note(ctx, store.Entry{At: s.clock.Now(), Who: "ewa", What: "oznaczył", Noun: "wycinek", Ref: id}); err != nil {
			return err
		}
		return tx.Note(ctx, store.Entry{At: s.clock.Now(), Who: "ewa", What: store.SaidMistake, Noun: "wycinek", Ref: id, Detail: "zły ton: to pochwała"})
	}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Step(ctx); err != nil {
			t.Fatal(err)
		}
	}
	told, err := s.Store.Notices(ctx, store.NoticeFilter{Kind: press.NoticeSystem})
	if err != nil || len(told) != 1 || told[0].To != "anna@example.org" || told[0].Subject != "Zgłoszono błąd: Remont drogi" {
		t.Fatalf("%+v, %v", told, err)
	}
	p, err := notify.Decode(told[0])
	if err != nil {
		t.Fatal(err)
	}
	mail, err := p.Mail()
	if err != nil || !strings.Contains(mail.Text, "Ewa Drogowa: zły ton: to pochwała") || !strings.Contains(mail.Text, "/wycinki/"+id+"#blad") {
		t.Errorf("%s, %v", mail.Text, err)
	}
}

// A card whose day of review has come asks the head of its department, else the
// press office: once for each such day.
func TestStaleFactsAskToBeReviewed(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	s.Config.People.Departments[0].Head = "ewa"
	card := press.Fact{ID: "most", Kind: press.FactDate, Subject: "otwarcie mostu", Value: "2026-12-15", Owner: "drogi", Source: "umowa", ReviewBy: s.clock.Now().Add(-time.Hour)}
	other := card
	other.ID, other.Owner = "basen", ""
	later := card
	later.ID, later.ReviewBy = "plac", s.clock.Now().AddDate(0, 1, 0)
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		for _, f := range []press.Fact{card, other, later} {
			if err := tx.PutFact(ctx, f, store.FromScreen, "anna", s.clock.Now()); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if err := s.Step(ctx); err != nil {
			t.Fatal(err)
		}
		s.clock.Add(24 * time.Hour)
	}
	told, err := s.Store.Notices(ctx, store.NoticeFilter{Kind: press.NoticeSystem})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, n := range told {
		got[n.Subject] += n.To
	}
	if len(told) != 2 || got["Sprawdź kartę faktu: most"] != "ewa@example.org" || got["Sprawdź kartę faktu: basen"] != "anna@example.org" {
		t.Errorf("%v", got)
	}
}
