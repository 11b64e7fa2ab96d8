package stories

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// index finds the texts that share terms with a text.
type index struct {
	postings [][]posting // by term
	dots     []float32   // by text number, zero between searches
	touched  []int32
}

type posting struct {
	text int32
	w    float32
}

// Terms below this weight in a text do not bring it up; they still count when
// two texts are compared.
const indexedWeight = 0.05

func (x *index) add(n int32, t *text) {
	for _, w := range t.terms {
		if w.w < indexedWeight {
			continue
		}
		if need := int(w.term) + 1 - len(x.postings); need > 0 {
			x.postings = append(x.postings, make([][]posting, need)...)
		}
		x.postings[w.term] = append(x.postings[w.term], posting{n, w.w})
	}
}

// candidate is an earlier text that resembles the new one.
type candidate struct {
	text      *text
	cosine    float64
	shared    int     // shingles in both
	ofNew     float64 // share of the new text's shingles that the other has
	ofOld     float64 // share of the other's that the new one has
	nameShare float64 // share of the names' weight that agrees, of the text with fewer
	rarity    float64 // of the names in both, summed (nats): what the agreement is worth
	score     float64 // cosine, made less where the names speak against it
}

// Candidates that are looked at closely.
const maxCandidates = 24

// nearest gives the texts that resemble t most, the most alike first.
func (g *Grouper) nearest(t *text) []candidate {
	x := &g.index
	if need := len(g.texts) - len(x.dots); need > 0 {
		x.dots = append(x.dots, make([]float32, need)...)
	}
	for _, w := range t.terms {
		if w.w < indexedWeight || int(w.term) >= len(x.postings) {
			continue
		}
		for _, p := range x.postings[w.term] {
			if x.dots[p.text] == 0 {
				x.touched = append(x.touched, p.text)
			}
			x.dots[p.text] += p.w * w.w
		}
	}
	var found []int32
	for _, n := range x.touched {
		if other := g.texts[n]; other != nil && x.dots[n] > float32(g.opts.Threshold)/3 && g.timely(t, g.stories[other.story]) {
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.dots[b], x.dots[a]), cmp.Compare(a, b))
	})
	for _, n := range x.touched {
		x.dots[n] = 0
	}
	x.touched = x.touched[:0]
	out := make([]candidate, 0, min(len(found), maxCandidates))
	for _, n := range found[:min(len(found), maxCandidates)] {
		out = append(out, g.compare(t, g.texts[n]))
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return out
}

// timely tells whether a text is within the window of a story.
func (g *Grouper) timely(t *text, s *story) bool {
	return !t.published.After(s.last.Add(g.opts.Window)) && !t.published.Before(s.first.Add(-g.opts.Window))
}

// compare measures two texts against each other.
func (g *Grouper) compare(t, other *text) candidate {
	c := candidate{text: other}
	var names float64
	for i, j := 0, 0; i < len(t.terms) && j < len(other.terms); {
		a, b := t.terms[i], other.terms[j]
		switch {
		case a.term < b.term:
			i++
		case a.term > b.term:
			j++
		default:
			dot := float64(a.w) * float64(b.w)
			c.cosine += dot
			if g.terms.words[a.term].name {
				names += dot
				c.rarity += g.terms.rarity(a.term)
			}
			i, j = i+1, j+1
		}
	}
	if fewer := float64(min(t.names, other.names)); fewer > 0 {
		c.nameShare = min(1, names/fewer)
	}
	c.shared = common2(t.shingles, other.shingles)
	if n := len(t.shingles); n > 0 {
		c.ofNew = float64(c.shared) / float64(n)
	}
	if n := len(other.shingles); n > 0 {
		c.ofOld = float64(c.shared) / float64(n)
	}
	c.score = c.judge()
	return c
}

// What the names must say, found on days of texts with known groups: texts
// that share phrases and differ in names are one pen on two matters, and
// texts that share no rare name must share nearly all else.
const (
	phrases     = 0.08 // shared part from which on texts have phrases in common
	namesAgree  = 0.6
	namesRare   = 8.0
	doubtNames  = 0.4
	doubtRarity = 0.6
)

