package query

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Standing is a query that waits for documents.
type Standing struct {
	ID    string
	Query *Query
}

// A Set is many standing queries compiled together, to tell which of them a
// document answers. Its answers are those of Query.Match on each; only the way
// is shorter:
//
//   - One pass over the document looks up its keys in the terms that occur in
//     queries, and notes positions for these only.
//   - A query is looked at only when its anchor, the rarest term that it
//     cannot do without, is in the document, together with a second such term
//     where it has one. What is rare is learned from the documents that pass;
//     it changes the time taken and never the answer.
//   - Equal expressions of different queries are one node, answered once a
//     document. Notes are stamped with the number of the document, so nothing
//     is cleared between documents.
//
// A Set may be used by many goroutines at once.
type Set struct {
	ids     []string
	program program
	lookup  lookup
	plan    atomic.Pointer[plan]
	learned learned
	scratch sync.Pool // of *scratch
}

// NewSet compiles standing queries. IDs must differ and queries must not be nil.
func NewSet(standing []Standing) (*Set, error) {
	s := &Set{ids: make([]string, 0, len(standing))}
	seen := make(map[string]bool, len(standing))
	c := newCompiler()
	for i, st := range standing {
		if st.Query == nil {
			return nil, fmt.Errorf("standing query %d (%q): no query", i, st.ID)
		}
		if seen[st.ID] {
			return nil, fmt.Errorf("standing query %d (%q): the ID is taken", i, st.ID)
		}
		seen[st.ID] = true
		s.ids = append(s.ids, st.ID)
		c.add(st.Query)
	}
	s.program, s.lookup = c.finish()
	s.learned.seen = make([]atomic.Uint32, s.program.atoms)
	s.plan.Store(s.program.plan(s.learned.rarity(&s.program)))
	s.scratch.New = func() any { return s.newScratch() }
	return s, nil
}

// Len is the number of queries.
func (s *Set) Len() int { return len(s.ids) }

// ID is the identity of the query with an index that Match gave.
func (s *Set) ID(i int) string { return s.ids[i] }

// Match appends to dst the indexes, in growing order, of the standing queries
// that the document answers.
func (s *Set) Match(d *Doc, now time.Time, dst []int) []int {
	w := s.scratch.Get().(*scratch)
	defer s.scratch.Put(w)
	w.begin(d, now)
	s.lookup.scan(w, d)
	first := len(dst)
	p := s.plan.Load()
	for _, atom := range w.touched {
		for _, v := range p.visits[p.from[atom]:p.from[atom+1]] {
			if v.need != none && w.state[v.need].stamp != w.epoch {
				continue
			}
			if v.repeated {
				if w.asked[v.query] == w.epoch {
					continue
				}
				w.asked[v.query] = w.epoch
			}
			if w.holds(s.program.roots[v.query]) {
				dst = append(dst, int(v.query))
			}
		}
	}
	for _, q := range p.always {
		if w.holds(s.program.roots[q]) {
			dst = append(dst, int(q))
		}
	}
	slices.Sort(dst[first:])
	s.learn(w)
	return dst
}

// learned counts in how many documents each term was met.
type learned struct {
	docs atomic.Uint32
	seen []atomic.Uint32 // by atom
}

// The plan is made anew after so many documents, and then left alone.
const (
	learnFirst = 256
	learnLast  = 4096
)

// learn counts the terms of a document and renews the plan when enough is known.
func (s *Set) learn(w *scratch) {
	if s.learned.docs.Load() >= learnLast {
		return
	}
	for _, atom := range w.touched {
		s.learned.seen[atom].Add(1)
	}
	if n := s.learned.docs.Add(1); n == learnFirst || n == learnLast {
		s.plan.Store(s.program.plan(s.learned.rarity(&s.program)))
	}
}

// rarity estimates for each atom the share of documents that have it: the
// share seen, with the guess made from the word itself counted as 16 documents.
func (l *learned) rarity(p *program) []float32 {
	const weight = 16
	docs := float32(l.docs.Load())
	share := make([]float32, p.atoms)
	for i := range share {
		share[i] = (float32(l.seen[i].Load()) + weight*p.guess[i]) / (docs + weight)
	}
	return share
}
