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
	for _, hub := range shape.Hubs {
		if strings.EqualFold(hub.Type, "websub") {
			feed.Hub = hub.URL
		}
	}
	return feed, nil
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
			listOfMembers(item)
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

// listOfMembers makes lists of a tag and of an author that stand alone, and an
// author of a name.
func listOfMembers(item map[string]any) {
	if tag, ok := item["tags"].(string); ok {
		item["tags"] = []any{tag}
	}
	switch author := item["authors"].(type) {
	case string, map[string]any:
		item["authors"] = []any{author}
	}
	authors, _ := item["authors"].([]any)
	for i, author := range authors {
		if name, ok := author.(string); ok {
			authors[i] = map[string]any{"name": name}
		}
	}
	if name, ok := item["author"].(string); ok {
		item["author"] = map[string]any{"name": name}
	}
}

// readHeld reads the feed that somebody's service answers as a string of JSON,
// or as a member of an object.
func readHeld(text, address string) (*Feed, error) {
	var held any
	none := trouble(press.TroubleNoFeed, address, "JSON, but no JSON Feed")
	if json.Unmarshal([]byte(text), &held) != nil {
		return nil, none
	}
	object, ok := held.(map[string]any)
	if !ok {
		object = map[string]any{"": held}
	}
	for _, key := range slices.Sorted(maps.Keys(object)) {
		switch v := object[key].(type) {
		case string:
			if _, ok := rootOf(v); ok {
				return parseXMLFeed(legal(v), address)
			}
		case map[string]any:
			if version, _ := v["version"].(string); strings.Contains(version, "jsonfeed.org") {
				if inner, err := json.Marshal(v); err == nil {
					return parseJSONFeed(string(inner), address)
				}
			}
		}
	}
	return nil, none
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
