package query

import (
	"strings"

	"prasowka/internal/press"
)

// Surfaces are the distinct words under spans as they stand in a document's
// title, lead and text, in the order of the spans. Those with nothing but a
// space or a hyphen between them stay together, as a phrase that fired does:
// "Zarządzie Dróg i Zieleni" rather than "Zarządzie", "Dróg", "i", "Zieleni".
// Words that differ in case alone are one. Spans out of range are passed over.
func Surfaces(f Fields, spans []press.Span) []string {
	var out []string
	seen := map[string]bool{}
	for i := 0; i < len(spans); {
		text := f.of(spans[i].Field)
		last := i
		for last+1 < len(spans) && adjoins(text, spans[last], spans[last+1]) {
			last++
		}
		start, end := spans[i].Start, spans[last].End
		i = last + 1
		if start < 0 || end > len(text) || start >= end {
			continue
		}
		words := strings.Join(strings.Fields(text[start:end]), " ")
		if key := strings.ToLower(words); !seen[key] {
			seen[key] = true
			out = append(out, words)
		}
	}
	return out
}

// adjoins tells whether b follows a with at most one space or hyphen between.
func adjoins(text string, a, b press.Span) bool {
	if a.Field != b.Field || a.End > b.Start || a.End < 0 || b.Start > len(text) {
		return false
	}
	switch text[a.End:b.Start] {
	case "", " ", "-", "\u00a0", "\n":
		return true
	}
	return false
}

// of is the text of a field that a span names.
func (f *Fields) of(field string) string {
	switch Field(field) {
	case Title:
		return f.Title
	case Lead:
		return f.Lead
	}
	return f.Text
}
