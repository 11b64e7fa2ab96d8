package gather

import (
	"encoding/json"
	"strings"
)

// looseJSON gives the members of a JSON Feed the shapes that the standard
// wants: numbers (ids, above all) become strings, what stands alone becomes a
// list, what has another shape is dropped.
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
			looseItem(item)
			kept = append(kept, item)
		}
	}
	doc["items"] = kept
	stringMembers(doc, "version", "title", "home_page_url", "feed_url", "description", "icon", "favicon", "language", "next_url", "user_comment")
	looseAuthors(doc)
	delete(doc, "hubs")
	delete(doc, "expired")
	out, err := json.Marshal(doc)
	if err != nil {
		return text
	}
	return string(out)
}

func looseItem(item map[string]any) {
	if item["url"] == nil {
		item["url"] = item["external_url"]
	}
	stringMembers(item, "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published", "date_modified", "language")
	looseAuthors(item)
	item["tags"] = listOf(item["tags"], func(tag any) (any, bool) {
		if n, ok := tag.(json.Number); ok {
			return n.String(), true
		}
		s, ok := tag.(string)
		return s, ok
	})
	item["attachments"] = listOf(item["attachments"], func(file any) (any, bool) {
		object, ok := file.(map[string]any)
		if ok {
			stringMembers(object, "url", "mime_type", "title")
			wholeNumbers(object, "size_in_bytes", "duration_in_seconds")
		}
		return object, ok
	})
}

// looseAuthors makes objects of the authors that are told by their name.
func looseAuthors(object map[string]any) {
	person := func(author any) (any, bool) {
		if name, ok := author.(string); ok {
			return map[string]any{"name": name}, true
		}
		about, ok := author.(map[string]any)
		if ok {
			stringMembers(about, "name", "url", "avatar")
		}
		return about, ok
	}
	object["authors"] = listOf(object["authors"], person)
	if author, ok := person(object["author"]); ok {
		object["author"] = author
	} else {
		delete(object, "author")
	}
}

// listOf makes a list of a member, which may stand alone, out of the elements
// that shape takes.
func listOf(member any, shape func(any) (any, bool)) []any {
	elements, ok := member.([]any)
	if !ok {
		elements = []any{member}
	}
	var kept []any
	for _, e := range elements {
		if e, ok := shape(e); ok {
			kept = append(kept, e)
		}
	}
	return kept
}

// stringMembers makes strings of members, or drops them.
func stringMembers(object map[string]any, keys ...string) {
	for _, key := range keys {
		switch v := object[key].(type) {
		case string:
		case json.Number:
			object[key] = v.String()
		default:
			delete(object, key)
		}
	}
}

// wholeNumbers makes whole numbers of members, or drops them.
func wholeNumbers(object map[string]any, keys ...string) {
	for _, key := range keys {
		if s, ok := object[key].(string); ok {
			object[key] = json.Number(strings.TrimSpace(s))
		}
		n, _ := object[key].(json.Number)
		if whole, err := n.Int64(); err == nil {
			object[key] = whole
		} else {
			delete(object, key)
		}
	}
}
