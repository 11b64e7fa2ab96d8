package desk

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

const ourRelease = `Od poniedziałku zamykamy prawy pas ulicy Młyńskiej. Objazd dla autobusów poprowadzi ulica Rzeczna.
Prace potrwają do 18 grudnia. Mieszkańców przepraszamy za utrudnienia.`

// say keeps an approved text of ours.
func (o *office) say(t *testing.T, id, kind, title, text string, said time.Time) {
	t.Helper()
	err := o.Store.Write(t.Context(), func(tx *store.Tx) error {
		known, err := tx.Statement(t.Context(), id)
		if err != nil {
			known = store.Statement{ID: id}
		}
		return tx.PutStatement(t.Context(), store.Statement{ID: id, Kind: kind, Title: title, Text: text, SaidAt: said, State: store.StatementApproved,
			Approved: "anna", Revision: known.Revision, By: "anna", At: o.clock.Now()})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) pickUp(t *testing.T) {
	t.Helper()
	run := o.pickups()
	for {
		r, err := run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if r.did == 0 {
			return
		}
	}
}

// A release is held against what has come since its hour and what comes later;
// our own pages, earlier texts and a shared name are no pickup.
func TestPickups(t *testing.T) {
	o := newOffice(t, "2026-11-23 08:00")
	o.pickUp(t)
	o.file(t, "kurier", "Przed czasem", ourRelease) // before our hour
	o.goTo(t, "2026-11-23 09:00")
	said := o.clock.Now()
	o.goTo(t, "2026-11-23 09:40")
	first := o.file(t, "radio", "Objazd na Młyńskiej", "Słuchacze pytają. Objazd dla autobusów poprowadzi ulica Rzeczna. Prace potrwają do 18 grudnia. Tyle ratusz.")
	o.file(t, "miasto", "Komunikat", ourRelease)
	o.say(t, "r1", "komunikat", "Młyńska", ourRelease, said)
	o.pickUp(t)
	o.goTo(t, "2026-11-23 11:00")
	whole := o.file(t, "glos", "Ratusz: utrudnienia", ourRelease)
	o.file(t, "kurier", "Co innego", "Prace potrwają do 18 stycznia, mówi dyrektor.")
	o.pickUp(t)
	got, err := o.Store.Pickups(t.Context(), "r1")
	if err != nil || len(got) != 2 || got[0].Clipping != first || got[1].Clipping != whole {
		t.Fatalf("pickups %+v, %v", got, err)
	}
	if p := got[0]; p.Words != 11 || !strings.HasPrefix(p.Passage, "Objazd dla autobusów") || p.Share < 0.3 || p.Share > 0.6 || p.At.Sub(said) != 40*time.Minute {
		t.Errorf("first pickup %+v", p)
	}
	if got[1].Share != 1 {
		t.Errorf("whole reprint %+v", got[1])
	}
	o.say(t, "r1", "komunikat", "Młyńska", "Zupełnie inny tekst komunikatu, którego jeszcze nikt nigdzie nie wydrukował.", said)
	o.pickUp(t)
	if got, err := o.Store.Pickups(t.Context(), "r1"); err != nil || len(got) != 0 {
		t.Errorf("after a rewrite %+v, %v", got, err)
	}
}

// Section (j) of the review, and the footer against the weeks before.
func TestFollowUps(t *testing.T) {
	o := newOffice(t, "2026-11-08 09:00")
	o.file(t, "glos", "Pierwszy", "Tekst.")
	o.goTo(t, "2026-11-09 09:00")
	for range 3 {
		o.file(t, "glos", "Stare sprawy "+o.clock.Now().String(), "Tekst.")
		o.clock.Add(time.Minute)
	}
	o.goTo(t, "2026-11-16 10:00")
	o.file(t, "glos", "Tydzień temu", "Tekst.")
	o.goTo(t, "2026-11-23 10:00")
	o.say(t, "r1", "komunikat", "Młyńska", ourRelease, o.clock.Now())
	o.clock.Add(time.Minute)
	o.say(t, "r2", "komunikat", "Cisza", "Komunikat, którego nikt nie podjął, bo dotyczył spraw nudnych i zwyczajnych.", o.clock.Now())
	id := o.openCase(t, "sprostowania", "odmowa", "jan", map[string]any{"rodzaj": "sprostowanie", "medium": "glos", "tytul": "Most za 52 mln"})
	o.goTo(t, "2026-11-23 10:40")
	o.file(t, "radio", "Młyńska", ourRelease)
	o.goTo(t, "2026-11-23 12:00")
	o.file(t, "glos", "Młyńska zamknięta", ourRelease)
	edited := o.file(t, "kurier", "Szkoła nr 4 rośnie", "W szkole uczy się 620 osób.")
	err := o.Store.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.NoteCase(t.Context(), store.CaseChange{Case: id, At: o.clock.Now(), Who: "jan", What: "zmienił stan", Detail: "Redakcja odmówiła"}); err != nil {
			return err
		}
		if _, err := tx.PutHit(t.Context(), press.Hit{Topic: "szkoly", Clipping: edited, Story: edited, Version: 1, At: o.clock.Now()}); err != nil {
			return err
		}
		f, err := tx.Clipping(t.Context(), edited)
		if err != nil {
			return err
		}
		f.Version, f.Text = 2, "W szkole uczą się 602 osoby."
		_, err = tx.PutReading(t.Context(), f, press.Version{N: 2, At: o.clock.Now(), Title: f.Title, Text: f.Text, Matters: true, What: "zmieniono jedną liczbę: „620” na „602”"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.pickUp(t)
	o.goTo(t, "2026-11-23 13:00")
	v := store.Review{Name: "poranny", Title: "Przegląd prasy", Day: "2026-11-23", From: moment(t, "2026-11-23 07:00"), To: o.clock.Now()}
	r, err := o.compose(t.Context(), v, nil, o.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, f := range r.FollowUps {
		lines = append(lines, string(f.Kind)+": "+f.Text)
	}
	want := `sprostowanie: Redakcja odmówiła publikacji sprostowania do materiału „Most za 52 mln”
cicha zmiana: W tekście „Szkoła nr 4 rośnie” zmieniono jedną liczbę: „620” na „602”
echa w mediach: Komunikat „Młyńska” podjęły 2 redakcje, pierwsza Radio Sierpno (po 40 min), w największej części Radio Sierpno (100% tekstu)
echa w mediach: Komunikatu „Cisza” nikt jeszcze nie podjął`
	if got := strings.ReplaceAll(strings.Join(lines, "\n"), polish.NBSP, " "); got != want {
		t.Errorf("follow-ups:\n%s\nwant:\n%s", got, want)
	}
	if c := r.Coverage; c.Weeks != 2 || c.Mean != 2 || c.Clippings != 3 {
		t.Errorf("counts %+v", c)
	}
}
