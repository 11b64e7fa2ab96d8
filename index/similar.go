package index

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// A signature gathers the words that may tell a document from others. It is
// kept with the document so that Similar needs no text; which of the words are
// rare is known only when it is asked.
type signature struct{ weight map[string]float64 }

// signatureSize is how many words are kept: about 200 bytes a document.
const signatureSize = 24

func newSignature() *signature { return &signature{weight: map[string]float64{}} }

func (s *signature) add(t polish.Token, surface string, title bool) {
	if t.Kind == polish.Number || t.Kind == polish.Abbrev || utf8.RuneCountInString(t.Exact) < 4 && t.Kind == polish.Word {
		return
	}
	w := 1.0
	if title {
		w += 2
	}
	if r, _ := utf8.DecodeRuneInString(surface); unicode.IsUpper(r) {
		w++
	}
	s.weight[t.Keys[0]] += w
}

func (s *signature) String() string {
	keys := make([]string, 0, len(s.weight))
	for k := range s.weight {
		if !strings.ContainsAny(k, " \n") {
			keys = append(keys, k)
		}
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.weight[b], s.weight[a]), cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
	return strings.Join(keys[:min(len(keys), signatureSize)], " ")
}
