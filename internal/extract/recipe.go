package extract

import (
	"golang.org/x/net/html"

	"prasowka/internal/press"
)

// byRecipe reads the article where the source's recipe says it is. ok is
// false when the recipe keeps nothing or nothing was found there; what it
// drops is gone either way.
func byRecipe(doc *html.Node, r press.Recipe, title string, m *meta) (lines []line, ok bool) {
	for _, selector := range r.Drop {
		for _, n := range selectAll(doc, selector) {
			remove(n)
		}
	}
	if len(r.Keep) == 0 {
		return nil, false
	}
	taken := map[*html.Node]bool{}
	for _, selector := range r.Keep {
		for _, n := range selectAll(doc, selector) {
			for up := n; up != nil; up = up.Parent {
				if taken[up] {
					n = nil
					break
				}
			}
			if n == nil {
				continue
			}
			taken[n] = true
			prune(n, thorough)
			lines = append(lines, linesOf(n)...)
		}
	}
	lines = strip(lines, title, m)
	return lines, sizeOf(lines) > 0
}
