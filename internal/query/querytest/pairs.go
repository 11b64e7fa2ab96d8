// Package querytest makes queries and texts for the tests and benchmarks of
// whatever answers the query language: the evaluator, the set of standing
// queries, the archive.
//
// Invariants:
//   - Everything is a pure function of its arguments: the same number gives the
//     same pair on every machine.
//   - Queries are valid; about half of the pairs match.
package querytest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"prasowka/internal/query"
)

// Now is the time against which dni: of the generated queries is meant.
var Now = time.Date(2026, 11, 23, 8, 30, 0, 0, time.UTC)

// words are forms that meet, nearly meet, or must not meet one another.
var words = strings.Fields(`
	rada rady radzie radę radą Rada Rady Radzie RADA rad rado
	miejska miejskiej miejską miejskie miejski miejskich
	prezydent prezydenta prezydentowi prezydentem Prezydent Prezydenta prezydenci
	Renkiewicz Renkiewicza Renkiewiczowi Renkiewiczem Renkiewiczu
	Czesław Czesława Czesławowi Czesławem
	Suwałki Suwałk Suwałkom Suwałkach Suwalki Suwalk suwalski suwalskiego
	SOK SOK-u SOK-iem sok soku sokiem soki
	OSiR OSiR-u OSiR-em PGK ZDiZ ZDiZ-owi
	most mostu mostem moście mosty mostek mostku zmostowany
	droga drogi drodze drogą drogo drogie S61 S-61 DK8
	budżet budżetu budżetem budżetowy budżetowa uchwała uchwały uchwałę uchwalić uchwalono
	nie nie nie i w na z do się o że
	szkoła szkoły szkole szkołą szkolny źródło źródła zrodlo żródło
	Kowalska-Nowak Kowalska Kowalskiej Nowak Nowaka Sikora Sikory sikora sikory Wilk wilk wilka
	12 12,4 2026 1200 mln zł ul. ulica ulicy im. dr bez bzu
	e-mail www.example.pl #Suwałki @urzad
	Hańcza Hańczy Hańczą hancza Wigry Wigier`)

// prefixes are words with * that begin some of the words.
var prefixes = []string{"mostk*", "szko*", "budże*", "budze*", "uchw*", "Renk*", "suwa*", "Suwał*", "OSiR*", "koty*"}

// values are what fields hold and what is asked of them.
var values = map[string][]string{
	"autor":  {"Anna Wilk", "wilk", "Jan Żuk", "zuk", "red."},
	"źródło": {"radio5", "Radio 5", "portal/kanal", "kanal", "portal"},
	"medium": {"portal", "radio", "prasa"},
	"osoba":  {"Czesław Renkiewicz", "renkiewicz", "Ewa Sikora"},
	"temat":  {"budzet", "most-na-hanczy", "oświata"},
	"ton":    {"krytyczny", "neutralny", "przychylny"},
	"stan":   {"nowy", "przeczytany"},
}

var fields = []string{"autor", "źródło", "medium", "osoba", "temat", "ton", "stan"}

// Pair is the i-th query with the i-th document.
func Pair(i uint64) (q string, doc query.Fields) {
	g := &source{Rand: rand.New(rand.NewPCG(i, 0x70726173))}
	doc = g.doc(i)
	g.near = strings.Fields(doc.Title + " " + doc.Text)
	return g.or(3), doc
}

// Query is the i-th query alone; Doc the i-th document alone. They are not
// made for each other, as those of Pair are.
func Query(i uint64) string {
	q, _ := Pair(i)
	return q
}

// Doc is the i-th document.
func Doc(i uint64) query.Fields {
	_, doc := Pair(i)
	return doc
}

// source draws the parts of queries and documents.
type source struct {
	*rand.Rand
	near []string // words of the document, preferred in its query
}

func (s *source) pick(from []string) string { return from[s.IntN(len(from))] }

func (s *source) text(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString([]string{" ", " ", " ", " ", " ", ", ", ". ", "\n", " – "}[s.IntN(9)])
		}
		b.WriteString(s.pick(words))
	}
	return b.String()
}

