package press

import (
	"cmp"
	"strings"
	"time"
)

// An Item is a mention of something published, as a list (feed, page, sitemap,
// account) gives it, before the page itself is fetched.
type Item struct {
	URL       string // absolute
	GUID      string // the list's own identity; may be empty
	Title     string
	Summary   string // plain text
	Content   string // HTML, when the list carries the whole text
	Author    string
	Published time.Time // zero when the list does not say
	Updated   time.Time
	Tags      []string
	Media     []Enclosure
	Post      *Post // set for social posts, which need no further fetch
	Hand      *Hand // set for what a person filed, which needs none either
}

// A Hand is what a person adds who read, heard or saw a publication that no
// source brings: a paper, a broadcast, a page behind a log-in.
type Hand struct {
	Kind  ClippingKind
	Place string // where it stands: "nr 47, s. 5", "Wiadomości, godz. 18.00"
}

// URN is how the identity of a publication begins that has no address.
const URN = "urn:prasowka:"

// ItemType is the media type of a page whose bytes are the Item itself, as
// JSON: what came whole with its list, or was filed by hand.
const ItemType = "application/vnd.prasowka.item+json"

// An Enclosure is a file that comes with an item: sound, film, transcript.
type Enclosure struct {
	URL    string
	Type   string // media type
	Length int64  // bytes; 0 when unknown
}

// A Post is what a social network adds to an item.
type Post struct {
	Network string // "mastodon", "bluesky", …
	Handle  string // author's handle
	ReplyTo string // address of the post that it answers
	Replies int
	Shares  int
	Likes   int
}

// PageState is where a page stands in the chain.
type PageState string

// The states of a page.
const (
	PageNew         PageState = "new"         // known by address only
	PageFetched     PageState = "fetched"     // raw bytes kept, not yet read
	PageRead        PageState = "read"        // made into a version
	PageQuarantined PageState = "quarantined" // cannot be read; kept with the reason
	PageGone        PageState = "gone"        // was read once, now deleted by the outlet
)

// A Page is one address with the bytes that were last fetched from it.
type Page struct {
	ID        int64
	URL       string // as canonical as it can be told before fetching
	Source    string // Source.ID
	Outlet    string // Outlet.ID
	Item      Item   // what the list said of it
	State     PageState
	Trouble   Trouble
	Detail    string // the error's own words
	Attempts  int
	NextAt    time.Time // when it is to be fetched (again); zero: never
	FoundAt   time.Time
	FetchedAt time.Time
	Response  Response
	Clipping  string // Clipping.ID once read
}

// A Response is what a server answered, whole and unaltered but for content
// encoding (the body is decompressed).
type Response struct {
	URL       string // after redirects
	Status    int
	Type      string // Content-Type as sent
	ETag      string
	Modified  string // Last-Modified as sent
	Body      []byte
	SHA256    [32]byte // of Body
	Truncated bool     // Body was cut at the limit
}

// ClippingKind tells articles from other publications.
type ClippingKind string

// The kinds of clipping.
const (
	Article   ClippingKind = "artykuł"
	SocialPst ClippingKind = "wpis"
	Broadcast ClippingKind = "audycja"
)

// ClippingKinds lists every ClippingKind.
var ClippingKinds = []ClippingKind{Article, SocialPst, Broadcast}

// A Clipping is one publication, as its newest version reads.
type Clipping struct {
	ID        string // NewID(Published or Found, URL)
	URL       string // canonical: its identity, which need not answer; URN… when it has no address
	Link      string // the address by which it was fetched; empty: URL
	Outlet    string // Outlet.ID
	Source    string // Source.ID
	Kind      ClippingKind
	Title     string
	Lead      string
	Text      string // paragraphs separated by one newline, lead included
	Place     string // where it stands in print or on air: see Hand; empty on the web
	Author    string
	Agency    string // whose text it is, when it is a reprint: "PAP"
	Paid      bool   // marked as advertising
	Published time.Time
	Modified  time.Time // zero when the page does not say
	Found     time.Time // when we first saw it
	Version   int       // number of the newest version, from 1
	Gone      bool      // deleted by the outlet; Text is the last one read
	Story     string    // Story.ID
	Post      *Post
	Media     []Enclosure
}

// Address is where a person opens the clipping; empty when it stands at none.
func (c Clipping) Address() string {
	switch {
	case c.Link != "":
		return c.Link
	case strings.HasPrefix(c.URL, URN):
		return ""
	}
	return c.URL
}

// Where says where the clipping stands: its address, or its place in print or
// on air.
func (c Clipping) Where() string { return cmp.Or(c.Address(), c.Place) }

// A Version is one reading of a clipping. Versions are the log of the house:
// each stage after reading has a cursor over Seq.
type Version struct {
	Seq      int64 // position in the log, growing, with no meaning of its own
	Clipping string
	N        int // 1, 2, …
	At       time.Time
	Title    string
	Lead     string
	Text     string
	Author   string
	Modified time.Time
	SHA256   [32]byte // of the raw page that it was read from
	Matters  bool     // the change against N-1 touches more than typos and counters
	What     string   // the change in a Polish phrase: "zmieniono tytuł i 2 liczby"
	Gone     bool     // the page was deleted
}

// A Story is one matter as several outlets tell it.
type Story struct {
	ID      string
	Title   string // of the clipping that leads it
	Lead    string // Clipping.ID of the one shown first
	First   time.Time
	Last    time.Time
	Size    int // clippings
	Outlets int // distinct outlets
}

// A Member says why a clipping belongs to its story.
type Member struct {
	Story    string
	Clipping string
	CopyOf   string  // Clipping.ID that it reprints; empty when it tells in its own words
	Share    float64 // share of its text found in CopyOf, 0–1
	Why      string  // the features that joined it, in Polish
}