// judge is the cosine in the light of the names.
func (c *candidate) judge() float64 {
	score := c.cosine
	if max(c.ofNew, c.ofOld) >= phrases && c.nameShare < namesAgree {
		score *= doubtNames
	}
	if c.rarity < namesRare {
		score *= doubtRarity
	}
	return score
}

// common2 counts what two sorted lists have in common.
func common2(a, b []uint32) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// fit is how well a text fits a story.
type fit struct {
	story *story
	best  candidate
	score float64
}

// fits scores the stories of the candidates, the best first. A story's score
// is the mean of its most similar member and of its members at large, so that
// one odd member does not draw strangers in.
func (g *Grouper) fits(near []candidate) []fit {
	var out []fit
	for _, c := range near {
		s := g.stories[c.text.story]
		if s.roundup || slices.ContainsFunc(out, func(f fit) bool { return f.story == s }) {
			continue
		}
		var sum float64
		n := 0
		for _, other := range near {
			if other.text.story == s.id {
				sum += other.score
				n++
			}
		}
		// Members that are not among the candidates count as strangers, but a
		// long story is judged by what of it resembles, not by its length.
		mean := sum / float64(max(n, min(len(s.members), 3)))
		out = append(out, fit{story: s, best: c, score: (c.score + mean) / 2})
	}
	slices.SortStableFunc(out, func(a, b fit) int { return cmp.Compare(b.score, a.score) })
	return out
}

// place decides the story of a text.
func (g *Grouper) place(t *text, near []candidate) press.Member {
	m := press.Member{Story: t.id, Clipping: t.id, Why: "pierwszy tekst o tej sprawie"}
	defer func() { t.story = m.Story }()
	fits := g.fits(near)
	if t.roundup {
		m.Why = "przegląd wielu spraw, o czym mówi tytuł: stoi osobno"
		return m
	}
	if i := slices.IndexFunc(fits, func(f fit) bool { return g.isCopy(f.best) }); i >= 0 {
		if second, ok := g.patchwork(t, fits[i].best, near); ok {
			return g.separate(t, m, fits[i].best, second)
		}
		m.Story = fits[i].story.id
		g.copied(&m, t, near)
		return m
	}
	if len(fits) == 0 || fits[0].score < g.threshold(t, fits[0].story) {
		return m
	}
	if second, ok := g.rivals(t, fits); ok {
		return g.separate(t, m, fits[0].best, second.best)
	}
	m.Story = fits[0].story.id
	m.Why = g.why(t, fits[0].best)
	return m
}

// separate makes a round-up of a text that fits two stories.
func (g *Grouper) separate(t *text, m press.Member, first, second candidate) press.Member {
	t.roundup = true
	m.Why = fmt.Sprintf("przegląd wielu spraw (pasuje i do %s, i do %s): stoi osobno", first.text.name(), second.text.name())
	return m
}

// patched is the share of a round-up that its pieces make up together.
const patched = 0.85

// patchwork tells whether a text that copies another one is made of a text of
// another story, too: with phrases that the first does not have.
func (g *Grouper) patchwork(t *text, copied candidate, near []candidate) (candidate, bool) {
	least := max(8, int(g.opts.Copy/3*float64(len(t.shingles))))
	for _, c := range near {
		if copied.ofNew >= 0.8 || c.shared < least || c.text.story == copied.text.story {
			continue
		}
		extra := c.shared - common3(t.shingles, copied.text.shingles, c.text.shingles)
		if extra >= least && copied.ofNew+float64(extra)/float64(len(t.shingles)) >= patched && c.ofOld >= 0.3 &&
			g.compare(copied.text, c.text).cosine < g.opts.Threshold/2 {
			return c, true
		}
	}
	return candidate{}, false
}

