package forms

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Group parts nouns by how they inflect, as the first byte of a key.
type Group byte

const (
	GroupMan   Group = '1' // names of men: m1
	GroupWoman Group = 'f' // names of women: f
	GroupPlace Group = 'p' // other proper names: m3, f, n, plural only
	GroupThing Group = 't' // common nouns
)

// Slots is the number of places in a paradigm: seven cases in the singular
// (nominative, genitive, dative, accusative, instrumental, locative,
// vocative), then the same in the plural.
const Slots = 14

// Paradigm is a noun with its forms, all in lower case.
type Paradigm struct {
	Lemma string
	Group Group
	Slots [Slots][]string
}

// Inflector makes the forms of a noun by the endings of the nouns that the
// dictionary has: the longest ending decides.
type Inflector struct{ g *Guesser }

// OpenInflector reads an inflector in place.
func OpenInflector(fst, rules []byte) (*Inflector, error) {
	g, err := OpenGuesser(fst, rules)
	if err != nil {
		return nil, fmt.Errorf("OpenInflector: %w", err)
	}
	return &Inflector{g}, nil
}

// Inflected is a form in one slot of a paradigm; see Slots.
type Inflected struct {
	Slot int
	Text string
}

// Forms makes the forms of a lower-case lemma, slot by slot, and tells the
// ending that decided (the whole word with ^ before it); nothing if no ending
// is known.
func (n *Inflector) Forms(lemma string, group Group) (out []Inflected, ending string) {
	set, size, ok := n.g.longest("^"+lemma, byte(group))
	if !ok {
		return nil, ""
	}
	for _, r := range n.g.table.appendReadings(nil, set, lemma) {
		out = append(out, Inflected{Slot: int(r.Class), Text: r.Lemma})
	}
	whole := "^" + lemma
	return out, whole[len(whole)-size:]
}

// LearnInflection learns an inflector. Of two patterns that are as frequent
// the one whose description sorts first is taken, so the same paradigms give
// the same bytes.
func LearnInflection(paradigms []Paradigm) (fst, rules []byte, err error) {
	b := newTableBuilder()
	found := map[string]int{}
	groups := map[Group][]learned{}
	for _, p := range paradigms {
		var set []int
		for slot, all := range p.Slots {
			for _, form := range all {
				set = append(set, b.ruleNumber(ruleFor(p.Lemma, form, Class(slot))))
			}
		}
		if len(set) > 0 && !strings.ContainsAny(p.Lemma, " -") {
			groups[p.Group] = append(groups[p.Group], learned{reverse("^" + p.Lemma), b.setNumber(set)})
		}
	}
	for group, pairs := range groups {
		sort.Slice(pairs, func(i, j int) bool {
			if pairs[i].back != pairs[j].back {
				return pairs[i].back < pairs[j].back
			}
			return pairs[i].rule < pairs[j].rule
		})
		i := inflection{mark: byte(group), found: found}
		i.node(pairs, 0, 0, -1)
	}
	for i := range b.count { // count the uses that remain
		b.count[i] = 0
	}
	names := make([]string, 0, len(found))
	for n := range found {
		names = append(names, n)
		b.count[found[n]]++
	}
	b.drop()
	rules, final := b.finish()
	sort.Strings(names)
	fst, err = buildFST(names, func(i int) uint64 { return final[found[names[i]]] })
	return fst, rules, err
}

// drop empties the sets that nothing uses, so that they cost a byte each.
func (b *tableBuilder) drop() {
	for i, n := range b.count {
		if n == 0 {
			b.keys[i] = ""
		}
	}
}

// inflection learns the endings of one group.
type inflection struct {
	mark  byte
	found map[string]int
}

const (
	longestNoun = 8  // longest ending, in runes
	wholeNoun   = 14 // words up to this length, with ^, may have an entry of their own
)

// node learns the ending that all pairs share; see (*learner).node.
func (l *inflection) node(pairs []learned, depth, runes, above int) {
	whole := runes > 0 && strings.HasSuffix(pairs[0].back[:depth], "^")
	if runes > longestNoun {
		l.wholes(pairs, above)
		return
	}
	if runes > 0 && (len(pairs) >= 3 || whole) {
		if best := majority(pairs); best != above {
			l.found[string(l.mark)+pairs[0].back[:depth]] = best
			above = best
		}
	}
	for i := 0; i < len(pairs); {
		back := pairs[i].back
		if len(back) == depth {
			i++
			continue
		}
		next := back[:depth+letter(back[depth:])]
		j := i
		for j < len(pairs) && strings.HasPrefix(pairs[j].back, next) {
			j++
		}
		l.node(pairs[i:j], len(next), runes+1, above)
		i = j
	}
}

// wholes gives words that are longer than the longest ending entries of their
// own where they differ from what their ending says (Białystok).
func (l *inflection) wholes(pairs []learned, above int) {
	for i := 0; i < len(pairs); {
		j := i
		for j < len(pairs) && pairs[j].back == pairs[i].back {
			j++
		}
		if best := majority(pairs[i:j]); best != above && utf8.RuneCountInString(pairs[i].back) <= wholeNoun {
			l.found[string(l.mark)+pairs[i].back] = best
		}
		i = j
	}
}

// majority is the pattern that most of the pairs follow; the smaller number
// among equals.
func majority(pairs []learned) int {
	count := map[int]int{}
	best := pairs[0].rule
	for _, p := range pairs {
		count[p.rule]++
	}
	for r, n := range count {
		if n > count[best] || n == count[best] && r < best {
			best = r
		}
	}
	return best
}
