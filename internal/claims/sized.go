package claims

import (
	"math"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file reads numbers that the press does not put beside their subject: a
// town's size in one word ("w osiemdziesięciotysięcznym Grodzisku"), and what
// "tyle" points back at.

// stems are the numerals as they begin a compound adjective; one that another begins with
// stands before it.
var stems = []struct {
	text  string
	value float64
}{
	{"pieciuset", 500}, {"czterystu", 400}, {"trzystu", 300}, {"dwustu", 200}, {"stu", 100},
	{"dziewiecdziesiecio", 90}, {"osiemdziesiecio", 80}, {"siedemdziesiecio", 70}, {"szescdziesiecio", 60}, {"piecdziesiecio", 50},
	{"czterdziesto", 40}, {"trzydziesto", 30}, {"dwudziesto", 20}, {"dziewietnasto", 19}, {"osiemnasto", 18}, {"siedemnasto", 17},
	{"szesnasto", 16}, {"pietnasto", 15}, {"czternasto", 14}, {"trzynasto", 13}, {"dwunasto", 12}, {"jedenasto", 11},
	{"dziesiecio", 10}, {"dziewiecio", 9}, {"osmio", 8}, {"siedmio", 7}, {"szescio", 6}, {"piecio", 5}, {"cztero", 4}, {"trzy", 3}, {"dwu", 2},
}

// compound reads the numeral before "tysięczny", 0 where it is none.
func compound(prefix string) (v float64) {
	low := math.Inf(1)
	for prefix != "" {
		found := false
		for _, s := range stems {
			if rest, ok := strings.CutPrefix(prefix, s.text); ok && s.value < low {
				v, prefix, found = v+s.value, rest, true
				low = 1
				if s.value >= 100 {
					low = 100
				} else if s.value >= 20 {
					low = 10
				}
				break
			}
		}
		if !found {
			return 0
		}
	}
	return v
}

var townWords = words("miasto miasteczko grod gmina")

// size reads the size of a town at token i and answers the token after it, or i.
func (r *reading) size(i int) int {
	at := i
	v := 0.0
	if r.tokens[i].Kind == polish.Number && i+1 < len(r.tokens) && strings.Trim(r.gap(i+1), "- \u00a0") == "" && strings.HasPrefix(r.folded[i+1], "tysieczn") {
		v, _, _ = digits(r.tokens[i].Exact)
		at = i + 1
	} else if n := strings.Index(r.folded[i], "tysieczn"); n > 0 {
		v = compound(r.folded[i][:n])
	}
	if v == 0 || at+1 >= len(r.tokens) || !r.joined(at+1) || !r.capital(at+1) && !townWords.has(&r.tokens[at+1]) {
		return i
	}
	c := Claim{Kind: Count, Unit: "mieszkaniec", Value: v * 1000, High: v * 1000, Grain: roundness(v) * 1000, sized: true}
	lo := r.bound(&c, i)
	r.add(c, lo, at+1, 0)
	return at + 1
}

// rate reads a number in an adjective: "3,9-procentowym bezrobociu",
// "dwudziestoprocentowa zniżka", "78-milionowe zadłużenie".
func (r *reading) rate(i int) int {
	v, grain, hi := 0.0, 1.0, i+1
	for _, big := range []struct {
		stem  string
		scale float64
	}{{"milionow", 1e6}, {"miliardow", 1e9}} {
		if at := strings.Index(r.folded[i], big.stem); at > 0 {
			v = compound(r.folded[i][:at])
		} else if r.tokens[i].Kind == polish.Number && i+1 < len(r.tokens) && strings.HasPrefix(r.folded[i+1], big.stem) && r.folded[i+1] != big.stem && strings.Trim(r.gap(i+1), "- \u00a0") == "" {
			v, grain, _ = digits(r.tokens[i].Exact)
			hi = i + 2
		}
		if v > 0 { // "78-milionowe zadłużenie": of what, the noun tells
			c := Claim{Kind: Count, Value: v * big.scale, High: v * big.scale, Grain: grain * big.scale}
			r.add(c, r.bound(&c, i), hi, 0)
			return hi
		}
	}
	if n := strings.Index(r.folded[i], "procentow"); n > 0 {
		v = compound(r.folded[i][:n])
	} else if r.tokens[i].Kind == polish.Number && i+1 < len(r.tokens) && strings.HasPrefix(r.folded[i+1], "procentow") && strings.Trim(r.gap(i+1), "- \u00a0") == "" {
		v, grain, _ = digits(r.tokens[i].Exact)
		hi = i + 2
	}
	if v <= 0 {
		return i
	}
	c := Claim{Kind: Percent, Unit: "%", Value: v, High: v, Grain: grain}
	r.add(c, r.bound(&c, i), hi, 0)
	return hi
}

// coins reads "złoty i pięć groszy": one złoty without its number.
func (r *reading) coins(i int) int {
	if !r.is(i, "zloty", "zlotowke", "zlotowka") || r.is(i-1, "polski") || r.joined(i) && i > 0 && r.tokens[i-1].Kind == polish.Number {
		return i
	}
	j := i + 1
	if r.is(j, "i") && r.joined(j) {
		j++
	}
	g, next, ok := r.groszy(j)
	if !ok {
		return i
	}
	r.add(Claim{Kind: Amount, Unit: "zł", Value: 1 + g/100, High: 1 + g/100, Grain: 0.01}, i, next, 0)
	return next
}

// sizes are the verdicts on a town's size in one word: it needs no other word
// of the fact's subject.
func (h *holding) sizes(p int) (out []verdict) {
	if !h.card.countsPeople() {
		return nil
	}
	t := h.part.reading
	for k := range t.claims {
		c := &t.claims[k]
		if !c.sized {
			continue
		}
		m := match{score: 1, local: []int{c.hi - 1}, terms: 1}
		here := h.part.scene.marks[c.hi] == ours || townWords.has(&t.tokens[c.hi]) && h.part.scene.whole == ours
		if here && !h.excused(c, &m) {
			out = append(out, verdict{claim: c, match: m, agrees: h.agrees(c), part: p, line: t.lineOf(c.lo), sure: h.sure(c, &m, 1)})
		}
	}
	return out
}

// thatDay tells whether a sentence says the fact's event of the day that the
// one before names: "Na ten właśnie termin wyznaczono składanie ofert."
func (h *holding) thatDay(l line, m *match) bool {
	t := h.part.reading
	if h.card.fact.Kind != press.FactDate || !(t.is(l.lo, "na", "w") && t.is(l.lo+1, "ten", "tym") || t.is(l.lo, "tego") && t.is(l.lo+1, "dnia") || t.is(l.lo, "wtedy")) {
		return false
	}
	if !t.is(l.lo, "tego", "wtedy") && !t.is(l.lo+2, "termin", "terminie", "dzien", "dniu") && !t.is(l.lo+3, "termin", "terminie", "dzien", "dniu") {
		return false
	}
	for _, k := range m.local {
		if (h.sameEvent(&t.tokens[k]) || deadlines.has(&t.tokens[k])) && !h.otherObject(t, k) {
			return true
		}
	}
	return false
}

// pointedAt is the number of the sentence before that "tyle" points at: "71 mln
// zł to dużo? Tyle wyniósł koszt budowy mostu."
func (h *holding) pointedAt(n, p int, m *match) []verdict {
	t := h.part.reading
	before := t.lines[n-1]
	for k := len(t.claims) - 1; k >= 0; k-- {
		c := &t.claims[k]
		if c.lo < before.lo || c.hi > before.hi || !h.comparable(c) {
			continue
		}
		if c.Bound == Between || c.Bound == Delta || h.voice(t, c) != "" || h.part.scene.at(t, c.lo) == other || h.card.fact.Kind != press.FactDate && h.timeGuard(t, c) != "" || c.Negated || c.Hedged {
			return nil
		}
		return []verdict{{claim: c, match: *m, agrees: h.agrees(c), part: p, line: n - 1, sure: h.sure(c, m, 0.8)}}
	}
	return nil
}
