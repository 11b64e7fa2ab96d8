package forms

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Guesser gives readings of forms that no dictionary knows, by their ending:
// the longest ending seen in the dictionary decides. Proper names and common
// words have endings of their own.
type Guesser struct {
	auto  *automaton
	table *table
}

// OpenGuesser reads a guesser in place.
func OpenGuesser(fst, rules []byte) (*Guesser, error) {
	auto, err := newAutomaton(fst)
	if err != nil {
		return nil, fmt.Errorf("OpenGuesser: %w", err)
	}
	t, err := parseTable(rules)
	if err != nil {
		return nil, fmt.Errorf("OpenGuesser: %w", err)
	}
	return &Guesser{auto: auto, table: t}, nil
}

// Kinds of endings, the first byte of a key: of proper names and common words,
// with Polish letters and folded.
const (
	endsProper       = 'P'
	endsCommon       = 'c'
	endsProperFolded = 'Q'
	endsCommonFolded = 'd'
)

// Append appends readings of a lower-case form, the likeliest first. proper
// tells that it is written with a capital. folded tells that the form may have
// been typed without Polish letters; the lemmas are then folded too.
func (g *Guesser) Append(dst []Reading, form string, proper, folded bool) []Reading {
	return whole(dst, g.AppendParts(nil, form, proper, folded))
}

// AppendParts is Append, with the lemmas in two parts.
func (g *Guesser) AppendParts(dst []Parts, form string, proper, folded bool) []Parts {
	set, _, ok := g.longest(form, endings(proper, folded))
	if !ok {
		return dst
	}
	return g.table.appendParts(dst, set, form)
}

// longest finds the set of the longest known ending of a form, and that
// ending's size in bytes.
func (g *Guesser) longest(form string, mark byte) (set uint64, size int, ok bool) {
	state, total := g.auto.step(g.auto.root, mark)
	for i := len(form) - 1; i >= 0; i-- {
		to, v := g.auto.step(state, form[i])
		if to == noState {
			break
		}
		state, total = to, total+v
		if !utf8.RuneStart(form[i]) {
			continue
		}
		if v, final := g.auto.final(state); final {
			set, size, ok = uint64(total+v), len(form)-i, true
		}
	}
	return set, size, ok
}

// endings is the first byte of the keys of one kind of endings.
func endings(proper, folded bool) byte {
	switch {
	case proper && folded:
		return endsProperFolded
	case proper:
		return endsProper
	case folded:
		return endsCommonFolded
	}
	return endsCommon
}

// Learning says how a guesser is learned.
type Learning struct {
	Longest int     // longest ending, in runes
	Least   int     // an ending counts when so many lemmas have it
	Share   float64 // a further reading is kept when its count is this share of the first one's
	Most    int     // at most so many readings of an ending
}

// Learned is how the embedded guesser was learned. The figures were chosen by
// what BenchmarkWithheld of package polish measures.
var Learned = Learning{Longest: 9, Least: 10, Share: 0.05, Most: 5}

// Learn learns a guesser from entries. fold is the folding of Polish letters.
func Learn(entries []Entry, how Learning, fold func(string) string) (fst, rules []byte, err error) {
	b := newTableBuilder()
	found := map[string]int{}
	for _, kind := range []struct{ proper, folded bool }{{true, false}, {false, false}, {true, true}, {false, true}} {
		l := learner{how: how, proper: kind.proper, builder: b, found: found, mark: endings(kind.proper, kind.folded)}
		for _, e := range entries {
			form, lemma, class := stored(e)
			if (class == Proper) != kind.proper || class == Acronym || strings.ContainsAny(form, "-' .") {
				continue
			}
			if kind.folded {
				form, lemma = fold(form), fold(lemma)
			}
			r := ruleFor(form, lemma, class)
			if class == Verbal {
				r.class = Common
			}
			if r.cut == all {
				continue
			}
			l.pairs = append(l.pairs, learned{reverse(form), b.ruleNumber(r)})
		}
		l.learn()
	}
	rules, final := b.finish()
	names := make([]string, 0, len(found))
	for n := range found {
		names = append(names, n)
	}
	sort.Strings(names)
	fst, err = buildFST(names, func(i int) uint64 { return final[found[names[i]]] })
	return fst, rules, err
}

// learned is a form backwards with the rule that gives its lemma.
type learned struct {
	back string
	rule int
}

// learner learns one kind of endings.
type learner struct {
	how     Learning
	proper  bool
	mark    byte
	pairs   []learned
	builder *tableBuilder
	found   map[string]int // kind and ending backwards → set
}

func (l *learner) learn() {
	sort.Slice(l.pairs, func(i, j int) bool {
		if l.pairs[i].back != l.pairs[j].back {
			return l.pairs[i].back < l.pairs[j].back
		}
		return lessRule(l.builder.list[l.pairs[i].rule], l.builder.list[l.pairs[j].rule])
	})
	l.node(l.pairs, 0, 0, "")
}

// node learns the ending that all pairs share: its first `depth` bytes
// backwards, `runes` runes. above is the set of the next shorter ending.
func (l *learner) node(pairs []learned, depth, runes int, above string) {
	if len(pairs) < l.how.Least || runes > l.how.Longest {
		return
	}
	if runes > 0 {
		set := l.choose(pairs, runes)
		if key := fmt.Sprint(set); len(set) > 0 && key != above {
			l.found[string(l.mark)+pairs[0].back[:depth]] = l.builder.setNumber(set)
			above = key
		}
	}
	for i := 0; i < len(pairs); {
		back := pairs[i].back
		if len(back) == depth {
			i++
			continue
		}
		size := letter(back[depth:])
		next := back[:depth+size]
		j := i
		for j < len(pairs) && strings.HasPrefix(pairs[j].back, next) {
			j++
		}
		l.node(pairs[i:j], depth+size, runes+1, above)
		i = j
	}
}

// choose picks the readings of an ending: the rules that most of its forms
// follow. A rule may cut one rune more than the ending holds, no more.
func (l *learner) choose(pairs []learned, runes int) []int {
	count := map[int]int{}
	for _, p := range pairs {
		if int(l.builder.list[p.rule].cut) <= runes+1 {
			count[p.rule]++
		}
	}
	rules := make([]int, 0, len(count))
	for r := range count {
		rules = append(rules, r)
	}
	sort.Slice(rules, func(i, j int) bool {
		a, b := rules[i], rules[j]
		if count[a] != count[b] {
			return count[a] > count[b]
		}
		return lessRule(l.builder.list[a], l.builder.list[b])
	})
	for i, r := range rules {
		if i >= l.how.Most || float64(count[r]) < l.how.Share*float64(count[rules[0]]) {
			return rules[:i]
		}
	}
	return rules
}

// letter is the size of the first rune of a string whose bytes are reversed.
func letter(back string) int {
	n := 1
	for n <= len(back) && n < utf8.UTFMax && !utf8.RuneStart(back[n-1]) {
		n++
	}
	return min(n, len(back))
}

// reverse turns the bytes of a string round.
func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}
