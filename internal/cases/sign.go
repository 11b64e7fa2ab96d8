package cases

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"prasowka/internal/press"
)

// A Sign is a znak sprawy: the lasting mark of a whole case file, given from
// the spis spraw of one class, one year and one cell (instrukcja kancelaryjna,
// Dz.U. 2011 nr 14 poz. 67; domain notes §2.1).
type Sign struct {
	Cell   string // "BPM"
	Class  string // JRWA symbol: "1510"
	Base   int    // base number of a sub-series; 0: none
	Number int    // from 1 each year
	Year   int
}

var signPattern = regexp.MustCompile(`^([A-ZĄĆĘŁŃÓŚŹŻ]{1,8}(?:\.[IVX]+)?)\.(\d{2,4})\.(\d{1,6})(?:\.(\d{1,6}))?\.(\d{4})(\.[A-Z]{2,4})?$`)

// ParseSign reads a sign. The initials of the handler, which may follow the
// year on a letter, are not part of it and are left out.
func ParseSign(raw string) (Sign, error) {
	m := signPattern.FindStringSubmatch(strings.TrimSpace(raw))
	if m == nil {
		return Sign{}, &press.Invalid{Field: "znak sprawy", Why: fmt.Sprintf("„%s” nie ma postaci komórka.klasa.numer.rok, na przykład BPM.1510.7.2026.", raw)}
	}
	s := Sign{Cell: m[1], Class: m[2], Number: atoi(m[3]), Year: atoi(m[5])}
	if m[4] != "" {
		s.Base, s.Number = s.Number, atoi(m[4])
	}
	if s.Number == 0 || m[4] != "" && s.Base == 0 {
		return Sign{}, &press.Invalid{Field: "znak sprawy", Why: "numery spraw zaczynają się od 1."}
	}
	return s, nil
}

// atoi reads digits that a pattern has already bounded.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// String is the sign as written: "BPM.1510.7.2026".
func (s Sign) String() string {
	if s.Base > 0 {
		return fmt.Sprintf("%s.%s.%d.%d.%d", s.Cell, s.Class, s.Base, s.Number, s.Year)
	}
	return fmt.Sprintf("%s.%s.%d.%d", s.Cell, s.Class, s.Number, s.Year)
}

// Series is what numbers run in: one cell, class, sub-series and year.
func (s Sign) Series() string {
	return fmt.Sprintf("%s.%s.%d.%d", s.Cell, s.Class, s.Base, s.Year)
}
