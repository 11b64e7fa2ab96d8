package cases

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Field is one thing that a register keeps about a case.
type Field struct {
	Name     string   `yaml:"name" required:"yes"`
	Label    string   `yaml:"label" required:"yes"`
	Kind     Kind     `yaml:"kind" required:"yes"`
	Required bool     `yaml:"required"` // for opening a case
	Help     string   `yaml:"help"`
	Options  []string `yaml:"options"`  // of a choice
	Default  string   `yaml:"default"`  // as typed
	Max      int      `yaml:"max"`      // characters of a text or note, rows of rows; 0: the kind's own bound
	Columns  []Column `yaml:"columns"`  // of rows
	Line     string   `yaml:"line"`     // how a letter says one row: "{nieprawda}, tymczasem {prawda}[ ({dowod})]"; [] is left out when a cell in it is empty
	Group    string   `yaml:"group"`    // heading under which the form shows it
	Personal bool     `yaml:"personal"` // personal data: left out of anonymous exports
}

// A Column is one cell of a row.
type Column struct {
	Name  string `yaml:"name" required:"yes"`
	Label string `yaml:"label" required:"yes"`
	Kind  Kind   `yaml:"kind"` // text, note, date, moment, money, number, choice or yesno; empty: text
}

// Kind is what a field holds, and with it the type of its value.
type Kind string

// The kinds of field, with the type of value that a case keeps.
const (
	Text    Kind = "text"     // string, one line
	Note    Kind = "note"     // string, several lines
	Date    Kind = "date"     // string "2026-01-02"
	Moment  Kind = "moment"   // string in RFC 3339
	Money   Kind = "money"    // float64 that is a whole number of grosze
	Number  Kind = "number"   // float64 that is whole
	Choice  Kind = "choice"   // string, one of Options
	YesNo   Kind = "yesno"    // bool
	Person  Kind = "person"   // string: Person.ID
	Outlet  Kind = "outlet"   // string: Outlet.ID
	Cutting Kind = "clipping" // string: Clipping.ID
	File    Kind = "file"     // string: number of an attachment
	Rows    Kind = "rows"     // []any of map[string]any by column
)

// Kinds lists every Kind.
var Kinds = []Kind{Text, Note, Date, Moment, Money, Number, Choice, YesNo, Person, Outlet, Cutting, File, Rows}

// The kinds' own bounds.
const (
	maxText = 500     // characters of one line
	maxNote = 100_000 // characters of several lines
	maxRows = 200
	maxRef  = 200 // characters of an identity
)

// Empty tells whether a value is as good as absent.
func (f Field) Empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	case []any:
		return len(v) == 0
	}
	return false
}

// Parse reads a value as typed into a form or a cell; an empty string gives
// nil. The error is a *press.Invalid under the field's label. Rows are read by
// ParseRows.
func (f Field) Parse(raw string) (any, error) {
	raw = strings.TrimSpace(strings.ReplaceAll(raw, "\r\n", "\n"))
	if raw == "" {
		return nil, nil
	}
	v, why := f.parse(raw)
	if why != "" {
		return nil, &press.Invalid{Field: f.Label, Why: why}
	}
	return v, nil
}

func (f Field) parse(raw string) (v any, why string) {
	switch f.Kind {
	case Text:
		if strings.Contains(raw, "\n") {
			return nil, "ma być jednym wierszem."
		}
		return raw, f.tooLong(raw, maxText)
	case Note:
		return raw, f.tooLong(raw, maxNote)
	case Person, Outlet, Cutting, File:
		return raw, f.tooLong(raw, maxRef)
	case Date:
		d, ok := readDay(raw)
		if !ok {
			return nil, "nie jest datą. Napisz na przykład 2026-11-23 albo 23.11.2026."
		}
		return d.String(), ""
	case Moment:
		t, ok := readMoment(raw)
		if !ok {
			return nil, "nie jest datą z godziną. Napisz na przykład 2026-11-23 14:30."
		}
		return t.Format(time.RFC3339), ""
	case Money:
		return readMoney(raw)
	case Number:
		n, err := strconv.ParseInt(strings.Map(digitsOnly, raw), 10, 64)
		if err != nil || n > 1e15 || n < -1e15 {
			return nil, "nie jest liczbą całkowitą."
		}
		return float64(n), ""
	case Choice:
		if !slices.Contains(f.Options, raw) {
			return nil, "nie ma takiej możliwości: „" + raw + "”. Do wyboru: " + strings.Join(f.Options, ", ") + "."
		}
		return raw, ""
	case YesNo:
		return readYesNo(raw)
	}
	return nil, "nie da się odczytać."
}

func (f Field) tooLong(s string, bound int) string {
	if f.Max > 0 {
		bound = f.Max
	}
	if n := utf8.RuneCountInString(s); n > bound {
		return fmt.Sprintf("ma %s, a może mieć najwyżej %s.", polish.Counted(n, "znak", "znaki", "znaków"), polish.Count(bound))
	}
	return ""
}

// digitsOnly drops the spaces that group thousands.
func digitsOnly(r rune) rune {
	if r == ' ' || r == '\u00a0' || r == '\u202f' {
		return -1
	}
	return r
}

