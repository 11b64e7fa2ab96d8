package extract

import (
	"strings"
	"sync"
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
		return d.monthFirst(i)
	}
	if t.kind != tokNum {
		return calendarDay{}, i
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
	if t.digits > 2 || t.n < 1 {
		return calendarDay{}, i
	}
	if day, next := d.dayMonthName(i); next > i {
		return day, next
	}
	return d.numeric(i)
}

// yearFirst reads 2024-05-07, 2024/5/7, 2024.05.07., 2024年5月7日, 2024 május 7.
func (d *dateReader) yearFirst(i int) (calendarDay, int) {
	year := d.year(d.tok(i))
	if year == 0 {
		return calendarDay{}, i
	}
	k := i + 1
	if d.isSep(k) || d.tok(k).is("年") || d.tok(k).is("년") {
		k++
	}
	if d.tok(k).is("m") && d.tok(k+1).is(".") { // Lithuanian: 2024 m. gegužės 8 d.
		k += 2
	}
	if d.tok(k).is("gada") { // Latvian: 2024. gada 8. maijā
		if d.num(k+1, 1, 31) {
			if m, ok := monthOf(d.tok(d.skipDot(k+2)).word, d.lang); ok {
				return calendarDay{year, d.tok(k + 1).n, m}, d.skipDot(k+2) + 1
			}
		}
	}
	if m, ok := monthOf(d.tok(k).word, d.lang); ok && len(d.tok(k).word) > 2 && d.num(k+1, 1, 31) && d.tok(k+1).digits <= 2 {
		return calendarDay{year, d.tok(k + 1).n, m}, k + 2
	}
	if k == i+1 || !d.num(k, 1, 12) {
		return calendarDay{}, i
	}
	month := time.Month(d.tok(k).n)
	k++
	if d.isSep(k) || d.tok(k).is("月") || d.tok(k).is("월") {
		k++
	}
	if !d.num(k, 1, 31) || d.tok(k).digits > 2 {
		return calendarDay{}, i
	}
	day := d.tok(k).n
	if k++; d.tok(k).is("日") || d.tok(k).is("일") {
		k++
	}
	return calendarDay{year, day, month}, k
}

// isSep tells a character that separates the parts of a numeric date.
func (d *dateReader) isSep(i int) bool {
	t := d.tok(i)
	return t.kind == tokPunct && (t.word == "-" || t.word == "." || t.word == "/" || t.word == "–")
}

// year reads a token as a year; Thai years count from 543 before ours.
func (d *dateReader) year(t dateTok) int {
	if t.kind != tokNum || t.digits != 4 {
		return 0
	}
	if t.n > 2400 && t.n < 2700 {
		t.n -= 543
	}
	if !plausible(t.n) {
		return 0
	}
	return t.n
}

// numeric reads 07.05.2024, 7/5/24, 7-5-2024, 07.05.
func (d *dateReader) numeric(i int) (calendarDay, int) {
	a := d.tok(i).n
	if day, next := d.spacedNumbers(i); next > i {
		return day, next
	}
	if p := d.tok(i - 1); p.is("godz") || p.is("g") || p.is(".") && (d.tok(i-2).is("godz") || d.tok(i-2).is("g")) {
		return calendarDay{}, i // "godz. 7.05"
	}
	if !d.isSep(i+1) || d.tok(i+2).kind != tokNum || d.tok(i+2).digits > 2 {
		return calendarDay{}, i
	}
	if p := d.tok(i - 1); i > 0 && !d.tok(i).spaced && (p.is(".") || p.is("/") || p.is(",") || p.is(":")) && d.tok(i-2).kind == tokNum {
		return calendarDay{}, i // inside a longer number
	}
	sep, b := d.tok(i+1).word, d.tok(i+2).n
	day, month := a, b
	if month > 12 && day <= 12 || sep == "/" && (d.lang == "us" && day <= 12) {
		day, month = month, day
	}
	if day < 1 || day > 31 || month < 1 || month > 12 {
		return calendarDay{}, i
	}
	if d.isSep(i+3) && d.tok(i+3).word == sep && d.tok(i+4).kind == tokNum {
		y := d.tok(i + 4)
		if year := d.year(y); year != 0 {
			return calendarDay{year, day, time.Month(month)}, i + 5
		}
		clock := d.tok(i+5).is(":") && y.spaced // "12.09. 15:20"
		if y.digits == 2 && y.n <= 69 && !clock && !(d.isSep(i+5) && d.tok(i+6).kind == tokNum && !d.tok(i+6).spaced) {
			return calendarDay{2000 + y.n, day, time.Month(month)}, i + 5
		}
		if !clock {
			return calendarDay{}, i
		}
	}
	// Without a year only with a point or a slash and two digits: "07.05, 12:30".
	if (sep == "." || sep == "/") && d.tok(i+2).digits == 2 && !d.ref.IsZero() && (len(d.toks) <= 14) {
		next := i + 3
		if d.tok(next).is(".") {
			next++
		}
		if year := d.year(d.tok(next)); year != 0 { // "07.05 2024"
			return calendarDay{year, day, time.Month(month)}, next + 1
		}
		if b > 12 || d.tok(next).is(":") { // an hour
			return calendarDay{}, i
		}
		return calendarDay{0, day, time.Month(month)}, next
	}
	return calendarDay{}, i
}

