// Package town is a made-up Polish town on loopback: its newspapers, radio,
// agency, town hall, football club and social network, its mail server and its
// chat. It is the whole outside world of `prasowka demo` and of the tests.
//
// Invariants:
//
//   - Nothing of the town leaves the machine: every listener is on loopback,
//     and each outlet has a host:port of its own, so that a client that is
//     polite host by host meets the town as it would meet the Internet.
//   - What the town says of itself (Articles, Facts, Planted) is the truth of
//     what its servers serve: the pages, feeds and sitemaps are all rendered
//     from the same articles.
//   - The town is deterministic: equal Options and an equal clock give equal
//     texts and addresses but for the ports.
//   - Texts are data (data/*.txtar), never code. Every person, firm, title and
//     place in them is invented.
//   - Close leaves nothing behind: no goroutine, no listener, no file.
package town

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sort"
	"sync"
	"time"

	"prasowka/internal/press"
)

// The town itself. The rural gmina around it and the powiat share its name;
// their sites and officials are there to be confused with the city's.
const (
	City   = "Grodzisko"
	County = "powiat grodziski"
)

// Options say how a town is built. The zero value is a whole town of today on
// free ports.
type Options struct {
	Now      func() time.Time // the town's clock; nil: time.Now
	Host     string           // loopback address to listen on; "": 127.0.0.1
	Base     int              // first port, the others follow one by one; 0: free ports
	Seed     uint64           // of everything that is generated
	Bare     bool             // leave the hand-written articles out
	Day      Day              // articles to be generated beside the hand-written ones
	Villages int              // small generated outlets beside the town's own
	Beats    time.Duration    // each village publishes by its BeatOf for so long after the start, with 30 items before it; 0: a dozen items around the start
	Pace     time.Duration    // Live publishes an article this often; 0: 5 s
	Keep     int              // mails, chat messages and requests kept per server; 0: 5,000
}

// A Town is a running town. All its methods may be called at any time from any
// goroutine until Close.
type Town struct {
	opts  Options
	start time.Time // the town's clock when it was started

	mu       sync.RWMutex
	articles []*Article // by time of publication
	byID     map[string]*Article
	queue    []*Article // hand-written articles that Tick publishes
	ticks    int
	made     int // articles that Tick has generated

	sites  []*site
	byName map[string]*site
	social *social
	mail   *mailServer
	chat   *chat
	hooks  *hooks
	hub    *hub
	window *server // the viewer

	servers []*server
	life    context.Context // ends with Close: drips and delays hang on it
	end     context.CancelFunc
	once    sync.Once
}

// Start builds the town and opens all its servers. The town runs until Close
// or until ctx ends. Errors: a data file that does not parse, a port taken.
func Start(ctx context.Context, opts Options) (*Town, error) {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Host == "" {
		opts.Host = "127.0.0.1"
	}
	if opts.Pace <= 0 {
		opts.Pace = 5 * time.Second
	}
	if opts.Keep <= 0 {
		opts.Keep = 5000
	}
	t := &Town{opts: opts, start: opts.Now(), byID: map[string]*Article{}, byName: map[string]*site{}}
	t.life, t.end = context.WithCancel(context.WithoutCancel(ctx))
	if err := t.build(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("town.Start: %w", err), t.Close())
	}
	context.AfterFunc(ctx, func() { _ = t.Close() })
	return t, nil
}

// build reads the texts, opens the servers and gives the articles addresses.
func (t *Town) build(ctx context.Context) error {
	pages, err := parsePages()
	if err != nil {
		return err
	}
	for _, o := range append(outlets(), villages(t.opts.Villages)...) {
		s := &site{server: &server{}, town: t, outlet: o.Outlet, look: o.layout, page: pages.Lookup(o.template), log: ring[Request]{max: t.opts.Keep}}
		if err := t.listen(ctx, s.server, s); err != nil {
			return err
		}
		s.outlet.Home = s.URL() + "/"
		t.sites = append(t.sites, s)
		t.byName[s.outlet.ID] = s
	}
	t.social = newSocial(t)
	if err := t.listen(ctx, t.social.server, t.social); err != nil {
		return err
	}
	if err := t.openOffice(ctx); err != nil {
		return err
	}
	return t.fill()
}

