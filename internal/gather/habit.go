package gather

import (
	"math"
	"slices"
	"time"

	"prasowka/internal/polish"
)

// weeks is how far back a habit is learned from.
const weeks = 4

// A Habit is how many items an hour a source publishes in each hour of the
// week, in Warsaw's time: the mean of the same hours of the same days of the
// week, mixed with the same hours of all days of that sort (working days,
// weekends), which a short history knows better. The zero Habit knows nothing
// and expects nothing.
type Habit struct {
	rate [7][24]float64 // items an hour
	days float64        // over how long it was observed
}

// HabitOf learns the habit of the four weeks before an instant.
func HabitOf(published []time.Time, now time.Time) Habit {
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
	if n == 0 {
		return Habit{}
	}
	h := Habit{days: max(now.Sub(oldest).Hours()/24, 1)}
	trust := min(h.days/(weeks*7), 1) // a full month believes in its Tuesdays
	flat := n / (h.days * 24)
	for day := range 7 {
		for hour := range 24 {
			same := smooth(&count, day, hour) * 7 / max(h.days, 7)
			sort, width := 0.0, 0.0
			for other := range 7 {
				if weekend(other) == weekend(day) {
					sort += smooth(&count, other, hour)
					width++
				}
			}
			kind := sort / max(h.days*width/7, 1)
			h.rate[day][hour] = trust*(0.3*same+0.65*kind+0.05*flat) + (1-trust)*(0.75*kind+0.25*flat)
		}
	}
	return h
}

func weekend(day int) bool { return day == 0 || day == 6 }

// smooth lends each hour a quarter from either neighbour.
func smooth(count *[7][24]float64, day, hour int) float64 {
	before, after := (hour+23)%24, (hour+1)%24
	return count[day][hour]/2 + count[day][before]/4 + count[day][after]/4
}

// At is the rate expected at an instant, in items an hour. A statutory day off
// is taken for a Sunday, where that is the quieter day.
func (h Habit) At(t time.Time) float64 {
	local := t.In(polish.Warsaw)
	rate := h.rate[local.Weekday()][local.Hour()]
	if _, off := polish.Holiday(polish.DayOf(local)); off {
		rate = min(rate, h.rate[time.Sunday][local.Hour()])
	}
	return rate
}

// Expected is how many items the habit promises between two instants.
func (h Habit) Expected(from, to time.Time) float64 {
	if h.days == 0 {
		return 0
	}
	sum := 0.0
	for at := from; at.Before(to); {
		next := nextHour(at, to)
		sum += h.At(at) * next.Sub(at).Hours()
		at = next
	}
	return sum
}

// nextHour is the next full hour after an instant, or the end if that is
// sooner. Warsaw's clock differs from the world's by whole hours.
func nextHour(at, end time.Time) time.Time {
	next := at.Truncate(time.Hour).Add(time.Hour)
	if next.After(end) {
		return end
	}
	return next
}

// A Band is how many items are usual in a span of time.
type Band struct {
	Low, High int     // beyond these lies less than 1 % on either side
	Mean      float64 // expected
}

// Usual is the band for a span, on the Poisson law.
func (h Habit) Usual(from, to time.Time) Band {
	mean := h.Expected(from, to)
	return Band{Mean: mean, Low: quantile(mean, 0.01), High: quantile(mean, 0.99)}
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
	Expected float64   // hours with something new that its habit promised since then
}

// What a silence must show before it is called one.
const (
	leastHours   = 5              // a habit of fewer hours with something new is none
	leastHistory = 48 * time.Hour // nor is one of two days
	leastSilence = 6 * time.Hour
	chance       = 1.0 / 1000 // at most, of a faithful source making such a pause
	longerThan   = 1.5        // times the longest pause that the source ever made
)

// enough is how many hours with something new a habit must have promised, when
// none came, to be below the chance. A habit learned from n such hours is no
// surer than they are: on the Poisson law, with the rate's own uncertainty by
// the Gamma law, none at all has the chance (1+E/n)^-n.
func enough(n int) float64 {
	return float64(n) * (math.Pow(chance, -1/float64(n)) - 1)
}

