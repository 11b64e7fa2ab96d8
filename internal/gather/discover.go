package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// Found is what a home page leads to.
type Found struct {
	Home       string // after redirects
	Title      string
	Candidates []Candidate // the best first
	Broken     Lost        // the feed that the page names, when it could not be read
}

// A Candidate is one way of hearing from an outlet.
type Candidate struct {
	Kind  string
	URL   string
	Title string
	Items int     // that it listed when it was tried
	Why   string  // how it was found and what it is worth, in Polish
	Score float64 // 0–100, for order only
}

// maxTries bounds how many addresses are tried for one home page.
const maxTries = 14

// Discover finds the sources of an outlet from its home page alone: feeds by
// link tags, by links, by the habits of engines; sitemaps by robots.txt and by
// habit; the lists of articles on the page itself and on its news sections.
// Each candidate has been asked and has listed articles. The error is that of
// the home page, or TroubleNoFeed when nothing was found.
func Discover(ctx context.Context, c *Client, home string) (*Found, error) {
	s := &search{client: c, tried: map[string]bool{}}
	ctx = withPatience(ctx)
	if err := s.open(ctx, home); err != nil {
		return nil, err
	}
	for _, try := range s.plan() {
		if ctx.Err() != nil {
			return nil, troubled(home, ctx.Err())
		}
		if s.enough(try) {
			continue
		}
		s.try(ctx, try)
	}
	slices.SortStableFunc(s.found.Candidates, func(a, b Candidate) int { return cmp.Compare(b.Score, a.Score) })
	if len(s.found.Candidates) == 0 {
		if s.refused != nil {
			return nil, s.refused
		}
		if s.trouble != press.NoTrouble {
			return nil, &Error{Trouble: s.trouble, URL: home, Err: errors.New("no source found")}
		}
		return nil, trouble(press.TroubleNoFeed, home, "no feed, sitemap or list of articles found in %d tries", s.tries)
	}
	return &s.found, nil
}

// A guess is an address that may be a source, and why.
type guess struct {
	kind, url, why string
	base           float64 // what such a source is worth
	sure           bool    // the page itself says so
}

type search struct {
	client  *Client
	home    *url.URL
	doc     *goquery.Document
	text    string
	found   Found
	tried   map[string]bool
	tries   int
	trouble press.Trouble
	refused *Error // the first that asked for less
}

// open asks for the home page.
func (s *search) open(ctx context.Context, home string) error {
	if !strings.Contains(home, "://") {
		home = "https://" + home
	}
	res, err := s.client.Get(ctx, home, Conditional{})
	if err != nil {
		return err
	}
	s.text, _ = polish.Decode(res.Body, res.Type)
	s.home, err = url.Parse(res.URL)
	if err != nil {
		return troubled(home, err)
	}
	s.found.Home = res.URL
	if feed, err := ParseFeed(res.Body, res.URL, res.Type); err == nil {
		s.found.Title = feed.Title
		s.keep(guess{kind: kindOfFeed(feed), url: res.URL, why: "podany adres sam jest kanałem", base: 95}, &Listing{Items: feed.Items, Title: feed.Title})
	}
	s.doc, err = goquery.NewDocumentFromReader(strings.NewReader(s.text))
	if err != nil {
		s.doc, err = goquery.NewDocumentFromReader(strings.NewReader("")) // nothing to be found on it
	}
	s.found.Title = cmp.Or(s.found.Title, plain(s.doc.Find("title").First().Text()))
	s.trouble = pageTrouble(s.text)
	return err
}

func kindOfFeed(f *Feed) string {
	if strings.HasPrefix(f.Format, "json") {
		return "jsonfeed"
	}
	return "feed"
}

// plan lists what is worth trying, the likeliest first.
func (s *search) plan() []guess {
	var all []guess
	all = append(all, s.linkTags()...)
	all = append(all, s.feedLinks()...)
	all = append(all, s.sitemaps()...)
	all = append(all, guess{kind: "page", url: s.found.Home, why: "lista artykułów na stronie głównej", base: 45, sure: true})
	all = append(all, s.habits()...)
	all = append(all, s.sections()...)
	all = append(all,
		guess{kind: "sitemap", url: s.at("/news-sitemap.xml"), why: "mapa wiadomości pod zwykłym adresem", base: 60},
		guess{kind: "sitemap", url: s.at("/sitemap_index.xml"), why: "indeks map pod zwykłym adresem", base: 35},
		guess{kind: "sitemap", url: s.at("/sitemap.xml"), why: "mapa strony pod zwykłym adresem", base: 35})
	return all
}

func (s *search) at(path string) string {
	u, err := s.home.Parse(path)
	if err != nil {
		return ""
	}
	return u.String()
}

