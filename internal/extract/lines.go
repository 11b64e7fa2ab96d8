package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"
)

// isBlock tells the elements that begin and end a line of text.
func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Button, atom.Caption, atom.Center,
		atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption,
		atom.Figure, atom.Footer, atom.Form, atom.Frame, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5,
		atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav,
		atom.Ol, atom.Option, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody,
		atom.Tfoot, atom.Thead, atom.Tr, atom.Ul, atom.Optgroup, atom.Select, atom.Video, atom.Audio, atom.Object, atom.Iframe:
		return true
	}
	return false
}

// hidden tells elements whose text is never read by a person.
func hidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Svg, atom.Math, atom.Iframe,
		atom.Object, atom.Embed, atom.Textarea, atom.Select, atom.Option, atom.Video, atom.Audio, atom.Canvas, atom.Title:
		return true
	}
	return false
}

// A line is one paragraph as it shows on the page, with what is known of
// where it stands.
type line struct {
	text  string
	key   string     // letters and digits only, lower case: what voters are compared by
	node  *html.Node // innermost block that the line is in
	links int        // bytes of text inside links
}

// linesOf renders a tree to lines: a block or <br> ends a line, cells of a
// table row stay on one line, <pre> keeps its line ends.
func linesOf(root *html.Node) []line {
	w := lineWriter{}
	w.node(root, root, false, false)
	w.flush(root)
	return w.lines
}

type lineWriter struct {
	lines []line
	buf   strings.Builder
	links int
	at    *html.Node // block of the first text in buf
}

func (w *lineWriter) flush(next *html.Node) {
	if w.buf.Len() > 0 {
		if text := tidy(w.buf.String()); text != "" {
			w.lines = append(w.lines, line{text: text, key: keyOf(text), node: w.at, links: w.links})
		}
		w.buf.Reset()
	}
	w.links, w.at = 0, next
}

func (w *lineWriter) node(n, block *html.Node, inLink, pre bool) {
	switch n.Type {
	case html.TextNode:
		if w.buf.Len() == 0 {
			w.at = block
		}
		if !pre {
			w.buf.WriteString(n.Data)
		} else {
			for i, part := range strings.Split(n.Data, "\n") {
				if i > 0 {
					w.flush(block)
				}
				w.buf.WriteString(part)
			}
		}
		if inLink {
			w.links += len(strings.TrimSpace(n.Data))
		}
		return
	case html.ElementNode:
		if hidden(n) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}
	tag := n.DataAtom
	switch tag {
	case atom.Br:
		w.flush(block)
		return
	case atom.Td, atom.Th:
		if w.buf.Len() > 0 {
			w.buf.WriteByte(' ')
		}
		if hasBlock(n) || breaks(n) > 2 { // a layout table: its cells are blocks
			w.flush(n)
			block = n
		}
	case atom.A:
		inLink = true
	case atom.Pre:
		pre = true
	}
	if isBlock(tag) {
		w.flush(n)
		block = n
	} else if n.Type == html.ElementNode && n.PrevSibling != nil && n.PrevSibling.Type == html.ElementNode && w.buf.Len() > 0 && onlyElements(n.Parent) && w.begins(n) {
		w.buf.WriteByte(' ') // labels that a style sheet sets apart
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		w.node(k, block, inLink, pre)
	}
	if isBlock(tag) {
		w.flush(n.Parent)
	}
}

// begins tells that n starts a word and does not go on with the one before it: a
// capital or a figure after a small letter, a letter after a figure.
func (w *lineWriter) begins(n *html.Node) bool {
	for n != nil && n.Type != html.TextNode {
		n = n.FirstChild
	}
	if n == nil {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(w.buf.String())
	next, _ := utf8.DecodeRuneInString(n.Data)
	return unicode.IsLower(last) && (unicode.IsUpper(next) || unicode.IsDigit(next)) || unicode.IsDigit(last) && unicode.IsLetter(next)
}

// onlyElements tells an element without text of its own beside its children's.
func onlyElements(n *html.Node) bool {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.TextNode && strings.TrimSpace(k.Data) != "" || k.DataAtom == atom.Sup || k.DataAtom == atom.Sub || k.DataAtom == atom.Wbr {
			return false
		}
	}
	return true
}

// breaks counts the <br> in an element.
func breaks(n *html.Node) int {
	count := 0
	walk(n, func(k *html.Node) bool {
		if k.DataAtom == atom.Br {
			count++
		}
		return true
	})
	return count
}

func hasBlock(n *html.Node) bool {
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && (isBlock(k.DataAtom) || hasBlock(k)) {
			return true
		}
	}
	return false
}

// tidy makes one line of text: white space of every kind (NBSP too) becomes
// one space, soft hyphens, zero-width and control characters go (joiners stay
// where they are spelling), NFC.
func tidy(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space, last := false, rune(0)
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
			continue
		case (r == '\u200C' || r == '\u200D') && last >= 0x0600 && last < 0x0E00: // spelling in Persian and the scripts of India
		case r == '\u00AD' || r == '\u2060' || r == '\uFEFF' || r >= '\u200B' && r <= '\u200F' ||
			r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' || unicode.IsControl(r):
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space, last = false, r
		b.WriteRune(r)
	}
	if norm.NFC.IsNormalString(b.String()) {
		return b.String()
	}
	return norm.NFC.String(b.String())
}

// keyOf keeps letters and digits in lower case, so that voters that differ in
// white space and punctuation agree.
func keyOf(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// textOf is an element's text on one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(k *html.Node) bool {
		switch {
		case k.Type == html.TextNode:
			b.WriteString(k.Data)
		case k.Type == html.ElementNode && k != n && hidden(k):
			return false
		case k.DataAtom == atom.Br || isBlock(k.DataAtom):
			b.WriteByte(' ')
		}
		return true
	})
	return tidy(b.String())
}
