package web

import (
	"html/template"
	"slices"
	"strings"

	"prasowka/internal/press"
	"prasowka/internal/query"
)

// marked is a text with the spans of one field set off. Everything is
// escaped; spans out of order or out of the text are passed over.
func marked(text string, spans []press.Span, field query.Field) template.HTML {
	own := make([]press.Span, 0, len(spans))
	for _, sp := range spans {
		if sp.Field == string(field) {
			own = append(own, sp)
		}
	}
	slices.SortFunc(own, func(a, b press.Span) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for _, sp := range own {
		if sp.Start < at || sp.End > len(text) || sp.End <= sp.Start {
			continue
		}
		b.WriteString(template.HTMLEscapeString(text[at:sp.Start]))
		b.WriteString("<mark>")
		b.WriteString(template.HTMLEscapeString(text[sp.Start:sp.End]))
		b.WriteString("</mark>")
		at = sp.End
	}
	b.WriteString(template.HTMLEscapeString(text[at:]))
	return template.HTML(b.String()) //nolint:gosec // every part is escaped above
}

// paragraphs is a text with its spans set off, a paragraph each.
func paragraphs(text string, spans []press.Span) []template.HTML {
	var out []template.HTML
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		var own []press.Span
		for _, sp := range spans {
			if sp.Field == string(query.Text) && sp.Start >= at && sp.End <= at+len(line) {
				own = append(own, press.Span{Field: sp.Field, Start: sp.Start - at, End: sp.End - at})
			}
		}
		if strings.TrimSpace(line) != "" {
			out = append(out, marked(line, own, query.Text))
		}
		at += len(line) + 1
	}
	return out
}
