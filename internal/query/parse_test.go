package query_test

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/query/querytest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// outcome is a query's canonical form and how it is understood, or its error
// with the place marked.
func outcome(text string) string {
	q, err := query.Parse(polish.Default(), text)
	if err == nil {
		return "= " + q.String() + "\n  " + q.Explain() + "\n"
	}
	var s *query.SyntaxError
	if !errors.As(err, &s) {
		return "! not a syntax error: " + err.Error() + "\n"
	}
	return fmt.Sprintf("! %d+%d %s\n", s.Pos, s.Len, err)
}

// Each line of the golden file that begins with "? " is a query; what follows
// is what becomes of it.
func TestGolden(t *testing.T) {
	const name = "testdata/queries.txt"
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	queries := 0
	for line := range strings.Lines(string(raw)) {
		switch {
		case strings.HasPrefix(line, "? "):
			queries++
			text := strings.TrimSuffix(line[2:], "\n")
			got.WriteString(line + outcome(text))
		case strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "":
			got.WriteString(line)
		}
	}
	if *update {
		if err := os.WriteFile(name, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := string(raw); got.String() != want && !*update {
		for i, g := range strings.Split(got.String(), "\n") {
			if w := strings.Split(want, "\n"); i >= len(w) || w[i] != g {
				t.Fatalf("%s:%d: now %q (update with -update)", name, i+1, g)
			}
		}
		t.Fatalf("%s is longer than what the parser gives", name)
	}
	if queries < 200 {
		t.Errorf("%d queries; the golden file promises 200", queries)
	}
}

// same tells whether a printed query parses to the same tree and prints again
// as the same text.
func same(q *query.Query) error {
	printed := q.String()
	again, err := query.Parse(polish.Default(), printed)
	if err != nil {
		return fmt.Errorf("%q does not parse: %w", printed, err)
	}
	if again.String() != printed {
		return fmt.Errorf("%q prints again as %q", printed, again.String())
	}
	if !reflect.DeepEqual(q, again) {
		return fmt.Errorf("%q parses to another tree", printed)
	}
	return nil
}

func TestParsePrint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := querytest.Query(rapid.Uint64().Draw(t, "number"))
		q, err := query.Parse(polish.Default(), text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if err := same(q); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// Any text at all either parses, and then prints as itself, or fails with a
// place that lies within it.
func FuzzParse(f *testing.F) {
	file, err := os.Open("testdata/queries.txt")
	if err != nil {
		f.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), "? "); ok {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := query.Parse(polish.Default(), text)
		if err == nil {
			if err := same(q); err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if q.Explain() == "" {
				t.Fatalf("%q: no explanation", text)
			}
			return
		}
		var s *query.SyntaxError
		var invalid *press.Invalid
		if !errors.As(err, &s) || !errors.As(err, &invalid) {
			t.Fatalf("%q: %v is neither a syntax error nor an invalid value", text, err)
		}
		if s.Pos < 0 || s.Len < 0 || s.Pos+s.Len > len(text) || s.Column < 1 {
			t.Fatalf("%q: place %d+%d, column %d lies outside", text, s.Pos, s.Len, s.Column)
		}
	})
}
