package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish"
)

const (
	formSign    = "="    // before the terms of forms that are no key: no key begins so
	writtenSign = "!"    // before a written form that stands alone
	formCut     = "\x00" // between the parts of a formTerm
)

// formTerm makes one term of the three ways in which a form is asked for: by a
// prefix of it folded, by the form, by the form as written. So one posting does
// for the three: the folded form in front serves prefixes, the other two are
// found among the few terms that begin with the same folded form. They are
// written as their difference from what stands before, so that the ends of
// terms are alike and the dictionary of terms stays small.
func formTerm(folded, form, written string) string {
	term := formSign + folded + formCut + difference(folded, form)
	if written == "" {
		return term
	}
	return term + formCut + difference(form, written)
}

// cutTerm takes a formTerm to pieces, with formSign or without.
func cutTerm(term string) (folded, form, written string) {
	folded, rest, _ := strings.Cut(strings.TrimPrefix(term, formSign), formCut)
	code, more, has := strings.Cut(rest, formCut)
	form = undo(folded, code)
	if has {
		written = undo(form, more)
	}
	return folded, form, written
}

// The codes of a difference.
const (
	wholeCode   = "\x01" // the other spelled out follows
	capitalCode = "\x02" // the first letter is a capital
	upperCode   = "\x03" // all letters are capitals
	firstPlace  = 4      // + i: the letter that follows stands at place i
)

// difference describes other as a change of one, never with a formCut in it.
func difference(one, other string) string {
	switch other {
	case one:
		return ""
	case capital(one):
		return capitalCode
	case strings.ToUpper(one):
		return upperCode
	}
	a, b := []rune(one), []rune(other)
	if len(a) != len(b) || len(a) > 100 {
		return wholeCode + other
	}
	var code strings.Builder
	for i := range a {
		if a[i] != b[i] {
			code.WriteByte(byte(firstPlace + i))
			code.WriteRune(b[i])
		}
	}
	return code.String()
}

// undo gives back the other of difference.
func undo(one, code string) string {
	switch {
	case code == "":
		return one
	case code == capitalCode:
		return capital(one)
	case code == upperCode:
		return strings.ToUpper(one)
	case strings.HasPrefix(code, wholeCode):
		return code[len(wholeCode):]
	}
	letters := []rune(one)
	for len(code) > 1 {
		place := int(code[0]) - firstPlace
		r, size := utf8.DecodeRuneInString(code[1:])
		if place < 0 || place >= len(letters) {
			return one // not of our making
		}
		letters[place] = r
		code = code[1+size:]
	}
	return string(letters)
}

func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// foldedForm is query.PrefixTerm of a token with the form.
func foldedForm(form string) string { return polish.Fold(strings.ToLower(form)) }
