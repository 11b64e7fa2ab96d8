package polish

import (
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"prasowka/internal/polish/forms"
)

// analysis is the version of the rules in this package: raise it whenever a
// token or a key of any text may change, so that archives are built anew.
const analysis = 5

// Analyzer turns text into tokens with all readings of each word. It is
// immutable and safe for concurrent use.
type Analyzer struct {
	dictionary dictionary
	guesser    *forms.Guesser
	lexicon    lexicon
	cache      cache
	readers    sync.Pool // of *reader
	refs       atomic.Uint32
	version    string
}

// dictionary is what an analyzer asks for known forms: forms.Dictionary, or a
// part of it when the guesser is measured.
type dictionary interface {
	AppendParts(dst []forms.Parts, form string) []forms.Parts
	AppendPartsUnfolded(dst []forms.Parts, form string) []forms.Parts
}

// New makes an analyzer that knows local names besides the dictionary: people,
// places, units, streets. Their paradigms are generated (see Paradigm) and
// stand above what the dictionary says of the same forms.
func New(names ...Name) *Analyzer {
	dictionary, guesser := forms.Open()
	a := newAnalyzer(dictionary, guesser, newLexicon(names))
	h := fnv.New64a()
	for _, n := range a.lexicon.names {
		fmt.Fprintf(h, "%d\t%s\n", n.Kind, n.Text)
	}
	a.version = fmt.Sprintf("pl%d-%s-%08x", analysis, forms.Version(), uint32(h.Sum64()^h.Sum64()>>32))
	return a
}

// newAnalyzer puts the parts together.
func newAnalyzer(d dictionary, g *forms.Guesser, l lexicon) *Analyzer {
	return &Analyzer{
		dictionary: d, guesser: g, lexicon: l, cache: newCache(),
		readers: sync.Pool{New: func() any { return new(reader) }},
	}
}

// shared is the analyzer that Default answers.
var shared = sync.OnceValue(func() *Analyzer { return New() })

// Default is the analyzer without local names. It is made on first use and
// shared.
func Default() *Analyzer { return shared() }

// Version names the analysis: the rules, the data and the local names. Two
// analyzers of the same version give the same tokens for every text. It
// consists of lower-case letters, digits and hyphens.
func (a *Analyzer) Version() string { return a.version }

// Tokens cuts a text into tokens with their readings.
func (a *Analyzer) Tokens(text string) []Token {
	return a.AppendTokens(nil, text)
}

// AppendTokens appends the tokens of text to dst. It allocates only when dst
// is too small or a word is seen for the first time.
func (a *Analyzer) AppendTokens(dst []Token, text string) []Token {
	if len(text) <= 32 { // a word or two: spare clearing the long block
		var block [2]pending
		return a.appendTokens(dst, text, block[:])
	}
	dst = slices.Grow(dst, len(text)/6+1)
	var block [32]pending
	return a.appendTokens(dst, text, block[:])
}

// appendTokens appends the tokens of text to dst, by blocks of some.
func (a *Analyzer) appendTokens(dst []Token, text string, block []pending) []Token {
	s := newScanner(text)
	first := len(dst)
	heading := headings{from: first}
	for n := len(block); n == len(block); {
		for n = 0; n < len(block) && s.next(); n++ {
			block[n].span = s.last
		}
		a.words(text, block[:n])
		for i := range n {
			sp, w := &block[i].span, block[i].word
			if sp.glued && sp.start > 0 {
				a.joinHyphen(dst[first:], text, sp)
			}
			if sp.sentence != heading.sentence {
				a.closeHeading(&heading, dst, text)
				heading.sentence = sp.sentence
			}
			heading.count(sp, len(dst))
			t := Token{
				Start: sp.start, End: sp.end, Pos: len(dst) - first, Kind: w.kind,
				Sentence: sp.sentence, Exact: w.exact, Keys: w.keys(), capital: sp.capital, ref: w.ref,
			}
			if sp.dotted && w.rest != nil && w.rest.dotted != nil {
				t.Kind, t.Keys, t.ref = Abbrev, w.rest.dotted, w.rest.ref
			}
			dst = append(dst, t)
		}
	}
	a.closeHeading(&heading, dst, text)
	return dst
}

