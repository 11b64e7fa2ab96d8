package main

import (
	"bufio"
	"bytes"
	"encoding/json"
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

// eachLine answers each line of standard input as it comes: what answer writes
// is flushed before the next line is read. It ends with the input, or when the
// command is interrupted.
func eachLine(sh *shell, answer func(line []byte, out *bufio.Writer) error) error {
	out := bufio.NewWriterSize(sh.out, 64<<10)
	lines := newLines(sh.in)
	for lines.Scan() {
		if err := sh.ctx.Err(); err != nil {
			return err
		}
		if err := answer(bytes.TrimSuffix(lines.Bytes(), []byte("\r")), out); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return lines.Err()
}

// writeJSON writes a value as one line, its letters as they are.
func writeJSON(out *bufio.Writer, v any) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

// cpuTime is what the process has spent on all cores.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
