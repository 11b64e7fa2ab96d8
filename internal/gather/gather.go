// Package gather hears from the press: it asks sources for what they have
// published, finds sources from a home page alone, and fetches pages.
//
// Invariants:
//   - Every byte comes through one Client: robots.txt with Crawl-delay, one
//     request at a time and a pause a host, conditional requests, Retry-After,
//     limits on decompressed bytes and on time, no private addresses. Colly and
//     the social kinds get the same client and cannot go around it.
//   - What strangers send costs bounded memory and time, and never panics.
//   - A failure is an *Error whose Trouble a person can act on; a list that was
//     read in part is said to be so (Listing.Truncated), never passed off as whole.
//   - Items carry absolute addresses, plain-text titles and UTC instants. An
//     article has one address (CanonicalURL); a changed guid or a new date does
//     not make it a new item.
//   - No clock but Options.Now, no waiting but Options.Wait, no globals: the
//     rhythm and the silent alarm are pure functions.
//   - A source kind is one file, with a line of documentation in Kinds and a
//     fixture in testdata; a test holds it to that.
package gather

import (
	"context"
	"fmt"
	"strings"
	"time"

	"prasowka/internal/press"
)

// A State is what has to be kept of a source between two askings. It is made
// to be stored as JSON; the zero State asks for everything.
type State struct {
	ETag     string    `json:"etag,omitempty"`
	Modified string    `json:"modified,omitempty"` // Last-Modified as sent
	Cursor   string    `json:"cursor,omitempty"`   // the kind's own position
	Kind     string    `json:"kind,omitempty"`     // auto: the kind that was found
	URL      string    `json:"url,omitempty"`      // auto: the address that was found
	FoundAt  time.Time `json:"foundAt,omitzero"`   // auto: when it was found
	Lost     Lost      `json:"lost,omitzero"`      // auto: a better source that broke
	Since    time.Time `json:"since,omitzero"`     // when it answered well for the first time
	Seen     Seen      `json:"seen,omitempty"`     // what earlier listings held
}

// A Listing is what a source gave at one asking.
type Listing struct {
	Items       []press.Item
	State       State  // to be kept and given to the next List
	NotModified bool   // the source says that nothing changed; Items is empty
	Kind        string // the kind that read it, never "auto"
	Format      string // "rss 2.0", "atom 1.0", "json feed 1.1", "news sitemap", …
	URL         string // where it was read, after redirects
	Title       string // of the feed or page
	Hub         string // WebSub hub that offers to push; empty when none
	Self        string // the feed's own idea of its address (the WebSub topic)
	Truncated   bool   // the list broke off or was cut; what was whole is here
	Fresh       int    // items that no earlier listing held
	Redated     int    // known items that came with another date; the first one is kept
	Moved       int    // known guids that came with another address
	Instead     string // auto, in Polish: what ails the better source that this list stands in for; empty when none
	Notes       []string
}

// List asks a source once. It answers an *Error when the source cannot be
// read, press.Invalid when the source's own description is wrong.
func List(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	name := src.Kind
	if name == "" {
		name = "auto"
	}
	k, ok := kindNamed(name)
	if !ok {
		return nil, &press.Invalid{Field: "kind", Why: fmt.Sprintf("nie ma rodzaju źródła %q; są: %s", name, strings.Join(kindNames(), ", "))}
	}
	if name != "auto" && !isAddress(src.URL) && (src.URL != "" || !k.NoURL) {
		return nil, &press.Invalid{Field: "url", Why: fmt.Sprintf("adres %q nie zaczyna się od http:// ani https://; podaj: %s", src.URL, k.URL)}
	}
	for _, p := range k.Params {
		if p.Required && src.Params[p.Name] == "" {
			return nil, &press.Invalid{Field: "params." + p.Name, Why: fmt.Sprintf("rodzaj %s wymaga parametru %s: %s", name, p.Name, p.Doc)}
		}
	}
	l, err := k.list(ctx, c, src, st)
	if err != nil {
		return nil, fmt.Errorf("list %s %s: %w", name, src.URL, err)
	}
	if l.Kind == "" {
		l.Kind = name
	}
	if l.State.Since = st.Since; l.State.Since.IsZero() {
		l.State.Since = c.opts.Now()
	}
	if !l.NotModified {
		l.settle(st.Seen)
	}
	return l, nil
}

// Fetch gets the page of an article. A 304 answers a Response with Status 304
// and no body.
func Fetch(ctx context.Context, c *Client, url string, cond Conditional) (*press.Response, error) {
	return c.Get(ctx, url, cond)
}
