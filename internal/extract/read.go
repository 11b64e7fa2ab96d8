package extract

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"prasowka/internal/press"
)

// readPage reads one page.
func readPage(raw []byte, h Hints) (*Article, error) {
	if len(raw) > MaxPage {
		raw = raw[:MaxPage]
	}
	page, encoding := Decode(raw, h.ContentType)
	doc := parse(mend(page))
	breakCredits(doc)
	m := readMeta(doc, h.URL)
	headline := findHeadline(doc, m, h)
	a := &Article{
		Encoding:  encoding,
		Lang:      m.lang,
		SiteName:  m.get("og:site_name"),
		Canonical: m.canonicalURL(),
		Title:     findTitle(m, h, headline),
		Media:     enclosures(doc, m),
		Next:      furtherPages(doc, m),
	}
	dates := findPageDates(doc, m, h, headline)
	a.Published, a.Modified, a.DateFrom = dates.published, dates.modified, dates.from
	who := findAuthor(doc, m, h, headline)
	names := namesByHeadline(doc, headline)

	all := linesOf(doc)
	m.teasers = linkedHeadings(doc)
	pruneOthers(doc, headline)
	pruneColumns(doc, headline)
	pruneBeside(headline)
	kept := findText(doc, m, h, a.Title)
	a.Kind = kindOf(all, kept, m, a.Title, h)
	a.Paid = isPaid(all, kept, m, headline, a.Title)
	if a.Kind == KindSoft404 || a.Kind == KindMaintenance || a.Kind == KindCookieWall || a.Kind == KindRobotCheck {
		return a, &Error{Trouble: troubles[a.Kind]}
	}
	kept, found := takeCredits(kept)
	a.Author, a.Agency = who.author, who.agency
	if a.Author == "" {
		a.Author = chooseAuthor(found.author, names, all, kept, headline, m)
	}
	if a.Agency == "" {
		a.Agency = found.agency
	}
	kept = withoutNames(kept, a.Author)
	a.Text = joinLines(kept)
	a.Lead = leadOf(kept, m)
	if a.Text == "" && a.Kind == KindArticle {
		a.Kind = KindEmpty
	}
	if a.Kind != KindArticle {
		return a, &Error{Trouble: troubles[a.Kind]}
	}
	return a, nil
}

// twiceEscaped are entities whose ampersand was escaped once more.
var twiceEscaped = lazyRegexp(`&amp;(?:amp;)?(#\d{2,6};|#x[0-9a-fA-F]{2,5};|[a-zA-Z]{2,8}\d?;)`)

// mend repairs what engines do to whole pages before they are parsed.
func mend(page string) string {
	if strings.Contains(page, "&amp;") {
		page = twiceEscaped().ReplaceAllStringFunc(page, func(s string) string {
			inner := "&" + s[strings.LastIndex(s, "amp;")+4:]
			switch inner {
			case "&lt;", "&gt;", "&amp;", "&quot;": // an example of markup stays one
				return s
			}
			if html.UnescapeString(inner) == inner {
				return s
			}
			return inner
		})
	}
	return page
}

// findText finds the lines of the article.
func findText(doc *html.Node, m *meta, h Hints, title string) []line {
	if lines, ok := byRecipe(doc, h.Recipe, title, m); ok {
		return lines
	}
	big := tooBig(doc)
	var whole *html.Node
	if !big {
		whole = clone(doc)
	}
	kept := readPruned(doc, thorough, m, h, title, big)
	if sizeOf(kept) < minArticle && !big {
		// Perhaps the site calls its articles by an alien's name.
		if more := readPruned(whole, careful, m, h, title, big); sizeOf(more) > 2*sizeOf(kept) {
			kept = more
		}
	}
	return kept
}

// minArticle is the length in characters under which a reading is tried
// again on a tree that was pruned less.
const minArticle = 400

// readPruned lets the voters read one tree.
func readPruned(doc *html.Node, how pruning, m *meta, h Hints, title string, big bool) []line {
	base, err := url.Parse(h.URL)
	if err != nil || base == nil {
		base = &url.URL{}
	}
	prunePrompts(doc)
	pruneTeasers(doc, base)
	pruneRows(doc, base)
	pruneCaptions(doc)
	prune(doc, how)
	page := cutComments(linesOf(doc))
	var ballots []*ballot
	if !big {
		ballots = votes(doc, base)
	}
	var told []line // the text outside the page's own body
	for _, text := range []string{structuredBody(m), h.Item.Content} {
		if lines := fragmentLines(text); sizeOf(lines) > 200 {
			ballots = append(ballots, newBallot(byStructured, lines))
			if sizeOf(lines) > sizeOf(told) {
				told = lines
			}
		}
	}
	page = withoutConsent(page)
	elected := withoutAskingBoxes(page, elect(page, ballots, m.get("og:description", "description")))
	kept := strip(fromHeadline(page, elected, title), title, m)
	if sizeOf(kept) < 120 {
		if plain := strip(paragraphs(page), title, m); sizeOf(plain) > 2*sizeOf(kept) {
			kept = plain
		}
	}
	if 2*sizeOf(kept) < sizeOf(told) {
		kept = strip(told, title, m)
	}
	return kept
}

