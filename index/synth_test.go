package index

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/vellum"

	"prasowka/internal/press"
)

// A synth writes articles of made-up Polish: forms of the dictionary by Zipf's
// law, in sentences and paragraphs, about 2,200 characters each. The same
// number always gives the same article.
type synth struct {
	words []string // by rank
}

// joints are the most frequent words of press texts.
const joints = `w i na z do się nie że o jest to od po za przez dla ma jak ale co który która które czy oraz już tylko przy tym także będzie
	tego był jego są roku może jako ich lub więc został została można przed pod bez też ze mieście miasta miejskiej rada radni prezydent mieszkańców
	złotych szkoła urząd budowa drogi budżet projekt osób policja powiatu gminy dzieci lat dni sprawie`

// newSynth takes 400,000 forms of the embedded dictionary in a random order
// behind the joints.
func newSynth(t testing.TB) *synth {
	t.Helper()
	fst, err := vellum.Open("../internal/polish/forms/data/dictionary.fst")
	if err != nil {
		t.Fatal(err)
	}
	defer fst.Close()
	var forms []string
	it, err := fst.Iterator(nil, nil)
	for n := 0; err == nil; n++ {
		if key, _ := it.Current(); n%9 == 0 && utf8.Valid(key) {
			if w := string(key); strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0 {
				forms = append(forms, w)
			}
		}
		err = it.Next()
	}
	rng := rand.New(rand.NewPCG(7, 7))
	rng.Shuffle(len(forms), func(i, j int) { forms[i], forms[j] = forms[j], forms[i] })
	forms = forms[:min(len(forms), 400_000)]
	s := &synth{words: append(strings.Fields(joints), forms...)}
	if len(s.words) < 100_000 {
		t.Fatalf("the dictionary gave %d forms only", len(s.words))
	}
	return s
}

// start is the time of the first article; there are 40 a day.
var start = time.Date(2006, 1, 1, 6, 0, 0, 0, time.UTC)

func (s *synth) article(i int) Doc {
	rng := rand.New(rand.NewPCG(uint64(i), 11))
	zipf := rand.NewZipf(rng, 1.07, 3, uint64(len(s.words)-1))
	var b strings.Builder
	sentence := func(n int) {
		for k := range n {
			w := s.words[zipf.Uint64()]
			if k == 0 || rng.IntN(25) == 0 {
				r, size := utf8.DecodeRuneInString(w)
				b.WriteRune(unicode.ToUpper(r))
				w = w[size:]
			} else if rng.IntN(60) == 0 {
				w = fmt.Sprint(rng.IntN(3000))
			}
			b.WriteString(w)
			if k < n-1 {
				b.WriteByte(' ')
			}
		}
	}
	sentence(5 + rng.IntN(6))
	title := b.String()
	b.Reset()
	sentence(15 + rng.IntN(15))
	lead := b.String() + "."
	b.WriteString(".\n")
	for length := 1400 + rng.IntN(1600); b.Len() < length; {
		sentence(6 + rng.IntN(16))
		b.WriteString(". ")
		if rng.IntN(5) == 0 {
			b.WriteByte('\n')
		}
	}
	at := start.Add(time.Duration(i) * 36 * time.Minute)
	d := Doc{
		ID: press.NewID(at, fmt.Sprint("synth", i)), Title: title, Lead: lead, Text: b.String(),
		Author: s.words[70+rng.IntN(200)], Outlet: fmt.Sprint("tytuł", rng.IntN(60)), Medium: string(press.Media[rng.IntN(len(press.Media))]),
		Story: fmt.Sprint("story", i/3), Tone: []string{"", "krytyczny", "neutralny", "przychylny"}[rng.IntN(4)], State: "nowy",
		Published: at,
	}
	for range rng.IntN(4) {
		d.Topics = append(d.Topics, fmt.Sprint("temat", rng.IntN(40)))
	}
	if rng.IntN(5) == 0 {
		d.Persons = []string{fmt.Sprint("Osoba ", rng.IntN(300))}
	}
	return d
}
