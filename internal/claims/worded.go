package claims

import (
	"slices"
	"strings"
	"time"

	"prasowka/internal/polish"
)

// This file reads what the press writes out instead of in figures: "jedna
// czwarta" for 25 per cent, "dwa pięćdziesiąt" for a price, "w Wigilię" and
// "8 XII" for dates.

// written reads any of them at token i and answers the token after it, or i.
func (r *reading) written(i int) int {
	if r.tokens[i].Kind == polish.Number {
		return r.romanDate(i)
	}
	if i+1 < len(r.folded) {
		if _, ok := feasts[r.folded[i+1]]; ok {
			if next := r.feast(i); next > i {
				return next
			}
		}
	}
	if _, ok := numerals[r.folded[i]]; !ok && !strings.HasPrefix(r.folded[i], "polow") {
		return i
	}
	if next := r.fraction(i); next > i {
		return next
	}
	return r.spokenPrice(i)
}

// denominators are the ordinals under a fraction, by their folded beginning.
var denominators = []struct {
	stem  string
	value float64
}{{"trzeci", 3}, {"czwart", 4}, {"piat", 5}, {"szost", 6}, {"osm", 8}, {"dziesiat", 10}}

// fraction reads a part of a whole at token i as a percentage: "jedna trzecia",
// "trzy czwarte", "połowa". Whether it is one of the fact's is for tied to tell.
func (r *reading) fraction(i int) int {
	v, hi := 0.0, i+1
	switch {
	case r.is(i, "polowa", "polowe", "polowy"):
		if i+1 < len(r.tokens) && monthOf(&r.tokens[i+1]) != 0 || r.is(i+1, "roku", "miesiaca", "tygodnia", "wieku", "sezonu", "drogi", "lat") {
			return i
		}
		v = 50
	case r.is(i, "jedna", "jednej", "dwie", "dwoch", "trzy", "trzech", "cztery", "czterech") && r.joined(i+1):
		f := r.folded[i+1]
		for _, d := range denominators {
			// "jedna trzecia", "dwie trzecie": no noun follows that "trzecia" would qualify
			rest, ok := strings.CutPrefix(f, d.stem)
			if ok && len(rest) <= 3 && slices.Contains([]string{"a", "ej", "e", "ych", "ich"}, rest) {
				v, hi = 100*numerals[r.folded[i]]/d.value, i+2
			}
		}
	}
	if v == 0 || v >= 100 {
		return i
	}
	c := Claim{Kind: Percent, Unit: "%", Value: v, High: v, Grain: 3, fraction: true}
	lo := i
	if r.is(lo-1, "rowno", "dokladnie") && r.joined(lo) {
		lo--
	}
	lo = r.bound(&c, lo)
	r.add(c, lo, hi, 0)
	return hi
}

// prices are the words that make two numerals side by side a price.
var priceWords = words("kosztowac placic zaplacic cena stawka oplata bilet wynosic zdrozec podrozec")

// spokenPrice reads a price as it is said: "dwa pięćdziesiąt", "pięć
// osiemdziesiąt siedem", without złoty and grosz.
func (r *reading) spokenPrice(i int) int {
	if r.tokens[i].Kind != polish.Word || numerals[r.folded[i]] == 0 || i > 0 && r.joined(i) && numerals[r.folded[i-1]] > 0 {
		return i
	}
	whole, _, at, ok := r.part(i)
	if !ok || whole < 1 || whole >= 100 || at >= len(r.tokens) || !r.joined(at) || r.tokens[at].Kind != polish.Word {
		return i
	}
	part, _, hi, ok := r.part(at)
	if !ok || part < 10 || part >= 100 || whole >= 20 && part < 20 || hi < len(r.tokens) && r.joined(hi) && (multiplier(&r.tokens[hi]) > 0 || !r.function(hi) && !r.is(hi, "od")) {
		return i
	}
	for j := r.clauseStart(i); j < i; j++ {
		if priceWords.has(&r.tokens[j]) {
			v := whole + part/100
			c := Claim{Kind: Amount, Unit: "zł", Value: v, High: v, Grain: 0.01}
			r.add(c, r.bound(&c, i), hi, 0)
			return hi
		}
	}
	return i
}

var romans = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"}

// romanDate reads "8 XII" and "8 V 2026"; a month of one letter needs its year.
func (r *reading) romanDate(i int) int {
	day, at := r.dayNumber(i)
	if day == 0 || r.tokens[i].Kind != polish.Number || at >= len(r.tokens) || !r.joined(at) {
		return i
	}
	raw := r.text[r.tokens[at].Start:r.tokens[at].End]
	m := time.Month(slices.Index(romans, raw) + 1)
	if m == 0 {
		return i
	}
	year, hi := r.yearAfter(at + 1)
	if len(raw) == 1 && year == 0 || !valid(year, m, day) {
		return i
	}
	d := polish.Day{Year: year, Month: m, Dom: day}
	r.add(Claim{Kind: Date, From: d, To: d, Fine: ByDay}, i, hi, r.yearDot(hi))
	return hi
}

// feasts are the days that the press calls by name, by the folded forms behind
// "w" and "do".
var feasts = func() map[string]feastDay {
	m := map[string]feastDay{}
	for _, f := range []struct {
		forms string
		feastDay
	}{
		{"wigilie wigilii", feastDay{time.December, 24}}, {"sylwestra", feastDay{time.December, 31}}, {"mikolajki mikolajek", feastDay{time.December, 6}},
		{"andrzejki andrzejek", feastDay{time.November, 30}}, {"barborke barborki", feastDay{time.December, 4}}, {"walentynki walentynek", feastDay{time.February, 14}},
	} {
		for _, form := range strings.Fields(f.forms) {
			m[form] = f.feastDay
		}
	}
	return m
}()

type feastDay struct {
	month time.Month
	day   int
}

// feast reads "w Wigilię", "do sylwestra" at the preposition.
func (r *reading) feast(i int) int {
	if !r.is(i, "w", "we", "na", "do", "od", "przed") || !r.joined(i+1) {
		return i
	}
	f, ok := feasts[r.folded[i+1]]
	if !ok {
		return i
	}
	if r.is(i+2, "do", "od") && i+3 < len(r.tokens) && r.tokens[i+3].Kind == polish.Number {
		return i // "w Wigilię do 14": hours of every such day
	}
	lo := i + 1
	if r.is(i, "w", "we") {
		lo = i
	}
	year, hi := r.yearAfter(i + 2)
	d := polish.Day{Year: year, Month: f.month, Dom: f.day}
	r.add(Claim{Kind: Date, From: d, To: d, Fine: ByDay}, lo, hi, 0)
	return hi
}

var pastEnds = []string{"l", "la", "lo", "li", "ly", "lismy", "lysmy", "lem", "lam", "no", "to"}

// pastIn tells whether a verb in tokens [from, to) is in the past tense.
func (r *reading) pastIn(from, to int) bool {
	for i := from; i < to; i++ {
		if f := r.folded[i]; infinitive(&r.tokens[i]) && !slices.Contains(r.tokens[i].Keys, f) {
			for _, e := range pastEnds {
				if strings.HasSuffix(f, e) {
					return true
				}
			}
		}
	}
	return false
}
