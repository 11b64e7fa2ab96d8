package claims

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// This file tells whether a sentence speaks of a fact's subject. The subject
// is a query, but a newspaper says "oddadzą do ruchu" where the register says
// "otwarcie", and leaves to the title what the next sentence repeats by "ona".

// A node is a subject, compiled.
type node struct {
	op   byte // '&', '|', '!', 't' term, '1' always
	kids []node
	term term
}

// A term is one word of a subject.
type term struct {
	word
	id     int  // within the register
	group  int  // index in groups, -1 none
	city   bool // miasto: our city's name says the same
	number bool // liczba, stopa, kwota: said by the number itself
	costs  bool // koszt, cena, stawka, opłata: said by "za" before the sum
	budget bool // budżet: said by whose expenses they are
	starts bool // otwarcie, start: said by who is the first to come
}

// groups are words by which the press says the same of a city's affairs.
var groups = func() []lexis {
	var out []lexis
	for _, s := range []string{
		"wydatek wydac wydawac wydatkowac",
		"dochod wplyw",
		"koszt kosztowac wartosc wart cena pochlonac wyceniony zaplacic placic opiewac kosztowny naklad zapłata wydac warty za_kwote",
		"otwarcie otworzyc otwarty oddanie oddac oddany uruchomic uruchomienie inauguracja udostepnic udostepnienie pojechac przejechac wjechac",
		"zakonczenie zakonczyc ukonczyc ukonczenie koniec final gotowy skonczyc",
		"rozpoczecie rozpoczac start ruszyc poczatek zaczac startowac wystartowac ruszac",
		"stawka oplata zaplacic placic cena abonament taryfa kosztowac",
		"mieszkaniec ludnosc mieszkac zamieszkiwac populacja zameldowany suwalczanin zyc",
		"dofinansowanie dotacja dofinansowac wsparcie dotowac grant",
		"zadluzenie dlug zadluzony zadluzyc winny",
		"odpad smiec",
		"most przeprawa",
		"remont remontowac wyremontowac modernizacja przebudowa przebudowac modernizowac zmodernizowac",
		"budowa budowac wybudowac powstac powstawac zbudowac",
		"nabor rekrutacja",
		"wejscie odwiedzic odwiedzac klient odwiedziny gosc odwiedzajacy skorzystac",
		"pracownik zatrudniac zatrudnienie etat pracowac zatrudniony urzednik",
		"dlugosc dlugi",
		"glos glosowac zaglosowac glosowanie oddac",
		"sesja posiedzenie obrady",
		"autobus pojazd elektryk elektrobus",
		"zlobek maluch",
		"frekwencja zaglosowac",
		"deficyt niedobor",
		"liczba liczyc ilosc",
		"bezrobocie bezrobotny",
		"pula kwota przeznaczyc rozdysponowac",
		"drzewo sadzonka nasadzenie posadzic",
		"lampa latarnia oprawa",
		"termin",
		"subwencja",
		"wieczor wieczorny",
		"sciezka droga",
		"bilet przejazd",
		"podwyzka podrozec zdrozec drozec wzrosnac podniesc",
	} {
		out = append(out, words(s))
	}
	return out
}()

// unitGroups are counted nouns that may stand for one another.
var unitGroups = func() []lexis {
	var out []lexis
	for _, s := range []string{
		"mieszkaniec osoba czlowiek obywatel suwalczanin ludzie lud", "autobus pojazd elektryk elektrobus woz", "uczen dziecko uczennica osoba", "dziecko maluch przedszkolak",
		"wejscie osoba odwiedziny klient gosc odwiedzajacy odwiedzac uzytkownik", "metr m", "kilometr km", "hektar ha", "tona t", "pracownik osoba etat urzednik",
		"drzewo sadzonka", "lampa latarnia oprawa", "lokal mieszkanie", "wniosek projekt", "kamera", "rower jednoslad", "szkola placowka podstawowka", "miejsce",
		"uczestnik osoba", "bezrobotny osoba", "student osoba zak", "radny mandat", "glos", "czytelnik osoba", "widz osoba kibic", "senior osoba",
	} {
		out = append(out, words(s))
	}
	return out
}()

var (
	cityTerms   = words("miasto miejski")
	numberTerms = words("liczba ilosc liczyc stopa poziom wskaznik kwota wysokosc wynosic")
	// living are the words that make a count of people a count of inhabitants.
	living = words("liczba ilosc liczyc mieszkac zyc zamieszkiwac zameldowany ludnosc populacja liczebnosc liczacy przypadac miec wynosic wyniesc spasc wzrosnac ubyc przybyc")
)

