package claims

import "strings"

// This file tells by what other words than its own a date speaks of a fact's
// event, or of another.

// starts are the words of facts whose day is the first one of something.
var starts = words("otwarcie otworzyc otwarty uruchomic uruchomienie inauguracja rozpoczecie rozpoczac start ruszyc wyruszyc wystartowac poczatek")

// trials are what comes before the first day.
var trials = words("probny test testowy testowac testowo proba szkolenie szkoleniowy dostawa dostarczyc montaz zajezdnia pusty dojazd ciezarowka transport producent lopata kamien wykop robotnik koparka projekt oferta egzemplarz fabryka")

// tests are those of them that tell a day apart in any sentence.
var tests = words("probny testowy testowac testowo proba")

// users are those for whom something is opened.
var users = words("pasazer mieszkaniec gosc widz klient zwiedzajacy kierowca uczen pacjent czytelnik dziecko lyzwiarz plywak kibic lokator podrozny pociag tramwaj autobus")

// debut tells whether a clause says that something is used for the first time,
// which is its opening: "Pierwsi pasażerowie wsiądą do tramwaju 8 grudnia".
func (h *holding) debut(t *reading, m *match, from, to int) bool {
	if !h.card.subject.anyTerm(func(w *term) bool { return w.anyOf(starts) }) {
		return false
	}
	first, used, terms, does := false, false, 0, false
	for i := from; i < to; i++ {
		tok := &t.tokens[i]
		if trials.has(tok) || t.is(i, "nie") {
			return false
		}
		if t.is(i, "pierwszy", "pierwsza", "pierwsze", "pierwsi") && i+1 < to {
			first = first || users.has(&t.tokens[i+1]) || h.card.term(&t.tokens[i+1]) || t.is(i+1, "raz", "w")
		}
		used = used || users.has(tok)
		does = does || infinitive(tok)
		if h.card.term(tok) {
			terms++
		}
	}
	return first && used && does && terms > 0 && (terms > 1 || !m.missing)
}

// firstUsers tells whether tokens [from, to) say that somebody uses something
// for the first time.
func (r *reading) firstUsers(from, to int) bool {
	first, used := false, false
	for i := from; i < to; i++ {
		if trials.has(&r.tokens[i]) {
			return false
		}
		first = first || r.is(i, "pierwsi", "pierwszy", "pierwsza", "pierwsze") && i+1 < to && (users.has(&r.tokens[i+1]) || r.is(i+1, "raz"))
		used = used || users.has(&r.tokens[i])
	}
	return first && used
}

// gapped tells whether the clause of a date leaves its verb to an earlier one
// of its sentence, where the event's word is: "W Lipowcu ruszy 21 listopada, a
// w Młyńcu 12 grudnia". Then the clause must name our city.
func (h *holding) gapped(t *reading, c *Claim, k, from, to int) bool {
	if k >= from || !t.sameLine(k, from) || t.verbal(from, to) {
		return false
	}
	for i := from; i < to; i++ {
		if h.part.scene.marks[i] == ours {
			return true
		}
	}
	return false
}

// over tells whether a date is of a trial, or, without a year, of an event that
// has been when the fact's is to come: of another year's or another kind.
func (h *holding) over(t *reading, c *Claim, from, to int) bool {
	for i, l := c.lo, t.lines[t.lineOf(c.lo)]; i < min(c.lo+12, l.hi) || i == c.lo; i++ {
		if tests.has(&t.tokens[i]) && !h.card.term(&t.tokens[i]) {
			return true // "wjechały na most 3 listopada: trwa próba obciążenia"
		}
	}
	for i := from; i < c.lo; i++ {
		if tests.has(&t.tokens[i]) && !h.card.term(&t.tokens[i]) {
			return true
		}
	}
	if h.day.IsZero() || !h.card.day.After(h.day) || c.From.Year != 0 || c.rel.what != 0 || !t.pastIn(from, to) {
		return false
	}
	at := c.To
	at.Year = h.day.Year
	for i := from; i < to; i++ {
		// "zapowiedziano na 3 maja" is told in the past of what is to come
		if t.is(i, "na") && i == c.lo-1 || strings.HasPrefix(t.folded[i], "zaplanow") || strings.HasPrefix(t.folded[i], "wyznacz") || strings.HasPrefix(t.folded[i], "ustal") || strings.HasPrefix(t.folded[i], "przesun") {
			return false
		}
	}
	return at.Before(h.day)
}
