package claims

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// The example of the register's own export, word for word.
const example = `city: Grodzisko                 # whose facts these are; texts about other places are not held against them
facts:
  - {id: budzet-wydatki-2026, subject: 'budżet miasta I wydatki', kind: amount, value: '812,4 mln zł', tolerance: 1%, valid: {from: 2026-01-01, to: 2026-12-31}, source: uchwała budżetowa}
  - {id: mieszkancy, subject: 'liczba mieszkańców LUB miasto liczy', kind: count, value: 68525 mieszkańców, tolerance: 2%, valid: {from: 2025-12-31}}
  - {id: bezrobocie, subject: 'stopa bezrobocia', kind: percent, value: '6,1%', tolerance: '0,1 pp', valid: {from: 2026-09-30, to: 2026-10-31}}
  - {id: otwarcie-mostu, subject: 'otwarcie mostu', kind: date, value: 2026-12-15}
  - {id: prezydent, kind: person, post: prezydent miasta, value: Jan Przykładny, valid: {from: 2024-05-07}}
  - {id: osir, kind: name, value: Ośrodek Sportu i Rekreacji, short: OSiR, wrong: [MOSiR, Miejski Ośrodek Sportu]}
  - {id: cytat-1, kind: statement, speaker: Jan Przykładny, date: 2026-11-03, value: 'Most będzie gotowy w grudniu, a nie wiosną.'}
`

