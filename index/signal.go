package index

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"prasowka/internal/query"
)

// A signal is what counts for a word of a question besides the word itself: the
// very form that was typed, or the words that begin like it.
type signal struct {
	known  map[*seg][]*reading
	sets   map[*seg]*roaring.Bitmap // the documents that have one
	weight float64
	having uint64 // documents
}

// A lookup adds the readings of a signal in a segment, by key.
type lookup func(sg *seg, byKey map[string]*reading) error

// signalScope are the fields in which signals count; the text repeats the lead.
var signalScope = scope{titleField, textField}

// Limits of the keys that a root stands for, in one segment: of each beginning,
// and in all; and of the spellings of a form.
const (
	maxOfBeginning = 40
	maxOfRoot      = 80
	maxOfForm      = 100
)

// addSignals adds the signals of the words that say something and are not too
// frequent to find documents by themselves, as far as the signals are not,
// either. A word that no document has may yet have relatives.
func (q *question) addSignals() error {
	for _, w := range q.words {
		if !w.first && w.having > 0 || w.weight < 1 || w.word.Exact || w.word.Prefix {
			continue
		}
		t := w.word.Token
		for _, s := range []struct {
			weight float64
			look   lookup
		}{
			{q.tune.form, lookForm(query.PrefixTerm(t))},
			{q.tune.root, lookRoots(tokenRoots(t, shortRoot), nil)},
			{q.tune.longRoot, lookRoots(tokenRoots(t, longRoot), verbPrefixes)},
		} {
			if err := q.addSignal(s.weight*w.weight, s.look); err != nil {
				return err
			}
		}
	}
	slices.SortStableFunc(q.signals, func(a, b *signal) int { return cmp.Compare(a.having, b.having) })
	most, left := q.limits()
	for i, s := range q.signals {
		if s.having > min(most, left) {
			q.signals = q.signals[:i] // the others are more frequent still
			break
		}
		left -= s.having
	}
	return nil
}

// addSignal looks a signal up in all segments and keeps it when anything has it.
func (q *question) addSignal(weight float64, look lookup) error {
	if weight == 0 || look == nil {
		return nil
	}
	s := &signal{known: map[*seg][]*reading{}, sets: map[*seg]*roaring.Bitmap{}}
	for _, sg := range q.snap.segs {
		if err := s.find(sg, look); err != nil {
			return err
		}
	}
	if s.having > 0 {
		s.weight = weight * idf(q.snap.docs, s.having)
		q.signals = append(q.signals, s)
	}
	return nil
}

// find notes the readings of a signal in a segment, and the documents that have
// one.
func (s *signal) find(sg *seg, look lookup) error {
	byKey := map[string]*reading{}
	if err := look(sg, byKey); err != nil {
		return err
	}
	var sets []*roaring.Bitmap
	for _, field := range signalScope {
		var terms []string
		for _, r := range byKey {
			terms = append(terms, r.terms(field)...)
		}
		set, err := sg.union(field, terms)
		if err != nil {
			return err
		}
		sets = append(sets, set)
	}
	s.known[sg] = slices.SortedFunc(maps.Values(byKey), func(a, b *reading) int { return strings.Compare(a.key, b.key) })
	s.sets[sg] = unite(sets)
	s.having += s.sets[sg].GetCardinality()
	return nil
}

// lookForm looks for a folded form, however it is spelt.
func lookForm(folded string) lookup {
	return func(sg *seg, byKey map[string]*reading) error {
		r := &reading{key: folded}
		for _, field := range signalScope {
			for _, sign := range [2]string{formSign, ""} {
				terms, _, err := sg.termsFrom(field, sign+folded+formCut, maxOfForm)
				if err != nil {
					return err
				}
				r.add(field, terms...)
			}
		}
		byKey[folded] = r
		return nil
	}
}

// lookRoots looks for the keys that begin with a root, alone or behind one of
// the prefixes; nil when there are no roots.
func lookRoots(roots, prefixes []string) lookup {
	if len(roots) == 0 {
		return nil
	}
	var longer []string
	for _, root := range roots {
		for _, p := range prefixes {
			longer = append(longer, p+root)
		}
	}
	behind := newBeginnings(longer)
	return func(sg *seg, byKey map[string]*reading) error {
		for _, root := range roots {
			for _, field := range signalScope {
				if len(byKey) >= maxOfRoot {
					return nil
				}
				if err := sg.readingsFrom(byKey, field, newBeginnings([]string{root})); err != nil {
					return err
				}
			}
		}
		if len(longer) == 0 {
			return nil
		}
		// Behind prefixes only in texts: they are rare in titles.
		return sg.readingsFrom(byKey, textField, behind)
	}
}
