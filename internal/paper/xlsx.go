package paper

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// CellKind says how a column's values are shown.
type CellKind string

// The kinds of column. The zero value shows text as it is.
const (
	TextCell    CellKind = ""
	NumberCell  CellKind = "number"   // "# ##0.##"
	PercentCell CellKind = "percent"  // a share of 1
	MoneyCell   CellKind = "money"    // złote
	DateCell    CellKind = "date"     // time.Time, its date in its own zone
	MomentCell  CellKind = "datetime" // time.Time, to the minute, in its own zone
)

// A Column is a column of a sheet.
type Column struct {
	Title string
	Kind  CellKind
	Width float64 // in characters; 0: 14
}

// A Sheet is one sheet of a workbook. A cell is a string, a bool, a number, a
// time.Time (the zero time is an empty cell) or nil.
type Sheet struct {
	Name    string
	Columns []Column
	Rows    [][]any
}

// Limits of the format (ECMA-376; Excel's specification).
const (
	maxRows      = 1_048_576
	maxCellText  = 32_767
	maxSheetName = 31
)

// XLSX is a workbook: a bold first row that stays in place, filters, widths.
// Texts are always written as text: one that begins with "=" is no formula.
func XLSX(title string, sheets []Sheet) ([]byte, error) {
	if len(sheets) == 0 {
		return nil, fmt.Errorf("paper.XLSX(%q): no sheets", title)
	}
	f := excelize.NewFile()
	defer f.Close() // in memory: nothing to lose
	if err := f.SetDocProps(&excelize.DocProperties{Title: legal(title), Creator: "prasowka", Language: "pl-PL"}); err != nil {
		return nil, fmt.Errorf("paper.XLSX(%q): %w", title, err)
	}
	taken := map[string]bool{}
	for n, s := range sheets {
		name := sheetName(s.Name, n, taken)
		var err error
		if n == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err == nil {
			err = writeSheet(f, name, s)
		}
		if err != nil {
			return nil, fmt.Errorf("paper.XLSX(%q): sheet %q: %w", title, s.Name, err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("paper.XLSX(%q): %w", title, err)
	}
	return b.Bytes(), nil
}

// sheetName makes a name that Excel takes: at most 31 characters, none of
// []:*?/\, no apostrophe at the ends, not used before.
func sheetName(name string, n int, taken map[string]bool) string {
	name = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || r < 0x20 {
			return ' '
		}
		return r
	}, legal(name)), "' ")
	if name == "" {
		name = fmt.Sprintf("Arkusz %d", n+1)
	}
	base, out := name, cutRunes(name, maxSheetName)
	for i := 2; taken[strings.ToLower(out)]; i++ {
		tail := fmt.Sprintf(" (%d)", i)
		out = cutRunes(base, maxSheetName-len(tail)) + tail
	}
	taken[strings.ToLower(out)] = true
	return out
}

func cutRunes(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n])
}

func writeSheet(f *excelize.File, name string, s Sheet) error {
	if len(s.Columns) == 0 {
		return fmt.Errorf("no columns")
	}
	if len(s.Rows) >= maxRows {
		return fmt.Errorf("%d rows are more than the format holds (%d with the header)", len(s.Rows), maxRows)
	}
	w, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	styles, err := sheetStyles(f, s.Columns)
	if err != nil {
		return err
	}
	for n, c := range s.Columns {
		width := c.Width
		if width <= 0 {
			width = 14
		}
		if err := w.SetColWidth(n+1, n+1, min(width, 255)); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(s.Columns))
	for n, c := range s.Columns {
		head[n] = excelize.Cell{StyleID: styles.head, Value: cutRunes(legal(c.Title), 255)}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for n, row := range s.Rows {
		cells := make([]any, 0, len(s.Columns))
		for c := range min(len(row), len(s.Columns)) {
			v, err := cellValue(row[c])
			if err != nil {
				return fmt.Errorf("row %d, column %q: %w", n+1, s.Columns[c].Title, err)
			}
			cells = append(cells, excelize.Cell{StyleID: styles.column[c], Value: v})
		}
		if err := w.SetRow(fmt.Sprintf("A%d", n+2), cells); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(s.Columns), len(s.Rows)+1)
	if err != nil {
		return err
	}
	return f.AutoFilter(name, "A1:"+last, nil)
}

// cellValue is a value as excelize takes it. Times are written by their own
// wall clock, for a spreadsheet knows no zones.
func cellValue(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, int, int64, uint64, float64:
		return v, nil
	case string:
		return cutRunes(legal(v), maxCellText), nil
	case time.Time:
		if v.IsZero() {
			return nil, nil
		}
		y, m, d := v.Date()
		return time.Date(y, m, d, v.Hour(), v.Minute(), v.Second(), 0, time.UTC), nil
	}
	return nil, fmt.Errorf("a value of type %T cannot be written", v)
}

type styleIDs struct {
	head   int
	column []int
}

func sheetStyles(f *excelize.File, columns []Column) (styleIDs, error) {
	var out styleIDs
	var err error
	out.head, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"EEEEEE"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return out, err
	}
	formats := map[CellKind]string{NumberCell: "#,##0.##", PercentCell: "0.0%", MoneyCell: `#,##0.00 "zł"`, DateCell: "yyyy-mm-dd", MomentCell: "yyyy-mm-dd hh:mm"}
	for _, c := range columns {
		style := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: c.Kind == TextCell}}
		if format, ok := formats[c.Kind]; ok {
			style.CustomNumFmt = &format
		} else if c.Kind != TextCell {
			return out, fmt.Errorf("column %q has the unknown kind %q", c.Title, c.Kind)
		}
		id, err := f.NewStyle(style)
		if err != nil {
			return out, err
		}
		out.column = append(out.column, id)
	}
	return out, nil
}
