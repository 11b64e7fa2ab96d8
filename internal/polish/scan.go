package polish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a token as the scanner cuts it, before its readings are known.
type span struct {
	start, end int
	sentence   int
	kind       Kind
	upper      bool // at least two letters and all of them capital: SOK, not S and not Sok
	capital    bool // at least one letter is capital
	dirty      bool // holds combining marks or invisible runes: see clean
	dotted     bool // a full stop follows directly
	glued      bool // joined by a hyphen to the token before
}

// scanner cuts a text into spans, one call of next at a time. It allocates
// nothing.
type scanner struct {
	text     string
	at       int  // byte offset of what has not been looked at
	sentence int  // number of the present sentence
	fresh    bool // no token yet in this sentence
	opens    bool // the last token is the first of its sentence
	last     span // the last token found
	mails    int  // offset of the next '@', len(text) if none: words before it may be addresses
	ended    int  // byte offset where the present sentence began
}

func newScanner(text string) scanner {
	s := scanner{text: text, fresh: true, mails: -1}
	return s
}

// Classes of bytes; everything from 0x80 on needs its rune decoded.
const (
	isSpace = iota
	isLower
	isUpper
	isDigit
	isEnd // may end a sentence: . ! ? and the new line
	isOther
	isWide // a byte of a longer rune
)

// classes gives the class of each byte value.
var classes = func() (t [256]uint8) {
	for b := range t {
		switch {
		case b >= 0x80:
			t[b] = isWide
		case b >= 'a' && b <= 'z':
			t[b] = isLower
		case b >= 'A' && b <= 'Z':
			t[b] = isUpper
		case b >= '0' && b <= '9':
			t[b] = isDigit
		case b == '.' || b == '!' || b == '?' || b == '\n':
			t[b] = isEnd
		case b == ' ' || b == '\t' || b == '\r':
			t[b] = isSpace
		default:
			t[b] = isOther
		}
	}
	return t
}()

// latin gives the class of the runes up to the end of Latin Extended-B, which
// are nearly all that Polish texts hold.
var latin = func() (t [0x250]uint8) {
	for r := range t {
		t[r] = unicodeClass(rune(r))
	}
	return t
}()

// runeClass is the class of a rune outside ASCII.
func runeClass(r rune) uint8 {
	if r >= 0 && r < rune(len(latin)) {
		return latin[r]
	}
	return unicodeClass(r)
}

// unicodeClass is the class of a rune by Unicode's tables; isWide is a mark.
func unicodeClass(r rune) uint8 {
	switch {
	case mark(r):
		return isWide
	case r == '…':
		return isEnd
	case r < 0xaa:
		return isOther
	case unicode.IsUpper(r):
		return isUpper
	case unicode.IsLetter(r):
		return isLower
	case unicode.IsDigit(r):
		return isDigit
	case r == 0x2029:
		return isEnd
	}
	return isOther
}

// next finds the next token and leaves it in s.last; false at the end of the
// text.
func (s *scanner) next() bool {
	for s.at < len(s.text) {
		b := s.text[s.at]
		class, size, r := classes[b], 1, rune(b)
		if class == isSpace {
			s.at++
			continue
		}
		if class == isWide {
			r, size = utf8.DecodeRuneInString(s.text[s.at:])
			class = runeClass(r)
		}
		switch class {
		case isLower, isUpper, isDigit:
			before := s.last.end
			s.last = span{start: s.at, sentence: s.sentence}
			s.word(&s.last)
			s.pass(before)
			return true
		case isEnd:
			s.stop(r, size)
		default:
			if end, kind := s.sign(b); end > 0 {
				before := s.last.end
				s.last = span{start: s.at, end: end, sentence: s.sentence, kind: kind, capital: HasCapital(s.text[s.at:end])}
				s.pass(before)
				return true
			}
			s.at += size
		}
	}
	return false
}

// pass fills in what stands around the last token and moves behind it; before
// is the end of the token before.
func (s *scanner) pass(before int) {
	sp := &s.last
	sp.dotted = sp.end < len(s.text) && s.text[sp.end] == '.'
	if gap := sp.start - before; gap > 0 && gap <= 3 && before > 0 {
		sp.glued = hyphenated(s.text[before:sp.start])
	}
	s.opens = s.fresh
	s.at, s.fresh = sp.end, false
}

