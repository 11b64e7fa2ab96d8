package claims

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file knows the innocent look-alikes: why a number near a fact's subject
// does not contradict it.

var (
	parts      = words("polowa czesc reszta pozostaly spory cwiartka transza rata etap wklad")
	drafts     = words("projekt wniosek wnioskowac kosztorys kosztorysowy zakladac wstepny szacunek szacunkowy planowac oferta postulat propozycja proponowac pomysl koncepcja wariant symulacja")
	tenders    = words("przetarg zamowic zamowienie zamawiac")
	wishes     = words("chciec wnioskowac proponowac zaproponowac domagac zadac apelowac postulowac zabiegac walczyc prosic marzyc zalezec nalegac oczekiwac")
	increments = words("kolejny dodatkowy nastepny dodatkowo jeszcze ponadto dolozyc dokupic brakujacy")
	progress   = words("wykonanie zrealizowac zrealizowany polrocze kwartal dotad narazie tygodniowo kwartalnie rocznie doba dziennie codziennie")
	opposing   = words("radny radna opozycja opozycyjny posel poslanka senator dzialacz dzialaczka aktywista aktywistka kandydat kandydatka kontrkandydat kontrkandydatka internauta krytyk przeciwnik ekonomista zwiazkowiec stowarzyszenie komentator mieszkaniec mieszkanka czytelnik czytelniczka plotka lokator byly byla")
	rivals     = words("dotacja dofinansowanie dlug dochod wydatek kredyt nadwyzka deficyt kara oferta wklad reszta oszczednosc strata zysk podatek pensja nagroda pozyczka rezerwa fundusz pula subwencja koszt zadluzenie stypendium odszkodowanie czynsz wynagrodzenie premia kaucja mandat grzywna podwyzka obnizka roznica remont utrzymanie projektowanie dokumentacja nadzor oswietlenie wyplata rata odsetki")
	official   = words("prezydent wiceprezydent burmistrz burmistrzyni wiceburmistrz wojt zastepca zastepczyni skarbnik sekretarz rzecznik rzeczniczka dyrektor dyrektorka naczelnik naczelniczka kierownik kierowniczka urzad ratusz magistrat komendant prezes")
	equatives  = words("wyniesc wynosic siegnac siegac osiagnac opiewac kosztowac pochlonac liczyc miec byc to przekroczyc ksztaltowac uksztaltowac odbyc nastapic zaplanowac zaplanowany wyznaczyc wyznaczony przypadac ustalic okreslic uchwalic zapisac przeznaczyc zaplacic wzrosnac spasc zmalec zabezpieczyc stanowic powstac przygotowac czekac zostac")
	wideners   = words("laczny calkowity ogolny planowany zaplanowany tegoroczny miejski budzetowy uchwalony przewidziany zapisany wszystek caly taki ten miasto wysoki rekordowy zakladany przewidywany nowy calosc publiczny roczny samorzad nasz jego wasz")
)

// elliptic tells whether a clause leaves its verb to the one before: "…, a
// Kępowo 102 tys. mieszkańców".
func (r *reading) elliptic(from int) bool {
	if !r.is(from, "a", "zas", "natomiast") {
		return false
	}
	for i := r.clauseStart(from - 1); i < from; i++ {
		if living.has(&r.tokens[i]) {
			return true
		}
	}
	return false
}

// guard tells why a claim does not contradict a number of the register, in a
// word for the log of tests; "" when nothing excuses it.
func (h *holding) guard(t *reading, c *Claim, m *match) string {
	switch {
	case c.Bound == Between:
		return "zakres"
	case c.Bound == Delta && !h.changing(t, c, m):
		return "zmiana"
	case c.Negated:
		return "przeczenie"
	case c.Hedged:
		return "zastrzeżenie"
	}
	if why := h.voice(t, c); why != "" {
		return why
	}
	if !c.sized && t.asked(c) {
		return "pytanie"
	}
	if h.until(t, c) {
		return "stan na wcześniejszy dzień"
	}
	from, to := t.clauseStart(c.lo), t.clauseEnd(c.lo)
	l := t.lines[t.lineOf(c.lo)]
	if h.some(t, c, from, to) || h.seasonal(t, c, from, to) {
		return "część całości"
	}
	if h.foreign(t, l) {
		return "inny podmiot"
	}
	for i := from; h.card.attended && i+1 < to; i++ {
		if t.is(i, "na") && t.joined(i+1) && !h.card.term(&t.tokens[i+1]) && !t.is(i+1, "projekty", "zadania", "pomysly", "propozycje", "listy", "inicjatywy", "swoje", "ulubione") {
			return "część całości" // "na tężnię głos oddało 3940 osób"
		}
	}
	if why := partGuard(t, c, from, m); why != "" {
		return why
	}
	if h.card.fact.Kind == press.FactAmount && t.remainder(c) {
		return "część całości"
	}
	if why := h.foreseen(t, c, to, l.hi); why != "" {
		return why
	}
	if t.wished(c) {
		return "życzenie"
	}
	if t.sameLine(c.hi, c.lo) && t.joined(c.hi) && t.is(c.hi, "wiecej", "mniej", "wyzsza", "wyzszy", "wyzsze", "nizsza", "nizszy", "drozej", "taniej") || t.is(c.lo-1, "roznica", "plus", "minus") {
		return "porównanie"
	}
	if changed(t, c) {
		return "dawna wartość"
	}
	return ""
}

