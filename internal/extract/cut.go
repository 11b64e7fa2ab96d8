package extract

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxPrompt is how many characters of text a box has at most in which readers
// vote or leave an address; maxOwn how long a paragraph in it may be that does
// not speak of consent.
const (
	maxPrompt = 600
	maxOwn    = 140
)

// prunePrompts takes out of the tree the boxes in which readers vote (radio
// buttons) or leave their address, with all that stands by them.
func prunePrompts(doc *html.Node) {
	var boxes []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Input {
			return true
		}
		switch strings.ToLower(attr(n, "type")) {
		case "radio", "email":
		default:
			return true
		}
		box := n
		for p := n.Parent; p != nil && p.Type == html.ElementNode; p = p.Parent {
			switch p.DataAtom {
			case atom.Body, atom.Main, atom.Article, atom.Html:
				p = nil
			}
			if p == nil || longerThan(p, maxPrompt) || holdsHeadline(p) || holdsProse(p) {
				break
			}
			box = p
		}
		if box != n {
			boxes = append(boxes, box)
		}
		return true
	})
	for _, n := range boxes {
		remove(n)
	}
}

// longerThan tells that an element has more than limit characters of text, or
// more than limit nodes, without looking at more of it.
func longerThan(n *html.Node, limit int) bool {
	text, nodes := 0, 0
	var visit func(n *html.Node) bool
	visit = func(n *html.Node) bool {
		if nodes++; n.Type == html.TextNode {
			text += utf8.RuneCountInString(strings.TrimSpace(n.Data))
		}
		if text > limit || nodes > limit {
			return true
		}
		if n.Type == html.ElementNode && hidden(n) {
			return false
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			if visit(k) {
				return true
			}
		}
		return false
	}
	return visit(n)
}

// holdsProse tells a paragraph of an article in an element.
func holdsProse(n *html.Node) bool {
	found := false
	walk(n, func(k *html.Node) bool {
		if k.Type == html.TextNode && utf8.RuneCountInString(strings.TrimSpace(k.Data)) > maxOwn && !consent().MatchString(k.Data) && !isAppeal(strings.ToLower(k.Data)) {
			found = true
		}
		return !found
	})
	return found
}

// pruneOthers takes out of the tree the articles that an endless page has below
// the one that was asked for: other <article> elements with an <h1> of their own.
func pruneOthers(doc, headline *html.Node) {
	own := headline
	for own != nil && own.DataAtom != atom.Article {
		own = own.Parent
	}
	if own == nil || headline.DataAtom != atom.H1 {
		return
	}
	var drop []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Article || contains(n, own) || contains(own, n) {
			return true
		}
		first := true
		walk(n, func(k *html.Node) bool {
			if k.DataAtom == atom.H1 && first {
				drop, first = append(drop, n), false
			}
			return first
		})
		return false
	})
	for _, n := range drop {
		remove(n)
	}
}

// minTeasers is how many siblings of one shape make a list of other articles;
// maxTeaserText is how many characters of text each of them has at most.
const (
	minTeasers    = 3
	maxTeaserText = 420
)

// pruneTeasers takes out of the tree lists of other articles: siblings of one
// name, each with a heading that is a link and a few lines of text. What holds
// the headline, or most of the page's prose, stays.
func pruneTeasers(doc *html.Node, base *url.URL) {
	prose := proseOf(doc)
	lists := map[*html.Node]map[string][]*html.Node{}
	walk(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5:
		default:
			return true
		}
		box := teaserOf(n, base)
		if box == nil || box.Parent == nil {
			return false
		}
		shape := box.Data + "." + attr(box, "class")
		if lists[box.Parent] == nil {
			lists[box.Parent] = map[string][]*html.Node{}
		}
		lists[box.Parent][shape] = append(lists[box.Parent][shape], box)
		return false
	})
	var drop []*html.Node
	taken := 0
	for _, shapes := range lists {
		for _, boxes := range shapes {
			if len(boxes) >= minTeasers {
				for _, b := range boxes {
					taken += proseOf(b)
				}
				drop = append(drop, boxes...)
			}
		}
	}
	if prose-taken < minRest {
		return
	}
	for _, n := range drop {
		remove(n)
	}
}

// teaserOf is the box of another article whose heading is n: the largest
// element around it that holds no other heading and little text; nil when the
// heading is no link.
func teaserOf(n *html.Node, base *url.URL) *html.Node {
	linked := n.Parent != nil && n.Parent.DataAtom == atom.A
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		linked = linked || k.DataAtom == atom.A && strings.TrimSpace(textOf(k)) == textOf(n)
	}
	if !linked || !leadsWithin(n, base) {
		return nil
	}
	box := n
	for p := n.Parent; p != nil && p.Type == html.ElementNode && p.DataAtom != atom.Body && p.DataAtom != atom.Main; p = p.Parent {
		if longerThan(p, maxTeaserText) || headings(p) > 1 || holdsHeadline(p) {
			break
		}
		box = p
	}
	if box == n {
		return nil
	}
	return box
}

// leadsWithin tells a heading whose link leads to another page of the site. One
// that leads elsewhere is a list's own ("ten hotels"), one to a part of the page
// an article's.
func leadsWithin(n *html.Node, base *url.URL) bool {
	within := true
	check := func(k *html.Node) bool {
		if k.DataAtom == atom.A {
			href := strings.TrimSpace(attr(k, "href"))
			u, err := url.Parse(href)
			within = within && err == nil && href != "" && href[0] != '#' && (u.Host == "" || bareHost(u.Host) == bareHost(base.Host))
		}
		return true
	}
	walk(n, check)
	if n.Parent != nil {
		check(n.Parent)
	}
	return within
}

func headings(n *html.Node) int {
	count := 0
	walk(n, func(k *html.Node) bool {
		switch k.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5:
			count++
		}
		return true
	})
	return count
}

// asksConsent are words of a site that asks for consent, and not of an office
// that tells who keeps its data.
var asksConsent = lazyRegexp(`(?i)cookie|ciastecz|zaufan|przejdź do serwisu|profilowan|polity(?:k|c)\p{L}+ prywatn|privacy policy|your privacy|legitimate interest|our partners`)

// minApart is how many characters of other text a page must have for its
// consent texts to be furniture and not its subject; maxConsent is how many a
// consent text has at most.
const (
	minApart   = 150
	maxConsent = 2000
)

// withoutConsent takes out lines of consent texts that stand in elements of
// their own beside the article.
func withoutConsent(page []line) []line {
	groups := map[*html.Node][]line{}
	for _, l := range page {
		p := holder(l.node)
		groups[p] = append(groups[p], l)
	}
	other := 0
	asks := map[*html.Node]bool{}
	for p, lines := range groups {
		size := sizeOf(lines)
		if asks[p] = size > 60 && size < maxConsent && asksConsent().MatchString(joinLines(lines)) && isConsent(lines); !asks[p] {
			for _, l := range lines {
				if 3*l.links < len(l.text) && len(l.text) > 60 {
					other += utf8.RuneCountInString(l.text)
				}
			}
		}
	}
	if other < minApart {
		return page
	}
	kept := make([]line, 0, len(page))
	for _, l := range page {
		if !asks[holder(l.node)] {
			kept = append(kept, l)
		}
	}
	return kept
}