func readDay(raw string) (polish.Day, bool) {
	if d, err := polish.ParseDay(raw); err == nil {
		return d, true
	}
	for _, layout := range []string{"2.1.2006", "02.01.2006", "2-1-2006", "2/1/2006"} {
		if t, err := time.Parse(layout, strings.TrimSuffix(raw, " r.")); err == nil {
			return polish.NewDay(t.Year(), t.Month(), t.Day()), true
		}
	}
	return polish.Day{}, false
}

// readMoment reads a moment; without a zone it is Europe/Warsaw.
func readMoment(raw string) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339, raw); err == nil {
		return t.In(polish.Warsaw), true
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", "2.1.2006 15:04", "2.1.2006, 15:04"} {
		if t, err := time.ParseInLocation(layout, raw, polish.Warsaw); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// readMoney reads "1 234,50 zł" as grosze.
func readMoney(raw string) (any, string) {
	const why = "nie jest kwotą. Napisz na przykład 1 234,50."
	s := strings.TrimSuffix(strings.TrimSuffix(strings.Map(digitsOnly, raw), "zł"), "PLN")
	whole, fraction, _ := strings.Cut(strings.ReplaceAll(s, ".", ","), ",")
	if len(fraction) > 2 || len(whole) > 13 || strings.Contains(fraction, ",") {
		return nil, why
	}
	fraction = (fraction + "00")[:2]
	n, err := strconv.ParseInt(whole+fraction, 10, 64)
	if err != nil {
		return nil, why
	}
	return float64(n), ""
}

func readYesNo(raw string) (any, string) {
	switch strings.ToLower(raw) {
	case "tak", "true", "1", "on", "t":
		return true, ""
	case "nie", "false", "0", "n":
		return false, ""
	}
	return nil, "ma być „tak” albo „nie”."
}

// ParseRows reads the rows of a field, a map of cells as typed for each. Rows
// without any cell are left out.
func (f Field) ParseRows(rows []map[string]string) (any, error) {
	bound := maxRows
	if f.Max > 0 {
		bound = f.Max
	}
	if len(rows) > bound {
		return nil, &press.Invalid{Field: f.Label, Why: fmt.Sprintf("może mieć najwyżej %s.", polish.Counted(bound, "wiersz", "wiersze", "wierszy"))}
	}
	var out []any
	for _, row := range rows {
		cells := map[string]any{}
		for _, c := range f.Columns {
			v, err := c.field().Parse(row[c.Name])
			if err != nil {
				return nil, err
			}
			if v != nil {
				cells[c.Name] = v
			}
		}
		if len(cells) > 0 {
			out = append(out, cells)
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return out, nil
}

func (c Column) field() Field {
	kind := c.Kind
	if kind == "" {
		kind = Text
	}
	return Field{Name: c.Name, Label: c.Label, Kind: kind}
}

// Format is a value as people read it; identities stay as they are.
func (f Field) Format(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case bool:
		if v {
			return "tak"
		}
		return "nie"
	case float64:
		if f.Kind == Money {
			return polish.Money(int64(v))
		}
		return polish.Count(int64(v))
	case string:
		return f.formatString(v)
	case []any:
		return strings.Join(f.RowLines(v), "; ")
	}
	return fmt.Sprint(v)
}

func (f Field) formatString(v string) string {
	switch f.Kind {
	case Date:
		if d, err := polish.ParseDay(v); err == nil {
			return d.Words()
		}
	case Moment:
		if t, err := time.Parse(time.RFC3339, v); err == nil {
			return polish.FormatDateTimeLong(t)
		}
	default:
	}
	return v
}

// RowLines is the rows of a value, a line each: by Line, or cell by cell.
func (f Field) RowLines(v any) []string {
	rows, _ := v.([]any)
	var out []string
	for _, r := range rows {
		cells, ok := r.(map[string]any)
		if !ok {
			continue
		}
		texts := map[string]string{}
		var plain []string
		for _, c := range f.Columns {
			text := c.field().Format(cells[c.Name])
			texts[c.Name] = text
			if text != "" {
				plain = append(plain, text)
			}
		}
		if f.Line == "" {
			out = append(out, strings.Join(plain, ", "))
		} else {
			out = append(out, fillLine(f.Line, texts))
		}
	}
	return out
}

// optional is a part of a row's line that is left out when a cell in it is
// empty: "{zadanie}[ ({kto})]".
var optional = regexp.MustCompile(`\[[^\[\]]*\]`)

// fillLine says a row by its line.
func fillLine(line string, texts map[string]string) string {
	empty := func(part string) bool {
		return slices.ContainsFunc(placeholder.FindAllStringSubmatch(part, -1), func(m []string) bool { return texts[m[2]] == "" })
	}
	line = optional.ReplaceAllStringFunc(line, func(part string) string {
		if empty(part) {
			return ""
		}
		return part[1 : len(part)-1]
	})
	return strings.TrimSpace(placeholder.ReplaceAllStringFunc(line, func(s string) string { return texts[placeholder.FindStringSubmatch(s)[2]] }))
}

// day reads a case's date or moment field as a day.
func (r *Register) day(c press.Case, field string) (polish.Day, bool) {
	s, _ := c.Fields[field].(string)
	if s == "" {
		return polish.Day{}, false
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return polish.DayOf(t), true
	}
	d, err := polish.ParseDay(s)
	return d, err == nil
}

// moment reads a case's moment field.
func (r *Register) moment(c press.Case, field string) (time.Time, bool) {
	s, _ := c.Fields[field].(string)
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil
}
