package claims

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
)

// This file tells what place a sentence speaks of: ours, or another.

type place uint8

const (
	unknown place = iota
	ours
	other
)

// towns are Polish towns that the press compares a city with, by key. Others
// are known by their surroundings ("burmistrz Wierzbnika", "w Wierzbniku").
var towns = words(`warszawa krakow lodz wroclaw poznan gdansk szczecin bydgoszcz lublin bialystok katowice gdynia czestochowa radom sosnowiec torun kielce
gliwice zabrze bytom olsztyn rzeszow ruda rybnik tychy opole plock elblag gorzow walbrzych wloclawek tarnow chorzow koszalin kalisz legnica grudziadz
jaworzno slupsk jastrzebie siedlce mysłowice pila ostrow stargard lubin piotrkow inowroclaw ostrowiec gniezno suwalki stalowa siemianowice glogow
pabianice zgierz zamosc lomza elk leszno tomaszow chelm mielec przemysl tczew bielsko biala bedzin pulawy starachowice legionowo konin nowy_sacz skierniewice
augustow sejny olecko goldap gizycko ketrzyn mragowo szczytno ostroda ilawa malbork sopot wejherowo hajnowka sokolka monki grajewo zambrow kolno
bielsk siemiatycze wasilkow wilno alytus mariampol kowno druskienniki berlin praga paryz londyn bruksela kijow lwow grodno wysokie kutno sieradz
sochaczew plonsk ciechanow ostroleka makow mlawa pultusk wyszkow minsk otwock piaseczno pruszkow grodzisk zyrardow swidnica jelenia zgorzelec
boleslawiec lubań olesnica olawa brzeg nysa kluczbork kedzierzyn raciborz cieszyn zywiec oswiecim chrzanow olkusz wieliczka bochnia debica
jaslo krosno sanok`)

// wide are words for what is larger than a city, or not it.
var wide = words(`kraj polska wojewodztwo region ogolnopolski krajowy wojewodzki europa unijny ue panstwo panstwowy mazowsze podlasie slask pomorze kujawy mazury
warmia podhale podkarpacie kaszuby wielkopolska malopolska lubelszczyzna suwalszczyzna kielecczyzna opolszczyzna zamojszczyzna bialostocczyzna rzeszowszczyzna kurpie zulawy roztocze`)

// wideAdjectives qualify a body or a rank; they do not carry to the next sentence.
var wideAdjectives = words("ogolnopolski krajowy wojewodzki unijny panstwowy")

// notPlaces are capitalised words that follow "w" and are no towns.
var notPlaces = words(`urzad ratusz rada sejm senat osrodek zarzad muzeum biblioteka teatr szkola park wydzial biuro dom centrum zespol centrala internet
facebook bip unia polityka komenda sad prokuratura ministerstwo instytut galeria hala stadion radio telewizja gazeta dziennik boze narodzenie wielkanoc
wigilia nowy sylwester swieto dzien polski rynek rzeczpospolita liceum technikum przedszkole zlobek kino klub rpo gus nik pup zus aquapark plywalnia
strefa budzet program fundusz komisja stowarzyszenie fundacja spolka przedsiebiorstwo magistrat starostwo europejski miejski podstawowy styczen luty marzec
kwiecien maj czerwiec lipiec sierpien wrzesien pazdziernik listopad grudzien poniedzialek wtorek sroda czwartek piatek sobota niedziela internet
mikolajki andrzejki zaduszki walentynki barborka sylwestra lokalny krajowy odra wisla narew bug szpital poradnia`)

// heads are offices and bodies that a place's name follows.
var heads = words("burmistrz prezydent wojt starosta gmina miasto powiat miasteczko wies miejscowosc radny rada mieszkaniec ratusz magistrat wladza samorzad sasiedni pobliski")

