package polish

import (
	"strings"
	"testing"
)

// TestNamesMeet holds what names.go adds and leaves out: forms, a base form,
// and whether they meet.
func TestNamesMeet(t *testing.T) {
	for _, c := range []struct {
		forms, base string
		meet        bool
	}{
		{"Brzdęskich Brzdęskimi Brzdęskie Brzdęskiej", "Brzdęska", true},
		{"Brzdęskich Brzdęskimi Brzdęskiego Brzdęscy", "Brzdęski", true},
		{"Brzdęskiego", "Brzdęska", false},
		{"Fumkego Fumkemu Fumkem", "Fumke", true},
		{"Mbappego Mbappégo Mbappému", "Mbappé", true},
		{"Ruttego Ruttem", "Rutte", true},
		{"Muska Muskowi", "Musk", true}, // not only of muskać
		{"Grzmocinkownem", "Grzmocinkowne", true},
		{"Majkowa", "Majków", true},
		{"Jarosławą Jarosławę", "Jarosław", false},
		{"Jarosława Jarosław Jarosławowi", "Jarosław", true},
		{"Raczek Raczkach", "Raczki", true},
		{"orzechow orzechami", "orzech", true}, // not only of Orzechowo
		{"popinska popinskiego", "popiński", true},
	} {
		base := Default().Query(c.base)
		for f := range strings.FieldsSeq(c.forms) {
			if tok := Default().Query(f); tok.Meets(base) != c.meet {
				t.Errorf("%s %v and %s %v: meet %v, want %v", f, tok.Keys, c.base, base.Keys, !c.meet, c.meet)
			}
		}
	}
}

// TestBase: a word that stands alone is a base form where a name has it so.
func TestBase(t *testing.T) {
	a := New(Name{Text: "Blanka Nowak", Kind: Woman})
	for _, c := range []struct {
		a                *Analyzer
		word, hit, spare string
	}{
		{Default(), "Blanka", "Blanką", "Blankowi"},
		{Default(), "Pisz", "Piszu", "piszą"},
		{Default(), "Niska", "Niskiej", ""},
		{Default(), "Miejska", "miejskiej", ""}, // a surname, and a part of names
		{Default(), "blanka", "Blanką", ""},
		{Default(), "Marka", "Markiem", ""}, // the base form of nothing common: all readings
		{Default(), "SOK", "SOK-u", "sok"},
		{a, "Blanka", "Blanką", "Blankowi"},
	} {
		w := c.a.Base(c.word)
		if hit := c.a.Query(c.hit); !hit.Meets(w) {
			t.Errorf("%s %v does not meet %s %v", c.word, w.Keys, c.hit, hit.Keys)
		}
		if c.spare == "" {
			continue
		}
		if spare := c.a.Query(c.spare); spare.Meets(w) {
			t.Errorf("%s %v meets %s %v", c.word, w.Keys, c.spare, spare.Keys)
		}
	}
}
