package polish

import (
	"fmt"
	"strconv"
	"time"
)

// NBSP is the no-break space that Polish typography puts between a number and
// what it counts, and inside dates; plain-text formats may turn it back.
const NBSP = "\u00a0"

var monthsGenitive = [...]string{"stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
	"lipca", "sierpnia", "września", "października", "listopada", "grudnia"}

var monthsNominative = [...]string{"styczeń", "luty", "marzec", "kwiecień", "maj", "czerwiec",
	"lipiec", "sierpień", "wrzesień", "październik", "listopad", "grudzień"}

var weekdays = [...]string{"niedziela", "poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota"}

var weekdaysShort = [...]string{"niedz.", "pon.", "wt.", "śr.", "czw.", "pt.", "sob."}

// MonthName is "listopad"; MonthGenitive is the form that dates use.
func MonthName(m time.Month) string { return monthsNominative[(m+11)%12] }

// MonthGenitive is "listopada", as in "23 listopada".
func MonthGenitive(m time.Month) string { return monthsGenitive[(m+11)%12] }

// WeekdayName is "poniedziałek".
func WeekdayName(w time.Weekday) string { return weekdays[w%7] }

// WeekdayShort is "pon.".
func WeekdayShort(w time.Weekday) string { return weekdaysShort[w%7] }

// Words is the date as a sentence says it, "2 stycznia 2026"; empty for no day.
func (d Day) Words() string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.Dom) + NBSP + MonthGenitive(d.Month) + NBSP + strconv.Itoa(d.Year)
}

// Long is the date as letters have it, "2 stycznia 2026 r.".
func (d Day) Long() string {
	if d.IsZero() {
		return ""
	}
	return d.Words() + NBSP + "r."
}

// Full is "piątek, 2 stycznia 2026 r.".
func (d Day) Full() string {
	if d.IsZero() {
		return ""
	}
	return WeekdayName(d.Weekday()) + ", " + d.Long()
}

// Short is "pt. 2.01", or "pt. 2.01.2027" outside the year given.
func (d Day) Short(year int) string {
	if d.IsZero() {
		return ""
	}
	s := fmt.Sprintf("%s"+NBSP+"%d.%02d", WeekdayShort(d.Weekday()), d.Dom, int(d.Month))
	if d.Year != year {
		s += "." + strconv.Itoa(d.Year)
	}
	return s
}

// FormatDate is "23 listopada 2026", the date in Warsaw; empty for the zero time.
func FormatDate(at time.Time) string { return DayOf(at).Words() }

// FormatTime is "07:12", the hour in Warsaw; empty for the zero time.
func FormatTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(Warsaw).Format("15:04")
}

// FormatDateTime is "pon. 23.11, 07:12" as lists show it, in Warsaw. It does
// not say the year: for a list whose items may be old use FormatDateTimeIn.
func FormatDateTime(at time.Time) string { return FormatDateTimeIn(at, DayOf(at).Year) }

// FormatDateTimeIn is FormatDateTime with the year when it is not the given one.
func FormatDateTimeIn(at time.Time, year int) string {
	if at.IsZero() {
		return ""
	}
	return DayOf(at).Short(year) + ", " + FormatTime(at)
}

// FormatDateTimeLong is "poniedziałek, 23 listopada 2026 r., godz. 07:12".
func FormatDateTimeLong(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return DayOf(at).Full() + ", godz." + NBSP + FormatTime(at)
}