// mark is what place a token names; unknown for most.
func (r *Register) mark(t *reading, i int) place {
	tok := &t.tokens[i]
	if i, ok := r.hereFrom(t, i); ok {
		// "Grodzisk Mazowiecki" is another town than Grodzisk
		end := i + len(r.here)
		if end < len(t.tokens) && t.joined(end) && t.capital(end) && t.adjectival(end) {
			return other
		}
		if i > 0 && t.joined(i) && t.capital(i-1) && twins.has(&t.tokens[i-1]) && len(r.here) == 1 {
			return other // "Nowa Lipnica" is not Lipnica
		}
		if t.is(i-1, "gmina", "gminy", "gminie", "gmine", "powiat", "powiatu", "powiecie", "gmin") && t.joined(i) && !t.is(i-2, "miasta") {
			return other
		}
		return ours
	}
	if r.twin(t, i) {
		return other
	}
	if r.localAdjective(tok) && (!t.capital(i) || (i == 0 || t.tokens[i-1].Sentence != tok.Sentence) && i+1 < len(t.tokens) && (!t.capital(i+1) || t.tokens[i+1].Kind == polish.Acronym)) {
		if t.near(i, "powiat", "powiatu", "powiecie", "powiatowi", "powiatem", "gmina", "gminy", "gminie", "gmine") {
			return unknown // entity tells
		}
		return ours
	}
	if slices.Contains(tok.Keys, demonym) {
		return ours
	}
	if t.is(i, "nas") && t.is(i-1, "u") || t.is(i, "naszym", "naszego", "nasze") && t.is(i+1, "miescie", "miasta", "miasto") {
		return ours
	}
	if wide.has(tok) && t.ranked(i) {
		return unknown
	}
	if t.is(i, "polski") && t.capital(i) && (!t.capital(i-1) || i == 1 || t.tokens[i-2].Sentence != t.tokens[i].Sentence) && !t.capital(i+1) && t.joined(i) {
		return other // "lesistość Polski"
	}
	if wide.has(tok) && tok.Kind == polish.Word && !t.is(i, "kraju") || t.is(i, "kraju") && t.is(i-1, "w", "calym", "reszcie") {
		if t.is(i, "polskie", "polskiego", "polsce") || !t.capital(i) || t.folded[i] == "polsce" {
			return other
		}
		return unknown
	}
	if t.is(i, "stolicy") && i+1 < len(t.tokens) && t.is(i+1, "wojewodztwa", "regionu", "kraju") {
		return other
	}
	if t.is(i, "sasiednim", "sasiedniej", "sasiedniego", "sasiedni", "sasiednia", "sasiednie", "osciennych", "osciennej") && i+1 < len(t.tokens) && !t.is(i+1, "ulicy", "budynku", "dzialce", "osiedlu", "sali") {
		return other
	}
	if tok.Kind != polish.Word || !t.capital(i) {
		return unknown
	}
	return r.capitalMark(t, i)
}

// capitalMark judges a capitalised word.
func (r *Register) capitalMark(t *reading, i int) place {
	tok := &t.tokens[i]
	if t.given(i) || i > 0 && t.given(i-1) || t.inPerson(i) || notPlaces.has(tok) || cityTerms.has(tok) {
		return unknown
	}
	if r.subjects.has(tok) {
		return unknown // a district or a street of which a fact speaks
	}
	if r.localAdjective(tok) && (!t.is(i-1, "w", "we") || t.capital(i+1)) {
		return unknown // "w Grodziskim Kurierze" is a paper, not a place
	}
	if towns.has(tok) && !t.is(i-1, "ulica", "ulicy", "ul", "alei", "al", "placu", "plac", "rondo") {
		return other
	}
	first := i == 0 || t.tokens[i-1].Sentence != tok.Sentence
	if !first && t.is(i-1, "jest", "okazal", "okazala", "pozostaje") && !t.capital(i+1) && i >= 2 && ranks.has(&t.tokens[i-2]) && !r.known(tok) {
		return other // "Liderem jest Radomierz"
	}
	if first && (t.introduced(i) || r.contrasted(t, i) || strings.HasSuffix(t.folded[i], "ewo") && len(t.folded[i]) > 5 && !t.is(i, "drzewo")) {
		return other
	}
	if first || !t.joined(i) {
		return unknown
	}
	if t.is(i-1, "w", "we") && !t.institution(i) {
		return other
	}
	if heads.has(&t.tokens[i-1]) && !r.known(tok) && !posts.has(tok) {
		// "prezydent Zawilski" is a person; a place stands in the genitive
		f := t.folded[i]
		if t.surname(i-1, i) || t.surnamed(i-1, i) {
			return unknown
		}
		for _, e := range []string{"a", "y", "i", "u", "ej", "ic", "iec", "ow", "ego"} {
			if strings.HasSuffix(f, e) {
				return other
			}
		}
	}
	return unknown
}

// surnamed tells whether a capitalised word behind a person's post is a surname
// in the nominative, "radna Sikora", rather than a place in the genitive.
func (r *reading) surnamed(post, i int) bool {
	t := &r.tokens[i]
	if !posts.has(&r.tokens[post]) || !slices.Contains(t.Keys, r.folded[i]) {
		return false
	}
	return len(t.Keys) == 1 || r.is(post, "radna", "poslanka", "senatorka", "burmistrzyni", "prezydentka", "starościna", "wojtka")
}

