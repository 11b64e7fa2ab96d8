package gather

import (
	"context"

	"prasowka/internal/press"
)

// Found is what a home page leads to.
type Found struct {
	Home       string
	Title      string
	Candidates []Candidate // the best first
}

// A Candidate is one way of hearing from an outlet.
type Candidate struct {
	Kind  string
	URL   string
	Title string
	Items int    // that it listed when it was tried
	Why   string // how it was found and what it is worth, in Polish
	Score float64
}

// Discover finds the sources of an outlet from its home page alone.
func Discover(ctx context.Context, c *Client, home string) (*Found, error) {
	return nil, trouble(press.TroubleNoFeed, home, "no source found")
}

func autoKind() kind {
	return kind{KindInfo: KindInfo{Name: "auto", Doc: "Sam znajduje kanał, mapę strony lub listę artykułów.", URL: "adres strony głównej"},
		list: func(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
			return listFeed(ctx, c, src, st)
		}}
}
