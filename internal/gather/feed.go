package gather

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Feed is an RSS, Atom, RDF, CDF or JSON feed as read.
type Feed struct {
	Format      string // "rss 2.0", "atom 1.0", "rdf 1.0", "cdf", "json feed 1.1"
	Encoding    string // what the bytes were read as
	Title       string // plain text
	Link        string // of the site
	Description string // plain text
	Language    string
	Author      string
	Published   time.Time
	Updated     time.Time
	Self        string // the feed's own idea of its address
	Hub         string // WebSub hub
	Items       []press.Item
	Truncated   bool // broke off; the items before the break are whole
	Repaired    bool // was not well formed
}

// ParseFeed reads a feed from the bytes that came from address: they are
// decoded and mended first, then given to gofeed. Bytes in which no feed can be
// found answer an *Error: TroubleNoFeed for a web page (or the trouble that the
// page speaks of), TroubleParse for anything else. A feed without items is no
// error here.
func ParseFeed(raw []byte, address, contentType string) (*Feed, error) {
	raw = unsealed(raw)
	text, encoding, ok := rareEncoding(raw, contentType)
	if !ok {
		text, encoding = polish.Decode(raw, contentType)
	}
	trimmed := strings.TrimSpace(legal(text))
	if strings.HasPrefix(trimmed, "&lt;?xml") || strings.HasPrefix(trimmed, "&lt;rss") || strings.HasPrefix(trimmed, "&lt;feed") {
		trimmed = html.UnescapeString(trimmed) // escaped as a whole
	}
	var feed *Feed
	var err error
	switch {
	case trimmed == "":
		return nil, trouble(press.TroubleEmpty, address, "no bytes")
	case trimmed[0] == '{':
		feed, err = parseJSONFeed(trimmed, address)
	default:
		feed, err = parseXMLFeed(trimmed, address)
	}
	if err != nil {
		return nil, err
	}
	feed.Encoding = encoding
	return feed, nil
}

var (
	feedRoot  = lazyRegexp(`(?i)<(?:\w+:)?(rss|rdf|feed|channel)(?:[\s>/]|$)`)
	feedItem  = lazyRegexp(`(?i)<(?:\w+:)?(item|entry)[\s>]`)
	htmlStart = lazyRegexp(`(?i)^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])`)
)

// junkBefore bounds what may stand before the root, in bytes.
const junkBefore = 256 << 10

