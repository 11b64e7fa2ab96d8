package cases

import (
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// Whatever the day and the span, a shifted day is no day off and no Saturday,
// is never earlier than the raw one, and is the first such day.
func TestShiftProperties(t *testing.T) {
	cal := polish.Calendar{}
	for _, within := range []string{"1 dzień", "3 dni", "7 dni", "14 dni", "21 dni", "3 dni robocze", "2 tygodnie", "1 miesiąc", "2 miesiące", "3 miesiące", "1 rok"} {
		for _, shift := range []Shift{ShiftKC, ShiftKPA, ShiftNone} {
			checkShift(t, cal, Term{ID: "X", From: "start", Within: span(t, within), Shift: shift})
		}
	}
}

func checkShift(t *testing.T, cal polish.Calendar, term Term) {
	t.Helper()
	r := &Register{Fields: []Field{{Name: "start", Kind: Date}}, Statuses: []Status{{Name: "nowa"}}, Terms: []Term{term}}
	for start := polish.NewDay(2024, time.January, 1); start.Year < 2031; start = start.Add(1) {
		c := press.Case{Status: "nowa", Fields: map[string]any{"start": start.String()}}
		d := r.Deadlines(c, Surroundings{Calendar: cal})[0]
		switch {
		case d.Last.Before(d.Raw):
			t.Fatalf("%s + %s: shifted %s is before raw %s", start, term.Within, d.Last, d.Raw)
		case term.Shift == ShiftNone && d.Last != d.Raw:
			t.Fatalf("%s + %s: moved without a shift", start, term.Within)
		case term.Shift != ShiftNone && !cal.Working(d.Last):
			t.Fatalf("%s + %s: shifted %s is a day off", start, term.Within, d.Last)
		case !start.Before(d.Raw):
			t.Fatalf("%s + %s: raw %s does not follow the start", start, term.Within, d.Raw)
		case !d.Target.Before(d.Raw) || !cal.Working(d.Target):
			t.Fatalf("%s + %s: target %s against %s", start, term.Within, d.Target, d.Raw)
		case !d.At.Equal(d.Last.End()):
			t.Fatalf("%s + %s: ends %s, not with %s", start, term.Within, d.At, d.Last)
		}
		for day := d.Raw; day.Before(d.Last); day = day.Add(1) {
			if cal.Working(day) {
				t.Fatalf("%s + %s: passed the working day %s", start, term.Within, day)
			}
		}
		for _, at := range d.Reminders(cal) {
			if !at.Before(d.At) {
				t.Fatalf("%s + %s: reminder %s after the end %s", start, term.Within, at, d.At)
			}
		}
	}
}

// An extra day off of a special act moves an end like any other.
func TestExtraDayOff(t *testing.T) {
	r := &Register{Fields: []Field{{Name: "start", Kind: Date}}, Statuses: []Status{{Name: "nowa"}},
		Terms: []Term{{ID: "X", From: "start", Within: span(t, "7 dni"), Shift: ShiftKPA}}}
	c := press.Case{Status: "nowa", Fields: map[string]any{"start": "2018-11-05"}}
	with := polish.NewCalendar(map[polish.Day]string{day(t, "2018-11-12"): "stulecie niepodległości"})
	if got := r.Deadlines(c, Surroundings{})[0].Last; got != day(t, "2018-11-12") {
		t.Errorf("without the act %s", got)
	}
	if got := r.Deadlines(c, Surroundings{Calendar: with})[0].Last; got != day(t, "2018-11-13") {
		t.Errorf("with the act %s", got)
	}
}

func TestLate(t *testing.T) {
	r := &Register{Fields: []Field{{Name: "od", Kind: Date}, {Name: "wplynal", Kind: Date}}, Statuses: []Status{{Name: "nowa"}},
		Terms: []Term{{ID: "PAT-30", Before: "od", Within: span(t, "30 dni"), Until: []string{"wplynal"}}}}
	for came, late := range map[string]bool{"2026-05-21": false, "2026-05-22": true} {
		d := r.Deadlines(press.Case{Status: "nowa", Fields: map[string]any{"od": "2026-06-20", "wplynal": came}}, Surroundings{})[0]
		if d.Late() != late || d.Running() {
			t.Errorf("came %s: late %v, running %v", came, d.Late(), d.Running())
		}
	}
}
