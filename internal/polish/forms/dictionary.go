package forms

import (
	"bytes"
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
)

// Dictionary maps forms to readings.
type Dictionary struct {
	fst   []byte
	auto  *automaton
	table *table
}

// OpenDictionary reads a dictionary in place.
func OpenDictionary(fst, rules []byte) (*Dictionary, error) {
	auto, err := newAutomaton(fst)
	if err != nil {
		return nil, fmt.Errorf("OpenDictionary: %w", err)
	}
	t, err := parseTable(rules)
	if err != nil {
		return nil, fmt.Errorf("OpenDictionary: %w", err)
	}
	return &Dictionary{fst: fst, auto: auto, table: t}, nil
}

// Len is the number of forms.
func (d *Dictionary) Len() int { return d.auto.len }

// Append appends all readings of a lower-case form; none if the dictionary
// does not know it. Forms with nie- of participles and gerunds and with naj-
// of comparatives are known by the form without the prefix.
func (d *Dictionary) Append(dst []Reading, form string) []Reading {
	return whole(dst, d.AppendParts(nil, form))
}

// AppendParts is Append, with the lemmas in two parts.
func (d *Dictionary) AppendParts(dst []Parts, form string) []Parts {
	if set, ok := d.auto.get(form); ok {
		return d.table.appendParts(dst, set, form)
	}
	if len(form) < 6 || form[0] != 'n' || form[:3] != "nie" && form[:3] != "naj" {
		return dst
	}
	rest := form[3:]
	if set, ok := d.auto.get(rest); ok {
		kept := len(dst)
		dst = d.table.appendParts(dst, set, rest)
		for _, r := range dst[kept:] {
			if r.Class == Verbal {
				dst[kept] = r
				kept++
			}
		}
		dst = dst[:kept]
	}
	return dst
}

// variants are the second bytes of the Polish letters behind a Latin one; lead
// is their first byte, 0 if there are none.
func variants(b byte) (lead byte, second string) {
	switch b {
	case 'a':
		return 0xc4, "\x85"
	case 'c':
		return 0xc4, "\x87"
	case 'e':
		return 0xc4, "\x99"
	case 'l':
		return 0xc5, "\x82"
	case 'n':
		return 0xc5, "\x84"
	case 'o':
		return 0xc3, "\xb3"
	case 's':
		return 0xc5, "\x9b"
	case 'z':
		return 0xc5, "\xbc\xba" // ż, then ź
	}
	return 0, ""
}

// most is how many spellings of one form typed without Polish letters are
// looked at, so that no word can take long.
const most = 4000

// longestTyped is the longest form, in bytes, that is read as typed without
// Polish letters.
const longestTyped = 64

// AppendUnfolded appends the readings of all known forms that become the form
// given when their Polish letters are folded: zrodlo → źródło.
func (d *Dictionary) AppendUnfolded(dst []Reading, form string) []Reading {
	return whole(dst, d.AppendPartsUnfolded(nil, form))
}

// AppendPartsUnfolded is AppendUnfolded, with the lemmas in two parts.
func (d *Dictionary) AppendPartsUnfolded(dst []Parts, form string) []Parts {
	if len(form) > longestTyped {
		return dst
	}
	u := unfolder{auto: d.auto, table: d.table, form: form, left: most, out: dst}
	u.walk(d.auto.root, 0, 0, 0)
	return u.out
}

// unfolder walks the automaton along all spellings of a form.
type unfolder struct {
	auto  *automaton
	table *table
	form  string
	left  int
	seen  [2 * longestTyped]byte // the spelling so far
	out   []Parts
}