// contrasted tells whether a sentence sets its first word, a name, against our
// town: "Sarniki mają 21 tys. mieszkańców, a Kępowo 102 tys.".
func (r *Register) contrasted(t *reading, i int) bool {
	if !t.is(i+1, "ma", "maja", "liczy", "licza", "wyda", "wydaje", "placi", "placa", "podniosl", "podniosla", "podniosly", "podniesie", "obnizyl", "zbudowal", "zaplaci", "zaplacil", "otworzy", "otworzyl", "uruchomi", "uruchomil") || r.hereAt(t, i) || r.localAdjective(&t.tokens[i]) || institutions.has(&t.tokens[i]) || townWords.has(&t.tokens[i]) {
		return false
	}
	for j := i + 2; j < t.lines[t.lineOf(i)].hi; j++ {
		if t.capital(j) && (towns.has(&t.tokens[j]) && !t.inPerson(j) || r.twin(t, j)) {
			return true // "Lipowiec podniósł ceny o 11 proc., Nowy Młyniec o 7,2 proc."
		}
		if t.is(j, "a", "zas", "natomiast") && (r.hereAt(t, j+1) || j+2 < len(t.tokens) && t.is(j+1, "w", "we") && r.hereAt(t, j+2)) {
			return true
		}
	}
	return false
}

var ranks = words("lider liderka rekordzista rekordzistka zwyciezca zwyciezczyni najlepszy najgorszy najwyzszy najdrozszy najtanszy pierwszy ostatni")

// ranked tells whether a place larger than the city only ranks it: "jako jedyna
// w regionie", "najwyższa w kraju".
func (r *reading) ranked(i int) bool {
	if !r.is(i-1, "w", "we") {
		return false
	}
	for j := max(0, i-4); j < i-1; j++ {
		if r.tokens[j].Sentence == r.tokens[i].Sentence && (strings.HasPrefix(r.folded[j], "najw") || strings.HasPrefix(r.folded[j], "najm") || strings.HasPrefix(r.folded[j], "jedyn") || strings.HasPrefix(r.folded[j], "najn") || strings.HasPrefix(r.folded[j], "najl")) {
			return true
		}
	}
	return false
}

// introduced tells whether a sentence says of its first word that it is a
// town: "Olszyny to dynamiczne miasto".
func (r *reading) introduced(i int) bool {
	if !r.is(i+1, "to") || r.tokens[i].Kind != polish.Word {
		return false
	}
	for j := i + 2; j < min(i+5, len(r.tokens)) && r.joined(j); j++ {
		if r.is(j, "miasto", "miasteczko", "gmina", "miejscowosc", "wies") {
			return true
		}
		if !r.adjective(j) {
			return false
		}
	}
	return false
}

// institution tells whether one of the capitalised words from token i on is
// that of a body or a building rather than of a place.
func (r *reading) institution(i int) bool {
	for j := i; j < i+5 && j < len(r.tokens) && (j == i || r.joined(j) && r.capital(j)); j++ {
		if notPlaces.has(&r.tokens[j]) || institutions.has(&r.tokens[j]) || r.tokens[j].Kind == polish.Acronym {
			return true
		}
	}
	return false
}

// known tells whether a token is the surname or given name of a person of ours.
func (r *Register) known(tok *polish.Token) bool {
	return r.names.has(tok)
}

// hereAt tells whether the city's name stands at token i.
func (r *Register) hereAt(t *reading, i int) bool {
	if i+len(r.here) > len(t.tokens) || !t.capital(i) {
		return false
	}
	for j, keys := range r.here {
		hit := false
		for _, k := range t.tokens[i+j].Keys {
			for _, h := range keys {
				hit = hit || k == h
			}
		}
		if !hit || j > 0 && !t.joined(i+j) {
			return false
		}
	}
	return true
}

// hereFrom tells whether token i is a word of the city's name, and where that
// begins: a name of several words is one place at each of them.
func (r *Register) hereFrom(t *reading, i int) (start int, ok bool) {
	for start = i; start >= 0 && start > i-len(r.here); start-- {
		if r.hereAt(t, start) {
			return start, true
		}
	}
	return i, false
}

// twins are words that tell one town from its namesake.
var twins = words("nowy stary maly wielki gorny dolny duzy")

