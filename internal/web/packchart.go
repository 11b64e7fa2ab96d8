package web

import (
	"cmp"
	"fmt"
	"maps"
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

// chartsOf draws the numbers that changed over time, a chart for each unit
// that has two values at least: those with the most first. The table beside
// them holds every number.
func chartsOf(all []amount) []paper.Block {
	byUnit := map[string][]amount{}
	for _, a := range all {
		if _, ok := a.size(); ok {
			byUnit[a.unit] = append(byUnit[a.unit], a)
		}
	}
	units := slices.SortedFunc(maps.Keys(byUnit), func(a, b string) int {
		return cmp.Or(cmp.Compare(len(byUnit[b]), len(byUnit[a])), cmp.Compare(a, b))
	})
	var out []paper.Block
	for _, unit := range units {
		if c, ok := chartOf(unit, byUnit[unit]); ok && len(out) < maxCharts {
			out = append(out, c)
		}
	}
	return out
}

// chartOf draws the numbers of one unit; ok is false when they never changed.
func chartOf(unit string, list []amount) (c paper.Line, ok bool) {
	c = paper.Line{Title: "Liczby w czasie: " + unit}
	values := map[float64]bool{}
	lowest, highest := list[0], list[0]
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
	first, last := list[0], list[len(list)-1]
	c.Alt = fmt.Sprintf("Wykres: od „%s” (%s) do „%s” (%s); najmniej „%s”, najwięcej „%s”. Kółko: media, kwadrat: nasze stanowisko. Wszystkie liczby są w tabeli poniżej.",
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
