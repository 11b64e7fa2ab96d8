package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A snapshot is the archive at one moment: what one search sees.
type snapshot struct {
	ctx    context.Context
	reader *scorch.IndexSnapshot
	segs   []*seg
	docs   uint64 // documents alive
}

// A seg is one segment of a snapshot. Sets of documents are sets of its own
// numbers and may be shared with the segment: never change a set that terms
// gave. Deleted documents are taken out at the end, by alive.
type seg struct {
	ctx   context.Context
	snap  *scorch.SegmentSnapshot
	cols  *columns
	dicts map[string]segment.TermDictionary
	byKey map[[2]string][]string // the terms of a field and a key
	count uint32
	work  int // steps since the context was last asked
}

func (g *generation) open(ctx context.Context) (*snapshot, error) {
	r, err := g.core.Reader()
	if err != nil {
		return nil, fmt.Errorf("snapshot of index %s: %w", g.name, err)
	}
	reader, ok := r.(*scorch.IndexSnapshot)
	if !ok {
		return nil, errors.Join(fmt.Errorf("snapshot of index %s: a %T, not of scorch", g.name, r), r.Close())
	}
	s := &snapshot{ctx: ctx, reader: reader}
	parts := reader.Segments()
	cols := g.columns.of(parts)
	for i, p := range parts {
		s.docs += p.Count()
		s.segs = append(s.segs, &seg{ctx: ctx, snap: p, cols: cols[i], dicts: map[string]segment.TermDictionary{}, byKey: map[[2]string][]string{}, count: uint32(p.Segment().Count())})
	}
	return s, nil
}

func (s *snapshot) close() { _ = s.reader.Close() } // gives back a reference; nothing to say when that fails

// step asks the context now and then.
func (s *seg) step(n int) error {
	if s.work += n; s.work < 4096 {
		return nil
	}
	s.work = 0
	return s.ctx.Err()
}

func (s *seg) dict(field string) (segment.TermDictionary, error) {
	d := s.dicts[field]
	if d == nil {
		var err error
		if d, err = s.snap.Segment().Dictionary(field); err != nil {
			return nil, fmt.Errorf("dictionary %s of segment %d: %w", field, s.snap.Id(), err)
		}
		s.dicts[field] = d
	}
	return d, nil
}

// bitmapOf is the set of documents with a term, to be read only.
func bitmapOf(d segment.TermDictionary, term []byte) (*roaring.Bitmap, error) {
	list, err := d.PostingsList(term, nil, nil)
	if err != nil {
		return nil, fmt.Errorf("postings of %q: %w", term, err)
	}
	if list.Count() == 0 {
		return roaring.New(), nil
	}
	it, ok := list.Iterator(false, false, false, nil).(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("postings of %q cannot be had as a set", term)
	}
	if doc, single := it.DocNum1Hit(); single {
		return roaring.BitmapOf(uint32(doc)), nil
	}
	return it.ActualBitmap(), nil
}

// union is the set of documents with any of the terms in a field.
func (s *seg) union(field string, terms []string) (*roaring.Bitmap, error) {
	if err := s.step(256 * (1 + len(terms))); err != nil {
		return nil, err
	}
	d, err := s.dict(field)
	if err != nil {
		return nil, err
	}
	sets := make([]*roaring.Bitmap, 0, len(terms))
	for _, t := range terms {
		set, err := bitmapOf(d, []byte(t))
		if err != nil {
			return nil, err
		}
		if !set.IsEmpty() {
			sets = append(sets, set)
		}
	}
	return unite(sets), nil
}

// termsOfKey are the terms of a field that mean a key: itself, and the forms
// that are this key but for Polish letters and capitals.
func (s *seg) termsOfKey(field, key string) ([]string, error) {
	id := [2]string{field, key}
	if terms, ok := s.byKey[id]; ok {
		return terms, nil
	}
	d, err := s.dict(field)
	if err != nil {
		return nil, err
	}
	var terms []string
	list := enumerate(d, nil, []byte(key), after(key+formCut))
	for {
		e, err := list.Next()
		if err != nil {
			return nil, fmt.Errorf("terms of key %q: %w", key, err)
		}
		if e == nil {
			break
		}
		terms = append(terms, e.Term)
	}
	s.byKey[id] = terms
	return terms, s.step(64)
}

