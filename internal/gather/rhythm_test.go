package gather

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// weekly makes four weeks of items before now: n on each working day, spread
// over the hours of work, none at weekends.
func weekly(now time.Time, n int) []time.Time {
	var all []time.Time
	for day := 1; day <= 28; day++ {
		at := now.In(polish.Warsaw).AddDate(0, 0, -day)
		if d := at.Weekday(); d == time.Saturday || d == time.Sunday {
			continue
		}
		for i := range n {
			minute := 8*60 + i*(9*60)/n
			all = append(all, time.Date(at.Year(), at.Month(), at.Day(), minute/60, minute%60, 0, 0, polish.Warsaw))
		}
	}
	return all
}

func TestNext(t *testing.T) {
	monday := time.Date(2026, 11, 23, 10, 0, 0, 0, polish.Warsaw)
	night := time.Date(2026, 11, 24, 2, 0, 0, 0, polish.Warsaw)
	bounds := press.Rhythm{Min: 5 * time.Minute, Max: 2 * time.Hour}
	busy, quiet := weekly(monday, 27), weekly(monday, 1)
	tests := []struct {
		name     string
		h        History
		now      time.Time
		from, to time.Duration
	}{
		{"never seen", History{}, monday, 55 * time.Minute, 90 * time.Minute},
		{"watched for a month in vain", History{Since: monday.AddDate(0, -1, 0)}, monday, 108 * time.Minute, 2 * time.Hour},
		{"busy by day", History{Published: busy}, monday, 5 * time.Minute, 13 * time.Minute},
		{"busy source by night", History{Published: busy}, night, 45 * time.Minute, 2 * time.Hour},
		{"quiet by day", History{Published: quiet}, monday, 50 * time.Minute, 2 * time.Hour},
		{"something is going on", History{Published: append(weekly(monday, 9), monday.Add(-time.Minute), monday.Add(-9*time.Minute))}, monday, 5 * time.Minute, 13 * time.Minute},
		{"first failure", History{Published: busy, Failures: 1, Trouble: press.Trouble5xx}, monday, 9 * time.Minute, 11 * time.Minute},
		{"fourth failure", History{Published: busy, Failures: 4, Trouble: press.TroubleSlow}, monday, 72 * time.Minute, 88 * time.Minute},
		{"no network yet", History{New: true, Failures: 1, Trouble: press.TroubleDNS}, monday, 54 * time.Second, 66 * time.Second},
		{"no network for a night", History{Failures: 12, Trouble: press.TroubleDNS}, monday, 108 * time.Minute, 132 * time.Minute},
		{"new, not up yet", History{New: true, Failures: 2, Trouble: press.TroubleDown}, monday, 108 * time.Second, 132 * time.Second},
		{"down for days", History{Failures: 40, Trouble: press.TroubleDown}, monday, 108 * time.Minute, 132 * time.Minute},
		{"gone", History{Failures: 1, Trouble: press.Trouble404}, monday, 54 * time.Minute, 66 * time.Minute},
		{"gone for long", History{Failures: 50, Trouble: press.Trouble404}, monday, 21 * time.Hour, 27 * time.Hour},
		{"asked to wait", History{Failures: 1, Trouble: press.Trouble429, After: 5 * time.Hour}, monday, 5 * time.Hour, 5 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Next(bounds, tt.h, tt.now)
			if got < tt.from || got > tt.to {
				t.Errorf("Next = %s, want %s to %s", got, tt.from, tt.to)
			}
			if again := Next(bounds, tt.h, tt.now); again != got {
				t.Errorf("not the same again: %s, %s", got, again)
			}
		})
	}
	a := Next(bounds, History{Seed: 1, Asked: monday}, monday)
	b := Next(press.Rhythm{Min: time.Minute, Max: 2 * time.Hour}, History{Seed: 2, Asked: monday, Published: weekly(monday, 2)}, monday)
	if a == b {
		t.Errorf("two sources march in step: %s", a)
	}
}

// TestNextBounds: whatever the history, the interval keeps its bounds.
func TestNextBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := press.Rhythm{Min: time.Duration(rapid.Int64Range(-1, int64(30*time.Hour)).Draw(t, "min")), Max: time.Duration(rapid.Int64Range(-1, int64(50*time.Hour)).Draw(t, "max"))}
		var h History
		for _, ago := range rapid.SliceOfN(rapid.IntRange(-1000, 60*24*40), 0, 60).Draw(t, "minutes") {
			h.Published = append(h.Published, today.Add(-time.Duration(ago)*time.Minute))
		}
		h.Seed, h.Failures = rapid.Uint64().Draw(t, "seed"), rapid.IntRange(0, 1000).Draw(t, "failures")
		h.Asked = today
		got := Next(r, h, today)
		if got < time.Minute*9/10 || got > ceilingMax*11/10 {
			t.Errorf("Next = %s", got)
		}
	})
}

func TestSilent(t *testing.T) {
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, polish.Warsaw) // Monday, midnight
	busy := weekly(now, 10)
	last := busy[0]
	for _, p := range busy {
		if p.After(last) {
			last = p
		}
	}
	tests := []struct {
		name string
		at   time.Time
		want bool
	}{
		{"the weekend is quiet", now, false},
		{"Monday, half past nine", now.Add(9*time.Hour + 30*time.Minute), false},
		{"Monday evening", now.Add(20 * time.Hour), true},
		{"a month later", now.AddDate(0, 1, 0), true},
		{"years later", now.AddDate(3, 0, 0), true},
	}
	for _, tt := range tests {
		if got := Silent(busy, tt.at); got.Silent != tt.want {
			t.Errorf("%s: %+v, want silent %v", tt.name, got, tt.want)
		}
	}
	if got := Silent(busy[:4], now.AddDate(1, 0, 0)); got.Silent {
		t.Error("four items are no habit")
	}
	weekly := []time.Time{}
	for w := 1; w <= 4; w++ {
		weekly = append(weekly, now.AddDate(0, 0, -7*w), now.AddDate(0, 0, -7*w).Add(time.Hour))
	}
	if got := Silent(weekly, now.AddDate(0, 0, 8)); got.Silent {
		t.Errorf("a weekly that is a day late: %+v", got)
	}
}

func TestUsual(t *testing.T) {
	now := time.Date(2026, 11, 23, 0, 0, 0, 0, polish.Warsaw)
	busy := weekly(now, 10)
	day := HabitOf(busy, now).Usual(now, now.AddDate(0, 0, 1))
	if math.Abs(day.Mean-10) > 2 || day.Low > 5 || day.High < 15 || day.High > 25 {
		t.Errorf("Monday: %+v", day)
	}
	sunday := HabitOf(busy, now).Usual(now.AddDate(0, 0, -1), now)
	if sunday.Mean > 2 || sunday.Low != 0 {
		t.Errorf("Sunday: %+v", sunday)
	}
	if b := HabitOf(nil, now).Usual(now, now.AddDate(0, 0, 1)); b.Mean != 0 || b.High != 0 {
		t.Errorf("no history: %+v", b)
	}
	if got := quantile(2000, 0.99); got < 2000 || got > 2200 {
		t.Errorf("quantile of a large mean: %d", got)
	}
}
