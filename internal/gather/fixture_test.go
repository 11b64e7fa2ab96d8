package gather

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"prasowka/internal/press"
)

var update = flag.Bool("update", false, "write what is wanted anew")

// today is the clock of every test.
var today = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// A script is an Internet in a text file: sections named by the request
// ("/feed.xml", "/feed.xml #2" for the second time it is asked), each with a
// status and headers, an empty line, a body. {host} stands for the server.
type script struct {
	mu      sync.Mutex
	answers map[string][]byte
	asked   map[string]int
	log     []string
	host    string
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	uri := r.URL.RequestURI()
	if plain, err := url.QueryUnescape(uri); err == nil {
		uri = plain
	}
	s.asked[uri]++
	s.log = append(s.log, uri)
	raw, ok := s.answers[fmt.Sprintf("%s #%d", uri, s.asked[uri])]
	if !ok {
		raw, ok = s.answers[uri]
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	in := bufio.NewReader(strings.NewReader(strings.ReplaceAll(string(raw), "{host}", s.host)))
	first, _ := in.ReadString('\n')
	status := num(strings.TrimSpace(strings.TrimPrefix(first, "HTTP")))
	header, _ := textproto.NewReader(in).ReadMIMEHeader()
	if etag := header.Get("Etag"); etag != "" && r.Header.Get("If-None-Match") == etag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if need := header.Get("Need-Authorization"); need != "" && r.Header.Get("Authorization") != need {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	for name, values := range header {
		w.Header()[name] = values
	}
	w.WriteHeader(status)
	_, _ = in.WriteTo(w)
}

func serve(t *testing.T, ar *txtar.Archive) (*script, *httptest.Server) {
	t.Helper()
	s := &script{answers: map[string][]byte{}, asked: map[string]int{}}
	for _, f := range ar.Files {
		if strings.HasPrefix(f.Name, "/") {
			s.answers[f.Name] = f.Data
		}
	}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.host = server.URL
	return s, server
}

// testClient asks loopback without pause, on the tests' clock.
func testClient(t testing.TB, change func(*Options)) *Client {
	t.Helper()
	o := Options{
		AllowPrivate: []string{"127.0.0.0/8"}, Pause: -1, Timeout: 5 * time.Second,
		Now: func() time.Time { return today }, Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	if change != nil {
		change(&o)
	}
	c := NewClient(o)
	t.Cleanup(c.Close)
	return c
}

// cpu is the processor time that the tests have taken so far: unlike the
// clock, it does not count what other programs of the machine do.
func cpu(t *testing.T) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func section(ar *txtar.Archive, name string) ([]byte, bool) {
	for _, f := range ar.Files {
		if f.Name == name {
			return f.Data, true
		}
	}
	return nil, false
}

// sourceOf reads the section "source": lines of key: value.
func sourceOf(ar *txtar.Archive, host string) press.Source {
	raw, _ := section(ar, "source")
	src := press.Source{ID: "próba", Params: map[string]string{}}
	for line := range strings.Lines(string(raw)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		value = strings.ReplaceAll(value, "{host}", host)
		switch key {
		case "kind":
			src.Kind = value
		case "url":
			src.URL = value
		default:
			src.Params[key] = value
		}
	}
	return src
}

// golden compares a section with what came out, or writes it.
func golden(t *testing.T, path string, ar *txtar.Archive, name, got string) {
	t.Helper()
	got = strings.TrimRight(got, "\n") + "\n"
	if *update {
		for i := range ar.Files {
			if ar.Files[i].Name == name {
				ar.Files[i].Data = []byte(got)
				writeArchive(t, path, ar)
				return
			}
		}
		ar.Files = append(ar.Files, txtar.File{Name: name, Data: []byte(got)})
		writeArchive(t, path, ar)
		return
	}
	if want, _ := section(ar, name); string(want) != got {
		t.Errorf("%s, %s:\n%s\nwant:\n%s", path, name, got, want)
	}
}

func writeArchive(t *testing.T, path string, ar *txtar.Archive) {
	t.Helper()
	if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
		t.Fatal(err)
	}
}

// show prints a listing for comparison.
func show(l *Listing, err error, host string) string {
	var b strings.Builder
	var e *Error
	var invalid *press.Invalid
	switch {
	case errors.As(err, &e):
		fmt.Fprintf(&b, "trouble: %s %d", e.Trouble, e.Status)
		if e.RetryAfter > 0 {
			fmt.Fprintf(&b, " retry after %s", e.RetryAfter)
		}
	case errors.As(err, &invalid):
		fmt.Fprintf(&b, "invalid: %v", invalid)
	case err != nil:
		fmt.Fprintf(&b, "error: %v", err)
	case l.NotModified:
		b.WriteString("not modified")
	default:
		fmt.Fprintf(&b, "%s (%s) %s", l.Format, l.Kind, l.Title)
		fmt.Fprintf(&b, "\nfresh %d, redated %d, moved %d, truncated %v, cursor %q, etag %q", l.Fresh, l.Redated, l.Moved, l.Truncated, l.State.Cursor, l.State.ETag)
		if l.Hub != "" {
			fmt.Fprintf(&b, "\nhub %s", l.Hub)
		}
		showItems(&b, l.Items)
	}
	return strings.ReplaceAll(b.String(), host, "{host}")
}

func showItems(b *strings.Builder, items []press.Item) {
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return "-"
		}
		return t.UTC().Format(time.RFC3339)
	}
	for _, i := range items {
		fmt.Fprintf(b, "\n\n%s\n  %s\n  %s | %s", i.Title, i.URL, stamp(i.Published), stamp(i.Updated))
		for _, f := range []struct{ name, text string }{{"guid", i.GUID}, {"author", i.Author}, {"summary", strings.ReplaceAll(i.Summary, "\n", " / ")}, {"content", strings.ReplaceAll(i.Content, "\n", " ")}, {"tags", strings.Join(i.Tags, ", ")}} {
			if f.text != "" && f.text != i.URL {
				fmt.Fprintf(b, "\n  %s: %s", f.name, f.text)
			}
		}
		for _, m := range i.Media {
			fmt.Fprintf(b, "\n  media: %s %s %d", m.URL, m.Type, m.Length)
		}
		if p := i.Post; p != nil {
			fmt.Fprintf(b, "\n  post: %s %s replies %d shares %d likes %d", p.Network, p.Handle, p.Replies, p.Shares, p.Likes)
			if p.ReplyTo != "" {
				fmt.Fprintf(b, " to %s", p.ReplyTo)
			}
		}
	}
}

