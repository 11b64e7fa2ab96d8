package claims

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
)

// sample is a labelled text: what must be flagged, and nothing else.
type sample struct {
	id, facts string
	text      Text
	want      []string // "fakt budzet", "nazwa osir"
}

var short = map[press.FlagKind]string{press.FlagFact: "fakt", press.FlagName: "nazwa", press.FlagQuote: "cytat", press.FlagAllegation: "zarzut", press.FlagEntity: "podmiot", press.FlagCriticism: "krytyka"}

func samples(t *testing.T, name string) []sample {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "flags", name))
	if err != nil {
		t.Fatal(err)
	}
	var out []sample
	for _, block := range strings.Split(string(data), "\n== ")[1:] {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		head := strings.Fields(lines[0])
		at, err := time.Parse(time.DateOnly, head[2])
		if err != nil {
			t.Fatal(err)
		}
		s := sample{id: head[0], facts: head[1], text: Text{ID: head[0], Published: at}}
		for i, l := range lines[1:] {
			if strings.HasPrefix(l, "# ") {
				s.text.Title, s.text.Body = l[2:], strings.Join(lines[i+2:], "\n")
				break
			}
			s.want = append(s.want, l)
		}
		out = append(out, s)
	}
	return out
}

func registers(t *testing.T) map[string]*Register {
	t.Helper()
	out := map[string]*Register{}
	files, err := filepath.Glob("testdata/flags/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		r, err := ReadFacts(data)
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		out[strings.TrimSuffix(filepath.Base(f), ".yaml")] = r
	}
	return out
}

// score is precision and recall.
type score struct{ right, wrong, missed int }

func (s score) precision() float64 { return float64(s.right) / float64(max(1, s.right+s.wrong)) }
func (s score) recall() float64    { return float64(s.right) / float64(max(1, s.right+s.missed)) }
func (s score) String() string {
	return fmt.Sprintf("precision %.3f, recall %.3f (%d right, %d wrong, %d missed)", s.precision(), s.recall(), s.right, s.wrong, s.missed)
}

// measure holds labelled texts against their registers.
func measure(t *testing.T, file string) (facts, all score) {
	t.Helper()
	rs := registers(t)
	for _, s := range samples(t, file) {
		var got []string
		flags := rs[s.facts].Check(s.text)
		for _, f := range flags {
			key := short[f.Kind] + " " + f.Fact
			got = append(got, strings.TrimSpace(key))
			if !slices.Contains(s.want, strings.TrimSpace(key)) {
				t.Logf("%s: wrong: %s %q (%.2f) in %q", s.id, key, f.Quote, f.Confidence, f.Sentence)
			}
		}
		for _, g := range got {
			ok := slices.Contains(s.want, g)
			for _, sc := range []*score{&facts, &all} {
				if sc == &facts && !strings.HasPrefix(g, "fakt") {
					continue
				}
				if ok {
					sc.right++
				} else {
					sc.wrong++
				}
			}
		}
		for _, w := range s.want {
			if slices.Contains(got, w) {
				continue
			}
			t.Logf("%s: missed: %s in %q", s.id, w, s.text.Body)
			all.missed++
			if strings.HasPrefix(w, "fakt") {
				facts.missed++
			}
		}
	}
	t.Logf("%s: sprzeczne z faktem: %v; all kinds: %v", file, facts, all)
	return facts, all
}

func TestFlagsBlind(t *testing.T) {
	facts, all := measure(t, "blind.txt")
	if facts.precision() < 0.9 || facts.recall() < 0.75 || all.precision() < 0.9 || all.recall() < 0.75 {
		t.Error("below the bar: precision 0.90, recall 0.75")
	}
}

func TestFlagsDev(t *testing.T) {
	facts, all := measure(t, "dev.txt")
	if facts.precision() < 0.9 || facts.recall() < 0.75 || all.precision() < 0.9 || all.recall() < 0.75 {
		t.Error("below the bar: precision 0.90, recall 0.75")
	}
}

func TestFlagsSecondBlind(t *testing.T) {
	facts, all := measure(t, "blind2.txt")
	if facts.precision() < 0.9 || facts.recall() < 0.75 || all.precision() < 0.9 || all.recall() < 0.75 {
		t.Error("below the bar: precision 0.90, recall 0.75")
	}
}

// The sets of three more invented papers, each written blind and then learned
// from. First figures, before anything was changed for them: kurier .881/.747
// and kamionka .819/.766 by the rules as they stood, echo .882/.865 after the
// other two.
func TestFlagsOfThreePapers(t *testing.T) {
	for _, name := range []string{"kurier", "kamionka", "echo"} {
		if facts, _ := measure(t, name+".txt"); facts.precision() < 0.97 || facts.recall() < 0.92 {
			t.Errorf("%s: worse than it was: precision 0.97, recall 0.92", name)
		}
	}
}

// Guilty and innocent twins of the patterns that the rules know.
func TestFlagsTwins(t *testing.T) {
	if facts, _ := measure(t, "twins.txt"); facts.wrong > 0 || facts.missed > 0 {
		t.Error("a twin is judged wrong")
	}
}

// Two more papers, written blind and then learned from. First figures:
// darzowice .889/.800, olszanow .872/.569. mirowiec was written beside the rules,
// in their manner: .968/.769; so were kepowo: .840/.636, and
// mixed: .923/.706; mixed2: 1.000/.657;
// mixed3: .957/.759; mixed4: .944/.895.
func TestFlagsOfTwoMorePapers(t *testing.T) {
	for _, name := range []string{"darzowice", "olszanow", "mirowiec", "kepowo", "mixed", "mixed2", "mixed3", "mixed4"} {
		if facts, _ := measure(t, name+".txt"); facts.precision() < 0.98 || facts.recall() < 0.9 {
			t.Errorf("%s: worse than it was: precision 0.98, recall 0.90", name)
		}
	}
}

// Three papers more, written blind by others than wrote the rules. First
// figures: wilga .872/.472, lipnica .911/.661, mlyniec .941/.525; learned from
// since.
func TestFlagsOfThreeForeignPapers(t *testing.T) {
	for _, name := range []string{"wilga", "lipnica", "mlyniec"} {
		if facts, _ := measure(t, name+".txt"); facts.precision() < 0.98 || facts.recall() < 0.92 {
			t.Errorf("%s: worse than it was: precision 0.98, recall 0.92", name)
		}
	}
}

// Texts that come near the facts and contradict none.
func TestFlagsOfInnocents(t *testing.T) {
	if facts, _ := measure(t, "innocent.txt"); facts.wrong > 0 {
		t.Errorf("%d flags on innocent texts", facts.wrong)
	}
}

func TestTownSizes(t *testing.T) {
	for word, want := range map[string]float64{"osiemdziesiecio": 80, "siedemdziesieciopiecio": 75, "trzydziestoszescio": 36, "stu": 100, "dwustu": 200, "stupiecdziesiecio": 150, "dwunasto": 12, "kilku": 0, "wielo": 0} {
		if got := compound(word); got != want {
			t.Errorf("compound(%q) = %v, want %v", word, got, want)
		}
	}
}
