package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"prasowka/internal/desk"
	"prasowka/internal/press"
)

type importCmd struct {
	place
	File string `arg:"" help:"JSON lines: url, outlet, title, published, text; optional: id, author, lead, kind, medium, place. - reads standard input."`
}

// Help is the manual's text.
func (importCmd) Help() string {
	return `Takes an archive of clippings in, one JSON object a line:
{"url":"https://…","outlet":"Radio 5","title":"…","published":"2026-11-23T07:12:00+01:00","text":"…"}
Papers and broadcasts need no url: "medium":"prasa", "place":"nr 47, s. 5", or
"kind":"audycja", "medium":"radio", "place":"Wiadomości, 18:00".
An "id" comes back as the hit's id in searches. Doing it again changes nothing. Imported clippings alert nobody.`
}

// importBatch is how many records go in at once: the archive takes batches of
// this size at half the cost of small ones.
const importBatch = 2000

// Run reads the file and answers when everything can be found in the archive.
func (c importCmd) Run(sh *shell) (err error) {
	in, size, err := c.open(sh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	server, err := c.connect(sh, "index")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	began := time.Now()
	read := &counted{Reader: in}
	bar := newBar(sh.errOut, size)
	var total desk.Tally
	lines, n := newLines(read), 0
	var batch []desk.Record
	send := func() error {
		if len(batch) == 0 {
			return nil
		}
		var t desk.Tally
		if err := server.call(sh.ctx, "/import", batch, &t); err != nil {
			return fmt.Errorf("%s, wiersze %d–%d: %w", c.File, n-len(batch)+1, n, err)
		}
		total, batch = total.Plus(t), batch[:0]
		bar.show(read.n, total.Read)
		return nil
	}
	for lines.Scan() {
		n++
		if len(strings.TrimSpace(lines.Text())) == 0 {
			continue
		}
		var r importLine
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			return &press.Invalid{Field: fmt.Sprintf("%s, wiersz %d", c.File, n), Why: "to nie jest obiekt JSON z wycinkiem: " + err.Error()}
		}
		r.Record.ID = string(r.ID)
		if batch = append(batch, r.Record); len(batch) == importBatch {
			if err := send(); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(lines.Err(), send()); err != nil {
		return err
	}
	bar.say("czekam, aż archiwum wszystko przyjmie…")
	var settled struct{ Documents int }
	if err := server.call(sh.ctx, "/settled", struct{}{}, &settled); err != nil {
		return err
	}
	bar.end()
	_, err = fmt.Fprintln(sh.out, describeTally(total, time.Since(began)))
	return err
}

// importLine is a record whose identity may be a number.
type importLine struct {
	desk.Record
	ID foreignID `json:"id"`
}

// foreignID is an identity in another archive: a text, or a number as written.
type foreignID string

// UnmarshalJSON reads a text or a number.
func (id *foreignID) UnmarshalJSON(raw []byte) error {
	if len(raw) > 0 && raw[0] == '"' {
		return json.Unmarshal(raw, (*string)(id))
	}
	var n json.Number
	if err := json.Unmarshal(raw, &n); err != nil {
		return fmt.Errorf("id %s: %w", raw, err)
	}
	*id = foreignID(n)
	return nil
}

func (c importCmd) open(sh *shell) (io.ReadCloser, int64, error) {
	if c.File == "-" {
		return io.NopCloser(sh.in), 0, nil
	}
	f, err := os.Open(c.File)
	if err != nil {
		return nil, 0, &press.Invalid{Field: "FILE", Why: "nie można otworzyć pliku: " + err.Error()}
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return f, info.Size(), nil
}

// counted counts what is read.
type counted struct {
	io.Reader
	n int64
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += int64(n)
	return n, err
}

// A bar shows progress on a terminal, and nothing elsewhere.
type bar struct {
	to   io.Writer
	size int64 // bytes in all; 0: not known
}

func newBar(to io.Writer, size int64) *bar {
	if f, ok := to.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return &bar{to, size}
	}
	return &bar{io.Discard, size}
}

const barWidth = 30

func (b *bar) show(done int64, records int) {
	if b.size <= 0 {
		fmt.Fprintf(b.to, "\r\x1b[K%d wycinków", records)
		return
	}
	share := min(float64(done)/float64(b.size), 1)
	full := int(share * barWidth)
	fmt.Fprintf(b.to, "\r\x1b[K[%s%s] %3.0f%% · %d wycinków", strings.Repeat("█", full), strings.Repeat("·", barWidth-full), share*100, records)
}

func (b *bar) say(text string) { fmt.Fprintf(b.to, "\r\x1b[K%s", text) }
func (b *bar) end()            { fmt.Fprint(b.to, "\r\x1b[K") }