// unionOfKey is the set of documents with a key in a field.
func (s *seg) unionOfKey(field, key string) (*roaring.Bitmap, error) {
	terms, err := s.termsOfKey(field, key)
	if err != nil {
		return nil, err
	}
	return s.union(field, terms)
}

// unite is the union of sets that must not be changed.
func unite(sets []*roaring.Bitmap) *roaring.Bitmap {
	switch len(sets) {
	case 0:
		return roaring.New()
	case 1:
		return sets[0]
	case 2:
		return roaring.Or(sets[0], sets[1])
	}
	return roaring.FastOr(sets...)
}

// alive takes deleted documents out of a set, without changing it.
func (s *seg) alive(set *roaring.Bitmap) *roaring.Bitmap {
	if dead := s.snap.Deleted(); dead != nil && !dead.IsEmpty() {
		return roaring.AndNot(set, dead)
	}
	return set
}

// all is the set of all document numbers.
func (s *seg) all() *roaring.Bitmap {
	set := roaring.New()
	set.AddRange(0, uint64(s.count))
	return set
}

// termsFrom lists the terms of a field that begin with a prefix, at most limit
// of them; more says that there are others.
func (s *seg) termsFrom(field, prefix string, limit int) (terms []string, more bool, err error) {
	d, err := s.dict(field)
	if err != nil {
		return nil, false, err
	}
	list := enumerate(d, nil, []byte(prefix), after(prefix))
	for {
		e, err := list.Next()
		if err != nil {
			return nil, false, fmt.Errorf("terms of %s from %q: %w", field, prefix, err)
		}
		if e == nil {
			return terms, false, nil
		}
		if len(terms) == limit {
			return terms, true, nil
		}
		terms = append(terms, e.Term)
		if err := s.step(8); err != nil {
			return nil, false, err
		}
	}
}

// A reading is a key with its terms in each text field of a segment.
type reading struct {
	key     string
	byField [len(textFields)][]string
}

func (r *reading) terms(field string) []string {
	return r.byField[slices.Index(textFields[:], field)]
}

func (r *reading) add(field string, terms ...string) {
	i := slices.Index(textFields[:], field)
	r.byField[i] = append(r.byField[i], terms...)
}

// readingsFrom adds, by key, the terms of a field whose keys begin as some
// strings do: of at most maxOfBeginning keys of each of these, and maxOfRoot
// keys in all.
func (s *seg) readingsFrom(byKey map[string]*reading, field string, from *beginnings) error {
	d, err := s.dict(field)
	if err != nil {
		return err
	}
	from.open()
	list := enumerate(d, from, nil, nil)
	last, of := "", map[int]int{}
	for {
		e, err := list.Next()
		if err != nil {
			return fmt.Errorf("keys of %s: %w", field, err)
		}
		if e == nil {
			return nil
		}
		key, _, _ := strings.Cut(e.Term, formCut)
		if key != last {
			state := from.stateOf(key)
			if of[state]++; of[state] > maxOfBeginning {
				from.shut(state)
				continue
			}
			last = key
		}
		r := byKey[key]
		if r == nil {
			if len(byKey) == maxOfRoot {
				return nil
			}
			r = &reading{key: key}
			byKey[key] = r
		}
		// The beginnings of two calls may be alike.
		if !slices.Contains(r.terms(field), e.Term) {
			r.add(field, e.Term)
		}
		if err := s.step(8); err != nil {
			return err
		}
	}
}

// omitsCount is a dictionary that can list its terms without reading postings.
type omitsCount interface {
	AutomatonIteratorOmitCount(a segment.Automaton, start, end []byte) segment.DictionaryIterator
}

// enumerate lists the terms from start to before end that an automaton accepts;
// nil leaves each of the three open.
func enumerate(d segment.TermDictionary, a segment.Automaton, start, end []byte) segment.DictionaryIterator {
	if fast, ok := d.(omitsCount); ok {
		return fast.AutomatonIteratorOmitCount(a, start, end)
	}
	return d.AutomatonIterator(a, start, end)
}

// after is the smallest string greater than all that begin with prefix.
func after(prefix string) []byte {
	end := []byte(prefix)
	for i := len(end) - 1; i >= 0; i-- {
		if end[i]++; end[i] != 0 {
			return end[:i+1]
		}
	}
	return nil
}
