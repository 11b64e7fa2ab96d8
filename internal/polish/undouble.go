package polish

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Undouble repairs text whose UTF-8 was once read as a one-byte encoding and
// encoded again ("Ĺ‚", "Å‚" for "ł"), wherever it stands in the text and up to
// three times over, and text whose windows-1250 or iso-8859-2 was read as
// Latin-1 ("Suwa³ki"). Sound text comes back unchanged.
func Undouble(text string) string {
	if strings.ContainsRune(text, utf8.RuneError) {
		text = lost().Replace(text)
	}
	for range 3 {
		fixed, changed := undoubleOnce(text)
		if !changed {
			break
		}
		text = fixed
	}
	return unlatin(text)
}

// lost names the letters whose second byte the misreading had no character for.
func lost() *strings.Replacer {
	return strings.NewReplacer("Å\ufffd", "Ł", "Ĺ\ufffd", "Ł", "Ä\ufffd", "Ę", "â€\ufffd", "”")
}

// doubled lists the encodings by which UTF-8 gets misread. Bytes that a Windows
// encoding leaves undefined come through as C1 controls.
func doubled() []*charmap.Charmap {
	return []*charmap.Charmap{charmap.Windows1252, charmap.Windows1250, charmap.ISO8859_2, charmap.ISO8859_1}
}

// undoubleOnce decodes the runs that are UTF-8 seen through one encoding.
func undoubleOnce(text string) (string, bool) {
	if !strings.ContainsAny(text, "ÂĂÃÄÅĹâď") {
		return text, false
	}
	tables := doubled()
	var b strings.Builder
	done := 0
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		got, used := rune(0), 0
		if strings.ContainsRune("ÂĂÃÄÅĹâď", r) {
			got, used = undoubleRune(tables, text[i:])
		}
		if used == 0 {
			i += n
			continue
		}
		b.WriteString(text[done:i])
		if got != '\ufeff' {
			b.WriteRune(got)
		}
		i += used
		done = i
	}
	if done == 0 {
		return text, false
	}
	b.WriteString(text[done:])
	return b.String(), true
}

// undoubleRune reads one character of doubled text at the start of s, and how
// many bytes of s it takes; 0 when s does not start with one. Where encodings
// disagree, a Polish letter wins.
func undoubleRune(tables []*charmap.Charmap, s string) (got rune, used int) {
	for _, table := range tables {
		r, n := undoubleBy(table, s)
		if n > 0 && strings.ContainsRune(polishLetters, r) {
			return r, n
		}
		if used == 0 {
			got, used = r, n
		}
	}
	return got, used
}

const polishLetters = "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"

func undoubleBy(table *charmap.Charmap, s string) (rune, int) {
	var raw [utf8.UTFMax]byte
	size := 0
	for at := 0; at < len(s) && size < 3; {
		r, n := utf8.DecodeRuneInString(s[at:])
		c, ok := singleByte(table, r)
		if !ok || (size > 0 && c&0xc0 != 0x80) {
			break
		}
		raw[size] = c
		size++
		at += n
		if r, n := utf8.DecodeRune(raw[:size]); n == size && r != utf8.RuneError && n > 1 && plausible(r) {
			return r, at
		}
	}
	return 0, 0
}

func singleByte(table *charmap.Charmap, r rune) (byte, bool) {
	if c, ok := table.EncodeRune(r); ok && c >= 0x80 {
		return c, true
	}
	if r >= 0x80 && r <= 0x9f { // undefined in the table, passed through
		return byte(r), true
	}
	return 0, false
}

// plausible tells whether a character is one that doubled Polish text holds:
// Latin letters, punctuation and signs, the byte order mark, and controls, which
// are half of a character that was doubled twice.
func plausible(r rune) bool {
	switch {
	case r >= 0x80 && r <= 0x17f:
		return true
	case r >= 0x2010 && r <= 0x2044, r == 0x20ac, r == 0x2122, r == 0xfeff, r == 0x200b:
		return true
	}
	return false
}

// unlatin repairs a text whose windows-1250 or iso-8859-2 was taken for
// Latin-1: it holds signs inside words and none of the letters it should.
func unlatin(text string) string {
	if !strings.ContainsAny(text, "³¹±¿") {
		return text
	}
	signs, letters, win, iso := 0, 0, 0, 0
	var before rune
	for i, r := range text {
		if r < utf8.RuneSelf {
			before = r
			continue
		}
		if strings.ContainsRune(polishLetters, r) && r != 'ó' {
			letters++
		}
		after, _ := utf8.DecodeRuneInString(text[i+utf8.RuneLen(r):])
		if unicode.IsLetter(before) && unicode.IsLetter(after) && strings.ContainsRune("³¹¿±¶¼œŸ", r) {
			signs++
			if strings.ContainsRune("¹œŸ", r) {
				win++
			} else if strings.ContainsRune("±¶¼", r) {
				iso++
			}
		}
		before = r
	}
	if signs < 3 || letters*4 > signs {
		return text
	}
	table := charmap.Windows1250
	if iso > win {
		table = charmap.ISO8859_2
	}
	return strings.Map(func(r rune) rune {
		if c, ok := charmap.Windows1252.EncodeRune(r); ok && c >= 0x80 {
			return table.DecodeByte(c)
		}
		return r
	}, text)
}
