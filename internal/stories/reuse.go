package stories

import "strings"

// An Original is a text of ours, ready to be looked for in what others print.
type Original struct {
	text     string
	words    []located
	shingles map[uint32]bool
}

// located is a word's hash and place.
type located struct {
	hash       uint64
	start, end int // bytes
}

// A Reuse is how much of an Original another text uses.
type Reuse struct {
	Share   float64 // of the original's three-word shingles that stand in the other text, 0–1
	Words   int     // length in words of the longest passage that both have
	Passage string  // that passage, as the original has it
}

// maxReuse bounds the words that are compared of each text: of the rest of a
// longer text nothing is said.
const maxReuse = 4000

// NewOriginal reads a text of ours.
func NewOriginal(text string) *Original {
	o := &Original{text: text, words: locate(text), shingles: map[uint32]bool{}}
	for _, s := range shinglesOf(o.words) {
		o.shingles[s] = true
	}
	return o
}

// In tells how much of the original stands in another text. Letters' case,
// punctuation and line breaks do not count; inflection does.
func (o *Original) In(text string) Reuse {
	if len(o.shingles) == 0 {
		return Reuse{}
	}
	words := locate(text)
	shared := map[uint32]bool{}
	for _, s := range shinglesOf(words) {
		if o.shingles[s] {
			shared[s] = true
		}
	}
	if len(shared) == 0 {
		return Reuse{}
	}
	r := Reuse{Share: float64(len(shared)) / float64(len(o.shingles))}
	end, n := longestRun(o.words, words)
	if n > 0 {
		r.Words = n
		r.Passage = strings.Join(strings.Fields(o.text[o.words[end-n+1].start:o.words[end].end]), " ")
	}
	return r
}

// longestRun is the longest run of words that stands in both texts: where in a
// it ends, and how long it is. Of equal ones the first of a.
func longestRun(a, b []located) (end, n int) {
	before, now := make([]int, len(b)+1), make([]int, len(b)+1)
	for i := range a {
		for j := range b {
			now[j+1] = 0
			if a[i].hash == b[j].hash {
				now[j+1] = before[j] + 1
				if now[j+1] > n {
					end, n = i, now[j+1]
				}
			}
		}
		before, now = now, before
	}
	return end, n
}

// locate hashes the words of a text as copies are compared: letters and digits
// in lower case.
func locate(s string) []located {
	var out []located
	h, start := uint64(fnvStart), -1
	for i, r := range s {
		r, letter := lower(r)
		switch {
		case letter && start < 0:
			h, start = fnv(fnvStart, r), i
		case letter:
			h = fnv(h, r)
		case start >= 0:
			out = append(out, located{h, start, i})
			start = -1
		}
		if len(out) == maxReuse {
			return out
		}
	}
	if start >= 0 {
		out = append(out, located{h, start, len(s)})
	}
	return out
}

// shinglesOf are the hashes of each three words that follow one another.
func shinglesOf(words []located) []uint32 {
	out := make([]uint32, 0, max(0, len(words)-shingleLen+1))
	for i := 0; i+shingleLen <= len(words); i++ {
		out = append(out, shingle(words[i].hash, words[i+1].hash, words[i+2].hash))
	}
	return out
}
