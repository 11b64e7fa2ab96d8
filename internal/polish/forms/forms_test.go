package forms

import (
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/vellum"
)

var sample = []Entry{
	{Form: "Suwałk", Lemma: "Suwałki"}, {Form: "Suwałki", Lemma: "Suwałki"}, {Form: "suwałk", Lemma: "suwałka"},
	{Form: "najlepszy", Lemma: "dobry"}, {Form: "lepszy", Lemma: "dobry", Verbal: true}, {Form: "idę", Lemma: "iść"},
	{Form: "SOK-u", Lemma: "SOK"}, {Form: "soku", Lemma: "sok"}, {Form: "źródło", Lemma: "źródło"}, {Form: "żółw", Lemma: "żółw"},
}

func TestDictionary(t *testing.T) {
	fst, rules, err := Build(sample)
	if err != nil {
		t.Fatal(err)
	}
	fst2, rules2, err := Build(sample)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(fst, fst2) || !slices.Equal(rules, rules2) {
		t.Error("the same entries gave other bytes")
	}
	d, err := OpenDictionary(fst, rules)
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range map[string][]Reading{
		"suwałk":      {{"suwałka", Common}, {"suwałki", Proper}},
		"idę":         {{"iść", Common}},
		"sok-u":       {{"SOK", Acronym}},
		"nielepszy":   {{"dobry", Verbal}},
		"najnielepsi": nil,
		"":            nil,
	} {
		if got := d.Append(nil, form); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", form, got, want)
		}
	}
	for form, want := range map[string]string{"zrodlo": "źródło", "zolw": "żółw", "suwalk": "suwałka suwałki", "zrodl": ""} {
		var got []string
		for _, r := range d.AppendUnfolded(nil, form) {
			got = append(got, r.Lemma)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("unfold %q: %v, want %q", form, got, want)
		}
	}
}

// TestEmbedded: the embedded data opens, and knows what it is for.
func TestEmbedded(t *testing.T) {
	d, g := Open()
	if d.Len() < 3_000_000 {
		t.Errorf("only %d forms", d.Len())
	}
	if got := d.Append(nil, "białymstoku"); len(got) != 1 || got[0] != (Reading{"białystok", Proper}) {
		t.Errorf("białymstoku: %v", got)
	}
	if got := g.Append(nil, "brzdękowiczowi", true, false); len(got) == 0 || got[0].Lemma != "brzdękowicz" {
		t.Errorf("brzdękowiczowi: %v", got)
	}
	if forms, ending := Names().Forms("białystok", GroupPlace); len(forms) < 7 || ending != "^białystok" {
		t.Errorf("białystok: %v by %q", forms, ending)
	}
	if size := len(dictionaryFST) + len(dictionaryRules) + len(guesserFST) + len(guesserRules) + len(namesFST) + len(namesRules); size > 5<<20 {
		t.Errorf("the embedded data takes %d bytes", size)
	}
}

// FuzzTable: broken tables give an error or readings, never a panic.
func FuzzTable(f *testing.F) {
	_, rules, err := Build(sample)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(rules, "suwałk")
	f.Add([]byte{1, 0, 255, 1, 'x', 1, 1, 0}, "ż")
	f.Add([]byte{}, "")
	f.Fuzz(func(t *testing.T, raw []byte, form string) {
		tab, err := parseTable(raw)
		if err != nil {
			return
		}
		for set := range min(len(tab.sets)+1, 64) {
			tab.appendReadings(nil, uint64(set), form)
		}
	})
}

// TestAutomaton: the reader of the automata answers as vellum's own does, for
// forms, for their beginnings, and for forms with a letter changed.
func TestAutomaton(t *testing.T) {
	for _, data := range [][]byte{dictionaryFST, guesserFST, namesFST} {
		theirs, err := vellum.Load(data)
		if err != nil {
			t.Fatal(err)
		}
		ours, err := newAutomaton(data)
		if err != nil {
			t.Fatal(err)
		}
		check := func(key []byte) {
			t.Helper()
			want, known, err := theirs.Get(key)
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := ours.get(string(key)); ok != known || ok && got != want {
				t.Fatalf("%q: %d, %v; vellum says %d, %v", key, got, ok, want, known)
			}
		}
		check(nil)
		it, err := theirs.Iterator([]byte("P"), []byte("b")) // a few of each
		for i := 0; err == nil; i++ {
			if key, _ := it.Current(); i%41 == 0 {
				check(key)
				check(key[:len(key)-1])
				other := slices.Clone(key)
				other[i%len(other)] ^= byte(i)
				check(other)
			}
			err = it.Next()
		}
		if err != vellum.ErrIteratorDone {
			t.Fatal(err)
		}
	}
}
