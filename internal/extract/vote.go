package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// majority is how many ballots a line needs. Two of the four libraries'
// readings come from one family, so that three would give it a veto.
const majority = 2

// elect decides line by line what the article is: the page's own lines, in
// the page's order, that enough voters keep; then the lines that the rest
// proves right (a lead, a subheading between two kept paragraphs) or wrong
// (the second copy of a line, a line far from all others).
func elect(page []line, all []*ballot, description string) []line {
	e := election{page: page, votes: make([]int, len(page)), keep: make([]bool, len(page))}
	for i, l := range page {
		for _, b := range all {
			if b.has(l.key) {
				e.votes[i]++
			}
		}
		e.keep[i] = e.votes[i] >= majority
	}
	e.dropCopies()
	e.dropQuotes()
	if m := medoid(all); m != nil && 5*e.size() < 2*m.size {
		for i, l := range page {
			e.keep[i] = e.votes[i] >= majority || m.has(l.key)
		}
		e.dropCopies()
	}
	e.fillGaps()
	e.addClose()
	e.addLead(keyOf(description))
	return e.kept()
}

type election struct {
	page  []line
	votes []int
	keep  []bool
}

func (e *election) kept() []line {
	var kept []line
	for i, l := range e.page {
		if e.keep[i] {
			kept = append(kept, l)
		}
	}
	return kept
}

// size is the bytes of keys kept.
func (e *election) size() int {
	total := 0
	for i, l := range e.page {
		if e.keep[i] {
			total += len(l.key)
		}
	}
	return total
}

// dropCopies keeps, of a line that stands on the page several times, the one
// nearest to lines that stand there once.
func (e *election) dropCopies() {
	places := map[string][]int{}
	for i, l := range e.page {
		if e.keep[i] {
			places[l.key] = append(places[l.key], i)
		}
	}
	near := func(i int) int {
		score := 0
		for j := max(0, i-4); j <= min(len(e.page)-1, i+4); j++ {
			if j != i && e.keep[j] && len(places[e.page[j].key]) == 1 {
				score += 5 - max(i-j, j-i)
			}
		}
		return score
	}
	for key, at := range places {
		if len(at) < 2 {
			continue
		}
		best, bestScore := at[0], -1
		scores := make([]int, len(at))
		for k, i := range at {
			if scores[k] = near(i); scores[k] > bestScore {
				best, bestScore = i, scores[k]
			}
		}
		for k, i := range at {
			// Short lines may repeat within an article: a speaker's name, "Tak.".
			// So may a paragraph, within one element.
			same := holder(e.page[i].node) == holder(e.page[best].node)
			if i != best && !same && (len(key) >= 2*shortKey || scores[k] == 0) {
				e.keep[i] = false
			}
		}
	}
}

// maxQuotes bounds the lines that are looked for in the rest of the text.
const maxQuotes = 60

// dropQuotes takes out what is set apart of the text and stands in it once more:
// words in large letters between the paragraphs that they are taken from.
func (e *election) dropQuotes() {
	var whole strings.Builder
	for i, l := range e.page {
		if e.keep[i] {
			whole.WriteString(l.key)
		}
	}
	tried := 0
	for i, l := range e.page {
		if !e.keep[i] || len(l.key) < shortKey || !setApart(l.node) {
			continue
		}
		if tried++; tried > maxQuotes {
			return
		}
		if strings.Count(whole.String(), l.key) > 1 {
			e.keep[i] = false
		}
	}
}

// setApart tells a quotation or an aside.
func setApart(n *html.Node) bool {
	for up := 0; n != nil && up < 4; n, up = n.Parent, up+1 {
		if n.DataAtom == atom.Blockquote || n.DataAtom == atom.Aside {
			return true
		}
	}
	return false
}

// maxGap is how many lines between two kept ones may be taken in.
const maxGap = 3

// fillGaps takes in what stands between two kept lines of the same parent and
// looks like them: a subheading, a short answer in an interview, a table row.
func (e *election) fillGaps() {
	last := -1
	for i := range e.page {
		if !e.keep[i] {
			continue
		}
		if last >= 0 && i-last > 1 && i-last-1 <= maxGap {
			for j := last + 1; j < i; j++ {
				if e.fits(j, last, i) {
					e.keep[j] = true
				}
			}
		}
		last = i
	}
}

func (e *election) fits(j, before, after int) bool {
	l := e.page[j]
	if l.key == "" || l.links*2 > len(l.text) {
		return false
	}
	p := holder(l.node)
	return p == holder(e.page[before].node) && p == holder(e.page[after].node)
}

