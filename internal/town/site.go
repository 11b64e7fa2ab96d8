package town

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"prasowka/internal/press"
)

// A site is one outlet's server. Everything it shows is rendered from its
// articles when it is asked.
type site struct {
	*server
	town   *Town
	outlet press.Outlet
	look   layout
	page   *template.Template
	log    ring[Request]

	mu       sync.Mutex
	fault    Fault
	faultAt  time.Time // when it broke
	mislabel bool      // windows-1250 said to be UTF-8

	articles []*Article          // oldest first; under town.mu
	byPath   map[string]*Article // path and identifying query; under town.mu
	numbers  int                 // given out so far; under town.mu
}

// nextNumber is the next article's number; called under town.mu.
func (s *site) nextNumber() int {
	s.numbers++
	return s.numbers
}

// A Request is one line of an outlet's log.
type Request struct {
	At          time.Time // the machine's clock, for pauses between requests
	Method      string
	Path        string // with the query
	UserAgent   string
	IfNoneMatch string
	IfModified  string
	Encoding    string // Accept-Encoding
	Status      int    // 0: the answer was broken off
	Open        int    // requests being served at that moment, this one included
}

// Requests is the newest part of an outlet's log, oldest first.
func (t *Town) Requests(outlet string) ([]Request, error) {
	if outlet == Social {
		return t.social.log.list(), nil
	}
	s, err := t.site(outlet)
	if err != nil {
		return nil, err
	}
	return s.log.list(), nil
}

// add gives an article its addresses on the site; called under town.mu.
func (s *site) add(a *Article) {
	if s.byPath == nil {
		s.byPath = map[string]*Article{}
	}
	s.articles = append(s.articles, a)
	s.byPath[a.Path] = a
	for _, p := range s.look.alsoAt {
		s.byPath[p(a)] = a
	}
}

// document is what a path answers.
type document struct {
	status   int
	kind     string // Content-Type
	body     []byte
	modified time.Time
	gzip     bool   // the file itself is gzip (sitemap.xml.gz)
	location string // of a redirect
	links    string // Link header
}

// ServeHTTP answers as the outlet would, or as its fault makes it.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := &recorder{ResponseWriter: w}
	done := s.log.enter()
	defer func() {
		s.log.add(Request{At: time.Now(), Method: r.Method, Path: r.URL.RequestURI(), UserAgent: r.UserAgent(),
			IfNoneMatch: r.Header.Get("If-None-Match"), IfModified: r.Header.Get("If-Modified-Since"),
			Encoding: r.Header.Get("Accept-Encoding"), Status: rec.status, Open: done()})
	}()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(rec, "405", http.StatusMethodNotAllowed)
		return
	}
	fault := s.faultNow()
	if fault != "" && r.URL.Path != "/robots.txt" && fault.serve(s, rec, r) {
		return
	}
	doc := s.find(r, fault)
	if doc.location != "" {
		http.Redirect(rec, r, doc.location, doc.status)
		return
	}
	s.send(rec, r, doc)
}