// Ago says when something was, or will be, seen from now: "przed chwilą",
// "5 min temu", "2 godz. temu", "wczoraj o 07:12", "3 dni temu", then the date;
// "za 5 min", "za 2 godz.", "jutro o 07:12", "za 3 dni". Days are Warsaw's.
func Ago(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	gap := now.Sub(at)
	future := gap < 0
	if future {
		gap = -gap
	}
	days := DayOf(now).Sub(DayOf(at))
	switch {
	case gap < time.Minute && future:
		return "za chwilę"
	case gap < time.Minute:
		return "przed chwilą"
	case gap < time.Hour:
		return toward(Count(int(gap/time.Minute))+NBSP+"min", future)
	case days == 0 || gap < 6*time.Hour:
		return toward(Count(int(gap/time.Hour))+NBSP+"godz.", future)
	case days == 1:
		return "wczoraj o" + NBSP + FormatTime(at)
	case days == -1:
		return "jutro o" + NBSP + FormatTime(at)
	case days > 1 && days <= 7:
		return toward(strconv.Itoa(days)+NBSP+"dni", false)
	case days < -1 && days >= -7:
		return toward(strconv.Itoa(-days)+NBSP+"dni", true)
	}
	return FormatDate(at)
}

func toward(span string, future bool) string {
	if future {
		return "za" + NBSP + span
	}
	return span + " temu"
}

// Left says how much time is left until a moment, with the verb that Polish
// grammar asks for: "zostały 2 dni", "zostało 5 godz. 20 min", "została 1 godz.",
// "po terminie". From 48 hours up it counts calendar days in Warsaw.
func Left(until, now time.Time) string {
	if until.IsZero() {
		return ""
	}
	gap := until.Sub(now)
	switch {
	case gap <= 0:
		return "po terminie"
	case gap < time.Minute:
		return "została mniej niż minuta"
	case gap < time.Hour:
		return Plural(int(gap/time.Minute), "została", "zostały", "zostało") + " " + FormatSpan(gap.Truncate(time.Minute))
	case gap < 24*time.Hour:
		return Plural(int(gap/time.Hour), "została", "zostały", "zostało") + " " + FormatSpan(gap)
	case gap < 48*time.Hour:
		return "został " + FormatSpan(gap)
	}
	n := DayOf(until.Add(-time.Nanosecond)).Sub(DayOf(now))
	return Plural(n, "został", "zostały", "zostało") + " " + strconv.Itoa(n) + NBSP + Plural(n, "dzień", "dni", "dni")
}

// FormatSpan is a length of time in its two largest parts: "2 dni 3 godz.",
// "5 godz. 20 min", "12 min 30 s", "45 s". Negative lengths show as positive.
func FormatSpan(d time.Duration) string {
	if d < 0 {
		d = -d
	}
	days, hours := int(d/(24*time.Hour)), int(d/time.Hour)%24
	minutes, seconds := int(d/time.Minute)%60, int(d/time.Second)%60
	switch {
	case days > 0:
		return pair(days, Plural(days, "dzień", "dni", "dni"), hours, "godz.")
	case hours > 0:
		return pair(hours, "godz.", minutes, "min")
	case minutes > 0:
		return pair(minutes, "min", seconds, "s")
	}
	return strconv.Itoa(seconds) + NBSP + "s"
}

func pair(n int, unit string, rest int, small string) string {
	s := strconv.Itoa(n) + NBSP + unit
	if rest > 0 {
		s += NBSP + strconv.Itoa(rest) + NBSP + small
	}
	return s
}

// FormatTimecode is a place in a recording, "01:02:03" or "12:34".
func FormatTimecode(d time.Duration) string {
	s := max(int(d/time.Second), 0)
	if s >= 3600 {
		return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%02d:%02d", s/60, s%60)
}

// FormatPeriod is a stretch of whole days, both included: "22 listopada 2026",
// "16–22 listopada 2026", "30 listopada – 6 grudnia 2026".
func FormatPeriod(from, to Day) string {
	switch {
	case from == to:
		return from.Words()
	case from.Year == to.Year && from.Month == to.Month:
		return strconv.Itoa(from.Dom) + "–" + to.Words()
	case from.Year == to.Year:
		return strconv.Itoa(from.Dom) + NBSP + MonthGenitive(from.Month) + " – " + to.Words()
	}
	return from.Words() + " – " + to.Words()
}
