package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// stampOf is what an element says of time: its attribute, or its text.
func stampOf(n *html.Node) string {
	for _, name := range []string{"datetime", "content"} {
		if v := strings.TrimSpace(attr(n, name)); v != "" {
			if text := textOf(n); publishedDate(text) && !sameDayIn(text, v) {
				return text // "Publié le 29 juin" over the time of a change
			}
			return v
		}
	}
	if v, _ := dataStamp(n); v != "" {
		return v
	}
	if v := strings.TrimSpace(attr(n, "title")); v != "" {
		if _, ok := dateIn(v, time.Time{}, ""); ok {
			return v
		}
	}
	return textOf(n)
}

// sameDayIn tells that two texts speak of days at most one apart, or that one
// of them is no full date.
func sameDayIn(a, b string) bool {
	x, ok := dateIn(a, time.Time{}, "")
	y, also := dateIn(b, time.Time{}, "")
	return !ok || !also || x.Sub(y).Abs() < 36*time.Hour
}

// stampWords name an attribute that keeps a time for a program, and
// changeWords one that keeps the time of a change.
var (
	stampWords  = wordSet(`date datetime time timestamp ts utime unixtime unix epoch published publish pubdate publication created posted`)
	changeWords = wordSet(`modified updated update lastmod changed edited end expires expiry`)
)

// dataStamp is a machine's time in an element's own attribute ("data-utime",
// "data-published", "unixtime"), and whether it is that of a change.
func dataStamp(n *html.Node) (value string, changed bool) {
	for _, a := range n.Attr {
		if len(a.Val) < 8 || len(a.Val) > 40 || !strings.HasPrefix(a.Key, "data-") && a.Key != "unixtime" && a.Key != "pubdate" {
			continue
		}
		named, change := false, false
		for _, w := range nameWords(a.Key) {
			named = named || stampWords[w]
			change = change || changeWords[w]
		}
		if !named && !change {
			continue
		}
		if _, ok := machineDate(a.Val); !ok {
			if _, ok = dateIn(a.Val, time.Time{}, ""); !ok {
				continue
			}
		}
		if !change {
			return strings.TrimSpace(a.Val), false
		}
		value, changed = strings.TrimSpace(a.Val), true
	}
	return value, changed
}

// A stamp is an element with a date, and how much text lies between it and
// the headline: negative before it.
type stamp struct {
	node     *html.Node
	distance int
	itemprop bool
	time     bool
	modified bool
	repeated bool // one of several of its shape with other days: a list's or a live blog's
	apart    bool // a teaser's, or in the page's head
}

// reach bounds in bytes of text how far from the headline a date may stand.
const (
	reachAfter  = 1200
	reachBefore = 400
)

// onPage takes what stands by the headline: itemprop, then <time>, of the stamps
// that are wanted.
func (d *dating) onPage(stamps []stamp, wanted func(stamp) bool) {
	for _, wantItemprop := range []bool{true, false} {
		for _, after := range []bool{true, false} {
			for _, s := range stamps {
				if s.itemprop != wantItemprop || (s.distance >= 0) != after || !wanted(s) {
					continue
				}
				text := stampOf(s.node)
				if s.modified {
					d.takeModified(text)
					continue
				}
				d.remember(text)
				if d.published.IsZero() || !d.clock {
					from := FromTime
					if s.itemprop {
						from = FromMeta
					}
					d.take(text, from)
				}
			}
		}
	}
}

// stamps finds the elements that carry dates, apart from those of comments,
// other articles, and the page's head and foot.
func (d *dating) stamps() []stamp {
	var found []stamp
	offset, at := 0, -1
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			offset += len(strings.TrimSpace(n.Data))
			return
		}
		if n.Type == html.ElementNode {
			if n == d.headline {
				at = offset + len(textOf(n))
			}
			if hidden(n) && n.DataAtom != atom.Head || d.elsewhere(n) {
				if !contains(n, d.headline) {
					return
				}
			}
			if len(found) < maxStamps {
				if s, ok := readStamp(n); ok {
					s.distance = offset
					found = append(found, s)
				}
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			visit(k)
		}
	}
	visit(d.doc)
	d.markRepeated(found)
	kept := found[:0]
	for _, s := range found {
		if at >= 0 {
			s.distance -= at
			if s.distance > reachAfter && !s.itemprop || s.distance < -reachBefore && s.distance+len(textOf(d.headline)) < -reachBefore {
				continue
			}
		}
		kept = append(kept, s)
	}
	return kept
}

// maxStamps bounds the elements with dates that are looked at.
const maxStamps = 256

