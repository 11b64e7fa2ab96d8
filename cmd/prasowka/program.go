package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/sync/errgroup"

	"prasowka/config"
	"prasowka/index"
	"prasowka/internal/desk"
	"prasowka/internal/gather"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
	"prasowka/internal/web"
)

// programOptions say what a program is made of. Config and Data are required.
type programOptions struct {
	Config   *config.Config
	Data     string // folder of the database, the archive and the lock
	Channels []notify.Channel
	Now      func() time.Time // nil: time.Now
	Log      *slog.Logger
	Demo     string          // Person.ID logged in without a password
	Links    []web.Link      // further entries of the menu
	Revisits []time.Duration // nil: the desk's own
	Probe    func(string)    // for tests that crash
}

// A program is everything that one data folder needs: the store, the archive,
// the desk, the screens, and the socket over which commands ask. It is a
// value: newProgram, Run, Close; nothing of it is global.
type program struct {
	programOptions
	lock     *dataLock
	store    *store.DB
	archive  *index.Index
	desk     *desk.Desk
	site     *web.Site
	metrics  *prometheus.Registry
	analyzer *polish.Analyzer
	control  net.Listener
}

// newProgram takes the data folder, opens what is in it, and brings it up to
// date with the configuration. It serves nothing and asks nobody yet.
func newProgram(ctx context.Context, o programOptions) (p *program, err error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	p = &program{programOptions: o, metrics: prometheus.NewRegistry(), analyzer: analyzer(o.Config)}
	p.metrics.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	defer func() {
		if err != nil {
			err = errors.Join(err, p.Close())
			p = nil
		}
	}()
	if p.lock, err = lockData(o.Data); err != nil {
		return p, err
	}
	if p.store, err = store.Open(ctx, "sqlite:"+filepath.Join(o.Data, "prasowka.db")); err != nil {
		return p, err
	}
	p.archive, err = index.Open(filepath.Join(o.Data, "index"), p.analyzer, index.Options{Log: o.Log.Info})
	if err != nil {
		return p, fmt.Errorf("open archive: %w", err)
	}
	p.desk, err = desk.New(ctx, desk.Options{
		Config: o.Config, Store: p.store, Archive: p.archive, Analyzer: p.analyzer, Channels: o.Channels,
		Now: o.Now, Log: o.Log, Metrics: p.metrics, Probe: o.Probe, Revisits: o.Revisits,
	})
	if err != nil {
		return p, err
	}
	p.site, err = web.New(web.Options{
		Store: p.store, Archive: p.archive, Analyzer: p.analyzer, City: o.Config.Main.Office.City,
		Office: o.Config.Main.Office.Name, Body: o.Config.Main.Office.Body, Address: o.Config.Main.Office.Address,
		Symbol: o.Config.Main.Office.Symbol, URL: o.Config.Main.Server.URL, Registers: o.Config.Registers, Scenarios: o.Config.Crises, Report: p.desk.Report, Now: o.Now, Log: o.Log, Demo: o.Demo, Links: o.Links,
		Calendar: desk.Calendar(o.Config.Main.Office), Elections: elections(o.Config.Main.Office.Elections), Browser: o.Config.Main.Paper.Browser,
		Secure: strings.HasPrefix(o.Config.Main.Server.URL, "https://"), Preview: previewNotice, Canonical: gather.CanonicalURL, Issue: p.renderIssue, Alert: p.desk.AlertNotice, Summaries: o.Config.Main.Summary.URL != "",
		Cells: cells(o.Config.People), NearMisses: p.nearMisses, FactFile: p.factFile(), Proxies: o.Config.Main.Server.Trusted(),
	})
	if err != nil {
		return p, err
	}
	p.control, err = listenControl(o.Data)
	return p, err
}

// cells are the departments and units of the configuration.
func cells(people config.People) []web.Cell {
	var all []web.Cell
	for _, d := range people.Departments {
		all = append(all, web.Cell{ID: d.ID, Name: d.Name})
	}
	return all
}

// previewNotice renders a notice as its reader sees it.
func previewNotice(n press.Notice) (web.Shown, error) {
	p, err := notify.MakePreview(n)
	if err != nil {
		return web.Shown{}, err
	}
	return web.Shown{HTML: p.HTML, Text: p.Text, Chat: p.Chat, Slack: string(p.Slack), Webhook: string(p.Webhook)}, nil
}

