package paper

import (
	"cmp"
	"fmt"
	"html"
	"html/template"
	"math"
	"slices"
	"strings"
	"time"
)

// A Line is one kind of number over time, drawn as points joined by a line. It
// stands beside a Table that holds the same numbers: a picture alone tells
// nothing to somebody who does not see it. In DOCX its sentence stands in its
// place.
type Line struct {
	Title  string
	Alt    string // what the picture shows, in a sentence
	Points []Point
}

// A Point is one number of a Line.
type Point struct {
	At    time.Time
	Value float64
	Label string // as said: "52 mln zł"
	Own   bool   // said by the office: a square in place of a dot
}

func (Line) block() {}

// The measures of a line in its own units.
const (
	lineWide, lineHigh   = 640.0, 260.0
	lineLeft, lineRight  = 70.0, 40.0
	lineTop, lineBottom  = 34.0, 44.0
	lineSteps            = 4
	lineLabels           = 8 // points that get their words; more would lie on each other
	lineGrid, lineColour = "#999", "#0b3f70"
)

// linePlace turns instants and values into places of the picture. The lowest
// line is zero: a cut axis makes small differences look large.
type linePlace struct {
	first, last time.Time
	top         float64
}

func (l linePlace) x(t time.Time) float64 {
	if !l.last.After(l.first) {
		return (lineLeft + lineWide - lineRight) / 2
	}
	return lineLeft + (lineWide-lineLeft-lineRight)*float64(t.Sub(l.first))/float64(l.last.Sub(l.first))
}

func (l linePlace) y(v float64) float64 {
	return lineHigh - lineBottom - (lineHigh-lineTop-lineBottom)*v/l.top
}

// svg draws the line.
func (c Line) svg() (template.HTML, error) {
	if len(c.Points) == 0 {
		return "", fmt.Errorf("line %q has no points", c.Title)
	}
	points := slices.Clone(c.Points)
	slices.SortStableFunc(points, func(a, b Point) int { return a.At.Compare(b.At) })
	greatest := slices.MaxFunc(points, func(a, b Point) int { return cmp.Compare(a.Value, b.Value) }).Value
	at := linePlace{points[0].At, points[len(points)-1].At, niceTop(greatest)}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg role="img" viewBox="0 0 %g %g" width="100%%" aria-label="%s" font-family="sans-serif" font-size="13">`, lineWide, lineHigh, html.EscapeString(legal(c.Alt)))
	for i := range lineSteps + 1 {
		v := at.top * float64(i) / lineSteps
		fmt.Fprintf(&b, `<line x1="%g" y1="%.1f" x2="%g" y2="%.1f" stroke="%s" stroke-width=".6"/><text x="%g" y="%.1f" text-anchor="end" fill="#333">%s</text>`,
			lineLeft, at.y(v), lineWide-lineRight, at.y(v), lineGrid, lineLeft-8, at.y(v)+4, shortNumber(v))
	}
	var path []string
	for _, p := range points {
		path = append(path, fmt.Sprintf("%.1f,%.1f", at.x(p.At), at.y(p.Value)))
	}
	fmt.Fprintf(&b, `<polyline points="%s" fill="none" stroke="%s" stroke-width="1.5"/>`, strings.Join(path, " "), lineColour)
	for i, p := range points {
		b.WriteString(p.mark(at))
		if i == 0 || i == len(points)-1 || len(points) <= lineLabels && points[i-1].Label != p.Label {
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="%s" fill="#111">%s</text>`, at.x(p.At), at.y(p.Value)-10, lineAnchor(at.x(p.At)), html.EscapeString(legal(p.Label)))
		}
	}
	fmt.Fprintf(&b, `<text x="%g" y="%g" fill="#333">%s</text>`, lineLeft, lineHigh-14, at.first.Format("2.01.2006"))
	if at.last.After(at.first) {
		fmt.Fprintf(&b, `<text x="%g" y="%g" text-anchor="end" fill="#333">%s</text>`, lineWide-lineRight, lineHigh-14, at.last.Format("2.01.2006"))
	}
	b.WriteString(`</svg>`)
	return template.HTML(b.String()), nil //nolint:gosec // every text in it is escaped above
}

// mark is the point itself; what we said and what others said differ by shape.
func (p Point) mark(at linePlace) string {
	x, y := at.x(p.At), at.y(p.Value)
	if p.Own {
		return fmt.Sprintf(`<rect x="%.1f" y="%.1f" width="9" height="9" fill="#fff" stroke="%s" stroke-width="2"/>`, x-4.5, y-4.5, lineColour)
	}
	return fmt.Sprintf(`<circle cx="%.1f" cy="%.1f" r="4.5" fill="%s"/>`, x, y, lineColour)
}

// lineAnchor keeps words within the picture.
func lineAnchor(x float64) string {
	switch {
	case x < lineLeft+60:
		return "start"
	case x > lineWide-lineRight-60:
		return "end"
	}
	return "middle"
}

// niceTop is the round number at or above the greatest value at which the axis
// ends: 1, 2, 4, 5 or 8 times a power of ten.
func niceTop(greatest float64) float64 {
	if greatest <= 0 {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(greatest)))
	for _, m := range []float64{1, 2, 4, 5, 8} {
		if m*power >= greatest {
			return m * power
		}
	}
	return 10 * power
}

// shortNumber is a number of the axis: "40 mln", "1,5 tys.".
func shortNumber(v float64) string {
	for _, unit := range []struct {
		at   float64
		word string
	}{{1e9, " mld"}, {1e6, " mln"}, {1e3, " tys."}} {
		if v >= unit.at {
			return decimal(v/unit.at) + unit.word
		}
	}
	return decimal(v)
}

func decimal(v float64) string {
	return strings.ReplaceAll(fmt.Sprintf("%.4g", v), ".", ",")
}
