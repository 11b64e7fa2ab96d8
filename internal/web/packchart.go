package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"prasowka/internal/paper"
	"prasowka/internal/polish"
)

// ourStand is the source of a number that we gave ourselves.
const ourStand = "nasze stanowisko"

// maxCharts bounds the charts of a pack.
const maxCharts = 2

// charts draw the numbers that changed over time: of one unit, from sentences
// that speak alike, for a line between two different things would lie. Those
// with the most numbers come first; the table beside them holds every number.
func (p *pack) charts(all []amount) []paper.Block {
	var groups [][]amount
	for _, a := range all {
		if _, ok := a.size(); !ok {
			continue
		}
		words := p.site.contentKeys(a.sentence)
		i := slices.IndexFunc(groups, func(g []amount) bool { return g[0].unit == a.unit && p.alike(g, words) })
		if i < 0 {
			groups = append(groups, []amount{a})
			continue
		}
		groups[i] = append(groups[i], a)
	}
	slices.SortStableFunc(groups, func(a, b []amount) int { return cmp.Compare(len(b), len(a)) })
	var out []paper.Block
	for _, g := range groups {
		if c, ok := chartOf(g); ok && len(out) < maxCharts {
			out = append(out, c)
		}
	}
	return out
}

// alike tells whether a sentence speaks like one of a group.
func (p *pack) alike(group []amount, words map[string]bool) bool {
	return slices.ContainsFunc(group, func(a amount) bool { return shared(p.site.contentKeys(a.sentence), words) >= alike })
}

// chartOf draws the numbers of one claim; ok is false when they never changed.
func chartOf(list []amount) (c paper.Line, ok bool) {
	first, last := list[0], list[len(list)-1]
	c = paper.Line{Title: "„" + firstWords(90, first.sentence) + "”"}
	values := map[float64]bool{}
	lowest, highest := first, first
	for _, a := range list {
		size, _ := a.size()
		values[size] = true
		if low, _ := lowest.size(); size < low {
			lowest = a
		}
		if high, _ := highest.size(); size > high {
			highest = a
		}
		c.Points = append(c.Points, paper.Point{At: a.at, Value: size, Label: a.value, Own: a.source == ourStand})
	}
	c.Alt = fmt.Sprintf("Wykres liczb z podobnych zdań: od „%s” (%s) do „%s” (%s); najmniej „%s”, najwięcej „%s”. Kółko: media, kwadrat: nasze stanowisko. Wszystkie liczby są w tabeli poniżej.",
		first.value, polish.DayOf(first.at).Words(), last.value, polish.DayOf(last.at).Words(), lowest.value, highest.value)
	return c, len(values) > 1
}

// size is a number as a quantity: "52 mln" is 52,000,000.
func (a amount) size() (float64, bool) {
	digits, word := a.number, ""
	if i := strings.IndexFunc(a.number, func(r rune) bool { return r >= 'a' && r <= 'ż' }); i >= 0 {
		digits, word = a.number[:i], a.number[i:]
	}
	v, err := strconv.ParseFloat(strings.NewReplacer(" ", "", polish.NBSP, "", ",", ".").Replace(digits), 64)
	switch {
	case err != nil:
		return 0, false
	case strings.HasPrefix(word, "tys"):
		v *= 1e3
	case strings.HasPrefix(word, "mln"), strings.HasPrefix(word, "milion"):
		v *= 1e6
	case strings.HasPrefix(word, "mld"), strings.HasPrefix(word, "miliard"):
		v *= 1e9
	}
	return v, true
}
