package gather

import (
	"encoding/base64"
	"mime"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// declared is the encoding that a prolog names, in bytes that are ASCII so far.
var declared = lazyRegexp(`^[^<]{0,16}<\?xml[^>]{0,120}?encoding\s*=\s*["']([\w.:-]{2,24})["']`)

// rareEncoding decodes what no press page is written in but feeds of old
// collections are: encodings of seven bits, and DOS code pages of the West. ok
// is false for every other encoding.
func rareEncoding(raw []byte, contentType string) (text, name string, ok bool) {
	name = ""
	if m := declared().FindSubmatch(raw[:min(len(raw), 256)]); m != nil {
		name = string(m[1])
	} else if _, params, err := mime.ParseMediaType(contentType); err == nil {
		name = params["charset"]
	}
	name = strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	var enc encoding.Encoding
	switch name {
	case "utf-7", "utf7", "unicode-1-1-utf-7", "csunicode11utf7":
		return fromUTF7(raw), "utf-7", true
	case "iso-2022-kr", "iso2022-kr", "iso2022kr", "csiso2022kr":
		return from2022KR(raw), "iso-2022-kr", true
	case "johab", "cp1361", "ms1361":
		return fromJohab(raw), "johab", true
	case "hz", "hz-gb", "hz-gb-2312", "hzgb":
		enc = simplifiedchinese.HZGB2312
	case "iso2022-jp", "iso2022jp", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ext", "iso2022-jp-1", "iso2022-jp-2", "iso2022-jp-3", "iso2022-jp-ext":
		enc = japanese.ISO2022JP
	case "cp950", "ms950", "950":
		enc = traditionalchinese.Big5
	case "cp860", "ibm860", "860":
		enc = charmap.CodePage860
	case "cp863", "ibm863", "863":
		enc = charmap.CodePage863
	case "cp865", "ibm865", "865":
		enc = charmap.CodePage865
	default:
		return "", "", false
	}
	decoded, err := enc.NewDecoder().Bytes(raw)
	return string(decoded), name, err == nil
}

// fromUTF7 decodes RFC 2152: runs of base64 UTF-16 between "+" and "-".
func fromUTF7(raw []byte) string {
	var b strings.Builder
	for s := string(raw); s != ""; {
		i := strings.IndexByte(s, '+')
		if i < 0 {
			b.WriteString(s)
			break
		}
		b.WriteString(s[:i])
		s = s[i+1:]
		end := strings.IndexFunc(s, func(r rune) bool {
			return !(r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '/')
		})
		if end < 0 {
			end = len(s)
		}
		if end == 0 {
			b.WriteByte('+')
		} else if octets, err := base64.RawStdEncoding.DecodeString(s[:end]); err == nil || len(octets) > 1 {
			units := make([]uint16, 0, len(octets)/2)
			for k := 0; k+1 < len(octets); k += 2 {
				units = append(units, uint16(octets[k])<<8|uint16(octets[k+1]))
			}
			b.WriteString(string(utf16.Decode(units)))
		}
		s = strings.TrimPrefix(s[end:], "-")
	}
	return strings.ToValidUTF8(b.String(), "\ufffd")
}

// from2022KR decodes RFC 1557: between SO and SI stand the two seven-bit octets
// of KS C 5601, which EUC-KR writes with their high bits set.
func from2022KR(raw []byte) string {
	euc := make([]byte, 0, len(raw))
	shifted := false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == 0x1b && i+3 < len(raw) && string(raw[i+1:i+4]) == "$)C":
			i += 3
		case c == 0x0e || c == 0x0f:
			shifted = c == 0x0e
		case c == '\n':
			shifted = false
			euc = append(euc, c)
		case shifted && c > 0x20 && c < 0x7f:
			euc = append(euc, c|0x80)
		default:
			euc = append(euc, c)
		}
	}
	text, err := korean.EUCKR.NewDecoder().Bytes(euc)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return string(text)
}

// The parts of a syllable in Johab (KS C 5601-1992, annex 3), five bits each, as
// indexes into the Unicode lists of initials, vowels and finals; -1: no such.
var (
	johabVowel = [32]int{-1, -1, -1, 0, 1, 2, 3, 4, -1, -1, 5, 6, 7, 8, 9, 10, -1, -1, 11, 12, 13, 14, 15, 16, -1, -1, 17, 18, 19, 20, -1, -1}
	johabFinal = [32]int{-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, -1, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, -1, -1}
)

// fromJohab decodes the syllables of Johab, which are composed of bits. Chinese
// characters and symbols, which are not, become U+FFFD.
func fromJohab(raw []byte) string {
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		if c < 0x80 || i+1 >= len(raw) {
			b.WriteRune(rune(min(c, 0x7f)))
			continue
		}
		i++
		bits := int(c)<<8 | int(raw[i])
		initial, vowel, final := bits>>10&31-2, johabVowel[bits>>5&31], johabFinal[bits&31]
		if initial < 0 || initial > 18 || vowel < 0 || final < 0 {
			b.WriteRune(utf8.RuneError)
			continue
		}
		b.WriteRune(rune(0xac00 + (initial*21+vowel)*28 + final))
	}
	return b.String()
}

// latin2 decodes ISO 8859-2 whose writer had the marks of windows-1250, too:
// dashes and quotation marks, where the standard has controls.
func latin2(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		if c >= 0x80 && c < 0xa0 {
			b.WriteRune(charmap.Windows1250.DecodeByte(c))
		} else {
			b.WriteRune(charmap.ISO8859_2.DecodeByte(c))
		}
	}
	return b.String()
}
