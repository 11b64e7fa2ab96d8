package desk

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"slices"
	"syscall"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/gather"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// TestSimulation runs a press of many sources, a part of them broken in as many
// ways, through simulated hours: every item of the healthy ones is found, none
// twice, no source is asked more often than its rule, and items are noticed
// sooner than by asking everybody at one interval as often.
// PRASOWKA_SIMULATION=1 runs the whole of it: 201 sources, 48 hours.
//
// Measured over the whole: 2m44s of the processor, 9,238 askings; all 2,769 items
// found, none twice; p50 9m18s and p95 34m24s, against 30m52s and 60m8s by
// asking everybody every 63 minutes, which is as many askings.
func TestSimulation(t *testing.T) {
	villages, broken, hours := 10, 4, 4
	whole := os.Getenv("PRASOWKA_SIMULATION") == "1"
	if whole {
		villages, broken, hours = 186, 20, 48
	}
	long := time.Duration(hours) * time.Hour
	start := time.Date(2026, 11, 23, 12, 0, 0, 0, polish.Warsaw)
	s := newSimulation(t, town.Options{Villages: villages, Beats: long, Bare: !whole, Keep: 100_000}, start, whole)
	faults := s.breakSome(t, broken, villages/broken)
	began, cpu := time.Now(), processorTime(t)
	s.run(t, long)
	asked := s.asked(t, start)
	t.Logf("%d sources, %d broken, %d h: %s of the processor, %s by the clock", len(asked), len(faults), hours,
		(processorTime(t) - cpu).Round(time.Second), time.Since(began).Round(time.Second))
	delays := s.found(t, start, faults, asked)
	s.calm(t, asked, faults)
	s.once(t)
	s.polite(t, asked)
	s.compare(t, asked, delays, long)
}

// A simulation is a world whose clock goes from one due moment to the next,
// and whose desk only gathers and reads: what follows is no part of the
// measure.
type simulation struct {
	*world
}

// step of the simulated clock: nothing is due more finely than this.
const grain = time.Minute

func newSimulation(t *testing.T, o town.Options, start time.Time, whole bool) *simulation {
	t.Helper()
	c := &clock{now: start}
	o.Now = c.Now
	place, err := town.Start(context.WithoutCancel(t.Context()), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = place.Close() })
	dir := t.TempDir()
	conf := townConfig(t, place, dir)
	conf.Main.Crawl.Timeout = config.Duration(8 * time.Second) // two faults are servers that never answer; the processor is shared
	if !whole {                                                // its Crawl-delay is waited for in earnest
		conf.Outlets = slices.DeleteFunc(conf.Outlets, func(o config.Outlet) bool { return o.ID == "bip" })
	}
	conf.Main.Crawl.MinEvery, conf.Main.Crawl.MaxEvery = config.Duration(10*time.Minute), config.Duration(6*time.Hour) // the house's defaults
	conf.Main.Alerts, conf.Reviews.Reviews = config.Alerts{}, nil
	w := &world{Desk: openDesk(t, dir, conf, c.Now), clock: c, town: place, dir: dir}
	w.stages = []stage{{"list", w.list}, {"fetch", w.fetch}, {"read", w.read}}
	return &simulation{world: w}
}

// breakSome breaks n villages, every so many, each in a way of its own.
func (s *simulation) breakSome(t *testing.T, n, every int) map[string]town.Fault {
	t.Helper()
	ways := named()
	broken := map[string]town.Fault{}
	for _, f := range town.Faults {
		if ways[f] == nil || len(broken) == n {
			continue
		}
		outlet := fmt.Sprintf("wies%03d", 1+every*len(broken))
		if err := s.town.Break(outlet, f); err != nil {
			t.Fatal(err)
		}
		broken[outlet] = f
	}
	return broken
}

// run lets the desk work for some simulated time.
func (s *simulation) run(t *testing.T, long time.Duration) {
	t.Helper()
	ctx := t.Context()
	end := s.clock.Now().Add(long)
	hour := time.Time{}
	for {
		s.step(t)
		now := s.clock.Now()
		if now.Sub(hour) >= 6*time.Hour {
			hour = now
			t.Logf("%s: %s of the processor", now.Format("Mon 15:04"), processorTime(t).Round(time.Second))
		}
		if !now.Before(end) {
			return
		}
		next := now.Add(15 * time.Minute)
		for _, ask := range []func(context.Context) (time.Time, error){s.Store.NextSource, s.Store.NextPage} {
			if at, err := ask(ctx); err == nil && !at.IsZero() && at.Before(next) {
				next = at
			}
		}
		s.clock.Add(max(next.Sub(now), grain))
	}
}

