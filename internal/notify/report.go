package notify

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Report is a report on a week or a month for one recipient. Mails carry no
// pictures: a chart becomes bars of text beside the numbers that they stand for.
type Report struct {
	press.Report
	Recipient string `json:"recipient,omitempty"` // name
	Own       Links  `json:"links"`
}

// maxReportRows is how many rows of a table a mail shows.
const maxReportRows = 14

// maxReportParts is how many parts a mail shows at the worst.
const maxReportParts = 16

// maxBar is the length of the longest bar, in blocks.
const maxBar = 24

// A reportSheet is a report as words.
type reportSheet struct {
	Subject  string
	Kicker   string
	Title    string
	Period   string
	Greeting string
	Made     string
	Summary  []string
	Parts    []reportPart
	Own      Links
}

type reportPart struct {
	Title string
	Lead  []string
	Head  []reportCell
	Rows  []reportRow
	Left  int
}

type reportRow struct{ Cells []reportCell }

type reportCell struct {
	Text   string
	Bar    string
	Number bool
}

// Kind is NoticeReport.
func (*Report) Kind() press.NoticeKind { return press.NoticeReport }

// Links are the recipient's.
func (r *Report) Links() Links { return r.Own }

// Mail renders the report with the first rows of each table.
func (r *Report) Mail() (Mail, error) {
	for _, rows := range []int{maxReportRows, 7, 3, 1} {
		s := r.sheet(rows)
		if rows == 1 && len(s.Parts) > maxReportParts { // never so for a report that the desk made
			s.Parts = s.Parts[:maxReportParts]
		}
		html, err := execute("mail", page{Subject: s.Subject, Preheader: s.preheader(), Report: &s})
		if err != nil {
			return Mail{}, err
		}
		if len(html) <= MaxMail {
			return Mail{Subject: s.Subject, Preheader: s.preheader(), HTML: html, Text: reportText(s)}, nil
		}
	}
	return Mail{}, fmt.Errorf("notify: report %q of %s does not fit %d bytes", r.Title, r.From, MaxMail)
}

// Paper renders the whole report for print, as tables. With charts it is
// printed from the screens.
func (r *Report) Paper() ([]byte, error) {
	s := r.sheet(0)
	return bytesOf(execute("paper", page{Subject: s.Title + ", " + s.Period, Report: &s}))
}

// Chat renders the report as one message: its sentences, and where to see it.
func (r *Report) Chat() Chat {
	s := r.sheet(5)
	blocks := []slack.Block{header(joinFilled(" · ", s.Title, s.Period))}
	if s.Kicker != "" {
		blocks = append([]slack.Block{note(plainMark(s.Kicker))}, blocks...)
	}
	for n, l := range s.Summary {
		if l = plainMark(isolate(l)); n == 0 {
			l = "*" + l + "*"
		}
		blocks = append(blocks, section(l))
	}
	var tail []slack.Block
	if links := filled(button{ActionOpen, "Zobacz raport", s.Own.Web}, button{ActionPaper, "PDF", s.Own.Paper}); len(links) > 0 {
		tail = append(tail, buttons(links, r.From))
	}
	for _, p := range s.Parts {
		if len(p.Lead) == 0 {
			continue
		}
		next := append(blocks[:len(blocks):len(blocks)], section("*"+plainMark(p.Title)+"*\n"+plainMark(isolate(strings.Join(p.Lead, " ")))))
		if !fits(concat(next, tail)) {
			break
		}
		blocks = next
	}
	blocks = concat(blocks, tail)
	for !fits(blocks) && len(blocks) > 2 {
		blocks = append(blocks[:len(blocks)-2:len(blocks)-2], tail...)
	}
	return Chat{Root: Post{Text: escape(s.Subject + ". " + s.preheader()), Blocks: blocks}}
}

func (s reportSheet) preheader() string {
	if len(s.Summary) == 0 {
		return s.Period
	}
	return s.Summary[0]
}

