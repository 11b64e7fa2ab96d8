package extract

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"prasowka/internal/polish"
)

// Where a date of publication was found, from the best evidence to the worst.
const (
	FromRecipe     = "recipe"  // the source's own selector
	FromStructured = "json-ld" // schema.org
	FromMeta       = "meta"    // OpenGraph, itemprop, other <meta>
	FromTime       = "time"    // a <time> by the headline
	FromVisible    = "visible" // text by the headline
	FromAddress    = "address" // /2024/05/07/ in the page's address
	FromScript     = "script"  // the state of the page's own program
	FromFeed       = "feed"    // what the list said
	FromModified   = "changed" // only the time of a change is known
)

var publishedNames = []string{"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published",
	"og:pubdate", "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published_at",
	"cxenseparse:recs:publishtime", "rnews:datepublished", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date",
	"dcterms.date", "date", "article.published", "article:post_date", "ptime", "article_date_original", "citation_publication_date", "shareaholic:article_published_time",
	"last-published", "datecreated", "og:regdate", "created", "vr:published_time", "published-date", "published_date", "publishtime", "mediator_published_time", "bt:pubdate"}

var modifiedNames = []string{"article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article:updated",
	"dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revised", "cxenseparse:recs:articlelastmodified", "updated_at", "modified"}

// dating is the search for a page's dates.
type dating struct {
	doc       *html.Node
	m         *meta
	h         Hints
	lang      string
	headline  *html.Node // nil when none was found
	published time.Time
	modified  time.Time
	from      string
	clock     bool        // published says the hour
	weak      time.Time   // a date near the headline without its year, or told from today
	stamped   []time.Time // what else the page gives as its date, with an offset
}

// findPageDates looks for the dates of publication and change, in the order
// of the From… constants.
func findPageDates(doc *html.Node, m *meta, h Hints, headline *html.Node) *dating {
	d := &dating{doc: doc, m: m, h: h, headline: headline, lang: m.lang}
	if m.lang == "en" && m.american() {
		d.lang = "us"
	}
	if h.Recipe.Date != "" {
		if n := selectOne(doc, h.Recipe.Date); n != nil {
			d.take(stampOf(n), FromRecipe)
		}
	}
	d.structured()
	for _, name := range publishedNames {
		for _, v := range m.values[name] {
			d.take(v, FromMeta)
			d.remember(v)
		}
	}
	for _, name := range modifiedNames {
		d.takeModified(m.get(name))
	}
	d.onPage()
	if d.published.IsZero() {
		if at, ok := addressDate(h.URL); ok && d.sane(at) {
			d.published, d.from = at, FromAddress
		} else if at, ok := addressDate(m.canonical); ok && d.sane(at) {
			d.published, d.from = at, FromAddress
		}
	}
	if at := stateDate(doc, m, d); d.published.IsZero() && d.sane(at) {
		d.published, d.from, d.clock = at, FromScript, saysHour(at)
	}
	d.keep(d.weak, FromVisible)
	d.feed()
	d.localDay()
	if d.published.IsZero() && !d.modified.IsZero() {
		d.published, d.modified, d.from = d.modified, time.Time{}, FromModified
	}
	return d
}

// take keeps a date of publication unless a better one is known; one of the
// same day that says the hour mends one that does not.
func (d *dating) take(text, from string) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxDateText {
		return
	}
	uncertain := false
	if from == FromTime || from == FromVisible {
		found := findDates(text, d.h.Fetched, d.lang)
		if len(found) > 0 && found[0].bare { // an hour alone is a programme's or a match's
			return
		}
		uncertain = slices.ContainsFunc(found, func(m mention) bool { return !m.updated && (m.relative || !m.year) })
	}
	published, modified := datePair(text, d.h.Fetched, d.lang)
	if modified.After(published) {
		d.keepModified(modified)
	}
	if published.IsZero() && from != FromMeta {
		if from == FromVisible { // another line may tell when it was published
			d.keepModified(modified)
			return
		}
		published = modified
	}
	if uncertain {
		if d.weak.IsZero() && d.sane(published) {
			d.weak = published
		}
		return
	}
	d.keep(published, from)
}

// remember notes a stamp that a program wrote, for its offset.
func (d *dating) remember(text string) {
	if at, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(text)); err == nil && len(d.stamped) < 16 {
		d.stamped = append(d.stamped, at)
	}
}

func (d *dating) keep(at time.Time, from string) {
	if at.IsZero() || !d.sane(at) {
		return
	}
	clock := saysHour(at)
	switch {
	case d.published.IsZero():
		d.published, d.from, d.clock = at, from, clock
	case !d.clock && clock && sameDay(at, d.published):
		d.published, d.clock = at, true
	}
}

