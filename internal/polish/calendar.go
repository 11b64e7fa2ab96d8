package polish

import (
	"fmt"
	"maps"
	"strings"
	"time"
	_ "time/tzdata" // Europe/Warsaw is needed on machines without a zone database
)

// Warsaw is the zone in which the office lives and the law counts days.
var Warsaw = warsaw()

func warsaw() *time.Location {
	zone, err := time.LoadLocation("Europe/Warsaw")
	if err != nil {
		panic(fmt.Sprintf("time zone Europe/Warsaw, embedded in the program, does not load: %v", err))
	}
	return zone
}

// A Day is a civil date without an hour or a zone. Days compare with == and
// serve as map keys. The zero Day is "no day". Days made by the functions of
// this package always exist in the Gregorian calendar.
type Day struct {
	Year  int
	Month time.Month
	Dom   int // day of the month, from 1
}

// NewDay is the given date; values out of range are carried over as by
// time.Date (32 January is 1 February).
func NewDay(year int, month time.Month, dom int) Day {
	y, m, d := time.Date(year, month, dom, 0, 0, 0, 0, time.UTC).Date()
	return Day{y, m, d}
}

// DayOf is the date in Warsaw at an instant; the zero Day for the zero time.
func DayOf(at time.Time) Day {
	if at.IsZero() {
		return Day{}
	}
	y, m, d := at.In(Warsaw).Date()
	return Day{y, m, d}
}

// ParseDay reads "2026-01-02" and, as people write it, "2.01.2026".
func ParseDay(s string) (Day, error) {
	for _, layout := range []string{"2006-01-02", "2.1.2006"} {
		if at, err := time.Parse(layout, strings.TrimSpace(s)); err == nil {
			y, m, d := at.Date()
			return Day{y, m, d}, nil
		}
	}
	return Day{}, fmt.Errorf("%q nie jest datą; napisz 2026-01-31 albo 31.01.2026", s)
}

// IsZero tells whether d is "no day".
func (d Day) IsZero() bool { return d == Day{} }

func (d Day) utc() time.Time { return time.Date(d.Year, d.Month, d.Dom, 0, 0, 0, 0, time.UTC) }

// Start is the first instant of the day in Warsaw; the zero time for no day.
func (d Day) Start() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(d.Year, d.Month, d.Dom, 0, 0, 0, 0, Warsaw)
}

// End is the first instant that is no longer the day in Warsaw: a term that
// ends with d (art. 111 § 1 KC) has run out at End.
func (d Day) End() time.Time { return d.Add(1).Start() }

// Add is the date n calendar days later; n may be negative.
func (d Day) Add(n int) Day { return NewDay(d.Year, d.Month, d.Dom+n) }

// Sub is the number of calendar days from other to d.
func (d Day) Sub(other Day) int { return int(d.utc().Sub(other.utc()) / (24 * time.Hour)) }

// Compare is -1, 0 or 1 as d is before, the same as, or after other.
func (d Day) Compare(other Day) int { return d.utc().Compare(other.utc()) }

// Before tells whether d is an earlier date than other.
func (d Day) Before(other Day) bool { return d.Compare(other) < 0 }

// After tells whether d is a later date than other.
func (d Day) After(other Day) bool { return d.Compare(other) > 0 }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.utc().Weekday() }

// String is "2026-01-02"; empty for no day.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// MarshalText writes String, so that JSON and YAML hold "2026-01-02".
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDay reads; empty text is no day.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	day, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// Easter is Easter Sunday of a Gregorian year by the anonymous computus
// (Nature, 20 April 1876; Meeus, Astronomical Algorithms, ch. 8).
func Easter(year int) Day {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return Day{year, time.Month(n / 31), n%31 + 1}
}

// A feast is one line of art. 1 pkt 1 of the act of 18 January 1951 o dniach
// wolnych od pracy: a fixed date, or days after Easter Sunday.
type feast struct {
	month       time.Month // 0: movable
	dom         int
	afterEaster int
	since       int // first year in which the day is free
	name        string
}

