package cases

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

func warsaw(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, polish.Warsaw)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// A term may run in every row of a field; each is named after its row and
// stays the same when rows before it go.
func TestTermInRows(t *testing.T) {
	r := &Register{Statuses: []Status{{Name: "plan"}}, Fields: []Field{{Name: "zadania", Kind: Rows, Columns: []Column{{Name: "zadanie"}, {Name: "do", Kind: Date}, {Name: "gotowe", Kind: YesNo}}}},
		Terms: []Term{{ID: "ZAD", Label: "Zadanie", Rows: "zadania", On: "do", Until: []string{"gotowe"}, Sure: true}}}
	row := func(name, day string, done bool) any {
		return map[string]any{"zadanie": name, "do": day, "gotowe": done}
	}
	c := press.Case{Status: "plan", Fields: map[string]any{"zadania": []any{row("mapa", "2026-12-01", true), row("spot", "2026-12-03", false), map[string]any{"zadanie": "bez terminu"}}}}
	got := r.Deadlines(c, Surroundings{})
	if len(got) != 2 || !got[0].Met || got[1].Met || got[1].Term.Label != "Zadanie: spot" || got[1].Last.String() != "2026-12-03" {
		t.Fatalf("deadlines %+v", got)
	}
	id := got[1].Term.ID
	c.Fields["zadania"] = c.Fields["zadania"].([]any)[1:]
	if again := r.Deadlines(c, Surroundings{}); again[0].Term.ID != id || id == "ZAD" {
		t.Errorf("the term is now %s, was %s", again[0].Term.ID, id)
	}
}

// An hour is kept to the hour: an agreed moment, and an answer too late on the
// right day.
func TestHoursAreKeptToTheHour(t *testing.T) {
	r := &Register{Statuses: []Status{{Name: "czeka"}}, Fields: []Field{{Name: "od", Kind: Moment}, {Name: "do", Kind: Moment}, {Name: "kiedy", Kind: Moment}},
		Terms: []Term{{ID: "A", From: "od", Within: Span{6, Hours}, Until: []string{"kiedy"}, AtOnce: true}, {ID: "B", On: "do", Until: []string{"kiedy"}}}}
	c := press.Case{Status: "czeka", Fields: map[string]any{"od": "2026-11-22T10:00:00+01:00", "do": "2026-11-23T12:00:00+01:00"}}
	got := r.Deadlines(c, Surroundings{})
	if !got[1].At.Equal(warsaw(t, "2026-11-23 12:00")) || !got[0].Begins().Equal(warsaw(t, "2026-11-22 10:00")) {
		t.Errorf("ends %s, begins %s", got[1].At, got[0].Begins())
	}
	if first := got[0].Reminders(polish.Calendar{})[0]; !first.Equal(warsaw(t, "2026-11-22 10:00")) {
		t.Errorf("first reminded at %s", first)
	}
	for at, late := range map[string]bool{"2026-11-22T15:59:00+01:00": false, "2026-11-22T16:01:00+01:00": true} {
		c.Fields["kiedy"] = at
		if d := r.Deadlines(c, Surroundings{})[0]; d.Late() != late || d.Overdue(warsaw(t, "2026-11-25 10:00")) != late {
			t.Errorf("answered at %s: late %v", at, d.Late())
		}
	}
}

