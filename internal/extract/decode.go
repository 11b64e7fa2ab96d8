package extract

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Decode makes text of a page's bytes; see polish.Decode for the rules.
func Decode(raw []byte, contentType string) (text, encoding string) {
	if utf8.Valid(raw) {
		return string(raw), "utf-8"
	}
	b, err := charmap.Windows1250.NewDecoder().Bytes(raw)
	if err != nil {
		return string(raw), "utf-8"
	}
	return string(b), "windows-1250"
}
