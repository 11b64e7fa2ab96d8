package claims

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Text is one version of a clipping, to be held against a register.
type Text struct {
	ID        string // press.Clipping.ID
	Title     string
	Lead      string
	Body      string
	Outlet    string    // as the office calls it, for the explanations; may be empty
	Published time.Time // zero: unknown; then "last year" is never this year
	Version   int
	Own       bool // the city's own medium: nothing is alleged by it
	Press     bool // the outlet is press in the sense of the law (art. 31a)
}

// Check holds a text against the register and lists what contradicts it, in
// the order of title, lead and text. Spans are byte offsets within the field
// that they name. Each (kind, fact, words) is flagged once a text.
func (r *Register) Check(t Text) []press.Flag {
	x := &examination{register: r, text: t, day: polish.DayOf(t.Published)}
	for _, f := range []struct{ name, text string }{{"tytuł", t.Title}, {"lead", t.Lead}, {"tekst", t.Body}} {
		if strings.TrimSpace(f.text) == "" {
			continue
		}
		if f.name == "lead" && strings.Contains(t.Body, strings.TrimSpace(f.text)) {
			continue // the lead opens the text: one place is enough
		}
		t := read(r.a, f.text)
		t.settle(x.day)
		r.townsmen(t)
		x.parts = append(x.parts, part{name: f.name, reading: t, hits: r.terms.hits(t)})
	}
	x.survey()
	x.numbers()
	x.people()
	x.names()
	x.statements()
	x.allegations()
	return x.flags()
}

// part is one field of a text, read.
type part struct {
	name    string
	reading *reading
	scene   scene
	hits    [][]hit // by term of the register
}

// examination is one text being held against the register.
type examination struct {
	register *Register
	text     Text
	day      polish.Day
	parts    []part
	found    []finding
}

// A finding is a flag before it is kept.
type finding struct {
	flag  press.Flag
	part  int
	value float64
	dup   string // findings with an equal dup are one
}

// survey finds the places of each part. The title's place carries over.
func (x *examination) survey() {
	title := unknown
	whole := unknown
	for i := range x.parts {
		p := &x.parts[i]
		p.scene = x.register.look(p.reading, title)
		if p.name == "tytuł" {
			title = p.scene.whole
		}
		if whole == unknown || p.scene.whole == ours {
			whole = p.scene.whole
		}
	}
	if title == unknown {
		for i := range x.parts {
			if x.parts[i].scene.whole == unknown {
				x.parts[i].scene = x.register.look(x.parts[i].reading, whole)
			}
		}
	}
}

// flags are the findings in order, each once.
func (x *examination) flags() []press.Flag {
	slices.SortStableFunc(x.found, func(a, b finding) int {
		// the body first: a title repeats what the text says
		return cmp.Or(cmp.Compare(b.part, a.part), cmp.Compare(a.flag.Span.Start, b.flag.Span.Start))
	})
	seen := map[string]bool{}
	var out []finding
	for _, f := range x.found {
		if seen[f.dup] {
			continue
		}
		seen[f.dup] = true
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.flag.Span.Start, b.flag.Span.Start))
	})
	flags := make([]press.Flag, len(out))
	for i := range out {
		flags[i] = out[i].flag
	}
	return flags
}

// raise notes a flag on text[start:end] of a part.
func (x *examination) raise(p *part, f press.Flag, start, end, token int, dup string) {
	t := p.reading
	f.Clipping, f.Version = x.text.ID, x.text.Version
	f.Quote = t.text[start:end]
	f.Span = press.Span{Field: p.name, Start: start, End: end}
	l := t.lines[t.lineOf(token)]
	f.Sentence = strings.TrimSpace(t.text[l.at.Start:l.at.End])
	f.State = press.FlagOpen
	f.ID = flagID(x.text.ID, f.Kind, f.Fact, f.Quote)
	f.Confidence = math.Round(min(max(f.Confidence, 0.05), 0.97)*100) / 100
	n := 0
	for i := range x.parts {
		if &x.parts[i] == p {
			n = i
		}
	}
	if dup == "" {
		dup = f.Quote
	}
	x.found = append(x.found, finding{flag: f, part: n, dup: string(f.Kind) + "\x00" + f.Fact + "\x00" + dup})
}

