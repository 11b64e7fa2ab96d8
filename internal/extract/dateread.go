package extract

import (
	"time"

	"prasowka/internal/polish"
)

// A dateReader reads the mentions of dates in a line of tokens. Each read…
// method answers the index after what it read, or i when it read nothing.
type dateReader struct {
	toks []dateTok
	ref  time.Time // in Warsaw; zero when unknown
	lang string
}

// A calendarDay is a date as read; year 0 was not said.
type calendarDay struct {
	year, day int
	month     time.Month
}

func (d *dateReader) tok(i int) dateTok {
	if i < 0 || i >= len(d.toks) {
		return dateTok{}
	}
	return d.toks[i]
}

func (d *dateReader) num(i, lo, hi int) bool {
	t := d.tok(i)
	return t.kind == tokNum && t.digits <= 8 && t.n >= lo && t.n <= hi
}

// read reads the mention that begins at token i.
func (d *dateReader) read(i int, before []mention) (mention, int) {
	if at, next := d.ago(i); next > i {
		return mention{at: at, clock: true, year: true, relative: true}, next
	}
	if day, next := d.calendar(i); next > i {
		if m, ok := d.place(day); ok {
			h, end := d.clockAfter(next)
			if end == next { // "12:30, 7 maja 2024"
				h = d.clockBefore(i)
			}
			return d.settle(m, h, day.year != 0), max(end, next)
		}
		return mention{}, i
	}
	if base, next := d.named(i); next > i && !d.saidInFull(base, next) {
		h, end := d.clockAfter(next)
		if base.weekday && end == next && len(d.toks) > maxNamedText {
			return mention{}, i
		}
		m := d.settle(base.at, h, true)
		if base.weekday && m.at.After(d.ref.Add(time.Minute)) {
			m.at = m.at.AddDate(0, 0, -7)
		}
		m.relative = true
		return m, max(end, next)
	}
	// A bare hour belongs to the date before it ("akt. 11:16"), or to today.
	if h, end := d.clock(i, false); end > i && h.colon {
		if d.dateFollows(end) {
			return mention{}, i
		}
		if len(before) > 0 && before[len(before)-1].clock {
			return d.settle(before[len(before)-1].at, h, true), end
		}
		if len(before) == 0 && !d.ref.IsZero() && end-i >= len(d.toks)-4 && !d.numberBefore(i) {
			m := d.settle(d.ref, h, true)
			if m.at.After(d.ref.Add(time.Hour)) {
				m.at = m.at.AddDate(0, 0, -1)
			}
			m.relative, m.bare = true, true
			return m, end
		}
	}
	return mention{}, i
}

func (d *dateReader) numberBefore(i int) bool {
	for _, t := range d.toks[:i] {
		if t.kind == tokNum {
			return true
		}
	}
	return false
}

// dateFollows tells that a calendar date stands right after an hour.
func (d *dateReader) dateFollows(i int) bool {
	for k := i; k < i+4 && k < len(d.toks); k++ {
		if _, next := d.calendar(k); next > k {
			return true
		}
		if _, day := weekdayForms[d.tok(k).word]; !day && d.tok(k).kind != tokPunct {
			return false
		}
	}
	return false
}

// calendar reads a date by numbers or names, with or without its year.
func (d *dateReader) calendar(i int) (calendarDay, int) {
	t := d.tok(i)
	if t.kind == tokWord {
		if day, next := d.spelledDay(i); next > i {
			return day, next
		}
		if day, next := d.hanDay(i); next > i {
			return day, next
		}
		return d.monthFirst(i)
	}
	if t.kind != tokNum {
		return calendarDay{}, i
	}
	if t.digits == 8 {
		return d.together(i)
	}
	if t.digits == 4 {
		if day, next := d.jalaliNumbers(i); next > i {
			return day, next
		}
		return d.yearFirst(i)
	}
	if day, next := d.eraYear(i); next > i {
		return day, next
	}
	if d.num(i, 1, 12) && (d.tok(i+1).is("月") || d.tok(i+1).is("월")) && d.num(i+2, 1, 31) && (d.tok(i+3).is("日") || d.tok(i+3).is("일")) && !d.ref.IsZero() && len(d.toks) <= 14 {
		return calendarDay{0, d.tok(i + 2).n, time.Month(t.n)}, i + 4
	}
	if t.digits > 2 || t.n < 1 {
		return calendarDay{}, i
	}
	if day, next := d.dayMonthName(i); next > i {
		return day, next
	}
	return d.numeric(i)
}

// place puts a calendar day on the time line: midnight in Warsaw. A day
// without a year is the last such day that is not in the future.
func (d *dateReader) place(day calendarDay) (time.Time, bool) {
	year := day.year
	if year == 0 {
		if d.ref.IsZero() {
			return time.Time{}, false
		}
		year = d.ref.Year()
	}
	at := time.Date(year, day.month, day.day, 0, 0, 0, 0, polish.Warsaw)
	if day.year == 0 && at.After(d.ref.AddDate(0, 0, 2)) {
		at = time.Date(year-1, day.month, day.day, 0, 0, 0, 0, polish.Warsaw)
	}
	return at, at.Day() == day.day && at.Month() == day.month
}

// settle puts an hour on a day.
func (d *dateReader) settle(day time.Time, h wallClock, year bool) mention {
	if !h.ok {
		y, mo, da := day.Date()
		return mention{at: time.Date(y, mo, da, 0, 0, 0, 0, day.Location()), year: year}
	}
	zone := polish.Warsaw
	if h.zone != nil {
		zone = h.zone
	}
	y, mo, da := day.Date()
	return mention{at: time.Date(y, mo, da, h.hour, h.minute, h.second, 0, zone), clock: true, year: year}
}
