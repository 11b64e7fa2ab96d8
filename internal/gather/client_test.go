package gather

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"prasowka/internal/press"
)

// nasty is a server that does its worst, one way an address.
func nasty(t *testing.T) *httptest.Server {
	t.Helper()
	zeros := make([]byte, 64<<10)
	mux := http.NewServeMux()
	mux.HandleFunc("/huge", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", fmt.Sprint(3<<30))
		w.WriteHeader(200)
		for {
			if _, err := w.Write(zeros); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/endless", func(w http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := w.Write(zeros); err != nil {
				return
			}
		}
	})
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	for range 4096 { // 256 MiB in 256 KiB
		if _, err := z.Write(zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb.Bytes())
	})
	mux.HandleFunc("/bomb.xml.gz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(bomb.Bytes()) })
	mux.HandleFunc("/layers", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip, gzip, gzip")
		_, _ = w.Write(bomb.Bytes())
	})
	mux.HandleFunc("/drip", func(w http.ResponseWriter, r *http.Request) {
		for {
			if _, err := w.Write([]byte("x")); err != nil {
				return
			}
			w.(http.Flusher).Flush()
			select {
			case <-r.Context().Done():
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	})
	mux.HandleFunc("/silent", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/broken", func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			conn.Close()
		}
	})
	mux.HandleFunc("/metadata", redirect("http://169.254.169.254/latest/meta-data/"))
	mux.HandleFunc("/inside", redirect("http://10.0.0.1/"))
	mux.HandleFunc("/mapped", redirect("http://[::ffff:169.254.169.254]/"))
	mux.HandleFunc("/file", redirect("file:///etc/passwd"))
	mux.HandleFunc("/robots.txt", http.NotFound)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

func redirect(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) }
}

// TestNasty: each is named, and costs bounded time and memory.
func TestNasty(t *testing.T) {
	server := nasty(t)
	c := testClient(t, func(o *Options) { o.MaxBytes, o.Timeout = 1<<20, time.Minute })
	hasty := testClient(t, func(o *Options) { o.Timeout = 300 * time.Millisecond })
	tests := []struct {
		path string
		want press.Trouble
	}{
		{"/huge", press.TroubleBig}, {"/endless", press.TroubleBig}, {"/bomb", press.TroubleBig}, {"/layers", press.TroubleParse},
		{"/drip", press.TroubleSlow}, {"/silent", press.TroubleSlow}, {"/broken", press.TroubleDown},
		{"/metadata", press.TroubleGuard}, {"/inside", press.TroubleGuard}, {"/mapped", press.TroubleGuard}, {"/file", press.TroubleGuard},
	}
	for _, tt := range tests {
		t.Run(tt.path[1:], func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			with := c
			if tt.want == press.TroubleSlow {
				with = hasty
			}
			start := cpu(t)
			_, err := with.Get(context.Background(), server.URL+tt.path, Conditional{})
			runtime.ReadMemStats(&after)
			if got := TroubleOf(err); got != tt.want {
				t.Errorf("trouble %q, want %q: %v", got, tt.want, err)
			}
			if took := cpu(t) - start; took > 3*time.Second {
				t.Errorf("took %s of the processor", took)
			}
			if grown := after.TotalAlloc - before.TotalAlloc; grown > 32<<20 {
				t.Errorf("allocated %d MiB", grown>>20)
			}
		})
	}
	_, err := List(context.Background(), c, press.Source{Kind: "sitemap", URL: server.URL + "/bomb.xml.gz"}, State{})
	if got := TroubleOf(err); got != press.TroubleBig {
		t.Errorf("sitemap bomb: trouble %q: %v", got, err)
	}
}

func TestNetworkTroubles(t *testing.T) {
	tlsServer := httptest.NewTLSServer(http.NotFoundHandler())
	defer tlsServer.Close()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed := "http://" + listener.Addr().String()
	listener.Close()
	c := testClient(t, nil)
	for address, want := range map[string]press.Trouble{
		tlsServer.URL: press.TroubleTLS,
		strings.Replace(tlsServer.URL, "https", "http", 1): press.TroubleStatus,
		closed:                               press.TroubleDown,
		"http://nie-ma-takiej-nazwy.invalid": press.TroubleDNS,
	} {
		if _, err := c.Get(context.Background(), address, Conditional{}); TroubleOf(err) != want {
			t.Errorf("%s: %v, want %s", address, err, want)
		}
	}
	var invalid *press.Invalid
	if _, err := c.Get(context.Background(), "http://%zz", Conditional{}); !errors.As(err, &invalid) {
		t.Errorf("bad address: %v", err)
	}
}

