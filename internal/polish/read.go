package polish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish/forms"
)

// reading is what is found out about a form: see word.
type reading struct {
	kind                Kind
	exact               string
	keys, plain, dotted []string
}

// read fills in the readings of a word by its kind.
func (a *Analyzer) read(w *reading, text string) {
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
			w.keys = union(w.keys, a.readings(text[1:], lower(text[1:])))
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
		w.exact = lower(text)
		w.keys = a.known(w.exact)
	default:
		a.readWord(w, text)
	}
}

// readWord reads a word or an acronym without a hyphen.
func (a *Analyzer) readWord(w *reading, text string) {
	w.exact = lower(text)
	w.keys = a.readings(text, w.exact)
	if abbreviation(w.exact) != none {
		w.dotted = addKey([]string{Fold(w.exact)}, expansion(w.exact))
	}
	if i := apostropheAt(text); i > 0 { // Kennedy'ego: the name is before the apostrophe
		stem := text[:i]
		form := lower(stem)
		w.keys = union([]string{Fold(form)}, a.readings(stem, form))
	}
	if w.exact == text {
		return // without capitals: no acronym
	}
	if capitals(text) && a.isAcronym(text) {
		plain := w.keys
		w.kind, w.exact, w.keys = Acronym, text, a.acronymKeys(text)
		w.keys = addKey(w.keys, acronymKey(text))
		w.plain = union(w.keys, plain)
	}
	if stem := mixedAcronym(text); stem != "" {
		w.kind, w.exact, w.keys = Acronym, text, []string{acronymKey(stem)}
	}
}

// apostropheAt is the offset of the first sign used as an apostrophe; -1 if
// there is none.
func apostropheAt(text string) int {
	for i := range len(text) {
		switch text[i] {
		case '\'', '`', 0xe2, 0xca, 0xc2: // the first bytes of the others
			return strings.IndexAny(text, "'’ʼ‘´`")
		}
	}
	return -1
}

