package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// summaryData is the suggestion for a clipping as its screen shows it.
type summaryData struct {
	store.Summary
	On  bool   // a server is configured
	Who string // who took or refused it
	Old bool   // the text has changed since
}

// summaryOf reads the suggestion for a clipping.
func (s *Site) summaryOf(r *http.Request, f store.Filing) (summaryData, error) {
	d := summaryData{On: s.Summaries}
	m, err := s.Store.Summary(r.Context(), f.ID)
	if errors.Is(err, press.ErrNotFound) {
		return d, nil
	}
	d.Summary = m
	if d.Old = m.Version != f.Version && m.Version != 0; m.By != "" {
		d.Who = m.By
		if p, err := s.Store.Person(r.Context(), m.By); err == nil {
			d.Who = p.Name
		}
	}
	return d, err
}

// summaryAct asks for a suggestion, takes it or refuses it.
func (s *Site) summaryAct(w http.ResponseWriter, r *http.Request) error {
	ctx, id, now, who := r.Context(), r.PathValue("id"), s.Now(), person(r).ID
	version, _ := strconv.Atoi(r.FormValue("wersja"))
	var do func(tx *store.Tx) error
	var what, said string
	switch act := r.FormValue("czyn"); {
	case act == "popros" && s.Summaries:
		what, said = "poprosił o propozycję streszczenia", "Propozycja będzie za chwilę. Odśwież stronę."
		do = func(tx *store.Tx) error {
			f, err := tx.Clipping(ctx, id)
			if err != nil {
				return err
			}
			return tx.PutSummary(ctx, store.Summary{Clipping: id, Version: f.Version, State: store.SummaryAsked, AskedBy: who, Asked: now, At: now})
		}
	case act == "przyjmij":
		what, said = "przyjął propozycję streszczenia", "Przyjęte. W przeglądzie stanie jako cytat, jeśli temat tu zadziałał."
		do = func(tx *store.Tx) error { return tx.DecideSummary(ctx, id, version, store.SummaryTaken, who, now) }
	case act == "odrzuc":
		what, said = "odrzucił propozycję streszczenia", "Odrzucone."
		do = func(tx *store.Tx) error { return tx.DecideSummary(ctx, id, version, store.SummaryRefused, who, now) }
	default:
		return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}
	if err := s.act(r, do, store.Entry{What: what, Noun: "wycinek", Ref: id}); err != nil {
		return err
	}
	return s.flash(w, r, said, "/wycinki/"+id+"#streszczenie")
}

// askedSpan is the stretch of the text that a link points at: "?zdanie=120-240".
func askedSpan(r *http.Request, text string) ([]press.Span, bool) {
	from, to, ok := strings.Cut(r.URL.Query().Get("zdanie"), "-")
	start, err := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if !ok || err != nil || err2 != nil || start < 0 || end <= start || end > len(text) {
		return nil, false
	}
	return []press.Span{{Field: string(query.Text), Start: start, End: end}}, true
}
