package extract

import (
	"unicode"
	"unicode/utf8"
)

type tokKind uint8

const (
	tokPunct tokKind = iota
	tokNum
	tokWord
)

// A dateTok is a run of digits, a run of letters, or one other character that
// is not a space.
type dateTok struct {
	kind       tokKind
	word       string // folded letters, or the character
	n          int    // value of a number; -1 when it has more than 8 digits
	digits     int
	start, end int
	spaced     bool // white space stands before it
}

func (t dateTok) is(s string) bool { return t.kind != tokNum && t.word == s }

// dateTokens cuts a text; digits of every script count as digits.
func dateTokens(text string) []dateTok {
	var toks []dateTok
	spaced := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		start := i
		switch {
		case unicode.IsSpace(r) || r == '\u200e' || r == '\u200f' || r == '\u00ad':
			spaced = true
			i += size
			continue
		case unicode.IsDigit(r):
			n, digits := 0, 0
			for i < len(text) {
				r, size = utf8.DecodeRuneInString(text[i:])
				v := digitValue(r)
				if v < 0 {
					break
				}
				if digits++; digits <= 8 {
					n = n*10 + v
				} else {
					n = -1
				}
				i += size
			}
			if digits == 0 { // a digit of a script that we do not count in
				i += size
				continue
			}
			toks = append(toks, dateTok{kind: tokNum, n: n, digits: digits, start: start, end: i, spaced: spaced})
		case unicode.IsLetter(r) || r == '〇':
			for i < len(text) {
				r, size = utf8.DecodeRuneInString(text[i:])
				if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && r != '〇' {
					break
				}
				i += size
				if r == '年' || r == '月' || r == '日' || r == '년' || r == '월' || r == '일' {
					break
				}
			}
			toks = append(toks, dateTok{kind: tokWord, word: fold(text[start:i]), start: start, end: i, spaced: spaced})
		default:
			i += size
			toks = append(toks, dateTok{kind: tokPunct, word: text[start:i], start: start, end: i, spaced: spaced})
		}
		spaced = false
	}
	return toks
}

// digitValue reads the decimal digits of Latin, Arabic, Persian, the scripts
// of India, Thai, Lao, Burmese, Khmer and full-width forms; -1 for all else.
func digitValue(r rune) int {
	if r < 0x80 {
		if r >= '0' && r <= '9' {
			return int(r - '0')
		}
		return -1
	}
	for _, zero := range [...]rune{'\u0660', '\u06f0', '\u0966', '\u09e6', '\u0a66', '\u0ae6', '\u0b66', '\u0be6', '\u0c66', '\u0ce6', '\u0d66',
		'\u0e50', '\u0ed0', '\u1040', '\u17e0', '\uff10'} {
		if r >= zero && r <= zero+9 {
			return int(r - zero)
		}
	}
	return -1
}
