package gather

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"

	"prasowka/internal/press"
)

// translate makes our nouns of what gofeed read: addresses absolute, titles
// plain, dates by our own reader from the words of the feed.
func (f *Feed) translate(g *gofeed.Feed, address string) {
	f.Format = strings.TrimSpace(g.FeedType + " " + g.FeedVersion)
	rssFeed, _ := g.OriginalFeed().(*rss.Feed)
	atomFeed, _ := g.OriginalFeed().(*atom.Feed)
	if rssFeed != nil && (g.FeedVersion == "1.0" || g.FeedVersion == "0.9") {
		f.Format = "rdf " + g.FeedVersion
	}
	base := baseOf(address, g.FeedLink, g.Link)
	f.Link = absolute(base, g.Link)
	f.Self = absolute(base, g.FeedLink)
	f.Title, f.Description, f.Language = plain(g.Title), summary(g.Description), strings.TrimSpace(g.Language)
	f.Author = people(g.Authors)
	f.Published, f.Updated = anyDate(g.Published), anyDate(g.Updated)
	if rssFeed != nil {
		f.Author = cmp.Or(f.Author, personName(rssFeed.ManagingEditor), personName(rssFeed.WebMaster))
		f.Hub = hubIn(rssFeed.Extensions)
	}
	if atomFeed != nil {
		for _, l := range atomFeed.Links {
			if l.Rel == "hub" && f.Hub == "" {
				f.Hub = l.Href
			}
		}
	}
	f.Items = make([]press.Item, 0, len(g.Items))
	for i, item := range g.Items {
		var original *rss.Item
		if rssFeed != nil && i < len(rssFeed.Items) {
			original = rssFeed.Items[i]
		}
		var entry *atom.Entry
		if atomFeed != nil && i < len(atomFeed.Entries) {
			entry = atomFeed.Entries[i]
		}
		f.Items = append(f.Items, translateItem(item, original, entry, base))
	}
}

func anyDate(texts ...string) time.Time {
	for _, s := range texts {
		if t, ok := feedDate(s); ok {
			return t
		}
	}
	return time.Time{}
}

func translateItem(g *gofeed.Item, original *rss.Item, entry *atom.Entry, base *url.URL) press.Item {
	item := press.Item{
		GUID: strings.TrimSpace(g.GUID), Title: plain(g.Title),
		Summary: summary(g.Description), Content: strings.TrimSpace(g.Content), Author: people(g.Authors),
	}
	link := linkOf(g, original, entry)
	item.URL = absolute(base, link)
	item.Published = anyDate(g.Published, extValue(g.Extensions, "date", "issued", "created", "published", "publicationDate"), newsDate(g.Extensions), g.Custom["date"], g.Custom["pubdate"], g.Custom["published"])
	item.Updated = anyDate(g.Updated, extValue(g.Extensions, "modified", "updated"), g.Custom["lastUpdate"], g.Custom["updated"])
	if original != nil {
		item.Author = rssAuthors(original, item.Author)
	}
	item.Author = cmp.Or(item.Author, personName(extValue(g.Extensions, "creator", "contributor")), credited(g.Extensions["media"]["credit"]))
	if item.Published.IsZero() {
		item.Published = item.Updated
	}
	item.Title = cmp.Or(item.Title, plain(extValue(ext.Extensions{"itunes": g.Extensions["itunes"], "atom": g.Extensions["atom"]}, "title")))
	item.GUID = cmp.Or(item.GUID, extValue(g.Extensions, "id", "identifier"), strings.TrimSpace(g.Custom["id"]))
	if item.URL == "" && isAddress(item.GUID) && (original == nil || original.GUID == nil) {
		item.URL = item.GUID // rdf:about
	}
	item.Summary = cmp.Or(item.Summary, summary(extValue(ext.Extensions{"itunes": g.Extensions["itunes"]}, "summary", "subtitle")),
		summary(extValue(ext.Extensions{"media": g.Extensions["media"]}, "description")), summary(g.Custom["summary"]))
	item.Content = cmp.Or(plainPrefix(item.Content), strings.TrimSpace(g.Custom["fullitem"]), strings.TrimSpace(g.Custom["body"]), strings.TrimSpace(g.Custom["content"]),
		strings.TrimSpace(g.Custom["encoded"]), strings.TrimSpace(g.Custom["full-text"]), extValue(g.Extensions, "full-text"))
	for _, tag := range slices.Concat(g.Categories, subjects(g.Extensions), mediaTags(g.Extensions["media"])) {
		if tag = plain(tag); tag != "" && !slices.Contains(item.Tags, tag) {
			item.Tags = append(item.Tags, tag)
		}
	}
	media(&item, g, base)
	return item
}

// extValue is the first text of an element of any of the names, in whatever
// namespace it stands.
func extValue(exts ext.Extensions, names ...string) string {
	for _, name := range names {
		var prefixes []string
		for prefix := range exts {
			prefixes = append(prefixes, prefix)
		}
		slices.Sort(prefixes)
		for _, prefix := range prefixes {
			for _, e := range exts[prefix][name] {
				if v := strings.TrimSpace(e.Value); v != "" {
					return v
				}
			}
		}
	}
	return ""
}

// newsDate is the date that an item carries for Google News.
func newsDate(exts ext.Extensions) string {
	for _, prefix := range slices.Sorted(maps.Keys(exts)) {
		for _, news := range exts[prefix]["news"] {
			for _, date := range news.Children["publication_date"] {
				return date.Value
			}
		}
	}
	return ""
}

