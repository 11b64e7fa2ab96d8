package polish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish/forms"
)

// Form is one form of a paradigm.
type Form struct {
	Case   string // mianownik, dopełniacz, celownik, biernik, narzędnik, miejscownik, wołacz
	Number string // pojedyncza, mnoga
	Text   string
	Rule   string // the rule that made it, in Polish: shown beside the form
}

// cases and numbers are the names of the slots of a paradigm.
var (
	cases   = [...]string{"mianownik", "dopełniacz", "celownik", "biernik", "narzędnik", "miejscownik", "wołacz"}
	numbers = [...]string{"pojedyncza", "mnoga"}
)

// slotForm is a form in its slot: 0–6 singular, 7–13 plural.
type slotForm struct {
	slot int
	text string
	rule string
}

// Paradigm generates the forms of a name given in its base form, of people in
// both numbers (the Renkiewiczes), of places and units in the number that they
// have. A slot may have several forms, the commonest first as far as known; a
// name of several words is inflected word by word, each first form with the
// first forms of the others. The forms are proposals: a local lexicon may add
// to them.
//
// Rules: endings learned from the dictionary's names; adjectival names,
// foreign names with an apostrophe and acronyms after Wielki słownik
// ortograficzny PWN.
func Paradigm(name string, kind NameKind) []Form {
	words := strings.Fields(name)
	if len(words) == 0 {
		return nil
	}
	if kind == AnyName {
		kind = GuessKind(name)
	}
	var out []Form
	parts := make([][]slotForm, len(words))
	for i, fixed := range still(words, kind) {
		if fixed {
			parts[i] = unchanged(words[i], "nieodmienne w nazwie")
			continue
		}
		parts[i] = inflectWord(words[i], kind, headGender(words, i, kind), len(words) > 1)
	}
	for slot := range 2 * len(cases) {
		for variant := range 2 {
			text, rule, any := joinSlot(parts, slot, variant)
			if any {
				out = append(out, Form{Case: cases[slot%len(cases)], Number: numbers[slot/len(cases)], Text: text, Rule: rule})
			}
		}
	}
	return out
}

// joinSlot puts the words' forms of one slot together; variant 1 takes second
// forms where there are any, and is empty when there are none.
func joinSlot(parts [][]slotForm, slot, variant int) (text, rule string, any bool) {
	var words, rules []string
	second := false
	for _, p := range parts {
		var at []slotForm
		for _, f := range p {
			if f.slot == slot {
				at = append(at, f)
			}
		}
		if len(at) == 0 {
			return "", "", false
		}
		f := at[0]
		if variant > 0 && len(at) > 1 {
			f, second = at[1], true
		}
		words = append(words, f.text)
		if len(rules) == 0 || rules[len(rules)-1] != f.rule {
			rules = append(rules, f.rule)
		}
	}
	return strings.Join(words, " "), strings.Join(rules, "; "), variant == 0 || second
}

// unchanged is a word that has one form for every slot.
func unchanged(word, rule string) []slotForm {
	out := make([]slotForm, 2*len(cases))
	for i := range out {
		out[i] = slotForm{i, word, rule}
	}
	return out
}