// twin tells whether token i belongs to the name of a town that shares its last
// word with ours of two: "Nowa Lipnica", where ours is Stara Lipnica.
func (r *Register) twin(t *reading, i int) bool {
	if len(r.here) != 2 || !t.capital(i) {
		return false
	}
	last := func(i int) bool {
		return i > 0 && i < len(t.tokens) && t.joined(i) && t.capital(i) && t.capital(i-1) && twins.has(&t.tokens[i-1]) &&
			slices.ContainsFunc(t.tokens[i].Keys, func(k string) bool { return slices.Contains(r.here[1], k) })
	}
	return last(i) || last(i+1)
}

// localAdjective tells whether a word is the adjective of the city's name:
// grodziski, suwalski; of two words it is one: jeleniogórski, nowosądecki.
func (r *Register) localAdjective(tok *polish.Token) bool {
	stem := polish.Fold(strings.ToLower(r.city))
	if first, second, more := strings.Cut(stem, " "); more && len(first) > 1 {
		if joinedAdjective(tok, first[:len(first)-1]+"o", second) {
			return true
		}
		stem = first // Lipowiec Górny: lipowiecki
		if len(first) < 6 {
			return false
		}
	} else if len(stem) < 4 {
		return false
	}
	for _, k := range tok.Keys {
		if (strings.HasSuffix(k, "ski") || strings.HasSuffix(k, "cki")) && len(k) >= 6 {
			n := 0
			for n < len(k) && n < len(stem) && k[n] == stem[n] {
				n++
			}
			if n >= 4 && n >= len(stem)-4 {
				return true
			}
		}
	}
	return false
}

// joinedAdjective tells whether a word is an adjective that begins like both
// words of a name: "zielono" and "góra" give zielonogórski.
func joinedAdjective(tok *polish.Token, first, second string) bool {
	return slices.ContainsFunc(tok.Keys, func(k string) bool {
		rest, ok := strings.CutPrefix(k, first)
		return ok && (strings.HasSuffix(k, "ski") || strings.HasSuffix(k, "cki")) && len(rest) > 4 && len(second) > 2 && strings.HasPrefix(rest, second[:2])
	})
}

// adjectival tells whether a capitalised word is the adjective of a name:
// Mazowiecki, Wielkopolskiego.
func (r *reading) adjectival(i int) bool {
	for _, k := range r.tokens[i].Keys {
		if strings.HasSuffix(k, "ski") || strings.HasSuffix(k, "cki") {
			return true
		}
	}
	return false
}

// near tells whether one of the forms stands beside token i.
func (r *reading) near(i int, forms ...string) bool {
	return r.is(i-1, forms...) || r.is(i+1, forms...)
}

// inPerson tells whether a token belongs to a person's name that was found.
func (r *reading) inPerson(i int) bool {
	for k := range r.claims {
		c := &r.claims[k]
		if c.Kind == Person && c.lo <= i && i < c.hi && strings.Contains(c.Name, r.text[r.tokens[i].Start:r.tokens[i].End]) {
			return true
		}
	}
	return false
}

// scene is the places named in a text.
type scene struct {
	marks   []place
	whole   place // what the text is about as a whole
	lines   []place
	carried []place // what a sentence leaves to the next one
	county  []bool  // the sentence speaks of the powiat or the gmina
}

var counties = words("powiat gmina gminny powiatowy starostwo starosta wojt wojewodztwo marszalek sejmik")

// ofCounty tells whether a claim's clause speaks of a powiat itself rather
// than of its labour office.
func (r *reading) ofCounty(c *Claim) bool {
	for i := r.main(c.lo); i < r.clauseEnd(c.lo); i++ {
		if r.is(i, "powiat", "powiatu", "powiecie", "powiatowi", "powiatem", "gmina", "gminy", "gminie") {
			return true
		}
	}
	return false
}

// look reads the places of a text; title is what its title says.
func (r *Register) look(t *reading, title place) scene {
	s := scene{marks: make([]place, len(t.tokens)), lines: make([]place, len(t.lines)), carried: make([]place, len(t.lines)), county: make([]bool, len(t.lines))}
	here, there := 0, 0
	for i := range t.tokens {
		if s.marks[i] = r.mark(t, i); s.marks[i] != unknown && t.compares(i) {
			s.marks[i] = unknown
		}
		switch s.marks[i] {
		case ours:
			here++
		case other:
			if t.capital(i) {
				there++ // "w kraju" compares; a name tells what a text is about
			}
		}
	}
	switch {
	case title != unknown:
		s.whole = title
	case here > 0:
		s.whole = ours
	case there > 0:
		s.whole = other
	}
	last := s.whole
	for n, l := range t.lines {
		if t.paragraphStart(l.lo) && title != other {
			last = s.whole
		}
		seen := unknown
		for i := l.lo; i < l.hi; i++ {
			if s.marks[i] != unknown && (seen == unknown || s.marks[i] == ours) && !wideAdjectives.has(&t.tokens[i]) {
				seen = s.marks[i]
			}
			if counties.has(&t.tokens[i]) && !(r.gmina && t.is(i, "gmina", "gminy", "gmine", "gminie", "gminny", "gminnej", "gminnego")) && !t.compares(i) && !t.is(i+1, "miejska", "miejskiej") && !t.is(i+1, "urzad", "urzedu") {
				s.county[n] = true
			}
		}
		if seen != unknown {
			last = seen
		}
		if seen == other && s.whole == ours && s.several(t, l) {
			last = s.whole // a list of towns is not what the next sentence goes on about
			s.lines[n], s.carried[n] = other, last
			continue
		}
		s.carried[n] = last
		if title == ours && t.entry(l) {
			s.lines[n] = ours
			continue
		}
		s.lines[n] = last
	}
	return s
}