var prefixedDiv = lazyRegexp(`^<(\w+):(?:div|p)[\s>]`)

// plainPrefix takes the prefix of XHTML off the tags of a content.
func plainPrefix(content string) string {
	m := prefixedDiv().FindStringSubmatch(content)
	if m == nil {
		return content
	}
	return strings.NewReplacer("<"+m[1]+":", "<", "</"+m[1]+":", "</").Replace(content)
}

func people(persons []*gofeed.Person) string {
	var names []string
	for _, p := range persons {
		if p == nil {
			continue
		}
		name := personName(cmp.Or(strings.TrimSpace(p.Name), p.Email))
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// rssAuthors reads the ways of RSS to name authors; several dc:creator are
// several people.
func rssAuthors(item *rss.Item, read string) string {
	if item.Author != "" {
		return cmp.Or(read, personName(item.Author))
	}
	if dc := item.DublinCoreExt; dc != nil && len(dc.Creator) > 0 {
		var names []string
		for _, c := range dc.Creator {
			if c = personName(c); c != "" && !slices.Contains(names, c) {
				names = append(names, c)
			}
		}
		return strings.Join(names, ", ")
	}
	return cmp.Or(read, personName(item.Custom["autor"]))
}

// personName takes the name out of "name (mail)", "mail (name)", "name <mail>";
// a mail address alone stays.
func personName(s string) string {
	s = plain(s)
	if open := strings.IndexAny(s, "(<"); open >= 0 {
		before, inside := strings.TrimSpace(s[:open]), strings.Trim(s[open:], "()<> ")
		switch {
		case before != "" && !strings.Contains(before, "@"):
			return before
		case inside != "" && !strings.Contains(inside, "@"):
			return inside
		}
		return cmp.Or(before, inside)
	}
	words := strings.Fields(s)
	if len(words) > 1 {
		words = slices.DeleteFunc(words, func(w string) bool { return strings.Contains(w, "@") })
	}
	return strings.Trim(strings.Join(words, " "), ",; ")
}

// mediaTags are the categories and keywords that Media RSS gives an item.
func mediaTags(media map[string][]ext.Extension) []string {
	var tags []string
	for _, c := range media["category"] {
		tags = append(tags, cmp.Or(strings.TrimSpace(c.Attrs["label"]), c.Value))
	}
	for _, k := range media["keywords"] {
		tags = append(tags, strings.Split(k.Value, ",")...)
	}
	return tags
}

// subjects are the categories that stand in another dialect's words: dc:subject
// under any prefix, and the text of an Atom category, which has no term.
func subjects(exts ext.Extensions) []string {
	var tags []string
	for _, prefix := range slices.Sorted(maps.Keys(exts)) {
		for _, s := range exts[prefix]["subject"] {
			tags = append(tags, s.Value)
		}
	}
	return tags
}

// credited is the author among the credits of an item's media.
func credited(credits []ext.Extension) string {
	for _, c := range credits {
		if strings.EqualFold(c.Attrs["role"], "author") {
			return personName(c.Value)
		}
	}
	return ""
}

var thousands = lazyRegexp(`^\d{1,3}(?:[.,]\d{3})+$`)

// fileLength reads the length of a file, with or without signs between its
// thousands; 0: not told.
func fileLength(s string) int64 {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", "")), "")
	if thousands().MatchString(s) {
		s = strings.NewReplacer(".", "", ",", "").Replace(s)
	}
	s, _, _ = strings.Cut(s, ".")
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return max(n, 0)
}

// media gathers the files of an item: enclosures, Media RSS inside and outside
// of groups, podcast transcripts.
func media(item *press.Item, g *gofeed.Item, base *url.URL) {
	add := func(link, kind, length string) {
		link = absolute(base, link)
		if link == "" || slices.ContainsFunc(item.Media, func(e press.Enclosure) bool { return e.URL == link }) || len(item.Media) >= 64 {
			return
		}
		item.Media = append(item.Media, press.Enclosure{URL: link, Type: strings.TrimSpace(kind), Length: fileLength(length)})
	}
	for _, e := range g.Enclosures {
		add(e.URL, e.Type, e.Length)
	}
	for _, prefix := range []string{"atom", "atom10", "atom03", "a10"} {
		for _, l := range g.Extensions[prefix]["link"] {
			if l.Attrs["rel"] == "enclosure" {
				add(l.Attrs["href"], l.Attrs["type"], l.Attrs["length"])
			}
		}
	}
	contents := slices.Clone(g.Extensions["media"]["content"])
	for _, group := range g.Extensions["media"]["group"] {
		contents = append(contents, group.Children["content"]...)
		for _, d := range group.Children["description"] {
			item.Summary = cmp.Or(item.Summary, summary(d.Value))
		}
		for _, t := range group.Children["title"] {
			item.Title = cmp.Or(item.Title, plain(t.Value))
		}
	}
	for _, c := range contents {
		kind := c.Attrs["type"]
		if kind == "" && c.Attrs["medium"] != "" {
			kind = c.Attrs["medium"] + "/*"
		}
		add(c.Attrs["url"], kind, c.Attrs["fileSize"])
	}
	for _, prefix := range []string{"podcast", "podcastindex"} {
		for _, t := range g.Extensions[prefix]["transcript"] {
			add(t.Attrs["url"], cmp.Or(t.Attrs["type"], "text/plain"), "")
		}
	}
}
