package desk

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// clock is a clock that tests move by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// world is a desk over a town, with a clock of its own.
type world struct {
	*Desk
	clock *clock
	town  *town.Town
	dir   string
}

// townConfig is the configuration of a town's press office.
func townConfig(t testing.TB, place *town.Town, dir string) *config.Config {
	t.Helper()
	host, port, err := net.SplitHostPort(place.SMTP())
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	token := filepath.Join(dir, "token")
	if err := os.WriteFile(token, []byte(town.SlackToken), 0o600); err != nil {
		t.Fatal(err)
	}
	c := &config.Config{Main: config.Main{
		Office: config.Office{City: town.City, Name: "Biuro Prezydenta Miasta"},
		Server: config.Server{URL: "http://localhost:8080"},
		Crawl: config.Crawl{Contact: "test@example.org", MaxBytes: 4 << 20, Pause: config.Duration(-1), Timeout: config.Duration(5 * time.Second),
			AllowPrivate: []string{"127.0.0.0/8"}, MinEvery: config.Duration(5 * time.Minute), MaxEvery: config.Duration(time.Hour)},
		Channels: map[string]config.Channel{
			"poczta": {Kind: "email", Host: host, Port: number, TLS: config.NoTLS, From: "BPM <prasowka@example.org>"},
			"slack":  {Kind: "slack", API: place.SlackURL(), Token: config.Secret("file:" + token), Channel: "#prasowka"},
		},
		Alerts: config.Alerts{To: []string{"anna"}, Channels: []string{"poczta", "slack"}},
	}}
	c.People.People = []config.Person{{ID: "anna", Name: "Anna Przykładna", Email: "anna@example.org", Role: press.Officer}}
	for _, p := range place.Topics() {
		c.Watch.Topics = append(c.Watch.Topics, config.Topic{ID: p.ID, Name: p.Name, Query: p.Query, Severity: config.Severity(p.Severity), Section: p.Section})
	}
	c.Reviews.Reviews = []config.Review{{Name: "poranny", Title: "Przegląd prasy", Draft: "30 5 * * *", Send: "0 7 * * *",
		Approval: config.Auto, To: []string{"anna"}, Channels: []string{"poczta", "slack"}}}
	sources := map[string][]config.Source{}
	for _, s := range place.Sources() {
		name := ""
		if len(s.ID) > len(s.Outlet) {
			name = s.ID[len(s.Outlet)+1:]
		}
		sources[s.Outlet] = append(sources[s.Outlet], config.Source{Name: name, Kind: s.Kind, URL: s.URL, Params: s.Params})
	}
	for _, o := range place.Outlets() {
		c.Outlets = append(c.Outlets, config.Outlet{ID: o.ID, Name: o.Name, Home: o.Home, Medium: o.Medium, Class: o.Class, Tier: int(o.Tier),
			Licence: o.Licence, Sources: sources[o.ID]})
	}
	return c
}

// few outlets are enough for most tests: reading a whole town takes seconds,
// and one of its outlets asks in its robots.txt for a second between requests.
var few = []string{"echo", "pai", "tygodnik"}

// villages are the first n of the town's small generated outlets.
func villages(n int) []string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("wies%03d", i+1)
	}
	return ids
}

// newWorld starts a town and a desk on an empty folder that asks these outlets;
// all of them if none is named.
func newWorld(t *testing.T, o town.Options, outlets ...string) *world {
	t.Helper()
	c := &clock{now: time.Date(2026, 11, 23, 12, 0, 0, 0, polish.Warsaw)}
	o.Now = c.Now
	place, err := town.Start(context.WithoutCancel(t.Context()), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := place.Close(); err != nil {
			t.Error(err)
		}
	})
	dir := t.TempDir()
	conf := townConfig(t, place, dir)
	ask(conf, outlets)
	return &world{Desk: openDesk(t, dir, conf, c.Now), clock: c, town: place, dir: dir}
}

// ask leaves only some of the outlets in a configuration.
func ask(conf *config.Config, outlets []string) {
	if len(outlets) > 0 {
		conf.Outlets = slices.DeleteFunc(conf.Outlets, func(o config.Outlet) bool { return !slices.Contains(outlets, o.ID) })
	}
}

// openDesk opens the store, the archive and a desk over them in a folder.
func openDesk(t testing.TB, dir string, conf *config.Config, now func() time.Time) *Desk {
	t.Helper()
	ctx := t.Context()
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "prasowka.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	archive, err := index.Open(filepath.Join(dir, "index"), polish.Default(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = archive.Close() })
	d, err := New(ctx, Options{Config: conf, Store: db, Archive: archive, Analyzer: polish.Default(), Now: now,
		Log: slog.New(slog.NewTextHandler(testLog(t), &slog.HandlerOptions{Level: slog.LevelWarn}))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func testLog(t testing.TB) io.Writer {
	if testing.Verbose() {
		return t.Output()
	}
	return io.Discard
}

// step runs everything that is due.
func (w *world) step(t *testing.T) {
	t.Helper()
	if err := w.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
}
