package query

import (
	"cmp"
	"math"
	"slices"
)

// none is no atom.
const none = math.MaxUint32

// visit is a query to be asked when its anchor is in the document.
type visit struct {
	query    uint32
	need     uint32 // must be in the document, too; or none
	repeated bool   // the query has several anchors
}

// plan says which queries to ask for which atoms of a document.
type plan struct {
	from   []uint32 // by atom: its visits are visits[from[atom]:from[atom+1]]
	visits []visit
	always []uint32 // queries without an anchor: negations, ranges of time
}

// anchor is an atom that brings a query up, with a second one that it cannot
// be true without.
type anchor struct{ atom, need uint32 }

// plan anchors each query, given the share of documents that have each atom.
func (p *program) plan(share []float32) *plan {
	pl := &planner{program: p, share: share}
	type entry struct {
		atom uint32
		visit
	}
	var entries []entry
	out := &plan{from: make([]uint32, p.atoms+1)}
	for q, root := range p.roots {
		if p.nodes[root].op == opNever {
			continue
		}
		anchors, _ := pl.anchors(root)
		if anchors == nil {
			out.always = append(out.always, uint32(q))
			continue
		}
		for _, a := range anchors {
			entries = append(entries, entry{a.atom, visit{uint32(q), a.need, len(anchors) > 1}})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(a.atom, b.atom) })
	out.visits = make([]visit, len(entries))
	for i, e := range entries {
		out.visits[i] = e.visit
		out.from[e.atom+1]++
	}
	for i := range p.atoms {
		out.from[i+1] += out.from[i]
	}
	return out
}

type planner struct {
	*program
	share []float32
}

// anchors gives atoms one of which is in every document where the node is
// true, each with its need, and how many visits a document they cost; nil when
// there are none.
func (p *planner) anchors(id uint32) ([]anchor, float32) {
	n := &p.nodes[id]
	switch n.op {
	case opWord, opIs:
		return []anchor{{n.a, none}}, p.share[n.a]
	case opPhrase:
		first := p.rarest(p.kids[n.a:n.b], none)
		return []anchor{{first, p.rarest(p.kids[n.a:n.b], first)}}, p.share[first]
	case opNear:
		return p.all([]uint32{n.a, n.b})
	case opAnd:
		return p.all(p.kids[n.a:n.b])
	case opOr:
		return p.any(p.kids[n.a:n.b])
	}
	return nil, 0
}

// all anchors a conjunction on the kid that costs least, and gives its anchors
// a need out of the other kids.
func (p *planner) all(kids []uint32) ([]anchor, float32) {
	var best []anchor
	var cost float32
	for _, kid := range kids {
		if a, c := p.anchors(kid); a != nil && (best == nil || c < cost) {
			best, cost = a, c
		}
	}
	must := p.must(nil, kids)
	for i := range best {
		if rarest := p.rarest(must, best[i].atom); rarest != none &&
			(best[i].need == none || p.share[rarest] < p.share[best[i].need]) {
			best[i].need = rarest
		}
	}
	return best, cost
}

// any anchors an alternative on the anchors of all its kids.
func (p *planner) any(kids []uint32) ([]anchor, float32) {
	var all []anchor
	var cost float32
	for _, kid := range kids {
		a, c := p.anchors(kid)
		if a == nil {
			return nil, 0
		}
		all, cost = append(all, a...), cost+c
	}
	return all, cost
}

// must appends the atoms without which none of the conjunction's kids is true.
func (p *planner) must(atoms []uint32, kids []uint32) []uint32 {
	for _, kid := range kids {
		switch n := &p.nodes[kid]; n.op {
		case opWord, opIs:
			atoms = append(atoms, n.a)
		case opPhrase:
			atoms = append(atoms, p.kids[n.a:n.b]...)
		case opNear:
			atoms = p.must(atoms, []uint32{n.a, n.b})
		case opAnd:
			atoms = p.must(atoms, p.kids[n.a:n.b])
		}
	}
	return atoms
}

// rarest of some atoms but one; none when there is no other.
func (p *planner) rarest(atoms []uint32, but uint32) uint32 {
	best := uint32(none)
	for _, a := range atoms {
		if a != but && (best == none || p.share[a] < p.share[best]) {
			best = a
		}
	}
	return best
}
