// Package web is the press officer's screens and the JSON interface.
//
// Invariants:
//   - Every screen is HTML made on the server and works without JavaScript;
//     the script only adds keys and freshness.
//   - GET changes nothing. What changes is a POST from our own pages
//     (http.CrossOriginProtection) by somebody whose role allows it, and is
//     written to the audit log in the same transaction.
//   - A button writes a row; the desk wakes and does the work. This room never
//     meets the network of the press, nor a channel.
//   - Text of strangers is escaped by html/template; where a stranger's HTML
//     is shown at all (a mail as sent) it stands in a sandboxed frame.
//   - Errors become pages in one function (fail): three kinds that a user can
//     cause; everything else is "internal" outside and whole in the log.
package web

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"iter"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"prasowka/index"
	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

//go:embed static templates
var files embed.FS

// Options is what the screens need. Store, Archive, Analyzer, Now, Log,
// Canonical and Preview are required.
type Options struct {
	Store    *store.DB
	Archive  *index.Index
	Analyzer *polish.Analyzer
	City     string // "Suwałki"
	Office   string // "Biuro Prezydenta Miasta"
	Body     string // "Urząd Miejski w Suwałkach"
	Address  string // of the body, on letters
	Symbol   string // of the cell in case signs: "BPM"
	URL      string // of these screens as people type it; empty: what leaves the house has relative links
	Now      func() time.Time
	Log      *slog.Logger

	Cells     []Cell            // departments and units, for those who answer for something
	Registers []*cases.Register // in the order of the menu
	Scenarios []*cases.Scenario // plans for the crisis room
	Calendar  polish.Calendar   // days off beside the statutory ones
	Elections []Election        // campaigns in which an event of the leadership is warned of
	Browser   string            // Chromium that prints PDF; empty: searched in PATH

	// Demo is the person who is logged in without a password; empty outside
	// of the demonstration.
	Demo string
	// Proxies are the reverse proxies whose X-Forwarded-For is believed.
	Proxies []netip.Prefix
	// Secure marks cookies for https only.
	Secure bool
	// Canonical is the address under which a page is kept; an error when it is
	// none of the web.
	Canonical func(address string) (string, error)
	// Preview renders a notice as its readers see it, in every channel.
	Preview func(press.Notice) (Shown, error)
	// Summaries says that a server may be asked for suggested summaries.
	Summaries bool
	// Alert makes the notice that a topic sends of a story, without sending it;
	// nil: no preview.
	Alert func(ctx context.Context, topic, story string) (press.Notice, error)
	// Issue renders an issue of the review as its readers get it; nil: no
	// preview.
	Issue func(ctx context.Context, review int64) (Rendered, error)
	// Report makes the report on some days, both included; nil: only those that
	// were sent are shown.
	Report func(ctx context.Context, title string, from, to polish.Day) (press.Report, error)
	// NearMisses lists at most limit documents that a topic misses by one
	// condition only; nil: the screens do without.
	NearMisses func(topic press.Topic, docs iter.Seq[*query.Doc], now time.Time, limit int) ([]NearMiss, error)
	// FactFile reads and writes facts.yaml; zero: the screens do without.
	FactFile FactFile
	// Links are further entries of the menu: the demonstration's mail box.
	Links []Link
}

// A Cell is a department of the office or a unit of the city.
type Cell struct{ ID, Name string }

// A Link is an entry of the menu.
type Link struct {
	Text    string
	Href    string
	Count   int
	Hot     bool // the count asks for attention
	Current bool
}

// Site is the screens as an http.Handler.
type Site struct {
	Options
	screens  *screens
	sessions *scs.SessionManager
	tries    tries
	door     publicDoor
	handler  http.Handler
}

// New makes the screens ready.
func New(o Options) (*Site, error) {
	screens, err := parseScreens(files)
	if err != nil {
		return nil, fmt.Errorf("read templates: %w", err)
	}
	s := &Site{Options: o, screens: screens}
	s.sessions = newSessions(o)
	static, err := fs.Sub(files, "static")
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("GET /static/", http.StripPrefix("/static/", cached(http.FileServerFS(static))))
	for _, route := range slices.Concat(s.routes(), s.officeRoutes(), s.pressRoutes()) {
		mux.Handle(route.pattern, s.guard(route))
	}
	s.handler = harden(http.NewCrossOriginProtection().Handler(s.sessions.LoadAndSave(mux)))
	return s, nil
}

// ServeHTTP answers one request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// Bounds of what is posted, in bytes: a form, and a form with a file.
const (
	maxForm   = 2 << 20
	maxUpload = maxFile + 1<<20
)

// harden sets what every answer carries, and bounds what is asked.
func harden(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		limit := int64(maxForm)
		if strings.HasPrefix(r.Header.Get("Content-Type"), "multipart/form-data") {
			limit = maxUpload
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		next.ServeHTTP(w, r)
	})
}

// cached lets browsers keep files whose address carries their version.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("v") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		next.ServeHTTP(w, r)
	})
}
