package query

import (
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"time"

	"prasowka/internal/polish"
)

// op says what an instruction of a compiled query does.
type op uint8

const (
	opWord   op = iota // a: atom
	opIs               // a: atom
	opRange            // a: index of ranges
	opPhrase           // kids: atoms; dist: slop
	opNear             // a, b: nodes; dist
	opAnd              // kids: nodes, cheapest first
	opOr               // kids: nodes, cheapest first
	opNot              // a: node
	opNever            // nothing matches
)

// Scopes of an instruction: where its words are looked for.
const (
	anywhere uint8 = iota
	inTitle
	inLead
)

// node is one instruction. Nodes lie in one array, kids before parents; equal
// expressions are one node.
type node struct {
	op     op
	scope  uint8
	shared bool // several parents: worth remembering within a document
	dist   uint16
	a, b   uint32 // operands, or a range of program.kids
}

// program is all queries compiled. An atom is what can be looked up in a
// document: a word with its keys, an exact form, a prefix, a value of a field.
type program struct {
	nodes  []node
	kids   []uint32 // of phrases (atoms), And and Or (nodes)
	roots  []uint32 // by query
	ranges []timeRange
	atoms  int
	guess  []float32 // by atom: share of documents that have it, guessed
}

// timeRange is a Range with its bounds in milliseconds where they are fixed.
type timeRange struct {
	days     int
	from, to int64 // from ≤ published < to
}

// compiler builds a program; equal nodes and atoms are found by their key.
type compiler struct {
	p      program
	look   lookup
	nodes  map[string]uint32
	atoms  map[string]uint32
	keys   map[string][]uint32 // key → atoms, as lists until finish
	buffer []byte
}

func newCompiler() *compiler {
	return &compiler{
		look:  lookup{prefixes: map[[MinPrefix]byte][]prefix{}, exact: map[string]uint32{}},
		nodes: map[string]uint32{}, atoms: map[string]uint32{}, keys: map[string][]uint32{},
	}
}

// add compiles one query.
func (c *compiler) add(q *Query) {
	if q.Root == nil {
		c.p.roots = append(c.p.roots, c.node(node{op: opNever}, nil))
		return
	}
	c.p.roots = append(c.p.roots, c.compile(q.Root, anywhere))
}

// finish lays out the look-up tables and gives what was compiled.
func (c *compiler) finish() (program, lookup) {
	c.p.atoms = len(c.p.guess)
	c.look.keys = make(map[string]run, len(c.keys))
	c.look.sieve = newSieve(len(c.keys))
	for key, atoms := range c.keys {
		c.look.sieve.add(key)
		c.look.keys[key] = run{uint32(len(c.look.refs)), uint32(len(atoms))}
		c.look.refs = append(c.look.refs, atoms...)
	}
	c.look.spellings = newSieve(len(c.look.exact))
	for term := range c.look.exact {
		c.look.spellings.add(term)
	}
	c.look.heads = newSieve(len(c.look.prefixes))
	for four := range c.look.prefixes {
		c.look.heads.add(string(four[:]))
	}
	c.look.refs = slices.Clip(c.look.refs)
	c.p.nodes, c.p.kids = slices.Clip(c.p.nodes), slices.Clip(c.p.kids)
	return c.p, c.look
}

// compile gives the node of an expression within a scope.
func (c *compiler) compile(n Node, scope uint8) uint32 {
	switch n := n.(type) {
	case *Word:
		return c.node(node{op: opWord, scope: scope, a: c.word(n)}, nil)
	case *Phrase:
		atoms := make([]uint32, len(n.Words))
		for i, w := range n.Words {
			atoms[i] = c.word(w)
		}
		return c.node(node{op: opPhrase, scope: scope, dist: uint16(n.Slop)}, atoms)
	case *Near:
		a, b := c.compile(n.A, scope), c.compile(n.B, scope)
		return c.node(node{op: opNear, scope: scope, dist: uint16(n.Dist), a: min(a, b), b: max(a, b)}, nil)
	case *And:
		return c.group(opAnd, n.Kids, scope)
	case *Or:
		return c.group(opOr, n.Kids, scope)
	case *Not:
		return c.node(node{op: opNot, a: c.compile(n.Kid, scope)}, nil)
	case *In:
		if n.Field == Title {
			return c.compile(n.Kid, inTitle)
		}
		return c.compile(n.Kid, inLead)
	case *Is:
		return c.node(node{op: opIs, a: c.value(n)}, nil)
	case *Range:
		return c.timeRange(n)
	}
	return c.node(node{op: opNever}, nil)
}

