package web

import (
	"strconv"
	"strings"

	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// reportSheets are a report as a workbook: its sentences on the first sheet,
// then each table on one of its own. Numbers are numbers again, so that one
// can count on with them.
func reportSheets(v press.Report) []paper.Sheet {
	first := paper.Sheet{Name: "Podsumowanie", Columns: []paper.Column{{Title: "Część", Width: 28}, {Title: "Treść", Width: 110}}}
	say := func(part, text string) { first.Rows = append(first.Rows, []any{part, text}) }
	say(v.Title, periodOf(v))
	for _, l := range v.Summary {
		say("Podsumowanie", l)
	}
	sheets := []paper.Sheet{{}}
	for _, p := range v.Parts {
		for _, l := range p.Lead {
			say(p.Title, l)
		}
		if len(p.Head) > 0 && len(p.Rows) > 0 {
			sheets = append(sheets, tableSheet(p))
		}
	}
	say("Sporządzono", polish.FormatDateTimeLong(v.Made))
	sheets[0] = first
	return sheets
}

// tableSheet is one table. A column of numbers whose cells are not all numbers
// of one kind ("14 słów", "3 z 5") stays text.
func tableSheet(p press.ReportPart) paper.Sheet {
	s := paper.Sheet{Name: p.Title, Rows: make([][]any, len(p.Rows))}
	for i := range s.Rows {
		s.Rows[i] = make([]any, len(p.Head))
	}
	for c, title := range p.Head {
		col := paper.Column{Title: title, Width: 18}
		if c == 0 {
			col.Width = 36
		}
		kind, values := numbersOf(p.Rows, c, c < len(p.Numbers) && p.Numbers[c])
		for i, row := range p.Rows {
			switch {
			case kind != paper.TextCell:
				s.Rows[i][c] = values[i]
			case c < len(row):
				s.Rows[i][c] = row[c]
			}
		}
		col.Kind = kind
		s.Columns = append(s.Columns, col)
	}
	return s
}

// numbersOf reads a column back: whole and broken numbers, or percentages. What
// is not known ("–", nothing) is an empty cell, and so is a whole column of it
// that is meant for numbers.
func numbersOf(rows [][]string, c int, meant bool) (paper.CellKind, []any) {
	kind, values := paper.TextCell, make([]any, len(rows))
	for i, row := range rows {
		if c >= len(row) {
			continue
		}
		cell := strings.NewReplacer(polish.NBSP, "", " ", "", "−", "-", ",", ".").Replace(row[c])
		if cell == "" || cell == "–" {
			continue
		}
		number, percent := strings.CutSuffix(cell, "%")
		this := paper.NumberCell
		if percent {
			this = paper.PercentCell
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil || strings.ContainsAny(number, "eExXnNiI_") || kind != paper.TextCell && kind != this {
			return paper.TextCell, nil
		}
		if percent {
			n /= 100
		}
		kind, values[i] = this, n
	}
	if kind == paper.TextCell && meant {
		kind = paper.NumberCell
	}
	return kind, values
}