// common3 counts what three sorted lists have in common.
func common3(a, b, c []uint32) (n int) {
	for _, x := range a {
		if _, ok := slices.BinarySearch(b, x); !ok {
			continue
		}
		if _, ok := slices.BinarySearch(c, x); ok {
			n++
		}
	}
	return n
}

// threshold is the score from which on a text joins a story; it grows with
// the days between them, as new facts come while old words repeat.
func (g *Grouper) threshold(t *text, s *story) float64 {
	days := max(t.published.Sub(s.last).Hours(), s.first.Sub(t.published).Hours(), 0) / 24
	return g.opts.Threshold * (1 + 0.1*days)
}

// isCopy tells whether one of the texts is largely made of the other.
func (g *Grouper) isCopy(c candidate) bool {
	return c.shared >= 8 && c.nameShare >= namesAgree && (c.ofNew >= g.opts.Copy || c.ofOld >= g.opts.Copy && c.ofNew >= g.opts.Copy/2)
}

// rivals tells whether a text fits two stories about equally well that have
// little to do with each other, and gives the second: the text is a round-up.
func (g *Grouper) rivals(t *text, fits []fit) (fit, bool) {
	for _, f := range fits[1:] {
		if f.score < g.opts.Threshold || f.score < 0.7*fits[0].score {
			break
		}
		if between := g.compare(fits[0].best.text, f.best.text); between.cosine < g.opts.Threshold/2 {
			return f, true
		}
	}
	return fit{}, false
}

// copied fills in whom the text copies: of the earlier published texts of its
// story the one that has most of it.
func (g *Grouper) copied(m *press.Member, t *text, near []candidate) {
	var best *candidate
	var later *candidate
	for i := range near {
		c := &near[i]
		if c.text.story != m.Story || !g.isCopy(*c) {
			continue
		}
		if t.published.Before(c.text.published) {
			if later == nil || c.ofOld > later.ofOld {
				later = c
			}
			continue
		}
		if best == nil || c.ofNew > best.ofNew+0.02 || math.Abs(c.ofNew-best.ofNew) <= 0.02 && c.text.published.Before(best.text.published) {
			best = c
		}
	}
	switch {
	case best != nil:
		m.CopyOf, m.Share = best.text.id, best.ofNew
		m.Why = fmt.Sprintf("przedruk: %s tekstu stoi w %s%s", polish.Percent(best.ofNew, 0), best.text.name(), g.shared(t, best.text))
	case later != nil:
		m.Why = fmt.Sprintf("tekst wcześniejszy, z którego pochodzi %s późniejszego %s%s", polish.Percent(later.ofOld, 0), later.text.name(), g.shared(t, later.text))
	}
}

// why says what joined two texts that tell one event in their own words.
func (g *Grouper) why(t *text, c candidate) string {
	return fmt.Sprintf("ta sama sprawa co w %s, podobieństwo %s%s", c.text.name(), polish.Decimal(c.cosine, 2), g.shared(t, c.text))
}

// shared names the terms that weigh most in both texts: names, then words.
func (g *Grouper) shared(t, other *text) string {
	type term struct {
		word *word
		dot  float32
	}
	var both []term
	for i, j := 0, 0; i < len(t.terms) && j < len(other.terms); {
		switch a, b := t.terms[i], other.terms[j]; {
		case a.term < b.term:
			i++
		case a.term > b.term:
			j++
		default:
			both = append(both, term{&g.terms.words[a.term], a.w * b.w})
			i, j = i+1, j+1
		}
	}
	slices.SortStableFunc(both, func(a, b term) int { return cmp.Compare(b.dot, a.dot) })
	var names, words []string
	for _, b := range both {
		list := &words
		if b.word.name {
			list = &names
		}
		if len(*list) < 4 && b.word.form != "" && !slices.Contains(*list, b.word.form) {
			*list = append(*list, b.word.form)
		}
	}
	out := ""
	if len(names) > 0 {
		out += "; wspólne nazwy: " + strings.Join(names, ", ")
	}
	if len(words) > 0 {
		out += "; wspólne słowa: " + strings.Join(words, ", ")
	}
	return out
}
