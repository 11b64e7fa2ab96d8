package claims

import (
	"math"
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file weighs a number against a fact: whether it counts the same thing,
// belongs to the fact's subject and agrees, and how sure that is.

// comparable tells whether a claim is of the fact's kind and unit.
func (h *holding) comparable(c *Claim) bool {
	switch h.card.fact.Kind {
	case press.FactAmount:
		return c.Kind == Amount && (c.Unit == h.card.unit || c.Unit == "") || c.Kind == Count && c.Unit == "" && c.Value >= 1e5
	case press.FactPercent:
		return c.Kind == Percent && (!c.fraction || h.shared(c))
	case press.FactDate:
		return c.Kind == Date && (c.rel.what == 0 || !h.part.reading.fixed(c))
	case press.FactCount:
		return c.Kind == Count && h.counts(c)
	}
	return false
}

// called tells whether a count of another noun is said to be the thing itself:
// "Mieszkania komunalne to dziś 1478 adresów". Near the fact's value only: of a
// building there are other numbers.
func (h *holding) called(t *reading, c *Claim) bool {
	at := c.lo - 1
	if t.is(at, "dzis", "obecnie", "juz", "dzisiaj", "teraz") {
		at--
	}
	if ratio := c.Value / h.card.value; !t.is(at, "to") || h.card.persons || ratio < 0.6 || ratio > 1.6 {
		return false
	}
	from := t.clauseStart(at)
	return h.card.units.has(&t.tokens[from]) && h.card.term(&t.tokens[from])
}

// shared tells whether a part of a whole is of what the fact measures: the
// whole stands behind it ("połowa ciepła"), or the subject in its clause is it
// or grew by it ("frekwencja wyniosła jedną trzecią").
func (h *holding) shared(c *Claim) bool {
	t := h.part.reading
	if c.hi < len(t.tokens) && t.joined(c.hi) && h.card.term(&t.tokens[c.hi]) {
		return true
	}
	said, is := false, c.Bound == Delta
	for i := t.clauseStart(c.lo); i < c.lo; i++ {
		said = said || h.card.term(&t.tokens[i])
		is = is || said && (equatives.has(&t.tokens[i]) || t.is(i, "stanowi", "daje", "zapewnia", "pokrywa"))
	}
	return said && is
}

// counts tells whether a count is of what the fact counts.
func (h *holding) counts(c *Claim) bool {
	t := h.part.reading
	if len(h.card.units) == 0 {
		return true
	}
	for i := c.lo; i < c.hi+3 && i < len(t.tokens); i++ {
		if i >= c.hi && (!t.joined(i) || functionWords.has(&t.tokens[i]) || c.Unit == "") {
			break
		}
		if t.tokens[i].Kind != polish.Number && h.card.units.has(&t.tokens[i]) {
			return true
		}
	}
	if c.Unit != "" {
		return h.called(t, c)
	}
	if n := t.lineOf(c.lo); n > 0 && t.answers(c.lo) {
		for i := t.lines[n-1].lo; i < t.lines[n-1].hi; i++ {
			if h.card.units.has(&t.tokens[i]) {
				return true
			}
		}
	}
	if t.pronounced(c.lo) {
		if last := t.folded[c.hi-1]; !h.card.persons && strings.HasSuffix(last, "u") && t.tokens[c.hi-1].Kind == polish.Word {
			return false // "jest ich dwunastu": men
		}
		return true // "Autobusy elektryczne? W mieście jest ich 24"
	}
	// "liczba mieszkańców wynosi 58 525": the noun stands before
	from, _ := t.apposed(c)
	for i := from; i < c.lo; i++ {
		if h.card.units.has(&t.tokens[i]) {
			return true
		}
	}
	return h.card.countsPeople() && c.Value >= 1000
}

// term tells whether a token says a word of the fact's subject.
func (c *card) term(tok *polish.Token) bool { return c.subject.says(tok) }

// names tells whether a token is the very word of the fact's subject: a
// "kosztorys" is no "koszt".
func (c *card) names(tok *polish.Token) bool {
	return c.subject.anyTerm(func(w *term) bool { return w.keys.has(tok) })
}

func (n *node) says(tok *polish.Token) bool {
	if n.op == 't' {
		return n.term.meets(tok) > 0
	}
	return n.op != '!' && slices.ContainsFunc(n.kids, func(k node) bool { return k.says(tok) })
}

// tied is how closely a claim belongs to the words of the subject: 1 in the
// same clause, less behind a comma, 0 when something else stands between.
func (h *holding) tied(c *Claim, m *match) float64 {
	t := h.part.reading
	from, to := t.apposed(c)
	same, nearest, far, beside := false, 99, false, 0
	for _, k := range m.local {
		d := c.lo - k
		if k >= c.hi {
			d = k - c.hi + 1
		}
		if k >= c.lo && k < c.hi {
			d = 0
			if h.card.fact.Kind == press.FactCount && h.card.units.has(&t.tokens[k]) && len(m.local) > 1 {
				continue // the counted noun itself ties nothing
			}
		}
		if h.narrowed(t, k) {
			far = true
			continue
		}
		if t.measure(c, k) || t.portion(c, k) || h.under(t, k, from) {
			beside++
			continue
		}
		if k >= from && k < to {
			same = true
			nearest = min(nearest, d)
		}
	}
	if far && (!same || h.card.fact.Kind != press.FactCount) || beside == len(m.local) && beside > 0 || h.partial(t, from, to, m) {
		return 0
	}
	if h.setAgainst(t, m, from, to) {
		return 0
	}
	if r := h.rival(t, c, m, from, to, nearest); r {
		return 0
	}
	if same {
		return 1
	}
	for i := from; i < to; i++ {
		if equatives.has(&t.tokens[i]) {
			return 0.8
		}
	}
	return 0.6
}

// setAgainst tells whether a clause sets another thing against the fact's: "…,
// a stadion kosztował 110 mln zł".
func (h *holding) setAgainst(t *reading, m *match, from, to int) bool {
	if h.card.fact.Kind != press.FactAmount || m.recalled || from+2 >= to {
		return false
	}
	if !t.is(from, "a", "zas", "natomiast") {
		if !m.missing || t.lines[t.lineOf(from)].lo != from {
			return false
		}
		from-- // "Stadion kosztował 110 mln zł.", told after a sentence about the bridge
	}
	thing, does := &t.tokens[from+1], &t.tokens[from+2]
	if thing.Kind != polish.Word || t.function(from+1) || infinitive(thing) || adverbial(t.folded[from+1]) || !infinitive(does) || !finite(t.folded[from+2]) || h.card.term(thing) || h.part.scene.marks[from+1] == ours || cityTerms.has(thing) || townWords.has(thing) ||
		official.has(thing) || works.has(thing) || pointers[press.FactAmount].has(thing) || t.adjectiveLike(from+1) {
		return false
	}
	for _, k := range m.local {
		if k >= from && k < to && k != from+2 {
			return false
		}
	}
	return true
}

// adverbial tells whether a word ends as adverbs do: "ostatecznie", "drogo".
func adverbial(folded string) bool {
	return strings.HasSuffix(folded, "nie") && !strings.HasSuffix(folded, "anie") && !strings.HasSuffix(folded, "enie") ||
		strings.HasSuffix(folded, "o") && !strings.HasSuffix(folded, "sko") && !strings.HasSuffix(folded, "ino") && !strings.HasSuffix(folded, "to")
}

// measure tells whether the word at token k is only what a number is measured
// by: "68 zł, czyli dwa razy tyle, ile normalna opłata".
func (r *reading) measure(c *Claim, k int) bool {
	for i := c.hi; i < k; i++ {
		if r.is(i, "ile", "niz") {
			return true
		}
	}
	return false
}

// under tells whether the word at token k only says where something else is
// that the clause speaks of: "rajd po drogach rowerowych liczył 48 km".
func (h *holding) under(t *reading, k, from int) bool {
	for i := k - 1; i > from && t.joined(i+1); i-- {
		if t.is(i, "po", "wzdluz", "obok", "kolo", "nieopodal") {
			before := &t.tokens[i-1]
			return t.joined(i) && before.Kind == polish.Word && !t.function(i-1) && !infinitive(before) && !h.card.term(before) && !t.is(i-1, "sie")
		}
		if !h.card.term(&t.tokens[i]) && !t.adjective(i) {
			break
		}
	}
	return false
}

// funds are the words for money of which a part is spent.
var funds = words("pula budzet kwota dochod wplyw srodek fundusz suma pieniadz")

// portion tells whether the word at token k is a fund out of which a sum is
// taken: "z tegorocznej puli 3,2 mln zł zarezerwowano".
func (r *reading) portion(c *Claim, k int) bool {
	if k > c.lo {
		return false
	}
	fund := false
	for i := k; i >= max(0, k-5); i-- {
		fund = fund || funds.has(&r.tokens[i])
		if i < k && r.is(i, "z", "ze", "sposrod") {
			return fund
		}
		if r.function(i) || !r.joined(i) {
			break
		}
	}
	return false
}

// rival tells whether a noun that is not the fact's stands closer to a sum.
func (h *holding) rival(t *reading, c *Claim, m *match, from, to, nearest int) bool {
	if h.card.fact.Kind != press.FactAmount {
		return false
	}
	for i := from; i < to; i++ {
		tok := &t.tokens[i]
		if prices.has(tok) && h.narrowed(t, i) {
			return true // "cena wody się nie zmieni, opłata abonamentowa to 7,20 zł"
		}
		if !rivals.has(tok) || h.card.term(tok) || h.pooled(tok) || t.is(i, "koszt", "wydatek") && i < c.lo && c.lo-i <= 3 && t.isThat(i) {
			continue
		}
		d := c.lo - i
		if i >= c.hi {
			d = i - c.hi + 2
			if t.paired(c, i, to) {
				continue
			}
		}
		if d <= nearest || m.missing && !m.recalled && i < c.lo && t.heads(i, from) {
			return true
		}
	}
	return false
}

// pooled tells whether a word means all the grants of which the fact speaks.
func (h *holding) pooled(tok *polish.Token) bool {
	return pools.has(tok) && h.card.subject.anyTerm(func(w *term) bool { return w.anyOf(grants) })
}

var (
	pools  = words("pula fundusz")
	grants = words("dotacja dofinansowanie grant stypendium konkurs")
)

var prices = words("oplata cena stawka bilet taryfa koszt")

// heads tells whether the noun at a token is what its clause begins with: of
// the grant the sentence speaks, not of the cost that the title asked for.
func (r *reading) heads(i, from int) bool {
	return i-from < 2 && !r.is(from, "bez", "oprocz", "mimo", "dzieki", "z", "na", "w", "przy")
}

// isThat tells whether "koszt" at a token only says that what stands before it
// costs so much: "godzina postoju to dziś koszt pięciu złotych".
func (r *reading) isThat(i int) bool {
	for j := i - 1; j >= max(0, i-3) && r.joined(j+1); j-- {
		if r.is(j, "to", "jest") {
			return true
		}
	}
	return false
}

// paired tells whether a noun behind a sum has a sum of its own: "dochody w
// wysokości 425 mln zł oraz wydatki sięgające 463 mln zł".
func (r *reading) paired(c *Claim, noun, to int) bool {
	joint := false
	for i := c.hi; i < noun; i++ {
		joint = joint || r.is(i, "oraz", "i", "a", "przy")
	}
	return joint && r.figured(noun, to)
}

// agrees tells whether a claim may be said of the fact's value: within the
// tolerance, within its own rounding, above a bound that it names.
func (h *holding) agrees(c *Claim) bool {
	k := h.card
	if k.fact.Kind == press.FactDate {
		return h.agreesDate(c)
	}
	round, roof := c.Grain/2, math.Abs(k.value)*0.07
	switch c.Bound {
	case About:
		round, roof = c.Grain, math.Abs(k.value)*0.08
	case Over, Under:
		if (c.Bound == Over) == (k.value < c.Value) {
			round = 0 // "ponad 50 mln" is not rounded down from 46,8
		}
	case Between:
		return c.Value <= k.value && k.value <= c.High
	}
	if k.fact.Kind == press.FactPercent {
		roof = max(roof, 0.5)
	}
	slack := max(k.slack, min(round, roof)) * 1.000001
	if math.Abs(c.Value-k.value) <= slack {
		return true
	}
	switch c.Bound {
	case Over:
		return k.value >= c.Value && k.value <= c.Value*1.3
	case Under:
		return k.value <= c.Value && k.value >= c.Value*h.part.reading.shy(c)
	}
	return false
}

// shy is how far below a bound the words for it reach: "niespełna 50 tys." is
// close to it, "poniżej 50 tys." may be less.
func (r *reading) shy(c *Claim) float64 {
	if r.is(c.lo, "niespelna", "niecale", "niecaly", "niecala", "niecalych") {
		return 0.87
	}
	return 0.7
}

// sure is how sure a contradiction is.
func (h *holding) sure(c *Claim, m *match, tie float64) float64 {
	s := 0.35 + 0.35*tie + 0.2*m.score
	if m.missing {
		s -= 0.05
	}
	if m.recalled {
		s -= 0.1
	}
	if c.rel.what != 0 {
		s = min(s, 0.95) - 0.15
	}
	if h.part.scene.whole == ours {
		s += 0.05
	}
	if len(m.local) > 1 {
		s += 0.05
	}
	if k := h.card; k.fact.Kind != press.FactDate && k.value != 0 {
		switch ratio := c.Value / k.value; {
		case tenfold(ratio):
		case ratio > 3 || ratio < 0.34:
			s -= 0.5
		case ratio > 1.8 || ratio < 0.55:
			s -= 0.1
			if tie < 1 || m.missing {
				s -= 0.15
			}
		}
		if c.Kind == Count && k.fact.Kind == press.FactAmount || c.Unit == "" && k.fact.Kind == press.FactCount && tie < 1 {
			s -= 0.1
		}
	}
	return s
}

// tenfold tells whether a ratio is a slip of a decimal place or of mln for mld.
func tenfold(ratio float64) bool {
	for _, p := range []float64{10, 0.1, 1000, 0.001} {
		if math.Abs(ratio/p-1) < 0.02 {
			return true
		}
	}
	return false
}
