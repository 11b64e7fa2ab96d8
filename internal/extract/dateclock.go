package extract

import (
	"time"

	"prasowka/internal/polish"
)

// A wallClock is an hour as read.
type wallClock struct {
	hour, minute, second int
	zone                 *time.Location // nil: not said
	ok, colon            bool           // colon: written as 12:30, not as "godz. 12"
}

// clockAfter reads the hour that follows a date: ", 12:30", " o godz. 12.30",
// "T12:30:00Z", " – 12:30", "(12:30)".
func (d *dateReader) clockAfter(i int) (wallClock, int) {
	k := i
	for n := 0; n < 5; n++ {
		t := d.tok(k)
		switch {
		case t.kind == tokPunct && (t.word == "," || t.word == "-" || t.word == "–" || t.word == "—" || t.word == "|" || t.word == "(" ||
			t.word == "/" || t.word == "·" || t.word == "•" || t.word == "." || t.word == ";" || t.word == "@"):
			k++
			continue
		case t.is("o") || t.is("t") || t.is("r") || t.is("at") || t.is("um") || t.is("kl") || t.is("a") || t.is("as") || t.is("alle") || t.is("ore") || t.is("в") || t.is("ob") || t.is("w") || t.is("roku"):
			k++
			continue
		case weekdayForms[t.word] != 0 || t.is("niedziela") || t.is("nd") || t.is("niedz"):
			k++
			continue
		}
		break
	}
	named := false
	if t := d.tok(k); t.is("godz") || t.is("g") || t.is("godzina") || t.is("godzinie") || t.is("ora") || t.is("klo") {
		named = true
		if k++; d.tok(k).is(".") || d.tok(k).is(":") {
			k++
		}
	}
	if h, end := d.clock(k, named || k == i || k == i+1 && d.tok(i).is(",")); end > k {
		return h, end
	}
	return wallClock{}, i
}

// clock reads an hour at token i. Loose takes 12.30 and, after "godz.", 12.
func (d *dateReader) clock(i int, loose bool) (wallClock, int) {
	if !d.num(i, 0, 24) || d.tok(i).digits > 2 {
		return wallClock{}, i
	}
	h := wallClock{hour: d.tok(i).n, ok: true}
	k := i + 1
	sep := d.tok(k)
	two := d.num(k+1, 0, 59) && d.tok(k+1).digits == 2 && !d.tok(k+1).spaced
	switch {
	case sep.is(":") && two, (sep.is("h") || sep.is("ч")) && two:
		h.colon = true
	case sep.is(".") && two && loose && !sep.spaced && !(d.tok(k+2).is(".") && d.tok(k+3).kind == tokNum):
	case (sep.is("am") || sep.is("pm")) && h.hour >= 1 && h.hour <= 12:
		return d.meridiem(h, k)
	case loose && (d.tok(i-1).is("godz") || d.tok(i-2).is("godz") || d.tok(i-1).is("godzina") || d.tok(i-1).is("g") || d.tok(i-2).is("g")):
		return h, k
	default:
		return wallClock{}, i
	}
	h.minute = d.tok(k + 1).n
	k += 2
	if d.tok(k).is(":") && d.num(k+1, 0, 59) && d.tok(k+1).digits == 2 {
		h.second = d.tok(k + 1).n
		if k += 2; d.tok(k).is(".") && d.tok(k+1).kind == tokNum && !d.tok(k+1).spaced { // fractions
			k += 2
		}
	}
	if h.hour == 24 && h.minute > 0 {
		return wallClock{}, i
	}
	h, k = d.meridiem(h, k)
	return d.zone(h, k)
}

