package gather

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
		if encoding == "iso-8859-2" {
			text = polish.Undouble(latin2(raw))
		}
	}
	trimmed := strings.TrimSpace(legal(text))
	if trimmed == "" {
		return nil, trouble(press.TroubleEmpty, address, "no bytes")
	}
	read := parseXMLFeed
	if trimmed[0] == '{' || (trimmed[0] == '"' && json.Valid([]byte(trimmed))) {
		read = parseJSONFeed
	}
	feed, err := read(trimmed, address)
	if err != nil {
		return nil, err
	}
	feed.Encoding = encoding
	return feed, nil
}

// parseXMLFeed reads the feed in a text, and those that follow it: what several
// documents hold is one list.
func parseXMLFeed(text, address string) (*Feed, error) {
	prolog, body, ok := findFeed(text)
	if !ok {
		if found, ok := jsonIn(text); ok {
			return parseJSONFeed(found, address)
		}
		return nil, notFeed(text, address)
	}
	feed, rest, err := readDocument(prolog, body, address)
	for n := 1; err == nil && n < maxDocuments; n++ {
		prolog, body, ok := furtherFeed(rest)
		if !ok {
			break
		}
		more, left, moreErr := readDocument(prolog, body, address)
		if moreErr != nil {
			break
		}
		feed.absorb(more)
		rest = left
	}
	return feed, err
}

// rootLanguage is the language that the tag of the root or of its channel names.
var rootLanguage = lazyRegexp(`(?i)^(?:<[^<>]*>\s*)?<(?:rss|feed|channel|\w+:rdf)\b[^<>]*?\sxml:lang\s*=\s*["']([\w-]+)["']`)

// readDocument reads one document, which begins with its root, and answers what
// follows it.
func readDocument(prolog, body, address string) (feed *Feed, rest string, err error) {
	if bomb(prolog, body) {
		return nil, "", trouble(press.TroubleParse, address, "entities that explode")
	}
	text := ownEntities(prolog, body)
	feed = &Feed{}
	if end, ok := wellFormed(text); ok {
		text, rest = text[:end], text[end:]
	} else {
		feed.Repaired = true
		text = sectionMark().ReplaceAllLiteralString(text, sectionStart)
		m := mend(text)
		text, rest, feed.Truncated = m.text, text[m.used:], m.truncated
		text = cmp.Or(text, "<rss/>") // broke off within its first tag
	}
	text, cdf := fromCDF(oneChannel(rssWords(base64Texts(withBodies(withAbout(atomWords(knownRoot(crossed(plainRoot(text))))))))))
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	parser.RSSTranslator = &gofeed.DefaultRSSTranslator{DisableContentImageScan: true}
	parsed, err := parse(parser, text)
	if err != nil {
		return nil, "", &Error{Trouble: press.TroubleParse, URL: address, Err: err}
	}
	feed.translate(parsed, address)
	if m := rootLanguage().FindStringSubmatch(text); m != nil {
		feed.Language = cmp.Or(feed.Language, m[1])
	}
	if cdf {
		feed.Format = "cdf"
	}
	return feed, rest, nil
}

// absorb takes in the items of a feed that stood behind this one, and what this
// one does not say of itself.
func (f *Feed) absorb(more *Feed) {
	type key struct{ guid, url, title string }
	known := map[key]bool{}
	for _, item := range f.Items {
		known[key{item.GUID, item.URL, item.Title}] = true
	}
	for _, item := range more.Items {
		if k := (key{item.GUID, item.URL, item.Title}); !known[k] {
			known[k] = true
			f.Items = append(f.Items, item)
		}
	}
	f.Title, f.Link = cmp.Or(f.Title, more.Title), cmp.Or(f.Link, more.Link)
	f.Description, f.Language = cmp.Or(f.Description, more.Description), cmp.Or(f.Language, more.Language)
	f.Self, f.Hub = cmp.Or(f.Self, more.Self), cmp.Or(f.Hub, more.Hub)
	f.Repaired = true
	f.Truncated = f.Truncated || more.Truncated
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
