package extract

import (
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"

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
	"og:pubdate", "parsely-pub-date", "parsely-page", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published_at",
	"cxenseparse:recs:publishtime", "rnews:datepublished", "dc.date.issued", "dcterms.issued",
	"article.published", "article:post_date", "ptime", "article_date_original", "citation_publication_date", "shareaholic:article_published_time",
	"og:regdate", "vr:published_time", "published-date", "published_date", "publishtime", "mediator_published_time", "bt:pubdate"}

// weakNames say when something was made, which may be the page that an engine
// put together: a <time> by the headline knows better.
var weakNames = []string{"dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "date", "last-published", "datecreated", "created", "date_created",
	"release_date", "displaydate", "article-date", "articledate", "article_date", "doc_date", "dcterms.available", "weibo:article:create_at", "article.created", "article:created"}

var modifiedNames = []string{"article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article:updated",
	"dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "revised", "cxenseparse:recs:articlelastmodified", "updated_at", "modified"}

// dating is the search for a page's dates.
type dating struct {
	doc       *html.Node
	m         *meta
	h         Hints
	lang      string
	lines     []line
	headline  *html.Node      // nil when none was found
	own       map[string]bool // see ownBlocks
	published time.Time
	modified  time.Time
	from      string
	clock     bool        // published says the hour
	weak      time.Time   // a date near the headline without its year, or told from today
	yearless  bool        // weak lacks its year
	stamped   []time.Time // what else the page gives as its date, with an offset
	rival     time.Time   // the first of them that is of another day
}

// findPageDates looks for the dates of publication and change, in the order
// of the From… constants.
func findPageDates(doc *html.Node, m *meta, h Hints, headline *html.Node) *dating {
	d := &dating{doc: doc, m: m, h: h, headline: headline, own: ownBlocks(headline), lang: m.lang}
	if m.lang == "en" && m.american() {
		d.lang = "us"
	}
	if h.Recipe.Date != "" {
		if n := selectOne(doc, h.Recipe.Date); n != nil {
			d.take(stampOf(n), FromRecipe)
		}
	}
	stamps, lines := d.stamps(), linesOf(doc)
	d.lines = lines
	d.structured(func(kind string) bool { return !isShow(kind) })
	d.fromMeta(publishedNames)
	for _, name := range modifiedNames {
		d.takeModified(m.get(name))
	}
	d.onPage(stamps, func(s stamp) bool { return !s.repeated && !s.apart })
	near := false
	if d.published.IsZero() || !d.clock {
		near = d.nearHeadline(lines)
	}
	d.fromWeakMeta()
	if d.published.IsZero() || !d.clock && !near {
		d.farther(lines)
		d.onPage(stamps, func(s stamp) bool { return s.repeated && !s.apart })
	}
	d.structured(isShow)
	if d.published.IsZero() {
		if at, ok := addressDate(h.URL, d.lang); ok && d.sane(at) {
			d.published, d.from = at, FromAddress
		} else if at, ok := addressDate(m.canonical, d.lang); ok && d.sane(at) {
			d.published, d.from = at, FromAddress
		}
	}
	if at := stateDate(doc, m, d); d.published.IsZero() && d.sane(at) {
		d.published, d.from, d.clock = at, FromScript, saysHour(at)
	}
	d.keepWeak(lines)
	d.witness()
	d.feed()
	if d.published.IsZero() {
		d.lastResort(lines)
	}
	if d.published.IsZero() {
		d.onPage(stamps, func(s stamp) bool { return s.apart })
	}
	d.localDay(lines)
	if d.published.IsZero() && !d.modified.IsZero() {
		d.published, d.modified, d.from = d.modified, time.Time{}, FromModified
	}
	return d
}

// fromMeta takes what <meta> elements of these names say.
func (d *dating) fromMeta(names []string) {
	for _, name := range names {
		for _, v := range d.m.values[name] {
			if strings.HasPrefix(v, "{") { // parsely-page: JSON in an attribute
				v = firstState(v)
			}
			d.take(v, FromMeta)
			d.remember(v)
			d.noteRival(v)
		}
	}
}

// unlistedNames are the names of <meta> elements, in order, that are in no list
// and that speak of publication.
func (d *dating) unlistedNames() []string {
	var names []string
	for name := range d.m.values {
		if publishName().MatchString(name) && !slices.Contains(publishedNames, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// publishName is a name that speaks of publication, its parts set apart in
// whatever way: "article.publishDate", "original-publication-date".
var publishName = lazyRegexp(`(?i)(?:^|[^n])publi(?:sh(?:ed)?|cation)(?:[^a-z]|date|time|at$|on$|$)|(?:^|[^a-z])pub[^a-z]?(?:date|time)|first_?published|date_?posted`)

// fromWeakMeta takes what the unlisted names and those of weakNames say, unless
// it is later than the last change that the page tells of.
func (d *dating) fromWeakMeta() {
	for _, name := range append(d.unlistedNames(), weakNames...) {
		for _, v := range d.m.values[name] {
			if at, ok := dateIn(v, time.Time{}, d.lang); ok && !d.modified.IsZero() && at.Format(time.DateOnly) > d.modified.Format(time.DateOnly) {
				continue
			}
			d.take(v, FromMeta)
			d.remember(v)
		}
	}
}

// take keeps a date of publication unless a better one is known; one of the
// same day that says the hour mends one that does not.
func (d *dating) take(text, from string) {
	text = strings.TrimSpace(text)
	if text == "" || len(text) > maxDateText {
		return
	}
	uncertain, yearless := false, false
	if from == FromTime || from == FromVisible {
		found := findDates(text, d.h.Fetched, d.lang)
		if len(found) > 0 && found[0].bare { // an hour alone is a programme's or a match's
			return
		}
		m := publication(found)
		yearless = m != nil && !m.year
		uncertain = yearless || m != nil && m.relative
	}
	published, modified := d.inOrder(text)
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
			d.weak, d.yearless = published, yearless
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

// structured takes the dates of the page's own article and of the objects of
// other kinds that are wanted.
func (d *dating) structured(wanted func(kind string) bool) {
	if d.m.main != nil {
		d.take(d.m.main.published, FromStructured)
		d.takeModified(d.m.main.modified)
	}
	for i := range d.m.ld {
		if s := &d.m.ld[i]; !s.article && wanted(s.kind) {
			d.take(s.published, FromStructured)
			d.takeModified(s.modified)
		}
	}
}

// isShow tells the kinds of objects that a page may show and that have dates
// of their own: a film in the text is often older.
func isShow(kind string) bool { return kind == "VideoObject" || kind == "Event" || kind == "Product" }

// feed takes what the list said: the date when there is no other, the hour
// when the page tells only the day.
func (d *dating) feed() {
	switch at := d.h.Item.Published; {
	case !d.sane(at):
	case d.published.IsZero():
		d.published, d.from = at, FromFeed
	case !d.clock && sameDay(d.published, at):
		d.published = at
	}
	if d.modified.IsZero() && d.h.Item.Updated.After(d.published) {
		d.keepModified(d.h.Item.Updated)
	}
	if !d.modified.IsZero() && !d.modified.After(d.published) {
		d.modified = time.Time{}
	}
}
