package desk

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// The crash test runs the chain in a child process that kills itself at a
// random point of a random stage, again and again, over a town that goes on
// living in the parent. These variables tell the test binary to be the child.
const (
	crashDir = "PRASOWKA_CRASH_DIR"
	crashNow = "PRASOWKA_CRASH_NOW" // unix milliseconds
	crashAt  = "PRASOWKA_CRASH_AT"  // "<stage> <n>": the stage's nth probe kills
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(crashDir); dir != "" {
		if err := crashChild(dir); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// crashChild opens everything in dir and does what is due, until it kills
// itself, as hard as a power cut, or is done.
func crashChild(dir string) error {
	f, err := os.Open(filepath.Join(dir, "config.gob"))
	if err != nil {
		return err
	}
	defer f.Close()
	var conf config.Config
	if err := gob.NewDecoder(f).Decode(&conf); err != nil {
		return err
	}
	ms, err := strconv.ParseInt(os.Getenv(crashNow), 10, 64)
	if err != nil {
		return err
	}
	var stage string
	var kill int64
	if _, err := fmt.Sscan(os.Getenv(crashAt), &stage, &kill); err != nil {
		return err
	}
	ctx := context.Background()
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "prasowka.db"))
	if err != nil {
		return err
	}
	archive, err := index.Open(filepath.Join(dir, "index"), polish.Default(), index.Options{})
	if err != nil {
		return err
	}
	var passed atomic.Int64
	d, err := New(ctx, Options{
		Config: &conf, Store: db, Archive: archive, Analyzer: polish.Default(), Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Now: func() time.Time { return time.UnixMilli(ms) },
		Probe: func(point string) {
			if strings.HasPrefix(point, stage+":") && passed.Add(1) == kill {
				fmt.Println(point)
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			}
		},
	})
	if err != nil {
		return err
	}
	if err := d.Step(ctx); err != nil {
		return err
	}
	return errors.Join(d.Close(), archive.Close(), db.Close())
}

// TestCrash kills the chain again and again, half of the times in each of two
// towns that live beside each other.
func TestCrash(t *testing.T) {
	crashes := 50
	if testing.Short() {
		crashes = 8
	}
	var mu sync.Mutex
	points := map[string]int{}
	t.Run("towns", func(t *testing.T) {
		for seed := range uint64(2) {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				killed := crashTown(t, rand.New(rand.NewPCG(1, 2+seed)), crashes/2)
				mu.Lock()
				defer mu.Unlock()
				for point, n := range killed {
					points[point] += n
				}
			})
		}
	})
	t.Logf("killed %d times: %v", crashes, points)
	if testing.Short() {
		return // too few to meet every stage
	}
	for _, stage := range crashStages() {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(points)), func(p string) bool { return strings.HasPrefix(p, stage+":") }) {
			t.Errorf("stage %s was never killed", stage)
		}
	}
}

func crashStages() []string {
	return []string{"list", "fetch", "read", "watch", "index", "digest", "send"}
}

