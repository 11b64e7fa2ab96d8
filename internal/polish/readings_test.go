package polish

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a golden file, or writes it.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	g, w := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Fatalf("%s:%d:\n got %q\nwant %q", path, i+1, at(g, i), at(w, i))
		}
	}
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

// inputLines are the lines of a list in testdata without its comments.
func inputLines(t *testing.T, path string) (out []string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, line)
		}
	}
	return out
}

func TestReadings(t *testing.T) {
	var b strings.Builder
	words := 0
	for _, line := range inputLines(t, "testdata/readings.txt") {
		for w := range strings.FieldsSeq(line) {
			words++
			fmt.Fprintf(&b, "%s", w)
			for _, tok := range Default().Tokens(w) {
				fmt.Fprintf(&b, "\t%s %s: %s", tok.Kind, tok.Exact, strings.Join(tok.Keys, " "))
			}
			b.WriteByte('\n')
		}
	}
	if words < 300 {
		t.Fatalf("only %d words", words)
	}
	golden(t, "testdata/readings.golden", b.String())
}
