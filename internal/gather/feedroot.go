package gather

import (
	"strings"

	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	feedRoot   = lazyRegexp(`(?i)<(?:\w+:)?(rss|rdf|feed|channel)(?:[\s>/]|$)`)
	feedItem   = lazyRegexp(`(?i)<(?:\w+:)?(item|entry)[\s>]`)
	wholeItem  = lazyRegexp(`(?i)</(?:\w+:)?(?:item|entry)>\s*$`)
	feedEnd    = lazyRegexp(`(?i)</(?:\w+:)?(?:rss|rdf|feed)\s*>`)
	htmlStart  = lazyRegexp(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])`)
	escapedTag = lazyRegexp(`&(?:amp;)?lt;`)
	// What a root within a page looks like.
	pageRoot   = lazyRegexp(`(?i)<(?:rss\b[^>]*>\s*<(?:channel|item)\b|feed\s[^>]*\bxmlns|(?:\w+:)?rdf\s[^>]*\bxmlns)`)
	pageScript = lazyRegexp(`(?is)<script\b.*?</script`)
)

// junkBefore bounds what may stand before the root, in bytes.
const junkBefore = 256 << 10

// pageHead is how far into a page any root is taken for one, in bytes.
const pageHead = 4096

// maxDocuments bounds how many feeds that stand one after another are read.
const maxDocuments = 8

// findFeed parts the text before a feed's root (a prolog, a comment, a page,
// whatever an engine spilled) from the feed and what follows it.
func findFeed(text string) (prolog, body string, ok bool) {
	if from, ok := rootOf(text); ok {
		return text[:from], domSections(text[from:]), true
	}
	if shown, ok := shownFeed(text); ok {
		return "", shown, true
	}
	if htmlStart().MatchString(text) {
		return "", "", false
	}
	at := feedItem().FindStringIndex(text[:min(len(text), junkBefore)]) // items without their feed
	if at == nil {
		return "", "", false
	}
	return "", aroundItems(text[at[0]:], at[1]-at[0]), true
}

// furtherFeed finds what follows a feed and is one, too: another document, or
// items behind the end tag of the root.
func furtherFeed(rest string) (prolog, body string, ok bool) {
	if from, ok := rootOf(rest); ok {
		return rest[:from], rest[from:], true
	}
	rest = strings.TrimSpace(rest)
	if at := feedItem().FindStringIndex(rest[:min(len(rest), 64)]); at != nil && at[0] == 0 {
		return "", aroundItems(rest, at[1]), true
	}
	return "", "", false
}

// aroundItems gives items that have lost it a feed, and its end when the last of
// them is whole; the first tag of text ends at tag.
func aroundItems(text string, tag int) string {
	start, end := "<rss><channel>", "</channel></rss>"
	if entryTag().MatchString(text[:tag]) {
		start, end = `<feed xmlns="http://www.w3.org/2005/Atom">`, "</feed>"
	}
	if !wholeItem().MatchString(text) {
		end = ""
	}
	return start + text + end
}

// rootOf finds where the feed begins. Far into a page of HTML a tag of that name
// may be an element of the page's own: a root looks like one and items follow.
func rootOf(text string) (from int, ok bool) {
	head := text[:min(len(text), junkBefore)]
	seen := blankComments(head)
	page := htmlStart().MatchString(head)
	if page { // a script may speak of feeds
		seen = pageScript().ReplaceAllStringFunc(seen, func(s string) string { return strings.Repeat(" ", len(s)) })
	}
	at := feedRoot().FindStringIndex(seen)
	if at != nil && page && at[0] > pageHead {
		at = pageRoot().FindStringIndex(seen)
		if at != nil && !feedItem().MatchString(text[at[0]:]) {
			at = nil
		}
	}
	if at == nil {
		return 0, false
	}
	return at[0], true
}

// blankComments hides comments and declarations without moving anything.
func blankComments(s string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, "<!--")
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := strings.Index(s[i:], "-->")
		if end < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		b.WriteString(strings.Repeat(" ", end+3))
		s = s[i+end+3:]
	}
}

// domSections opens the comments that a browser makes of CDATA sections when it
// writes down a feed as HTML.
func domSections(s string) string {
	if !strings.Contains(s, "<!--[CDATA[") {
		return s
	}
	return strings.NewReplacer("<!--[CDATA[", "<![CDATA[", "]]-->", "]]>").Replace(s)
}

// shownFeed finds a feed that was escaped as a whole, once or twice: in a <pre>
// or in the viewer of a browser, in the <string> of a web service. A page that
// speaks of more than its feed (a lesson about RSS) shows an example.
func shownFeed(text string) (string, bool) {
	shown, at := text, []int(nil)
	for n := 0; n < 2 && at == nil && escapedTag().MatchString(shown); n++ {
		shown = shownText(shown)
		at = feedRoot().FindStringIndex(shown[:min(len(shown), junkBefore)])
	}
	if at == nil || !feedItem().MatchString(shown[at[0]:]) {
		return "", false
	}
	end := len(shown)
	if ends := feedEnd().FindAllStringIndex(shown, -1); ends != nil {
		end = ends[len(ends)-1][1]
	}
	others := len(strings.TrimSpace(shown[:at[0]])) + len(strings.TrimSpace(shown[max(end, at[0]):]))
	return shown[at[0]:], others <= end-at[0]
}

// shownText is the text of a page as a reader sees it, character references
// resolved once.
func shownText(s string) string {
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(s))
	hidden := false // within a script, a style or the title
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return b.String()
		case nethtml.TextToken:
			if !hidden {
				b.Write(z.Text())
			}
		case nethtml.StartTagToken:
			name, _ := z.TagName()
			a := atom.Lookup(name)
			hidden = a == atom.Script || a == atom.Style || a == atom.Title
			if blockTag(a) {
				b.WriteByte('\n')
			}
		case nethtml.EndTagToken:
			hidden = false
		}
	}
}
