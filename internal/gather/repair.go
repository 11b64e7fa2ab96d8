package gather

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

const (
	sectionStart = "<![CDATA["
	sectionEnd   = "]]>"
)

// maxTag bounds how long a tag, or the value of an attribute, may be.
const maxTag = 64 << 10

// maxDepth bounds the nesting that reaches gofeed, which recurses.
const maxDepth = 96

// wellFormed tells whether a document, from its root element on, is XML that
// a strict reader takes and of bounded depth. The text after the root is cut.
func wellFormed(text string) (end int, ok bool) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth, item := 0, 0 // item: the depth at which one is open
	for {
		token, err := d.Token()
		if err != nil {
			return 0, false
		}
		switch t := token.(type) {
		case xml.CharData:
			if bytes.Contains(t, []byte(sectionStart)) {
				return 0, false // a section in a section
			}
		case xml.StartElement:
			depth++
			within := t.Name.Local == "item" && t.Name.Space == ""
			if depth > maxDepth || (within && item > 0) {
				return 0, false // an item in an item was not closed
			}
			if within {
				item = depth
			}
		case xml.EndElement:
			if depth == item {
				item = 0
			}
			if depth--; depth == 0 {
				return int(d.InputOffset()), true
			}
		}
	}
}

// A mender makes well-formed XML of what a feed meant: it closes what was left
// open, escapes bare < and &, keeps HTML that was put unescaped into texts, and
// drops an item that breaks off.
type mender struct {
	in        string
	pos       int
	out       strings.Builder
	open      []opened
	finds     map[string]find  // by what was looked for
	ends      map[string]reach // by the name of an element
	lost      bool             // a declaration had no end
	items     int              // opened
	itemEnds  bool             // an item had its own end tag
	truncated bool
}

type opened struct {
	name  string // as written
	local string // lower case, without prefix
	at    int    // in out, where the element starts
}

var (
	startTag = lazyRegexp(`^<([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)(?:\s|/|>)`)
	endTag   = lazyRegexp(`^</\s*([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*>?`)
	attrName = lazyRegexp(`^[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?`)
	// A tag that only has the name of a root may be an element of somebody's own.
	secondRoot  = lazyRegexp(`(?i)^<(?:rss|feed|(?:\w+:)?rdf)\s[^<>]*\b(?:xmlns|version)\b[^<>]*>`)
	sectionMark = lazyRegexp(`(?i)<!\s?\[\s?cdata\s?\[`)
	// A tag that was spaced out of being one.
	spacedTag = lazyRegexp(`^<\s+([A-Za-z]\w*)\s*>`)
	memberTag = lazyRegexp(`(?i)</?(?:title|link|guid|pubdate|description|language|category|author|enclosure|comments|summary|content:encoded|dc:\w+)\s*/?>`)
	itemsEnd  = lazyRegexp(`(?i)^\s*(?:<item>|</(?:channel|rss|feed|rdf:rdf)\s*>)`)
	itemEdge  = lazyRegexp(`(?i)</?(?:\w+:)?(?:item|entry|channel|feed|rss|rdf)[\s>/]`)
)

// structural elements end whatever is open inside them.
func structural(local string) bool {
	switch local {
	case "rss", "rdf", "feed", "channel", "item", "entry", "items", "image", "textinput", "author", "group":
		return true
	}
	return false
}

// textual elements hold text, so that tags inside them are HTML that somebody
// forgot to escape.
func textual(local string) bool {
	switch local {
	case "title", "description", "summary", "content", "encoded", "subtitle", "tagline", "abstract", "guid", "pubdate",
		"lastbuilddate", "date", "creator", "rights", "copyright", "body", "name", "email", "updated", "published", "issued",
		"modified", "comments", "language", "generator", "managingeditor", "webmaster", "keywords", "id", "category", "link":
		return true
	}
	return false
}

// A mended document is well-formed XML.
type mended struct {
	text      string
	used      int  // how much of the input it was made of
	truncated bool // it broke off
}

// mend makes well-formed XML of the document that starts at the root of in.
func mend(in string) mended {
	m := &mender{in: in, finds: map[string]find{}, ends: map[string]reach{}}
	for m.pos < len(in) {
		i := strings.IndexByte(in[m.pos:], '<')
		if i < 0 {
			m.text(in[m.pos:])
			m.pos = len(in)
			break
		}
		m.text(in[m.pos : m.pos+i])
		m.pos += i
		if m.anotherRoot() {
			break
		}
		m.markup()
		if len(m.open) == 0 && m.out.Len() > 0 {
			return mended{m.out.String(), m.pos, m.truncated}
		}
	}
	return mended{m.finish(), m.pos, true}
}

// anotherRoot tells whether at pos, inside of one document, another begins: the
// one before it broke off, and somebody put both into one file.
func (m *mender) anotherRoot() bool {
	return len(m.open) > 0 && secondRoot().MatchString(m.in[m.pos:min(m.pos+maxTag, len(m.in))])
}

// finish closes what the end of input left open, without the item that was
// being written.
func (m *mender) finish() string {
	for i, e := range m.open {
		if (e.local == "item" || e.local == "entry") && !m.endless() {
			kept := m.out.String()[:e.at]
			m.out.Reset()
			m.out.WriteString(kept)
			m.open = m.open[:i]
			break
		}
	}
	m.popTo(0)
	return m.out.String()
}

// endless tells whether none of several items has an end tag: then the last one
// is as whole as the others, if no tag and no text broke off.
func (m *mender) endless() bool {
	return m.items > 1 && !m.itemEnds && !m.truncated && strings.HasSuffix(strings.TrimSpace(m.in[:m.pos]), ">")
}

