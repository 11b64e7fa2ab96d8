package index

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"prasowka/internal/query"
)

// Natural questions. Words that are not too frequent, and the signals beside
// them, find and score the documents; the best of these are looked at again
// with the frequent words and the order of words.

const (
	maxQuestionWords = 48     // the rarest ones of a longer question
	maxFirstPostings = 5_000  // documents of a word that may find documents by itself
	maxAllPostings   = 12_000 // documents of all words, and again of all signals, that may
	secondLook       = 200    // documents looked at again
	maxSecondLook    = 20_000 // documents of a word for which that is done; a tenth of a big archive
)

// asking are the keys of words that ask, and say nothing of the answer's text;
// linking those of words that join others.
var (
	asking  = keySet("kto co jaki ktory kiedy gdzie ile dlaczego czemu jak czy skad dokad ilu czyj kogo czego jakby")
	linking = keySet("w na z do o i od za dla po przez sie ten on jego jej swoj oraz a u przy to byc zostac jako")
)

func keySet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// within tells whether all readings of a word are in a set.
func within(w *query.Word, set map[string]bool) bool {
	for _, k := range w.Token.Keys {
		if !set[k] {
			return false
		}
	}
	return len(w.Token.Keys) > 0
}

// A question is a natural question against one snapshot.
type question struct {
	snap    *snapshot
	tune    tuning
	means   means
	words   []*asked
	signals []*signal
}

// An asked is a word of the question.
type asked struct {
	*leaf
	sets   map[*seg]*roaring.Bitmap
	having uint64 // documents
	first  bool   // finds documents by itself
	second bool   // does not, but is rare enough for the second look
}

func (s *snapshot) loose(r *Request) ([]*found, error) { return s.looseTuned(r, tuned) }

