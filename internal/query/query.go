// Package query is the one query language of the house: for the archive, for
// topics that watch what comes in, for the subjects of facts.
//
//	słowo              every form of a word             =słowo        this very form
//	"dwa słowa"        in this order, each in any form   "a b"~3       at most 3 words among them
//	a NEAR/3 b         at most 3 words apart, any order  słow*         words that begin so (4 letters or more)
//	a b, a I b         both        a LUB b   any         NIE a, -a     without          ( )
//	tytuł: lead:       where in the text; word, phrase or parentheses follow
//	autor: źródło: medium: osoba: temat: ton: stan:      what is known of the clipping
//	od:2026-01-01 do:2026-01-31 dni:7                    when it was published
//
// Operators are written in capitals, in Polish or English (I/AND, LUB/OR,
// NIE/NOT); quotation marks may be "…", „…”, «…» or “…”. NIE binds closest,
// then NEAR, then I, then LUB.
//
// Invariants:
//   - One tree, several engines: the evaluator of one text (Query.Match), the
//     set of standing queries (Set) and the archive (package index) give the
//     same answer on every document. The comments of the Node types and of
//     ExactTerms, PrefixTerm, ValueTerms and Range.Bounds are the definition.
//   - Words are compared by the keys of package polish and by nothing else, on
//     both sides: a word matches where any reading of one is a reading of the
//     other. Nothing is a stop word.
//   - A word, phrase or NEAR is found within one field: positions never run
//     on from the title into the lead or the text.
//   - Parse(q.String()) is q again, and String is the same for equal trees.
//   - A mistake has a place, a message and a hint in Polish; so have limits.
//     Nothing that was typed is silently left out.
//   - Everything is pure but dni:N, which counts from the time given.
//   - Query, Doc and Set never change once made and may be used by many
//     goroutines at once.
package query

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"prasowka/internal/polish"
)

// Fields is a clipping as the language sees it.
type Fields struct {
	ID        string
	Title     string
	Lead      string
	Text      string
	Author    string
	Outlet    string // found by źródło:, like Source
	Source    string
	Medium    string
	Persons   []string
	Topics    []string
	Tone      string
	State     string
	Published time.Time // zero: in no range of time
}

// A Doc is a document ready to be matched: its fields and their tokens.
type Doc struct {
	Fields
	parts [3]part          // title, lead, text
	a     *polish.Analyzer // that made the tokens
}

// part is one text field: what is matched by position.
type part struct {
	field  Field
	text   string
	tokens []polish.Token
}

// NewDoc reads the three text fields with the analyzer that the queries were
// parsed with; another would give other keys.
func NewDoc(a *polish.Analyzer, f Fields) *Doc {
	d := new(Doc)
	d.Reset(a, f)
	return d
}

// Reset makes d another document in the memory of this one, for loops over
// many documents. Nothing may use d at the same time, or tokens that it gave.
func (d *Doc) Reset(a *polish.Analyzer, f Fields) {
	d.Fields, d.a = f, a
	for i, text := range [3]string{f.Title, f.Lead, f.Text} {
		p := &d.parts[i]
		p.field, p.text = [3]Field{Title, Lead, Text}[i], text
		if p.tokens = p.tokens[:0]; text != "" {
			p.tokens = a.AppendTokens(p.tokens, text)
		}
	}
}

// Tokens are the tokens of the field Title, Lead or Text; nil for another.
// They are shared and must not be changed.
func (d *Doc) Tokens(f Field) []polish.Token {
	for i := range d.parts {
		if d.parts[i].field == f {
			return d.parts[i].tokens
		}
	}
	return nil
}

// ExactTerms are the terms by which a token is found with =: its form in lower
// case (an acronym as written) and, where the text has capitals, the form as
// the text spells it. surface is the text between Start and End of the token.
// The second is empty when it would repeat the first.
//
// So =sikora finds "sikora" and "Sikora", =Sikora finds "Sikora" only, and
// =SOK is found neither by "sok" nor by "Sok".
func ExactTerms(t polish.Token, surface string) (form, written string) {
	if written = nfc(surface); written == t.Exact || !polish.HasCapital(written) {
		written = ""
	}
	return t.Exact, written
}