// linkTags reads <link rel="alternate"> of the page.
func (s *search) linkTags() []guess {
	var all []guess
	base := documentBase(s.doc, s.home)
	s.doc.Find("link[href]").Each(func(_ int, link *goquery.Selection) {
		rel, kind, href := strings.ToLower(link.AttrOr("rel", "")), strings.ToLower(link.AttrOr("type", "")), link.AttrOr("href", "")
		if !slices.Contains(strings.Fields(rel), "alternate") && rel != "feed" {
			return
		}
		g := guess{url: absolute(base, href), base: 90, sure: true, why: "wskazany w nagłówku strony (link rel=alternate)"}
		switch {
		case strings.Contains(kind, "rss") || strings.Contains(kind, "atom") || strings.Contains(kind, "rdf"):
			g.kind = "feed"
		case strings.Contains(kind, "feed+json") || (kind == "application/json" && strings.Contains(href, "feed")):
			g.kind, g.base = "jsonfeed", 91
		case (kind == "text/xml" || kind == "application/xml") && strings.Contains(href, "rss"):
			g.kind = "feed"
		default:
			return
		}
		title := strings.ToLower(link.AttrOr("title", ""))
		if strings.Contains(title, "koment") || strings.Contains(title, "comment") || strings.Contains(strings.ToLower(href), "comments") {
			g.base, g.why = 5, "kanał komentarzy"
		}
		all = append(all, g)
	})
	return all[:min(len(all), 6)]
}

var feedHref = regexp.MustCompile(`(?i)(?:/rss|/feed|/atom|rss\.(?:xml|php|aspx)|feed\.(?:xml|json)|atom\.xml|type=rss|\.rss$|/rdf|kanal-rss|kanaly-rss|rss,)`)

// feedLinks are links of the page that look like feeds.
func (s *search) feedLinks() []guess {
	var all []guess
	base := documentBase(s.doc, s.home)
	s.doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		href := a.AttrOr("href", "")
		if !feedHref.MatchString(href) || len(all) >= 3 {
			return
		}
		if target := linkTarget(base, href); target != "" {
			all = append(all, guess{kind: "feed", url: target, why: "odnośnik do kanału na stronie", base: 80, sure: true})
		}
	})
	return all
}

// engines tell by which marks an engine is known and where it keeps its feeds.
var engines = []struct {
	mark  *regexp.Regexp
	name  string
	feeds []string
}{
	{regexp.MustCompile(`(?i)/wp-content/|/wp-includes/|content="WordPress`), "WordPress", []string{"/feed/", "/?feed=rss2"}},
	{regexp.MustCompile(`(?i)content="Joomla|/media/jui/|/components/com_|option=com_|/media/system/js/`), "Joomla", []string{"/?format=feed&type=rss", "/index.php?format=feed&type=rss"}},
	{regexp.MustCompile(`(?i)content="Drupal|/sites/default/files|drupal-settings-json|/core/misc/drupal`), "Drupal", []string{"/rss.xml"}},
	{regexp.MustCompile(`(?i)content="Ghost|/ghost/`), "Ghost", []string{"/rss/"}},
	{regexp.MustCompile(`(?i)content="TYPO3|/typo3conf/`), "TYPO3", []string{"/?type=9818", "/?type=100"}},
	{regexp.MustCompile(`(?i)blogger\.com|content="blogger|\.blogspot\.`), "Blogger", []string{"/feeds/posts/default"}},
	{regexp.MustCompile(`(?i)content="Hugo|content="Jekyll`), "generator stron", []string{"/index.xml", "/feed.xml"}},
	{regexp.MustCompile(`(?i)squarespace\.com`), "Squarespace", []string{"/?format=rss"}},
	{regexp.MustCompile(`(?i)PrestaShop|content="Concrete|content="MODX`), "silnik strony", []string{"/rss", "/feed"}},
}

// habits are the addresses where the engine of the page, or most engines, keep
// a feed.
func (s *search) habits() []guess {
	var all []guess
	for _, e := range engines {
		if e.mark.MatchString(s.text) {
			for _, p := range e.feeds {
				all = append(all, guess{kind: "feed", url: s.at(p), why: "zwyczajowy adres kanału w: " + e.name, base: 75})
			}
		}
	}
	for _, p := range []string{"/feed/", "/rss.xml", "/rss", "/?format=feed&type=rss", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json"} {
		kind := "feed"
		if strings.HasSuffix(p, ".json") {
			kind = "jsonfeed"
		}
		all = append(all, guess{kind: kind, url: s.at(p), why: "zwyczajowy adres kanału", base: 70})
	}
	return all
}

// sitemaps are those that robots.txt names.
func (s *search) sitemaps() []guess {
	var all []guess
	for _, address := range s.client.Sitemaps(s.found.Home) {
		u, err := s.home.Parse(address)
		if err != nil || len(all) >= 4 {
			continue
		}
		g := guess{kind: "sitemap", url: u.String(), why: "mapa strony wskazana w robots.txt", base: 40, sure: true}
		if strings.Contains(strings.ToLower(address), "news") {
			g.why, g.base = "mapa wiadomości wskazana w robots.txt", 65
		}
		all = append(all, g)
	}
	slices.SortStableFunc(all, func(a, b guess) int { return cmp.Compare(b.base, a.base) })
	return all
}

