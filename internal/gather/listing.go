package gather

import (
	"cmp"
	"math"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

var (
	datedPath  = regexp.MustCompile(`/(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]|\d)`)
	idInPath   = regexp.MustCompile(`(?:^|[/,._-])\d{3,}(?:[/,._-]|$)`)
	boringPath = regexp.MustCompile(`(?i)/(?:tag|tags|tagi|category|kategoria|kategorie|author|autor|autorzy|page|strona|kontakt|contact|reklama|regulamin|polityka|privacy|cookies|rodo|login|logowanie|rejestracja|register|konto|koszyk|szukaj|search|o-nas|redakcja|galeria|galerie|ogloszenia|nekrologi|pogoda|program-tv|mapa-strony|sitemap|feed|rss|newsletter|deklaracja-dostepnosci|dostepnosc|wp-admin|wp-content|user|users|profil)(?:[/.,]|$)`)
	fileSuffix = regexp.MustCompile(`(?i)\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|mp[34]|css|js|xml|ics|odt)$`)
)

// articleLike tells how much an address looks like an article's, 0–1: words in
// its last part, a number, a date, some depth.
func articleLike(address string) float64 {
	u, err := url.Parse(address)
	if err != nil || fileSuffix.MatchString(u.Path) {
		return 0
	}
	p := strings.TrimRight(u.Path, "/")
	if p == "" && u.RawQuery == "" {
		return 0
	}
	score := 0.1
	words := strings.FieldsFunc(strings.TrimSuffix(path.Base(p), path.Ext(p)), func(r rune) bool { return !unicode.IsLetter(r) })
	long := 0
	for _, w := range words {
		if len(w) > 2 {
			long++
		}
	}
	score += min(float64(long), 5) * 0.1
	if datedPath.MatchString(p) {
		score += 0.25
	}
	if idInPath.MatchString(p) || idInPath.MatchString("="+u.RawQuery) || (u.RawQuery != "" && strings.ContainsAny(u.RawQuery, "0123456789")) {
		score += 0.2
	}
	if strings.Count(p, "/") > 1 {
		score += 0.05
	}
	if boringPath.MatchString(p) {
		score -= 0.5
	}
	return min(max(score, 0), 1)
}

// A lead is one address on a listing page, with all that is said of it there.
type lead struct {
	item    press.Item
	heading bool
	order   int
}

// A block is the leads whose links stand in the same structure.
type block struct {
	leads   map[string]*lead
	words   int
	heads   int
	dates   int
	address float64
	nav     int
	now     time.Time
}

// findList finds the articles of a listing page by its structure: of the groups
// of links that stand in the same places, the one that looks most like articles
// (long texts, headings, dates beside them, addresses with words and numbers),
// and the groups that are nearly as good.
func findList(doc *goquery.Document, base *url.URL, now time.Time) []press.Item {
	blocks := map[string]*block{}
	own, _ := CanonicalURL(base.String())
	order := 0
	doc.Find("a[href]").Each(func(i int, a *goquery.Selection) {
		if i > 5000 {
			return
		}
		href, _ := a.Attr("href")
		address := linkTarget(base, href)
		key, err := CanonicalURL(address)
		if address == "" || err != nil || key == own || articleLike(key) == 0 {
			return
		}
		order++
		sig := signature(a.Get(0))
		b := blocks[sig]
		if b == nil {
			b = &block{leads: map[string]*lead{}, now: now}
			blocks[sig] = b
		}
		b.add(a, key, address, order)
	})
	return best(blocks)
}

// linkTarget is the absolute address of a link within the site; empty for any
// other link.
func linkTarget(base *url.URL, href string) string {
	href = strings.TrimSpace(href)
	if href == "" || href[0] == '#' {
		return ""
	}
	u, err := base.Parse(href)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || canonicalHost(u) != canonicalHost(base) {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// signature is where a link stands: its ancestors by name and first class.
func signature(n *html.Node) string {
	var parts []string
	for at := n; at != nil && at.Type == html.ElementNode && len(parts) < 6; at = at.Parent {
		name := at.Data
		for _, a := range at.Attr {
			if a.Key == "class" {
				if class := strings.Fields(a.Val); len(class) > 0 {
					name += "." + strings.TrimRight(class[0], "0123456789-_")
				}
			}
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, "<")
}

// add takes one link into the block.
func (b *block) add(a *goquery.Selection, key, address string, order int) {
	l := b.leads[key]
	fresh := l == nil
	if fresh {
		l = &lead{item: press.Item{URL: address}, order: order}
		b.leads[key] = l
		b.address += articleLike(key)
		if furniture(a.Get(0)) {
			b.nav++
		}
	}
	text := plain(a.Text())
	around := container(a)
	head := a.ParentsFiltered("h1,h2,h3,h4,h5").Length() > 0
	if h := a.Find("h1,h2,h3,h4,h5").First(); h.Length() > 0 {
		text, head = cmp.Or(plain(h.Text()), text), true
	} else if !head && len(strings.Fields(text)) < 3 {
		// A picture or "czytaj więcej": the heading stands beside it.
		if h := around.Find("h1,h2,h3,h4,h5").First(); h.Length() > 0 {
			text, head = cmp.Or(plain(h.Text()), text), true
		} else if title, ok := a.Attr("title"); ok {
			text = cmp.Or(plain(title), text)
		}
	}
	if len([]rune(text)) > len([]rune(l.item.Title)) && len([]rune(text)) < 300 && !more(text) {
		l.item.Title = text
	}
	if head && !l.heading {
		l.heading = true
		b.heads++
	}
	if l.item.Published.IsZero() {
		if l.item.Published = blockDate(around, b.now); !l.item.Published.IsZero() {
			b.dates++
		}
	}
	if fresh {
		b.words += min(len(strings.Fields(l.item.Title)), 15)
		if p := plain(around.Find("p").First().Text()); len(p) > 40 && p != l.item.Title {
			l.item.Summary = p
		}
	}
}

func more(text string) bool {
	t := strings.ToLower(strings.Trim(text, " .…»>→[]"))
	return strings.HasPrefix(t, "czytaj") || strings.HasPrefix(t, "więcej") || strings.HasPrefix(t, "zobacz") || strings.HasPrefix(t, "read more") || strings.HasPrefix(t, "komentarz")
}

// furniture tells whether a node stands in the navigation of the page.
func furniture(n *html.Node) bool {
	for at := n; at != nil; at = at.Parent {
		if at.Type != html.ElementNode {
			continue
		}
		switch at.Data {
		case "nav", "footer":
			return true
		}
		for _, a := range at.Attr {
			if a.Key == "class" || a.Key == "id" || a.Key == "role" {
				for _, c := range strings.Fields(strings.ToLower(a.Val)) {
					switch c {
					case "menu", "nav", "navbar", "navigation", "footer", "breadcrumb", "breadcrumbs", "pagination", "tags", "tagcloud", "main-menu", "social", "sidebar-menu":
						return true
					}
				}
			}
		}
	}
	return false
}

// container is the largest element around a link that speaks of this one
// address alone.
func container(a *goquery.Selection) *goquery.Selection {
	href, _ := a.Attr("href")
	around := a
	for range 5 {
		up := around.Parent()
		if up.Length() == 0 || up.Is("body,main,ul,ol,tbody,table,html") {
			break
		}
		links := up.Find("a[href]")
		if links.Length() > 12 {
			break
		}
		same := true
		links.EachWithBreak(func(_ int, other *goquery.Selection) bool {
			h, _ := other.Attr("href")
			same = h == href || strings.HasPrefix(h, href+"#") || strings.HasPrefix(h, "#") || boringPath.MatchString(h) || len(strings.Fields(other.Text())) < 3
			return same
		})
		if !same {
			break
		}
		around = up
	}
	return around
}

var dateText = regexp.MustCompile(`(?i)\b(\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?:,?\s+(?:godz\.?\s*)?\d{1,2}[:.]\d\d)?|(?:19|20)\d\d-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:?\d\d|Z)?)?|\d{1,2}\s+(?:stycz|lut|mar|kwie|maj|czerw|lip|sier|wrze|paź|list|grud)\p{L}*\.?\s+(?:19|20)\d\d(?:\s*r\.)?(?:,?\s+(?:godz\.?\s*)?\d{1,2}[:.]\d\d)?)`)

var (
	dayWord  = regexp.MustCompile(`(?i)(?:^|[^\p{L}])(dziś|dzisiaj|wczoraj|przedwczoraj),?\s*(?:o\s+)?(?:godz\.?\s*)?(\d{1,2})[:.](\d\d)`)
	agoWords = regexp.MustCompile(`(?i)(?:(\d{1,3})\s*)?\b(min|minut|minuty|minutę|godz|godzin|godziny|godzinę|h|dni|dzień)\.?\s+temu`)
)

// relativeDate reads "wczoraj, 12:30" and "2 godz. temu", as seen from now.
func relativeDate(text string, now time.Time) time.Time {
	if m := dayWord.FindStringSubmatch(text); m != nil {
		day := polish.DayOf(now)
		switch strings.ToLower(m[1]) {
		case "wczoraj":
			day = day.Add(-1)
		case "przedwczoraj":
			day = day.Add(-2)
		}
		at, _ := civil(day.Year, int(day.Month), day.Dom, num(m[2]), num(m[3]), 0, polish.Warsaw)
		return at
	}
	m := agoWords.FindStringSubmatch(text)
	if m == nil {
		return time.Time{}
	}
	n := time.Duration(max(num(m[1]), 1))
	switch unit := strings.ToLower(m[2]); {
	case strings.HasPrefix(unit, "m"):
		return now.Add(-n * time.Minute).Truncate(time.Minute).UTC()
	case strings.HasPrefix(unit, "d"):
		return now.Add(-n * 24 * time.Hour).Truncate(time.Hour).UTC()
	default:
		return now.Add(-n * time.Hour).Truncate(time.Hour).UTC()
	}
}

// blockDate is the date that a block of a listing shows.
func blockDate(s *goquery.Selection, now time.Time) time.Time {
	if t := s.Find("time").First(); t.Length() > 0 {
		if at := stampOf(t); !at.IsZero() {
			return at
		}
	}
	for _, sel := range []string{"[itemprop=datePublished]", "[class*=date]", "[class*=data]", "[class*=time]"} {
		if at := stampOf(s.Find(sel).First()); !at.IsZero() {
			return at
		}
	}
	text := s.Text()
	if at := anyDate(dateText.FindString(text)); !at.IsZero() {
		return at
	}
	return relativeDate(text, now)
}

// stampOf reads the date of one element.
func stampOf(s *goquery.Selection) time.Time {
	for _, name := range []string{"datetime", "content", "data-date", "data-time"} {
		if v, ok := s.Attr(name); ok {
			if at := anyDate(v); !at.IsZero() {
				return at
			}
		}
	}
	text := plain(s.Text())
	return anyDate(text, dateText.FindString(text))
}

// score tells how much a block looks like a list of articles.
func (b *block) score() float64 {
	n := float64(len(b.leads))
	if n < 2 {
		return 0
	}
	words := float64(b.words) / n
	if words < 2.2 {
		return 0
	}
	score := math.Sqrt(min(n, 40)) * (0.2 + min(words, 10)/10) * (0.1 + b.address/n)
	score *= 1 + 0.6*float64(b.heads)/n + 0.8*float64(b.dates)/n
	if b.nav*2 > len(b.leads) {
		score *= 0.05
	}
	return score
}

// best joins the best blocks in the order of the page.
func best(blocks map[string]*block) []press.Item {
	top := 0.0
	var ranked []*block
	for _, b := range blocks {
		if s := b.score(); s > 0 {
			top = max(top, s)
			ranked = append(ranked, b)
		}
	}
	if top < 0.4 {
		return nil
	}
	joined := map[string]*lead{}
	for _, b := range ranked {
		if s := b.score(); s < 0.45*top || s < 0.4 {
			continue
		}
		for key, l := range b.leads {
			was := joined[key]
			if was == nil {
				joined[key] = l
				continue
			}
			if len(l.item.Title) > len(was.item.Title) {
				was.item.Title = l.item.Title
			}
			if was.item.Published.IsZero() {
				was.item.Published = l.item.Published
			}
			was.order = min(was.order, l.order)
		}
	}
	var leads []*lead
	for _, l := range joined {
		if l.item.Title != "" && articleLike(l.item.URL) >= 0.2 {
			leads = append(leads, l)
		}
	}
	slices.SortFunc(leads, func(a, b *lead) int { return a.order - b.order })
	var items []press.Item
	for _, l := range leads {
		items = append(items, l.item)
	}
	return items
}
