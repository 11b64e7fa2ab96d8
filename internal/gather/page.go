package gather

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/andybalholm/cascadia"
	"github.com/gocolly/colly/v2"
	"github.com/gocolly/colly/v2/queue"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

func pageKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "page", URL: "adres strony z listą artykułów",
		Doc: "Strona z listą artykułów; listę znajduje po budowie strony albo po selektorach CSS.",
		Params: []ParamInfo{
			{Name: "items", Doc: "selektor CSS jednej pozycji listy; bez niego lista jest szukana"},
			{Name: "link", Doc: "selektor odnośnika w pozycji (domyślnie: pierwszy a[href])"},
			{Name: "title", Doc: "selektor tytułu w pozycji"},
			{Name: "date", Doc: "selektor daty w pozycji"},
			{Name: "next", Doc: "selektor odnośnika do następnej strony listy"},
			{Name: "pages", Doc: "ile stron listy czytać, 1–10 (domyślnie 1)"},
			{Name: "only", Doc: "wyrażenie regularne, które musi pasować do adresu artykułu"},
			{Name: "not", Doc: "wyrażenie regularne, które nie może pasować do adresu artykułu"},
		},
	}, list: listPage}
}

// A recipe is how the listing's own parameters say that it is read.
type recipe struct {
	items, link, title, date, next goquery.Matcher
	pages                          int
}

func newRecipe(params map[string]string) (*recipe, error) {
	r := &recipe{pages: min(max(num(params["pages"]), 1), 10)}
	for _, f := range []struct {
		name string
		to   *goquery.Matcher
	}{{"items", &r.items}, {"link", &r.link}, {"title", &r.title}, {"date", &r.date}, {"next", &r.next}} {
		if params[f.name] == "" {
			continue
		}
		sel, err := cascadia.Compile(params[f.name])
		if err != nil {
			return nil, &press.Invalid{Field: "params." + f.name, Why: fmt.Sprintf("selektora CSS %q nie da się odczytać: %v", params[f.name], err)}
		}
		*f.to = sel
	}
	return r, nil
}

// decoding hands colly pages that are UTF-8 and say so: colly reads neither
// meta tags nor wrong labels.
type decoding struct{ next http.RoundTripper }

// RoundTrip carries out the request and decodes the body.
func (d decoding) RoundTrip(req *http.Request) (*http.Response, error) {
	res, err := d.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil {
		return nil, err
	}
	text, _ := polish.Decode(raw, res.Header.Get("Content-Type"))
	res.Header.Set("Content-Type", "text/html; charset=utf-8")
	res.Body = io.NopCloser(bytes.NewReader([]byte(text)))
	res.ContentLength = int64(len(text))
	return res, nil
}

// listPage crawls the listing, and the pages after it when the source asks for
// more, with a short-lived collector behind our client.
func listPage(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	r, err := newRecipe(src.Params)
	if err != nil {
		return nil, err
	}
	keep, err := addressFilter(src.Params)
	if err != nil {
		return nil, err
	}
	l := &Listing{State: st, URL: src.URL, Kind: "page", Format: "page"}
	var broken error
	crawl, q, err := newCrawl(ctx, c)
	if err != nil {
		return nil, err
	}
	crawl.OnRequest(func(req *colly.Request) {
		if req.URL.String() == src.URL {
			setIf(req.Headers, "If-None-Match", st.ETag)
			setIf(req.Headers, "If-Modified-Since", st.Modified)
		}
	})
	read := 0
	crawl.OnResponse(func(res *colly.Response) {
		if broken == nil {
			broken = l.page(res, r, keep, q, &read, c.opts.Now())
		}
	})
	crawl.OnError(func(res *colly.Response, err error) {
		switch {
		case res != nil && res.StatusCode == http.StatusNotModified && read == 0:
			l.NotModified = true
		case read > 0:
			l.Truncated = true // a later page of the listing failed
		case res != nil && res.StatusCode != 0 && TroubleOf(err) == press.TroubleOther:
			var header http.Header
			if res.Headers != nil {
				header = *res.Headers
			}
			broken = &Error{Trouble: statusTrouble(res.StatusCode), Status: res.StatusCode, URL: src.URL, RetryAfter: c.retryAfter(header), Err: err}
		default:
			broken = troubled(src.URL, err)
		}
	})
	if err := q.AddURL(src.URL); err != nil {
		return nil, &press.Invalid{Field: "url", Why: fmt.Sprintf("adresu %q nie da się odczytać", src.URL)}
	}
	if err := q.Run(crawl); err != nil && broken == nil && read == 0 && !l.NotModified {
		broken = troubled(src.URL, err)
	}
	switch {
	case broken != nil:
		return nil, broken
	case l.NotModified:
		return l, nil
	case ctx.Err() != nil:
		return nil, troubled(src.URL, ctx.Err())
	case len(l.Items) == 0 && len(st.Seen) > 0:
		return nil, trouble(press.TroubleFormat, src.URL, "no list of articles where there was one")
	case len(l.Items) == 0:
		return nil, trouble(press.TroubleEmpty, src.URL, "no list of articles")
	}
	return l, nil
}

