package desk

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// A room calls its team once; a task its owner, and again when its time has
// passed; a text its signers. What one did oneself one is not told.
func TestCrisisCallsItsTeam(t *testing.T) {
	o := newOffice(t, "2026-11-23 23:00")
	o.Config.Main.Alerts.QuietFrom.Set, o.Config.Main.Alerts.QuietFrom.Minutes = true, 22*60
	o.Config.Main.Alerts.QuietTo.Set, o.Config.Main.Alerts.QuietTo.Minutes = true, 6*60
	plan, err := json.Marshal(cases.Scenario{Title: "Zagrożenie mieszkańców", Level: 3,
		Roles: []cases.Role{{ID: "kieruje", Name: "Kieruje", Person: "dyrektor", Deputy: "drogi", Signs: true}, {ID: "mowi", Name: "Mówi w imieniu urzędu", Person: "jan"}, {ID: "laczy", Name: "Łączy ze służbami"}},
		Steps: []cases.Step{{ID: "a", What: "Wydaj stanowisko wstępne", Role: "mowi", Within: cases.Pace(30 * time.Minute)},
			{ID: "b", What: "Ostrzeż mieszkańców.", Role: "mowi", Within: cases.Pace(35 * time.Minute)},
			{ID: "c", What: "Zbierz zespół.", Role: "kieruje", Within: cases.Pace(30 * time.Minute)},
			{ID: "d", What: "Powiadom wojewodę.", Role: "laczy", Within: cases.Pace(40 * time.Minute)},
			{ID: "e", What: "Ogłoś następną informację.", Role: "mowi", Within: cases.Pace(24 * time.Hour)},
			{ID: "f", What: "Odpowiedz na pytania.", Role: "mowi"}}})
	if err != nil {
		t.Fatal(err)
	}
	var room int64
	note := func(e press.CrisisEntry) {
		t.Helper()
		e.Crisis, e.At, e.Made = room, o.clock.Now(), o.clock.Now()
		if err := o.Store.Write(t.Context(), func(tx *store.Tx) error {
			_, err := tx.NoteCrisis(t.Context(), e)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	fresh := func() map[string]*notify.Crisis {
		t.Helper()
		for {
			r, err := o.crisis(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if r.did == 0 {
				break
			}
		}
		all, err := o.Store.Notices(t.Context(), store.NoticeFilter{Kind: press.NoticeCrisis})
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]*notify.Crisis{}
		for _, n := range all {
			if seen[n.Key] {
				continue
			}
			seen[n.Key] = true
			if n.NextAt.After(o.clock.Now()) {
				t.Errorf("%s waits until %s", n.Key, n.NextAt)
			}
			p, err := notify.Decode(n)
			if err != nil {
				t.Fatal(err)
			}
			out[strings.TrimSuffix(n.To, "@example.org")] = p.(*notify.Crisis)
		}
		return out
	}
	told := func(got map[string]*notify.Crisis, call notify.CrisisCall, want ...string) {
		t.Helper()
		var names []string
		for who, c := range got {
			names = append(names, who)
			if c.Call != call {
				t.Errorf("%s is called for %q, want %q", who, c.Call, call)
			}
		}
		slices.Sort(names)
		if !slices.Equal(names, want) {
			t.Errorf("%s goes to %v, want %v", call, names, want)
		}
	}
	err = o.Store.Write(t.Context(), func(tx *store.Tx) (err error) {
		room, err = tx.OpenCrisis(t.Context(), press.Crisis{Title: "Awaria wodociągu", Plan: string(plan), Opened: o.clock.Now(), By: "jan"}, "Zgłosiła spółka.")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	opened := fresh()
	told(opened, notify.CallOpened, "anna", "drogi", "dyrektor", "jan")
	if c := opened["jan"]; len(c.Steps) != 4 || c.Roles[0] != "Mówi w imieniu urzędu" || !strings.Contains(c.Own.Read, "/odnosnik/") || !strings.HasSuffix(c.Open, "/kryzys/1") {
		t.Errorf("the speaker's call %+v", c)
	}
	if c := opened["anna"]; len(c.Steps) != 0 || c.Why != "Zgłosiła spółka." {
		t.Errorf("an onlooker's call %+v", c)
	}
	note(press.CrisisEntry{Kind: press.CrisisTask, Text: "Mapa hydrantów", By: "jan", Owner: "drogi", Due: o.clock.Now().Add(time.Hour)})
	note(press.CrisisEntry{Kind: press.CrisisTask, Text: "Własne", By: "jan", Owner: "jan"})
	told(fresh(), notify.CallTask, "drogi")
	note(press.CrisisEntry{Kind: press.CrisisStatement, Ref: "s1", Text: "Stanowisko wstępne", By: "jan"})
	told(fresh(), notify.CallSign, "drogi", "dyrektor")
	note(press.CrisisEntry{Kind: press.CrisisSigned, Ref: "s1", By: "dyrektor"})
	told(fresh(), notify.CallSigned, "jan")
	note(press.CrisisEntry{Kind: press.CrisisNote, Text: "Wpis", By: "jan"})
	told(fresh(), "")
	note(press.CrisisEntry{Kind: press.CrisisStep, Ref: "c", By: "dyrektor"})
	told(fresh(), "")

	// steps that run late: those of one role together, to who holds it
	o.clock.Add(42 * time.Minute)
	late := fresh()
	told(late, notify.CallStep, "drogi", "dyrektor", "jan")
	mail, err := late["jan"].Mail()
	if err != nil {
		t.Fatal(err)
	}
	if text := strings.ReplaceAll(mail.Text, polish.NBSP, " "); len(late["jan"].Steps) != 2 || !strings.Contains(text, "2 kroki po terminie") || !strings.Contains(text, "12 min po terminie: Wydaj stanowisko wstępne.") || !strings.Contains(text, "7 min po terminie: Ostrzeż mieszkańców.") || !strings.Contains(text, "Czyja rola: Mówi w imieniu urzędu") {
		t.Errorf("the speaker is told %q", text)
	}
	if c := late["dyrektor"]; !strings.Contains(c.Why, "Roli „Łączy ze służbami” nikt teraz nie pełni") {
		t.Errorf("a role that nobody holds: %+v", c)
	}
	if told(fresh(), ""); o.next(t).Sub(o.clock.Now()) != 18*time.Minute {
		t.Errorf("the next term is %s", o.next(t))
	}
	o.clock.Add(78 * time.Minute)
	told(fresh(), notify.CallLate, "drogi", "dyrektor")
	o.clock.Add(time.Hour)
	told(fresh(), "")
	err = o.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.CloseCrisis(t.Context(), room, "jan", "Woda jest zdatna.", o.clock.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
	told(fresh(), notify.CallClosed, "anna", "drogi", "dyrektor", "jan")
}

// next is when the crisis stage wants to be asked again.
func (o *office) next(t *testing.T) time.Time {
	t.Helper()
	r, err := o.crisis(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r.next
}
