package extract

import (
	"strings"
	"sync"
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
	k, part := i, ""
	for n := 0; n < 7; n++ {
		t := d.tok(k)
		if p, next := d.dayPart(k); next > k {
			part, k = p, next
			continue
		}
		switch {
		case t.kind == tokPunct && (t.word == "," || t.word == ")" || t.word == "[" || t.word == "-" || t.word == "–" || t.word == "—" || t.word == "|" || t.word == "(" ||
			t.word == "/" || t.word == "·" || t.word == "•" || t.word == "." || t.word == ";" || t.word == "@"):
			k++
			continue
		case t.is("o") || t.is("t") || t.is("r") || t.is("at") || t.is("um") || t.is("kl") || t.is("a") || t.is("as") || t.is("alle") || t.is("ore") || t.is("в") || t.is("ob") || t.is("w") || t.is("d") || t.is("roku") || t.is("ok") || t.is("okolo") || t.is("po"):
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
		for k++; d.tok(k).is(".") || d.tok(k).is(":"); {
			k++
		}
	}
	switch t := d.tok(k); {
	case t.is("poludnie") || t.is("poludniu"):
		return wallClock{hour: 12, ok: true, colon: true}, k + 1
	case t.is("polnocy") || t.is("polnoc"):
		return wallClock{ok: true, colon: true}, k + 1
	case hourOrdinals()[t.word] > 0 && d.tok(k-1).is("o"):
		return inPart(wallClock{hour: hourOrdinals()[t.word], ok: true, colon: true}, part), k + 1
	}
	if h, end := d.clock(k, named || k == i || d.tok(k-1).is("o") || k == i+1 && d.tok(i).is(",")); end > k {
		return inPart(h, part), end
	}
	return wallClock{}, i
}

// hourOrdinals are the hours in words, as "o" wants them, folded.
var hourOrdinals = sync.OnceValue(func() map[string]int {
	table := map[string]int{}
	for i, w := range strings.Fields(`pierwszej drugiej trzeciej czwartej piątej szóstej siódmej ósmej dziewiątej dziesiątej jedenastej dwunastej
		trzynastej czternastej piętnastej szesnastej siedemnastej osiemnastej dziewiętnastej dwudziestej`) {
		table[fold(w)] = i + 1
	}
	return table
})

// dayPart reads the part of the day that stands before its hour: "wczoraj
// wieczorem o 20", "오후 3:20".
func (d *dateReader) dayPart(k int) (part string, next int) {
	t, u := d.tok(k), d.tok(k+1)
	switch {
	case t.is("rano"), t.is("przed") && u.is("poludniem"), t.is("nad") && u.is("ranem"), t.is("오전"), t.is("午前"), t.is("上午"):
		part = "am"
	case t.is("wieczorem"), t.is("popoludniu"), t.is("po") && u.is("poludniu"), t.is("오후"), t.is("午後"), t.is("下午"):
		part = "pm"
	case t.is("noca"), t.is("w") && u.is("nocy"):
		part = "night"
	default:
		return "", k
	}
	if u.is("poludniem") || u.is("poludniu") || u.is("ranem") || u.is("nocy") {
		return part, k + 2
	}
	return part, k + 1
}

// inPart puts an hour of twelve in its part of the day.
func inPart(h wallClock, part string) wallClock {
	if part == "pm" && h.hour < 12 {
		h.hour += 12
	}
	return h
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
	case sep.is(":") && two, (sep.is("h") || sep.is("ч") || sep.is("時") || sep.is("时") || sep.is("시")) && two,
		(sep.is("時") || sep.is("时") || sep.is("시")) && d.num(k+1, 0, 59) && d.tok(k+1).digits == 1: // 8時5分
		h.colon = true
	case sep.is(".") && two && loose && !sep.spaced && !(d.tok(k+2).is(".") && d.tok(k+3).kind == tokNum):
	case (sep.is("am") || sep.is("pm")) && h.hour >= 1 && h.hour <= 12:
		return d.meridiem(h, k)
	case d.tok(i-1).is("o") && !sep.is("%") && !sep.is(",") && (sep.kind != tokWord || sep.is("rano") || sep.is("wieczorem")) && sep.kind != tokNum,
		loose && (d.tok(i-1).is("godz") || d.tok(i-2).is("godz") || d.tok(i-1).is("godzina") || d.tok(i-1).is("godzinie") || d.tok(i-2).is("godzina") || d.tok(i-1).is("g") || d.tok(i-2).is("g")):
		h, k = d.meridiem(h, k)
		return h, k
	default:
		return wallClock{}, i
	}
	h.minute = d.tok(k + 1).n
	k += 2
	if d.tok(k).is(":") && d.num(k+1, 0, 59) && d.tok(k+1).digits <= 2 {
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
	case "rano":
	case "po":
		if !d.tok(k + 1).is("poludniu") {
			return h, k
		}
		if skip = 2; h.hour < 12 {
			h.hour += 12
		}
	case "wieczorem":
		if h.hour >= 5 && h.hour < 12 {
			h.hour += 12
		}
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

// clockBefore reads the hour that stands before a date: "12:30, 7 maja 2024",
// "godz. 12.30, 7 maja".
func (d *dateReader) clockBefore(i int) wallClock {
	for back := 3; back <= 8; back++ {
		k := i - back
		if k < 0 {
			break
		}
		h, end := d.clock(k, true)
		named := d.tok(k-1).is("godz") || d.tok(k-2).is("godz") || d.tok(k-1).is("g") || d.tok(k-2).is("g")
		if end == k || !h.colon && !named && !(k == 0 && d.tok(end).is(",")) || d.tok(k-1).is(":") {
			continue
		}
		for ; end < i; end++ {
			t := d.tok(end)
			if _, day := weekdayForms[t.word]; !day && !(t.kind == tokPunct) && !t.is("dnia") && !t.is("w") && !t.is("we") && !t.is("uhr") && !t.is("on") {
				return wallClock{}
			}
		}
		return h
	}
	return wallClock{}
}
