package polish

import (
	"slices"
	"strings"
)

// NameKind is what a name is the name of; it decides how the name inflects.
type NameKind uint8

const (
	AnyName NameKind = iota // not known: see GuessKind
	Man                     // Czesław Renkiewicz
	Woman                   // Anna Ruszewska
	Place                   // Suwałki, Krasnopol, Nowe Miasto
	Street                  // Noniewicza, ulica Kościuszki, Długa
	Unit                    // Suwalski Ośrodek Kultury, OSiR
)

// Name is a local name in its base form.
type Name struct {
	Text string
	Kind NameKind
}

// lexicon holds the forms of local names.
type lexicon struct {
	names []Name              // sorted, without repetition
	forms map[string][]string // lower-case form → keys
}

// newLexicon makes the paradigms of names. Each word of a name is entered by
// itself, so that a query for two words finds them as a phrase.
func newLexicon(names []Name) lexicon {
	l := lexicon{names: slices.Clone(names), forms: map[string][]string{}}
	slices.SortFunc(l.names, func(a, b Name) int {
		if c := strings.Compare(a.Text, b.Text); c != 0 {
			return c
		}
		return int(a.Kind) - int(b.Kind)
	})
	l.names = slices.Compact(l.names)
	for _, n := range l.names {
		if n.Kind == Unit && strings.Contains(n.Text, " ") {
			continue // made of common words, which the dictionary knows better
		}
		base := nameWords(n.Text)
		for _, f := range Paradigm(n.Text, n.Kind) {
			for i, w := range nameWords(f.Text) {
				if i < len(base) {
					l.enter(w, base[i])
				}
			}
		}
	}
	return l
}

// enter notes one form of one word of a name.
func (l *lexicon) enter(form, base string) {
	if !startsUpper(base) || acronymLike(base) {
		return // generic words (ulica) are the dictionary's; acronyms the tokenizer's
	}
	form = strings.ToLower(form)
	l.forms[form] = addKey(l.forms[form], Fold(strings.ToLower(base)))
	if plain := Fold(form); plain != form {
		l.forms[plain] = addKey(l.forms[plain], Fold(strings.ToLower(base)))
	}
}

// nameWords are the words of a name, the parts of hyphenated ones each by
// itself.
func nameWords(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' || r == '\u2011' })
}
