package polish

import (
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

// BenchmarkWithheld measures the keys of words whose whole families were kept
// from the dictionary and the guesser, 4,000 forms of each list, beside the
// rivals on the same forms: recall and precision in percent.
func BenchmarkWithheld(b *testing.B) {
	learn, golds, d := heldOut(b)
	fst, rules, err := forms.Learn(learn, forms.Learned, Fold)
	if err != nil {
		b.Fatal(err)
	}
	g, err := forms.OpenGuesser(fst, rules)
	if err != nil {
		b.Fatal(err)
	}
	all := rivals(b)
	all["prasowka"] = keysOf(newAnalyzer(without{d, withheld}, g, lexicon{}))
	for _, name := range slices.Sorted(maps.Keys(golds)) {
		list := golds[name].sample(4000)
		for _, who := range slices.Sorted(maps.Keys(all)) {
			b.Run(name+"/"+who, func(b *testing.B) { reportConflation(b, list, all[who]) })
		}
	}
}

// reportConflation reports the recall and the precision of keys on a list.
func reportConflation(b *testing.B, list *gold, keys keyer) {
	b.Helper()
	var r, p float64
	for b.Loop() {
		r, p, _, _ = list.conflation(keys)
	}
	b.ReportMetric(r, "recall%")
	b.ReportMetric(p, "precision%")
}