// fromHeadline takes off the short lines that stand before the headline where
// the text follows it: the names of sections and of boxes.
func fromHeadline(page, kept []line, title string) []line {
	key := keyOf(title)
	at := slices.IndexFunc(page, func(l line) bool { return l.key == key })
	if key == "" || at <= 0 {
		return kept
	}
	type place struct {
		node *html.Node
		key  string
	}
	before := map[place]bool{}
	for _, l := range page[:at] {
		before[place{l.node, l.key}] = true
	}
	first := slices.IndexFunc(kept, func(l line) bool { return !before[place{l.node, l.key}] })
	if first < 0 {
		if below := belowHeadline(page, at); sizeOf(below) > 0 {
			return below
		}
	}
	if first <= 0 || sizeOf(kept[first:]) < minRest {
		return kept
	}
	return slices.DeleteFunc(kept, func(l line) bool {
		return before[place{l.node, l.key}] && utf8.RuneCountInString(l.text) < minStandfirst && !calledLead(l.node)
	})
}

// minItem is how many characters the text of a short item has at least; maxBelow
// how many lines are looked at, and itemUp in how many elements around them.
const (
	minItem  = 80
	maxBelow = 200
	itemUp   = 6
)

// belowHeadline are the lines below the headline within the smallest element that
// holds it with the text of a short item: what the voters elected when all of it
// stands before the headline was another column.
func belowHeadline(page []line, at int) []line {
	for box, up := page[at].node.Parent, 0; box != nil && box.DataAtom != atom.Body && up < itemUp; box, up = box.Parent, up+1 {
		var below []line
		own := 0
		for _, l := range page[at+1 : min(len(page), at+1+maxBelow)] {
			if !contains(box, l.node) {
				break
			}
			if below = append(below, l); l.links*2 < len(l.text) && utf8.RuneCountInString(l.text) >= minItem {
				own += utf8.RuneCountInString(l.text)
			}
		}
		if own >= minItem {
			return below
		}
	}
	return nil
}

// structuredBody is the text that the page's structured data carries.
func structuredBody(m *meta) string {
	if m.main == nil {
		return ""
	}
	return m.main.body
}

// fragmentLines makes lines of HTML or plain text.
func fragmentLines(text string) []line {
	if text == "" {
		return nil
	}
	if len(text) > MaxPage/4 {
		text = text[:MaxPage/4]
	}
	if !strings.Contains(text, "<") && strings.Contains(text, "&") {
		text = html.UnescapeString(text)
	}
	if anyTag().MatchString(text) {
		return linesOf(parse(text))
	}
	var lines []line
	for part := range strings.SplitSeq(text, "\n") {
		if part = cleanValue(part); part != "" {
			lines = append(lines, line{text: part, key: keyOf(part), node: &html.Node{Type: html.ElementNode, DataAtom: atom.P, Data: "p"}})
		}
	}
	return lines
}

// paragraphs is the plain reading for a page on which the vote found nothing:
// every line of running text outside links.
func paragraphs(page []line) []line {
	var kept []line
	for _, l := range page {
		if utf8.RuneCountInString(l.text) >= 60 && l.links*3 < len(l.text) {
			kept = append(kept, l)
		}
	}
	return kept
}

// takeCredits takes lines of credits off both ends of the text and reads
// them, and the signature in its last words.
func takeCredits(kept []line) ([]line, credits) {
	var c credits
	merge := func(more credits) {
		if c.author == "" {
			c.author = more.author
		}
		if c.agency == "" {
			c.agency = more.agency
		}
	}
	for n := 0; n < 4 && len(kept) > 1; n++ {
		last := kept[len(kept)-1]
		if more, ok := readCredits(last.text); ok {
			merge(more)
		} else if more, whole := readSignature(last.text); whole {
			merge(more)
		} else {
			merge(more)
			break
		}
		kept = kept[:len(kept)-1]
	}
	for n := 0; n < 3 && len(kept) > 1; n++ {
		more, ok := readCredits(kept[0].text)
		if !ok {
			break
		}
		merge(more)
		kept = kept[1:]
	}
	if c.agency == "" && len(kept) > 0 {
		if head := kept[0].text; len(head) > 12 {
			if i := strings.Index(head[:min(len(head), 60)], "(PAP)"); i >= 0 {
				c.agency = "PAP"
			}
		}
	}
	return kept, c
}

// leadOf is the first paragraph when it stands as a lead: the page's
// description, an element called so, or bold as a whole.
func leadOf(kept []line, m *meta) string {
	if len(kept) < 2 {
		return ""
	}
	l := kept[0]
	n := utf8.RuneCountInString(l.text)
	if n < 40 || n > 900 {
		return ""
	}
	if d := keyOf(m.get("og:description", "description")); len(d) > shortKey && strings.HasPrefix(l.key, d[:min(len(d), 60)]) {
		return l.text
	}
	if calledLead(l.node) {
		return l.text
	}
	bold := 0
	walk(l.node, func(k *html.Node) bool {
		if k.DataAtom == atom.Strong || k.DataAtom == atom.B {
			bold += len(textOf(k))
			return false
		}
		return true
	})
	if l.node.DataAtom == atom.H2 || l.node.DataAtom == atom.H3 || bold*10 >= len(l.text)*9 {
		return l.text
	}
	return ""
}

// enclosures are the recordings on the page.
func enclosures(doc *html.Node, m *meta) []press.Enclosure {
	var found []press.Enclosure
	seen := map[string]bool{}
	add := func(ref, kind string) {
		if u := m.absolute(ref); u != "" && !seen[u] && len(found) < 16 {
			seen[u] = true
			found = append(found, press.Enclosure{URL: u, Type: kind})
		}
	}
	walk(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Audio:
			add(attr(n, "src"), "audio/mpeg")
		case atom.Video:
			add(attr(n, "src"), "video/mp4")
		case atom.Source:
			if t := attr(n, "type"); strings.HasPrefix(t, "audio/") || strings.HasPrefix(t, "video/") {
				add(attr(n, "src"), t)
			}
		}
		return true
	})
	add(m.get("og:audio", "og:audio:url"), "audio/mpeg")
	return found
}
