package extract

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A guess is a line that may tell the date of a page that tells it nowhere by
// its headline.
type guess struct {
	at      time.Time
	shape   string
	line    line
	after   bool // it stands after the headline
	changed bool // it tells of a change
	closes  bool // it is the first, and follows the text right away
}

// lastResort takes the date in a line of its own wherever it stands, when all
// else is silent: the first after the headline, or the last before it. A shape
// that stands on the page with several days is a list of other things.
func (d *dating) lastResort(lines []line) {
	guesses := d.guesses(lines)
	first := map[string]string{}
	lists := map[string]bool{}
	for _, g := range guesses {
		day := g.at.Format(time.DateOnly)
		if known, ok := first[g.shape]; ok && known != day {
			lists[g.shape] = true
		}
		first[g.shape] = day
	}
	guesses = slices.DeleteFunc(guesses, func(g guess) bool { return lists[g.shape] && !g.closes })
	for _, better := range []func(guess) bool{
		func(g guess) bool { return publishedDate(g.line.text) },
		func(g guess) bool { return g.after && !g.changed && dateLine(g.line.text) },
		func(g guess) bool { return g.after },
	} {
		if i := slices.IndexFunc(guesses, better); i >= 0 {
			d.keep(guesses[i].at, FromVisible)
			return
		}
	}
	if len(guesses) > 0 {
		d.keep(guesses[len(guesses)-1].at, FromVisible)
	}
}

// maxTried bounds the lines with numbers that are searched for dates.
const maxTried = 2000

func (d *dating) guesses(lines []line) []guess {
	var found []guess
	at, tried := headlineAt(lines, d.headline), 0
	for i := range lines {
		if !strings.ContainsFunc(lines[i].text, unicode.IsDigit) || utf8.RuneCountInString(lines[i].text) > 160 {
			continue
		}
		if tried++; tried > maxTried || len(found) > maxStamps {
			break
		}
		l := labelled(lines, i)
		mentions := findDates(l.text, d.h.Fetched, d.lang)
		mentions = slices.DeleteFunc(mentions, func(m mention) bool { return !m.year || m.relative || !d.sane(m.at) })
		if len(mentions) == 0 || d.isToday(l.text) || d.foreign(l.node) {
			continue
		}
		if dateLine(l.text) || labelledDate(l.text) || dateNamed(l.node) || bylineLike(l.text) {
			told := mentions[0]
			if m := publication(mentions); m != nil {
				told = *m
			}
			shape := shapeOf(l.node)
			if told.updated { // "Letzte Änderung" over "Erschienen" is no list
				shape += "changed"
			}
			found = append(found, guess{at: told.at, shape: shape, line: l, after: at >= 0 && i > at, changed: told.updated,
				closes: len(found) == 0 && i > 0 && at >= 0 && i > at && isProse(lines[i-1]) && !strings.Contains(lines[i].text, "©")})
		}
	}
	return found
}

// foreign tells a line in a part of the page whose dates can never be the
// article's: comments, menus, a calendar, the copyright, the weather.
func (d *dating) foreign(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n.DataAtom == atom.Nav || n.DataAtom == atom.A && hasBlock(n) {
			return true
		}
		words := nameWords(attr(n, "class") + " " + attr(n, "id"))
		for _, w := range words {
			if foreignWords[w] && !layoutOf(w, words) && !contains(n, d.headline) {
				return true
			}
		}
	}
	return false
}

var foreignWords = wordSet(`comment comments commentlist komentarz komentarze komentarzy disqus respond menu nav navbar ticker calendar kalendarz kalendarium
	weather pogoda imieniny copyright related powiazane polecane podobne recommended popular popularne najnowsze latest event events wydarzenia advert reklama profile`)
