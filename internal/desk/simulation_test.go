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
	"prasowka/internal/polish"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// TestSimulation runs a press of many sources, a part of them broken in as many
// ways, through simulated hours: every item of the healthy ones is found, none
// twice, no host is asked more often than its rule. PRASOWKA_SIMULATION=1 runs
// the whole of it: 200 sources, 48 hours.
func TestSimulation(t *testing.T) {
	sources, broken, hours := 10, 4, 5
	whole := os.Getenv("PRASOWKA_SIMULATION") == "1"
	if whole {
		sources, broken, hours = 190, 20, 48
	}
	start := time.Date(2026, 11, 23, 12, 0, 0, 0, polish.Warsaw)
	s := newSimulation(t, town.Options{Villages: sources, Bare: !whole, Keep: 100_000}, start)
	faults := s.breakSome(t, broken)
	began, cpu := time.Now(), processorTime(t)
	s.busy(broken, 6, time.Duration(hours)*time.Hour)
	s.run(t, time.Duration(hours)*time.Hour)
	t.Logf("%d sources, %d broken, %d h: %s of the processor, %s by the clock", len(s.asked), broken, hours,
		(processorTime(t) - cpu).Round(time.Second), time.Since(began).Round(time.Second))
	delays := s.found(t, start, faults)
	s.once(t)
	s.polite(t)
	s.compare(t, delays, time.Duration(hours)*time.Hour)
}

// A simulation is a world whose clock goes from one due moment to the next.
type simulation struct {
	*world
	asked map[string][]time.Time // when each source was asked
	news  []town.Article         // to be published, in this order
}

// step of the simulated clock: nothing is due more finely than this.
const grain = time.Minute

func newSimulation(t *testing.T, o town.Options, start time.Time) *simulation {
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
	conf.Main.Crawl.Timeout = config.Duration(time.Second) // two faults are servers that never answer
	conf.Main.Alerts, conf.Reviews.Reviews = config.Alerts{}, nil
	w := &world{Desk: openDesk(t, dir, conf, c.Now), clock: c, town: place, dir: dir}
	return &simulation{world: w, asked: map[string][]time.Time{}}
}

// breakSome breaks the first villages, each in a way of its own.
func (s *simulation) breakSome(t *testing.T, n int) map[string]town.Fault {
	t.Helper()
	ways := named()
	broken := map[string]town.Fault{}
	for _, f := range town.Faults {
		if ways[f] == nil || len(broken) == n {
			continue
		}
		outlet := fmt.Sprintf("wies%03d", len(broken)+1)
		if err := s.town.Break(outlet, f); err != nil {
			t.Fatal(err)
		}
		broken[outlet] = f
	}
	return broken
}

// busy makes some healthy villages busy ones: they publish twice an hour by
// day and nothing at night, as newsrooms do, where the others bring an item
// every eight hours.
func (s *simulation) busy(broken, n int, long time.Duration) {
	start := s.clock.Now()
	for at := start; at.Before(start.Add(long)); at = at.Add(time.Minute) {
		for i := range n {
			if local := at.In(polish.Warsaw); local.Hour() < 7 || local.Hour() >= 20 || (local.Minute()+7*i)%30 != 11 {
				continue
			}
			name := fmt.Sprintf("wies%03d", broken+1+i)
			number := len(s.news) + 1
			s.news = append(s.news, town.Article{
				ID: fmt.Sprintf("%s/praca-%d", name, number), Outlet: name, Published: at,
				Title: fmt.Sprintf("Wiadomość numer %d: remont drogi i nowe latarnie", number),
				Text: fmt.Sprintf("Gmina rozstrzygnęła przetarg numer %d na remont drogi przez wieś. Prace zaczną się za %d dni i potrwają do końca lata, a kierowców czekają objazdy przez sąsiednie miejscowości.\n"+
					"Wójt zapowiada, że przy drodze staną %d latarnie, a koszt nie przekroczy %d tys. zł. Mieszkańcy pytali o to na zebraniu, które trwało trzy godziny i zgromadziło pełną salę.", number, 3+number%40, 2+number%17, 100+number),
			})
		}
	}
}

