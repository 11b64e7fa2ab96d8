package gather

import (
	"cmp"
	"math"
	"time"

	"prasowka/internal/press"
)

// History is what has been observed of a source. The desk keeps it; everything
// in this file is a pure function of it.
type History struct {
	Published []time.Time   // when its items came out, in any order; the last 28 days are enough
	Failures  int           // askings in a row that failed
	New       bool          // it never answered well yet
	Trouble   press.Trouble // of the last asking
	After     time.Duration // the server's own Retry-After at the last asking
	Asked     time.Time     // when it was last asked
	Since     time.Time     // when it was first asked; zero: not known
	Seed      uint64        // any number that is the source's own, such as a hash of its ID
}

// Bounds of the polling interval when a source sets none.
const (
	defaultMin  = 5 * time.Minute
	defaultMax  = 3 * time.Hour
	floorMin    = time.Minute
	ceilingMax  = 24 * time.Hour
	failureBase = 10 * time.Minute
	soonBase    = time.Minute
)

// effort is how often all sources are asked: one of an item an hour every
// 21 minutes, one of an item in eight hours every hour. A press of 200 outlets
// is then asked about as often as if everybody were asked once an hour.
const effort = 0.35

// supposed is how many items a source is taken to publish in its first day,
// before it is known; each further day of watching it makes the supposition
// smaller.
const supposed = 2.0

// Next is how long to wait after now before a source is asked again.
//
// A healthy source is asked with a frequency that follows the square root of
// the rate at which it can be expected to publish, hour by hour, between r.Min
// and r.Max. Of all ways to spend a number of requests on sources of rates λ,
// asked every T, this one makes the mean delay Σλ·T/2 of an item least
// (Lagrange: λ/2 = μ/T², so T ∝ 1/√λ): asking in proportion to the rate
// neglects those who write seldom, asking all alike neglects those who write
// much.
//
// A failing source is asked ever more rarely, a new one soon again; the
// server's Retry-After is always kept. Up to a tenth is added or taken, the
// same for the same source and asking, so that sources do not march in step.
func Next(r press.Rhythm, h History, now time.Time) time.Duration {
	low := min(max(cmp.Or(r.Min, defaultMin), floorMin), ceilingMax)
	high := min(max(cmp.Or(r.Max, defaultMax), low), ceilingMax)
	var d time.Duration
	if h.Failures > 0 {
		d = backOff(h, low, high)
	} else {
		d = max(h.due(now, high), low)
	}
	d = time.Duration(float64(d) * (0.9 + 0.2*fraction(h.Seed, h.Asked, h.Failures)))
	switch {
	case h.Failures == 0:
		d = min(max(d, low), high)
	case !h.soon():
		d = max(d, low)
	}
	return max(d, h.After)
}

// due is when the square root of the expected rate, summed up from now on,
// reaches the effort: at night the sum stands still, and the asking falls into
// the morning.
func (h History) due(now time.Time, most time.Duration) time.Duration {
	habit := HabitOf(h.Published, now)
	watched := habit.days
	if !h.Since.IsZero() {
		watched = max(watched, now.Sub(h.Since).Hours()/24)
	}
	least := supposed / (24 * (1 + watched))
	want := effort
	if burst(h.Published, now) {
		want /= 2
	}
	end := now.Add(most)
	for at := now; at.Before(end); {
		next := nextHour(at, end)
		speed := math.Sqrt(habit.At(at) + least)
		gain := speed * next.Sub(at).Hours()
		if gain >= want {
			return at.Sub(now) + time.Duration(want/speed*float64(time.Hour))
		}
		want -= gain
		at = next
	}
	return most
}

// backOff doubles the interval with each failure: from a minute where that
// burdens nobody, from r.Min otherwise, at once from a long interval for what
// time does not mend. What time mends is asked at least as often as a healthy
// source that says nothing.
func backOff(h History, low, high time.Duration) time.Duration {
	base, most := max(low, failureBase), max(high, failureBase)
	if h.soon() {
		base = soonBase
	}
	switch h.Trouble {
	case press.Trouble404, press.TroubleRobots, press.TroubleGuard, press.TroubleNoFeed, press.TroubleParse:
		base, most = max(low, time.Hour), ceilingMax
	case press.Trouble403, press.Trouble429:
		base, most = max(low, 30*time.Minute), ceilingMax
	}
	return min(base<<min(h.Failures-1, 10), most)
}

// soon tells a failure after which another try may come before r.Min: a name
// that does not resolve, which asks no server anything and may be our own
// line; and a new source whose server may come up any minute.
func (h History) soon() bool {
	switch h.Trouble {
	case press.TroubleDNS:
		return true
	case press.TroubleDown, press.TroubleSlow, press.TroubleTLS, press.Trouble5xx:
		return h.New
	}
	return false
}

// burst tells whether something is going on: two items within the last half
// hour.
func burst(published []time.Time, now time.Time) bool {
	n := 0
	for _, p := range published {
		if age := now.Sub(p); age >= 0 && age < 30*time.Minute {
			n++
		}
	}
	return n >= 2
}

// fraction is a number in [0,1) that depends on the source and the asking alone
// (splitmix64).
func fraction(seed uint64, asked time.Time, failures int) float64 {
	x := seed + uint64(asked.Unix())*0x9e3779b97f4a7c15 + uint64(failures)
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	x ^= x >> 31
	return float64(x>>11) / (1 << 53)
}
