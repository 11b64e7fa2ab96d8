package extract

import (
	"strings"
	"sync"
	"time"
)

// dayMonthName reads "7 maja 2024", "7. Mai 2024", "7th of May, 2024",
// "7-maja-2024", "7 V 2024", "7 de mayo de 2024", "7 maja br.".
func (d *dateReader) dayMonthName(i int) (calendarDay, int) {
	if d.tok(i).n > 31 {
		return calendarDay{}, i
	}
	k := i + 1
	for n := 0; n < 3; n++ {
		t := d.tok(k)
		if (t.is("d") || t.is("ta")) && (d.tok(k+1).is("'") || d.tok(k+1).is("’")) { // "1 d'octubre", "14 ta' Marzu"
			k += 2
			continue
		}
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
	if year == 0 {
		year, next = d.twoDigits(t, after)
	}
	if year == 0 && (d.ref.IsZero() || d.isStreet(i, next)) {
		return calendarDay{}, i
	}
	return calendarDay{year, d.tok(i).n, month}, next
}

// twoDigits reads the year of "16 wrz 24", "14/Mar/19" and "14 maart '19" after
// a month; 0 when none stands there.
func (d *dateReader) twoDigits(month dateTok, i int) (year, next int) {
	k := i
	thai := d.lang == "th" || isThai(month.word)
	marked := d.tok(k).is("'") || d.tok(k).is("’")
	if marked || d.tok(k).is("/") || d.tok(k).is("-") {
		k++
	}
	y := d.tok(k)
	if y.kind != tokNum || y.digits != 2 || d.tok(k+1).is(":") || d.tok(k+1).is(".") || !marked && !thai && len(month.word) != 3 {
		return 0, i
	}
	return shortYear(y.n, thai), k + 1
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
	} else if u.kind == tokWord && monthHeads()[t.word] {
		if two, found := monthOf(t.word+" "+u.word, d.lang); found {
			month, ok, next = two, true, k+2
		}
		if three, found := monthOf(t.word+" "+u.word+" "+d.tok(k+2).word, d.lang); found {
			month, ok, next = three, true, k+3
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

// khmerYear is the word for "year" that stands before it.
var khmerYear = foldSet(`ឆ្នាំ`)

// yearAfter reads the year that follows a month; 0 and i when none does.
func (d *dateReader) yearAfter(i int) (year, next int) {
	k := i
	for n := 0; n < 3; n++ {
		t := d.tok(k)
		if t.is(".") || t.is(",") || t.is("،") || t.is("-") || t.is("/") || t.is("de") || t.is("del") || t.is("r") || t.is("roku") || t.is("nam") || khmerYear()[t.word] || t.is("’") || t.is("'") {
			k++
			continue
		}
		if t.is("พ") && d.tok(k+2).is("ศ") { // the Buddhist era
			k = d.skipDot(k + 3)
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
	month, after := d.monthAt(i)
	if after == i || len(t.word) < 3 || d.tok(i-1).kind == tokNum && d.tok(i-1).digits <= 2 && i > 0 {
		return calendarDay{}, i
	}
	k := d.skipDot(after)
	if d.tok(k).is("-") || d.tok(k).is("/") { // Dec-25-2017
		k++
	}
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
	if p := d.tok(k); year == 0 && (p.is("'") || p.is("’")) {
		year, next = d.twoDigits(t, k)
	}
	if year == 0 {
		if d.ref.IsZero() || len(d.toks) > 12 {
			return calendarDay{}, i
		}
		next = k
	}
	return calendarDay{year, day, month}, next
}
