package gather

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/press"
)

// Options make a Client. The zero value of each field is its default.
type Options struct {
	UserAgent    string        // default "prasowka/1.0"; Contact is added
	Contact      string        // address at which a webmaster reaches the office
	AllowPrivate []string      // host:port or CIDR that may be asked although private
	MaxBytes     int64         // of a decompressed body; default 16 MiB
	Timeout      time.Duration // of one request, from dialling to the last byte; default 45 s
	Pause        time.Duration // between two requests to a host; default 2 s; negative: none
	MaxWait      time.Duration // the longest a request waits its turn; default 2 min; beyond it Trouble429 with RetryAfter
	MaxHosts     int           // hosts remembered; default 4096
	Now          func() time.Time
	Wait         func(context.Context, time.Duration) error // default: a timer that ctx can cut short
}

// Defaults of Options.
const (
	defaultMaxBytes = 16 << 20
	defaultTimeout  = 45 * time.Second
	defaultPause    = 2 * time.Second
	defaultMaxWait  = 2 * time.Minute
	defaultHosts    = 4096
	maxRedirects    = 10
)

// A Client asks servers politely. It is an http.RoundTripper, so that colly
// gets the same manners; each hop of a redirect passes through RoundTrip and
// is checked anew. Safe for concurrent use.
type Client struct {
	opts   Options
	agent  string
	guard  *guard
	hosts  *hosts
	robots *robotsCache
	base   http.RoundTripper
}

// Conditional is what a server said of the version that we hold.
type Conditional struct{ ETag, Modified string }

// NewClient makes a Client. An entry of AllowPrivate that cannot be read is
// left out: it can only make the guard stricter.
func NewClient(o Options) *Client {
	o.MaxBytes = cmp.Or(o.MaxBytes, defaultMaxBytes)
	o.Timeout = cmp.Or(o.Timeout, defaultTimeout)
	o.Pause = cmp.Or(o.Pause, defaultPause)
	o.MaxWait = cmp.Or(o.MaxWait, defaultMaxWait)
	o.MaxHosts = cmp.Or(o.MaxHosts, defaultHosts)
	o.UserAgent = cmp.Or(o.UserAgent, "prasowka/1.0")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	var good []string
	for _, a := range o.AllowPrivate {
		if _, err := newGuard([]string{a}); err == nil {
			good = append(good, a)
		}
	}
	g, _ := newGuard(good) // each entry has just been read
	c := &Client{opts: o, agent: o.UserAgent, guard: g}
	if o.Contact != "" {
		c.agent += " (przegląd prasy; kontakt: " + o.Contact + ")"
	}
	c.agent = ascii(c.agent)
	c.hosts = newHosts(o.MaxHosts)
	c.robots = newRobotsCache(o.MaxHosts)
	c.base = &http.Transport{
		DialContext:            g.dial,
		TLSHandshakeTimeout:    15 * time.Second,
		ResponseHeaderTimeout:  o.Timeout,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    1,
		MaxResponseHeaderBytes: 256 << 10,
		DisableCompression:     true, // we decompress, and count what comes out
		ForceAttemptHTTP2:      true,
	}
	return c
}

// wait lets d pass, or answers why ctx ended first.
func wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// ascii keeps a header value within what HTTP carries.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'ą':
			return 'a'
		case r < 0x20 || r > 0x7e:
			return '?'
		}
		return r
	}, s)
}

// Close drops the idle connections.
func (c *Client) Close() {
	if t, ok := c.base.(*http.Transport); ok {
		t.CloseIdleConnections()
	}
}

// Get asks for an address and follows up to ten redirects. A 304 is no error;
// every other status outside 2xx is an *Error, as is whatever keeps an answer
// from coming whole.
func (c *Client) Get(ctx context.Context, address string, cond Conditional) (*press.Response, error) {
	res, _, err := c.ask(ctx, address, cond.header())
	return res, err
}

