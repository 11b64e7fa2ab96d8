package web

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// statTable is one table of the statistics.
type statTable struct {
	Name string
	Of   string // whose table it is
	Head []string
	Rows []statRow
}

type statRow struct {
	Name   string
	All    int
	Counts []int
	Median time.Duration
	Timed  int
}

// Took is the median time in words; empty when nothing was timed.
func (r statRow) Took() string {
	switch hours := int(r.Median.Round(time.Hour) / time.Hour); {
	case r.Timed == 0:
		return ""
	case hours < 1:
		return polish.Counted(int(r.Median/time.Minute), "minuta", "minuty", "minut")
	case hours < 48:
		return polish.Counted(hours, "godzina", "godziny", "godzin")
	default:
		return polish.Counted((hours+12)/24, "dzień", "dni", "dni")
	}
}

// cells are the row as text, under statTable.Head.
func (r statRow) cells(timed bool) []string {
	out := []string{r.Name, strconv.Itoa(r.All)}
	for _, n := range r.Counts {
		out = append(out, strconv.Itoa(n))
	}
	if timed {
		out = append(out, r.Took())
	}
	return out
}

// statData is the data of the statistics of one register.
type statData struct {
	Register *cases.Register
	Year     int
	Years    statTable
	Tables   []statTable
	Timed    bool
}

// statistics lists the registers that count, each with its years.
func (s *Site) statistics(w http.ResponseWriter, r *http.Request) error {
	var all []statData
	for _, g := range s.Registers {
		if g.Stats == nil || !g.MayRead(person(r).Role) {
			continue
		}
		d, err := s.statsOf(r, g, polish.DayOf(s.Now()).Year)
		if err != nil {
			return err
		}
		all = append(all, d)
	}
	return s.show(w, r, 0, "statistics", "Statystyka", all)
}

// statRegister finds a register that counts, and the year that is asked for.
func (s *Site) statRegister(r *http.Request) (statData, error) {
	g, err := s.register(r, r.PathValue("register"))
	if err != nil {
		return statData{}, err
	}
	if g.Stats == nil {
		return statData{}, press.NotFound("statystyka", g.Name)
	}
	year := polish.DayOf(s.Now()).Year
	if asked := r.URL.Query().Get("rok"); asked != "" {
		if year, err = strconv.Atoi(asked); err != nil || year < 1990 || year > 2200 {
			return statData{}, &press.Invalid{Field: "rok", Why: "to nie jest rok."}
		}
	}
	return s.statsOf(r, g, year)
}

func (s *Site) registerStatistics(w http.ResponseWriter, r *http.Request) error {
	d, err := s.statRegister(r)
	if err != nil {
		return err
	}
	return s.show(w, r, 0, "statistic", "Statystyka: "+d.Register.Title, d)
}

// statsOf counts a register: by years, and the chosen year by its fields.
func (s *Site) statsOf(r *http.Request, g *cases.Register, year int) (statData, error) {
	d := statData{Register: g, Year: year, Timed: g.Stats.Done != ""}
	list, err := s.Store.Cases(r.Context(), store.CaseFilter{Register: g.Name, Limit: maxExport})
	if err != nil {
		return d, err
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return d, err
	}
	around, now := s.surroundings(outlets), s.Now()
	table := func(title, by string, of []press.Case) statTable {
		t := statTable{Name: title, Of: g.Title, Head: []string{title, "Wszystkie"}}
		for _, c := range g.Stats.Counts {
			t.Head = append(t.Head, c.Label)
		}
		if d.Timed {
			t.Head = append(t.Head, "Mediana czasu")
		}
		for _, f := range g.Figures(of, by, around, now) {
			t.Rows = append(t.Rows, statRow{Name: firstOf(firstOf(outlets[f.Name].Name, f.Name), "(nie podano)"), All: f.All, Counts: f.Counts, Median: f.Median, Timed: f.Timed})
		}
		return t
	}
	d.Years = table("Rok", cases.ByYear, list)
	from, to := polish.NewDay(year, time.January, 1).Start(), polish.NewDay(year+1, time.January, 1).Start()
	of := g.Within(list, from, to)
	for _, by := range g.Stats.By {
		f, _ := g.Field(by)
		d.Tables = append(d.Tables, table(f.Label, by, of))
	}
	return d, nil
}

// exportStatistics sends the statistics of a register as XLSX or CSV.
func (s *Site) exportStatistics(w http.ResponseWriter, r *http.Request) error {
	d, err := s.statRegister(r)
	if err != nil {
		return err
	}
	name := fmt.Sprintf("Statystyka %s %d", d.Register.Title, d.Year)
	all := append([]statTable{d.Years}, d.Tables...)
	switch r.PathValue("form") {
	case "csv":
		body, err := d.csv(all)
		if err != nil {
			return err
		}
		send(w, r, name+".csv", "text/csv; charset=utf-8", body, s.Now())
		return nil
	case "xlsx":
		var sheets []paper.Sheet
		for _, t := range all {
			sheets = append(sheets, d.sheet(t))
		}
		return s.sendSheets(w, r, sheets, name)
	}
	return press.NotFound("postać", r.PathValue("form"))
}

// sheet is a table as a sheet of a workbook; the median stands in hours, to
// be counted with.
func (d statData) sheet(t statTable) paper.Sheet {
	out := paper.Sheet{Name: t.Name, Columns: []paper.Column{{Title: t.Name, Width: 36}}}
	for _, h := range t.Head[1:] {
		if h == "Mediana czasu" {
			h = "Mediana czasu (godziny)"
		}
		out.Columns = append(out.Columns, paper.Column{Title: h, Kind: paper.NumberCell, Width: 16})
	}
	for _, r := range t.Rows {
		row := []any{r.Name, r.All}
		for _, n := range r.Counts {
			row = append(row, n)
		}
		if d.Timed {
			var hours any
			if r.Timed > 0 {
				hours = r.Median.Hours()
			}
			row = append(row, hours)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (d statData) csv(all []statTable) ([]byte, error) {
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	out := csv.NewWriter(&b)
	out.Comma = ';'
	for i, t := range all {
		if i > 0 {
			if err := out.Write([]string{""}); err != nil {
				return nil, err
			}
		}
		if err := out.Write(t.Head); err != nil {
			return nil, err
		}
		for _, r := range t.Rows {
			if err := out.Write(plainCells(r.cells(d.Timed))); err != nil {
				return nil, err
			}
		}
	}
	out.Flush()
	return b.Bytes(), out.Error()
}