// flagID is the same for the same words of the same clipping held against the
// same fact.
func flagID(clipping string, kind press.FlagKind, fact, quote string) string {
	h := sha256.New()
	for _, s := range []string{clipping, string(kind), fact, strings.Join(strings.Fields(quote), " ")} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// A holding is one fact being held against one text.
type holding struct {
	*examination
	card *card
	part *part
}

// verdict is what a number says of a fact.
type verdict struct {
	claim  *Claim
	match  match
	agrees bool
	sure   float64
	part   int
	line   int
}

// numbers holds amounts, counts, percentages and dates against their facts.
func (x *examination) numbers() {
	taken := x.taken()
	for i := range x.register.cards {
		c := &x.register.cards[i]
		switch c.fact.Kind {
		case press.FactAmount, press.FactCount, press.FactPercent, press.FactDate:
		default:
			continue
		}
		var all []verdict
		for p := range x.parts {
			h := &holding{examination: x, card: c, part: &x.parts[p]}
			all = append(all, h.verdicts(p, taken)...)
		}
		agreed := slices.ContainsFunc(all, func(v verdict) bool { return v.agrees && v.sure >= 0.6 && !x.parts[v.part].reading.denied(v.line) })
		for _, v := range all {
			if v.agrees || agreed && v.sure < 0.85 || v.sure < threshold-1e-9 || agreed && c.fact.Kind == press.FactCount && v.sure < 0.95 {
				continue
			}
			h := &holding{examination: x, card: c, part: &x.parts[v.part]}
			h.contradicts(v)
		}
	}
}

// threshold is how sure a contradiction must be to become a flag.
const threshold = 0.55

// taken are the claims that agree with some fact where the sentence speaks of
// that fact: they contradict no other.
func (x *examination) taken() map[*Claim]bool {
	out := map[*Claim]bool{}
	for i := range x.register.cards {
		c := &x.register.cards[i]
		if c.subject.op == 0 {
			continue
		}
		for p := range x.parts {
			h := &holding{examination: x, card: c, part: &x.parts[p]}
			t := h.part.reading
			for n := range t.lines {
				m, ok := h.speaks(n)
				if !ok {
					continue
				}
				for k := range t.claims {
					cl := &t.claims[k]
					if cl.lo >= t.lines[n].lo && cl.hi <= t.lines[n].hi && h.comparable(cl) && h.agrees(cl) && h.tied(cl, &m) > 0 {
						out[cl] = true
					}
				}
			}
		}
	}
	return out
}

// speaks tells whether the n-th sentence speaks of the fact's subject, by its
// own words or by one that takes up those of a sentence before.
func (h *holding) speaks(n int) (match, bool) {
	m, ok := h.direct(n)
	if t := h.part.reading; ok || m.score == 0 && !t.substantive(t.lines[n].lo) {
		return m, ok
	}
	if at := h.recalled(n); at >= 0 {
		m.score = max(m.score, 0.6)
		m.local, m.missing, m.recalled = []int{at}, true, true
		return m, true
	}
	return m, false
}

// direct tells whether the n-th sentence says words of the fact's subject.
func (h *holding) direct(n int) (match, bool) {
	t := h.part.reading
	m := matcher{r: t, line: t.lines[n], part: h.part, title: titleOf(h.parts), before: t.lines[max(0, n-2)].lo, after: t.lines[min(n+1, len(t.lines)-1)].hi, next: h.follows(), ours: h.part.scene.lines[n] != other,
		number: h.card.fact.Kind != press.FactDate, people: h.card.countsPeople()}
	got := m.match(&h.card.subject)
	if got.score == 0 || got.terms == 0 && len(got.local) == 0 {
		return got, false
	}
	slices.Sort(got.local)
	got.local = slices.Compact(got.local)
	return got, len(got.local) > 0
}

// follows is the field behind a title, whose first sentence tells what it means.
func (h *holding) follows() *part {
	if t := titleOf(h.parts); t != nil && t == h.part && len(h.parts) > 1 {
		return &h.parts[1]
	}
	return nil
}

func (c *card) countsPeople() bool {
	_, ok := c.noun["mieszkaniec"]
	return ok
}

// titleOf is the title, nil without one.
func titleOf(parts []part) *part {
	if len(parts) > 0 && parts[0].name == "tytuł" {
		return &parts[0]
	}
	return nil
}

// verdicts of one part: in each sentence that speaks of the fact, the number
// that stands closest to it.
func (h *holding) verdicts(p int, taken map[*Claim]bool) (out []verdict) {
	t := h.part.reading
	out = h.sizes(p)
	for n, l := range t.lines {
		m, ok := h.speaks(n)
		asked := false
		if !ok && n > 0 && strings.HasSuffix(strings.TrimRight(t.text[:t.tokens[l.lo].Start], " \n\u00a0–—-"), "?") {
			// "Ile kosztowała hala? 28,3 mln zł."
			m, asked = h.speaks(n - 1)
			ok, m.asked = asked, asked
		}
		if !ok {
			continue
		}
		var here []verdict
		for k := range t.claims {
			c := &t.claims[k]
			if c.lo < l.lo || c.hi > l.hi || !h.comparable(c) {
				continue
			}
			tie := h.tied(c, &m)
			if asked {
				m.missing = true
				tie = min(tie, 0.6)
				if c.lo-l.lo > 3 && !t.is(c.lo-1, "ich") && !t.leading(l.lo, c.lo) && !(c.lo-l.lo < 6 && t.lines[n-1].hi-t.lines[n-1].lo < 5 && !t.verbal(l.lo, c.lo)) {
					tie = 0
				}
			}
			if tie == 0 || h.excused(c, &m) || h.echoed(c) {
				continue
			}
			v := verdict{claim: c, match: m, agrees: h.agrees(c), part: p, line: n}
			v.sure = h.sure(c, &m, tie)
			if s, in := t.spoken(c.lo); in && s.speaker == "" {
				v.sure = min(v.sure, 0.8) // the answer may set it right
			}
			if !v.agrees && taken[c] {
				continue
			}
			here = append(here, v)
		}
		if i := slices.IndexFunc(here, func(v verdict) bool { return v.agrees }); i >= 0 {
			out = append(out, here[i])
			continue
		}
		if len(here) == 0 && n > 0 && (t.is(l.lo, "tyle") || h.thatDay(l, &m)) {
			here = h.pointedAt(n, p, &m)
		}
		if len(here) > 0 {
			out = append(out, slices.MaxFunc(here, func(a, b verdict) int { return cmp.Compare(a.sure, b.sure) }))
		}
	}
	return out
}

// verbal tells whether a verb stands in tokens [from, to).
func (r *reading) verbal(from, to int) bool {
	for i := from; i < to; i++ {
		if infinitive(&r.tokens[i]) {
			return true
		}
	}
	return false
}

// excused tells whether a claim is an innocent look-alike.
func (h *holding) excused(c *Claim, m *match) bool {
	return h.why(c, m) != ""
}

// why says what excuses a claim; "" when nothing does.
func (h *holding) why(c *Claim, m *match) string {
	t := h.part.reading
	if h.part.scene.at(t, c.lo) == other {
		return "inne miejsce"
	}
	if t.denied(t.lineOf(c.lo)) {
		return "przeczenie"
	}
	if n := t.lineOf(c.lo); h.part.scene.county[n] && (!h.countyMay() || t.ofCounty(c)) && !h.ownInClause(c) {
		return "inny podmiot"
	}
	if h.card.fact.Kind == press.FactDate {
		return h.dateGuard(t, c, m)
	}
	if why := h.guard(t, c, m); why != "" {
		return why
	}
	return h.timeGuard(t, c)
}

// countyMay tells whether the subject is a matter that is counted for the
// powiat and published for the city: unemployment.
func (h *holding) countyMay() bool {
	return strings.Contains(polish.Fold(strings.ToLower(h.card.fact.Subject)), "bezroboc")
}

// ownInClause tells whether the claim's clause names our city or its people
// and no other body.
func (h *holding) ownInClause(c *Claim) bool {
	t := h.part.reading
	own := false
	for i := t.clauseStart(c.lo); i < t.clauseEnd(c.lo); i++ {
		if counties.has(&t.tokens[i]) {
			return false
		}
		own = own || h.part.scene.marks[i] == ours || cityTerms.has(&t.tokens[i])
	}
	return own
}

// timeGuard: does the number speak of a time in which the fact holds?
func (h *holding) timeGuard(t *reading, c *Claim) string {
	short := !h.card.from.IsZero() && !h.card.to.IsZero() && h.card.to.Sub(h.card.from) < 120
	times := t.times(c.lo, h.day, short || h.stock())
	if n := t.lineOf(c.lo); len(times) == 0 && n > 0 && strings.HasSuffix(strings.TrimRight(t.text[:t.tokens[t.lines[n].lo].Start], " \n\u00a0–—-"), "?") {
		times = t.times(t.lines[n-1].lo, h.day, short) // the question says of when
	}
	if t.old(c.lo) {
		return "dawna wartość"
	}
	if (h.stock() || h.card.countsPeople()) && t.grows(t.clauseStart(c.lo), c.lo) {
		return "przyszły rok" // "Zadłużenie urośnie do 80 mln zł."
	}
	if h.card.from.IsZero() && h.card.to.IsZero() && len(times) > 0 && t.spent(c.lo) {
		return "część całości" // "tunel pochłonie w tym roku 51 mln zł" of what it costs in all
	}
	for _, p := range times {
		if h.card.from.IsZero() && h.card.to.IsZero() {
			if !h.day.IsZero() && !p.meets(yearOf(h.day.Year).from, yearOf(h.day.Year).to) || h.day.IsZero() && p.to.Year == 1 {
				return "inny rok"
			}
			continue
		}
		if !p.meets(h.card.from, h.card.to) {
			return "inny rok"
		}
		if h.card.to.IsZero() && !h.day.IsZero() && p.from.After(h.day) && h.day.After(h.card.from) {
			return "przyszły rok" // an open fact may change
		}
	}
	if len(times) == 0 && h.bygone() {
		return "inny rok"
	}
	if len(times) == 0 && h.proposed(t, t.lineOf(c.lo)) {
		return "przyszły rok"
	}
	if len(times) == 0 && !h.day.IsZero() && !(period{h.day, h.day}).meets(h.card.from, h.card.to) && !(short && h.fresh()) {
		return "fakt jeszcze lub już nie obowiązuje"
	}
	return ""
}

// spent tells whether a clause says what is laid out in a stretch of time.
func (r *reading) spent(lo int) bool {
	for i := r.clauseStart(lo); i < r.clauseEnd(lo); i++ {
		if outlays.has(&r.tokens[i]) {
			return true
		}
	}
	return false
}

var outlays = words("pochlonac pochlaniac wydac wydawac przeznaczyc przeznaczac dolozyc zarezerwowac zabezpieczyc")

// fresh tells whether the newest figure of a text without a time may still be
// the fact's: statistics of a month come out weeks after it.
func (h *holding) fresh() bool {
	return !h.day.Before(h.card.to) && h.day.Sub(h.card.to) <= 45
}