// ExactTerm is the one term that a word typed with = looks for.
func (w *Word) ExactTerm() string {
	if text := nfc(w.Text[w.Token.Start:w.Token.End]); polish.HasCapital(text) {
		return text
	}
	return w.Token.Exact
}

// PrefixTerm is the term by which a token is found with *: its form, in lower
// case and without Polish letters.
func PrefixTerm(t polish.Token) string { return polish.Fold(strings.ToLower(t.Exact)) }

// appendPrefixTerm appends the PrefixTerm of a token.
func appendPrefixTerm(dst []byte, t *polish.Token) []byte {
	if t.Kind == polish.Acronym || t.Kind == polish.Road {
		return polish.AppendFold(dst, strings.ToLower(t.Exact))
	}
	return polish.AppendFold(dst, t.Exact) // in lower case already
}

// PrefixTerm is what the PrefixTerm of a token begins with when a word typed
// with * is found there.
func (w *Word) PrefixTerm() string { return foldValue(w.Text) }

// ValueTerm is what Is looks for: the value in lower case, without Polish
// letters, white space made single.
func ValueTerm(value string) string {
	return strings.Join(strings.Fields(foldValue(value)), " ")
}

// ValueTerms are the terms of one value of a field, by which Is finds it: the
// ValueTerm of the whole and, for Author, Source and Person, each run of
// letters and digits in it. Source has the terms of both Outlet and Source.
// The result may repeat itself.
func ValueTerms(f Field, value string) []string {
	whole := ValueTerm(value)
	if whole == "" {
		return nil
	}
	terms := []string{whole}
	if f == Author || f == Source || f == Person {
		terms = append(terms, strings.FieldsFunc(whole, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsDigit(r)
		})...)
	}
	return terms
}

// values lists the values of a field that Is looks at.
func (d *Doc) values(f Field) []string {
	switch f {
	case Author:
		return []string{d.Author}
	case Source:
		return []string{d.Outlet, d.Source}
	case Medium:
		return []string{d.Medium}
	case Person:
		return d.Persons
	case Topic:
		return d.Topics
	case Tone:
		return []string{d.Tone}
	case State:
		return []string{d.State}
	}
	return nil
}

// Bounds are the first instant of a range and the first after it, at midnights
// of Warsaw; zero means open. Compare to the millisecond, the precision of a
// clipping's identity. dni:N begins N days before the day of now, and is open
// to the future, so that dni:1 is "since yesterday".
func (r *Range) Bounds(now time.Time) (from, to time.Time) {
	if r.Days > 0 {
		return polish.DayOf(now).Add(-r.Days).Start(), time.Time{}
	}
	if !r.From.IsZero() {
		from = r.From.Start()
	}
	if !r.To.IsZero() {
		to = r.To.End()
	}
	return from, to
}

// holds tells whether an instant is within the range.
func (r *Range) holds(at, now time.Time) bool {
	if at.IsZero() {
		return false
	}
	from, to := r.Bounds(now)
	ms := at.UnixMilli()
	return (from.IsZero() || ms >= from.UnixMilli()) && (to.IsZero() || ms < to.UnixMilli())
}

// nfc composes letters and takes out what cannot be seen (soft hyphens,
// zero-width spaces), as the analyzer does; most text needs neither.
func nfc(s string) string {
	if plainLatin(s) {
		return s
	}
	if strings.ContainsAny(s, "\u00ad\u200b\u200c\u200d\u2060\ufeff") {
		s = strings.Map(func(r rune) rune {
			if r == 0xad || r >= 0x200b && r <= 0x200d || r == 0x2060 || r == 0xfeff {
				return -1
			}
			return r
		}, s)
	}
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// plainLatin tells whether a text is nothing but ASCII and letters of Latin-1
// and Latin Extended-A, which are composed and visible.
func plainLatin(s string) bool {
	for i := range len(s) {
		if s[i] == 0xc2 || s[i] >= 0xc6 {
			return false
		}
	}
	return true
}

// foldValue is the text composed, in lower case and without Polish letters.
func foldValue(s string) string { return polish.Fold(strings.ToLower(nfc(s))) }
