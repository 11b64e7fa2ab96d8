package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"prasowka/index"
	"prasowka/internal/desk"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// controls is what commands ask over the socket. The socket is its owner's
// alone, so there is no log-in.
func (p *program) controls() http.Handler {
	mux := http.NewServeMux()
	for pattern, handle := range map[string]func(http.ResponseWriter, *http.Request) error{
		"POST /search":  p.controlSearch,
		"POST /import":  p.controlImport,
		"POST /settled": p.controlSettled,
		"GET /export":   p.controlExport,
		"POST /digest":  p.controlDigest,
		"POST /reindex": p.controlReindex,
		"POST /rewind":  p.controlRewind,
		"POST /backup":  p.controlBackup,
		"POST /user":    p.controlUser,
	} {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
			if err := handle(w, r); err != nil {
				controlError(w, err)
			}
		})
	}
	mux.Handle("GET /metrics", promhttp.HandlerFor(p.metrics, promhttp.HandlerOpts{}))
	return mux
}

// A failure is an error on its way over the socket.
type failure struct {
	Kind  string `json:"kind"` // "invalid", "missing", "conflict" or "internal"
	Field string `json:"field,omitempty"`
	Why   string `json:"why"`
}

func controlError(w http.ResponseWriter, err error) {
	f, status := failure{Kind: "internal", Why: err.Error()}, http.StatusInternalServerError
	var invalid *press.Invalid
	switch {
	case errors.As(err, &invalid):
		f, status = failure{"invalid", invalid.Field, err.Error()}, http.StatusUnprocessableEntity
	case errors.Is(err, press.ErrNotFound):
		f.Kind, status = "missing", http.StatusNotFound
	case errors.Is(err, press.ErrConflict):
		f.Kind, status = "conflict", http.StatusConflict
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(f) // the other side has gone: nobody is left to tell
}

// error is what a failure was before it went over the socket.
func (f failure) error() error {
	switch f.Kind {
	case "invalid":
		return &press.Invalid{Why: f.Why}
	case "missing":
		return said{f.Why, press.ErrNotFound}
	case "conflict":
		return said{f.Why, press.ErrConflict}
	}
	return errors.New(f.Why)
}

// said is an error of a kind in words that already name it.
type said struct {
	why  string
	kind error
}

func (s said) Error() string { return s.why }
func (s said) Unwrap() error { return s.kind }

func answer(w http.ResponseWriter, v any) error {
	w.Header().Set("Content-Type", "application/json")
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func ask(r *http.Request, v any) error {
	if err := json.NewDecoder(r.Body).Decode(v); err != nil {
		return &press.Invalid{Why: "polecenie jest nieczytelne: " + err.Error()}
	}
	return nil
}

// searchAsk is one search of a command.
type searchAsk struct {
	Query string `json:"query"`
	Any   bool   `json:"any"` // a natural question: any of the words
	Limit int    `json:"limit"`
	Whole bool   `json:"whole"` // with what a person wants to read of each hit
}

// searchHit is one hit: by the identity that the clipping was imported under,
// its address otherwise.
type searchHit struct {
	ID        string    `json:"id"`
	Score     float64   `json:"score"`
	Clipping  string    `json:"clipping,omitempty"`
	URL       string    `json:"url,omitempty"`
	Title     string    `json:"title,omitempty"`
	Outlet    string    `json:"outlet,omitempty"` // its ID
	Name      string    `json:"name,omitempty"`   // the outlet's
	Published time.Time `json:"published,omitzero"`
	Story     string    `json:"story,omitempty"`
}

// searchAnswer is what a search gave.
type searchAnswer struct {
	Query string      `json:"query"`
	Total uint64      `json:"total"`
	Hits  []searchHit `json:"hits"`
	Error string      `json:"error,omitempty"` // of the query, in a batch
}

func (p *program) controlSearch(w http.ResponseWriter, r *http.Request) error {
	var a searchAsk
	if err := ask(r, &a); err != nil {
		return err
	}
	var q *query.Query
	if a.Any {
		q = query.Natural(p.analyzer, a.Query)
	} else {
		var err error
		if q, err = query.Parse(p.analyzer, a.Query); err != nil {
			return err
		}
	}
	found, err := p.archive.Search(r.Context(), index.Request{Query: q, Loose: a.Any, Limit: a.Limit, Now: p.Now()})
	if err != nil {
		return err
	}
	out := searchAnswer{Query: a.Query, Total: found.Total, Hits: make([]searchHit, len(found.Hits))}
	ids := make([]string, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = h.ID
		out.Hits[i] = searchHit{ID: h.ID, Score: h.Score}
	}
	if a.Whole {
		return p.whole(r.Context(), w, out, ids)
	}
	refs, err := p.store.Refs(r.Context(), ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		if ref, ok := refs[id]; ok {
			out.Hits[i].ID = ref
		}
	}
	return answer(w, out)
}

// whole adds to hits what a person wants to read of them.
func (p *program) whole(ctx context.Context, w http.ResponseWriter, out searchAnswer, ids []string) error {
	clippings, err := p.store.ClippingsByID(ctx, ids)
	if err != nil {
		return err
	}
	outlets, err := p.store.Outlets(ctx)
	if err != nil {
		return err
	}
	names := make(map[string]string, len(outlets))
	for _, o := range outlets {
		names[o.ID] = o.Name
	}
	known := make(map[string]store.Filing, len(clippings))
	for _, c := range clippings {
		known[c.ID] = c
	}
	for i, id := range ids {
		c, ok := known[id]
		if !ok {
			continue
		}
		h := &out.Hits[i]
		h.Clipping, h.URL, h.Title, h.Outlet, h.Published, h.Story = c.ID, c.URL, c.Title, c.Outlet, c.Published, c.Story
		h.Name = names[c.Outlet]
		if h.ID = c.URL; c.Ref != "" {
			h.ID = c.Ref
		}
	}
	return answer(w, out)
}

func (p *program) controlImport(w http.ResponseWriter, r *http.Request) error {
	var records []desk.Record
	if err := ask(r, &records); err != nil {
		return err
	}
	t, err := p.desk.Import(r.Context(), records)
	if err != nil {
		return err
	}
	return answer(w, t)
}

// controlSettled answers when the archive has come up to the log.
func (p *program) controlSettled(w http.ResponseWriter, r *http.Request) error {
	if err := p.desk.Refill(r.Context(), nil); err != nil {
		return err
	}
	n, err := p.archive.Count()
	if err != nil {
		return err
	}
	return answer(w, map[string]uint64{"documents": n})
}

// controlExport writes every clipping as a line of JSON that import reads.
func (p *program) controlExport(w http.ResponseWriter, r *http.Request) error {
	out := bufio.NewWriterSize(w, 64<<10)
	outlets, err := p.store.Outlets(r.Context())
	if err != nil {
		return err
	}
	byID := map[string]press.Outlet{}
	for _, o := range outlets {
		byID[o.ID] = o
	}
	f := store.ClippingFilter{Oldest: true, Limit: 500}
	for {
		page, err := p.store.Clippings(r.Context(), f)
		if err != nil || len(page) == 0 {
			return errors.Join(err, out.Flush())
		}
		for _, c := range page {
			o := byID[c.Outlet]
			rec := desk.Record{ID: c.Ref, URL: c.URL, Outlet: o.Name, Medium: string(o.Medium), Kind: string(c.Kind), Place: c.Place, Title: c.Title, Lead: c.Lead, Author: c.Author, Text: c.Text}
			if !c.Published.IsZero() {
				rec.Published = c.Published.Format(time.RFC3339Nano)
			}
			if err := writeJSON(out, rec); err != nil {
				return err
			}
		}
		f.After = page[len(page)-1].ID
	}
}

// digestAsk asks for a review made by hand.
type digestAsk struct {
	Name string `json:"name"`
	Send bool   `json:"send"`
}

type digestAnswer struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
	Sent    int    `json:"sent"` // notices written
}

func (p *program) controlDigest(w http.ResponseWriter, r *http.Request) error {
	var a digestAsk
	if err := ask(r, &a); err != nil {
		return err
	}
	model, err := p.desk.Preview(r.Context(), a.Name)
	if err != nil {
		return err
	}
	mail, err := model.Mail()
	if err != nil {
		return err
	}
	out := digestAnswer{Subject: mail.Subject, Text: mail.Text}
	if a.Send {
		id, err := p.desk.Draft(r.Context(), a.Name)
		if err != nil {
			return err
		}
		if out.Sent, err = p.desk.SendReview(r.Context(), id); err != nil {
			return err
		}
	}
	return answer(w, out)
}

func (p *program) controlReindex(w http.ResponseWriter, r *http.Request) error {
	if err := p.desk.Reindex(r.Context()); err != nil {
		return err
	}
	return p.controlSettled(w, r)
}

type rewindAsk struct {
	Stage string    `json:"stage"`
	To    time.Time `json:"to"`
}

func (p *program) controlRewind(w http.ResponseWriter, r *http.Request) error {
	var a rewindAsk
	if err := ask(r, &a); err != nil {
		return err
	}
	if err := p.desk.Rewind(r.Context(), a.Stage, a.To); err != nil {
		return err
	}
	return answer(w, struct{}{})
}

type backupAsk struct {
	File string `json:"file"` // absolute, must not exist
}

func (p *program) controlBackup(w http.ResponseWriter, r *http.Request) error {
	var a backupAsk
	if err := ask(r, &a); err != nil {
		return err
	}
	if err := p.store.BackupTo(r.Context(), a.File); err != nil {
		return err
	}
	return answer(w, struct{}{})
}

// userAsk makes or changes an account.
type userAsk struct {
	Person press.Person `json:"person"`
	Days   int          `json:"days"` // the link's life
}

type userAnswer struct {
	Link string `json:"link"`
}

func (p *program) controlUser(w http.ResponseWriter, r *http.Request) error {
	var a userAsk
	if err := ask(r, &a); err != nil {
		return err
	}
	link, err := p.invite(r.Context(), a.Person, time.Duration(max(a.Days, 1))*24*time.Hour)
	if err != nil {
		return err
	}
	return answer(w, userAnswer{link})
}

// describeTally is an import in a sentence.
func describeTally(t desk.Tally, took time.Duration) string {
	rate := float64(t.Read) / max(took.Seconds(), 0.001)
	return fmt.Sprintf("przeczytano %d, dodano %d, zmieniono %d, bez zmian %d (%.0f na sekundę)", t.Read, t.Added, t.Changed, t.Same, rate)
}
