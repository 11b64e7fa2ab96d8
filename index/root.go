package index

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// A root is the beginning of a folded word, by which words of one family meet
// (budowa, budowac, budowlany), at the price of strangers. The short one finds
// more, the long one is surer; each counts by how rare it is. Roots cost nothing
// in the index: the keys that begin with one are looked up in its dictionary.
const (
	longRoot  = 5 // letters
	shortRoot = 4
)

// rootOf is the first n letters, or the whole of a word that lacks one of them.
func rootOf(key string, n int) string {
	left := n
	for i := range key {
		if left == 0 {
			return key[:i]
		}
		left--
	}
	if left <= 1 {
		return key
	}
	return ""
}

// prefixes of verbs, the longest first: zbudowac, wybudowac and budowa are one
// family.
var verbPrefixes = []string{"przed", "prze", "przy", "nade", "pode", "roze", "nad", "pod", "roz", "wes", "wsp", "wy", "za", "na", "do", "od", "po", "ob", "we", "ze", "u", "z", "s", "o"}

// bare is a word less the prefix of a verb; empty when too little would be left.
func bare(key string) string {
	for _, p := range verbPrefixes {
		if rest, ok := strings.CutPrefix(key, p); ok && len(rest) > shortRoot {
			return rest
		}
	}
	return ""
}

// tokenRoots are the roots of n letters of a token's readings and form.
func tokenRoots(t polish.Token, n int) []string {
	if t.Kind != polish.Word {
		return nil
	}
	var out []string
	put := func(root string) {
		if root != "" && !slices.Contains(out, root) {
			out = append(out, root)
		}
	}
	put(rootOf(query.PrefixTerm(t), n))
	for _, k := range t.Keys {
		put(rootOf(k, n))
		put(rootOf(bare(k), n))
	}
	return out
}
