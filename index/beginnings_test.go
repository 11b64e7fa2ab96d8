package index

import (
	"context"
	"slices"
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

func TestBeginnings(t *testing.T) {
	accepts := func(b *beginnings, s string) bool {
		state := b.Start()
		for i := range len(s) {
			if state = b.Accept(state, s[i]); !b.CanMatch(state) {
				return false
			}
		}
		return b.IsMatch(state)
	}
	b := newBeginnings([]string{"zbud", "budow", "bud", "wybud"})
	for s, want := range map[string]bool{
		"bud": true, "budowa": true, "zbudowac": true, "wybudowac": true, "bu": false, "zbu": false, "obudowa": false, "": false, "wyb": false,
	} {
		if got := accepts(b, s); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
	b.shut(b.stateOf("budynek"))
	if accepts(b, "budowa") || !accepts(b, "zbudowac") {
		t.Error("what was shut is accepted, or what was not is refused")
	}
	if b.open(); !accepts(b, "budowa") {
		t.Error("what was opened is refused")
	}
}

// TestRelatives finds documents by the relatives of a word that no document
// has, and by frequent words when there are no others.
func TestRelatives(t *testing.T) {
	ix := openTest(t, t.TempDir())
	docs := numberedAll(10)
	docs[3].Text = "Wybudowano przystań."
	apply(t, ix, docs)
	ask := func(text string) (ids []string) {
		res := search(t, ix, Request{Query: query.Natural(polish.Default(), text), Loose: true})
		for _, h := range res.Hits {
			ids = append(ids, h.ID)
		}
		return ids
	}
	if ids := ask("Gdzie trwa budowanie?"); len(ids) == 0 || ids[0] != docs[3].ID {
		t.Errorf("budowanie: %v, want %s first", ids, docs[3].ID)
	}
	if ids := ask("brzdęk gżdacz budżet"); len(ids) != 9 || slices.Contains(ids, docs[3].ID) {
		t.Errorf("budżet beside unknown words: %v, want the 9 that have it", ids)
	}
	if _, err := ix.Search(context.Background(), Request{Query: query.Natural(polish.Default(), "?!"), Loose: true}); err != nil {
		t.Errorf("a question without words: %v", err)
	}
}