func TestEngagementsMeet(t *testing.T) {
	r := &Register{Event: "od", EventEnd: "do", Fields: []Field{{Name: "od"}, {Name: "do"}}}
	at := func(from, to string) Engagement {
		e, ok := r.Engagement(press.Case{Fields: map[string]any{"od": from, "do": to}})
		if !ok {
			t.Fatalf("no engagement from %s", from)
		}
		return e
	}
	hour := at("2026-12-01T11:00:00+01:00", "")
	for _, v := range []struct {
		other Engagement
		want  string
	}{
		{at("2026-12-01T12:30:00+01:00", ""), "o tej samej porze"},
		{at("2026-12-01T09:00:00+01:00", "2026-12-01T11:00:00+01:00"), "tego samego dnia"},
		{at("2026-12-01T13:00:00+01:00", ""), "tego samego dnia"},
		{at("2026-11-30", "2026-12-02"), "tego samego dnia"},
		{at("2026-12-01", ""), "tego samego dnia"},
		{at("2026-11-28", "2026-11-30"), ""},
		{at("2026-12-02", ""), ""},
		{at("2026-12-01T23:30:00+01:00", ""), "tego samego dnia"},
	} {
		if got, back := hour.Meets(v.other), v.other.Meets(hour); got != v.want || back != v.want {
			t.Errorf("%+v: %q and back %q, want %q", v.other, got, back, v.want)
		}
	}
	if _, ok := r.Engagement(press.Case{Fields: map[string]any{}}); ok {
		t.Error("a case without a day is engaged")
	}
}

func TestLineLeavesOutWhatIsEmpty(t *testing.T) {
	f := Field{Kind: Rows, Line: "{co}[ ({kto})][, do {dnia}]", Columns: []Column{{Name: "co"}, {Name: "kto"}, {Name: "dnia", Kind: Date}}}
	for want, cells := range map[string]map[string]any{
		"mapa":                           {"co": "mapa"},
		"mapa (ZDiZ)":                    {"co": "mapa", "kto": "ZDiZ"},
		"mapa, do 1 grudnia 2026":        {"co": "mapa", "dnia": "2026-12-01"},
		"[{kto}] (ZDiZ)":                 {"co": "[{kto}]", "kto": "ZDiZ"}, // what was typed stays as it is
		"mapa (ZDiZ), do 1 grudnia 2026": {"co": "mapa", "kto": "ZDiZ", "dnia": "2026-12-01"},
	} {
		if got := strings.ReplaceAll(f.RowLines([]any{cells})[0], polish.NBSP, " "); got != want {
			t.Errorf("%v reads %q, want %q", cells, got, want)
		}
	}
}

// The texts of an authorisation against each other and against print.
func TestTexts(t *testing.T) {
	r := &Register{Compare: &Comparison{Asked: "tekst", Returned: "odeslany", Refused: "odmowa", Printed: "wycinek"}}
	const asked, returned = "Przystań otworzymy latem. Nie ma mowy o opóźnieniu.", "Przystań otworzymy w maju. Nie ma mowy o opóźnieniu."
	printed := func(s string) *press.Clipping {
		return &press.Clipping{Text: "Ratusz odpowiada na pytania mieszkańców. " + s + " Budowa trwa od dwóch lat i budzi emocje."}
	}
	for name, v := range map[string]struct {
		fields          map[string]any
		clip            *press.Clipping
		found, faithful bool
	}{
		"as returned":     {map[string]any{"odeslany": returned}, printed("„Przystań otworzymy w maju. Nie ma mowy o opóźnieniu” – mówi prezydent."), true, true},
		"word by word":    {map[string]any{"odeslany": returned}, printed(returned), true, true},
		"as asked":        {map[string]any{"odeslany": returned}, printed(asked), true, false},
		"silence":         {map[string]any{}, printed(asked), true, true},
		"something else":  {map[string]any{}, printed("Prezydent nie znalazł czasu na rozmowę."), false, false},
		"nothing printed": {map[string]any{}, nil, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			v.fields["tekst"] = asked
			got, ok := r.Texts(press.Case{Fields: v.fields}, v.clip)
			if !ok || got.Found != v.found || got.Faithful() != v.faithful || (got.Change != nil) != (v.fields["odeslany"] != nil) {
				t.Errorf("%+v", got)
			}
		})
	}
	if _, ok := r.Texts(press.Case{}, nil); ok {
		t.Error("a case without a text is compared")
	}
}