// spacedNumbers reads 07 05 2024 where nothing else is said.
func (d *dateReader) spacedNumbers(i int) (calendarDay, int) {
	if i != 0 || len(d.toks) != 3 || d.tok(0).digits != 2 || !d.num(0, 1, 31) || !d.num(1, 1, 12) || d.tok(1).digits != 2 || d.year(d.tok(2)) == 0 {
		return calendarDay{}, i
	}
	return calendarDay{d.year(d.tok(2)), d.tok(0).n, time.Month(d.tok(1).n)}, 3
}

// dayMonthName reads "7 maja 2024", "7. Mai 2024", "7th of May, 2024",
// "7-maja-2024", "7 V 2024", "7 de mayo de 2024", "7 maja br.".
func (d *dateReader) dayMonthName(i int) (calendarDay, int) {
	if d.tok(i).n > 31 {
		return calendarDay{}, i
	}
	k := i + 1
	for n := 0; n < 3; n++ {
		t := d.tok(k)
		if d.isSep(k) || t.is(",") || t.is("º") || t.is("°") || t.is("th") || t.is("st") || t.is("nd") || t.is("rd") || t.is("er") || t.is("go") || t.is("ego") || t.is("szy") || t.is("szego") ||
			t.is("de") || t.is("of") || t.is("ta") || t.is("e") {
			k++
			continue
		}
		break
	}
	t := d.tok(k)
	if !d.ref.IsZero() && (t.is("bm") || t.is("b") && d.tok(k+1).is(".") && d.tok(k+2).is("m")) { // bieżącego miesiąca
		next := k + 1
		if t.is("b") {
			next = k + 3
		}
		return calendarDay{d.ref.Year(), d.tok(i).n, d.ref.Month()}, d.skipDot(next)
	}
	if day, next := d.jalaliWords(i, k); next > i {
		return day, next
	}
	month, after := d.monthAt(k)
	if after == k || len(t.word) < 3 && after == k+1 && !d.roman(k, i) {
		return calendarDay{}, i
	}
	year, next := d.yearAfter(after)
	if y := d.tok(after); year == 0 && (len(t.word) == 3 || d.lang == "th") && y.kind == tokNum && y.digits == 2 && !d.tok(after+1).is(":") && !d.tok(after+1).is(".") {
		year, next = shortYear(y.n, d.lang), after+1 // "16 wrz 24"
	}
	if year == 0 && (d.ref.IsZero() || d.isStreet(i, next)) {
		return calendarDay{}, i
	}
	return calendarDay{year, d.tok(i).n, month}, next
}

// monthAt reads the name of a month at token k and answers what follows it; k
// itself when there is none. Some names are two words ("تشرين الأول") or have
// dots within ("พ.ค."), and a second name after a stroke may say the same
// month again ("أيار/مايو").
func (d *dateReader) monthAt(k int) (time.Month, int) {
	t, u := d.tok(k), d.tok(k+1)
	if t.kind != tokWord {
		return 0, k
	}
	if t.is("thang") && d.num(k+1, 1, 12) { // Vietnamese: 7 tháng 5
		return time.Month(u.n), k + 2
	}
	month, ok := monthOf(t.word, d.lang)
	next := k + 1
	if v := d.tok(k + 2); !ok && u.is(".") && v.kind == tokWord && !v.spaced {
		month, ok = monthOf(t.word+"."+v.word, d.lang)
		next = d.skipDot(k + 3)
	} else if u.kind == tokWord {
		if two, found := monthOf(t.word+" "+u.word, d.lang); found {
			month, ok, next = two, true, k+2
		}
	}
	if !ok {
		return 0, k
	}
	if again, found := monthOf(d.tok(next+1).word, d.lang); found && d.tok(next).is("/") && again == month {
		next += 2
	}
	return month, next
}

// isStreet tells the streets that Polish towns name after days: "ul. 3 Maja",
// "11 Listopada 12". next is what follows the month.
func (d *dateReader) isStreet(i, next int) bool {
	p := d.tok(i - 1)
	if p.is(".") {
		p = d.tok(i - 2)
	}
	if p.is("ul") || p.is("ulica") || p.is("ulicy") || p.is("al") || p.is("pl") || p.is("os") || p.is("plac") || p.is("placu") {
		return true
	}
	_, clock := d.clock(next, false)
	return d.tok(next).kind == tokNum && clock == next && !d.tok(next+1).is(".")
}

