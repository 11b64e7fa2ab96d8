package main

import (
	"bufio"
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"prasowka/internal/gather"
	"prasowka/internal/press"
)

// TestTryProposes: a source found from its home page is printed as YAML to
// paste, with what robots.txt says and one article as read.
func TestTryProposes(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/":
			fmt.Fprint(w, `<html><head><title>Gazeta</title><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body></body></html>`)
		case r.URL.Path == "/rss.xml":
			fmt.Fprint(w, `<rss version="2.0"><channel><title>Gazeta</title>`)
			for i := range 5 {
				fmt.Fprintf(w, `<item><title>Droga numer %d do remontu</title><link>http://%s/a/%d</link><pubDate>Mon, 23 Nov 2026 10:00:00 +0100</pubDate></item>`, i, r.Host, i)
			}
			fmt.Fprint(w, `</channel></rss>`)
		case strings.HasPrefix(r.URL.Path, "/a/"):
			n := strings.TrimPrefix(r.URL.Path, "/a/")
			fmt.Fprintf(w, `<html lang="pl"><head><title>Droga numer %[1]s do remontu</title></head><body><article><h1>Droga numer %[1]s do remontu</h1><p>Miasto wyremontuje drogę numer %[1]s jeszcze w tym roku. Prace potrwają do końca lata, a kierowców czekają objazdy.</p><p>Burmistrz mówi, że to najważniejsza inwestycja dzielnicy numer %[1]s i że pieniądze są już w budżecie.</p></article></body></html>`, n)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	client := gather.NewClient(gather.Options{Contact: "test@example.org", AllowPrivate: []string{"127.0.0.0/8"}, Pause: -1})
	t.Cleanup(func() { client.Close() })
	var b bytes.Buffer
	out := bufio.NewWriter(&b)
	if _, err := trySource(t.Context(), client, press.Source{ID: "gazeta", Kind: "auto", URL: site.URL + "/"}, out); err != nil {
		t.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		t.Fatal(err)
	}
	said := strings.ReplaceAll(b.String(), "\u00a0", " ")
	for _, want := range []string{"robots.txt: wolno pytać", "5 pozycji", "tytuł: Droga numer 0 do remontu", "wspólne na 5 stronach", "keep:", "- article", "sources:", "- kind: feed", "url: " + site.URL + "/rss.xml"} {
		if !strings.Contains(said, want) {
			t.Errorf("no %q in:\n%s", want, said)
		}
	}
}
