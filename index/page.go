package index

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// A candidate is a hit that may stand on the page.
type candidate struct {
	score float64
	key   uint64 // the beginning of the identity
	found *found
	doc   uint32
	id    string // read only where keys are equal, and for the page
}

// An order compares candidates; the first on the page is the least.
type order struct {
	sort Sort
	err  error // of reading an identity
}

func (o *order) compare(a, b *candidate) int {
	if o.sort == Relevance {
		if c := cmp.Compare(b.score, a.score); c != 0 {
			return c
		}
	}
	c := cmp.Compare(b.key, a.key)
	if c == 0 {
		c = cmp.Compare(o.identity(b), o.identity(a))
	}
	if o.sort == Oldest {
		return -c
	}
	return c
}

func (o *order) identity(c *candidate) string {
	if c.id == "" && c.found != nil {
		raw, err := c.found.seg.snap.DocID(uint64(c.doc))
		if err != nil {
			o.err = fmt.Errorf("identity of document %d in segment %d: %w", c.doc, c.found.seg.snap.Id(), err)
			return ""
		}
		c.id = string(raw)
	}
	return c.id
}

// worstFirst is a heap whose top is the last of the best kept so far.
type worstFirst struct {
	order *order
	items []*candidate
}

func (h *worstFirst) Len() int           { return len(h.items) }
func (h *worstFirst) Less(i, j int) bool { return h.order.compare(h.items[i], h.items[j]) > 0 }
func (h *worstFirst) Swap(i, j int)      { h.items[i], h.items[j] = h.items[j], h.items[i] }
func (h *worstFirst) Push(x any)         { h.items = append(h.items, x.(*candidate)) }
func (h *worstFirst) Pop() any {
	last := h.items[len(h.items)-1]
	h.items = h.items[:len(h.items)-1]
	return last
}

// best are the first n candidates after a cursor, in order.
func (o *order) best(all []*found, after *candidate, n int) ([]*candidate, error) {
	h := &worstFirst{order: o}
	for i := range all {
		f := all[i]
		if o.sort == Newest {
			f = all[len(all)-1-i] // the newest segment first: the rest is then soon refused
		}
		ids, err := f.seg.cols.idColumn(f.seg.snap)
		if err != nil {
			return nil, err
		}
		offer := func(doc uint32) {
			var score float64
			if f.scores != nil {
				score = float64(f.scores[doc])
			}
			if len(h.items) == n && o.before(h.items[0], score, ids[doc]) || after != nil && !o.after(after, score, ids[doc]) {
				return
			}
			o.offer(h, &candidate{score: score, key: ids[doc], found: f, doc: doc}, after, n)
		}
		if err := f.each(o.sort == Newest, offer); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(h.items, o.compare)
	return h.items, o.err
}

// each calls for every document of a set, in descending order when backwards.
func (f *found) each(backwards bool, call func(uint32)) error {
	if backwards {
		for it := f.set.ReverseIterator(); it.HasNext(); {
			call(it.Next())
			if err := f.seg.step(1); err != nil {
				return err
			}
		}
		return nil
	}
	var buf [512]uint32
	for it := f.set.ManyIterator(); ; {
		k := it.NextMany(buf[:])
		if k == 0 {
			return nil
		}
		if err := f.seg.step(k); err != nil {
			return err
		}
		for _, doc := range buf[:k] {
			call(doc)
		}
	}
}

// before tells whether c is surely before a document of this score and key;
// where all is equal the identity decides, and this says no.
func (o *order) before(c *candidate, score float64, key uint64) bool {
	if o.sort == Relevance && c.score != score {
		return c.score > score
	}
	if o.sort == Oldest {
		return c.key < key
	}
	return c.key > key
}

// after tells whether a document may be after c.
func (o *order) after(c *candidate, score float64, key uint64) bool {
	return c.key == key || o.before(c, score, key)
}

// offer puts a candidate on the heap when it is among the best.
func (o *order) offer(h *worstFirst, c, after *candidate, n int) {
	if after != nil && o.compare(after, c) >= 0 {
		return
	}
	if len(h.items) < n {
		heap.Push(h, c)
		return
	}
	if o.compare(c, h.items[0]) < 0 {
		h.items[0] = c
		heap.Fix(h, 0)
	}
}

// page puts the hits of the page asked for into the result.
func (s *snapshot) page(r *Request, all []*found, after pageCursor, res *Result) error {
	o := &order{sort: r.Sort}
	var last *candidate
	if after.set {
		last = &candidate{score: after.score, key: after.key, id: after.id}
	}
	var items []*candidate
	var err error
	if r.Collapse {
		items, err = o.collapsed(all, last, r.Limit+1)
	} else {
		items, err = o.best(all, last, r.Limit+1)
	}
	if err != nil {
		return err
	}
	more := len(items) > r.Limit
	if more {
		items = items[:r.Limit]
	}
	for _, c := range items {
		hit := Hit{ID: o.identity(c), Score: c.score}
		if o.err != nil {
			return o.err
		}
		if hit.Story, err = c.found.seg.story(c.doc); err != nil {
			return err
		}
		res.Hits = append(res.Hits, hit)
	}
	if more {
		end := items[len(items)-1]
		res.Next = pageCursor{score: end.score, id: end.id}.String()
	}
	return nil
}

// collapsed are the first n candidates after a cursor that are the first of
// their story in the whole order. It looks from the top, four times as deep
// until there are enough: a page costs more the farther it is.
func (o *order) collapsed(all []*found, after *candidate, n int) ([]*candidate, error) {
	total := 0
	for _, f := range all {
		total += int(f.set.GetCardinality())
	}
	for depth := 4 * n; ; depth *= 4 {
		top, err := o.best(all, nil, min(depth, total))
		if err != nil {
			return nil, err
		}
		seen := map[uint64]bool{}
		var out []*candidate
		for _, c := range top {
			stories, err := c.found.seg.cols.storyColumn(c.found.seg.snap)
			if err != nil {
				return nil, err
			}
			if story := stories[c.doc]; story != 0 {
				if seen[story] {
					continue
				}
				seen[story] = true
			}
			if after != nil && o.compare(after, c) >= 0 {
				continue
			}
			if out = append(out, c); len(out) == n {
				return out, o.err
			}
		}
		if depth >= total {
			return out, o.err
		}
	}
}

// story is a document's story.
func (s *seg) story(doc uint32) (string, error) {
	values, ok := s.snap.Segment().(segment.DocValueVisitable)
	if !ok {
		return "", fmt.Errorf("segment %d keeps no doc values", s.snap.Id())
	}
	var story string
	_, err := values.VisitDocValues(uint64(doc), []string{storyField}, func(_ string, term []byte) { story = string(term) }, nil)
	if err != nil {
		return "", fmt.Errorf("story of document %d in segment %d: %w", doc, s.snap.Id(), err)
	}
	return story, nil
}