// sheet words the report with at most so many rows a table; 0: all.
func (r *Report) sheet(rows int) reportSheet {
	s := reportSheet{
		Kicker: joinFilled(" · ", shorten(clean(r.Office), 80), shorten(clean(r.City), 60)),
		Title:  cmp.Or(shorten(clean(r.Title), 80), "Raport"), Period: periodWords(r.From, r.To),
		Greeting: wrap("Raport dla: ", shorten(clean(r.Recipient), 80), ""),
		Own:      Links{Web: webURL(r.Own.Web), Paper: webURL(r.Own.Paper)},
	}
	s.Subject = strings.ReplaceAll(joinFilled(", ", s.Title, s.Period), polish.NBSP, " ")
	if !r.Made.IsZero() {
		s.Made = "Sporządzono " + polish.FormatDateTimeLong(r.Made) + "."
	}
	for n, l := range r.Summary {
		if n < 8 {
			s.Summary = append(s.Summary, sentence(prose(l, 500)))
		}
	}
	for _, p := range r.Parts {
		s.Parts = append(s.Parts, reportPartOf(p, rows))
	}
	return s
}

func reportPartOf(p press.ReportPart, rows int) reportPart {
	out := reportPart{Title: shorten(clean(p.Title), 120)}
	for _, l := range p.Lead {
		out.Lead = append(out.Lead, sentence(prose(l, 600)))
	}
	number := func(n int) bool { return n < len(p.Numbers) && p.Numbers[n] }
	for n, h := range p.Head {
		out.Head = append(out.Head, reportCell{Text: shorten(clean(h), 60), Number: number(n)})
	}
	bars := barsOf(p.Chart)
	for n, row := range p.Rows {
		if rows > 0 && n >= rows && len(p.Rows) > rows+1 {
			out.Left = len(p.Rows) - n
			break
		}
		var cells []reportCell
		for c, text := range row[:min(len(row), len(p.Head))] {
			cell := reportCell{Text: prose(text, 240), Number: number(c)}
			if c == 0 && n < len(bars) {
				cell.Bar = bars[n]
			}
			cells = append(cells, cell)
		}
		out.Rows = append(out.Rows, reportRow{cells})
	}
	return out
}

// barsOf draws the values of a chart as text.
func barsOf(c *press.Chart) []string {
	if c == nil {
		return nil
	}
	most := 0.0
	for _, v := range c.Values {
		most = max(most, v)
	}
	out := make([]string, len(c.Values))
	for i, v := range c.Values {
		if most > 0 && v > 0 {
			out[i] = strings.Repeat("█", max(1, int(math.Round(v/most*maxBar))))
		}
	}
	return out
}

// periodWords is "16–22 listopada 2026", from the first and the last day.
func periodWords(from, to string) string {
	a, err1 := polish.ParseDay(from)
	b, err2 := polish.ParseDay(to)
	if err1 != nil || err2 != nil {
		return joinFilled(" – ", from, to)
	}
	return polish.FormatPeriod(a, b)
}

// reportText is the report as plain text.
func reportText(s reportSheet) string {
	var w scribe
	w.par("", "", strings.ToUpper(s.Title))
	w.par("", "", s.Period)
	w.par("", "", s.Kicker)
	for _, l := range s.Summary {
		w.gap()
		w.par("", "", isolate(l))
	}
	w.gap()
	w.par("", "", s.Greeting)
	w.par("", "", wrap("Z wykresami: ", s.Own.Web, ""))
	w.par("", "", wrap("PDF do druku: ", s.Own.Paper, ""))
	for _, p := range s.Parts {
		w.title(strings.ToUpper(p.Title), "=")
		for _, l := range p.Lead {
			w.par("", "", isolate(l))
		}
		if len(p.Lead) > 0 && len(p.Rows) > 0 {
			w.gap()
		}
		for _, r := range p.Rows {
			w.tableRow(p.Head, r)
		}
		if p.Left > 0 {
			w.par("", "", leftWords(p.Left)+wrap(" – cały raport: ", s.Own.Web, ""))
		}
	}
	w.gap()
	w.par("", "", s.Made)
	return w.String()
}

// tableRow is one row of a table: its name with what the columns say of it,
// and the bar under it.
func (w *scribe) tableRow(head []reportCell, r reportRow) {
	if len(r.Cells) == 0 {
		return
	}
	var rest []string
	for n, c := range r.Cells[1:] {
		if c.Text != "" {
			rest = append(rest, strings.ToLower(head[n+1].Text)+": "+isolate(c.Text))
		}
	}
	w.par("* ", "  ", joinFilled(" – ", isolate(r.Cells[0].Text), strings.Join(rest, "; ")))
	if bar := r.Cells[0].Bar; utf8.RuneCountInString(bar) > 0 {
		w.par("  ", "  ", bar)
	}
}
