package desk

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// maxStreams is how many timelines are listened to at once.
const maxStreams = 16

// Rests between two tries to open a stream.
const (
	streamRest    = 30 * time.Second // after the first failure; it doubles
	streamMost    = time.Hour
	streamRefused = 6 * time.Hour // after a no: without a key, or never
)

// listenIn holds a stream open for each source that asks for one, until ctx
// ends. A post that is heard makes its source due, and the chain does the
// rest; when a stream breaks, or is not allowed, the source is asked by its
// rhythm as any other. What is configured anew is seen within maxNap.
func (d *Desk) listenIn(ctx context.Context) {
	var all sync.WaitGroup
	defer all.Wait()
	running := map[string]context.CancelFunc{}
	for ctx.Err() == nil {
		sources, err := d.Store.Sources(ctx)
		if err != nil && ctx.Err() == nil {
			d.Log.Error("streams not looked after", "err", err)
		}
		var wanted []string
		for _, h := range sources {
			if h.Paused || !gather.Streams(h.Source) || len(wanted) == maxStreams {
				continue
			}
			wanted = append(wanted, h.ID)
			if running[h.ID] == nil {
				own, stop := context.WithCancel(ctx)
				running[h.ID] = stop
				all.Go(func() { d.listenTo(own, h.Source) })
			}
		}
		for id, stop := range running {
			if err == nil && !slices.Contains(wanted, id) {
				stop()
				delete(running, id)
			}
		}
		sleep(ctx, maxNap, nil)
	}
	for _, stop := range running {
		stop()
	}
}

// listenTo keeps one source's stream open.
func (d *Desk) listenTo(ctx context.Context, src press.Source) {
	failures := 0
	for ctx.Err() == nil {
		began := d.Now()
		_, err := safely(func() (struct{}, error) {
			return struct{}{}, gather.Stream(ctx, d.client, src, func() { d.heard(ctx, src.ID) })
		})
		if ctx.Err() != nil {
			return
		}
		d.meters.ask("stream", gather.TroubleOf(err))
		if err == nil || d.Now().Sub(began) > streamMost/2 {
			failures = 0
		}
		failures++
		rest := backOff(failures, streamRest, streamMost)
		var known *gather.Error
		if errors.As(err, &known) {
			rest = max(rest, min(known.RetryAfter, 24*time.Hour))
			switch known.Trouble {
			case press.Trouble403, press.Trouble404, press.TroubleNoFeed, press.TroubleGuard:
				rest = streamRefused
			}
		}
		if err != nil {
			d.Log.Info("stream ended", "source", src.ID, "again", rest, "err", err)
		}
		sleep(ctx, rest, nil)
	}
}

// heard makes a source due that has just said that there is something new.
func (d *Desk) heard(ctx context.Context, source string) {
	err := d.Store.Write(ctx, func(tx *store.Tx) error { return tx.WakeSource(ctx, source, d.Now()) })
	if err != nil && ctx.Err() == nil {
		d.Log.Error("source not woken", "source", source, "err", err)
	}
}
