package polish

import (
	"strings"
	"unicode"
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
		if w.keys = a.acronymKeys(text); len(w.keys) == 0 {
			w.keys = []string{acronymKey(text)}
		}
	case compound:
		w.exact = strings.ToLower(text)
		w.keys = choose(localName{}, a.dictionary.Append(nil, w.exact), true)
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
		w.kind, w.exact, w.keys = Acronym, text, a.acronymKeys(text)
		w.keys = addKey(w.keys, acronymKey(text))
		w.plain = union(w.keys, plain)
	}
	if stem := mixedAcronym(text); stem != "" {
		w.kind, w.exact, w.keys = Acronym, text, []string{acronymKey(stem)}
	}
	if i := strings.IndexAny(text, "'’ʼ‘´`"); i > 0 { // Kennedy'ego: the name is before the apostrophe
		stem := text[:i]
		w.keys = union([]string{Fold(strings.ToLower(stem))}, a.readings(stem))
	}
	if abbreviation(w.exact) != none {
		w.dotted = addKey([]string{Fold(w.exact)}, expansion(w.exact))
	}
}

// acronymKeys are the keys of a form of acronyms that the dictionary knows:
// FIF-y is of FIFA, not of FIF.
func (a *Analyzer) acronymKeys(text string) (keys []string) {
	for _, r := range a.dictionary.Append(nil, strings.ToLower(text)) {
		if r.Class == forms.Acronym {
			keys = addKey(keys, acronymKey(r.Lemma))
		}
	}
	return keys
}

// mixedAcronym is the acronym in a word of capitals with some small letters:
// OSiR → OSiR, PiSu → PiS, ZUSie → ZUS; "" for other words (McDonald, YouTube).
func mixedAcronym(text string) string {
	last, low := 0, false
	for i, r := range text {
		if unicode.IsUpper(r) {
			last = i + utf8.RuneLen(r)
		} else {
			low = true
		}
	}
	if !low || last < 2 || !acronymLike(text[:last]) {
		return ""
	}
	if ending := text[last:]; ending != "" && !acronymEnding(ending) {
		return ""
	}
	return text[:last]
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
	return n <= 6 && len(known) == 0 && a.lexicon.forms[form].keys == nil
}

// readings are the keys of a word, by lexicon, dictionary and guesser.
func (a *Analyzer) readings(text string) []string {
	form := strings.ToLower(text)
	proper := startsUpper(text)
	local := a.lexicon.forms[form]
	known := a.dictionary.Append(nil, form)
	plain := asciiLetters(form)
	keys := choose(local, known, proper)
	if len(keys) > 0 && local.keys != nil {
		return keys
	}
	if len(keys) > 0 {
		if !hasClass(known, forms.Common) && !hasClass(known, forms.Verbal) && hasClass(known, forms.Proper) {
			keys = a.addAdjective(keys, form, proper)
		}
		if plain {
			keys = a.addTyped(keys, known, form, proper)
		}
		return keys
	}
	if plain {
		if keys = choose(localName{}, a.dictionary.AppendUnfolded(nil, form), proper); len(keys) > 0 {
			return keys
		}
	}
	if keys = a.gerund(form); len(keys) > 0 {
		return keys
	}
	if guessable(form) {
		guesses := a.guesser.Append(nil, form, proper, plain)
		if !proper { // names are typed in lower case in queries
			guesses = a.guesser.Append(guesses, form, true, plain)
		}
		for _, r := range guesses {
			keys = addKey(keys, Fold(r.Lemma))
		}
	}
	// The form itself: it may be a base form, and then nothing else says so;
	// a short one may be an acronym typed in lower case (osir, pgk).
	keys = addKey(keys, Fold(form))
	if !proper && len(form) <= 6 {
		keys = addKey(keys, acronymKey(form))
	}
	return keys
}

// gerund reads the plural of a gerund, which the dictionary has in the singular
// only: wyżywianiach like wyżywianie.
func (a *Analyzer) gerund(form string) (keys []string) {
	for _, end := range [...]string{"iach", "iami", "iom"} {
		stem, ok := strings.CutSuffix(form, end)
		if !ok || !strings.HasSuffix(stem, "n") && !strings.HasSuffix(stem, "c") {
			continue
		}
		for _, r := range a.dictionary.Append(nil, stem+"ie") {
			if r.Class == forms.Verbal {
				keys = addKey(keys, Fold(r.Lemma))
			}
		}
	}
	return keys
}

// guessable tells whether a word is long enough, and has a vowel, for its
// ending to say anything (zł, mgr do not).
func guessable(form string) bool {
	return utf8.RuneCountInString(form) >= 4 && strings.ContainsAny(form, "aąeęioóuy")
}

// addAdjective adds what a word in lower case may be that the dictionary has
// only as a form of names: an adjective made of a name (raczkowskiej, not only
// of Raczkowska).
func (a *Analyzer) addAdjective(keys []string, form string, proper bool) []string {
	if proper {
		return keys
	}
	for _, r := range a.guesser.Append(nil, form, false, false) {
		if adjectival(r.Lemma) {
			keys = addKey(keys, Fold(r.Lemma))
		}
	}
	return keys
}

// hasClass tells whether one of the readings is of a class.
func hasClass(all []forms.Reading, class forms.Class) bool {
	for _, r := range all {
		if r.Class == class {
			return true
		}
	}
	return false
}

// addTyped adds what a word may be when it was typed without Polish letters
// although another word is spelled so: with a capital, names (Lodzi is not only
// of lodzia, but of Łódź); for a verb, nouns (szkol is not only of szkolić, but
// of szkoła). Nothing else: moc would meet może, and maja mają.
func (a *Analyzer) addTyped(keys []string, known []forms.Reading, form string, proper bool) []string {
	verb := onlyVerbs(known)
	if !proper && !verb {
		return keys
	}
	for _, r := range a.dictionary.AppendUnfolded(nil, form) {
		if proper && r.Class == forms.Proper || verb && r.Class == forms.Common && !infinitive(r.Lemma) {
			keys = addKey(keys, Fold(r.Lemma))
		}
	}
	return keys
}

// onlyVerbs tells whether all readings are of verbs.
func onlyVerbs(all []forms.Reading) bool {
	for _, r := range all {
		if r.Class == forms.Proper || r.Class == forms.Acronym || !infinitive(r.Lemma) {
			return false
		}
	}
	return len(all) > 0
}

// infinitive tells whether a lemma is a verb's: robić, móc.
func infinitive(lemma string) bool {
	return strings.HasSuffix(lemma, "ć") || strings.HasSuffix(lemma, "óc")
}

// choose picks the keys of a form that lexicon or dictionary know. A word in
// lower case is a common word if it can be one. A local name of a person or a
// place written with its capital is nothing else; of a street or a unit it may
// be a common word besides.
func choose(local localName, known []forms.Reading, proper bool) (keys []string) {
	if proper && local.sure {
		return local.keys
	}
	if proper {
		keys = append(keys, local.keys...)
	}
	for _, r := range known {
		if r.Class == forms.Common || r.Class == forms.Verbal || proper && r.Class == forms.Proper && local.keys == nil {
			keys = addKey(keys, Fold(r.Lemma))
		}
	}
	if len(keys) > 0 || local.keys != nil {
		return union(keys, local.keys)
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
