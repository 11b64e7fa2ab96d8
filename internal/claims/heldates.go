package claims

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
)

// This file holds dates against facts.

var events = words(`otwarcie otworzyc otwarty oddanie oddac uruchomic uruchomienie inauguracja zakonczenie zakonczyc ukonczenie rozpoczecie rozpoczac start
ruszyc wyruszyc wyruszac sesja posiedzenie termin wybory nabor referendum konsultacje koncert festiwal dzien dni bieg zawody konferencja przetarg remont odbior przejechac pojechac wjechac wystartowac
zacząć zaczac koniec glosowanie impreza jarmark zamkniecie zamknac odsloniecie premiera podpisanie likwidacja wyplata festyn zebranie wernisaz`)

var obliques = words("przed po sprawie temat dotyczyc o od do oprocz dzien tydzien dni miesiac zaproszenie zapowiedz rocznica przygotowanie konkurs wniosek dzieki podczas")

// dateGuard tells why a date does not contradict a dated fact.
func (h *holding) dateGuard(t *reading, c *Claim, m *match) string {
	switch {
	case c.Negated:
		return "przeczenie"
	case c.Hedged:
		return "zastrzeżenie"
	case c.Bound == Between:
		return "zakres"
	}
	if why := h.voice(t, c); why != "" {
		return why
	}
	if t.saidThen(c) {
		return "czas wypowiedzi"
	}
	from, to := t.apposed(c)
	if why := h.limit(t, c, m, from, to); why != "" {
		return why
	}
	for i := max(from-1, 0); i < to; i++ {
		if former.has(&t.tokens[i]) || t.was(i, to) || t.is(i, "planowano", "zakladano") && !t.is(i-1, "niz") || t.is(i, "opoznienie", "rocznica", "rocznice") || t.is(i, "przesunieto", "przelozono", "przesunal", "przesunela", "przelozyl", "przelozyla") && !t.is(c.lo-1, "na") {
			return "dawny termin"
		}
	}
	if y := c.From.Year; y != 0 && y != h.card.day.Year {
		if h.day.IsZero() || !c.From.After(h.day) {
			return "inny rok"
		}
	}
	if y := c.From.Year; y == 0 {
		for _, p := range t.times(c.lo, h.day, false) {
			if !p.meets(yearOf(h.card.day.Year).from, yearOf(h.card.day.Year).to) && p.from != h.day {
				return "inny rok"
			}
		}
	}
	if t.wished(c) {
		return "życzenie"
	}
	if h.over(t, c, from, to) {
		return "inne zdarzenie"
	}
	if !h.event(t, c, m, from, to) {
		return "inne zdarzenie"
	}
	return ""
}

// saidThen tells whether a date says when somebody spoke: "powiedziała w środę",
// "jak poinformował 4 grudnia".
func (r *reading) saidThen(c *Claim) bool {
	for i := c.lo - 1; i >= c.lo-2 && i >= r.clauseStart(c.lo); i-- {
		if speechVerbs.has(&r.tokens[i]) {
			return true
		}
		if !r.is(i, "w", "we", "dnia", "juz", "wczoraj") {
			break
		}
	}
	return false
}

// limit tells whether a date is only a bound: "do 12 grudnia", "przed 12
// grudnia". "Od poniedziałku pojedziemy" and "poczekamy do stycznia" name the
// day itself.
func (h *holding) limit(t *reading, c *Claim, m *match, from, to int) string {
	at := c.lo
	if !t.is(at, "do", "przed", "po", "z", "od") {
		at = c.lo - 1
	}
	switch {
	case t.is(at, "od"):
		for _, k := range m.local {
			if k >= from && k < to && goers.has(&t.tokens[k]) {
				return ""
			}
		}
		return "granica"
	case t.is(at, "do"):
		last := h.lastDay()
		for i := from; i < to; i++ {
			if waiters.has(&t.tokens[i]) || last && takers.has(&t.tokens[i]) {
				return ""
			}
		}
		return "granica"
	case t.is(at, "przed", "po", "zamiast", "z", "ze", "nie"):
		return "granica"
	}
	return ""
}

