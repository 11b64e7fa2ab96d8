package index

import (
	"fmt"
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"prasowka/internal/query"
)

// A place is an occurrence of an expression in one field of one document: its
// first and last word positions.
type place struct{ first, last int32 }

// A finder gives the places of an expression in one field, document after
// document, in ascending order of documents.
type finder interface {
	// candidates is the set of documents that may have a place.
	candidates() *roaring.Bitmap
	// places appends the places in a document, sorted by first; documents must
	// be asked in ascending order, each once.
	places(doc uint32, dst []place) ([]place, error)
}

// positional is the set of documents where a phrase or NEAR is found in a field.
func (e *evaluator) positional(n query.Node, field string) (*roaring.Bitmap, error) {
	f, err := e.finder(n, field)
	if err != nil {
		return nil, err
	}
	out := roaring.New()
	var buf []place
	for it := f.candidates().Iterator(); it.HasNext(); {
		doc := it.Next()
		if buf, err = f.places(doc, buf[:0]); err != nil {
			return nil, err
		}
		if len(buf) > 0 {
			out.Add(doc)
		}
		if err := e.s.step(16); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e *evaluator) finder(n query.Node, field string) (finder, error) {
	switch n := n.(type) {
	case *query.Word:
		return e.wordFinder(n, field)
	case *query.Phrase:
		f := &phraseFinder{room: int32(len(n.Words) - 1 + n.Slop)}
		for _, w := range n.Words {
			wf, err := e.wordFinder(w, field)
			if err != nil {
				return nil, err
			}
			f.words = append(f.words, wf)
			if f.set == nil {
				f.set = wf.set
			} else {
				f.set = roaring.And(f.set, wf.set)
			}
		}
		f.pos = make([][]int32, len(f.words))
		return f, nil
	case *query.Or:
		f := &orFinder{}
		var sets []*roaring.Bitmap
		for _, k := range n.Kids {
			kf, err := e.finder(k, field)
			if err != nil {
				return nil, err
			}
			f.kids = append(f.kids, kf)
			sets = append(sets, kf.candidates())
		}
		f.set = unite(sets)
		return f, nil
	case *query.Near:
		a, err := e.finder(n.A, field)
		if err != nil {
			return nil, err
		}
		b, err := e.finder(n.B, field)
		if err != nil {
			return nil, err
		}
		return &nearFinder{a: a, b: b, dist: int32(n.Dist), set: roaring.And(a.candidates(), b.candidates())}, nil
	}
	return nil, fmt.Errorf("places of a %T: it has none", n)
}

// A wordFinder reads the places of a word's terms.
type wordFinder struct {
	set     *roaring.Bitmap
	cursors []*cursor
}

// A cursor walks over the postings of one term.
type cursor struct {
	set  *roaring.Bitmap
	list segment.PostingsIterator
	at   segment.Posting // the posting reached; nil before the first
	done bool
}

func (e *evaluator) wordFinder(w *query.Word, field string) (*wordFinder, error) {
	terms, err := e.terms(w, field)
	if err != nil {
		return nil, err
	}
	d, err := e.s.dict(field)
	if err != nil {
		return nil, err
	}
	f := &wordFinder{}
	var sets []*roaring.Bitmap
	for _, t := range terms {
		set, err := bitmapOf(d, []byte(t))
		if err != nil {
			return nil, err
		}
		if set.IsEmpty() {
			continue
		}
		list, err := d.PostingsList([]byte(t), nil, nil)
		if err != nil {
			return nil, fmt.Errorf("postings of %q: %w", t, err)
		}
		sets = append(sets, set)
		f.cursors = append(f.cursors, &cursor{set: set, list: list.Iterator(true, false, true, nil)})
	}
	f.set = unite(sets)
	return f, nil
}

func (f *wordFinder) candidates() *roaring.Bitmap { return f.set }

func (f *wordFinder) places(doc uint32, dst []place) ([]place, error) {
	pos, err := f.positions(doc, nil)
	for _, p := range pos {
		dst = append(dst, place{p, p})
	}
	return dst, err
}

// positions appends where the word stands in a document, sorted, each once.
func (f *wordFinder) positions(doc uint32, dst []int32) ([]int32, error) {
	found := 0
	for _, c := range f.cursors {
		p, err := c.posting(doc)
		if err != nil {
			return nil, err
		}
		if p != nil {
			dst = appendPlaces(dst, p)
			found++
		}
	}
	if found > 1 {
		slices.Sort(dst)
		dst = slices.Compact(dst)
	}
	return dst, nil
}

// posting is that of the term in a document; nil when it lacks the term.
func (c *cursor) posting(doc uint32) (segment.Posting, error) {
	if c.done || !c.set.Contains(doc) {
		return nil, nil
	}
	if c.at == nil || c.at.Number() < uint64(doc) {
		p, err := c.list.Advance(uint64(doc))
		if err != nil {
			return nil, fmt.Errorf("places in document %d: %w", doc, err)
		}
		if c.at = p; p == nil {
			c.done = true
			return nil, nil
		}
	}
	if c.at.Number() != uint64(doc) {
		return nil, nil
	}
	return c.at, nil
}

// A phraseFinder joins each place of the first word with the nearest following
// places of the others.
type phraseFinder struct {
	words []*wordFinder
	room  int32 // between the first and the last word
	set   *roaring.Bitmap
	pos   [][]int32
}

func (f *phraseFinder) candidates() *roaring.Bitmap { return f.set }

func (f *phraseFinder) places(doc uint32, dst []place) ([]place, error) {
	for i, w := range f.words {
		var err error
		if f.pos[i], err = w.positions(doc, f.pos[i][:0]); err != nil {
			return nil, err
		}
		if len(f.pos[i]) == 0 {
			return dst, nil
		}
	}
	for _, first := range f.pos[0] {
		if last, ok := f.chain(first); ok {
			dst = append(dst, place{first, last})
		}
	}
	return dst, nil
}

// chain is where a phrase that begins at first ends.
func (f *phraseFinder) chain(first int32) (last int32, ok bool) {
	last = first
	for _, pos := range f.pos[1:] {
		i, _ := slices.BinarySearch(pos, last+1)
		if i == len(pos) || pos[i]-first > f.room {
			return 0, false
		}
		last = pos[i]
	}
	return last, true
}

type orFinder struct {
	kids []finder
	set  *roaring.Bitmap
}

func (f *orFinder) candidates() *roaring.Bitmap { return f.set }

func (f *orFinder) places(doc uint32, dst []place) ([]place, error) {
	begin := len(dst)
	for _, k := range f.kids {
		if !k.candidates().Contains(doc) {
			continue
		}
		var err error
		if dst, err = k.places(doc, dst); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(dst[begin:], func(x, y place) int { return int(x.first - y.first) })
	return dst, nil
}

// A nearFinder gives the places of a that have one of b near them.
type nearFinder struct {
	a, b finder
	dist int32
	set  *roaring.Bitmap
}

func (f *nearFinder) candidates() *roaring.Bitmap { return f.set }

func (f *nearFinder) places(doc uint32, dst []place) ([]place, error) {
	a, err := f.a.places(doc, nil)
	if err != nil || len(a) == 0 {
		return dst, err
	}
	b, err := f.b.places(doc, nil)
	if err != nil || len(b) == 0 {
		return dst, err
	}
	for _, x := range a {
		if follows(x, b, f.dist) || precedes(x, b, f.dist) {
			dst = append(dst, x)
		}
	}
	return dst, nil
}

// follows tells whether a place begins within dist after x ends.
func follows(x place, in []place, dist int32) bool {
	i := sort.Search(len(in), func(i int) bool { return in[i].first > x.last })
	return i < len(in) && in[i].first-x.last <= dist
}

// precedes tells whether a place ends within dist before x begins. Places are
// sorted by where they begin, and short: the search goes back from x as far as
// a place that long could begin.
func precedes(x place, in []place, dist int32) bool {
	i := sort.Search(len(in), func(i int) bool { return in[i].first >= x.first })
	for i--; i >= 0 && x.first-in[i].first <= dist+longestPlace; i-- {
		if gap := x.first - in[i].last; gap >= 1 && gap <= dist {
			return true
		}
	}
	return false
}

// longestPlace is how far a place can reach: a phrase of all the words that a
// query may have, with all the room that it may ask for.
const longestPlace = query.MaxTerms + query.MaxDistance
