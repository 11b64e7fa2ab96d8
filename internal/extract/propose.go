package extract

import (
	"sort"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"prasowka/internal/press"
)

// A Sample is one page of a source, for proposing a recipe.
type Sample struct {
	URL         string
	ContentType string
	Raw         []byte
}

// minSamples is how many readable pages a proposal needs: what only two pages
// share may be chance.
const minSamples = 3

// A study is one sample as the vote reads it.
type study struct {
	doc      *html.Node // as fetched, not pruned
	kept     map[string]bool
	size     int // bytes of kept keys
	headline *html.Node
	stamp    *html.Node
	author   *html.Node
}

// ProposeRecipe looks at several article pages of one source for the element
// that holds the article on all of them, and for what inside it says the same
// on several pages and so belongs to none. The zero Recipe means that the
// pages have nothing in common that the vote does not see.
func ProposeRecipe(pages []Sample) press.Recipe {
	var studies []*study
	for _, p := range pages {
		if s := examine(p); s != nil {
			studies = append(studies, s)
		}
		if len(studies) == 12 {
			break
		}
	}
	if len(studies) < minSamples {
		return press.Recipe{}
	}
	forgetRefrains(studies)
	keep := proposeKeep(studies)
	if keep == "" {
		return press.Recipe{}
	}
	r := press.Recipe{Keep: []string{keep}, Drop: proposeDrop(studies, keep)}
	r.Title = common(studies, func(s *study) *html.Node { return s.headline })
	r.Date = common(studies, func(s *study) *html.Node { return s.stamp })
	r.Author = common(studies, func(s *study) *html.Node { return s.author })
	return r
}

// forgetRefrains takes out of what the vote kept the lines that it kept on
// half of the pages: the outlet's own words, not those of an article.
func forgetRefrains(studies []*study) {
	pages := map[string]int{}
	for _, s := range studies {
		for k := range s.kept {
			pages[k]++
		}
	}
	for _, s := range studies {
		for k := range s.kept {
			if pages[k]*2 >= len(studies) {
				delete(s.kept, k)
				s.size -= len(k)
			}
		}
	}
}

func examine(p Sample) *study {
	h := Hints{URL: p.URL, ContentType: p.ContentType}
	a, err := Read(p.Raw, h)
	if err != nil || len(a.Text) < 200 {
		return nil
	}
	page, _ := Decode(p.Raw[:min(len(p.Raw), MaxPage)], p.ContentType)
	s := &study{doc: parse(mend(page)), kept: map[string]bool{}}
	m := readMeta(s.doc, p.URL)
	for l := range strings.SplitSeq(a.Text, "\n") {
		if k := keyOf(l); !s.kept[k] {
			s.kept[k] = true
			s.size += len(k)
		}
	}
	s.headline = findHeadline(s.doc, m, h)
	d := &dating{doc: s.doc, m: m, h: h, headline: s.headline, lang: m.lang}
	for _, st := range d.stamps() {
		if !st.modified && st.distance >= -reachBefore {
			s.stamp = st.node
			break
		}
	}
	walk(s.doc, func(n *html.Node) bool {
		if s.author == nil && a.Author != "" && n.Type == html.ElementNode && !hidden(n) && keyOf(textOf(n)) == keyOf(a.Author) {
			s.author = n
		}
		return s.author == nil
	})
	return s
}

// inside measures how much of the kept text an element holds, and how much
// else, in bytes of keys.
func (s *study) inside(n *html.Node) (kept, other int) {
	seen := map[string]bool{}
	for _, l := range linesOf(n) {
		if s.kept[l.key] && !seen[l.key] {
			kept += len(l.key)
			seen[l.key] = true
		} else if !s.kept[l.key] {
			other += len(l.key)
		}
	}
	return kept, other
}

