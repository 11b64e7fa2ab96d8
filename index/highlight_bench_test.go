package index

import (
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// BenchmarkHighlight reads an article that was found and chooses its passages,
// as a page of hits does twenty times: go test -run - -bench Highlight ./index
func BenchmarkHighlight(b *testing.B) {
	s := newSynth(b)
	docs := make([]Doc, 200)
	for i := range docs {
		docs[i] = s.article(i)
	}
	q := parse(b, "budżet LUB szkoła LUB rada")
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		d := &docs[i%len(docs)]
		i++
		doc := query.NewDoc(polish.Default(), query.Fields{Title: d.Title, Lead: d.Lead, Text: d.Text})
		Highlight(q, doc, HighlightOptions{})
	}
}
