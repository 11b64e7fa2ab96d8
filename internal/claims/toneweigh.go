package claims

import (
	"strings"

	"prasowka/internal/polish"
)

// This file weighs the words of a sentence towards a subject.

// How much of a word's weight counts towards a subject, by where it stands.
const (
	sameClause  = 1.0
	otherClause = 0.7
	othersWord  = 0.2 // in a clause that speaks of another of ours
	nextLine    = 0.6 // in the next sentence, which names none of ours: it goes on
	ownWords    = 0.2 // said by the subject itself
	undercut    = 0.3 // after "mimo", "chociaż": granted, not said
)

// reach of a denial, in tokens.
const (
	denialReach = 4
	strongReach = 2
)

// weigh counts what is said for and against a subject in a sentence.
func (r *reading) weigh(l line, own, others []mention) (plus, minus float64) {
	clauses := r.clauses(l)
	mine, theirs := map[int]bool{}, map[int]bool{}
	for _, m := range own {
		mine[clauses[m.lo-l.lo]] = true
	}
	for _, m := range others {
		theirs[clauses[m.lo-l.lo]] = true
	}
	add := func(i int, w float64) {
		switch c := clauses[i-l.lo]; {
		case mine[c]:
			w *= sameClause
		case theirs[c]:
			w *= othersWord
		default:
			w *= otherClause
		}
		if r.granted(l, clauses, i) {
			w *= undercut
		}
		if w > 0 {
			plus += w
		} else {
			minus -= w
		}
	}
	if r.ownSpeech(l, own) {
		defer func() { plus, minus = plus*ownWords, minus*ownWords }()
	}
	taken := r.turned(l, add)
	for i := l.lo; i < l.hi; i++ {
		if taken[i] || covers(own, i) || covers(others, i) {
			continue
		}
		if w := r.judges(l, i); w != 0 && !r.doer(l, clauses, own, i) {
			add(i, w)
		}
	}
	return plus, minus
}

// carried is what the sentence after one that speaks of a subject adds: "Prezydent
// zapewniał, że pieniądze są. Dziś wiadomo, że kłamał."
func (r *reading) carried(n int, s subject, all []subject) (plus, minus float64) {
	if n+1 >= len(r.lines) {
		return 0, 0
	}
	l, next := r.lines[n], r.lines[n+1]
	if l.at.End > next.at.Start || strings.Contains(r.text[l.at.End:next.at.Start], "\n") || len(s.found[n+1]) > 0 || len(elsewhere(n+1, s, all)) > 0 {
		return 0, 0
	}
	plus, minus = r.weigh(next, nil, nil)
	return plus * nextLine / otherClause, minus * nextLine / otherClause
}

func covers(ms []mention, i int) bool {
	for _, m := range ms {
		if i >= m.lo && i < m.hi {
			return true
		}
	}
	return false
}

// clauses numbers the parts of a sentence, by its signs and conjunctions.
func (r *reading) clauses(l line) []int {
	out := make([]int, l.hi-l.lo)
	n := 0
	for i := l.lo; i < l.hi; i++ {
		if i > l.lo && (strings.ContainsAny(r.gap(i), ",;:–—()") || r.is(i, "ale", "lecz", "choc", "chociaz", "a")) {
			n++
		}
		out[i-l.lo] = n
	}
	return out
}

// granted tells whether a word stands in a clause that only concedes.
func (r *reading) granted(l line, clauses []int, i int) bool {
	for j := i; j >= l.lo && clauses[j-l.lo] == clauses[i-l.lo]; j-- {
		if r.is(j, "mimo", "pomimo", "choc", "chociaz") {
			return true
		}
	}
	return false
}

// turned adds the turns of phrase of a sentence and answers the tokens that
// they took.
func (r *reading) turned(l line, add func(i int, w float64)) map[int]bool {
	taken := map[int]bool{}
	for i := l.lo; i < l.hi; i++ {
		for _, t := range r.turnsAt(i) {
			if at := r.turnAt(l, i, t.words); at != nil {
				add(i, t.weight)
				for _, j := range at {
					taken[j] = true
				}
				break
			}
		}
	}
	return taken
}

