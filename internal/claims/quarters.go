package claims

import (
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// This file tells sums that are a state on a day, as a debt is, from those that
// grow through the year: of the first "po trzech kwartałach" says when, of the
// others it says that the year is not over.

// stock tells whether a fact is the state of a debt.
func (h *holding) stock() bool {
	return h.card.fact.Kind == press.FactAmount && h.card.subject.anyTerm(func(w *term) bool { return w.anyOf(debts) })
}

var debts = words("zadluzenie dlug")

// grows tells whether tokens [from, to) say that a state will be another.
func (r *reading) grows(from, to int) bool {
	for i := from; i < to; i++ {
		if r.is(i, "urosnie", "wzrosnie", "spadnie", "zmaleje", "skurczy", "zwiekszy", "zmniejszy", "obnizy", "podskoczy") {
			return true
		}
	}
	return false
}

// quarterly tells whether a token names a quarter or a half of a year.
func (r *reading) quarterly(i int) bool {
	return strings.HasPrefix(r.folded[i], "kwartal") || strings.HasPrefix(r.folded[i], "polrocz")
}

// quarters are the ordinals and numerals beside "kwartał", by folded form.
var quarters = map[string]int{
	"i": 1, "pierwszego": 1, "pierwszy": 1, "pierwszym": 1, "ii": 2, "drugiego": 2, "drugi": 2, "drugim": 2, "dwoch": 2,
	"iii": 3, "trzeciego": 3, "trzeci": 3, "trzecim": 3, "trzech": 3, "iv": 4, "czwartego": 4, "czwarty": 4, "czwartym": 4, "czterech": 4,
}

// quarterAt reads "trzeciego kwartału", "po trzech kwartałach", "po półroczu"
// at the noun, as the last such day before publication.
func (r *reading) quarterAt(i int, published polish.Day) (period, bool) {
	if !r.quarterly(i) || published.IsZero() {
		return period{}, false
	}
	n := 2
	if q, ok := quarters[r.folded[max(i-1, 0)]]; ok && i > 0 && r.joined(i) {
		n = q
		if strings.HasPrefix(r.folded[i], "polrocz") {
			n = 2 * q
		}
	} else if strings.HasPrefix(r.folded[i], "kwartal") {
		return period{}, false
	}
	if n > 4 {
		return period{}, false
	}
	end := polish.NewDay(published.Year, time.Month(3*n+1), 0)
	if i+1 < len(r.tokens) {
		if y, ok := r.year(i + 1); ok {
			end = polish.NewDay(y, time.Month(3*n+1), 0)
		} else if end.After(published) {
			end = polish.NewDay(published.Year-1, time.Month(3*n+1), 0)
		}
	}
	return period{end, end}, true
}
