package gather

import (
	"encoding/xml"
	"strings"
)

var channelTag = lazyRegexp(`(?i)<(?:\w+:)?channel[\s>]`)

// oneChannel makes one channel of several that share a well-formed document:
// the first, with the items of all. gofeed keeps the last, and passes over one
// inside of another.
func oneChannel(text string) string {
	root := rootTag().FindStringSubmatch(text)
	if root == nil || strings.EqualFold(root[1], "channel") || strings.EqualFold(root[1], "feed") || len(channelTag().FindAllStringIndex(text, 2)) < 2 {
		return text
	}
	c := channels{text: text, d: xml.NewDecoder(strings.NewReader(text))}
	for c.step() {
	}
	if c.opened < 2 {
		return text
	}
	return root[0] + c.start + c.about.String() + c.items.String() + "</" + nameOf(c.start) + "></" + nameOf(root[0]) + ">"
}

// nameOf is the name in a start tag.
func nameOf(tag string) string {
	return tag[1 : 1+strings.IndexAny(tag[1:], " \t\r\n/>")]
}

// channels walks through a document and sorts what its channels hold.
type channels struct {
	text   string
	d      *xml.Decoder
	opened int    // channels so far
	start  string // tag of the first
	about  strings.Builder
	items  strings.Builder
}

// step takes the next element below the channels, whole; false at the end.
func (c *channels) step() bool {
	from := c.d.InputOffset()
	token, err := c.d.Token()
	if err != nil {
		return false
	}
	element, ok := token.(xml.StartElement)
	if !ok {
		return true
	}
	switch name := strings.ToLower(element.Name.Local); name {
	case "rss", "rdf":
	case "channel":
		if c.opened++; c.opened == 1 {
			c.start = strings.TrimSuffix(strings.TrimSuffix(c.text[from:c.d.InputOffset()], ">"), "/") + ">"
		}
	default:
		if c.d.Skip() != nil {
			return false
		}
		whole := c.text[from:c.d.InputOffset()]
		switch {
		case name == "item":
			c.items.WriteString(whole)
		case c.opened == 1:
			c.about.WriteString(whole)
		}
	}
	return true
}
