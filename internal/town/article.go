package town

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"prasowka/internal/press"
)

// An Article is one publication of the town with the truth about it.
type Article struct {
	ID        string // "<outlet>/<name>", unique
	Outlet    string // press.Outlet.ID
	URL       string
	Event     string // articles with an equal Event tell one story
	CopyOf    string // Article.ID that it reprints
	Kind      press.ClippingKind
	Section   string // department of the outlet, in Polish
	Genre     string // "news", "wywiad", "sesja", "sport", …
	Title     string
	Lead      string
	Text      string // paragraphs separated by one newline, lead included
	Author    string
	Agency    string
	Paid      bool
	Published time.Time
	Modified  time.Time // zero until edited openly
	Version   int       // from 1
	Gone      bool
	Tags      []string
	Media     []press.Enclosure
	Planted   []Planted

	blocks []block
	number int // within the outlet, from 1: engines make addresses of it
	slug   string
	live   bool // waits in the queue of Tick
	edits  []edit
	Path   string // URL without the host
}

// Planted is a passage put there on purpose: an error that a flag must find,
// or an innocent look-alike that it must leave alone.
type Planted struct {
	Kind      press.FlagKind
	Fact      string // press.Fact.ID; may be empty
	Quote     string // verbatim in Text
	LookAlike bool
	Why       string // in Polish
}

// edit is a silent change that Tick makes later.
type edit struct{ old, new string }

// A block is one paragraph as the author marked it.
type block struct {
	Kind string   // "p", "h" heading, "li", "q" quotation, "pyt" question, "tr" table row
	Text string   // plain
	Cell []string // of a table row
}

// settle turns drafts into articles: dates become words, copies get their
// text, numbers and addresses are given out. It is called under t.mu.
func (t *Town) settle(drafts []draft) ([]*Article, error) {
	made := make([]*Article, 0, len(drafts))
	known := map[string]*Article{}
	for _, d := range drafts {
		a, err := t.make(d, known)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", d.id, err)
		}
		if known[a.ID] != nil {
			return nil, fmt.Errorf("article %s: there are two of them", a.ID)
		}
		known[a.ID] = a
		made = append(made, a)
	}
	byTime := slices.Clone(made)
	sort.SliceStable(byTime, func(i, j int) bool { return byTime[i].Published.Before(byTime[j].Published) })
	for _, a := range byTime {
		a.number = t.byName[a.Outlet].nextNumber()
		t.place(a)
	}
	return made, nil
}

// place gives an article the address that its outlet's engine makes.
func (t *Town) place(a *Article) {
	s := t.byName[a.Outlet]
	a.Path = s.look.address(a)
	a.URL = s.URL() + a.Path
	for i := range a.Media {
		if strings.HasPrefix(a.Media[i].URL, "/") {
			a.Media[i].URL = s.URL() + a.Media[i].URL
		}
	}
}

// addLocked puts an article where it belongs by time.
func (t *Town) addLocked(a *Article) {
	i := sort.Search(len(t.articles), func(i int) bool { return t.articles[i].Published.After(a.Published) })
	t.articles = slices.Insert(t.articles, i, a)
	t.byID[a.ID] = a
	t.byName[a.Outlet].add(a)
	t.hub.published(t.byName[a.Outlet])
}

// Articles lists everything that the town's outlets show now, oldest first,
// deleted articles with Gone included: the ground truth.
func (t *Town) Articles() []Article {
	now := t.Now()
	t.mu.RLock()
	defer t.mu.RUnlock()
	out := make([]Article, 0, len(t.articles))
	for _, a := range t.articles {
		if !a.Published.After(now) {
			out = append(out, a.copy())
		}
	}
	return out
}

// Article finds one article by its ID.
func (t *Town) Article(id string) (Article, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	a, ok := t.byID[id]
	if !ok {
		return Article{}, press.NotFound("article of the town", id)
	}
	return a.copy(), nil
}

// Groups are the IDs of the articles by event, for measuring a grouper.
func (t *Town) Groups() map[string][]string {
	groups := map[string][]string{}
	for _, a := range t.Articles() {
		groups[a.Event] = append(groups[a.Event], a.ID)
	}
	return groups
}

func (a *Article) copy() Article {
	c := *a
	c.Tags, c.Media, c.Planted = slices.Clone(a.Tags), slices.Clone(a.Media), slices.Clone(a.Planted)
	c.blocks, c.edits = nil, nil
	return c
}

// plain is the text of blocks as a reader would copy it: a paragraph a line,
// the cells of a table row with a space between.
func plain(lead string, blocks []block) string {
	lines := make([]string, 0, len(blocks)+1)
	if lead != "" {
		lines = append(lines, lead)
	}
	for _, b := range blocks {
		lines = append(lines, b.Text)
	}
	return strings.Join(lines, "\n")
}
