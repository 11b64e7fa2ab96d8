package index

import (
	"fmt"
	"math"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"prasowka/internal/query"
)

// Ranking is BM25F (Robertson, Zaragoza, Taylor, "Simple BM25 extension to
// multiple weighted fields", CIKM 2004): the occurrences of a word in title,
// lead and text are weighted, made relative to the field's length, added, and
// saturated together. A word of several readings counts by its best one, so
// that an ambiguous word is not worth two.
type tuning struct {
	saturation float64 // k1
	titleNorm  float64 // b of the title: how much its length matters, 0–1
	textNorm   float64 // b of the text
	title      float64 // weights of an occurrence
	lead       float64
	text       float64
	// For natural questions:
	form     float64 // of the very form that was typed, against the word itself
	root     float64 // of a word's short root against the word itself
	longRoot float64
	question float64 // of words that only ask
	link     float64 // of words that only join others
	near     float64 // of neighbours in the question that are neighbours in the text
}

// tuned was chosen on the questions in testdata (see TestQuestions), within the
// range that is usual in the literature.
var tuned = tuning{
	saturation: 1.2, titleNorm: 0.3, textNorm: 0.75,
	title: 2.5, lead: 0.6, text: 1,
	form: 0.2, root: 0.4, longRoot: 0.25, question: 0.2, link: 0.7, near: 0.8,
}

// freshDays is the age at which an article's freshness is worth half.
const freshDays = 30

// A leaf is one word of a query with the fields in which it counts.
type leaf struct {
	word   *query.Word
	in     scope
	weight float64
	idf    float64
}

// leaves appends the words that a document may be found for.
func leaves(dst []*leaf, n query.Node, in scope) []*leaf {
	switch n := n.(type) {
	case *query.Word:
		return append(dst, &leaf{word: n, in: in, weight: 1})
	case *query.Phrase:
		for _, w := range n.Words {
			dst = append(dst, &leaf{word: w, in: in, weight: 1})
		}
	case *query.Near:
		return leaves(leaves(dst, n.A, in), n.B, in)
	case *query.And:
		for _, k := range n.Kids {
			dst = leaves(dst, k, in)
		}
	case *query.Or:
		for _, k := range n.Kids {
			dst = leaves(dst, k, in)
		}
	case *query.In:
		if in, err := fieldScope(n.Field); err == nil {
			return leaves(dst, n.Kid, in)
		}
	}
	return dst
}

// idf is the weight of a term by the number of documents that have it.
func idf(docs, having uint64) float64 {
	return math.Log(1 + (float64(docs)-float64(having)+0.5)/(float64(having)+0.5))
}

// means are the mean lengths of title and text.
type means struct{ title, text float32 }

func (s *snapshot) means() (means, error) {
	raw, err := s.reader.GetInternal(totalsKey)
	if err != nil {
		return means{}, fmt.Errorf("lengths of texts: %w", err)
	}
	t := totalsOf(raw)
	n := float32(max(t.docs, 1))
	return means{title: max(float32(t.title)/n, 1), text: max(float32(t.text)/n, 1)}, nil
}

