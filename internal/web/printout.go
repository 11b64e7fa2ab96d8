package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// printRegister sends a year of a register as one document, in the order of
// its events: the yearly volume of the chronicle, the year's speeches.
func (s *Site) printRegister(w http.ResponseWriter, r *http.Request) error {
	g, err := s.register(r, r.PathValue("register"))
	if err != nil {
		return err
	}
	year := polish.DayOf(s.Now()).Year
	if asked := r.URL.Query().Get("rok"); asked != "" {
		if year, err = strconv.Atoi(asked); err != nil {
			return &press.Invalid{Field: "rok", Why: "to nie jest rok."}
		}
	}
	list, err := s.Store.Cases(r.Context(), store.CaseFilter{Register: g.Name, Limit: maxExport})
	if err != nil {
		return err
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return err
	}
	of := casesOfYear(g, list, year)
	d := paper.Doc{Title: fmt.Sprintf("%s: rok %d", g.Title, year), Footer: fmt.Sprintf("%s · %d", g.Title, year), Made: s.Now(), Blocks: []paper.Block{
		paper.Heading{Level: 1, Text: fmt.Sprintf("%s: rok %d", g.Title, year)},
		paper.Text(s.Office + ", stan na " + polish.FormatDateTimeLong(s.Now()) + ": " + polish.Counted(len(of), "pozycja", "pozycje", "pozycji") + "."),
	}}
	for _, c := range of {
		d.Blocks = append(d.Blocks, s.printedCase(g, c, outlets)...)
	}
	return s.sendDoc(w, r, d, d.Title, r.PathValue("form"))
}

// casesOfYear are the cases that count and whose event, or opening, lies in a
// year, the earliest first.
func casesOfYear(g *cases.Register, list []press.Case, year int) []press.Case {
	when := func(c press.Case) time.Time {
		if e, ok := g.Engagement(c); ok {
			return e.From
		}
		return c.Opened
	}
	var out []press.Case
	for _, c := range list {
		if st, _ := g.Status(c.Status); !st.Void && polish.DayOf(when(c)).Year == year {
			out = append(out, c)
		}
	}
	slices.SortStableFunc(out, func(a, b press.Case) int { return when(a).Compare(when(b)) })
	return out
}

// printedCase is one case of a printed register: its name and what it holds,
// without personal data.
func (s *Site) printedCase(g *cases.Register, c press.Case, outlets map[string]press.Outlet) []paper.Block {
	heading := g.TitleOf(c)
	if f, ok := g.Field(g.Event); ok && !f.Empty(c.Fields[g.Event]) {
		heading = f.Format(c.Fields[g.Event]) + ". " + heading
	}
	status, _ := g.Status(c.Status)
	out := []paper.Block{paper.Heading{Level: 2, Text: heading},
		paper.Paragraph{Runs: []paper.Run{{Text: strings.TrimPrefix(c.Sign+" · "+status.Label, " · ")}}, Small: true}}
	for _, f := range g.Fields {
		if f.Personal || f.Empty(c.Fields[f.Name]) || f.Name == g.Names || f.Name == g.Event || f.Kind == cases.File || f.Kind == cases.Cutting || c.Fields[f.Name] == false {
			continue
		}
		text := s.said(f, c.Fields[f.Name], outlets)
		if f.Kind == cases.Rows {
			text = strings.Join(f.RowLines(c.Fields[f.Name]), "\n")
		}
		out = append(out, paper.Paragraph{Runs: []paper.Run{{Text: f.Label + ": ", Bold: true}, {Text: text}}})
	}
	return out
}
