package paper

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strings"

	"prasowka/internal/press"
)

// Bars is a picture of numbers that a table beside it tells, too: the table
// is for everybody, the picture for those whom it helps. DOCX leaves it out.
type Bars struct{ press.Chart }

func (Bars) block() {}

// The measures of a chart in its own units; it is as wide as its place allows.
const (
	chartWidth  = 640
	chartHeight = 220 // of standing bars
	chartFoot   = 30  // for their labels
	chartHead   = 22  // for the number over the highest bar
	chartRow    = 26  // of a lying bar
	chartNames  = 236 // for their labels
	chartNumber = 70  // for the number at its end
	chartKey    = 24  // for the key under a chart with two series
)

// SVG draws a chart: bars, with a mark at each for what is usual. Its colours
// are those of the page around it, its name and description are read out in its
// place, and it neither scripts nor fetches. The same chart gives the same
// bytes.
func SVG(c press.Chart) string {
	if len(c.Values) == 0 {
		return ""
	}
	if c.Across {
		return lying(c)
	}
	return standing(c)
}

// chartOpen begins the picture: its size, and what it is to those who do not
// see it. No style of the page around is needed to tell the series apart: one
// is an area, the other a line.
func chartOpen(c press.Chart, height int) string {
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 %d %d" role="img" aria-label="%s" style="width:100%%;max-width:%dpx;height:auto;font:13px system-ui,'Segoe UI','Liberation Sans',Arial,sans-serif">`,
		chartWidth, height, html.EscapeString(legal(strings.TrimSpace(c.Title+". "+c.Alt))), chartWidth) + "\n"
}

const (
	chartBar  = `fill="var(--accent,#0a5a78)"`
	chartMark = `stroke="var(--bad,#a3230f)" stroke-width="3" stroke-dasharray="5 3"`
	chartInk  = `fill="var(--ink,#1d2329)"`
	chartSoft = `fill="var(--soft,#515b66)"`
	chartLine = `stroke="var(--line,#dcd9d1)"`
)

// highest is the greatest number that the chart must hold; never 0.
func highest(c press.Chart) float64 {
	most := 0.0
	for _, list := range [][]float64{c.Values, c.Usual} {
		for _, v := range list {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				most = max(most, v)
			}
		}
	}
	if most == 0 {
		return 1
	}
	return most
}

// chartNumberOf is a value as words.
func chartNumberOf(c press.Chart, i int) string {
	if i < len(c.Shown) {
		return c.Shown[i]
	}
	if v := c.Values[i]; !math.IsNaN(v) && !math.IsInf(v, 0) {
		return fmt.Sprintf("%.0f", v)
	}
	return "–"
}

// barShare is the length of a bar as a share of the longest, 0–1; what is no
// number has none.
func barShare(v, most float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	return min(1, max(0, v/most))
}

func chartLabel(c press.Chart, i, limit int) string {
	if i >= len(c.Labels) {
		return ""
	}
	runes := []rune(c.Labels[i])
	if len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return string(runes)
}

// standing draws one bar a day.
func standing(c press.Chart) string {
	height := chartHead + chartHeight + chartFoot
	key := slices.ContainsFunc(c.Usual, func(v float64) bool { return v > 0 })
	if key {
		height += chartKey
	}
	var b strings.Builder
	b.WriteString(chartOpen(c, height))
	floor := chartHead + chartHeight
	fmt.Fprintf(&b, `<line x1="0" y1="%d" x2="%d" y2="%d" %s/>`+"\n", floor, chartWidth, floor, chartLine)
	most, step := highest(c), float64(chartWidth)/float64(len(c.Values))
	every := 1 // a label for each bar, as long as they fit
	for step*float64(every) < 34 {
		every++
	}
	for i, v := range c.Values {
		x, tall := float64(i)*step, barShare(v, most)*chartHeight
		fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="2" %s/>`, x+step*0.15, float64(floor)-tall, step*0.7, tall, chartBar)
		if i%every == 0 {
			fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="middle" %s>%s</text>`, x+step/2, float64(floor)-tall-6, chartInk, html.EscapeString(chartNumberOf(c, i)))
			fmt.Fprintf(&b, `<text x="%.1f" y="%d" text-anchor="middle" %s>%s</text>`, x+step/2, floor+20, chartSoft, html.EscapeString(chartLabel(c, i, 9)))
		}
		if i < len(c.Usual) && c.Usual[i] > 0 {
			y := float64(floor) - c.Usual[i]/most*chartHeight
			fmt.Fprintf(&b, `<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" %s/>`, x+step*0.05, y, x+step*0.95, y, chartMark)
		}
		b.WriteByte('\n')
	}
	if key {
		chartLegend(&b, c, height-8)
	}
	b.WriteString("</svg>")
	return b.String()
}

// lying draws one bar a name.
func lying(c press.Chart) string {
	height := len(c.Values)*chartRow + 4
	key := slices.ContainsFunc(c.Usual, func(v float64) bool { return v > 0 })
	if key {
		height += chartKey
	}
	var b strings.Builder
	b.WriteString(chartOpen(c, height))
	most, room := highest(c), float64(chartWidth-chartNames-chartNumber)
	for i, v := range c.Values {
		y, long := i*chartRow, barShare(v, most)*room
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="end" %s>%s</text>`, chartNames-8, y+18, chartInk, html.EscapeString(chartLabel(c, i, 30)))
		fmt.Fprintf(&b, `<rect x="%d" y="%d" width="%.1f" height="%d" rx="2" %s/>`, chartNames, y+4, long, chartRow-8, chartBar)
		fmt.Fprintf(&b, `<text x="%.1f" y="%d" %s>%s</text>`, chartNames+long+6, y+18, chartInk, html.EscapeString(chartNumberOf(c, i)))
		if i < len(c.Usual) && c.Usual[i] > 0 {
			x := chartNames + c.Usual[i]/most*room
			fmt.Fprintf(&b, `<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" %s/>`, x, y+1, x, y+chartRow-1, chartMark)
		}
		b.WriteByte('\n')
	}
	if key {
		chartLegend(&b, c, height-8)
	}
	b.WriteString("</svg>")
	return b.String()
}

// chartLegend says which is which.
func chartLegend(b *strings.Builder, c press.Chart, y int) {
	fmt.Fprintf(b, `<rect x="0" y="%d" width="14" height="10" %s/><text x="20" y="%d" %s>%s</text>`, y-10, chartBar, y, chartSoft, html.EscapeString(c.Name))
	fmt.Fprintf(b, `<line x1="200" y1="%d" x2="226" y2="%d" %s/><text x="234" y="%d" %s>%s</text>`+"\n", y-5, y-5, chartMark, y, chartSoft, html.EscapeString(c.Also))
}
