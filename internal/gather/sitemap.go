package gather

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

func sitemapKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "sitemap", URL: "adres mapy strony, indeksu map albo mapy wiadomości (też .gz)",
		Doc: "Mapa strony; z indeksu czytane są mapy najświeższe, z mapy najnowsze adresy.",
		Params: []ParamInfo{
			{Name: "only", Doc: "wyrażenie regularne, które musi pasować do adresu"},
			{Name: "not", Doc: "wyrażenie regularne, które nie może pasować do adresu"},
		},
	}, list: listSitemap}
}

// Limits of sitemaps.org are 50,000 addresses and 50 MiB a file; of what we
// keep, a listing.
const (
	maxSitemapURLs  = 50000
	maxSitemapItems = 500
	maxChildMaps    = 4
	sitemapDays     = 14
)

// A siteMap is one sitemap file as read.
type siteMap struct {
	news     bool
	children []siteEntry // when it is an index
	entries  []siteEntry
	cut      bool
}

type siteEntry struct {
	loc, title string
	modified   time.Time
	published  time.Time
	tags       []string
}

// parseSitemap reads a sitemap, a news sitemap or an index; what breaks off is
// kept up to the break. The bytes may be gzip, whatever they are called.
func parseSitemap(raw []byte, contentType string, limit int64) (*siteMap, error) {
	if bytes.HasPrefix(raw, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			return nil, &Error{Trouble: press.TroubleParse, Err: fmt.Errorf("gzip: %w", err)}
		}
		open, err := readUpTo(z, limit)
		var big *Error
		if errors.As(err, &big) {
			return nil, big
		}
		raw = open // a broken end of the stream cuts the map, no more
	}
	text, _ := polish.Decode(raw, contentType)
	text = strings.TrimSpace(legal(text))
	at := sitemapRoot.FindStringIndex(text[:min(len(text), junkBefore)])
	if at == nil {
		if m := plainSitemap(text); m != nil {
			return m, nil
		}
		return nil, &Error{Trouble: cmp.Or(pageTrouble(text), press.TroubleNoFeed), Err: errors.New("no sitemap")}
	}
	return readSitemap(text[at[0]:]), nil
}

var (
	sitemapRoot = regexp.MustCompile(`(?i)<(?:\w+:)?(?:urlset|sitemapindex)[\s>]`)
	lineAddress = regexp.MustCompile(`(?m)^https?://\S+$`)
)

// plainSitemap reads the kind that is a list of addresses, one a line.
func plainSitemap(text string) *siteMap {
	if strings.HasPrefix(text, "<") || strings.HasPrefix(text, "{") {
		return nil
	}
	m := &siteMap{}
	for _, line := range lineAddress.FindAllString(text, maxSitemapURLs) {
		m.entries = append(m.entries, siteEntry{loc: line})
	}
	if len(m.entries) == 0 {
		return nil
	}
	return m
}

func readSitemap(text string) *siteMap {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	m := &siteMap{}
	var entry siteEntry
	var path []string
	var words strings.Builder
	for len(m.entries) < maxSitemapURLs && len(m.children) < maxSitemapURLs {
		token, err := d.Token()
		if err != nil {
			m.cut = err != io.EOF
			return m
		}
		switch t := token.(type) {
		case xml.StartElement:
			name := strings.ToLower(t.Name.Local)
			if len(path) < maxDepth {
				path = append(path, name)
			}
			if name == "url" || name == "sitemap" {
				entry = siteEntry{}
			}
			words.Reset()
		case xml.CharData:
			if words.Len() < 8192 {
				words.Write(t)
			}
		case xml.EndElement:
			parent := ""
			if len(path) > 1 {
				parent = path[len(path)-2]
			}
			m.field(&entry, parent, strings.ToLower(t.Name.Local), strings.TrimSpace(words.String()))
			path = path[:max(len(path)-1, 0)]
			words.Reset()
		}
	}
	m.cut = true
	return m
}

// field takes one element of an entry, or the entry itself at its end.
func (m *siteMap) field(e *siteEntry, parent, name, value string) {
	switch name {
	case "loc":
		if parent == "url" || parent == "sitemap" { // not an image's
			e.loc = value
		}
	case "lastmod":
		e.modified = anyDate(value)
	case "publication_date":
		e.published, m.news = anyDate(value), true
	case "title":
		if parent == "news" {
			e.title = plain(value)
		}
	case "keywords":
		for tag := range strings.SplitSeq(value, ",") {
			if tag = plain(tag); tag != "" {
				e.tags = append(e.tags, tag)
			}
		}
	case "url":
		if isAddress(e.loc) {
			m.entries = append(m.entries, *e)
		}
		*e = siteEntry{}
	case "sitemap":
		if isAddress(e.loc) {
			m.children = append(m.children, *e)
		}
		*e = siteEntry{}
	}
}