// proposeKeep finds the tightest selector that matches one element on every
// page, or nearly, and holds nearly all that the vote kept.
func proposeKeep(studies []*study) string {
	votes := map[string]int{}
	for _, s := range studies {
		for _, selector := range s.holders() {
			votes[selector]++
		}
	}
	type candidate struct {
		selector string
		other    int
	}
	var good []candidate
	for selector, n := range votes {
		if n*5 < len(studies)*4 {
			continue
		}
		fits, other := 0, 0
		for _, s := range studies {
			found := selectAll(s.doc, selector)
			if len(found) != 1 {
				continue
			}
			kept, rest := s.inside(found[0])
			other += rest
			if kept*10 >= s.size*9 {
				fits++
			}
		}
		if fits*5 >= len(studies)*4 {
			good = append(good, candidate{selector, other})
		}
	}
	sort.Slice(good, func(i, j int) bool {
		if good[i].other != good[j].other {
			return good[i].other < good[j].other
		}
		return good[i].selector < good[j].selector
	})
	if len(good) == 0 {
		return ""
	}
	return good[0].selector
}

// holders are the selectors of the elements that hold most of the kept text.
func (s *study) holders() []string {
	var found []string
	seen := map[string]bool{}
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if kept, _ := s.inside(n); kept*10 < s.size*9 {
			return
		}
		if n.Type == html.ElementNode && n.DataAtom != atom.Html && n.DataAtom != atom.Body {
			for _, selector := range selectorsOf(n) {
				if !seen[selector] {
					seen[selector] = true
					found = append(found, selector)
				}
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			if k.Type == html.ElementNode && !hidden(k) {
				visit(k)
			}
		}
	}
	visit(s.doc)
	return found
}

// selectorsOf names an element by its id, its classes one by one, its
// itemprop, or its bare tag when that is telling. Names with digits are one
// page's own.
func selectorsOf(n *html.Node) []string {
	var found []string
	if id := attr(n, "id"); plainName(id) {
		found = append(found, "#"+id)
	}
	for class := range strings.FieldsSeq(attr(n, "class")) {
		if plainName(class) && len(found) < 8 {
			found = append(found, n.Data+"."+class)
		}
	}
	if prop := attr(n, "itemprop"); plainName(prop) {
		found = append(found, `[itemprop="`+prop+`"]`)
	}
	switch n.DataAtom {
	case atom.Article, atom.Main, atom.H1, atom.Time:
		found = append(found, n.Data)
	}
	return found
}

// plainName tells a name that can stand in a selector as it is.
func plainName(name string) bool {
	if name == "" || len(name) > 60 {
		return false
	}
	for i, r := range name {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_' && i > 0 || r == '-' && i > 0
		if !letter {
			return false
		}
	}
	return true
}

// proposeDrop finds elements within the article's that the vote never kept on
// any page and that stand on at least two.
func proposeDrop(studies []*study, keep string) []string {
	type use struct{ pages, bad, good int }
	uses := map[string]*use{}
	for _, s := range studies {
		box := selectOne(s.doc, keep)
		if box == nil {
			continue
		}
		onPage := map[string]bool{}
		walk(box, func(n *html.Node) bool {
			if n.Type != html.ElementNode || n == box {
				return true
			}
			if hidden(n) || contains(n, s.headline) {
				return !hidden(n)
			}
			kept, other := s.inside(n)
			for _, selector := range selectorsOf(n) {
				u := uses[selector]
				if u == nil {
					u = &use{}
					uses[selector] = u
				}
				if !onPage[selector] {
					onPage[selector] = true
					u.pages++
				}
				if kept > 0 {
					u.good++
				} else if other > 0 {
					u.bad++
				}
			}
			return kept > 0
		})
	}
	var drop []string
	for selector, u := range uses {
		if u.good == 0 && u.bad > 0 && u.pages >= 2 && u.pages*2 >= len(studies) && selector != "time" && selector != "h1" {
			drop = append(drop, selector)
		}
	}
	sort.Strings(drop)
	return drop[:min(len(drop), 12)]
}

// common is the selector by which the chosen element of nearly every page is
// the first match there.
func common(studies []*study, choose func(*study) *html.Node) string {
	votes := map[string]int{}
	have := 0
	for _, s := range studies {
		n := choose(s)
		if n == nil {
			continue
		}
		have++
		for _, selector := range selectorsOf(n) {
			if selectOne(s.doc, selector) == n {
				votes[selector]++
			}
		}
	}
	best := ""
	for selector, n := range votes {
		if n*5 >= len(studies)*4 && (best == "" || n > votes[best] || n == votes[best] && selector < best) {
			best = selector
		}
	}
	return best
}
