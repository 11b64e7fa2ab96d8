package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"prasowka/config"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
	"prasowka/internal/web"
)

type demoCmd struct {
	Data  string        `help:"Folder of the data; otherwise a temporary one." type:"path"`
	Port  int           `default:"8080" help:"Port of the screens; the next free one is taken when it is not."`
	Pace  time.Duration `default:"5s" help:"How often the town's press brings out something new."`
	Debug bool          `help:"Log what happens."`
}

// Help is the manual's text.
func (demoCmd) Help() string {
	return `Starts a made-up town on this computer, with newspapers, a radio, a mail server and a Slack, and monitors its
press. Nothing leaves the computer. Ctrl-C ends it and removes its data.`
}

// Run runs the demonstration until it is interrupted.
func (c demoCmd) Run(sh *shell) (err error) {
	place, err := town.Start(sh.ctx, town.Options{Pace: c.Pace})
	if err != nil {
		return fmt.Errorf("start the town: %w", err)
	}
	defer func() { err = errors.Join(err, place.Close()) }()
	data := c.Data
	if data == "" {
		if data, err = os.MkdirTemp("", "prasowka-demo-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	}
	screens, err := firstFree(c.Port)
	if err != nil {
		return err
	}
	address := "http://localhost:" + strconv.Itoa(screens.Addr().(*net.TCPAddr).Port)
	conf, err := demoConfig(place, data, address)
	if err != nil {
		return errors.Join(err, screens.Close())
	}
	level := slog.LevelError
	if c.Debug {
		level = slog.LevelDebug
	}
	p, err := newProgram(sh.ctx, programOptions{
		Config: conf, Data: data, Log: slog.New(slog.NewTextHandler(sh.errOut, &slog.HandlerOptions{Level: level})),
		Demo:     demoPerson,
		Links:    []web.Link{{Text: "Poczta i Slack miasteczka", Href: place.ViewerURL()}},
		Revisits: []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute, time.Hour},
	})
	if err != nil {
		return errors.Join(err, screens.Close())
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	if err := p.learn(sh.ctx, place.Facts()); err != nil {
		return err
	}
	if err := demoOffice(sh.ctx, p.store, conf.Registers, time.Now()); err != nil {
		return err
	}
	fmt.Fprintf(sh.out, "prasowka pokazuje miasto %s: %s\npoczta i Slack, jak widzą je odbiorcy: %s\nKoniec: Ctrl-C\n", town.City, address, place.ViewerURL())
	if err := p.sayTexts(sh.ctx, place); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(sh.ctx)
	group.Go(func() error { return p.Run(ctx, screens) })
	group.Go(func() error { return p.morning(ctx, sh) })
	group.Go(func() error {
		place.Live(ctx)
		return nil
	})
	return group.Wait()
}

// learn keeps the town's facts, against which its press is held.
func (p *program) learn(ctx context.Context, facts []press.Fact) error {
	return p.store.Write(ctx, func(tx *store.Tx) error {
		for _, f := range facts {
			if err := tx.PutFact(ctx, f, "demo", "", time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
}

// firstFree listens on a port, or on the next free one of the ten after it.
func firstFree(port int) (net.Listener, error) {
	var first error
	for n := range 10 {
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port+n)))
		if err == nil {
			return l, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// demoPerson is who the demonstration is logged in as, demoReview its review.
const (
	demoPerson = "rzecznik"
	demoReview = "poranny"
	demoReport = "tygodniowy"
)

// morning sends the morning review as soon as the town's press has been read,
// and says so; the hours of the schedule come besides.
func (p *program) morning(ctx context.Context, sh *shell) error {
	const patience = 30 * time.Second
	began := time.Now()
	for before := -1; ctx.Err() == nil; wait(ctx, 3*time.Second) {
		n, err := p.store.CountAll(ctx)
		if err != nil {
			break // the program ends
		}
		if n > 0 && (n == before || time.Since(began) > patience) {
			break // nothing new for a while: the press of the day has been read
		}
		before = n
	}
	wait(ctx, 3*time.Second) // the watch comes right after
	if ctx.Err() != nil {
		return nil
	}
	if err := p.openDemoCrisis(ctx, p.Config.Crises); err != nil {
		return fmt.Errorf("crisis of the demonstration: %w", err)
	}
	if err := p.sayTones(ctx); err != nil {
		return fmt.Errorf("tones of the demonstration: %w", err)
	}
	today := polish.DayOf(time.Now())
	if _, err := p.desk.SendReport(ctx, demoReport, today.Add(-6), today); err != nil {
		return fmt.Errorf("report of the demonstration: %w", err)
	}
	id, err := p.desk.Draft(ctx, demoReview)
	if err != nil {
		return fmt.Errorf("morning review: %w", err)
	}
	n, err := p.desk.SendReview(ctx, id)
	if err != nil {
		return fmt.Errorf("morning review: %w", err)
	}
	_, err = fmt.Fprintf(sh.out, "przegląd prasy wysłany: %d egz. (po %d s)\n", n, int(time.Since(began).Seconds()))
	return err
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// demoConfig is the configuration of the town's own press office.
func demoConfig(t *town.Town, data, address string) (*config.Config, error) {
	host, portText, err := net.SplitHostPort(t.SMTP())
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(portText)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(data, 0o750); err != nil {
		return nil, err
	}
	token, app := filepath.Join(data, "slack.token"), filepath.Join(data, "slack.app")
	for path, secret := range map[string]string{token: town.SlackToken, app: town.SlackAppToken} {
		if err := os.WriteFile(path, []byte(secret), 0o600); err != nil {
			return nil, err
		}
	}
	c := &config.Config{Main: config.Main{
		Office: config.Office{City: town.City, Name: "Biuro Prezydenta Miasta", Body: "Urząd Miejski w Grodzisku", Symbol: "BPM",
			Address: "Rynek 1, 00-000 Grodzisko"},
		Server: config.Server{URL: address, Public: address},
		Crawl: config.Crawl{Contact: "prasowka@grodzisko.example", Pause: config.Duration(20 * time.Millisecond), Timeout: config.Duration(10 * time.Second),
			AllowPrivate: []string{"127.0.0.0/8"}, MinEvery: config.Duration(time.Minute), MaxEvery: config.Duration(2 * time.Minute)},
		Channels: map[string]config.Channel{
			"poczta": {Kind: "email", Host: host, Port: port, TLS: config.NoTLS, From: "Biuro Prezydenta Miasta <prasowka@grodzisko.example>"},
			"slack":  {Kind: "slack", API: t.SlackURL(), Token: config.Secret("file:" + token), App: config.Secret("file:" + app), Channel: "#prasowka"},
		},
		Alerts: config.Alerts{To: []string{demoPerson}, Channels: []string{"poczta", "slack"}, Then: []string{"rdest"}, Escalate: config.Duration(5 * time.Minute)},
	}}
	c.People = demoPeople(t)
	for _, topic := range t.Topics() {
		c.Watch.Topics = append(c.Watch.Topics, config.Topic{
			ID: topic.ID, Name: topic.Name, Query: topic.Query, Owners: topic.Owners, Departments: topic.Departments,
			Severity: config.Severity(topic.Severity), Section: topic.Section,
		})
	}
	c.Watch.Names = []config.Name{{Base: town.City, Kind: config.NamePlace}}
	review := config.Review{Name: demoReview, Title: "Przegląd prasy", Draft: "30 5 * * *", Send: "0 7 * * *", Approval: config.Auto, Channels: []string{"poczta", "slack"}}
	for _, p := range c.People.People {
		if p.Email != "" {
			review.To = append(review.To, p.ID)
		}
	}
	c.Reviews.Reviews = []config.Review{review}
	c.Reviews.Reports = []config.Report{{Name: demoReport, Title: "Raport tygodniowy", Period: config.Week, Send: "0 8 * * 1", To: []string{demoPerson, "zawilski"}, Channels: []string{"poczta", "slack"}}}
	c.Outlets = demoOutlets(t)
	defaults, err := config.LoadFS(config.Defaults(), configChecks())
	if err != nil {
		return nil, fmt.Errorf("registers of the demonstration: %w", err)
	}
	c.Registers, c.Crises = defaults.Registers, demoScenarios(defaults.Crises)
	return c, nil
}

// demoPeople are the town's people, and the press officer who looks on.
func demoPeople(t *town.Town) config.People {
	var people config.People
	officer := false
	for i, p := range t.People() {
		role := p.Role
		if p.ID == demoPerson {
			officer, role = true, press.Admin
		}
		people.People = append(people.People, config.Person{
			ID: p.ID, Name: p.Name, Post: p.Post, Email: p.Email, Slack: p.Slack, Role: role, Departments: p.Departments, Leader: i < 3,
		})
	}
	if !officer {
		people.People = append(people.People, config.Person{ID: demoPerson, Name: "Rzecznik prasowy", Post: "rzecznik prasowy", Email: "rzecznik@grodzisko.example", Role: press.Admin})
	}
	for _, d := range t.Departments() {
		people.Departments = append(people.Departments, config.Department{ID: d.ID, Name: d.Name, Head: d.Head, Unit: !strings.HasPrefix(d.Name, "Wydział") && !strings.HasPrefix(d.Name, "Biuro")})
	}
	return people
}

// demoOutlets are the town's titles with their sources.
func demoOutlets(t *town.Town) []config.Outlet {
	sources := map[string][]config.Source{}
	for _, s := range t.Sources() {
		name := ""
		if len(s.ID) > len(s.Outlet) {
			name = s.ID[len(s.Outlet)+1:]
		}
		sources[s.Outlet] = append(sources[s.Outlet], config.Source{Name: name, Kind: s.Kind, URL: s.URL, Params: s.Params})
	}
	var all []config.Outlet
	for _, o := range t.Outlets() {
		all = append(all, config.Outlet{
			ID: o.ID, Name: o.Name, Home: o.Home, Medium: o.Medium, Class: o.Class, Tier: int(o.Tier), Licence: o.Licence,
			Region: o.Region, Publisher: o.Publisher, Editor: o.Editor, Address: o.Address, Email: o.Email, Phone: o.Phone, Note: o.Note,
			Sources: sources[o.ID],
		})
	}
	return all
}