// group compiles And and Or: each kid once, the cheapest to answer first.
func (c *compiler) group(o op, kids []Node, scope uint8) uint32 {
	ids := make([]uint32, len(kids))
	for i, kid := range kids {
		ids[i] = c.compile(kid, scope)
	}
	slices.SortFunc(ids, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(c.p.nodes[a].op, c.p.nodes[b].op), cmp.Compare(a, b))
	})
	if ids = slices.Compact(ids); len(ids) == 1 {
		return ids[0]
	}
	return c.node(node{op: o}, ids)
}

// node gives the number of a node, the same for equal ones.
func (c *compiler) node(n node, kids []uint32) uint32 {
	b := append(c.buffer[:0], byte(n.op), n.scope)
	b = binary.LittleEndian.AppendUint16(b, n.dist)
	b = binary.LittleEndian.AppendUint32(b, n.a)
	b = binary.LittleEndian.AppendUint32(b, n.b)
	for _, kid := range kids {
		b = binary.LittleEndian.AppendUint32(b, kid)
	}
	c.buffer = b
	if id, ok := c.nodes[string(b)]; ok {
		c.p.nodes[id].shared = true
		return id
	}
	if kids != nil {
		n.a = uint32(len(c.p.kids))
		c.p.kids = append(c.p.kids, kids...)
		n.b = uint32(len(c.p.kids))
	}
	id := uint32(len(c.p.nodes))
	c.p.nodes = append(c.p.nodes, n)
	c.nodes[string(b)] = id
	return id
}

// atom gives the number of what is looked up by a signature, and whether it is new.
func (c *compiler) atom(signature string, guess float32) (id uint32, fresh bool) {
	if id, ok := c.atoms[signature]; ok {
		return id, false
	}
	id = uint32(len(c.p.guess))
	c.atoms[signature] = id
	c.p.guess = append(c.p.guess, guess)
	return id, true
}

// word gives the atom of a word.
func (c *compiler) word(w *Word) uint32 {
	switch {
	case w.Exact:
		term := w.ExactTerm()
		id, _ := c.atom("="+term, guessWord(term)/2)
		c.look.exact[term] = id
		c.look.written = c.look.written || polish.HasCapital(term)
		return id
	case w.Prefix:
		term := w.PrefixTerm()
		id, fresh := c.atom("*"+term, 2*guessWord(term))
		if fresh {
			four := [MinPrefix]byte([]byte(term))
			c.look.prefixes[four] = append(c.look.prefixes[four], prefix{term, id})
		}
		return id
	}
	keys := slices.Clone(w.Token.Keys)
	slices.Sort(keys)
	keys = slices.Compact(keys)
	var guess float32
	for _, key := range keys {
		guess = max(guess, guessWord(key))
	}
	id, fresh := c.atom("w"+strings.Join(keys, "\x00"), guess)
	if fresh {
		for _, key := range keys {
			c.keys[key] = append(c.keys[key], id)
		}
	}
	return id
}

// value gives the atom of a field's value.
func (c *compiler) value(n *Is) uint32 {
	term := ValueTerm(n.Value)
	id, fresh := c.atom(":"+string(n.Field)+"\x00"+term, 0.1)
	if fresh {
		if c.look.values == nil {
			c.look.values = map[Field]map[string]uint32{}
		}
		if c.look.values[n.Field] == nil {
			c.look.values[n.Field] = map[string]uint32{}
		}
		c.look.values[n.Field][term] = id
	}
	return id
}

func (c *compiler) timeRange(r *Range) uint32 {
	t := timeRange{days: r.Days, from: minTime, to: maxTime}
	if r.Days == 0 {
		from, to := r.Bounds(time.Time{})
		if !from.IsZero() {
			t.from = from.UnixMilli()
		}
		if !to.IsZero() {
			t.to = to.UnixMilli()
		}
	}
	at := slices.Index(c.p.ranges, t)
	if at < 0 {
		at = len(c.p.ranges)
		c.p.ranges = append(c.p.ranges, t)
	}
	return c.node(node{op: opRange, a: uint32(at)}, nil)
}

// guessWord guesses from its length how large a share of documents has a word.
func guessWord(key string) float32 {
	switch n := len(key); {
	case n <= 2:
		return 0.8
	case n == 3:
		return 0.4
	case n <= 5:
		return 0.1
	case n <= 7:
		return 0.05
	}
	return 0.02
}
