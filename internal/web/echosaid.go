package web

import (
	"net/http"
	"slices"
	"strings"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// saidItem is one thing that we said at an event: a sentence, or a number.
type saidItem struct {
	Text  string
	Times int // clippings that took it up
	keys  map[string]bool
	sums  []amount
}

// The bounds of finding what we said.
const (
	maxSaid   = 40
	saidShare = 0.6 // of a sentence's content words that stand in one sentence of the press
	saidWords = 3   // and how many at least
)

// saidIn is what the fields of a case say that the echo is to be held against:
// notes by their sentences, rows one by one.
func (s *Site) saidIn(g *cases.Register, c press.Case) []saidItem {
	var out []saidItem
	add := func(text string) {
		text = strings.Join(strings.Fields(text), " ")
		item := saidItem{Text: firstWords(packQuote, text), keys: s.contentKeys(text), sums: amountsOf(text)}
		if (len(item.keys) >= saidWords || len(item.sums) > 0) && len(out) < maxSaid {
			out = append(out, item)
		}
	}
	for _, name := range g.Echo.Said {
		f, _ := g.Field(name)
		if f.Kind == cases.Rows {
			for _, line := range f.RowLines(c.Fields[name]) {
				add(line)
			}
			continue
		}
		text := textOf(c, name)
		for _, r := range polish.Sentences(text) {
			add(text[r.Start:r.End])
		}
	}
	return out
}

// took tells what of ours a clipping took up: a sentence that shares most of
// its words with ours, or our number with its unit beside a word of ours. It
// counts the finds in said.
func (s *Site) took(said []saidItem, f store.Filing) []string {
	if len(said) == 0 {
		return nil
	}
	var out []string
	text := f.Title + ". " + f.Text
	type theirs struct {
		keys map[string]bool
		sums []amount
	}
	var sentences []theirs
	for _, r := range polish.Sentences(text) {
		sentences = append(sentences, theirs{s.contentKeys(text[r.Start:r.End]), amountsOf(text[r.Start:r.End])})
	}
	for i, item := range said {
		if slices.ContainsFunc(sentences, func(t theirs) bool { return item.in(t.keys, t.sums) }) {
			said[i].Times++
			out = append(out, item.Text)
		}
	}
	return out
}

// in tells whether a sentence of the press carries the thing.
func (i saidItem) in(keys map[string]bool, sums []amount) bool {
	n := shared(i.keys, keys)
	for _, ours := range i.sums {
		for _, t := range sums {
			if ours.unit == t.unit && ours.number == t.number && n > 0 {
				return true
			}
		}
	}
	return len(i.sums) == 0 && n >= saidWords && float64(n) >= saidShare*float64(len(i.keys))
}

// absent are the outlets whose people came and that have published nothing of
// the matter.
func (s *Site) absent(r *http.Request, g *cases.Register, c press.Case, rows []echoRow) ([]string, error) {
	if g.Invite == nil {
		return nil, nil
	}
	list, err := s.Store.Invitations(r.Context(), c.ID)
	if err != nil {
		return nil, err
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, v := range list {
		wrote := slices.ContainsFunc(rows, func(row echoRow) bool { return row.Outlet == v.Outlet })
		if name := outlets[v.Outlet].Name; v.Came > 0 && name != "" && !wrote && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out, nil
}
