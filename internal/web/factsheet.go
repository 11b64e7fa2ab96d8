package web

import (
	"bytes"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A factColumn is a column of the fact register as a workbook. The workbook
// that is downloaded can be edited and brought back; so can a table of another
// office's, when its columns go by these names.
type factColumn struct {
	title string
	also  []string // other names for it
	text  func(*press.Fact) *string
	day   func(*press.Fact) *time.Time
}

// factColumns are the columns of the workbook beside card, kind and wrong names.
var factColumns = []factColumn{
	{title: "przedmiot", also: []string{"zapytanie"}, text: func(f *press.Fact) *string { return &f.Subject }},
	{title: "wartość", text: func(f *press.Fact) *string { return &f.Value }},
	{title: "tolerancja", text: func(f *press.Fact) *string { return &f.Tolerance }},
	{title: "od", also: []string{"obowiązuje od"}, day: func(f *press.Fact) *time.Time { return &f.From }},
	{title: "do", also: []string{"obowiązuje do"}, day: func(f *press.Fact) *time.Time { return &f.To }},
	{title: "stanowisko", text: func(f *press.Fact) *string { return &f.Post }},
	{title: "mówca", text: func(f *press.Fact) *string { return &f.Speaker }},
	{title: "dzień wypowiedzi", also: []string{"dzień"}, day: func(f *press.Fact) *time.Time { return &f.Date }},
	{title: "skrót", text: func(f *press.Fact) *string { return &f.Short }},
	{title: "źródło", text: func(f *press.Fact) *string { return &f.Source }},
	{title: "właściciel", text: func(f *press.Fact) *string { return &f.Owner }},
	{title: "sprawdzić do", day: func(f *press.Fact) *time.Time { return &f.ReviewBy }},
}

// exportFactSheet sends the register as a workbook.
func (s *Site) exportFactSheet(w http.ResponseWriter, r *http.Request) error {
	facts, err := s.Store.Facts(r.Context())
	if err != nil {
		return err
	}
	sheet := paper.Sheet{Name: "Fakty", Columns: []paper.Column{{Title: "karta", Width: 24}, {Title: "rodzaj", Width: 20}, {Title: "błędne nazwy", Width: 24}}}
	for _, c := range factColumns {
		sheet.Columns = append(sheet.Columns, paper.Column{Title: c.title, Width: 20})
	}
	for _, f := range facts {
		row := []any{f.ID, factKind(f.Kind), strings.Join(f.Wrong, ", ")}
		for _, c := range factColumns {
			if c.day != nil {
				row = append(row, isoDay(*c.day(&f)))
			} else {
				row = append(row, *c.text(&f))
			}
		}
		sheet.Rows = append(sheet.Rows, row)
	}
	return s.sendSheets(w, r, []paper.Sheet{sheet}, "Fakty "+polish.DayOf(s.Now()).String())
}

// isSheet tells a table from a facts.yaml, by its bytes or by its name.
func isSheet(name string, data []byte) bool {
	return bytes.HasPrefix(data, []byte("PK")) || strings.HasSuffix(strings.ToLower(name), ".csv")
}

// factsOfSheet reads cards from a table. One mistake, told with its row, and
// none is taken.
func (s *Site) factsOfSheet(data []byte) ([]press.Fact, error) {
	t, err := sheetOf(data)
	if err != nil {
		return nil, err
	}
	card, kind, value, wrong := t.column("karta", "id"), t.column("rodzaj"), t.column("wartość"), t.column("błędne nazwy")
	if card < 0 || kind < 0 || value < 0 {
		return nil, &press.Invalid{Field: "plik", Why: "tabela musi mieć kolumny: karta, rodzaj i wartość. Pobierz XLSX, żeby zobaczyć wszystkie."}
	}
	var facts []press.Fact
	for n, row := range t.Rows {
		f := press.Fact{ID: polish.Slug(t.cell(row, card)), Wrong: listed(t.cell(row, wrong))}
		if err := s.factOfRow(t, row, t.cell(row, kind), &f); err != nil {
			return nil, &press.Invalid{Field: fmt.Sprintf("wiersz %d", n+2), Why: err.Error()}
		}
		if slices.ContainsFunc(facts, func(g press.Fact) bool { return g.ID == f.ID }) {
			return nil, &press.Invalid{Field: fmt.Sprintf("wiersz %d", n+2), Why: "karta „" + f.ID + "” jest tu po raz drugi."}
		}
		facts = append(facts, f)
	}
	return facts, nil
}

// factOfRow fills a card from one row; its error is a sentence.
func (s *Site) factOfRow(t sheet, row []string, kind string, f *press.Fact) error {
	i := slices.IndexFunc(factKinds, func(k struct {
		kind press.FactKind
		text string
	}) bool {
		return folded(k.text) == folded(kind) || string(k.kind) == kind
	})
	if i < 0 {
		return fmt.Errorf("nie ma rodzaju „%s”", kind)
	}
	f.Kind = factKinds[i].kind
	for _, c := range factColumns {
		cell := t.cell(row, t.column(append([]string{c.title}, c.also...)...))
		switch {
		case c.text != nil:
			*c.text(f) = oneLine(cell)
		case cell != "":
			day, err := polish.ParseDay(cell)
			if err != nil {
				return fmt.Errorf("„%s” w kolumnie „%s” nie jest datą w postaci 2026-01-31", cell, c.title)
			}
			*c.day(f) = day.Start()
		}
	}
	for _, cell := range s.Cells {
		if folded(cell.Name) == folded(f.Owner) {
			f.Owner = cell.ID
		}
	}
	if f.ID == "" || f.Value == "" {
		return fmt.Errorf("brakuje nazwy karty albo wartości")
	}
	if s.FactFile.Check != nil {
		return s.FactFile.Check([]press.Fact{*f})
	}
	return nil
}
