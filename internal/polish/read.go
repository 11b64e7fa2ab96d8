package polish

import (
	"strings"
	"unicode/utf8"

	"prasowka/internal/polish/forms"
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
		w.keys = choose(nil, a.dictionary.Append(nil, w.exact), true)
	default:
		a.readWord(w, text)
	}
}

// readWord reads a word or an acronym without a hyphen.
func (a *Analyzer) readWord(w *word, text string) {
	w.exact = strings.ToLower(text)
	w.keys = a.readings(text)
	if capitals(text) && a.isAcronym(text) {
		plain := w.keys
		w.kind, w.exact, w.keys = Acronym, text, []string{acronymKey(text)}
		w.plain = union(w.keys, plain)
	}
	if i := strings.IndexAny(text, "'’ʼ‘´`"); i > 0 { // Kennedy'ego: the name is before the apostrophe
		stem := text[:i]
		w.keys = union([]string{Fold(strings.ToLower(stem))}, a.readings(stem))
	}
	if abbreviation(w.exact) != none {
		w.dotted = addKey([]string{Fold(w.exact)}, expansion(w.exact))
	}
}

// isAcronym tells whether a word in capitals is an acronym when it stands
// alone: short ones always (RADA is read as one: in headings see headings),
// longer ones when the dictionary has them as acronyms or not at all.
func (a *Analyzer) isAcronym(text string) bool {
	n := utf8.RuneCountInString(text)
	if n <= 4 {
		return true
	}
	form := strings.ToLower(text)
	known := a.dictionary.Append(nil, form)
	for _, r := range known {
		if r.Class == forms.Acronym {
			return true
		}
	}
	return n <= 6 && len(known) == 0 && len(a.lexicon.forms[form]) == 0
}

// readings are the keys of a word, by lexicon, dictionary and guesser.
func (a *Analyzer) readings(text string) []string {
	form := strings.ToLower(text)
	proper := startsUpper(text)
	local := a.lexicon.forms[form]
	known := a.dictionary.Append(nil, form)
	keys := choose(local, known, proper)
	if len(keys) > 0 {
		return keys
	}
	plain := asciiLetters(form)
	if plain {
		if keys = choose(nil, a.dictionary.AppendUnfolded(nil, form), proper); len(keys) > 0 {
			return keys
		}
	}
	for _, r := range a.guesser.Append(nil, form, proper, plain) {
		keys = addKey(keys, Fold(r.Lemma))
	}
	// The form itself: it may be a base form, and then nothing else says so.
	return addKey(keys, Fold(form))
}

// choose picks the keys of a form that lexicon or dictionary know. A word in
// lower case is a common word if it can be one; a local name stands above the
// dictionary's names, never above its common words.
func choose(local []string, known []forms.Reading, proper bool) (keys []string) {
	if proper {
		keys = append(keys, local...)
	}
	for _, r := range known {
		if r.Class == forms.Common || r.Class == forms.Verbal || proper && r.Class == forms.Proper && len(local) == 0 {
			keys = addKey(keys, Fold(r.Lemma))
		}
	}
	if len(keys) > 0 || len(local) > 0 {
		return append(keys, local...)
	}
	for _, r := range known {
		if r.Class == forms.Proper {
			keys = addKey(keys, Fold(r.Lemma))
		}
	}
	if len(keys) > 0 {
		return keys
	}
	for _, r := range known {
		keys = addKey(keys, acronymKey(r.Lemma))
	}
	return keys
}

// startsUpper tells whether a word begins with a capital.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if r < utf8.RuneSelf {
		return classes[r] == isUpper
	}
	return runeClass(r) == isUpper
}

// asciiLetters tells whether a lower-case word has no letter outside a–z.
func asciiLetters(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
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