// inflectWord makes the forms of one word of a name; parts joined by a hyphen
// are inflected each. several tells that the name has more words.
func inflectWord(word string, kind NameKind, gender byte, several bool) []slotForm {
	if head, tail, ok := strings.Cut(word, "-"); ok && head != "" && tail != "" && !acronymEnding(tail) {
		if gender != 0 { // of compound adjectives only the last part changes
			return joinHyphened(unchanged(head, "nieodmienne przed łącznikiem"), inflectWord(tail, kind, gender, several))
		}
		return joinHyphened(inflectWord(head, kind, gender, several), inflectWord(tail, kind, gender, several))
	}
	switch {
	case strings.Trim(word, "IVXLC") == "":
		return unchanged(word, "liczba rzymska: nieodmienna")
	case acronymLike(word) && kind != Man && kind != Woman:
		return acronymForms(word)
	case utf8.RuneCountInString(word) < 2 || strings.HasSuffix(word, "."):
		return unchanged(word, "skrót lub inicjał: nieodmienny")
	case gender != 0:
		if out := adjectiveForms(word, gender); out != nil {
			return out
		}
	}
	group := groupOf(kind, word, several)
	if kind == Woman {
		if out := womanForms(word); out != nil {
			return out
		}
	}
	if kind == Man {
		if out := foreignForms(word); out != nil {
			return out
		}
	}
	lower := strings.ToLower(word)
	found, ending := forms.Names().Forms(lower, group)
	if len(found) == 0 {
		return unchanged(word, "nieznane zakończenie: nieodmienne")
	}
	rule := "jak nazwy na -" + ending
	if whole, ok := strings.CutPrefix(ending, "^"); ok {
		rule = "słownik: " + recase(word, whole)
	}
	out := make([]slotForm, 0, len(found)+1)
	for _, f := range found {
		out = append(out, slotForm{f.Slot, recase(word, f.Text), rule})
	}
	return oneNumber(inanimate(out, kind), kind)
}

// inanimate gives a masculine place or unit the accusative of a thing: it is
// the nominative, never the genitive (Nowy Sącz, not Sącza).
func inanimate(out []slotForm, kind NameKind) []slotForm {
	if kind == Man || kind == Woman {
		return out
	}
	const nominative, genitive, accusative = 0, 1, 3
	text := map[int]string{}
	for _, f := range out {
		if text[f.slot] == "" {
			text[f.slot] = f.text
		}
	}
	base := text[nominative]
	if base == "" || text[genitive] != text[accusative] || strings.ContainsAny(base[len(base)-1:], "aeoy") {
		return out
	}
	for i := range out {
		if out[i].slot == accusative {
			out[i].text = base
		}
	}
	return out
}

// oneNumber drops the plural of a place that is singular: Krasnopol has none.
func oneNumber(out []slotForm, kind NameKind) []slotForm {
	if kind == Man || kind == Woman {
		return out
	}
	singular := false
	for _, f := range out {
		singular = singular || f.slot == 0
	}
	if !singular {
		return out
	}
	kept := out[:0]
	for _, f := range out {
		if f.slot < len(cases) {
			kept = append(kept, f)
		}
	}
	return kept
}

// joinHyphened joins the forms of two parts slot by slot.
func joinHyphened(a, b []slotForm) []slotForm {
	var out []slotForm
	for slot := range 2 * len(cases) {
		for variant := range 2 {
			text, rule, any := joinSlot([][]slotForm{a, b}, slot, variant)
			if any {
				out = append(out, slotForm{slot, strings.Replace(text, " ", "-", 1), rule})
			}
		}
	}
	return out
}

// groupOf is the group of nouns after which a word of a name is inflected.
func groupOf(kind NameKind, word string, several bool) forms.Group {
	switch {
	case kind == Man:
		return forms.GroupMan
	case kind == Woman:
		return forms.GroupWoman
	case kind == Unit || !startsUpper(word), several && hasNoun(strings.ToLower(word)): // Nowe *Miasto*
		return forms.GroupThing
	}
	return forms.GroupPlace
}

// recase gives a lower-case form the capitals of its base form: all of them,
// or the first.
func recase(base, form string) string {
	if capitals(base) {
		return strings.ToUpper(form)
	}
	if !startsUpper(base) || form == "" {
		return form
	}
	r, n := utf8.DecodeRuneInString(form)
	return string(unicode.ToUpper(r)) + form[n:]
}

// acronymLike tells whether a word is written as an acronym: at least two
// capitals and no more small letters than capitals (OSiR, ZDiZ, PKP).
func acronymLike(word string) bool {
	up, low := 0, 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			up++
		case unicode.IsLower(r):
			low++
		}
	}
	return up >= 2 && low < up
}
