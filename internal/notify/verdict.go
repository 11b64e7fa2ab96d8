package notify

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"prasowka/internal/polish"
)

// maxMissing is how many silent sources the footer names.
const maxMissing = 40

// headOf words everything of a review but its parts.
func headOf(r *Review) sheet {
	s := sheet{
		Title:  cmp.Or(shorten(clean(r.Title), 80), "Przegląd prasy"),
		Kicker: joinFilled(" · ", shorten(clean(r.Office), 80), shorten(clean(r.City), 60)),
		Draft:  r.Draft, Remark: cleanLines(r.Remark), Verdict: r.VerdictLine(), Counts: countsOf(r.Coverage),
		Calm: len(r.Reaction) == 0, Coverage: coverageOf(r.Coverage),
		Own: Links{Web: webURL(r.Own.Web), Paper: webURL(r.Own.Paper), Read: webURL(r.Own.Read), Preferences: webURL(r.Own.Preferences), Unsubscribe: webURL(r.Own.Unsubscribe)},
	}
	day := r.Day
	if day.IsZero() {
		day = polish.DayOf(r.At)
	}
	s.Dateline = polish.Capital(day.Full())
	if r.Issue > 1 {
		s.Dateline += fmt.Sprintf(" · wydanie %d", r.Issue)
	}
	if !r.From.IsZero() && !r.To.IsZero() {
		s.Period = "Obejmuje czas od " + polish.FormatDateTime(r.From) + " do " + polish.FormatDateTime(r.To)
	}
	if name := shorten(clean(r.Recipient), 80); name != "" {
		s.Greeting = "Wydanie dla: " + name
	}
	if name := shorten(clean(r.Editor), 80); name != "" {
		s.Editor = "Redakcja wydania: " + name
	}
	s.Remark = s.Remark[:min(len(s.Remark), 8)]
	for n := range s.Remark {
		s.Remark[n] = prose(s.Remark[n], 1500)
	}
	for n, m := range r.Coverage.Missing {
		if n == maxMissing {
			s.Missing = append(s.Missing, Line{Text: "i jeszcze " + polish.Counted(len(r.Coverage.Missing)-n, "źródło", "źródła", "źródeł")})
			break
		}
		s.Missing = append(s.Missing, Line{Text: shorten(clean(m.Name), 80), Meta: shorten(clean(m.Why), 120)})
	}
	s.Name = s.Title
	if !day.IsZero() {
		s.Name += fmt.Sprintf(", %d"+polish.NBSP+"%s", day.Dom, polish.MonthGenitive(day.Month))
	}
	if r.Issue > 1 {
		s.Name += fmt.Sprintf(" (wydanie %d)", r.Issue)
	}
	s.Subject = subjectOf(r, s.Name)
	return s
}

// subjectOf is "Przegląd prasy, 23 listopada: spokojnie".
func subjectOf(r *Review, name string) string {
	s := name
	switch n := len(r.Reaction); {
	case n > 0:
		s += ": " + needReaction(n)
	case r.Undecided > 0:
		s += ": " + polish.Counted(r.Undecided, "fragment", "fragmenty", "fragmentów") + " do decyzji"
	case r.Coverage.Critical > 0:
		s += ": " + critical(r.Coverage.Critical)
	default:
		s += ": spokojnie"
	}
	if r.Draft {
		s = "[szkic] " + s
	}
	return strings.ReplaceAll(s, polish.NBSP, " ")
}

// VerdictLine is the review's one line: the editor's, or else one made from
// the counts. A day is called calm only when nothing needs a reaction, nothing
// waits for a decision and nothing is critical; when fewer than four in five
// sources answered, the line says that too, for then silence proves little.
func (r *Review) VerdictLine() string {
	if v := sentence(prose(r.Verdict, 240)); v != "" {
		return v
	}
	c := r.Coverage
	var v string
	switch n := len(r.Reaction); {
	case n > 0:
		v = polish.Capital(needReaction(n))
		if due, ok := firstDue(r.Reaction); ok {
			v += firstWords(n, due, r.At)
		}
		if r.Undecided > 0 {
			v += "; " + awaitsDecision(r.Undecided)
		}
	case r.Undecided > 0:
		v = polish.Capital(awaitsDecision(r.Undecided))
	case c.Critical > 0:
		v = "Nic nie wymaga reakcji; w tym wydaniu " + critical(c.Critical)
	case c.Clippings == 0:
		v = "Spokojnie: nie ukazało się nic o mieście"
	default:
		v = "Spokojnie: " + countsOf(c) + ", nic nie wymaga reakcji"
	}
	if c.Sources > 0 && c.Answered*5 < c.Sources*4 {
		v += fmt.Sprintf(" – ale odpowiedziało tylko %d z %d źródeł", c.Answered, c.Sources)
	}
	return v + "."
}

