package cases

import (
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// Texts is a text that was handed to us, as it was asked for, returned and
// printed.
type Texts struct {
	Asked      string
	Returned   string       // what counts as authorised; as asked when nothing else was returned
	Refused    bool         // nothing was authorised
	Change     []polish.Run // from asked to returned; nil: returned as asked
	Found      bool         // a passage of the clipping carries the text
	Passage    []polish.Run // from what was authorised to what was printed
	Missing    []string     // runs of our words that were left out in print
	Inserted   []string     // runs of words put in
	HasPrinted bool         // a clipping was given
}

// Faithful tells whether print carries what was authorised word by word.
func (t Texts) Faithful() bool { return t.Found && len(t.Missing)+len(t.Inserted) == 0 }

// Texts holds the texts of a case against each other, and against the clipping
// in which they were printed; nil: none is linked. ok is false when the
// register compares nothing or the case has no text yet.
func (r *Register) Texts(c press.Case, printed *press.Clipping) (t Texts, ok bool) {
	if r.Compare == nil {
		return t, false
	}
	str := func(name string) string { s, _ := c.Fields[name].(string); return strings.TrimSpace(s) }
	t.Asked, t.Returned = str(r.Compare.Asked), str(r.Compare.Returned)
	t.Refused = c.Fields[r.Compare.Refused] == true
	if t.Asked == "" {
		return t, false
	}
	if t.Returned == "" {
		t.Returned = t.Asked
	}
	if t.Returned != t.Asked {
		t.Change = polish.Diff(t.Asked, t.Returned)
	}
	if printed == nil {
		return t, true
	}
	t.HasPrinted = true
	passage := passageOf(t.Returned, printed.Text)
	if passage == "" {
		return t, true
	}
	held := ComparePrinted(t.Returned, "", passage)
	t.Found, t.Missing, t.Inserted = true, held.Missing, held.Inserted
	t.Passage = polish.Diff(t.Returned, passage)
	return t, true
}

// passageShare is which part of a sentence's words must be ours for the
// sentence to belong to a printed statement.
const passageShare = 0.5

// passageOf finds the sentences of a material that carry a text: from the
// first to the last sentence half of whose words are ours.
func passageOf(ours, text string) string {
	known := map[string]bool{}
	for _, w := range wordsOf(ours) {
		known[w] = true
	}
	first, last := -1, -1
	text = cut(text)
	for _, s := range polish.Sentences(text) {
		words, shared := wordsOf(text[s.Start:s.End]), 0
		for _, w := range words {
			if known[w] {
				shared++
			}
		}
		if shared < 2 || float64(shared) < passageShare*float64(len(words)) {
			continue
		}
		if first < 0 {
			first = s.Start
		}
		last = s.End
	}
	if first < 0 {
		return ""
	}
	return strings.TrimSpace(text[first:last])
}