func (d *dating) takeModified(text string) {
	if text == "" || !d.modified.IsZero() {
		return
	}
	if at, ok := dateIn(text, d.h.Fetched, d.lang); ok {
		d.keepModified(at)
	}
}

func (d *dating) keepModified(at time.Time) {
	if d.modified.IsZero() && d.sane(at) {
		d.modified = at
	}
}

func dateIn(text string, ref time.Time, lang string) (time.Time, bool) {
	published, modified := datePair(text, ref, lang)
	if published.IsZero() {
		published = modified
	}
	return published, !published.IsZero()
}

// sane refuses what cannot be a date of publication: the far future, and the
// zero dates of databases.
func (d *dating) sane(at time.Time) bool {
	if at.IsZero() || at.Year() < 1995 {
		return false
	}
	return d.h.Fetched.IsZero() || at.Before(d.h.Fetched.Add(48*time.Hour))
}

// saysHour is false for midnight, which is what a date without an hour reads
// as.
func saysHour(at time.Time) bool { return at.Hour() != 0 || at.Minute() != 0 || at.Second() != 0 }

func sameDay(a, b time.Time) bool {
	return a.In(polish.Warsaw).Format(time.DateOnly) == b.In(polish.Warsaw).Format(time.DateOnly) || a.Format(time.DateOnly) == b.Format(time.DateOnly)
}

func (d *dating) structured() {
	if d.m.main != nil {
		d.take(d.m.main.published, FromStructured)
		d.takeModified(d.m.main.modified)
	}
	for i := range d.m.ld {
		if s := &d.m.ld[i]; !s.article {
			d.take(s.published, FromStructured)
			d.takeModified(s.modified)
		}
	}
}

// feed takes what the list said: the date when there is no other, the hour
// when the page tells only the day.
func (d *dating) feed() {
	if d.published.IsZero() || !d.clock && sameDay(d.published, d.h.Item.Published) {
		if at := d.h.Item.Published; !at.IsZero() && d.sane(at) {
			if d.published.IsZero() {
				d.from = FromFeed
			}
			d.published = at
		}
	}
	if d.modified.IsZero() && d.h.Item.Updated.After(d.published) {
		d.keepModified(d.h.Item.Updated)
	}
	if !d.modified.IsZero() && !d.modified.After(d.published) {
		d.modified = time.Time{}
	}
}

// localDay puts an instant that the page gives in UTC into the page's own zone:
// the one in which the page gives the same instant elsewhere, or in which its
// day is the one in the page's address. That is the day its readers saw.
func (d *dating) localDay() {
	if _, offset := d.published.Zone(); offset == 0 && d.m.lang != "pl" && saysHour(d.published) {
		for _, local := range d.stamped {
			if _, offset := local.Zone(); offset != 0 && local.Truncate(time.Minute).Equal(d.published.Truncate(time.Minute)) {
				d.published = local
				return
			}
		}
	}
	at, ok := addressDate(d.h.URL)
	if _, offset := d.published.Zone(); !ok || offset != 0 || d.published.IsZero() || d.m.lang == "pl" || !saysHour(d.published) {
		return
	}
	day := at.Format(time.DateOnly)
	for hours := 1; hours <= 14; hours++ {
		for _, zone := range []int{-hours, hours} {
			if local := d.published.In(time.FixedZone("", zone*3600)); local.Format(time.DateOnly) == day && d.published.Format(time.DateOnly) != day {
				d.published = local
				return
			}
		}
	}
}

var addressDay = lazyRegexp(`(?:^|[/_.,=-])((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2])([/_.-]?)(0[1-9]|[12]\d|3[01])(?:[/_.,t-]|$)`)

// addressDate reads a whole date in an address: /2024/05/07/, 20240507.
func addressDate(address string) (time.Time, bool) {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return time.Time{}, false
	}
	m := addressDay().FindStringSubmatch(u.Path)
	if m == nil || m[2] != m[4] {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[3])
	day, _ := strconv.Atoi(m[5])
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, polish.Warsaw)
	return at, at.Day() == day
}

// stampOf is what an element says of time: its attribute, or its text.
func stampOf(n *html.Node) string {
	for _, name := range []string{"datetime", "content", "data-datetime", "data-date", "data-timestamp", "data-time", "title"} {
		if v := strings.TrimSpace(attr(n, name)); v != "" {
			if name == "title" {
				if _, ok := dateIn(v, time.Time{}, ""); !ok {
					continue
				}
			}
			return v
		}
	}
	return textOf(n)
}

// A stamp is an element with a date, and how much text lies between it and
// the headline: negative before it.
type stamp struct {
	node     *html.Node
	distance int
	itemprop bool
	time     bool
	modified bool
}

// reach bounds in bytes of text how far from the headline a date may stand.
const (
	reachAfter  = 1200
	reachBefore = 400
)