// Silent tells whether a source has fallen silent: since its newest item its
// habit promised so many hours with something new that none at all has a
// chance below one in a thousand, and half as many again as in any pause that it
// made before. Hours are counted, not items, because newsrooms publish in
// bursts: a weekly of ten items is an occasion or two a week. A source with
// too short a history is not judged, nor are the first days off of one that
// was never watched through a week.
func Silent(published []time.Time, now time.Time) Silence {
	past := slices.DeleteFunc(slices.Clone(published), func(p time.Time) bool { return p.After(now) })
	if len(past) == 0 {
		return Silence{}
	}
	slices.SortFunc(past, time.Time.Compare)
	newest := past[len(past)-1]
	hours := occasions(past, newest.Add(-weeks*7*24*time.Hour))
	if len(hours) < leastHours || newest.Sub(hours[0]) < leastHistory {
		return Silence{Since: newest}
	}
	// The habit is judged as it was when the last item came, so that a long
	// silence does not become the habit.
	ear := &listener{habit: HabitOf(hours, newest.Add(time.Second)), wholeWeek: newest.Sub(hours[0]) >= 8*24*time.Hour}
	most := enough(len(hours))
	for i := 1; i < len(hours); i++ {
		most = max(most, longerThan*ear.promised(hours[i-1], hours[i]))
	}
	end := now
	if far := newest.Add(400 * 24 * time.Hour); end.After(far) {
		end = far // enough for any verdict
	}
	s := Silence{Since: newest, Expected: ear.promised(newest, end)}
	s.Silent = s.Expected >= most && now.Sub(newest) >= leastSilence
	return s
}

// occasions are the clock hours since an instant in which something was new,
// each by its first item.
func occasions(sorted []time.Time, since time.Time) []time.Time {
	var hours []time.Time
	for _, p := range sorted {
		if p.Before(since) || len(hours) > 0 && p.Truncate(time.Hour).Equal(hours[len(hours)-1].Truncate(time.Hour)) {
			continue
		}
		hours = append(hours, p)
	}
	return hours
}

// A listener judges pauses by a habit.
type listener struct {
	habit     Habit
	wholeWeek bool // the habit was watched through a weekend

	day   polish.Day // of the last hour that was asked for, and
	share float64    // what of the habit is expected on it
}

// promised is how many hours with something new the habit promises between two
// instants.
func (l *listener) promised(from, to time.Time) float64 {
	sum := 0.0
	for at := from; at.Before(to); {
		next := nextHour(at, to)
		if day := polish.DayOf(at); day != l.day {
			l.day, l.share = day, l.expected(day)
		}
		// An hour is one occasion at most.
		if l.share > 0 {
			sum += l.share * min(l.habit.At(at), 1) * next.Sub(at).Hours()
		}
		at = next
	}
	return sum
}

// expected is what share of its habit a faithful source may be held to on a
// day: little on days off, and on those that many people take off. A history
// that never saw a weekend says nothing of one.
func (l *listener) expected(day polish.Day) float64 {
	_, feast := polish.Holiday(day)
	switch {
	case ordinary(day) && !bridge(day):
		return 1
	case !ordinary(day) && !l.wholeWeek:
		return 0
	case feast:
		return 1.0 / 6
	}
	return 1.0 / 3
}

// ordinary tells a working day.
func ordinary(d polish.Day) bool {
	_, off := polish.Holiday(d)
	return !off && !weekend(int(d.Weekday()))
}

// bridge tells a working day that many people take off: one between two days
// off, and those from Christmas to the Epiphany.
func bridge(d polish.Day) bool {
	if !ordinary(d.Add(-1)) && !ordinary(d.Add(1)) {
		return true
	}
	return d.Month == time.December && d.Dom >= 23 || d.Month == time.January && d.Dom <= 6
}
