package claims

import (
	"maps"
	"slices"
	"strings"

	"prasowka/internal/polish"
)

// This file compares the names of people.

// person is somebody whom the register knows.
type person struct {
	full  string
	post  string
	parts []namePart // given names first, the surname last
}

// A namePart is one word of a name with all forms of its paradigm.
type namePart struct {
	word
	forms lexis
}

// person reads a name with its paradigm.
func (r *Register) person(name string) person {
	p := person{full: strings.Join(strings.Fields(name), " ")}
	tokens := r.a.Tokens(p.full)
	if len(tokens) == 0 {
		return p
	}
	kind := polish.Man
	if strings.HasSuffix(tokens[0].Exact, "a") {
		kind = polish.Woman
	}
	forms := make([]lexis, len(tokens))
	for i := range forms {
		forms[i] = lexis{}
	}
	for _, f := range polish.Paradigm(p.full, kind) {
		if f.Number != "pojedyncza" {
			continue
		}
		ws := strings.FieldsFunc(f.Text, func(c rune) bool { return c == ' ' || c == '-' })
		for i, w := range ws {
			if len(ws) == len(tokens) {
				forms[i][polish.Fold(strings.ToLower(w))] = struct{}{}
			}
		}
	}
	for i := range tokens {
		p.parts = append(p.parts, namePart{word: wordOf(&tokens[i]), forms: forms[i]})
	}
	return p
}

// is tells whether a token is a form of this part of the name.
func (n *namePart) is(tok *polish.Token, folded string) bool {
	_, ok := n.forms[folded]
	return ok || n.keys.has(tok)
}

// hyphened is how many parts the surname has.
func (p *person) surname() []namePart {
	if len(p.parts) < 2 {
		return p.parts
	}
	if strings.Contains(p.full, "-") && len(p.parts) > 2 {
		return p.parts[len(p.parts)-2:]
	}
	return p.parts[len(p.parts)-1:]
}

// sameness of two names.
type sameness uint8

const (
	stranger sameness = iota
	namesake          // the same surname behind another given name: another person
	misspelt          // the same person by all likelihood, one part written wrong
	same
)

// named compares the name that stands in tokens [lo, hi) with a person.
func (p *person) named(t *reading, lo, hi int) sameness {
	if len(p.parts) == 0 || hi <= lo {
		return stranger
	}
	surname := p.surname()
	hit := func(parts []namePart) bool {
		return slices.ContainsFunc(parts, func(n namePart) bool {
			for i := lo; i < hi; i++ {
				if n.is(&t.tokens[i], t.folded[i]) {
					return true
				}
			}
			return false
		})
	}
	family, given := hit(surname), hit(p.parts[:1])
	full := t.given(lo) || hi-lo > 1 && givenNames.has(&t.tokens[lo])
	for i := lo; i < hi && !full; i++ { // "radny Jan Kos" is not our Elżbieta Kos
		if full = t.given(i); full {
			lo = i
		}
	}
	switch {
	case family && (given || !full):
		return same
	case family && full: // another given name
		if t.initial(lo) || p.called(&t.tokens[lo]) {
			return same
		}
		return namesake
	case given && full:
		last := t.folded[hi-1]
		for form := range surname[len(surname)-1].forms {
			if near := distance(last, form); near <= 2 && near*4 <= len(last) || alike(last, form) {
				return misspelt
			}
		}
	}
	return stranger
}

// pet are given names that are listed in a short form, too.
var pet = []lexis{words("jakub kuba"), words("izabela iza"), words("magdalena magda"), words("maksymilian maks"), words("adrianna ada"), words("karolina kaja"), words("paulina paula")}

// called tells whether a given name is a short form of the person's own.
func (p *person) called(tok *polish.Token) bool {
	return slices.ContainsFunc(pet, func(l lexis) bool {
		return l.has(tok) && l.has(&polish.Token{Keys: slices.Collect(maps.Keys(p.parts[0].keys))})
	})
}

// initial tells "J. Kowalski".
func (r *reading) initial(i int) bool { return len(r.tokens[i].Exact) <= 2 }

// alike tells whether two surnames share all but their ending: Turzyca and
// Turzyński.
func alike(a, b string) bool {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 4 && n >= min(len(a), len(b))-3
}

// distance is Levenshtein's, over the bytes of folded words.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := before
			if a[i-1] != b[j-1] {
				cost++
			}
			before = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
