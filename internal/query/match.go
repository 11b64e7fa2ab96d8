package query

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"time"

	"prasowka/internal/press"
)

// Match tells whether a document answers the query, and which words fired: in
// order of fields and places, each once. Words under NIE never fire; a query
// of fields or negations only matches without spans. Spans are byte offsets
// within the field of the document that they name.
func (q *Query) Match(d *Doc, now time.Time) (spans []press.Span, ok bool) {
	if q.Root == nil {
		return nil, false
	}
	e := &evaluator{doc: d, now: now}
	if !e.holds(q.Root, "") {
		return nil, false
	}
	e.fire(q.Root, "")
	slices.SortFunc(e.fired, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.token, b.token))
	})
	for _, p := range slices.Compact(e.fired) {
		part := &d.parts[p.part]
		t := &part.tokens[p.token]
		spans = append(spans, press.Span{Field: string(part.field), Start: t.Start, End: t.End})
	}
	return spans, true
}

// evaluator answers one query over one document, by the definitions of the
// node types and with no cleverness: the engines are tested against it.
type evaluator struct {
	doc   *Doc
	now   time.Time
	fired []place
}

// place is a token of a part of the document.
type place struct{ part, token int }

// occurrence is where a word, phrase or NEAR operand stands: the tokens that
// fired, first to last.
type occurrence []int

func (o occurrence) first() int { return o[0] }
func (o occurrence) last() int  { return o[len(o)-1] }

// holds tells whether a node is true, looking in one field or (scope "") in all.
func (e *evaluator) holds(n Node, scope Field) bool {
	switch n := n.(type) {
	case *And:
		return !slices.ContainsFunc(n.Kids, func(kid Node) bool { return !e.holds(kid, scope) })
	case *Or:
		return slices.ContainsFunc(n.Kids, func(kid Node) bool { return e.holds(kid, scope) })
	case *Not:
		return !e.holds(n.Kid, scope)
	case *In:
		return e.holds(n.Kid, n.Field)
	case *Is:
		return e.doc.is(n)
	case *Range:
		return n.holds(e.doc.Published, e.now)
	}
	for i := range e.doc.parts {
		if (scope == "" || scope == e.doc.parts[i].field) && len(e.occurrences(n, i)) > 0 {
			return true
		}
	}
	return false
}

// is tells whether a value field of the document has the value.
func (d *Doc) is(n *Is) bool {
	want := ValueTerm(n.Value)
	for _, v := range d.values(n.Field) {
		if slices.Contains(ValueTerms(n.Field, v), want) {
			return true
		}
	}
	return false
}

// fire notes the words of a true node that made it true.
func (e *evaluator) fire(n Node, scope Field) {
	switch n := n.(type) {
	case *And:
		for _, kid := range n.Kids {
			e.fire(kid, scope)
		}
	case *Or:
		for _, kid := range n.Kids {
			if e.holds(kid, scope) {
				e.fire(kid, scope)
			}
		}
	case *In:
		e.fire(n.Kid, n.Field)
	case *Word, *Phrase, *Near:
		for i := range e.doc.parts {
			if scope != "" && scope != e.doc.parts[i].field {
				continue
			}
			for _, o := range e.occurrences(n, i) {
				for _, t := range o {
					e.fired = append(e.fired, place{i, t})
				}
			}
		}
	}
}

// occurrences of a positional node in one part, in order of their first token.
func (e *evaluator) occurrences(n Node, part int) []occurrence {
	p := &e.doc.parts[part]
	switch n := n.(type) {
	case *Word:
		var found []occurrence
		for _, i := range n.places(p) {
			found = append(found, occurrence{i})
		}
		return found
	case *Phrase:
		return n.occurrences(p)
	case *Or:
		var found []occurrence
		for _, kid := range n.Kids {
			found = append(found, e.occurrences(kid, part)...)
		}
		slices.SortStableFunc(found, func(a, b occurrence) int { return cmp.Compare(a.first(), b.first()) })
		return found
	case *Near:
		return pairs(e.occurrences(n.A, part), e.occurrences(n.B, part), n.Dist)
	}
	return nil
}

// places are the tokens of a part that the word matches, in order.
func (w *Word) places(p *part) []int {
	var found []int
	var exact, prefix string
	if w.Exact {
		exact = w.ExactTerm()
	} else if w.Prefix {
		prefix = w.PrefixTerm()
	}
	for i := range p.tokens {
		t := &p.tokens[i]
		var hit bool
		switch {
		case w.Exact:
			form, written := ExactTerms(*t, p.text[t.Start:t.End])
			hit = form == exact || written == exact
		case w.Prefix:
			hit = strings.HasPrefix(PrefixTerm(*t), prefix)
		default:
			hit = t.Meets(w.Token)
		}
		if hit {
			found = append(found, i)
		}
	}
	return found
}

// occurrences of the phrase: for each place of the first word, the nearest
// following place of each next one, when all gaps together are within Slop.
func (p *Phrase) occurrences(in *part) []occurrence {
	places := make([][]int, len(p.Words))
	for i, w := range p.Words {
		if places[i] = w.places(in); len(places[i]) == 0 {
			return nil
		}
	}
	var found []occurrence
	for _, start := range places[0] {
		o := occurrence{start}
		for _, next := range places[1:] {
			i := sort.SearchInts(next, o.last()+1)
			if i == len(next) || next[i]-start-len(o) > p.Slop {
				break
			}
			o = append(o, next[i])
		}
		if len(o) == len(p.Words) {
			found = append(found, o)
		}
	}
	return found
}

// pairs joins the occurrences of both sides of a NEAR that stand close enough
// without overlapping.
func pairs(a, b []occurrence, dist int) []occurrence {
	longest := 0
	for _, o := range b {
		longest = max(longest, o.last()-o.first())
	}
	var found []occurrence
	for _, x := range a {
		from, _ := slices.BinarySearchFunc(b, x.first()-dist-longest, func(o occurrence, p int) int { return cmp.Compare(o.first(), p) })
		for _, y := range b[from:] {
			if y.first() > x.last()+dist {
				break
			}
			if after := y.first() - x.last(); after >= 1 && after <= dist {
				found = append(found, slices.Concat(x, y))
			} else if before := x.first() - y.last(); before >= 1 && before <= dist {
				found = append(found, slices.Concat(y, x))
			}
		}
	}
	return found
}