// dayOrdinals are the days of the month in words, in the genitive, folded.
var dayOrdinals = sync.OnceValue(func() map[string]int {
	table := map[string]int{"dwudziestego": 20, "trzydziestego": 30}
	for i, w := range strings.Fields(`pierwszego drugiego trzeciego czwartego piątego szóstego siódmego ósmego dziewiątego dziesiątego
		jedenastego dwunastego trzynastego czternastego piętnastego szesnastego siedemnastego osiemnastego dziewiętnastego`) {
		table[fold(w)] = i + 1
	}
	return table
})

// spelledDay reads "dwunastego września 2024", "dwudziestego pierwszego maja".
func (d *dateReader) spelledDay(i int) (calendarDay, int) {
	n, ok := dayOrdinals()[d.tok(i).word]
	if !ok {
		return calendarDay{}, i
	}
	k := i + 1
	if more := dayOrdinals()[d.tok(k).word]; n >= 20 && more > 0 && more < 10 {
		n += more
		k++
	}
	month, ok := monthOf(d.tok(k).word, d.lang)
	year, next := d.yearAfter(k + 1)
	if !ok || len(d.tok(k).word) < 3 || year == 0 && d.ref.IsZero() {
		return calendarDay{}, i
	}
	return calendarDay{year, n, month}, next
}

// roman guards the numerals: "i" is also a conjunction, "v" and "x" are
// letters. They need a year after them, as in "7 V 2024" and "7.V.2024".
func (d *dateReader) roman(k, i int) bool {
	year, _ := d.yearAfter(k + 1)
	return year != 0 || d.tok(k).word != "i" && k == i+1 && len(d.toks) <= 8
}

// yearAfter reads the year that follows a month; 0 and i when none does.
func (d *dateReader) yearAfter(i int) (year, next int) {
	k := i
	for n := 0; n < 3; n++ {
		t := d.tok(k)
		if t.is(".") || t.is(",") || t.is("-") || t.is("/") || t.is("de") || t.is("del") || t.is("r") || t.is("roku") || t.is("nam") || t.is("’") || t.is("'") {
			k++
			continue
		}
		break
	}
	if y := d.year(d.tok(k)); y != 0 {
		k++
		if (d.tok(k).is("r") || d.tok(k).is("roku") || d.tok(k).is("г") || d.tok(k).is("р") || d.tok(k).is("рік") || d.tok(k).is("года")) && d.tok(k).kind == tokWord {
			k++
			if d.tok(k).is(".") {
				k++
			}
		}
		return y, k
	}
	if d.ref.IsZero() {
		return 0, i
	}
	switch { // bieżącego roku, ubiegłego roku
	case d.tok(k).is("br"):
		return d.ref.Year(), d.skipDot(k + 1)
	case d.tok(k).is("b") && d.tok(k+1).is(".") && d.tok(k+2).is("r"):
		return d.ref.Year(), d.skipDot(k + 3)
	case (d.tok(k).is("biezacego") || d.tok(k).is("tego")) && d.tok(k+1).is("roku"):
		return d.ref.Year(), k + 2
	case d.tok(k).is("ub") && (d.tok(k+1).is("r") || d.tok(k+2).is("r")):
		return d.ref.Year() - 1, d.skipDot(k + 3)
	case (d.tok(k).is("ubieglego") || d.tok(k).is("zeszlego")) && d.tok(k+1).is("roku"):
		return d.ref.Year() - 1, k + 2
	}
	return 0, i
}

func (d *dateReader) skipDot(i int) int {
	if d.tok(i).is(".") {
		return i + 1
	}
	return i
}

// monthFirst reads "May 7, 2024", "maj 7, 2024".
func (d *dateReader) monthFirst(i int) (calendarDay, int) {
	t := d.tok(i)
	month, ok := monthOf(t.word, d.lang)
	if !ok || len(t.word) < 3 || d.tok(i-1).kind == tokNum && d.tok(i-1).digits <= 2 && i > 0 {
		return calendarDay{}, i
	}
	k := d.skipDot(i + 1)
	if !d.num(k, 1, 31) || d.tok(k).digits > 2 {
		return calendarDay{}, i
	}
	day := d.tok(k).n
	k++
	if t := d.tok(k); t.is("th") || t.is("st") || t.is("nd") || t.is("rd") {
		k++
	}
	hour := d.tok(k+2).is(":") && d.tok(k+1).spaced // Hungarian: "máj. 7. 10:25"
	if d.tok(k).is(":") || d.tok(k).is(".") && d.tok(k+1).kind == tokNum && d.year(d.tok(k+1)) == 0 && !hour {
		return calendarDay{}, i
	}
	year, next := d.yearAfter(k)
	if year == 0 {
		if d.ref.IsZero() || len(d.toks) > 12 {
			return calendarDay{}, i
		}
		next = k
	}
	return calendarDay{year, day, month}, next
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
