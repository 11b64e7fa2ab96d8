package query

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// Bounds of an open range, in Unix milliseconds.
const (
	minTime = math.MinInt64
	maxTime = math.MaxInt64
)

// fieldGap is how far apart the positions of two fields are kept: farther than
// any two neighbours of a phrase or NEAR may be.
const fieldGap = MaxDistance + 14

// lookup finds the atoms of queries in a document.
type lookup struct {
	keys     map[string]run // of plain words
	refs     []uint32       // atoms, as the runs of keys
	exact    map[string]uint32
	written  bool                 // some exact term has capitals
	prefixes map[[4]byte][]prefix // by the first four bytes
	values   map[Field]map[string]uint32
}

// run is a run of refs.
type run struct{ from, n uint32 }

type prefix struct {
	term string
	atom uint32
}

// atomState is what is known of an atom within the present document.
type atomState struct {
	stamp uint32 // epoch of the document that it was last met in
	head  int32  // its first position there: index of places, -1 for a value
}

// position of an atom in the document, with the atom's next one.
type position struct {
	at   uint32
	next int32 // index of positions; -1: the last
}

// scratch is the working memory of one Match.
type scratch struct {
	p         *program
	epoch     uint32
	state     []atomState // by atom
	touched   []uint32    // atoms in the document
	positions []position
	memo      []uint32 // by node: epoch<<1 | answer, for shared nodes
	asked     []uint32 // by query: epoch, for queries with several anchors
	bounds    [3][2]uint32
	cursors   []int32
	near      [2][]interval
	published int64 // Unix milliseconds
	dated     bool
	now       time.Time
	today     polish.Day
}

func (s *Set) newScratch() *scratch {
	return &scratch{
		p:     &s.program,
		state: make([]atomState, s.program.atoms),
		memo:  make([]uint32, len(s.program.nodes)),
		asked: make([]uint32, len(s.ids)),
	}
}

// begin turns to the next document.
func (w *scratch) begin(d *Doc, now time.Time) {
	if w.epoch++; w.epoch >= math.MaxUint32/2 {
		clear(w.state)
		clear(w.memo)
		clear(w.asked)
		w.epoch = 1
	}
	w.touched, w.positions = w.touched[:0], w.positions[:0]
	w.dated = !d.Published.IsZero()
	if w.dated {
		w.published = d.Published.UnixMilli()
	}
	w.now, w.today = now, polish.Day{}
	base := uint32(0)
	for i := range d.parts {
		n := uint32(len(d.parts[i].tokens))
		w.bounds[i] = [2]uint32{base, base + n}
		base += n + fieldGap
	}
}

// meet notes an atom at a position; positions of an atom come in falling order.
func (w *scratch) meet(atom, at uint32) {
	s := &w.state[atom]
	next := int32(-1)
	if s.stamp == w.epoch {
		if next = s.head; w.positions[next].at == at {
			return // two readings of one word
		}
	} else {
		s.stamp = w.epoch
		w.touched = append(w.touched, atom)
	}
	s.head = int32(len(w.positions))
	w.positions = append(w.positions, position{at, next})
}

// scan notes which atoms are in the document, and where. It runs backwards, so
// that following an atom's places runs forwards.
func (l *lookup) scan(w *scratch, d *Doc) {
	for i := len(d.parts) - 1; i >= 0; i-- {
		part, base := &d.parts[i], w.bounds[i][0]
		for j := len(part.tokens) - 1; j >= 0; j-- {
			t, at := &part.tokens[j], base+uint32(j)
			for _, key := range t.Keys {
				r := l.keys[key]
				for _, atom := range l.refs[r.from : r.from+r.n] {
					w.meet(atom, at)
				}
			}
			if len(l.exact) > 0 {
				l.scanExact(w, t, part.text, at)
			}
			if len(l.prefixes) > 0 {
				l.scanPrefix(w, t, at)
			}
		}
	}
	for f, terms := range l.values {
		for _, v := range d.values(f) {
			for _, term := range ValueTerms(f, v) {
				if atom, ok := terms[term]; ok && w.state[atom].stamp != w.epoch {
					w.state[atom] = atomState{w.epoch, -1}
					w.touched = append(w.touched, atom)
				}
			}
		}
	}
}

func (l *lookup) scanExact(w *scratch, t *polish.Token, text string, at uint32) {
	if !l.written {
		if atom, ok := l.exact[t.Exact]; ok {
			w.meet(atom, at)
		}
		return
	}
	form, written := ExactTerms(*t, text[t.Start:t.End])
	if atom, ok := l.exact[form]; ok {
		w.meet(atom, at)
	}
	if written != "" {
		if atom, ok := l.exact[written]; ok {
			w.meet(atom, at)
		}
	}
}

func (l *lookup) scanPrefix(w *scratch, t *polish.Token, at uint32) {
	var four [4]byte
	folded := ""
	for i := range four {
		if i == len(t.Exact) {
			return
		}
		c := t.Exact[i]
		if c >= utf8.RuneSelf {
			if folded = PrefixTerm(*t); len(folded) < 4 {
				return
			}
			copy(four[:], folded)
			break
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		four[i] = c
	}
	candidates := l.prefixes[four]
	if len(candidates) == 0 {
		return
	}
	if folded == "" {
		folded = PrefixTerm(*t)
	}
	for _, p := range candidates {
		if strings.HasPrefix(folded, p.term) {
			w.meet(p.atom, at)
		}
	}
}
