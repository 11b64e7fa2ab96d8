package desk

import (
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// office is a world with the default registers and a few people.
type office struct {
	*world
	remindNow func() int // runs the stage and answers how many notices it made
}

func newOffice(t *testing.T, at string) *office {
	t.Helper()
	w := newWorld(t, town.Options{})
	defaults, err := config.LoadFS(config.Defaults(), config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	w.Config.Registers = defaults.Registers
	w.Config.Main.Alerts.Channels = []string{"poczta"}
	w.Config.Main.Alerts.Then = []string{"dyrektor"}
	w.Config.People.People = append(w.Config.People.People,
		config.Person{ID: "jan", Name: "Jan Prowadzący", Email: "jan@example.org", Role: press.Officer},
		config.Person{ID: "drogi", Name: "Ewa Drogowa", Email: "drogi@example.org", Role: press.Reader},
		config.Person{ID: "dyrektor", Name: "Olga Dyżurna", Email: "dyrektor@example.org", Role: press.Reader})
	w.Config.People.Departments = []config.Department{{ID: "drogi", Name: "Wydział Dróg", Head: "drogi"}}
	w.clock.Add(moment(t, at).Sub(w.clock.Now()))
	run := w.remind()
	return &office{w, func() int {
		t.Helper()
		r, err := run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if r.did == 0 && !r.next.IsZero() && !r.next.After(w.clock.Now()) {
			t.Errorf("the next reminder is due at %s, which has passed", r.next)
		}
		return r.did
	}}
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, polish.Warsaw)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// goTo sets the clock.
func (o *office) goTo(t *testing.T, at string) { o.clock.Add(moment(t, at).Sub(o.clock.Now())) }

// register finds a register of the configuration.
func (o *office) register(t *testing.T, name string) *cases.Register {
	t.Helper()
	for _, r := range o.Config.Registers {
		if r.Name == name {
			return r
		}
	}
	t.Fatalf("no register %s", name)
	return nil
}

// openCase opens a case and answers its number.
func (o *office) openCase(t *testing.T, register, status, owner string, fields map[string]any) int64 {
	t.Helper()
	reg := o.register(t, register)
	c := press.Case{Register: register, Status: status, Owner: owner, Fields: fields, Opened: o.clock.Now()}
	if status == "" {
		c.Status = reg.First()
	}
	var id int64
	err := o.Store.Write(t.Context(), func(tx *store.Tx) (err error) {
		id, err = tx.OpenCase(t.Context(), c, reg.SearchText(c), owner)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// fill changes one field of a case.
func (o *office) fill(t *testing.T, id int64, field string, value any) {
	t.Helper()
	err := o.Store.Write(t.Context(), func(tx *store.Tx) error {
		c, err := tx.Case(t.Context(), id)
		if err != nil {
			return err
		}
		c.Fields[field] = value
		if err := tx.SaveCase(t.Context(), c, ""); err != nil {
			return err
		}
		return tx.NoteCase(t.Context(), store.CaseChange{Case: id, At: o.clock.Now(), What: "zmienił", Detail: field})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// reminders are the notices of terms, the first one first: who gets them and
// what they say.
func (o *office) reminders(t *testing.T) (to []string, said []*notify.Reminder) {
	t.Helper()
	list, err := o.Store.Notices(t.Context(), store.NoticeFilter{Kind: press.NoticeTerm})
	if err != nil {
		t.Fatal(err)
	}
	for i := len(list) - 1; i >= 0; i-- {
		p, err := notify.Decode(list[i])
		if err != nil {
			t.Fatal(err)
		}
		to = append(to, list[i].To)
		said = append(said, p.(*notify.Reminder))
	}
	return to, said
}

// An authorisation that runs out on a Sunday night: the owner first, and once
// the hours run out those on duty through the second channel, by the minute
// and without regard to quiet hours.
func TestAuthorisationOnSundayNight(t *testing.T) {
	o := newOffice(t, "2026-11-22 19:00") // a Sunday
	o.Config.Main.Alerts.QuietFrom = config.Clock{Set: true, Minutes: 22 * 60}
	o.Config.Main.Alerts.QuietTo = config.Clock{Set: true, Minutes: 7 * 60}
	id := o.openCase(t, "autoryzacje", "", "jan", map[string]any{"medium": "glos", "dziennikarz": "Iga Pytalska", "udzielil": "Prezydent Miasta",
		"przekazano": "2026-11-22T19:00:00+01:00", "tekst": "Most będzie gotowy w maju."}) // a portal: 6 hours, until 1:00
	for _, step := range []struct {
		at   string
		made int
	}{
		{"2026-11-22 19:00", 4}, // handed over: owner, duty, next in line, and the second channel, at once
		{"2026-11-22 21:59", 0},
		{"2026-11-22 22:00", 1}, // three hours before: the owner
		{"2026-11-22 22:30", 0},
		{"2026-11-23 00:00", 4}, // one hour: owner, duty, next in line, and the second channel
		{"2026-11-23 00:59", 0},
		{"2026-11-23 01:00", 4}, // run out: silence is consent
		{"2026-11-23 09:00", 0},
	} {
		o.goTo(t, step.at)
		if got := o.remindNow(); got != step.made {
			t.Errorf("at %s: %d notices, want %d", step.at, got, step.made)
		}
	}
	to, said := o.reminders(t)
	all := "anna@example.org dyrektor@example.org jan@example.org #prasowka"
	if want := all + " jan@example.org " + all; strings.Join(to[:9], " ") != want {
		t.Errorf("went to %v, want %s", to[:9], want)
	}
	first, last := said[0], said[len(said)-1]
	if !first.Until.Equal(moment(t, "2026-11-23 01:00")) || first.Doubt != "" || first.Basis != "art. 14a ust. 4–6 pr. pras." || first.Next != "" {
		t.Errorf("first reminder says %+v", first)
	}
	if last.Next != "Wypowiedź uznaje się za autoryzowaną bez zastrzeżeń." {
		t.Errorf("last reminder says %q", last.Next)
	}
	list, err := o.Store.Notices(t.Context(), store.NoticeFilter{Kind: press.NoticeTerm})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range list {
		if n.NextAt.After(n.Made) {
			t.Errorf("%s waits until %s", n.Key, n.NextAt)
		}
	}
	if !strings.HasPrefix(list[0].Key, "term/1/AUT/4/") || id != 1 {
		t.Errorf("key %s of case %d", list[0].Key, id)
	}
	if _, err := o.send(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.lanes.wait()
	if mails, messages := len(o.town.Mails()), len(o.town.SlackMessages()); mails == 0 || messages == 0 {
		t.Errorf("%d mails and %d messages arrived", mails, messages)
	}
}

// An answer stops the clock; a moved end reminds anew.
func TestRemindersFollowTheCase(t *testing.T) {
	o := newOffice(t, "2026-11-23 09:00")
	answered := o.openCase(t, "autoryzacje", "", "jan", map[string]any{"medium": "glos", "przekazano": "2026-11-23T09:00:00+01:00"})
	agreed := o.openCase(t, "autoryzacje", "", "jan", map[string]any{"medium": "glos", "uzgodniono_do": "2026-11-25T12:00:00+01:00"})
	o.fill(t, answered, "odpowiedziano", "2026-11-23T10:00:00+01:00")
	o.goTo(t, "2026-11-25 09:00")
	o.remindNow()
	_, said := o.reminders(t)
	if len(said) != 1 || said[0].Term != "Termin uzgodniony z redakcją" || !said[0].Until.Equal(moment(t, "2026-11-25 12:00")) {
		t.Fatalf("reminded of %+v", said)
	}
	o.fill(t, agreed, "uzgodniono_do", "2026-11-26T12:00:00+01:00")
	if made := o.remindNow(); made != 0 {
		t.Errorf("a moved end made %d notices a day too early", made)
	}
	o.goTo(t, "2026-11-26 09:00")
	if made := o.remindNow(); made != 1 {
		t.Errorf("a moved end made %d notices", made)
	}
	if made := o.remindNow(); made != 0 {
		t.Errorf("looking again made %d notices", made)
	}
}

// A term by the day: in the morning three working days before, to the owner
// and the head of the department that the case names; missed, it says what to
// do; a rule whose source was not read says so.
func TestTermByTheDay(t *testing.T) {
	o := newOffice(t, "2026-11-09 12:00")
	o.openCase(t, "zapytania", "w_komorce", "jan", map[string]any{"rodzaj": "informacja publiczna", "wplynelo": "2026-11-09T10:00:00+01:00", "komorka": "Wydział Dróg", "pytania": "Ile kosztował most?"})
	o.openCase(t, "skargi", "", "", map[string]any{"rodzaj": "wniosek", "wplynela": "2026-10-23", "przedmiot": "Ławki w parku"})
	o.goTo(t, "2026-11-18 07:59")
	if made := o.remindNow(); made != 0 { // both end on 23 November, a Monday
		t.Errorf("too early: %d notices", made)
	}
	o.goTo(t, "2026-11-18 08:00")
	if made := o.remindNow(); made != 3 {
		t.Errorf("three working days before: %d notices", made)
	}
	o.goTo(t, "2026-11-24 00:00")
	o.remindNow()
	to, said := o.reminders(t)
	if strings.Join(to, " ") != "anna@example.org drogi@example.org jan@example.org anna@example.org drogi@example.org jan@example.org" {
		t.Errorf("went to %v", to)
	}
	if said[0].Doubt != doubt || said[1].Doubt != "" {
		t.Errorf("doubts %q, %q", said[0].Doubt, said[1].Doubt)
	}
	if r := said[1]; r.Raw.String() != "2026-11-23" || r.Internal.String() != "2026-11-19" || !r.Until.IsZero() || r.Owner != "Jan Prowadzący" || r.Case != "Ile kosztował most?" {
		t.Errorf("reminder says %+v", r)
	}
	if !strings.HasPrefix(said[5].Next, "Bezczynność") {
		t.Errorf("a missed term says %q", said[5].Next)
	}
	o.goTo(t, "2026-12-15 08:00")
	if made := o.remindNow(); made != 0 {
		t.Errorf("three weeks later %d notices", made)
	}
}
