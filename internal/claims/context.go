package claims

import (
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file knows what a sentence leaves to those around it: what "ich", "ona"
// and "inwestycja" stand for, what the next sentence takes back, what a title
// repeats, and which year a draft speaks of.

// pointers are the nouns by which the press calls again what it named before,
// by the kind of fact.
var pointers = map[press.FactKind]lexis{
	press.FactAmount:  words("inwestycja pula zadanie przedsiewziecie projekt kontrakt umowa calosc budowa przebudowa modernizacja rozbudowa remont praca robota obiekt budynek gmach stawka oplata cena kwota suma"),
	press.FactCount:   words("siec trasa flota tabor placowka liczba grono"),
	press.FactPercent: words("wskaznik stopa poziom odsetek wspolczynnik"),
	press.FactDate:    words("termin data uroczystosc wydarzenie swieto impreza ceremonia inauguracja"),
}

// opening are the verbs that may begin a sentence whose subject is the one
// before's: "Kosztowała ona 84 mln zł", "Wynosi 36 zł".
var opening = words("malec rosnac spadac kosztowac pochlonac wynosic wyniesc liczyc siegac siegnac miec mierzyc obejmowac opiewac przekroczyc ksztaltowac nastapic odbyc rozpoczac zakonczyc")

// recalled is the token by which the n-th sentence takes up the subject of one
// of the two before it, or of the title; -1 without one.
func (h *holding) recalled(n int) int {
	t := h.part.reading
	at, back := h.pointer(n)
	if at < 0 {
		return -1
	}
	for k := n - 1; k >= max(0, n-back); k-- {
		if l := t.lines[k]; k > 0 && back < 5 && (l.hi-l.lo <= 3 || t.is(l.lo, "czy")) && t.is(at, "maleje", "rosnie", "wynosi", "spada", "to") {
			back++ // "Czy to prawda, że rośnie? Otóż nie. Maleje …"
		}
		if m, ok := h.direct(k); ok && h.part.scene.lines[k] != other {
			for _, i := range m.local {
				if h.narrowed(t, i) && !t.substantive(at) {
					return -1
				}
			}
			return at
		}
	}
	if title := titleOf(h.parts); title != nil && title != h.part && n < back {
		d := *h
		d.part = title
		if _, ok := d.direct(0); ok {
			return at
		}
	}
	return -1
}

// pointer is the word of the n-th sentence that may stand for the subject, and
// how many sentences it may look back.
func (h *holding) pointer(n int) (at, back int) {
	t := h.part.reading
	l := t.lines[n]
	kind := h.card.fact.Kind
	for i := l.lo; i < l.hi; i++ {
		switch {
		case kind == press.FactCount && t.is(i, "ich") && (n == 0 || t.tokens[i].Kind == polish.Word):
			return i, 2
		case pointers[kind].has(&t.tokens[i]) && !h.elsewhere(t, i+1) && (t.is(i, "termin", "terminu", "data", "date") && kind == press.FactDate || !t.qualified(i)) && !(kind == press.FactDate && h.festive(t, n-1)):
			return i, 2
		case i == l.lo && t.substantive(i):
			return i, 1
		case kind == press.FactAmount && h.card.value < 1000 && !h.headless(t, l) && (t.is(i, "od") && t.is(i+1, "glowy", "osoby", "mieszkanca", "lebka") || t.is(i, "za") && t.is(i+1, "kubik", "metr", "godzine", "przejazd")):
			return i, 1 // "będziemy oddawać 32 zł od głowy"
		case i < l.lo+2 && opening.has(&t.tokens[i]) && (i == l.lo || t.is(l.lo, "ma", "dzis", "teraz", "obecnie", "lacznie", "razem")):
			return i, 1
		}
	}
	return -1, 0
}

// festive tells whether the n-th sentence names another event than the fact's,
// of which "wydarzenie" and "święto" may speak as well.
func (h *holding) festive(t *reading, n int) bool {
	if n < 0 {
		return false
	}
	for i := t.lines[n].lo; i < t.lines[n].hi; i++ {
		if festivities.has(&t.tokens[i]) && !h.card.term(&t.tokens[i]) {
			return true
		}
	}
	return false
}

var festivities = words("koncert festiwal bieg zawody konferencja jarmark festyn turniej mecz gala wystawa wernisaz premiera spektakl pokaz parada piknik sesja targi konkurs rajd maraton")

// substantive tells whether an adjective that begins a sentence stands without
// its noun, which the sentence before has: "Tegoroczna, od lipca, to 16,5 proc."
func (r *reading) substantive(i int) bool {
	if !r.is(i, "tegoroczna", "tegoroczny", "tegoroczne", "obecna", "obecny", "obecne", "aktualna", "aktualny", "ostatnia", "ostatni", "nowa", "nowy") || i+1 >= len(r.tokens) {
		return false
	}
	return strings.Contains(r.gap(i+1), ",") || r.is(i+1, "to", "wynosi", "wyniesie", "wyniosla", "wyniosl", "jest", "siega", "kosztuje")
}

// headless tells whether a sentence opens with a thing of its own and "to":
// "Ścieki to zupełnie inna pozycja: 9,12 zł za metr".
func (h *holding) headless(t *reading, l line) bool {
	tok := &t.tokens[l.lo]
	return l.lo+1 < l.hi && t.is(l.lo+1, "to", "sa", "jest") && tok.Kind == polish.Word && !t.function(l.lo) && !infinitive(tok) && !h.card.term(tok) && !measures.has(tok) && !t.adjectiveLike(l.lo)
}

var measures = words("kubik metr godzina przejazd litr osoba mieszkaniec glowa")

// qualified tells whether a noun that points back is told from what it would
// point to by a word of its own: "inna inwestycja", "druga placówka".
func (r *reading) qualified(i int) bool {
	return r.joined(i) && (befores.has(&r.tokens[i-1]) || r.is(i-1, "kolejna", "kolejny", "kolejne", "nowa", "nowy", "nowe", "najwieksza", "najwiekszy", "pozostale", "osobna", "osobny", "jedna", "kazda", "kazdy"))
}

// takebacks are words by which a sentence takes back the one before.
var takebacks = words("nieprawda nieprawdziwy zmyslony zmyslic wyssany bzdura falsz falszywy klamstwo plotka dementowac zdementowac zaprzeczyc zaprzeczac mit fejk bledny pomylka absurd")

// denied tells whether the sentence behind the n-th takes it back: "To
// nieprawda", "Liczba ta jest zmyślona", "W rzeczywistości …".
func (r *reading) denied(n int) bool {
	if n+1 >= len(r.lines) {
		return false
	}
	l := r.lines[n+1]
	far := 5
	if r.is(l.lo, "ta", "ten", "to", "te") || r.is(l.lo, "liczba", "kwota", "suma", "data", "informacja", "wartosc", "stawka") {
		far = 8
	}
	for i := l.lo; i < min(l.lo+far, l.hi); i++ {
		if takebacks.has(&r.tokens[i]) && !r.is(i-1, "nie", "za") && !r.is(i+1, "ze") {
			return true
		}
	}
	return r.is(l.lo, "nic") && r.is(l.lo+1, "podobnego") || r.is(l.lo, "nie") && l.hi == l.lo+1 ||
		r.is(l.lo, "w") && r.is(l.lo+1, "rzeczywistosci") || r.is(l.lo, "to") && r.is(l.lo+1, "nie") && r.is(l.lo+2, "jest", "prawda") && r.is(min(l.lo+3, l.hi-1), "prawda", "nie") ||
		r.is(l.lo, "nie") && r.is(l.lo+1, "jest") && r.is(l.lo+2, "to") && r.is(l.lo+3, "prawda")
}

// echoed tells whether a title's number is one of the text that the text does
// not say of the fact: another place's, another year's, a plan.
func (h *holding) echoed(c *Claim) bool {
	if h.part != titleOf(h.parts) || h.card.fact.Kind == press.FactDate {
		return false
	}
	for p := 1; p < len(h.parts); p++ {
		d := *h
		d.part = &h.parts[p]
		t := d.part.reading
		for k := range t.claims {
			b := &t.claims[k]
			if b.Kind == c.Kind && abs(b.Value-c.Value) <= 0.03*c.Value && d.comparable(b) && d.excused(b, &match{}) {
				return true
			}
		}
	}
	return false
}

var proposals = words("projekt propozycja proponowac prognoza wniosek zamierzac")

// proposed tells whether the sentence before, or the title, speaks of a draft
// for a year to come, which a sentence without a time goes on about: "Jest
// projekt budżetu na 2027 rok. Zakłada on 509 mln zł wydatków".
func (h *holding) proposed(t *reading, n int) bool {
	if h.day.IsZero() {
		return false
	}
	for i := t.lines[n].lo; i < t.lines[n].hi; i++ {
		if t.is(i, "obecnie", "dzis", "teraz", "nadal", "dotychczas", "tegoroczny", "tegoroczne", "tegorocznych", "tegorocznym") {
			return false
		}
	}
	draft, future := false, false
	scan := func(r *reading, l line) {
		for i := l.lo; i < l.hi; i++ {
			draft = draft || proposals.has(&r.tokens[i])
			if p, ok := r.timeAt(i, h.day); ok {
				future = future || p.from.Year > h.day.Year
			}
		}
	}
	if n > 0 {
		scan(t, t.lines[n-1])
	}
	if title := titleOf(h.parts); title != nil && title != h.part && n <= 2 {
		for _, l := range title.reading.lines {
			scan(title.reading, l)
		}
	}
	return draft && future
}

// bygone tells whether a title names a year long over, of which the sentences
// of its text speak that name no other: "Był sobie Olszanów. Rok 1998".
func (h *holding) bygone() bool {
	title := titleOf(h.parts)
	if title == nil || h.day.IsZero() {
		return false
	}
	for i := range title.reading.tokens {
		if y, ok := title.reading.year(i); ok && y < h.day.Year-1 {
			return true
		}
	}
	return false
}

// governed is where the main clause begins on which the "że" of a clause
// depends, else the clause itself: what "szacowało pierwotnie, że" says of time
// and plan holds behind it, too.
func (r *reading) governed(lo int) int {
	from := r.clauseStart(lo)
	if l := r.lines[r.lineOf(lo)]; from > l.lo && r.is(from, "ze", "iz") {
		return r.clauseStart(from - 1)
	}
	return from
}

// antecedent is the token before a relative clause that begins at one, else
// where that begins: "w kosztorysie, w którym widniało 24 mln zł".
func (r *reading) antecedent(from int) int {
	at := from
	if r.is(at, "w", "z", "na", "o", "wedlug", "przy") {
		at++
	}
	if from > 0 && at < len(r.folded) && strings.HasPrefix(r.folded[at], "ktor") && r.sameLine(from, from-1) {
		return from - 1
	}
	return from
}

// apposed is the clause of a claim; of one that commas set off alone, the
// clauses beside it: "Za miesiąc, 10 grudnia, koniec remontu".
func (r *reading) apposed(c *Claim) (from, to int) {
	from, to = r.main(c.lo), r.clauseEnd(c.hi-1)
	l := r.lines[r.lineOf(c.lo)]
	if lead := c.lo - from; lead > 0 && lead <= 3 {
		for from < c.lo && r.is(from, "bo", "czyli", "tj", "dokladnie", "dopiero", "juz", "az", "a", "mianowicie", "konkretnie", "to") {
			from++ // "wyjątkowo późno, bo 12 grudnia"
		}
		if r.is(from, "w") && r.is(from+1, "liczbie", "ilosci") {
			from += 2 // "oprawy LED, w liczbie 2700, zamontowano"
		}
		if from != c.lo {
			from = c.lo - lead
		}
	}
	if from == c.lo && to == c.hi && (to == l.hi || strings.Contains(r.gap(to), ",")) {
		for from > l.lo && !strings.Contains(r.gap(from), ",") && r.clauseStart(c.lo) < from {
			from-- // over the conjunction
		}
		if from > l.lo && strings.Contains(r.gap(from), ",") {
			from = r.clauseStart(from - 1)
		}
		if to < l.hi {
			to = r.clauseEnd(to)
		}
	}
	return from, to
}

// leading tells whether tokens [from, to) only lead to a number that answers a
// question: "Na koniec września było to ponad 400 mln zł".
func (r *reading) leading(from, to int) bool {
	for i := from; i < to; i++ {
		t := &r.tokens[i]
		if _, numeral := numerals[r.folded[i]]; !numeral && !r.function(i) && monthOf(t) == 0 && t.Kind != polish.Number && !leads.has(t) && !equatives.has(t) {
			return false
		}
	}
	return true
}

var leads = words("tydzien miesiac koniec ostatni dzien rok kwartal polrocze poczatek dokladnie rowno okolo ponad blisko prawie niemal niespelna obecnie aktualnie juz lacznie razem zaledwie raptem jakies ile nas u wedlug stan")

// answers tells whether the number at a token is the answer to the question of
// the sentence before: "– Ile macie autobusów? – Dziewiętnaście."
func (r *reading) answers(lo int) bool {
	n := r.lineOf(lo)
	if n == 0 {
		return false
	}
	for i := r.lines[n].lo; i < lo; i++ {
		if !r.is(i, "na", "dokladnie", "rowno", "okolo", "ok", "prawie", "blisko", "juz", "tylko", "az", "ponad", "niespelna", "dzis", "obecnie", "teraz", "raptem", "zaledwie", "lacznie", "razem") {
			return false
		}
	}
	q := r.lines[n-1]
	for i := q.lo; i < min(q.hi, q.lo+4); i++ {
		if r.is(i, "ile", "ilu", "jak", "jaka", "jaki", "jakie") {
			return strings.Contains(r.text[q.at.Start:r.tokens[lo].Start], "?")
		}
	}
	return false
}

// main is where the clause of a token begins, what is put in between being
// passed over: "Jej koszt, jak wyliczył magistrat, to 79,4 mln zł".
func (r *reading) main(lo int) int {
	from := r.clauseStart(lo)
	l := r.lines[r.lineOf(lo)]
	if from <= l.lo {
		return from
	}
	if r.is(from, "lecz") || r.is(from, "ale", "tylko") && lo-from <= 4 {
		return r.clauseStart(from - 1) // "nie w kwietniu, lecz już w lutym"
	}
	before := r.clauseStart(from - 1)
	if before <= l.lo || !strings.Contains(r.gap(before), ",") || !strings.Contains(r.gap(from), ",") {
		return from
	}
	if r.adjectiveLike(before) && r.is(from, "to", "wynosi", "wyniosla", "wyniosl", "jest", "siega", "kosztuje") {
		return r.clauseStart(before - 1) // "Tegoroczna, wprowadzona od lipca, to 16,5 proc."
	}
	if from-before == 1 && strings.HasSuffix(r.folded[before], "my") || r.is(before, "jak", "podobnie", "zgodnie", "wedlug", "zdaniem") || r.is(before, "ktory", "ktora", "ktore", "ktorych", "ktorego", "ktorej", "ktorym", "ktorzy") || r.is(before, "w", "na", "z", "o", "do", "przy", "nad") && r.is(before+1, "ktory", "ktora", "ktore", "ktorych", "ktorego", "ktorej", "ktorym") {
		return r.clauseStart(before - 1)
	}
	return from
}
