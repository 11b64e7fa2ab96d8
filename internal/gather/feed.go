package gather

import (
	"context"
	"time"

	"prasowka/internal/press"
)

// A Feed is an RSS, Atom, RDF, CDF or JSON feed as read.
type Feed struct {
	Format      string // "rss 2.0", "atom 1.0", "rdf 1.0", "cdf", "json feed 1.1"
	Encoding    string // what the bytes were read as
	Title       string // plain text
	Link        string // of the site
	Description string
	Language    string
	Author      string
	Published   time.Time
	Updated     time.Time
	Self        string
	Hub         string
	Items       []press.Item
	Truncated   bool
	Repaired    bool // was not well formed
}

// ParseFeed reads a feed.
func ParseFeed(raw []byte, address, contentType string) (*Feed, error) {
	return nil, trouble(press.TroubleNoFeed, address, "no feed")
}

func feedKind() kind {
	return kind{KindInfo: KindInfo{Name: "feed", Doc: "Kanał RSS, Atom lub JSON Feed.", URL: "adres kanału"}, list: listFeed}
}

func listFeed(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	return nil, trouble(press.TroubleNoFeed, src.URL, "no feed")
}
