package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"syscall"
	"time"
)

// This file is what the piped commands share: lines in, lines out.

// maxLine is the longest line that a piped command reads.
const maxLine = 16 << 20

func newLines(r io.Reader) *bufio.Scanner {
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	return lines
}

// patience is how long an answer may wait for those to the lines that have
// been read already.
const patience = 20 * time.Millisecond

// eachLine answers each line of standard input. Answers are flushed before the
// command would wait for more input, so whoever sends a line and waits gets its
// answer; between lines that came together they are flushed now and then. It
// ends with the input, or when the command is interrupted.
func eachLine(sh *shell, answer func(line []byte, out *bufio.Writer) error) error {
	out := bufio.NewWriterSize(sh.out, 64<<10)
	lines := newLines(&prompt{sh.in, out})
	flushed := time.Now()
	for lines.Scan() {
		if err := sh.ctx.Err(); err != nil {
			return err
		}
		if err := answer(bytes.TrimSuffix(lines.Bytes(), []byte("\r")), out); err != nil {
			return err
		}
		if time.Since(flushed) > patience {
			if err := out.Flush(); err != nil {
				return err
			}
			flushed = time.Now()
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return lines.Err()
}

// prompt is an input that flushes the output before it waits for more.
type prompt struct {
	in  io.Reader
	out *bufio.Writer
}

func (p *prompt) Read(b []byte) (int, error) {
	if err := p.out.Flush(); err != nil {
		return 0, err
	}
	return p.in.Read(b)
}

// writeJSON writes a value as one line, its letters as they are.
func writeJSON(out *bufio.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// quote is a string as JSON, its letters as they are.
func quote(s string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return nil, fmt.Errorf("quote %q: %w", s, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// cpuTime is what the process has spent on all cores.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
