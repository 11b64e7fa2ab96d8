package desk

import (
	"strings"
	"testing"

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
