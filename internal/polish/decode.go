package polish

import (
	"bytes"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// Decode makes text of the bytes of a page or feed, whatever their labels say.
// In order: a byte order mark, the pattern of UTF-16 and UTF-32 without one,
// valid UTF-8, nearly valid UTF-8, the declared encoding (contentType as HTTP
// sent it, then the XML prolog or meta tag in the bytes), and for the Latin
// encodings, which lie most, the Polish letters that the bytes would make in
// windows-1250 and in iso-8859-2. Then text that was encoded twice is repaired,
// as a whole and in parts (see Undouble).
//
// The text is valid UTF-8 without a byte order mark; encoding is the IANA name
// in lower case of what the bytes were read as. Nothing is refused: bytes that
// mean nothing become U+FFFD.
func Decode(raw []byte, contentType string) (text, encoding string) {
	text, encoding = decodeBytes(raw, contentType)
	return Undouble(strings.TrimPrefix(text, "\ufeff")), encoding
}

func decodeBytes(raw []byte, contentType string) (string, string) {
	if enc, name, skip := marked(raw); enc != nil {
		return decodeWith(enc, raw[skip:]), name
	}
	declared := declaredEncoding(raw, contentType)
	escapes := bytes.Contains(raw, []byte("\x1b$")) || bytes.Contains(raw, []byte("\x1b("))
	if escapes && declared == "iso-2022-jp" {
		return decodeNamed(declared, raw), declared
	}
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	if utf8.Valid(raw) {
		return string(raw), "utf-8"
	}
	if text, ok := nearlyUTF8(raw); ok {
		return text, "utf-8"
	}
	name := declared
	if !trusted(name) {
		name = latinGuess(raw, name)
	}
	return decodeNamed(name, raw), name
}

// marked recognises encodings by their first bytes: byte order marks, and what
// "<" looks like in wide encodings and in EBCDIC (XML 1.0, appendix F).
func marked(raw []byte) (enc encoding.Encoding, name string, skip int) {
	has := func(prefix string) bool { return bytes.HasPrefix(raw, []byte(prefix)) }
	big, little := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	big4, little4 := utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM)
	switch {
	case has("\xff\xfe\x00\x00"):
		return little4, "utf-32le", 4
	case has("\x00\x00\xfe\xff"):
		return big4, "utf-32be", 4
	case has("\x00\x00\x00<"):
		return big4, "utf-32be", 0
	case has("<\x00\x00\x00"):
		return little4, "utf-32le", 0
	case has("\xff\xfe"):
		return little, "utf-16le", 2
	case has("\xfe\xff"):
		return big, "utf-16be", 2
	case has("\x4c\x6f\xa7\x94"):
		return charmap.CodePage037, "ibm037", 0
	}
	switch even, odd := zeros(raw); {
	case odd:
		return little, "utf-16le", 0
	case even:
		return big, "utf-16be", 0
	}
	return nil, "", 0
}

// zeros tells whether nearly all even, or nearly all odd, bytes of the
// beginning are zero: Latin text in UTF-16 without a mark.
func zeros(raw []byte) (even, odd bool) {
	head := raw[:min(len(raw), 512)&^1]
	if len(head) < 4 {
		return false, false
	}
	var n [2]int
	for i, b := range head {
		if b == 0 {
			n[i&1]++
		}
	}
	half := len(head) / 2
	return n[0]*10 > half*7 && n[1]*10 < half, n[1]*10 > half*7 && n[0]*10 < half
}

func decodeWith(enc encoding.Encoding, raw []byte) string {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil { // a decoder of x/text replaces what it cannot read; this is a cut-off end
		return strings.ToValidUTF8(string(out), "\ufffd")
	}
	return string(out)
}

// lookup finds an encoding by its label, those of the DOS age included.
func lookup(label string) (encoding.Encoding, string) {
	label = strings.ToLower(strings.TrimSpace(label))
	switch strings.NewReplacer("-", "", "_", "").Replace(label) {
	case "cp852", "ibm852", "852":
		return charmap.CodePage852, "ibm852"
	case "cp437", "ibm437", "437":
		return charmap.CodePage437, "ibm437"
	case "cp037", "ibm037", "ebcdiccpus":
		return charmap.CodePage037, "ibm037"
	case "utf32", "utf32be":
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM), "utf-32be"
	case "utf32le":
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM), "utf-32le"
	case "cp850", "ibm850", "850":
		return charmap.CodePage850, "ibm850"
	case "cp855", "ibm855", "855":
		return charmap.CodePage855, "ibm855"
	case "cp858", "ibm858", "858", "ibm00858":
		return charmap.CodePage858, "ibm858"
	case "cp862", "ibm862", "862":
		return charmap.CodePage862, "ibm862"
	case "hz", "hzgb2312":
		return simplifiedchinese.HZGB2312, "hz-gb-2312"
	case "cp932", "ms932", "mskanji":
		label = "shift_jis"
	case "cp949", "ms949", "uhc":
		label = "euc-kr"
	case "macroman":
		label = "macintosh"
	case "maccyrillic":
		label = "x-mac-cyrillic"
	case "win1250", "cp1250":
		label = "windows-1250"
	case "win1251", "cp1251":
		label = "windows-1251"
	case "latin2", "iso88592":
		label = "iso-8859-2"
	}
	return charset.Lookup(label)
}

