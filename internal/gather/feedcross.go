package gather

import (
	"cmp"
	"regexp"
	"strings"
)

var (
	itemTag  = lazyRegexp(`(?i)<(?:\w+:)?item[\s>]`)
	entryTag = lazyRegexp(`(?i)<(?:\w+:)?entry[\s>]`)
	cdfLink  = lazyRegexp(`(?i)<(?:channel|item)\s[^>]*\bhref\s*=`)
	entryAny = lazyRegexp(`(?i)<(/?)(?:\w+:)?entry([\s>])`)
)

var (
	rootTag     = lazyRegexp(`(?i)^<(?:\w+:)?(rss|rdf|feed|channel)\b[^>]*>`)
	bareChannel = lazyRegexp(`(?i)(<channel\b[^<>]*?)\sxmlns\s*=\s*["'][^"'<>]*["']([^<>]*)>`)
	defaultName = lazyRegexp(`\sxmlns\s*=\s*["']([^"']*)["']`)
)

// knownRoot gives an Atom feed in a namespace of its own (a draft, a slip of
// the pen) the namespace that gofeed knows, and takes that of another format
// off RSS, which has none.
func knownRoot(text string) string {
	tag := rootTag().FindString(text)
	if strings.HasPrefix(strings.ToLower(tag), "<rss") {
		return bareChannel().ReplaceAllString(defaultName().ReplaceAllString(tag, "")+text[len(tag):], "$1$2>")
	}
	if !strings.HasPrefix(strings.ToLower(tag), "<feed") {
		return text
	}
	m := defaultName().FindStringSubmatch(tag)
	if m == nil || m[1] == "http://www.w3.org/2005/Atom" || m[1] == "http://purl.org/atom/ns#" {
		return text
	}
	return strings.Replace(tag, m[0], ` xmlns="http://www.w3.org/2005/Atom"`, 1) + text[len(tag):]
}

// crossed gives a root its own kind of items where somebody crossed two
// formats: <feed> with items becomes RSS, a channel's entries become items.
func crossed(text string) string {
	root := rootTag().FindStringSubmatch(text)
	if root == nil {
		return text
	}
	items, entries := itemTag().MatchString(text), entryTag().MatchString(text)
	switch atom := strings.EqualFold(root[1], "feed"); {
	case atom && items && !entries && strings.HasSuffix(text, "</feed>"):
		return "<rss><channel>" + text[len(root[0]):len(text)-len("</feed>")] + "</channel></rss>"
	case !atom && entries && !items:
		return entryAny().ReplaceAllString(text, "<${1}item$2")
	}
	return text
}

// plainRoot makes RSS 2.0 of RSS 1.1, whose root is its channel and whose items
// stand in a collection, and gives a channel without a root one.
func plainRoot(text string) string {
	root := rootTag().FindStringSubmatch(text)
	if root == nil || !strings.EqualFold(root[1], "channel") {
		return text
	}
	if !strings.Contains(root[0], "purl.org/net/rss1.1") {
		if strings.Contains(text, "<link>") && !cdfLink().MatchString(text) {
			return "<rss>" + text + "</rss>"
		}
		return text // CDF
	}
	end := strings.LastIndex(text, "</")
	if end < len(root[0]) {
		return text
	}
	attrs := strings.TrimSuffix(strings.TrimPrefix(root[0][strings.IndexAny(root[0], " \t\r\n"):], " "), ">")
	return `<rss version="1.1" ` + strings.ReplaceAll(attrs, `xmlns="http://purl.org/net/rss1.1#"`, "") + "><channel>" +
		itemList().ReplaceAllString(text[len(root[0]):end], "") + "</channel></rss>"
}

var (
	itemList = lazyRegexp(`(?i)</?(?:\w+:)?items\b[^>]*>`)
	// An empty member would wipe out a full one before it.
	emptyMember = lazyRegexp(`(?i)<(?:title\s*/>|title>\s*</title>|link\s*/>|link>\s*</link>|description\s*/>|description>\s*</description>|pubDate\s*/>|pubDate>\s*</pubDate>|language\s*/>|language>\s*</language>)`)
	inList      = lazyRegexp(`(?i)<items\b[^>]*>\s*<item[\s>]`)
	noText      = lazyRegexp(`(?i)<category\s([^<>]*?)(?:/>|>\s*</category>)`)
	labelAttr   = lazyRegexp(`(?i)\blabel\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	termAttr    = lazyRegexp(`(?i)\bterm\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	hrefFile    = lazyRegexp(`(?i)<enclosure(\s[^<>]*?)?\shref\s*=`)
	textFile    = lazyRegexp(`(?i)<enclosure\b[^<>]*>\s*(https?://[^<>\s"]+)\s*</enclosure>`)
)

// isAtom tells whether the root of a document is that of Atom.
func isAtom(text string) bool {
	return strings.HasPrefix(strings.ToLower(text[:min(len(text), len("<feed"))]), "<feed")
}

// rssWords gives RSS its own words where somebody took those of Atom, or put
// into a text what belongs into an attribute. The rest of Atom's words reach
// translateItem as they are.
func rssWords(text string) string {
	if isAtom(text) {
		return text
	}
	text = emptyMember().ReplaceAllString(text, "")
	if inList().MatchString(text) {
		text = itemList().ReplaceAllString(text, "")
	}
	text = noText().ReplaceAllStringFunc(text, textOfTerm)
	return textFile().ReplaceAllString(hrefFile().ReplaceAllString(text, "<enclosure$1 url="), `<enclosure url="$1"/>`)
}

// textOfTerm makes the text of a category of its attributes.
func textOfTerm(s string) string {
	attrs := noText().FindStringSubmatch(s)[1]
	for _, attr := range []func() *regexp.Regexp{labelAttr, termAttr} {
		if m := attr().FindStringSubmatch(attrs); m != nil && cmp.Or(m[1], m[2]) != "" {
			return "<category>" + cmp.Or(m[1], m[2]) + "</category>"
		}
	}
	return s
}

var (
	textCategory = lazyRegexp(`(?i)<category>([^<>]+)</category>`)
	textLink     = lazyRegexp(`(?i)<link>\s*([^<>]+?)\s*</link>`)
	textAuthor   = lazyRegexp(`(?i)<author>([^<>]+)</author>`)
	pubDateTag   = lazyRegexp(`(?i)<(/?)pubdate>`)
	guidTag      = lazyRegexp(`(?i)<(/?)guid\b[^<>]*>`)
	descriptTag  = lazyRegexp(`(?i)<(/?)description>`)
)

// atomWords gives Atom its own words where somebody took those of RSS: texts
// for links, names and categories, other names for the rest.
func atomWords(text string) string {
	if !isAtom(text) {
		return text
	}
	attr := func(name string, re func() *regexp.Regexp) {
		text = re().ReplaceAllStringFunc(text, func(s string) string {
			m := re().FindStringSubmatch(s)
			return "<" + name + strings.ReplaceAll(m[1], `"`, "&quot;") + `"/>`
		})
	}
	attr(`category term="`, textCategory)
	attr(`link href="`, textLink)
	text = textAuthor().ReplaceAllString(text, "<author><name>$1</name></author>")
	text = pubDateTag().ReplaceAllString(text, "<${1}published>")
	text = guidTag().ReplaceAllString(text, "<${1}id>")
	return descriptTag().ReplaceAllStringFunc(text, func(s string) string {
		if s[1] == '/' {
			return "</summary>"
		}
		return `<summary type="html">`
	})
}
