package index

import (
	"strings"
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

func TestHighlight(t *testing.T) {
	long := "Prezydent " + strings.Repeat("bardzo długo i zawile opowiadał o wszystkim, co się zdarzyło, ", 10) + "aż wspomniał o budżecie miasta, po czym " + strings.Repeat("znowu mówił i mówił, ", 20) + "i skończył."
	for _, c := range []struct{ name, query, lead, text, want string }{
		{"a sentence", "budżet", "", "Pada deszcz. Radni przyjęli budżet. Koniec.", "Radni przyjęli [budżet]."},
		{"forms", "most", "", "Nowy most stoi. O moście mówią wszyscy. Ryby.", "Nowy [most] stoi. / O [moście] mówią wszyscy."},
		{"the best ones", "most budżet", "", "Most. Inny most. Budżet na most jest. Jeszcze most. Nie ma.", "[Most]. / Inny [most]. / [Budżet] na [most] jest."},
		{"the lead", "lead:most", "Otwarto most.", "Ryby i raki.", "Otwarto [most]."},
		{"nothing fired", "NIE most", "", "Ryby i raki. Inne.", "Ryby i raki."},
		{"a long sentence", "budżet", "", long, "…o wszystkim, co się zdarzyło, aż wspomniał o [budżecie] miasta"},
	} {
		t.Run(c.name, func(t *testing.T) {
			q := parse(t, c.query)
			doc := query.NewDoc(polish.Default(), query.Fields{Lead: c.lead, Text: c.text})
			var got []string
			for _, p := range Highlight(q, doc, HighlightOptions{}) {
				text := p.Text
				for i := len(p.Spans) - 1; i >= 0; i-- {
					s := p.Spans[i]
					text = text[:s.Start] + "[" + text[s.Start:s.End] + "]" + text[s.End:]
				}
				got = append(got, text)
			}
			if all := strings.Join(got, " / "); all != c.want && !(c.name == "a long sentence" && strings.Contains(all, c.want[len("…"):])) {
				t.Errorf("got  %s\nwant %s", all, c.want)
			}
		})
	}
}
