package query

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// String is the query in canonical form: Polish operators, each spelled out,
// straight quotation marks, parentheses only where they are needed, dates as
// 2026-01-31.
func (q *Query) String() string {
	if q.Root == nil {
		return ""
	}
	var b strings.Builder
	write(&b, q.Root, looseOr)
	return b.String()
}

// How tightly the place of a node binds: a looser node needs parentheses.
const (
	looseOr = iota
	looseAnd
	looseNot
	looseNear
	tight
)

func looseness(n Node) int {
	switch n.(type) {
	case *Or:
		return looseOr
	case *And:
		return looseAnd
	case *Not:
		return looseNot
	case *Near:
		return looseNear
	}
	return tight
}

func write(b *strings.Builder, n Node, place int) {
	if looseness(n) < place {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	switch n := n.(type) {
	case *Word:
		writeWord(b, n)
	case *Phrase:
		writePhrase(b, n)
	case *Near:
		write(b, n.A, tight)
		b.WriteString(" NEAR/" + strconv.Itoa(n.Dist) + " ")
		write(b, n.B, tight)
	case *And:
		writeAll(b, n.Kids, " I ", looseNot)
	case *Or:
		writeAll(b, n.Kids, " LUB ", looseAnd)
	case *Not:
		b.WriteString("NIE ")
		write(b, n.Kid, looseNot)
	case *In:
		b.WriteString(string(n.Field) + ":")
		write(b, n.Kid, tight)
	case *Is:
		b.WriteString(string(n.Field) + ":")
		writeValue(b, n.Value)
	case *Range:
		writeRange(b, n)
	}
}

func writeAll(b *strings.Builder, kids []Node, op string, place int) {
	for i, kid := range kids {
		if i > 0 {
			b.WriteString(op)
		}
		write(b, kid, place)
	}
}

func writeWord(b *strings.Builder, w *Word) {
	text := w.typed()
	if bare(w.Text) {
		b.WriteString(text)
		return
	}
	b.WriteString(`"` + text + `"`)
}

// typed is the word with its sign.
func (w *Word) typed() string {
	switch {
	case w.Exact:
		return "=" + w.Text
	case w.Prefix:
		return w.Text + "*"
	}
	return w.Text
}

// bare tells whether a word may stand without quotation marks: letters and
// digits, joined by hyphens or full stops, that are no operator.
func bare(s string) bool {
	if _, ok := operators[s]; ok || strings.EqualFold(s, "near") {
		return false
	}
	for i, r := range s {
		if !isWordRune(r) && (i == 0 || r != '-' && r != '.') {
			return false
		}
	}
	return true
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func writePhrase(b *strings.Builder, p *Phrase) {
	b.WriteByte('"')
	for i, w := range p.Words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.typed())
	}
	b.WriteByte('"')
	if p.Slop > 0 {
		b.WriteString("~" + strconv.Itoa(p.Slop))
	}
}

func writeValue(b *strings.Builder, v string) {
	if _, ok := operators[v]; ok {
		b.WriteString(`"` + v + `"`)
		return
	}
	for _, r := range v {
		if !isWordRune(r) && !strings.ContainsRune("-_./@#+", r) || r == utf8.RuneError {
			b.WriteString(`"` + v + `"`)
			return
		}
	}
	b.WriteString(v)
}

func writeRange(b *strings.Builder, r *Range) {
	switch {
	case r.Days > 0:
		b.WriteString("dni:" + strconv.Itoa(r.Days))
	case !r.From.IsZero():
		b.WriteString("od:" + r.From.String())
	default:
		b.WriteString("do:" + r.To.String())
	}
}
