package query

import (
	"fmt"
	"strings"

	"prasowka/internal/polish"
)

// Explain says in a Polish sentence how the query was understood, without a
// full stop: "rozumiem: wycinek, który zawiera słowo „most” w każdej formie".
func (q *Query) Explain() string {
	if q.Root == nil {
		return "rozumiem: nic, bo w pytaniu nie ma żadnego słowa"
	}
	s := "rozumiem: wycinek, który " + explain(q.Root, false)
	for _, w := range lowered(nil, q.Root) {
		s += fmt.Sprintf("; uwaga: „%s” jest tu zwykłym słowem, operator pisze się wielkimi literami: %s", w, strings.ToUpper(w))
	}
	return s
}

// lowered lists words that are operators but for their small letters.
func lowered(found []string, n Node) []string {
	kids := []Node(nil)
	switch n := n.(type) {
	case *Word:
		if _, ok := operators[strings.ToUpper(n.Text)]; ok && n.Text == strings.ToLower(n.Text) && !n.Exact {
			found = append(found, n.Text)
		}
	case *And:
		kids = n.Kids
	case *Or:
		kids = n.Kids
	case *Not:
		kids = []Node{n.Kid}
	case *In:
		kids = []Node{n.Kid}
	}
	for _, kid := range kids {
		found = lowered(found, kid)
	}
	return found
}

// explain gives a clause that follows "który"; no is whether it is negated.
func explain(n Node, no bool) string {
	switch n := n.(type) {
	case *Word:
		return explainWord(n, no)
	case *Phrase:
		return explainPhrase(n, no)
	case *Near:
		return fmt.Sprintf("%s %s: %s oraz %s", choose(no, "ma", "nie ma"), distance(n.Dist), quoteSide(n.A), quoteSide(n.B))
	case *And:
		return explainAnd(n, no)
	case *Or:
		return explainOr(n, no)
	case *Not:
		return explain(n.Kid, !no)
	case *In:
		return choose(n.Field == Title, "w leadzie ", "w tytule ") + explain(n.Kid, no)
	case *Is:
		return explainIs(n, no)
	case *Range:
		return explainRange(n, no)
	}
	return ""
}

// choose gives the second word when the condition holds.
func choose(cond bool, first, second string) string {
	if cond {
		return second
	}
	return first
}

func distance(n int) string {
	if n == 1 {
		return "tuż obok siebie"
	}
	return fmt.Sprintf("w odległości do %d słów", n)
}

func explainWord(w *Word, no bool) string {
	switch {
	case w.Exact:
		return choose(no, "zawiera dokładnie formę", "nie zawiera dokładnie formy") + " „" + w.Text + "”"
	case w.Prefix:
		return choose(no, "zawiera słowo zaczynające się", "nie zawiera słowa zaczynającego się") + " od „" + w.Text + "”"
	}
	return choose(no, "zawiera słowo „"+w.Text+"” w dowolnej formie", "nie zawiera słowa „"+w.Text+"” w żadnej formie")
}

func explainPhrase(p *Phrase, no bool) string {
	text := phraseText(p)
	if p.Slop == 0 {
		return choose(no, "zawiera wyrażenie "+text+" w dowolnej odmianie", "nie zawiera wyrażenia "+text+" w żadnej odmianie")
	}
	return choose(no, "zawiera po kolei słowa ", "nie zawiera po kolei słów ") + text +
		", między którymi stoi najwyżej " + polish.Counted(p.Slop, "inne słowo", "inne słowa", "innych słów")
}

func phraseText(p *Phrase) string {
	parts := make([]string, len(p.Words))
	for i, w := range p.Words {
		parts[i] = w.typed()
	}
	return "„" + strings.Join(parts, " ") + "”"
}

// quoteSide names an operand of NEAR.
func quoteSide(n Node) string {
	switch n := n.(type) {
	case *Word:
		return "„" + n.typed() + "”"
	case *Phrase:
		return phraseText(n)
	case *Or:
		sides := make([]string, len(n.Kids))
		for i, kid := range n.Kids {
			sides[i] = quoteSide(kid)
		}
		return strings.Join(sides, " lub ")
	}
	return ""
}

// plainWords quotes the kids when all are plain words.
func plainWords(kids []Node) (quoted []string, ok bool) {
	for _, kid := range kids {
		w, isWord := kid.(*Word)
		if !isWord || w.Exact || w.Prefix {
			return nil, false
		}
		quoted = append(quoted, "„"+w.Text+"”")
	}
	return quoted, true
}

// series joins with commas and a last conjunction.
func series(parts []string, last string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " " + last + " " + parts[len(parts)-1]
}

func explainAnd(n *And, no bool) string {
	if no {
		return "nie spełnia naraz warunków: (" + explainAnd(n, false) + ")"
	}
	if words, ok := plainWords(n.Kids); ok {
		return "zawiera słowa " + series(words, "i") + " w dowolnych formach"
	}
	parts := make([]string, len(n.Kids))
	for i, kid := range n.Kids {
		parts[i] = explain(kid, false)
		if _, loose := kid.(*Or); loose {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return series(parts, "i")
}

func explainOr(n *Or, no bool) string {
	if words, ok := plainWords(n.Kids); ok {
		return choose(no, "zawiera choć jedno ze słów "+series(words, "lub")+" w dowolnej formie",
			"nie zawiera żadnego ze słów "+series(words, "ani")+" w żadnej formie")
	}
	if no {
		return "nie spełnia żadnego z warunków: (" + explainOr(n, false) + ")"
	}
	parts := make([]string, len(n.Kids))
	for i, kid := range n.Kids {
		parts[i] = explain(kid, false)
		if _, several := kid.(*And); several {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return series(parts, "lub")
}

func explainIs(n *Is, no bool) string {
	value := " „" + n.Value + "”"
	switch n.Field {
	case Author:
		return choose(no, "ma autora", "nie ma autora") + value
	case Source:
		return choose(no, "pochodzi ze źródła", "nie pochodzi ze źródła") + value
	case Medium:
		return choose(no, "ukazał się w medium", "nie ukazał się w medium") + value
	case Person:
		return choose(no, "dotyczy osoby", "nie dotyczy osoby") + value
	case Topic:
		return choose(no, "należy do tematu", "nie należy do tematu") + value
	case Tone:
		return choose(no, "ma ton", "nie ma tonu") + value
	}
	return choose(no, "ma stan", "nie ma stanu") + value
}

func explainRange(r *Range, no bool) string {
	verb := choose(no, "ukazał się ", "nie ukazał się ")
	switch {
	case r.Days == 1:
		return verb + "wczoraj lub dziś"
	case r.Days > 0:
		return verb + fmt.Sprintf("w ostatnich %d dniach", r.Days)
	case !r.From.IsZero():
		return verb + "od " + r.From.Words()
	}
	return verb + "do " + r.To.Words() + " włącznie"
}

// Describe is the clause by which Explain speaks of one expression, to follow
// "wycinek, który": "zawiera słowo „most” w dowolnej formie".
func Describe(n Node) string { return explain(n, false) }
