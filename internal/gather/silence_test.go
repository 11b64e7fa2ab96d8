package gather

import (
	"slices"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/town"
)

// TestSilentFalseAlarms watches faithful sources of every beat for three months
// that hold what quiet there is: the clocks' change in October, All Saints and
// Independence Day, Christmas, New Year and the Epiphany. None may be called
// silent, looked at every eight hours.
func TestSilentFalseAlarms(t *testing.T) {
	start := time.Date(2026, 10, 20, 0, 0, 0, 0, polish.Warsaw)
	end := time.Date(2027, 1, 20, 0, 0, 0, 0, polish.Warsaw)
	const outlets = 25
	looks, alarms := 0, 0
	for i := range outlets {
		beat := town.BeatOf(3, i)
		var all []time.Time
		for _, p := range beat.Times(uint64(900+i), start.AddDate(0, 0, -28), end) {
			if day := polish.DayOf(p); !ordinary(day) && beat.Weekend < 1 && !weekend(int(day.Weekday())) {
				continue // a day off is a quiet day
			}
			all = append(all, p)
		}
		silent := false
		for now := start; now.Before(end); now = now.Add(8 * time.Hour) {
			looks++
			n, _ := slices.BinarySearchFunc(all, now, time.Time.Compare)
			s := Silent(all[:n], now)
			if s.Silent && !silent {
				alarms++
				t.Logf("%s (%.1f a day): silent %s after %s, expected %.1f", beat.Name, beat.Daily, now.Format("Mon 2.01 15:04"), s.Since.Format("Mon 2.01 15:04"), s.Expected)
			}
			silent = s.Silent
		}
	}
	t.Logf("%d false alarms of %d sources in three months, %d looks", alarms, outlets, looks)
	if alarms > 1 {
		t.Error("too many false alarms")
	}
}

// TestSilentSoon: a source that really falls silent is called so while it
// matters.
func TestSilentSoon(t *testing.T) {
	start := time.Date(2026, 11, 25, 9, 0, 0, 0, polish.Warsaw) // a Wednesday
	within := map[string]time.Duration{"portal regionu": 30 * time.Hour, "portal lokalny": 54 * time.Hour, "urząd, szkoła, klub": 21 * 24 * time.Hour, "tygodnik": 45 * 24 * time.Hour}
	for i := range 50 {
		beat := town.BeatOf(3, i)
		most, ok := within[beat.Name]
		if !ok || beat.Daily < 1 {
			continue
		}
		all := beat.Times(uint64(900+i), start.AddDate(0, 0, -28), start)
		if !Silent(all, start.Add(most)).Silent {
			t.Errorf("%s (%.1f a day) is not called silent after %s: %+v", beat.Name, beat.Daily, most, Silent(all, start.Add(most)))
		}
	}
}

// TestSilentNew: a source that is known for a day, or only from a burst, is
// not judged, nor on its first weekend.
func TestSilentNew(t *testing.T) {
	thursday := time.Date(2026, 11, 19, 8, 0, 0, 0, polish.Warsaw)
	var burst, days []time.Time
	for i := range 30 {
		burst = append(burst, thursday.Add(time.Duration(i)*time.Minute))
	}
	for i := range 20 {
		days = append(days, thursday.Add(time.Duration(i)*30*time.Minute), thursday.AddDate(0, 0, 1).Add(time.Duration(i)*30*time.Minute))
	}
	for name, tt := range map[string]struct {
		published []time.Time
		now       time.Time
	}{
		"a burst, a month ago":                  {burst, thursday.AddDate(0, 1, 0)},
		"two days, then the first weekend":      {days, thursday.AddDate(0, 0, 4)},
		"nothing at all":                        {nil, thursday},
		"all of it still to come":               {burst, thursday.Add(-time.Hour)},
		"a weekly whose issue is two days late": {weeklyIssues(thursday, 5), thursday.AddDate(0, 0, 9)},
	} {
		if s := Silent(tt.published, tt.now); s.Silent {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// weeklyIssues makes the items of n weekly issues, twelve within two hours,
// the last one at an instant.
func weeklyIssues(last time.Time, n int) []time.Time {
	var all []time.Time
	for w := range n {
		for i := range 12 {
			all = append(all, last.AddDate(0, 0, -7*w).Add(time.Duration(-10*i)*time.Minute))
		}
	}
	return all
}
