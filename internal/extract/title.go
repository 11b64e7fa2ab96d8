package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// findHeadline is the element that holds the article's headline: the heading
// that says what the page's metadata says, or the only first-level one.
func findHeadline(doc *html.Node, m *meta, h Hints) *html.Node {
	if h.Recipe.Title != "" {
		if n := selectOne(doc, h.Recipe.Title); n != nil {
			return n
		}
	}
	var claims []string
	for _, c := range []string{m.get("og:title", "twitter:title"), m.title, h.Item.Title} {
		if c != "" {
			claims = append(claims, c)
		}
	}
	if m.main != nil {
		claims = append(claims, m.main.headline)
	}
	var headings []*html.Node
	walk(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3:
			headings = append(headings, n)
		}
		if strings.Contains(attr(n, "itemprop"), "headline") && n.DataAtom != atom.Meta {
			headings = append(headings, n)
		}
		return len(headings) < 120
	})
	var best *html.Node
	bestScore := 0.0
	for _, n := range headings {
		text := textOf(n)
		if text == "" || len(text) > 500 {
			continue
		}
		if isSection(text, claims) {
			m.section = true
			continue
		}
		score := 0.0
		for _, c := range claims {
			score = max(score, wordOverlap(text, c))
		}
		if score < 0.5 && n.DataAtom != atom.H1 {
			continue
		}
		if n.DataAtom == atom.H1 {
			score += 0.3
		}
		if m.isSiteName(text) && keyOf(text) != keyOf(h.Item.Title) || linksHome(n) {
			score -= 0.7
		}
		if score > bestScore {
			best, bestScore = n, score
		}
	}
	if best == nil {
		best = boldHeadline(doc, h.Item.Title, cleanTitle(m.title, m))
	}
	if best == nil && m.noTitle() {
		best = namedHeadline(doc, m)
	}
	return best
}

// isSection tells a heading that is the same on many pages, "Aktualności", unless
// the page's metadata say that it is this one's.
func isSection(text string, claims []string) bool {
	return len(strings.Fields(text)) <= 2 && onlyLabels(text) && !slices.ContainsFunc(claims, func(c string) bool { return keyOf(c) == keyOf(text) })
}

// maxVague is how many words a <title> has that may be the site's and not this
// page's, where the headings name a section; and a kicker.
const maxVague = 3

// noTitle tells that the page's metadata say nothing of this page: they are
// empty, name the site, or are too short to tell on a page headed by a section.
func (m *meta) noTitle() bool {
	told := m.get("og:title", "twitter:title", "dc.title")
	switch {
	case m.main != nil && m.main.headline != "", told != "" && !m.isSiteName(told):
		return false
	}
	return m.title == "" || m.isSiteName(m.title) || m.section && told == "" && len(strings.Fields(m.title)) <= maxVague
}

// namedHeadline finds the title of a page that has neither headings nor a title
// of its own: before the first paragraph, an element that is called a title, or
// else large or bold letters that are a line by themselves.
func namedHeadline(doc *html.Node, m *meta) *html.Node {
	var named, bold *html.Node
	begun := false
	walk(doc, func(n *html.Node) bool {
		begun = begun || n.Type == html.TextNode && len(n.Data) > 240 && n.Parent != nil && !hidden(n.Parent)
		if begun || n.DataAtom == atom.Head || n.DataAtom == atom.A || n.DataAtom == atom.Nav || n.DataAtom == atom.Form {
			return false
		}
		if n.Type != html.ElementNode || named != nil {
			return true
		}
		text := textOf(n)
		if size := utf8.RuneCountInString(text); size < 12 || size > 200 || m.isSiteName(text) || dateLine(text) {
			return true
		}
		switch n.DataAtom {
		case atom.H2, atom.H3:
			if !hasLink(n) {
				named = n
			}
		case atom.B, atom.Strong, atom.Big, atom.Font:
			if bold == nil && (n.DataAtom != atom.Font || strings.ContainsAny(attr(n, "size"), "34567")) {
				bold = n
			}
		}
		for _, w := range nameWords(attr(n, "class") + " " + attr(n, "id")) {
			if w == "title" || w == "tytul" || w == "headline" || w == "naglowek" {
				named = n
			}
		}
		return true
	})
	if named != nil {
		return named
	}
	return bold
}

