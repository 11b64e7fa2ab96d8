package query

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// words makes a Word or a Phrase of a run or of a quotation: the analyzer cuts
// it as it cuts a text. A run of several tokens (Kowalska-Nowak, a web
// address) is a phrase. Nil when there is only punctuation.
func (p *parser) words(at piece) (Node, error) {
	text, offset, slop := at.text, at.pos, 0
	if at.kind == quoted {
		offset = at.at
		slop = max(at.num, 0)
	}
	if r := strings.IndexAny(text, "~^|"); r >= 0 && at.kind == chunk {
		return nil, p.fail(offset+r, 1, "znak „"+text[r:r+1]+"” nie łączy się ze słowem", `odległość podaj po wyrażeniu w cudzysłowie: "rada miejska"~3`)
	}
	words, err := p.cut(text, offset)
	if err != nil {
		return nil, err
	}
	if words, err = p.settle(at, words); err != nil {
		return nil, err
	}
	if at.kind == chunk && len(words) > 1 && strings.HasPrefix(text, "=") {
		for _, w := range words {
			w.Exact = true
		}
	}
	for _, w := range words {
		if w.Exact && w.Prefix {
			return nil, p.fail(at.pos, at.len, "= i * wykluczają się", "zostaw jedno z nich")
		}
	}
	if err := p.count(at, len(words)); err != nil {
		return nil, err
	}
	switch {
	case len(words) == 0 && at.kind == quoted:
		return nil, p.fail(at.pos, at.len, "pusty cudzysłów", "wpisz w nim słowa albo go usuń")
	case len(words) == 0:
		return nil, nil
	case len(words) == 1 && at.kind == quoted && at.num >= 0:
		return nil, p.fail(at.pos, at.len, "znak ~ wymaga co najmniej dwóch słów w cudzysłowie", `na przykład "rada miejska"~3`)
	case len(words) == 1:
		return words[0], nil
	}
	return &Phrase{Words: words, Slop: slop}, nil
}

// cut reads the words of a text with their signs = and *; offset is where the
// text begins in the query.
func (p *parser) cut(text string, offset int) ([]*Word, error) {
	var words []*Word
	signs := 0 // = and * that belong to a word
	for _, t := range p.a.Tokens(text) {
		w := &Word{Text: text[t.Start:t.End]}
		if t.Kind == polish.Abbrev && strings.HasPrefix(text[t.End:], ".") {
			w.Text += "." // "ul." means more than "ul"
		}
		w.Exact = t.Start > 0 && text[t.Start-1] == '='
		w.Prefix = t.End < len(text) && text[t.End] == '*'
		w.Token = p.a.Query(w.Text)
		if w.Exact {
			signs++
		}
		if w.Prefix {
			signs++
			if after, _ := utf8.DecodeRuneInString(text[t.End+1:]); isWordRune(after) {
				return nil, p.fail(offset+t.End, 1, "gwiazdka może stać tylko na końcu słowa", "na przykład most*")
			}
			if p.prefixes++; p.prefixes > MaxPrefixes {
				return nil, p.fail(offset+t.Start, t.End-t.Start+1, fmt.Sprintf("zapytanie ma ponad %d słów z gwiazdką", MaxPrefixes), "słowa bez gwiazdki znajdują wszystkie swoje formy")
			}
			if utf8.RuneCountInString(w.PrefixTerm()) < MinPrefix {
				return nil, p.fail(offset+t.Start, t.End-t.Start+1, fmt.Sprintf("przed gwiazdką muszą stać co najmniej %d litery", MinPrefix), "dopisz litery; samo słowo znajduje wszystkie swoje formy")
			}
		}
		words = append(words, w)
	}
	if at := p.stray(text, words, signs); at >= 0 {
		return nil, p.fail(offset+at, 1, "znak „"+text[at:at+1]+"” nie stoi przy słowie", "= pisze się tuż przed słowem, * tuż po nim")
	}
	return words, nil
}

// settle cuts the words again as they will be printed, until nothing changes:
// apart in "00!000", two numbers are one in "00 000". What does not parse as
// printed ("0!000A*" leaves A* by itself) is refused as typed.
func (p *parser) settle(at piece, words []*Word) ([]*Word, error) {
	for range 3 {
		var b strings.Builder
		for i, w := range words {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(w.typed())
		}
		printed := parser{lexer: lexer{src: b.String()}, a: p.a}
		again, err := printed.cut(b.String(), 0)
		var wrong *SyntaxError
		if errors.As(err, &wrong) {
			return nil, p.fail(at.pos, at.len, wrong.Msg, wrong.Hint)
		}
		if err != nil || slices.EqualFunc(words, again, func(a, b *Word) bool { return a.typed() == b.typed() }) {
			return words, err
		}
		words = again
	}
	return words, nil
}

// stray finds a = or * that belongs to no word; -1 when there is none. Signs
// within a token (a web address) belong to it.
func (p *parser) stray(text string, words []*Word, signs int) int {
	total := strings.Count(text, "=") + strings.Count(text, "*")
	for _, w := range words {
		total -= strings.Count(w.Text, "=") + strings.Count(w.Text, "*")
	}
	if total <= signs {
		return -1
	}
	return strings.IndexAny(text, "=*")
}

// count adds words to the query's total.
func (p *parser) count(at piece, n int) error {
	if p.terms += n; p.terms > MaxTerms {
		return p.fail(at.pos, at.len, fmt.Sprintf("zapytanie ma ponad %d słów", MaxTerms), "podziel je na kilka")
	}
	return nil
}

func flattenAnd(kids []Node, kid Node) []Node {
	if inner, ok := kid.(*And); ok {
		return append(kids, inner.Kids...)
	}
	return append(kids, kid)
}

func flattenOr(kids []Node, kid Node) []Node {
	switch kid := kid.(type) {
	case nil:
		return kids
	case *Or:
		return append(kids, kid.Kids...)
	}
	return append(kids, kid)
}

// joinAnd is the conjunction of what stands side by side.
func joinAnd(kids []Node) Node {
	switch len(kids) {
	case 0:
		return nil
	case 1:
		return kids[0]
	}
	return &And{Kids: kids}
}

// Textual is what a query asks of the words of a document, its conditions on
// other fields, times and absences taken for true: what can be set off in a
// document that is known to answer. Its Root is nil when there is nothing.
func (q *Query) Textual() *Query { return &Query{Root: textual(q.Root)} }

func textual(n Node) Node {
	switch n := n.(type) {
	case *And:
		return several(n.Kids, func(kids []Node) Node { return &And{kids} })
	case *Or:
		return several(n.Kids, func(kids []Node) Node { return &Or{kids} })
	case *Is, *Range, *Not:
		return nil
	}
	return n
}

// several joins the textual parts of some nodes; one alone stands by itself.
func several(kids []Node, join func([]Node) Node) Node {
	var left []Node
	for _, kid := range kids {
		if part := textual(kid); part != nil {
			left = append(left, part)
		}
	}
	switch len(left) {
	case 0:
		return nil
	case 1:
		return left[0]
	}
	return join(left)
}
