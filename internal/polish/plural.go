package polish

import (
	"unicode"
	"unicode/utf8"
)

// Capital is a text with its first letter made a capital: "łódź" gives "Łódź".
func Capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// Plural chooses the form of a noun counted by n: 1 wycinek, 2 wycinki,
// 5 wycinków, 12 wycinków, 22 wycinki, 101 wycinków. Negative numbers go by
// their size; 0 takes the third form. Rule: CLDR plural rules for pl.
func Plural(n int, one, few, many string) string {
	last, teens := n%10, n%100
	if last < 0 {
		last, teens = -last, -teens
	}
	switch {
	case n == 1 || n == -1:
		return one
	case last >= 2 && last <= 4 && (teens < 12 || teens > 14):
		return few
	default:
		return many
	}
}
