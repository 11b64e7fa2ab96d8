package extract

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nextPage stands between the pages of one article that were joined. A page
// that holds it by chance reads as two, which are joined again.
const nextPage = "\n<!-- prasowka: next page -->\n"

// maxParts is how many pages of one article are read.
const maxParts = 12

// JoinPages makes the raw bytes of one article of those of its pages, the
// first one first. Read takes them apart again, so that the joined bytes can be
// kept and read anew like any page.
func JoinPages(pages ...[]byte) []byte {
	return bytes.Join(pages, []byte(nextPage))
}

// Further lists the further pages of an article from its first one: addresses
// on the same host, in the page's order. It costs a parse and no vote.
func Further(raw []byte, h Hints) []string {
	if len(raw) > MaxPage {
		return nil
	}
	page, _ := Decode(raw, h.ContentType)
	doc := parse(page)
	return furtherPages(doc, readMeta(doc, h.URL))
}

// Read turns a page, or several that JoinPages made one, into an article. The
// article is never nil; with an *Error it holds what could be told of the page
// all the same: its kind, often the title and the date, and of a paywall the
// text before the wall. Lines that later pages repeat (title, lead, captions)
// are taken once.
func Read(raw []byte, h Hints) (*Article, error) {
	parts := bytes.SplitN(raw, []byte(nextPage), maxParts+1)
	a, err := readPage(parts[0], h)
	if err != nil || len(parts) == 1 {
		return a, err
	}
	seen := map[string]bool{keyOf(a.Title): true}
	text := strings.Split(a.Text, "\n")
	for _, l := range text {
		seen[keyOf(l)] = true
	}
	for _, part := range parts[1:min(len(parts), maxParts)] {
		more, err := readPage(part, h)
		if err != nil {
			break // what stands beyond it would be torn out of its place
		}
		for l := range strings.SplitSeq(more.Text, "\n") {
			if key := keyOf(l); !seen[key] {
				seen[key] = len(key) >= shortKey // "Tak." may be said twice
				text = append(text, l)
			}
		}
		for _, e := range more.Media {
			if !slices.Contains(a.Media, e) {
				a.Media = append(a.Media, e)
			}
		}
		if a.Author == "" {
			a.Author, a.Agency = more.Author, more.Agency // signed at its end
		}
	}
	a.Text, a.Next = strings.Join(text, "\n"), nil
	return a, nil
}

// pageNumber is how an article's further pages differ from its address. A
// number that merely lengthens another number is another article's.
var pageNumber = lazyRegexp(`^(?:[/,._-](?:strona|str|page|p|s)?[/,._=-]?[2-9]\d?/?(?:\.html?)?|\?(?:.*&)?(?:page|strona|str|s|p)=[2-9]\d?)$`)

// pagerText is what a link to a further page says: its number, or the way on.
// The title of another article whose address merely ends in a number is none.
var pagerText = lazyRegexp(`(?i)^[\s›»>→|\[\](),.]*(?:(?:strona|page|seite|str\.?)?\s*[1-9]\d?|następn[ay]( strona)?|dalej|czytaj dalej|next( page)?|weiter|suivante?|siguiente|)[\s›»>→|\[\](),.]*$`)

// furtherPages finds the next pages of an article cut into several.
func furtherPages(doc *html.Node, m *meta) []string {
	if m.base == nil || m.base.Host == "" || strings.Trim(m.base.Path, "/") == "" {
		return nil
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(m.base.Path, ".html"), ".htm"), "/")
	var found []string
	seen := map[string]bool{}
	try := func(ref string) {
		u, err := m.base.Parse(strings.TrimSpace(ref))
		if err != nil || bareHost(u.Host) != bareHost(m.base.Host) {
			return
		}
		rest, ok := strings.CutPrefix(u.Path, stem)
		if !ok {
			return
		}
		if u.RawQuery != "" && u.RawQuery != m.base.RawQuery {
			rest = "?" + u.RawQuery
		}
		u.Fragment = ""
		if pageNumber().MatchString(rest) && !seen[u.String()] && len(found) < maxParts-1 {
			seen[u.String()] = true
			found = append(found, u.String())
		}
	}
	if m.next != "" {
		try(m.next)
	}
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.A && pagerText().MatchString(textOf(n)) {
			try(attr(n, "href"))
		}
		return true
	})
	return found
}
