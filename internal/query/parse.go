package query

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// Parse reads a query. The error is a *SyntaxError.
func Parse(a *polish.Analyzer, s string) (*Query, error) {
	if len(s) > MaxBytes {
		return nil, failure(s, 0, 0, fmt.Sprintf("zapytanie ma ponad %d znaków", MaxBytes), "podziel je na kilka")
	}
	if at := strings.IndexRune(s, utf8.RuneError); at >= 0 {
		return nil, failure(s, at, 1, "zapytanie zawiera uszkodzony znak", "wpisz je jeszcze raz")
	}
	p := &parser{lexer: lexer{src: s}, a: a}
	if err := p.advance(); err != nil {
		return nil, err
	}
	root, err := p.or()
	if err != nil {
		return nil, err
	}
	switch {
	case p.cur.kind == closed:
		return nil, p.fail(p.cur.pos, 1, "nawias zamyka coś, co się nie zaczęło", "usuń go albo dopisz „(” wcześniej")
	case root == nil:
		return nil, p.fail(0, 0, "puste zapytanie", "wpisz choć jedno słowo")
	}
	p.alone(root)
	return &Query{Root: root}, nil
}

// alone takes words that are all that a query asks for, also as alternatives,
// for base forms. Beside other words a form is what it is: Jana Pawła is no
// woman called Jana.
func (p *parser) alone(n Node) {
	switch n := n.(type) {
	case *Word:
		if !n.Exact && !n.Prefix {
			n.Token = p.a.Base(n.Text)
		}
	case *Or:
		for _, kid := range n.Kids {
			p.alone(kid)
		}
	case *In:
		p.alone(n.Kid)
	}
}

// Natural reads any text as a question: any of its words will do, operators
// mean nothing. Words past MaxTerms are left out; without words Root is nil.
func Natural(a *polish.Analyzer, s string) *Query {
	var kids []Node
	seen := map[string]bool{}
	s = nfc(s)
	for _, t := range a.Tokens(s) {
		w := &Word{Text: s[t.Start:t.End]}
		w.Token = a.Query(w.Text)
		if key := strings.Join(w.Token.Keys, " "); !seen[key] && len(kids) < MaxTerms {
			seen[key] = true
			kids = append(kids, w)
		}
	}
	switch len(kids) {
	case 0:
		return &Query{}
	case 1:
		return &Query{Root: kids[0]}
	}
	return &Query{Root: &Or{Kids: kids}}
}

// parser is a recursive descent over the pieces, one ahead. Its functions give
// nil for "nothing here but punctuation".
type parser struct {
	lexer
	a        *polish.Analyzer
	cur      piece
	depth    int
	terms    int
	prefixes int
	scope    Field // the text field we are inside of
}

func (p *parser) advance() (err error) {
	p.cur, err = p.next()
	return err
}

