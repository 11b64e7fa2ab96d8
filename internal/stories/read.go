package stories

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// text is what is kept of a text.
type text struct {
	id        string
	outlet    string
	office    string // the outlet as printed
	title     string
	story     string
	published time.Time
	roundup   bool
	terms     []weight // of its vector, by term; its length is 1
	shingles  []uint32 // sorted, distinct hashes of three words
	names     float32  // share of names in the vector: Σw² over names
}

// name names a text for people: „Most otwarty” (Radio 5).
func (t *text) name() string { return "„" + t.title + "” (" + t.office + ")" }

// weight is a component of a vector.
type weight struct {
	term uint32
	w    float32
}

// How far a text is read: an event is told in its first paragraphs.
const (
	readBytes  = 1200 // for the vector
	copyBytes  = 12_000
	shingleLen = 3
)

// What the kinds of term weigh within a vector.
const (
	nameWeight   = 1.6
	numberWeight = 2.0
	titleWeight  = 1.5
)

// vocabulary numbers the terms and counts the texts that have them.
type vocabulary struct {
	lemmas map[string]uint32
	names  map[string]uint32
	pairs  map[[2]uint32]uint32 // of two names side by side
	words  []word
	texts  int
	counts []float64 // by term, while a text is read; zero between texts
	met    []uint32  // the terms of the text being read
}

// word is a term: a lemma, a name or a number.
type word struct {
	form  string // as it was first met, for people
	count int32  // texts that have it
	prior int32  // texts out of priorTexts that would have it, before any was seen
	name  bool
}

// priorTexts is how many imagined texts the first real ones are mixed with.
const priorTexts = 200

// common are lemmas of Polish that nearly every text has.
var common = func() map[string]bool {
	set := map[string]bool{}
	for _, s := range strings.Fields(`ktory przez oraz takze byc moc miec zostac swoj ten ta to tam tak jako jeszcze
		tylko bardzo wszystko wszystek kiedy gdzie przed przy podczas miedzy okolo ponad rok dzien osoba czas
		powiedziec mowic poinformowac informowac godzina miasto miejsce sprawa praca nowy duzy caly inny sam juz
		bez pod nad dla czy ale lub jednak wiec bowiem poniewaz dlatego wlasnie rowniez nasz moj pan pani`) {
		set[s] = true
	}
	return set
}()

func newVocabulary() vocabulary {
	return vocabulary{lemmas: map[string]uint32{}, names: map[string]uint32{}, pairs: map[[2]uint32]uint32{}}
}

// lemma numbers a word.
func (v *vocabulary) lemma(key, form string) uint32 {
	if id, ok := v.lemmas[key]; ok {
		return id
	}
	w := word{form: strings.Clone(form)}
	if common[key] || len(key) <= 3 && !isNumber(key) {
		w.prior = priorTexts / 2
	}
	id := v.add(w)
	v.lemmas[strings.Clone(key)] = id
	return id
}

// name numbers a name; a name and a word of one spelling are two terms.
func (v *vocabulary) name(key, form string) uint32 {
	if id, ok := v.names[key]; ok {
		return id
	}
	id := v.add(word{form: strings.Clone(form), name: true})
	v.names[strings.Clone(key)] = id
	return id
}

// pair numbers two names side by side. It has no form: its parts are shown.
func (v *vocabulary) pair(a, b uint32) uint32 {
	if id, ok := v.pairs[[2]uint32{a, b}]; ok {
		return id
	}
	id := v.add(word{name: true})
	v.pairs[[2]uint32{a, b}] = id
	return id
}

func (v *vocabulary) add(w word) uint32 {
	v.words = append(v.words, w)
	v.counts = append(v.counts, 0)
	return uint32(len(v.words) - 1)
}

// meet counts a term in the text being read.
func (v *vocabulary) meet(id uint32, n float64) {
	if v.counts[id] == 0 {
		v.met = append(v.met, id)
	}
	v.counts[id] += n
}

