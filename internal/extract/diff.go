package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Op says what a run of words did between two versions.
type Op string

// The operations of a diff.
const (
	Same    Op = "="
	Added   Op = "+"
	Removed Op = "-"
)

// A DiffOp is a run of words with one fate. The Same and Removed runs of a
// diff put together are the old text, the Same and Added ones the new, but
// for white space.
type DiffOp struct {
	Op   Op     `json:"op"`
	Text string `json:"text"`
}

// A diffTok is a word, a number or a mark, with the white space after it.
type diffTok struct {
	word string // without white space: what is compared
	full string
}

// maxEdits bounds the steps of one Myers search: its memory grows with their
// square. Beyond it the rest is one replacement.
const maxEdits = 700

// diffTokens cuts a text into words and marks; numbers keep their points,
// commas and colons.
func diffTokens(text string) []diffTok {
	var toks []diffTok
	for i := 0; i < len(text); {
		start := i
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case unicode.IsSpace(r):
			for i < len(text) {
				r, size = utf8.DecodeRuneInString(text[i:])
				if !unicode.IsSpace(r) {
					break
				}
				i += size
			}
			if n := len(toks); n > 0 {
				toks[n-1].full += text[start:i]
			}
			continue
		case isWordRune(r):
			for i < len(text) {
				r, size = utf8.DecodeRuneInString(text[i:])
				if isWordRune(r) {
					i += size
					continue
				}
				next, _ := utf8.DecodeRuneInString(text[i+size:])
				prev, _ := utf8.DecodeLastRuneInString(text[:i])
				if strings.ContainsRune(".,:", r) && unicode.IsDigit(prev) && unicode.IsDigit(next) || r == '-' && isWordRune(next) {
					i += size
					continue
				}
				break
			}
		}
		toks = append(toks, diffTok{word: text[start:i], full: text[start:i]})
	}
	return toks
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// diff compares two texts: paragraphs first, then words within what changed.
func diff(before, after string) []DiffOp {
	var ops []DiffOp
	a, b := splitLines(before), splitLines(after)
	for _, s := range match(len(a), len(b), func(i, j int) bool { return a[i].word == b[j].word }) {
		if s.same {
			ops = appendOp(ops, Same, joinToks(b[s.b0:s.b1]))
			continue
		}
		x, y := diffTokens(joinToks(a[s.a0:s.a1])), diffTokens(joinToks(b[s.b0:s.b1]))
		for _, w := range match(len(x), len(y), func(i, j int) bool { return x[i].word == y[j].word }) {
			if w.same {
				ops = appendOp(ops, Same, joinToks(y[w.b0:w.b1]))
				continue
			}
			ops = appendOp(ops, Removed, joinToks(x[w.a0:w.a1]))
			ops = appendOp(ops, Added, joinToks(y[w.b0:w.b1]))
		}
	}
	return ops
}

func splitLines(text string) []diffTok {
	var toks []diffTok
	for l := range strings.SplitAfterSeq(text, "\n") {
		if l != "" {
			toks = append(toks, diffTok{word: strings.Join(strings.Fields(l), " "), full: l})
		}
	}
	return toks
}

func joinToks(toks []diffTok) string {
	var b strings.Builder
	for _, t := range toks {
		b.WriteString(t.full)
	}
	return b.String()
}

func appendOp(ops []DiffOp, op Op, text string) []DiffOp {
	if text == "" {
		return ops
	}
	if n := len(ops); n > 0 && ops[n-1].Op == op {
		ops[n-1].Text += text
		return ops
	}
	return append(ops, DiffOp{op, text})
}

// A stretch is a run of two sequences that is the same in both, or replaced.
type stretch struct {
	a0, a1, b0, b1 int
	same           bool
}

// match finds a shortest edit script (E. W. Myers, "An O(ND) Difference
// Algorithm and Its Variations", 1986).
func match(n, m int, equal func(i, j int) bool) []stretch {
	head := 0
	for head < n && head < m && equal(head, head) {
		head++
	}
	tail := 0
	for tail < n-head && tail < m-head && equal(n-1-tail, m-1-tail) {
		tail++
	}
	var out []stretch
	add := func(s stretch) {
		if s.a0 < s.a1 || s.b0 < s.b1 {
			out = append(out, s)
		}
	}
	add(stretch{0, head, 0, head, true})
	for _, s := range myers(n-head-tail, m-head-tail, func(i, j int) bool { return equal(head+i, head+j) }) {
		add(stretch{s.a0 + head, s.a1 + head, s.b0 + head, s.b1 + head, s.same})
	}
	add(stretch{n - tail, n, m - tail, m, true})
	return out
}

func myers(n, m int, equal func(i, j int) bool) []stretch {
	if n == 0 || m == 0 {
		return []stretch{{0, n, 0, m, false}}
	}
	limit := min(n+m, maxEdits)
	v := make([]int, 2*limit+3)
	off := limit + 1
	var trace [][]int
	found := false
	for d := 0; d <= limit && !found; d++ {
		trace = append(trace, append([]int(nil), v[off-d-1:off+d+2]...))
		for k := -d; k <= d; k += 2 {
			x := v[off+k-1] + 1
			if k == -d || k != d && v[off+k-1] < v[off+k+1] {
				x = v[off+k+1]
			}
			y := x - k
			for x < n && y < m && equal(x, y) {
				x, y = x+1, y+1
			}
			v[off+k] = x
			if x >= n && y >= m {
				found = true
				break
			}
		}
	}
	if !found {
		return []stretch{{0, n, 0, m, false}}
	}
	return walkBack(trace, n, m)
}

// walkBack reads the path out of Myers's trace, from the end.
func walkBack(trace [][]int, n, m int) []stretch {
	var back []stretch
	push := func(s stretch) {
		if k := len(back); k > 0 && back[k-1].same == s.same {
			back[k-1].a0, back[k-1].b0 = s.a0, s.b0
			return
		}
		back = append(back, s)
	}
	x, y := n, m
	for d := len(trace) - 1; d >= 0; d-- {
		v := func(k int) int { return trace[d][k+d+1] }
		k := x - y
		prev := k - 1
		if k == -d || k != d && v(k-1) < v(k+1) {
			prev = k + 1
		}
		px := 0
		if d > 0 {
			px = v(prev)
		}
		py := px - prev
		if d == 0 {
			py = 0
		}
		for x > px && y > py {
			push(stretch{x - 1, x, y - 1, y, true})
			x, y = x-1, y-1
		}
		if d > 0 {
			push(stretch{px, x, py, y, false})
			x, y = px, py
		}
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}
