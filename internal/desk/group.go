package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/stories"
)

// storyMemory is how far back the grouper remembers: a story takes another
// text within its window of three days, which may itself be two days old.
const storyMemory = 5 * 24 * time.Hour

// reading is what the read stage remembers between turns: the grouper of
// stories, refilled from the store whenever it is not there.
type reading struct {
	mu      sync.Mutex
	grouper *stories.Grouper
	names   map[string]string // the grouper's story -> the one that is kept
	offices map[string]string // outlets as printed, by ID
	swept   time.Time
}

// forget drops the grouper; the next clipping refills it.
func (r *reading) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.grouper = nil
}

// join finds the story of a new clipping.
func (r *reading) join(ctx context.Context, tx *store.Tx, d *Desk, c store.Filing, now time.Time) (press.Member, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now.Sub(c.Published) > storyMemory { // an old text that is found late glues nothing together
		return press.Member{Story: c.ID, Clipping: c.ID}, nil
	}
	if r.grouper == nil {
		if err := r.refill(ctx, tx, d, now); err != nil {
			return press.Member{}, err
		}
	}
	if now.Sub(r.swept) > 6*time.Hour {
		r.grouper.Forget(now.Add(-storyMemory))
		r.swept = now
	}
	m := r.grouper.Add(r.text(c))
	if known, ok := r.names[m.Story]; ok {
		m.Story = known
	}
	return m, nil
}

// refill makes a grouper that remembers the last days. A story keeps the name
// under which it is stored, also when the grouper, which does not know what
// came before, would begin it elsewhere.
func (r *reading) refill(ctx context.Context, tx *store.Tx, d *Desk, now time.Time) error {
	recent, err := tx.Clippings(ctx, store.ClippingFilter{PublishedFrom: now.Add(-storyMemory), Limit: 20_000})
	if err != nil {
		return fmt.Errorf("refill stories: %w", err)
	}
	slices.SortFunc(recent, func(a, b store.Filing) int {
		return cmp.Or(a.Found.Compare(b.Found), cmp.Compare(a.ID, b.ID))
	})
	outlets, err := tx.Outlets(ctx)
	if err != nil {
		return fmt.Errorf("refill stories: %w", err)
	}
	r.offices = make(map[string]string, len(outlets))
	for _, o := range outlets {
		r.offices[o.ID] = o.Name
	}
	r.grouper = stories.New(stories.Options{Analyzer: d.Analyzer})
	r.names = map[string]string{}
	r.swept = now
	for _, c := range recent {
		m := r.grouper.Add(r.text(c))
		if _, ok := r.names[m.Story]; !ok {
			r.names[m.Story] = c.Story
		}
	}
	return nil
}

func (r *reading) text(c store.Filing) stories.Text {
	return stories.Text{ID: c.ID, Outlet: c.Outlet, Office: r.offices[c.Outlet], Title: c.Title, Lead: c.Lead, Body: c.Text, Agency: c.Agency, Published: c.Published}
}
