package extract

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nearHeadline reads the date that a reader sees by the headline: in the lines
// after it up to the text, then in those before it.
func (d *dating) nearHeadline(lines []line) bool {
	return d.byHeadline(lines, d.tryLine)
}

// byHeadline offers the lines by the headline that tell a date, until one is
// taken.
func (d *dating) byHeadline(lines []line, take func(line) bool) bool {
	at := headlineAt(lines, d.headline)
	if d.afterHeadline(lines, at, take) {
		return true
	}
	for i := at - 1; i >= 0 && i >= at-5; i-- {
		l := labelled(lines, i)
		if !d.misplaced(l.node) && !inHeader(l.node, d.headline) && !d.isToday(l.text) && tellsDate(l) && take(l) {
			return true
		}
	}
	return false
}

// farther reads a labelled line anywhere in the article ("Opublikowano: …" at
// its end), or the one date that is called so.
func (d *dating) farther(lines []line) {
	at := headlineAt(lines, d.headline)
	for _, wanted := range []func(string) bool{publishedDate, labelledDate} {
		for i := max(at, 0); i < len(lines); i++ {
			if l := labelled(lines, i); len(l.text) < 200 && wanted(l.text) && !d.misplaced(l.node) && tellsDate(l) && d.tryLine(l) {
				return
			}
		}
	}
	if d.published.IsZero() && !d.postedSentence(lines) {
		d.dateline(lines, at)
	}
	d.loneDate(lines)
}

// afterHeadline reads the lines after the headline. A lead may stand between
// the headline and the date; after it only a line that is a date counts, since
// the text has begun and tells of events.
func (d *dating) afterHeadline(lines []line, at int, take func(line) bool) bool {
	prose := 0
	for i, tries := at+1, 0; at >= 0 && i < len(lines) && tries < 14; i++ {
		l := labelled(lines, i)
		if d.misplaced(l.node) {
			continue
		}
		if isProse(l) {
			if prose++; prose > 1 || len(l.text) > 800 {
				return false
			}
			continue
		}
		if tries++; (prose == 0 || dateLine(l.text) || dateNamed(l.node) || signedDate(l) || l.node.DataAtom != atom.P && publishedDate(l.text)) && tellsDate(l) && take(l) {
			return true
		}
	}
	return false
}

// signedDate tells a line, and no paragraph, that begins with its date and the
// hour or with the label of an author, as engines put it under a lead.
func signedDate(l line) bool {
	if l.node.DataAtom == atom.P || !bylineLike(l.text) {
		return false
	}
	m := findDates(l.text, fixedRef, "")[0]
	return m.start == 0 && m.clock || bylineStart().MatchString(l.text)
}

// isProse tells a paragraph of the text: long, not a link, and no line of
// labels and dates.
func isProse(l line) bool {
	if l.links*2 >= len(l.text) {
		return false
	}
	n := utf8.RuneCountInString(l.text)
	end, _ := utf8.DecodeLastRuneInString(strings.TrimRight(l.text, `"”»’)`))
	switch end {
	case '.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔':
		// Scripts whose letters take three bytes say as much in fewer of them.
		return n > 240 || n > 80 && !labelledDate(l.text) || n > 20 && len(l.text)*10 >= 22*n && !dateLine(l.text)
	}
	// Thai and its neighbours end no sentence with a point.
	return n > 240 || n > 80 && len(l.text)*2 >= 5*n && !dateLine(l.text)
}

// labelled is a line with the label that stands in a line of its own before
// it, as in <dt>Dodano:</dt><dd>7 maja 2024</dd>, or a date with its parts in
// lines of their own.
func labelled(lines []line, i int) line {
	l := lines[i]
	if text := badge(lines, i); text != "" {
		l.text = text
		return l
	}
	if i == 0 || len(l.text) > 60 || !strings.ContainsFunc(l.text, unicode.IsDigit) {
		return l
	}
	p := lines[i-1]
	if len(p.text) < 60 && p.node != l.node && onlyLabels(p.text) && len(findDates(p.text, fixedRef, "")) == 0 && len(findDates(l.text, fixedRef, "")) > 0 {
		l.text = strings.TrimRight(p.text, " :") + ": " + l.text
	}
	return l
}

