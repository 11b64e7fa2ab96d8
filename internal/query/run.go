package query

import (
	"cmp"
	"slices"

	"prasowka/internal/polish"
)

// interval is an occurrence of a NEAR operand: its first and last position.
type interval struct{ first, last uint32 }

// holds answers a node over the present document.
func (w *scratch) holds(id uint32) bool {
	n := &w.p.nodes[id]
	if !n.shared || n.op == opWord {
		return w.compute(n)
	}
	if m := w.memo[id]; m>>1 == w.epoch {
		return m&1 == 1
	}
	m := w.epoch << 1
	answer := w.compute(n)
	if answer {
		m |= 1
	}
	w.memo[id] = m
	return answer
}

func (w *scratch) compute(n *node) bool {
	switch n.op {
	case opWord:
		if w.state[n.a].stamp != w.epoch {
			return false
		}
		return n.scope == anywhere || w.within(n.a, n.scope)
	case opIs:
		return w.state[n.a].stamp == w.epoch
	case opPhrase:
		return w.phrase(n, nil)
	case opAnd:
		for _, kid := range w.p.kids[n.a:n.b] {
			if !w.holds(kid) {
				return false
			}
		}
		return true
	case opOr:
		for _, kid := range w.p.kids[n.a:n.b] {
			if w.holds(kid) {
				return true
			}
		}
		return false
	case opNot:
		return !w.holds(n.a)
	case opNear:
		return w.nearby(n)
	case opRange:
		return w.timely(&w.p.ranges[n.a])
	}
	return false
}

// span of positions that a scope allows: from ≤ at < to.
func (w *scratch) span(scope uint8) (from, to uint32) {
	if scope == anywhere {
		return 0, w.bounds[2][1]
	}
	return w.bounds[scope-1][0], w.bounds[scope-1][1]
}

// within tells whether an atom of the document stands within a scope.
func (w *scratch) within(atom uint32, scope uint8) bool {
	from, to := w.span(scope)
	for i := w.state[atom].head; i >= 0; i = w.positions[i].next {
		if at := w.positions[i].at; at >= from {
			return at < to
		}
	}
	return false
}

// phrase tells whether the phrase is in the document; with found not nil it
// appends every occurrence instead of stopping at the first. Each word keeps a
// cursor into its positions, which only moves on.
func (w *scratch) phrase(n *node, found *[]interval) bool {
	atoms := w.p.kids[n.a:n.b]
	w.cursors = w.cursors[:0]
	for _, atom := range atoms {
		if w.state[atom].stamp != w.epoch {
			return false
		}
		w.cursors = append(w.cursors, w.state[atom].head)
	}
	from, to := w.span(n.scope)
	limit := uint32(len(atoms)-1) + uint32(n.dist) // from the first word to the last
	any := false
	for i := w.cursors[0]; i >= 0; i = w.positions[i].next {
		first := w.positions[i].at
		if first < from {
			continue
		}
		if first >= to {
			break
		}
		last, whole := first, true
		for k := 1; k < len(atoms); k++ {
			c := w.cursors[k]
			for c >= 0 && w.positions[c].at <= last {
				c = w.positions[c].next
			}
			w.cursors[k] = c
			if c < 0 {
				return any // nor will it follow a later start
			}
			if last = w.positions[c].at; last-first > limit {
				whole = false
				break
			}
		}
		if !whole {
			continue
		}
		if found == nil {
			return true
		}
		any = true
		*found = append(*found, interval{first, last})
	}
	return any
}

// occurrences appends the places of a NEAR operand, in order of their first
// position.
func (w *scratch) occurrences(id uint32, found []interval) []interval {
	n := &w.p.nodes[id]
	switch n.op {
	case opWord:
		if w.state[n.a].stamp != w.epoch {
			return found
		}
		from, to := w.span(n.scope)
		for i := w.state[n.a].head; i >= 0; i = w.positions[i].next {
			if at := w.positions[i].at; at >= from && at < to {
				found = append(found, interval{at, at})
			}
		}
	case opPhrase:
		w.phrase(n, &found)
	case opOr:
		for _, kid := range w.p.kids[n.a:n.b] {
			found = w.occurrences(kid, found)
		}
		slices.SortFunc(found, func(a, b interval) int {
			return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last))
		})
	}
	return found
}

// nearby tells whether occurrences of both operands stand close enough.
func (w *scratch) nearby(n *node) bool {
	a := w.occurrences(n.a, w.near[0][:0])
	b := w.occurrences(n.b, w.near[1][:0])
	w.near = [2][]interval{a, b}
	dist := uint32(n.dist)
	longest := uint32(0)
	for _, y := range b {
		longest = max(longest, y.last-y.first)
	}
	start := 0
	for _, x := range a {
		for start < len(b) && b[start].first+longest+dist < x.first {
			start++
		}
		for _, y := range b[start:] {
			if y.first > x.last+dist {
				break
			}
			if y.first > x.last || x.first > y.last && x.first-y.last <= dist {
				return true
			}
		}
	}
	return false
}

// timely tells whether the document was published within a range.
func (w *scratch) timely(r *timeRange) bool {
	if !w.dated {
		return false
	}
	from, to := r.from, r.to
	if r.days > 0 {
		if w.today.IsZero() {
			w.today = polish.DayOf(w.now)
		}
		from = w.today.Add(-r.days).Start().UnixMilli()
	}
	return w.published >= from && w.published < to
}
