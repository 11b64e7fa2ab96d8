package press

import "time"

// A Report is what a week or a month of the press was, as words and numbers
// ready to be shown: every rendering (screen, paper, mail, chat) shows the
// same parts in the same order.
type Report struct {
	Title   string // "Raport tygodniowy"
	Office  string
	City    string
	From    string // first day, "2026-11-16"
	To      string // last day, "2026-11-22"
	Made    time.Time
	Summary []string // the report in a few sentences
	Parts   []ReportPart
}

// A ReportPart is one subject of a report: sentences, a table, and where a
// picture helps, a chart of what the table says.
type ReportPart struct {
	ID      string // for links: "wolumen"
	Title   string
	Lead    []string // sentences before the table; what is not known is said here
	Head    []string // none: no table
	Rows    [][]string
	Numbers []bool // columns of numbers
	Chart   *Chart
}

// A Chart is a series of numbers to be drawn. Its data stand in the table
// beside it, so that nobody needs the picture.
type Chart struct {
	Title  string // names the chart to those who do not see it
	Alt    string // what it shows, in a sentence
	Across bool   // bars lie, one a row: for names; else they stand, one a day
	Labels []string
	Values []float64
	Shown  []string  // values as words; empty: as whole numbers
	Usual  []float64 // what is usual, one a value; 0 where that is not known; empty: nowhere
	Name   string    // of the values: "wycinki"
	Also   string    // of what is usual: "średnia z czterech tygodni"
}
