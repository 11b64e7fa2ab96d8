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

// partGuard knows parts of a whole: "z tego 40 mln zł", "w tym", "z czego".
func partGuard(t *reading, c *Claim, from int, m *match) string {
	for i := max(from-1, 0); i < c.lo; i++ {
		two := t.is(i, "z", "sposrod") && t.is(i+1, "tego", "czego", "ktorych", "ktorej", "nich") || t.is(i, "w") && t.is(i+1, "tym") && !t.locative(i+2) && !t.is(i+2, "czasie", "samym")
		if !two && !(t.is(i, "m") && t.is(i+1, "in")) && !parts.has(&t.tokens[i]) && !t.is(i, "sposrod") {
			continue
		}
		if c.fraction && !t.is(i, "w") {
			continue // "geotermia, z której pochodzi połowa ciepła": the share is the fact's own
		}
		if i < from-1 || t.is(i, "sposrod") && i == c.lo-1 {
			continue // "wybierać spośród dwudziestu podstawówek": those are all
		}
		// the subject itself is the part: "z czego 31,5 mln zł to dofinansowanie"
		to := t.clauseEnd(c.lo)
		for _, k := range m.local {
			if k > i && k < to && rivals.has(&t.tokens[k]) {
				return ""
			}
		}
		return "część całości"
	}
	return ""
}

// remainder tells whether the sentence goes on to the rest of what a number is
// a part of: "Lipnica zapłaciła 20 mln zł, resztę dołożyło ministerstwo".
func (r *reading) remainder(c *Claim) bool {
	for i := c.hi; i < r.lines[r.lineOf(c.lo)].hi; i++ {
		if r.is(i, "reszta", "reszte") {
			return r.breaksAt(i) || r.breaksAt(i-1)
		}
		if r.is(i, "czego", "tego", "tym") {
			return false // the whole, of which parts follow
		}
	}
	return false
}

// locative tells whether "w tym" goes with the word at i and means a time or a
// place ("w tym sezonie", "w tym mieście") instead of a part.
func (r *reading) locative(i int) bool {
	if i >= len(r.tokens) || !r.joined(i) || r.tokens[i].Kind != polish.Word {
		return false
	}
	if _, number := numerals[r.folded[i]]; number || multiplier(&r.tokens[i]) > 0 {
		return false
	}
	f := r.folded[i]
	for _, k := range r.tokens[i].Keys {
		// a locative of the singular differs from its base: sezon, sezonie; rok, roku
		if (strings.HasSuffix(f, "ie") || strings.HasSuffix(f, "u") || strings.HasSuffix(f, "ym") || strings.HasSuffix(f, "im")) && k != f && !r.function(i) {
			return true
		}
	}
	return false
}

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

// narrowed tells whether the subject's word at token i is narrowed to a part:
// "wydatki majątkowe", "wydatki na oświatę", "wydatki powiatu".
func (h *holding) narrowed(t *reading, i int) bool {
	if h.card.fact.Kind == press.FactDate && t.is(i+1, "na") {
		return false // "jarmark na rynku ruszy 12 grudnia"
	}
	if i > 0 && t.joined(i) && befores.has(&t.tokens[i-1]) && !h.card.term(&t.tokens[i-1]) && !(i > 1 && numerals[t.folded[i-2]] > 0) { // not of "dwie trzecie ciepła"
		return true
	}
	if i+1 >= len(t.tokens) || !t.joined(i+1) {
		return false
	}
	next := &t.tokens[i+1]
	if h.register.hereAt(t, i+1) || cityTerms.has(next) && t.folded[i+1] != "miejskie" {
		// "wydatki Grodziska na oświatę": what they are for stands behind whose they are
		end := i + 1 + max(1, len(h.register.here))
		if cityTerms.has(next) {
			end = i + 2
			if h.register.hereAt(t, end) {
				end += len(h.register.here)
			}
		}
		return t.is(end, "na") && t.joined(end) && h.aimed(t, end)
	}
	if h.card.term(next) || wideners.has(next) || h.register.localAdjective(next) {
		return false
	}
	if h.elsewhere(t, i+1) {
		return true
	}
	if t.is(i+1, "na") && i+2 < len(t.tokens) {
		return h.aimed(t, i+1)
	}
	if t.is(i+1, "dla") && i+2 < len(t.tokens) && (grants.has(&t.tokens[i]) || changesBy.has(&t.tokens[i]) || prices.has(&t.tokens[i])) && !t.is(i+2, "mieszkancow", "wszystkich", "mieszkanca", "kazdego", "doroslych", "osob", "pasazerow", "lokatorow", "rodzin") && !cityTerms.has(&t.tokens[i+2]) && !h.register.hereAt(t, i+2) {
		for k := i + 2; k < min(i+5, len(t.tokens)) && t.joined(k); k++ {
			if h.card.term(&t.tokens[k]) {
				return false
			}
		}
		return true // "dotacje dla organizacji kulturalnych", "podwyżka dla firm"
	}
	if h.register.gmina && t.is(i+1, "gmina", "gminy", "gmine", "gminie") {
		return false
	}
	if posts.has(next) && t.tokens[i].Kind == polish.Word && !slices.Contains(next.Keys, t.folded[i+1]) && !infinitive(&t.tokens[i]) {
		return true // "stypendium ministra", "dotacja wojewody"
	}
	return expenseKinds.has(next) || namesakes.has(next) || strings.HasPrefix(t.folded[i+1], "niesegreg") || strings.HasPrefix(t.folded[i+1], "zmieszan")
}

var rides = words("autobus tramwaj przejazd komunikacja")

