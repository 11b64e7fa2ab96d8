package gather

import (
	"cmp"
	"math"
	"slices"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// History is what has been observed of a source. The desk keeps it; everything
// in this file is a pure function of it.
type History struct {
	Published []time.Time   // when its items came out, in any order; the last 28 days are enough
	Failures  int           // askings in a row that failed
	Trouble   press.Trouble // of the last asking
	After     time.Duration // the server's own Retry-After at the last asking
	Asked     time.Time     // when it was last asked
	Seed      uint64        // any number that is the source's own, such as a hash of its ID
}

// Bounds of the polling interval when a source sets none.
const (
	defaultMin  = 5 * time.Minute
	defaultMax  = 3 * time.Hour
	floorMin    = time.Minute
	ceilingMax  = 24 * time.Hour
	failureBase = 10 * time.Minute
	weeks       = 4
)

// Next is how long to wait after now before a source is asked again. A healthy
// source is asked about three times for each item that it can be expected to
// publish at this hour of this day of the week, between r.Min and r.Max; a
// failing one ever more rarely; the server's Retry-After is always kept. Up to a
// tenth is added or taken, the same for the same source and asking, so that
// sources do not march in step.
func Next(r press.Rhythm, h History, now time.Time) time.Duration {
	low := min(max(cmp.Or(r.Min, defaultMin), floorMin), ceilingMax)
	high := min(max(cmp.Or(r.Max, defaultMax), low), ceilingMax)
	var d time.Duration
	if h.Failures > 0 {
		d = backOff(h, low)
	} else {
		d = high
		if rate := Expected(h.Published, now, now.Add(time.Hour)); rate > 0 {
			d = time.Duration(float64(time.Hour) / (3 * rate))
		}
		if burst(h.Published, now) {
			d /= 2
		}
		d = min(max(d, low), high)
	}
	d = time.Duration(float64(d) * (0.9 + 0.2*fraction(h.Seed, h.Asked, h.Failures)))
	if h.Failures == 0 {
		d = min(max(d, low), high)
	}
	return max(d, h.After)
}

// backOff doubles the interval with each failure, up to a day: at once from a
// long interval for what time alone does not mend.
func backOff(h History, low time.Duration) time.Duration {
	base := max(low, failureBase)
	switch h.Trouble {
	case press.Trouble404, press.TroubleRobots, press.TroubleGuard, press.TroubleDNS, press.TroubleNoFeed, press.TroubleParse:
		base = max(low, time.Hour)
	case press.Trouble403, press.Trouble429:
		base = max(low, 30*time.Minute)
	}
	return min(base<<min(h.Failures-1, 8), ceilingMax)
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

// Expected is how many items a source can be expected to publish between two
// instants, by its own habit over the last four weeks: the mean of the same
// hours of the same days of the week, mixed with the same hours of all days of
// that sort (working days, weekends), which a short history knows better.
// Instants beyond a week apart are counted in whole.
func Expected(published []time.Time, from, to time.Time) float64 {
	if !to.After(from) {
		return 0
	}
	table, span := habit(published, from)
	if span == 0 {
		return 0
	}
	sum := 0.0
	for at := from; at.Before(to); {
		next := at.Truncate(time.Hour).Add(time.Hour)
		if next.After(to) {
			next = to
		}
		local := at.In(polish.Warsaw)
		sum += table[local.Weekday()][local.Hour()] * next.Sub(at).Hours()
		at = next
	}
	return sum
}

// habit is the mean number of items for each hour of the week, seen from an
// instant, and over how many days it was observed.
func habit(published []time.Time, now time.Time) (table [7][24]float64, days float64) {
	start := now.Add(-weeks * 7 * 24 * time.Hour)
	oldest := now
	var count [7][24]float64
	n := 0.0
	for _, p := range published {
		if p.Before(start) || !p.Before(now) {
			continue
		}
		if p.Before(oldest) {
			oldest = p
		}
		local := p.In(polish.Warsaw)
		count[local.Weekday()][local.Hour()]++
		n++
	}
	days = now.Sub(oldest).Hours() / 24
	if n == 0 || days == 0 {
		return table, 0
	}
	days = max(days, 1)
	for day := range 7 {
		for hour := range 24 {
			same := smooth(&count, day, hour) * 7 / max(days, 7)
			sort, width := 0.0, 0.0
			for other := range 7 {
				if weekend(other) == weekend(day) {
					sort += smooth(&count, other, hour)
					width++
				}
			}
			kind := sort / max(days*width/7, 1)
			flat := n / (days * 24)
			trust := min(days/(weeks*7), 1) // a full month believes in its Tuesdays
			table[day][hour] = trust*(0.5*same+0.4*kind+0.1*flat) + (1-trust)*(0.5*kind+0.5*flat)
		}
	}
	return table, days
}

func weekend(day int) bool { return day == 0 || day == 6 }

// smooth lends each hour a quarter from either neighbour.
func smooth(count *[7][24]float64, day, hour int) float64 {
	before, after := (hour+23)%24, (hour+1)%24
	return count[day][hour]/2 + count[day][before]/4 + count[day][after]/4
}

// A Band is how many items are usual in a span of time.
type Band struct {
	Low, High int     // beyond these lies less than 1 % on either side
	Mean      float64 // expected
}

// Usual is the band for a span, on the Poisson law.
func Usual(published []time.Time, from, to time.Time) Band {
	mean := Expected(published, from, to)
	b := Band{Mean: mean, Low: quantile(mean, 0.01), High: quantile(mean, 0.99)}
	return b
}

// quantile is the smallest k that a Poisson variable does not exceed with
// probability p.
func quantile(mean, p float64) int {
	if mean > 700 { // where exp underflows the normal law is near enough
		z := 2.326
		if p < 0.5 {
			z = -z
		}
		return max(int(mean+z*math.Sqrt(mean)), 0)
	}
	term := math.Exp(-mean)
	sum, k := term, 0
	for sum < p && k < 10000 {
		k++
		term *= mean / float64(k)
		sum += term
	}
	return k
}

// Silence is the verdict on a source that answers but publishes nothing.
type Silence struct {
	Silent   bool
	Since    time.Time // of its newest item
	Expected float64   // items that its habit promised since then
}

// Silent tells whether a source has fallen silent: since its newest item its
// habit promised so many that none at all has a chance below one in a thousand
// (Poisson: seven), and at least six hours passed. A source that never
// published, or has fewer than five items, is not judged.
func Silent(published []time.Time, now time.Time) Silence {
	var past []time.Time
	for _, p := range published {
		if !p.After(now) {
			past = append(past, p)
		}
	}
	if len(past) < 5 {
		return Silence{}
	}
	newest := slices.MaxFunc(past, time.Time.Compare)
	s := Silence{Since: newest}
	// The habit is judged as it was when the last item came, so that a long
	// silence does not become the habit.
	table, days := habit(past, newest.Add(time.Second))
	if days == 0 {
		return s
	}
	for at := newest; at.Before(now); at = at.Add(time.Hour) {
		local := at.In(polish.Warsaw)
		step := min(now.Sub(at).Hours(), 1)
		rate := table[local.Weekday()][local.Hour()]
		if _, off := polish.Holiday(polish.DayOf(at)); off {
			rate /= 3 // a day off is a quiet day
		}
		s.Expected += rate * step
		if at.Sub(newest) > 400*24*time.Hour {
			break
		}
	}
	s.Silent = s.Expected >= 7 && now.Sub(newest) >= 6*time.Hour
	return s
}
