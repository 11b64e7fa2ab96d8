package query_test

import (
	"os"
	"strings"
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
	"prasowka/internal/query/querytest"
)

// TestPressNames holds topics of one name against sentences of the press, as
// printed and as typed without Polish letters: at least 98 of 100 inflected
// names are found, and at most 2.8 of 100 look-alikes.
func TestPressNames(t *testing.T) {
	for _, c := range []struct {
		file        string
		least, most float64 // of the sentences, in percent
	}{
		{"testdata/inflected.tsv", 98, 100},
		{"testdata/lookalikes.tsv", 0, 2.8},
	} {
		pairs := readPairs(t, c.file)
		for name, spell := range map[string]func(string) string{"printed": strings.Clone, "typed": polish.Fold} {
			matched := 0
			for _, p := range pairs {
				q, err := query.Parse(polish.Default(), p.query)
				if err != nil {
					t.Fatal(err)
				}
				doc := query.NewDoc(polish.Default(), query.Fields{Text: spell(p.text)})
				_, ok := q.Match(doc, querytest.Now)
				if ok {
					matched++
				}
				if ok == (c.most < 100) {
					t.Logf("%s: %s in %q: %v", name, p.query, p.text, ok)
				}
			}
			share := 100 * float64(matched) / float64(len(pairs))
			t.Logf("%s, %s: %d of %d match, %.2f %%", c.file, name, matched, len(pairs), share)
			if share < c.least || share > c.most {
				t.Errorf("%s, %s: %.2f %% match, want %g to %g", c.file, name, share, c.least, c.most)
			}
		}
	}
}

type pair struct{ query, text string }

// readPairs reads lines of a query, a tab and a text.
func readPairs(t *testing.T, path string) (pairs []pair) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if q, text, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok && !strings.HasPrefix(q, "#") {
			pairs = append(pairs, pair{q, text})
		}
	}
	if len(pairs) == 0 {
		t.Fatalf("%s: no pairs", path)
	}
	return pairs
}
