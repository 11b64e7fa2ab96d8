package desk

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// Spikes: a city sees 10 to 60 items a day, so what is counted is the distinct
// editorial offices that tell one story.
const (
	spikeWindow  = 2 * time.Hour // offices count that published within it
	spikeOffices = 3             // fewer are no spike, however rare
	spikeTail    = 0.01          // how improbable the count must be
	spikePast    = 8 * 7 * 24 * time.Hour
	spikeSample  = 10              // stories that a weekday and hour must have to speak for itself
	spikeEvery   = 5 * time.Minute // between two looks
	pairWindow   = time.Hour       // two outlets of tier 1 within it are a spike, too
	spikeStories = 4000            // of the past that are looked at
	quietMean    = 1.2             // offices a story, while nothing is known yet
)

// offices is how many editorial offices usually tell a story that begins on a
// weekday at an hour.
type offices struct {
	byHour [7][24]struct{ stories, offices int }
}

// learn takes the past, each story by when it began, in Warsaw.
func learn(past []press.Story) *offices {
	o := new(offices)
	for _, y := range past {
		at := y.First.In(polish.Warsaw)
		cell := &o.byHour[at.Weekday()][at.Hour()]
		cell.stories++
		cell.offices += y.Outlets
	}
	return o
}

// mean is the mean number of offices of a story that begins on a weekday
// within an hour of this one; of any hour when too few did.
func (o *offices) mean(at time.Time) float64 {
	at = at.In(polish.Warsaw)
	var stories, all, total, totalOffices int
	for day := range o.byHour {
		for hour, cell := range o.byHour[day] {
			total += cell.stories
			totalOffices += cell.offices
			apart := (hour - at.Hour() + 24) % 24
			if day == int(at.Weekday()) && (apart <= 1 || apart == 23) {
				stories += cell.stories
				all += cell.offices
			}
		}
	}
	switch {
	case stories >= spikeSample:
		return float64(all) / float64(stories)
	case total >= spikeSample:
		return float64(totalOffices) / float64(total)
	}
	return quietMean
}

// tail is the probability that at least n offices tell a story when mean do:
// the first one always does, the others come as a Poisson process.
func tail(n int, mean float64) float64 {
	rate := max(mean-1, 0.05)
	term, below := math.Exp(-rate), 0.0
	for k := range n - 1 {
		below += term
		term *= rate / float64(k+1)
	}
	return max(0, 1-below)
}

// A surge is why a story is a spike.
type surge struct{ why, baseline string }

// surgeOf tells whether a story's newest clippings are a spike at now.
func surgeOf(members []store.Filing, outlets map[string]press.Outlet, usual *offices, now time.Time) (surge, bool) {
	first := map[string]time.Time{} // when each office published first
	for _, m := range members {
		if at, known := first[m.Outlet]; !known || m.Published.Before(at) {
			first[m.Outlet] = m.Published
		}
	}
	var fresh, top []time.Time
	for id, at := range first {
		if now.Sub(at) > spikeWindow || at.After(now) {
			continue
		}
		fresh = append(fresh, at)
		if outlets[id].Tier == 1 {
			top = append(top, at)
		}
	}
	slices.SortFunc(fresh, time.Time.Compare)
	slices.SortFunc(top, time.Time.Compare)
	if n := len(fresh); n >= spikeOffices {
		if mean := usual.mean(fresh[0]); tail(n, mean) < spikeTail {
			return surge{
				why:      polish.Counted(n, "redakcja", "redakcje", "redakcji") + " w " + polish.FormatSpan(max(time.Minute, fresh[n-1].Sub(fresh[0]).Round(time.Minute))),
				baseline: "zwykle o tej porze tygodnia o jednej sprawie pisze " + polish.Decimal(mean, 1) + " redakcji",
			}, true
		}
	}
	for i := 1; i < len(top); i++ {
		if apart := top[i].Sub(top[i-1]); apart <= pairWindow {
			return surge{
				why:      "dwie najważniejsze lokalne redakcje w " + polish.FormatSpan(max(time.Minute, apart.Round(time.Minute))),
				baseline: "reguła: dwie redakcje pierwszej grupy w ciągu godziny",
			}, true
		}
	}
	return surge{}, false
}

// spikes looks every few minutes whether a story of the city spreads faster
// than usual, and says so once a story.
func (d *Desk) spikes() func(context.Context) (result, error) {
	var last time.Time
	return func(ctx context.Context) (result, error) {
		now := d.Now()
		if next := last.Add(spikeEvery); now.Before(next) {
			return result{next: next}, nil
		}
		last = now
		r := result{next: now.Add(spikeEvery)}
		fresh, err := d.Store.Stories(ctx, now.Add(-spikeWindow), now.Add(time.Second), maxItems)
		if err != nil {
			return r, err
		}
		fresh = slices.DeleteFunc(fresh, func(y press.Story) bool { return y.Outlets < 2 || now.Sub(y.First) > freshness })
		if len(fresh) == 0 {
			return r, nil
		}
		past, err := d.Store.Stories(ctx, now.Add(-spikePast), now.Add(-freshness), spikeStories)
		if err != nil {
			return r, err
		}
		describe, err := d.describer(ctx)
		if err != nil {
			return r, err
		}
		usual := learn(past)
		for _, y := range fresh {
			if err := d.spike(ctx, describe, y, usual, now, &r); err != nil {
				return r, err
			}
		}
		return r, nil
	}
}

// spike looks at one story that spreads. Only what a topic found is the city's
// matter.
func (d *Desk) spike(ctx context.Context, describe *describer, y press.Story, usual *offices, now time.Time, r *result) error {
	hits, err := d.Store.StoryHits(ctx, y.ID)
	if err != nil || len(hits) == 0 {
		return err
	}
	members, err := d.Store.StoryMembers(ctx, y.ID)
	if err != nil || len(members) == 0 {
		return err
	}
	why, ok := surgeOf(members, describe.outlets, usual, now)
	if !ok {
		return nil
	}
	key := alertKey{topic: store.SpikeTopic, story: y.ID}
	if sign, given, err := signOn(ctx, d.Store, key); err != nil || given && sign.Kind == store.Muted {
		return err
	}
	lead := members[0]
	a := &notify.Alert{
		Severity: press.Notable, At: now, Rule: "Nagłośnienie", Why: why.why, Baseline: why.baseline,
		Item: notify.NewItem(lead.Clipping, describe.outlets[lead.Outlet], "", 0),
		Take: d.link("/" + key.path()), Mute: d.link("/" + key.path() + "#wycisz"), Open: d.link("/watki/" + y.ID), Matter: key.topic + "/" + y.ID,
		Own: notify.Links{Web: d.link("/watki/" + y.ID)},
	}
	for _, m := range members[1:] {
		a.Copies = append(a.Copies, notify.Copy{Outlet: describe.outlets[m.Outlet].Name, At: m.Published, URL: m.URL})
	}
	rules := d.Config.Main.Alerts
	for _, to := range d.addresses(rules.Channels, rules.To) {
		n := press.Notice{
			Key: key.matter() + "/" + to.channel + "/" + to.to, Channel: to.channel, To: to.to, Made: now,
			NextAt: afterQuiet(rules.QuietFrom, rules.QuietTo, now), Subject: strings.TrimSpace("Nagłośnienie: " + lead.Title),
		}
		if err := d.putOnce(ctx, n, a, r); err != nil {
			return err
		}
	}
	return nil
}

// path is where the screens show an alert.
func (k alertKey) path() string { return "alerty/" + k.topic + "/" + k.story }