// turnsAt are the turns that may begin at token i.
func (r *reading) turnsAt(i int) []turn {
	for _, k := range r.tokens[i].Keys {
		if t := turns[k]; t != nil {
			return t
		}
	}
	return turns[r.folded[i]]
}

// turnAt are the tokens of a turn that begins at token i; nil: it does not.
func (r *reading) turnAt(l line, i int, words []string) []int {
	at := make([]int, 0, len(words))
	if words[0] == "nie" && !r.denies(i) {
		return nil
	}
	for n, w := range words {
		last := i
		if n > 0 {
			last = min(l.hi-1, i+maxTurnGap)
			if words[0] == "nie" {
				last = min(l.hi-1, i) // "nie tylko … doczeka się" denies nothing
			}
		}
		found := -1
		for j := i; j <= last; j++ {
			if r.reads(j, w) {
				found = j
				break
			}
		}
		if found < 0 {
			return nil
		}
		at = append(at, found)
		i = found + 1
	}
	return at
}

// reads tells whether a lemma is among the readings of token i.
func (r *reading) reads(i int, lemma string) bool {
	for _, k := range r.tokens[i].Keys {
		if k == lemma {
			return true
		}
	}
	return r.folded[i] == lemma
}

// judges is the weight of one word of the lexicon, turned by denials and
// underlined by what stands before it; 0: it judges nobody.
func (r *reading) judges(l line, i int) float64 {
	w := weightOf(&r.tokens[i])
	if w == 0 {
		return 0
	}
	denied := false
	for j := max(l.lo, i-denialReach); j < i; j++ {
		denied = denied || r.denies(j)
		if j >= i-strongReach && strong.has(&r.tokens[j]) {
			w *= 1.5
		}
	}
	if denied {
		return -w * 0.8
	}
	return w
}

// denies tells whether token j denies what follows: not the pronoun of "na nie",
// nor "nie tylko".
func (r *reading) denies(j int) bool {
	if r.is(j, "nie") {
		return !r.is(j+1, "tylko") && !r.is(j-1, "na", "za", "o", "przez", "w", "po", "pod")
	}
	_, no := deny[r.folded[j]]
	return no || deny.has(&r.tokens[j])
}

// weightOf is what the lexicon says of a word; half of it, when the word may be
// another one that judges nobody.
func weightOf(t *polish.Token) float64 {
	if t.Kind != polish.Word {
		return 0
	}
	sum, silent := 0.0, 0
	for _, k := range t.Keys {
		if w := good[k] - bad[k]; w != 0 {
			if sum == 0 || w > 0 == (sum > 0) {
				sum = w
			} else {
				return 0 // one reading praises, another blames
			}
		} else {
			silent++
		}
	}
	if silent > 0 && sum != 0 {
		return sum / 2
	}
	return sum
}

// doer tells whether a verb of judging is the subject's own act: he stands
// before it, in its clause and in his base form. Whom he thanks or accuses is
// somebody else's matter.
func (r *reading) doer(l line, clauses []int, own []mention, i int) bool {
	t := &r.tokens[i]
	if !praising.has(t) && !blaming.has(t) {
		return false
	}
	for _, m := range own {
		if m.hi <= i && clauses[m.lo-l.lo] == clauses[i-l.lo] && r.base(m) {
			return true
		}
	}
	return false
}

// arguing tells whether a sentence does more than inform.
func (r *reading) arguing(l line) bool {
	for i := l.lo; i < l.hi; i++ {
		if _, ok := argues[r.folded[i]]; ok || argues.has(&r.tokens[i]) {
			return true
		}
	}
	return strings.ContainsAny(r.text[l.at.Start:l.at.End], "?!")
}

// informing tells whether a sentence announces or counts: it has a verb of
// that kind, a number or an hour.
func (r *reading) informing(l line) bool {
	for i := l.lo; i < l.hi; i++ {
		if informs.has(&r.tokens[i]) || r.tokens[i].Kind == polish.Number {
			return true
		}
	}
	return false
}
