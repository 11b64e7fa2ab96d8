package gather

import (
	"cmp"
	"net/url"
	"strings"
	"sync"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// baseOf is the address against which links are resolved: the site that the
// feed names, the feed's own address, the address that was asked.
func baseOf(address, self, site string) *url.URL {
	var base *url.URL
	for _, s := range []string{address, self, site} {
		u, err := url.Parse(strings.TrimSpace(s))
		if err != nil {
			continue
		}
		if base != nil {
			u = base.ResolveReference(u)
		}
		if u.IsAbs() && u.Host != "" && s != "" {
			base = u
		}
	}
	return base
}

// linkSigns undoes what other formats' escapes have left in an address.
var linkSigns = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("&amp;", "&", `\/`, "/", sectionStart, "", sectionEnd, "")
})

// absolute resolves a link; one that is absolute already, or that cannot be
// read, comes back as it is written.
func absolute(base *url.URL, link string) string {
	link = strings.TrimSpace(clean(linkSigns().Replace(link)))
	if m := innerHref().FindStringSubmatch(link); m != nil {
		link = cmp.Or(m[1], m[2])
	}
	link = strings.NewReplacer("\n", "", "\r", "", "\t", "", " ", "%20").Replace(link)
	if link == "" || isAddress(link) || base == nil {
		return link
	}
	if bareHost(link, base.Host) {
		return base.Scheme + "://" + link
	}
	u, err := url.Parse(link)
	if err != nil {
		u, err = url.Parse(strings.ReplaceAll(link, "%", "%25"))
	}
	if err != nil {
		return link
	}
	return base.ResolveReference(u).String()
}

// innerHref finds the address of an <a> that stands where an address is expected.
var innerHref = lazyRegexp(`(?i)^<a\s[^>]*\bhref\s*=\s*(?:"([^"]+)"|'([^']+)')`)

// bareHost tells "www.gazeta.pl/artykul", and an address on the feed's own host,
// from a path.
func bareHost(p, host string) bool {
	p = strings.ToLower(p)
	own := strings.TrimPrefix(strings.ToLower(host), "www.")
	return strings.HasPrefix(p, "www.") || (own != "" && strings.HasPrefix(p, own+"/"))
}

// linkOf is the address of an item: its link, the address behind a feed
// service's counter, a guid that is one.
func linkOf(g *gofeed.Item, original *rss.Item, entry *atom.Entry) string {
	for _, name := range []string{"origLink", "origlink"} {
		if v := extValue(map[string]map[string][]ext.Extension{"feedburner": g.Extensions["feedburner"], "pheedo": g.Extensions["pheedo"]}, name); strings.HasPrefix(v, "http") {
			return v
		}
	}
	if entry != nil {
		if link := pageOf(entry); link != "" {
			return link
		}
	}
	for _, link := range g.Links {
		if original != nil && isAddress(link) {
			return link // the first of several
		}
	}
	if g.Link != "" {
		return g.Link
	}
	for _, prefix := range []string{"atom", "atom10", "atom03"} {
		for _, l := range g.Extensions[prefix]["link"] {
			if rel := l.Attrs["rel"]; rel == "" || rel == "alternate" {
				return l.Attrs["href"]
			}
		}
	}
	if original != nil && original.GUID != nil && original.GUID.IsPermalink != "false" {
		if isAddress(g.GUID) || (original.GUID.IsPermalink == "true" && strings.HasPrefix(strings.TrimSpace(g.GUID), "/")) {
			return g.GUID
		}
	}
	if entry != nil {
		for _, l := range entry.Links {
			if l.Rel != "enclosure" && l.Rel != "hub" && l.Rel != "edit" && l.Rel != "replies" && l.Href != "" {
				return l.Href
			}
		}
		if entry.Content != nil && entry.Content.Src != "" {
			return entry.Content.Src
		}
	}
	if isAddress(g.GUID) {
		return g.GUID
	}
	return ""
}

// pageOf is the alternate of an Atom entry that is a page, where the entry has
// alternates of other kinds, too.
func pageOf(entry *atom.Entry) string {
	for _, l := range entry.Links {
		rel := l.Rel[strings.LastIndexByte(l.Rel, '/')+1:] // a relation may be an IANA address
		if (rel == "" || rel == "alternate") && (l.Type == "text/html" || l.Type == "application/xhtml+xml") && l.Href != "" {
			return l.Href
		}
	}
	return ""
}

func isAddress(s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func hubIn(exts ext.Extensions) string {
	for _, prefix := range []string{"atom", "atom10", "atom03"} {
		for _, l := range exts[prefix]["link"] {
			if l.Attrs["rel"] == "hub" {
				return l.Attrs["href"]
			}
		}
	}
	return ""
}
