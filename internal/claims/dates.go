package claims

import (
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
)

// This file reads dates and hours as texts write them.

var months = map[string]time.Month{
	"styczen": time.January, "luty": time.February, "marzec": time.March, "kwiecien": time.April, "maj": time.May, "czerwiec": time.June,
	"lipiec": time.July, "sierpien": time.August, "wrzesien": time.September, "pazdziernik": time.October, "listopad": time.November, "grudzien": time.December,
}

// monthOf is the month that a token names, 0 if none.
func monthOf(t *polish.Token) time.Month {
	for _, k := range t.Keys {
		if m, ok := months[k]; ok {
			return m
		}
	}
	return 0
}

var ordinals = func() map[string]int {
	m := map[string]int{}
	ones := strings.Fields("pierwszego drugiego trzeciego czwartego piatego szostego siodmego osmego dziewiatego dziesiatego jedenastego dwunastego trzynastego czternastego pietnastego szesnastego siedemnastego osiemnastego dziewietnastego")
	for i, w := range ones {
		m[w] = i + 1
	}
	m["dwudziestego"], m["trzydziestego"] = 20, 30
	return m
}()

// dayNumber reads the day of a month at token i: "15", "piętnastego",
// "dwudziestego pierwszego".
func (r *reading) dayNumber(i int) (day, next int) {
	t := &r.tokens[i]
	if t.Kind == polish.Number {
		d, err := strconv.Atoi(t.Exact)
		if err != nil || d < 1 || d > 31 || len(t.Exact) > 2 {
			return 0, i
		}
		return d, i + 1
	}
	d, ok := ordinals[r.folded[i]]
	if !ok {
		return 0, i
	}
	if d >= 20 && i+1 < len(r.tokens) && r.joined(i+1) {
		if e, ok := ordinals[r.folded[i+1]]; ok && e < 10 {
			return d + e, i + 2
		}
	}
	return d, i + 1
}

// date reads a date at token i and answers the token after it, or i.
func (r *reading) date(i int) int {
	t := &r.tokens[i]
	if t.Kind == polish.Number {
		if from, ok := numericDate(t.Exact); ok {
			c := Claim{Kind: Date, From: from, To: from, Fine: ByDay}
			r.add(c, i, i+1, 0)
			return i + 1
		}
	}
	if day, next := r.dayNumber(i); day > 0 && next < len(r.tokens) {
		last, after := day, next
		// "15–17 grudnia", "15 i 16 grudnia", "od 15 do 17 grudnia"
		if next+1 < len(r.tokens) && monthOf(&r.tokens[next]) == 0 {
			j := next
			if r.is(j, "i", "do", "oraz", "lub", "a") {
				j++
			}
			if d, n := r.dayNumber(j); d > day && n < len(r.tokens) && (j > next || isDash(r.gap(j))) && monthOf(&r.tokens[n]) != 0 {
				last, after = d, n
			}
		}
		if m := monthOf(&r.tokens[after]); m != 0 && r.joined(after) && !r.nominativeMonth(after) {
			year, end := r.yearAfter(after + 1)
			if day <= 31 && valid(year, m, last) && valid(year, m, day) {
				r.add(Claim{Kind: Date, From: polish.Day{Year: year, Month: m, Dom: day}, To: polish.Day{Year: year, Month: m, Dom: last}, Fine: ByDay,
					Bound: between(last > day)}, i, end, r.yearDot(end))
				return end
			}
		}
		return i
	}
	return r.month(i)
}

func between(yes bool) Bound {
	if yes {
		return Between
	}
	return Exact
}

func isDash(gap string) bool {
	g := strings.Trim(gap, " \u00a0")
	return g == "-" || g == "–" || g == "—"
}

// nominativeMonth tells "12 maj" (no date) from "12 maja".
func (r *reading) nominativeMonth(i int) bool {
	_, base := months[r.folded[i]]
	return base && r.folded[i] != "luty"
}

func valid(year int, m time.Month, day int) bool {
	if year == 0 {
		year = 2024 // a leap year: 29 lutego may be meant
	}
	d := polish.NewDay(year, m, day)
	return d.Month == m && d.Dom == day
}

