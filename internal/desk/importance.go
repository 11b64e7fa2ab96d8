package desk

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// traits are what the importance of a story is made of, each part from 0 to 1,
// and what they were read from.
type traits struct {
	leadership, tier, prominence, tone, spread, novelty, doubt, urgency float64

	offices   int         // editorial offices that tell the story, our own aside
	headlined []string    // of the leadership, named in the title
	urgent    []string    // topics of the highest severity that fired
	confirmed *press.Flag // an officer has confirmed this one
	open      *press.Flag // the surest one that waits for a decision
	openIn    string      // the outlet that it is about, as printed
}

// because says in one sentence why a story matters to us: what may be wrong in
// it, how far it spread, whom its title names. Empty when there is nothing to
// say.
func (t traits) because() string {
	var parts []string
	if f := t.open; f != nil {
		doubt := "do sprawdzenia (" + string(f.Kind) + "): " + t.openIn + " pisze „" + notify.Quote(f.Quote, 120) + "”"
		if f.Kind == press.FlagFact && f.Expected != "" {
			doubt = "do sprawdzenia: " + t.openIn + " pisze „" + notify.Quote(f.Quote, 120) + "”, rejestr faktów podaje " + notify.Quote(f.Expected, 120)
		}
		parts = append(parts, doubt)
	}
	if t.tone == 1 {
		parts = append(parts, "krytycznie o mieście")
	}
	if t.offices > 2 {
		parts = append(parts, polish.Plural(t.offices, "pisze", "piszą", "pisze")+" o tym "+polish.Counted(t.offices, "redakcja", "redakcje", "redakcji"))
	}
	if len(t.headlined) > 0 {
		parts = append(parts, "w tytule: "+strings.Join(t.headlined, ", "))
	}
	if len(t.urgent) > 0 {
		parts = append(parts, "pilny temat: "+strings.Join(t.urgent, ", "))
	}
	return polish.Capital(strings.Join(parts, "; "))
}

// heed takes in how severe a topic is that fired.
func (t *traits) heed(topic press.Topic) {
	switch topic.Severity {
	case press.Urgent:
		t.urgency, t.urgent = 1, append(t.urgent, topic.Name)
	case press.Notable:
		t.urgency = max(t.urgency, 0.3)
	}
}

// fullSpread is the number of editorial offices that counts as everywhere.
const fullSpread = 8

// weigh adds up a story's importance and says in Polish what it is made of,
// the heaviest part first. The formula: the sum of weight times trait, with
//
//	leadership 1 when the Prezydent or a deputy is named
//	tier       1, 2/3, 1/3, 0 for tiers 1, 2, 3, unknown
//	prominence 1 in the title, 0.6 in the lead, 0.3 in the text
//	tone       1 critical, 0.5 mixed
//	spread     log2(offices) / log2(8), at most 1
//	novelty    1 when the story began within the time
//	doubt      how sure the surest flag of it is that is not dismissed
//	urgency    1 when an urgent topic fired, 0.3 for a notable one
func weigh(w config.Weights, t traits) (sum float64, reasons []string) {
	parts := []struct {
		name  string
		value float64
	}{
		{"kierownictwo", float64(w.Leadership) * t.leadership}, {"zasięg", float64(w.Tier) * t.tier}, {"miejsce w tekście", float64(w.Prominence) * t.prominence},
		{"ton", float64(w.Tone) * t.tone}, {"liczba redakcji", float64(w.Spread) * t.spread}, {"nowość", float64(w.Novelty) * t.novelty},
		{"możliwy błąd", float64(w.Doubt) * t.doubt}, {"pilność tematu", float64(w.Urgency) * t.urgency},
	}
	for _, p := range parts {
		sum += p.value
	}
	slices.SortStableFunc(parts, func(a, b struct {
		name  string
		value float64
	}) int {
		return cmp.Compare(b.value, a.value)
	})
	reasons = []string{polish.Decimal(sum, 1)}
	for _, p := range parts {
		if p.value > 0 {
			reasons = append(reasons, p.name+polish.NBSP+polish.Decimal(p.value, 1))
		}
	}
	return sum, reasons
}