func hasLink(n *html.Node) bool {
	found := false
	walk(n, func(k *html.Node) bool { found = found || k.DataAtom == atom.A; return !found })
	return found
}

// linksHome tells a logo: a heading that leads to the front page.
func linksHome(n *html.Node) bool {
	home := false
	walk(n, func(k *html.Node) bool {
		if k.DataAtom == atom.A {
			href := strings.TrimSpace(attr(k, "href"))
			home = home || href == "/" || href == "./" || href == "index.php" || href == "/index.php"
		}
		return !home
	})
	return home
}

// wordOverlap is the share of the words of the shorter text found in the
// other, 0–1; texts of one word count half.
func wordOverlap(a, b string) float64 {
	x, y := strings.Fields(strings.ToLower(a)), strings.Fields(strings.ToLower(b))
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	switch k, l := keyOf(a), keyOf(b); {
	case k == l:
		return 1
	case len(x) == 1 && len(k) >= wholeTitle && strings.Contains(l, k), len(y) == 1 && len(l) >= wholeTitle && strings.Contains(k, l):
		return 0.9 // a language that writes no spaces
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	in := make(map[string]bool, len(y))
	for _, w := range y {
		in[keyOf(w)] = true
	}
	hits := 0
	for _, w := range x {
		if k := keyOf(w); k == "" || in[k] {
			hits++
		}
	}
	score := float64(hits) / float64(len(x))
	if len(x) == 1 {
		score /= 2
	}
	return score
}

// boldHeadline finds the title on a page of an old engine, which has no
// headings: the first element of letters, outside links, that says just what
// the list said, or else what <title> says.
func boldHeadline(doc *html.Node, titles ...string) *html.Node {
	for _, title := range titles {
		want := keyOf(title)
		if len(want) < wholeTitle {
			continue
		}
		var found *html.Node
		walk(doc, func(n *html.Node) bool {
			switch n.DataAtom {
			case atom.Head, atom.A:
				return false
			case atom.B, atom.Strong, atom.Font, atom.Big, atom.Span, atom.P:
				if found == nil && keyOf(textOf(n)) == want {
					found = n
				}
			}
			return found == nil
		})
		if found != nil {
			return found
		}
	}
	return nil
}

// wholeTitle is the length in bytes from which one "word" is a title of a
// language without spaces.
const wholeTitle = 18

// findTitle is the article's title without the site's name and without marks
// such as "[zdjęcia]".
func findTitle(m *meta, h Hints, headline *html.Node) string {
	if h.Recipe.Title != "" && headline != nil {
		if t := cleanTitle(textOf(headline), m); t != "" {
			return t
		}
	}
	claim := m.get("og:title", "twitter:title", "dc.title", "title")
	if m.main != nil && m.main.headline != "" && (claim == "" || len(claim) < 8) {
		claim = m.main.headline
	}
	if headline != nil {
		text := textOf(headline)
		agree := max(wordOverlap(text, claim), wordOverlap(text, m.title), wordOverlap(text, h.Item.Title))
		if utf8.RuneCountInString(text) >= 3 && (agree >= 0.5 || m.noTitle() && !m.isSiteName(text)) {
			return cleanTitle(asClaimed(text, cleanTitle(claim, m)), m)
		}
	}
	if claim == "" && h.Item.Title != "" && wordOverlap(h.Item.Title, m.title) < 0.2 {
		return cleanTitle(h.Item.Title, m) // every page of the site has the same <title>
	}
	for _, t := range []string{claim, m.title, h.Item.Title} {
		if t = cleanTitle(t, m); t != "" {
			return t
		}
	}
	if headline != nil {
		return cleanTitle(textOf(headline), m)
	}
	return ""
}

// asClaimed is the metadata's way to write a headline that the page sets in
// capitals or with a kicker before it ("Drogi Most zamknięty").
func asClaimed(text, claim string) string {
	if claim == "" {
		return text
	}
	if keyOf(text) == keyOf(claim) && strings.ToUpper(text) == text {
		return claim
	}
	kicker, found := strings.CutSuffix(text, claim)
	kicker = strings.TrimSpace(kicker)
	if found && kicker != "" && len(strings.Fields(kicker)) <= maxVague && !strings.ContainsAny(kicker[len(kicker)-1:], ".:!?,-–\"”") {
		return claim
	}
	return text
}
