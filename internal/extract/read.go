package extract

import (
	"net/url"
	"strings"

	"prasowka/internal/press"
)

// Read turns a page into an article. The article is never nil; with an
// *Error it holds what could be told of the page all the same (its Kind,
// often the title and the date).
func Read(raw []byte, h Hints) (*Article, error) {
	if len(raw) > MaxPage {
		raw = raw[:MaxPage]
	}
	page, encoding := Decode(raw, h.ContentType)
	a := &Article{Encoding: encoding, Kind: KindArticle}
	doc := parse(page)
	m := readMeta(doc, h.URL)
	a.Title = m.get("og:title")
	if a.Title == "" {
		a.Title = m.title
	}
	a.Lang, a.SiteName, a.Canonical = m.lang, m.get("og:site_name"), m.canonicalURL()
	base, err := url.Parse(h.URL)
	if err != nil {
		base = &url.URL{}
	}
	prune(doc)
	var text []string
	for _, l := range strip(elect(linesOf(doc), votes(doc, base), m.get("og:description", "description")), a.Title) {
		text = append(text, l.text)
	}
	a.Text = strings.Join(text, "\n")
	if m.main != nil {
		a.Author = strings.Join(m.main.authors, ", ")
		a.Published, _ = Date(m.main.published, h.Fetched)
		a.Modified, _ = Date(m.main.modified, h.Fetched)
	}
	if a.Published.IsZero() {
		a.Published, _ = Date(m.get("article:published_time"), h.Fetched)
	}
	if a.Published.IsZero() {
		a.Published = h.Item.Published
	}
	if a.Text == "" {
		a.Kind = KindEmpty
		return a, &Error{Trouble: press.TroubleNoText}
	}
	return a, nil
}
