package town

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"slices"
	"strings"
	"time"
)

// feedItems is how many items a feed of the town holds.
const feedItems = 30

func sortNewest(all []*Article) {
	slices.SortStableFunc(all, func(a, b *Article) int { return b.Published.Compare(a.Published) })
}

// feed renders one feed of the outlet.
func (s *site) feed(f feedSpec, all []*Article, now time.Time, fault Fault) document {
	items := make([]*Article, 0, feedItems)
	for _, a := range all {
		if len(items) < feedItems && (f.only == "" || a.Section == f.only) && (!f.Sound || len(a.Media) > 0) {
			items = append(items, a)
		}
	}
	if fault == FeedEmpty {
		items = nil
	}
	var modified time.Time
	for _, a := range items {
		modified = latest(modified, a.Published, a.Modified)
	}
	v := feedView{site: s, spec: f, items: items, fault: fault, now: now, updated: modified}
	doc := document{status: 200, modified: modified}
	if s.look.hub {
		doc.links = s.hubLinks(f)
	}
	switch f.Format {
	case "atom":
		doc.kind, doc.body = "application/atom+xml", v.xml(v.atom())
	case "rdf":
		doc.kind, doc.body = "application/rdf+xml", v.xml(v.rdf())
	case "json":
		doc.kind, doc.body = "application/feed+json; charset=utf-8", v.json()
	default:
		doc.kind, doc.body = "application/rss+xml", v.xml(v.rss())
	}
	if fault == FeedTruncated {
		doc.body = doc.body[:len(doc.body)*2/3]
	}
	return doc
}

func latest(times ...time.Time) time.Time {
	var t time.Time
	for _, x := range times {
		if x.After(t) {
			t = x
		}
	}
	return t
}

// feedView is a feed being written.
type feedView struct {
	site    *site
	spec    feedSpec
	items   []*Article
	fault   Fault
	now     time.Time
	updated time.Time
}

// xml puts the prolog with the outlet's charset before a document.
func (v feedView) xml(doc string) []byte {
	charset := v.site.look.charset
	return v.site.encode(fmt.Sprintf("<?xml version=\"1.0\" encoding=\"%s\"?>\n", strings.ToUpper(charset)) + doc)
}

func esc(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// date of an item: the truth, unless the feed re-dates everything.
func (v feedView) date(a *Article) time.Time {
	if v.fault == FeedRedated {
		return v.now.Add(-time.Minute)
	}
	return a.Published
}

// guid of an item: stable, unless the feed changes them all.
func (v feedView) guid(a *Article) string {
	id := fmt.Sprintf("%s/?p=%d", v.site.URL(), 4000+a.number)
	if v.fault == FeedNewGUIDs {
		id = fmt.Sprintf("%s#%x", id, hash(v.now.Format("2006-01-02T15:04")))
	}
	return id
}

// summary is the lead, or the first paragraph.
func summary(a *Article) string {
	if a.Lead != "" {
		return a.Lead
	}
	if len(a.blocks) > 0 {
		return shorten(a.blocks[0].Text, 280)
	}
	return a.Title
}

// shorten cuts at a word, adding an ellipsis, at n characters at most.
func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n-1])
	if i := strings.LastIndex(cut, " "); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:–") + "…"
}

// bodyHTML is the article's text as its outlet marks it up.
func bodyHTML(a *Article) string {
	var b strings.Builder
	for i, bl := range a.blocks {
		list, table := bl.Kind == "li", bl.Kind == "tr"
		if list && (i == 0 || a.blocks[i-1].Kind != "li") {
			b.WriteString("<ul>\n")
		}
		if table && (i == 0 || a.blocks[i-1].Kind != "tr") {
			b.WriteString("<table class=\"tabela\">\n")
		}
		b.WriteString(bl.html() + "\n")
		last := i == len(a.blocks)-1
		if list && (last || a.blocks[i+1].Kind != "li") {
			b.WriteString("</ul>\n")
		}
		if table && (last || a.blocks[i+1].Kind != "tr") {
			b.WriteString("</table>\n")
		}
	}
	return b.String()
}

func (b block) html() string {
	text := html.EscapeString(b.Text)
	switch b.Kind {
	case "h":
		return "<h2>" + text + "</h2>"
	case "li":
		return "<li>" + text + "</li>"
	case "q":
		return "<blockquote><p>" + text + "</p></blockquote>"
	case "pyt":
		return "<p><strong>" + text + "</strong></p>"
	case "tr":
		var row strings.Builder
		for _, c := range b.Cell {
			row.WriteString("<td>" + html.EscapeString(c) + "</td>")
		}
		return "<tr>" + row.String() + "</tr>"
	}
	return "<p>" + text + "</p>"
}