// month reads "w grudniu", "w połowie grudnia 2026 r.", "do końca marca".
func (r *reading) month(i int) int {
	m := monthOf(&r.tokens[i])
	if m == 0 || i == 0 || r.tokens[i].Kind != polish.Word || !r.joined(i) {
		return i
	}
	lo := i - 1
	first, last := 1, 31
	switch {
	case r.is(lo, "w", "we", "od", "do", "na", "z", "przed", "po", "za"):
	case r.is(lo, "polowie", "polowa", "polowy", "polowe"):
		first, last = 10, 20
		if r.is(lo-1, "pierwszej", "pierwsza") {
			first, last = 1, 16
		} else if r.is(lo-1, "drugiej", "druga") {
			first, last = 15, 31
		}
	case r.is(lo, "dniach") && r.is(lo-1, "pierwszych"):
		first, last = 1, 10
	case r.is(lo, "dniach") && r.is(lo-1, "ostatnich"):
		first, last = 20, 31
	case r.is(lo, "koncu", "konca", "koniec", "koncem", "koncowce", "koncowke"):
		first, last = 20, 31
	case r.is(lo, "poczatku", "poczatkiem", "poczatek"):
		first, last = 1, 12
	default:
		return i
	}
	if first != 1 || last != 31 {
		if lo > 0 && r.is(lo-1, "pierwszej", "drugiej", "pierwsza", "druga", "pierwszych", "ostatnich") {
			lo--
		}
		if lo > 0 && r.is(lo-1, "w", "na", "z", "pod", "do", "od", "przed", "po") {
			lo--
		}
	}
	year, end := r.yearAfter(i + 1)
	y := year
	if y == 0 {
		y = 2024
	}
	if n := polish.NewDay(y, m+1, 0).Dom; last > n {
		last = n
	}
	r.add(Claim{Kind: Date, From: polish.Day{Year: year, Month: m, Dom: first}, To: polish.Day{Year: year, Month: m, Dom: last}, Fine: ByMonth}, lo, end, r.yearDot(end))
	return end
}

// yearAfter reads "2026", "2026 r.", "2026 roku" at token i, also "br.".
func (r *reading) yearAfter(i int) (year, next int) {
	if i >= len(r.tokens) || !r.joined(i) {
		return 0, i
	}
	if r.tokens[i].Kind != polish.Number || len(r.tokens[i].Exact) != 4 {
		return 0, i
	}
	y, err := strconv.Atoi(r.tokens[i].Exact)
	if err != nil || y < 1000 || y > 2199 {
		return 0, i
	}
	if i+1 < len(r.tokens) && r.joined(i+1) && r.is(i+1, "r", "roku", "rok") {
		return y, i + 2
	}
	return y, i + 1
}

// yearDot is the byte after the full stop of "r." at the end of a date.
func (r *reading) yearDot(end int) int {
	if end > 0 && r.is(end-1, "r") {
		return r.dotAfter(end - 1)
	}
	return 0
}

// numericDate reads 15.12.2026, 15.12 and 2026-12-15.
func numericDate(s string) (polish.Day, bool) {
	if strings.Count(s, ".") == 2 || strings.Count(s, "-") == 2 {
		d, err := polish.ParseDay(s)
		return d, err == nil && d.Year > 1000
	}
	return polish.Day{}, false
}

// hour reads "o 17:30", "godz. 18", "o godzinie 9.00".
func (r *reading) hour(i int) int {
	t := &r.tokens[i]
	if t.Kind != polish.Number {
		return i
	}
	lo, named := i, false
	if i > 0 && r.is(i-1, "godz", "godzinie", "godziny", "godzina", "g") {
		lo, named = i-1, true
	}
	h, m, clock := strings.Cut(t.Exact, ":")
	if !clock {
		h, m, clock = strings.Cut(t.Exact, ".")
		if clock && (len(m) != 2 || !named && !r.is(i-1, "o", "od", "do", "po", "przed")) {
			return i
		}
	}
	hh, err := strconv.Atoi(h)
	if err != nil || hh > 24 || !clock && !named {
		return i
	}
	mm := 0
	if clock {
		if mm, err = strconv.Atoi(m); err != nil || mm > 59 {
			return i
		}
	}
	// a sum or a score is no hour: "o 12.50 zł"
	if i+1 < len(r.tokens) && r.joined(i+1) && currency(&r.tokens[i+1], r.folded[i+1]) != "" {
		return i
	}
	if !named && t.Exact[len(h)] == ':' && len(m) != 2 {
		return i
	}
	v := float64(hh*60 + mm)
	r.add(Claim{Kind: Hour, Value: v, High: v, Grain: 1, Unit: "min"}, lo, i+1, 0)
	return i + 1
}
