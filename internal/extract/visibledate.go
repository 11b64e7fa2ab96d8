package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// visible reads the date that a reader sees by the headline: in the lines
// after it up to the first paragraph, then in those before it, then in a
// labelled line anywhere in the article ("Opublikowano: …" at its end).
func (d *dating) visible() {
	lines := linesOf(d.doc)
	at := d.headlineAt(lines)
	tries := 0
	for i := at + 1; at >= 0 && i < len(lines) && tries < 14; i++ {
		l := lines[i]
		if len(l.text) > 240 && l.links*2 < len(l.text) {
			break // the text begins; its dates are those of events
		}
		if d.misplaced(l.node) {
			continue
		}
		tries++
		if d.tryLine(l) {
			return
		}
	}
	for i := at - 1; i >= 0 && i >= at-5; i-- {
		l := lines[i]
		if !d.misplaced(l.node) && !inHeader(l.node, d.headline) && !d.isToday(l.text) && d.tryLine(l) {
			return
		}
	}
	for i := max(at, 0); i < len(lines); i++ {
		if l := lines[i]; len(l.text) < 200 && !d.misplaced(l.node) && labelledDate(l.text) && d.tryLine(l) {
			return
		}
	}
	d.loneDate(lines)
}

// headlineAt is the last line of the headline; -1 without one. A headline that
// is no block of its own (bold letters in a cell) is the line that says it.
func (d *dating) headlineAt(lines []line) int {
	at := -1
	if d.headline == nil {
		return at
	}
	key := keyOf(textOf(d.headline))
	for i, l := range lines {
		if contains(d.headline, l.node) || at < 0 && l.key == key && contains(l.node, d.headline) {
			at = i
		}
	}
	return at
}

// loneDate takes the one date that an element named so carries, wherever it
// stands; several different ones are those of other articles.
func (d *dating) loneDate(lines []line) {
	var found *line
	for i, l := range lines {
		if len(l.text) > 120 || !dateNamed(l.node) || d.misplaced(l.node) || inHeader(l.node, d.headline) || d.isToday(l.text) {
			continue
		}
		if at, ok := dateIn(l.text, d.h.Fetched, d.lang); ok && d.sane(at) {
			if found != nil && found.key != l.key {
				return
			}
			found = &lines[i]
		}
	}
	if found != nil {
		d.take(found.text, FromVisible)
	}
}

// tryLine reads a line that holds little but a date, a byline and counters.
func (d *dating) tryLine(l line) bool {
	if len(l.text) > 200 {
		return false
	}
	if !dateLine(l.text) && !labelledDate(l.text) && !dateNamed(l.node) && !bylineLike(l.text) {
		return false
	}
	before := d.published
	d.take(l.text, FromVisible)
	return !d.published.IsZero() && (before.IsZero() || d.clock)
}

// labelledDate tells a line that says what its date is.
func labelledDate(text string) bool {
	for _, m := range findDates(text, fixedRef, "") {
		if m.labelled || m.updated {
			return true
		}
	}
	return false
}

// bylineLike tells a short line of the kind "Anna Nowak | 7.05.2024 12:30":
// its date says the hour or the year, and few words stand around it.
func bylineLike(text string) bool {
	if len(text) > 120 || strings.HasSuffix(text, ".") && len(text) > 60 {
		return false
	}
	for _, m := range findDates(text, fixedRef, "") {
		if m.year && len(strings.Fields(text)) <= 14 && !strings.Contains(text[:m.start], "(") {
			return true
		}
	}
	return false
}

// dateNamed tells an element, or its parent, that is called a date.
func dateNamed(n *html.Node) bool {
	for up := 0; n != nil && up < 2; n, up = n.Parent, up+1 {
		for _, w := range nameWords(attr(n, "class") + " " + attr(n, "id")) {
			switch w {
			case "date", "data", "datetime", "published", "pubdate", "dateline", "timestamp", "postdate", "czas", "publikacja", "dodano", "fecha", "datum":
				return true
			}
		}
	}
	return false
}

// misplaced tells a line inside a part of the page that is not the article's.
func (d *dating) misplaced(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if d.elsewhere(n) && !contains(n, d.headline) {
			return true
		}
	}
	return false
}

// inHeader tells a line in the page's head: a <header> without the headline.
func inHeader(n, headline *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Header && !contains(n, headline) {
			return true
		}
		words := nameWords(attr(n, "class") + " " + attr(n, "id"))
		if slices.ContainsFunc(words, func(w string) bool { return w == "date" || w == "entry" || w == "post" || w == "article" }) {
			continue // "date-header", "entry-header": the text's own
		}
		for _, w := range words {
			if (w == "header" || w == "naglowek" || w == "top" || w == "today" || w == "dzis" || w == "masthead") && !contains(n, headline) {
				return true
			}
		}
	}
	return false
}

// isToday tells the date of fetching without an hour, as page heads print it.
func (d *dating) isToday(text string) bool {
	for _, m := range findDates(text, d.h.Fetched, d.lang) {
		if !m.clock && !d.h.Fetched.IsZero() && sameDay(m.at, d.h.Fetched) {
			return true
		}
	}
	low := fold(text)
	return strings.Contains(low, "imieniny") || strings.HasPrefix(low, "dzis") || strings.HasPrefix(low, "dzisiaj") || strings.HasPrefix(low, "today")
}
