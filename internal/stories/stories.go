// Package stories tells which clippings speak of one matter, and which of them
// copy another.
//
// Invariants:
//   - Streaming: a text is placed once, when it is added, by what was added
//     before it; what was said of earlier texts never changes. The same texts
//     in the same order with the same options always give the same answers.
//   - A story's identity is that of its first text, and a text that is added
//     again (a new version of an article) stays where it is.
//   - Two kinds of evidence join a text to a story, and Member.Why names them:
//     a copy is told by its three-word shingles (what share of the one text
//     stands in the other), the same event by the cosine of TF-IDF vectors over
//     lemmas, where names weigh more than words. Neither joins texts whose
//     names are others: two fires told in the same phrases are two stories.
//   - Paragraphs that an outlet prints under many texts count for nothing; a
//     text that matches several stories about equally (a round-up) joins none
//     of them and attracts none.
//   - No clock: time is what the texts say of themselves. Memory is bounded by
//     Forget.
package stories

import (
	"sync"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// Text is a clipping as the grouper sees it.
type Text struct {
	ID        string // Clipping.ID
	Outlet    string // Outlet.ID
	Office    string // its name as printed, for explanations; empty: Outlet
	Title     string
	Lead      string // may stand at the head of Body, too
	Body      string // paragraphs separated by one newline
	Agency    string // whose text it is, when that is known: "PAP"
	Published time.Time
}

// Options sets the grouper. Zero fields take the values given.
type Options struct {
	Analyzer  *polish.Analyzer // polish.Default()
	Window    time.Duration    // 72 h: how long after its last text a story takes another
	Threshold float64          // 0.26: from which similarity on texts tell one event
	Copy      float64          // 0.50: from which shared part on a text is a copy
}

func (o Options) withDefaults() Options {
	if o.Analyzer == nil {
		o.Analyzer = polish.Default()
	}
	if o.Window == 0 {
		o.Window = 72 * time.Hour
	}
	if o.Threshold == 0 {
		o.Threshold = 0.26
	}
	if o.Copy == 0 {
		o.Copy = 0.5
	}
	return o
}

// A Grouper places texts into stories. It may be used by several goroutines,
// which take turns.
type Grouper struct {
	mu      sync.Mutex
	opts    Options
	terms   vocabulary
	litter  litter
	texts   []*text // by number; nil once forgotten
	byID    map[string]int32
	stories map[string]*story // by ID
	index   index
	dead    int
	tokens  []polish.Token // of the text being read
}

// story is what the grouper keeps of a story.
type story struct {
	id          string
	members     []int32 // numbers of its texts, in the order in which they came
	first, last time.Time
	roundup     bool
}

// New makes an empty grouper. Fill it with the texts of the last days, oldest
// first, before asking about new ones.
func New(o Options) *Grouper {
	return &Grouper{
		opts: o.withDefaults(), terms: newVocabulary(), litter: litter{},
		byID: map[string]int32{}, stories: map[string]*story{},
	}
}

// Add places a text and says why it belongs there. Story, Clipping and Why are
// always set; CopyOf and Share when the text is a copy of an earlier one. A
// text known by its ID keeps its story; only copy and share are told anew.
func (g *Grouper) Add(in Text) press.Member {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.read(in)
	if n, known := g.byID[in.ID]; known {
		return g.again(n, t)
	}
	near := g.nearest(t)
	m := g.place(t, near)
	g.keep(t)
	return m
}

// again answers for a new version of a known text.
func (g *Grouper) again(n int32, t *text) press.Member {
	t.story = g.texts[n].story
	m := press.Member{Story: t.story, Clipping: t.id, Why: "nowa wersja znanego tekstu"}
	var same []candidate
	for _, c := range g.nearest(t) {
		if c.text != g.texts[n] && c.text.story == t.story {
			same = append(same, c)
		}
	}
	g.copied(&m, t, same)
	return m
}

// keep remembers a text that has been placed.
func (g *Grouper) keep(t *text) {
	n := int32(len(g.texts))
	g.texts = append(g.texts, t)
	g.byID[t.id] = n
	s := g.stories[t.story]
	if s == nil {
		s = &story{id: t.story, first: t.published, last: t.published, roundup: t.roundup}
		g.stories[t.story] = s
	}
	s.members = append(s.members, n)
	if t.published.Before(s.first) {
		s.first = t.published
	}
	if t.published.After(s.last) {
		s.last = t.published
	}
	g.terms.count(t)
	g.index.add(n, t)
}

// Forget drops the stories whose last text is older than before, with all that
// is known of them. What is left is placed no differently than it would have
// been but for the frequencies of words, which are counted anew.
func (g *Grouper) Forget(before time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for id, s := range g.stories {
		if !s.last.Before(before) {
			continue
		}
		for _, n := range s.members {
			delete(g.byID, g.texts[n].id)
			g.texts[n] = nil
			g.dead++
		}
		delete(g.stories, id)
	}
	if g.dead*2 > len(g.texts) {
		g.compact()
	}
}

// compact numbers the living texts anew and counts their words from scratch.
func (g *Grouper) compact() {
	old := g.texts
	g.texts, g.dead = nil, 0
	g.terms.recount()
	g.index = index{}
	g.litter.prune()
	for _, s := range g.stories {
		s.members = s.members[:0]
	}
	for _, t := range old {
		if t == nil {
			continue
		}
		n := int32(len(g.texts))
		g.texts = append(g.texts, t)
		g.byID[t.id] = n
		g.stories[t.story].members = append(g.stories[t.story].members, n)
		g.terms.count(t)
		g.index.add(n, t)
	}
}

// Len is the number of texts and of stories remembered.
func (g *Grouper) Len() (texts, stories int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.byID), len(g.stories)
}