// publish brings out what is due by now.
func (s *simulation) publish(t *testing.T) {
	t.Helper()
	for len(s.news) > 0 && !s.news[0].Published.After(s.clock.Now()) {
		if _, err := s.town.Publish(s.news[0]); err != nil {
			t.Fatal(err)
		}
		s.news = s.news[1:]
	}
}

// run lets the desk work for some simulated time.
func (s *simulation) run(t *testing.T, long time.Duration) {
	t.Helper()
	ctx := t.Context()
	end := s.clock.Now().Add(long)
	for {
		s.publish(t)
		s.step(t)
		sources, err := s.Store.Sources(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range sources {
			if at := s.asked[h.ID]; len(at) == 0 || h.CheckedAt.After(at[len(at)-1]) {
				s.asked[h.ID] = append(at, h.CheckedAt)
			}
		}
		now := s.clock.Now()
		if !now.Before(end) {
			return
		}
		next := now.Add(15 * time.Minute)
		for _, ask := range []func(context.Context) (time.Time, error){s.Store.NextSource, s.Store.NextPage} {
			if at, err := ask(ctx); err == nil && !at.IsZero() && at.Before(next) {
				next = at
			}
		}
		if len(s.news) > 0 && s.news[0].Published.Before(next) {
			next = s.news[0].Published
		}
		s.clock.Add(max(next.Sub(now), grain))
	}
}

// found holds that every item which a healthy source published in time to be
// seen has a clipping, and answers how long each took to be noticed.
func (s *simulation) found(t *testing.T, start time.Time, faults map[string]town.Fault) []delay {
	t.Helper()
	ctx := t.Context()
	last := s.clock.Now().Add(-75 * time.Minute) // the longest interval and its jitter
	var all []delay
	lost := 0
	for _, a := range s.town.Articles() {
		if faults[a.Outlet] != "" || a.Outlet == town.Social || a.Published.Before(start.Add(-24*time.Hour)) || a.Published.After(last) {
			continue
		}
		c, err := s.clippingOf(t, a)
		if err != nil {
			lost++
			t.Errorf("%s of %s, published %s, was not found: %s", a.URL, a.Outlet, a.Published.Format(time.DateTime), a.Title)
			continue
		}
		if a.Published.After(start) {
			pages, err := s.Store.PagesOf(ctx, c.ID)
			if err != nil || len(pages) == 0 {
				t.Fatalf("pages of %s: %v", c.ID, err)
			}
			all = append(all, delay{outlet: a.Outlet, published: a.Published, took: pages[0].FoundAt.Sub(a.Published)})
		}
	}
	if len(all) == 0 {
		t.Error("nothing was published while the simulation ran")
	}
	t.Logf("%d items published meanwhile and found, %d lost", len(all), lost)
	return all
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

// polite holds that no source is asked more often than its rule says, and that
// no host ever has two of our requests at once.
func (s *simulation) polite(t *testing.T) {
	t.Helper()
	sources, err := s.Store.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range sources {
		at := s.asked[h.ID]
		for i := 1; i < len(at); i++ {
			if gap := at[i].Sub(at[i-1]); gap < h.Every.Min {
				t.Errorf("%s was asked after %s; its rule is %s", h.ID, gap, h.Every.Min)
			}
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

// compare prints how long items took to be noticed, beside what polling every
// source at one fixed interval would have made of the same items: every 60
// minutes, and with as many requests as were made here.
func (s *simulation) compare(t *testing.T, delays []delay, long time.Duration) {
	t.Helper()
	askings := 0
	for _, at := range s.asked {
		askings += len(at)
	}
	same := time.Duration(float64(long) * float64(len(s.asked)) / float64(askings))
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
	for _, row := range []struct {
		name string
		all  []time.Duration
	}{{"by rhythm", ours}, {"fixed 60 min", fixed(time.Hour)}, {fmt.Sprintf("fixed %s, as many askings", same.Round(time.Second)), fixed(same)}} {
		slices.SortFunc(row.all, cmp.Compare)
		t.Logf("%-36s p50 %-8s p95 %-8s (%d askings of sources)", row.name, share(row.all, 50), share(row.all, 95), askings)
	}
	if len(ours) > 0 && share(ours, 95) > 75*time.Minute {
		t.Errorf("p95 of the delay is %s", share(ours, 95))
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