// header asks for a version other than the one that we hold.
func (cond Conditional) header() http.Header {
	h := http.Header{}
	if cond.ETag != "" {
		h.Set("If-None-Match", cond.ETag)
	}
	if cond.Modified != "" {
		h.Set("If-Modified-Since", cond.Modified)
	}
	return h
}

// apiKey marks requests to a documented interface, which its terms rule and
// not robots.txt.
type apiKey struct{}

// withAPI makes a context whose requests do not ask robots.txt.
func withAPI(ctx context.Context) context.Context { return context.WithValue(ctx, apiKey{}, true) }

// ask is Get with headers, and gives those of the answer too.
func (c *Client) ask(ctx context.Context, address string, header http.Header) (*press.Response, http.Header, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, nil, &press.Invalid{Field: "url", Why: fmt.Sprintf("adresu %q nie da się odczytać", address)}
	}
	for name, values := range header {
		req.Header[name] = values
	}
	res, err := c.http().Do(req)
	if err != nil {
		return nil, nil, troubled(address, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, nil, troubled(address, err)
	}
	final := res.Request.URL.String()
	if t := statusTrouble(res.StatusCode); t != press.NoTrouble {
		return nil, res.Header, &Error{Trouble: t, Status: res.StatusCode, URL: final, RetryAfter: c.retryAfter(res.Header), Err: errors.New(res.Status)}
	}
	return &press.Response{
		URL: final, Status: res.StatusCode, Type: res.Header.Get("Content-Type"),
		ETag: res.Header.Get("ETag"), Modified: res.Header.Get("Last-Modified"),
		Body: body, SHA256: sha256.Sum256(body),
	}, res.Header, nil
}

// http is a client that follows redirects through RoundTrip.
func (c *Client) http() *http.Client {
	return &http.Client{Transport: c, CheckRedirect: func(req *http.Request, via []*http.Request) error {
		if len(via) >= maxRedirects {
			return trouble(press.TroubleStatus, req.URL.String(), "more than %d redirects", maxRedirects)
		}
		// A redirect elsewhere must not take keys along.
		if from := via[len(via)-1].URL; from.Host != req.URL.Host {
			req.Header.Del("Authorization")
		}
		return nil
	}}
}

// RoundTrip carries out one request: robots.txt, the host's turn and pause,
// the answer read whole within the limits. The error is an *Error.
func (c *Client) RoundTrip(req *http.Request) (*http.Response, error) {
	address := req.URL.String()
	if s := req.URL.Scheme; s != "http" && s != "https" {
		return nil, trouble(press.TroubleGuard, address, "scheme %q", s)
	}
	ctx := req.Context()
	if ctx.Value(apiKey{}) == nil {
		rules, err := c.rules(ctx, req.URL)
		if err != nil {
			return nil, err
		}
		if !rules.allows(req.URL) {
			return nil, trouble(press.TroubleRobots, address, "robots.txt: Disallow")
		}
		return c.turn(req, rules.delay)
	}
	return c.turn(req, 0)
}

// turn waits for the host's turn and sends the request.
func (c *Client) turn(req *http.Request, delay time.Duration) (*http.Response, error) {
	address := req.URL.String()
	h := c.hosts.get(hostKey(req.URL))
	defer c.hosts.put(h)
	if err := h.enter(req.Context()); err != nil {
		return nil, troubled(address, err)
	}
	defer h.leave()
	now := c.opts.Now()
	if d := h.next.Sub(now); d > 0 {
		if d > c.longest(req.Context()) {
			return nil, &Error{Trouble: cmp.Or(h.why, press.Trouble429), URL: address, RetryAfter: d, Err: errors.New("the host asked to be left alone until " + h.next.UTC().Format(time.RFC3339))}
		}
		if err := c.opts.Wait(req.Context(), d); err != nil {
			return nil, troubled(address, err)
		}
	}
	res, err := c.send(req)
	h.settle(c.opts.Now(), max(c.opts.Pause, delay, 0), c.retryHint(res))
	if err != nil {
		return nil, troubled(address, err)
	}
	return res, nil
}