// changing tells whether the fact itself says by how much something changes, and
// the text speaks of that: "podwyżka czynszu o 8%".
func (h *holding) changing(t *reading, c *Claim, m *match) bool {
	if h.card.fact.Kind != press.FactPercent || !slices.ContainsFunc(m.local, func(k int) bool { return changesBy.has(&t.tokens[k]) }) {
		return false
	}
	if l := t.lines[t.lineOf(c.lo)]; t.spans(l.lo, l.hi) {
		return false
	}
	// "Ścieki podrożały o 4,8 proc." after a sentence about the water: what
	// changes must stand in the sentence, and the change in the clause
	from, to := t.apposed(c)
	return !(m.missing && !m.recalled) && slices.ContainsFunc(m.local, func(k int) bool { return k >= from && k < to })
}

// spans tells whether tokens [from, to) speak of several years at once: "przez
// dwa lata", "w ciągu pięciu lat".
func (r *reading) spans(from, to int) bool {
	for i := from; i+2 < to; i++ {
		if r.is(i, "przez", "ciagu") && (r.is(i+2, "lata", "lat") || r.is(i+3, "lata", "lat") && i+3 < to) {
			return true
		}
	}
	return false
}

var changesBy = words("wzrosnac podniesc podrozec zdrozec drozec potaniec staniec podwyzka wzrost spadek obnizka znizka waloryzacja ulga rabat zwyzka bonifikata doplata")

// foreseen tells whether the words around a claim make it a plan, an addition,
// or what was done so far.
func (h *holding) foreseen(t *reading, c *Claim, to, end int) string {
	for i := t.antecedent(t.governed(c.lo)); i < to; i++ {
		tok := &t.tokens[i]
		switch {
		case tenders.has(tok) && !h.card.term(tok) && h.card.fact.Kind == "count":
			return "zamówienie"
		case drafts.has(tok) && !h.card.names(tok) && !t.is(i, "zaklada") && !t.is(i, "budowlany", "projekty", "projektow", "projektami", "projektach", "projektom") || t.was(i, end):
			return "plan"
		case increments.has(tok) && i <= c.lo+3 && h.card.fact.Kind == "count" && !t.is(i, "jeszcze") || increments.has(tok) && i == c.lo-1:
			return "dodatek"
		case h.stock() && t.quarterly(i):
			// a debt is a state: "na koniec trzeciego kwartału" says of which day
		case progress.has(tok) && !h.card.term(tok) && !t.is(i, "rocznie"), t.is(i, "do") && (t.is(i+1, "tej") && t.is(i+2, "pory") || t.is(i+1, "dzis", "teraz")):
			return "wykonanie"
		case t.is(i, "planuje", "planuja", "chce", "chca", "zamierza", "zamierzaja", "mysli", "marzy", "chcialby", "chcielibysmy", "rozwaza") && h.card.fact.Kind == "count":
			return "plan"
		}
	}
	return ""
}

// existing are the verbs by which a count is one of all there are.
var existing = words("byc miec liczyc dzialac kursowac jezdzic funkcjonowac prowadzic dysponowac posiadac istniec znajdowac stac wynosic mieszkac zyc zamieszkiwac utrzymywac obejmowac sluzyc pracowac oferowac czekac zapewniac uczyc chodzic swiecic wozic obslugiwac powstac powstawac przybyc pojawic zbudowac wybudowac kupic zakupic przypadac")

// some tells whether a count opens its clause as the subject of what befalls
// only so many: "Sześć filii bibliotecznych przejdzie remont".
func (h *holding) some(t *reading, c *Claim, from, to int) bool {
	if h.card.fact.Kind != press.FactCount || c.lo > from+1 || c.sized || h.card.countsPeople() {
		return false
	}
	if c.lo == from+1 && existing.has(&t.tokens[from]) {
		return false // "Kupiliśmy 24 tramwaje i ktoś musi je prowadzić"
	}
	for i := c.hi; i < to; i++ {
		tok := &t.tokens[i]
		if tok.Kind != polish.Word || !infinitive(tok) {
			continue
		}
		return !existing.has(tok) && !h.card.term(tok)
	}
	return false
}

