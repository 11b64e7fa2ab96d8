package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
)

// automaton is a CFSA2 automaton as Morfologik 2 writes it. Format: the class
// comment of morfologik.fsa.CFSA2 (label table, then arcs: one byte of flags
// and label index, a label of its own when the index is 0, then the target as
// a v-int unless it follows directly).
type automaton struct {
	arcs    []byte
	labels  []byte
	numbers bool
	limit   int // arcs still to be walked, against automata with loops
}

const (
	targetNext = 1 << 7
	lastArc    = 1 << 6
	finalArc   = 1 << 5
	labelMask  = 1<<5 - 1
)

// parseAutomaton reads the header of a CFSA2 file.
func parseAutomaton(raw []byte) (*automaton, error) {
	if len(raw) < 9 || !bytes.HasPrefix(raw, []byte("\\fsa\xc6")) {
		return nil, fmt.Errorf("parseAutomaton: not a CFSA2 file (%d bytes)", len(raw))
	}
	flags := binary.BigEndian.Uint16(raw[5:7])
	n := int(raw[7])
	if len(raw) < 8+n+1 {
		return nil, fmt.Errorf("parseAutomaton: label table of %d bytes is cut off", n)
	}
	return &automaton{labels: raw[8 : 8+n], arcs: raw[8+n:], limit: 1 << 31, numbers: flags&(1<<8) != 0}, nil
}

// errCut reports arcs that point outside the file or round in circles.
var errCut = fmt.Errorf("automaton: an arc points outside the file or in a circle")

// walk calls visit for every sequence in the automaton, in its own order; the
// slice is good during the call only.
func (a *automaton) walk(visit func(seq []byte) error) error {
	root, err := a.target(a.first(0))
	if err != nil {
		return err
	}
	return a.walkNode(root, make([]byte, 0, 256), visit)
}

func (a *automaton) walkNode(node int, seq []byte, visit func([]byte) error) error {
	if len(seq) > 4096 {
		return fmt.Errorf("automaton: a sequence of more than 4096 bytes, so there is a loop")
	}
	for arc := a.first(node); ; arc = a.skip(arc) {
		if a.limit--; a.limit < 0 || arc < 0 || arc+1 >= len(a.arcs) {
			return errCut
		}
		flags := a.arcs[arc]
		label := a.arcs[arc+1]
		if i := int(flags & labelMask); i > 0 {
			if i >= len(a.labels) {
				return errCut
			}
			label = a.labels[i]
		}
		next := append(seq, label)
		if flags&finalArc != 0 {
			if err := visit(next); err != nil {
				return err
			}
		}
		to, err := a.target(arc)
		if err != nil {
			return err
		}
		if to != 0 {
			if err := a.walkNode(to, next, visit); err != nil {
				return err
			}
		}
		if flags&lastArc != 0 {
			return nil
		}
	}
}

// first is the offset of a node's first arc.
func (a *automaton) first(node int) int {
	if a.numbers {
		_, n := binary.Uvarint(a.arcs[min(node, len(a.arcs)):])
		return node + max(n, 1)
	}
	return node
}

// skip is the offset behind an arc; -1 outside the file.
func (a *automaton) skip(arc int) int {
	if arc < 0 || arc >= len(a.arcs) {
		return -1
	}
	flags := a.arcs[arc]
	arc++
	if flags&labelMask == 0 {
		arc++
	}
	if flags&targetNext == 0 {
		_, n := binary.Uvarint(a.arcs[min(arc, len(a.arcs)):])
		if n <= 0 {
			return -1
		}
		arc += n
	}
	return arc
}

// target is the node to which an arc leads; 0 is the terminal node.
func (a *automaton) target(arc int) (int, error) {
	if arc < 0 || arc >= len(a.arcs) {
		return 0, errCut
	}
	if a.arcs[arc]&targetNext != 0 {
		for a.arcs[arc]&lastArc == 0 {
			arc = a.skip(arc)
			if arc < 0 || arc >= len(a.arcs) {
				return 0, errCut
			}
		}
		if arc = a.skip(arc); arc < 0 {
			return 0, errCut
		}
		return arc, nil
	}
	at := arc + 1
	if a.arcs[arc]&labelMask == 0 {
		at++
	}
	to, n := binary.Uvarint(a.arcs[min(at, len(a.arcs)):])
	if n <= 0 || to >= uint64(len(a.arcs)) {
		return 0, errCut
	}
	return int(to), nil
}
