package main

import (
	"strings"
	"time"

	"prasowka/internal/extract"
)

type dateCmd struct{}

// Run answers lines of text<TAB>reference (RFC 3339) with the date that the
// text means, RFC 3339 in Europe/Warsaw, or an empty line.
func (dateCmd) Run(sh *shell) error {
	return pipeLines(sh, func(line string) ([]byte, error) {
		text, ref := line, time.Time{}
		if i := strings.LastIndexByte(line, '\t'); i >= 0 {
			text = line[:i]
			ref, _ = time.Parse(time.RFC3339, strings.TrimSpace(line[i+1:]))
		}
		at, ok := extract.Date(text, ref)
		if !ok {
			return nil, nil
		}
		return []byte(warsawTime(at)), nil
	})
}
