package cases

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

func day(t *testing.T, s string) polish.Day {
	t.Helper()
	d, err := polish.ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func span(t *testing.T, s string) Span {
	t.Helper()
	var v Span
	if err := v.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return v
}

// The vectors of domain notes §7.3.
func TestTermVectors(t *testing.T) {
	for _, v := range []struct{ from, within, raw, shifted string }{
		{"2026-01-02", "21 dni", "2026-01-23", "2026-01-23"},
		{"2026-03-14", "21 dni", "2026-04-04", "2026-04-07"},
		{"2025-12-03", "21 dni", "2025-12-24", "2025-12-29"},
		{"2026-04-10", "21 dni", "2026-05-01", "2026-05-04"},
		{"2026-01-31", "1 miesiąc", "2026-02-28", "2026-03-02"},
		{"2026-03-04", "1 miesiąc", "2026-04-04", "2026-04-07"},
		{"2025-11-24", "1 miesiąc", "2025-12-24", "2025-12-29"},
		{"2025-08-31", "1 miesiąc", "2025-09-30", "2025-09-30"},
		{"2025-12-10", "14 dni", "2025-12-24", "2025-12-29"},
		{"2025-12-22", "3 dni robocze", "2025-12-30", "2025-12-30"},
		{"2026-04-30", "3 dni robocze", "2026-05-06", "2026-05-06"},
		{"2026-06-03", "3 dni robocze", "2026-06-09", "2026-06-09"},
	} {
		r := &Register{
			Fields:   []Field{{Name: "start", Kind: Date}},
			Statuses: []Status{{Name: "nowa"}},
			Terms:    []Term{{ID: "X", From: "start", Within: span(t, v.within), Shift: ShiftKC}},
		}
		c := press.Case{Status: "nowa", Fields: map[string]any{"start": v.from}}
		got := r.Deadlines(c, Surroundings{})
		if len(got) != 1 {
			t.Fatalf("%s + %s gives %d deadlines", v.from, v.within, len(got))
		}
		if d := got[0]; d.Raw != day(t, v.raw) || d.Last != day(t, v.shifted) {
			t.Errorf("%s + %s: raw %s, shifted %s; want %s, %s", v.from, v.within, d.Raw, d.Last, v.raw, v.shifted)
		}
	}
}

// An authorisation's hours run through a Sunday night and through the change
// of the clocks: 6 hours are 6 hours (art. 14a pr. pras.).
func TestHoursRunThroughNights(t *testing.T) {
	r := &Register{
		Fields:   []Field{{Name: "przekazano", Kind: Moment}, {Name: "medium", Kind: Outlet}},
		Statuses: []Status{{Name: "nowa"}},
		Terms: []Term{{ID: "AUT", From: "przekazano", Outlet: "medium", ByClass: map[string]Span{
			string(press.DailyOnline): span(t, "6 godzin"), string(press.PeriodicalPrint): span(t, "24 godziny"),
		}}},
	}
	for _, v := range []struct{ at, class, want string }{
		{"2026-11-22T22:30:00+01:00", string(press.DailyOnline), "2026-11-23T04:30:00+01:00"},
		{"2026-11-22T22:30:00+01:00", string(press.PeriodicalPrint), "2026-11-23T22:30:00+01:00"},
		{"2026-10-24T23:00:00+02:00", string(press.DailyOnline), "2026-10-25T04:00:00+01:00"},
		{"2026-03-28T23:00:00+01:00", string(press.DailyOnline), "2026-03-29T06:00:00+02:00"},
	} {
		c := press.Case{Status: "nowa", Fields: map[string]any{"przekazano": v.at, "medium": "m"}}
		got := r.Deadlines(c, Surroundings{Class: func(string) press.Class { return press.Class(v.class) }})
		want, err := time.Parse(time.RFC3339, v.want)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 1 || !got[0].At.Equal(want) {
			t.Errorf("%s %s: %+v, want %s", v.at, v.class, got, v.want)
		}
	}
}

func TestSpansReadAndPrint(t *testing.T) {
	for _, s := range []string{"1 godzina", "6 godzin", "24 godziny", "1 dzień", "21 dni", "1 dzień roboczy", "3 dni robocze", "5 dni roboczych", "2 tygodnie", "1 miesiąc", "2 miesiące", "5 miesięcy", "1 rok", "2 lata"} {
		if got := strings.ReplaceAll(span(t, s).String(), polish.NBSP, " "); got != s {
			t.Errorf("%q prints as %q", s, got)
		}
	}
	for _, s := range []string{"", "21", "dni", "0 dni", "-3 dni", "21 dób", "trzy dni"} {
		var v Span
		if err := v.UnmarshalText([]byte(s)); err == nil {
			t.Errorf("%q was taken for %v", s, v)
		}
	}
}

func TestSigns(t *testing.T) {
	for _, s := range []string{"BPM.1510.7.2026", "ABC.123.78.2.2011", "OR.II.152.1.2026"} {
		got, err := ParseSign(s)
		if err != nil || got.String() != s {
			t.Errorf("ParseSign(%q) = %v, %v", s, got, err)
		}
	}
	if got, err := ParseSign("BPM.1510.7.2026.JK"); err != nil || got.String() != "BPM.1510.7.2026" {
		t.Errorf("initials became part of the sign: %v, %v", got, err)
	}
	for _, s := range []string{"", "BPM", "bpm.1510.7.2026", "BPM.1510.0.2026", "BPM.1510.7.26", "BPM.15101.7.2026"} {
		if got, err := ParseSign(s); err == nil {
			t.Errorf("ParseSign(%q) = %v", s, got)
		}
	}
}
