package paper

import (
	"math"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"prasowka/internal/press"
)

// Bars are well formed, name themselves, escape their words, and stay inside
// their frame whatever the numbers are.
func TestBars(t *testing.T) {
	days := press.Chart{Title: "Publikacje", Alt: "Najwięcej w środę <script>", Labels: []string{"pon.", "wt.", "<b>śr.</b>"}, Values: []float64{3, 0, 12}, Usual: []float64{4, 4, 0}, Name: "w tym tygodniu", Also: "średnia"}
	names := days
	names.Across, names.Shown, names.Labels = true, []string{"3", "0", "12 & pół"}, []string{"Głos", strings.Repeat("Bardzo długa nazwa ", 9), "Radio"}
	empty := press.Chart{Title: "Nic", Values: []float64{0, math.NaN(), math.Inf(1)}}
	for name, c := range map[string]press.Chart{"days": days, "names": names, "empty": empty} {
		t.Run(name, func(t *testing.T) {
			got := SVG(c)
			if got != SVG(c) {
				t.Error("two drawings differ")
			}
			for _, bad := range []string{"<script>", "<b>", "NaN", "Inf", `height="-`, `width="-`} {
				if strings.Contains(got, bad) {
					t.Errorf("the drawing has %q:\n%s", bad, got)
				}
			}
			if !strings.Contains(got, `role="img" aria-label="`+c.Title) || strings.Count(got, "<rect") < len(c.Values) {
				t.Errorf("drawing:\n%s", got)
			}
			z, open := html.NewTokenizer(strings.NewReader(got)), 0
			for {
				switch z.Next() {
				case html.StartTagToken:
					open++
				case html.EndTagToken:
					open--
				case html.ErrorToken:
					if open != 0 {
						t.Errorf("%d elements are not closed", open)
					}
					return
				}
			}
		})
	}
	if SVG(press.Chart{Title: "Pusty"}) != "" {
		t.Error("a chart without numbers is drawn")
	}
	page, err := HTML(Doc{Title: "Raport", Blocks: []Block{Bars{days}}})
	if err != nil || !strings.Contains(string(page), "<figcaption>Publikacje</figcaption><svg") {
		t.Errorf("page %s, %v", page, err)
	}
	if _, err := DOCX(Doc{Title: "Raport", Blocks: []Block{Bars{days}}}); err != nil {
		t.Error(err)
	}
}
