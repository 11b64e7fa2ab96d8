package extract

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxSampled is how many boxes of a row are looked at to tell what it is.
const maxSampled = 6

// pruneRows takes out of the tree rows of boxes of one shape that are readers'
// comments, leads to other articles or pictures, whatever they are called. What
// holds the headline, or nearly all of the page's prose, stays.
func pruneRows(doc *html.Node, base *url.URL) {
	prose := proseOf(doc)
	drop := map[*html.Node]bool{}
	taken := 0
	walk(doc, func(n *html.Node) bool {
		if drop[n] || n.Type == html.ElementNode && (hidden(n) && n.DataAtom != atom.Head || n.DataAtom == atom.Nav) {
			return false
		}
		for _, row := range rowsOfBoxes(n) {
			other := isTeaserRow(row, base) || isThread(row) || isPictureRow(row)
			if !other && !isSlideRow(row) || slices.ContainsFunc(row, holdsHeadline) {
				continue
			}
			own := 0
			for _, box := range row {
				own += proseOf(box)
			}
			if !other && prose-own <= minBesideSlides {
				continue
			}
			taken += own
			for _, box := range row {
				drop[box] = true
			}
		}
		return true
	})
	if taken > 0 && prose-taken < minRest {
		return
	}
	for n := range drop {
		remove(n)
	}
}

// rowsOfBoxes are an element's children that share their name and class, where
// there are enough of them for a list.
func rowsOfBoxes(n *html.Node) [][]*html.Node {
	if n.FirstChild == nil || n.FirstChild == n.LastChild { // most elements
		return nil
	}
	shapes := map[string]int{}
	var rows [][]*html.Node
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		switch k.DataAtom {
		case atom.Div, atom.Article, atom.Section, atom.Li, atom.Dl, atom.Table, atom.Tr, atom.A:
		default:
			continue
		}
		shape := k.Data + "." + attr(k, "class")
		at, known := shapes[shape]
		if !known {
			at = len(rows)
			shapes[shape], rows = at, append(rows, nil)
		}
		rows[at] = append(rows[at], k)
	}
	long := rows[:0]
	for _, row := range rows {
		if len(row) >= minTeasers {
			long = append(long, row)
		}
	}
	return long
}

// isTeaserRow tells a row of boxes each of which begins with a link to another
// article that is a line by itself, and says more below it.
func isTeaserRow(row []*html.Node, base *url.URL) bool {
	for _, box := range row[:min(len(row), maxSampled)] {
		if longerThan(box, maxTeaserText) || linksIn(box) == 0 || !leadsWithin(box, base) {
			return false
		}
		lines := linesOf(box)
		if len(lines) > 1 && !opensWithLink(lines[0]) && utf8.RuneCountInString(lines[0].text) < 30 {
			lines = lines[1:] // the date or the section
		}
		if len(lines) < 2 || len(lines) > 4 || !opensWithLink(lines[0]) {
			return false
		}
	}
	return true
}

// opensWithLink tells a line that is a link, or one with its section before it.
func opensWithLink(l line) bool { return l.links > 12 && 3*l.links >= 2*len(l.text) }

// maxPictureText is how many characters are said of each of a row of pictures.
const maxPictureText = 120

// isPictureRow tells a gallery: boxes each with a picture and a few words that
// are no sentence.
func isPictureRow(row []*html.Node) bool {
	for _, box := range row[:min(len(row), maxSampled)] {
		if longerThan(box, maxPictureText) || !hasPicture(box) {
			return false
		}
		if text := textOf(box); text != "" && strings.ContainsAny(text[len(text)-1:], ".?!:") {
			return false
		}
	}
	return true
}

// minBesideSlides is how much prose an article has beside its slides, in bytes; a
// page with less is a story told in slides.
const minBesideSlides = 800

// slideNumber begins what is said of a slide: "7/24".
var slideNumber = lazyRegexp(`^\d{1,3}\s?/\s?\d{1,3}(?:\D|$)`)

// isSlideRow tells a gallery whose pictures are counted, each with a text that
// may be long.
func isSlideRow(row []*html.Node) bool {
	for _, box := range row[:min(len(row), maxSampled)] {
		if longerThan(box, maxComment) || !slices.ContainsFunc(linesOf(box), func(l line) bool { return slideNumber().MatchString(l.text) }) {
			return false
		}
	}
	return true
}

func hasPicture(n *html.Node) bool {
	found := false
	walk(n, func(k *html.Node) bool { found = found || isPicture(k); return !found })
	return found
}