func setIf(h *http.Header, name, value string) {
	if value != "" {
		h.Set(name, value)
	}
}

// newCrawl makes a collector that only our client limits, and a queue of one
// thread, so that nothing outlives its run.
func newCrawl(ctx context.Context, c *Client) (*colly.Collector, *queue.Queue, error) {
	crawl := colly.NewCollector(
		colly.StdlibContext(ctx), colly.IgnoreRobotsTxt(), colly.MaxBodySize(0),
		colly.AllowURLRevisit(), colly.UserAgent(c.agent))
	crawl.WithTransport(decoding{c})
	crawl.SetRequestTimeout(c.opts.Timeout + c.opts.MaxWait*2)
	crawl.SetRedirectHandler(func(_ *http.Request, via []*http.Request) error {
		if len(via) >= maxRedirects {
			return errors.New("too many redirects")
		}
		return nil
	})
	q, err := queue.New(1, &queue.InMemoryQueueStorage{MaxSize: 16})
	if err != nil {
		return nil, nil, fmt.Errorf("crawl queue: %w", err)
	}
	return crawl, q, nil
}

// page reads one page of the listing and queues the next.
func (l *Listing) page(res *colly.Response, r *recipe, keep func(string) bool, q *queue.Queue, read *int, now time.Time) error {
	text := string(res.Body)
	address := res.Request.URL.String()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		return &Error{Trouble: press.TroubleParse, URL: address, Err: err}
	}
	*read++
	if *read == 1 {
		l.URL, l.Title = address, plain(doc.Find("title").First().Text())
		l.State.ETag, l.State.Modified = res.Headers.Get("ETag"), res.Headers.Get("Last-Modified")
	}
	base := documentBase(doc, res.Request.URL)
	var items []press.Item
	if r.items != nil {
		items = r.read(doc, base, now)
	} else {
		items = findList(doc, base, now)
	}
	for _, item := range items {
		if keep(item.URL) {
			l.Items = append(l.Items, item)
		}
	}
	if len(l.Items) == 0 {
		if t := pageTrouble(text); t != press.NoTrouble {
			return &Error{Trouble: t, Status: res.StatusCode, URL: address, Err: errors.New("no list of articles")}
		}
	}
	if *read < r.pages {
		if next := r.nextPage(doc, base); next != "" && next != address {
			return q.AddURL(next)
		}
	}
	return nil
}

func documentBase(doc *goquery.Document, address *url.URL) *url.URL {
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u, err := address.Parse(strings.TrimSpace(href)); err == nil && u.Host != "" {
			return u
		}
	}
	return address
}

// read takes the items as the recipe says.
func (r *recipe) read(doc *goquery.Document, base *url.URL, now time.Time) []press.Item {
	var items []press.Item
	doc.FindMatcher(r.items).Each(func(_ int, block *goquery.Selection) {
		link := block.Filter("a[href]").First()
		if link.Length() == 0 {
			link = block.Find("a[href]").First()
		}
		if r.link != nil {
			link = block.FindMatcher(r.link).First()
		}
		href, ok := link.Attr("href")
		if !ok || len(items) >= maxSitemapItems {
			return
		}
		item := press.Item{URL: absolute(base, href), Title: plain(link.Text())}
		if r.title != nil {
			item.Title = plain(block.FindMatcher(r.title).First().Text())
		} else if h := block.Find("h1, h2, h3, h4").First(); h.Length() > 0 {
			item.Title = cmp.Or(plain(h.Text()), item.Title)
		}
		if r.date != nil {
			said := block.FindMatcher(r.date).First()
			item.Published = cmp.Or(stampOf(said), relativeDate(said.Text(), now))
		} else {
			item.Published = blockDate(block, now)
		}
		items = append(items, item)
	})
	return items
}

// nextPage is the address of the next page of the listing.
func (r *recipe) nextPage(doc *goquery.Document, base *url.URL) string {
	sel := doc.Find(`a[rel~="next"], link[rel~="next"], a.next, .next > a, .pagination-next a, a[title="Następna"]`)
	if r.next != nil {
		sel = doc.FindMatcher(r.next)
	}
	href, ok := sel.First().Attr("href")
	if !ok || strings.HasPrefix(href, "#") {
		return ""
	}
	next := absolute(base, href)
	if u, err := url.Parse(next); err != nil || hostKey(u) != hostKey(base) {
		return ""
	}
	return next
}
