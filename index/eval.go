package index

import (
	"fmt"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"prasowka/internal/press"
	"prasowka/internal/query"
)

// An evaluator finds the documents of one segment that a query means. The
// definition is the comments of query's nodes, and query.Match.
type evaluator struct {
	s        *seg
	now      time.Time
	prefixes *expansions
}

// expansions count the forms that a prefix stands for in the whole archive, so
// that the limit does not depend on how many segments there are.
type expansions struct {
	forms map[string]map[string]bool // prefix → its forms
}

// scope is the text fields in which words are looked for.
type scope []string

var everywhere = scope(textFields[:])

// fieldScope is the scope of query.In.
func fieldScope(f query.Field) (scope, error) {
	switch f {
	case query.Title:
		return textFields[0:1], nil
	case query.Lead:
		return textFields[1:2], nil
	case query.Text:
		return textFields[2:3], nil
	}
	return nil, fmt.Errorf("search in field %q: not a text field", f)
}

// find is the set of documents of a node; deleted ones may be among them. The
// set must not be changed.
func (e *evaluator) find(n query.Node, in scope) (*roaring.Bitmap, error) {
	switch n := n.(type) {
	case nil:
		return roaring.New(), nil
	case *query.Word:
		return e.findIn(in, func(field string) (*roaring.Bitmap, error) { return e.word(n, field) })
	case *query.Phrase, *query.Near:
		return e.findIn(in, func(field string) (*roaring.Bitmap, error) { return e.positional(n, field) })
	case *query.And:
		return e.and(n.Kids, in)
	case *query.Or:
		return e.or(n.Kids, in)
	case *query.Not:
		kid, err := e.find(n.Kid, in)
		if err != nil {
			return nil, err
		}
		return roaring.AndNot(e.s.all(), kid), nil
	case *query.In:
		in, err := fieldScope(n.Field)
		if err != nil {
			return nil, err
		}
		return e.find(n.Kid, in)
	case *query.Is:
		return e.s.union(valueField(n.Field), []string{query.ValueTerm(n.Value)})
	case *query.Range:
		return e.published(n, nil)
	}
	return nil, fmt.Errorf("search for a %T: no such node", n)
}

// findIn unites what is found in each field by itself.
func (e *evaluator) findIn(in scope, one func(string) (*roaring.Bitmap, error)) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, field := range in {
		set, err := one(field)
		if err != nil {
			return nil, err
		}
		if !set.IsEmpty() {
			sets = append(sets, set)
		}
	}
	return unite(sets), nil
}

// and takes the sets of the kids one by one and stops at nothing; times of
// publication are looked up last, for the documents that are left.
func (e *evaluator) and(kids []query.Node, in scope) (*roaring.Bitmap, error) {
	var left *roaring.Bitmap
	var ranges []*query.Range
	var nots []query.Node
	for _, k := range kids {
		switch k := k.(type) {
		case *query.Range:
			ranges = append(ranges, k)
			continue
		case *query.Not:
			nots = append(nots, k.Kid)
			continue
		}
		set, err := e.find(k, in)
		if err != nil {
			return nil, err
		}
		if left == nil {
			left = set
		} else {
			left = roaring.And(left, set)
		}
		if left.IsEmpty() {
			return left, nil
		}
	}
	for _, k := range nots {
		if left == nil {
			left = e.s.all()
		}
		set, err := e.find(k, in)
		if err != nil {
			return nil, err
		}
		left = roaring.AndNot(left, set)
	}
	for _, r := range ranges {
		var err error
		if left, err = e.published(r, left); err != nil {
			return nil, err
		}
	}
	return left, nil
}

