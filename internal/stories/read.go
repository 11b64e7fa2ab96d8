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
	story     string
	published time.Time
	roundup   bool
	terms     []weight // of its vector, by term; its length is 1
	shingles  []uint32 // sorted, distinct hashes of three words
	names     float32  // share of names in the vector: Σw² over names
}

// weight is a component of a vector.
type weight struct {
	term uint32
	w    float32
}

// How far a text is read: an event is told in its first paragraphs.
const (
	readBytes  = 1600 // for the vector
	copyBytes  = 12_000
	shingleLen = 3
)

// What the kinds of term weigh within a vector.
const (
	nameWeight   = 2.0
	numberWeight = 1.2
	titleWeight  = 1.5
)

// vocabulary numbers the terms and counts the texts that have them.
type vocabulary struct {
	ids   map[string]uint32
	words []word
	texts int
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

func newVocabulary() vocabulary { return vocabulary{ids: map[string]uint32{}} }

// id numbers a term; names and words of one spelling are two terms.
func (v *vocabulary) id(key, form string, name bool) uint32 {
	lookup := key
	if name {
		lookup = "^" + key
	}
	if id, ok := v.ids[lookup]; ok {
		return id
	}
	id := uint32(len(v.words))
	w := word{form: form, name: name}
	if !name && (common[key] || len(key) <= 3 && !isNumber(key)) {
		w.prior = priorTexts / 2
	}
	v.ids[strings.Clone(lookup)] = id
	w.form = strings.Clone(form)
	v.words = append(v.words, w)
	return id
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
	t := &text{id: in.ID, outlet: in.Outlet, published: in.Published}
	body := in.Body
	if !strings.HasPrefix(body, in.Lead) {
		body = in.Lead + "\n" + body
	}
	_, known := g.byID[in.ID]
	body = g.litter.clean(in.Outlet, body, !known)
	t.shingles = shingles(cut(body, copyBytes))
	counts := map[uint32]float64{}
	g.collect(counts, in.Title, titleWeight)
	g.collect(counts, cut(body, readBytes), 1)
	t.roundup = roundupTitle(in.Title)
	g.weigh(t, counts)
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
// for the first word of a sentence; several readings share a word's count.
func (g *Grouper) collect(counts map[uint32]float64, passage string, unit float64) {
	sentence := -1
	for _, tok := range g.opts.Analyzer.Tokens(passage) {
		begins := tok.Sentence != sentence
		sentence = tok.Sentence
		surface := passage[tok.Start:tok.End]
		first, _ := utf8.DecodeRuneInString(surface)
		name := !begins && unicode.IsUpper(first) || tok.Kind == polish.Acronym || tok.Kind == polish.Road
		share := unit / float64(len(tok.Keys))
		for _, key := range tok.Keys {
			id, known := g.terms.ids["^"+key]
			if !name && begins && unicode.IsUpper(first) && known {
				counts[id] += share // a name begins the sentence
				continue
			}
			counts[g.terms.id(key, surface, name)] += share
		}
	}
}

// weigh makes the vector of the counts.
func (g *Grouper) weigh(t *text, counts map[uint32]float64) {
	var square float64
	for id, n := range counts {
		w := math.Log1p(n) * g.terms.rarity(id)
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

// fnv hashes a word as it is compared between copies: letters and digits in
// lower case.
func fnv(h uint64, r rune) uint64 { return (h ^ uint64(unicode.ToLower(r))) * 1099511628211 }

const fnvStart = 14695981039346656037

// shingles are the hashes of each three words that follow one another.
func shingles(s string) []uint32 {
	var words []uint64
	h, inside := uint64(fnvStart), false
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			h, inside = fnv(h, r), true
		} else if inside {
			words = append(words, h)
			h, inside = fnvStart, false
		}
	}
	if inside {
		words = append(words, h)
	}
	var out []uint32
	for i := 0; i+shingleLen <= len(words); i++ {
		x := words[i]*31 + words[i+1]*1_000_003 + words[i+2]*998_244_353
		out = append(out, uint32(x^x>>32))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// litter counts for each outlet in how many texts it printed a paragraph.
type litter map[uint64]uint16 // by hash of outlet and paragraph

// Paragraphs printed under so many earlier texts of an outlet are its litter.
const litterFrom = 2

// clean takes an outlet's recurring paragraphs out of a text, and notes its
// paragraphs when the text is new.
func (l litter) clean(outlet, body string, fresh bool) string {
	var b strings.Builder
	for line := range strings.Lines(body) {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			continue
		}
		key := uint64(fnvStart)
		for _, part := range [2]string{outlet, trimmed} {
			for _, r := range part {
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