// firstWords is ", pierwsza do 09:00": when the first of n terms runs out.
func firstWords(n int, due, at time.Time) string {
	first := ", "
	if n > 1 {
		first = ", pierwsza "
	}
	if !due.After(at) {
		return first + "po terminie"
	}
	return first + untilWords(due, at)
}

func needReaction(n int) string {
	return polish.Counted(n, "sprawa", "sprawy", "spraw") + " " + polish.Plural(n, "wymaga", "wymagają", "wymaga") + " reakcji"
}

// awaitsDecision is "16 fragmentów czeka na decyzję, czy prostować".
func awaitsDecision(n int) string {
	return polish.Counted(n, "fragment", "fragmenty", "fragmentów") + " " + polish.Plural(n, "czeka", "czekają", "czeka") + " na decyzję, czy prostować"
}

func critical(n int) string {
	return polish.Counted(n, "publikacja krytyczna", "publikacje krytyczne", "publikacji krytycznych")
}

func firstDue(items []Item) (time.Time, bool) {
	var first time.Time
	for _, i := range items {
		if !i.Due.IsZero() && (first.IsZero() || i.Due.Before(first)) {
			first = i.Due
		}
	}
	return first, !first.IsZero()
}

// countsOf is "41 wycinków w 18 sprawach"; empty when there are none.
func countsOf(c Coverage) string {
	if c.Clippings == 0 {
		return ""
	}
	s := polish.Counted(c.Clippings, "wycinek", "wycinki", "wycinków")
	if c.Stories > 0 {
		s += " w" + polish.NBSP + polish.Count(c.Stories) + polish.NBSP + polish.Plural(c.Stories, "sprawie", "sprawach", "sprawach")
	}
	return s
}

// coverageOf is the footer's promise in sentences: who answered, and how much
// came against the four-week mean.
func coverageOf(c Coverage) []string {
	var out []string
	switch {
	case c.Sources == 0:
	case c.Answered >= c.Sources:
		out = append(out, "Odpowiedziały wszystkie źródła ("+polish.Count(c.Sources)+").")
	default:
		out = append(out, polish.Plural(c.Answered, "Odpowiedziało ", "Odpowiedziały ", "Odpowiedziało ")+
			polish.Count(c.Answered)+" z"+polish.NBSP+polish.Counted(c.Sources, "źródła", "źródeł", "źródeł")+".")
	}
	s := cmp.Or(countsOf(c), "Brak wycinków")
	if c.Mean > 0 {
		s += "; " + usualWords(c.Weeks) + ": " + polish.Decimal(c.Mean, 0)
	}
	if c.Mean > 0 && c.Clippings > 0 {
		s += againstMean(float64(c.Clippings) / c.Mean)
	}
	out = append(out, s+".")
	if c.Clippings == 0 && c.Mean >= 5 {
		out = append(out, "Tak pusty dzień zdarza się rzadko: warto sprawdzić źródła.")
	}
	if c.Critical+c.Positive > 0 {
		out = append(out, "Ton: krytyczne "+polish.Count(c.Critical)+", pozytywne "+polish.Count(c.Positive)+".")
	}
	return out
}

// usualWords names what a count is held against; a young archive knows less.
func usualWords(weeks int) string {
	switch weeks {
	case 1:
		return "tydzień wcześniej"
	case 2:
		return "średnia z dwóch tygodni"
	case 3:
		return "średnia z trzech tygodni"
	}
	return "średnia z czterech tygodni"
}

func againstMean(share float64) string {
	change := math.Round((share - 1) * 100)
	switch {
	case math.Abs(change) < 10:
		return " (jak zwykle)"
	case change > 300:
		return " (" + polish.Decimal(share, 1) + " razy więcej)"
	case change > 0:
		return " (o" + polish.NBSP + polish.Decimal(change, 0) + "% więcej)"
	}
	return " (o" + polish.NBSP + polish.Decimal(-change, 0) + "% mniej)"
}

// joinFilled joins the parts that are not empty.
func joinFilled(sep string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, sep)
}
