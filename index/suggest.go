package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/vellum/levenshtein"
)

// maxSuggestions is how many words Suggest proposes.
const maxSuggestions = 5

// A spelling is a form found in the archive near a word.
type spelling struct {
	text     string // as it is written most often
	most     uint64 // documents with that writing
	all      uint64 // documents with the form
	distance int
}

// Suggest proposes words of the archive's texts that a person may have meant by
// a word: at most five, the likeliest first. They differ from it by one letter,
// or two in a word of at least six, Polish letters aside, and are more frequent
// than it.
func (ix *Index) Suggest(ctx context.Context, word string) ([]string, error) {
	folded := foldedForm(word)
	letters := utf8.RuneCountInString(folded)
	if letters < 3 || letters > 40 {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(ctx, ix.opts.Timeout)
	defer cancel()
	snap, done, err := ix.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	edits := 1
	if letters >= 6 {
		edits = 2
	}
	found, err := snap.spellings(folded, uint8(edits))
	if err != nil {
		return nil, fmt.Errorf("suggest for %q: %w", word, err)
	}
	return bestSpellings(found, strings.ToLower(word)), nil
}

// bestSpellings are the likeliest: Zipf's law outweighs a letter when a form is
// twenty times as frequent.
func bestSpellings(found map[string]*spelling, typed string) []string {
	var own uint64
	if s := found[typed]; s != nil {
		own = s.all
	}
	var list []*spelling
	for form, s := range found {
		if form != typed && s.all > own {
			list = append(list, s)
		}
	}
	worth := func(s *spelling) float64 {
		w := float64(s.all)
		for range s.distance {
			w /= 20
		}
		return w
	}
	slices.SortFunc(list, func(a, b *spelling) int {
		return cmp.Or(cmp.Compare(worth(b), worth(a)), strings.Compare(a.text, b.text))
	})
	var out []string
	for _, s := range list[:min(len(list), maxSuggestions)] {
		out = append(out, s.text)
	}
	return out
}

// spellings gathers the forms near a folded word, by form.
func (s *snapshot) spellings(folded string, edits uint8) (map[string]*spelling, error) {
	builder, err := levenshtein.NewLevenshteinAutomatonBuilder(edits, true)
	if err != nil {
		return nil, err
	}
	dfa, err := builder.BuildDfa(folded, edits)
	if err != nil {
		return nil, err
	}
	near := &nearForms{dfa: dfa}
	found := map[string]*spelling{}
	for _, sg := range s.segs {
		for _, field := range [2]string{titleField, textField} {
			d, err := sg.dict(field)
			if err != nil {
				return nil, err
			}
			list := d.AutomatonIterator(near, nil, nil)
			for {
				e, err := list.Next()
				if err != nil {
					return nil, err
				}
				if e == nil {
					break
				}
				note(found, folded, e.Term, e.Count)
				if err := sg.step(64); err != nil {
					return nil, err
				}
			}
		}
	}
	return found, nil
}

// note adds a term of forms to what was found.
func note(found map[string]*spelling, typed, term string, n uint64) {
	folded, form, written := cutTerm(term)
	text := form
	if written != "" && written != strings.ToUpper(written) {
		text = written
	}
	s := found[form]
	if s == nil {
		s = &spelling{text: text, most: n, distance: editDistance([]rune(typed), []rune(folded))}
		found[form] = s
	}
	s.all += n
	if n > s.most {
		s.text, s.most = text, n
	}
}

// nearForms accepts the terms of forms, with formSign or without, whose folded
// part a Levenshtein automaton accepts. Its states are: 0 before the first
// letter, 1 after the first formCut (anything follows), -1 nothing, and those
// of the automaton plus 2.
type nearForms struct{ dfa *levenshtein.DFA }

func (a *nearForms) Start() int                 { return 0 }
func (a *nearForms) IsMatch(s int) bool         { return s == 1 }
func (a *nearForms) WillAlwaysMatch(s int) bool { return s == 1 }

func (a *nearForms) CanMatch(s int) bool {
	return s == 0 || s == 1 || s > 1 && a.dfa.CanMatch(s-2)
}

func (a *nearForms) Accept(s int, b byte) int {
	switch {
	case s == 1:
		return 1
	case s == 0 && b == formSign[0]:
		return a.dfa.Start() + 2
	case s == 0 && b == writtenSign[0]:
	case s == 0:
		return a.dfa.Accept(a.dfa.Start(), b) + 2
	case s > 1 && b == formCut[0]:
		if a.dfa.IsMatch(s - 2) {
			return 1
		}
	case s > 1:
		return a.dfa.Accept(s-2, b) + 2
	}
	return -1
}

// editDistance counts letters put in, left out, changed, or two changed round.
func editDistance(a, b []rune) int {
	older := make([]int, len(b)+1)
	last := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			change := 1
			if a[i] == b[j] {
				change = 0
			}
			row[j+1] = min(last[j]+change, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], older[j-1]+1)
			}
		}
		older, last = last, row
	}
	return last[len(b)]
}
