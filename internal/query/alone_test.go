package query_test

import (
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
	"prasowka/internal/query/querytest"
)

// TestAlone: a name that is all that a query asks for is a base form, beside
// other words it may be any form.
func TestAlone(t *testing.T) {
	a := polish.Default()
	for _, c := range []struct {
		query, text string
		want        bool
	}{
		{"Blanka", "Nagrodę odebrała Blanka, rozmawiano z Blanką.", true},
		{"Blanka", "Pan Blank milczał, z Blankiem nikt nie rozmawiał.", false},
		{"Blanka LUB Sejny", "Z Blankiem nikt nie rozmawiał.", false},
		{"tytuł:Blanka", "Z Blankiem nikt nie rozmawiał.", false},
		{"Blanka milczał", "Pan Blank milczał.", true},
		{`"Jana Pawła"`, "Rozmawiano z Janem Pawłem.", true},
		{"blanka", "Z Blanką nikt nie rozmawiał.", true},
		{"Wilka", "Z Wilkiem nikt nie rozmawiał.", true},
	} {
		q, err := query.Parse(a, c.query)
		if err != nil {
			t.Fatal(err)
		}
		again, err := query.Parse(a, q.String())
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range []*query.Query{q, again} {
			doc := query.NewDoc(a, query.Fields{Title: c.text})
			if _, got := q.Match(doc, querytest.Now); got != c.want {
				t.Errorf("%s in %q: %v, want %v", c.query, c.text, got, c.want)
			}
		}
	}
}