// traitsOf reads the traits of a story from the clipping that tells it, its
// other members, its hits, tones and flags.
func (d *Desk) traitsOf(ctx context.Context, describe *describer, story press.Story, members []store.Filing, lead store.Filing, hits []press.Hit, from time.Time) (traits, error) {
	var t traits
	_, fields := describe.doc(lead, nil, "", lead.Published)
	for _, name := range d.leaders(fields.Persons) {
		t.leadership = 1
		if d.headlines(lead.Title, name) {
			t.headlined = append(t.headlined, name)
		}
	}
	if tier := describe.outlets[lead.Outlet].Tier; tier >= 1 && tier <= 3 {
		t.tier = float64(4-tier) / 3
	}
	for _, h := range hits {
		for _, s := range h.Spans {
			t.prominence = max(t.prominence, map[string]float64{"tytuł": 1, "lead": 0.6}[s.Field], 0.3)
		}
	}
	tones, err := d.Store.Tones(ctx, lead.ID)
	if err != nil {
		return t, err
	}
	for _, tone := range tones {
		t.tone = max(t.tone, map[string]float64{"negatywny": 1, "krytyczny": 1, "mieszany": 0.5}[tone.Tone])
	}
	if !story.First.Before(from) {
		t.novelty = 1
	}
	offices := map[string]bool{}
	for _, m := range members {
		if !describe.own(m) {
			offices[m.Outlet] = true
		}
		if err := d.doubts(ctx, m, describe, &t); err != nil {
			return t, err
		}
	}
	t.offices = len(offices)
	t.spread = min(1, math.Log2(float64(max(1, t.offices)))/math.Log2(fullSpread))
	return t, nil
}

// headlines tells whether a title names a person whom its text names in full: a
// headline makes do with the surname.
func (d *Desk) headlines(title, name string) bool {
	q, err := query.Parse(d.Analyzer, `"`+name[strings.LastIndexByte(name, ' ')+1:]+`"`)
	if err != nil {
		return false
	}
	_, ok := q.Match(query.NewDoc(d.Analyzer, query.Fields{Title: title}), d.Now())
	return ok
}

// doubts adds to traits what is flagged in one clipping.
func (d *Desk) doubts(ctx context.Context, in store.Filing, describe *describer, t *traits) error {
	flags, err := d.Store.Flags(ctx, store.FlagFilter{Clipping: in.ID})
	if err != nil {
		return err
	}
	for _, f := range flags {
		switch {
		case f.State == press.FlagConfirmed && t.confirmed == nil:
			t.confirmed = &f
		case f.State == press.FlagOpen && (t.open == nil || f.Confidence > t.open.Confidence):
			t.open, t.openIn = &f, cmp.Or(describe.outlets[in.Outlet].Name, in.Outlet)
		case f.State == press.FlagDismissed || f.State == press.FlagMended:
			continue
		}
		t.doubt = max(t.doubt, f.Confidence)
	}
	return nil
}

// topStories is how many stories a review tells first.
const topStories = 3

// rank puts items in the order of reading: what needs an action, then by
// importance, then the newest; and marks the top stories, of which our own
// texts are none.
func rank(items []store.ReviewItem) []store.ReviewItem {
	first := func(i store.ReviewItem) int {
		if asks(i) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(items, func(a, b store.ReviewItem) int {
		return cmp.Or(cmp.Compare(first(a), first(b)), cmp.Compare(b.Weight, a.Weight), strings.Compare(b.Clipping, a.Clipping))
	})
	items = items[:min(len(items), maxItems)]
	top := 0
	for i := range items {
		items[i].Place = i
		if top < topStories && items[i].Section != sectionOurs {
			items[i].Top = true
			top++
		}
	}
	return items
}