// rank scores the hits of a strict search.
func (s *snapshot) rank(r *Request, all []*found, evaluators []*evaluator) error {
	words := leaves(nil, r.Query.Root, everywhere)
	m, err := s.means()
	if err != nil {
		return err
	}
	for _, l := range words {
		var having uint64
		for _, e := range evaluators {
			set, err := e.find(l.word, l.in)
			if err != nil {
				return err
			}
			having += set.GetCardinality()
		}
		l.idf = idf(s.docs, having)
	}
	for i, f := range all {
		sc := newScorer(f.seg, tuned, m)
		for _, l := range words {
			if f.set.IsEmpty() {
				break
			}
			if err := sc.word(evaluators[i], l, f.set); err != nil {
				return err
			}
		}
		f.scores = sc.scores
		if r.Fresh {
			if err := f.freshen(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// freshen weighs scores by age: an article of today keeps its score, one of
// freshDays days 70 % of it, a very old one 40 %.
func (f *found) freshen(r *Request) error {
	ids, err := f.seg.cols.idColumn(f.seg.snap)
	if err != nil {
		return err
	}
	now := float64(r.Now.UnixMilli())
	const day = 24 * 60 * 60 * 1000
	for it := f.set.Iterator(); it.HasNext(); {
		doc := it.Next()
		age := max(now-float64(ids[doc]>>16), 0) / day
		f.scores[doc] *= float32(0.4 + 0.6*math.Exp2(-age/freshDays))
	}
	return nil
}

// A scorer adds up the scores of one segment's documents.
type scorer struct {
	seg     *seg
	tune    tuning
	means   means
	scores  []float32
	current []float32 // of one reading; zero between uses
	best    []float32 // of one word; zero between uses
	touched []uint32
	seen    []uint32
	list    segment.PostingsIterator
}

func newScorer(s *seg, t tuning, m means) *scorer {
	return &scorer{seg: s, tune: t, means: m, scores: make([]float32, s.count)}
}

// scratch keeps the rows of scorers for the next search.
var scratch = sync.Pool{New: func() any { return new([]float32) }}

func zeroed(n uint32) []float32 {
	row := *scratch.Get().(*[]float32)
	if cap(row) < int(n) {
		return make([]float32, n)
	}
	return row[:n] // rows are given back zeroed
}

// word adds one word's share to the scores of the documents of a set.
func (s *scorer) word(e *evaluator, l *leaf, within *roaring.Bitmap) error {
	if !l.word.Prefix && !l.word.Exact {
		return s.group(l.in, l.word.Token.Keys, l.weight*l.idf, within)
	}
	// All spellings together are one reading.
	s.begin()
	defer s.end()
	for _, field := range l.in {
		terms, err := e.terms(l.word, field)
		if err != nil {
			return err
		}
		for _, t := range terms {
			if err := s.postings(field, t, within); err != nil {
				return err
			}
		}
	}
	s.closeReading()
	s.closeWord(l.weight * l.idf)
	return nil
}

// group adds the best of several keys.
func (s *scorer) group(in scope, keys []string, weight float64, within *roaring.Bitmap) error {
	var list []*reading
	for _, k := range keys {
		r := &reading{key: k}
		for _, field := range in {
			terms, err := s.seg.termsOfKey(field, k)
			if err != nil {
				return err
			}
			r.add(field, terms...)
		}
		list = append(list, r)
	}
	return s.readings(in, list, weight, within)
}

// readings adds the best of several readings.
func (s *scorer) readings(in scope, list []*reading, weight float64, within *roaring.Bitmap) error {
	s.begin()
	defer s.end()
	for _, r := range list {
		for _, field := range in {
			for _, t := range r.terms(field) {
				if err := s.postings(field, t, within); err != nil {
					return err
				}
			}
		}
		s.closeReading()
	}
	s.closeWord(weight)
	return nil
}

func (s *scorer) begin() {
	s.current, s.best = zeroed(s.seg.count), zeroed(s.seg.count)
	s.touched, s.seen = s.touched[:0], s.seen[:0]
}

func (s *scorer) end() {
	for _, doc := range s.touched { // left over only after an error
		s.current[doc] = 0
	}
	for _, doc := range s.seen {
		s.best[doc] = 0
	}
	current, best := s.current, s.best
	scratch.Put(&current)
	scratch.Put(&best)
	s.current, s.best = nil, nil
}

// postings adds the weighted frequencies of a term in a field.
func (s *scorer) postings(field, term string, within *roaring.Bitmap) error {
	d, err := s.seg.dict(field)
	if err != nil {
		return err
	}
	list, err := d.PostingsList([]byte(term), nil, nil)
	if err != nil {
		return fmt.Errorf("postings of %q: %w", term, err)
	}
	n := list.Count()
	if n == 0 {
		return nil
	}
	weight, norm, mean := s.of(field)
	s.list = list.Iterator(true, true, false, s.list)
	if within != nil && within.GetCardinality() < n/2 {
		if it, ok := s.list.(segment.OptimizablePostingsIterator); ok && it.ActualBitmap() != nil {
			it.ReplaceActual(roaring.And(it.ActualBitmap(), within))
		}
	}
	lastNorm, lastLength := -1.0, float32(0)
	for {
		p, err := s.list.Next()
		if err != nil {
			return fmt.Errorf("postings of %q: %w", term, err)
		}
		if p == nil {
			return s.seg.step(int(n))
		}
		if n := p.Norm(); n != lastNorm {
			lastNorm, lastLength = n, lengthOf(n)
		}
		doc := uint32(p.Number())
		if s.current[doc] == 0 {
			s.touched = append(s.touched, doc)
		}
		s.current[doc] += weight * float32(countPlaces(p.Frequency())) / (1 - norm + norm*lastLength/mean)
	}
}

// of are the weight, length norm and mean length of a field.
func (s *scorer) of(field string) (weight, norm, mean float32) {
	t := s.tune
	switch field {
	case titleField:
		return float32(t.title), float32(t.titleNorm), s.means.title
	case leadField:
		return float32(t.lead), 0, 1
	}
	return float32(t.text), float32(t.textNorm), s.means.text
}

// closeReading takes over the documents in which this reading is the best.
func (s *scorer) closeReading() {
	for _, doc := range s.touched {
		if s.best[doc] == 0 {
			s.seen = append(s.seen, doc)
		}
		s.best[doc] = max(s.best[doc], s.current[doc])
		s.current[doc] = 0
	}
	s.touched = s.touched[:0]
}

// closeWord saturates and adds the word's share.
func (s *scorer) closeWord(weight float64) {
	k := float32(s.tune.saturation)
	w := float32(weight) * (k + 1)
	for _, doc := range s.seen {
		b := s.best[doc]
		s.scores[doc] += w * b / (k + b)
		s.best[doc] = 0
	}
	s.seen = s.seen[:0]
}
