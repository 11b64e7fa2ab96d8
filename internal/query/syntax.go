package query

import (
	"fmt"
	"unicode/utf8"

	"prasowka/internal/press"
)

// A SyntaxError is a mistake in a query, or a limit passed.
type SyntaxError struct {
	Pos    int    // byte offset of the mistake in the query as typed
	Len    int    // its length in bytes; 0: something is missing at Pos
	Column int    // Pos counted in characters, from 1
	Msg    string // what is wrong, in Polish, without a full stop
	Hint   string // what to do, in Polish; may be empty
}

// Error is "znak 7: message; hint".
func (e *SyntaxError) Error() string { return fmt.Sprintf("znak %d: %s", e.Column, e.why()) }

func (e *SyntaxError) why() string {
	if e.Hint == "" {
		return e.Msg
	}
	return e.Msg + "; " + e.Hint
}

// Width is the length of the mistake in characters of the query as typed.
func (e *SyntaxError) Width(typed string) int {
	return utf8.RuneCountInString(typed[e.Pos : e.Pos+e.Len])
}

// Unwrap makes a syntax error an invalid value of the field "zapytanie": it is
// the user's to mend.
func (e *SyntaxError) Unwrap() error {
	return &press.Invalid{Field: "zapytanie", Why: e.Error()}
}

// failure makes the error at a place of the query as typed.
func failure(src string, pos, length int, msg, hint string) *SyntaxError {
	return &SyntaxError{Pos: pos, Len: length, Column: utf8.RuneCountInString(src[:pos]) + 1, Msg: msg, Hint: hint}
}

const fieldList = "pola to: tytuł, lead, autor, źródło, medium, osoba, temat, ton, stan, od, do, dni"

// fieldNames are the names as typed, folded, with what they mean.
var fieldNames = map[string]Field{
	"tytul": Title, "lead": Lead, "autor": Author, "zrodlo": Source, "medium": Medium,
	"osoba": Person, "temat": Topic, "ton": Tone, "stan": State,
	"od": fieldFrom, "do": fieldTo, "dni": fieldDays,
}

// The names of the ends of a Range; never in a tree.
const (
	fieldFrom Field = "od"
	fieldTo   Field = "do"
	fieldDays Field = "dni"
)

// isText tells whether a field is searched by word.
func (f Field) isText() bool { return f == Title || f == Lead }
