package claims

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file knows when a number counts a part of what the fact counts, or a
// namesake of it.

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
