package town_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"

	"prasowka/internal/town"
)

func TestFaultsThatAreAnAnswer(t *testing.T) {
	tw := open(t, town.Options{})
	home := tw.Outlets()[0].Home
	for _, tt := range []struct {
		fault  town.Fault
		status int
		header string // name=value
		body   string
	}{
		{town.Forbidden, 403, "", "403"},
		{town.TooMany, 429, "Retry-After=120", ""},
		{town.ServerError, 500, "", ""},
		{town.Unavailable, 503, "Retry-After=60", ""},
		{town.NotFound, 404, "", ""},
		{town.ErrorPage, 200, "", "nie udało się połączyć z bazą danych"},
		{town.Maintenance, 200, "", "Przerwa techniczna"},
		{town.CookieWall, 200, "", "zaufani partnerzy"},
		{town.RedirectMetadata, 302, "Location=http://169.254.169.254/latest/meta-data/", ""},
		{town.RedirectLoop, 302, "", ""},
		{town.Laughs, 200, "", "<!ENTITY lol10"},
		{town.Garbage, 200, "", ""},
		{town.HTMLFeed, 200, "", "<!DOCTYPE html>"},
	} {
		if err := tw.Break("glos", tt.fault); err != nil {
			t.Fatal(err)
		}
		res := get(t, home+"feed/")
		if res.status != tt.status || !strings.Contains(string(res.body), tt.body) {
			t.Errorf("%s: %d %.80q", tt.fault, res.status, res.body)
		}
		if name, want, ok := strings.Cut(tt.header, "="); ok && res.header.Get(name) != want {
			t.Errorf("%s: %s is %q", tt.fault, name, res.header.Get(name))
		}
		if robots := get(t, home+"robots.txt"); robots.status != 200 {
			t.Errorf("%s: robots.txt fails too: %d", tt.fault, robots.status)
		}
	}
	if got := tw.Broken()["glos"]; got != town.HTMLFeed {
		t.Errorf("Broken: %q", got)
	}
	if err := tw.Mend("glos"); err != nil {
		t.Fatal(err)
	}
	if res := get(t, home+"feed/"); res.status != 200 || !strings.Contains(string(res.body), "<rss") {
		t.Errorf("mended: %d", res.status)
	}
	if err := tw.Break("nie-ma", town.Forbidden); err == nil {
		t.Error("an unknown outlet could be broken")
	}
}

func TestFaultsOfFeeds(t *testing.T) {
	now := noon
	tw := open(t, town.Options{Now: func() time.Time { return now }})
	url := tw.Outlets()[0].Home + "feed/"
	read := func(f town.Fault) *gofeed.Feed {
		t.Helper()
		if err := tw.Break("glos", f); err != nil {
			t.Fatal(err)
		}
		feed, err := gofeed.NewParser().ParseString(string(get(t, url).body))
		if err != nil {
			t.Fatalf("%q: %v", f, err)
		}
		return feed
	}
	healthy := read(town.Healthy)
	if n := len(read(town.FeedEmpty).Items); n != 0 {
		t.Errorf("empty feed has %d items", n)
	}
	for _, it := range read(town.FeedRedated).Items {
		if !it.PublishedParsed.Equal(now.Add(-time.Minute)) {
			t.Errorf("re-dated item says %v", it.PublishedParsed)
		}
	}
	first := read(town.FeedNewGUIDs)
	now = now.Add(2 * time.Minute)
	if second := read(town.FeedNewGUIDs); first.Items[0].GUID == second.Items[0].GUID || first.Items[0].Link != healthy.Items[0].Link {
		t.Error("guids did not change, or links did")
	}
	if err := tw.Break("glos", town.FeedTruncated); err != nil {
		t.Fatal(err)
	}
	if body := string(get(t, url).body); strings.Contains(body, "</rss>") || !strings.Contains(body, "<item>") {
		t.Error("the feed is not cut short")
	}
}

// reading opens a faulty page and reads at most n bytes of it.
func reading(t *testing.T, url string, n int64, wait time.Duration) ([]byte, http.Header, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), wait)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", "gzip") // so that the transport leaves the body packed
	res, err := client.Do(req)
	if err != nil {
		return nil, nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, n))
	return body, res.Header, err
}

func TestFaultsThatCost(t *testing.T) {
	tw := open(t, town.Options{})
	home := tw.Outlets()[0].Home
	set := func(f town.Fault) {
		if err := tw.Break("glos", f); err != nil {
			t.Fatal(err)
		}
	}
	set(town.HugeBody)
	body, header, err := reading(t, home, 1<<20, 10*time.Second)
	if err != nil || len(body) != 1<<20 || header.Get("Content-Length") != "3221225472" {
		t.Errorf("huge body: %d bytes, %v", len(body), err)
	}
	set(town.GzipBomb)
	body, header, err = reading(t, home, 1<<14, 10*time.Second)
	if header.Get("Content-Encoding") != "gzip" || err != nil {
		t.Fatalf("gzip bomb: %v %v", header, err)
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := io.Copy(io.Discard, z); n < 1<<20 { // the end is missing on purpose
		t.Errorf("16 KiB of the bomb hold only %d bytes", n)
	}
	set(town.Drip)
	if body, _, err = reading(t, home, 1<<20, 300*time.Millisecond); !errors.Is(err, context.DeadlineExceeded) || len(body) > 3 {
		t.Errorf("drip: %d bytes, %v", len(body), err)
	}
	set(town.Stall)
	if _, _, err = reading(t, home, 1, 200*time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("stall: %v", err)
	}
	set(town.Cut)
	if _, _, err = reading(t, home, 1<<20, 5*time.Second); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("cut: %v", err)
	}
}

func TestMislabelledOutletSendsOldBytes(t *testing.T) {
	tw := open(t, town.Options{})
	a, err := tw.Article("g24/skazona-woda-zatorze")
	if err != nil {
		t.Fatal(err)
	}
	if err := tw.Break("g24", town.Mislabelled); err != nil {
		t.Fatal(err)
	}
	res := get(t, a.URL)
	if res.header.Get("Content-Type") != "text/html; charset=utf-8" || utf8.Valid(res.body) || !bytes.Contains(res.body, []byte("Mieszka\xf1cy Zatorza")) {
		t.Errorf("mislabelled page: %q %v", res.header.Get("Content-Type"), utf8.Valid(res.body))
	}
}

func TestEncodingsAreAsClaimed(t *testing.T) {
	tw := open(t, town.Options{})
	for _, a := range tw.Articles() {
		body := get(t, a.URL).body
		switch a.Outlet {
		case "echo", "tygodnik":
			if utf8.Valid(body) {
				t.Errorf("%s: UTF-8 where an old charset is declared", a.ID)
			}
			if page := decode(t, a.Outlet, body); !strings.ContainsAny(page, "ąęłśżź") || strings.ContainsRune(page, utf8.RuneError) {
				t.Errorf("%s: Polish letters are lost", a.ID)
			}
		default:
			if !utf8.Valid(body) {
				t.Errorf("%s: not UTF-8", a.ID)
			}
		}
	}
}

func TestTownClosesWhileFaultsHang(t *testing.T) {
	tw := open(t, town.Options{})
	if err := tw.Break("glos", town.Stall); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() {
		res, err := client.Get(tw.Outlets()[0].Home)
		if err == nil {
			err = res.Body.Close()
		}
		done <- err
	}()
	for log, _ := tw.Requests("glos"); len(log) > 0; { // nothing is logged before the answer
		t.Fatal("the stalled request was answered")
	}
	if err := tw.Close(); err != nil {
		t.Fatal(err)
	}
	<-done
}