var (
	goers   = words("pojechac przejechac wjechac ruszyc ruszac wystartowac startowac otwarty otworzyc zamkniety zamknac zamykac obowiazywac nieczynny czynny")
	waiters = words("czekac poczekac zaczekac doczekac odliczac")
)

// takers are what is done until a last day: "oferty można składać do 16 marca".
var takers = words("trwac potrwac skladac zlozyc skladanie przyjmowac przyjmowanie zglaszac zglosic zapisywac nadsylac dostarczac dostarczyc przesylac wnosic uplywac mijac glosowac")

// deadlines are words of facts whose day is the last one of something: to the
// end of it "do" is no mere bound.
var deadlines = words("wniosek nabor oferta skladac skladanie zapisy zglaszac zgloszenie konsultacje uwaga rekrutacja ankieta glosowanie glosowac przyjmowac")

// lastDay tells whether the fact's day is the last one of something.
func (h *holding) lastDay() bool {
	return h.card.subject.anyTerm(func(w *term) bool { return w.anyOf(deadlines) })
}

// riders are verbs that open a road when drivers do them.
var riders = words("pojechac przejechac wjechac")

// driven tells whether it is we or the drivers who go: "pojedziemy nowym
// mostem", not "wjedzie tam maszyna".
func (r *reading) driven(k int) bool {
	if strings.HasSuffix(r.folded[k], "emy") || strings.HasSuffix(r.folded[k], "alismy") || strings.HasSuffix(r.folded[k], "ano") {
		return true
	}
	l := r.lines[r.lineOf(k)]
	for i := l.lo; i < l.hi; i++ {
		if drivers.has(&r.tokens[i]) {
			return true
		}
	}
	return false
}

var drivers = words("kierowca auto samochod pojazd mieszkaniec pieszy rowerzysta pasazer autobus tramwaj pociag pierwszy mozna")

// fixed tells whether a date of the calendar stands in the sentence of one that
// is counted from publication: then that one tells when.
func (r *reading) fixed(c *Claim) bool {
	l := r.lines[r.lineOf(c.lo)]
	for k := range r.claims {
		if d := &r.claims[k]; d.Kind == Date && d.rel.what == 0 && d.lo >= l.lo && d.hi <= l.hi {
			return true
		}
	}
	return false
}

// event tells whether the date's clause, or the one that it belongs to, names
// the fact's event, and not as something else happens before or after it.
func (h *holding) event(t *reading, c *Claim, m *match, from, to int) bool {
	needs := h.card.subject.anyTerm(func(w *term) bool { return w.anyOf(events) })
	last := h.lastDay()
	if n := t.lineOf(c.lo); m.asked && n > 0 && (t.is(t.lines[n-1].lo, "kiedy") || !t.verbal(t.lines[n-1].lo, t.lines[n-1].hi)) && t.leading(t.lines[n].lo, c.lo) {
		return true // "Kiedy ruszy tramwaj? – Dwunastego grudnia."
	}
	if needs && h.debut(t, m, from, to) {
		return true
	}
	for _, k := range m.local {
		if m.recalled && k >= from && k < to {
			return true // "Nowy termin to 20 stycznia"
		}
		if t.is(k-1, "dni", "dzien", "dnia", "dniu", "dniach") && strings.HasPrefix(t.folded[k], "otwart") && !h.card.term(&t.tokens[k-1]) {
			continue // "dzień otwarty" is another event than an opening
		}
		closes := last && deadlines.has(&t.tokens[k])
		if needs && !events.has(&t.tokens[k]) && !h.sameEvent(&t.tokens[k]) && !closes {
			continue
		}
		if closes && (t.is(c.lo, "do") || t.is(c.lo-1, "do", "najpozniej")) && t.takes(from, to) {
			return true
		}
		if t.relative(k, from, to) && !h.otherObject(t, k) {
			return true
		}
		if riders.has(&t.tokens[k]) && !h.card.subject.anyTerm(func(w *term) bool { return w.keys.has(&t.tokens[k]) }) && !t.driven(k) {
			continue
		}
		if k > 0 && obliques.has(&t.tokens[k-1]) && (k-1 < c.lo || k-1 >= c.hi) && t.joined(k) && !t.is(k-1, "dni", "dzien") || t.is(k-1, "na") && !t.is(k-2, "termin", "date") && t.joined(k) && !t.gathers(k-2) && !t.awaits(from, to) && !t.invites(from, to) || t.is(k-2, "w") && t.is(k-1, "sprawie") {
			continue
		}
		if h.otherObject(t, k) || t.is(c.lo, "dzis", "dzisiaj") && (!verb(&t.tokens[k], t.folded[k]) || k-c.lo > 4 || c.lo > k) {
			continue
		}
		if t.is(k-2, "po", "przed", "od", "do", "na") && t.joined(k) && t.joined(k-1) && (k-1 < c.lo || k-1 >= c.hi) && !(t.is(k-2, "na") && (h.card.term(&t.tokens[k-1]) || t.gathers(k-3) || t.awaits(from, to) || t.invites(from, to))) {
			continue
		}
		if k >= from && k < to || t.thereupon(c, k) || k >= to && k <= to+1 && strings.Contains(t.gap(to), ":") && !t.verbal(from, to) {
			return true
		}
		if h.gapped(t, c, k, from, to) {
			return true
		}
		if t.listed(c, k) || t.relative(k, from, to) || h.equated(t, from, to) && !h.otherEvent(t, from, to) && abs(float64(k-c.lo)) < 16 {
			return true
		}
	}
	return false
}

