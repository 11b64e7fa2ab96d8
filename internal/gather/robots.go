package gather

import (
	"bytes"
	"container/list"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// Limits of RFC 9309: 2.5 asks for at least 500 KiB to be read, 2.4 for a cache
// of at most a day.
const (
	robotsBytes   = 512 << 10
	robotsAge     = 24 * time.Hour
	robotsRetry   = 15 * time.Minute // after several failures; less after the first
	robotsSoon    = 45 * time.Second // after the first
	maxCrawlDelay = 10 * time.Minute // a longer one is a mistake of units
)

// rules are what one robots.txt says to us.
type rules struct {
	group    *robotstxt.Group // nil: all is allowed
	delay    time.Duration
	sitemaps []string
	err      *Error // the file could not be asked for: nothing is allowed
	failures int    // in a row, this one included
	until    time.Time
}

// allows tells whether an address may be asked for.
func (r *rules) allows(u *url.URL) bool {
	return r.group == nil || u.Path == "/robots.txt" || r.group.Test(u.RequestURI())
}

// parseRobots reads a robots.txt as it concerns the agent. It never fails: a
// file that makes no sense forbids nothing.
func parseRobots(raw []byte, agent string) *rules {
	data, err := robotstxt.FromBytes(sane(raw[:min(len(raw), robotsBytes)]))
	if err != nil {
		return &rules{}
	}
	name, _, _ := strings.Cut(agent, "/")
	r := &rules{group: data.FindGroup(name), sitemaps: data.Sitemaps}
	if r.group != nil {
		r.delay = min(max(r.group.CrawlDelay, 0), maxCrawlDelay)
	}
	return r
}

// sane keeps the lines of a robots.txt that mean something: one odd line (a
// delay in words, an HTML remark) must not void the file.
func sane(raw []byte) []byte {
	text, _ := polish.Decode(raw, "text/plain; charset=utf-8")
	var b bytes.Buffer
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if !ok || len(value) > 2048 {
			continue
		}
		switch key {
		case "user-agent", "sitemap":
			if value == "" {
				continue
			}
		case "allow", "disallow":
		case "crawl-delay":
			value = strings.TrimSuffix(strings.ReplaceAll(value, ",", "."), "s")
			if d, err := strconv.ParseFloat(value, 64); err != nil || d < 0 || d > 1e6 {
				continue
			}
		default:
			continue
		}
		fmt.Fprintf(&b, "%s: %s\n", key, value)
	}
	return b.Bytes()
}

// robotsCache keeps the rules of a bounded number of origins.
type robotsCache struct {
	mu   sync.Mutex
	max  int
	by   map[string]*robotsEntry
	used *list.List // of origins, the last used at the front
}

type robotsEntry struct {
	place *list.Element
	busy  chan struct{} // one token: whoever asks the server
	mu    sync.Mutex
	rules *rules
}

func newRobotsCache(n int) *robotsCache {
	return &robotsCache{max: n, by: map[string]*robotsEntry{}, used: list.New()}
}

func (rc *robotsCache) entry(origin string) *robotsEntry {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	if e := rc.by[origin]; e != nil {
		rc.used.MoveToFront(e.place)
		return e
	}
	if len(rc.by) >= rc.max {
		if last := rc.used.Back(); last != nil {
			rc.used.Remove(last)
			delete(rc.by, last.Value.(string))
		}
	}
	e := &robotsEntry{place: rc.used.PushFront(origin), busy: make(chan struct{}, 1)}
	rc.by[origin] = e
	return e
}

func (e *robotsEntry) fresh(now time.Time) *rules {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.rules != nil && now.Before(e.rules.until) {
		return e.rules
	}
	return nil
}

// keep remembers an answer; a failure the longer the more of them came in a
// row, so that a server which is up a minute later is not missed for long.
func (e *robotsEntry) keep(r *rules, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if r.err != nil {
		r.failures = 1
		if e.rules != nil {
			r.failures += e.rules.failures
		}
		r.until = now.Add(max(min(robotsSoon<<min(r.failures-1, 8), robotsRetry), r.err.RetryAfter))
	}
	e.rules = r
}

