package polish

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold takes the marks off letters: ą→a, ł→l, ü→u, ß→ss. Case is kept.
// A string without marks is returned as it is, without a copy.
func Fold(s string) string {
	i := 0
	for i < len(s) && s[i] < utf8.RuneSelf {
		i++
	}
	if i == len(s) {
		return s
	}
	out := make([]byte, 0, len(s)+2)
	out = append(out, s[:i]...)
	for _, r := range s[i:] {
		out = appendFolded(out, r)
	}
	return string(out)
}

// AppendFold appends Fold(s) to dst.
func AppendFold(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		b := s[i]
		if b < utf8.RuneSelf {
			dst = append(dst, b)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		dst = appendFolded(dst, r)
		i += n
	}
	return dst
}

// appendFolded appends one rune without its marks.
func appendFolded(out []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		return append(out, byte(r))
	}
	if b := polishBase(r); b != 0 {
		return append(out, b)
	}
	switch r {
	case 'ß':
		return append(out, "ss"...)
	case 'æ':
		return append(out, "ae"...)
	case 'Æ':
		return append(out, "AE"...)
	case 'œ':
		return append(out, "oe"...)
	case 'Œ':
		return append(out, "OE"...)
	case 'ø':
		return append(out, 'o')
	case 'Ø':
		return append(out, 'O')
	case 'đ', 'ð':
		return append(out, 'd')
	case 'Đ', 'Ð':
		return append(out, 'D')
	case 'þ':
		return append(out, "th"...)
	case 'ı':
		return append(out, 'i')
	}
	if mark(r) {
		return out
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := norm.NFD.Properties(buf[:n]).Decomposition()
	if d == nil {
		return append(out, buf[:n]...)
	}
	for _, x := range string(d) {
		if !mark(x) {
			out = utf8.AppendRune(out, x)
		}
	}
	return out
}

// polishBase is the Latin letter under a Polish one; 0 for any other rune.
func polishBase(r rune) byte {
	switch r {
	case 'ą':
		return 'a'
	case 'ć':
		return 'c'
	case 'ę':
		return 'e'
	case 'ł':
		return 'l'
	case 'ń':
		return 'n'
	case 'ó':
		return 'o'
	case 'ś':
		return 's'
	case 'ź', 'ż':
		return 'z'
	case 'Ą':
		return 'A'
	case 'Ć':
		return 'C'
	case 'Ę':
		return 'E'
	case 'Ł':
		return 'L'
	case 'Ń':
		return 'N'
	case 'Ó':
		return 'O'
	case 'Ś':
		return 'S'
	case 'Ź', 'Ż':
		return 'Z'
	}
	return 0
}

// mark tells whether a rune only decorates the one before it, or cannot be
// seen: combining marks, the soft hyphen, zero-width spaces and joiners.
func mark(r rune) bool {
	switch {
	case r < 0xad:
		return false
	case r == 0xad, r >= 0x300 && r <= 0x36f, r >= 0x200b && r <= 0x200d, r == 0x2060, r == 0xfeff:
		return true
	case r >= 0x1ab0 && r <= 0x1aff, r >= 0x1dc0 && r <= 0x1dff, r >= 0x20d0 && r <= 0x20ff, r >= 0xfe20 && r <= 0xfe2f:
		return true
	}
	return false
}

// clean composes letters with their marks (NFC) and takes out what cannot be
// seen, so that text from PDFs and old systems meets text typed by hand.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if mark(r) && (r < 0x300 || r > 0x36f) {
			return -1
		}
		return r
	}, s)
	return norm.NFC.String(s)
}
