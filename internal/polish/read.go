package polish

import (
	"strings"
	"unicode/utf8"
)

// read fills in the readings of a word by its kind.
func (a *Analyzer) read(w *word, text string) {
	switch w.kind {
	case Number:
		w.exact = plainNumber(text)
		w.keys = []string{w.exact}
	case Road:
		w.exact = strings.ToUpper(strings.NewReplacer("-", "", "\u2010", "", "\u2011", "", " ", "", "\u00a0", "").Replace(text))
		w.keys = []string{w.exact}
	case Hashtag, Handle:
		w.exact = strings.ToLower(text)
		w.keys = []string{Fold(w.exact)}
		if w.kind == Hashtag {
			w.keys = union(w.keys, a.readings(text[1:]))
		}
	case URL, Email:
		w.exact = strings.ToLower(text)
		w.keys = []string{Fold(strings.TrimSuffix(w.exact, "/"))}
	case Acronym:
		w.exact = text
		w.keys = []string{acronymKey(text)}
	case compound:
		w.exact = strings.ToLower(text)
	default:
		a.readWord(w, text)
	}
}

// readWord reads a word or an acronym without a hyphen.
func (a *Analyzer) readWord(w *word, text string) {
	w.exact = strings.ToLower(text)
	w.keys = a.readings(text)
	if capitals(text) {
		n := utf8.RuneCountInString(text)
		if n <= 4 {
			w.kind, w.exact = Acronym, text
			plain := w.keys
			w.keys = []string{acronymKey(text)}
			w.plain = union(w.keys, plain)
		}
	}
	if abbreviation(w.exact) != none {
		w.dotted = addKey([]string{Fold(w.exact)}, expansion(w.exact))
	}
}

// readings are the keys of a word, by dictionary, lexicon and guesser.
func (a *Analyzer) readings(text string) []string {
	return []string{Fold(strings.ToLower(text))}
}

// acronymKey is the key of an acronym, whatever its inflection: SOK-u → SOK.
func acronymKey(text string) string {
	if i := strings.IndexAny(text, "-\u2010\u2011"); i > 0 {
		text = text[:i]
	}
	return strings.ToUpper(Fold(text))
}

// capitals tells whether a word of two letters or more is all in capitals.
func capitals(s string) bool {
	n := 0
	for _, r := range s {
		class := runeClass(r)
		if r < utf8.RuneSelf {
			class = classes[r]
		}
		if class == isLower {
			return false
		}
		n++
	}
	return n >= 2
}

// plainNumber takes the spaces out of a number: "1 234,5" → "1234,5".
func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' {
			return -1
		}
		return r
	}, s)
}
