package forms

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"github.com/blevesearch/vellum"
)

// automaton walks the bytes that vellum wrote, without building a state for
// each step: looking a form up takes a third of the time of vellum's own
// reader. The layout is version 1 of vellum's (encoder_v1.go there); a state is
// known by the offset of its last byte and read backwards.
type automaton struct {
	data []byte
	root int
	len  int
}

// States that have no bytes.
const (
	endState = 0 // final, with no way on
	noState  = 1 // reached by no input
)

// Bits of a state's last byte.
const (
	single    = 1 << 7   // one way on and not final
	next      = 1 << 6   // of a single state: its target lies directly before it
	finalBit  = 1 << 6   // of another state
	countBits = 1<<6 - 1 // of another state: number of ways on; 0: in a byte before
)

// letters are the inputs that a single state packs into its last byte, from 1.
const letters = "te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG"

// footer is what follows the states: the number of keys and the root.
const footer = 16

// newAutomaton reads an automaton in place; vellum checks its header.
func newAutomaton(data []byte) (*automaton, error) {
	if _, err := vellum.Load(data); err != nil {
		return nil, fmt.Errorf("automaton of %d bytes: %w", len(data), err)
	}
	if len(data) < 2*footer || binary.LittleEndian.Uint64(data) != 1 {
		return nil, fmt.Errorf("automaton of %d bytes: not of version 1", len(data))
	}
	tail := data[len(data)-footer:]
	return &automaton{
		data: data,
		len:  int(binary.LittleEndian.Uint64(tail)),
		root: int(binary.LittleEndian.Uint64(tail[8:])),
	}, nil
}

// number reads a little-endian number of up to eight bytes. The footer makes
// sure that eight can be read.
func (a *automaton) number(at, size int) int {
	return int(binary.LittleEndian.Uint64(a.data[at:]) & (1<<(8*uint(size)) - 1))
}

// step follows one byte: the state reached, noState if there is none, and what
// the way adds to the value.
func (a *automaton) step(state int, b byte) (to, value int) {
	if state <= noState {
		return noState, 0
	}
	head := a.data[state]
	if head&single != 0 {
		at := state
		if common := head & countBits; common == 0 {
			if at--; a.data[at] != b {
				return noState, 0
			}
		} else if letters[common-1] != b {
			return noState, 0
		}
		if head&next != 0 {
			return at - 1, 0
		}
		at--
		pack := a.data[at]
		size, out := int(pack>>4), int(pack&15)
		at -= size
		delta := a.number(at, size)
		if out > 0 {
			at -= out
			value = a.number(at, out)
		}
		if delta == 0 {
			return endState, value
		}
		return at - delta, value
	}
	n, at := a.ways(state, head)
	at--
	pack := a.data[at]
	size, out := int(pack>>4), int(pack&15)
	at -= n
	way := bytes.IndexByte(a.data[at:at+n], b)
	if way < 0 {
		return noState, 0
	}
	at -= n * size
	delta := a.number(at+way*size, size)
	if out > 0 {
		at -= n * out
		value = a.number(at+way*out, out)
		if head&finalBit != 0 {
			at -= out
		}
	}
	if delta == 0 {
		return endState, value
	}
	return at - delta, value
}

// ways is the number of ways on of a state that is not single, and the offset
// of the first byte that says so.
func (a *automaton) ways(state int, head byte) (n, at int) {
	if n = int(head & countBits); n > 0 {
		return n, state
	}
	if n = int(a.data[state-1]); n == 1 {
		n = 256
	}
	return n, state - 1
}

// final tells whether a key ends in a state, and what that adds to the value.
func (a *automaton) final(state int) (value int, ok bool) {
	if state <= noState {
		return 0, state == endState
	}
	head := a.data[state]
	if head&single != 0 || head&finalBit == 0 {
		return 0, false
	}
	n, at := a.ways(state, head)
	at--
	size, out := int(a.data[at]>>4), int(a.data[at]&15)
	if out == 0 {
		return 0, true
	}
	return a.number(at-n-n*size-n*out-out, out), true
}

// get is the value of a key.
func (a *automaton) get(key string) (value uint64, ok bool) {
	state, total := a.root, 0
	for i := range len(key) {
		// Most states of a long form are single and lie one before the other:
		// they are walked here without a call.
		if head := a.data[state]; head&(single|next) == single|next && state > noState {
			b := head & countBits
			if b != 0 {
				b = letters[b-1]
			} else {
				state--
				b = a.data[state]
			}
			if b != key[i] {
				return 0, false
			}
			state--
			continue
		}
		to, v := a.step(state, key[i])
		if to == noState {
			return 0, false
		}
		state, total = to, total+v
	}
	v, ok := a.final(state)
	return uint64(total + v), ok
}
