package cases

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// Printed is our text held against a press material that may carry it.
type Printed struct {
	Share    float64  // of our words that stand there in our order
	Missing  []string // runs of our words that were left out
	Inserted []string // runs of words put in between ours
	Comment  string   // words beside our text that are neither its title nor its signature
	Heading  bool     // it is titled "Sprostowanie" (art. 32 ust. 4 pr. pras.)
}

// The bounds of comparing. An unrelated article of the same subject shares
// short words and a name or two with ours, but hardly half of them in order.
const (
	carriesShare = 0.6    // from here on the material carries our text
	maxCompare   = 40_000 // bytes of a material that are compared
	maxBeside    = 12     // words beside our text and its signature that are still no comment
)

// Carries tells whether the material prints our text, wholly or in part.
func (p Printed) Carries() bool { return p.Share >= carriesShare }

// Complete tells whether our text stands there without cuts and changes, as
// art. 32 ust. 5 pr. pras. demands.
func (p Printed) Complete() bool {
	return p.Carries() && len(p.Missing) == 0 && len(p.Inserted) == 0
}

// Uncommented tells whether nothing is said of our text beside it: comment in
// the same form on the same day breaks art. 32 ust. 6 pr. pras.
func (p Printed) Uncommented() bool { return p.Comment == "" }

// ComparePrinted holds a text for print against a press material. Case, marks
// and line ends do not count. The signatures are words that may stand around
// the text: who signed, in whose name, at what address.
func ComparePrinted(ours, title, text string, signatures ...string) Printed {
	p := Printed{Heading: strings.EqualFold(strings.Trim(strings.TrimSpace(title), ".:„”\""), "sprostowanie")}
	want := wordsOf(ours)
	have := wordsOf(title + "\n" + cut(text))
	if len(want) == 0 || len(have) == 0 {
		return p
	}
	p.Heading = p.Heading || slices.Contains(have, "sprostowanie")
	if sharedWords(want, have) < carriesShare {
		return p // not worth a comparison word by word
	}
	runs := polish.Diff(strings.Join(want, " "), strings.Join(have, " "))
	first, last := window(runs)
	kept := 0
	var beside []string
	for i, r := range runs {
		words := strings.Fields(r.Text)
		switch {
		case len(words) == 0:
		case r.Op == polish.Kept:
			kept += len(words)
		case r.Op == polish.Removed:
			p.Missing = append(p.Missing, strings.Join(words, " "))
		case i > first && i < last:
			p.Inserted = append(p.Inserted, strings.Join(words, " "))
		default:
			beside = append(beside, words...)
		}
	}
	p.Share = float64(kept) / float64(len(want))
	p.Comment = commentOf(beside, signatures)
	return p
}

func cut(text string) string {
	if len(text) > maxCompare {
		return strings.ToValidUTF8(text[:maxCompare], "")
	}
	return text
}

// wordsOf is a text as bare words in lower case.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// sharedWords is the share of distinct wanted words that are there at all.
func sharedWords(want, have []string) float64 {
	there := map[string]bool{}
	for _, w := range have {
		there[w] = true
	}
	all, found := map[string]bool{}, 0
	for _, w := range want {
		if !all[w] && there[w] {
			found++
		}
		all[w] = true
	}
	return float64(found) / float64(len(all))
}

