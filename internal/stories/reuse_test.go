package stories

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const release = `Od poniedziałku zamykamy prawy pas ulicy Młyńskiej. Objazd dla autobusów poprowadzi ulica Rzeczna.
Prace potrwają do 18 grudnia. Mieszkańców przepraszamy za utrudnienia.`

func TestReuse(t *testing.T) {
	o := NewOriginal(release)
	for _, c := range []struct {
		name, text, passage string
		least, most         float64
		words               int
	}{
		{name: "whole", text: "Komunikat ratusza. " + strings.ToUpper(release), least: 1, most: 1, words: 22, passage: strings.Join(strings.Fields(strings.TrimSuffix(release, ".")), " ")},
		{name: "one sentence", text: "Jak podał ratusz, objazd dla autobusów poprowadzi ulica Rzeczna. Kierowcy są oburzeni.", least: 0.15, most: 0.3, words: 6, passage: "Objazd dla autobusów poprowadzi ulica Rzeczna"},
		{name: "own words", text: "Na Młyńskiej będą utrudnienia; autobusy pojadą inaczej przez ponad trzy tygodnie.", most: 0},
		{name: "nothing", text: "", most: 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := o.In(c.text)
			if got.Share < c.least || got.Share > c.most || got.Words != c.words || got.Passage != c.passage {
				t.Errorf("In = %+v", got)
			}
		})
	}
	if got := NewOriginal("Dwa słowa").In("Dwa słowa"); got != (Reuse{}) {
		t.Errorf("a text without a shingle: %+v", got)
	}
}

// The share is that of the shingles by which the grouper tells copies.
func TestReuseAgreesWithCopies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"most", "Rada", "2026", "zł", "w", "ul."}), 3, 40)
		ours, theirs := strings.Join(words.Draw(t, "ours"), " "), strings.Join(words.Draw(t, "theirs"), ", ")
		mine, other := shingles(ours), map[uint32]bool{}
		for _, s := range shingles(theirs) {
			other[s] = true
		}
		n := 0
		for _, s := range mine {
			if other[s] {
				n++
			}
		}
		got := NewOriginal(ours).In(theirs)
		if want := float64(n) / float64(len(mine)); got.Share != want {
			t.Fatalf("share %v, want %v", got.Share, want)
		}
		if (got.Words >= shingleLen) != (n > 0) || !strings.Contains(ours, got.Passage) {
			t.Fatalf("passage %+v", got)
		}
	})
}
