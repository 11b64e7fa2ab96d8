package gather

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed"

	"prasowka/internal/press"
)

var jsonFeedMark = lazyRegexp(`"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version`)

// jsonIn finds the JSON Feed in a text that has something else before it: an
// engine's warnings, the name of a callback, the page of a viewer. A page that
// says more than its feed shows an example.
func jsonIn(text string) (string, bool) {
	page := htmlStart().MatchString(text)
	if page {
		text = strings.TrimSpace(shownText(text))
	}
	at := jsonFeedMark().FindStringIndex(text[:min(len(text), junkBefore)])
	if at == nil {
		return "", false
	}
	from := strings.LastIndexByte(text[:at[0]], '{')
	return text[max(from, 0):], from >= 0 && (!page || from <= len(text)/4)
}

// parseJSONFeed reads a JSON Feed (jsonfeed.org, 1.0 and 1.1). One that breaks
// off is closed after its last whole item.
func parseJSONFeed(text, address string) (*Feed, error) {
	feed := &Feed{}
	if !json.Valid([]byte(text)) {
		text, feed.Repaired = firstValue(mendJSON(text)), true
	}
	if !json.Valid([]byte(text)) {
		mended, ok := closeJSON(text)
		if !ok {
			return nil, trouble(press.TroubleParse, address, "JSON that breaks off")
		}
		text, feed.Truncated = mended, true
	}
	var shape struct {
		Version string          `json:"version"`
		Items   json.RawMessage `json:"items"`
		Hubs    json.RawMessage `json:"hubs"`
	}
	err := json.Unmarshal([]byte(text), &shape)
	if known := strings.Contains(shape.Version, "jsonfeed.org"); !known && (err != nil || !strings.HasPrefix(string(shape.Items), "[")) {
		return readHeld(text, address)
	}
	parser := gofeed.NewParser()
	parsed, err := parse(parser, looseJSON(text))
	if err != nil {
		return nil, &Error{Trouble: press.TroubleParse, URL: address, Err: err}
	}
	feed.translate(parsed, address)
	version := shape.Version[strings.LastIndexByte(shape.Version, '/')+1:]
	feed.Format = strings.TrimSpace("json feed " + version)
	feed.Hub = webSubHub(shape.Hubs)
	return feed, nil
}

// webSubHub is the hub that pushes by WebSub among those of a feed.
func webSubHub(raw json.RawMessage) string {
	var hubs []struct {
		Type string `json:"type"`
		URL  string `json:"url"`
	}
	_ = json.Unmarshal(raw, &hubs) // what has another shape is no hub
	for _, hub := range hubs {
		if strings.EqualFold(hub.Type, "websub") {
			return hub.URL
		}
	}
	return ""
}

// readHeld reads the feed that somebody's service answers as a string of JSON,
// or as a member of an object.
func readHeld(text, address string) (*Feed, error) {
	var members map[string]json.RawMessage
	if json.Unmarshal([]byte(text), &members) != nil {
		members = map[string]json.RawMessage{"": json.RawMessage(text)}
	}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		var held string
		if json.Unmarshal(members[key], &held) == nil {
			if _, ok := rootOf(held); ok {
				return parseXMLFeed(legal(held), address)
			}
		}
		var feed struct{ Version string }
		if json.Unmarshal(members[key], &feed) == nil && strings.Contains(feed.Version, "jsonfeed.org") {
			return parseJSONFeed(string(members[key]), address)
		}
	}
	return nil, trouble(press.TroubleNoFeed, address, "JSON, but no JSON Feed")
}
