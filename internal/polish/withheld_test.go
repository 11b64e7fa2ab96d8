package polish

import (
	"flag"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish/forms"
)

// without is the dictionary with the withheld lemmas taken out.
type without struct {
	*forms.Dictionary
	held func(lemma string) bool
}

func (w without) AppendParts(dst []forms.Parts, form string) []forms.Parts {
	return w.filter(dst, w.Dictionary.AppendParts(nil, form))
}

func (w without) AppendPartsUnfolded(dst []forms.Parts, form string) []forms.Parts {
	return w.filter(dst, w.Dictionary.AppendPartsUnfolded(nil, form))
}

func (w without) filter(dst, all []forms.Parts) []forms.Parts {
	for _, r := range all {
		if !w.held(r.Lemma()) {
			dst = append(dst, r)
		}
	}
	return dst
}

// withheld tells whether a lemma is kept from the guesser: one of twenty, by
// its first five bytes, so that whole families go (Rydzewski with Rydzewska,
// Rydzewo and rydz): else the form of a withheld word is known as its cousin's.
func withheld(lemma string) bool {
	h := fnv.New32a()
	_, _ = h.Write([]byte(lemma[:min(5, len(lemma))])) // a hash never fails
	return h.Sum32()%20 == 3
}

// written gives a form or a lemma of a reading its capital back.
func written(s string, class forms.Class) string {
	if class != forms.Proper {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

var measure = flag.String("measure", "", "measure the guesser on words withheld from it: settings longest,least,share,most;…")

// heldOut parts the dictionary into what the guesser learns from and gold.
func heldOut(tb testing.TB) (learn []forms.Entry, golds map[string]*gold, d *forms.Dictionary) {
	d, _ = forms.Open()
	golds = map[string]*gold{"names": {}, "adjectives": {}, "inhabitants": {}, "towns": {}, "words": {}}
	err := d.Each(func(form string, readings []forms.Reading) bool {
		for _, r := range readings {
			if r.Class == forms.Acronym || strings.ContainsAny(form, "-'") {
				continue
			}
			e := forms.Entry{Form: written(form, r.Class), Lemma: written(r.Lemma, r.Class), Verbal: r.Class == forms.Verbal}
			if !withheld(r.Lemma) {
				learn = append(learn, e)
				continue
			}
			golds[sort5(r)].add(e.Form, e.Lemma)
		}
		return true
	})
	if err != nil {
		tb.Fatal(err)
	}
	return learn, golds, d
}

// sort5 is the list of gold in which a reading is measured.
func sort5(r forms.Reading) string {
	end := func(ends ...string) bool {
		for _, e := range ends {
			if strings.HasSuffix(r.Lemma, e) {
				return true
			}
		}
		return false
	}
	switch {
	case r.Class == forms.Proper && end("owo", "ów", "ice", "iki", "ki", "ęta", "ino", "yno", "awa"):
		return "towns"
	case r.Class == forms.Proper && end("anin", "anka", "czyk", "ak"):
		return "inhabitants"
	case r.Class == forms.Proper:
		return "names"
	case end("ski", "cki", "dzki"):
		return "adjectives"
	case end("anin", "anka"):
		return "inhabitants"
	}
	return "words"
}

// sample is the part of a list that has about n forms, whole lemmas taken in an
// order of chance: precision falls with the number of look-alikes in a list, so
// lists compare at one size only.
func (g *gold) sample(n int) *gold {
	byLemma := map[string][]string{}
	for _, f := range g.forms {
		for _, l := range g.lemmas[f] {
			byLemma[l] = append(byLemma[l], f)
		}
	}
	lemmas := slices.Sorted(maps.Keys(byLemma))
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(lemmas), func(i, j int) { lemmas[i], lemmas[j] = lemmas[j], lemmas[i] })
	part := &gold{}
	for _, l := range lemmas {
		if len(part.forms) >= n {
			break
		}
		for _, f := range byLemma[l] {
			part.add(f, l)
		}
	}
	return part
}

func TestMeasure(t *testing.T) {
	if *measure == "" {
		return
	}
	learn, golds, d := heldOut(t)
	others := rivals(t)
	for setting := range strings.SplitSeq(*measure, ";") {
		var how forms.Learning
		if _, err := fmt.Sscanf(setting, "%d,%d,%f,%d", &how.Longest, &how.Least, &how.Share, &how.Most); err != nil {
			t.Fatal(err)
		}
		fst, rules, err := forms.Learn(learn, how, Fold)
		if err != nil {
			t.Fatal(err)
		}
		g, err := forms.OpenGuesser(fst, rules)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println(setting, len(fst), len(rules))
		keys := keysOf(newAnalyzer(without{d, withheld}, g, lexicon{}))
		for _, name := range slices.Sorted(maps.Keys(golds)) {
			list := golds[name].sample(4000)
			r, p, missed, wrong := list.conflation(keys)
			fmt.Printf("  %-12s %6d forms  recall %.2f precision %.2f", name, len(list.forms), r, p)
			for _, rival := range slices.Sorted(maps.Keys(others)) {
				r, p, _, _ := list.conflation(others[rival])
				fmt.Printf("  %s %.1f/%.1f", rival, r, p)
			}
			fmt.Println()
			for i := 0; i < len(missed); i += len(missed)/10 + 1 {
				t.Log("missed", missed[i])
			}
			for i := 0; i < len(wrong); i += len(wrong)/10 + 1 {
				t.Log("wrong", wrong[i])
			}
		}
	}
}
