package polish

import (
	"fmt"
	"strings"
	"testing"
)

var kindOf = map[string]NameKind{"man": Man, "woman": Woman, "place": Place, "street": Street, "unit": Unit}

func TestParadigms(t *testing.T) {
	lines := inputLines(t, "testdata/names.txt")
	if len(lines) < 150 {
		t.Fatalf("only %d names", len(lines))
	}
	var b strings.Builder
	for _, line := range lines {
		kind, name, _ := strings.Cut(line, ": ")
		fmt.Fprintf(&b, "%s: %s", kind, name)
		last := ""
		for _, f := range Paradigm(name, kindOf[kind]) {
			if at := f.Number + f.Case; at != last {
				if !strings.HasPrefix(last, f.Number) {
					fmt.Fprintf(&b, "\n  %s:", f.Number)
				} else {
					b.WriteString(" |")
				}
				last = at
			} else {
				b.WriteString(" /")
			}
			b.WriteString(" " + f.Text)
		}
		b.WriteByte('\n')
	}
	golden(t, "testdata/names.golden", b.String())
}

// TestParadigmMeets: every form that a paradigm gives meets its base form.
func TestParadigmMeets(t *testing.T) {
	a := New()
	var all, missed int
	for _, line := range inputLines(t, "testdata/names.txt") {
		kind, name, _ := strings.Cut(line, ": ")
		base := a.Tokens(name)
		for _, f := range Paradigm(name, kindOf[kind]) {
			for i, tok := range a.Tokens(f.Text) {
				all++
				if i >= len(base) || !tok.Meets(base[i]) {
					missed++
					t.Logf("%s: %s %v does not meet %v", name, f.Text, tok.Keys, base[min(i, len(base)-1)].Keys)
				}
			}
		}
	}
	if share := float64(missed) / float64(all); share > 0.02 {
		t.Errorf("%d of %d forms do not meet their base form (%.2f %%)", missed, all, 100*share)
	}
}

func TestLexiconOverrides(t *testing.T) {
	a := New(Name{"Suwałki", Place}, Name{"Jan Kozioł", Man}, Name{"Anna Kowalska", Woman}, Name{"Długa", Street})
	for word, want := range map[string]string{
		"Suwałk": "suwalki", "Suwałkach": "suwalki", "suwałk": "suwalki", "Kozioła": "koziol", "Kowalskiej": "kowalska",
		"Długiej": "dluga dlugi", "długiej": "dlugi dluga",
	} {
		if got := strings.Join(a.Query(word).Keys, " "); got != want {
			t.Errorf("%s: keys %q, want %q", word, got, want)
		}
	}
	if a.Version() == New().Version() {
		t.Error("a lexicon does not change the version")
	}
}
