package town_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/mmcdole/gofeed"
	"github.com/temoto/robotstxt"
	"go.uber.org/goleak"
	"golang.org/x/net/html"
	"golang.org/x/text/encoding/charmap"

	"prasowka/internal/press"
	"prasowka/internal/town"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// noon is the fixed start of the tests' towns: a Monday.
var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// open starts a town whose clock stands still.
func open(t *testing.T, opts town.Options) *town.Town {
	t.Helper()
	if opts.Now == nil {
		opts.Now = func() time.Time { return noon }
	}
	tw, err := town.Start(context.Background(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := tw.Close(); err != nil {
			t.Error(err)
		}
	})
	return tw
}

// client keeps no connection, so that goleak sees only the town.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 20 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

type answer struct {
	status int
	header http.Header
	body   []byte
}

func get(t *testing.T, url string, header ...string) answer {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("User-Agent", "prasowka-test/1")
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return answer{res.StatusCode, res.Header, body}
}

// decode reads a page in the charset that its outlet declares.
func decode(t *testing.T, outlet string, body []byte) string {
	t.Helper()
	cm := map[string]*charmap.Charmap{"echo": charmap.Windows1250, "tygodnik": charmap.ISO8859_2}[outlet]
	if cm == nil {
		if !utf8.Valid(body) {
			t.Errorf("%s: not UTF-8", outlet)
		}
		return string(body)
	}
	out, err := cm.NewDecoder().Bytes(body)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestEveryPageIsServedAsWritten(t *testing.T) {
	tw := open(t, town.Options{})
	for _, a := range tw.Articles() {
		res := get(t, a.URL)
		if res.status != 200 {
			t.Errorf("%s: status %d", a.ID, res.status)
			continue
		}
		page := decode(t, a.Outlet, res.body)
		if _, err := html.Parse(strings.NewReader(page)); err != nil {
			t.Errorf("%s: %v", a.ID, err)
		}
		if strings.Contains(page, "ZgotmplZ") || strings.Contains(page, "<no value>") {
			t.Errorf("%s: the template could not place a value", a.ID)
		}
		for _, word := range strings.Fields(a.Title) {
			if word = strings.Trim(word, `„”",.?!:–…`); !strings.Contains(page, html.EscapeString(word)) {
				t.Errorf("%s: the page does not hold %q of the title", a.ID, word)
			}
		}
	}
}

func TestTextsAreGood(t *testing.T) {
	tw := open(t, town.Options{})
	all := tw.Articles()
	if len(all) < 20 {
		t.Errorf("only %d articles", len(all))
	}
	titles := map[string]string{}
	for _, a := range all {
		if n := len([]rune(a.Text)); n < 200 && a.Genre != "krótko" {
			t.Errorf("%s: only %d characters", a.ID, n)
		}
		if !strings.ContainsAny(a.Text, "ąćęłńóśźż") {
			t.Errorf("%s: no Polish letter", a.ID)
		}
		if strings.ContainsAny(a.Title+a.Text, "{}") || strings.Contains(a.Text, "  ") {
			t.Errorf("%s: unfilled mark or double space in %q", a.ID, a.Title)
		}
		if other := titles[a.Title]; other != "" {
			t.Errorf("%s and %s have the same title", a.ID, other)
		}
		titles[a.Title] = a.ID
		for _, p := range a.Planted {
			if !strings.Contains(a.Title+"\n"+a.Text, p.Quote) {
				t.Errorf("%s: planted %q is not in the text", a.ID, p.Quote)
			}
		}
	}
}

func TestFeedsAreValid(t *testing.T) {
	tw := open(t, town.Options{})
	feeds := map[string]string{"glos": "/feed/", "kurier": "/?format=feed&type=rss", "g24": "/rss/atom.xml", "nadjeziorem": "/rss.xml", "obserwator": "/feed.json",
		"radio": "/podcast.xml", "pai": "/rss/wszystkie.xml", "miasto": "/feed.json", "bip": "/rss.xml", "sandacz": "/feeds/posts/default", "gmina": "/feed/", "tygodnik": "/backend.php"}
	for _, o := range tw.Outlets() {
		path, ok := feeds[o.ID]
		if !ok {
			continue
		}
		res := get(t, strings.TrimSuffix(o.Home, "/")+path)
		body := decode(t, o.ID, res.body)
		body = strings.Replace(body, `encoding="ISO-8859-2"`, `encoding="UTF-8"`, 1)
		feed, err := gofeed.NewParser().ParseString(body)
		if err != nil {
			t.Errorf("%s: %v", o.ID, err)
			continue
		}
		for _, it := range feed.Items {
			if it.Title == "" || !strings.HasPrefix(it.Link, "http://127.0.0.1:") || it.PublishedParsed == nil || it.PublishedParsed.After(noon) {
				t.Errorf("%s: item %q %q %v", o.ID, it.Title, it.Link, it.PublishedParsed)
			}
			if o.ID == "radio" && len(it.Enclosures) != 1 {
				t.Errorf("radio: %q has no sound", it.Title)
			}
		}
	}
}

func TestRobotsAndSitemaps(t *testing.T) {
	tw := open(t, town.Options{})
	homes := map[string]string{}
	for _, o := range tw.Outlets() {
		homes[o.ID] = strings.TrimSuffix(o.Home, "/")
		res := get(t, homes[o.ID]+"/robots.txt")
		if _, err := robotstxt.FromBytes(res.body); err != nil || res.status != 200 {
			t.Errorf("%s: robots.txt: %d %v", o.ID, res.status, err)
		}
	}
	bip := get(t, homes["bip"]+"/robots.txt")
	if !strings.Contains(string(bip.body), "Crawl-delay: 1") || !strings.Contains(string(bip.body), "Disallow: /wyszukiwarka/") {
		t.Errorf("bip robots: %s", bip.body)
	}
	index := string(get(t, homes["glos"]+"/wp-sitemap.xml").body)
	if !strings.Contains(index, "<sitemapindex") || !strings.Contains(index, "/wp-sitemap-2026-11.xml") {
		t.Errorf("glos sitemap index: %s", index)
	}
	if month := string(get(t, homes["glos"]+"/wp-sitemap-2026-11.xml").body); !strings.Contains(month, "<urlset") {
		t.Errorf("glos month: %s", month)
	}
	if gz := get(t, homes["miasto"]+"/sitemap.xml.gz"); len(gz.body) < 2 || gz.body[0] != 0x1f || gz.body[1] != 0x8b {
		t.Error("miasto: sitemap is not gzip")
	}
	if news := string(get(t, homes["g24"]+"/sitemap-news.xml").body); !strings.Contains(news, "news:publication_date") {
		t.Errorf("g24 news sitemap: %s", news)
	}
}

func TestSilentEditLeavesNoTrace(t *testing.T) {
	tw := open(t, town.Options{})
	before, err := tw.Article("g24/most-drozszy")
	if err != nil {
		t.Fatal(err)
	}
	if err := tw.Edit(before.ID, "52,7 mln zł", "47,2 mln zł", false); err != nil {
		t.Fatal(err)
	}
	after, err := tw.Article(before.ID)
	if err != nil {
		t.Fatal(err)
	}
	if after.Version != 2 || !after.Modified.IsZero() || strings.Contains(after.Text, "52,7") || len(after.Planted) != 1 {
		t.Errorf("after the edit: %+v", after)
	}
	if page := string(get(t, after.URL).body); strings.Contains(page, "52,7") || !strings.Contains(page, "47,2 mln") {
		t.Error("the page still has the old sum")
	}
	if err := tw.Edit("g24/nie-ma", "a", "b", false); err == nil {
		t.Error("an unknown article could be edited")
	}
}

func TestDeletedArticleIsGone(t *testing.T) {
	tw := open(t, town.Options{})
	a, err := tw.Publish(town.Article{ID: "glos/probny", Outlet: "glos", Title: "Próbny tekst", Text: "Zażółć gęślą jaźń."})
	if err != nil {
		t.Fatal(err)
	}
	if res := get(t, a.URL); res.status != 200 || !strings.Contains(string(res.body), "Zażółć gęślą jaźń.") {
		t.Errorf("published: %d", res.status)
	}
	if _, err := tw.Publish(a); err == nil {
		t.Error("the same article could be published twice")
	}
	if err := tw.Delete(a.ID); err != nil {
		t.Fatal(err)
	}
	if res := get(t, a.URL); res.status != http.StatusGone {
		t.Errorf("deleted: %d", res.status)
	}
}

func TestConditionalRequestsAndLog(t *testing.T) {
	tw := open(t, town.Options{})
	home := tw.Outlets()[0]
	feed := strings.TrimSuffix(home.Home, "/") + "/feed/"
	first := get(t, feed)
	second := get(t, feed, "If-None-Match", first.header.Get("ETag"))
	if second.status != http.StatusNotModified || len(second.body) != 0 {
		t.Errorf("If-None-Match: %d", second.status)
	}
	third := get(t, feed, "If-Modified-Since", first.header.Get("Last-Modified"))
	if third.status != http.StatusNotModified {
		t.Errorf("If-Modified-Since: %d", third.status)
	}
	log, err := tw.Requests(home.ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(log) != 3 || log[1].IfNoneMatch == "" || log[1].UserAgent != "prasowka-test/1" || log[1].Status != 304 || log[1].Open != 1 {
		t.Errorf("log: %+v", log)
	}
}

func TestTickLivesThroughItsScript(t *testing.T) {
	now := noon
	tw := open(t, town.Options{Now: func() time.Time { return now }})
	seen := map[string]int{}
	for range 200 {
		now = now.Add(5 * time.Second)
		e := tw.Tick()
		seen[e.What]++
		if e.What == "publish" {
			if _, err := tw.Article(e.Article); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, what := range []string{"publish", "edit", "break", "mend", "mislabel", "post"} {
		if seen[what] == 0 {
			t.Errorf("%s never happened: %v", what, seen)
		}
	}
	for _, a := range tw.Articles() {
		if strings.ContainsAny(a.Title+a.Text, "{}") {
			t.Errorf("%s: unfilled slot: %s", a.ID, a.Text)
		}
	}
}

func TestOutletsAreWhole(t *testing.T) {
	tw := open(t, town.Options{})
	charsets := map[press.Medium]int{}
	ids := map[string]bool{}
	for _, o := range tw.Outlets() {
		if ids[o.ID] || o.Name == "" || !strings.HasPrefix(o.Home, "http://127.0.0.1:") || o.Medium == "" || o.Class == "" {
			t.Errorf("outlet %+v", o)
		}
		ids[o.ID] = true
		charsets[o.Medium]++
		if res := get(t, o.Home); res.status != 200 {
			t.Errorf("%s: front page %d", o.ID, res.status)
		}
	}
	if len(ids) < 10 || charsets[press.Radio] == 0 || charsets[press.Print] == 0 || charsets[press.Agency] == 0 || charsets[press.Social] == 0 {
		t.Errorf("outlets: %v", charsets)
	}
	if pic := get(t, tw.Outlets()[0].Home+"zdjecia/1234.jpg"); pic.status != 200 || pic.header.Get("Content-Type") != "image/jpeg" {
		t.Errorf("picture: %d", pic.status)
	}
	for _, s := range tw.Sources() {
		if !ids[s.Outlet] {
			t.Errorf("source %s has no outlet", s.ID)
		}
	}
}
