package polish

import (
	"slices"
	"strings"
	"unicode/utf8"

	"prasowka/internal/polish/forms"
)

// This file is about names that look like forms of other words: what the
// dictionary says of them is true, and not all.

// dropPlurals leaves out the genitive plural of a name in -a where it is spelled
// as the base form of another name: Jarosław is a man, not several women called
// Jarosława. (Raczek stays one of Raczki, a place that is plural itself.)
func dropPlurals(all []forms.Parts, form string) []forms.Parts {
	if len(all) < 2 || vowel(rune(form[len(form)-1])) {
		return all
	}
	plural, base := false, false
	for _, p := range all {
		if p.Class == forms.Proper {
			woman := p.Ends("a")
			plural = plural || woman
			base = base || !woman && isBase(p, form)
		}
	}
	if !plural || !base {
		return all
	}
	return slices.DeleteFunc(all, func(p forms.Parts) bool { return p.Class == forms.Proper && p.Ends("a") })
}

// isBase tells whether a reading is the form itself, which may have been typed
// without Polish letters.
func isBase(p forms.Parts, form string) bool {
	n := len(p.Stem) + len(p.End)
	if n <= len(form) {
		return n == len(form) && p.Ends(form)
	}
	var room [64]byte
	return string(AppendFold(AppendFold(room[:0], p.Stem), p.End)) == form
}

// addName adds the word itself where it may be the base form of a name of which
// the dictionary knows no more than that it looks like a form of another word:
// the surname Sopek is not only a genitive of sopka, nor the village Kuków only
// one of Kuk. The key is in no one else's way, as only those meet it who are
// guessed to be forms of that name.
func (r *reader) addName(form string) {
	if !baseLike(form) {
		return
	}
	for _, p := range r.known {
		if isBase(p, form) {
			return // nothing is missing
		}
	}
	r.keys.fold(form, "")
}

// baseLike tells whether a name may have this form in the nominative: it does
// not end as only other cases do.
func baseLike(form string) bool {
	return !endsIn(form, "ą", "ę", "u", "em", "ach", "ami", "owi", "owie", "ego", "emu", "iej", "ych", "ich", "ymi", "imi", "om")
}

// addTwin adds the name whose forms are the same in most cases: Kaczorowie is
// of Kaczorów or of Kaczorowo, Rogożynem of Rogożyn or of Rogożyno, Leszczewku
// of Leszczewek or of Leszczewko, and what is known or guessed of them is now
// the one, now the other.
func (r *reader) addTwin(form string) {
	for _, end := range [...]string{"a", "u", "em", "iem", "ie"} {
		stem, ok := strings.CutSuffix(form, end)
		if !ok {
			continue
		}
		switch {
		case endsIn(stem, "ow", "ew", "in", "yn", "sk"):
			r.pair(stem, "", stem, "o")
		case end != "a" && endsIn(stem, "ówk", "owk", "ewk", "ink", "ynk"):
			r.pair(stem[:len(stem)-1], "ek", stem, "o")
		}
	}
}

// pair adds one of two words, each in two parts, when the other is a key.
func (r *reader) pair(stem, end, otherStem, otherEnd string) {
	switch {
	case r.keys.has(stem, end):
		r.keys.fold(otherStem, otherEnd)
	case r.keys.has(otherStem, otherEnd):
		r.keys.fold(stem, end)
	}
}

// addGuessed adds the names of which a word with a capital may be where the
// dictionary has it as a common word's form only: Muska is of Musk, not only of
// muskać. A form of a known name gets no guesses: the look-alikes that they
// meet are more than the names that they find. Nor does a base form (Rada):
// hardly any is another name's form, and most words with a capital are one.
func (a *Analyzer) addGuessed(r *reader, form string) {
	if !guessable(form) {
		return
	}
	r.guessed = a.guesser.AppendParts(r.guessed[:0], form, true, false)
	for _, g := range r.guessed {
		r.keys.fold(g.Stem, g.End)
	}
}

// addForeign adds the foreign name in -e or -é that endings take for one
// without: Mbappego and Mbappégo are of Mbappe and Mbappé, Ruttem and Contem of
// Rutte and Conte, Erniego of Ernie.
func (r *reader) addForeign(form string) {
	for _, end := range [...]string{"ego", "emu", "em"} {
		stem, ok := strings.CutSuffix(form, end)
		if ok && (endsIn(stem, "k", "g", "nt", "tt") || end != "em" && endsIn(stem, "b", "d", "f", "i", "l", "p", "r", "s", "t", "w", "z")) {
			r.keys.fold(stem, "e")
		}
	}
	for _, end := range [...]string{"go", "mu", "m"} {
		if stem, ok := strings.CutSuffix(form, end); ok && strings.HasSuffix(stem, "é") {
			r.keys.fold(stem, "")
		}
	}
}

// addSilent adds the names of which a form in -kiem or -giem may be beside the
// one that the dictionary knows: Mikiem is of Mike, not only of Mik, and Muskiem
// of Musk, not only of Muskie.
func (r *reader) addSilent(form string) {
	if stem, ok := strings.CutSuffix(form, "iem"); ok && endsIn(stem, "k", "g") {
		r.keys.fold(stem, "e")
		r.keys.fold(stem, "")
	}
}

// addTown adds the town of which a word with a capital may be the genitive,
// where the dictionary has it as an adjective only: Majkowa is of Majków, not
// only of majkowy.
func (r *reader) addTown(form string) {
	stem, ok := strings.CutSuffix(form, "owa")
	if !ok || utf8.RuneCountInString(stem) < 3 {
		return
	}
	for _, p := range r.known {
		if p.Class != forms.Common || !p.Ends("owy") {
			return
		}
	}
	r.keys.fold(stem, "ow")
}

// addDative adds what a word with a capital may be a dative of, where the
// dictionary has it as a plural adjective only: Rogożynowi.
func (a *Analyzer) addDative(r *reader, form string) {
	stem, ok := strings.CutSuffix(form, "owi")
	if !ok || !r.keys.has(stem, "owy") {
		return
	}
	r.guessed = a.guesser.AppendParts(r.guessed[:0], form, true, false)
	for _, g := range r.guessed {
		r.keys.fold(g.Stem, g.End)
	}
}

// endsIn tells whether a word ends in one of several endings.
func endsIn(word string, endings ...string) bool {
	for _, end := range endings {
		if strings.HasSuffix(word, end) {
			return true
		}
	}
	return false
}
