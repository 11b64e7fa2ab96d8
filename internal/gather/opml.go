package gather

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Subscription is one source as an OPML file carries it.
type Subscription struct {
	Title  string
	Feed   string // address of the feed; empty when only the site is known
	Site   string
	Folder string // names of the outlines around it, separated by " / "
}

// Source makes a source of a subscription: the feed, or what the site leads to.
func (s Subscription) Source(id, outlet string) press.Source {
	src := press.Source{ID: id, Outlet: outlet, Kind: "feed", URL: s.Feed}
	if s.Feed == "" {
		src.Kind, src.URL = "auto", s.Site
	}
	return src
}

var opmlRoot = regexp.MustCompile(`(?i)<opml[\s>]`)

const maxSubscriptions = 10000

// ReadOPML reads the subscriptions of an OPML 1 or 2 file, each feed once. A
// file that is none is press.Invalid.
func ReadOPML(raw []byte) ([]Subscription, error) {
	text, _ := polish.Decode(raw, "")
	root := opmlRoot.FindStringIndex(text[:min(len(text), junkBefore)])
	if root == nil {
		return nil, &press.Invalid{Field: "opml", Why: "to nie jest plik OPML: brak elementu <opml>"}
	}
	d := xml.NewDecoder(strings.NewReader(legal(text[root[0]:])))
	d.Strict, d.Entity = false, xml.HTMLEntity
	var subs []Subscription
	var folders []string
	seen := map[string]bool{}
	for depth := 0; len(subs) < maxSubscriptions; {
		token, err := d.Token()
		if err != nil {
			break // the end, or where the file breaks off
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return nil, &press.Invalid{Field: "opml", Why: "plik OPML jest zagnieżdżony zbyt głęboko"}
			}
			sub := outline(t)
			sub.Folder = strings.Join(compact(folders), " / ")
			folders = append(folders, folderName(t, sub))
			key := cmp.Or(sub.Feed, sub.Site)
			if key != "" && !seen[key] {
				seen[key] = true
				subs = append(subs, sub)
			}
		case xml.EndElement:
			depth--
			folders = folders[:max(len(folders)-1, 0)]
		}
	}
	if len(subs) == 0 {
		return nil, &press.Invalid{Field: "opml", Why: "plik OPML nie zawiera żadnego kanału"}
	}
	return subs, nil
}

func compact(names []string) []string {
	var kept []string
	for _, n := range names {
		if n != "" {
			kept = append(kept, n)
		}
	}
	return kept
}

func folderName(t xml.StartElement, sub Subscription) string {
	if !strings.EqualFold(t.Name.Local, "outline") || sub.Feed != "" || sub.Site != "" {
		return ""
	}
	return sub.Title
}

func outline(t xml.StartElement) Subscription {
	if !strings.EqualFold(t.Name.Local, "outline") {
		return Subscription{}
	}
	var sub Subscription
	for _, a := range t.Attr {
		value := strings.TrimSpace(a.Value)
		switch strings.ToLower(a.Name.Local) {
		case "title":
			sub.Title = plain(value)
		case "text":
			sub.Title = cmp.Or(sub.Title, plain(value))
		case "xmlurl", "url":
			sub.Feed = feedAddress(value)
		case "htmlurl":
			sub.Site = feedAddress(value)
		}
	}
	return sub
}

// feedAddress takes only what can be asked for; feed: is how readers write http:.
func feedAddress(s string) string {
	if rest, ok := strings.CutPrefix(s, "feed:"); ok {
		s = strings.TrimPrefix(rest, "//")
		if !isAddress(s) {
			s = "http://" + s
		}
	}
	if !isAddress(s) {
		return ""
	}
	return s
}

// WriteOPML writes subscriptions as OPML 2.0, in folders as they say.
func WriteOPML(title string, at time.Time, subs []Subscription) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>%s</title>\n    <dateCreated>%s</dateCreated>\n  </head>\n  <body>\n",
		attr(title), at.UTC().Format(time.RFC1123Z))
	var order []string
	byFolder := map[string][]Subscription{}
	for _, s := range subs {
		if _, ok := byFolder[s.Folder]; !ok {
			order = append(order, s.Folder)
		}
		byFolder[s.Folder] = append(byFolder[s.Folder], s)
	}
	for _, folder := range order {
		indent := "    "
		if folder != "" {
			fmt.Fprintf(&b, "    <outline text=\"%s\">\n", attr(folder))
			indent += "  "
		}
		for _, s := range byFolder[folder] {
			writeOutline(&b, indent, s)
		}
		if folder != "" {
			b.WriteString("    </outline>\n")
		}
	}
	b.WriteString("  </body>\n</opml>\n")
	return b.Bytes()
}

func writeOutline(b *bytes.Buffer, indent string, s Subscription) {
	name := attr(cmp.Or(s.Title, s.Site, s.Feed))
	fmt.Fprintf(b, "%s<outline text=\"%s\" title=\"%s\"", indent, name, name)
	if s.Feed != "" {
		fmt.Fprintf(b, " type=\"rss\" xmlUrl=\"%s\"", attr(s.Feed))
	}
	if s.Site != "" {
		fmt.Fprintf(b, " htmlUrl=\"%s\"", attr(s.Site))
	}
	b.WriteString("/>\n")
}

func attr(s string) string {
	return strings.ReplaceAll(escape(s), `"`, "&quot;")
}