// TestGuard: without leave, nothing on the machine or its networks is reached,
// by whatever name.
func TestGuard(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	shut := testClient(t, func(o *Options) { o.AllowPrivate = nil })
	for _, address := range []string{server.URL, "http://localhost:" + u.Port(), "http://[::1]:" + u.Port(), "http://0.0.0.0:" + u.Port(), "http://2130706433:" + u.Port()} {
		if _, err := shut.Get(context.Background(), address, Conditional{}); TroubleOf(err) != press.TroubleGuard && TroubleOf(err) != press.TroubleDNS {
			t.Errorf("%s: %v, want guard", address, err)
		}
	}
	one := testClient(t, func(o *Options) { o.AllowPrivate = []string{u.Host, "nonsense"} })
	if _, err := one.Get(context.Background(), server.URL, Conditional{}); TroubleOf(err) != press.Trouble404 {
		t.Errorf("allowed host: %v", err)
	}
	if _, err := one.Get(context.Background(), "http://127.0.0.1:1", Conditional{}); TroubleOf(err) != press.TroubleGuard {
		t.Errorf("another port: %v, want guard", err)
	}
	for address, want := range map[string]bool{
		"8.8.8.8": true, "2606:4700::1111": true, "127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "0.0.0.0": false, "224.0.0.1": false, "255.255.255.255": false, "198.18.0.1": false,
		"::1": false, "::": false, "fe80::1": false, "fd00::1": false, "::ffff:10.0.0.1": false, "64:ff9b::a00:1": false, "2002:a00:1::": false, "64:ff9b::808:808": true,
	} {
		if got := public(netip.MustParseAddr(address).Unmap()); got != want {
			t.Errorf("public(%s) = %v", address, got)
		}
	}
}

// TestManners: one request at a time and a pause a host, robots.txt asked once,
// the agent named, conditions passed on.
func TestManners(t *testing.T) {
	var under, most, robots atomic.Int32
	var agent atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		most.Store(max(most.Load(), under.Add(1)))
		defer under.Add(-1)
		agent.Store(r.UserAgent())
		if r.URL.Path == "/robots.txt" {
			robots.Add(1)
			fmt.Fprint(w, "User-agent: *\nCrawl-delay: 7\nDisallow: /tajne\n")
			return
		}
		if r.Header.Get("If-Modified-Since") == "wczoraj" {
			w.WriteHeader(304)
			return
		}
		w.Header().Set("Last-Modified", "wczoraj")
		fmt.Fprint(w, "x")
	}))
	defer server.Close()
	var mu sync.Mutex
	now := today
	var waits []time.Duration
	c := testClient(t, func(o *Options) {
		o.Pause, o.Contact = 2*time.Second, "rzecznik@ratusz.example"
		o.Now = func() time.Time { mu.Lock(); defer mu.Unlock(); return now }
		o.Wait = func(_ context.Context, d time.Duration) error {
			mu.Lock()
			defer mu.Unlock()
			waits, now = append(waits, d), now.Add(d)
			return nil
		}
	})
	var all sync.WaitGroup
	for i := range 5 {
		all.Go(func() {
			if _, err := c.Get(context.Background(), fmt.Sprintf("%s/%d", server.URL, i), Conditional{}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if most.Load() != 1 || robots.Load() != 1 {
		t.Errorf("%d at once, robots.txt asked %d times", most.Load(), robots.Load())
	}
	if got := fmt.Sprint(waits); got != "[2s 7s 7s 7s 7s]" {
		t.Errorf("waited %s", got)
	}
	if got := agent.Load(); got != "prasowka/1.0 (przeglad prasy; kontakt: rzecznik@ratusz.example)" {
		t.Errorf("agent %q", got)
	}
	if _, err := c.Get(context.Background(), server.URL+"/tajne/1", Conditional{}); TroubleOf(err) != press.TroubleRobots {
		t.Errorf("forbidden: %v", err)
	}
	if res, err := c.Get(context.Background(), server.URL+"/1", Conditional{Modified: "wczoraj"}); err != nil || res.Status != 304 {
		t.Errorf("conditional: %v, %v", res, err)
	}
	now = now.Add(25 * time.Hour)
	if _, err := c.Get(context.Background(), server.URL+"/1", Conditional{}); err != nil || robots.Load() != 2 {
		t.Errorf("a day later: %v, robots.txt asked %d times", err, robots.Load())
	}
	if v, err := c.Robots(context.Background(), server.URL+"/tajne"); err != nil || v.Allowed || v.Delay != 7*time.Second {
		t.Errorf("verdict %+v, %v", v, err)
	}
}

// TestSlowDown: a 429 without a term is answered with ever longer silence.
func TestSlowDown(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(429) }))
	defer server.Close()
	now := today
	c := testClient(t, func(o *Options) {
		o.Now = func() time.Time { return now }
		o.MaxWait = time.Second
	})
	ctx := withAPI(context.Background())
	for _, want := range []time.Duration{time.Minute, 2 * time.Minute, 4 * time.Minute} {
		if _, _, err := c.ask(ctx, server.URL, http.Header{}); TroubleOf(err) != press.Trouble429 {
			t.Fatal(err)
		}
		var e *Error
		if _, _, err := c.ask(ctx, server.URL, http.Header{}); !errors.As(err, &e) || e.RetryAfter != want {
			t.Errorf("%v, want to be told to wait %s", err, want)
		}
		now = now.Add(want)
	}
}

