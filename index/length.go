package index

import "math"

// Bleve repeats a field's length with every posting. lengthCode rounds it to
// one of 127 steps of 8 % so that it takes one byte; the code 0 is not used,
// because Bleve means "no norm" by it.
func lengthCode(words int) int {
	if words < 1 {
		return 1
	}
	code := 1 + int(math.Round(math.Log(float64(words))*lengthSteps))
	return min(code, 127)
}

const lengthSteps = 12 // a logarithmic unit; 126/12 e-folds are 36,000 words

// lengths are the lengths that codes stand for.
var lengths = func() (table [128]float32) {
	for code := range table {
		table[code] = float32(math.Exp(float64(code-1) / lengthSteps))
	}
	return table
}()

// lengthOf gives the length back from what Bleve calls the norm, which is one
// over the root of the number that was given as the length.
func lengthOf(norm float64) float32 {
	code := int(1/(norm*norm) + 0.5)
	return lengths[min(max(code, 0), 127)]
}
