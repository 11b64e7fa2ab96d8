package notify

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// maxTitle is how many characters of a headline are shown.
const maxTitle = 220

// clean makes one line of strangers' text: valid UTF-8, runs of white space as
// one space, no control characters, and none of the characters that override
// the direction of the text around them (U+202A–202E, U+2066–2069).
func clean(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r) && r != '\u00a0':
			space = b.Len() > 0
			continue
		case drop(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// drop tells which characters never leave: controls, direction overrides, the
// replacement of bad bytes, invisible tags (U+E0000…) and private use.
func drop(r rune) bool {
	switch {
	case r == utf8.RuneError, r == '\ufeff', r == '\u200b', r == '\u2060':
		return true
	case r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u061c':
		return true
	case r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r)
}

// cleanLines is clean for a text of paragraphs: each non-empty line is one.
func cleanLines(s string) []string {
	var out []string
	for line := range strings.Lines(s) {
		if line = clean(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// shorten cuts s to at most n characters, the last being "…" when anything was
// cut. It cuts at the end of a word when one is near, and never between a
// letter and the marks, joiners or skin tones that belong to it.
func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	at := byteAt(s, n-1)
	for at > 0 && joins(s, at) {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	if i := strings.LastIndexByte(s[:at], ' '); s[at] != ' ' && i > at*2/3 {
		at = i
	}
	return strings.TrimRight(s[:at], " ,;:–-\u00a0") + "…"
}

func byteAt(s string, runes int) int {
	for i := range s {
		if runes == 0 {
			return i
		}
		runes--
	}
	return len(s)
}

// joins tells whether the characters around a place in s belong together.
func joins(s string, at int) bool {
	next, _ := utf8.DecodeRuneInString(s[at:])
	last, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.In(next, unicode.M) || next == '\u200d' || last == '\u200d' ||
		next >= 0x1f3fb && next <= 0x1f3ff || isFlag(next) && isFlag(last)
}

func isFlag(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

// rightToLeft tells whether a text holds letters that are written from right
// to left, and so needs isolating from the Polish around it.
func rightToLeft(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam)
	})
}

// isolate wraps right-to-left text in FIRST STRONG ISOLATE … POP DIRECTIONAL
// ISOLATE for formats without markup (Unicode UAX #9); other text stays.
func isolate(s string) string {
	if rightToLeft(s) {
		return "\u2068" + s + "\u2069"
	}
	return s
}

// hostLetters are what a host and port are made of, IPv6 addresses included.
const hostLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]"

// webURL is an address that may be put behind a link: absolute http or https,
// a host (punycoded when it has Polish letters), no credentials, at most 2,000
// bytes, everything but plain ASCII percent-encoded. Anything else is "".
func webURL(raw string) string {
	raw = strings.TrimSpace(raw)
	if len(raw) > 2000 || !utf8.ValidString(raw) {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	if u.Host, err = idna.Punycode.ToASCII(u.Host); err != nil || strings.Trim(u.Host, hostLetters) != "" {
		return ""
	}
	var b strings.Builder
	for _, c := range []byte(u.String()) {
		if c <= ' ' || c >= 0x7f || strings.IndexByte("\"<>\\^`{|}", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	if b.Len() > 2900 {
		return "" // a Slack button takes 3,000
	}
	return b.String()
}

// prose is a cleaned and shortened text, set as Polish typography asks: with
// no-break spaces where a line must not break, after a word of one letter and
// between a number and what it counts.
func prose(s string, n int) string {
	s = shorten(clean(s), n)
	var b strings.Builder
	b.Grow(len(s) + 16)
	before, last := ' ', ' ' // the two runes before r
	for i, r := range s {
		if r == ' ' && (strings.ContainsRune("aiouwzAIOUWZ", last) && strings.ContainsRune(" \u00a0(„", before) || isDigit(last) && counts(s[i+1:])) {
			r = '\u00a0'
		}
		b.WriteRune(r)
		before, last = last, r
	}
	return b.String()
}

// counts tells whether a text that follows a number and a space belongs to
// it: a word, or the next three digits of "1 200 000".
func counts(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	if !isDigit(r) {
		return unicode.IsLetter(r)
	}
	return len(s) >= 3 && isDigit(rune(s[1])) && isDigit(rune(s[2])) && (len(s) == 3 || !isDigit(rune(s[3])))
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// sentence puts a full stop where a sentence has no end.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || strings.ContainsRune(".!?…”\"", lastRune(s)) {
		return s
	}
	return s + "."
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// capital puts the first letter in upper case.
