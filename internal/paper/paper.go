// Package paper makes the documents that leave the office: PDF, DOCX, XLSX and
// ICS. A Doc is written once, as blocks; HTML, DOCX and (by way of HTML) PDF
// are made from it.
//
// Invariants:
//   - Documents are accessible (ustawa o dostępności cyfrowej, WCAG 2.1 AA):
//     language set to Polish, real headings, lists and table headers, and PDF
//     tagged. Pure Go libraries make untagged PDF, so PDF is printed by a
//     Chromium; without one it is an error that says so, never an untagged file.
//   - The same Doc gives the same bytes of HTML and DOCX: no clock, no random.
//   - Text is text: whatever stands in it is escaped for where it goes, and
//     characters that XML forbids are left out.
//   - Nothing is fetched: a printed page that asks for a picture, a font or a
//     script from anywhere gets none.
package paper

import (
	"strings"
	"time"
	"unicode/utf8"
)

// A Doc is a document: a letter, a report, a case file.
type Doc struct {
	Title   string // in the file's properties and the window's title; headings stand in Blocks
	Author  string
	Subject string
	Made    time.Time // in the properties; zero: left out
	Footer  string    // at the foot of each page, before the page number
	Blocks  []Block
}

// A Block is a part of a document from top to bottom: Heading, Paragraph,
// List, Table, Line, Bars, Rule or PageBreak.
type Block interface{ block() }

// A Heading opens a part of the document. Level is 1 to 4; others are taken
// for the nearest.
type Heading struct {
	Level int
	Text  string
}

// Align says to which side lines of a paragraph go.
type Align string

// The alignments. The zero value is Left.
const (
	Left   Align = ""
	Right  Align = "right"
	Center Align = "center"
)

// A Paragraph is a run of text. "\n" within a Run starts a new line.
type Paragraph struct {
	Runs  []Run
	Align Align
	Quote bool // set in from the left, as a quotation
	Small bool // notes, legal basis
}

// A Run is text of one look.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
	Link   string // http, https or mailto; others are shown as plain text
}

// A List has its items one below the other.
type List struct {
	Ordered bool
	Items   [][]Run
}

// A Table has a header row and rows below it. Shorter rows are filled with
// empty cells, longer ones are cut to the header.
type Table struct {
	Caption string // says what the table holds; read out by screen readers
	Head    []string
	Rows    [][]string
	Widths  []float64 // shares of the width, one a column; empty: all the same
	Numbers []bool    // columns set to the right
}

// A Rule is a line across the page.
type Rule struct{}

// A PageBreak starts a new page.
type PageBreak struct{}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Table) block()     {}
func (Rule) block()      {}
func (PageBreak) block() {}

// Text is a paragraph of plain text.
func Text(s string) Paragraph { return Paragraph{Runs: []Run{{Text: s}}} }

// level is the heading's level within 1–4.
func (h Heading) level() int { return min(max(h.Level, 1), 4) }

// row is a table's row with as many cells as the table has columns.
func (t Table) row(n int) []string {
	out := make([]string, len(t.Head))
	copy(out, t.Rows[n])
	return out
}

// share is a column's part of the width, 0–1; all shares sum to 1.
func (t Table) share(n int) float64 {
	sum := 0.0
	for _, w := range t.Widths {
		sum += max(w, 0)
	}
	if len(t.Widths) != len(t.Head) || sum == 0 {
		return 1 / float64(len(t.Head))
	}
	return max(t.Widths[n], 0) / sum
}

// number tells whether a column is set to the right.
func (t Table) number(n int) bool { return n < len(t.Numbers) && t.Numbers[n] }

// linkable tells whether an address may be put behind words.
func linkable(address string) bool {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if strings.HasPrefix(address, scheme) && len(address) > len(scheme) && !strings.ContainsAny(address, " \n\t\"<>") {
			return true
		}
	}
	return false
}

// legal leaves out what XML 1.0 §2.2 forbids: controls but tab and newline,
// surrogates, U+FFFE, U+FFFF, and bytes that are not UTF-8.
func legal(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r >= 0x20 && r <= 0xd7ff || r >= 0xe000 && r < utf8.RuneError || r >= 0x10000:
			return r
		}
		return -1
	}, s)
}
