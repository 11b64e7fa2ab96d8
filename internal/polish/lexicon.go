package polish

import (
	"slices"
	"strings"
)

// NameKind is what a name is the name of; it decides how the name inflects.
type NameKind uint8

const (
	AnyName NameKind = iota // not known: guessed from the words
	Man                     // Czesław Renkiewicz
	Woman                   // Anna Ruszewska
	Place                   // Suwałki, Krasnopol, Wigry
	Street                  // Noniewicza, Kościuszki: a name that stays as it is
	Unit                    // Suwalski Ośrodek Kultury, OSiR
)

// Name is a local name in its base form.
type Name struct {
	Text string
	Kind NameKind
}

// Form is one form of a paradigm.
type Form struct {
	Case   string // mianownik, dopełniacz, celownik, biernik, narzędnik, miejscownik, wołacz
	Number string // pojedyncza, mnoga
	Text   string
	Rule   string // the rule that made it
}

// lexicon holds the forms of local names.
type lexicon struct {
	names []Name              // sorted, without repetition
	forms map[string][]string // lower-case form → keys
}

func newLexicon(names []Name) lexicon {
	l := lexicon{names: slices.Clone(names), forms: map[string][]string{}}
	slices.SortFunc(l.names, func(a, b Name) int {
		if c := strings.Compare(a.Text, b.Text); c != 0 {
			return c
		}
		return int(a.Kind) - int(b.Kind)
	})
	l.names = slices.Compact(l.names)
	return l
}

// Paradigm generates the forms of a name.
func Paradigm(name string, kind NameKind) []Form {
	return []Form{{Case: "mianownik", Number: "pojedyncza", Text: name, Rule: "base form"}}
}
