package paper

import (
	"strings"
	"testing"
	"time"
)

// A line is a picture with its description; its words are escaped, and DOCX
// says it in a sentence.
func TestLine(t *testing.T) {
	day := func(month time.Month) time.Time { return time.Date(2026, month, 2, 0, 0, 0, 0, time.UTC) }
	c := Line{Title: "Koszt mostu", Alt: "Koszt rósł z 40 do 52 mln zł <b>.", Points: []Point{
		{At: day(5), Value: 47e6, Label: "47 mln zł", Own: true}, {At: day(1), Value: 40e6, Label: "40 mln zł"}, {At: day(9), Value: 52e6, Label: "52 & mln zł"}}}
	page, err := HTML(Doc{Title: "Wykres", Blocks: []Block{c}})
	if err != nil {
		t.Fatal(err)
	}
	got := string(page)
	for _, want := range []string{`<svg role="img"`, `aria-label="Koszt rósł z 40 do 52 mln zł &lt;b&gt;."`, "<figcaption>Koszt mostu</figcaption>", "52 &amp; mln zł", ">80 mln<", "2.01.2026", "2.09.2026", "<rect", "<circle"} {
		if !strings.Contains(got, want) {
			t.Errorf("the page lacks %q\n%s", want, got)
		}
	}
	if first, last := strings.Index(got, "40 mln zł</text>"), strings.Index(got, "47 mln zł</text>"); first < 0 || last < first {
		t.Error("points are not in the order of time")
	}
	if _, err := HTML(Doc{Blocks: []Block{Line{Title: "pusty"}}}); err == nil {
		t.Error("a line without points was drawn")
	}
	body, err := DOCX(Doc{Title: "Wykres", Blocks: []Block{c}})
	if err != nil || len(body) == 0 {
		t.Error(err)
	}
	for v, want := range map[float64]float64{0: 1, 1: 1, 3: 4, 41: 50, 52e6: 80e6, 900: 1000} {
		if got := niceTop(v); got != want {
			t.Errorf("niceTop(%g) = %g, want %g", v, got, want)
		}
	}
}