func (s *snapshot) looseTuned(r *Request, t tuning) ([]*found, error) {
	q, err := s.question(r, t)
	if err != nil {
		return nil, err
	}
	all := make([]*found, 0, len(s.segs))
	for _, sg := range s.segs {
		f, err := q.find(sg)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	if r.Sort != Relevance {
		return all, nil
	}
	if err := q.lookAgain(all); err != nil {
		return nil, err
	}
	if r.Fresh {
		for _, f := range all {
			if err := f.freshen(r); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

// question counts how many documents have each word and signal, and says which
// of them find documents by themselves: the rarest, within the limits.
func (s *snapshot) question(r *Request, t tuning) (*question, error) {
	m, err := s.means()
	if err != nil {
		return nil, err
	}
	q := &question{snap: s, tune: t, means: m}
	for _, l := range distinct(leaves(nil, r.Query.Root, everywhere)) {
		switch {
		case within(l.word, asking):
			l.weight = t.question
		case within(l.word, linking):
			l.weight = t.link
		}
		w := &asked{leaf: l, sets: map[*seg]*roaring.Bitmap{}}
		for _, sg := range s.segs {
			set, err := looseEvaluator(sg).find(l.word, l.in)
			if err != nil {
				return nil, err
			}
			w.sets[sg] = set
			w.having += set.GetCardinality()
		}
		l.idf = idf(s.docs, w.having)
		q.words = append(q.words, w)
	}
	q.choose()
	return q, q.addSignals()
}

// choose says which words find documents, and which count in the second look.
func (q *question) choose() {
	rarest := slices.SortedStableFunc(slices.Values(q.words), func(a, b *asked) int { return cmp.Compare(a.having, b.having) })
	if len(rarest) > maxQuestionWords {
		keep := rarest[:maxQuestionWords]
		q.words = slices.DeleteFunc(q.words, func(w *asked) bool { return !slices.Contains(keep, w) })
		rarest = keep
	}
	most, left := q.limits()
	finding := 0
	for _, w := range rarest {
		switch {
		case w.having == 0:
		// Two find in any case: a question may have frequent words only.
		case finding < 2 || w.having <= min(most, left):
			w.first = true
			left -= min(left, w.having)
			finding++
		default:
			w.second = w.having <= max(maxSecondLook, q.snap.docs/10)
		}
	}
}

// limits are of the documents of one word or signal that finds documents by
// itself, and of all of them: what a question costs grows with their number.
func (q *question) limits() (one, all uint64) {
	return max(maxFirstPostings, q.snap.docs/20), max(maxAllPostings, q.snap.docs/20)
}

func looseEvaluator(sg *seg) *evaluator {
	return &evaluator{s: sg, prefixes: &expansions{forms: map[string]map[string]bool{}}}
}

// distinct leaves out repeated words.
func distinct(words []*leaf) []*leaf {
	seen := map[string]bool{}
	return slices.DeleteFunc(words, func(l *leaf) bool {
		id := l.word.Text
		if !l.word.Exact && !l.word.Prefix {
			id = l.word.Token.Keys[0]
		}
		dup := seen[id]
		seen[id] = true
		return dup
	})
}

// having is the number of documents in the sets of all segments.
func (s *snapshot) having(set func(*seg) (*roaring.Bitmap, error)) (uint64, error) {
	var n uint64
	for _, sg := range s.segs {
		bits, err := set(sg)
		if err != nil {
			return 0, err
		}
		n += bits.GetCardinality()
	}
	return n, nil
}

// find scores the documents of a segment by the words that find by themselves.
func (q *question) find(sg *seg) (*found, error) {
	sc := newScorer(sg, q.tune, q.means)
	var sets []*roaring.Bitmap
	for _, w := range q.words {
		if !w.first {
			continue
		}
		sets = append(sets, w.sets[sg])
		if err := sc.word(looseEvaluator(sg), w.leaf, nil); err != nil {
			return nil, err
		}
	}
	for _, sn := range q.signals {
		sets = append(sets, sn.sets[sg])
		if err := sc.readings(signalScope, sn.known[sg], sn.weight, nil); err != nil {
			return nil, err
		}
	}
	return &found{seg: sg, set: sg.alive(unite(sets)), scores: sc.scores}, nil
}

// lookAgain scores the best documents by what costs more.
func (q *question) lookAgain(all []*found) error {
	o := &order{sort: Relevance}
	top, err := o.best(all, nil, secondLook)
	if err != nil {
		return err
	}
	bySeg := map[*found][]uint32{}
	for _, c := range top {
		bySeg[c.found] = append(bySeg[c.found], c.doc)
	}
	for f, docs := range bySeg {
		slices.Sort(docs)
		if err := q.again(f, docs); err != nil {
			return err
		}
	}
	return o.err
}

func (q *question) again(f *found, docs []uint32) error {
	only := roaring.BitmapOf(docs...)
	sc := newScorer(f.seg, q.tune, q.means)
	sc.scores = f.scores
	e := looseEvaluator(f.seg)
	for _, w := range q.words {
		if w.second {
			if err := sc.word(e, w.leaf, only); err != nil {
				return err
			}
		}
	}
	if q.tune.near == 0 {
		return nil
	}
	return q.neighbours(f, e, docs)
}

// neighbours adds what the order of words tells: words that follow each other
// in the question and stand close together in the text.
func (q *question) neighbours(f *found, e *evaluator, docs []uint32) error {
	var finders []*wordFinder
	var words []*leaf
	for _, w := range q.words {
		if w.weight < 1 || w.having > 0 && !w.first && !w.second {
			continue
		}
		wf, err := e.wordFinder(w.word, textField)
		if err != nil {
			return err
		}
		finders = append(finders, wf)
		words = append(words, w.leaf)
	}
	places := make([][]int32, len(words))
	for _, doc := range docs {
		var near float64
		for i, wf := range finders {
			var err error
			if places[i], err = wf.positions(doc, places[i][:0]); err != nil {
				return err
			}
			if i == 0 {
				continue
			}
			if d := distance(places[i-1], places[i]); d > 0 {
				near += min(words[i-1].idf, words[i].idf) / float64(d)
			}
		}
		f.scores[doc] += float32(q.tune.near * near)
		if err := f.seg.step(64); err != nil {
			return err
		}
	}
	return nil
}

// distance is the least distance between places of two words, at least 1; 0
// when one has none.
func distance(a, b []int32) int32 {
	best := int32(0)
	for _, x := range a {
		i := sort.Search(len(b), func(i int) bool { return b[i] >= x })
		for _, j := range [2]int{i - 1, i} {
			if j >= 0 && j < len(b) {
				if d := max(b[j]-x, x-b[j]); d > 0 && (best == 0 || d < best) {
					best = d
				}
			}
		}
	}
	return best
}
