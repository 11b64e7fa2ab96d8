package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"
	"unicode/utf8"

	"prasowka/internal/claims"
	"prasowka/internal/press"
)

type flagCmd struct {
	Facts string `required:"" type:"existingfile" placeholder:"FILE" help:"The fact register, facts.yaml."`
	JSON  bool   `name:"json" help:"Lines of JSON in and out; the only form there is."`
}

// Help is shown by --help.
func (flagCmd) Help() string {
	return `Holds texts against the fact register. Long-lived: a line out, flushed, for each line in.

In:  {"id","title","published","outlet","text"}; also "lead". "published" is RFC 3339 or 2026-11-23.
Out: {"id","flags":[{"kind","fact","quote","start","end","sentence","confidence","bytes","why","expected","remedy"}]}
     start and end count CHARACTERS (Unicode code points) of "text" from 0, so that text[start:end] is the quote in
     Python and in any language that counts characters; "bytes" has the same place in bytes of UTF-8. "sentence" is
     the sentence that says it, verbatim; "confidence" is from 0 to 1. What only the title or the lead says has
     offsets in it, and "field" names it ("tytuł", "lead").
Kinds: ` + kindList() + `.
Another person in a post is "sprzeczne z faktem"; a misspelt name, a wrong name of a body or the wrong post of a
person of ours is "błędna nazwa lub funkcja". A line that cannot be read is answered with "error".

facts.yaml (an unknown key is an error, told with file and line):
  city: Grodzisko                 # whose facts these are; texts about other places are not held against them
  facts:
    - {id: budzet, subject: 'budżet miasta I wydatki', kind: amount, value: '812,4 mln zł', tolerance: 1%,
       valid: {from: 2026-01-01, to: 2026-12-31}, source: uchwała budżetowa, owner: finanse, review_by: 2026-12-31}
    - {id: mieszkancy, subject: 'liczba mieszkańców LUB miasto liczy', kind: count, value: 68525 mieszkańców, tolerance: 2%}
    - {id: bezrobocie, subject: 'stopa bezrobocia', kind: percent, value: '6,1%', tolerance: '0,1 pp'}
    - {id: otwarcie-mostu, subject: 'otwarcie mostu', kind: date, value: 2026-12-15}
    - {id: prezydent, kind: person, post: prezydent miasta, value: Jan Przykładny, valid: {from: 2024-05-07}}
    - {id: osir, kind: name, value: Ośrodek Sportu i Rekreacji, short: OSiR, wrong: [MOSiR, Miejski Ośrodek Sportu]}
    - {id: cytat-1, kind: statement, speaker: Jan Przykładny, date: 2026-11-03, value: 'Most będzie gotowy w grudniu.'}
subject is a query (see: prasowka explain --help); valid is the time of which the fact speaks, ends included;
tolerance is a share (1%), points (0,1 pp), an amount (500 tys. zł) or days (2 dni). Numbers that are rounder than
the fact, ranges, other years, other places, parts of a whole, plans and opponents' words contradict nothing.`
}

func kindList() string {
	s := ""
	for i, k := range press.FlagKinds {
		if i > 0 {
			s += ", "
		}
		s += string(k)
	}
	return s
}

// flagDoc is a text as it is read.
type flagDoc struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Lead      string `json:"lead"`
	Published string `json:"published"`
	Outlet    string `json:"outlet"`
	Text      string `json:"text"`
}

// flagOut is one flag as it is written.
type flagOut struct {
	Kind       press.FlagKind `json:"kind"`
	Fact       string         `json:"fact"`
	Quote      string         `json:"quote"`
	Field      string         `json:"field,omitempty"`
	Start      int            `json:"start"` // characters, not bytes
	End        int            `json:"end"`
	Sentence   string         `json:"sentence"`
	Confidence float64        `json:"confidence"`
	Bytes      [2]int         `json:"bytes"`
	Why        string         `json:"why"`
	Expected   string         `json:"expected,omitempty"`
	Remedy     press.Remedy   `json:"remedy"`
}

type flagAnswer struct {
	ID    string    `json:"id"`
	Flags []flagOut `json:"flags"`
	Error string    `json:"error,omitempty"`
}

// Run answers lines until standard input ends.
func (c flagCmd) Run(sh *shell) error {
	register, err := readFacts(c.Facts)
	if err != nil {
		return err
	}
	n := 0
	return eachLine(sh, func(line []byte, out *bufio.Writer) error {
		n++
		answer := flagAnswer{Flags: []flagOut{}}
		var d flagDoc
		err := json.Unmarshal(line, &d)
		answer.ID = d.ID
		var published time.Time
		if err == nil {
			published, err = readInstant(d.Published)
		}
		if err != nil {
			answer.Error = fmt.Sprintf("line %d: %v", n, err)
			fmt.Fprintln(sh.errOut, "prasowka:", answer.Error)
			return writeJSON(out, answer)
		}
		for _, f := range register.Check(claims.Text{ID: d.ID, Title: d.Title, Lead: d.Lead, Body: d.Text, Outlet: d.Outlet, Published: published}) {
			o := flagOut{Kind: f.Kind, Fact: f.Fact, Quote: f.Quote, Bytes: [2]int{f.Span.Start, f.Span.End}, Sentence: f.Sentence,
				Confidence: f.Confidence, Why: f.Why, Expected: f.Expected, Remedy: f.Remedy}
			whole := d.Text
			if f.Span.Field != "tekst" {
				o.Field = f.Span.Field
				whole = map[string]string{"tytuł": d.Title, "lead": d.Lead}[f.Span.Field]
			}
			o.Start = utf8.RuneCountInString(whole[:f.Span.Start])
			o.End = o.Start + utf8.RuneCountInString(f.Quote)
			answer.Flags = append(answer.Flags, o)
		}
		return writeJSON(out, answer)
	})
}

// readInstant reads RFC 3339, or a date alone; empty is the zero time.
func readInstant(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	var first error
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", time.DateOnly} {
		at, err := time.Parse(layout, s)
		if err == nil {
			return at, nil
		}
		if first == nil {
			first = err
		}
	}
	return time.Time{}, first
}

// readFacts reads a fact register; the error names file and line.
func readFacts(name string) (*claims.Register, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r, err := claims.ReadFacts(data)
	var m *claims.Mistake
	if errors.As(err, &m) {
		return nil, &press.Invalid{Field: fmt.Sprintf("%s:%d", name, max(m.Line, 1)), Why: m.Why}
	}
	return r, err
}