// window is the first and the last run of at least minRun kept words (or the
// outermost kept ones): between them our text stands.
func window(runs []polish.Run) (first, last int) {
	const minRun = 3
	first, last = -1, -1
	for _, least := range []int{minRun, 1} {
		for i, r := range runs {
			if r.Op == polish.Kept && len(strings.Fields(r.Text)) >= least {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		if first >= 0 {
			break
		}
	}
	return first, last
}

// framing are words that stand around a printed sprostowanie and say nothing
// of it.
var framing = wordsOf("sprostowanie do w sprawie tekstu materiału artykułu prasowego dotyczy publikujemy treść na podstawie art prawa prasowego podpisał z upoważnienia adres do wiadomości redakcji od redakcja autor data")

// commentOf is what stands beside our text once title and signature are taken
// away; a few words are no comment.
func commentOf(beside []string, signatures []string) string {
	known := map[string]bool{}
	for _, w := range slices.Concat(framing, wordsOf(strings.Join(signatures, " "))) {
		known[w] = true
	}
	more := 0
	for _, w := range beside {
		if !known[w] {
			more++
		}
	}
	if more <= maxBeside {
		return ""
	}
	return strings.Join(beside[:min(len(beside), 80)], " ")
}

// A Publication is what the watcher has to say when an outlet that owes us a
// sprostowanie publishes something that carries our text.
type Publication struct {
	Printed
	Day     polish.Day
	Known   bool // whether a last day can be computed
	InTime  bool // it came by the last day
	Last    polish.Day
	Move    string // status that the case is to go to, without a person: only when all is well
	Propose string // label of the move that is proposed to a person
	Detail  string // for the case's history
}

// watchedFor names the check whose registers the watcher serves.
const watchedFor = "sprostowanie"

// Statuses and terms of a sprostowanie that the watcher speaks of; it reads
// the fields rodzaj, medium, wycinek, tekst, nadano, podpisujacy, funkcja,
// wnioskodawca_nazwa and adres_do_korespondencji.
const (
	statusPublished = "opublikowane"
	statusFaulty    = "wadliwe"
	termPublication = "SPR-PUB" // and what begins with it
	termSending     = "SPR-21"
)

// ToSend is the term of art. 31a ust. 3 pr. pras. as it would run in a case
// opened now: the last day to ask an outlet for what a flag proposes. False
// when the register keeps no such term for it: a polemic has none.
func (r *Register) ToSend(remedy press.Remedy, outlet string, published, now time.Time, s Surroundings) (Deadline, bool) {
	would := press.Case{Register: r.Name, Status: r.First(), Opened: now, Fields: map[string]any{
		"rodzaj": string(remedy), "medium": outlet, "publikacja": polish.DayOf(published).String(),
	}}
	for _, d := range r.Deadlines(would, s) {
		if d.Term.ID == termSending {
			return d, true
		}
	}
	return Deadline{}, false
}

// AwaitsPrint tells whether a case waits for an outlet to print our text.
func (r *Register) AwaitsPrint(c press.Case) bool {
	kind, _ := c.Fields["rodzaj"].(string)
	text, _ := c.Fields["tekst"].(string)
	_, sent := r.day(c, "nadano")
	st, ok := r.Status(c.Status)
	return r.Rectifies() && kind == string(press.Rectify) && strings.TrimSpace(text) != "" && sent && ok && !st.Closed
}

// Watch holds a new material of an outlet against a case that waits for its
// sprostowanie; ok is false when the two have nothing to do with each other.
// Only a publication that is complete, in time and without comment moves the
// case; everything else is proposed to a person.
func (r *Register) Watch(c press.Case, s Surroundings, m press.Clipping) (p Publication, ok bool) {
	str := func(name string) string { v, _ := c.Fields[name].(string); return v }
	sent, _ := r.day(c, "nadano")
	p.Day = polish.DayOf(m.Published)
	if !r.AwaitsPrint(c) || m.Outlet != str("medium") || m.Gone || p.Day.Before(sent) {
		return p, false
	}
	p.Printed = ComparePrinted(str("tekst"), m.Title, m.Text, str("podpisujacy"), str("funkcja"), str("wnioskodawca_nazwa"), str("adres_do_korespondencji"))
	if !p.Carries() {
		return p, false
	}
	for _, d := range r.Deadlines(c, s) {
		if strings.HasPrefix(d.Term.ID, termPublication) && d.Running() && !d.Open {
			p.Known, p.Last, p.InTime = true, d.Last, !d.Last.Before(p.Day)
		}
	}
	good := p.Complete() && p.Uncommented() && p.Known && p.InTime && m.ID != str("wycinek")
	for _, move := range r.Moves {
		switch {
		case !slices.Contains(move.From, c.Status):
		case move.To == statusPublished && good:
			p.Move = move.To
		case move.To == statusPublished && p.Complete() && p.Uncommented():
			p.Propose = move.Label
		case move.To == statusFaulty && !(p.Complete() && p.Uncommented()):
			p.Propose = move.Label
		}
	}
	p.Detail = p.words(m)
	return p, true
}

// words says for the history what was found.
func (p Publication) words(m press.Clipping) string {
	out := []string{fmt.Sprintf("„%s” z %s (%s)", m.Title, p.Day.Words(), m.URL)}
	if p.Complete() {
		out = append(out, "tekst kompletny")
	} else {
		out = append(out, "tekst niepełny lub zmieniony: "+polish.Percent(p.Share, 0)+" naszych słów")
		for _, list := range []struct {
			word  string
			parts []string
		}{{"brakuje", p.Missing}, {"dopisano", p.Inserted}} {
			if len(list.parts) > 0 {
				out = append(out, fmt.Sprintf("%s „%s”", list.word, strings.Join(list.parts[:min(len(list.parts), 3)], "”, „")))
			}
		}
	}
	switch {
	case !p.Known:
		out = append(out, "terminu nie da się obliczyć: sprawdź datę doręczenia albo kalendarz wydań")
	case p.InTime:
		out = append(out, "w terminie (do "+p.Last.Words()+")")
	default:
		out = append(out, "po terminie, który minął "+p.Last.Words())
	}
	if p.Uncommented() {
		out = append(out, "bez komentarza obok")
	} else {
		out = append(out, "obok stoi inny tekst, być może komentarz: „"+firstRunes(p.Comment, 160)+"”")
	}
	if !p.Heading {
		out = append(out, "bez tytułu „Sprostowanie”")
	}
	if p.Propose != "" && p.Move == "" {
		out = append(out, "proponowany krok: „"+p.Propose+"”")
	}
	return strings.Join(out, "; ") + "."
}

func firstRunes(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n]) + "…"
}
