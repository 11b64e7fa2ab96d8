package main

import (
	"errors"
	"fmt"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

type explainCmd struct {
	Query []string `arg:"" help:"The query, as one argument or several."`
}

// Run prints the query in canonical form and how it was understood; a mistake
// is shown under the query, at its place.
func (c explainCmd) Run(sh *shell) error {
	text := strings.Join(c.Query, " ")
	q, err := query.Parse(polish.Default(), text)
	var mistake *query.SyntaxError
	if errors.As(err, &mistake) {
		fmt.Fprintf(sh.errOut, "%s\n%s%s\n", text, strings.Repeat(" ", mistake.Column-1), strings.Repeat("^", max(1, mistake.Width(text))))
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "%s\n%s\n", q, q.Explain())
	return err
}
