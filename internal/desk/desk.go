// Package desk is the chain and the clock: the only room that knows the order
// of things, from a source that comes due to a notice that has left the house.
//
// Invariants:
//   - Between stages stands the log in the store and a named cursor, never a
//     channel: channels carry only wake-ups. A stage moves its cursor, or the
//     page, source or notice that it works on, in the transaction that holds
//     its result; so a crash at any point loses nothing and repeats nothing.
//   - A stage does what is due and says when it wants to be asked again. It
//     asks the one clock it was given, so that tests step through days
//     without sleeping.
//   - What leaves the house is written down first, under a unique key, in the
//     transaction of its cause; then it is sent, at least once.
//   - A page that cannot be read is quarantined with its bytes and the reason,
//     never dropped. A failure of one source, page or channel does not stop
//     the others.
//   - Nothing here waits for a person: the screens write rows, the desk wakes.
package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/robfig/cron/v3"

	"prasowka/config"
	"prasowka/index"
	"prasowka/internal/gather"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/store"
)

// Options are what a desk works with. Config, Store, Archive and Analyzer are
// required.
type Options struct {
	Config   *config.Config
	Store    *store.DB
	Archive  *index.Index
	Analyzer *polish.Analyzer
	Channels []notify.Channel      // further channels beside the configured ones
	Now      func() time.Time      // nil: time.Now
	Log      *slog.Logger          // nil: slog.Default
	Metrics  prometheus.Registerer // nil: none
	Backlog  time.Duration         // items older than this when first listed are left alone; 0: 14 days
	Revisits []time.Duration       // when a page is fetched again, after its publication; nil: Revisits()
	Probe    func(point string)    // called between the steps of each stage, for tests that crash there; may be nil
}

// A Desk runs the chain.
type Desk struct {
	Options
	client   *gather.Client
	channels map[string]notify.Channel
	lanes    *lanes
	stages   []stage
	meters   *meters
	archive  sync.Mutex // held by whoever moves the index's cursor
	reading  reading
	kept     kept
}

// New makes a desk and brings the store up to date with the configuration:
// its outlets, sources, topics and people.
func New(ctx context.Context, o Options) (*Desk, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Backlog == 0 {
		o.Backlog = 14 * 24 * time.Hour
	}
	if o.Revisits == nil {
		o.Revisits = Revisits()
	}
	d := &Desk{Options: o, meters: newMeters(o.Metrics)}
	d.lanes = newLanes(maxLanes, func(lane string, err error) {
		o.Log.Error("job fell over", "lane", lane, "err", err)
		d.lanes.rest(lane, o.Now().Add(laneRest))
	})
	crawl := o.Config.Main.Crawl
	d.client = gather.NewClient(gather.Options{
		Contact: crawl.Contact, AllowPrivate: crawl.AllowPrivate, MaxBytes: int64(crawl.MaxBytes),
		Timeout: crawl.Timeout.Std(), Pause: crawl.Pause.Std(), MaxWait: maxTurn, Now: o.Now,
	})
	var err error
	if d.channels, err = d.openChannels(); err != nil {
		return nil, err
	}
	if err := d.settle(ctx); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	d.stages = d.chain()
	return d, nil
}

// Close lets the work under way end and drops the connections. The store and
// the archive are their owner's to close.
func (d *Desk) Close() error {
	d.lanes.wait()
	d.client.Close()
	return nil
}

// point marks a place between two steps, for tests that crash there.
func (d *Desk) point(name string) {
	if d.Probe != nil {
		d.Probe(name)
	}
}

// begin starts a job in a lane, unless the lane is busy or rests. A job that
// fails by the house's own fault closes the lane for a while.
func (d *Desk) begin(ctx context.Context, lane string, job func() error) bool {
	if d.lanes.resting(lane, d.Now()) {
		return false
	}
	return d.lanes.try(lane, func() {
		if err := job(); err != nil && ctx.Err() == nil {
			d.Log.Error("job failed", "lane", lane, "err", err)
			d.lanes.rest(lane, d.Now().Add(laneRest))
		}
	})
}