// TestCancel: waiting for a turn ends with the context.
func TestCancel(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	c := testClient(t, nil)
	go func() { _, _, _ = c.ask(withAPI(context.Background()), server.URL, http.Header{}) }()
	for len(c.hosts.get(hostKey(mustURL(t, server.URL))).busy) == 0 {
		runtime.Gosched()
	}
	ctx, cancel := context.WithCancel(withAPI(context.Background()))
	cancel()
	if _, _, err := c.ask(ctx, server.URL, http.Header{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
}

func mustURL(t *testing.T, s string) *url.URL {
	t.Helper()
	u, err := url.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// TestForget: the memory of hosts is bounded, and none in use is forgotten.
func TestForget(t *testing.T) {
	hs := newHosts(3)
	kept := hs.get("a")
	for i := range 100 {
		hs.put(hs.get(fmt.Sprint("b", i)))
	}
	if len(hs.by) > 3 || hs.by["a"] != kept || hs.used.Len() != len(hs.by) {
		t.Errorf("%d hosts, a kept: %v", len(hs.by), hs.by["a"] == kept)
	}
	rc := newRobotsCache(3)
	for i := range 100 {
		rc.entry(fmt.Sprint("http://b", i))
	}
	if len(rc.by) != 3 || rc.used.Len() != 3 {
		t.Errorf("%d origins", len(rc.by))
	}
}

func TestUnpack(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := w.Write([]byte("treść")); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		raw     string
		coding  string
		want    string
		refused bool
	}{
		"gzip": {z.String(), "gzip", "treść", false}, "labelled only": {"treść", "gzip", "treść", false}, "none": {"treść", "", "treść", false},
		"empty": {"", "gzip", "", false}, "unasked": {"x", "br", "", true}, "identity": {"x", "identity", "x", false},
	} {
		r, err := unpack(strings.NewReader(tt.raw), []string{tt.coding})
		if tt.refused {
			if err == nil {
				t.Errorf("%s: taken", name)
			}
			continue
		}
		got, err := io.ReadAll(r)
		if err != nil || string(got) != tt.want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestParseRobots(t *testing.T) {
	tests := []struct {
		name, robots, path string
		allowed            bool
		delay              time.Duration
	}{
		{"empty", "", "/a", true, 0},
		{"all forbidden", "User-agent: *\nDisallow: /", "/a", false, 0},
		{"longest rule wins", "User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", true, 0},
		{"wildcards", "User-agent: *\nDisallow: /*?druk=", "/a?druk=1", false, 0},
		{"end", "User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", true, 0},
		{"by name", "User-agent: PRASOWKA\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/a", true, 0},
		{"crawl delay", "User-agent: *\nCrawl-delay: 2,5", "/a", true, 2500 * time.Millisecond},
		{"delay in words", "User-agent: *\nCrawl-delay: długo\nDisallow: /a", "/a", false, 0},
		{"delay of a fool", "User-agent: *\nCrawl-delay: 99999", "/a", true, maxCrawlDelay},
		{"html", "<html><body>Disallow: nothing</body></html>", "/a", true, 0},
		{"mark", "\ufeffUser-agent: *\nDisallow: /a", "/a", false, 0},
		{"carriage returns", "User-agent: *\rDisallow: /a\r", "/a", false, 0},
	}
	for _, tt := range tests {
		r := parseRobots([]byte(tt.robots), "prasowka/1.0")
		if got := r.allows(mustURL(t, "http://gazeta.example"+tt.path)); got != tt.allowed || r.delay != tt.delay {
			t.Errorf("%s: allowed %v, delay %s", tt.name, got, r.delay)
		}
	}
}

func FuzzParseRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /*a*b*c$\nCrawl-delay: 1e300\nSitemap: x"), "/abc")
	f.Add([]byte("user-agent\nallow:\ndisallow: \xff*"), "/")
	f.Fuzz(func(t *testing.T, raw []byte, path string) {
		r := parseRobots(raw, "prasowka/1.0")
		if r.delay < 0 || r.delay > maxCrawlDelay {
			t.Errorf("delay %s", r.delay)
		}
		r.allows(&url.URL{Scheme: "http", Host: "gazeta.example", Path: path})
	})
}

func FuzzParseSitemap(f *testing.F) {
	f.Add([]byte(`<urlset><url><loc>https://gazeta.example/a-1</loc><lastmod>2026-11-23</lastmod></url>`))
	f.Add([]byte(`<sitemapindex><sitemap><loc>https://gazeta.example/s.xml</loc></sitemap></sitemapindex>`))
	f.Add([]byte("https://gazeta.example/a\nhttps://gazeta.example/b"))
	f.Add([]byte("\x1f\x8b\x08"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := parseSitemap(raw, "", 1<<20)
		if (m == nil) == (err == nil) {
			t.Fatal("neither sitemap nor error")
		}
		if m != nil && len(m.entries)+len(m.children) > len(raw) {
			t.Errorf("%d bytes, %d entries", len(raw), len(m.entries))
		}
	})
}
