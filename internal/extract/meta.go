package extract

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// meta is what a page says of itself outside its text.
type meta struct {
	teasers   int                 // headings of the whole page that are links
	section   bool                // a heading of the page is a section's name
	values    map[string][]string // <meta> content by lower-case name, property, itemprop or http-equiv
	title     string              // <title>
	h1        []*html.Node
	canonical string
	amp       bool // the page is an AMP version
	lang      string
	rawLang   string
	base      *url.URL
	next      string // rel=next
	ld        []structured
	main      *structured // the object of ld that describes this page; nil when none does
}

// get is the first non-empty value under any of the names.
func (m *meta) get(names ...string) string {
	for _, name := range names {
		for _, v := range m.values[name] {
			if v = cleanValue(v); v != "" {
				return v
			}
		}
	}
	return ""
}

// all gives every non-empty value under the names.
func (m *meta) all(names ...string) []string {
	var found []string
	for _, name := range names {
		for _, v := range m.values[name] {
			if v = cleanValue(v); v != "" {
				found = append(found, v)
			}
		}
	}
	return found
}

// readMeta gathers the page's own metadata in one walk.
func readMeta(doc *html.Node, pageURL string) *meta {
	m := &meta{values: map[string][]string{}}
	m.base, _ = url.Parse(pageURL)
	var scripts []string
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		switch n.DataAtom {
		case atom.Html:
			m.rawLang = attr(n, "lang")
			m.lang = langOf(m.rawLang)
			for _, a := range n.Attr {
				m.amp = m.amp || a.Key == "amp" || a.Key == "⚡"
			}
		case atom.Meta:
			m.addMeta(n)
		case atom.Title:
			if m.title == "" && n.FirstChild != nil && n.Namespace == "" {
				m.title = cleanValue(n.FirstChild.Data)
			}
		case atom.Link:
			m.addLink(n)
		case atom.Script:
			if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil && len(scripts) < 32 {
				scripts = append(scripts, n.FirstChild.Data)
			}
			return false
		case atom.H1:
			if len(m.h1) < 16 {
				m.h1 = append(m.h1, n)
			}
		}
		return true
	})
	m.ld = readStructured(scripts)
	m.main = m.chooseMain()
	if m.lang == "" {
		m.lang = langOf(m.get("og:locale", "content-language", "dc.language", "language"))
	}
	return m
}

func langOf(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_,;"); i > 0 {
		tag = tag[:i]
	}
	if len(tag) < 2 || len(tag) > 3 {
		return ""
	}
	return tag
}

func (m *meta) addMeta(n *html.Node) {
	content := attr(n, "content")
	if content == "" || len(m.values) > 400 {
		return
	}
	for _, key := range []string{"name", "property", "itemprop", "http-equiv"} {
		if name := strings.ToLower(strings.TrimSpace(attr(n, key))); name != "" && !(key == "itemprop" && ofAnother(n)) {
			m.values[name] = append(m.values[name], content)
		}
	}
}

// ofAnother tells a property of an object that the page shows as a teaser, or
// of a comment.
func ofAnother(n *html.Node) bool {
	for up := 0; up < 5 && n.Parent != nil; up++ {
		if n = n.Parent; n.DataAtom == atom.Body || n.DataAtom == atom.Head {
			return false
		}
		if isComment(n) {
			return true
		}
		for _, a := range n.Attr {
			if a.Key == "itemscope" {
				return linkedHeading(n)
			}
		}
	}
	return false
}

func (m *meta) addLink(n *html.Node) {
	href := strings.TrimSpace(attr(n, "href"))
	for _, rel := range strings.Fields(strings.ToLower(attr(n, "rel"))) {
		switch {
		case rel == "canonical" && m.canonical == "":
			m.canonical = href
		case rel == "next" && m.next == "":
			m.next = href
		}
	}
}

// chooseMain picks the object that describes this page: the only article, or
// the one with the page's address or headline. Several articles that the page
// does not single out are a list of other articles.
func (m *meta) chooseMain() *structured {
	var articles []*structured
	for i := range m.ld {
		if m.ld[i].article {
			articles = append(articles, &m.ld[i])
		}
	}
	if len(articles) == 1 {
		return articles[0]
	}
	title := keyOf(m.get("og:title") + " " + m.title)
	for _, h := range m.h1 {
		title += " " + keyOf(textOf(h))
	}
	for _, s := range articles {
		if s.url != "" && m.isThisPage(s.url) {
			return s
		}
	}
	for _, s := range articles {
		if k := keyOf(s.headline); k != "" && strings.Contains(title, k) {
			return s
		}
	}
	return nil
}

// isThisPage compares addresses without scheme, host prefix, query and slash.
func (m *meta) isThisPage(address string) bool {
	if m.base == nil || m.base.Host == "" {
		return m.canonical != "" && strings.TrimSuffix(address, "/") == strings.TrimSuffix(m.canonical, "/")
	}
	u, err := m.base.Parse(address)
	if err != nil {
		return false
	}
	return bareHost(u.Host) == bareHost(m.base.Host) && strings.Trim(u.Path, "/") == strings.Trim(m.base.Path, "/") && strings.Trim(u.Path, "/") != ""
}

func bareHost(host string) string {
	host = strings.ToLower(host)
	for _, prefix := range []string{"www.", "m.", "amp."} {
		host = strings.TrimPrefix(host, prefix)
	}
	return host
}

// absolute resolves an address of the page; empty when it is not http(s).
func (m *meta) absolute(ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil {
		return ""
	}
	if m.base != nil {
		u = m.base.ResolveReference(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// canonicalURL is the page's own address of itself. One that points to the
// front page or to another site's front is a mistake of the engine.
func (m *meta) canonicalURL() string {
	address := m.absolute(m.canonical)
	if address == "" {
		address = m.absolute(m.get("og:url"))
	}
	if address == "" {
		return ""
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	if strings.Trim(u.Path, "/") == "" && u.RawQuery == "" {
		return ""
	}
	return address
}

// american tells a page that writes the month before the day in 5/7/2024.
func (m *meta) american() bool {
	locale := strings.ToLower(m.rawLang + " " + m.get("og:locale"))
	return strings.Contains(locale, "us") || !strings.Contains(locale, "gb") && m.base != nil && strings.HasSuffix(m.base.Hostname(), ".com")
}
