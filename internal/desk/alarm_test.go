package desk

import (
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// TestAlarms: the administrator, and nobody else, is told once that a source
// fell silent, and once that it is well again.
func TestAlarms(t *testing.T) {
	w := newWorld(t, town.Options{Bare: true, Villages: 1}, villages(1)...)
	w.Config.People.People = append(w.Config.People.People, config.Person{ID: "adam", Name: "Adam Przykładny", Email: "adam@example.org", Role: press.Admin})
	ctx, now := t.Context(), w.clock.Now()
	turns := []struct {
		before, after press.Trouble
		subject       string
	}{
		{press.NoTrouble, press.TroubleSilent, "Źródło zamilkło: wies001"},
		{press.TroubleSilent, press.TroubleSilent, ""},
		{press.TroubleSilent, press.NoTrouble, "Źródło znów działa: wies001"},
		{press.NoTrouble, press.TroubleFormat, "Źródło zmieniło format: wies001"},
		{press.TroubleFormat, press.Trouble5xx, ""},
		{press.Trouble5xx, press.NoTrouble, ""},
	}
	for i, turn := range turns {
		at := now.Add(time.Duration(i) * time.Hour)
		h := store.SourceHealth{Source: press.Source{ID: "wies001"}, Trouble: turn.after, Detail: "próba", FreshAt: now.Add(-48 * time.Hour)}
		if err := w.Store.Write(ctx, func(tx *store.Tx) error { return w.alarm(ctx, tx, turn.before, h, at) }); err != nil {
			t.Fatal(err)
		}
		notices, err := w.Store.Notices(ctx, store.NoticeFilter{Kind: press.NoticeSystem, Since: at, Limit: 10})
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case turn.subject == "" && len(notices) > 0:
			t.Errorf("%s after %s: %q", turn.after, turn.before, notices[0].Subject)
		case turn.subject != "" && (len(notices) != 1 || notices[0].Subject != turn.subject || notices[0].To != "adam@example.org"):
			t.Errorf("%s after %s: %+v", turn.after, turn.before, notices)
		}
	}
	w.clock.Add(6 * time.Hour)
	w.step(t)
	mails := 0
	for _, m := range w.town.Mails() {
		if len(m.To) == 1 && m.To[0] == "adam@example.org" {
			mails++
		}
	}
	if mails != 3 {
		t.Errorf("%d mails, want 3", mails)
	}
}
