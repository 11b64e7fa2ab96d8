package main

import (
	"slices"
	"testing"

	"prasowka/internal/polish/forms"
)

func TestRecord(t *testing.T) {
	for seq, want := range map[string]forms.Entry{
		"Suwałk;AAi;subst:pl:gen:p2":       {Form: "Suwałk", Lemma: "Suwałki"},
		"najlepszy;AJdobry;adj:sg:nom:sup": {Form: "najlepszy", Lemma: "dobry"},
		"niedobry;DA;adj":                  {Form: "niedobry", Lemma: "dobry"},
	} {
		got, _, err := record([]byte(seq))
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", seq, got, err, want)
		}
	}
	for _, broken := range []string{"", "a", "a;b", "a;A;x", "a;ZZ;x"} {
		if e, _, err := record([]byte(broken)); err == nil {
			t.Errorf("%q: %+v without an error", broken, e)
		}
	}
}

func TestAffix(t *testing.T) {
	classes, negated := parseCondition("[^ck]ie")
	a := affix{strip: "e", add: "ego", condition: classes, negated: negated}
	if got, ok := a.apply("tanie"); !ok || got != "taniego" {
		t.Errorf("tanie: %q, %v", got, ok)
	}
	if got, ok := a.apply("takie"); ok {
		t.Errorf("takie: %q, but its k is excluded", got)
	}
	if got, ok := a.apply("e"); ok {
		t.Errorf("e: %q, but the stem is too short", got)
	}
}

// tiny is a CFSA2 automaton of the two words "a" and "ab".
var tiny = []byte{'\\', 'f', 's', 'a', 0xc6, 0, 0, 3, 0, 'a', 'b',
	targetNext | lastArc, '^', // the arc to the root
	targetNext | lastArc | finalArc | 1, // a
	lastArc | finalArc | 2, 0,           // b, to the terminal node
}

func TestAutomaton(t *testing.T) {
	a, err := parseAutomaton(tiny)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := a.walk(func(seq []byte) error { got = append(got, string(seq)); return nil }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, []string{"a", "ab"}) {
		t.Errorf("walk: %q", got)
	}
}

// FuzzAutomaton: broken automata give an error or words, never a panic.
func FuzzAutomaton(f *testing.F) {
	f.Add(tiny)
	f.Add([]byte("\\fsa\xc6\x01\x00\x01ab"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		a, err := parseAutomaton(raw)
		if err != nil {
			return
		}
		a.limit = 100_000
		left := 1000
		_ = a.walk(func([]byte) error {
			if left--; left < 0 {
				return errCut
			}
			return nil
		})
	})
}
