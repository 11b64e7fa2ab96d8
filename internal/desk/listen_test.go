package desk

import (
	"context"
	"slices"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// TestListenIn: a hashtag that is listened to is due the moment that somebody
// posts, at the earliest a minute after it was asked.
func TestListenIn(t *testing.T) {
	w := newWorld(t, town.Options{Bare: true})
	w.Config.Outlets = slices.DeleteFunc(w.Config.Outlets, func(o config.Outlet) bool { return o.ID != town.Social })
	if err := w.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.step(t)
	tag := town.Social + "/tag"
	due := func() time.Time {
		h, err := w.Store.Source(t.Context(), tag)
		if err != nil {
			t.Fatal(err)
		}
		return h.NextAt
	}
	if err := w.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.CheckSource(t.Context(), tag, w.clock.Now().Add(time.Hour)) }); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.listenIn(ctx)
	}()
	for w.town.Listeners() != 1 {
		time.Sleep(5 * time.Millisecond) // until the stream is open
	}
	w.town.Post("puchalik", "Na moście znowu stoją #Grodzisko")
	soon := w.clock.Now().Add(time.Minute).Truncate(time.Millisecond)
	for !due().Equal(soon) {
		time.Sleep(5 * time.Millisecond) // until it is heard; the test's own limit ends a wait in vain
	}
	cancel()
	<-ended
}
