package claims

import (
	"fmt"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file holds those who are said to lead a body, without the name of their
// post: "Tomasz Kruk, który kieruje kępowskim zoo", "Na czele muzeum stoi …".

// leading are the heads of a body that a verb of leading tells.
var leading = words("dyrektor komendant prezes kierownik naczelnik przewodniczacy przewodniczaca szef")

// leaders holds the verbs of leading of a text against the posts.
func (x *examination) leaders(p *part) {
	t := p.reading
	for i := range t.tokens {
		if t.tokens[i].Kind != polish.Word || len(t.folded[i]) < 4 || !t.is(i, "kieruje", "szefuje", "zarzadza", "dowodzi", "przewodniczy") && !t.atHead(i) {
			continue
		}
		from, to := t.clauseStart(i), t.clauseEnd(i)
		lo, hi := t.leader(from, to, i)
		if lo < 0 {
			continue
		}
		if lo > i && from > 0 && t.is(from, "ktora", "ktorym", "ktorymi") {
			from = t.clauseStart(from - 1) // "biblioteka, którą kieruje Jan Kos"
		}
		for k := range x.register.cards {
			if c := &x.register.cards[k]; c.fact.Kind == press.FactPerson && x.leads(p, c, from, to, lo, hi) {
				x.led(p, c, i, lo, hi)
			}
		}
	}
}

// atHead tells whether "stoi" at a token stands with "na czele".
func (r *reading) atHead(i int) bool {
	if r.folded[i] != "stoi" {
		return false
	}
	for j := r.clauseStart(i); j < r.clauseEnd(i); j++ {
		if r.is(j, "na") && r.is(j+1, "czele") {
			return true
		}
	}
	return false
}

// leader finds the full name of who leads: in the clause of the verb, or right
// before its "który"; lo is -1 without one.
func (r *reading) leader(from, to, verb int) (lo, hi int) {
	for i := from; i < to; i++ {
		if r.given(i) && (i > verb || i == from) {
			return i, min(r.nameEnd(i), to)
		}
	}
	if r.is(from, "ktory", "ktora") && verb-from < 7 {
		for i := from - 2; i >= max(0, from-4); i-- {
			if r.given(i) && r.nameEnd(i) == from {
				return i, from
			}
		}
	}
	return -1, 0
}

// leads tells whether a clause names all that a fact's post is a post of.
func (x *examination) leads(p *part, c *card, from, to, lo, hi int) bool {
	t := p.reading
	if len(c.post) < 2 || !x.inForce(c) {
		return false
	}
	head := false
	for k := range c.post[0].keys {
		_, is := leading[k]
		head = head || is
	}
	for k := range c.post[1:] {
		w := &c.post[1+k]
		found := c.spelled(t, w, from, to)
		for i := from; i < to; i++ {
			found = found || (i < lo || i >= hi) && (w.keys.has(&t.tokens[i]) || w.posted(&t.tokens[i]))
		}
		if !found {
			return false
		}
	}
	return head
}

// governs tells whether a token is a word of a fact's post.
func (c *card) governs(tok *polish.Token) bool {
	for i := range c.post {
		if c.post[i].keys.has(tok) || c.post[i].posted(tok) {
			return true
		}
	}
	return len(c.bodies) > 0
}

// led raises a flag when another than the fact's person leads its body.
func (x *examination) led(p *part, k *card, verb, lo, hi int) {
	t := p.reading
	c := &Claim{Kind: Person, lo: lo, hi: hi}
	if p.scene.whole != ours || p.scene.at(t, verb) == other || k.person.named(t, lo, hi) > namesake || x.past(t, c) || t.negated(&Claim{lo: verb, hi: verb + 1}) || t.hedged(&Claim{lo: verb, hi: verb + 1}) {
		return
	}
	for i := t.clauseStart(verb); i < t.clauseEnd(verb); i++ {
		if narrowPosts.has(&t.tokens[i]) && !k.governs(&t.tokens[i]) {
			return // "Radą osiedla kieruje …"
		}
		if p.scene.marks[i] == other || formerWords.has(&t.tokens[i]) || t.is(i, "wydzialem", "dzialem", "oddzialem", "filia", "pracami", "budowa") {
			return
		}
	}
	h := &holding{examination: x, card: k, part: p}
	expected := k.fact.Post + ": " + k.person.full
	name := t.span(lo, hi)
	why := fmt.Sprintf("Tekst pisze, że kieruje tu „%s”, a według rejestru faktów %s%s%s. Pewność %s: funkcja wynika z czasownika „%s”.",
		name, expected, h.source(), h.validity(), polish.Percent(0.7, 0), strings.ToLower(t.tokens[verb].Exact))
	x.raise(p, press.Flag{Kind: press.FlagFact, Fact: k.fact.ID, Expected: expected, Why: why, Remedy: press.Rectify, Confidence: 0.7},
		t.tokens[lo].Start, t.tokens[hi-1].End, verb, t.surnameKey(hi))
}

// bare holds a head without its body ("mówi dyrektor Lech") against the post of
// the body that the text named last.
func (x *examination) bare(p *part, c *Claim, head, lo, hi int) bool {
	t := p.reading
	after := lo == head+1 || lo == head+2 && generic.has(&t.tokens[head+1]) // "dyrektor Lech", "dyrektor placówki Lech"
	before := c.lo == lo && c.hi == head+1                                  // "Lech, dyrektor"
	if p.scene.whole != ours || !after && !before || c.Tenure != Current && c.Tenure != Acting || x.elsewhere(p, c) || x.past(t, c) {
		return false
	}
	var of *card
	for i := range x.register.cards {
		k := &x.register.cards[i]
		if k.fact.Kind != press.FactPerson || !x.inForce(k) || len(k.post) < 2 || !k.post[0].posted(&t.tokens[head]) || !x.lastBody(t, k, c.lo) {
			continue
		}
		if of != nil {
			return false
		}
		of = k
	}
	if of == nil || of.person.named(t, lo, hi) != stranger || x.introduced(t, c, hi) {
		return false
	}
	h := &holding{examination: x, card: of, part: p}
	expected := of.fact.Post + ": " + of.person.full
	why := fmt.Sprintf("Tekst podaje „%s”, a według rejestru faktów %s%s%s. Pewność %s: nazwa jednostki stoi we wcześniejszym zdaniu, a przy funkcji tylko nazwisko.",
		c.Text, expected, h.source(), h.validity(), polish.Percent(0.62, 0))
	x.raise(p, press.Flag{Kind: press.FlagFact, Fact: of.fact.ID, Expected: expected, Why: why, Remedy: press.Rectify, Confidence: 0.62}, c.Start, c.End, c.lo, t.surnameKey(hi))
	return true
}

// generic are nouns that call a body again which was named before.
var generic = words("lecznica placowka instytucja jednostka formacja spolka ksiaznica")

// lastBody tells whether the body that was named last before a token, in its
// own text, is the one that a fact's post is a post of.
func (x *examination) lastBody(t *reading, k *card, at int) bool {
	for i := at - 1; i >= 0; i-- {
		tok := &t.tokens[i]
		for j := range k.post[1:] {
			w := &k.post[1+j]
			if w.keys.has(tok) && (tok.Kind == polish.Acronym || t.capital(i) || t.municipal(i)) || acronymed(k.bodies[w.text], tok) {
				return true
			}
		}
		if _, said := t.spoken(i); said || cityTerms.has(tok) {
			continue // of "straż miejska" the noun tells
		}
		if narrowPosts.has(tok) || institutions.has(tok) || tok.Kind == polish.Acronym {
			return false
		}
	}
	return false
}

// municipal tells whether the common noun at a token is a body of the city's:
// "straż miejska", and no "biblioteka szkolna".
func (r *reading) municipal(i int) bool {
	return i+1 < len(r.tokens) && r.joined(i+1) && cityTerms.has(&r.tokens[i+1]) || i > 0 && r.joined(i) && cityTerms.has(&r.tokens[i-1])
}

// acronymed tells whether a token is one of the names that are one word long.
func acronymed(names [][]word, tok *polish.Token) bool {
	for _, n := range names {
		if len(n) == 1 && n[0].acro && n[0].keys.has(tok) {
			return true
		}
	}
	return false
}

// introduced tells whether the text names the same surname elsewhere with a
// post or a given name of its own.
func (x *examination) introduced(t *reading, c *Claim, hi int) bool {
	for i := range t.tokens {
		if (i < c.lo || i >= c.hi) && t.tokens[i].Keys[0] == t.surnameKey(hi) {
			return true
		}
	}
	return false
}
