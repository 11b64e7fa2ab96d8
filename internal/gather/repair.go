package gather

import (
	"encoding/xml"
	"html"
	"io"
	"strconv"
	"strings"
)

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
	closeAt   map[string]int // next "</name" at or after the last question; -1: none
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
	itemEdge = lazyRegexp(`(?i)</?(?:\w+:)?(?:item|entry|channel|feed|rss|rdf)[\s>/]`)
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

// mend answers well-formed XML for the document that starts at the root of in,
// and whether it broke off.
func mend(in string) (string, bool) {
	m := &mender{in: in, closeAt: map[string]int{}}
	for m.pos < len(in) {
		i := strings.IndexByte(in[m.pos:], '<')
		if i < 0 {
			m.text(in[m.pos:])
			m.pos = len(in)
			break
		}
		m.text(in[m.pos : m.pos+i])
		m.pos += i
		m.markup()
		if len(m.open) == 0 && m.out.Len() > 0 {
			return m.out.String(), m.truncated
		}
	}
	return m.finish(), true
}

// finish closes what the end of input left open, without the item that was
// being written.
func (m *mender) finish() string {
	for i, e := range m.open {
		if e.local == "item" || e.local == "entry" {
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
	case strings.HasPrefix(rest, "<![CDATA["):
		if at := m.next("]]>", m.pos); at >= 0 {
			if len(m.open) > 0 {
				m.write(escape(m.in[m.pos+9 : at]))
			}
			m.pos = at + 3
		} else {
			m.pos += 9
		}
	case strings.HasPrefix(rest, "<!"):
		m.pos += doctype(rest)
	case strings.HasPrefix(rest, "<?"):
		skip("?>", 2)
	case strings.HasPrefix(rest, "</"):
		m.end(rest)
	default:
		m.start(rest)
	}
}

// doctype is the length of a declaration with its internal subset.
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
	return 2
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
	found := startTag().FindStringSubmatch(rest)
	if found == nil {
		m.text("<")
		m.pos++
		return
	}
	name := found[1]
	local := strings.ToLower(name[strings.IndexByte(name, ':')+1:])
	attrs, used, closed, whole := attributes(rest[1+len(name):])
	if !whole {
		m.truncated = true
		m.pos = len(m.in)
		return
	}
	m.pos += 1 + len(name) + used
	if local == "item" || local == "entry" {
		m.closeItem()
	}
	if len(m.open) >= maxDepth-2 {
		return
	}
	at := m.out.Len()
	switch {
	case closed:
		m.write("<" + name + attrs + "/>")
	case textual(local) && m.leaf(name, local, attrs):
	default:
		m.write("<" + name + attrs + ">")
		m.open = append(m.open, opened{name: name, local: local, at: at})
	}
}

// closeItem ends an item that the next one begins in. An rdf "items" list, or an
// item inside a channel, is as it should be.
func (m *mender) closeItem() {
	for i := len(m.open) - 1; i >= 0; i-- {
		if l := m.open[i].local; l == "item" || l == "entry" {
			m.popTo(i)
			return
		}
	}
}

// leaf writes a textual element whole, its inner HTML escaped, when its end
// stands before the end of its item. Otherwise the element ends where the next
// tag begins.
func (m *mender) leaf(name, local, attrs string) bool {
	if local == "link" && strings.Contains(attrs, " href=") {
		if end := strings.TrimLeft(m.in[m.pos:], " \t\r\n"); !strings.HasPrefix(end, "</"+name) {
			m.write("<" + name + attrs + "/>") // an Atom link left open
			return true
		}
	}
	stop := m.endOf(name)
	if stop < 0 {
		stop = m.pos + max(strings.IndexByte(m.in[m.pos:], '<'), 0)
		if stop == m.pos {
			return false
		}
	}
	m.write("<" + name + htmlType(attrs) + ">" + inner(m.in[m.pos:stop]) + "</" + name + ">")
	m.pos = stop
	if tag := endTag().FindString(m.in[stop:]); strings.Contains(strings.ToLower(tag), strings.ToLower(name)) {
		m.pos += len(tag)
	}
	return true
}

// endOf finds the end tag of the textual element that was opened just before
// pos, CDATA sections passed over; -1 when the item ends first.
func (m *mender) endOf(name string) int {
	from := m.pos
	for {
		stop := m.next("</"+name, from)
		cdata := m.next("<![CDATA[", from)
		if cdata >= 0 && (stop < 0 || cdata < stop) {
			end := m.next("]]>", cdata)
			edge := itemEdge().FindStringIndex(m.in[from:cdata])
			if end >= 0 && edge == nil {
				from = end + 3
				continue
			}
		}
		if stop < 0 {
			return -1
		}
		if edge := itemEdge().FindStringIndex(m.in[from:stop]); edge != nil {
			return -1
		}
		return stop
	}
}

