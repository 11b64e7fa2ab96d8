package desk

import (
	"math"
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

func TestTail(t *testing.T) {
	for _, c := range []struct {
		n    int
		mean float64
		want float64
	}{{1, 2, 1}, {2, 2, 1 - math.Exp(-1)}, {3, 2, 1 - 2*math.Exp(-1)}, {3, 1.2, 1 - 1.2*math.Exp(-0.2)}} {
		if got := tail(c.n, c.mean); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("tail(%d, %v) = %v, want %v", c.n, c.mean, got, c.want)
		}
	}
}

func TestUsualByWeekdayAndHour(t *testing.T) {
	monday := time.Date(2026, 11, 23, 8, 30, 0, 0, polish.Warsaw)
	var past []press.Story
	for week := range 8 {
		for range 2 {
			past = append(past, press.Story{First: monday.AddDate(0, 0, -7*week), Outlets: 4}, press.Story{First: monday.AddDate(0, 0, 2-7*week), Outlets: 1})
		}
	}
	o := learn(past)
	for at, want := range map[time.Time]float64{monday: 4, monday.Add(time.Hour): 4, monday.Add(3 * time.Hour): 2.5, monday.AddDate(0, 0, 2): 1} {
		if got := o.mean(at); got != want {
			t.Errorf("%s: %v, want %v", at, got, want)
		}
	}
	if got := learn(nil).mean(monday); got != quietMean {
		t.Errorf("nothing known: %v", got)
	}
}

func TestSurge(t *testing.T) {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, polish.Warsaw)
	outlets := map[string]press.Outlet{"a": {Tier: 1}, "b": {Tier: 1}, "c": {Tier: 2}, "d": {Tier: 2}, "e": {Tier: 3}}
	file := func(spec string) (all []store.Filing) {
		for part := range strings.FieldsSeq(spec) {
			outlet, ago, _ := strings.Cut(part, ":")
			d, err := time.ParseDuration(ago)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, store.Filing{Clipping: press.Clipping{Outlet: outlet, Published: now.Add(-d)}})
		}
		return all
	}
	for spec, want := range map[string]string{
		"c:10m d:20m":             "",
		"c:10m d:20m e:30m":       "",             // three where 1,2 are usual: two in a hundred
		"a:5m c:10m d:20m e:30m":  "4 redakcje",   // four: one in a thousand
		"c:10m c:20m c:30m d:40m": "",             // many texts of two offices
		"a:5m c:10m d:3h e:4h":    "",             // the others told it long ago
		"a:10m b:50m":             "dwie najważn", // a pair of tier 1
		"a:10m b:80m":             "",             // further apart than an hour
		"a:10m a:3h b:20m c:5m":   "",             // a told it first three hours ago
	} {
		got, ok := surgeOf(file(spec), outlets, learn(nil), now)
		if ok != (want != "") || !strings.HasPrefix(strings.ReplaceAll(got.why, polish.NBSP, " "), want) {
			t.Errorf("%s: %q, want %q", spec, got.why, want)
		}
	}
}

// A spike is told once a story, not for what is no matter of the city's, and
// not when muted.
func TestSpikeIsToldOnce(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	if err := s.settle(ctx); err != nil {
		t.Fatal(err)
	}
	at := s.clock.Now().Add(-20 * time.Minute)
	ours := s.tell(t, "Most zamknięty", at, []string{"drogi"}, "alfa", "beta", "gama", "delta")
	s.tell(t, "Wybory za oceanem", at, nil, "alfa", "beta", "gama", "delta")
	quiet := s.tell(t, "Remont placu", at, []string{"drogi"}, "alfa", "beta", "gama", "delta")
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutReceipt(ctx, store.Receipt{Key: "alert/" + store.SpikeTopic + "/" + quiet, Person: "anna", Kind: store.Muted, At: at})
	}); err != nil {
		t.Fatal(err)
	}
	run := s.spikes()
	for i, want := range []int{1, 0, 0} {
		r, err := run(ctx)
		if err != nil || r.did != want || !r.next.After(s.clock.Now()) {
			t.Errorf("look %d: %+v, %v", i, r, err)
		}
		s.clock.Add(time.Duration(i+1) * 4 * time.Minute)
	}
	n, err := s.Store.NoticeByKey(ctx, "alert/"+store.SpikeTopic+"/"+ours+"/poczta/anna@example.org")
	if err != nil {
		t.Fatal(err)
	}
	a, err := alertOf(n)
	if err != nil || !strings.Contains(a.Why, "4") || a.Baseline == "" || len(a.Copies) != 3 || !strings.HasSuffix(a.Take, "/alerty/"+store.SpikeTopic+"/"+ours) {
		t.Errorf("%+v, %v", a, err)
	}
}
