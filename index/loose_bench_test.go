package index

import (
	"context"
	"fmt"
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// BenchmarkQuestion asks natural questions with changing words of 10,000
// synthetic articles: go test -run - -bench Question ./index
func BenchmarkQuestion(b *testing.B) {
	s := newSynth(b)
	docs := make([]Doc, benchArticles)
	for i := range docs {
		docs[i] = s.article(i)
	}
	ix := openTest(b, b.TempDir())
	apply(b, ix, docs)
	i := 0
	for b.Loop() {
		i++
		text := fmt.Sprintf("Kiedy rada miasta uchwaliła %s dla %s w mieście?", s.words[200+i*37%2000], s.words[211+i*37%2000])
		if _, err := ix.Search(context.Background(), Request{Query: query.Natural(polish.Default(), text), Loose: true}); err != nil {
			b.Fatal(err)
		}
	}
}
