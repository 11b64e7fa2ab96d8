package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"prasowka/internal/extract"
	"prasowka/internal/polish"
)

type extractCmd struct {
	URL   string   `help:"Address that the page was fetched from." placeholder:"U"`
	JSON  bool     `help:"Print all that was read as one JSON object a page."`
	Batch bool     `help:"Read lines of path<TAB>url from standard input; answer each with a JSON line of title, author, date and text."`
	Files []string `arg:"" optional:"" name:"file" help:"Pages to read; - is standard input."`
}

// Run reads saved pages and prints the articles on them.
func (c extractCmd) Run(sh *shell) error {
	switch {
	case c.Batch && len(c.Files) > 0:
		return fmt.Errorf("%w: --batch takes its files from standard input", errUsage)
	case c.Batch:
		return pipeLines(sh, func(line string) ([]byte, error) {
			path, address, _ := strings.Cut(line, "\t")
			return batchLine(path, address)
		})
	case len(c.Files) == 0:
		return fmt.Errorf("%w: name a file, or - for standard input", errUsage)
	}
	var failed error
	for _, path := range c.Files {
		if err := c.one(sh, path); err != nil {
			fmt.Fprintf(sh.errOut, "prasowka: extract %s: %v\n", path, err)
			failed = errors.New("some pages could not be read")
		}
	}
	return failed
}

func (c extractCmd) one(sh *shell, path string) error {
	raw, err := readPage(sh.in, path)
	if err != nil {
		return err
	}
	a, err := extract.Read(raw, extract.Hints{URL: c.URL, Fetched: time.Now()})
	if c.JSON {
		out, jsonErr := json.MarshalIndent(articleJSON(a, err), "", "  ")
		if jsonErr != nil {
			return jsonErr
		}
		_, err = fmt.Fprintf(sh.out, "%s\n", out)
		return err
	}
	if a.Title != "" {
		fmt.Fprintln(sh.out, a.Title)
	}
	var about []string
	for _, s := range []string{a.Author, a.Agency, warsawTime(a.Published)} {
		if s != "" {
			about = append(about, s)
		}
	}
	if len(about) > 0 {
		fmt.Fprintln(sh.out, strings.Join(about, " · "))
	}
	fmt.Fprintf(sh.out, "\n%s\n", a.Text)
	return err
}

func readPage(stdin io.Reader, path string) ([]byte, error) {
	if path == "-" {
		return io.ReadAll(io.LimitReader(stdin, extract.MaxPage))
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, extract.MaxPage))
}

func warsawTime(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(polish.Warsaw).Format(time.RFC3339)
}

// articleJSON is the full answer of extract --json.
func articleJSON(a *extract.Article, err error) any {
	trouble := ""
	if err != nil {
		trouble = err.Error()
	}
	return struct {
		Kind      extract.Kind `json:"kind"`
		Trouble   string       `json:"trouble,omitempty"`
		Title     string       `json:"title"`
		Lead      string       `json:"lead,omitempty"`
		Author    string       `json:"author,omitempty"`
		Agency    string       `json:"agency,omitempty"`
		Paid      bool         `json:"paid,omitempty"`
		Published string       `json:"published,omitempty"`
		Modified  string       `json:"modified,omitempty"`
		DateFrom  string       `json:"date_from,omitempty"`
		Canonical string       `json:"canonical,omitempty"`
		Lang      string       `json:"lang,omitempty"`
		Site      string       `json:"site,omitempty"`
		Encoding  string       `json:"encoding,omitempty"`
		Next      []string     `json:"next,omitempty"`
		Text      string       `json:"text"`
	}{a.Kind, trouble, a.Title, a.Lead, a.Author, a.Agency, a.Paid, warsawTime(a.Published), warsawTime(a.Modified),
		a.DateFrom, a.Canonical, a.Lang, a.SiteName, a.Encoding, a.Next, a.Text}
}

// batchLine reads one page for extract --batch. A page that cannot be read
// answers with empty strings.
func batchLine(path, address string) ([]byte, error) {
	var answer struct {
		Title  string `json:"title"`
		Author string `json:"author"`
		Date   string `json:"date"`
		Text   string `json:"text"`
	}
	if raw, err := readPage(strings.NewReader(""), path); err == nil {
		// What is not an article still says what it is and what it holds.
		a, _ := extract.Read(raw, extract.Hints{URL: strings.TrimSpace(address), Fetched: time.Now()})
		answer.Title, answer.Author, answer.Date, answer.Text = a.Title, a.Author, a.Day(), a.Text
	}
	return marshalLine(answer)
}

// marshalLine makes one line of JSON with letters, not escapes for HTML.
func marshalLine(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// maxPipeLine bounds a line of a piped command.
const maxPipeLine = 16 << 20

// pipeLines answers each line of standard input with one line, flushed.
func pipeLines(sh *shell, answer func(line string) ([]byte, error)) error {
	in := bufio.NewScanner(sh.in)
	in.Buffer(make([]byte, 0, 64<<10), maxPipeLine)
	out := bufio.NewWriter(sh.out)
	for in.Scan() {
		if err := sh.ctx.Err(); err != nil {
			return err
		}
		line, err := answer(strings.TrimSuffix(in.Text(), "\r"))
		if err != nil {
			return err
		}
		out.Write(line)
		out.WriteByte('\n')
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return in.Err()
}