// badge is the date of which the day, the month and the year are lines i to
// i+2, within one element; empty when they are not.
func badge(lines []line, i int) string {
	if i+2 >= len(lines) || len(lines[i].text) > maxBadgePart || len(lines[i+1].text) > maxBadgePart || len(lines[i+2].text) != 4 {
		return ""
	}
	parent := lines[i].node.Parent
	if lines[i+1].node.Parent != parent || lines[i+2].node.Parent != parent {
		return ""
	}
	text := lines[i].text + " " + lines[i+1].text + " " + lines[i+2].text
	if found := findDates(text, time.Time{}, ""); len(found) == 1 && found[0].start == 0 && found[0].end == len(text) {
		return text
	}
	return ""
}

// maxBadgePart bounds the parts of such a date, in bytes.
const maxBadgePart = 24

// headlineAt is the last line of the headline; -1 without one. A headline that
// is no block of its own (bold letters in a cell) is the line that says it.
func headlineAt(lines []line, headline *html.Node) int {
	at := -1
	if headline == nil {
		return at
	}
	key := keyOf(textOf(headline))
	for i, l := range lines {
		if contains(headline, l.node) || at < 0 && l.key == key && contains(l.node, headline) {
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

// eventLine begins a line that tells when something is held, and memberLine one
// that tells since when a writer has been with the page.
var (
	eventLine  = lazyRegexp(`(?i)^(?:kiedy|termin|data wydarzenia|data i miejsce|początek|start|when|wann|cuándo|quand)(?: i gdzie)?\??\s*[:–-]`)
	memberLine = lazyRegexp(`(?i)^(?:registriert|mitglied seit|joined|member since|dołączył\p{L}*|zarejestrowan\p{L}*|inscrit|miembro desde|membro dal|iscritto|lid sinds|medlem siden|medlem sedan)\b`)
)

// tellsDate tells a line that holds little but a date, a byline and counters.
func tellsDate(l line) bool {
	if utf8.RuneCountInString(l.text) > 200 || eventLine().MatchString(l.text) || memberLine().MatchString(l.text) {
		return false
	}
	if l.links*2 >= len(l.text) && holdsTitle(l.text) { // another article and its date
		return false
	}
	return dateLine(l.text) || labelledDate(l.text) || dateNamed(l.node) || bylineLike(l.text)
}

// holdsTitle tells a line that says more in one piece than a name, a section or
// a label does.
func holdsTitle(text string) bool {
	rest, _ := cutDates(text)
	for piece := range strings.FieldsFuncSeq(rest, func(r rune) bool { return strings.ContainsRune("|,•·–—/:()", r) }) {
		if len(strings.Fields(piece)) >= 5 {
			return true
		}
	}
	return false
}

// tryLine reads the date of such a line.
func (d *dating) tryLine(l line) bool {
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

// publishedDate tells a line that says its date to be that of publication.
func publishedDate(text string) bool {
	for _, m := range findDates(text, fixedRef, "") {
		if m.published {
			return true
		}
	}
	return false
}

// bylineLike tells a short line of the kind "Anna Nowak | 7.05.2024 12:30":
// its date says the hour or the year, and few words stand around it.
func bylineLike(text string) bool {
	n := utf8.RuneCountInString(text)
	if n > 120 || strings.HasSuffix(text, ".") && n > 40 {
		return false
	}
	for _, m := range findDates(text, fixedRef, "") {
		if m.year && len(strings.Fields(text)) <= 14 && (m.clock || !strings.Contains(strings.ReplaceAll(text[:m.start], "(a)", ""), "(")) {
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
