package query

import (
	"math"
	"math/bits"
	"slices"
	"time"

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
	keys      map[string]run // of plain words
	sieve     sieve          // of the keys of keys
	refs      []uint32       // atoms, as the runs of keys
	exact     map[string]uint32
	spellings sieve                        // of the keys of exact
	written   bool                         // some exact term has capitals
	prefixes  map[[MinPrefix]byte][]prefix // by their first bytes
	heads     sieve                        // of the keys of prefixes
	values    map[Field]map[string]uint32
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
	memory    *memory
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
		p:      &s.program,
		memory: new(memory),
		state:  make([]atomState, s.program.atoms),
		memo:   make([]uint32, len(s.program.nodes)),
		asked:  make([]uint32, len(s.ids)),
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
	w.memory.serve(d.a)
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
		next = s.head
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
		for end := len(part.tokens); end > 0; end -= min(end, stride) {
			from := max(end-stride, 0)
			l.scanSome(w, part, from, end, base)
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

// sieve tells of most words that are in no query that they are not, for less
// than a look-up costs: a bit for each key, by a hash of its two ends.
type sieve []uint64

// newSieve makes a sieve with room for so many keys: 16 bits each at least.
func newSieve(keys int) sieve { return make(sieve, 1<<bits.Len(uint(keys/4))) }

func (s sieve) bit(key string) (word, mask uint64) {
	var head, tail uint64
	if n := len(key); n >= 4 {
		head = uint64(key[0]) | uint64(key[1])<<8 | uint64(key[2])<<16 | uint64(key[3])<<24
		key = key[n-4:]
		tail = uint64(key[0]) | uint64(key[1])<<8 | uint64(key[2])<<16 | uint64(key[3])<<24 | uint64(n)<<32
	} else {
		for i := range n {
			head = head<<8 | uint64(key[i])
		}
	}
	h := (head*0x9e3779b97f4a7c15 ^ tail) * 0xc2b2ae3d27d4eb4f
	return h >> 32 & uint64(len(s)-1), 1 << (h >> 58)
}

func (s sieve) add(key string) {
	word, mask := s.bit(key)
	s[word] |= mask
}

// may tells whether a key can be one of those added; false is certain.
func (s sieve) may(key string) bool {
	word, mask := s.bit(key)
	return s[word]&mask != 0
}

// stride is how many tokens are looked up together, so that the processor waits
// for many places of memory at once instead of for one after the other.
const stride = 32

// scanSome notes the atoms of part.tokens[from:end].
func (l *lookup) scanSome(w *scratch, part *part, from, end int, base uint32) {
	var slots [stride]*known
	tokens := part.tokens[from:end]
	for j := range tokens {
		slots[j] = w.memory.slot(tokens[j].Ref())
	}
	for j := range tokens {
		if slots[j].ref != tokens[j].Ref() {
			slots[j] = nil
		}
	}
	for j := len(tokens) - 1; j >= 0; j-- {
		t, at := &tokens[j], base+uint32(from+j)
		slot := slots[j]
		if slot == nil || slot.ref != t.Ref() || slot.ref == 0 { // it may have given way since
			slot = l.find(w.memory, t)
		}
		if slot.n == 1 {
			w.meet(slot.from, at)
		} else {
			for _, atom := range w.memory.atoms[slot.from : slot.from+uint32(slot.n)] {
				w.meet(atom, at)
			}
		}
		if l.written && t.Capital() {
			if atom, ok := l.spelled(t, part.text[t.Start:t.End]); ok {
				w.meet(atom, at)
			}
		}
	}
}

// known is what was found for a form before: its atoms but for the one of its
// spelling.
type known struct {
	ref  uint32 // polish.Token.Ref
	n    uint32 // of atoms
	from uint32 // in memory.atoms; a lone atom itself
}

// memory remembers the atoms of forms met, by the numbers that their analyzer
// gave them. It is bounded: the older of two forms in one slot gives way.
type memory struct {
	a      *polish.Analyzer
	forms  [remembered]known
	atoms  []uint32
	folded []byte // of find
}

const (
	remembered = 1 << 18 // forms, 3 MB; a power of two
	atomsKept  = 1 << 20 // then everything is forgotten
)

// serve turns to the forms of an analyzer; its numbers mean nothing to another.
func (m *memory) serve(a *polish.Analyzer) {
	if m.a != nil && m.a != a {
		m.forget()
	}
	m.a = a
}

func (m *memory) forget() {
	clear(m.forms[:])
	m.atoms = m.atoms[:0]
}

// slot is the place of a form; the numbers run on, so that the forms read last
// have a place each.
func (m *memory) slot(ref uint32) *known { return &m.forms[ref%remembered] }

// find looks a token up in the tables, by its keys, its form and its prefix,
// and remembers what it found.
func (l *lookup) find(m *memory, t *polish.Token) *known {
	if len(m.atoms) > atomsKept {
		m.forget()
	}
	from := len(m.atoms)
	for _, key := range t.Keys {
		if !l.sieve.may(key) {
			continue
		}
		r := l.keys[key]
		for _, atom := range l.refs[r.from : r.from+r.n] {
			if !slices.Contains(m.atoms[from:], atom) {
				m.atoms = append(m.atoms, atom)
			}
		}
	}
	if len(l.exact) > 0 && l.spellings.may(t.Exact) {
		if atom, ok := l.exact[t.Exact]; ok {
			m.atoms = append(m.atoms, atom)
		}
	}
	if len(l.prefixes) > 0 {
		m.folded = appendPrefixTerm(m.folded[:0], t)
		l.begun(m)
	}
	slot := m.slot(t.Ref())
	*slot = known{ref: t.Ref(), n: uint32(len(m.atoms) - from), from: uint32(from)}
	if slot.n == 1 {
		slot.from = m.atoms[from]
		m.atoms = m.atoms[:from]
	}
	return slot
}

// begun appends the atoms of the prefixes of m.folded.
func (l *lookup) begun(m *memory) {
	if len(m.folded) < MinPrefix || !l.heads.may(string(m.folded[:MinPrefix])) {
		return
	}
	for _, p := range l.prefixes[[MinPrefix]byte(m.folded)] {
		if len(p.term) <= len(m.folded) && p.term == string(m.folded[:len(p.term)]) {
			m.atoms = append(m.atoms, p.atom)
		}
	}
}

// spelled is the atom of the spelling of a token with capitals.
func (l *lookup) spelled(t *polish.Token, surface string) (atom uint32, ok bool) {
	if !l.spellings.may(nfc(surface)) {
		return 0, false
	}
	if _, written := ExactTerms(*t, surface); written != "" {
		atom, ok = l.exact[written]
	}
	return atom, ok
}
