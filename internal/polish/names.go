package polish

import "strings"

// This file is about names that look like forms of other words: what the
// dictionary says of them is true, and not all.

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
		if len(p.Stem)+len(p.End) == len(form) && p.Ends(form) {
			return // a base form: nothing is missing
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
