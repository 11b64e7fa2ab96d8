// Package storiestest measures groupings against the truth.
package storiestest

// BCubed compares two groupings of the same items, each item with the name of
// its group: for each item the share of its group that belongs with it
// (precision), and the share of what belongs with it that is in its group
// (recall), averaged over all items (Bagga and Baldwin, 1998). Items missing
// from got count as groups of one. f1 is the harmonic mean.
func BCubed(got, want map[string]string) (precision, recall, f1 float64) {
	type cell struct{ got, want string }
	name := func(id string) string {
		if g, ok := got[id]; ok {
			return g
		}
		return "\x00" + id
	}
	both, gots, wants := map[cell]float64{}, map[string]float64{}, map[string]float64{}
	for id, w := range want {
		both[cell{name(id), w}]++
		gots[name(id)]++
		wants[w]++
	}
	for c, n := range both {
		precision += n * n / gots[c.got]
		recall += n * n / wants[c.want]
	}
	if n := float64(len(want)); n > 0 {
		precision, recall = precision/n, recall/n
	}
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}
