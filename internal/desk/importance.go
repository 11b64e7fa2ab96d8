package desk

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"prasowka/config"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// traits are what the importance of a story is made of, each from 0 to 1.
type traits struct {
	leadership, tier, prominence, tone, spread, novelty float64
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
func weigh(w config.Weights, t traits) (sum float64, reasons []string) {
	parts := []struct {
		name  string
		value float64
	}{
		{"kierownictwo", float64(w.Leadership) * t.leadership}, {"zasięg", float64(w.Tier) * t.tier}, {"miejsce w tekście", float64(w.Prominence) * t.prominence},
		{"ton", float64(w.Tone) * t.tone}, {"liczba redakcji", float64(w.Spread) * t.spread}, {"nowość", float64(w.Novelty) * t.novelty},
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

// traitsOf reads the traits of a story from its lead, its hits and its tones.
func (d *Desk) traitsOf(ctx context.Context, describe *describer, story press.Story, lead store.Filing, hits []press.Hit, from time.Time) (traits, error) {
	var t traits
	_, fields := describe.doc(lead, nil, "", lead.Published)
	if len(d.leaders(fields.Persons)) > 0 {
		t.leadership = 1
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
	t.spread = min(1, math.Log2(float64(max(1, story.Outlets)))/math.Log2(fullSpread))
	if !story.First.Before(from) {
		t.novelty = 1
	}
	return t, nil
}

// rank puts items in the order of reading: what needs an action, then by
// importance, then the newest; and marks the top three.
func rank(items []store.ReviewItem) []store.ReviewItem {
	asks := func(i store.ReviewItem) int {
		if i.Action != "" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(items, func(a, b store.ReviewItem) int {
		return cmp.Or(cmp.Compare(asks(a), asks(b)), cmp.Compare(b.Weight, a.Weight), strings.Compare(b.Clipping, a.Clipping))
	})
	items = items[:min(len(items), maxItems)]
	for i := range items {
		items[i].Place, items[i].Top = i, i < 3
	}
	return items
}
