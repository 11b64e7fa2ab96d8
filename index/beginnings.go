package index

// beginnings is an automaton for dictionaries of terms: it accepts every term
// that begins with one of some strings, so that one walk finds what many
// look-ups would. Its states are the nodes of the tree of the strings; the
// state where one of them ends stays the same for whatever follows.
type beginnings struct {
	nodes []beginning
}

type beginning struct {
	next []edge
	ends bool // one of the strings ends here
	shut bool // no more of its terms are wanted
}

type edge struct {
	letter byte
	to     int
}

const dead = -1 // the state from which nothing is accepted

func newBeginnings(all []string) *beginnings {
	b := &beginnings{nodes: make([]beginning, 1)}
	for _, s := range all {
		at := 0
		for i := 0; i < len(s) && !b.nodes[at].ends; i++ {
			to := b.child(at, s[i])
			if to == dead {
				to = len(b.nodes)
				b.nodes = append(b.nodes, beginning{})
				b.nodes[at].next = append(b.nodes[at].next, edge{s[i], to})
			}
			at = to
		}
		b.nodes[at].ends, b.nodes[at].next = true, nil // longer ones begin with this
	}
	return b
}

func (b *beginnings) child(at int, letter byte) int {
	for _, e := range b.nodes[at].next {
		if e.letter == letter {
			return e.to
		}
	}
	return dead
}

// stateOf is the state at the end of a term that is accepted.
func (b *beginnings) stateOf(term string) int {
	at := 0
	for i := 0; i < len(term) && at != dead && !b.nodes[at].ends; i++ {
		at = b.child(at, term[i])
	}
	return at
}

// shut ends the listing of the terms with one of the strings; open lists all
// of them again.
func (b *beginnings) shut(state int) { b.nodes[state].shut = true }

func (b *beginnings) open() {
	for i := range b.nodes {
		b.nodes[i].shut = false
	}
}

// Start, IsMatch, CanMatch, WillAlwaysMatch and Accept make it an automaton of
// Bleve's dictionaries.
func (b *beginnings) Start() int                 { return 0 }
func (b *beginnings) IsMatch(s int) bool         { return s != dead && b.nodes[s].ends && !b.nodes[s].shut }
func (b *beginnings) CanMatch(s int) bool        { return s != dead && !b.nodes[s].shut }
func (b *beginnings) WillAlwaysMatch(s int) bool { return false }

func (b *beginnings) Accept(s int, letter byte) int {
	switch {
	case s == dead || b.nodes[s].shut:
		return dead
	case b.nodes[s].ends:
		return s
	}
	return b.child(s, letter)
}
