package querytest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// A Corpus makes articles and topics of an invented press: words are drawn by
// Zipf's law from a vocabulary whose head is real (function words, words of
// the office) and whose tail is made of syllables, inflected.
type Corpus struct {
	stems []string // by rank
	seed  uint64
}

// head are the most frequent words, in their order of rank; those with | have
// an inflected ending after it.
var head = strings.Fields(`w i na z do się nie o że to jest od po za dla przez są jak był oraz przy
	które który tego jego już także może będzie tym być ich ma tylko został została podczas
	miast|o rad|a prezydent| rok| osob|a prac|a szkoł|a ulic|a droga|ch budżet| mieszkaniec| projekt|
	urząd| radn|y inwestycj|a złotych mln tys. drog|a most| samorząd| województw|o polic|ja strażak|
	dzieck|o uczeń| nauczyciel| szpital| pacjent| park| rower| zawod|y mecz| klub| koncert| festiwal|
	dyrektor| burmistrz| gmin|a powiat| uchwał|a sesj|a wniosek| przetarg| umow|a firm|a budow|a remont|`)

var endings = []string{"", "a", "u", "owi", "em", "ie", "y", "ów", "om", "ami", "ach", "ą", "ę"}

var firstNames = strings.Fields(`Anna Maria Katarzyna Ewa Barbara Joanna Halina Zofia Jan Andrzej Piotr
	Krzysztof Stanisław Tomasz Marek Paweł Michał Marcin Jerzy Adam Czesław Łukasz Zbigniew Ryszard`)

// NewCorpus makes a corpus with a vocabulary of so many stems; 30,000 is that
// of a year of a town's press.
func NewCorpus(seed uint64, stems int) *Corpus {
	c := &Corpus{seed: seed, stems: append([]string(nil), head...)}
	r := rand.New(rand.NewPCG(seed, 1))
	const onsets = "b c d f g h k l m n p r s t w z sz cz rz ch st pr kr tr gr br dr ł ś ż"
	const vowels = "a e i o u y ó ę ie ia"
	on, vo := strings.Fields(onsets), strings.Fields(vowels)
	seen := map[string]bool{}
	for len(c.stems) < stems {
		var b strings.Builder
		for range 2 + r.IntN(2) {
			b.WriteString(on[r.IntN(len(on))] + vo[r.IntN(len(vo))])
		}
		b.WriteString(on[r.IntN(len(on))])
		if s := b.String(); !seen[s] {
			seen[s] = true
			c.stems = append(c.stems, s+"|")
		}
	}
	return c
}

// form is a form of the word of a rank.
func (c *Corpus) form(r *rand.Rand, rank int) string {
	stem, ending, inflected := strings.Cut(c.stems[rank], "|")
	if !inflected {
		return stem
	}
	if r.IntN(2) == 0 {
		return stem + ending
	}
	return stem + endings[r.IntN(len(endings))]
}

// rank draws a rank by Zipf's law (exponent 1) from the ranks from..to.
func rank(r *rand.Rand, from, to int) int {
	low, high := math.Log(float64(from+1)), math.Log(float64(to+1))
	return min(int(math.Exp(low+r.Float64()*(high-low)))-1, to-1)
}

// person is the i-th of the corpus's people, in the nominative.
func (c *Corpus) person(i int) (first, last string) {
	stem, _, _ := strings.Cut(c.stems[len(c.stems)-1-i%(len(c.stems)/4)], "|")
	r := []rune(stem + "ski")
	return firstNames[i%len(firstNames)], strings.ToUpper(string(r[:1])) + string(r[1:])
}

// Article is the i-th article: a title, and a text of about the given number
// of bytes.
func (c *Corpus) Article(i uint64, bytes int) (title, text string) {
	r := rand.New(rand.NewPCG(c.seed+2, i))
	var b strings.Builder
	sentence := func(words int) {
		for w := range words {
			if w > 0 {
				b.WriteByte(' ')
			}
			if r.IntN(25) == 0 {
				first, last := c.person(rank(r, 0, 4000))
				b.WriteString(first + " " + last)
				continue
			}
			limit := len(c.stems)
			if r.IntN(4) == 0 {
				limit = 40 // Polish has more function words than Zipf's law
			}
			form := c.form(r, rank(r, 0, limit))
			if w == 0 {
				f := []rune(form)
				form = strings.ToUpper(string(f[:1])) + string(f[1:])
			}
			b.WriteString(form)
			if r.IntN(12) == 0 && w+1 < words {
				b.WriteByte(',')
			}
		}
	}
	sentence(4 + r.IntN(6))
	title = b.String()
	b.Reset()
	for b.Len() < bytes {
		if b.Len() > 0 {
			b.WriteString([]string{" ", " ", " ", "\n"}[r.IntN(4)])
		}
		sentence(6 + r.IntN(14))
		b.WriteByte('.')
	}
	return title, b.String()
}

// Topic is the i-th standing query of an office: people, units, phrases,
// alternatives, exclusions, neighbours.
func (c *Corpus) Topic(i uint64) string {
	r := rand.New(rand.NewPCG(c.seed+3, i))
	word := func() string { return c.form(r, rank(r, 40, len(c.stems))) }
	rare := func() string { return c.form(r, rank(r, 400, len(c.stems))) }
	first, last := c.person(r.IntN(4000))
	switch n := r.IntN(100); {
	case n < 30:
		return fmt.Sprintf("%q", first+" "+last)
	case n < 45:
		return last
	case n < 60:
		return fmt.Sprintf("%q", word()+" "+rare())
	case n < 72:
		return fmt.Sprintf("(%s LUB %s LUB %q) %s", rare(), rare(), first+" "+last, word())
	case n < 82:
		return fmt.Sprintf("%s %s NIE %s", word(), rare(), word())
	case n < 92:
		return fmt.Sprintf("%s NEAR/5 %s", word(), rare())
	case n < 95:
		return fmt.Sprintf("tytuł:%s", rare())
	case n < 98:
		return fmt.Sprintf("%s*", strings.TrimRight(rare()+"owa", "."))
	}
	return fmt.Sprintf("=%s LUB %q~3", last, word()+" "+rare())
}