// next finds mark at or after from, asking the rest of the text once for each
// occurrence: the questions only ever move forward.
func (m *mender) next(mark string, from int) int {
	if at, ok := m.closeAt[mark]; ok && (at < 0 || at >= from) {
		return at
	}
	if len(m.closeAt) > 64 {
		return -1 // more names than any feed has
	}
	at := strings.Index(m.in[from:], mark)
	if at >= 0 {
		at += from
	}
	m.closeAt[mark] = at
	return at
}

// inner makes character data of the inside of a textual element.
func inner(s string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "<![CDATA[")
		b.WriteString(references(before))
		if !ok {
			return b.String()
		}
		data, after, ok := strings.Cut(rest, "]]>")
		if nested := strings.Count(data, "<![CDATA["); nested > 0 { // a section in a section ends as often as it began
			data = strings.ReplaceAll(data, "<![CDATA[", "")
			after = strings.Replace(after, "]]>", "", nested)
		}
		b.WriteString(escape(data))
		if !ok {
			return b.String()
		}
		s = after
	}
}

var xhtmlType = lazyRegexp(` (type|mode)="(?:xhtml|application/xhtml\+xml|xml|escaped)"`)

// htmlType says of a text construct whose tags were escaped that it is HTML.
func htmlType(attrs string) string {
	return xhtmlType().ReplaceAllStringFunc(attrs, func(s string) string {
		if strings.HasPrefix(s, " mode") {
			return ""
		}
		return ` type="html"`
	})
}

func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(legal(s))
}

// legal drops what XML 1.0 does not allow as a character.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || r == '\n' || r == '\r' || (r >= 0x20 && r <= 0xd7ff) || (r >= 0xe000 && r <= 0xfffd) || r >= 0x10000 {
			return r
		}
		return -1
	}, s)
}

var reference = lazyRegexp(`^&(?:#(?:\d{1,7}|[xX][0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});`)

// references keeps XML's own references, resolves those of HTML, and escapes
// every bare & and <.
func references(s string) string {
	s = strings.ReplaceAll(legal(s), "]]>", "]]&gt;")
	if !strings.ContainsAny(s, "&<") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.IndexAny(s, "&<")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = s[i:]
		if s[0] == '<' {
			b.WriteString("&lt;")
			s = s[1:]
			continue
		}
		ref := reference().FindString(s)
		switch ref {
		case "":
			b.WriteString("&amp;")
			s = s[1:]
			continue
		case "&amp;", "&lt;", "&gt;", "&quot;", "&apos;":
			b.WriteString(ref)
		default:
			b.WriteString(resolve(ref))
		}
		s = s[len(ref):]
	}
}

func resolve(ref string) string {
	if code, ok := strings.CutPrefix(ref, "&#"); ok {
		base, digits := 10, strings.TrimSuffix(code, ";")
		if digits[0] == 'x' || digits[0] == 'X' {
			base, digits = 16, digits[1:]
		}
		if n, err := strconv.ParseInt(digits, base, 32); err != nil || n == 0 || legal(string(rune(n))) == "" {
			return ""
		}
	}
	text := html.UnescapeString(ref)
	if text == ref {
		return "&amp;" + ref[1:]
	}
	return escape(text)
}

// attributes reads the attributes of a tag up to its ">": how they are written
// well, how many bytes they took, whether the tag closes itself, and whether
// its end was found.
func attributes(s string) (attrs string, used int, closed, whole bool) {
	var b strings.Builder
	seen := map[string]bool{}
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '>':
			return b.String(), i + 1, closed, true
		case c == '<': // the ">" was forgotten
			return b.String(), i, closed, true
		case c == '/':
			closed = i+1 < len(s) && s[i+1] == '>'
			i++
			continue
		}
		name := attrName().FindString(s[i:])
		if name == "" {
			i++
			continue
		}
		i += len(name)
		value, n, ok := attributeValue(s[i:])
		if !ok {
			return b.String(), len(s), false, false
		}
		i += n
		if !seen[name] && len(seen) < 64 {
			seen[name] = true
			b.WriteString(" " + name + `="` + strings.ReplaceAll(references(value), `"`, "&quot;") + `"`)
		}
	}
	return b.String(), len(s), false, false
}

func attributeValue(s string) (value string, used int, ok bool) {
	trimmed := strings.TrimLeft(s, " \t\r\n")
	if !strings.HasPrefix(trimmed, "=") {
		return "", 0, true
	}
	trimmed = strings.TrimLeft(trimmed[1:], " \t\r\n")
	used = len(s) - len(trimmed)
	if trimmed == "" {
		return "", used, false
	}
	if q := trimmed[0]; q == '"' || q == '\'' {
		end := strings.IndexByte(trimmed[1:], q)
		if end < 0 {
			return "", used, false
		}
		return trimmed[1 : 1+end], used + end + 2, true
	}
	end := strings.IndexAny(trimmed, " \t\r\n>")
	if end < 0 {
		return "", used, false
	}
	if end > 0 && trimmed[end] == '>' && trimmed[end-1] == '/' {
		end--
	}
	return trimmed[:end], used + end, true
}