// compile makes a node of a query.
func (r *Register) compile(n query.Node) node {
	all := func(op byte, kids []query.Node) node {
		out := node{op: op}
		for _, k := range kids {
			out.kids = append(out.kids, r.compile(k))
		}
		return out
	}
	switch n := n.(type) {
	case *query.And:
		return all('&', n.Kids)
	case *query.Or:
		return all('|', n.Kids)
	case *query.Not:
		return all('!', []query.Node{n.Kid})
	case *query.Near:
		return all('&', []query.Node{n.A, n.B})
	case *query.In:
		return r.compile(n.Kid)
	case *query.Phrase:
		out := node{op: '&'}
		for _, w := range n.Words {
			out.kids = append(out.kids, r.termNode(w))
		}
		return out
	case *query.Word:
		return r.termNode(n)
	}
	return node{op: '1'}
}

func (r *Register) termNode(w *query.Word) node {
	t := term{word: wordOf(&w.Token), group: -1, id: r.terms.next()}
	for k := range t.keys {
		if _, ok := cityTerms[k]; ok {
			t.city = true
		}
		if _, ok := numberTerms[k]; ok {
			t.number = true
		}
		t.costs = t.costs || k == "koszt" || k == "cena" || k == "stawka" || k == "oplata"
		t.budget = t.budget || k == "budzet"
		_, start := starts[k]
		t.starts = t.starts || start
	}
	for i, g := range groups {
		for k := range t.keys {
			if _, ok := g[k]; ok && t.group < 0 {
				t.group = i
			}
		}
	}
	if capitalAt(w.Token.Exact) && !t.acro && w.Token.Kind == polish.Word {
		if r.subjects == nil {
			r.subjects = lexis{}
		}
		for k := range t.keys {
			r.subjects[k] = struct{}{}
		}
	}
	if t.acro || w.Exact {
		t.group = -1
	}
	r.terms.add(&t)
	return node{op: 't', term: t}
}

// meets is how surely a token says a term: 1 the same word, 0.8 a word of the
// same meaning, 0 not.
func (t *term) meets(tok *polish.Token) float64 {
	if t.keys.has(tok) {
		return 1
	}
	if t.group >= 0 && groups[t.group].has(tok) {
		return 0.8
	}
	if t.acro || tok.Kind != polish.Word {
		return 0
	}
	for k := range t.keys {
		for _, o := range tok.Keys {
			if kin(k, o) {
				return 0.8
			}
		}
	}
	return 0
}

// An index finds the terms of all subjects that a token says, by one look at
// each of its keys instead of one at each term.
type index struct {
	n     int
	same  map[string][]int  // by key: the very word
	group map[string][]int  // by key: a word of the same meaning
	stems map[string][]stem // by the first five bytes of a key
}

type stem struct {
	key  string
	term int
}

// hit is a token that says a term, and how surely.
type hit struct {
	token int
	level float64
}

func (x *index) next() int {
	x.n++
	return x.n - 1
}

func (x *index) add(t *term) {
	if x.same == nil {
		x.same, x.group, x.stems = map[string][]int{}, map[string][]int{}, map[string][]stem{}
	}
	for k := range t.keys {
		x.same[k] = append(x.same[k], t.id)
		if len(k) >= 5 && !t.acro {
			x.stems[k[:5]] = append(x.stems[k[:5]], stem{k, t.id})
		}
	}
	if t.group >= 0 {
		for k := range groups[t.group] {
			x.group[k] = append(x.group[k], t.id)
		}
	}
}

// hits lists, by term, the tokens of a text that say it.
func (x *index) hits(r *reading) [][]hit {
	out := make([][]hit, x.n)
	note := func(term, token int, level float64) {
		l := out[term]
		if n := len(l); n > 0 && l[n-1].token == token {
			l[n-1].level = max(l[n-1].level, level)
			return
		}
		out[term] = append(l, hit{token, level})
	}
	for i := range r.tokens {
		t := &r.tokens[i]
		for _, k := range t.Keys {
			for _, id := range x.same[k] {
				note(id, i, 1)
			}
			for _, id := range x.group[k] {
				note(id, i, 0.8)
			}
			if len(k) < 5 || t.Kind != polish.Word {
				continue
			}
			for _, s := range x.stems[k[:5]] {
				if kin(s.key, k) {
					note(s.term, i, 0.8)
				}
			}
		}
	}
	return out
}

