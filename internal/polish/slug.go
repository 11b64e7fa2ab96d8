package polish

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSlug is how long an identity made of a name may be, in bytes.
const maxSlug = 60

// Slug makes an identity of a name: lower case, no Polish letters, hyphens
// between words, at most 60 bytes: "Łąki i kładki" gives "laki-i-kladki". A name
// without a letter or a digit of ASCII gives "".
func Slug(name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(Fold(name)) {
		switch {
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	slug := b.String()
	return strings.Trim(slug[:min(len(slug), maxSlug)], "-")
}
