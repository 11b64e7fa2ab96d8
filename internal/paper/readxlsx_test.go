package paper

import (
	"errors"
	"slices"
	"testing"
	"time"

	"prasowka/internal/press"
)

func sheetOf(t testing.TB) []byte {
	t.Helper()
	at := time.Date(2026, 11, 23, 14, 30, 0, 0, time.UTC)
	data, err := XLSX("Próba", []Sheet{{Name: "Rejestr", Columns: []Column{{Title: "Nazwa"}, {Title: "Dzień", Kind: DateCell}, {Title: "Chwila", Kind: MomentCell}, {Title: "Kwota", Kind: MoneyCell}, {Title: "Ile", Kind: NumberCell}},
		Rows: [][]any{{"Żółw = \"tak\"", at, at, 1234.5, 7}, {"=1+1", nil, nil, nil, nil}}}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// What we write, we read.
func TestReadXLSX(t *testing.T) {
	rows, err := ReadXLSX(sheetOf(t), 100)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v, %v", rows, err)
	}
	if !slices.Equal(rows[0], []string{"Nazwa", "Dzień", "Chwila", "Kwota", "Ile"}) || rows[2][0] != "=1+1" {
		t.Errorf("rows %q", rows)
	}
	t.Logf("%q", rows[1])
	var invalid *press.Invalid
	if _, err := ReadXLSX(sheetOf(t), 2); !errors.As(err, &invalid) {
		t.Errorf("too many rows: %v", err)
	}
	if _, err := ReadXLSX([]byte("PK nothing"), 2); !errors.As(err, &invalid) {
		t.Errorf("no workbook: %v", err)
	}
}

func FuzzReadXLSX(f *testing.F) {
	f.Add(sheetOf(f))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := ReadXLSX(data, 1000)
		if err == nil && len(rows) > 1000 {
			t.Errorf("%d rows", len(rows))
		}
	})
}