// Figures count what the register asks for, and leave void cases out.
func TestFigures(t *testing.T) {
	r := &Register{
		Fields:   []Field{{Name: "od", Kind: Date}, {Name: "do", Kind: Date}, {Name: "kto", Kind: Text}},
		Statuses: []Status{{Name: "nowa"}, {Name: "zla"}, {Name: "dobra", Closed: true}, {Name: "nic", Closed: true, Void: true}},
		Terms:    []Term{{ID: "T", From: "od", Within: Span{7, Days}, Until: []string{"do"}, Stops: []string{"zla"}}},
		Stats: &Stats{When: "od", By: []string{"kto"}, Done: "do", Counts: []Tally{
			{Label: "dobre", Statuses: []string{"dobra"}}, {Label: "zapisane", Filled: "do"}, {Label: "spóźnione", Late: []string{"T"}}, {Label: "w terminie", InTime: []string{"T"}}}},
	}
	c := func(status, from, to, who string) press.Case {
		return press.Case{Status: status, Fields: map[string]any{"od": from, "do": to, "kto": who}}
	}
	list := []press.Case{
		c("dobra", "2026-03-02", "2026-03-04", "A"), c("dobra", "2026-03-02", "2026-03-12", "A"), c("dobra", "2026-03-02", "2026-03-05", "A"),
		c("nowa", "2026-03-02", "", "B"), c("zla", "2026-03-02", "", "B"), c("nic", "2026-03-02", "", "B"), c("nowa", "2025-12-31", "2026-01-02", "Ą"),
	}
	now := warsaw(t, "2026-06-01 10:00")
	got := r.Figures(list, "kto", Surroundings{}, now)
	if len(got) != 3 || got[0].Name != "A" || got[1].Name != "Ą" {
		t.Fatalf("groups %+v", got)
	}
	if a := got[0]; a.All != 3 || a.Counts[0] != 3 || a.Counts[2] != 1 || a.Counts[3] != 2 || a.Median != 72*time.Hour || a.Timed != 3 {
		t.Errorf("A: %+v", a)
	}
	if b := got[2]; b.All != 2 || b.Counts[1] != 0 || b.Counts[2] != 1 || b.Counts[3] != 0 || b.Timed != 0 {
		t.Errorf("B: %+v (a stopped term is not late, a void case does not count)", b)
	}
	if years := r.Figures(list, ByYear, Surroundings{}, now); len(years) != 2 || years[0].Name != "2026" || years[1].All != 1 {
		t.Errorf("years %+v", years)
	}
	if of := r.Within(list, warsaw(t, "2026-01-01 00:00"), warsaw(t, "2027-01-01 00:00")); len(of) != 6 {
		t.Errorf("%d cases in 2026", len(of))
	}
}

// An outlet whose press class nobody wrote down gets the cautious clock, and
// the card says so.
func TestUnknownPressClass(t *testing.T) {
	r := &Register{Statuses: []Status{{Name: "czeka"}}, Fields: []Field{{Name: "od", Kind: Moment}, {Name: "medium", Kind: Outlet}},
		Terms: []Term{{ID: "AUT", From: "od", Outlet: "medium", Sure: true, ByClass: map[string]Span{"inne": {6, Hours}, "czasopismo druk": {24, Hours}}}}}
	c := press.Case{Status: "czeka", Fields: map[string]any{"od": "2026-11-22T10:00:00+01:00", "medium": "nowe"}}
	for class, hours := range map[press.Class]int{"": 6, press.PeriodicalPrint: 24, press.DailyPrint: 0} {
		got := r.Deadlines(c, Surroundings{Class: func(string) press.Class { return class }})
		if (len(got) == 0) != (hours == 0) || hours > 0 && (got[0].Span.N != hours || got[0].Guessed != (class == "") || (got[0].Warning() != "") != (class == "")) {
			t.Errorf("class %q: %+v", class, got)
		}
	}
}
