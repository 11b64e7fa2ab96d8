package extract

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxNodes and maxText bound the tree that is given to the libraries, some of
// which need quadratic time: its nodes, and the bytes of its text. Press pages
// have 500–8,000 nodes; what is larger is read by paragraphs alone.
const (
	maxNodes = 25_000
	maxText  = 1 << 20
)

// maxDepth is where flatten stops nesting. x/net/html refuses more than 512
// open elements; it opens a few of its own, and the libraries recurse.
const maxDepth = 200

// parse makes a tree of a decoded page. It never fails: a page that the
// parser refuses is flattened first.
func parse(page string) *html.Node {
	if doc, err := tryParse(page); err == nil && !deeperThan(doc, 2*maxDepth) {
		return doc
	}
	if doc, err := tryParse(flatten(page)); err == nil {
		return doc
	}
	doc, err := tryParse("<html><body><pre>" + html.EscapeString(stripTags(page)) + "</pre>")
	if err != nil {
		return &html.Node{Type: html.DocumentNode}
	}
	return doc
}

func tryParse(page string) (doc *html.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("parse page of %d bytes: %v", len(page), r)
		}
	}()
	doc, err = html.Parse(strings.NewReader(page))
	if err == nil && doc == nil {
		err = errors.New("no tree")
	}
	return doc, err
}

func deeperThan(root *html.Node, limit int) bool {
	depth := 0
	for n := root; n != nil; {
		switch {
		case n.FirstChild != nil:
			n = n.FirstChild
			if depth++; depth > limit {
				return true
			}
			continue
		}
		for n != root && n.NextSibling == nil {
			n = n.Parent
			depth--
		}
		if n == root {
			return false
		}
		n = n.NextSibling
	}
	return false
}

// flatten rewrites a page so that no more than maxDepth elements are open at
// once: deeper start tags are left out with their end tags; where one was a
// block, a line break stands in its place. No text is lost.
func flatten(page string) string {
	type open struct {
		tag  atom.Atom
		name string
		kept bool
	}
	var out bytes.Buffer
	var stack []open
	depth := 0 // kept elements on the stack
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return out.String()
		}
		raw := string(z.Raw())
		switch kind {
		case html.StartTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if autoCloses(tag) || void(tag) || rawText(tag) {
				out.WriteString(raw)
				continue
			}
			keep := depth < maxDepth
			stack = append(stack, open{tag, string(name), keep})
			if keep {
				depth++
				out.WriteString(raw)
			} else if isBlock(tag) {
				out.WriteString("<br>")
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			tag := atom.Lookup(name)
			if autoCloses(tag) || rawText(tag) {
				out.WriteString(raw)
				continue
			}
			// An end tag without its start within reach closes nothing.
			for i := len(stack) - 1; i >= 0 && i >= len(stack)-64; i-- {
				if stack[i].tag != tag || stack[i].name != string(name) {
					continue
				}
				for _, s := range stack[i:] {
					if s.kept {
						depth--
					}
				}
				if stack[i].kept {
					out.WriteString(raw)
				} else if isBlock(tag) {
					out.WriteString("<br>")
				}
				stack = stack[:i]
				break
			}
		default:
			out.WriteString(raw)
		}
	}
}

// autoCloses tells the elements that HTML ends without an end tag; they are
// kept at any depth, or paragraphs would run into each other.
func autoCloses(tag atom.Atom) bool {
	switch tag {
	case atom.P, atom.Li, atom.Dd, atom.Dt, atom.Tr, atom.Td, atom.Th, atom.Option, atom.Tbody:
		return true
	}
	return false
}

func void(tag atom.Atom) bool {
	switch tag {
	case atom.Br, atom.Hr, atom.Img, atom.Input, atom.Meta, atom.Link, atom.Wbr, atom.Area, atom.Base,
		atom.Col, atom.Embed, atom.Source, atom.Track, atom.Param:
		return true
	}
	return false
}

func rawText(tag atom.Atom) bool {
	switch tag {
	case atom.Script, atom.Style, atom.Title, atom.Textarea, atom.Noscript, atom.Iframe, atom.Xmp:
		return true
	}
	return false
}

// stripTags keeps the text of a page that nothing else can read.
func stripTags(page string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.TextToken:
			out.Write(z.Text())
		default:
			out.WriteByte('\n')
		}
	}
}

// clone copies a subtree.
func clone(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace}
	if len(n.Attr) > 0 {
		c.Attr = append([]html.Attribute(nil), n.Attr...)
	}
	for k := n.FirstChild; k != nil; k = k.NextSibling {
		c.AppendChild(clone(k))
	}
	return c
}

// walk visits a subtree in document order; visit answers whether to go into
// an element's children.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if n == nil || !visit(n) {
		return
	}
	for k := n.FirstChild; k != nil; {
		next := k.NextSibling // visit may take k out of the tree
		walk(k, visit)
		k = next
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func remove(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// tooBig tells a tree beyond maxNodes or maxText.
func tooBig(root *html.Node) bool {
	nodes, text := 0, 0
	walk(root, func(n *html.Node) bool {
		if nodes++; n.Type == html.TextNode && n.Parent != nil && !hidden(n.Parent) {
			text += len(n.Data)
		}
		return true
	})
	return nodes > maxNodes || text > maxText
}
