package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

type matchCmd struct {
	Pairs   bool   `xor:"mode" required:"" help:"Read query<TAB>text a line; answer 1 or 0 a line."`
	Queries string `xor:"mode" required:"" type:"existingfile" placeholder:"FILE" help:"Standing queries, {\"id\",\"query\"} a line. Reads documents {\"id\",\"title\",\"text\"} a line; answers {\"id\",\"queries\":[…]} a line."`
}

// Help is shown by --help.
func (matchCmd) Help() string {
	return `Holds texts against queries, as the watch does. Long-lived: a line out, flushed,
for each line in. A document may also have "lead", "author", "outlet", "source",
"medium", "persons", "topics", "tone", "state" and "published" (RFC 3339).
A line that cannot be read is answered too (0, or an object with "error"), and
said on standard error. --queries ends with documents/s and CPU seconds there;
queries that cannot be read are said there first, and make it end with code 2.`
}

// Run answers lines until standard input ends.
func (c matchCmd) Run(sh *shell) error {
	if c.Pairs {
		return matchPairs(sh, polish.Default())
	}
	return c.matchQueries(sh, polish.Default())
}

// matchPairs answers one query over one text a line.
func matchPairs(sh *shell, a *polish.Analyzer) error {
	var last string
	var q *query.Query
	n := 0
	return eachLine(sh, func(line []byte, out *bufio.Writer) error {
		n++
		text, doc, tabbed := strings.Cut(string(line), "\t")
		var err error
		if q == nil || text != last {
			q, err = query.Parse(a, text)
			last = text
		}
		if err == nil && !tabbed {
			err = errors.New("no tab between query and text")
		}
		answer := "0\n"
		if err != nil {
			q = nil
			fmt.Fprintf(sh.errOut, "prasowka: line %d: %v\n", n, err)
		} else if _, ok := q.Match(query.NewDoc(a, query.Fields{Text: doc}), time.Now()); ok {
			answer = "1\n"
		}
		_, err = out.WriteString(answer)
		return err
	})
}

// matchAnswer is a line of its output; writeHits writes those without an error.
type matchAnswer struct {
	ID      string   `json:"id"`
	Queries []string `json:"queries"`
	Error   string   `json:"error,omitempty"`
}

// matchQueries answers all standing queries over one document a line.
func (c matchCmd) matchQueries(sh *shell, a *polish.Analyzer) error {
	standing, wrong, err := readStanding(sh, c.Queries, a)
	if err != nil {
		return err
	}
	set, err := query.NewSet(standing)
	if err != nil {
		return &press.Invalid{Field: c.Queries, Why: err.Error()}
	}
	quoted := make([][]byte, set.Len())
	for i := range quoted {
		if quoted[i], err = quote(set.ID(i)); err != nil {
			return err
		}
	}
	var hits []int
	var documents docReader
	var doc query.Doc
	docs, began, spent := 0, time.Now(), cpuTime()
	err = eachLine(sh, func(line []byte, out *bufio.Writer) error {
		docs++
		fields, err := documents.read(line)
		if err != nil {
			answer := matchAnswer{Queries: []string{}}
			answer.Error = fmt.Sprintf("line %d: %v", docs, err)
			fmt.Fprintln(sh.errOut, "prasowka:", answer.Error)
			return writeJSON(out, answer)
		}
		doc.Reset(a, fields)
		hits = set.Match(&doc, time.Now(), hits[:0])
		return writeHits(out, fields.ID, hits, quoted)
	})
	wall, cpu := time.Since(began), cpuTime()-spent
	fmt.Fprintf(sh.errOut, "%d documents, %d queries: %.0f documents/s, %.3f CPU seconds, %.0f documents/CPU second\n",
		docs, set.Len(), float64(docs)/wall.Seconds(), cpu.Seconds(), float64(docs)/max(cpu.Seconds(), 1e-9))
	if err == nil && wrong > 0 {
		err = &press.Invalid{Field: c.Queries, Why: fmt.Sprintf("%d queries could not be read and were left out", wrong)}
	}
	return err
}

// writeHits writes a matchAnswer; quoted are the queries' IDs as JSON.
func writeHits(out *bufio.Writer, id string, hits []int, quoted [][]byte) error {
	name, err := quote(id)
	if err != nil {
		return err
	}
	_, _ = out.WriteString(`{"id":`)
	_, _ = out.Write(name)
	_, _ = out.WriteString(`,"queries":[`)
	for i, hit := range hits {
		if i > 0 {
			_ = out.WriteByte(',')
		}
		_, _ = out.Write(quoted[hit])
	}
	_, err = out.WriteString("]}\n") // the writer keeps the first error
	return err
}

// readStanding reads {"id","query"} lines. Those that cannot be read are said on
// standard error, each with its line, and counted; the others stand.
func readStanding(sh *shell, name string, a *polish.Analyzer) (standing []query.Standing, wrong int, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	lines := newLines(f)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		s, err := parseStanding(lines.Bytes(), a)
		if err != nil {
			wrong++
			fmt.Fprintf(sh.errOut, "prasowka: %s:%d: %v\n", name, n, err)
			continue
		}
		standing = append(standing, s)
	}
	return standing, wrong, lines.Err()
}

func parseStanding(line []byte, a *polish.Analyzer) (query.Standing, error) {
	var s struct{ ID, Query string }
	if err := json.Unmarshal(line, &s); err != nil {
		return query.Standing{}, err
	}
	q, err := query.Parse(a, s.Query)
	return query.Standing{ID: s.ID, Query: q}, err
}
