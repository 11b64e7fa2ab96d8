package claims

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"prasowka/internal/polish"
)

func TestTone(t *testing.T) {
	city := Subject{ID: "miasto", Names: []string{"miasto", "urząd", "ratusz"}}
	osir := Subject{ID: "osir", Names: []string{"OSiR", "Ośrodek Sportu i Rekreacji"}}
	for _, c := range []struct{ text, city, osir string }{
		{"Miasto odniosło sukces i dostało nagrodę za nowoczesny park.", Positive, ""},
		{"Urząd skompromitował się. To skandal i wstyd dla miasta.", Negative, ""},
		{"Ratusz mieści się przy Mostowej. Urząd czynny jest do czternastej.", Neutral, ""},
		{"Pogoda była fatalna, a mecz zły.", "", ""},
		{"OSiR zawiódł: awaria, bałagan i chaos na basenie. Miasto milczy.", "", Negative},
		{"Remont ratusza nie jest sukcesem ani powodem do radości.", "", ""},
		{"Kontrola miasta nie wykazała żadnych nieprawidłowości ani zaniedbań.", Positive, ""},
	} {
		got := Tone(polish.Default(), c.text, []Subject{city, osir}, nil)
		if got[1].Tone != c.osir || got[0].Tone != c.city && c.city != "" {
			t.Errorf("%s: %+v, want %q and %q", c.text, got, c.city, c.osir)
		}
		if got[0].Tone == Negative && got[0].Sentence == "" {
			t.Errorf("%s: no sentence decided it", c.text)
		}
	}
}

// cityHall is the subjects of a made-up city hall, named as the desk names them.
func cityHall() []Subject {
	all := []Subject{
		City("miasto", "Grodzisko", "Urząd Miejski w Grodzisku"),
		Leaders("władze", "Grodzisko", "Andrzej Zawilski", "Hanna Borowik-Lach", "Piotr Skowroński"),
	}
	for _, u := range [][2]string{{"OSiR", "Ośrodek Sportu i Rekreacji"}, {"ZDiZ", "Zarząd Dróg i Zieleni"}, {"MOPS", "Miejski Ośrodek Pomocy Społecznej"},
		{"PGK", "Przedsiębiorstwo Gospodarki Komunalnej"}, {"GOK", "Grodziski Ośrodek Kultury"}, {"PKM", "Przedsiębiorstwo Komunikacji Miejskiej"}, {"Straż Miejska", "Straż Miejska"}} {
		all = append(all, Subject{ID: u[0], Names: []string{u[0], u[1]}})
	}
	return all
}

// A heard is how often a tone was said on a labelled set, and how often it was
// the one that a reader hears.
type heard struct{ all, said, right int }

func (h heard) share() float64  { return float64(h.right) / float64(max(1, h.said)) }
func (h heard) silent() float64 { return 1 - float64(h.said)/float64(max(1, h.all)) }

// Floors of what is measured on testdata/tone: of what is said so much is right,
// so much is left unsaid. polish.md's 59–60% is three classes without silence.
func TestToneOnPressSentences(t *testing.T) {
	for file, floor := range map[string]struct{ right, silent float64 }{"press": {.95, .32}, "town": {.97, .48}, "fresh": {.80, .56}} {
		t.Run(file, func(t *testing.T) {
			var all heard
			parts := map[string]*heard{}
			for n, l := range labelled(t, "testdata/tone/"+file+".tsv") {
				tone, target, text := l[0], l[1], l[2]
				said := ""
				for _, o := range Tone(polish.Default(), text, cityHall(), nil) {
					if o.Subject == target {
						said = o.Tone
					}
				}
				kind := target
				if target != "miasto" && target != "władze" {
					kind = "jednostka"
				}
				for _, key := range []string{kind, tone} {
					if parts[key] == nil {
						parts[key] = &heard{}
					}
				}
				for _, h := range []*heard{&all, parts[kind], parts[tone]} {
					h.all++
					if said != "" {
						h.said++
					}
					if said == tone {
						h.right++
					}
				}
				if said != "" && said != tone {
					t.Logf("line %d: %s (%s) said %s: %s", n+1, target, tone, said, text)
				} else if said == "" {
					t.Logf("line %d: %s (%s) silent: %s", n+1, target, tone, text)
				}
			}
			for key, h := range parts {
				t.Logf("%-10s %3d: right %.2f of what is said, %.2f unsaid", key, h.all, h.share(), h.silent())
			}
			t.Logf("%-10s %3d: right %.3f of what is said, %.3f unsaid", "all", all.all, all.share(), all.silent())
			if all.share() < floor.right || all.silent() > floor.silent {
				t.Errorf("right %.3f of what is said (floor %.2f), unsaid %.3f (at most %.2f)", all.share(), floor.right, all.silent(), floor.silent)
			}
		})
	}
}

// labelled reads lines of tab-separated fields; "#" begins a comment.
func labelled(t *testing.T, path string) [][]string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for l := range strings.Lines(string(raw)) {
		if l = strings.TrimSpace(l); l != "" && l[0] != '#' {
			f := strings.Split(l, "\t")
			if len(f) != 3 {
				t.Fatalf("%s: %q has %d fields", path, l, len(f))
			}
			out = append(out, f)
		}
	}
	return out
}

// Every word of the lexicon is a lemma that the analyzer gives; another could
// never be met.
func TestToneLexiconIsReachable(t *testing.T) {
	a := polish.Default()
	check := func(w string) {
		for _, tok := range a.Tokens(w) {
			if (&tok).Kind == polish.Word && (lexis{w: {}}).has(&tok) {
				return
			}
		}
		t.Errorf("%q is no lemma", w)
	}
	for _, l := range []map[string]float64{good, bad} {
		for w := range l {
			check(w)
		}
	}
	for _, l := range []lexis{strong, informs, praising, blaming} {
		for w := range l {
			check(w)
		}
	}
}

// BenchmarkTone reads an article of 3,500 characters for nine subjects.
func BenchmarkTone(b *testing.B) {
	raw, err := os.ReadFile("testdata/tone/press.tsv")
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for l := range strings.Lines(string(raw)) {
		if f := strings.Split(strings.TrimSpace(l), "\t"); len(f) == 3 && text.Len() < 3500 {
			text.WriteString(f[2] + " ")
		}
	}
	for b.Loop() {
		Tone(polish.Default(), text.String(), cityHall(), nil)
	}
}

func TestTrain(t *testing.T) {
	var samples []Sample
	things := []string{"park", "most", "szkoła", "żłobek", "basen", "plac", "chodnik", "dworzec"}
	for i := range 60 {
		thing := things[i%len(things)]
		samples = append(samples,
			Sample{fmt.Sprintf("Mieszkańcy chwalą nowy %s, wszystko dopięte na ostatni guzik.", thing), Positive},
			Sample{fmt.Sprintf("Znów te same wymówki, %s stoi rozkopany i nikt nie odbiera telefonu.", thing), Negative},
			Sample{fmt.Sprintf("W środę %s będzie czynny od ósmej do szesnastej.", thing), Neutral})
	}
	m := Train(polish.Default(), samples)
	if !m.Trained() || m.Agrees < 0.9 {
		t.Fatalf("trained %v, agrees %.2f", m.Trained(), m.Agrees)
	}
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var back Model
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	got := Tone(polish.Default(), "Miasto powtarza te same wymówki i zostawia ulicę rozkopaną.", []Subject{{ID: "miasto", Names: []string{"miasto"}}}, &back)
	if got[0].Tone != Negative {
		t.Errorf("%+v", got)
	}
}
