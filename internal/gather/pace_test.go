package gather

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/town"
)

// A paced is what asking a made-up press by some rule gave.
type paced struct {
	delays   []time.Duration // from publication to detection
	askings  int
	p50, p95 time.Duration
}

func (p *paced) close() {
	slices.SortFunc(p.delays, cmp.Compare)
	p.p50 = p.delays[len(p.delays)*50/100].Round(time.Second)
	p.p95 = p.delays[len(p.delays)*95/100].Round(time.Second)
}

// pressOf draws when each of n outlets publishes.
func pressOf(seed uint64, n int, from, to time.Time) [][]time.Time {
	all := make([][]time.Time, n)
	for i := range n {
		all[i] = town.BeatOf(seed, i).Times(seed*1000+uint64(i), from, to)
	}
	return all
}

// before is what a source has published by an instant, as far as a feed of 30
// items told a newcomer who began at start.
func before(times []time.Time, start, now time.Time) []time.Time {
	first, _ := slices.BinarySearchFunc(times, start, time.Time.Compare)
	upTo, _ := slices.BinarySearchFunc(times, now, time.Time.Compare)
	return times[max(first-30, 0):upTo]
}

// follow asks every outlet by a rule that says how long to wait after now, and
// notes how long each item took to be seen.
func follow(outlets [][]time.Time, start, end time.Time, rule func(i int, known []time.Time, now time.Time) time.Duration) *paced {
	var p paced
	for i, times := range outlets {
		next, _ := slices.BinarySearchFunc(times, start, time.Time.Compare)
		for now := start; now.Before(end); {
			p.askings++
			for next < len(times) && !times[next].After(now) {
				p.delays = append(p.delays, now.Sub(times[next]))
				next++
			}
			now = now.Add(rule(i, before(times, start, now), now))
		}
	}
	p.close()
	return &p
}

// TestPace holds the rhythm against asking everybody at one fixed interval
// with as many requests: a press of 200 outlets over 48 hours from a Monday's
// noon, which the newcomer knows from a feed of 30 items each. Measured: 9,885
// askings, p50 9m20s, p95 35m10s; fixed, every 58 minutes: 28m58s, 55m6s.
func TestPace(t *testing.T) {
	start := time.Date(2026, 11, 23, 12, 0, 0, 0, polish.Warsaw)
	const long = 48 * time.Hour
	end := start.Add(long)
	bounds := press.Rhythm{Min: 10 * time.Minute, Max: 6 * time.Hour} // the house's defaults
	outlets := pressOf(7, 200, start.Add(-28*24*time.Hour), end)
	ours := follow(outlets, start, end, func(i int, known []time.Time, now time.Time) time.Duration {
		return Next(bounds, History{Published: known, Asked: now, Seed: uint64(i), Since: start}, now)
	})
	every := time.Duration(int64(long) * int64(len(outlets)) / int64(ours.askings))
	fixed := follow(outlets, start, end, func(i int, _ []time.Time, now time.Time) time.Duration {
		if now.Equal(start) { // not all in the same minute
			return time.Duration(fraction(uint64(i), start, 0) * float64(every))
		}
		return every
	})
	t.Logf("by rhythm:   %d askings, p50 %s, p95 %s of %d items", ours.askings, ours.p50, ours.p95, len(ours.delays))
	t.Logf("fixed %s: %d askings, p50 %s, p95 %s", every.Round(time.Second), fixed.askings, fixed.p50, fixed.p95)
	if ours.p50 > fixed.p50/2 || ours.p95 > fixed.p95*3/4 {
		t.Error("the rhythm gains too little")
	}
}
