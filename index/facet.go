package index

import (
	"cmp"
	"slices"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"

	"prasowka/internal/query"
)

// A Facet counts the values of one field among all hits.
type Facet struct {
	Values   []Count // most frequent first
	Distinct int     // values in all
	Missing  uint64  // hits without a value
}

// A Count says how many hits have a value.
type Count struct {
	Value string
	N     uint64
}

// A Bar is one step of a histogram: "2026-11-23", "2026-11" or "2026".
type Bar struct {
	From string
	N    uint64
}

// facets counts the values of every facet field.
func facets(all []*found, size int) (map[query.Field]Facet, error) {
	out := make(map[query.Field]Facet, len(facetFields))
	for name, field := range facetFields {
		sums := map[string]uint64{}
		var facet Facet
		for _, f := range all {
			counts, missing, values, err := f.count(field)
			if err != nil {
				return nil, err
			}
			facet.Missing += missing
			for ord, n := range counts {
				if n > 0 {
					sums[values[ord]] += uint64(n)
				}
			}
		}
		facet.Distinct = len(sums)
		for value, n := range sums {
			facet.Values = append(facet.Values, Count{value, n})
		}
		slices.SortFunc(facet.Values, func(a, b Count) int {
			return cmp.Or(cmp.Compare(b.N, a.N), strings.Compare(a.Value, b.Value))
		})
		facet.Values = facet.Values[:min(len(facet.Values), size)]
		out[name] = facet
	}
	return out, nil
}

// count counts the hits of each value of a field in one segment.
func (f *found) count(field string) (counts []uint32, missing uint64, values []string, err error) {
	if f.set.IsEmpty() {
		return nil, 0, nil, nil
	}
	col, err := f.seg.cols.valueColumn(f.seg.snap, field)
	if err != nil {
		return nil, 0, nil, err
	}
	counts = make([]uint32, len(col.values)+1)
	if err := f.seg.step(int(f.set.GetCardinality() / 16)); err != nil {
		return nil, 0, nil, err
	}
	if col.starts == nil {
		countSingle(counts, f.set, col.ords)
		return counts[1:], uint64(counts[0]), col.values, nil
	}
	for it := f.set.Iterator(); it.HasNext(); {
		doc := it.Next()
		ords := col.ords[col.starts[doc]:col.starts[doc+1]]
		if len(ords) == 0 {
			missing++
		}
		for _, ord := range ords {
			counts[ord]++
		}
	}
	return counts, missing, col.values, nil
}

// countSingle counts ordinals from 1; 0 counts the documents without a value.
func countSingle(counts []uint32, set *roaring.Bitmap, ords []uint32) {
	var buf [2048]uint32
	for it := set.ManyIterator(); ; {
		n := it.NextMany(buf[:])
		if n == 0 {
			return
		}
		for _, doc := range buf[:n] {
			counts[ords[doc]]++
		}
	}
}

// histogram counts hits by day, month or year; bars without hits are left out.
func histogram(all []*found, step Step) ([]Bar, error) {
	width := map[Step]int{ByDay: len("2026-11-23"), ByMonth: len("2026-11"), ByYear: len("2026")}[step]
	sums := map[string]uint64{}
	for _, f := range all {
		counts, _, days, err := f.count(dayField)
		if err != nil {
			return nil, err
		}
		for ord, n := range counts {
			if n > 0 {
				sums[days[ord][:width]] += uint64(n)
			}
		}
	}
	bars := make([]Bar, 0, len(sums))
	for from, n := range sums {
		bars = append(bars, Bar{from, n})
	}
	slices.SortFunc(bars, func(a, b Bar) int { return strings.Compare(a.From, b.From) })
	return bars, nil
}
