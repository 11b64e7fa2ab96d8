package query_test

import (
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
	"prasowka/internal/query/querytest"
)

func TestNatural(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Kiedy otworzą most na Hańczy?", "Kiedy LUB otworzą LUB most LUB na LUB Hańczy"},
		{"most mostu (most", "most"},
		{`NIE "LUB" I`, `"NIE" LUB "LUB" LUB "I"`},
		{" ?! ", ""},
	} {
		q := query.Natural(polish.Default(), c.text)
		if got := q.String(); got != c.want {
			t.Errorf("%q: %s, want %s", c.text, got, c.want)
		}
		doc := query.NewDoc(polish.Default(), query.Fields{Text: "Na moście, NIE I LUB"})
		if _, ok := q.Match(doc, querytest.Now); ok != (c.want != "") {
			t.Errorf("%q: match %v", c.text, ok)
		}
	}
}