// send writes a document with the caching headers and the encoding that the
// outlet uses.
func (s *site) send(w http.ResponseWriter, r *http.Request, doc document) {
	h := w.Header()
	h.Set("Content-Type", doc.kind)
	h.Set("Server", s.look.server)
	if doc.links != "" {
		h.Set("Link", doc.links)
	}
	if doc.status == http.StatusOK && s.look.cached {
		sum := sha256.Sum256(doc.body)
		tag := `"` + hex.EncodeToString(sum[:8]) + `"`
		h.Set("ETag", tag)
		if !doc.modified.IsZero() {
			h.Set("Last-Modified", doc.modified.UTC().Format(http.TimeFormat))
		}
		if unchanged(r, tag, doc.modified) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	body := doc.body
	if !doc.gzip && s.look.zips && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		h.Set("Vary", "Accept-Encoding")
		body = zip(body)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(doc.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the client has gone; nothing to tell it
	}
}

// unchanged is RFC 9110 §13.2.2: If-None-Match wins over If-Modified-Since.
func unchanged(r *http.Request, tag string, modified time.Time) bool {
	if match := r.Header.Get("If-None-Match"); match != "" {
		return strings.Contains(match, tag)
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !modified.IsZero() && !modified.Truncate(time.Second).After(since)
}

// find renders what the outlet has at an address.
func (s *site) find(r *http.Request, fault Fault) document {
	now := s.town.Now()
	s.town.mu.RLock()
	defer s.town.mu.RUnlock()
	path, query := r.URL.Path, r.URL.Query()
	if path == "/robots.txt" {
		return document{status: 200, kind: "text/plain; charset=utf-8", body: []byte(s.robots())}
	}
	if f, ok := s.look.feedAt(path, query); ok {
		return s.feed(f, s.visible(now), now, fault)
	}
	if d, ok := s.sitemap(path, s.visible(now)); ok {
		return d
	}
	if a := s.article(path, query); a != nil && !a.Published.After(now) {
		if a.Gone {
			return s.missing(http.StatusGone, now)
		}
		return s.articlePage(a, now)
	}
	if sec, n, ok := s.look.listingAt(path, query); ok {
		return s.listPage(sec, n, now)
	}
	if doc, ok := s.sound(path); ok {
		return doc
	}
	if doc, ok := s.picture(path); ok {
		return doc
	}
	return s.missing(http.StatusNotFound, now)
}

// article finds an article by path and the query parameters that identify it;
// others (utm_source, fbclid) are ignored as engines do.
func (s *site) article(path string, query url.Values) *Article {
	if a := s.byPath[path]; a != nil {
		return a
	}
	for _, key := range s.look.idParams {
		if v := query.Get(key); v != "" {
			if a := s.byPath[path+"?"+key+"="+v]; a != nil {
				return a
			}
		}
	}
	return nil
}

// visible are the articles that have come out and are still there, newest first.
func (s *site) visible(now time.Time) []*Article {
	out := make([]*Article, 0, len(s.articles))
	for _, a := range s.articles {
		if !a.Gone && !a.Published.After(now) {
			out = append(out, a)
		}
	}
	sortNewest(out)
	return out
}

// soundSize is the length in bytes of every recording of the town.
const soundSize = 4096

// sound answers the radio's recordings: silent MPEG frames.
func (s *site) sound(path string) (document, bool) {
	if !strings.HasSuffix(path, ".mp3") {
		return document{}, false
	}
	frame := append([]byte{0xff, 0xfb, 0x10, 0x64}, make([]byte, 100)...)
	return document{status: 200, kind: "audio/mpeg", body: bytes.Repeat(frame, soundSize/len(frame)+1)[:soundSize]}, true
}

// picture answers the photographs: a lake under a sky, of colours drawn from
// the address.
func (s *site) picture(path string) (document, bool) {
	if !strings.HasPrefix(path, "/zdjecia/") || !strings.HasSuffix(path, ".jpg") {
		return document{}, false
	}
	const width, height = 320, 180
	h := hash(path)
	shore := height/3 + int(h%40)
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		c := color.RGBA{R: uint8(150 + h>>8%60), G: uint8(180 + y/4), B: uint8(200 + h>>16%50), A: 255}
		if y > shore {
			c = color.RGBA{R: uint8(20 + h>>24%40), G: uint8(70 + h>>32%50), B: uint8(90 + (y-shore)/2), A: 255}
		}
		for x := range width {
			img.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		return document{}, false // unreachable: a bytes.Buffer does not fail
	}
	return document{status: 200, kind: "image/jpeg", body: b.Bytes()}, true
}

// encode turns a page into the outlet's charset. The declared charset and the
// bytes agree, unless the outlet has been told to mislabel.
func (s *site) encode(page string) []byte {
	s.mu.Lock()
	wrong := s.mislabel
	s.mu.Unlock()
	cm := charmaps[s.look.charset]
	if wrong {
		cm = charmap.Windows1250
	}
	if cm == nil {
		return []byte(page)
	}
	out, err := encoding.HTMLEscapeUnsupported(cm.NewEncoder()).Bytes([]byte(narrow(page)))
	if err != nil {
		return []byte(page) // unreachable for the town's texts; a test holds it
	}
	return out
}

var charmaps = map[string]*charmap.Charmap{"windows-1250": charmap.Windows1250, "iso-8859-2": charmap.ISO8859_2}

// narrow replaces what the old Polish charsets lack, as old editors did.
func narrow(s string) string { return narrower.Replace(s) }

var narrower = strings.NewReplacer("–", "-", "—", "-", "„", "\"", "”", "\"", "…", "...", "’", "'", "\u00a0", " ",
	"²", "2", "³", "3", "½", "1/2", "€", "EUR", "→", "-", "»", "&gt;&gt;", "«", "&lt;&lt;", "•", "*", "−", "-", "№", "nr", "×", "x")

func (s *site) html(status int, page string, modified time.Time) document {
	kind := "text/html"
	if s.look.charset != "" && !s.look.quietCharset {
		kind += "; charset=" + s.look.charset
	}
	return document{status: status, kind: kind, body: s.encode(page), modified: modified}
}

func zip(b []byte) []byte {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	_, _ = z.Write(b) // a bytes.Buffer does not fail
	_ = z.Close()
	return buf.Bytes()
}

// recorder remembers the status for the log.
type recorder struct {
	http.ResponseWriter
	status int
}

func (r *recorder) WriteHeader(code int) {
	if r.status == 0 {
		r.status = code
	}
	r.ResponseWriter.WriteHeader(code)
}

func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		r.status = http.StatusOK
	}
	return r.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// enter counts a request in; the function it gives answers how many were open.
func (r *ring[T]) enter() func() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open++
	return func() int {
		r.mu.Lock()
		defer r.mu.Unlock()
		n := r.open
		r.open--
		return n
	}
}

// robots is the outlet's robots.txt.
func (s *site) robots() string {
	var b strings.Builder
	b.WriteString("# " + s.outlet.Name + "\nUser-agent: *\n")
	for _, p := range s.look.disallow {
		fmt.Fprintf(&b, "Disallow: %s\n", p)
	}
	if len(s.look.disallow) == 0 {
		b.WriteString("Disallow:\n")
	}
	if s.look.crawlDelay > 0 {
		fmt.Fprintf(&b, "Crawl-delay: %d\n", s.look.crawlDelay)
	}
	if s.look.sitemap != "" && !s.look.hideSitemap {
		fmt.Fprintf(&b, "\nSitemap: %s%s\n", s.URL(), s.look.sitemap)
	}
	return b.String()
}