// readStamp tells an element that carries a date: a <time>, one that is a
// property of schema.org, or a short one with a machine's time in an attribute.
func readStamp(n *html.Node) (stamp, bool) {
	prop := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "property"))
	s := stamp{node: n, time: n.DataAtom == atom.Time || n.DataAtom == 0 && attr(n, "datetime") != ""} // <local-time datetime=…>
	for _, of := range []string{"datepublished", "datecreated", "datemodified", "dc:date", "dc:created"} {
		s.itemprop = s.itemprop || strings.Contains(prop, of)
	}
	if n.DataAtom == atom.Meta || n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return s, false
	}
	changed := false
	if !s.time && !s.itemprop {
		v, full := "", ""
		switch n.DataAtom {
		case atom.Span, atom.Div, atom.P, atom.Li, atom.Small, atom.I, atom.Em, atom.B, atom.Strong:
			if v, changed = dataStamp(n); v == "" {
				full = fullTitle(n)
			}
		case atom.Abbr:
			if v, changed = dataStamp(n); v == "" {
				v = attr(n, "title")
			}
		}
		if _, ok := machineDate(v); !ok && full == "" || len(textOf(n)) > maxStampText {
			return s, false
		}
		s.time = true
	}
	class := strings.ToLower(attr(n, "class"))
	s.modified = strings.Contains(prop, "datemodified") && !strings.Contains(prop, "datepublished") ||
		(changed || strings.Contains(class, "updated") || strings.Contains(class, "modified") || labelledUpdated(n)) && !strings.Contains(class, "publish") && !s.itemprop
	return s, true
}

// fullTitle is the title of an element when it is a date in full with its hour,
// such as one gives that reads "7 years ago"; empty otherwise.
func fullTitle(n *html.Node) string {
	title := strings.TrimSpace(attr(n, "title"))
	if len(title) < 12 || len(title) > 60 || !strings.Contains(title, ":") || !dateLine(title) {
		return ""
	}
	if found := findDates(title, time.Time{}, ""); len(found) == 1 && found[0].year && found[0].clock {
		return title
	}
	return ""
}

// maxStampText is how many bytes an element other than <time> holds at most
// when the time in its attribute is that of what it says.
const maxStampText = 120

// markRepeated tells the stamps of a shape that stands on the page with several
// days, and those that stand apart from the article.
func (d *dating) markRepeated(stamps []stamp) {
	days := map[string]string{}
	several := map[string]bool{}
	for _, s := range stamps {
		if at, ok := dateIn(stampOf(s.node), time.Time{}, ""); ok && !s.itemprop && !s.modified {
			shape, day := shapeOf(s.node), at.Format(time.DateOnly)
			several[shape] = several[shape] || days[shape] != "" && days[shape] != day
			days[shape] = day
		}
	}
	for i, s := range stamps {
		stamps[i].repeated = !s.itemprop && !s.modified && several[shapeOf(s.node)]
		stamps[i].apart = !s.itemprop && !s.modified && (d.inTeaser(s.node) || d.headline != nil && inHeader(s.node, d.headline))
	}
}

// inTeaser tells an element in a small part of the page with a heading of its
// own that is a link.
func (d *dating) inTeaser(n *html.Node) bool {
	for up := 0; up < 4 && d.headline != nil && n.Parent != nil && !contains(n.Parent, d.headline); up++ {
		n = n.Parent
		if n.DataAtom == atom.Body || n.DataAtom == atom.Main {
			return false
		}
		if linkedHeading(n) {
			return true
		}
	}
	return false
}

// linkedHeading tells an element whose first heading is in a link or holds one.
func linkedHeading(n *html.Node) (linked bool) {
	visited := 0
	walk(n, func(k *html.Node) bool {
		switch k.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			linked = linked || k.Parent.DataAtom == atom.A || k.FirstChild != nil && k.FirstChild.DataAtom == atom.A
		}
		visited++
		return !linked && visited < 200
	})
	return linked
}

// shapeOf names an element by its and its parents' tags and classes: what a
// template makes of every entry of a list has one shape.
func shapeOf(n *html.Node) string {
	var b strings.Builder
	for up := 0; n != nil && up < 3 && n.Type == html.ElementNode; n, up = n.Parent, up+1 {
		b.WriteString(n.Data)
		b.WriteByte('.')
		b.WriteString(attr(n, "class"))
		b.WriteByte(' ')
	}
	return b.String()
}

// labelledUpdated tells that the word right before an element says that its
// date is of a change.
func labelledUpdated(n *html.Node) bool {
	k := n
	for k.PrevSibling == nil && k.Parent != nil && !isBlock(k.DataAtom) {
		k = k.Parent
	}
	if k = k.PrevSibling; k == nil || isBlock(k.DataAtom) {
		return false
	}
	text := k.Data
	if k.Type == html.ElementNode {
		text = textOf(k)
	}
	words := strings.Fields(strings.Trim(fold(text), " :–-\u00a0\n\t"))
	return len(words) > 0 && updateWords[words[len(words)-1]]
}
