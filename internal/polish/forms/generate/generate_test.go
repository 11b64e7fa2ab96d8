package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
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

func TestReadNames(t *testing.T) {
	file := filepath.Join(t.TempDir(), "names.txt")
	for text, want := range map[string]int{
		"# none\n\n=ki kiego\nGidzińs\nZals\n=- a\nBiel\n": 6,
		"Gidzińs\n":        -1, // before any paradigm
		"=\nGidzińs\n":     -1,
		"=a y\nBiel sko\n": -1,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readNames(file)
		if (err != nil) != (want < 0) || err == nil && len(got) != want {
			t.Errorf("%q: %v, %v; want %d entries", text, got, err, want)
		}
		if err == nil && (got[1] != forms.Entry{Form: "Gidzińskiego", Lemma: "Gidziński"} || got[5] != forms.Entry{Form: "Biela", Lemma: "Biel"}) {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestNamesFile: the file that the embedded data was made of can be read, and
// each name in it begins with its capital.
func TestNamesFile(t *testing.T) {
	all, err := readNames("names.txt")
	if err != nil || len(all) < 200_000 {
		t.Fatalf("%d entries, %v", len(all), err)
	}
	d, _ := forms.Open()
	for i, e := range all {
		if e.ClassOf() == forms.Acronym {
			t.Errorf("%+v is no name", e)
		}
		if i%97 == 0 && !slices.Contains(d.Append(nil, strings.ToLower(e.Form)), forms.Reading{Lemma: strings.ToLower(e.Lemma), Class: e.ClassOf()}) {
			t.Errorf("%+v is not in the embedded data: run go generate", e)
		}
	}
}

func TestBearers(t *testing.T) {
	for form, want := range map[string][]string{
		"Gidzińskiego": {"Gidziński"}, "Gidzińska": {"Gidzińska"}, "Gidzińską": {"Gidzińska"},
		"Gidzińskich": {"Gidziński", "Gidzińska"}, "Gidzińscy": {"Gidziński"},
	} {
		if got := bearers("Gidziński", form); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", form, got, want)
		}
	}
	if got := bearers("rzeczki", "rzeczka"); !slices.Equal(got, []string{"rzeczki"}) {
		t.Errorf("a common word: %v", got)
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
