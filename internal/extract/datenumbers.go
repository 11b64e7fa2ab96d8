package extract

import "time"

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
	if yearWords()[d.tok(k).word] {
		k = d.skipDot(k + 1)
	}
	if day, next := d.afterYear(year, k); next > k {
		return day, next
	}
	if k == i+1 || !d.num(k, 1, 12) {
		return calendarDay{}, i
	}
	month := time.Month(d.tok(k).n)
	k++
	if d.tok(k).is("-") && d.tok(k+1).is("р") && d.tok(k+2).is("сарын") { // Mongolian: 2019 оны 3-р сарын 14
		k += 3
	}
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

// yearWords follow the year where it comes first: 2024 m. gegužės 8 d., 2024.
// gada 8. maijā, 2024ko maiatzaren 8a.
var yearWords = foldSet(`m gada ko оны ж жылғы йил ခုနှစ်`)

// afterYear reads the named month and the day, in either order, at token k.
func (d *dateReader) afterYear(year, k int) (calendarDay, int) {
	if d.num(k, 1, 31) && d.tok(k).digits <= 2 && yearWords()[d.tok(k-1).word] || yearWords()[d.tok(k-2).word] && d.num(k, 1, 31) {
		if month, next := d.monthAt(d.skipDot(k + 1)); next > d.skipDot(k+1) {
			return calendarDay{year, d.tok(k).n, month}, next
		}
	}
	month, next := d.monthAt(k)
	if next == k || len(d.tok(k).word) < 3 {
		return calendarDay{}, k
	}
	if next = d.skipDot(next); d.tok(next).is("men") || d.tok(next).is("-") {
		next = d.skipDot(next + 1)
	}
	if !d.num(next, 1, 31) || d.tok(next).digits > 2 {
		return calendarDay{}, k
	}
	return calendarDay{year, d.tok(next).n, month}, next + 1
}

// together reads 20240507 before an hour.
func (d *dateReader) together(i int) (calendarDay, int) {
	n := d.tok(i).n
	if day := (calendarDay{n / 10000, n % 100, time.Month(n / 100 % 100)}); plausible(day.year) && day.month >= 1 && day.month <= 12 && d.tok(i+2).is(":") {
		return day, i + 1
	}
	return calendarDay{}, i
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
	if p := d.tok(i - 1); i > 0 && !d.tok(i).spaced && (p.is(".") || p.is("/") || p.is(",") || p.is(":") || p.is("-")) && d.tok(i-2).kind == tokNum {
		return calendarDay{}, i // inside a longer number
	}
	sep, b := d.tok(i+1).word, d.tok(i+2).n
	day, month := a, b
	if month > 12 && day <= 12 || sep == "/" && (d.lang == "us" && day <= 12) || monthFirstLangs[d.lang] && a <= 12 && d.tok(i+4).kind != tokNum {
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
		if y.digits == 2 && y.n <= 69 && !clock && !d.isVersion(i) && !(d.isSep(i+5) && d.tok(i+6).kind == tokNum && !d.tok(i+6).spaced) {
			return calendarDay{2000 + y.n, day, time.Month(month)}, i + 5
		}
		if !clock {
			return calendarDay{}, i
		}
	}
	// Without a year only with a point or a slash and two digits: "07.05, 12:30";
	// and as "14.3. klo 8:05", "03-14 08:05".
	next := d.skipDot(i + 3)
	clock := false
	if h, end := d.clockAfter(next); end > next {
		clock = h.colon
	}
	two := (sep == "." || sep == "/") && d.tok(i+2).digits == 2
	if (two || clock && next > i+3 && sep == "." || clock && sep == "-" && d.tok(i).digits == 2 && d.tok(i+2).digits == 2) && !d.ref.IsZero() && len(d.toks) <= 14 {
		if year := d.year(d.tok(next)); year != 0 { // "07.05 2024"
			return calendarDay{year, day, time.Month(month)}, next + 1
		}
		if b > 12 && sep != "-" && !monthFirstLangs[d.lang] || d.tok(next).is(":") { // an hour
			return calendarDay{}, i
		}
		return calendarDay{0, day, time.Month(month)}, next
	}
	return calendarDay{}, i
}

// monthFirstLangs write the month before the day where they leave the year out.
var monthFirstLangs = wordSet(`zh ja ko hu lt mn`)

// isVersion tells that a word stands before one-digit numbers with points, as in
// "Joomla 2.4.10".
func (d *dateReader) isVersion(i int) bool {
	p := d.tok(i - 1)
	return p.kind == tokWord && !joins(p.word) && d.tok(i+1).is(".") && d.tok(i).digits == 1 && d.tok(i+2).digits == 1
}

// spacedNumbers reads 07 05 2024 where nothing else is said.
func (d *dateReader) spacedNumbers(i int) (calendarDay, int) {
	if i != 0 || len(d.toks) != 3 || d.tok(0).digits != 2 || !d.num(0, 1, 31) || !d.num(1, 1, 12) || d.tok(1).digits != 2 || d.year(d.tok(2)) == 0 {
		return calendarDay{}, i
	}
	return calendarDay{d.year(d.tok(2)), d.tok(0).n, time.Month(d.tok(1).n)}, 3
}
