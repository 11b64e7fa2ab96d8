package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// maxExport bounds the cases of one exported file.
const maxExport = 100_000

// exportCases sends a register as XLSX, CSV or JSON. With anonimowo=tak the
// fields marked as personal data are left out.
func (s *Site) exportCases(w http.ResponseWriter, r *http.Request) error {
	g, err := s.register(r, r.PathValue("register"))
	if err != nil {
		return err
	}
	list, err := s.Store.Cases(r.Context(), store.CaseFilter{Register: g.Name, Limit: maxExport})
	if err != nil {
		return err
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return err
	}
	fields := g.Fields
	if r.URL.Query().Get("anonimowo") == "tak" {
		fields = nil
		for _, f := range g.Fields {
			if !f.Personal {
				fields = append(fields, f)
			}
		}
	}
	now := s.Now()
	name := g.Title + " " + polish.DayOf(now).String()
	switch r.PathValue("form") {
	case "json":
		return writeJSON(w, http.StatusOK, list)
	case "csv":
		body, err := s.caseCSV(g, fields, list, outlets)
		if err != nil {
			return err
		}
		send(w, r, name+".csv", "text/csv; charset=utf-8", body, now)
		return nil
	case "xlsx":
		return s.sendSheets(w, r, []paper.Sheet{{Name: g.Title, Columns: caseColumns(fields), Rows: s.caseCells(g, fields, list, outlets)}}, name)
	}
	return press.NotFound("postać", r.PathValue("form"))
}

// sendSheets answers with a workbook.
func (s *Site) sendSheets(w http.ResponseWriter, r *http.Request, sheets []paper.Sheet, name string) error {
	body, err := paper.XLSX(name, sheets)
	if err != nil {
		return err
	}
	send(w, r, strings.TrimSpace(name)+".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body, s.Now())
	return nil
}

func caseColumns(fields []cases.Field) []paper.Column {
	out := []paper.Column{{Title: "Lp.", Kind: paper.NumberCell, Width: 6}, {Title: "Znak sprawy", Width: 20}, {Title: "Tytuł", Width: 40}, {Title: "Stan", Width: 20}, {Title: "Założona", Kind: paper.MomentCell, Width: 18}, {Title: "Zamknięta", Kind: paper.MomentCell, Width: 18}}
	for _, f := range fields {
		out = append(out, paper.Column{Title: f.Label, Kind: cellKinds[f.Kind], Width: 20})
	}
	return out
}

// cellKinds is how fields stand in a workbook.
var cellKinds = map[cases.Kind]paper.CellKind{cases.Date: paper.DateCell, cases.Moment: paper.MomentCell, cases.Money: paper.MoneyCell, cases.Number: paper.NumberCell}

func (s *Site) caseCells(g *cases.Register, fields []cases.Field, list []press.Case, outlets map[string]press.Outlet) [][]any {
	var out [][]any
	for i := range list {
		c := list[len(list)-1-i] // the first opened first
		status, _ := g.Status(c.Status)
		row := []any{i + 1, c.Sign, g.TitleOf(c), status.Label, c.Opened.In(polish.Warsaw), inWarsaw(c.Closed)}
		for _, f := range fields {
			row = append(row, s.cell(f, c.Fields[f.Name], outlets))
		}
		out = append(out, row)
	}
	return out
}

func inWarsaw(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(polish.Warsaw)
}

// cell is a value as a workbook takes it.
func (s *Site) cell(f cases.Field, v any, outlets map[string]press.Outlet) any {
	switch f.Kind {
	case cases.Date, cases.Moment:
		t, _ := instant(f, v)
		return inWarsaw(t)
	case cases.Money:
		if n, ok := v.(float64); ok {
			return n / 100
		}
		return nil
	case cases.Number:
		return v
	default:
		return s.said(f, v, outlets)
	}
}

// byteOrderMark stands before a CSV: spreadsheets need it to read Polish
// letters.
const byteOrderMark = "\ufeff"

// plainCells puts an apostrophe before a cell that a spreadsheet would take for
// a formula.
func plainCells(row []string) []string {
	for j, cell := range row {
		if cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
			row[j] = "'" + cell
		}
	}
	return row
}

// caseCSV writes a register with semicolons, as Polish spreadsheets expect.
func (s *Site) caseCSV(g *cases.Register, fields []cases.Field, list []press.Case, outlets map[string]press.Outlet) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	out := csv.NewWriter(&b)
	out.Comma = ';'
	head := []string{"Znak sprawy", "Tytuł", "Stan", "Założona", "Zamknięta"}
	for _, f := range fields {
		head = append(head, f.Label)
	}
	if err := out.Write(head); err != nil {
		return nil, err
	}
	for i := range list {
		c := list[len(list)-1-i]
		status, _ := g.Status(c.Status)
		row := []string{c.Sign, g.TitleOf(c), status.Label, csvTime(c.Opened), csvTime(c.Closed)}
		for _, f := range fields {
			row = append(row, s.said(f, c.Fields[f.Name], outlets))
		}
		if err := out.Write(plainCells(row)); err != nil {
			return nil, err
		}
	}
	out.Flush()
	return b.Bytes(), out.Error()
}

func csvTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(polish.Warsaw).Format("2006-01-02 15:04")
}
