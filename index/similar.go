package index

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"prasowka/internal/press"
)

// A signature gathers the words that may tell a document from others. It is
// kept with the document so that Similar needs no text; which of the words are
// rare is known only when it is asked.
type signature struct {
	cellOf []uint32 // by the key's number: 1 + the index of its cell; 0: none
	cells  []signCell
}

type signCell struct {
	key    uint32
	weight int32
}

// signatureSize is how many words are kept: about 200 bytes a document.
const signatureSize = 24

func (s *signature) add(w *word, title bool) {
	at := s.cellOf[w.key]
	if at == 0 {
		s.cells = append(s.cells, signCell{key: w.key})
		at = uint32(len(s.cells))
		s.cellOf[w.key] = at
	}
	weight := int32(1)
	if title {
		weight += 2
	}
	if w.upper {
		weight++
	}
	s.cells[at-1].weight += weight
}

// take gives the weightiest words and empties the signature.
func (s *signature) take(terms []string) string {
	order := func(a, b signCell) int {
		x, y := terms[a.key], terms[b.key]
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(len(y), len(x)), strings.Compare(x, y))
	}
	var best [signatureSize]signCell
	n := 0
	for _, c := range s.cells {
		s.cellOf[c.key] = 0
		if n == signatureSize {
			if order(c, best[n-1]) > 0 {
				continue
			}
			n--
		}
		i := n
		for ; i > 0 && order(c, best[i-1]) < 0; i-- {
			best[i] = best[i-1]
		}
		best[i] = c
		n++
	}
	s.cells = s.cells[:0]
	keys := make([]string, n)
	for i, c := range best[:n] {
		keys[i] = terms[c.key]
	}
	return strings.Join(keys, " ")
}

// Of a signature, the rarest words are asked for; what shares less than a
// quarter of their weight is not similar.
const (
	similarWords = 16
	similarShare = 0.25
)

// Similar are the n articles most like a document of the archive, the best
// first, without itself; its own story is not left out. NotFound when the
// archive does not have it.
func (ix *Index) Similar(ctx context.Context, id string, n int) ([]Hit, error) {
	ctx, cancel := context.WithTimeout(ctx, ix.opts.Timeout)
	defer cancel()
	snap, done, err := ix.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	words, err := snap.signatureOf(id)
	if err != nil {
		return nil, err
	}
	all, err := snap.sharing(words)
	if err != nil {
		return nil, fmt.Errorf("similar to %s: %w", id, err)
	}
	o := &order{sort: Relevance}
	top, err := o.best(all, nil, min(max(n, 0), MaxLimit)+1)
	if err != nil {
		return nil, fmt.Errorf("similar to %s: %w", id, err)
	}
	self := 0.0
	for _, c := range top {
		if o.identity(c) == id {
			self = c.score
		}
	}
	var hits []Hit
	for _, c := range top {
		if c.id == id || c.score < similarShare*self || len(hits) == n {
			continue
		}
		story, err := c.found.seg.story(c.doc)
		if err != nil {
			return nil, err
		}
		hits = append(hits, Hit{ID: c.id, Score: c.score, Story: story})
	}
	return hits, o.err
}

// signatureOf reads the words kept with a document.
func (s *snapshot) signatureOf(id string) ([]string, error) {
	for _, sg := range s.segs {
		set, err := sg.snap.DocNumbers([]string{id})
		if err != nil {
			return nil, fmt.Errorf("document %s: %w", id, err)
		}
		if set = sg.alive(set); set.IsEmpty() {
			continue
		}
		var words []string
		err = sg.snap.VisitDocument(uint64(set.Minimum()), func(field string, _ byte, value []byte, _ []uint64) bool {
			if field == signField {
				words = strings.Fields(string(value))
			}
			return true
		})
		if err != nil {
			return nil, fmt.Errorf("words of document %s: %w", id, err)
		}
		return words, nil
	}
	return nil, press.NotFound("wycinek", id)
}

// sharing scores the documents that share words by how rare the words are.
func (s *snapshot) sharing(words []string) ([]*found, error) {
	m, err := s.means()
	if err != nil {
		return nil, err
	}
	type rare struct {
		key string
		idf float64
	}
	var all []rare
	limit := max(maxFirstPostings, s.docs/20)
	for i, w := range words {
		having, err := s.having(func(sg *seg) (*roaring.Bitmap, error) { return sg.unionOfKey(textField, w) })
		if err != nil {
			return nil, err
		}
		if having > 0 && having <= limit {
			// The signature's order is that of importance in the text.
			all = append(all, rare{w, idf(s.docs, having) * (1 - float64(i)/(2*signatureSize))})
		}
	}
	slices.SortStableFunc(all, func(a, b rare) int { return cmp.Compare(b.idf, a.idf) })
	all = all[:min(len(all), similarWords)]
	out := make([]*found, 0, len(s.segs))
	for _, sg := range s.segs {
		sc := newScorer(sg, tuned, m)
		var sets []*roaring.Bitmap
		for _, r := range all {
			for _, field := range [2]string{titleField, textField} {
				set, err := sg.unionOfKey(field, r.key)
				if err != nil {
					return nil, err
				}
				sets = append(sets, set)
			}
			if err := sc.group(scope{titleField, textField}, []string{r.key}, r.idf, nil); err != nil {
				return nil, err
			}
		}
		out = append(out, &found{seg: sg, set: sg.alive(unite(sets)), scores: sc.scores})
	}
	return out, nil
}