// maxClose is how many characters the last short lines of a text have at most.
const maxClose = 100

// addClose takes in the short sentences that end a text without paragraphs, in
// the same element as the last kept line, and the rest of a table
// that it begins or stands before.
func (e *election) addClose() {
	last := -1
	for i := range e.page {
		if e.keep[i] {
			last = i
		}
	}
	for i := last + 1; last >= 0 && i <= last+2 && i < len(e.page); i++ {
		l := e.page[i]
		if l.node != e.page[last].node || l.links > 0 || utf8.RuneCountInString(l.text) > maxClose || isLabel(l) {
			break
		}
		e.keep[i] = true
	}
	for i := last + 1; last >= 0 && i < len(e.page) && sameTable(e.page[i-1], e.page[i]) && e.page[i].links == 0; i++ {
		e.keep[i] = true
	}
}

// sameTable tells two rows of one table, or the first row, with a heading, of a
// table that stands right below a paragraph.
func sameTable(a, b line) bool {
	if b.node.DataAtom != atom.Tr {
		return false
	}
	return a.node.Parent == b.node.Parent || a.node.DataAtom == atom.P && len(childrenOf(b.node, atom.Th)) > 0 && holder(a.node) == holder(b.node)
}

// holder is the element that holds a paragraph: its parent, or for an item of
// a list the list's parent.
func holder(n *html.Node) *html.Node {
	for n != nil && n.Parent != nil {
		switch n.DataAtom {
		case atom.Li, atom.Ul, atom.Ol, atom.Td, atom.Th, atom.Tr, atom.Tbody, atom.Thead, atom.Table,
			atom.P, atom.H2, atom.H3, atom.H4, atom.H5, atom.Blockquote, atom.Dt, atom.Dd, atom.Dl:
			n = n.Parent
			continue
		}
		break
	}
	return n
}

// minStandfirst is how many characters a heading under the headline has at least
// when it is a sentence about the article and not a section of it.
const minStandfirst = 60

// addLead takes in the paragraph before the first kept one that the page
// itself gives as its description, or calls its lead, or sets as a heading right
// under the headline.
func (e *election) addLead(description string) {
	first, kept := -1, map[string]bool{}
	for i, l := range e.page {
		kept[l.key] = kept[l.key] || e.keep[i]
	}
	for i, l := range e.page {
		if e.keep[i] && len(l.key) >= 3*shortKey && !isHeading(l.node) {
			first = i
			break
		}
	}
	for i := max(0, first-12); i < first; i++ {
		l := e.page[i]
		if kept[l.key] || l.links*2 >= len(l.text) || len(l.key) < 2*shortKey {
			continue
		}
		standfirst := (l.node.DataAtom == atom.H2 || l.node.DataAtom == atom.H3) && i > 0 && i >= first-4 && utf8.RuneCountInString(l.text) >= minStandfirst && e.page[i-1].node != nil && e.page[i-1].node.DataAtom == atom.H1
		described := len(description) >= 2*shortKey && strings.HasPrefix(l.key, description[:min(len(description), 60)])
		if described || standfirst || calledLead(l.node) {
			e.keep[i] = true
		}
	}
}

func isHeading(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		return true
	}
	return false
}

// calledLead tells an element, or one of its two parents, named a lead.
func calledLead(n *html.Node) bool {
	for up := 0; n != nil && up < 3; n, up = n.Parent, up+1 {
		for _, w := range nameWords(attr(n, "class") + " " + attr(n, "id") + " " + attr(n, "itemprop")) {
			switch w {
			case "lead", "lid", "wstep", "intro", "introtext", "excerpt", "zajawka", "summary", "standfirst", "perex", "zapowiedz", "skrot":
				return true
			}
		}
	}
	return false
}

// medoid is the ballot most like the others; nil when all are empty.
func medoid(all []*ballot) *ballot {
	var best *ballot
	bestSum := 0.0
	for i, a := range all {
		sum := 0.0
		for j, b := range all {
			if i != j {
				sum += likeness(a, b)
			}
		}
		if a.size > 0 && (best == nil || sum > bestSum) {
			best, bestSum = a, sum
		}
	}
	return best
}

// likeness is the F1 of two ballots' text, 0–1.
func likeness(a, b *ballot) float64 {
	if a.size == 0 || b.size == 0 {
		return 0
	}
	shared := func(x, y *ballot) float64 {
		n := 0
		for _, l := range x.lines {
			if y.has(l.key) {
				n += len(l.key)
			}
		}
		return float64(n) / float64(x.size)
	}
	p, r := shared(a, b), shared(b, a)
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}
