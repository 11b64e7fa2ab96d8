package town

import (
	"fmt"
	"strings"
	"time"
)

// sitemap answers the outlet's sitemaps: an index with one file a month, a
// news sitemap, a plain one, or a gzipped one.
func (s *site) sitemap(path string, all []*Article) (document, bool) {
	l := s.look
	if l.sitemap == "" {
		return document{}, false
	}
	if path == l.sitemap {
		switch l.sitemapKind {
		case "index":
			return s.sitemapDoc(s.sitemapIndex(all), false), true
		case "news":
			return s.sitemapDoc(s.sitemapNews(all), false), true
		case "gz":
			return s.sitemapDoc(s.sitemapPlain(all), true), true
		}
		return s.sitemapDoc(s.sitemapPlain(all), false), true
	}
	if l.sitemapKind != "index" {
		return document{}, false
	}
	month, ok := strings.CutPrefix(path, sitemapStem(l.sitemap)+"-")
	month, isXML := strings.CutSuffix(month, ".xml")
	if !ok || !isXML {
		return document{}, false
	}
	var some []*Article
	for _, a := range all {
		if local(a.Published).Format("2006-01") == month {
			some = append(some, a)
		}
	}
	if len(some) == 0 {
		return document{}, false
	}
	return s.sitemapDoc(s.sitemapPlain(some), false), true
}

func sitemapStem(path string) string { return strings.TrimSuffix(path, ".xml") }

func (s *site) sitemapDoc(body string, packed bool) document {
	raw := []byte("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body)
	if packed {
		return document{status: 200, kind: "application/x-gzip", body: zip(raw), gzip: true}
	}
	return document{status: 200, kind: "application/xml; charset=utf-8", body: raw}
}

func (s *site) sitemapIndex(all []*Article) string {
	var b strings.Builder
	b.WriteString("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	seen := map[string]bool{}
	for _, a := range all {
		month := local(a.Published).Format("2006-01")
		if !seen[month] {
			seen[month] = true
			fmt.Fprintf(&b, "<sitemap><loc>%s%s-%s.xml</loc><lastmod>%s</lastmod></sitemap>\n",
				s.URL(), sitemapStem(s.look.sitemap), month, local(a.Published).Format(time.RFC3339))
		}
	}
	b.WriteString("</sitemapindex>\n")
	return b.String()
}

func (s *site) sitemapPlain(all []*Article) string {
	var b strings.Builder
	b.WriteString("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n")
	fmt.Fprintf(&b, "<url><loc>%s/</loc><changefreq>hourly</changefreq></url>\n", s.URL())
	for _, a := range all {
		fmt.Fprintf(&b, "<url><loc>%s</loc><lastmod>%s</lastmod></url>\n", esc(a.URL), local(latest(a.Published, a.Modified)).Format(time.RFC3339))
	}
	b.WriteString("</urlset>\n")
	return b.String()
}

// sitemapNews holds two days, as the news sitemap protocol asks.
func (s *site) sitemapNews(all []*Article) string {
	var b strings.Builder
	b.WriteString("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n")
	since := s.town.Now().Add(-48 * time.Hour)
	for _, a := range all {
		if a.Published.Before(since) {
			continue
		}
		fmt.Fprintf(&b, "<url><loc>%s</loc><news:news><news:publication><news:name>%s</news:name><news:language>pl</news:language></news:publication><news:publication_date>%s</news:publication_date><news:title>%s</news:title></news:news></url>\n",
			esc(a.URL), esc(s.outlet.Name), local(a.Published).Format(time.RFC3339), esc(a.Title))
	}
	b.WriteString("</urlset>\n")
	return b.String()
}
