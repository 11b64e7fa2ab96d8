package claims

import (
	"slices"

	"prasowka/internal/polish"
)

// Kind is what a claim is about.
type Kind string

// The kinds of claim.
const (
	Amount   Kind = "kwota"
	Count    Kind = "liczba"
	Percent  Kind = "odsetek"
	Points   Kind = "punkty procentowe"
	Date     Kind = "data"
	Hour     Kind = "godzina"
	Person   Kind = "osoba"
	Quote    Kind = "cytat"        // direct speech
	Reported Kind = "mowa zależna" // what a text says that somebody said; a candidate only
)

// Bound says how a number is meant.
type Bound string

// The bounds.
const (
	Exact   Bound = ""
	About   Bound = "około"   // blisko, prawie, niemal, ok.
	Over    Bound = "ponad"   // ponad, co najmniej, przekroczy
	Under   Bound = "poniżej" // niespełna, mniej niż, do
	Between Bound = "zakres"  // od 10 do 12, 10–12
	Delta   Bound = "zmiana"  // o 12 mln, wzrost o 3%
)

// Tenure says how a person holds a post.
type Tenure string

// The tenures.
const (
	Current   Tenure = ""
	Former    Tenure = "były"
	Acting    Tenure = "p.o."
	Candidate Tenure = "kandydat"
)

// A Claim is one thing that a text says.
type Claim struct {
	Kind     Kind
	Start    int          // byte offsets: text[Start:End] is Text
	End      int          //
	Text     string       //
	Sentence int          // number of the sentence from 0
	Line     polish.Range // the sentence, in bytes

	Value float64 // numbers: in units; Percent and Points: in percent
	High  float64 // the upper end for Between, else Value
	Grain float64 // the step of the last digit written: 0.1 mln is 100 000
	Unit  string  // "zł", "EUR", "USD"; the counted noun's key; "" unknown
	Bound Bound

	From polish.Day // Date: first and last day that the words allow;
	To   polish.Day // year 0 when the text names no year
	Fine Precision  // Date: how fine the words are

	Name   string // Person: as written; Quote, Reported: the speaker
	Post   string // as written, with what it is a post of: "prezydent Suwałk"
	Tenure Tenure
	Words  string // Quote, Reported: what was said

	Negated bool // "nie wyniosą", "nieprawda, że"
	Hedged  bool // podobno, rzekomo, może, mógłby, gdyby

	rel  relative // Date: counted from publication, until settle makes days of it
	days []period // Date: the days that rel may mean

	lo, hi   int  // tokens [lo, hi)
	sized    bool // a town's size in one word: "osiemdziesięciotysięczne miasto"
	fraction bool // written as a part of a whole
}

// Precision is how fine a date is.
type Precision string

// The precisions.
const (
	ByDay   Precision = "dzień"
	ByMonth Precision = "miesiąc"
	ByYear  Precision = "rok"
)

// Find lists what a text says, in the order of the text. Numbers in words, in
// any case, count like digits; a range is one claim. Dates that are counted from
// the day of publication are left to Check, which knows it.
func Find(a *polish.Analyzer, text string) []Claim {
	return slices.DeleteFunc(read(a, text).claims, func(c Claim) bool { return c.rel.what != 0 })
}
