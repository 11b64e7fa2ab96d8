package web

import (
	"html/template"
	"net/http"
	"net/url"
	"strconv"

	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// reportsData is the data of the list of reports.
type reportsData struct {
	Sent     []reportLine
	Periods  []Link
	From, To string
	Can      bool // reports on other periods can be made
}

type reportLine struct {
	store.SentReport
	Period string
	First  string // of the summary
}

// shownReports bounds the list of those that were sent.
const shownReports = 120

func (s *Site) reports(w http.ResponseWriter, r *http.Request) error {
	sent, err := s.Store.SentReports(r.Context(), shownReports)
	if err != nil {
		return err
	}
	today := polish.DayOf(s.Now())
	d := reportsData{Can: s.Report != nil, From: today.Add(-6).String(), To: today.String(), Periods: periodsOf(today)}
	for _, v := range sent {
		line := reportLine{SentReport: v, Period: periodOf(v.Report)}
		if len(v.Summary) > 0 {
			line.First = v.Summary[0]
		}
		d.Sent = append(d.Sent, line)
	}
	return s.show(w, r, 0, "reports", "Raporty", d)
}

// periodsOf are the stretches of time that one asks for most.
func periodsOf(today polish.Day) []Link {
	monday := today.Add(-(int(today.Weekday()) + 6) % 7)
	first := polish.NewDay(today.Year, today.Month, 1)
	before := first.Add(-1)
	var out []Link
	for _, p := range []struct {
		text     string
		from, to polish.Day
	}{
		{"Ten tydzień", monday, monday.Add(6)}, {"Poprzedni tydzień", monday.Add(-7), monday.Add(-1)},
		{"Ten miesiąc", first, polish.NewDay(today.Year, today.Month+1, 1).Add(-1)}, {"Poprzedni miesiąc", polish.NewDay(before.Year, before.Month, 1), before},
	} {
		out = append(out, Link{Text: p.text, Href: "/raporty/okres?" + url.Values{"od": {p.from.String()}, "do": {p.to.String()}}.Encode()})
	}
	return out
}

// periodOf is the days of a report in words.
func periodOf(v press.Report) string {
	from, err1 := polish.ParseDay(v.From)
	to, err2 := polish.ParseDay(v.To)
	if err1 != nil || err2 != nil {
		return v.From + " – " + v.To
	}
	return polish.FormatPeriod(from, to)
}

// reportOn is the report on any stretch of time, as things now stand.
func (s *Site) reportOn(w http.ResponseWriter, r *http.Request) error {
	if s.Report == nil {
		return press.NotFound("raport", "okres")
	}
	var days [2]polish.Day
	for i, field := range []string{"od", "do"} {
		day, err := polish.ParseDay(r.URL.Query().Get(field))
		if err != nil {
			return &press.Invalid{Field: field, Why: "podaj dzień jako rok-miesiąc-dzień, na przykład 2026-11-23."}
		}
		days[i] = day
	}
	v, err := s.Report(r.Context(), "Raport", days[0], days[1])
	if err != nil {
		return err
	}
	query := "?" + url.Values{"od": {v.From}, "do": {v.To}}.Encode()
	return s.showReport(w, r, v, func(form string) string { return "/raporty/okres/" + form + query }, false)
}

// reportSent is a report as it was sent.
func (s *Site) reportSent(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return press.NotFound("raport", r.PathValue("id"))
	}
	v, err := s.Store.SentReport(r.Context(), id)
	if err != nil {
		return err
	}
	return s.showReport(w, r, v.Report, func(form string) string { return "/raporty/" + r.PathValue("id") + "/" + form }, true)
}

// reportData is the data of one report's screen.
type reportData struct {
	press.Report
	Period    string
	Parts     []reportPart
	PDF, DOCX string
	XLSX      string // the tables alone
	Sent      bool
}

type reportPart struct {
	press.ReportPart
	Picture template.HTML
	Long    bool // the table is folded
}

// Number tells whether a column holds numbers.
func (p reportPart) Number(column int) bool { return column < len(p.Numbers) && p.Numbers[column] }

// longTable is from how many rows on a table beside a chart is folded.
const longTable = 12

func (s *Site) showReport(w http.ResponseWriter, r *http.Request, v press.Report, as func(form string) string, sent bool) error {
	switch form := r.PathValue("form"); form {
	case "":
	case "xlsx":
		return s.sendSheets(w, r, reportSheets(v), v.Title+" "+v.From)
	default:
		return s.sendDoc(w, r, reportDoc(v), v.Title+" "+v.From, form)
	}
	d := reportData{Report: v, Period: periodOf(v), PDF: as("pdf"), DOCX: as("docx"), XLSX: as("xlsx"), Sent: sent}
	for _, p := range v.Parts {
		part := reportPart{ReportPart: p}
		if p.Chart != nil {
			part.Picture = template.HTML(paper.SVG(*p.Chart)) //nolint:gosec // drawn by paper.SVG, which escapes
			part.Long = len(p.Rows) > longTable
		}
		d.Parts = append(d.Parts, part)
	}
	return s.show(w, r, 0, "report", v.Title+", "+d.Period, d)
}

// reportDoc is a report on paper: each chart with its table under it.
func reportDoc(v press.Report) paper.Doc {
	d := paper.Doc{Title: v.Title + ", " + periodOf(v), Author: v.Office, Footer: v.Title + ", " + periodOf(v), Made: v.Made}
	add := func(b ...paper.Block) { d.Blocks = append(d.Blocks, b...) }
	add(paper.Heading{Level: 1, Text: v.Title}, paper.Text(periodOf(v)))
	for _, line := range v.Summary {
		add(paper.Text(line))
	}
	for _, p := range v.Parts {
		add(paper.Heading{Level: 2, Text: p.Title})
		for _, line := range p.Lead {
			add(paper.Text(line))
		}
		if p.Chart != nil {
			add(paper.Bars{Chart: *p.Chart})
		}
		if len(p.Head) > 0 && len(p.Rows) > 0 {
			add(paper.Table{Caption: p.Title, Head: p.Head, Rows: p.Rows, Numbers: p.Numbers, Widths: reportWidths(len(p.Head))})
		}
	}
	add(paper.Paragraph{Small: true, Runs: []paper.Run{{Text: "Sporządzono " + polish.FormatDateTimeLong(v.Made) + "."}}})
	return d
}

// reportWidths gives the first column the room of names.
func reportWidths(columns int) []float64 {
	out := make([]float64, columns)
	for i := range out {
		out[i] = 1
	}
	out[0] = 2.2
	return out
}