// TestKinds asks each source in testdata/kinds as often as there are wanted
// listings, the state carried along.
func TestKinds(t *testing.T) {
	t.Setenv("TEST_GATHER_TOKEN", "klucz")
	paths, _ := filepath.Glob("testdata/kinds/*.txtar")
	covered := map[string]bool{}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, server := serve(t, ar)
			src := sourceOf(ar, server.URL)
			covered[src.Kind] = true
			c := testClient(t, nil)
			var st State
			for n := 1; ; n++ {
				name := fmt.Sprintf("want %d", n)
				if _, ok := section(ar, name); !ok {
					if n == 1 {
						t.Fatal("no section \"want 1\"")
					}
					return
				}
				l, err := List(context.Background(), c, src, st)
				golden(t, path, ar, name, show(l, err, server.URL))
				if err == nil {
					st = l.State
				}
			}
		})
	}
	for _, k := range Kinds() {
		if !covered[k.Name] {
			t.Errorf("kind %s has no fixture in testdata/kinds", k.Name)
		}
		if k.Doc == "" || !strings.HasSuffix(k.Doc, ".") || k.URL == "" {
			t.Errorf("kind %s has no line of documentation", k.Name)
		}
		for _, p := range k.Params {
			if p.Name == "" || p.Doc == "" {
				t.Errorf("kind %s: parameter %q has no line of documentation", k.Name, p.Name)
			}
		}
	}
}