// renderIssue renders an issue of the review as it now stands.
func (p *program) renderIssue(ctx context.Context, id int64) (web.Rendered, error) {
	model, err := p.desk.Review(ctx, id)
	if err != nil {
		return web.Rendered{}, err
	}
	n := press.Notice{Key: fmt.Sprintf("podglad/%d", id), Subject: model.Title, Made: model.At}
	if n.Kind, n.Payload, err = notify.Encode(model); err != nil {
		return web.Rendered{}, fmt.Errorf("render review %d: %w", id, err)
	}
	shown, err := previewNotice(n)
	if err != nil {
		return web.Rendered{}, fmt.Errorf("render review %d: %w", id, err)
	}
	as := web.Rendered{Shown: shown, Verdict: model.VerdictLine(), Parts: issueParts(model), Footer: model.Footer()}
	as.Paper, err = model.Paper()
	return as, err
}

// analyzer knows the words of the language and the local names.
func analyzer(c *config.Config) *polish.Analyzer {
	var names []polish.Name
	for _, n := range c.Watch.Names {
		names = append(names, lexiconNames(n)...)
	}
	if len(names) == 0 {
		return polish.Default()
	}
	return polish.New(names...)
}

// lexiconNames are an entry of the local lexicon as the analyzer takes it: the
// base form, and each further form as a name of its own.
func lexiconNames(n config.Name) []polish.Name {
	kind := map[config.NameKind]polish.NameKind{
		config.NamePlace: polish.Place, config.NameUnit: polish.Unit, config.NameAcronym: polish.Unit, config.NameStreet: polish.Street,
	}[n.Kind] // a person is guessed from the words
	names := []polish.Name{{Text: n.Base, Kind: kind}}
	for _, f := range n.Forms {
		names = append(names, polish.Name{Text: f, Kind: kind})
	}
	return names
}

// Run serves commands over the socket, the screens on the listener (nil: no
// screens), and runs the stages named (none: the whole chain) until ctx ends.
func (p *program) Run(ctx context.Context, screens net.Listener, stages ...string) error {
	group, ctx := errgroup.WithContext(ctx)
	serve := func(l net.Listener, h http.Handler) {
		server := &http.Server{
			Handler: h, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
			ErrorLog:    slog.NewLogLogger(p.Log.Handler(), slog.LevelWarn),
			BaseContext: func(net.Listener) context.Context { return ctx },
		}
		group.Go(func() error {
			if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
				return fmt.Errorf("serve %s: %w", l.Addr(), err)
			}
			return nil
		})
		group.Go(func() error {
			<-ctx.Done()
			last, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer stop()
			if err := server.Shutdown(last); err != nil {
				return server.Close()
			}
			return nil
		})
	}
	serve(p.control, p.controls())
	if screens != nil {
		serve(screens, p.pages())
	}
	group.Go(func() error { return p.desk.Run(ctx, stages...) })
	if screens != nil {
		group.Go(func() error { return p.desk.Listen(ctx) })
	}
	return group.Wait()
}

// pages is the screens, and a word for whoever watches over the program.
func (p *program) pages() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", p.site)
	mux.HandleFunc("GET /zdrowie", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	return mux
}

// Close gives the data folder back. What was written is safe with or without it.
func (p *program) Close() error {
	var errs []error
	if p.control != nil {
		errs = append(errs, dropClosed(p.control.Close()))
	}
	if p.desk != nil {
		errs = append(errs, p.desk.Close())
	}
	if p.archive != nil {
		errs = append(errs, p.archive.Close())
	}
	if p.store != nil {
		errs = append(errs, p.store.Close())
	}
	if p.lock != nil {
		errs = append(errs, p.lock.release())
	}
	return errors.Join(errs...)
}

func dropClosed(err error) error {
	if errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

// place is where a command finds its configuration and data: flags that many
// commands share.
type place struct {
	Config string `default:"config" env:"PRASOWKA_CONFIG" help:"Folder of the configuration." type:"path"`
	Data   string `env:"PRASOWKA_DATA" help:"Folder of the data; otherwise as configured." type:"path"`
}

// load reads the configuration, or the embedded one where there is no folder,
// and settles where the data is.
func (l place) load() (*config.Config, string, error) {
	checks := configChecks()
	c, err := config.Load(l.Config, checks)
	if errors.Is(err, os.ErrNotExist) {
		c, err = config.LoadFS(config.Defaults(), checks)
	}
	if err != nil {
		return nil, "", err
	}
	data, err := filepath.Abs(cmp.Or(l.Data, c.Main.Server.Data, "data"))
	return c, data, err
}

// configChecks are the checks of the configuration that need other rooms.
func configChecks() config.Checks {
	kinds := map[string]bool{"auto": true}
	for _, k := range gather.Kinds() {
		kinds[k.Name] = true
	}
	return config.Checks{
		Query: func(q string) error {
			_, err := query.Parse(polish.Default(), q)
			return err
		},
		Kind: func(kind string) error {
			if !kinds[kind] {
				return fmt.Errorf("nie ma źródła rodzaju „%s”", kind)
			}
			return nil
		},
	}
}