// takes tells whether a clause says until when something is handed in.
func (r *reading) takes(from, to int) bool {
	for i := from; i < to; i++ {
		if takers.has(&r.tokens[i]) {
			return true
		}
	}
	return false
}

// gathers tells whether the word before "na" calls people to the event itself:
// "zaprasza na sesję", "zbiorą się na sesji".
func (r *reading) gathers(i int) bool {
	return r.is(i, "sie", "zaprasza", "zapraszaja", "zapraszamy", "zaprosil", "zaprosila", "spotkaja", "zbiora")
}

// invites tells whether a clause invites to an event: "Na otwarcie dworca
// burmistrz zaprasza 8 maja".
func (r *reading) invites(from, to int) bool {
	for i := from; i < to; i++ {
		if strings.HasPrefix(r.folded[i], "zapras") {
			return true
		}
	}
	return false
}

// awaits tells whether a clause says how long one waits: "na otwarcie poczekamy
// do stycznia".
func (r *reading) awaits(from, to int) bool {
	for i := from; i < to; i++ {
		if waiters.has(&r.tokens[i]) {
			return true
		}
	}
	return false
}

// thereupon tells whether the clause of the event at token k points back at a
// date before it: "w połowie marca, bo właśnie wtedy nastąpi otwarcie".
func (r *reading) thereupon(c *Claim, k int) bool {
	if k < c.hi || k > c.hi+12 {
		return false
	}
	for i := max(r.clauseStart(k), c.hi); i < k+3 && i < len(r.tokens); i++ {
		if r.is(i, "wtedy", "wowczas") || r.is(i, "tego") && r.is(i+1, "dnia") || r.is(i, "tym") && r.is(i+1, "dniu", "terminie") {
			return true
		}
	}
	return false
}

// relative tells whether a clause says when the event that stands right before
// its "który" happens: "na jarmark, który rozpocznie się 4 grudnia".
func (r *reading) relative(k, from, to int) bool {
	if !r.is(from, "ktory", "ktora", "ktore") || k >= from || from-k > 4 {
		return false
	}
	for i := from + 1; i < to; i++ {
		if events.has(&r.tokens[i]) || r.is(i, "odbedzie", "nastapi", "rozpocznie", "zacznie", "bedzie") {
			return true
		}
	}
	return false
}

// listed tells whether a date and the event at token k stand as in a calendar:
// "28 grudnia – sesja budżetowa", "Sesja budżetowa: 28 grudnia".
func (r *reading) listed(c *Claim, k int) bool {
	mark := func(i int) bool {
		g := strings.Trim(r.gap(i), " .\u00a0")
		return g == ":" || g == "-" || isDash(g)
	}
	l := r.lines[r.lineOf(c.lo)]
	return c.lo == l.lo && k >= c.hi && k <= c.hi+1 && mark(c.hi) || k < c.lo && k >= c.lo-6 && mark(c.lo)
}