// kin tells whether two lemmas share a stem: otwarcie and otwarty, budżet and
// budżetowy. Short stems and the pairs that mislead are not kin.
func kin(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	short := min(len(a), len(b))
	if n < 5 || n < short-2 || max(len(a), len(b)) > n+5 {
		return false
	}
	return !strings.HasPrefix(a, "mieszka") && !strings.HasPrefix(a, "miejs") && !strings.HasPrefix(a, "miast")
}

// A match is how a sentence speaks of a subject.
type match struct {
	score    float64
	local    []int // tokens of the sentence that say a term, the city's name excepted
	missing  bool  // something was only said by the context
	recalled bool  // the sentence only takes the subject up: "jest ich …"
	asked    bool  // said by the question that the sentence answers
	terms    int   // terms said in the sentence
}

// matcher holds a subject against one sentence and what was said before it.
type matcher struct {
	r      *reading
	line   line
	part   *part
	title  *part // nil without one
	before int   // first token of the sentences before that are context
	next   *part // behind a title: the field that follows; else nil
	after  int   // one past the last token of the sentence behind that is context
	ours   bool
	number bool // the fact is a number
	people bool // the fact counts inhabitants
}

func (m *matcher) match(n *node) match {
	switch n.op {
	case '&':
		out := match{score: 1}
		for i := range n.kids {
			k := m.match(&n.kids[i])
			if k.score == 0 {
				return match{}
			}
			out.score = min(out.score, k.score)
			out.local = append(out.local, k.local...)
			out.missing = out.missing || k.missing
			out.terms += k.terms
		}
		return out
	case '|':
		var best match
		for i := range n.kids {
			if k := m.match(&n.kids[i]); k.score > best.score || k.score == best.score && k.terms > best.terms {
				local := append(best.local, k.local...)
				best = k
				best.local = local
			}
		}
		return best
	case '!':
		if k := m.match(&n.kids[0]); k.score >= 0.8 {
			return match{}
		}
		return match{score: 1}
	case 't':
		return m.term(&n.term)
	}
	return match{score: 1}
}

// term finds one word: in the sentence, or before it.
func (m *matcher) term(t *term) match {
	var out match
	for _, h := range m.part.hits[t.id] {
		if h.token >= m.line.lo && h.token < m.line.hi {
			out.score = max(out.score, h.level)
			if !t.city {
				out.local = append(out.local, h.token)
			}
		}
	}
	if out.score > 0 {
		out.terms = 1
		return out
	}
	if t.budget && m.ours && m.budget() {
		return match{score: 0.8}
	}
	if t.city && m.ours {
		return match{score: 1}
	}
	if t.number && m.number && (!m.people || m.lives()) {
		return match{score: 0.9}
	}
	if t.costs && m.priced() {
		return match{score: 0.8}
	}
	if t.starts && !m.number && m.r.firstUsers(m.line.lo, m.line.hi) {
		return match{score: 0.8, terms: 1}
	}
	out.score = m.around(t)
	out.missing = out.score > 0
	return out
}

// around is how surely the sentences around, the opening one and the title say
// a term.
func (m *matcher) around(t *term) float64 {
	var out match
	for _, h := range m.part.hits[t.id] {
		if h.token >= m.line.hi && h.token < m.after { // "wyda 912 mln zł. Tak wysokiego budżetu…"
			out.score = max(out.score, 0.55*h.level)
		}
		if h.token >= m.before && h.token < m.line.lo && !m.r.another(h.token) {
			out.score = max(out.score, 0.6*h.level)
		}
	}
	if m.next != nil && len(m.next.reading.lines) > 0 {
		for _, h := range m.next.hits[t.id] {
			if h.token < m.next.reading.lines[0].hi {
				out.score = max(out.score, 0.55*h.level)
			}
		}
	}
	if m.before > 0 && out.score == 0 && len(m.r.lines) > 0 && m.part.name == "tekst" {
		// the sentence that opens a text says what it is about
		for _, h := range m.part.hits[t.id] {
			if h.token < m.r.lines[0].hi && !m.r.another(h.token) && !strings.Contains(m.r.text[m.r.lines[0].at.Start:m.r.tokens[m.line.lo].Start], "\n") {
				out.score = max(out.score, 0.5*h.level)
			}
		}
	}
	if m.title != nil && m.title != m.part {
		for _, h := range m.title.hits[t.id] {
			out.score = max(out.score, 0.6*h.level)
		}
	}
	return out.score
}

