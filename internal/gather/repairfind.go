package gather

import "strings"

// A find is the answer to a question that was asked before: from asked on, the
// first mark is at; -1: none.
type find struct{ asked, at int }

// A reach is where an element of a name, opened at or after asked and before
// until, ends; -1: it has no end tag.
type reach struct{ asked, until, at int }

// endOf finds the end tag of an element that was opened just before pos, CDATA
// sections passed over; -1 when the item ends first.
func (m *mender) endOf(name string) int {
	if e, ok := m.ends[name]; ok && m.pos >= e.asked && m.pos < e.until {
		return e.at
	}
	e := m.findEnd("</" + name)
	m.ends[name] = e
	return e.at
}

func (m *mender) findEnd(mark string) reach {
	for from := m.pos; ; {
		stop := m.next(mark, from)
		if stop < 0 {
			return reach{m.pos, len(m.in) + 1, -1}
		}
		if after := m.in[stop+len(mark):]; after != "" && !strings.ContainsAny(after[:1], " \t\r\n></") {
			from = stop + len(mark) // the beginning of a longer name
			continue
		}
		edge := m.nextEdge(from)
		if at := m.next(sectionStart, from); at >= 0 && at < stop && (edge < 0 || at < edge) {
			if end := m.next(sectionEnd, at); end >= 0 && !m.swallows(at, end) {
				from = end + len(sectionEnd)
				continue
			}
		}
		if edge >= 0 && edge < stop {
			return reach{m.pos, edge, -1}
		}
		return reach{m.pos, stop, stop}
	}
}

// swallows tells whether the end of the section at start was lost, so that it
// would reach to the end of one in another item.
func (m *mender) swallows(start, end int) bool {
	edge, another := m.nextEdge(start), m.next(sectionStart, start+len(sectionStart))
	return edge >= 0 && edge < another && another < end
}

// nextEdge is where the next item or its surroundings begin or end; -1: nowhere.
func (m *mender) nextEdge(from int) int {
	const edge = "edge" // no mark: all of those begin with a bracket
	if f, ok := m.finds[edge]; ok && f.covers(from) {
		return f.at
	}
	at := -1
	if found := itemEdge().FindStringIndex(m.in[from:]); found != nil {
		at = from + found[0]
	}
	m.finds[edge] = find{from, at}
	return at
}

// covers tells whether f answers the question from here on, too.
func (f find) covers(from int) bool { return from >= f.asked && (f.at < 0 || f.at >= from) }

// next finds mark at or after from, and remembers the answer for later
// questions, most of which only move forward.
func (m *mender) next(mark string, from int) int {
	f, ok := m.finds[mark]
	if ok && f.covers(from) {
		return f.at
	}
	if !ok && len(m.finds) > 64 {
		return -1 // more names than any feed has
	}
	at := strings.Index(m.in[from:], mark)
	if at >= 0 {
		at += from
	}
	m.finds[mark] = find{from, at}
	return at
}