// otherObject tells whether the word behind an event's word names another
// thing than the fact's: "otworzy lodowisko", "otwarcie drogi".
func (h *holding) otherObject(t *reading, k int) bool {
	if !events.has(&t.tokens[k]) {
		return false
	}
	for j := k + 1; j < min(k+4, len(t.tokens)) && t.joined(j); j++ {
		tok := &t.tokens[j]
		switch {
		case h.card.term(tok) || tok.Kind != polish.Word || t.function(j) || verb(tok, t.folded[j]) || t.capital(j) || monthOf(tok) != 0 || weekdays.has(tok):
			return false
		case t.adjective(j) || t.adjectiveLike(j):
			continue
		}
		return !adverbs.has(tok) && !works.has(tok)
	}
	return false
}

// works are words by which a text calls again what it named before:
// "zakończenie całej budowy".
var works = words("trasa obiekt przeprawa inwestycja gmach budynek placowka budowa praca robota zadanie kontrakt przedsiewziecie calosc rozbudowa przebudowa modernizacja remont")

var adverbs = words("juz dopiero wreszcie jutro wczoraj dzisiaj dzis uroczyscie oficjalnie zostac tuz niebawem wkrotce punktualnie sie jeszcze przeprawa obiekt inwestycja ruch uzytek")

// adjectiveLike tells whether a word has a reading that ends as adjectives do.
func (r *reading) adjectiveLike(i int) bool {
	for _, k := range r.tokens[i].Keys {
		if strings.HasSuffix(k, "y") || strings.HasSuffix(k, "ny") || strings.HasSuffix(k, "owy") || strings.HasSuffix(k, "ski") {
			return true
		}
	}
	return false
}

// otherEvent tells whether a clause says when something else happens than the
// fact's event: "odbiór techniczny wyznaczono na 4 grudnia, otwarcie później".
func (h *holding) otherEvent(t *reading, from, to int) bool {
	own, foreign := false, false
	for i := from; i < to; i++ {
		tok := &t.tokens[i]
		if h.sameEvent(tok) {
			own = true
		} else if events.has(tok) && !verb(tok, t.folded[i]) && !h.sameEvent(tok) && !days.has(tok) {
			foreign = true
		}
	}
	return foreign && !own && !h.lastDay()
}

// days are events that a clause may name beside the date itself.
var days = words("dzien dni termin start koniec")

// equated tells whether a clause's verb says when something happens.
func (h *holding) equated(t *reading, from, to int) bool {
	for i := from; i < to; i++ {
		if t.is(i, "nastapi", "odbedzie", "zaplanowano", "wyznaczono", "przypada", "przypadnie", "ustalono", "bedzie", "planowane", "zapowiadane", "stanie", "nastapilo", "odbylo", "odbyla", "odbyl", "zaplanowane", "wyznaczone") {
			return true
		}
	}
	return false
}

// sameEvent tells whether a word means the event of the subject.
func (h *holding) sameEvent(tok *polish.Token) bool {
	return h.card.subject.anyTerm(func(w *term) bool { return w.anyOf(events) && w.meets(tok) > 0 })
}

func (n *node) anyTerm(yes func(*term) bool) bool {
	if n.op == 't' {
		return yes(&n.term)
	}
	for i := range n.kids {
		if n.op != '!' && n.kids[i].anyTerm(yes) {
			return true
		}
	}
	return false
}

func (w *term) anyOf(l lexis) bool {
	for k := range w.keys {
		if _, ok := l[k]; ok {
			return true
		}
	}
	return false
}

// agreesDate tells whether the fact's day lies in what a date says. A date
// without a year is of the fact's year.
func (h *holding) agreesDate(c *Claim) bool {
	day, from, to := h.card.day, c.From, c.To
	if c.rel.what != 0 {
		slack := int(h.card.slack)
		return slices.ContainsFunc(c.days, func(p period) bool { return p.meets(day.Add(-slack), day.Add(slack)) })
	}
	if from.Year == 0 {
		from.Year, to.Year = day.Year, day.Year
	}
	from, to = polish.NewDay(from.Year, from.Month, from.Dom), polish.NewDay(to.Year, to.Month, to.Dom)
	slack := int(h.card.slack)
	return !day.Before(from.Add(-slack)) && !day.After(to.Add(slack))
}