// feasts is the statute's list with the years from which its lines hold.
var feasts = []feast{
	{month: time.January, dom: 1, name: "Nowy Rok"},
	{month: time.January, dom: 6, since: 2011, name: "Święto Trzech Króli"}, // Dz.U. 2010 nr 224 poz. 1459
	{afterEaster: 0, name: "Wielkanoc"},
	{afterEaster: 1, name: "Poniedziałek Wielkanocny"},
	{month: time.May, dom: 1, name: "Święto Pracy"},
	{month: time.May, dom: 3, name: "Święto Konstytucji 3 Maja"},
	{afterEaster: 49, name: "Zielone Świątki"},
	{afterEaster: 60, name: "Boże Ciało"},
	{month: time.August, dom: 15, name: "Wniebowzięcie NMP"},
	{month: time.November, dom: 1, name: "Wszystkich Świętych"},
	{month: time.November, dom: 11, name: "Święto Niepodległości"},
	{month: time.December, dom: 24, since: 2025, name: "Wigilia Bożego Narodzenia"}, // ustawa z 6.12.2024 r.
	{month: time.December, dom: 25, name: "Boże Narodzenie"},
	{month: time.December, dom: 26, name: "Boże Narodzenie, drugi dzień"},
}

// on is the feast's date in a year; false before the year it became free.
func (f feast) on(year int) (Day, bool) {
	if year < f.since {
		return Day{}, false
	}
	if f.month == 0 {
		return Easter(year).Add(f.afterEaster), true
	}
	return Day{year, f.month, f.dom}, true
}

// Holiday names the statutory feast that falls on a day. Plain Sundays, which
// are days off too (art. 1 pkt 2), have no name: see Calendar.Off.
func Holiday(d Day) (name string, ok bool) {
	for _, f := range feasts {
		if on, free := f.on(d.Year); free && on == d {
			return f.name, true
		}
	}
	return "", false
}

// Calendar is the statutory calendar with the extra days off that special acts
// add (12 November 2018 was one). It is immutable; the zero Calendar has no
// extra days.
type Calendar struct {
	extra map[Day]string
}

// NewCalendar is the statutory calendar with extra days off and their names.
func NewCalendar(extra map[Day]string) Calendar { return Calendar{extra: maps.Clone(extra)} }

// Name names why a day is off: an extra day, a feast, or "niedziela".
func (c Calendar) Name(d Day) (name string, ok bool) {
	if name, ok := c.extra[d]; ok {
		return name, true
	}
	if name, ok := Holiday(d); ok {
		return name, true
	}
	if d.Weekday() == time.Sunday {
		return "niedziela", true
	}
	return "", false
}

// Off tells whether a day is free by statute: a Sunday, a feast, an extra day.
// A Saturday is not (but see Working).
func (c Calendar) Off(d Day) bool {
	_, ok := c.Name(d)
	return ok
}

// Working tells whether a day is a dzień roboczy: neither off nor a Saturday.
// The press law does not define the word; Monday to Friday without holidays is
// the assumption (domain notes §1.2).
func (c Calendar) Working(d Day) bool { return d.Weekday() != time.Saturday && !c.Off(d) }

// AddWorking counts n working days after d, which itself is not counted
// (art. 111 § 2 KC); n may be negative (internal targets before a term). The
// result is a working day, except for n = 0, which is d itself.
func (c Calendar) AddWorking(d Day, n int) Day {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.Add(step)
		if c.Working(d) {
			n--
		}
	}
	return d
}

// Shift moves the end of a term that falls on a day off or a Saturday to the
// next day that is neither: art. 115 KC, art. 57 § 4 KPA.
func (c Calendar) Shift(d Day) Day {
	for !c.Working(d) {
		d = d.Add(1)
	}
	return d
}

// AddMonths is the end of a term of n months that starts on d: the day with
// the same number, or the last day of the month that has no such day
// (art. 112 KC, art. 57 § 3 KPA). Years are 12 months each. n may be negative.
func AddMonths(d Day, n int) Day {
	first := NewDay(d.Year, d.Month+time.Month(n), 1)
	last := NewDay(first.Year, first.Month+1, 0).Dom
	return Day{first.Year, first.Month, min(d.Dom, last)}
}
