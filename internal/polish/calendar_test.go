package polish

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func day(t testing.TB, s string) Day {
	t.Helper()
	d, err := ParseDay(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The table of domain notes §7.1, computed there with the Gregorian computus.
func TestMovableFeasts(t *testing.T) {
	for _, row := range [][5]string{
		{"2025", "20.04", "21.04", "8.06", "19.06"},
		{"2026", "5.04", "6.04", "24.05", "4.06"},
		{"2027", "28.03", "29.03", "16.05", "27.05"},
		{"2028", "16.04", "17.04", "4.06", "15.06"},
		{"2029", "1.04", "2.04", "20.05", "31.05"},
		{"2030", "21.04", "22.04", "9.06", "20.06"},
	} {
		names := [...]string{"Wielkanoc", "Poniedziałek Wielkanocny", "Zielone Świątki", "Boże Ciało"}
		for i, want := range names {
			d := day(t, row[i+1]+"."+row[0])
			if got, ok := Holiday(d); !ok || got != want {
				t.Errorf("Holiday(%s) = %q, %v; want %q", d, got, ok, want)
			}
		}
	}
}

func TestStatutoryDays(t *testing.T) {
	for year, want := range map[int]int{2010: 12, 2011: 13, 2024: 13, 2025: 14, 2026: 14} {
		n := 0
		for d := NewDay(year, time.January, 1); d.Year == year; d = d.Add(1) {
			if _, ok := Holiday(d); ok {
				n++
			}
		}
		if n != want {
			t.Errorf("%d has %d named days off, want %d", year, n, want)
		}
	}
	var c Calendar
	if c.Off(day(t, "2024-12-24")) || !c.Off(day(t, "2025-12-24")) {
		t.Error("24 December is free from 2025 on, not before")
	}
	if name, ok := c.Name(day(t, "2026-11-22")); !ok || name != "niedziela" {
		t.Errorf("a Sunday is off as %q", name)
	}
	if c.Off(day(t, "2026-11-21")) || c.Working(day(t, "2026-11-21")) {
		t.Error("a Saturday is not off by statute, yet not a working day")
	}
}

func TestExtraDays(t *testing.T) {
	d := day(t, "2018-11-12")
	extra := map[Day]string{d: "Narodowe Święto Niepodległości (ustawa z 7.11.2018 r.)"}
	c := NewCalendar(extra)
	delete(extra, d)
	if !c.Off(d) || (Calendar{}).Off(d) {
		t.Error("an extra day is off in its own calendar only")
	}
	if got := c.Shift(day(t, "2018-11-10")); got != day(t, "2018-11-13") {
		t.Errorf("Shift over the extra day = %s", got)
	}
}

// The vectors of domain notes §7.3.
func TestTermVectors(t *testing.T) {
	var c Calendar
	days := func(n int) func(Day) Day { return func(d Day) Day { return d.Add(n) } }
	months := func(n int) func(Day) Day { return func(d Day) Day { return AddMonths(d, n) } }
	working := func(n int) func(Day) Day { return func(d Day) Day { return c.AddWorking(d, n) } }
	for _, v := range []struct {
		start        string
		weekday      time.Weekday
		term         func(Day) Day
		raw, shifted string
	}{
		{"2026-01-02", time.Friday, days(21), "2026-01-23", "2026-01-23"},
		{"2026-03-14", time.Saturday, days(21), "2026-04-04", "2026-04-07"},
		{"2025-12-03", time.Wednesday, days(21), "2025-12-24", "2025-12-29"},
		{"2026-04-10", time.Friday, days(21), "2026-05-01", "2026-05-04"},
		{"2026-01-31", time.Saturday, months(1), "2026-02-28", "2026-03-02"},
		{"2026-03-04", time.Wednesday, months(1), "2026-04-04", "2026-04-07"},
		{"2025-11-24", time.Monday, months(1), "2025-12-24", "2025-12-29"},
		{"2025-08-31", time.Sunday, months(1), "2025-09-30", "2025-09-30"},
		{"2025-12-10", time.Wednesday, days(14), "2025-12-24", "2025-12-29"},
		{"2025-12-22", time.Monday, working(3), "2025-12-30", "2025-12-30"},
		{"2026-04-30", time.Thursday, working(3), "2026-05-06", "2026-05-06"},
		{"2026-06-03", time.Wednesday, working(3), "2026-06-09", "2026-06-09"},
		{"2024-02-29", time.Thursday, months(12), "2025-02-28", "2025-02-28"},
		{"2026-03-31", time.Tuesday, months(-1), "2026-02-28", "2026-03-02"},
		{"2026-01-07", time.Wednesday, working(-1), "2026-01-05", "2026-01-05"},
		{"2026-01-10", time.Saturday, working(0), "2026-01-10", "2026-01-12"},
	} {
		start := day(t, v.start)
		if start.Weekday() != v.weekday {
			t.Errorf("%s is a %s, not a %s", start, start.Weekday(), v.weekday)
		}
		raw := v.term(start)
		if raw.String() != v.raw || c.Shift(raw).String() != v.shifted {
			t.Errorf("term from %s ends %s, shifted %s; want %s, %s", start, raw, c.Shift(raw), v.raw, v.shifted)
		}
	}
}

func TestShiftProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := NewDay(2000, time.January, 1).Add(rapid.IntRange(0, 36500).Draw(t, "day"))
		extra := map[Day]string{}
		for _, n := range rapid.SliceOfN(rapid.IntRange(-3, 9), 0, 4).Draw(t, "extra") {
			extra[raw.Add(n)] = "ustawa"
		}
		c := NewCalendar(extra)
		got := c.Shift(raw)
		if c.Off(got) || got.Weekday() == time.Saturday {
			t.Fatalf("Shift(%s) = %s is off", raw, got)
		}
		if got.Before(raw) {
			t.Fatalf("Shift(%s) = %s is earlier", raw, got)
		}
		for d := raw; d.Before(got); d = d.Add(1) {
			if c.Working(d) {
				t.Fatalf("Shift(%s) = %s skips the working day %s", raw, got, d)
			}
		}
		n := rapid.IntRange(1, 30).Draw(t, "n")
		if back := c.AddWorking(c.AddWorking(got, n), -n); back != got {
			t.Fatalf("%d working days after %s and back is %s", n, got, back)
		}
	})
}

func TestAddMonthsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := NewDay(2000, time.January, 1).Add(rapid.IntRange(0, 36500).Draw(t, "day"))
		n := rapid.IntRange(-60, 60).Draw(t, "n")
		got := AddMonths(d, n)
		if want := (d.Year*12 + int(d.Month) + n); got.Year*12+int(got.Month) != want {
			t.Fatalf("AddMonths(%s, %d) = %s is in the wrong month", d, n, got)
		}
		if got != NewDay(got.Year, got.Month, got.Dom) {
			t.Fatalf("AddMonths(%s, %d) = %v does not exist", d, n, got)
		}
		if got.Dom != d.Dom && (got.Dom > d.Dom || got.Add(1).Dom != 1) {
			t.Fatalf("AddMonths(%s, %d) = %s is neither the same day nor the month's last", d, n, got)
		}
	})
}

func TestDay(t *testing.T) {
	d := day(t, " 2.01.2026 ")
	if d.String() != "2026-01-02" || d.Add(-2).String() != "2025-12-31" || d.Sub(day(t, "2025-12-31")) != 2 {
		t.Errorf("%s, %s", d, d.Add(-2))
	}
	for _, bad := range []string{"", "2026-02-29", "31.04.2026", "jutro"} {
		if _, err := ParseDay(bad); err == nil {
			t.Errorf("ParseDay(%q) gave no error", bad)
		}
	}
	raw, err := json.Marshal(map[Day]Day{d: {}})
	if err != nil || string(raw) != `{"2026-01-02":""}` {
		t.Errorf("JSON is %s, %v", raw, err)
	}
	var back map[Day]Day
	if err := json.Unmarshal(raw, &back); err != nil || len(back) != 1 || !back[d].IsZero() {
		t.Errorf("JSON back is %v, %v", back, err)
	}
}

// Days are Warsaw's: half past eleven at night UTC is the next day there, and
// days on which the clocks change have 23 and 25 hours.
func TestWarsaw(t *testing.T) {
	if got := DayOf(time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC)); got.String() != "2026-11-23" {
		t.Errorf("DayOf = %s", got)
	}
	for s, hours := range map[string]float64{"2026-03-29": 23, "2026-10-25": 25, "2026-11-23": 24} {
		d := day(t, s)
		if got := d.End().Sub(d.Start()).Hours(); got != hours {
			t.Errorf("%s has %v hours, want %v", s, got, hours)
		}
	}
	if !DayOf(time.Time{}).IsZero() || !(Day{}).Start().IsZero() {
		t.Error("no day and the zero time belong together")
	}
}
