package extract

// elect decides line by line what the article is.
func elect(page []line, all []*ballot) []line {
	var kept []line
	for _, l := range page {
		if l.key == "" {
			continue
		}
		w := 0.0
		for i, b := range all {
			if b.has(l.key) {
				w += voteW[i]
			}
		}
		if w >= voteMin {
			kept = append(kept, l)
		}
	}
	return kept
}

var voteW = []float64{1, 1, 1, 1}
var voteMin = 2.0
