package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// withReports lets the house make and keep reports, and answers the addresses
// of their screens.
func (h *house) withReports(t *testing.T) []string {
	t.Helper()
	h.Report = func(_ context.Context, title string, from, to polish.Day) (press.Report, error) {
		v := press.Report{Title: title, From: from.String(), To: to.String(), Made: h.now, Summary: []string{"Zebraliśmy 14 wycinków w 9 sprawach.", "Wyszedł 1 alert."}}
		days := press.ReportPart{ID: "wolumen", Title: "Ile pisano", Head: []string{"Dzień", "Wycinki", "Zwykle"}, Numbers: []bool{false, true, true},
			Chart: &press.Chart{Title: "Wycinki dzień po dniu", Alt: "Razem 14.", Name: "wycinki", Also: "średnia"}}
		for n := range 14 {
			days.Rows = append(days.Rows, []string{from.Add(n).Short(from.Year), "1", "2"})
			days.Chart.Labels, days.Chart.Values, days.Chart.Usual = append(days.Chart.Labels, "d"), append(days.Chart.Values, float64(n)), append(days.Chart.Usual, 2)
		}
		names := press.ReportPart{ID: "redakcje", Title: "Kto pisał", Head: []string{"Redakcja", "Wycinki"}, Numbers: []bool{false, true}, Rows: [][]string{{"Portal <script>", "14"}, {"Radio", "3"}},
			Chart: &press.Chart{Title: "Redakcje", Across: true, Labels: []string{"Portal <script>", "Radio"}, Values: []float64{14, 3}}}
		v.Parts = []press.ReportPart{days, names, {ID: "flagi", Title: "Flagi", Lead: []string{"Program niczego nie oznaczył."}}}
		return v, nil
	}
	v, err := h.Report(t.Context(), "Raport tygodniowy", polish.NewDay(2026, 11, 16), polish.NewDay(2026, 11, 22))
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		_, _, err := tx.PutReport(t.Context(), "tygodniowy", v, h.now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return []string{"/raporty", "/raporty/1", "/raporty/okres?od=2026-11-01&do=2026-11-14"}
}

func TestReports(t *testing.T) {
	h := open(t, "jan")
	if status, _ := h.get(t, "/raporty/okres?od=2026-11-01&do=2026-11-14"); status != http.StatusNotFound {
		t.Errorf("a report that nobody makes: %d", status)
	}
	for _, path := range h.withReports(t) {
		status, body := h.get(t, path)
		if status != http.StatusOK || strings.Contains(body, "<script>\"") || strings.Contains(body, "Portal <script>") {
			t.Errorf("%s: %d", path, status)
		}
		if path != "/raporty" && (strings.Count(body, `role="img"`) != 2 || strings.Count(body, "<table>") != 2 || !strings.Contains(body, "Program niczego nie oznaczył.")) {
			t.Errorf("%s has not every chart with its table", path)
		}
	}
	if _, body := h.get(t, "/raporty"); !strings.Contains(strings.ReplaceAll(body, polish.NBSP, " "), "Raport tygodniowy, 16–22 listopada 2026") || !strings.Contains(body, "od=2026-11-16") {
		t.Error("the list lacks the report that was sent, or the last week")
	}
	for path, want := range map[string]int{"/raporty/9": 404, "/raporty/x": 404, "/raporty/okres?od=jutro&do=2026-11-14": 422, "/raporty/1/html": 200, "/raporty/okres/docx?od=2026-11-01&do=2026-11-14": 200, "/raporty/1/xls": 404} {
		if status, _ := h.get(t, path); status != want {
			t.Errorf("%s: %d, want %d", path, status, want)
		}
	}
}

// The workbook of a report holds its sentences and each table, numbers as
// numbers; a report of either kind has it.
func TestReportAsWorkbook(t *testing.T) {
	h := open(t, "jan")
	h.withReports(t)
	for page, book := range map[string]string{"/raporty/1": "/raporty/1/xlsx", "/raporty/okres?od=2026-11-01&do=2026-11-14": "/raporty/okres/xlsx?do=2026-11-14&amp;od=2026-11-01"} {
		if _, body := h.get(t, page); !strings.Contains(body, `href="`+book+`"`) {
			t.Errorf("%s does not offer %s", page, book)
		}
		status, body := h.get(t, strings.ReplaceAll(book, "&amp;", "&"))
		f, err := excelize.OpenReader(strings.NewReader(body))
		if status != http.StatusOK || err != nil {
			t.Fatalf("%s: %d, %v", book, status, err)
		}
		if got := f.GetSheetList(); !slices.Equal(got, []string{"Podsumowanie", "Ile pisano", "Kto pisał"}) {
			t.Errorf("sheets %q", got)
		}
		if got, _ := f.GetCellValue("Podsumowanie", "B3"); got != "Zebraliśmy 14 wycinków w 9 sprawach." {
			t.Errorf("summary %q", got)
		}
		if kind, _ := f.GetCellType("Kto pisał", "B2"); kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
			t.Errorf("a count is of type %d", kind)
		}
		if got, _ := f.GetCellValue("Kto pisał", "A2"); got != "Portal <script>" {
			t.Errorf("a name is %q", got)
		}
	}
}

func TestNumbersOfATable(t *testing.T) {
	for _, c := range []struct {
		cells string
		kind  paper.CellKind
		want  []any
	}{
		{"1 234|−12|0,5||–", paper.NumberCell, []any{1234.0, -12.0, 0.5, nil, nil}},
		{"12%|62,5%|–", paper.PercentCell, []any{0.12, 0.625, nil}},
		{"–|", paper.NumberCell, []any{nil, nil}}, {"14 słów|1 słowo", paper.TextCell, nil}, {"12%|7", paper.TextCell, nil}, {"3 z 5", paper.TextCell, nil}, {"Infinity|1e5", paper.TextCell, nil},
	} {
		var rows [][]string
		for _, cell := range strings.Split(c.cells, "|") {
			rows = append(rows, []string{"x", cell})
		}
		kind, got := numbersOf(rows, 1, true)
		if kind != c.kind || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q %v", c.cells, kind, got)
		}
	}
}

// The page of a text of ours tells who repeated it.
func TestEchoesOfAText(t *testing.T) {
	h := open(t, "anna")
	h.do(t, http.MethodPost, "/stanowiska/nowe", statementForm("0", "Kładka będzie gotowa w maju, a nie jesienią."))
	all, err := h.Store.Statements(t.Context(), 1)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	path := "/stanowiska/" + all[0].ID
	h.do(t, http.MethodPost, path, url.Values{"czyn": {"zatwierdz"}, "wersja": {"1"}})
	if _, body := h.get(t, path); !strings.Contains(body, "Żadna redakcja nie powtórzyła") {
		t.Error("silence is not told")
	}
	id := h.file(t, "Kładka w maju", "Kładka będzie gotowa w maju, a nie jesienią.")
	if err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.PutPickup(t.Context(), store.Pickup{Statement: all[0].ID, Clipping: id, Outlet: "portal", At: all[0].SaidAt.Add(40 * time.Minute), Share: 0.62, Words: 8, Passage: "Kładka będzie gotowa w maju"})
	}); err != nil {
		t.Fatal(err)
	}
	_, body := h.get(t, path)
	body = strings.ReplaceAll(body, polish.NBSP, " ")
	for _, want := range []string{"Nasze słowa powtórzyła 1 redakcja, pierwsza Portal Grodziski po 40 min.", "62%", "8 słów", "/wycinki/" + id} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