var sectionText = regexp.MustCompile(`(?i)^(?:aktualności|wiadomości|informacje|wydarzenia|najnowsze|newsy?|co nowego|komunikaty|ogłoszenia i komunikaty)$`)

// sections are pages of the site that promise news.
func (s *search) sections() []guess {
	var all []guess
	base := documentBase(s.doc, s.home)
	s.doc.Find("a[href]").Each(func(_ int, a *goquery.Selection) {
		if len(all) >= 2 || !sectionText.MatchString(plain(a.Text())) {
			return
		}
		target := linkTarget(base, a.AttrOr("href", ""))
		if target == "" || target == s.found.Home || slices.ContainsFunc(all, func(g guess) bool { return g.url == target }) {
			return
		}
		all = append(all, guess{kind: "page", url: target, why: fmt.Sprintf("lista artykułów w dziale „%s”", plain(a.Text())), base: 50})
	})
	return all
}

// enough tells whether a guess is not worth its request any more: asked
// already, or no better than what is known, or one too many.
func (s *search) enough(g guess) bool {
	key := strings.TrimRight(strings.TrimPrefix(strings.TrimPrefix(g.url, "https://"), "http://"), "/")
	if g.url == "" || s.tried[g.kind+key] {
		return true
	}
	best, sitemap := 0.0, false
	for _, c := range s.found.Candidates {
		best = max(best, c.Score)
		sitemap = sitemap || c.Kind == "sitemap"
	}
	if s.tries >= maxTries || (!g.sure && best > g.base) || (!g.sure && g.kind == "sitemap" && sitemap) {
		return true
	}
	s.tried[g.kind+key] = true
	return false
}

// try asks for a guess and keeps it when it lists articles.
func (s *search) try(ctx context.Context, g guess) {
	s.tries++
	if g.kind == "page" && g.url == s.found.Home {
		items := findList(s.doc, documentBase(s.doc, s.home), s.client.opts.Now())
		if len(items) > 0 {
			s.keep(g, &Listing{Items: items, Title: s.found.Title})
		}
		return
	}
	k, ok := kindNamed(g.kind)
	if !ok {
		return
	}
	l, err := k.list(ctx, s.client, press.Source{Kind: g.kind, URL: g.url}, State{})
	if err != nil {
		s.missed(g, err)
		return
	}
	l.settle(nil)
	s.keep(g, l)
}

// missed notes why a guess gave nothing.
func (s *search) missed(g guess, err error) {
	t := TroubleOf(err)
	var e *Error
	if s.refused == nil && errors.As(err, &e) && e.RetryAfter > 0 {
		s.refused = e
	}
	if !g.sure {
		return
	}
	if t != press.TroubleEmpty {
		s.trouble = cmp.Or(s.trouble, t)
	}
	if g.base >= feedScore && s.found.Broken.URL == "" {
		s.found.Broken = Lost{Kind: g.kind, URL: g.url, Trouble: t, At: s.client.opts.Now()}
	}
}

// keep makes a candidate of what was listed: what it is worth by its kind, how
// much it lists, and how new and how well dated that is.
func (s *search) keep(g guess, l *Listing) {
	now := s.client.opts.Now()
	dated, fresh, full := 0, 0, 0
	for _, item := range l.Items {
		at := cmp.Or(item.Published, item.Updated)
		if !at.IsZero() {
			dated++
		}
		if !at.IsZero() && now.Sub(at) < 7*24*time.Hour {
			fresh++
		}
		if len(item.Content) > 500 {
			full++
		}
	}
	n := len(l.Items)
	if n == 0 {
		return
	}
	score := g.base + min(float64(n), 20)/10 + 2*float64(dated)/float64(n) + min(float64(fresh), 4)
	why := fmt.Sprintf("%s; pozycji: %d", g.why, n)
	switch {
	case dated == 0:
		why += ", bez dat"
	case fresh > 0:
		why += fmt.Sprintf(", z ostatniego tygodnia: %d", fresh)
	default:
		why += ", żadnej z ostatniego tygodnia"
		score -= 30
	}
	if full*2 > n {
		why += ", z pełną treścią"
		score++
	}
	if l.Hub != "" {
		why += ", z powiadomieniami WebSub"
	}
	if strings.Contains(strings.ToLower(l.Title), "komentarze") || strings.Contains(strings.ToLower(l.Title), "comments on") {
		why += ", ale to komentarze"
		score = min(score, 5)
	}
	if l.Format == "news sitemap" && g.base < 60 {
		score += 20
	}
	s.found.Candidates = append(s.found.Candidates, Candidate{Kind: g.kind, URL: cmp.Or(l.URL, g.url), Title: l.Title, Items: n, Why: why, Score: min(score, 100)})
}