func isNumber(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// rarity is the term's inverse document frequency, at least 0.
func (v *vocabulary) rarity(id uint32) float64 {
	w := &v.words[id]
	return max(0, math.Log(float64(v.texts+priorTexts)/(float64(w.count+w.prior)+1)))
}

func (v *vocabulary) count(t *text) {
	v.texts++
	for _, w := range t.terms {
		v.words[w.term].count++
	}
}

func (v *vocabulary) recount() {
	v.texts = 0
	for i := range v.words {
		v.words[i].count = 0
	}
}

// read makes the vector and the shingles of a text.
func (g *Grouper) read(in Text) *text {
	t := &text{id: in.ID, outlet: in.Outlet, office: cmp.Or(in.Office, in.Outlet), title: in.Title, published: in.Published}
	body := in.Body
	if !strings.HasPrefix(body, in.Lead) {
		body = in.Lead + "\n" + body
	}
	_, known := g.byID[in.ID]
	body = g.litter.clean(in.Outlet, body, !known)
	t.shingles = shingles(cut(body, copyBytes))
	g.collect(in.Title, titleWeight)
	g.collect(cut(body, readBytes), 1)
	t.roundup = roundupTitle(in.Title)
	g.weigh(t)
	return t
}

// cut shortens a text to some bytes, at a space.
func cut(s string, bytes int) string {
	if len(s) <= bytes {
		return s
	}
	if i := strings.LastIndexAny(s[:bytes], " \n"); i > 0 {
		return s[:i]
	}
	return s[:bytes]
}

// collect counts the terms of a passage. A capital letter makes a name, but
// for the first word of a sentence or a quotation; several readings share a
// word's count. Two names side by side (a first name and a surname) are a term
// of their own, which tells one Kowalski from another.
func (g *Grouper) collect(passage string, unit float64) {
	v := &g.terms
	sentence, end := -1, 0
	before, after := uint32(0), false // the name before this token
	g.tokens = g.opts.Analyzer.AppendTokens(g.tokens[:0], passage)
	for i := range g.tokens {
		tok := &g.tokens[i]
		begins := tok.Sentence != sentence || opens(passage[end:tok.Start])
		gap := passage[end:tok.Start]
		sentence, end = tok.Sentence, tok.End
		surface := passage[tok.Start:tok.End]
		first, _ := utf8.DecodeRuneInString(surface)
		capital := unicode.IsUpper(first)
		name := !begins && capital || tok.Kind == polish.Acronym || tok.Kind == polish.Road
		share := unit / float64(len(tok.Keys))
		for _, key := range tok.Keys {
			if name {
				v.meet(v.name(key, surface), share)
				continue
			}
			if begins && capital {
				if id, known := v.names[key]; known {
					v.meet(id, share) // a name begins the sentence
					continue
				}
			}
			v.meet(v.lemma(key, surface), share)
		}
		if !capital || tok.Kind != polish.Word {
			after = false
			continue
		}
		this := v.lemma(slices.Min(tok.Keys), surface) // not as a name: it may only begin a sentence
		if after && gap == " " {
			v.meet(v.pair(before, this), unit)
		}
		before, after = this, true
	}
}

// opens tells whether a word after this gap begins a quotation or a clause,
// where any word may be capital.
func opens(gap string) bool { return strings.ContainsAny(gap, "„”\"«»–—:(") }

// weigh makes the vector of what was collected.
func (g *Grouper) weigh(t *text) {
	var square float64
	t.terms = make([]weight, 0, len(g.terms.met))
	for _, id := range g.terms.met {
		w := math.Log1p(g.terms.counts[id])
		g.terms.counts[id] = 0
		w *= g.terms.rarity(id)
		switch word := &g.terms.words[id]; {
		case word.name:
			w *= nameWeight
		case isNumber(word.form):
			w *= numberWeight
		}
		if w > 0 {
			t.terms = append(t.terms, weight{id, float32(w)})
		}
	}
	g.terms.met = g.terms.met[:0]
	slices.SortFunc(t.terms, func(a, b weight) int { return cmp.Compare(a.term, b.term) })
	for _, w := range t.terms {
		square += float64(w.w) * float64(w.w)
	}
	norm := float32(1 / math.Sqrt(max(square, 1e-12)))
	for i := range t.terms {
		t.terms[i].w *= norm
		if g.terms.words[t.terms[i].term].name {
			t.names += t.terms[i].w * t.terms[i].w
		}
	}
}

// lowered gives the runes up to the end of Latin Extended-B, which are nearly
// all that texts hold, in lower case; lettered tells letters and digits.
var (
	lowered = func() (t [0x250]rune) {
		for r := range t {
			t[r] = unicode.ToLower(rune(r))
		}
		return t
	}()
	lettered = func() (t [0x250]bool) {
		for r := range t {
			t[r] = unicode.IsLetter(rune(r)) || unicode.IsDigit(rune(r))
		}
		return t
	}()
)

// lower is a rune in lower case, and whether it is a letter or a digit.
func lower(r rune) (rune, bool) {
	if uint32(r) < uint32(len(lowered)) {
		return lowered[r], lettered[r]
	}
	return unicode.ToLower(r), unicode.IsLetter(r) || unicode.IsDigit(r)
}

// fnv hashes a rune as it is compared between copies, in lower case.
func fnv(h uint64, r rune) uint64 { return (h ^ uint64(r)) * 1099511628211 }

const fnvStart = 14695981039346656037

// shingles are the hashes of each three words that follow one another.
func shingles(s string) []uint32 {
	var room [512]uint64
	words := room[:0]
	h, inside := uint64(fnvStart), false
	for _, r := range s {
		if r, letter := lower(r); letter {
			h, inside = fnv(h, r), true
		} else if inside {
			words = append(words, h)
			h, inside = fnvStart, false
		}
	}
	if inside {
		words = append(words, h)
	}
	out := make([]uint32, 0, max(0, len(words)-shingleLen+1))
	for i := 0; i+shingleLen <= len(words); i++ {
		out = append(out, shingle(words[i], words[i+1], words[i+2]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// shingle is the hash of three words that follow one another.
func shingle(a, b, c uint64) uint32 {
	x := a*31 + b*1_000_003 + c*998_244_353
	return uint32(x ^ x>>32)
}

// litter counts for each outlet in how many texts it printed a paragraph.
type litter map[uint64]uint16 // by hash of outlet and paragraph

// Paragraphs printed under so many earlier texts of an outlet are its litter.
const litterFrom = 2

// clean takes an outlet's recurring paragraphs out of a text, and notes its
// paragraphs when the text is new.
func (l litter) clean(outlet, body string, fresh bool) string {
	var b strings.Builder
	b.Grow(len(body) + 1)
	for line := range strings.Lines(body) {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			continue
		}
		key := uint64(fnvStart)
		for _, part := range [2]string{outlet, trimmed} {
			for _, r := range part {
				r, _ := lower(r)
				key = fnv(key, r)
			}
			key = fnv(key, 0)
		}
		if l[key] < litterFrom {
			b.WriteString(trimmed)
			b.WriteByte('\n')
		}
		if fresh && l[key] < math.MaxUint16 {
			l[key]++
		}
	}
	return b.String()
}

// prune forgets the paragraphs that were printed once.
func (l litter) prune() {
	for key, n := range l {
		if n < litterFrom {
			delete(l, key)
		}
	}
}

// roundupTitle tells whether a headline announces several matters.
func roundupTitle(title string) bool {
	folded := polish.Fold(strings.ToLower(title))
	for _, mark := range []string{"przeglad prasy", "w skrocie", "skrot wydarzen", "kronika policyjna", "kronika wypadkow",
		"podsumowanie dnia", "podsumowanie tygodnia", "wydarzenia tygodnia", "wydarzenia dnia", "najwazniejsze informacje",
		"najwazniejsze wydarzenia", "co sie dzialo", "co sie dzieje w weekend", "prasowka", "serwis informacyjny", "wiadomosci dnia"} {
		if strings.Contains(folded, mark) {
			return true
		}
	}
	return false
}
