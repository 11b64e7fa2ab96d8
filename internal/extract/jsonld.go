package extract

import (
	"encoding/json"
	"html"
	"strings"
)

// structured is what one schema.org object of an article kind says.
type structured struct {
	kind      string // "NewsArticle"
	headline  string
	body      string
	published string
	modified  string
	url       string
	publisher string
	section   string
	authors   []string
	authorIDs []string // of authors that stand elsewhere in the graph
	paid      bool     // isAccessibleForFree is false
	article   bool     // kind is an article's, not WebPage or VideoObject
}

// maxStructured bounds the objects kept of one page.
const maxStructured = 64

// readStructured reads the scripts of type application/ld+json, mended where
// they are not quite JSON (raw line ends in strings, trailing commas, CDATA).
func readStructured(scripts []string) []structured {
	var found []structured
	names := map[string]string{} // of the persons and offices that objects refer to
	for _, script := range scripts {
		value, ok := parseLoose(script)
		if !ok {
			if s, ok := salvage(script); ok {
				found = append(found, s)
			}
			continue
		}
		collect(value, 0, &found)
		collectNames(value, 0, names)
	}
	for i := range found {
		for _, id := range found[i].authorIDs {
			if name := names[id]; name != "" && len(found[i].authors) < maxStructured {
				found[i].authors = append(found[i].authors, name)
			}
		}
	}
	return found
}

// collectNames notes what the objects of a graph that have an @id are called.
func collectNames(value any, depth int, names map[string]string) {
	if depth > 4 || len(names) >= maxStructured {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			collectNames(e, depth+1, names)
		}
	case map[string]any:
		id, name := first(texts(v["@id"], "")), cleanValue(first(texts(v["name"], "@value")))
		if id != "" && name != "" {
			names[id] = name
		}
		collectNames(v["@graph"], depth+1, names)
	}
}

func parseLoose(script string) (any, bool) {
	script = strings.TrimSpace(script)
	script = strings.TrimPrefix(script, "<!--")
	script = strings.TrimSuffix(script, "-->")
	script = cdata().ReplaceAllString(script, "")
	script = strings.TrimSuffix(strings.TrimSpace(script), ";")
	var value any
	if json.Unmarshal([]byte(script), &value) == nil {
		return value, true
	}
	if json.Unmarshal([]byte(mendJSON(script)), &value) == nil {
		return value, true
	}
	if json.Unmarshal([]byte(mendJSON(html.UnescapeString(script))), &value) == nil {
		return value, true
	}
	return nil, false
}

var cdata = lazyRegexp(`(?:/\*|//)?\s*(?:<!\[CDATA\[|\]\]>)\s*(?:\*/)?`)

// mendJSON escapes control characters inside strings, repairs unknown escapes
// and takes out commas before a closing bracket.
func mendJSON(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 64)
	inString := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case inString && c == '\\' && i+1 < len(s):
			if strings.IndexByte(`"\/bfnrtu`, s[i+1]) < 0 {
				continue // "\'" and the like: the backslash means nothing
			}
			b.WriteByte(c)
			i++
			b.WriteByte(s[i])
		case c == '"':
			inString = !inString
			b.WriteByte(c)
		case inString && c < 0x20:
			b.WriteByte(' ')
		case !inString && c == ',':
			rest := strings.TrimLeft(s[i+1:min(len(s), i+200)], " \t\r\n")
			if rest != "" && (rest[0] == '}' || rest[0] == ']' || rest[0] == ',') {
				continue
			}
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

var salvageField = lazyRegexp(`"(@type|headline|datePublished|dateModified)"\s*:\s*"([^"]{1,300})"`)

// salvage takes the plain fields out of a script that is no JSON at all.
func salvage(script string) (structured, bool) {
	var s structured
	for _, m := range salvageField().FindAllStringSubmatch(script, 40) {
		switch {
		case m[1] == "@type" && isArticleType(m[2]) && s.kind == "":
			s.kind, s.article = m[2], true
		case m[1] == "headline" && s.headline == "":
			s.headline = cleanValue(m[2])
		case m[1] == "datePublished" && s.published == "":
			s.published = m[2]
		case m[1] == "dateModified" && s.modified == "":
			s.modified = m[2]
		}
	}
	return s, s.kind != ""
}

