package web

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"prasowka/internal/paper"
	"prasowka/internal/press"
)

// maxImportRows bounds what one file may bring in.
const maxImportRows = 2000

// A sheet is a table that somebody brings in: a head and rows as text.
type sheet struct {
	Head []string
	Rows [][]string
}

// cell is the text of a row in a column; empty past its end.
func (sheet) cell(row []string, column int) string {
	if column < 0 || column >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[column])
}

// column finds a column by any of its names, without regard to case and
// Polish letters; -1.
func (s sheet) column(names ...string) int {
	for i, head := range s.Head {
		for _, name := range names {
			if folded(strings.TrimSpace(head)) == folded(name) {
				return i
			}
		}
	}
	return -1
}

// lastColumn finds the last column of a name; -1. An export puts its own
// columns first, so that a field of the same name comes after them.
func (s sheet) lastColumn(name string) int {
	for i := len(s.Head) - 1; i >= 0; i-- {
		if folded(strings.TrimSpace(s.Head[i])) == folded(name) {
			return i
		}
	}
	return -1
}

// readSheet takes the table of a posted form: an uploaded XLSX or CSV, or the
// one that a dry run has already shown.
func readSheet(r *http.Request) (sheet, error) {
	if kept := r.FormValue("arkusz"); kept != "" && r.FormValue("zrob") == "wczytaj" {
		var s sheet
		if err := json.Unmarshal([]byte(kept), &s); err != nil {
			return s, &press.Invalid{Field: "plik", Why: "zgubił się po drodze; wybierz go ponownie."}
		}
		if len(s.Rows) > maxImportRows {
			return s, tooManyRows()
		}
		return s, nil
	}
	file, _, err := r.FormFile("plik")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return sheet{}, &press.Invalid{Field: "plik", Why: "nie wybrano pliku."}
	}
	if err != nil {
		return sheet{}, err
	}
	defer func() { _ = file.Close() }()
	data, err := io.ReadAll(io.LimitReader(file, maxForm))
	if err != nil {
		return sheet{}, fmt.Errorf("read upload: %w", err)
	}
	return sheetOf(data)
}

// sheetOf reads a table from an XLSX or a CSV.
func sheetOf(data []byte) (sheet, error) {
	var rows [][]string
	var err error
	if bytes.HasPrefix(data, []byte("PK")) {
		rows, err = paper.ReadXLSX(data, maxImportRows+1)
	} else {
		rows, err = readCSV(data)
	}
	if err != nil {
		return sheet{}, err
	}
	if len(rows) < 2 {
		return sheet{}, &press.Invalid{Field: "plik", Why: "nie ma wierszy pod nagłówkiem."}
	}
	return sheet{Head: rows[0], Rows: rows[1:]}, nil
}

func tooManyRows() error {
	return &press.Invalid{Field: "plik", Why: fmt.Sprintf("ma ponad %d wierszy; podziel go.", maxImportRows)}
}

// readCSV reads a table of commas or semicolons, in UTF-8 or, as older
// spreadsheets write, windows-1250.
func readCSV(data []byte) ([][]string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		decoded, err := charmap.Windows1250.NewDecoder().Bytes(data)
		if err != nil {
			return nil, &press.Invalid{Field: "plik", Why: "nie jest tekstem, który da się odczytać."}
		}
		data = decoded
	}
	first, _, _ := bytes.Cut(data, []byte("\n"))
	in := csv.NewReader(bytes.NewReader(data))
	if bytes.Count(first, []byte(";")) >= bytes.Count(first, []byte(",")) {
		in.Comma = ';'
	}
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	var out [][]string
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, &press.Invalid{Field: "plik", Why: "nie jest tabelą CSV, którą da się odczytać."}
		}
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		for i, cell := range row { // the mark that keeps spreadsheets from computing
			if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@", rune(cell[1])) {
				row[i] = cell[1:]
			}
		}
		if out = append(out, row); len(out) > maxImportRows+1 {
			return nil, tooManyRows()
		}
	}
}

// importData is the data of the screens that bring a table in.
type importData struct {
	Heading, Back, Action string
	Columns               string // what the head may say
	Done                  bool   // a table was looked over
	Kept                  string // it, for the second step
	Good, Bad             int
	Ignored               []string
	Lines                 []importLine
}

type importLine struct {
	N      int // of the row in the file, from 1, the head counted
	Text   string
	What   string // "nowy", "zmiana", "już jest"
	Error  string
	Detail string
}

// keep remembers the table for the second step, unless it is too large to
// travel in a form.
func (d *importData) keep(s sheet) error {
	kept, err := json.Marshal(s)
	if err == nil && len(kept) < maxForm-1<<16 {
		d.Kept = string(kept)
	}
	return err
}