// walk goes on from a state, behind i bytes of the form and n of the spelling.
func (u *unfolder) walk(state, i, n, total int) {
	if u.left--; u.left < 0 {
		return
	}
	if i == len(u.form) {
		if v, ok := u.auto.final(state); ok {
			u.out = u.table.appendParts(u.out, uint64(total+v), string(u.seen[:n]))
		}
		return
	}
	b := u.form[i]
	if to, v := u.auto.step(state, b); to != noState {
		u.seen[n] = b
		u.walk(to, i+1, n+1, total+v)
		if u.auto.data[state]&single != 0 {
			return // there was no other way
		}
	}
	lead, second := variants(b)
	if lead == 0 {
		return
	}
	mid, v := u.auto.step(state, lead)
	if mid == noState {
		return
	}
	u.seen[n] = lead
	for j := range len(second) {
		if to, w := u.auto.step(mid, second[j]); to != noState {
			u.seen[n+1] = second[j]
			u.walk(to, i+1, n+2, total+v+w)
		}
	}
}

// Each calls visit for every form and its readings in byte order, until visit
// answers false. The slice is good during the call only.
func (d *Dictionary) Each(visit func(form string, readings []Reading) bool) error {
	fst, err := vellum.Load(d.fst)
	if err != nil {
		return fmt.Errorf("Dictionary.Each: %w", err)
	}
	it, err := fst.Iterator(nil, nil)
	var readings []Reading
	for ; err == nil; err = it.Next() {
		key, set := it.Current()
		form := string(key)
		readings = d.table.appendReadings(readings[:0], set, form)
		if !visit(form, readings) {
			return nil
		}
	}
	if err != vellum.ErrIteratorDone {
		return fmt.Errorf("Dictionary.Each: %w", err)
	}
	return nil
}

// Build makes a dictionary of entries in any order.
func Build(entries []Entry) (fst, rules []byte, err error) {
	type pair struct {
		form string
		rule int
	}
	b := newTableBuilder()
	pairs := make([]pair, 0, len(entries))
	for _, e := range entries {
		form, lemma, class := stored(e)
		if form == "" || lemma == "" || !utf8.ValidString(form) || !utf8.ValidString(lemma) {
			return nil, nil, fmt.Errorf("Build: entry %q → %q is empty or not UTF-8", e.Form, e.Lemma)
		}
		pairs = append(pairs, pair{form, b.ruleNumber(ruleFor(form, lemma, class))})
	}
	sort.Slice(pairs, func(i, j int) bool {
		if pairs[i].form != pairs[j].form {
			return pairs[i].form < pairs[j].form
		}
		return lessRule(b.list[pairs[i].rule], b.list[pairs[j].rule])
	})
	var names []string
	var sets []int
	var set []int
	for i := 0; i < len(pairs); {
		set = set[:0]
		j := i
		for ; j < len(pairs) && pairs[j].form == pairs[i].form; j++ {
			if len(set) == 0 || set[len(set)-1] != pairs[j].rule {
				set = append(set, pairs[j].rule)
			}
		}
		names = append(names, pairs[i].form)
		sets = append(sets, b.setNumber(set))
		i = j
	}
	rules, final := b.finish()
	fst, err = buildFST(names, func(i int) uint64 { return final[sets[i]] })
	return fst, rules, err
}

// lessRule is a total order of rules that does not hang on the order of
// entries.
func lessRule(a, b rule) bool {
	if a.class != b.class {
		return a.class < b.class
	}
	if a.cut != b.cut {
		return a.cut < b.cut
	}
	return a.add < b.add
}

// buildFST writes an automaton over sorted distinct names.
func buildFST(names []string, value func(i int) uint64) ([]byte, error) {
	var out bytes.Buffer
	w, err := vellum.New(&out, &vellum.BuilderOpts{Encoder: 1, RegistryTableSize: 1 << 18, RegistryMRUSize: 8})
	if err != nil {
		return nil, fmt.Errorf("buildFST: %w", err)
	}
	for i, n := range names {
		if err := w.Insert([]byte(n), value(i)); err != nil {
			return nil, fmt.Errorf("buildFST: insert %q: %w", n, err)
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("buildFST: %w", err)
	}
	return out.Bytes(), nil
}