// acronymKeys are the keys of a form of acronyms that the dictionary knows:
// FIF-y is of FIFA, not of FIF.
func (a *Analyzer) acronymKeys(text string) (keys []string) {
	for _, p := range a.dictionary.AppendParts(nil, lower(text)) {
		if p.Class == forms.Acronym {
			keys = addKey(keys, acronymKey(p.Lemma()))
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
	form := lower(text)
	known := a.dictionary.AppendParts(nil, form)
	for _, p := range known {
		if p.Class == forms.Acronym {
			return true
		}
	}
	return n <= 6 && len(known) == 0 && a.lexicon.forms[form].keys == nil
}

// reader is the memory in which the readings of one word are put together.
type reader struct {
	keys    keyList
	known   []forms.Parts
	guessed []forms.Parts
}

// readings are the keys of a word, by lexicon, dictionary and guesser; form is
// the word in lower case.
func (a *Analyzer) readings(text, form string) []string {
	r := a.readers.Get().(*reader)
	r.keys.reset()
	a.gather(r, form, startsUpper(text))
	keys := r.keys.strings(form)
	a.readers.Put(r)
	return keys
}

// known are the keys that the dictionary alone gives a form; nil if it does
// not know it.
func (a *Analyzer) known(form string) []string {
	r := a.readers.Get().(*reader)
	defer a.readers.Put(r)
	r.keys.reset()
	r.known = a.dictionary.AppendParts(r.known[:0], form)
	if r.choose(form, localName{}, true); r.keys.none() {
		return nil
	}
	return r.keys.strings(form)
}

// gather puts the keys of a form into r.keys.
func (a *Analyzer) gather(r *reader, form string, proper bool) {
	local := a.lexicon.forms[form]
	r.known = a.dictionary.AppendParts(r.known[:0], form)
	plain := asciiLetters(form)
	if r.choose(form, local, proper); !r.keys.none() && local.keys != nil {
		return
	}
	if !r.keys.none() {
		name := onlyProper(r.known)
		if !proper && name {
			a.addAdjective(r, form)
		}
		if proper && !nameOrBase(r.known, form) {
			a.addGuessed(r, form)
		}
		if proper || name {
			a.addDative(r, form)
			r.addTown(form)
			r.addTwin(form)
			r.addName(form)
			r.addSilent(form)
		}
		if plain {
			a.addTyped(r, form, proper)
		}
		return
	}
	if plain {
		r.known = a.dictionary.AppendPartsUnfolded(r.known[:0], form)
		if r.choose(form, localName{}, proper); !r.keys.none() {
			if !proper && onlyProper(r.known) {
				a.addAdjective(r, form)
			}
			if proper {
				r.addTwin(form)
				r.addName(form)
			}
			return
		}
	}
	if a.gerund(r, form); !r.keys.none() {
		return
	}
	if guessable(form) {
		r.guessed = a.guesser.AppendParts(r.guessed[:0], form, proper, plain)
		if !proper { // names are typed in lower case in queries
			r.guessed = a.guesser.AppendParts(r.guessed, form, true, plain)
		}
		for _, g := range r.guessed {
			r.keys.fold(g.Stem, g.End)
		}
		r.addTwin(form)
		r.addForeign(form)
	}
	// The form itself: it may be a base form, and then nothing else says so;
	// a short one may be an acronym typed in lower case (osir, pgk).
	r.keys.fold(form, "")
	if !proper && len(form) <= 6 {
		r.keys.add(acronymKey(form))
	}
}

// gerund reads the plural of a gerund, which the dictionary has in the singular
// only: wyżywianiach like wyżywianie.
func (a *Analyzer) gerund(r *reader, form string) {
	for _, end := range [...]string{"iach", "iami", "iom"} {
		stem, ok := strings.CutSuffix(form, end)
		if !ok || !strings.HasSuffix(stem, "n") && !strings.HasSuffix(stem, "c") {
			continue
		}
		r.known = a.dictionary.AppendParts(r.known[:0], stem+"ie")
		for _, p := range r.known {
			if p.Class == forms.Verbal {
				r.keys.fold(p.Stem, p.End)
			}
		}
	}
}

// guessable tells whether a word is long enough, and has a vowel, for its
// ending to say anything (zł, mgr do not).
func guessable(form string) bool {
	return len(form) >= 4 && utf8.RuneCountInString(form) >= 4 && strings.ContainsFunc(form, vowel)
}

// vowel tells whether a rune is a vowel of Polish.
func vowel(r rune) bool {
	switch r {
	case 'a', 'ą', 'e', 'ę', 'i', 'o', 'ó', 'u', 'y':
		return true
	}
	return false
}

// addAdjective adds what a word in lower case may be that the dictionary has
// only as a form of names: an adjective made of a name (raczkowskiej, not only
// of Raczkowska).
func (a *Analyzer) addAdjective(r *reader, form string) {
	if !endsIn(form, "i", "a", "e", "ą", "ego", "emu", "im", "ich", "iej", "ku", "cy", "dzy") || endsIn(form, "ami", "owi") {
		return // no ending of an adjective
	}
	r.guessed = a.guesser.AppendParts(r.guessed[:0], form, false, false)
	for _, g := range r.guessed {
		if g.Ends("i") && adjectival(g.Lemma()) {
			r.keys.fold(g.Stem, g.End)
		}
	}
}

// onlyProper tells whether a form is one of names and of no common word.
func onlyProper(all []forms.Parts) bool {
	some := false
	for _, p := range all {
		switch p.Class {
		case forms.Common, forms.Verbal:
			return false
		case forms.Proper:
			some = true
		}
	}
	return some
}

// nameOrBase tells whether a form is one of a name, or the base form of a word.
func nameOrBase(all []forms.Parts, form string) bool {
	for _, p := range all {
		if p.Class == forms.Proper || isBase(p, form) {
			return true
		}
	}
	return false
}

// addTyped adds what a word may be when it was typed without Polish letters
// although another word is spelled so: with a capital, names (Lodzi is not only
// of lodzia, but of Łódź); for a verb, nouns (szkol is not only of szkolić, but
// of szkoła); for a name in lower case, common words (orzechow is not only of
// Orzechowo, but of orzech). Nothing else: moc would meet może, and maja mają.
func (a *Analyzer) addTyped(r *reader, form string, proper bool) {
	verb, name := onlyVerbs(r.known), !proper && onlyProper(r.known)
	if !proper && !verb && !name {
		return
	}
	r.guessed = dropPlurals(a.dictionary.AppendPartsUnfolded(r.guessed[:0], form), form)
	for _, p := range r.guessed {
		if proper && p.Class == forms.Proper || name && (p.Class == forms.Common || p.Class == forms.Verbal) || verb && p.Class == forms.Common && !infinitive(p) {
			r.keys.fold(p.Stem, p.End)
		}
	}
}

// onlyVerbs tells whether all readings are of verbs.
func onlyVerbs(all []forms.Parts) bool {
	for _, p := range all {
		if p.Class == forms.Proper || p.Class == forms.Acronym || !infinitive(p) {
			return false
		}
	}
	return len(all) > 0
}

// infinitive tells whether a lemma is a verb's: robić, móc.
func infinitive(p forms.Parts) bool { return p.Ends("ć") || p.Ends("óc") }

// choose picks the keys of a form that lexicon or dictionary know. A word in
// lower case is a common word if it can be one. A local name of a person or a
// place written with its capital is nothing else; of a street or a unit it may
// be a common word besides.
func (r *reader) choose(form string, local localName, proper bool) {
	if proper {
		if r.keys.all(local.keys); local.sure {
			return
		}
	}
	if len(r.known) > 1 {
		r.known = dropPlurals(r.known, form)
	}
	for _, p := range r.known {
		if p.Class == forms.Common || p.Class == forms.Verbal || proper && p.Class == forms.Proper && local.keys == nil {
			r.keys.fold(p.Stem, p.End)
		}
	}
	if !r.keys.none() || local.keys != nil {
		r.keys.all(local.keys)
		return
	}
	for _, p := range r.known {
		if p.Class == forms.Proper {
			r.keys.fold(p.Stem, p.End)
		}
	}
	if !r.keys.none() {
		return
	}
	for _, p := range r.known {
		r.keys.add(acronymKey(p.Lemma()))
	}
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
