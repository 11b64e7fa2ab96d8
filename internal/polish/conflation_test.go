package polish

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// gold is a list of forms with their right lemmas.
type gold struct {
	forms  []string
	lemmas map[string][]string // form → lemmas
}

func (g *gold) add(form, lemma string) {
	if g.lemmas == nil {
		g.lemmas = map[string][]string{}
	}
	if _, ok := g.lemmas[form]; !ok {
		g.forms = append(g.forms, form)
	}
	if !slices.Contains(g.lemmas[form], lemma) {
		g.lemmas[form] = append(g.lemmas[form], lemma)
	}
}

// readGold reads a file of lines "form TAB lemma" or "lemma: form form …".
func readGold(tb testing.TB, path string) *gold {
	tb.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	g := &gold{}
	for line := range strings.Lines(string(raw)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if lemma, list, ok := strings.Cut(line, ": "); ok {
			for f := range strings.FieldsSeq(list) {
				g.add(f, lemma)
			}
		} else if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) >= 2 {
			g.add(f[0], f[1])
		}
	}
	return g
}

// keyer is what is measured: it answers the keys of a word.
type keyer func(word string) []string

// keysOf are the keys of all tokens of a word, as `prasowka words` prints them.
func keysOf(a *Analyzer) keyer {
	return func(word string) (keys []string) {
		for _, t := range a.Tokens(word) {
			keys = append(keys, t.Keys...)
		}
		return keys
	}
}

// conflation measures the share of forms that meet their lemma (recall), and
// of all meetings of a form with a lemma of the list the share that is right
// (precision).
func (g *gold) conflation(keys keyer) (recall, precision float64, missed, wrong []string) {
	byKey := map[string][]string{}
	seen := map[string]bool{}
	for _, f := range g.forms {
		for _, l := range g.lemmas[f] {
			if seen[l] {
				continue
			}
			seen[l] = true
			for _, k := range keys(l) {
				if !slices.Contains(byKey[k], l) {
					byKey[k] = append(byKey[k], l)
				}
			}
		}
	}
	var met, all, right, meetings int
	for _, f := range g.forms {
		var got []string
		ks := keys(f)
		for _, k := range ks {
			for _, l := range byKey[k] {
				if !slices.Contains(got, l) {
					got = append(got, l)
				}
			}
		}
		for _, l := range g.lemmas[f] {
			all++
			if slices.Contains(got, l) {
				met++
			} else {
				missed = append(missed, f+" ["+strings.Join(ks, " ")+"] "+l+" ["+strings.Join(keys(l), " ")+"]")
			}
		}
		for _, l := range got {
			meetings++
			if slices.Contains(g.lemmas[f], l) || strings.EqualFold(f, l) {
				right++
			} else {
				wrong = append(wrong, f+" ["+strings.Join(ks, " ")+"] met "+l+" ["+strings.Join(keys(l), " ")+"]")
			}
		}
	}
	return 100 * float64(met) / float64(all), 100 * float64(right) / float64(max(meetings, 1)), missed, wrong
}
