package paper

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"prasowka/internal/press"
)

// Bounds of a workbook that a stranger made: a small file may unpack to a huge
// one.
const (
	maxReadBytes   = 64 << 20 // unpacked, all parts
	maxReadPart    = 32 << 20 // unpacked, one part
	maxReadColumns = 500
)

// ReadXLSX reads the first sheet of a workbook as text, dates as
// "2006-01-02" or "2006-01-02 15:04". A file that is no workbook, or one of
// more than maxRows rows, is a *press.Invalid.
func ReadXLSX(data []byte, maxRows int) ([][]string, error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		UnzipSizeLimit: maxReadBytes, UnzipXMLSizeLimit: maxReadPart, RawCellValue: false,
		ShortDatePattern: "yyyy-mm-dd", LongDatePattern: "yyyy-mm-dd", LongTimePattern: "hh:mm",
	})
	if err != nil {
		return nil, &press.Invalid{Field: "plik", Why: "nie jest skoroszytem XLSX, który da się odczytać."}
	}
	defer f.Close() // in memory: nothing to lose
	names := f.GetSheetList()
	if len(names) == 0 {
		return nil, &press.Invalid{Field: "plik", Why: "nie ma żadnego arkusza."}
	}
	rows, err := f.Rows(names[0])
	if err != nil {
		return nil, fmt.Errorf("paper.ReadXLSX: sheet %q: %w", names[0], err)
	}
	defer rows.Close() // read only
	var out [][]string
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return nil, &press.Invalid{Field: "plik", Why: "ma uszkodzony arkusz."}
		}
		if len(cells) > maxReadColumns {
			cells = cells[:maxReadColumns]
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(legal(cells[i]))
		}
		out = append(out, cells)
		if len(out) > maxRows {
			return nil, &press.Invalid{Field: "plik", Why: fmt.Sprintf("ma ponad %d wierszy; podziel go.", maxRows)}
		}
	}
	return out, nil
}
