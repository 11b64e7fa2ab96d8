package index

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// HighlightOptions are how passages are chosen. The zero value is good but for
// queries with dni:, which need Now.
type HighlightOptions struct {
	Now      time.Time
	Fired    []press.Span // what query.Match said of the document, where it has been asked; nil: it is asked
	Passages int          // at most; 0: 3
	Length   int          // of a passage in letters, about; 0: 280
}

// A Passage is a piece of a document that shows why it was found: a sentence,
// or the part of a long one around the words that fired.
type Passage struct {
	Field query.Field  // query.Lead or query.Text
	Text  string       // cut places are marked with …
	Start int          // where it begins in the field, in bytes, the mark aside
	Spans []press.Span // the words that fired, in bytes within Text
	Words []string     // their distinct forms, as the text has them
}

// sentence is a candidate for a passage.
type sentence struct {
	field query.Field
	text  string // of the whole field
	at    polish.Range
	spans []press.Span // within the field
	worth int
}

// Highlight chooses the sentences that best show why a query matches a document,
// in the order of the text. Where only the title fired, or nothing, it gives the
// beginning of the text.
func Highlight(q *query.Query, d *query.Doc, o HighlightOptions) []Passage {
	if o.Passages <= 0 {
		o.Passages = 3
	}
	if o.Length <= 0 {
		o.Length = 280
	}
	spans := o.Fired
	if spans == nil {
		spans, _ = q.Match(d, o.Now)
	}
	all := sentences(query.Text, d.Text, spans)
	if !slices.ContainsFunc(all, func(s sentence) bool { return len(s.spans) > 0 }) && d.Lead != "" {
		if lead := sentences(query.Lead, d.Lead, spans); slices.ContainsFunc(lead, func(s sentence) bool { return len(s.spans) > 0 }) {
			all = lead
		}
	}
	order := make([]int, len(all))
	for i := range all {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(all[b].worth, all[a].worth) })
	shown := map[string]bool{}
	var chosen []int
	for _, i := range order {
		if len(chosen) == o.Passages || len(chosen) > 0 && all[i].worth == 0 {
			break
		}
		// A sentence that shows the same forms again tells nothing new, once
		// there are two.
		if forms := strings.Join(surfaces(all[i].text, all[i].spans), " "); len(chosen) < 2 || !shown[forms] {
			shown[forms] = true
			chosen = append(chosen, i)
		}
	}
	slices.Sort(chosen)
	var out []Passage
	for _, i := range chosen {
		out = append(out, all[i].passage(o.Length))
	}
	return out
}

// sentences cuts a field and gives each sentence its words that fired, which are
// in the order of the text. What it is worth: ten for each different word that says something, one for others.
func sentences(f query.Field, text string, spans []press.Span) []sentence {
	spans = slices.DeleteFunc(slices.Clone(spans), func(s press.Span) bool { return s.Field != string(f) })
	var out []sentence
	for _, r := range polish.Sentences(text) {
		s := sentence{field: f, text: text, at: r}
		seen := map[string]bool{}
		for ; len(spans) > 0 && spans[0].End <= r.End; spans = spans[1:] {
			sp := spans[0]
			if sp.Start < r.Start {
				continue
			}
			s.spans = append(s.spans, sp)
			key := foldedForm(text[sp.Start:sp.End])
			if !seen[key] && !asking[key] && !linking[key] {
				s.worth += 10
			} else {
				s.worth++
			}
			seen[key] = true
		}
		out = append(out, s)
	}
	return out
}

// surfaces are the distinct forms in spans.
func surfaces(text string, spans []press.Span) []string {
	var out []string
	for _, sp := range spans {
		if form := text[sp.Start:sp.End]; !slices.Contains(out, form) {
			out = append(out, form)
		}
	}
	return out
}

// passage cuts a sentence to a length, around the words that fired.
func (s *sentence) passage(length int) Passage {
	from, to := s.at.Start, s.at.End
	for from < to && s.text[from] == ' ' {
		from++
	}
	to -= len(s.text[from:to]) - len(strings.TrimRightFunc(s.text[from:to], unicode.IsSpace))
	before, after := "", ""
	if utf8.RuneCountInString(s.text[from:to]) > length {
		lo, hi := window(s, from, to, length)
		if lo > from {
			before = "…"
		}
		if hi < to {
			after = "…"
		}
		from, to = lo, hi
	}
	p := Passage{Field: s.field, Text: before + s.text[from:to] + after, Start: from}
	var inside []press.Span
	for _, sp := range s.spans {
		if sp.Start >= from && sp.End <= to {
			inside = append(inside, sp)
			p.Spans = append(p.Spans, press.Span{Field: sp.Field, Start: sp.Start - from + len(before), End: sp.End - from + len(before)})
		}
	}
	p.Words = surfaces(s.text, inside)
	return p
}

// window is the stretch of a long sentence, cut at spaces, that holds the most
// words that fired, with room before the first.
func window(s *sentence, from, to, length int) (lo, hi int) {
	lo = from
	most := -1
	for i, sp := range s.spans {
		n := 0
		for _, other := range s.spans[i:] {
			if other.End-sp.Start <= length*3/4 {
				n++
			}
		}
		if n > most {
			most, lo = n, max(from, sp.Start-length/5)
		}
	}
	if lo > from {
		if cut := strings.IndexByte(s.text[lo:to], ' '); cut >= 0 && cut < length/5 {
			lo += cut + 1
		}
	}
	for lo > from && !utf8.RuneStart(s.text[lo]) {
		lo--
	}
	hi = lo
	for n := 0; hi < to && n < length; n++ {
		_, size := utf8.DecodeRuneInString(s.text[hi:])
		hi += size
	}
	if hi < to {
		if cut := strings.LastIndexByte(s.text[lo:hi], ' '); cut > length/2 {
			hi = lo + cut
		}
	}
	return lo, hi
}