// collect walks the value for objects that describe an article.
func collect(value any, depth int, found *[]structured) {
	if depth > 12 || len(*found) >= maxStructured {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			collect(e, depth+1, found)
		}
	case map[string]any:
		if s, ok := describe(v); ok {
			*found = append(*found, s)
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart", "liveBlogUpdate"} {
			if key == "liveBlogUpdate" || key == "hasPart" {
				continue // parts of the article, not the article
			}
			collect(v[key], depth+1, found)
		}
	}
}

func describe(v map[string]any) (structured, bool) {
	kind := ""
	for _, k := range texts(v["@type"], "") {
		if isArticleType(k) {
			kind = k
			break
		}
		if k == "WebPage" || k == "VideoObject" || k == "ItemPage" || k == "MedicalWebPage" || k == "Product" || k == "Recipe" || k == "Event" {
			kind = k
		}
	}
	if kind == "" {
		return structured{}, false
	}
	s := structured{
		kind:      kind,
		article:   isArticleType(kind),
		headline:  cleanValue(first(texts(v["headline"], "@value"))),
		body:      first(texts(v["articleBody"], "@value")),
		published: strings.TrimSpace(first(texts(v["datePublished"], "@value"))),
		modified:  strings.TrimSpace(first(texts(v["dateModified"], "@value"))),
		url:       first(texts(v["url"], "@id")),
		publisher: cleanValue(first(texts(v["publisher"], "name"))),
		section:   cleanValue(first(texts(v["articleSection"], "@value"))),
	}
	if s.url == "" {
		s.url = first(texts(v["mainEntityOfPage"], "@id"))
	}
	if s.published == "" {
		s.published = strings.TrimSpace(first(texts(v["dateCreated"], "@value")))
	}
	if s.published == "" && kind == "VideoObject" {
		s.published = strings.TrimSpace(first(texts(v["uploadDate"], "@value")))
	}
	for _, a := range texts(v["author"], "name") {
		if a = cleanValue(a); a != "" {
			s.authors = append(s.authors, a)
		}
	}
	if len(s.authors) == 0 {
		s.authorIDs = texts(v["author"], "@id")
	}
	switch free := v["isAccessibleForFree"].(type) {
	case bool:
		s.paid = !free
	case string:
		s.paid = strings.EqualFold(free, "false") || strings.Contains(strings.ToLower(free), "false")
	}
	return s, true
}

func isArticleType(kind string) bool {
	kind = kind[strings.LastIndexByte(kind, '/')+1:]
	return strings.HasSuffix(kind, "Article") || strings.HasSuffix(kind, "BlogPosting") ||
		kind == "Report" || kind == "SocialMediaPosting" || kind == "Review" || kind == "CriticReview" ||
		kind == "DiscussionForumPosting" || kind == "BlogPost" || kind == "Reportage"
}

// texts gives every string of a value: itself, its members, or the field of
// its objects.
func texts(value any, field string) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, e := range v {
			if len(all) >= 32 {
				break
			}
			switch e.(type) {
			case string, map[string]any:
				all = append(all, texts(e, field)...)
			}
		}
		return all
	case map[string]any:
		if field != "" {
			return texts(v[field], "")
		}
	}
	return nil
}

func first(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

// cleanValue makes plain text of a metadata value, which may hold entities
// (also twice escaped) and tags.
func cleanValue(s string) string {
	for range 3 {
		if !strings.Contains(s, "&") {
			break
		}
		u := html.UnescapeString(s)
		if u == s {
			break
		}
		s = u
	}
	if strings.ContainsRune(s, '<') {
		s = anyTag().ReplaceAllString(s, " ")
	}
	return tidy(s)
}

var anyTag = lazyRegexp(`</?[a-zA-Z][^<>]*>`)