func (e *evaluator) or(kids []query.Node, in scope) (*roaring.Bitmap, error) {
	sets := make([]*roaring.Bitmap, 0, len(kids))
	for _, k := range kids {
		set, err := e.find(k, in)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return unite(sets), nil
}

// word is the set of documents with a word in one field.
func (e *evaluator) word(w *query.Word, field string) (*roaring.Bitmap, error) {
	terms, err := e.terms(w, field)
	if err != nil {
		return nil, err
	}
	return e.s.union(field, terms)
}

// terms are the terms of a field by which a word is found.
func (e *evaluator) terms(w *query.Word, field string) ([]string, error) {
	switch {
	case w.Prefix:
		return e.prefix(w, field)
	case w.Exact:
		return e.exact(w.ExactTerm(), field)
	}
	var terms []string
	for _, k := range w.Token.Keys {
		more, err := e.s.termsOfKey(field, k)
		if err != nil {
			return nil, err
		}
		terms = append(terms, more...)
	}
	return terms, nil
}

// maxSpellings bounds the terms that share one form: the ways to write it with
// capitals.
const maxSpellings = 1_000

// exact lists the terms whose form or written form is the one asked for.
func (e *evaluator) exact(want, field string) ([]string, error) {
	terms := []string{writtenSign + want}
	for _, sign := range [2]string{formSign, ""} {
		all, more, err := e.s.termsFrom(field, sign+foldedForm(want)+formCut, maxSpellings)
		if err != nil {
			return nil, err
		}
		if more {
			return nil, tooMany(want, maxSpellings)
		}
		for _, t := range all {
			if _, form, written := cutTerm(t); form == want || written == want {
				terms = append(terms, t)
			}
		}
	}
	return terms, nil
}

// prefix lists the terms of the forms that begin so.
func (e *evaluator) prefix(w *query.Word, field string) ([]string, error) {
	p := w.PrefixTerm()
	seen := e.prefixes.forms[p]
	if seen == nil {
		seen = map[string]bool{}
		e.prefixes.forms[p] = seen
	}
	var terms []string
	for _, sign := range [2]string{formSign, ""} {
		// Bare keys stand among the forms that are keys; they are no forms.
		all, more, err := e.s.termsFrom(field, sign+p, 8*query.MaxExpansions)
		if err != nil {
			return nil, err
		}
		for _, t := range all {
			if folded, _, isForm := strings.Cut(t[len(sign):], formCut); isForm {
				seen[folded] = true
				terms = append(terms, t)
			}
		}
		if more || len(seen) > query.MaxExpansions {
			return nil, tooMany(p+"*", query.MaxExpansions)
		}
	}
	return terms, nil
}

func tooMany(what string, limit int) error {
	return &press.Invalid{Field: "zapytanie", Why: fmt.Sprintf("„%s” to w archiwum ponad %d różnych form; dopisz litery", what, limit)}
}

// published keeps those of a set (of all documents when nil) that were
// published within a range. Days decide: the bounds of a range are midnights.
func (e *evaluator) published(r *query.Range, of *roaring.Bitmap) (*roaring.Bitmap, error) {
	col, err := e.s.cols.valueColumn(e.s.snap, dayField)
	if err != nil {
		return nil, err
	}
	lo, hi := dayBounds(col.values, r, e.now)
	out := roaring.New()
	if lo >= hi {
		return out, nil
	}
	keep := make([]uint32, 0, 4096)
	flush := func() error {
		out.AddMany(keep)
		n := len(keep)
		keep = keep[:0]
		return e.s.step(n)
	}
	test := func(doc uint32) error {
		if ord := col.ords[doc]; ord > lo && ord <= hi {
			if keep = append(keep, doc); len(keep) == cap(keep) {
				return flush()
			}
		}
		return nil
	}
	if of == nil {
		for doc := range e.s.count {
			if err := test(doc); err != nil {
				return nil, err
			}
		}
		return out, flush()
	}
	var buf [1024]uint32
	for it := of.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return out, flush()
		}
		for _, doc := range buf[:n] {
			if err := test(doc); err != nil {
				return nil, err
			}
		}
	}
}