// hyphenated tells whether what stands between two tokens is one hyphen.
func hyphenated(gap string) bool {
	return gap == "-" || gap == "\u2010" || gap == "\u2011"
}

// sign finds the end of a token that begins with a sign, #Suwałki or @urzad; 0
// when there is none.
func (s *scanner) sign(b byte) (end int, kind Kind) {
	if b != '#' && b != '@' {
		return 0, Word
	}
	end, letters := s.at+1, false
	for end < len(s.text) {
		class, size := classAt(s.text, end)
		if class != isLower && class != isUpper && class != isDigit && s.text[end] != '_' && (b == '#' || s.text[end] != '.') {
			break
		}
		letters = letters || class == isLower || class == isUpper
		end += size
	}
	for end > s.at && s.text[end-1] == '.' {
		end--
	}
	switch {
	case !letters:
		return 0, Word
	case b == '@':
		return end, Handle
	}
	return end, Hashtag
}

// classAt is the class of the rune at a byte offset of a text and its size.
func classAt(s string, i int) (class uint8, size int) {
	b := s[i]
	if class = classes[b]; class != isWide {
		return class, 1
	}
	if b >= 0xc2 && b <= 0xc8 && i+1 < len(s) && s[i+1]&0xc0 == 0x80 { // U+0080 to U+023F
		return latin[rune(b&0x1f)<<6|rune(s[i+1]&0x3f)], 2
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	return runeClass(r), size
}

// joint tells the bytes that may stand within an address.
var joint = func() (t [256]bool) {
	for _, b := range []byte(".:@-_+%") {
		t[b] = true
	}
	return t
}()

// word cuts the token that begins at s.at with a letter or a digit.
func (s *scanner) word(sp *span) {
	var lower, upper, digits int
	text, end := s.text, s.at
run:
	for end < len(text) {
		class, size := classes[text[end]], 1
		if class == isLower {
			lower++
			end++
			continue
		}
		if class == isWide {
			class, size = classAt(text, end)
		}
		switch class {
		case isLower:
			lower++
		case isUpper:
			upper++
		case isDigit:
			digits++
		case isWide:
			sp.dirty = true
		default:
			break run
		}
		end += size
	}
	if end+1 < len(text) && joint[text[end]] && classes[text[end+1]] != isSpace {
		if s.address(sp) {
			sp.capital = HasCapital(text[sp.start:sp.end])
			return
		}
	}
	sp.end = end
	sp.upper, sp.capital = upper >= 2 && lower == 0, upper > 0
	switch {
	case lower+upper == 0:
		sp.kind = Number
		sp.end = s.number(end)
	case digits > 0:
		sp.kind = mixedKind(s.text[sp.start:end])
	case upper >= 1 && upper+lower <= 2 && lower == 0:
		s.road(sp)
	}
	if sp.kind == Word && sp.end < len(s.text) {
		s.inflected(sp, upper, lower)
	}
}

// mixedKind tells a road (S61) from other letters with digits (TVN24, 5G).
func mixedKind(s string) Kind {
	if roadNumber(s) {
		return Road
	}
	if s == strings.ToUpper(s) {
		return Acronym
	}
	return Word
}

// roadNumber tells whether s is a road's number: the letters of its class
// (A motorway, S expressway, DK national, DW regional), then 1–4 digits.
func roadNumber(s string) bool {
	letters := 0
	for letters < len(s) && (s[letters] < '0' || s[letters] > '9') {
		letters++
	}
	switch s[:letters] {
	case "S", "A", "DK", "DW", "DP", "DG", "s", "a", "dk", "dw":
	default:
		return false
	}
	digits := len(s) - letters
	if digits < 1 || digits > 4 || letters == 1 && digits > 2 {
		return false
	}
	for _, b := range []byte(s[letters:]) {
		if b < '0' || b > '9' {
			return false
		}
	}
	return true
}

// road joins the number to the letters of a road: S-61, S 61, DK 8, DW-653.
// "A 4" is not joined, as a sentence may begin so.
func (s *scanner) road(sp *span) {
	class := s.text[sp.start:sp.end]
	if class != "S" && class != "A" && class != "DK" && class != "DW" {
		return
	}
	i := sp.end
	_, gap := utf8.DecodeRuneInString(s.text[i:])
	sep := s.text[i : i+gap]
	if !hyphenated(sep) && (class == "A" || sep != " " && sep != "\u00a0") {
		return
	}
	end := i + gap
	for end < len(s.text) && classes[s.text[end]] == isDigit {
		end++
	}
	if end < len(s.text) {
		if class, _ := classAt(s.text, end); class == isLower || class == isUpper {
			return
		}
	}
	if roadNumber(class + s.text[i+gap:end]) {
		sp.end, sp.kind, sp.upper = end, Road, false
	}
}

// number stretches a run of digits that ends at end over decimals (12,5),
// groups of three (1 234 567), times (17:30) and dates (23.11.2026).
func (s *scanner) number(end int) int {
	lead := end - s.at
	for end+1 < len(s.text) {
		sep, size := s.text[end], 1
		if sep == 0xc2 && s.text[end+1] == 0xa0 {
			sep, size = ' ', 2
		} else if sep == 0xe2 && (strings.HasPrefix(s.text[end:], "\u202f") || strings.HasPrefix(s.text[end:], "\u2009")) {
			sep, size = ' ', 3
		}
		run := 0
		for end+size+run < len(s.text) && classes[s.text[end+size+run]] == isDigit {
			run++
		}
		switch {
		case run == 0:
			return end
		case sep == ' ' && lead <= 3 && run == 3:
		case sep == ',' || sep == '.' || sep == ':':
			lead = 4 // no groups behind a separator
		default:
			return end
		}
		end += size + run
	}
	return end
}

// inflected stretches a word over an ending set off by a hyphen (SOK-u) or by
// an apostrophe (Kennedy'ego).
func (s *scanner) inflected(sp *span, upper, lower int) {
	i := sp.end
	if class := classes[s.text[i]]; class == isSpace || class == isEnd {
		return
	}
	_, size := utf8.DecodeRuneInString(s.text[i:])
	sep := s.text[i : i+size]
	hyphen := hyphenated(sep)
	if hyphen && (upper < 2 || upper < lower) || !hyphen && !apostrophe(sep) {
		return
	}
	end := i + size
	for end < len(s.text) && end-i < 12 {
		class, n := classAt(s.text, end)
		if class == isUpper || class == isDigit {
			return
		}
		if class != isLower {
			break
		}
		end += n
	}
	ending := s.text[i+size : end]
	if hyphen && acronymEnding(ending) {
		sp.end, sp.kind = end, Acronym
	}
	if !hyphen && foreignEnding(ending) {
		sp.end = end
	}
}

// apostrophe tells whether s is one of the signs used as an apostrophe.
func apostrophe(s string) bool {
	return s == "'" || s == "’" || s == "ʼ" || s == "‘" || s == "´" || s == "`"
}

// acronymEnding: the endings that acronyms take behind a hyphen (SOK-u,
// NBP-owi, PZU-ach). Source: Wielki słownik ortograficzny PWN, rules 159–163.
func acronymEnding(s string) bool {
	switch s {
	case "u", "owi", "em", "iem", "ie", "a", "y", "i", "e", "ą", "ę", "o", "om", "ów", "ami", "ach", "owie", "cie", "dzie", "rze", "le", "że", "ce", "m", "ego", "emu", "ej", "im", "ym",
		"ze", "zie", "etu", "etowi", "etem", "ecie", "ety", "etów", "etom", "etami", "etach":
		return true
	}
	return false
}

// foreignEnding: the endings that foreign names take behind an apostrophe
// (Kennedy'ego, Joyce'a, George'em). Source: as above, rules 238–248.
func foreignEnding(s string) bool {
	switch s {
	case "a", "owi", "em", "iem", "ie", "u", "y", "i", "e", "ego", "emu", "m", "im", "ym", "ów", "om", "ami", "ach", "owie", "ymi", "ych", "ich", "imi", "ą", "ę", "o":
		return true
	}
	return false
}
