package forms

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// table holds the distinct sets of rules; an automaton maps a form (or the
// ending of a form, backwards) to the number of a set.
//
// As bytes: the number of rules, each as class, cut, length of add, add; then
// the number of sets, each as its size and the numbers of its rules; all
// numbers as unsigned v-ints.
type table struct {
	rules []rule
	raw   []byte   // the bytes of the sets
	sets  []uint32 // offset in raw of each set
}

// errTable reports bytes that are not a table.
var errTable = fmt.Errorf("forms: the table of rules is cut off or broken")

// parseTable reads a table; the sets stay in raw.
func parseTable(raw []byte) (*table, error) {
	t := &table{raw: raw}
	at := 0
	number := func() (int, bool) {
		v, n := binary.Uvarint(raw[at:])
		if n <= 0 || v > 1<<24 {
			return 0, false
		}
		at += n
		return int(v), true
	}
	n, ok := number()
	if !ok || n > len(raw) {
		return nil, errTable
	}
	t.rules = make([]rule, n)
	for i := range t.rules {
		if at+2 > len(raw) {
			return nil, errTable
		}
		r := rule{class: Class(raw[at]), cut: raw[at+1]}
		at += 2
		size, ok := number()
		if !ok || at+size > len(raw) {
			return nil, errTable
		}
		r.add = string(raw[at : at+size])
		at += size
		t.rules[i] = r
	}
	if n, ok = number(); !ok || n > len(raw) {
		return nil, errTable
	}
	t.sets = make([]uint32, n)
	for i := range t.sets {
		t.sets[i] = uint32(at)
		size, ok := number()
		if !ok {
			return nil, errTable
		}
		for range size {
			if r, ok := number(); !ok || r >= len(t.rules) {
				return nil, errTable
			}
		}
	}
	return t, nil
}

// appendReadings applies the rules of a set to a form.
func (t *table) appendReadings(dst []Reading, set uint64, form string) []Reading {
	var room [8]Parts
	return whole(dst, t.appendParts(room[:0], set, form))
}

// appendParts applies the rules of a set to a form.
func (t *table) appendParts(dst []Parts, set uint64, form string) []Parts {
	if set >= uint64(len(t.sets)) {
		return dst
	}
	at := int(t.sets[set])
	size, n := binary.Uvarint(t.raw[at:])
	at += n
	for range size {
		i, n := binary.Uvarint(t.raw[at:])
		at += n
		r := &t.rules[i]
		if stem, ok := r.stem(form); ok {
			dst = append(dst, Parts{Stem: stem, End: r.add, Class: r.class})
		}
	}
	return dst
}

// tableBuilder numbers rules and sets, the frequent ones first, so that their
// numbers are short. Sets are given as strings of packed rule numbers.
type tableBuilder struct {
	rules map[rule]int
	list  []rule
	sets  map[string]int
	count []int
	keys  []string
}

func newTableBuilder() *tableBuilder {
	return &tableBuilder{rules: map[rule]int{}, sets: map[string]int{}}
}

// ruleNumber is the provisional number of a rule.
func (b *tableBuilder) ruleNumber(r rule) int {
	n, ok := b.rules[r]
	if !ok {
		n = len(b.list)
		b.rules[r] = n
		b.list = append(b.list, r)
	}
	return n
}

// setNumber is the provisional number of a set of rules, in the order given.
func (b *tableBuilder) setNumber(rules []int) int {
	key := make([]byte, 0, 4*len(rules))
	for _, r := range rules {
		key = binary.BigEndian.AppendUint32(key, uint32(r))
	}
	n, ok := b.sets[string(key)]
	if !ok {
		n = len(b.keys)
		b.sets[string(key)] = n
		b.keys = append(b.keys, string(key))
		b.count = append(b.count, 0)
	}
	b.count[n]++
	return n
}

// finish writes the table and answers the final number of each provisional
// set.
func (b *tableBuilder) finish() (raw []byte, final []uint64) {
	used := make([]int, len(b.list))
	for i, key := range b.keys {
		for ; len(key) > 0; key = key[4:] {
			used[binary.BigEndian.Uint32([]byte(key))] += b.count[i]
		}
	}
	ruleOrder, ruleFinal := byCount(used)
	raw = binary.AppendUvarint(raw, uint64(len(ruleOrder)))
	for _, i := range ruleOrder {
		r := b.list[i]
		raw = append(raw, byte(r.class), r.cut)
		raw = binary.AppendUvarint(raw, uint64(len(r.add)))
		raw = append(raw, r.add...)
	}
	setOrder, final := byCount(b.count)
	raw = binary.AppendUvarint(raw, uint64(len(setOrder)))
	for _, i := range setOrder {
		key := b.keys[i]
		raw = binary.AppendUvarint(raw, uint64(len(key)/4))
		for ; len(key) > 0; key = key[4:] {
			raw = binary.AppendUvarint(raw, ruleFinal[binary.BigEndian.Uint32([]byte(key))])
		}
	}
	return raw, final
}

// byCount orders indices by falling count; final is the place of each.
func byCount(count []int) (order []int, final []uint64) {
	order = make([]int, len(count))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return count[order[a]] > count[order[b]] })
	final = make([]uint64, len(count))
	for place, i := range order {
		final[i] = uint64(place)
	}
	return order, final
}