// patientKey marks requests that may wait longer for their turn.
type patientKey struct{}

// patience is how long they may: a Crawl-delay of two minutes.
const patience = 2 * time.Minute

// withPatience makes a context for a rare run of many requests to one host,
// which a Crawl-delay would otherwise break off after the first.
func withPatience(ctx context.Context) context.Context {
	return context.WithValue(ctx, patientKey{}, true)
}

// longest is how long a request may wait its turn.
func (c *Client) longest(ctx context.Context) time.Duration {
	if ctx.Value(patientKey{}) != nil {
		return max(c.opts.MaxWait, patience)
	}
	return c.opts.MaxWait
}

// send makes the one request and reads the answer within the limits.
func (c *Client) send(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeoutCause(req.Context(), c.opts.Timeout, errSlow)
	defer cancel()
	out := req.Clone(ctx)
	out.Header.Set("User-Agent", c.agent)
	// No brotli: who is not asked for it does not send it, lists and pages are
	// small and mostly unchanged, and one decoder fewer reads strangers' bytes.
	out.Header.Set("Accept-Encoding", "gzip, deflate")
	if out.Header.Get("Accept") == "" || out.Header.Get("Accept") == "*/*" {
		out.Header.Set("Accept", "application/atom+xml, application/rss+xml, application/feed+json, text/html;q=0.9, application/xml;q=0.9, */*;q=0.5")
	}
	if out.Header.Get("Accept-Language") == "" {
		out.Header.Set("Accept-Language", "pl, en;q=0.5")
	}
	res, err := c.base.RoundTrip(out)
	if err != nil {
		return nil, c.told(ctx, err)
	}
	defer res.Body.Close()
	body, err := c.read(res)
	if err != nil {
		return nil, c.told(ctx, err)
	}
	res.Request = req
	res.Body = io.NopCloser(bytes.NewReader(body))
	res.ContentLength = int64(len(body))
	res.Header.Del("Content-Encoding")
	res.Header.Del("Content-Length")
	res.Uncompressed = true
	return res, nil
}

var errSlow = errors.New("the answer did not come whole in time")

// told puts the reason of our own deadline, or of the guard, in place of what
// the network made of it.
func (c *Client) told(ctx context.Context, err error) error {
	var known *Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(context.Cause(ctx), errSlow):
		return &Error{Trouble: press.TroubleSlow, Err: fmt.Errorf("%w (%s)", errSlow, c.opts.Timeout)}
	case errors.Is(err, errGuard):
		return &Error{Trouble: press.TroubleGuard, Err: err}
	}
	return err
}

// retryAfter reads Retry-After: seconds or a date (RFC 9110, 10.2.3), at most
// a day; 0 when the header says nothing.
func (c *Client) retryAfter(h http.Header) time.Duration {
	v := strings.TrimSpace(h.Get("Retry-After"))
	if v == "" {
		return 0
	}
	if s, err := strconv.ParseFloat(v, 64); err == nil && s >= 0 {
		return time.Duration(min(s, 86400) * float64(time.Second))
	}
	if at, err := http.ParseTime(v); err == nil {
		return min(max(at.Sub(c.opts.Now()), 0), 24*time.Hour)
	}
	return 0
}

// hint is how a host asks to be left alone.
type hint struct {
	trouble press.Trouble
	after   time.Duration
	failed  bool // asked to slow down without saying for how long
}

func (c *Client) retryHint(res *http.Response) hint {
	if res == nil {
		return hint{}
	}
	switch res.StatusCode {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		after := c.retryAfter(res.Header)
		return hint{trouble: statusTrouble(res.StatusCode), after: after, failed: after == 0 && res.StatusCode == http.StatusTooManyRequests}
	}
	return hint{}
}

// hostKey names a host for politeness: both standard ports are one host.
func hostKey(u *url.URL) string {
	host, port := strings.ToLower(u.Hostname()), u.Port()
	if port == "" || port == "80" || port == "443" {
		return host
	}
	return host + ":" + port
}
