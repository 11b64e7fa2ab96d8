package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// match runs the command and gives its output, its messages and its exit code.
func match(t *testing.T, in string, args ...string) (out, messages string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(context.Background(), append([]string{"match"}, args...), strings.NewReader(in), &o, &e)
	return o.String(), e.String(), code
}

func TestMatchPairs(t *testing.T) {
	out, messages, code := match(t, "rada miejska\tO radzie miejskiej.\nSOK\tSzklanka soku.\n(\tx\nno tab\n", "--pairs")
	if want := "1\n0\n0\n0\n"; out != want || code != 0 {
		t.Errorf("got %q, exit %d; want %q", out, code, want)
	}
	if n := strings.Count(messages, "prasowka: line "); n != 2 {
		t.Errorf("%d messages, want 2: %s", n, messages)
	}
}

func TestMatchQueries(t *testing.T) {
	queries := filepath.Join(t.TempDir(), "q.jsonl")
	whole := `{"id":"a","query":"Renkiewicz"}
{"id":"b","query":"osoba:\"Anna Nowak\" tytuł:most"}

{"id":"\"c\"","query":"od:2026-01-01 medium:prasa"}
`
	docs := `{"id":"1","text":"Prezydentowi Renkiewiczowi\npodzi\u0119kowano."}
{"ID":"2","id":"ż\u0000","title":"Otwarto mostu przęsło","persons":["Anna Nowak"],"lead":null,"more":[{"id":3}]}
{"id":"3","medium":"Prasa","published":"2026-02-03T04:05:06+01:00"}
{"id":4}
{"id":"5"
[]
{"id":"7","published":"yesterday"}
`
	want := `{"id":"1","queries":["a"]}
{"id":"ż\u0000","queries":["b"]}
{"id":"3","queries":["\"c\""]}
{"id":"","queries":[],"error":"line 4: `
	for _, c := range []struct {
		name, queries string
		code          int
	}{{"sound", whole, 0}, {"one wrong", whole + `{"id":"d","query":"rada LUB"}` + "\n", 2}} {
		if err := os.WriteFile(queries, []byte(c.queries), 0o600); err != nil {
			t.Fatal(err)
		}
		out, messages, code := match(t, docs, "--queries", queries)
		if !strings.HasPrefix(out, want) || strings.Count(out, "\n") != 7 || strings.Count(out, `"error"`) != 4 || code != c.code {
			t.Errorf("%s: exit %d, want %d; got\n%s%s", c.name, code, c.code, out, messages)
		}
		if !strings.Contains(messages, "7 documents, 3 queries: ") {
			t.Errorf("%s: no figures in %s", c.name, messages)
		}
		if c.code == 2 && !strings.Contains(messages, "q.jsonl:5: ") {
			t.Errorf("%s: the wrong line is not named in %s", c.name, messages)
		}
	}
}