// Step does everything that is due now, stage after stage, until nothing is.
// It is what Run does by the clock, for tests and commands that hold the clock.
func (d *Desk) Step(ctx context.Context) error {
	for {
		did := 0
		for _, s := range d.stages {
			r, err := d.turn(ctx, s)
			if err != nil {
				return err
			}
			d.lanes.wait()
			did += r.did
		}
		if did == 0 || ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// maxTurn is how long a request may wait its turn at a host. Beyond it the page
// or source comes due again later, and the lane is free for others.
const maxTurn = 15 * time.Second

// maxNap is the longest that a stage sleeps without looking: a wake-up that
// got lost costs this much.
const maxNap = 30 * time.Second

// afterError is how long a stage rests after an error of the house's own.
const afterError = 10 * time.Second

// Run runs the chain until ctx ends, each stage by itself, and answers when
// the work under way has ended. When stages are named, only those run: a
// command that imports wants the archive filled and nobody asked.
func (d *Desk) Run(ctx context.Context, only ...string) error {
	clock, err := d.clock()
	if err != nil {
		return err
	}
	clock.Start()
	var all sync.WaitGroup
	var pokes []chan struct{}
	for _, s := range d.stages {
		if len(only) > 0 && !slices.Contains(only, s.name) {
			continue
		}
		poke := make(chan struct{}, 1)
		pokes = append(pokes, poke)
		all.Go(func() { d.work(ctx, s, poke) })
	}
	all.Go(func() { d.spread(ctx, pokes) })
	if len(only) == 0 {
		all.Go(func() { d.listenIn(ctx) })
	}
	if d.Archive.NeedsRebuild() {
		all.Go(func() {
			if err := d.Reindex(ctx); err != nil && ctx.Err() == nil {
				d.Log.Error("archive not rebuilt for the new analysis", "err", err)
			}
		})
	}
	<-ctx.Done()
	<-clock.Stop().Done()
	all.Wait()
	d.lanes.wait()
	return nil
}

// spread passes every wake-up on to every stage.
func (d *Desk) spread(ctx context.Context, pokes []chan struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.Store.Changed():
		case <-d.lanes.freed:
		}
		for _, p := range pokes {
			select {
			case p <- struct{}{}:
			default:
			}
		}
	}
}

// work runs one stage until ctx ends.
func (d *Desk) work(ctx context.Context, s stage, poke <-chan struct{}) {
	for ctx.Err() == nil {
		r, err := d.turn(ctx, s)
		nap := maxNap
		switch {
		case err != nil && ctx.Err() == nil:
			d.Log.Error("stage failed", "stage", s.name, "err", err)
			sleep(ctx, afterError, nil)
			continue
		case r.did > 0:
			continue
		case !r.next.IsZero():
			nap = min(nap, max(r.next.Sub(d.Now()), 10*time.Millisecond))
		}
		sleep(ctx, nap, poke)
	}
}

// sleep waits for a time, a wake-up, or the end.
func sleep(ctx context.Context, nap time.Duration, poke <-chan struct{}) {
	timer := time.NewTimer(nap)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-poke:
	case <-timer.C:
	}
}

// turn runs a stage once. A panic is an error: one bad page must not stop
// the house.
func (d *Desk) turn(ctx context.Context, s stage) (result, error) {
	began := time.Now()
	r, err := safely(func() (result, error) { return s.run(ctx) })
	if err != nil {
		err = fmt.Errorf("stage %s: %w", s.name, err)
	}
	d.meters.turn(s.name, r.did, time.Since(began), err)
	return r, err
}

// clock wakes the stages at the hours of the schedules: the stage then asks
// the store what is due. A job that panics or takes long harms no other.
func (d *Desk) clock() (*cron.Cron, error) {
	quiet := cron.DiscardLogger
	c := cron.New(cron.WithLocation(polish.Warsaw), cron.WithChain(cron.Recover(quiet), cron.SkipIfStillRunning(quiet)))
	wake := func() { d.lanes.poke() }
	for _, r := range d.Config.Reviews.Reviews {
		for _, spec := range []config.Cron{r.Draft, r.Send} {
			if _, err := c.AddFunc(string(spec), wake); err != nil {
				return nil, fmt.Errorf("schedule %q of review %s: %w", spec, r.Name, err)
			}
		}
	}
	if _, err := c.AddFunc(tidyAt, wake); err != nil {
		return nil, fmt.Errorf("schedule %q: %w", tidyAt, err)
	}
	return c, nil
}
