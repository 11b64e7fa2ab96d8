package extract

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// What tells a page that is set in a table, as pages were before 2005 and some
// town halls' still are, from a table of data.
const (
	columnProse = 300 // bytes of prose that the article's cell has at least
	columnShare = 0.6 // of its row's, so much stands in it
	columnLinks = 2   // links that a column of navigation has at least
	rowProse    = 200 // bytes of prose from which on a row is more than a banner or a foot
	columnDepth = 4   // tables within tables that are looked at
)

// pruneColumns takes out of the tree the columns, the banner and the foot of a
// page that is set in a table: beside a cell with nearly all of the row's
// prose, cells of links. Rows between the headline and that cell stay.
func pruneColumns(doc, headline *html.Node) {
	var drop []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Table {
			return true
		}
		if tablesAround(n) >= columnDepth {
			return false
		}
		rows := rowsOf(n)
		for i, row := range rows {
			beside := columnsBeside(row)
			if beside == nil {
				continue
			}
			drop = append(drop, beside...)
			first := i
			for k := range i {
				if headline != nil && contains(rows[k], headline) {
					first = k
					break
				}
			}
			for k, other := range rows {
				if (k < first || k > i) && proseOf(other) < rowProse {
					drop = append(drop, other)
				}
			}
			break
		}
		return true
	})
	for _, n := range drop {
		remove(n)
	}
}

// What tells a column of links beside the article from a part of it.
const (
	besideProse = 150 // bytes of prose that the headline's own column has at least
	besideLinks = 4   // links that the other has at least
	besideShare = 0.5 // of its text, so much stands in them
	besideRest  = 400 // bytes of text without links that it has at most
	besideUp    = 20  // elements around the headline that are looked at
)

// pruneBeside takes out of the tree the columns of links beside the one in which
// the headline and its text stand: a portal's latest news with its telephone
// number and its weather.
func pruneBeside(headline *html.Node) {
	if headline == nil {
		return
	}
	var drop []*html.Node
	tells := false
	for own, up := headline, 0; own.Parent != nil && own.DataAtom != atom.Body && up < besideUp; own, up = own.Parent, up+1 {
		if tells = tells || proseOf(own) >= besideProse; !tells {
			continue
		}
		for k := own.Parent.FirstChild; k != nil; k = k.NextSibling {
			if k != own && (k.DataAtom == atom.Div || k.DataAtom == atom.Section || k.DataAtom == atom.Ul) && isLinkColumn(k) {
				drop = append(drop, k)
			}
		}
	}
	for _, n := range drop {
		remove(n)
	}
}

// isLinkColumn tells an element most of whose text is links.
func isLinkColumn(n *html.Node) bool {
	if linksIn(n) < besideLinks {
		return false
	}
	text, linked := 0, 0
	for _, l := range linesOf(n) {
		text += len(l.text)
		linked += l.links
	}
	return float64(linked) >= besideShare*float64(text) && text-linked <= besideRest
}

// tablesAround counts the tables that an element stands in.
func tablesAround(n *html.Node) int {
	count := 0
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Table {
			count++
		}
	}
	return count
}

// columnsBeside are the cells of navigation in a row with an article's cell;
// nil: the row has no such cells.
func columnsBeside(row *html.Node) []*html.Node {
	var main *html.Node
	most, sum := 0, 0
	cells := childrenOf(row, atom.Td)
	for _, c := range cells {
		p := proseOf(c)
		if sum += p; p > most {
			main, most = c, p
		}
	}
	if most < columnProse || float64(most) < columnShare*float64(sum) {
		return nil
	}
	var beside []*html.Node
	for _, c := range cells {
		if c != main && linksIn(c) >= columnLinks {
			beside = append(beside, c)
		}
	}
	return beside
}

// rowsOf are a table's own rows.
func rowsOf(table *html.Node) []*html.Node {
	rows := childrenOf(table, atom.Tr)
	for _, part := range []atom.Atom{atom.Thead, atom.Tbody, atom.Tfoot} {
		for _, p := range childrenOf(table, part) {
			rows = append(rows, childrenOf(p, atom.Tr)...)
		}
	}
	return rows
}

func childrenOf(n *html.Node, tag atom.Atom) []*html.Node {
	var out []*html.Node
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.DataAtom == tag {
			out = append(out, k)
		}
	}
	return out
}

func linksIn(n *html.Node) int {
	count := 0
	walk(n, func(k *html.Node) bool {
		if k.DataAtom == atom.A && attr(k, "href") != "" {
			count++
		}
		return true
	})
	return count
}

// breakCredits ends the line after a photographer's credit that has an inline
// element of its own, where a page sets no line end between it and the text.
func breakCredits(doc *html.Node) {
	var credits []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.TextNode && n.Parent != nil && n.Parent.FirstChild == n && n.Parent.LastChild == n && len(n.Data) < 200 &&
			!isBlock(n.Parent.DataAtom) && photoCredit().MatchString(n.Data) {
			credits = append(credits, n.Parent)
		}
		return true
	})
	for _, n := range credits {
		if n.Parent != nil {
			n.Parent.InsertBefore(&html.Node{Type: html.ElementNode, Data: "br", DataAtom: atom.Br}, n.NextSibling)
		}
	}
}

var photoCredit = lazyRegexp(`^\s*(?i:fot|foto|zdj)\.?\s`)