// openOffice starts what receives the house's own notices.
func (t *Town) openOffice(ctx context.Context) error {
	t.mail = &mailServer{town: t, kept: ring[Mail]{max: t.opts.Keep}}
	if err := t.mail.open(ctx, t.address()); err != nil {
		return err
	}
	t.chat = newChat(t)
	if err := t.listen(ctx, t.chat.server, t.chat.handler()); err != nil {
		return err
	}
	t.hooks = &hooks{server: &server{}, town: t, secret: WebhookSecret, kept: ring[Delivery]{max: t.opts.Keep}}
	if err := t.listen(ctx, t.hooks.server, t.hooks); err != nil {
		return err
	}
	t.window = &server{}
	if err := t.listen(ctx, t.window, t.Viewer()); err != nil {
		return err
	}
	t.hub = &hub{server: &server{}, town: t, subs: map[string]subscriber{}}
	return t.listen(ctx, t.hub.server, t.hub)
}

// fill places the texts into the outlets.
func (t *Town) fill() error {
	var drafts []draft
	if !t.opts.Bare {
		read, err := readTexts()
		if err != nil {
			return err
		}
		drafts = read
	}
	drafts = append(drafts, t.generateDay()...)
	drafts = append(drafts, t.generateVillages()...)
	t.mu.Lock()
	defer t.mu.Unlock()
	made, err := t.settle(drafts)
	if err != nil {
		return err
	}
	sort.SliceStable(made, func(i, j int) bool { return made[i].Published.Before(made[j].Published) })
	for _, a := range made {
		if a.live {
			t.queue = append(t.queue, a)
			continue
		}
		t.addLocked(a)
	}
	return nil
}

// Close stops every server and waits until they are gone.
func (t *Town) Close() error {
	var errs []error
	t.once.Do(func() {
		t.end()
		for _, s := range t.servers {
			errs = append(errs, s.close())
		}
		if t.mail != nil {
			errs = append(errs, t.mail.close())
		}
		if t.hub != nil {
			t.hub.all.Wait()
		}
	})
	return errors.Join(errs...)
}

// Now is the town's clock.
func (t *Town) Now() time.Time { return t.opts.Now() }

// address is where the next listener goes.
func (t *Town) address() string {
	port := 0
	if t.opts.Base > 0 {
		port = t.opts.Base + len(t.servers)
	}
	return net.JoinHostPort(t.opts.Host, fmt.Sprint(port))
}

// listen opens one HTTP server of the town.
func (t *Town) listen(ctx context.Context, s *server, h http.Handler) error {
	var lc net.ListenConfig
	addr := t.address()
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen %s: %w", addr, err)
	}
	s.serve(ln, h, t.life)
	t.servers = append(t.servers, s)
	return nil
}

// A server is one HTTP listener.
type server struct {
	addr string
	http *http.Server
	done chan struct{}
}

// Addr is host:port.
func (s *server) Addr() string { return s.addr }

// URL is the address without a slash at its end.
func (s *server) URL() string { return "http://" + s.addr }

func (s *server) serve(ln net.Listener, h http.Handler, life context.Context) {
	s.addr, s.done = ln.Addr().String(), make(chan struct{})
	s.http = &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return life },
	}
	go func() {
		defer close(s.done)
		_ = s.http.Serve(ln) // always ErrServerClosed: close ends it
	}()
}

func (s *server) close() error {
	if s.http == nil {
		return nil
	}
	err := s.http.Close()
	<-s.done
	return err
}

// site finds an outlet's server.
func (t *Town) site(outlet string) (*site, error) {
	if s, ok := t.byName[outlet]; ok {
		return s, nil
	}
	return nil, press.NotFound("outlet of the town", outlet)
}

// A ring keeps the newest max values.
type ring[T any] struct {
	mu   sync.Mutex
	max  int
	all  []T
	seen int // how many were ever added
	open int // requests being served, see enter
}

func (r *ring[T]) add(v T) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen++
	r.all = append(r.all, v)
	if over := len(r.all) - r.max; over > 0 {
		r.all = append(r.all[:0:0], r.all[over:]...)
	}
}

func (r *ring[T]) list() []T {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]T(nil), r.all...)
}
