package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

type searchCmd struct {
	place
	Query []string `arg:"" optional:"" help:"The query, as one argument or several."`
	JSON  bool     `help:"Print one line of JSON."`
	Limit int      `default:"10" help:"How many hits to print, the best first."`
	Batch bool     `help:"Read queries from standard input, one a line; print one line of JSON for each, as it is answered."`
	Any   bool     `help:"Take the query as a question in plain words: any of them will do, operators mean nothing."`
}

// Help is the manual's text.
func (searchCmd) Help() string {
	return `Searches the archive in the query language (see: prasowka explain). While the server runs, it is asked.
With --batch a line is a query and the answer {"query","hits":[{"id","score"}]}; id is the one that the clipping was
imported under, or its address. A wrong query is answered with "error" and no hits.`
}

// Run answers one query, or with --batch each line of standard input.
func (c searchCmd) Run(sh *shell) (err error) {
	if c.Limit < 1 || c.Limit > 1000 {
		return &press.Invalid{Field: "--limit", Why: "podaj liczbę od 1 do 1000"}
	}
	if !c.Batch && len(c.Query) == 0 {
		return &press.Invalid{Field: "QUERY", Why: "podaj zapytanie albo --batch"}
	}
	server, err := c.connect(sh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	if c.Batch {
		return eachLine(sh, func(line []byte, out *bufio.Writer) error {
			return c.line(sh, server, string(line), out)
		})
	}
	var found searchAnswer
	ask := searchAsk{Query: strings.Join(c.Query, " "), Any: c.Any, Limit: c.Limit, Whole: true}
	if err := server.call(sh.ctx, "/search", ask, &found); err != nil {
		return err
	}
	out := bufio.NewWriter(sh.out)
	if c.JSON {
		return errors.Join(writeJSON(out, found), out.Flush())
	}
	count := polish.Counted(int(found.Total), "wycinek", "wycinki", "wycinków")
	fmt.Fprintln(out, strings.ReplaceAll(count, polish.NBSP, " ")) // a terminal breaks no lines there
	for i, h := range found.Hits {
		when := polish.FormatDate(h.Published)
		fmt.Fprintf(out, "%2d. %s\n    %s · %s\n    %s\n", i+1, h.Title, cmp.Or(h.Name, h.Outlet), when, h.URL)
	}
	return out.Flush()
}

// line answers one query of a batch.
func (c searchCmd) line(sh *shell, server *client, text string, out *bufio.Writer) error {
	type hit struct {
		ID    string  `json:"id"`
		Score float64 `json:"score"`
	}
	brief := struct {
		Query string `json:"query"`
		Hits  []hit  `json:"hits"`
		Error string `json:"error,omitempty"`
	}{Query: text, Hits: []hit{}}
	var found searchAnswer
	err := server.call(sh.ctx, "/search", searchAsk{Query: text, Any: c.Any, Limit: c.Limit}, &found)
	var wrong *press.Invalid
	switch {
	case errors.As(err, &wrong):
		brief.Error = wrong.Why
	case err != nil:
		return err
	}
	for _, h := range found.Hits {
		brief.Hits = append(brief.Hits, hit{h.ID, h.Score})
	}
	return writeJSON(out, brief)
}
