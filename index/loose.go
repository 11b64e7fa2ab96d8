package index

import (
	"slices"
	"sort"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"prasowka/internal/query"
)

// Natural questions. Words that are not too frequent, and their roots, find
// and score the documents; the best of these are looked at again with the
// frequent words, the order of words and the share of the question covered.

const (
	maxQuestionWords = 48     // the rarest ones of a longer question
	maxFirstPostings = 20_000 // documents of a word that may find documents by itself
	secondLook       = 200    // documents looked at again
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
	snap  *snapshot
	tune  tuning
	means means
	words []*leaf
	roots []*rootSignal
	first []bool // whether words[i] finds documents by itself
}

// A rootSignal is the roots, of one length, of one word.
type rootSignal struct {
	stems    []string
	known    map[*seg][]string
	prefixes int // verbPrefixes to try before a stem
	weight   float64
	first    bool // finds documents by itself
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

// question counts how many documents have each word and root.
func (s *snapshot) question(r *Request, t tuning) (*question, error) {
	m, err := s.means()
	if err != nil {
		return nil, err
	}
	q := &question{snap: s, tune: t, means: m, words: distinct(leaves(nil, r.Query.Root, everywhere))}
	limit := max(maxFirstPostings, s.docs/20)
	type counted struct {
		having uint64
		leaf   *leaf
	}
	var byCount []counted
	firsts := map[*leaf]bool{}
	for _, l := range q.words {
		having, err := s.having(func(sg *seg) (*roaring.Bitmap, error) {
			return (&evaluator{s: sg, prefixes: &expansions{forms: map[string]map[string]bool{}}}).find(l.word, l.in)
		})
		if err != nil {
			return nil, err
		}
		l.idf = idf(s.docs, having)
		switch {
		case within(l.word, asking):
			l.weight = t.question
		case within(l.word, linking):
			l.weight = t.link
		}
		byCount = append(byCount, counted{having, l})
		firsts[l] = having <= limit && having > 0
	}
	slices.SortStableFunc(byCount, func(a, b counted) int { return int(int64(a.having) - int64(b.having)) })
	for i, c := range byCount {
		if i < 2 && c.having > 0 {
			firsts[c.leaf] = true // a question of frequent words only
		}
	}
	if len(byCount) > maxQuestionWords {
		keep := map[*leaf]bool{}
		for _, c := range byCount[:maxQuestionWords] {
			keep[c.leaf] = true
		}
		q.words = slices.DeleteFunc(q.words, func(l *leaf) bool { return !keep[l] })
	}
	for _, l := range q.words {
		q.first = append(q.first, firsts[l])
		if l.weight < 1 || l.word.Exact || l.word.Prefix {
			continue
		}
		for _, n := range [2]int{shortRoot, longRoot} {
			if err := q.addRoots(l, n, limit); err != nil {
				return nil, err
			}
		}
	}
	return q, nil
}

// addRoots adds a word's roots of n letters as a signal.
func (q *question) addRoots(l *leaf, n int, limit uint64) error {
	rs := &rootSignal{stems: tokenRoots(l.word.Token, n), known: map[*seg][]string{}}
	if len(rs.stems) == 0 {
		return nil
	}
	weight := q.tune.longRoot
	rs.prefixes = len(verbPrefixes)
	if n == shortRoot {
		weight, rs.prefixes = q.tune.root, 0
	}
	having, err := q.snap.having(func(sg *seg) (*roaring.Bitmap, error) {
		terms, err := rs.terms(sg)
		if err != nil {
			return nil, err
		}
		return rootSet(sg, terms)
	})
	if err != nil {
		return err
	}
	rs.weight = weight * l.weight * idf(q.snap.docs, having)
	rs.first = having > 0 && having <= limit
	q.roots = append(q.roots, rs)
	return nil
}

// Limits of the keys that a root stands for, in one segment: of each beginning,
// and in all.
const (
	maxOfBeginning = 40
	maxOfRoot      = 80
)

// rootScope are the fields in which roots count; the text repeats the lead.
var rootScope = scope{titleField, textField}

// rootSet is the set of documents with any of the keys of a root.
func rootSet(sg *seg, terms []string) (*roaring.Bitmap, error) {
	var sets []*roaring.Bitmap
	for _, field := range rootScope {
		var all []string
		for _, key := range terms {
			more, err := sg.termsOfKey(field, key)
			if err != nil {
				return nil, err
			}
			all = append(all, more...)
		}
		set, err := sg.union(field, all)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
	}
	return unite(sets), nil
}

// terms are the keys in a segment that a signal stands for: those that begin
// with a root, alone or after the prefix of a verb.
func (rs *rootSignal) terms(sg *seg) ([]string, error) {
	if all, ok := rs.known[sg]; ok {
		return all, nil
	}
	var all []string
	for _, stem := range rs.stems {
		for i := -1; i < rs.prefixes && len(all) < maxOfRoot; i++ {
			beginning := stem
			if i >= 0 {
				beginning = verbPrefixes[i] + stem
			}
			for _, field := range rootScope {
				if field == titleField && i >= 0 {
					continue // rare in titles, and dear to look for
				}
				keys, err := sg.keysFrom(field, beginning, maxOfBeginning)
				if err != nil {
					return nil, err
				}
				all = append(all, keys...)
			}
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	rs.known[sg] = all
	return all, nil
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
	e := &evaluator{s: sg, prefixes: &expansions{forms: map[string]map[string]bool{}}}
	var sets []*roaring.Bitmap
	for i, l := range q.words {
		if !q.first[i] {
			continue
		}
		set, err := e.find(l.word, l.in)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
		if err := sc.word(e, l, nil); err != nil {
			return nil, err
		}
	}
	for _, rs := range q.roots {
		if !rs.first {
			continue
		}
		terms, err := rs.terms(sg)
		if err != nil {
			return nil, err
		}
		set, err := rootSet(sg, terms)
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
		if err := sc.group(rootScope, terms, rs.weight, nil); err != nil {
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
	e := &evaluator{s: f.seg, prefixes: &expansions{forms: map[string]map[string]bool{}}}
	for i, l := range q.words {
		if !q.first[i] {
			if err := sc.word(e, l, only); err != nil {
				return err
			}
		}
	}
	for _, rs := range q.roots {
		if !rs.first {
			terms, err := rs.terms(f.seg)
			if err != nil {
				return err
			}
			if err := sc.group(rootScope, terms, rs.weight, only); err != nil {
				return err
			}
		}
	}
	if q.tune.near == 0 && q.tune.cover == 0 {
		return nil
	}
	return q.shape(f, e, docs)
}

// shape adds what the order of words tells, and then the share of the question
// that a document covers.
func (q *question) shape(f *found, e *evaluator, docs []uint32) error {
	var finders []*wordFinder
	var words []*leaf
	for _, l := range q.words {
		if l.weight < 1 {
			continue
		}
		wf, err := e.wordFinder(l.word, textField)
		if err != nil {
			return err
		}
		finders = append(finders, wf)
		words = append(words, l)
	}
	titles := make([]*roaring.Bitmap, len(words))
	var whole float64
	for i, l := range words {
		var err error
		if titles[i], err = e.word(l.word, titleField); err != nil {
			return err
		}
		whole += l.idf
	}
	places := make([][]int32, len(words))
	for _, doc := range docs {
		var covered, near float64
		for i, wf := range finders {
			var err error
			if places[i], err = wf.positions(doc, places[i][:0]); err != nil {
				return err
			}
			if len(places[i]) > 0 || titles[i].Contains(doc) {
				covered += words[i].idf
			}
			if i > 0 {
				if d := distance(places[i-1], places[i]); d > 0 {
					near += min(words[i-1].idf, words[i].idf) / float64(d)
				}
			}
		}
		score := float64(f.scores[doc]) + q.tune.near*near
		if whole > 0 {
			score *= 1 + q.tune.cover*covered/whole
		}
		f.scores[doc] = float32(score)
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