func decodeNamed(name string, raw []byte) string {
	enc, _ := lookup(name)
	if enc == nil {
		enc = charmap.Windows1252
	}
	return decodeWith(enc, raw)
}

var (
	xmlEncoding  = regexp.MustCompile(`(?i)<\?xml[^>]{0,200}?\sencoding\s*=\s*["']?\s*([-\w.:]+)`)
	looseCharset = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([-\w.:]+)`)
	metaCharset  = regexp.MustCompile(`(?i)<meta[^>]{0,400}?charset\s*=\s*["']?\s*([-\w.:]+)`)
)

// declaredEncoding is the IANA name that HTTP, else the bytes, declare; empty
// when neither does or the name is unknown.
func declaredEncoding(raw []byte, contentType string) string {
	labels := []string{headerCharset(contentType)}
	head := raw[:min(len(raw), 4096)]
	for _, re := range []*regexp.Regexp{xmlEncoding, metaCharset} {
		if m := re.FindSubmatch(head); m != nil {
			labels = append(labels, string(m[1]))
		}
	}
	unicodeLabel := func(name string) bool { return strings.HasPrefix(name, "utf-") || name == "replacement" }
	for _, label := range labels {
		// Bytes that came this far are not Unicode, whatever they claim.
		if _, name := lookup(label); label != "" && name != "" && !unicodeLabel(name) {
			return name
		}
	}
	return ""
}

func headerCharset(contentType string) string {
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return params["charset"]
	}
	if m := looseCharset.FindStringSubmatch(contentType); m != nil {
		return m[1]
	}
	return ""
}

// trusted tells whether a declared encoding is taken at its word. The Latin
// ones are not: Polish pages carry them by habit.
func trusted(name string) bool {
	switch name {
	case "", "windows-1250", "iso-8859-2", "windows-1252", "iso-8859-1", "iso-8859-15", "us-ascii":
		return false
	}
	return true
}

// nearlyUTF8 reads bytes that are UTF-8 but for a few: a sequence cut by a
// limit, a name pasted in windows-1250.
func nearlyUTF8(raw []byte) (string, bool) {
	good, bad := 0, 0
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	// Single-byte Polish text hardly ever makes a valid sequence by chance.
	if good == 0 || bad > 2+good/2 {
		return "", false
	}
	if bad > good && good < 2 {
		return "", false
	}
	var b strings.Builder
	b.Grow(len(raw) + 2*bad)
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r != utf8.RuneError || n > 1:
			b.Write(raw[i : i+n])
		case len(raw)-i < utf8.UTFMax && !utf8.FullRune(raw[i:]):
			return b.String(), true // cut off at the end
		default:
			b.WriteRune(strayByte(raw, i))
		}
		i += n
	}
	return b.String(), true
}

// strayByte is what a byte outside UTF-8 means: a letter of Polish or a mark of
// its typography in windows-1250, another letter beside letters, else unknown.
// The leading bytes of our letters in UTF-8 (C2–C5) are what a cut leaves.
func strayByte(raw []byte, i int) rune {
	r := charmap.Windows1250.DecodeByte(raw[i])
	if strings.ContainsRune(polishLetters+"„”“‚’–—…§«»", r) {
		return r
	}
	beside := (i > 0 && asciiLetter(raw[i-1])) || (i+1 < len(raw) && asciiLetter(raw[i+1]))
	if beside && (raw[i] < 0xc2 || raw[i] > 0xc5) {
		return r
	}
	return utf8.RuneError
}

func asciiLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// Bytes of Polish letters. ę ł ó ż ć ń are the same in both encodings.
const (
	only1250  = "\xb9\x9c\x9f\xa5\x8c\x8f" // ą ś ź Ą Ś Ź
	only88592 = "\xb1\xb6\xbc\xa1\xa6\xac"
	both      = "\xea\xb3\xf3\xbf\xe6\xf1\xca\xa3\xd3\xaf\xc6\xd1"
	// Within a word these are no letters of any western language.
	telling = "\xb3\xbf\xb9\x9c\x9f\xb1\xb6\xbc\xa3\xaf"
)

// latinGuess decides between the Latin encodings by the letters that the bytes
// would make next to other letters; declared breaks a tie.
func latinGuess(raw []byte, declared string) string {
	var win, iso, tells, high, controls int
	for i, c := range raw {
		if c < 0x80 {
			continue
		}
		high++
		if c < 0xa0 {
			controls++
		}
		before := i > 0 && (asciiLetter(raw[i-1]) || strings.IndexByte(both, raw[i-1]) >= 0)
		after := i+1 < len(raw) && (asciiLetter(raw[i+1]) || strings.IndexByte(both, raw[i+1]) >= 0)
		if !before && !after {
			continue
		}
		if strings.IndexByte(only1250, c) >= 0 {
			win++
		}
		if strings.IndexByte(only88592, c) >= 0 {
			iso++
		}
		if strings.IndexByte(telling, c) >= 0 {
			tells++
		}
	}
	western := declared == "windows-1252" || declared == "iso-8859-1" || declared == "iso-8859-15" || declared == "us-ascii"
	switch {
	case western && (tells == 0 || tells*8 < high):
		if declared == "iso-8859-15" && controls == 0 {
			return declared // the euro sign
		}
		return "windows-1252"
	case iso > win:
		return "iso-8859-2"
	case win > iso:
		return "windows-1250"
	case declared == "iso-8859-2" && controls == 0:
		return declared
	}
	return "windows-1250"
}
