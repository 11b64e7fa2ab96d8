package polish

import (
	"unicode"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff/lcs"
)

// Op is what became of a run of words between two texts.
type Op int

// The operations of a word diff.
const (
	Kept    Op = iota // in both texts
	Added             // in the new one only
	Removed           // in the old one only
)

// A Run is neighbouring words with one fate, with the space and the marks
// between them. The runs that are not Added, put together, are the old text;
// those that are not Removed are the new one.
type Run struct {
	Op   Op
	Text string
}

// Diff compares two texts word by word. A removal stands before the addition
// that replaces it. Its cost grows with the number of differing words times
// the length of the texts; callers bound the texts (articles are fine).
func Diff(before, after string) []Run {
	a, b := pieces(before), pieces(after)
	var runs []Run
	add := func(op Op, parts []string) {
		for _, p := range parts {
			if n := len(runs); n > 0 && runs[n-1].Op == op {
				runs[n-1].Text += p
			} else {
				runs = append(runs, Run{Op: op, Text: p})
			}
		}
	}
	at := 0
	for _, d := range lcs.DiffLines(a, b) {
		add(Kept, a[at:d.Start])
		add(Removed, a[d.Start:d.End])
		add(Added, b[d.ReplStart:d.ReplEnd])
		at = d.End
	}
	add(Kept, a[at:])
	return runs
}

// pieces cuts a text into words, runs of white space, and single marks.
func pieces(s string) []string {
	var out []string
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		class := pieceClass(r)
		for class != 0 && n < len(s) {
			next, size := utf8.DecodeRuneInString(s[n:])
			if pieceClass(next) != class {
				break
			}
			n += size
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

// pieceClass is 1 for what makes words, 2 for white space, 0 for marks.
func pieceClass(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
		return 1
	case unicode.IsSpace(r):
		return 2
	}
	return 0
}