// rootOf finds where the feed begins: after a prolog, a comment or whatever an
// engine spilled before it. A page of HTML has no root, whatever it quotes.
func rootOf(text string) (from int, ok bool) {
	head := text[:min(len(text), junkBefore)]
	at := feedRoot().FindStringIndex(blankComments(head))
	if at == nil || (htmlStart().MatchString(head) && at[0] > 4096) {
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

func parseXMLFeed(text, address string) (*Feed, error) {
	from, ok := rootOf(text)
	switch {
	case ok && bomb(text[:from], text[from:]):
		return nil, trouble(press.TroubleParse, address, "entities that explode")
	case ok:
		text = ownEntities(text[:from], text[from:])
	case !htmlStart().MatchString(text) && feedItem().MatchString(text[:min(len(text), junkBefore)]):
		at := feedItem().FindStringIndex(text)[0] // items without their feed
		if entryTag().MatchString(text[at:min(at+32, len(text))]) {
			text = `<feed xmlns="http://www.w3.org/2005/Atom">` + text[at:]
		} else {
			text = "<rss><channel>" + text[at:]
		}
	default:
		return nil, notFeed(text, address)
	}
	feed := &Feed{}
	if end, ok := wellFormed(text); ok {
		text = text[:end]
	} else {
		feed.Repaired = true
		text, feed.Truncated = mend(text)
		text = cmp.Or(text, "<rss/>") // broke off within its first tag
	}
	text, cdf := fromCDF(base64Texts(withBodies(withAbout(withTerms(knownRoot(crossed(plainRoot(text))))))))
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := parse(parser, text)
	if err != nil {
		return nil, &Error{Trouble: press.TroubleParse, URL: address, Err: err}
	}
	feed.translate(parsed, address)
	if cdf {
		feed.Format = "cdf"
	}
	return feed, nil
}

// parse gives a mended feed to gofeed. Strangers' bytes must not end the
// program, whatever a library makes of them.
func parse(parser *gofeed.Parser, text string) (feed *gofeed.Feed, err error) {
	defer func() {
		if r := recover(); r != nil {
			feed, err = nil, fmt.Errorf("gofeed: panic: %v", r)
		}
	}()
	return parser.ParseString(text)
}

var (
	rootTag     = lazyRegexp(`(?i)^<(?:\w+:)?(rss|rdf|feed|channel)\b[^>]*>`)
	defaultName = lazyRegexp(`\sxmlns\s*=\s*["']([^"']*)["']`)
)

// knownRoot gives an Atom feed in a namespace of its own (a draft, a slip of
// the pen) the namespace that gofeed knows.
func knownRoot(text string) string {
	tag := rootTag().FindString(text)
	if !strings.HasPrefix(strings.ToLower(tag), "<feed") {
		return text
	}
	m := defaultName().FindStringSubmatch(tag)
	if m == nil || m[1] == "http://www.w3.org/2005/Atom" || m[1] == "http://purl.org/atom/ns#" {
		return text
	}
	return strings.Replace(tag, m[0], ` xmlns="http://www.w3.org/2005/Atom"`, 1) + text[len(tag):]
}

// notFeed says what stands where a feed was expected.
func notFeed(text, address string) *Error {
	if t := pageTrouble(text); t != press.NoTrouble {
		return &Error{Trouble: t, URL: address, Err: errors.New("a page instead of a feed")}
	}
	head := strings.ToLower(text[:min(len(text), 4096)])
	if strings.Contains(head, "<html") || strings.Contains(head, "<!doctype html") || strings.Contains(head, "<body") || strings.Contains(head, "<head") {
		return trouble(press.TroubleNoFeed, address, "a page instead of a feed")
	}
	if strings.HasPrefix(strings.TrimSpace(head), "<") {
		return trouble(press.TroubleParse, address, "XML, but no feed: %.60q", text)
	}
	return trouble(press.TroubleNoFeed, address, "neither XML nor JSON: %.60q", text)
}

// parseJSONFeed reads a JSON Feed (jsonfeed.org, 1.0 and 1.1). One that breaks
// off is closed after its last whole item.
func parseJSONFeed(text, address string) (*Feed, error) {
	feed := &Feed{}
	if !json.Valid([]byte(text)) {
		if plain := withoutLastCommas(text); json.Valid([]byte(plain)) {
			text, feed.Repaired = plain, true
		}
	}
	if !json.Valid([]byte(text)) {
		mended, ok := closeJSON(text)
		if !ok {
			return nil, trouble(press.TroubleParse, address, "JSON that breaks off")
		}
		text, feed.Truncated, feed.Repaired = mended, true, true
	}
	var shape struct {
		Version string            `json:"version"`
		Items   []json.RawMessage `json:"items"`
		FeedURL string            `json:"feed_url"`
		Hubs    []struct {
			Type string `json:"type"`
			URL  string `json:"url"`
		} `json:"hubs"`
	}
	err := json.Unmarshal([]byte(text), &shape)
	if err != nil || (!strings.Contains(shape.Version, "jsonfeed.org") && shape.Items == nil) {
		return nil, &Error{Trouble: press.TroubleNoFeed, URL: address, Err: errors.Join(errors.New("JSON, but no JSON Feed"), err)}
	}
	parser := gofeed.NewParser()
	parsed, err := parse(parser, looseJSON(text))
	if err != nil {
		return nil, &Error{Trouble: press.TroubleParse, URL: address, Err: err}
	}
	feed.translate(parsed, address)
	version := shape.Version[strings.LastIndexByte(shape.Version, '/')+1:]
	feed.Format = strings.TrimSpace("json feed " + version)
	for _, hub := range shape.Hubs {
		if strings.EqualFold(hub.Type, "websub") {
			feed.Hub = hub.URL
		}
	}
	return feed, nil
}

// withoutLastCommas takes out the commas after the last member of an object or
// a list, which other languages allow and JSON does not.
func withoutLastCommas(text string) string {
	var b strings.Builder
	quoted := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\' && i+1 < len(text):
			b.WriteByte(c)
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && c == ',':
			next := i + 1
			for next < len(text) && strings.IndexByte(" \t\r\n", text[next]) >= 0 {
				next++
			}
			if next < len(text) && (text[next] == '}' || text[next] == ']') {
				i = next
			}
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// looseJSON writes numbers where the standard wants strings (ids, above all) as
// strings, and drops members that have the wrong shape.
func looseJSON(text string) string {
	var doc map[string]any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if d.Decode(&doc) != nil {
		return text
	}
	items, _ := doc["items"].([]any)
	var kept []any
	for _, it := range items {
		if item, ok := it.(map[string]any); ok {
			if item["url"] == nil {
				item["url"] = item["external_url"]
			}
			for _, key := range []string{"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified"} {
				stringMember(item, key)
			}
			for _, key := range []string{"tags", "authors", "attachments"} {
				if _, ok := item[key].([]any); !ok {
					delete(item, key)
				}
			}
			kept = append(kept, item)
		}
	}
	doc["items"] = kept
	for _, key := range []string{"version", "title", "home_page_url", "feed_url", "description", "icon", "favicon", "language", "next_url", "user_comment"} {
		stringMember(doc, key)
	}
	delete(doc, "hubs")
	out, err := json.Marshal(doc)
	if err != nil {
		return text
	}
	return string(out)
}

func stringMember(object map[string]any, key string) {
	switch v := object[key].(type) {
	case string:
	case json.Number:
		object[key] = v.String()
	default:
		delete(object, key)
	}
}

// closeJSON cuts a document after the last element of its "items" that is
// whole, and closes it.
func closeJSON(text string) (string, bool) {
	at := strings.Index(text, `"items"`)
	if at < 0 {
		return "", false
	}
	open := strings.IndexByte(text[at:], '[')
	if open < 0 {
		return "", false
	}
	start := at + open + 1
	end, depth, quoted := start, 0, false
	for i := start; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				end = i + 1
			}
		}
		if depth < 0 {
			break
		}
	}
	closed := text[:end] + "]}"
	return closed, json.Valid([]byte(closed))
}

func feedKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "feed", URL: "adres kanału",
		Doc: "Kanał RSS, Atom, RDF, CDF albo JSON Feed; uszkodzony jest naprawiany, ucięty czytany do ostatniej całej pozycji.",
	}, list: listFeed}
}

func jsonFeedKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "jsonfeed", URL: "adres kanału",
		Doc: "Kanał w formacie JSON Feed (1.0 lub 1.1).",
	}, list: listFeed}
}

// listFeed asks for the feed at the source's address.
func listFeed(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	return listFeedAt(ctx, c, src.URL, st)
}

func listFeedAt(ctx context.Context, c *Client, address string, st State) (*Listing, error) {
	res, header, err := c.ask(ctx, address, Conditional{ETag: st.ETag, Modified: st.Modified}.header())
	if err != nil {
		return nil, err
	}
	if res.Status == 304 {
		return &Listing{NotModified: true, State: st, URL: res.URL}, nil
	}
	feed, err := ParseFeed(res.Body, res.URL, res.Type)
	if err != nil {
		return nil, err
	}
	if len(feed.Items) == 0 {
		return nil, trouble(press.TroubleEmpty, res.URL, "%s without items", feed.Format)
	}
	l := &Listing{
		Items: feed.Items, State: st, URL: res.URL, Format: feed.Format, Title: feed.Title,
		Hub: feed.Hub, Self: feed.Self, Truncated: feed.Truncated,
	}
	l.State.ETag, l.State.Modified = res.ETag, res.Modified
	if feed.Truncated {
		// The rest of it has to be asked for again.
		l.State.ETag, l.State.Modified = "", ""
		l.Notes = append(l.Notes, "kanał urwany; odczytano do ostatniej całej pozycji")
	}
	if feed.Repaired {
		l.Notes = append(l.Notes, "kanał niepoprawny, naprawiony w czytaniu")
	}
	now := c.opts.Now()
	for i := range l.Items {
		item := &l.Items[i]
		if item.URL == "" && len(item.Media) > 0 {
			item.URL = item.Media[0].URL // a broadcast without a page
		}
		if item.Published.After(now.Add(12 * time.Hour)) {
			item.Published = time.Time{} // the date of the event, or of nothing
		}
	}
	l.offer(header, res.URL)
	return l, nil
}