func TestReadFacts(t *testing.T) {
	r, err := ReadFacts([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	facts := r.Facts()
	if r.City() != "Grodzisko" || len(facts) != 7 || facts[0].From != (polish.Day{Year: 2026, Month: 1, Dom: 1}).Start() || facts[3].Value != "2026-12-15" {
		t.Fatalf("%s %+v", r.City(), facts)
	}
	if c := r.cards[0]; c.value != 812.4e6 || c.slack < 8.1e6 || c.slack > 8.2e6 || c.unit != "zł" {
		t.Errorf("%+v", c)
	}
	out, err := r.Yaml()
	if err != nil {
		t.Fatal(err)
	}
	again, err := ReadFacts(out)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for i, f := range again.Facts() {
		w, g := facts[i], f
		w.Wrong, g.Wrong = nil, nil
		if len(f.Wrong) != len(facts[i].Wrong) || w.ID != g.ID || w.Value != g.Value || !w.From.Equal(g.From) || !w.To.Equal(g.To) || !w.Date.Equal(g.Date) || w.Tolerance != g.Tolerance || w.Post != g.Post {
			t.Errorf("%+v became %+v", facts[i], f)
		}
	}
}

func TestReadFactsWrong(t *testing.T) {
	for _, c := range []struct {
		name, yaml, why string
		line            int
	}{
		{"unknown key", "city: X\nfacts:\n  - {id: a, subject: most, kind: amount, value: 1 zł,\n     tolerancja: 1%}\n", "nieznany klucz „tolerancja”", 4},
		{"unknown key at the top", "city: X\nmiasto: Y\nfacts: []\n", "nieznany klucz „miasto”", 2},
		{"kind", "city: X\nfacts:\n  - {id: a, subject: most, kind: sum, value: 1 zł}\n", "nieznany rodzaj „sum”", 3},
		{"value", "city: X\nfacts:\n  - {id: a, subject: most, kind: amount, value: dużo}\n", "nie rozumiem wartości „dużo”", 3},
		{"query", "city: X\nfacts:\n  - {id: ok, subject: most, kind: amount, value: 1 zł}\n  - id: a\n    subject: 'most I ('\n    kind: amount\n    value: 1 zł\n", "„subject”", 4},
		{"twice", "city: X\nfacts:\n  - {id: a, subject: most, kind: amount, value: 1 zł}\n  - {id: a, subject: most, kind: amount, value: 1 zł}\n", "drugi raz", 4},
		{"date", "city: X\nfacts:\n  - {id: a, subject: most, kind: date, value: jutro}\n", "nie jest datą", 3},
		{"valid", "city: X\nfacts:\n  - {id: a, subject: most, kind: amount, value: 1 zł, valid: {from: 2026-13-01}}\n", "nie jest datą", 3},
		{"backwards", "city: X\nfacts:\n  - {id: a, subject: most, kind: amount, value: 1 zł, valid: {from: 2026-12-01, to: 2026-01-01}}\n", "kończy się", 3},
		{"no city", "facts: []\n", "„city”", 0},
		{"no subject", "city: X\nfacts:\n  - {id: a, kind: amount, value: 1 zł}\n", "„subject”", 3},
		{"no post", "city: X\nfacts:\n  - {id: a, kind: person, value: Jan Kos}\n", "„post”", 3},
		{"no yaml", "city: X\nfacts: [\n", "YAML", 2},
	} {
		_, err := ReadFacts([]byte(c.yaml))
		var m *Mistake
		if !errors.As(err, &m) || !strings.Contains(m.Why, c.why) && c.name != "twice" || m.Line != c.line {
			t.Errorf("%s: %+v", c.name, err)
		}
	}
	r, problems := Usable("X", []press.Fact{{ID: "a", Kind: "sum", Value: "1"}, {ID: "b", Kind: press.FactAmount, Subject: "most", Value: "1 zł"}})
	if r == nil || len(r.Facts()) != 1 || len(problems) != 1 {
		t.Errorf("%v %v", r, problems)
	}
}

// The same words of the same clipping give the same flag.
func TestFlagIDs(t *testing.T) {
	r, err := ReadFacts([]byte(example))
	if err != nil {
		t.Fatal(err)
	}
	text := Text{ID: "c1", Title: "Budżet Grodziska", Body: "Wydatki budżetu miasta to 900 mln zł.", Published: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC), Version: 1}
	first := r.Check(text)
	text.Body, text.Version = "Dopisek redakcji. "+text.Body, 2
	second := r.Check(text)
	if len(first) != 1 || len(second) != 1 || first[0].ID != second[0].ID || second[0].Version != 2 {
		t.Fatalf("%+v\n%+v", first, second)
	}
	f := second[0]
	if text.Body[f.Span.Start:f.Span.End] != f.Quote || f.Remedy != press.Rectify || f.Expected == "" || !strings.Contains(f.Why, "812,4 mln zł") {
		t.Errorf("%+v", f)
	}
}

func FuzzCheck(f *testing.F) {
	r, err := ReadFacts([]byte(example))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range []string{"dev.txt", "blind.txt"} {
		data, err := os.ReadFile("testdata/flags/" + name)
		if err != nil {
			f.Fatal(err)
		}
		for _, b := range strings.Split(string(data), "\n== ") {
			f.Add(b)
		}
	}
	f.Add("– a – mówi – b – „ – ” 1 – 2 mln od 3 do do 4 tys. p.o. na o")
	f.Add("31 lutego 2026 r., 30 lutego, 12.13.2026 15–14 maja 99999999999999999999 mln zł")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 20_000 {
			return
		}
		for _, c := range Find(polish.Default(), text) {
			if text[c.Start:c.End] != c.Text || c.Start >= c.End {
				t.Fatalf("%+v is not at its place", c)
			}
		}
		for _, flag := range r.Check(Text{ID: "x", Title: "Grodzisko", Body: text, Published: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)}) {
			field := text
			if flag.Span.Field == "tytuł" {
				field = "Grodzisko"
			}
			if field[flag.Span.Start:flag.Span.End] != flag.Quote || flag.Confidence <= 0 || flag.Confidence > 1 {
				t.Fatalf("%+v is not at its place", flag)
			}
		}
	})
}

func FuzzReadFacts(f *testing.F) {
	f.Add([]byte(example))
	f.Add([]byte("city: X\nfacts:\n  - {id: a, kind: person, post: x, value: Jan}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 4000 {
			return
		}
		r, err := ReadFacts(data)
		if err == nil {
			r.Check(Text{ID: "x", Body: "Wydatki to 5 mln zł."})
		}
	})
}

// spent is the processor time of this process: the machine may be shared.
func spent(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func BenchmarkCheck(b *testing.B) {
	data, err := os.ReadFile("testdata/flags/grodzisko.yaml")
	if err != nil {
		b.Fatal(err)
	}
	r, err := ReadFacts(data)
	if err != nil {
		b.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/flags/dev.txt")
	if err != nil {
		b.Fatal(err)
	}
	body := strings.ReplaceAll(string(raw[3000:5200]), "==", "")
	body = strings.ToValidUTF8(body, "")
	text := Text{ID: "x", Title: "Budżet Grodziska", Body: body, Published: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	b.ReportAllocs()
	began := spent(b)
	for b.Loop() {
		r.Check(text)
	}
	b.ReportMetric(float64(b.N)/(spent(b)-began).Seconds(), "articles/CPU-s")
}
