package web

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// sourceRow is a source as a line of a screen.
type sourceRow struct {
	ID, Name, URL, Kind      string
	Trouble                  press.Trouble
	Detail                   string
	Paused                   bool
	Waiting                  bool // never asked yet
	Checked, OK, Fresh, Next time.Time
	Week                     int // clippings of the last seven days
	Failures                 int
}

// Why is the trouble in words.
func (r sourceRow) Why() string { return r.Trouble.Why() }

// kindNames are the source kinds in Polish, where a word says more than the
// name of the format.
var kindNames = map[string]string{
	"auto": "samo się rozpozna", "feed": "kanał RSS/Atom", "jsonfeed": "kanał JSON", "page": "lista na stronie", "sitemap": "mapa strony",
	"mastodon": "Mastodon", "bluesky": "Bluesky", "youtube": "YouTube", "reddit": "Reddit", "telegram": "Telegram", "facebook": "Facebook",
}

func (s *Site) sourceRows(ctx context.Context, now time.Time) ([]sourceRow, error) {
	sources, err := s.Store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	names, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	week, err := s.Store.ByOutlet(ctx, now.Add(-7*24*time.Hour), now.Add(time.Second))
	if err != nil {
		return nil, err
	}
	byOutlet := map[string]int{}
	for _, c := range week {
		byOutlet[c.Name] = c.N
	}
	rows := make([]sourceRow, len(sources))
	for i, h := range sources {
		rows[i] = rowOf(h, names.outlets[h.Outlet], byOutlet[h.Outlet])
	}
	return rows, nil
}

func rowOf(h store.SourceHealth, outlet string, week int) sourceRow {
	name := outlet
	if _, own, ok := strings.Cut(h.ID, "/"); ok {
		name += " (" + own + ")"
	}
	kind := kindNames[h.Kind]
	if kind == "" {
		kind = h.Kind
	}
	return sourceRow{
		ID: h.ID, Name: name, URL: h.URL, Kind: kind, Trouble: h.Trouble, Detail: h.Detail,
		Paused: h.Paused, Waiting: h.CheckedAt.IsZero(), Checked: h.CheckedAt, OK: h.OKAt, Fresh: h.FreshAt, Next: h.NextAt,
		Week: week, Failures: h.Failures,
	}
}

// sourcesData is the data of the screen Źródła.
type sourcesData struct {
	Sources    []sourceRow
	Answering  int
	Missing    string
	Quarantine []quarantined
}

// quarantined is a page that could not be read.
type quarantined struct {
	Page      int64
	Name, URL string
	At        time.Time
	Trouble   press.Trouble
	Detail    string
}

const quarantineRows = 50

func (s *Site) sources(w http.ResponseWriter, r *http.Request) error {
	rows, err := s.sourceRows(r.Context(), s.Now())
	if err != nil {
		return err
	}
	d := sourcesData{Sources: rows}
	var missing []string
	for _, row := range rows {
		switch {
		case row.Paused || row.Waiting:
		case row.Trouble == press.NoTrouble:
			d.Answering++
		default:
			missing = append(missing, row.Name)
		}
	}
	d.Missing = strings.Join(missing, ", ")
	if d.Quarantine, err = s.quarantine(r.Context(), ""); err != nil {
		return err
	}
	return s.show(w, r, 0, "sources", "Źródła", d)
}

func (s *Site) quarantine(ctx context.Context, source string) ([]quarantined, error) {
	pages, err := s.Store.Quarantine(ctx, source, quarantineRows)
	if err != nil {
		return nil, err
	}
	names, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]quarantined, len(pages))
	for i, p := range pages {
		out[i] = quarantined{Page: p.ID, Name: names.outlets[p.Outlet], URL: p.URL, At: p.FetchedAt, Trouble: p.Trouble, Detail: p.Detail}
	}
	return out, nil
}

// sourceData is the data of the screen of one source.
type sourceData struct {
	Name      string
	Row       sourceRow
	Spacing   string
	Push      string // what its hub does; empty when it names none
	MayAct    bool
	Incidents []store.Incident
	Clips     []clip
}

func (s *Site) source(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	h, err := s.Store.Source(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	row := rowOf(h, names.outlets[h.Outlet], 0)
	d := sourceData{Name: row.Name, Row: row, Spacing: polish.FormatSpan(h.Spacing), MayAct: person(r).Role.May(press.Officer)}
	if d.Push, err = s.pushWords(ctx, h.ID); err != nil {
		return err
	}
	if d.Incidents, err = s.Store.Incidents(ctx, h.ID, 20); err != nil {
		return err
	}
	filings, err := s.Store.Clippings(ctx, store.ClippingFilter{Source: h.ID, Limit: 20})
	if err != nil {
		return err
	}
	d.Clips = names.clips(filings)
	return s.show(w, r, 0, "source", row.Name, d)
}

// sourceAct makes a source due now, or stops and resumes it. The desk sees
// the row and does the work.
func (s *Site) sourceAct(w http.ResponseWriter, r *http.Request) error {
	ctx, id, now := r.Context(), r.PathValue("id"), s.Now()
	var what, said string
	var act func(*store.Tx) error
	switch r.FormValue("czyn") {
	case "sprawdz":
		what, said = "kazał sprawdzić", "Źródło zostanie sprawdzone za chwilę."
		act = func(tx *store.Tx) error { return tx.CheckSource(ctx, id, now) }
	case "wstrzymaj":
		what, said = "wstrzymał", "Źródło jest wstrzymane."
		act = func(tx *store.Tx) error { return tx.PauseSource(ctx, id, true) }
	case "wznow":
		what, said = "wznowił", "Źródło jest wznowione."
		act = func(tx *store.Tx) error { return tx.PauseSource(ctx, id, false) }
	default:
		return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}
	if err := s.act(r, act, store.Entry{What: what, Noun: "źródło", Ref: id}); err != nil {
		return err
	}
	return s.flash(w, r, said, "/zrodla/"+id)
}

// retryPage takes a page out of quarantine.
func (s *Site) retryPage(w http.ResponseWriter, r *http.Request) error {
	page, err := strconv.ParseInt(r.PathValue("page"), 10, 64)
	if err != nil {
		return press.NotFound("strona", r.PathValue("page"))
	}
	act := func(tx *store.Tx) error { return tx.RetryPage(r.Context(), page, s.Now()) }
	if err := s.act(r, act, store.Entry{What: "kazał pobrać ponownie", Noun: "strona", Ref: r.PathValue("page")}); err != nil {
		return err
	}
	next := "/zrodla"
	if r.FormValue("powrot") == "strona" { // the screen of a page that somebody added
		next = fmt.Sprintf("/strony/%d", page)
	}
	return s.flash(w, r, "Strona zostanie pobrana ponownie za chwilę.", next)
}

// act does something and writes it to the audit log, both or neither.
func (s *Site) act(r *http.Request, do func(*store.Tx) error, e store.Entry) error {
	e.At, e.Who = s.Now(), person(r).ID
	return s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if err := do(tx); err != nil {
			return err
		}
		return tx.Note(r.Context(), e)
	})
}
