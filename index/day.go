package index

import (
	"sort"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// dayBounds are the ordinals (lo, hi] of the days, sorted, that lie within a
// range. A document has one day at most, so the ordinals of its column begin
// with 1.
func dayBounds(days []string, r *query.Range, now time.Time) (lo, hi uint32) {
	from, to := r.Bounds(now)
	lo, hi = 0, uint32(len(days))
	if !from.IsZero() {
		first := polish.DayOf(from).String()
		lo = uint32(sort.SearchStrings(days, first))
	}
	if !to.IsZero() {
		end := polish.DayOf(to).String() // the first day that is out
		hi = uint32(sort.SearchStrings(days, end))
	}
	return lo, hi
}