// markup deals with the "<" at pos.
func (m *mender) markup() {
	rest := m.in[m.pos:]
	skip := func(end string, otherwise int) {
		if at := m.next(end, m.pos+otherwise); at >= 0 {
			m.pos = at + len(end)
		} else {
			m.pos += otherwise
		}
	}
	switch {
	case strings.HasPrefix(rest, "<!--"):
		skip("-->", 4)
	case strings.HasPrefix(rest, sectionStart):
		if at := m.next(sectionEnd, m.pos); at >= 0 && !m.swallows(m.pos, at) {
			if len(m.open) > 0 {
				m.write(escape(m.in[m.pos+len(sectionStart) : at]))
			}
			m.pos = at + len(sectionEnd)
		} else {
			m.pos += len(sectionStart)
		}
	case strings.HasPrefix(rest, "<!"):
		m.declaration(rest)
	case strings.HasPrefix(rest, "<?"):
		skip("?>", 2)
	case strings.HasPrefix(rest, "</"):
		m.end(rest)
	default:
		m.start(rest)
	}
}

// declaration passes over a declaration. One that has no end is looked for
// once: the next could cost as much again.
func (m *mender) declaration(rest string) {
	n := 0
	if !m.lost {
		n = doctype(rest)
	}
	m.lost = n == 0
	m.pos += max(n, 2)
}

// doctype is the length of a declaration with its internal subset; 0 when it
// does not end.
func doctype(s string) int {
	depth := 0
	for i := 2; i < min(len(s), 64<<10); i++ {
		switch s[i] {
		case '[':
			depth++
		case ']':
			depth--
		case '>':
			if depth <= 0 {
				return i + 1
			}
		}
	}
	return 0
}

// text writes character data.
func (m *mender) text(s string) {
	if s != "" && len(m.open) > 0 {
		m.write(references(s))
	}
}

func (m *mender) write(s string) { m.out.WriteString(s) }

// end closes the element that an end tag names, and all inside it. An end tag
// that nothing answers to, or that would reach out of an item, is dropped.
func (m *mender) end(rest string) {
	found := endTag().FindStringSubmatch(rest)
	if found == nil {
		m.text("<")
		m.pos++
		return
	}
	m.pos += len(found[0])
	name := strings.ToLower(found[1])
	_, local, ok := strings.Cut(name, ":")
	if !ok {
		local = name
	}
	for i := len(m.open) - 1; i >= 0; i-- {
		if strings.ToLower(m.open[i].name) == name || (structural(local) && m.open[i].local == local) {
			m.popTo(i)
			m.itemEnds = m.itemEnds || local == "item" || local == "entry"
			return
		}
		if structural(m.open[i].local) && !structural(local) {
			return
		}
	}
}

// popTo closes elements until n are open.
func (m *mender) popTo(n int) {
	for len(m.open) > n {
		last := m.open[len(m.open)-1]
		m.open = m.open[:len(m.open)-1]
		m.write("</" + last.name + ">")
	}
}

// start opens an element, or writes a "<" that is none.
func (m *mender) start(rest string) {
	name, skipped := tagName(rest)
	if name == "" {
		m.text("<")
		m.pos++
		return
	}
	local := strings.ToLower(name[strings.IndexByte(name, ':')+1:])
	attrs, used, closed, whole := attributes(rest[skipped+len(name):])
	if !whole {
		m.truncated = true
		m.pos = len(m.in)
		return
	}
	m.pos += skipped + len(name) + used
	if (local == "item" || local == "entry") && m.isEnd() {
		return
	}
	if len(m.open) >= maxDepth-2 {
		return
	}
	at := m.out.Len()
	switch {
	case closed || m.empty(name, local):
		m.write("<" + name + attrs + "/>")
	case textual(local) && m.leaf(name, local, attrs):
	default:
		m.write("<" + name + attrs + ">")
		m.open = append(m.open, opened{name: name, local: local, at: at})
	}
}

// tagName reads the name in the start tag that s begins with, and how many
// bytes stand before it; "" when it is no tag. Spaces before the name are
// passed over where the name is one that feeds have.
func tagName(s string) (name string, before int) {
	if found := startTag().FindStringSubmatch(s); found != nil {
		return found[1], 1
	}
	if found := spacedTag().FindStringSubmatch(s); found != nil && textual(strings.ToLower(found[1])) {
		return found[1], strings.Index(s, found[1])
	}
	return "", 0
}

// isEnd closes what the start tag of an item, which ends at pos, ends; and tells
// whether it was meant as an end tag itself.
func (m *mender) isEnd() bool {
	m.closeAside()
	if m.closeItem() && itemsEnd().MatchString(m.in[m.pos:min(m.pos+256, len(m.in))]) {
		return true
	}
	m.items++
	return false
}

// closeAside ends an image or a text input of the channel that an item begins
// in.
func (m *mender) closeAside() {
	for i, e := range m.open {
		switch e.local {
		case "item", "entry":
			return
		case "image", "textinput", "author":
			m.popTo(i)
			return
		}
	}
}

// closeItem ends an item that the next one begins in, and tells whether there
// was one. An rdf "items" list, or an item inside a channel, is as it should be.
func (m *mender) closeItem() bool {
	for i := len(m.open) - 1; i >= 0; i-- {
		if l := m.open[i].local; l == "item" || l == "entry" {
			m.popTo(i)
			return true
		}
	}
	return false
}

// empty tells whether an element that was just opened is one without an end
// tag, as HTML has them: it holds nothing.
func (m *mender) empty(name, local string) bool {
	return !structural(local) && !textual(local) && m.endOf(name) < 0
}