// crashTown kills a chain over a town of its own, holds what is left against a
// desk that never died, and answers where it was killed how often.
func crashTown(t *testing.T, random *rand.Rand, kills int) map[string]int {
	t.Helper()
	c := &clock{now: time.Date(2026, 11, 23, 1, 0, 0, 0, polish.Warsaw)}
	place, err := town.Start(context.WithoutCancel(t.Context()), town.Options{Now: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	dir := t.TempDir()
	conf := townConfig(t, place, dir)
	ask(conf, append([]string{"glos"}, few...))
	conf.Reviews.Reviews[0].Draft, conf.Reviews.Reviews[0].Send = "15 * * * *", "25 * * * *" // often, to be killed often
	for i := range conf.Watch.Topics {
		conf.Watch.Topics[i].Severity = config.Severity(press.Urgent) // many alerts to lose
	}
	f, err := os.Create(filepath.Join(dir, "config.gob"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(gob.NewEncoder(f).Encode(conf), f.Close()); err != nil {
		t.Fatal(err)
	}
	stages := crashStages()
	points := map[string]int{}
	killed := 0
	for run := 0; killed < kills; run++ {
		if run > 10*kills {
			t.Fatalf("only %d kills in %d runs", killed, run)
		}
		point, dead := crashOnce(t, dir, c.Now(), stages[(run+random.IntN(2))%len(stages)], 1+random.IntN(3))
		if dead {
			killed++
			points[point]++
		}
		if !dead || run%3 == 2 { // it starts again at once, twice: a crash in the middle of mending
			c.Add(20 * time.Minute)
			place.Tick()
			place.Tick()
		}
	}
	c.Add(72 * time.Hour)
	place.Tick()
	for id := range place.Broken() {
		if err := place.Mend(id); err != nil {
			t.Fatal(err)
		}
	}
	d := openDesk(t, dir, conf, c.Now)
	for range 3 { // what failed while outlets were down is asked again
		if err := d.Step(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.Add(6 * time.Hour)
	}
	checkNothingStuck(t, d)
	checkNothingLost(t, d, conf, c.Now)
	checkNotices(t, d, place)
	checkArchive(t, d)
	return points
}

// crashOnce runs the child and tells whether and where it was killed.
func crashOnce(t *testing.T, dir string, now time.Time, stage string, at int) (point string, dead bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), crashDir+"="+dir, crashNow+"="+strconv.FormatInt(now.UnixMilli(), 10), crashAt+"="+stage+" "+strconv.Itoa(at))
	var out, problems strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := cmd.Run()
	if err == nil {
		return "", false
	}
	var exit *exec.ExitError
	if !errors.As(err, &exit) {
		t.Fatal(err)
	}
	status, ok := exit.Sys().(syscall.WaitStatus)
	if !ok || !status.Signaled() || status.Signal() != syscall.SIGKILL {
		t.Fatalf("child: %v\n%s", err, problems.String())
	}
	return strings.TrimSpace(out.String()), true
}

// checkNothingStuck: every page has been read or says why not.
func checkNothingStuck(t *testing.T, d *Desk) {
	t.Helper()
	states, err := d.Store.PageStates(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("pages: %v", states)
	if states[press.PageFetched] > 0 {
		t.Errorf("%d pages were fetched and never read", states[press.PageFetched])
	}
}

// checkNothingLost holds the clippings against those of a desk that was never
// killed and starts now over the same town: everything that it finds is there,
// and nothing is there twice.
func checkNothingLost(t *testing.T, d *Desk, conf *config.Config, now func() time.Time) {
	t.Helper()
	ctx := t.Context()
	control := openDesk(t, t.TempDir(), conf, now)
	if err := control.Step(ctx); err != nil {
		t.Fatal(err)
	}
	all := store.ClippingFilter{Limit: 10_000}
	want, err := control.Store.Clippings(ctx, all)
	if err != nil {
		t.Fatal(err)
	}
	got, err := d.Store.Clippings(ctx, all)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("clippings: %d, of a desk that starts now: %d", len(got), len(want))
	have, texts := map[string]bool{}, map[string]string{}
	for _, c := range got {
		have[c.URL] = true
		key := c.Outlet + "\x00" + c.Title + "\x00" + c.Text
		if twin, ok := texts[key]; ok {
			t.Errorf("twice: %s and %s", twin, c.URL)
		}
		texts[key] = c.URL
		versions, err := d.Store.Versions(ctx, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range versions {
			if v.N != i+1 {
				t.Errorf("%s: version %d stands at place %d", c.URL, v.N, i+1)
			}
			if i > 0 && v.Text == versions[i-1].Text && v.Title == versions[i-1].Title && v.Gone == versions[i-1].Gone {
				t.Errorf("%s: version %d says the same as the one before", c.URL, v.N)
			}
		}
	}
	for _, c := range want {
		if !have[c.URL] {
			t.Errorf("lost: %s %s", c.URL, c.Title)
		}
	}
}

// checkNotices: each hit of an alerting topic has its notices, each is written
// once (the key sees to that), and each one written was delivered at least once.
func checkNotices(t *testing.T, d *Desk, place *town.Town) {
	t.Helper()
	ctx := t.Context()
	notices, err := d.Store.Notices(ctx, store.NoticeFilter{Limit: 100_000})
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	kinds := map[press.NoticeKind]int{}
	delivered := map[string]int{}
	for _, m := range place.Mails() {
		delivered[strings.Trim(m.Header("Message-Id"), "<> ")]++
	}
	for _, n := range notices {
		written[n.Key] = true
		kinds[n.Kind]++
		if n.SentAt.IsZero() {
			t.Errorf("not sent: %s after %d attempts: %s", n.Key, n.Attempts, n.Error)
		} else if n.Channel == "poczta" && delivered[strings.Trim(n.Remote, "<> ")] == 0 {
			t.Errorf("said to be sent, but never delivered: %s (%s)", n.Key, n.Remote)
		}
	}
	t.Logf("notices: %v, mails %d", kinds, len(place.Mails()))
	if kinds[press.NoticeAlert] == 0 || kinds[press.NoticeReview] == 0 {
		t.Errorf("notices = %v; want alerts and a review", kinds)
	}
	topics, err := d.topics(ctx)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := d.Store.Hits(ctx, "", time.Time{}, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hits {
		c, err := d.Store.Clipping(ctx, h.Clipping)
		if err != nil {
			t.Fatal(err)
		}
		if h.At.Sub(c.Published) >= freshness {
			continue
		}
		for _, to := range d.addresses(d.alertsOn(topics[h.Topic]), d.Config.Main.Alerts.To) {
			if key := fmt.Sprintf("alert/%s/%s/%s/%s", h.Topic, h.Story, to.channel, to.to); !written[key] {
				t.Errorf("alert lost: %s", key)
			}
		}
	}
}

// checkArchive: the archive holds every clipping as it now reads, and answers
// every topic's query as the evaluator does.
func checkArchive(t *testing.T, d *Desk) {
	t.Helper()
	ctx := t.Context()
	n, err := d.Archive.Count()
	if err != nil {
		t.Fatal(err)
	}
	all, err := d.Store.Clippings(ctx, store.ClippingFilter{Limit: 10_000})
	if err != nil {
		t.Fatal(err)
	}
	if int(n) != len(all) {
		t.Errorf("the archive holds %d documents, the store %d clippings", n, len(all))
	}
	describe, err := d.describer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	now := d.Now()
	queries := []string{"Grodzisko", "prezydent", "NIE prezydent", "medium:portal"}
	for _, topic := range d.Config.Watch.Topics {
		queries = append(queries, topic.Query)
	}
	for _, text := range queries {
		q, err := query.Parse(d.Analyzer, text)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		for _, c := range all {
			doc, _ := describe.doc(c, nil, "", now)
			if _, ok := q.Match(doc, now); ok {
				want[c.ID] = true
			}
		}
		found, err := d.Archive.Search(ctx, index.Request{Query: q, Limit: 1000, Now: now})
		if err != nil {
			t.Fatal(err)
		}
		if len(found.Hits) != len(want) {
			t.Errorf("%q: the archive finds %d, the evaluator %d", text, len(found.Hits), len(want))
		}
		for _, h := range found.Hits {
			if !want[h.ID] {
				t.Errorf("%q: the archive finds %s, the evaluator does not", text, h.ID)
			}
		}
	}
}
