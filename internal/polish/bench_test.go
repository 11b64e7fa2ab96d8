package polish

import (
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	_ "github.com/blevesearch/bleve/v2/analysis/lang/pl" // registers the rival
	"github.com/blevesearch/bleve/v2/registry"

	"prasowka/internal/polish/forms"
)

// pressText makes a text of n words whose frequencies fall as in the press
// (Zipf, exponent 1.05, over the dictionary's forms), with names and signs.
func pressText(tb testing.TB, n int) string {
	tb.Helper()
	d, _ := forms.Open()
	var vocabulary []string
	i := 0
	err := d.Each(func(form string, _ []forms.Reading) bool {
		if i++; i%53 == 0 && len(form) > 2 {
			vocabulary = append(vocabulary, form)
		}
		return true
	})
	if err != nil {
		tb.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(7, 11))
	rng.Shuffle(len(vocabulary), func(i, j int) { vocabulary[i], vocabulary[j] = vocabulary[j], vocabulary[i] })
	zipf := rand.NewZipf(rng, 1.05, 4, uint64(len(vocabulary)-1))
	small := strings.Fields("w i na z do się o że nie to jest po za od przez dla przy ale jak")
	var b strings.Builder
	for w := range n {
		switch {
		case w%15 == 14:
			b.WriteString("Suwałkach. ")
		case w%17 == 16:
			b.WriteString("SOK-u, ")
		case rng.IntN(4) == 0:
			b.WriteString(small[rng.IntN(len(small))] + " ")
		default:
			b.WriteString(vocabulary[zipf.Uint64()] + " ")
		}
	}
	return b.String()
}

// cpu is the processor time that this process has used: on a shared machine the
// wall clock says nothing about a core.
func cpu(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// perSecond reports n things a second of processor time since start.
func perSecond(b *testing.B, n int, start time.Duration, unit string) {
	b.Helper()
	b.ReportMetric(float64(n)/(cpu(b)-start).Seconds()/1e6, unit)
}

// BenchmarkTokens measures tokens with all readings, beside Bleve's Polish
// analyzer (Stempel) on the same text.
func BenchmarkTokens(b *testing.B) {
	text := pressText(b, 200_000)
	a := New()
	b.Run("prasowka", func(b *testing.B) {
		tokens := a.Tokens(text) // fills the cache, as a running server's is
		n, start := 0, cpu(b)
		for b.Loop() {
			tokens = a.AppendTokens(tokens[:0], text)
			n += len(tokens)
		}
		perSecond(b, n, start, "Mtokens/cpu-s")
	})
	b.Run("bleve-pl", func(b *testing.B) {
		cache := registry.NewCache()
		rival, err := cache.AnalyzerNamed("pl")
		if err != nil {
			b.Fatal(err)
		}
		n, start := 0, cpu(b)
		for b.Loop() {
			n += len(rival.Analyze([]byte(text[:len(text)/10])))
		}
		perSecond(b, n, start, "Mtokens/cpu-s")
	})
}

// BenchmarkUncached measures readings of words never seen before.
func BenchmarkUncached(b *testing.B) {
	words := strings.Fields(pressText(b, 200_000))
	n, start := 0, cpu(b)
	a := New()
	for b.Loop() {
		for _, w := range words[:20_000] {
			if len(a.readings(w, lower(w))) > 0 {
				n++
			}
		}
	}
	perSecond(b, n, start, "Mwords/cpu-s")
}

// BenchmarkOpen measures how long the embedded data takes to open.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if err := forms.Reopen(); err != nil {
			b.Fatal(err)
		}
	}
}

// rivals are other ways to the keys of a word, by name: Bleve's Polish analyzer
// (Stempel) and the first five letters. Snowball's Polish stemmer is not among
// them: the Go modules made from Snowball (blevesearch/snowballstem 0.9.0,
// kljensen/snowball 0.10.0) are from before it and have no Polish.
func rivals(tb testing.TB) map[string]keyer {
	tb.Helper()
	pl, err := registry.NewCache().AnalyzerNamed("pl")
	if err != nil {
		tb.Fatal(err)
	}
	return map[string]keyer{
		"bleve-pl": func(w string) (keys []string) {
			for _, t := range pl.Analyze([]byte(w)) {
				keys = append(keys, string(t.Term))
			}
			return keys
		},
		"five-letters": func(w string) []string {
			letters := []rune(Fold(strings.ToLower(w)))
			return []string{string(letters[:min(5, len(letters))])}
		},
	}
}

// BenchmarkConflation measures the keys on words by hand, beside the rivals:
// recall and precision in percent.
func BenchmarkConflation(b *testing.B) {
	g := readGold(b, "testdata/local.gold")
	all := rivals(b)
	all["prasowka"] = keysOf(New())
	for _, name := range slices.Sorted(maps.Keys(all)) {
		b.Run(name, func(b *testing.B) { reportConflation(b, g, all[name]) })
	}
}

// TestConflationFloor keeps the words by hand above the floors.
func TestConflationFloor(t *testing.T) {
	for file, floor := range map[string]struct{ recall, precision float64 }{
		"testdata/local.gold": {99, 95.5},
		"testdata/press.gold": {98.5, 97},
	} {
		g := readGold(t, file)
		r, p, missed, _ := g.conflation(keysOf(New()))
		t.Logf("%s: %d forms: recall %.2f, precision %.2f; missed %v", file, len(g.forms), r, p, missed)
		if math.IsNaN(r) || r < floor.recall || p < floor.precision {
			t.Errorf("%s: recall %.2f (floor %.1f), precision %.2f (floor %.1f)", file, r, floor.recall, p, floor.precision)
		}
	}
}

// TestFoldedFloor: forms typed without Polish letters meet their lemma.
func TestFoldedFloor(t *testing.T) {
	g := readGold(t, "testdata/local.gold")
	keys := keysOf(New())
	folded := func(w string) []string { return keys(Fold(w)) }
	all, met := 0, 0
	for _, f := range g.forms {
		if Fold(f) == f {
			continue
		}
		for _, l := range g.lemmas[f] {
			all++
			if overlap(folded(f), keys(l)) {
				met++
			} else {
				t.Logf("%s %v does not meet %s %v", Fold(f), folded(f), l, keys(l))
			}
		}
	}
	if share := 100 * float64(met) / float64(all); share < 98 {
		t.Errorf("%.2f %% of %d forms typed without Polish letters meet their lemma (floor 98)", share, all)
	}
}

func overlap(a, b []string) bool { return Token{Keys: a}.Meets(Token{Keys: b}) }