// Query analyses one word as typed in a query. It has the same keys as the
// word has in a text. Of several words only the first is taken; a text without
// a word gives a token whose only key is the text itself. The token has no Ref.
func (a *Analyzer) Query(word string) Token {
	ts := a.AppendTokens(make([]Token, 0, 4), word)
	if len(ts) == 0 {
		w := strings.ToLower(strings.TrimSpace(word))
		return Token{End: len(word), Exact: w, Keys: []string{Fold(w)}}
	}
	ts[0].ref = 0
	return ts[0]
}

// Base is Query for a word that is all that a query asks for, and so stands in
// its base form: Blanka is a woman then, not a form of the man's name Blank.
// Where a name has the word as its base form, the readings of other names and of
// verbs are left out (Pisz is a town, not what one is told to do); those of other
// common words stay, as parts of names are typed with capitals too.
func (a *Analyzer) Base(word string) Token {
	t := a.Query(word)
	if t.Kind != Word || !startsUpper(word[t.Start:]) || a.lexicon.forms[t.Exact].keys != nil {
		return t
	}
	named := false
	keys := []string{Fold(t.Exact)}
	for _, p := range a.dictionary.AppendParts(nil, t.Exact) {
		named = named || p.Class == forms.Proper && p.Lemma() == t.Exact
		if (p.Class == forms.Common || p.Class == forms.Verbal) && (!infinitive(p) || p.Ends("ść")) {
			keys = addKey(keys, Fold(p.Lemma()))
		}
	}
	if named {
		t.Keys = keys
	}
	return t
}

// newRef is the next number of a form; 0 for ever when they have run out.
func (a *Analyzer) newRef() uint32 {
	for {
		n := a.refs.Load()
		if n == math.MaxUint32 {
			return 0
		}
		if a.refs.CompareAndSwap(n, n+1) {
			return n + 1
		}
	}
}

// headings follows a sentence to find out whether it is set in capitals as a
// whole (RADA MIEJSKA W SUWAŁKACH), where SOK may be a word and not an acronym.
type headings struct {
	from, sentence int
	caps, mixed    int
}

// count notes one token; n is its index in the list of tokens.
func (h *headings) count(sp *span, n int) {
	if sp.kind != Word && sp.kind != Acronym {
		return
	}
	if h.caps == 0 && h.mixed == 0 {
		h.from = n
	}
	switch {
	case sp.upper:
		h.caps++
	case sp.end-sp.start > 2:
		h.mixed++
	}
}

// closeHeading ends a sentence: in a heading in capitals, short words that
// were taken for acronyms get their readings as ordinary words besides.
func (a *Analyzer) closeHeading(h *headings, dst []Token, text string) {
	if h.caps >= 3 && h.mixed == 0 {
		for i := h.from; i < len(dst); i++ {
			t := &dst[i]
			if t.Kind != Acronym {
				continue
			}
			if w := a.word(text, t.Start, t.End, Word, false); w.plain() != nil {
				t.Keys, t.ref = w.plain(), 0
			}
		}
	}
	h.caps, h.mixed, h.from = 0, 0, len(dst)
}

// joinHyphen looks at a word behind a hyphen together with the word before
// it: when the dictionary knows the whole (Bielsko-Biała), the first part gets
// the whole's readings as keys besides its own.
func (a *Analyzer) joinHyphen(dst []Token, text string, sp *span) {
	if len(dst) == 0 {
		return
	}
	head := &dst[len(dst)-1]
	if head.Kind != Word || sp.kind != Word {
		return
	}
	if w := a.word(text, head.Start, sp.end, compound, false); w.count > 0 {
		head.Keys, head.ref = union(head.Keys, w.keys()), 0
	}
}

// union is the keys of a and b without repetition, in a slice of its own.
func union(a, b []string) []string {
	out := append(make([]string, 0, len(a)+len(b)), a...)
	for _, k := range b {
		out = addKey(out, k)
	}
	return out
}

// addKey appends a key unless it is there or empty.
func addKey(keys []string, k string) []string {
	if k == "" {
		return keys
	}
	for _, x := range keys {
		if x == k {
			return keys
		}
	}
	return append(keys, k)
}