func (s *source) doc(i uint64) query.Fields {
	some := func(f string) []string {
		if s.IntN(3) == 0 {
			return nil
		}
		return []string{s.pick(values[f]), s.pick(values[f])}
	}
	one := func(f string) string { return s.pick(append(values[f], "")) }
	doc := query.Fields{
		ID: fmt.Sprintf("d%06d", i), Title: s.text(s.IntN(6)), Lead: s.text(s.IntN(8)), Text: s.text(s.IntN(40)),
		Author: one("autor"), Outlet: one("źródło"), Source: one("źródło"), Medium: one("medium"),
		Persons: some("osoba"), Topics: some("temat"), Tone: one("ton"), State: one("stan"),
	}
	if s.IntN(10) > 0 {
		doc.Published = Now.Add(-time.Duration(s.IntN(60*24*60)) * time.Minute)
	}
	return doc
}

// word is one word of a query, mostly out of the document.
func (s *source) word() string {
	w := s.pick(words)
	if len(s.near) > 0 && s.IntN(3) > 0 {
		w = strings.Trim(s.pick(s.near), ",.–")
	}
	switch {
	case w == "" || strings.ContainsAny(w, "#@"):
		return `"` + s.pick(words) + `"`
	case s.IntN(8) == 0:
		return "=" + w
	case s.IntN(12) == 0:
		return s.pick(prefixes)
	case s.IntN(10) == 0:
		return strings.ToLower(w)
	}
	return w
}

// phrase is words in quotation marks, often as they follow in the document.
func (s *source) phrase() string {
	n := 2 + s.IntN(2)
	var parts []string
	if at := s.IntN(len(s.near) + 1); s.IntN(2) == 0 && at+n <= len(s.near) {
		parts = append(parts, s.near[at:at+n]...)
	} else {
		for range n {
			parts = append(parts, strings.Trim(s.word(), `"`))
		}
	}
	text := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`"„”`, r) {
			return -1
		}
		return r
	}, strings.Join(parts, " "))
	marks := []string{`"%s"`, `„%s”`, `„%s"`}[s.IntN(3)]
	if s.IntN(3) == 0 && strings.Count(strings.Trim(text, " –"), " ") > 0 && !strings.Contains(text, "–") {
		return fmt.Sprintf(marks+"~%d", text, s.IntN(5))
	}
	return fmt.Sprintf(marks, text)
}

func (s *source) positional() string {
	switch s.IntN(6) {
	case 0:
		return s.phrase()
	case 1:
		return "(" + s.word() + " LUB " + s.word() + ")"
	}
	return s.word()
}

func (s *source) field() string {
	switch s.IntN(6) {
	case 0:
		return fmt.Sprintf("dni:%d", 1+s.IntN(40))
	case 1:
		return "od:" + Now.AddDate(0, 0, -30-s.IntN(30)).Format("2006-01-02")
	case 2:
		return "do:" + Now.AddDate(0, 0, -s.IntN(30)).Format("2006-01-02")
	}
	f := s.pick(fields)
	return f + `:"` + s.pick(values[f]) + `"`
}

func (s *source) primary(depth int) string {
	switch n := s.IntN(20); {
	case n < 3 && depth > 0:
		return "(" + s.or(depth-1) + ")"
	case n < 5:
		return s.phrase()
	case n < 7:
		return s.positional() + fmt.Sprintf(" NEAR/%d ", 1+s.IntN(6)) + s.positional()
	case n < 8:
		return s.field()
	case n < 10:
		f := []string{"tytuł:", "lead:"}[s.IntN(2)]
		switch s.IntN(4) {
		case 0:
			return f + s.phrase()
		case 1:
			return f + "(" + s.word() + " NEAR/3 " + s.word() + ")"
		case 2:
			return f + "(" + s.word() + " I NIE " + s.word() + ")"
		}
		return f + s.word()
	}
	return s.word()
}

func (s *source) and(depth int) string {
	var b strings.Builder
	for i := range 1 + s.IntN(3) {
		if i > 0 {
			b.WriteString([]string{" ", " I ", " AND "}[s.IntN(3)])
		}
		if s.IntN(6) == 0 {
			b.WriteString([]string{"NIE ", "NOT ", "-"}[s.IntN(3)])
		}
		b.WriteString(s.primary(depth))
	}
	return b.String()
}

func (s *source) or(depth int) string {
	var b strings.Builder
	for i := range 1 + s.IntN(2) {
		if i > 0 {
			b.WriteString([]string{" LUB ", " OR "}[s.IntN(2)])
		}
		b.WriteString(s.and(depth))
	}
	return b.String()
}