func listSitemap(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	keep, err := addressFilter(src.Params)
	if err != nil {
		return nil, err
	}
	res, err := c.Get(ctx, src.URL, Conditional{ETag: st.ETag, Modified: st.Modified})
	if err != nil {
		return nil, err
	}
	l := &Listing{State: st, URL: res.URL, Kind: "sitemap", Format: "sitemap"}
	if res.Status == 304 {
		l.NotModified = true
		return l, nil
	}
	m, err := parseSitemap(res.Body, res.Type, c.opts.MaxBytes)
	if err != nil {
		return nil, located(err, res.URL)
	}
	entries := m.entries
	l.State.ETag, l.State.Modified, l.Truncated = res.ETag, res.Modified, m.cut
	if len(m.children) > 0 {
		l.Format = "sitemap index"
		// An index may stay the same while its maps change.
		l.State.ETag, l.State.Modified = "", ""
		if entries, err = l.childMaps(ctx, c, m.children); err != nil {
			return nil, err
		}
	}
	if m.news {
		l.Format = "news sitemap"
	}
	l.takeEntries(entries, keep, c.opts.Now())
	if len(l.Items) == 0 {
		return nil, trouble(press.TroubleEmpty, res.URL, "%d addresses, none of an article", len(entries))
	}
	return l, nil
}

func located(err error, address string) error {
	var e *Error
	if errors.As(err, &e) {
		e.URL = cmp.Or(e.URL, address)
	}
	return err
}

// addressFilter makes the test of the parameters "only" and "not".
func addressFilter(params map[string]string) (func(string) bool, error) {
	var tests [2]*regexp.Regexp
	for i, name := range []string{"only", "not"} {
		if params[name] == "" {
			continue
		}
		re, err := regexp.Compile(params[name])
		if err != nil {
			return nil, &press.Invalid{Field: "params." + name, Why: fmt.Sprintf("wyrażenia nie da się odczytać: %v", err)}
		}
		tests[i] = re
	}
	return func(address string) bool {
		return (tests[0] == nil || tests[0].MatchString(address)) && (tests[1] == nil || !tests[1].MatchString(address))
	}, nil
}

var (
	newsMap   = regexp.MustCompile(`(?i)news|wiadomosci|aktualnosci|artyk|post|article`)
	boringMap = regexp.MustCompile(`(?i)tag|categor|kategor|author|autor|image|video|page-sitemap|product|user|archiv`)
)

// childMaps reads the maps of an index that promise the newest articles. One
// that fails is passed over; all failing is the failure of the first.
func (l *Listing) childMaps(ctx context.Context, c *Client, children []siteEntry) ([]siteEntry, error) {
	rank := func(e siteEntry) int {
		switch {
		case boringMap.MatchString(e.loc):
			return 2
		case newsMap.MatchString(e.loc):
			return 0
		}
		return 1
	}
	slices.SortStableFunc(children, func(a, b siteEntry) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), b.modified.Compare(a.modified))
	})
	chosen := children[:min(len(children), maxChildMaps)]
	// Engines number their maps; without dates the newest is the first or the last.
	if last := len(children) - 1; last >= maxChildMaps && children[last].modified.IsZero() && rank(children[last]) < 2 {
		chosen = append(slices.Clone(chosen[:maxChildMaps-1]), children[last])
	}
	var all []siteEntry
	var first error
	read := 0
	for _, child := range chosen {
		res, err := c.Get(ctx, child.loc, Conditional{})
		var m *siteMap
		if err == nil {
			m, err = parseSitemap(res.Body, res.Type, c.opts.MaxBytes)
		}
		if err != nil {
			first = cmp.Or(first, located(err, child.loc))
			l.Notes = append(l.Notes, fmt.Sprintf("mapa %s: %s", child.loc, TroubleOf(err).Why()))
			continue
		}
		read++
		if m.news {
			l.Format = "news sitemap"
		}
		l.Truncated = l.Truncated || m.cut
		all = append(all, m.entries...)
	}
	if read == 0 {
		return nil, first
	}
	return all, nil
}

// takeEntries keeps the newest addresses that look like articles. lastmod is no
// date of publication: it tells only what is new.
func (l *Listing) takeEntries(entries []siteEntry, keep func(string) bool, now time.Time) {
	when := func(e siteEntry) time.Time {
		if !e.published.IsZero() {
			return e.published
		}
		return e.modified
	}
	dated := 0
	var good []siteEntry
	for _, e := range entries {
		if !keep(e.loc) || (e.published.IsZero() && articleLike(e.loc) < 0.3) {
			continue
		}
		if !when(e).IsZero() {
			dated++
		}
		good = append(good, e)
	}
	if dated > 0 {
		slices.SortStableFunc(good, func(a, b siteEntry) int { return when(b).Compare(when(a)) })
		fresh := slices.IndexFunc(good, func(e siteEntry) bool { return when(e).Before(now.AddDate(0, 0, -sitemapDays)) })
		if fresh > 0 {
			good = good[:fresh]
		} else if fresh == 0 {
			good = good[:min(len(good), 20)]
		}
	}
	if len(good) > maxSitemapItems {
		good, l.Truncated = good[:maxSitemapItems], true
	}
	for _, e := range good {
		l.Items = append(l.Items, press.Item{URL: e.loc, Title: e.title, Published: e.published, Updated: e.modified, Tags: e.tags})
	}
}
