package forms

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
)

// Dictionary maps forms to readings.
type Dictionary struct {
	fst     *vellum.FST
	table   *table
	readers sync.Pool
}

// OpenDictionary reads a dictionary in place.
func OpenDictionary(fst, rules []byte) (*Dictionary, error) {
	f, err := vellum.Load(fst)
	if err != nil {
		return nil, fmt.Errorf("OpenDictionary(%d bytes): %w", len(fst), err)
	}
	t, err := parseTable(rules)
	if err != nil {
		return nil, fmt.Errorf("OpenDictionary: %w", err)
	}
	d := &Dictionary{fst: f, table: t}
	d.readers.New = func() any {
		r, err := f.Reader()
		if err != nil {
			return (*vellum.Reader)(nil)
		}
		return r
	}
	return d, nil
}

// Len is the number of forms.
func (d *Dictionary) Len() int { return d.fst.Len() }

// get looks a stored form up.
func (d *Dictionary) get(form string) (set uint64, ok bool) {
	r, _ := d.readers.Get().(*vellum.Reader)
	if r == nil {
		return 0, false
	}
	set, ok, err := r.Get([]byte(form))
	d.readers.Put(r)
	return set, ok && err == nil
}

// Append appends all readings of a lower-case form; none if the dictionary
// does not know it. Forms with nie- of participles and gerunds and with naj-
// of comparatives are known by the form without the prefix.
func (d *Dictionary) Append(dst []Reading, form string) []Reading {
	if set, ok := d.get(form); ok {
		return d.table.appendReadings(dst, set, form)
	}
	for _, prefix := range [...]string{"nie", "naj"} {
		rest, ok := strings.CutPrefix(form, prefix)
		if !ok || len(rest) < 3 {
			continue
		}
		if set, ok := d.get(rest); ok {
			from := len(dst)
			for _, r := range d.table.appendReadings(nil, set, rest) {
				if r.Class == Verbal {
					dst = append(dst, r)
				}
			}
			if len(dst) > from {
				return dst
			}
		}
	}
	return dst
}

// variants are the Polish letters behind a Latin one.
func variants(b byte) []string {
	switch b {
	case 'a':
		return []string{"ą"}
	case 'c':
		return []string{"ć"}
	case 'e':
		return []string{"ę"}
	case 'l':
		return []string{"ł"}
	case 'n':
		return []string{"ń"}
	case 'o':
		return []string{"ó"}
	case 's':
		return []string{"ś"}
	case 'z':
		return []string{"ż", "ź"}
	}
	return nil
}

// most is how many spellings of one form typed without Polish letters are
// looked at, so that no word can take long.
const most = 4000

// AppendUnfolded appends the readings of all known forms that become the form
// given when their Polish letters are folded: zrodlo → źródło.
func (d *Dictionary) AppendUnfolded(dst []Reading, form string) []Reading {
	u := unfolder{d: d, form: form, left: most}
	u.walk(d.fst.Start(), 0, 0, make([]byte, 0, len(form)+8))
	for _, found := range u.found {
		dst = d.table.appendReadings(dst, found.set, found.form)
	}
	return dst
}

// unfolder walks the automaton along all spellings of a form.
type unfolder struct {
	d     *Dictionary
	form  string
	left  int
	found []struct {
		form string
		set  uint64
	}
}

func (u *unfolder) walk(state, i int, total uint64, seen []byte) {
	if u.left--; u.left < 0 {
		return
	}
	if i == len(u.form) {
		if ok, val := u.d.fst.IsMatchWithVal(state); ok {
			u.found = append(u.found, struct {
				form string
				set  uint64
			}{string(seen), total + val})
		}
		return
	}
	u.step(state, i, total, seen, u.form[i:i+1])
	for _, v := range variants(u.form[i]) {
		u.step(state, i, total, seen, v)
	}
}

// step follows the bytes of one letter.
func (u *unfolder) step(state, i int, total uint64, seen []byte, letter string) {
	for j := range len(letter) {
		next, val := u.d.fst.AcceptWithVal(state, letter[j])
		if !u.d.fst.CanMatch(next) {
			return
		}
		state, total = next, total+val
	}
	u.walk(state, i+1, total, append(seen, letter...))
}

// Each calls visit for every form and its readings in byte order, until visit
// answers false. The slice is good during the call only.
func (d *Dictionary) Each(visit func(form string, readings []Reading) bool) error {
	it, err := d.fst.Iterator(nil, nil)
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
