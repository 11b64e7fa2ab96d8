package claims

import (
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
)

// Hostile texts take time in proportion to their length.
func TestHostile(t *testing.T) {
	r, err := ReadFacts([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	for _, piece := range []string{"„a b c d – mówi 5 mln zł ", "prezydent Jan ", "– a b – mówi X. ", "od 5 do 6 mln 3 tys. ", "wydatki budżetu miasta 5 mln zł, ", "„ ", "1 2 3 ", "w Grodzisku otwarcie mostu 5 maja ", "że, według "} {
		text := strings.Repeat(piece, 20_000/len(piece))
		began := time.Now()
		Find(polish.Default(), text)
		r.Check(Text{ID: "x", Body: text})
		took := time.Since(began)
		t.Logf("%q: %v", piece, took)
		if took > 30*time.Second {
			t.Errorf("%q repeated to 20 kB takes %v", piece, took)
		}
	}
}
