package index

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// A reader makes the terms of many texts, one after another. It remembers what
// it made of a word, because most words of a batch have been there before; so
// nearly nothing is allocated for a word. Not safe for concurrent use.
type reader struct {
	analyzer *polish.Analyzer
	doc      query.Doc
	words    map[string]*word  // by the word as written
	numbers  map[string]uint32 // of terms
	terms    []string          // by number
	field    gathered
	sign     signature
}

// A word is a token's terms.
type word struct {
	exact string
	keys  []string
	kind  polish.Kind
	terms []uint32
	key   uint32 // the number of the first key
	tells bool   // may tell a document from others
	upper bool   // begins with a capital
	next  *word  // another reading of the same letters
}

// maxRemembered bounds the terms that a reader remembers, to about 30 MiB.
const maxRemembered = 150_000

func newReader(a *polish.Analyzer) *reader {
	r := &reader{analyzer: a}
	r.forget()
	return r
}

func (r *reader) forget() {
	r.words, r.numbers, r.terms = map[string]*word{}, map[string]uint32{}, nil
	r.field, r.sign = gathered{}, signature{}
}

// number gives a term its number.
func (r *reader) number(term string) uint32 {
	n, ok := r.numbers[term]
	if !ok {
		n = uint32(len(r.terms))
		term = strings.Clone(term)
		r.numbers[term] = n
		r.terms = append(r.terms, term)
		r.field.cellOf = append(r.field.cellOf, 0)
		r.sign.cellOf = append(r.sign.cellOf, 0)
	}
	return n
}

// word finds or makes the terms of a token.
func (r *reader) word(t *polish.Token, surface string) *word {
	first := r.words[surface]
	for w := first; w != nil; w = w.next {
		if w.exact == t.Exact && w.kind == t.Kind && slices.Equal(w.keys, t.Keys) {
			return w
		}
	}
	w := &word{exact: strings.Clone(t.Exact), keys: t.Keys, kind: t.Kind, next: first}
	for _, term := range termsOf(*t, surface) {
		if n := r.number(term); !slices.Contains(w.terms, n) {
			w.terms = append(w.terms, n)
		}
	}
	w.key = r.number(t.Keys[0])
	w.tells = t.Kind != polish.Number && t.Kind != polish.Abbrev &&
		(t.Kind != polish.Word || utf8.RuneCountInString(t.Exact) >= 4) && !strings.ContainsAny(t.Keys[0], " \n")
	initial, _ := utf8.DecodeRuneInString(surface)
	w.upper = unicode.IsUpper(initial)
	r.words[strings.Clone(surface)] = w
	return w
}

// termsOf are the terms of a token: its keys, its form as formTerm (for one of
// the keys, when it is that key but for Polish letters and capitals), and its
// written form where formTerm cannot give it back.
func termsOf(t polish.Token, surface string) []string {
	form, written := query.ExactTerms(t, surface)
	folded := query.PrefixTerm(t)
	var terms []string
	if written != "" && foldedForm(written) != folded {
		terms = append(terms, writtenSign+written)
		written = ""
	}
	term := formTerm(folded, form, written)
	for _, k := range t.Keys {
		if k == folded {
			term = term[len(formSign):]
		} else {
			terms = append(terms, k)
		}
	}
	return append(terms, term)
}

// read gathers the postings of one text field. Words of the lead do not count
// for the signature: the text repeats them.
func (r *reader) read(f query.Field, text string) *textual {
	tokens := r.doc.Tokens(f)
	if len(tokens) == 0 {
		return nil
	}
	for i := range tokens {
		t := &tokens[i]
		w := r.word(t, text[t.Start:t.End])
		for _, term := range w.terms {
			r.field.add(term, int32(t.Pos))
		}
		if w.tells && f != query.Lead {
			r.sign.add(w, f == query.Title)
		}
	}
	out := &textual{length: lengthCode(len(tokens)), postings: make([]posting, len(r.field.cells))}
	for i := range r.field.cells {
		c := &r.field.cells[i]
		code, packed := packPlaces(c.places)
		out.postings[i] = posting{term: r.terms[c.term], code: int(code)}
		if !packed {
			out.long = append(out.long, longPosting{at: i, location: location(c.places)})
		}
	}
	r.field.clear()
	return out
}

// gathered are the terms of one field so far, with their places.
type gathered struct {
	cellOf []uint32 // by the term's number: 1 + the index of its cell; 0: none
	cells  []cell
}

type cell struct {
	term   uint32
	places []int32
}

func (g *gathered) add(term uint32, place int32) {
	at := g.cellOf[term]
	if at == 0 {
		if len(g.cells) < cap(g.cells) {
			g.cells = g.cells[:len(g.cells)+1]
		} else {
			g.cells = append(g.cells, cell{})
		}
		at = uint32(len(g.cells))
		g.cellOf[term] = at
		c := &g.cells[at-1]
		c.term, c.places = term, c.places[:0]
	}
	c := &g.cells[at-1]
	if n := len(c.places); n == 0 || c.places[n-1] != place { // two readings may have one term
		c.places = append(c.places, place)
	}
}

func (g *gathered) clear() {
	for i := range g.cells {
		g.cellOf[g.cells[i].term] = 0
	}
	g.cells = g.cells[:0]
}
