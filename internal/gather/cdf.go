package gather

import (
	"encoding/xml"
	"html"
	"strings"
)

// fromCDF rewrites Microsoft's Channel Definition Format, in which channels and
// items name their links in attributes, as RSS. Anything else comes back as it
// is.
func fromCDF(text string) (string, bool) {
	tag := rootTag().FindStringSubmatch(text)
	if tag == nil || !strings.EqualFold(tag[1], "channel") {
		return text, false
	}
	d := xml.NewDecoder(strings.NewReader(text))
	var b strings.Builder
	b.WriteString("<rss>")
	for {
		token, err := d.Token()
		if err != nil { // io.EOF: the text is well formed by now
			b.WriteString("</rss>")
			return b.String(), true
		}
		switch t := token.(type) {
		case xml.StartElement:
			writeCDF(&b, t)
		case xml.EndElement:
			b.WriteString("</" + cdfName(t.Name.Local) + ">")
		case xml.CharData:
			b.WriteString(escape(string(t)))
		}
	}
}

func cdfName(name string) string {
	switch name = strings.ToLower(name); name {
	case "abstract":
		return "description"
	case "a":
		return "link"
	}
	return name
}

func writeCDF(b *strings.Builder, t xml.StartElement) {
	name := cdfName(t.Name.Local)
	b.WriteString("<" + name + ">")
	for _, a := range t.Attr {
		value := html.EscapeString(a.Value)
		switch strings.ToLower(a.Name.Local) {
		case "href":
			if name == "link" {
				b.WriteString(value)
			} else if name == "item" || name == "channel" {
				b.WriteString("<link>" + value + "</link>")
			}
		case "lastmod":
			if name == "item" || name == "channel" {
				b.WriteString("<pubDate>" + value + "</pubDate>")
			}
		}
	}
}