// onPage looks at what stands by the headline: itemprop, <time>, then text.
func (d *dating) onPage() {
	stamps := d.stamps()
	for _, wantItemprop := range []bool{true, false} {
		for _, after := range []bool{true, false} {
			for _, s := range stamps {
				if s.itemprop != wantItemprop || (s.distance >= 0) != after || !s.itemprop && !s.time {
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
	if d.published.IsZero() || !d.clock {
		d.visible()
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
			prop := strings.ToLower(attr(n, "itemprop"))
			isDate := strings.Contains(prop, "datepublished") || strings.Contains(prop, "datecreated") || strings.Contains(prop, "datemodified")
			if (n.DataAtom == atom.Time || isDate) && n.DataAtom != atom.Meta {
				class := strings.ToLower(attr(n, "class"))
				found = append(found, stamp{node: n, distance: offset, itemprop: isDate, time: n.DataAtom == atom.Time,
					modified: strings.Contains(prop, "datemodified") && !strings.Contains(prop, "datepublished") ||
						(strings.Contains(class, "updated") || strings.Contains(class, "modified") || labelledUpdated(n)) && !strings.Contains(class, "publish") && !isDate})
			}
		}
		for k := n.FirstChild; k != nil; k = k.NextSibling {
			visit(k)
		}
	}
	visit(d.doc)
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

// stateKey finds the date of publication in the state of a page's program.
var stateKey = lazyRegexp(`\\?"(?:datePublished|date_published|published(?:At|_at|Date|_date|On|Time|_time)?|publish(?:Date|_date|Time|ed_time|edTimestamp)|publication(?:Date|_date|Time)|firstPublished(?:At|Date)?|pub_?[dD]ate|article:published_time|display_date|datePublication)\\?"\s*:\s*(?:\\?"([^"\\]{8,40})\\?"|(\d{10}(?:\d{3})?)\b)`)

// stateDate reads the date in the scripts of a page that tells it nowhere else.
// Where they hold several days it is the one nearest to the page's title.
func stateDate(doc *html.Node, m *meta, d *dating) (best time.Time) {
	if !d.published.IsZero() {
		return best
	}
	title, _ := json.Marshal(cleanTitle(m.get("og:title")+m.title, m))
	nearest, days := -1, map[string]bool{}
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Script || n.FirstChild == nil || len(days) > 64 {
			return true
		}
		script := n.FirstChild.Data
		at := strings.Index(script, strings.Trim(string(title), `"`))
		for _, k := range stateKey().FindAllStringSubmatchIndex(script, 32) {
			text := ""
			for g := 2; g < 6; g += 2 {
				if k[g] >= 0 {
					text = script[k[g]:k[g+1]]
				}
			}
			t, ok := dateIn(text, d.h.Fetched, d.lang)
			if !ok || !d.sane(t) {
				continue
			}
			days[t.Format(time.DateOnly)] = true
			far := max(at-k[0], k[0]-at)
			if best.IsZero() || at >= 0 && (nearest < 0 || far < nearest) {
				best = t
				if at >= 0 {
					nearest = far
				}
			}
		}
		return true
	})
	if nearest < 0 && len(days) != 1 {
		return time.Time{}
	}
	return best
}

// elsewhere tells the parts of a page whose dates are not the article's.
func (d *dating) elsewhere(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer:
		return true
	case atom.A:
		// The date within a link is that of what it leads to.
		return n.FirstChild != nil && hasBlock(n)
	}
	switch n.DataAtom {
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return false
	}
	return namedElsewhere(n)
}

// namedElsewhere tells an element that is called a part of the page and not of
// the article. A page builder calls everything a widget, and a post's own foot
// ("post-footer") is the article's.
func namedElsewhere(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key != "class" && a.Key != "id" {
			continue
		}
		words := nameWords(a.Val)
		for i, w := range words {
			if !elsewhereWords[w] {
				continue
			}
			first := i
			for first > 0 && words[first-1] != "" {
				first--
			}
			if !builder[words[first]] && !(first < i && ownParts[words[i-1]]) {
				return true
			}
		}
	}
	return false
}

// ownParts are what a page calls the article itself.
var ownParts = wordSet(`post entry article news artykul wpis story`)

var elsewhereWords = wordSet(`comment comments commentlist komentarz komentarze komentarzy disqus respond related powiazane polecane podobne recommended
	sidebar widget widgets footer stopka menu nav navbar topbar ticker breaking calendar kalendarz kalendarium weather pogoda imieniny popular popularne
	najnowsze najczesciej mostread latest slider carousel karuzela copyright event events wydarzenia advert reklama banner`)

func contains(n, inner *html.Node) bool {
	for ; inner != nil; inner = inner.Parent {
		if inner == n {
			return true
		}
	}
	return false
}