func (d *dateReader) meridiem(h wallClock, k int) (wallClock, int) {
	t := d.tok(k)
	letter, skip := t.word, 1
	if (t.is("a") || t.is("p")) && d.tok(k+1).is(".") && d.tok(k+2).is("m") {
		letter, skip = t.word+"m", 3
		if d.tok(k + 3).is(".") {
			skip = 4
		}
	}
	switch letter {
	case "am":
		if h.hour == 12 {
			h.hour = 0
		}
	case "pm":
		if h.hour < 12 {
			h.hour += 12
		}
	default:
		return h, k
	}
	return h, k + skip
}

// zones are the abbreviations that pages write, as offsets in hours.
var zones = map[string]int{"z": 0, "gmt": 0, "utc": 0, "wet": 0, "bst": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "eest": 3, "msk": 3,
	"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}

func (d *dateReader) zone(h wallClock, k int) (wallClock, int) {
	t := d.tok(k)
	if t.kind == tokWord {
		if offset, ok := zones[t.word]; ok {
			if t.word != "cet" && t.word != "cest" { // both mean Warsaw's clock, often wrongly named
				h.zone = time.FixedZone("", offset*3600)
			} else {
				h.zone = polish.Warsaw
			}
			return h, k + 1
		}
		return h, k
	}
	if (t.is("+") || t.is("-")) && !t.spaced && d.tok(k+1).kind == tokNum && !d.tok(k+1).spaced {
		n := d.tok(k + 1)
		minutes, next := 0, k+2
		switch {
		case n.digits == 4:
			minutes = n.n/100*60 + n.n%100
		case n.digits == 2 && d.tok(k+2).is(":") && d.tok(k+3).digits == 2:
			minutes, next = n.n*60+d.tok(k+3).n, k+4
		case n.digits == 2:
			minutes = n.n * 60
		default:
			return h, k
		}
		if minutes > 15*60 {
			return h, k
		}
		if t.is("-") {
			minutes = -minutes
		}
		h.zone = time.FixedZone("", minutes*60)
		return h, next
	}
	return h, k
}

// clockBefore reads the hour that stands before a date: "12:30, 7 maja 2024".
func (d *dateReader) clockBefore(i int) wallClock {
	for back := 3; back <= 8; back++ {
		k := i - back
		if k < 0 {
			break
		}
		h, end := d.clock(k, false)
		if end == k || !h.colon || d.tok(k-1).is(":") {
			continue
		}
		for ; end < i; end++ {
			t := d.tok(end)
			if _, day := weekdayForms[t.word]; !day && !(t.kind == tokPunct) && !t.is("dnia") && !t.is("uhr") && !t.is("on") {
				return wallClock{}
			}
		}
		return h
	}
	return wallClock{}
}

// A namedDay is a day told by its name.
type namedDay struct {
	at      time.Time
	weekday bool
}

// named reads dziś, wczoraj, przedwczoraj, "w poniedziałek" and their English
// kin. They need a reference.
func (d *dateReader) named(i int) (namedDay, int) {
	t := d.tok(i)
	if t.kind != tokWord || d.ref.IsZero() {
		return namedDay{}, i
	}
	back := 0
	switch t.word {
	case "dzis", "dzisiaj", "dzisiejszy", "today", "heute", "hoy", "oggi", "dnes", "сегодня", "сьогодні":
	case "wczoraj", "wczorajszy", "yesterday", "gestern", "hier", "ayer", "ieri", "vcera", "вчера", "вчора":
		back = 1
	case "przedwczoraj":
		back = 2
	default:
		w, ok := weekdayForms[t.word]
		if !ok || len(t.word) < 2 {
			return namedDay{}, i
		}
		k := d.skipDot(i + 1)
		back = (int(d.ref.Weekday()) - int(w) + 7) % 7
		return namedDay{d.ref.AddDate(0, 0, -back), true}, k
	}
	if len(d.toks) > 24 && i > 4 {
		return namedDay{}, i // prose: "… jak mówił wczoraj …"
	}
	return namedDay{d.ref.AddDate(0, 0, -back), false}, i + 1
}

// count reads how many: a number, a numeral, or nothing, which is one.
var numerals = map[string]float64{"jedna": 1, "jeden": 1, "jedno": 1, "dwa": 2, "dwie": 2, "trzy": 3, "cztery": 4, "piec": 5, "szesc": 6, "siedem": 7,
	"osiem": 8, "dziewiec": 9, "dziesiec": 10, "pol": 0.5, "poltorej": 1.5, "poltora": 1.5, "kilka": 3, "kilkanascie": 15, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3}

// unit reads a unit of time: months counted apart from seconds.
func unit(word string) (span time.Duration, monthsInIt int, ok bool) {
	switch word {
	case "s", "sek", "sekund", "sekundy", "sekunde", "sekunda", "second", "seconds", "sec", "secs":
		return time.Second, 0, true
	case "m", "min", "minut", "minuty", "minute", "minuta", "minutes", "mins", "minuten":
		return time.Minute, 0, true
	case "kwadrans", "kwadransy":
		return 15 * time.Minute, 0, true
	case "h", "g", "godz", "godzin", "godziny", "godzine", "godzina", "hour", "hours", "hr", "hrs", "stunden", "stunde":
		return time.Hour, 0, true
	case "d", "dni", "dzien", "dnia", "dn", "day", "days", "tagen", "tage", "tag":
		return 24 * time.Hour, 0, true
	case "tydzien", "tygodnie", "tygodni", "tyg", "tygodnia", "week", "weeks", "wochen", "woche":
		return 7 * 24 * time.Hour, 0, true
	case "miesiac", "miesiace", "miesiecy", "mies", "mc", "month", "months":
		return 0, 1, true
	case "rok", "lata", "lat", "roku", "year", "years":
		return 0, 12, true
	}
	return 0, 0, false
}

// ago reads "przed chwilą", "godzinę temu", "2 godz. 15 min. temu",
// "przed 2 godzinami" and "an hour ago".
func (d *dateReader) ago(i int) (time.Time, int) {
	if d.ref.IsZero() {
		return time.Time{}, i
	}
	t := d.tok(i)
	if t.is("przed") && (d.tok(i+1).is("chwila") || d.tok(i+1).is("momentem") || d.tok(i+1).is("sekunda")) {
		return d.ref, i + 2
	}
	if t.is("przed") && d.tok(i+1).is("godzina") {
		return d.ref.Add(-time.Hour), i + 2
	}
	if (t.is("chwile") || t.is("moment") || t.is("chwilke")) && d.tok(i+1).is("temu") {
		return d.ref, i + 2
	}
	if (t.is("teraz") || t.is("now") || t.is("just")) && len(d.toks) <= 4 {
		return d.ref, min(i+2, len(d.toks))
	}
	at, k := d.ref, i
	for parts := 0; parts < 4; parts++ {
		count, explicit := 1.0, false
		u := k
		if d.tok(u).is("i") || d.tok(u).is("oraz") || d.tok(u).is(",") {
			u++
		}
		if n := d.tok(u); n.kind == tokNum && n.n >= 0 && n.digits <= 4 {
			count, explicit = float64(n.n), true
			u++
		} else if v, ok := numerals[n.word]; ok && n.kind == tokWord {
			count, explicit = v, true
			u++
		}
		span, inMonths, ok := unit(d.tok(u).word)
		if !ok || !explicit && parts > 0 || !explicit && len(d.tok(u).word) < 3 {
			break
		}
		if inMonths > 0 {
			at = at.AddDate(0, -inMonths*int(count), 0)
		} else if span >= 24*time.Hour && count == float64(int(count)) {
			at = at.AddDate(0, 0, -int(span/(24*time.Hour))*int(count))
		} else {
			at = at.Add(-time.Duration(count * float64(span)))
		}
		k = d.skipDot(u + 1)
		if d.tok(k).is("temu") || d.tok(k).is("ago") {
			return at, k + 1
		}
	}
	return time.Time{}, i
}
