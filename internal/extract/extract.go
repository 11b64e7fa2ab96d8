// Package extract turns the raw bytes of a page into an article: decoded
// text, title, author, agency, dates, and what kind of page it is. It also
// tells whether a later version of an article says something else.
//
// Invariants:
//   - Read is a pure function of the bytes and the hints: no clock, no
//     network, no database. What needs "now" takes Hints.Fetched.
//   - Strangers' bytes never make it panic, and cost bounded time, depth and
//     memory: a page is cut at MaxPage bytes, a tree at maxNodes nodes, and a
//     library that panics loses its vote, not the page.
//   - Text is paragraphs separated by one newline, in the page's own order,
//     NFC, without soft hyphens, zero-width or control characters (joiners stay
//     where a script spells with them); one space between words. The title is
//     not part of it; the lead is.
//   - No voter decides alone where others answered: readability, two modes of
//     trafilatura, domdistiller and the page's own structured data are held
//     against each other line by line.
//   - A date comes with where it was found (Article.DateFrom). The date of an
//     event told in the text, of a comment, or of today in the page's header
//     is never the date of publication.
package extract

import (
	"fmt"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// MaxPage is how many bytes of a page are read; the rest is ignored.
const MaxPage = 8 << 20

// Hints are what is known of a page apart from its bytes. All are optional.
type Hints struct {
	URL         string       // where it was fetched from, after redirects
	ContentType string       // as the server sent it
	Item        press.Item   // what the list (feed, listing) said of it
	Fetched     time.Time    // relative dates ("wczoraj") count from here
	Recipe      press.Recipe // selectors for this source's pages
}

// Kind says what a page is.
type Kind string

// The kinds of page. Only KindArticle is read without an error.
const (
	KindArticle     Kind = "article"
	KindListing     Kind = "listing"     // front page, section, tag, search
	KindSoft404     Kind = "soft-404"    // an error page that answered 200
	KindMaintenance Kind = "maintenance" // "przerwa techniczna"
	KindCookieWall  Kind = "cookie-wall" // consent text
	KindRobotCheck  Kind = "robot-check" // "Just a moment…"
	KindPaywall     Kind = "paywall"     // only the beginning may be read
	KindEmpty       Kind = "empty"       // no text at all
)

// An Article is what was read of a page.
type Article struct {
	Kind      Kind
	Title     string
	Lead      string // the first paragraph when it stands as one; also in Text
	Author    string // names separated by ", "
	Agency    string // whose text it is, when it is a reprint: "PAP"
	Text      string // paragraphs separated by one newline
	Paid      bool   // marked as advertising or sponsored
	Published time.Time
	Modified  time.Time // zero when the page does not say
	DateFrom  string    // where Published was found: see the From… constants
	Canonical string    // the page's own address of itself; empty when not believed
	Lang      string    // "pl"; as the page declares it
	SiteName  string
	Encoding  string // the page's character encoding
	Media     []press.Enclosure
	Next      []string // addresses of the article's further pages, in order
}

// Error says why a page gave no article.
type Error struct {
	Trouble press.Trouble
	Err     error // what a library said; may be nil
}

// Error is the Polish sentence for the trouble and the cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Trouble.Why(), e.Err)
	}
	return e.Trouble.Why()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Day is the date of publication, YYYY-MM-DD, or empty. A page in Polish
// counts days as Warsaw does; another keeps the zone that it wrote its date
// in, since that is the day its readers saw. A page that does not say its
// language is Polish when its letters are.
func (a *Article) Day() string {
	switch {
	case a.Published.IsZero():
		return ""
	case a.Lang == "pl" || a.Lang == "" && strings.ContainsAny(a.Title+a.Text, "ąćęłńśźżĄĆĘŁŃŚŹŻ"):
		return a.Published.In(polish.Warsaw).Format(time.DateOnly)
	}
	return a.Published.Format(time.DateOnly)
}
