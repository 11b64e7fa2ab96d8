package extract

import (
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// selectAll finds the elements of a CSS selector; a selector that is no CSS
// finds nothing (config check refuses it with a sentence).
func selectAll(doc *html.Node, selector string) []*html.Node {
	group, err := cascadia.ParseGroup(selector)
	if err != nil {
		return nil
	}
	return cascadia.QueryAll(doc, group)
}

func selectOne(doc *html.Node, selector string) *html.Node {
	all := selectAll(doc, selector)
	if len(all) == 0 {
		return nil
	}
	return all[0]
}
