package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// TestArticleInPages: an article that its outlet cut into three pages is one
// clipping with the whole text.
func TestArticleInPages(t *testing.T) {
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, polish.Warsaw)
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/rss.xml":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Gazeta</title><item><title>Raport o stanie miasta</title><link>http://%s/raport</link><pubDate>%s</pubDate></item></channel></rss>`,
				r.Host, now.Add(-time.Hour).Format(time.RFC1123Z))
		case "/raport":
			part := r.URL.Query().Get("strona")
			if part == "" {
				part = "1"
			}
			text := strings.Repeat("Część "+part+" raportu opisuje drogi, szkoły i parki, z liczbami za trzy ostatnie lata i porównaniem do innych miast. ", 4)
			fmt.Fprintf(w, `<html lang="pl"><head><title>Raport o stanie miasta</title></head><body><article><h1>Raport o stanie miasta</h1><p>%s</p><p>Koniec części %s, w której wymieniono wszystkie jednostki miejskie wraz z ich planami na kolejny rok.</p></article><div><a href="?strona=2">2</a> <a href="?strona=3">3</a></div></body></html>`, text, part)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	place, err := town.Start(context.WithoutCancel(t.Context()), town.Options{Bare: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = place.Close() })
	dir := t.TempDir()
	conf := townConfig(t, place, dir)
	conf.Outlets = []config.Outlet{{ID: "gazeta", Name: "Gazeta", Home: site.URL + "/", Medium: press.Portal, Tier: 1,
		Sources: []config.Source{{Kind: "feed", URL: site.URL + "/rss.xml"}}}}
	d := openDesk(t, dir, conf, func() time.Time { return now })
	if err := d.Step(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, err := d.Store.Clippings(t.Context(), store.ClippingFilter{Limit: 10})
	if err != nil || len(all) != 1 {
		t.Fatalf("%d clippings, %v", len(all), err)
	}
	for _, part := range []string{"1", "2", "3"} {
		if n := strings.Count(all[0].Text, "Koniec części "+part); n != 1 {
			t.Errorf("part %s stands %d times in:\n%s", part, n, all[0].Text)
		}
	}
}
