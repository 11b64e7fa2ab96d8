package desk

import (
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// What the office wrote itself is told by the first outlet that took it up;
// what nobody took up stands at the end and is no top story.
func TestOwnTextsAreNoNews(t *testing.T) {
	s := newSmall(t)
	ctx, at := t.Context(), s.clock.Now().Add(-2*time.Hour)
	if err := s.settle(ctx); err != nil {
		t.Fatal(err)
	}
	taken := s.tell(t, "Otwieramy nową drogę", at, []string{"drogi"}, "ratusz", "alfa", "beta")
	alone := s.tell(t, "Zapraszamy na koncert", at.Add(time.Minute), []string{"kultura"}, "ratusz")
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutOutlet(ctx, press.Outlet{ID: "ratusz", Name: "RATUSZ", Tier: 1, Medium: press.Official, Licence: press.Own})
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := s.Draft(ctx, "poranny")
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Review(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Top) != 1 || r.Top[0].Story != taken || r.Top[0].Outlet != "ALFA" || !slices.Equal(r.Top[0].Outlets, []string{"BETA"}) {
		t.Errorf("top stories %+v", r.Top)
	}
	if len(r.Ours) != 1 || r.Ours[0].Story != alone || r.Ours[0].Text != "" {
		t.Errorf("ours %+v", r.Ours)
	}
}

// A flag that waits for a decision says in the review what is to be looked at,
// weighs, and keeps the day from being called calm; a dismissed one does not.
func TestDoubtsStandInTheReview(t *testing.T) {
	s := newSmall(t)
	ctx, at := t.Context(), s.clock.Now().Add(-time.Hour)
	if err := s.settle(ctx); err != nil {
		t.Fatal(err)
	}
	s.tell(t, "Droga bez wad", at, []string{"drogi"}, "alfa", "beta", "gama")
	wrong := s.tell(t, "Droga za 52 mln zł", at.Add(time.Minute), []string{"drogi"}, "alfa")
	flag := press.Flag{ID: "f1", Kind: press.FlagFact, Clipping: wrong, Version: 1, Quote: "52 mln zł", Sentence: "Droga za 52 mln zł.",
		Expected: "47 mln zł", Remedy: press.Rectify, State: press.FlagOpen, Why: "inna kwota", Confidence: 0.9}
	put := func(state press.FlagState) *notify.Review {
		t.Helper()
		err := s.Store.Write(ctx, func(tx *store.Tx) error {
			if state == press.FlagOpen {
				_, err := tx.PutFlag(ctx, flag, at)
				return err
			}
			return tx.DecideFlag(ctx, "f1", state, "próba", "anna", s.clock.Now())
		})
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Preview(ctx, "poranny")
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := put(press.FlagOpen)
	if top := r.Top[0]; top.Story != wrong || top.Why != "Do sprawdzenia: ALFA pisze „52 mln zł”, rejestr faktów podaje 47 mln zł" || !strings.HasSuffix(top.Rectify, "/flagi/f1") {
		t.Errorf("first told: %+v", top)
	}
	if v := r.VerdictLine(); r.Undecided != 1 || v != "1\u00a0fragment czeka na decyzję, czy prostować." {
		t.Errorf("%d undecided, verdict %q", r.Undecided, v)
	}
	r = put(press.FlagConfirmed)
	if len(r.Reaction) != 1 || r.Reaction[0].Action != "sprostowanie" || r.Undecided != 0 {
		t.Errorf("reactions %+v, %d undecided", r.Reaction, r.Undecided)
	}
	r = put(press.FlagDismissed)
	if len(r.Reaction) != 0 || r.Top[0].Story == wrong || !strings.HasPrefix(r.VerdictLine(), "Spokojnie") {
		t.Errorf("after the dismissal: %+v, %q", r.Reaction, r.VerdictLine())
	}
}

// Duties towards the press that run out within three working days stand in the
// review, the soonest first, for those whom they concern; a moved last day is
// never planned on.
func TestDutiesStandInTheReview(t *testing.T) {
	o := newOffice(t, "2026-04-30 07:00") // Thursday; 1 and 3 May are days off
	o.openCase(t, "zapytania", "", "jan", map[string]any{"wplynelo": "2026-04-29T12:00:00+02:00", "medium": "radio", "pytania": "Kiedy koniec remontu?", "rodzaj": "prośba o komentarz", "odpowiedz_do": "2026-04-30T14:00:00+02:00", "komorka": "Wydział Dróg"})
	o.openCase(t, "zapytania", "", "jan", map[string]any{"wplynelo": "2026-04-29T12:00:00+02:00", "medium": "glos", "pytania": "Proszę o umowę.", "rodzaj": "informacja publiczna"})
	o.openCase(t, "sprostowania", "", "jan", map[string]any{"rodzaj": "sprostowanie", "medium": "kurier", "publikacja": "2026-04-10", "tytul_materialu": "Most za 52 mln"})
	o.openCase(t, "skargi", "", "jan", map[string]any{"wplynelo": "2026-04-01", "przedmiot": "Hałas"})
	look, err := o.officeLook(t.Context(), o.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	all, err := look.reactions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range all {
		got = append(got, p.Action+" "+p.view.Due.In(o.clock.Now().Location()).Format("2006-01-02 15:04"))
	}
	want := []string{"Termin oczekiwany przez redakcję 2026-04-30 14:00", "Nadanie albo złożenie sprostowania 2026-05-02 00:00"}
	if !slices.Equal(got, want) {
		t.Fatalf("reactions %q, want %q", got, want)
	}
	if q := all[0].view; q.Title != "Zapytanie: Kiedy koniec remontu?" || q.Owner != "Jan Prowadzący" || q.Note != "Prośba redakcji, nie termin ustawowy" {
		t.Errorf("the question: %+v", q)
	}
	if !slices.Contains(all[0].to, "drogi") || slices.Contains(all[1].to, "drogi") {
		t.Errorf("for %v and %v", all[0].to, all[1].to)
	}
}

// What was written long ago is no news, though it was found this morning.
func TestOldTextsAreNoNews(t *testing.T) {
	s := newSmall(t)
	ctx, now := t.Context(), s.clock.Now()
	if err := s.settle(ctx); err != nil {
		t.Fatal(err)
	}
	old := s.tell(t, "Droga sprzed lat", now.AddDate(-3, 0, 0), []string{"drogi"}, "alfa")
	late := s.tell(t, "Droga z zeszłego tygodnia", now.AddDate(0, 0, -5), []string{"drogi"}, "alfa")
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		for _, id := range []string{old, late} { // found an hour ago
			if _, err := tx.PutHit(ctx, press.Hit{Topic: "kultura", Clipping: id, Story: id, Version: 1, At: now.Add(-time.Hour)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.Preview(ctx, "poranny")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Top) != 1 || r.Top[0].Story != late {
		t.Errorf("told: %+v", r.Top)
	}
}

// Our own release alarms nobody; the paper that tells it does, and leads.
func TestOwnTextsAlarmNobody(t *testing.T) {
	s, tw := noisy(t, config.Alerts{})
	ctx := t.Context()
	story := s.publish(t, "Park do remontu", "Park zostanie zamknięty.")
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutOutlet(ctx, press.Outlet{ID: "kurier", Name: "Kurier", Tier: 1, Medium: press.Official, Licence: press.Own})
	})
	if err != nil {
		t.Fatal(err)
	}
	s.steps(t)
	if n := len(tw.Mails()); n != 0 {
		t.Errorf("our own text: %d mails", n)
	}
	s.reprint(t, story, "beta", "Zamkną park", "Park zostanie zamknięty na rok.")
	s.steps(t)
	mails := tw.Mails()
	if len(mails) != 1 || !strings.Contains(string(mails[0].Raw), "BETA") {
		t.Errorf("a paper's text: %d mails, %+v", len(mails), mails)
	}
}