// aimed tells whether "na" at a token says what a sum is for, rather than for
// which year or how much it is.
func (h *holding) aimed(t *reading, na int) bool {
	if na+1 >= len(t.tokens) || h.card.fact.Kind == press.FactPercent && !t.capital(na+1) {
		return false // "20 proc. zniżki na bilety"
	}
	what := &t.tokens[na+1]
	if t.is(na+1, "rynku", "starowce", "ulicach", "terenie", "miescie") {
		return false // where, not what for
	}
	for i := na + 1; i < min(na+4, len(t.tokens)) && t.joined(i); i++ {
		if t.is(i, "kwote", "sume", "poziomie", "poziom", "wysokosc") || rides.has(&t.tokens[i]) && h.card.fact.Kind == press.FactAmount {
			return false // "dotacje na łączną kwotę", "bilet na autobus"
		}
	}
	return !(what.Kind == polish.Number || t.is(na+1, "rok", "przyszly", "ten", "poziomie", "kwote", "najblizszy", "nadchodzacy", "biezacy", "sesji", "koniec") || h.card.term(what) || h.register.hereAt(t, na+1))
}

// elsewhere tells whether a capitalised name behind the subject's word is
// another town's, in a clause that does not name ours: "budowa obwodnicy Wierzbin".
func (h *holding) elsewhere(t *reading, i int) bool {
	if !t.capital(i) || t.tokens[i].Kind != polish.Word || t.given(i) || t.institution(i) || t.adjectival(i) && !places.has(&t.tokens[i]) || h.register.known(&t.tokens[i]) || !places.has(&t.tokens[i]) && !genitive(t.folded[i]) {
		return false
	}
	for j := t.clauseStart(i); j < t.clauseEnd(i); j++ {
		if h.part.scene.marks[j] == ours {
			return false
		}
	}
	return true
}

var places = words("polska europa")

// genitive tells whether a name ends as towns do in the genitive.
func genitive(folded string) bool {
	for _, e := range []string{"a", "y", "i", "ic", "in", "yn", "ow", "ej", "ego"} {
		if strings.HasSuffix(folded, e) {
			return true
		}
	}
	return false
}

// partial tells whether a clause speaks of a part of what the fact counts: of
// the young, of a family, of those who came, of a district.
func (h *holding) partial(t *reading, from, to int, m *match) bool {
	people := h.card.countsPeople()
	alive := m.recalled || people && t.amounts(t.lines[t.lineOf(from)]) || people && t.headcount(t.lines[t.lineOf(from)]) || people && t.elliptic(from)
	for i := from; i < to; i++ {
		tok := &t.tokens[i]
		if partials.has(tok) && !(t.is(i, "wsrod") && t.is(i+1, "nich")) && !h.card.term(tok) && !h.card.units.has(tok) || t.is(i, "mieszkanca") && t.is(i-1, "na", "jednego") {
			return true // "na mieszkańca", by its form: the plural shares the key
		}
		if h.card.fact.Kind == "count" && h.card.persons && attending.has(tok) && !h.card.term(tok) && !h.card.attended && !t.is(i, "budzetu") {
			return true
		}
		if people && districts.has(tok) {
			return true
		}
		alive = alive || living.has(tok)
	}
	if people && t.is(from, "w", "we") && strings.HasPrefix(t.folded[min(from+1, len(t.folded)-1)], "ktor") && from > 0 && !cityTerms.has(&t.tokens[from-1]) && h.part.scene.marks[from-1] != ours {
		return true // "spółdzielni, w których mieszka 20 tys. osób"
	}
	return people && !alive && !t.headed(from)
}

// befores stand before a namesake of the fact's subject, namesakes behind it.
var (
	befores   = words("stary prywatny dawny tymczasowy niepubliczny sasiedni kolejowy zabytkowy poprzedni inny drugi trzeci podwyzszony podwojny potrojny ulgowy znizony obnizony preferencyjny karny sankcyjny letni odkryty szkolny przyszkolny hotelowy")
	namesakes = words("odkryty letni zewnetrzny ogrodowy szkolny przyszkolny hotelowy niepubliczny prywatny")
)

var (
	partials  = words("wsrod rodzina czteroosobowy trzyosobowy gospodarstwo przecietny przecietnie srednio srednia")
	attending = words("udzial uczestniczyc skorzystac podpisac podpis glos glosowac zaglosowac petycja przyjsc obejrzec zobaczyc kibicowac ankieta zgromadzic zebrac protestowac zapisac wyjechac zachorowac")
	districts = words("osiedle dzielnica ulica blok parafia solectwo okreg obwod")
)

// expenseKinds narrow a sum of a budget, and what else the press counts apart.
var expenseKinds = words(`majatkowy biezacy inwestycyjny oswiatowy osobowy wlasny podatkowy nadzwyczajny pozaplacowy drogowy kulturalny administracyjny
szklo papier plastik tworzywo metal niesegregowany nieselektywny zmieszany ulgowy miesieczny kwartalny semestralny grupowy seniorski rodzinny niemieszkalny gospodarczy prywatny niepubliczny
sportowy socjalny zdrowotny dodatkowy dlugoletni dlugotrwaly mlodych kobieta mezczyzna dlugoterminowy krotkoterminowy rejestrowany remontowy projektowy
utrzymanie utrzymania oswietlenie rozbiorka nadzor projekt dokumentacja ekspertyza objazd powiat gmina wojewodztwo spolka szkola szpital osrodek
kolejowy drogowy tymczasowy stary dawny wojskowy zabytkowy pieszy abonamentowy przylaczeniowy adiacencki skarbowy targowy`)