func (v feedView) rss() string {
	var b strings.Builder
	self, o := v.site.URL()+v.spec.Path, v.site.outlet
	fmt.Fprintf(&b, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel>
<title>%s</title>
<atom:link href="%s" rel="self" type="application/rss+xml" />
<link>%s/</link>
<description>%s</description>
<language>pl-PL</language>
`, esc(o.Name), esc(self), v.site.URL(), esc(o.Note))
	if v.site.look.hub {
		fmt.Fprintf(&b, "<atom:link href=\"%s\" rel=\"hub\" />\n", esc(v.site.town.HubURL()))
	}
	if !v.updated.IsZero() {
		fmt.Fprintf(&b, "<lastBuildDate>%s</lastBuildDate>\n", local(v.updated).Format(time.RFC1123Z))
	}
	for _, a := range v.items {
		fmt.Fprintf(&b, "<item>\n<title>%s</title>\n<link>%s</link>\n<guid isPermaLink=\"false\">%s</guid>\n<pubDate>%s</pubDate>\n",
			esc(a.Title), esc(a.URL), esc(v.guid(a)), local(v.date(a)).Format(time.RFC1123Z))
		if a.Author != "" {
			fmt.Fprintf(&b, "<dc:creator>%s</dc:creator>\n", esc(a.Author))
		}
		fmt.Fprintf(&b, "<category>%s</category>\n", esc(a.Section))
		for _, tag := range a.Tags {
			fmt.Fprintf(&b, "<category>%s</category>\n", esc(tag))
		}
		fmt.Fprintf(&b, "<description>%s</description>\n", esc("<p>"+html.EscapeString(summary(a))+"</p>"))
		if v.spec.full {
			fmt.Fprintf(&b, "<content:encoded>%s</content:encoded>\n", esc(leadHTML(a)+bodyHTML(a)))
		}
		for _, m := range a.Media {
			fmt.Fprintf(&b, "<enclosure url=\"%s\" length=\"%d\" type=\"%s\" />\n", esc(m.URL), m.Length, m.Type)
		}
		b.WriteString("</item>\n")
	}
	b.WriteString("</channel>\n</rss>\n")
	return b.String()
}

func leadHTML(a *Article) string {
	if a.Lead == "" {
		return ""
	}
	return "<p><strong>" + html.EscapeString(a.Lead) + "</strong></p>\n"
}

func (v feedView) atom() string {
	var b strings.Builder
	o := v.site.outlet
	fmt.Fprintf(&b, `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="pl">
<title type="text">%s</title>
<subtitle type="text">%s</subtitle>
<id>%s/</id>
<link rel="self" type="application/atom+xml" href="%s" />
<link rel="alternate" type="text/html" href="%s/" />
<updated>%s</updated>
`, esc(o.Name), esc(o.Note), v.site.URL(), esc(v.site.URL()+v.spec.Path), v.site.URL(), v.stamp(v.updated))
	for _, a := range v.items {
		fmt.Fprintf(&b, "<entry>\n<title type=\"html\">%s</title>\n<id>%s</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"%s\" />\n<published>%s</published>\n<updated>%s</updated>\n",
			esc(html.EscapeString(a.Title)), esc(v.guid(a)), esc(a.URL), v.stamp(v.date(a)), v.stamp(latest(v.date(a), a.Modified)))
		author := a.Author
		if author == "" {
			author = o.Name
		}
		fmt.Fprintf(&b, "<author><name>%s</name></author>\n<category term=\"%s\" />\n<summary type=\"text\">%s</summary>\n",
			esc(author), esc(a.Section), esc(summary(a)))
		if v.spec.full {
			fmt.Fprintf(&b, "<content type=\"html\">%s</content>\n", esc(leadHTML(a)+bodyHTML(a)))
		}
		b.WriteString("</entry>\n")
	}
	b.WriteString("</feed>\n")
	return b.String()
}

func (v feedView) stamp(at time.Time) string {
	if at.IsZero() {
		at = v.now
	}
	return local(at).Format(time.RFC3339)
}

func (v feedView) rdf() string {
	var b, seq strings.Builder
	o := v.site.outlet
	for _, a := range v.items {
		fmt.Fprintf(&seq, "<rdf:li rdf:resource=\"%s\" />\n", esc(a.URL))
	}
	fmt.Fprintf(&b, `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="%s">
<title>%s</title>
<link>%s/</link>
<description>%s</description>
<items><rdf:Seq>
%s</rdf:Seq></items>
</channel>
`, esc(v.site.URL()+v.spec.Path), esc(o.Name), v.site.URL(), esc(o.Note), seq.String())
	for _, a := range v.items {
		fmt.Fprintf(&b, "<item rdf:about=\"%s\">\n<title>%s</title>\n<link>%s</link>\n<description>%s</description>\n<dc:date>%s</dc:date>\n",
			esc(a.URL), esc(a.Title), esc(a.URL), esc(summary(a)), v.stamp(v.date(a)))
		if a.Author != "" {
			fmt.Fprintf(&b, "<dc:creator>%s</dc:creator>\n", esc(a.Author))
		}
		b.WriteString("</item>\n")
	}
	b.WriteString("</rdf:RDF>\n")
	return b.String()
}

// json is JSON Feed 1.1.
func (v feedView) json() []byte {
	type author struct {
		Name string `json:"name"`
	}
	type item struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		HTML      string   `json:"content_html"`
		Summary   string   `json:"summary"`
		Published string   `json:"date_published"`
		Authors   []author `json:"authors,omitempty"`
		Tags      []string `json:"tags,omitempty"`
	}
	feed := struct {
		Version  string `json:"version"`
		Title    string `json:"title"`
		Home     string `json:"home_page_url"`
		Self     string `json:"feed_url"`
		Language string `json:"language"`
		Items    []item `json:"items"`
	}{"https://jsonfeed.org/version/1.1", v.site.outlet.Name, v.site.URL() + "/", v.site.URL() + v.spec.Path, "pl", []item{}}
	for _, a := range v.items {
		it := item{ID: v.guid(a), URL: a.URL, Title: a.Title, Summary: summary(a), Published: v.stamp(v.date(a)), Tags: a.Tags}
		it.HTML = "<p>" + html.EscapeString(summary(a)) + "</p>"
		if v.spec.full {
			it.HTML = leadHTML(a) + bodyHTML(a)
		}
		if a.Author != "" {
			it.Authors = []author{{a.Author}}
		}
		feed.Items = append(feed.Items, it)
	}
	raw, err := json.MarshalIndent(feed, "", " ")
	if err != nil {
		return nil // unreachable: only strings
	}
	return raw
}