// rules answers what the host's robots.txt says, from the cache or the server.
func (c *Client) rules(ctx context.Context, u *url.URL) (*rules, error) {
	origin := u.Scheme + "://" + strings.ToLower(u.Host)
	e := c.robots.entry(origin)
	r := e.fresh(c.opts.Now())
	if r == nil {
		select {
		case e.busy <- struct{}{}:
			defer func() { <-e.busy }()
		case <-ctx.Done():
			return nil, troubled(u.String(), ctx.Err())
		}
		if r = e.fresh(c.opts.Now()); r == nil {
			r = c.askRobots(ctx, origin)
			if ctx.Err() != nil {
				return nil, troubled(u.String(), ctx.Err())
			}
			e.keep(r, c.opts.Now())
		}
	}
	if r.err != nil {
		told := *r.err
		told.URL = u.String()
		return nil, &told
	}
	return r, nil
}

// askRobots follows RFC 9309, 2.3.1: success is parsed; 4xx means no rules;
// 5xx and a server that cannot be reached mean that nothing may be asked, for
// which the trouble of the server is the better word than "robots".
func (c *Client) askRobots(ctx context.Context, origin string) *rules {
	now := c.opts.Now()
	address := origin + "/robots.txt"
	res, err := c.getRobots(ctx, address)
	var told *Error
	switch {
	case err == nil:
		r := parseRobots(res, c.agent)
		r.until = now.Add(robotsAge)
		return r
	case errors.As(err, &told) && told.Trouble == press.Trouble429:
		told.RetryAfter = max(told.RetryAfter, time.Minute)
		return &rules{err: told}
	case errors.As(err, &told) && told.Status >= 400 && told.Status < 500,
		told != nil && (told.Trouble == press.TroubleStatus || told.Trouble == press.TroubleBig):
		return &rules{until: now.Add(robotsAge)}
	}
	return &rules{err: troubled(address, err)}
}

// getRobots asks for robots.txt itself, with at least five redirects (2.3.1.2),
// each hop guarded but none asked for its own robots.txt.
func (c *Client) getRobots(ctx context.Context, address string) ([]byte, error) {
	req, err := http.NewRequestWithContext(withAPI(ctx), http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "text/plain, */*;q=0.5")
	res, err := c.http().Do(req)
	if err != nil {
		return nil, troubled(address, err)
	}
	defer res.Body.Close()
	if t := statusTrouble(res.StatusCode); t != press.NoTrouble {
		return nil, &Error{Trouble: t, Status: res.StatusCode, URL: address, RetryAfter: c.retryAfter(res.Header), Err: errors.New("robots.txt: " + res.Status)}
	}
	// An HTML page for an answer is a site without robots.txt.
	body, err := io.ReadAll(io.LimitReader(res.Body, robotsBytes))
	if strings.Contains(res.Header.Get("Content-Type"), "html") {
		return nil, err
	}
	return body, err
}

// Sitemaps lists the sitemaps that the robots.txt of an address names, as far
// as the file has been read already.
func (c *Client) Sitemaps(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	if r := c.robots.entry(u.Scheme + "://" + strings.ToLower(u.Host)).fresh(c.opts.Now()); r != nil {
		return r.sitemaps
	}
	return nil
}

// A Verdict is what robots.txt says of one address.
type Verdict struct {
	Allowed  bool
	Delay    time.Duration // Crawl-delay; 0 when none
	Sitemaps []string
}

// Robots asks whether an address may be fetched, and how often the host wants
// to be asked.
func (c *Client) Robots(ctx context.Context, address string) (Verdict, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return Verdict{}, &press.Invalid{Field: "url", Why: fmt.Sprintf("adresu %q nie da się odczytać", address)}
	}
	r, err := c.rules(ctx, u)
	if err != nil {
		return Verdict{}, err
	}
	return Verdict{Allowed: r.allows(u), Delay: r.delay, Sitemaps: r.sitemaps}, nil
}