// seasonal tells whether a count is that of one season only, where the fact's
// is of a year: "wiosną posadzono 240". More than the whole it cannot be.
func (h *holding) seasonal(t *reading, c *Claim, from, to int) bool {
	if h.card.fact.Kind != press.FactCount || h.card.from.IsZero() || h.card.to.IsZero() || c.Value >= h.card.value {
		return false
	}
	for i := from; i < to; i++ {
		if t.is(i, "wiosna", "latem", "jesienia", "zima", "jesieni", "wiosny") {
			return true
		}
	}
	return false
}

// infinitive tells whether a reading of a word is a verb's.
func infinitive(t *polish.Token) bool {
	for _, k := range t.Keys {
		if len(k) > 3 && verb(&polish.Token{Keys: []string{k}}, k) {
			return true
		}
	}
	return false
}

// foreign tells whether a sentence speaks of what is private, when the fact
// does not.
func (h *holding) foreign(t *reading, l line) bool {
	for i := l.lo; i < l.hi; i++ {
		if privates.has(&t.tokens[i]) && !h.card.term(&t.tokens[i]) {
			return true
		}
	}
	return false
}

var privates = words("prywatny niepubliczny niesamorzadowy komercyjny")

// asked tells whether a claim is only asked for: "Czy miasto powinno liczyć 60
// tys. mieszkańców?" Other questions presuppose what they name.
func (r *reading) asked(c *Claim) bool {
	l := r.lines[r.lineOf(c.lo)]
	return r.is(l.lo, "czy", "czyzby") && strings.HasSuffix(strings.TrimRight(r.text[l.at.Start:l.at.End], " \u00a0”\""), "?")
}

// until tells whether a clause gives the state up to a month that is over: "do
// końca sierpnia dochody wyniosły 229 mln zł", "do kwietnia woda kosztowała".
func (h *holding) until(t *reading, c *Claim) bool {
	for i := t.clauseStart(c.lo); i < t.clauseEnd(c.lo); i++ {
		if !t.is(i, "do") {
			continue
		}
		for j := i + 1; j < min(i+4, len(t.tokens)) && t.joined(j); j++ {
			m := monthOf(&t.tokens[j])
			if f, ok := feasts[t.folded[j]]; ok {
				m = f.month // "do sylwestra płaciliśmy"
				return t.pastIn(t.clauseStart(c.lo), t.clauseEnd(c.lo)) || m < h.day.Month
			}
			if t.is(j, "niedawna", "wczoraj", "wakacji", "lata", "swiat", "zimy", "wiosny", "jesieni") && t.pastIn(t.clauseStart(c.lo), t.clauseEnd(c.lo)) {
				return true
			}
			if m == 0 {
				continue
			}
			y := h.day.Year
			if explicit, ok := t.year(min(j+1, len(t.tokens)-1)); ok {
				y = explicit
			}
			return !h.day.IsZero() && polish.NewDay(y, m+1, 0).Before(h.day)
		}
	}
	return false
}

// sameLine tells whether two tokens stand in one sentence.
func (r *reading) sameLine(i, j int) bool {
	return i < len(r.tokens) && r.tokens[i].Sentence == r.tokens[j].Sentence
}

// wished tells whether a claim is only what somebody asks for: "radni chcieli,
// aby opłata wynosiła 21 zł".
func (r *reading) wished(c *Claim) bool {
	wish := false
	for i := r.lines[r.lineOf(c.lo)].lo; i < c.lo; i++ {
		if wish && r.is(i, "aby", "by", "zeby", "azeby", "zebysmy", "abysmy", "bysmy") {
			return true
		}
		wish = wish || wishes.has(&r.tokens[i])
	}
	return false
}

// was tells "miał kosztować", "miała wynieść": a plan that may be past.
func (r *reading) was(i, end int) bool {
	if !r.is(i, "mial", "miala", "mialo", "mialy", "mieli") || r.is(i-1, "bedzie", "beda") {
		return false
	}
	for j := i + 1; j < end && j < i+5; j++ {
		if verb(&r.tokens[j], r.folded[j]) && r.folded[j] == r.tokens[j].Keys[0] || r.is(j, "byc", "zostac", "wyniesc") {
			return true
		}
	}
	return false
}

// changed tells whether a number is the one that was replaced: "z 27 zł do 31
// zł", "zamiast 27 zł", "a nie 27 zł", "nie 27 zł, lecz 31".
func changed(t *reading, c *Claim) bool {
	if t.is(c.lo-1, "zamiast", "nie") || t.is(c.lo-1, "niz") && c.Bound == Exact {
		return true
	}
	if t.is(c.lo-1, "z", "ze") {
		for i := c.hi; i < c.hi+4 && i < len(t.tokens); i++ {
			if t.is(i, "do", "na") && t.tokens[i].Sentence == t.tokens[c.lo].Sentence {
				return true
			}
		}
	}
	return false
}
