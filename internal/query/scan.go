package query

import (
	"math"
	"slices"
	"strings"
	"time"
	"unsafe"

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
		for j := len(part.tokens) - 1; j >= 0; j-- {
			t, at := &part.tokens[j], base+uint32(j)
			for _, atom := range l.atoms(w.memory, t) {
				w.meet(atom, at)
			}
			if l.written {
				if atom, ok := l.spelled(t, part.text[t.Start:t.End]); ok {
					w.meet(atom, at)
				}
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

// known is what was found for a token before: its atoms but for the one of its
// spelling.
type known struct {
	form  string  // Token.Exact
	keys  *string // &Token.Keys[0]
	count uint16  // len(Token.Keys)
	n     uint16  // of atoms
	from  uint32  // in memory.atoms
}

// memory remembers the atoms of forms met. Package polish shares the strings
// of a form between its tokens, so the form is told by its address; that the
// memory holds the string keeps the address from being used again. A form
// whose strings are made anew is only looked up once more.
type memory struct {
	forms [remembered]known
	atoms []uint32
}

const (
	remembered = 1 << 15 // forms; a power of two
	atomsKept  = 1 << 20 // then everything is forgotten
)

// atoms are the atoms that a token meets by its keys, its form and its prefix.
func (l *lookup) atoms(m *memory, t *polish.Token) []uint32 {
	address := unsafe.StringData(t.Exact)
	h := uint64(uintptr(unsafe.Pointer(address))) * 0x9e3779b97f4a7c15 >> 32
	slot := &m.forms[h%remembered]
	if !slot.is(address, t) {
		if slot = &m.forms[h%remembered^1]; !slot.is(address, t) {
			*slot = m.forms[h%remembered] // the older of the two gives way
			slot = &m.forms[h%remembered]
			l.find(m, slot, t)
		}
	}
	return m.atoms[slot.from : slot.from+uint32(slot.n)]
}

func (k *known) is(address *byte, t *polish.Token) bool {
	return unsafe.StringData(k.form) == address && len(k.form) == len(t.Exact) &&
		k.keys == &t.Keys[0] && int(k.count) == len(t.Keys)
}

// find looks a token up in the tables and fills the slot.
func (l *lookup) find(m *memory, slot *known, t *polish.Token) {
	if len(m.atoms) > atomsKept {
		clear(m.forms[:])
		m.atoms = m.atoms[:0]
	}
	from := len(m.atoms)
	for _, key := range t.Keys {
		r := l.keys[key]
		for _, atom := range l.refs[r.from : r.from+r.n] {
			if !slices.Contains(m.atoms[from:], atom) {
				m.atoms = append(m.atoms, atom)
			}
		}
	}
	if atom, ok := l.exact[t.Exact]; ok {
		m.atoms = append(m.atoms, atom)
	}
	if len(l.prefixes) > 0 {
		if folded := PrefixTerm(*t); len(folded) >= 4 {
			for _, p := range l.prefixes[[4]byte([]byte(folded[:4]))] {
				if strings.HasPrefix(folded, p.term) {
					m.atoms = append(m.atoms, p.atom)
				}
			}
		}
	}
	*slot = known{form: t.Exact, keys: &t.Keys[0], count: uint16(len(t.Keys)), n: uint16(len(m.atoms) - from), from: uint32(from)}
}

// spelled is the atom of a token's spelling with capitals.
func (l *lookup) spelled(t *polish.Token, surface string) (atom uint32, ok bool) {
	if !hasUpper(surface) {
		return 0, false
	}
	if _, written := ExactTerms(*t, surface); written != "" {
		atom, ok = l.exact[written]
	}
	return atom, ok
}
