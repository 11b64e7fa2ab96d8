package extract

import (
	"net/url"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// A ballot is what one reader of the page takes for the article.
type ballot struct {
	name  string
	lines []line
	whole string          // keys of all lines, one after another: a paragraph that is cut elsewhere is still found
	exact map[string]bool // keys of the lines
	size  int             // bytes of keys
}

func newBallot(name string, lines []line) *ballot {
	b := &ballot{name: name, lines: lines, exact: make(map[string]bool, len(lines))}
	var whole strings.Builder
	for _, l := range lines {
		whole.WriteString(l.key)
		b.exact[l.key] = true
		b.size += len(l.key)
	}
	b.whole = whole.String()
	return b
}

// shortKey is the length under which a line must be a line of its own with
// the voter, too: "reklama" stands inside many a sentence.
const shortKey = 24

// has tells whether the voter kept a line.
func (b *ballot) has(key string) bool {
	if key == "" || b.exact[key] {
		return key != ""
	}
	return len(key) >= shortKey && strings.Contains(b.whole, key)
}

// The voters' names.
const (
	byReadability = "readability"
	byTrafilatura = "trafilatura"
	byPrecision   = "trafilatura-precision"
	byDistiller   = "domdistiller"
	byStructured  = "json-ld"
)

// votes asks the libraries. Each gets a tree of its own, since they change
// it; one that panics or finds nothing casts an empty ballot.
func votes(doc *html.Node, base *url.URL) []*ballot {
	return []*ballot{
		poll(byReadability, func() *html.Node {
			parser := readability.NewParser()
			parser.DisableJSONLD = true
			article, err := parser.ParseAndMutate(clone(doc), base)
			if err != nil {
				return nil
			}
			return article.Node
		}),
		poll(byTrafilatura, func() *html.Node { return runTrafilatura(doc, base, trafilatura.Balanced) }),
		poll(byPrecision, func() *html.Node { return runTrafilatura(doc, base, trafilatura.FavorPrecision) }),
		poll(byDistiller, func() *html.Node {
			result, err := distiller.Apply(clone(doc), &distiller.Options{OriginalURL: base, SkipPagination: true})
			if err != nil || result == nil {
				return nil
			}
			return result.Node
		}),
	}
}

func runTrafilatura(doc *html.Node, base *url.URL, focus trafilatura.ExtractionFocus) *html.Node {
	result, err := trafilatura.ExtractDocument(doc, trafilatura.Options{
		OriginalURL:     base,
		ExcludeComments: true,
		Focus:           focus,
		HtmlDateMode:    trafilatura.Disabled,
	})
	if err != nil || result == nil {
		return nil
	}
	return result.ContentNode
}

func poll(name string, ask func() *html.Node) (b *ballot) {
	defer func() {
		if r := recover(); r != nil {
			b = newBallot(name, nil)
		}
	}()
	node := ask()
	if node == nil {
		return newBallot(name, nil)
	}
	return newBallot(name, linesOf(node))
}
