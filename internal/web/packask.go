package web

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// hardQuestions are what somebody will probably ask, each with its source:
// flags, criticism, questions without an answer, and what the office wrote
// down itself.
func (p *pack) hardQuestions() []paper.Block {
	t := paper.Table{Caption: "Trudne pytania", Head: []string{"Pytanie", "Na czym się oprzeć", "Skąd to pytanie"}, Widths: []float64{4, 4, 3}}
	seen := map[string]bool{}
	add := func(question, ground, source string) {
		if key := folded(question); question != "" && !seen[key] {
			seen[key] = true
			t.Rows = append(t.Rows, []string{question, firstOf(ground, "do przygotowania"), source})
		}
	}
	for _, row := range rowsOf(p.conf, "trudne") {
		add(row["pytanie"], row["odpowiedz"], firstOf(row["zrodlo"], "biuro"))
	}
	for _, f := range p.flags {
		source := fmt.Sprintf("flaga: %s, %s, %s", f.Kind, p.outlet(f.clip.Outlet), polish.DayOf(f.clip.Published).Words())
		add(flagQuestion(f.Flag), firstOf(f.Expected, sentence(f.Why)), source)
	}
	for _, c := range p.asked {
		unanswered := textOf(c.Case, "odpowiedz") == ""
		critical := textOf(c.Case, "rodzaj") == "krytyka prasowa"
		if !unanswered && !critical {
			continue
		}
		source := p.outlet(textOf(c.Case, "medium")) + ", " + polish.DayOf(c.Opened).Words()
		if critical {
			source = "krytyka prasowa: " + source
		} else {
			source = "zapytanie bez odpowiedzi: " + source
		}
		add(textOf(c.Case, "pytania"), firstWords(300, textOf(c.Case, "odpowiedz")), source)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []paper.Block{t}
}

// flagQuestion is what a journalist may make of a flagged passage.
func flagQuestion(f press.Flag) string {
	quote := firstWords(packQuote, strings.Trim(strings.TrimSpace(firstOf(f.Sentence, f.Quote)), "„”\""))
	if quote == "" {
		return ""
	}
	switch f.Kind {
	case press.FlagCriticism, press.FlagAllegation:
		return "Jak Państwo odnoszą się do zarzutu: „" + quote + "”?"
	case press.FlagQuote:
		return "Czy rzeczywiście padły słowa: „" + quote + "”?"
	default:
		return "Napisano: „" + quote + "” Czy to prawda?"
	}
}

// An amount is a number with its unit in a sentence on the topic.
type amount struct {
	at       time.Time
	source   string
	value    string // as written: "52 mln zł"
	unit     string // what is compared: "zł"
	number   string // "52 mln"
	sentence string
}

// amountPattern reads a number and the word after it.
var amountPattern = regexp.MustCompile(`(\d[\d \x{a0}]*(?:,\d+)?)[ \x{a0}]*((?:tys\.|mln|mld|tysi[ąę]c\pL*|milion\pL*|miliard\pL*)[ \x{a0}]*)?(\pL+|%)`)

// units are what the office is asked about: money, shares, lengths, people,
// time. A word that ends in - stands for all that begin with it.
var units = map[string]string{
	"zł": "zł", "złot-": "zł", "euro": "euro", "%": "%", "proc-": "%", "km": "km", "kilometr-": "km", "metr-": "m", "miesi-": "mies.",
	"mieszka-": "osób", "osób": "osób", "osoby": "osób", "osoba": "osób", "dzieci": "dzieci", "miejsc-": "miejsc", "dni": "dni", "lat": "lat", "lata": "lat",
}

// unitOf brings the forms of a unit to one; empty when a word is none.
func unitOf(word string) string {
	word = strings.ToLower(word)
	if u, ok := units[word]; ok {
		return u
	}
	for prefix, u := range units {
		if p, ok := strings.CutSuffix(prefix, "-"); ok && strings.HasPrefix(word, p) {
			return u
		}
	}
	return ""
}

// amountsIn reads the numbers of the sentences on the topic.
func (p *pack) amountsIn(text, source string, at time.Time) []amount {
	var out []amount
	for _, r := range polish.Sentences(text) {
		sentence := strings.Join(strings.Fields(text[r.Start:r.End]), " ")
		if !p.touches(sentence) {
			continue
		}
		for _, x := range amountsOf(sentence) {
			x.at, x.source = at, source
			out = append(out, x)
		}
	}
	return out
}

// amountsOf reads the numbers with a known unit of one sentence.
func amountsOf(sentence string) []amount {
	var out []amount
	for _, m := range amountPattern.FindAllStringSubmatch(sentence, 4) {
		unit := unitOf(m[3])
		if unit == "" {
			continue
		}
		number := strings.Join(strings.Fields(m[1]+" "+m[2]), " ")
		out = append(out, amount{value: strings.Join(strings.Fields(m[0]), " "), unit: unit, number: number, sentence: sentence})
	}
	return out
}

// touches tells whether a sentence holds any word of the query.
func (p *pack) touches(sentence string) bool {
	keys := map[string]bool{}
	for _, t := range p.site.Analyzer.Tokens(sentence) {
		for _, k := range t.Keys {
			keys[k] = true
		}
	}
	for _, word := range wordsOf(p.query.Root) {
		for _, k := range p.site.Analyzer.Query(word).Keys {
			if keys[k] {
				return true
			}
		}
	}
	return false
}

// numbers are the numbers over time, the oldest first; a number that an outlet
// repeats is shown once.
func (p *pack) numbers() []paper.Block {
	var all []amount
	seen := map[string]bool{}
	for _, f := range slices.Concat(p.oldest, p.newest) {
		if seen[f.ID] {
			continue
		}
		seen[f.ID] = true
		all = append(all, p.amountsIn(f.Text, p.outlet(f.Outlet), f.Published)...)
	}
	for _, t := range p.said {
		all = append(all, p.amountsIn(t.Text, ourStand, t.SaidAt)...)
	}
	slices.SortStableFunc(all, func(a, b amount) int { return a.at.Compare(b.at) })
	charts := p.charts(all)
	t := paper.Table{Caption: "Liczby podawane w tej sprawie", Head: []string{"Kiedy", "Kto podał", "Liczba", "Zdanie"}, Widths: []float64{3, 3, 2, 6}}
	told := map[string]bool{}
	for _, a := range all {
		key := a.source + "/" + a.number + "/" + a.unit
		if told[key] || len(t.Rows) == packNumbers {
			continue
		}
		told[key] = true
		t.Rows = append(t.Rows, []string{polish.DayOf(a.at).Words(), a.source, a.value, firstWords(packQuote, a.sentence)})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return append(charts, t)
}

// alike is how many words, numbers aside, two sentences must share to be taken
// for the same claim.
const alike = 3

// contradictions are pairs of our own sentences that speak alike and give
// different numbers of one unit. They are shown to be judged by a person.
func (p *pack) contradictions() []paper.Block {
	var ours []amount
	for _, t := range p.said {
		ours = append(ours, p.amountsIn(t.Text, "„"+t.Title+"”", t.SaidAt)...)
	}
	for _, c := range p.asked {
		ours = append(ours, p.amountsIn(textOf(c.Case, "odpowiedz"), "odpowiedź dla: "+p.outlet(textOf(c.Case, "medium")), c.Opened)...)
	}
	slices.SortStableFunc(ours, func(a, b amount) int { return a.at.Compare(b.at) })
	keys := make([]map[string]bool, len(ours))
	for i, a := range ours {
		keys[i] = p.site.contentKeys(a.sentence)
	}
	t := paper.Table{Caption: "Rozbieżności do sprawdzenia", Head: []string{"Najpierw", "Potem"}}
	for i, a := range ours {
		for j := i + 1; j < len(ours); j++ {
			b := ours[j]
			if a.unit != b.unit || a.number == b.number || a.sentence == b.sentence || shared(keys[i], keys[j]) < alike {
				continue
			}
			say := func(x amount) string {
				return fmt.Sprintf("%s, %s: „%s”", polish.DayOf(x.at).Words(), x.source, firstWords(packQuote, x.sentence))
			}
			t.Rows = append(t.Rows, []string{say(a), say(b)})
		}
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []paper.Block{t}
}

// contentKeys are the words of a sentence that say what it is about.
func (s *Site) contentKeys(sentence string) map[string]bool {
	out := map[string]bool{}
	for _, t := range s.Analyzer.Tokens(sentence) {
		if len(t.Exact) < 4 || t.Exact[0] >= '0' && t.Exact[0] <= '9' || len(t.Keys) == 0 {
			continue
		}
		out[t.Keys[0]] = true
	}
	return out
}

func shared(a, b map[string]bool) int {
	n := 0
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}