// another tells whether the word at token i is told from its namesake by the
// word beside it: "basen odkryty", "żłobki niepubliczne", "podwyższona stawka".
func (r *reading) another(i int) bool {
	return i > 0 && r.joined(i) && befores.has(&r.tokens[i-1]) || i+1 < len(r.tokens) && r.joined(i+1) && namesakes.has(&r.tokens[i+1])
}

// priced tells whether a sum of the sentence stands behind "za": what was
// built "za 58,3 mln zł" cost it.
func (m *matcher) priced() bool {
	for i := range m.r.claims {
		c := &m.r.claims[i]
		if c.Kind == Amount && c.lo >= m.line.lo && c.hi <= m.line.hi && (m.r.is(c.lo-1, "za") || m.r.is(c.lo-2, "za") && m.r.is(c.lo-1, "kwote", "sume", "jedyne")) {
			return true
		}
		if c.Kind == Amount && c.lo == m.line.hi && strings.Contains(m.r.gap(c.lo), "?") {
			return true // "Kubik wody? 6,12 zł."
		}
	}
	return false
}

// budget tells whether a sentence that names the city, of whose expenses or
// income it speaks, means its budget without the word.
func (m *matcher) budget() bool {
	for i := m.line.lo; i < m.line.hi; i++ {
		if (m.r.is(i, "miasta", "grodu", "samorzadu") || cityTerms.has(&m.r.tokens[i])) && i > m.line.lo && groupsBudget.has(&m.r.tokens[i-1]) {
			return true
		}
	}
	for _, i := range m.r.short {
		if i >= m.before && i < m.line.hi {
			return true // "deficyt" of what else, the city's paper does not say
		}
	}
	return false
}

var groupsBudget = words("wydatek dochod deficyt nadwyzka laczny")

// headed tells whether a line of a table begins at a token: "Mieszkańców: 37,5 tys."
func (r *reading) headed(i int) bool {
	return r.is(i, "mieszkancow", "mieszkancy", "ludnosc") && strings.Contains(r.gap(i+1), ":")
}

// headcount tells whether a headline only says how many of us there are: "102
// tysiące kępowian".
func (r *reading) headcount(l line) bool {
	if l.hi-l.lo > 5 || r.verbal(l.lo, l.hi) {
		return false
	}
	for i := l.lo; i < l.hi; i++ {
		if slices.Contains(r.tokens[i].Keys, demonym) {
			return true
		}
	}
	return false
}

// demonym is the key of the inhabitants' own name, beside that of inhabitants.
const demonym = "mieszkaniec\x00"

// townsmen adds to the inhabitants' own name, which no dictionary has, that it
// means inhabitants: olszanowianie, darzowiczan.
func (r *Register) townsmen(t *reading) {
	stem := polish.Fold(strings.ToLower(r.city))
	if len(r.here) != 1 || len(stem) < 5 {
		return
	}
	stem = stem[:len(stem)-2]
	for i := range t.tokens {
		f := t.folded[i]
		if !strings.HasPrefix(f, stem[:max(4, len(stem)-1)]) || t.tokens[i].Kind != polish.Word {
			continue
		}
		for _, e := range []string{"an", "anie", "anin", "anina", "anom", "ami", "anach", "anki", "anka"} {
			if strings.HasSuffix(f, e) && len(f) > len(stem) {
				t.tokens[i].Keys = append(slices.Clone(t.tokens[i].Keys), "mieszkaniec", demonym)
				break
			}
		}
	}
}

// amounts tells whether a sentence says of a name that it is so many: "Stara
// Lipnica to dziś 27 tysięcy mieszkańców".
func (r *reading) amounts(l line) bool {
	for i := l.lo + 1; i < l.hi; i++ {
		if r.is(i, "to") && r.capital(i-1) && r.joined(i) && r.leading(i, min(i+2, l.hi)) && r.figured(i, min(i+6, l.hi)) {
			return true
		}
	}
	return false
}

// lives tells whether the sentence speaks of how many live here.
func (m *matcher) lives() bool {
	if m.r.headed(m.line.lo) || m.r.headcount(m.line) || m.ours && m.r.amounts(m.line) {
		return true
	}
	for i := m.line.lo; i < m.line.hi; i++ {
		if living.has(&m.r.tokens[i]) {
			return true
		}
	}
	return false
}