// enter counts nesting; the caller calls leave.
func (p *parser) enter() error {
	if p.depth++; p.depth > MaxDepth {
		return p.fail(p.cur.pos, p.cur.len, fmt.Sprintf("zapytanie jest zagnieżdżone głębiej niż %d razy", MaxDepth), "uprość nawiasy")
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

// or is and {LUB and}.
func (p *parser) or() (Node, error) {
	first, err := p.and()
	if err != nil || p.cur.kind != or {
		return first, err
	}
	kids := flattenOr(nil, first)
	for p.cur.kind == or {
		op := p.cur
		if len(kids) == 0 {
			return nil, p.missing(op, "przed")
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
		kid, err := p.and()
		if err != nil {
			return nil, err
		}
		if kid == nil {
			return nil, p.missing(op, "po")
		}
		kids = flattenOr(kids, kid)
	}
	return &Or{Kids: kids}, nil
}

// and is unary {[I] unary}.
func (p *parser) and() (Node, error) {
	var kids []Node
	var op piece // the I that waits for its right side
	for {
		switch p.cur.kind {
		case end, closed, or:
			if op.kind == and {
				return nil, p.missing(op, "po")
			}
			return joinAnd(kids), nil
		case and:
			if len(kids) == 0 || op.kind == and {
				return nil, p.missing(p.cur, "przed")
			}
			op = p.cur
			if err := p.advance(); err != nil {
				return nil, err
			}
			continue
		}
		at := p.cur
		kid, err := p.unary()
		if err != nil {
			return nil, err
		}
		if kid == nil {
			continue // punctuation
		}
		op = piece{}
		kids = flattenAnd(kids, kid)
		if err := p.ordered(kids, at); err != nil {
			return nil, err
		}
	}
}

// ordered refuses a range of time that ends before it begins.
func (p *parser) ordered(kids []Node, at piece) error {
	var from, to polish.Day
	for _, k := range kids {
		if r, ok := k.(*Range); ok && !r.From.IsZero() && (from.IsZero() || r.From.After(from)) {
			from = r.From
		} else if ok && !r.To.IsZero() && (to.IsZero() || r.To.Before(to)) {
			to = r.To
		}
	}
	if !from.IsZero() && !to.IsZero() && from.After(to) {
		return p.fail(at.pos, max(p.cur.pos-at.pos, at.len), "od jest późniejsze niż do", "zamień daty miejscami")
	}
	return nil
}

// unary is [NIE|-] near.
func (p *parser) unary() (Node, error) {
	if p.cur.kind != not && p.cur.kind != minus {
		return p.near()
	}
	op := p.cur
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	if err := p.advance(); err != nil {
		return nil, err
	}
	kid, err := p.unary()
	for err == nil && kid == nil && p.cur.kind == chunk {
		kid, err = p.unary()
	}
	if err != nil {
		return nil, err
	}
	if kid == nil {
		return nil, p.missing(op, "po")
	}
	if inner, ok := kid.(*Not); ok {
		return inner.Kid, nil
	}
	return &Not{Kid: kid}, nil
}

// near is primary [NEAR/N primary].
func (p *parser) near() (Node, error) {
	start := p.cur
	left, err := p.primary()
	if err != nil || p.cur.kind != near {
		return left, err
	}
	op := p.cur
	if left == nil {
		return nil, p.missing(op, "przed")
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	right := p.cur
	kid, err := p.primary()
	if err != nil {
		return nil, err
	}
	if kid == nil {
		return nil, p.missing(op, "po")
	}
	if p.cur.kind == near {
		return nil, p.fail(p.cur.pos, p.cur.len, "NEAR łączy tylko dwie strony", `dla większej liczby słów użyj "a b c"~5`)
	}
	for _, side := range []struct {
		node Node
		at   piece
	}{{left, start}, {kid, right}} {
		if !positional(side.node) {
			return nil, p.fail(side.at.pos, side.at.len, "NEAR łączy słowa i wyrażenia w cudzysłowie, także (a LUB b)", "pole napisz przed nawiasem: tytuł:(a NEAR/3 b)")
		}
	}
	return &Near{A: left, B: kid, Dist: op.num}, nil
}

// positional tells whether a node may stand beside NEAR.
func positional(n Node) bool {
	switch n := n.(type) {
	case *Word, *Phrase:
		return true
	case *Or:
		for _, kid := range n.Kids {
			if !positional(kid) {
				return false
			}
		}
		return true
	}
	return false
}

// primary is a word, a phrase, parentheses, or a field with its value. NIE and
// operators are the callers'.
func (p *parser) primary() (Node, error) {
	cur := p.cur
	switch cur.kind {
	case open:
		return p.parens()
	case field:
		return p.named()
	case chunk, quoted:
		n, err := p.words(cur)
		if err != nil {
			return nil, err
		}
		return n, p.advance()
	}
	return nil, nil
}

func (p *parser) parens() (Node, error) {
	opening := p.cur
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.cur.kind != closed {
		return nil, p.fail(opening.pos, 1, "brak nawiasu zamykającego", "dopisz „)”")
	}
	if n == nil {
		return nil, p.fail(opening.pos, p.cur.pos+1-opening.pos, "pusty nawias", "wpisz w nim słowa albo go usuń")
	}
	return n, p.advance()
}

// named is a field with what follows it.
func (p *parser) named() (Node, error) {
	f := p.cur
	if p.scope != "" {
		return nil, p.fail(f.pos, f.len, "pole w polu: już szukamy w polu "+string(p.scope), "zamknij nawias przed następnym polem")
	}
	if !f.field.isText() {
		return p.valued(f)
	}
	if err := p.enter(); err != nil {
		return nil, err
	}
	defer p.leave()
	if err := p.advance(); err != nil {
		return nil, err
	}
	p.scope = f.field
	defer func() { p.scope = "" }()
	at := p.cur
	kid, err := p.primary()
	if err != nil {
		return nil, err
	}
	if kid == nil {
		if at.kind == minus || at.kind == not {
			return nil, p.fail(at.pos, at.len, "przeczenie stoi za polem", fmt.Sprintf("napisz je przed: NIE %s:słowo", f.field))
		}
		return nil, p.missing(f, "po")
	}
	return &In{Field: f.field, Kid: kid}, nil
}

// valued is a field that is compared whole: autor:…, od:…
func (p *parser) valued(f piece) (Node, error) {
	v, err := p.value()
	if err != nil {
		return nil, err
	}
	text := strings.Join(strings.Fields(v.text), " ")
	switch {
	case text == "" && p.pos < len(p.src) && p.src[p.pos] == '(':
		return nil, p.fail(f.pos, f.len, fmt.Sprintf("pole „%s” przyjmuje jedną wartość", f.field), fmt.Sprintf("powtórz pole: (%s:a LUB %s:b)", f.field, f.field))
	case text == "", v.kind == chunk && operators[text] != end:
		return nil, p.fail(f.pos, f.len, fmt.Sprintf("brak wartości pola „%s”", f.field), "wpisz ją po dwukropku; kilka słów ujmij w cudzysłów")
	case v.num >= 0:
		return nil, p.fail(v.pos, v.len, "znak ~ nie działa w tym polu", "usuń go")
	case v.kind == chunk && strings.ContainsAny(text, "*="):
		return nil, p.fail(v.pos, v.len, fmt.Sprintf("znaki * i = nie działają w polu „%s”", f.field), "podaj całą wartość; jeśli zawiera taki znak, ujmij ją w cudzysłów")
	}
	n, err := p.valueNode(f.field, text, v)
	if err != nil {
		return nil, err
	}
	return n, p.advance()
}

func (p *parser) valueNode(f Field, text string, at piece) (Node, error) {
	switch f {
	case fieldFrom, fieldTo:
		first, last, ok := parseDays(text)
		if !ok {
			return nil, p.fail(at.pos, at.len, "„"+text+"” nie jest datą", "napisz 2026-01-31, 31.01.2026, 2026-01 albo 2026")
		}
		if f == fieldFrom {
			return &Range{From: first}, nil
		}
		return &Range{To: last}, nil
	case fieldDays:
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > MaxDays {
			return nil, p.fail(at.pos, at.len, fmt.Sprintf("dni: wymaga liczby od 1 do %d", MaxDays), "na przykład dni:7")
		}
		return &Range{Days: n}, nil
	}
	if ValueTerm(text) == "" {
		return nil, p.fail(at.pos, at.len, "pusta wartość pola", "wpisz ją po dwukropku")
	}
	return &Is{Field: f, Value: text}, p.count(at, 1)
}

// parseDays reads a day, a month or a year as its first and last day.
func parseDays(s string) (first, last polish.Day, ok bool) {
	if at, err := time.Parse("2006-01", s); err == nil {
		first = polish.NewDay(at.Year(), at.Month(), 1)
		last = polish.NewDay(at.Year(), at.Month()+1, 0)
	} else if at, err := time.Parse("2006", s); err == nil {
		first = polish.NewDay(at.Year(), 1, 1)
		last = polish.NewDay(at.Year(), 12, 31)
	} else if first, err = polish.ParseDay(s); err != nil {
		return first, last, false
	} else {
		last = first
	}
	return first, last, first.Year >= 1 // year 0 would be "no day" to no one's use
}

// missing is the error for an operator or a field without its side.
func (p *parser) missing(op piece, side string) error {
	text := p.src[op.pos : op.pos+op.len]
	return p.fail(op.pos, op.len, fmt.Sprintf("brak słowa %s „%s”", side, text), "dopisz je; jeśli to zwykłe słowo, ujmij je w cudzysłów")
}
