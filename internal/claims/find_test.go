package claims

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"prasowka/internal/polish"
)

// lines of a fixture without its comments.
func lines(t *testing.T, name string) (out []string) {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "sentences", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if l := strings.TrimSpace(s.Text()); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	return out
}

// label is one {words|…} of a fixture.
type label struct {
	start, end int
	parts      []string
}

// unmark takes the labels out of a sentence.
func unmark(s string) (text string, labels []label) {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "{")
		b.WriteString(before)
		if !ok {
			return b.String(), labels
		}
		inside, after, _ := strings.Cut(rest, "}")
		parts := strings.Split(inside, "|")
		labels = append(labels, label{b.Len(), b.Len() + len(parts[0]), parts[1:]})
		b.WriteString(parts[0])
		s = after
	}
}

// tallied compares found claims with labels: key tells what must agree.
func tallied(t *testing.T, text string, found []string, want []string, s *score) {
	left := append([]string(nil), want...)
	for _, f := range found {
		hit := false
		for i, w := range left {
			if w == f {
				left = append(left[:i], left[i+1:]...)
				hit = true
				break
			}
		}
		if hit {
			s.right++
		} else {
			s.wrong++
			t.Logf("%s: wrong %s, want %v", text, f, want)
		}
	}
	s.missed += len(left)
	for _, l := range left {
		t.Logf("%s: missed %s, got %v", text, l, found)
	}
}

func TestNumbers(t *testing.T) {
	var s score
	kinds := map[Kind]string{Amount: "k", Count: "l", Percent: "%", Points: "pp"}
	for _, l := range lines(t, "numbers.txt") {
		text, labels := unmark(l)
		var want, got []string
		for _, lb := range labels {
			f := strings.Fields(lb.parts[0])
			unit := ""
			if len(f) > 2 {
				unit = f[2]
			} else if f[0] == "k" {
				unit = "zł"
			}
			if unit == "?" {
				unit = ""
			}
			want = append(want, fmt.Sprint(f[0], " ", f[1], " ", unit))
		}
		for _, c := range Find(polish.Default(), text) {
			k, ok := kinds[c.Kind]
			if !ok {
				continue
			}
			unit := c.Unit
			if k == "%" || k == "pp" {
				unit = ""
			}
			if text[c.Start:c.End] != c.Text {
				t.Errorf("%s: %q is not at its place", text, c.Text)
			}
			got = append(got, k+" "+strconv.FormatFloat(c.Value, 'f', -1, 64)+" "+unit)
		}
		tallied(t, text, got, want, &s)
	}
	t.Logf("amounts, counts, percentages: %v", s)
	if s.precision() < 0.95 || s.recall() < 0.9 {
		t.Error("below 0.95/0.90")
	}
}

func TestPeople(t *testing.T) {
	var s score
	for _, l := range lines(t, "people.txt") {
		text, labels := unmark(l)
		var want, got []string
		for _, lb := range labels {
			tenure := ""
			if len(lb.parts) > 1 {
				tenure = lb.parts[1]
			}
			want = append(want, lb.parts[0]+"/"+tenure)
		}
		for _, c := range Find(polish.Default(), text) {
			if c.Kind == Person {
				got = append(got, c.Name+"/"+string(c.Tenure))
			}
		}
		tallied(t, text, got, want, &s)
	}
	t.Logf("people with posts: %v", s)
	if s.precision() < 0.9 || s.recall() < 0.8 {
		t.Error("below 0.90/0.80")
	}
}

func TestQuotes(t *testing.T) {
	var s score
	for _, l := range lines(t, "quotes.txt") {
		var want, got []string
		// {quotation}|speaker| : the speaker stands behind the braces
		pieces := strings.Split(l, "|")
		text := ""
		for i, p := range pieces {
			if i%2 == 1 && strings.HasSuffix(pieces[i-1], "}") {
				q := pieces[i-1][strings.LastIndex(pieces[i-1], "{")+1 : len(pieces[i-1])-1]
				want = append(want, q+"/"+p)
				continue
			}
			text += strings.NewReplacer("{", "", "}", "").Replace(p)
		}
		for _, c := range Find(polish.Default(), text) {
			if c.Kind == Quote {
				got = append(got, c.Words+"/"+c.Name)
			}
		}
		tallied(t, text, got, want, &s)
	}
	t.Logf("direct quotations with speaker: %v", s)
	if s.precision() < 0.9 || s.recall() < 0.8 {
		t.Error("below 0.90/0.80")
	}
}
