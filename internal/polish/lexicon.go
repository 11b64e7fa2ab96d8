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
	names []Name               // sorted, without repetition
	forms map[string]localName // by lower-case form
}

// localName is what the lexicon knows of a form.
type localName struct {
	keys []string
	sure bool // a person or a place: with a capital it is nothing else
}

// newLexicon makes the paradigms of names. Each word of a name is entered by
// itself, so that a query for two words finds them as a phrase.
func newLexicon(names []Name) lexicon {
	l := lexicon{names: slices.Clone(names), forms: map[string]localName{}}
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
					l.enter(w, base[i], n.Kind)
				}
			}
		}
	}
	return l
}

// enter notes one form of one word of a name, and the form typed without
// Polish letters.
func (l *lexicon) enter(form, base string, kind NameKind) {
	if !startsUpper(base) || acronymLike(base) {
		return // generic words (ulica) are the dictionary's; acronyms the tokenizer's
	}
	form = strings.ToLower(form)
	for _, f := range [...]string{form, Fold(form)} {
		local := l.forms[f]
		local.keys = addKey(local.keys, Fold(strings.ToLower(base)))
		local.sure = local.sure || f == form && (kind == Man || kind == Woman || kind == Place)
		l.forms[f] = local
	}
}

// nameWords are the words of a name, the parts of hyphenated ones each by
// itself.
func nameWords(name string) []string {
	return strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' || r == '\u00a0' || r == '\u2011' })
}
