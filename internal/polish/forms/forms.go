// Package forms holds the dictionary of Polish forms and the guesser for words
// that it does not know: how they are stored, read, built and learned.
//
// Invariants:
//   - A form is stored in lower case with all its readings: rules that turn it
//     into a lemma, each with a class (common word, proper name, acronym).
//   - Dictionaries and guessers are read in place from the embedded bytes,
//     immutable, and safe for concurrent use; opening them takes microseconds.
//   - The same entries in the same order always give the same bytes.
//   - The bytes come out of the build: tables are checked when they are opened,
//     automata are trusted.
//
// The embedded data is made by `go generate` from Debian's packages
// libmorfologik-stemming2-java (PoliMorf) and hunspell-pl, and from
// generate/names.txt (names of SGJP that those two lack); see NOTICE at the top
// of the repository for their licences.
package forms

//go:generate go run ./generate -out data

import (
	_ "embed"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Class is what sort of word a reading makes of a form.
type Class uint8

const (
	Common  Class = iota // dom, robić, suwalski
	Verbal               // a common word that takes a prefix: participles and gerunds (nie-), comparatives (naj-)
	Proper               // Suwałki, McDonald: lemma with a capital letter
	Acronym              // SOK, OSiR: lemma with several capitals and fewer small letters
)

// Reading is one lemma of a form.
type Reading struct {
	Lemma string // lower case with Polish letters; an acronym as written
	Class Class
}

// Parts is a reading whose lemma has not been put together: most lemmas are
// only folded into a key, which needs no string of its own.
type Parts struct {
	Stem  string // the beginning of the lemma, a part of the form
	End   string // the rest of the lemma
	Class Class
}

// Lemma puts the lemma together.
func (p Parts) Lemma() string { return p.Stem + p.End }

// Ends tells whether the lemma ends in a suffix.
func (p Parts) Ends(suffix string) bool {
	if len(suffix) <= len(p.End) {
		return strings.HasSuffix(p.End, suffix)
	}
	return strings.HasSuffix(suffix, p.End) && strings.HasSuffix(p.Stem, suffix[:len(suffix)-len(p.End)])
}

// whole appends readings with their lemmas put together.
func whole(dst []Reading, parts []Parts) []Reading {
	for _, p := range parts {
		dst = append(dst, Reading{Lemma: p.Lemma(), Class: p.Class})
	}
	return dst
}

// Entry is a form with a lemma, both written with their capitals.
type Entry struct {
	Form, Lemma string
	Verbal      bool // see Verbal
}

// ClassOf is the class of an entry by the capitals of its lemma.
func (e Entry) ClassOf() Class {
	capitals, small := 0, 0
	for _, r := range e.Lemma {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case unicode.IsLower(r):
			small++
		}
	}
	switch {
	case capitals > 1 && small < capitals:
		return Acronym
	case capitals > 0:
		return Proper
	case e.Verbal:
		return Verbal
	}
	return Common
}

// rule turns a form into a lemma: cut runes off the end, add a suffix.
type rule struct {
	class Class
	cut   uint8  // runes to take off the end; 255: all of them
	add   string // what to put there instead
}

// all is the cut that takes the whole form off.
const all = 255

// ruleFor is the rule that makes the lemma out of the form, both as stored.
func ruleFor(form, lemma string, class Class) rule {
	same := 0
	for same < len(form) && same < len(lemma) && form[same] == lemma[same] {
		same++
	}
	for same > 0 && (same < len(form) && !utf8.RuneStart(form[same]) || same < len(lemma) && !utf8.RuneStart(lemma[same])) {
		same--
	}
	cut := utf8.RuneCountInString(form[same:])
	if same == 0 || cut >= all {
		return rule{class: class, cut: all, add: lemma}
	}
	return rule{class: class, cut: uint8(cut), add: lemma[same:]}
}

// stem is what the rule leaves of a form; false if the form is too short.
func (r *rule) stem(form string) (string, bool) {
	if r.cut == all {
		return "", true
	}
	end := len(form)
	for range r.cut {
		if end == 0 {
			return "", false
		}
		if end--; form[end] < utf8.RuneSelf {
			continue
		}
		_, n := utf8.DecodeLastRuneInString(form[:end+1])
		end += 1 - n
	}
	return form[:end], true
}

// stored is how the two sides of an entry are written in the dictionary: the
// form in lower case; the lemma too, unless it is an acronym.
func stored(e Entry) (form, lemma string, class Class) {
	class = e.ClassOf()
	form, lemma = strings.ToLower(e.Form), e.Lemma
	if class != Acronym {
		lemma = strings.ToLower(lemma)
	}
	return form, lemma, class
}

//go:embed data/dictionary.fst
var dictionaryFST []byte

//go:embed data/dictionary.rules
var dictionaryRules []byte

//go:embed data/guesser.fst
var guesserFST []byte

//go:embed data/guesser.rules
var guesserRules []byte

//go:embed data/names.fst
var namesFST []byte

//go:embed data/names.rules
var namesRules []byte

// Names is the embedded inflector of nouns, read on first use; for its panic
// see opened.
var Names = sync.OnceValue(func() *Inflector {
	n, err := OpenInflector(namesFST, namesRules)
	if err != nil {
		panic(fmt.Errorf("forms: embedded inflector: %w", err))
	}
	return n
})

// opened are the embedded dictionary and guesser, read on first use. Bytes that
// the build itself holds cannot be broken in one run and whole in the next, so
// an error here is the build's and ends the program.
var opened = sync.OnceValues(func() (*Dictionary, *Guesser) {
	d, err := OpenDictionary(dictionaryFST, dictionaryRules)
	if err != nil {
		panic(fmt.Errorf("forms: embedded dictionary: %w", err))
	}
	g, err := OpenGuesser(guesserFST, guesserRules)
	if err != nil {
		panic(fmt.Errorf("forms: embedded guesser: %w", err))
	}
	return d, g
})

// Open gives the embedded dictionary and guesser.
func Open() (*Dictionary, *Guesser) { return opened() }

// Version is a checksum of the embedded data, eight hexadecimal digits.
var Version = sync.OnceValue(func() string {
	h := crc32.NewIEEE()
	for _, b := range [][]byte{dictionaryFST, dictionaryRules, guesserFST, guesserRules, namesFST, namesRules} {
		_, _ = h.Write(b) // a hash never fails
	}
	return fmt.Sprintf("%08x", h.Sum32())
})

// Reopen opens the embedded data anew and forgets it: for measuring.
func Reopen() error {
	if _, err := OpenDictionary(dictionaryFST, dictionaryRules); err != nil {
		return err
	}
	if _, err := OpenGuesser(guesserFST, guesserRules); err != nil {
		return err
	}
	_, err := OpenInflector(namesFST, namesRules)
	return err
}
