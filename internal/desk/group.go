package desk

import (
	"context"
	"sync"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// reading is what the read stage remembers between turns: the grouper of
// stories, refilled from the store whenever it is not there.
type reading struct {
	mu sync.Mutex
}

// forget drops the grouper; the next clipping refills it.
func (r *reading) forget() {}

// join finds the story of a new clipping.
func (r *reading) join(ctx context.Context, tx *store.Tx, d *Desk, c store.Filing, now time.Time) (press.Member, error) {
	return press.Member{Story: c.ID, Clipping: c.ID}, nil
}
