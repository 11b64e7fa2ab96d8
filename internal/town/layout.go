package town

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"prasowka/internal/press"
)

// A layout is how an outlet's engine works: addresses, feeds, charset, habits.
type layout struct {
	template string // of data pages/*.html
	charset  string // "utf-8", "windows-1250", "iso-8859-2"
	server   string // the Server header

	address  func(*Article) string
	alsoAt   []func(*Article) string // print view, AMP, short links
	idParams []string                // query parameters that identify an article

	feeds    []feedSpec
	sections []section // listing pages besides the front page
	perPage  int
	paging   string // "/page/%d/" after the section, or "?page=%d"

	sitemap     string // path of the sitemap that robots.txt names; "" none
	sitemapKind string // "index", "news", "plain", "gz"
	hideSitemap bool   // robots.txt does not name it

	disallow   []string
	crawlDelay int // seconds; 0: none

	hub          bool // its feeds offer the town's WebSub hub
	cached       bool // ETag and Last-Modified
	zips         bool // Content-Encoding: gzip
	quietCharset bool // the charset only stands in <meta>
	teaser       int  // paragraphs before the paywall; 0: whole text
}

// A section is one listing page.
type section struct {
	Path string // "/kategoria/sport/"
	Name string // what Article.Section says; "": everything
}

// A feedSpec is one feed of an outlet.
type feedSpec struct {
	Path   string // with its query: "/index.php?format=feed&type=rss"
	Format string // "rss", "atom", "rdf", "json"
	linked bool   // the pages name it in <link rel=alternate>
	full   bool   // carries whole texts
	only   string // section; "": all
	Sound  bool   // only items with recordings, as a podcast
}

// placed is an outlet with its layout.
type placed struct {
	press.Outlet
	layout
}

// feedAt finds the feed at an address.
func (l layout) feedAt(path string, query url.Values) (feedSpec, bool) {
	for _, f := range l.feeds {
		u, err := url.Parse(f.Path)
		if err == nil && u.Path == path && subset(u.Query(), query) {
			return f, true
		}
	}
	return feedSpec{}, false
}

func subset(want, have url.Values) bool {
	for k, v := range want {
		if !slices.Equal(v, have[k]) {
			return false
		}
	}
	return true
}

// listingAt finds the section and the page number (from 1) at an address.
func (l layout) listingAt(path string, query url.Values) (section, int, bool) {
	n := 1
	if strings.HasPrefix(l.paging, "?") {
		key, _, _ := strings.Cut(l.paging[1:], "=")
		if v := query.Get(key); v != "" {
			p, err := strconv.Atoi(v)
			if err != nil || p < 1 || p > 1000 {
				return section{}, 0, false
			}
			n = p
		}
	} else if i := strings.Index(path, "/page/"); i >= 0 {
		p, err := strconv.Atoi(strings.Trim(path[i+len("/page/"):], "/"))
		if err != nil || p < 1 || p > 1000 {
			return section{}, 0, false
		}
		n, path = p, path[:i+1]
	}
	for _, s := range append([]section{{Path: "/"}}, l.sections...) {
		u, err := url.Parse(s.Path)
		if err == nil && u.Path == path && subset(u.Query(), query) && (len(u.Query()) > 0 || !sectionQuery(l, query)) {
			return s, n, true
		}
	}
	return section{}, 0, false
}

// sectionQuery tells whether a query chooses a section.
func sectionQuery(l layout, query url.Values) bool {
	for _, s := range l.sections {
		if u, err := url.Parse(s.Path); err == nil && len(u.Query()) > 0 && subset(u.Query(), query) {
			return true
		}
	}
	return false
}

// pageURL is the address of page n of a section.
func (l layout) pageURL(s section, n int) string {
	if n <= 1 {
		return s.Path
	}
	if strings.HasPrefix(l.paging, "?") {
		if strings.Contains(s.Path, "?") {
			return s.Path + "&" + fmt.Sprintf(l.paging, n)[1:]
		}
		return s.Path + fmt.Sprintf(l.paging, n)
	}
	return strings.TrimSuffix(s.Path, "/") + fmt.Sprintf(l.paging, n)
}

// Addresses as the engines make them.

func byDay(a *Article) string { // WordPress with /%year%/%monthnum%/%day%/%postname%/
	return local(a.Published).Format("/2006/01/02/") + a.slug + "/"
}

func byMonth(a *Article) string { // WordPress with /%year%/%monthnum%/%postname%
	return local(a.Published).Format("/2006/01/") + a.slug
}

func byMonthHTML(a *Article) string { // Blogger
	return local(a.Published).Format("/2006/01/") + a.slug + ".html"
}

func numbered(prefix, suffix string, base int) func(*Article) string {
	return func(a *Article) string { return fmt.Sprintf("%s%d%s", prefix, base+a.number, suffix) }
}

func numberSlug(prefix string, base int, mark, suffix string) func(*Article) string {
	return func(a *Article) string { return fmt.Sprintf("%s%d%s%s%s", prefix, base+a.number, mark, a.slug, suffix) }
}