// asked is when each source was asked.
func (s *simulation) asked(t *testing.T, start time.Time) map[string][]store.Check {
	t.Helper()
	sources, err := s.Store.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]store.Check{}
	for _, h := range sources {
		if all[h.ID], err = s.Store.Checks(t.Context(), h.ID, start); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// found holds that every item which a healthy source published before it was
// asked last has a clipping, and answers how long each took to be noticed.
func (s *simulation) found(t *testing.T, start time.Time, faults map[string]town.Fault, asked map[string][]store.Check) []delay {
	t.Helper()
	ctx := t.Context()
	var all []delay
	lost := 0
	for _, a := range s.town.Articles() {
		at := asked[a.Outlet]
		if faults[a.Outlet] != "" || a.Outlet == town.Social || a.Published.Before(start.Add(-24*time.Hour)) || len(at) == 0 || a.Published.After(at[len(at)-1].At) {
			continue
		}
		address, err := gather.CanonicalURL(a.URL)
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Store.PageByURL(ctx, address)
		if err != nil || p.Clipping == "" {
			lost++
			t.Errorf("%s of %s, published %s, was not found (%s %s %s, %v): %s", a.URL, a.Outlet, a.Published.Format(time.DateTime), p.State, p.Trouble, p.Detail, err, a.Title)
			continue
		}
		if a.Published.After(start) {
			all = append(all, delay{outlet: a.Outlet, published: a.Published, took: p.FoundAt.Sub(a.Published)})
		}
	}
	if len(all) == 0 {
		t.Error("nothing was published while the simulation ran")
	}
	t.Logf("%d items published meanwhile and found, %d lost", len(all), lost)
	return all
}

// calm tells how often healthy sources failed: where they did, the machine was
// too slow for its own timeouts, and the delays are not the rhythm's.
func (s *simulation) calm(t *testing.T, asked map[string][]store.Check, faults map[string]town.Fault) {
	t.Helper()
	failed := map[press.Trouble]int{}
	for id, checks := range asked {
		for _, c := range checks {
			if c.Trouble != press.NoTrouble && faults[id] == "" {
				failed[c.Trouble]++
			}
		}
	}
	if len(failed) > 0 {
		t.Logf("askings of healthy sources that failed: %v", failed)
	}
}

type delay struct {
	outlet    string
	published time.Time
	took      time.Duration
}

// once holds that no item has two clippings.
func (s *simulation) once(t *testing.T) {
	t.Helper()
	for _, a := range s.town.Articles() {
		all, err := s.Store.Clippings(t.Context(), store.ClippingFilter{Outlet: a.Outlet, Title: a.Title, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		same := 0
		for _, c := range all {
			if c.Published.Equal(a.Published) {
				same++
			}
		}
		if same > 1 {
			t.Errorf("%d clippings of %s", same, a.URL)
		}
	}
}

// polite holds that no source is asked more often than its rule says (one that
// never answered yet: than a doubling minute), and that no host ever has two of
// our requests at once.
func (s *simulation) polite(t *testing.T, asked map[string][]store.Check) {
	t.Helper()
	sources, err := s.Store.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range sources {
		answered := false
		for i, c := range asked[h.ID] {
			if i > 0 {
				rule := h.Every.Min
				if !answered {
					rule = min(rule, time.Minute<<min(i-1, 8)*9/10)
				}
				if gap := c.At.Sub(asked[h.ID][i-1].At); gap < rule {
					t.Errorf("%s was asked after %s; its rule is %s", h.ID, gap, rule)
				}
			}
			answered = answered || c.Trouble == press.NoTrouble
		}
	}
	for _, o := range s.town.Outlets() {
		if o.ID == town.Social {
			continue
		}
		log, err := s.town.Requests(o.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range log {
			if r.Open > 1 {
				t.Errorf("%s had %d requests at once", o.ID, r.Open)
				break
			}
		}
	}
}

// compare holds how long items took to be noticed against what polling every
// source at one interval, with as many askings, would have made of the same
// items; and prints what every 60 minutes would have.
func (s *simulation) compare(t *testing.T, asked map[string][]store.Check, delays []delay, long time.Duration) {
	t.Helper()
	askings := 0
	for _, at := range asked {
		askings += len(at)
	}
	same := time.Duration(float64(long) * float64(len(asked)) / float64(askings))
	ours := make([]time.Duration, 0, len(delays))
	for _, d := range delays {
		ours = append(ours, d.took)
	}
	fixed := func(interval time.Duration) []time.Duration {
		all := make([]time.Duration, 0, len(delays))
		for _, d := range delays {
			h := fnv.New64a()
			_, _ = h.Write([]byte(d.outlet))
			phase := time.Duration(h.Sum64() % uint64(interval)) //nolint:gosec // positive
			since := time.Duration(d.published.UnixNano()%int64(interval)) - phase
			all = append(all, (interval-since)%interval)
		}
		return all
	}
	equal := fixed(same)
	for _, row := range []struct {
		name string
		all  []time.Duration
	}{{"by rhythm", ours}, {fmt.Sprintf("fixed %s, as many askings", same.Round(time.Second)), equal}, {"fixed 60 min", fixed(time.Hour)}} {
		slices.SortFunc(row.all, cmp.Compare)
		t.Logf("%-36s p50 %-8s p95 %-8s (%d askings of sources)", row.name, share(row.all, 50), share(row.all, 95), askings)
	}
	if len(ours) > 500 && (share(ours, 50) > share(equal, 50)/2 || share(ours, 95) > share(equal, 95)*4/5) {
		t.Error("the rhythm gains too little")
	}
}

func share(sorted []time.Duration, percent int) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)*percent/100, len(sorted)-1)].Round(time.Second)
}

func processorTime(t *testing.T) time.Duration {
	t.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