// several tells whether a sentence names two towns that are not ours.
func (s *scene) several(t *reading, l line) bool {
	first := -1
	for i := l.lo; i < l.hi; i++ {
		switch {
		case s.marks[i] != other || !t.capital(i):
		case first < 0:
			first = i
		case i > first+1 && t.tokens[i].Keys[0] != t.tokens[first].Keys[0]:
			return true
		}
	}
	return false
}

// compares tells whether a place is only what a number is compared with: "tyle
// samo, co w województwie", "wyższa niż w Lipniku".
func (r *reading) compares(i int) bool {
	j := i - 1
	if r.is(j, "calym", "calej", "sasiednim", "sasiedniej") {
		j--
	}
	if r.is(j, "w", "we", "na") || r.is(j, "srednia", "przecietna", "przecietny", "wynik") {
		j--
	}
	if j == i-1 && !r.is(j, "niz") || !r.is(j, "niz", "co", "jak", "wobec") {
		return false
	}
	return !r.is(r.clauseEnd(i), "gdzie", "ktory", "ktora", "ktore")
}

// entry tells whether a sentence is a line of a table about the text's own
// town: "Ludność miasta: 102 418".
func (r *reading) entry(l line) bool {
	for i := l.lo + 1; i < min(l.lo+4, l.hi); i++ {
		if strings.HasPrefix(r.gap(i), ":") && r.tokens[i].Kind == polish.Number {
			return true
		}
	}
	return false
}

// figured tells whether a number stands in tokens [from, to): then a place or a
// time named there is that number's own ("u nas 34 zł, w Lipniku 31").
func (r *reading) figured(from, to int) bool {
	for k := range r.claims {
		c := &r.claims[k]
		switch c.Kind {
		case Amount, Count, Percent:
			if c.lo >= from && c.hi <= to {
				return true
			}
		}
	}
	return false
}

// bracketed is the end of the clause of a token with the bracket behind it:
// "więcej ma tylko Olsztyn (310 mln zł)".
func (r *reading) bracketed(i int) int {
	end := r.clauseEnd(i)
	if end < r.lines[r.lineOf(i)].hi && (strings.Contains(r.gap(end), "(") || r.is(end, "ktory", "ktora", "ktore")) {
		return r.clauseEnd(end)
	}
	return end
}

// at is the place that a claim at tokens [lo, hi) speaks of: the nearest one
// named in its clause, else before it in the sentence, else carried on.
func (s *scene) at(t *reading, lo int) place {
	n := t.lineOf(lo)
	l := t.lines[n]
	from, to := t.clauseStart(lo), t.clauseEnd(lo)
	got := unknown
	for i := from; i < to; i++ {
		if m := s.marks[i]; m != unknown {
			if got != unknown && got != m {
				return other // both in one clause: a comparison
			}
			got = m
		}
	}
	if got != unknown {
		return got
	}
	if t.entry(l) && s.lines[n] == ours {
		return ours
	}
	for i := from; i < to; i++ {
		if t.is(i, "tu", "tutaj") && n > 0 && !t.paragraphStart(l.lo) {
			return s.carried[n-1]
		}
	}
	for i := from - 1; i >= l.lo; i-- {
		if s.marks[i] != unknown {
			return s.marks[i]
		}
	}
	for i := to; i < l.hi; i++ {
		if s.marks[i] != unknown && !wideAdjectives.has(&t.tokens[i]) && !t.figured(to, t.bracketed(i)) {
			return s.marks[i]
		}
	}
	if n > 0 && !t.paragraphStart(l.lo) {
		return s.carried[n-1]
	}
	return s.whole
}
