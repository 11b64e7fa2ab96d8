package extract

import "prasowka/internal/polish"

// Decode makes text of a page's bytes; see polish.Decode for the rules.
func Decode(raw []byte, contentType string) (text, encoding string) {
	return polish.Decode(raw, contentType)
}
