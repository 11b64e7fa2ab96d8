package claims

import (
	"strings"
)

// This file knows whose word a number is.

// voice tells whether somebody says the number whose word is not the text's
// own: an opponent, a passer-by, an unknown speaker.
func (h *holding) voice(t *reading, c *Claim) string {
	if s, in := t.spoken(c.lo); in {
		if t.tokens[c.lo].Start > s.at.Start && s.at.End-s.at.Start < 40 && s.speaker == "" && !t.followed(s) {
			// a name or a phrase in quotation marks: the sentence tells whose it is
		} else if !h.register.ours(t, s) && !t.versed(s) && !(t.unposted(s) && h.interview()) && !h.host(t, s) {
			return "cudza wypowiedź"
		} else {
			return ""
		}
	}
	l := t.lines[t.lineOf(c.lo)]
	said, who, near := -1000, 1<<30, false
	for i := l.lo; i < l.hi; i++ {
		tok := &t.tokens[i]
		if opposing.has(tok) && !t.is(i, "mieszkancy", "mieszkancow", "mieszkancom", "bylo", "byli") || t.is(i, "mieszkancy") && i+1 < l.hi && speechVerbs.has(&t.tokens[i+1]) {
			who = i
		}
		if speechVerbs.has(tok) && !equatives.has(tok) || t.is(i, "zdaniem", "wedlug", "wedle") && !t.concludes(c, i) {
			said = i
		}
		near = near || abs(float64(said-who)) <= 8 // "według GUS … wybierze 23 radnych" is GUS's word
	}
	if near || t.layman(l) {
		return "cudza opinia"
	}
	return ""
}

// concludes tells whether "zdaniem" at a token opens an opinion on what was
// said before, in a clause of its own: "liczy 130 tys. mieszkańców, a to –
// zdaniem związkowca – odstrasza".
func (r *reading) concludes(c *Claim, i int) bool {
	for j := c.hi; j < i; j++ {
		if r.breaksAt(j) && (r.is(j, "a", "ale", "co", "lecz", "bo", "wiec", "dlatego", "i") && i-j <= 3) {
			return true
		}
	}
	return false
}

// versed are posts whose holders know what they speak of and stand on no side:
// what they say of a fact the text passes on as one.
var versed = words("prezes prezeska wiceprezes kierownik kierowniczka trener trenerka dyrektor dyrektorka wicedyrektor naczelnik naczelniczka komendant komendantka rektor proboszcz koordynator koordynatorka inspektor inspektorka konserwator szef szefowa rzecznik rzeczniczka")

// versed tells whether such a one says a quotation.
func (r *reading) versed(s speech) bool {
	if s.hi <= s.lo {
		return false
	}
	known := false
	for i := max(r.lines[r.lineOf(s.lo)].lo, s.lo-6); i < min(s.hi+6, len(r.tokens)) && r.tokens[i].Sentence <= r.tokens[s.lo].Sentence; i++ {
		if opposing.has(&r.tokens[i]) {
			return false
		}
		known = known || versed.has(&r.tokens[i]) && i > s.lo-4
	}
	return known
}

// followed tells whether a dash and words in small letters stand behind a
// quotation: somebody says it, whoever that is.
func (r *reading) followed(s speech) bool {
	_, hi := r.tokensIn(s.at)
	return hi < len(r.tokens) && strings.ContainsAny(r.gap(hi), "–—-") && !r.capital(hi)
}

// laymen are people whose word a text passes on without making it its own.
var laymen = words("sasiad sasiadka znajomy znajoma kolega kolezanka rodzic pasazer pasazerka kierowca przedsiebiorca kupiec handlowiec taksowkarz emeryt emerytka uczen student internautka uzytkownik demonstrant protestujacy ktos niektorzy")

// layman tells whether such a one is the subject of a verb of speech: "mój
// sąsiad upiera się, że …".
func (r *reading) layman(l line) bool {
	for i := l.lo; i < l.hi; i++ {
		if !speechVerbs.has(&r.tokens[i]) || equatives.has(&r.tokens[i]) {
			continue
		}
		for j := max(l.lo, i-3); j < min(l.hi, i+3); j++ {
			if laymen.has(&r.tokens[j]) && (r.folded[j] == r.tokens[j].Keys[0] || r.is(j, "kierowcy", "pasazerowie", "rodzice", "sasiedzi", "kupcy", "emeryci", "uczniowie", "studenci", "niektorzy")) {
				return true
			}
		}
	}
	return false
}
