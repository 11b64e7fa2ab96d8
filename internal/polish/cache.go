package polish

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// word is what is known of one form as it stands in a text, whatever stands
// around it.
type word struct {
	surface string   // the form as written
	asked   Kind     // the kind the scanner saw
	kind    Kind     // the kind it turned out to be
	exact   string   // see Token.Exact
	keys    []string // see Token.Keys
	plain   []string // an acronym's keys within a heading in capitals; nil if the same
	dotted  []string // keys before a full stop, for abbreviations; nil if the same
}

// slots is the size of the cache, a power of two: about 60,000 forms are 98 %
// of the words of a year's press. Filled, it takes some 15 MB.
const slots = 1 << 16

// cache remembers the last readings. It is bounded: each form has two places
// where it may stand, and the older word there gives way. Reading takes no lock.
type cache struct {
	seed  maphash.Seed
	table *[slots]atomic.Pointer[word]
}

func newCache() cache {
	return cache{seed: maphash.MakeSeed(), table: new([slots]atomic.Pointer[word])}
}

// get finds a form, or the place (first of two) where to put it.
func (c *cache) get(surface string, kind Kind) (*word, uint64) {
	h := maphash.String(c.seed, surface)
	i := h & (slots - 1)
	if w := c.table[i].Load(); w != nil && w.surface == surface && w.asked == kind {
		return w, i
	}
	if w := c.table[i^1].Load(); w != nil && w.surface == surface && w.asked == kind {
		return w, i
	}
	return nil, i
}

// put stores a word; the one that stood in its first place moves to the second.
func (c *cache) put(i uint64, w *word) {
	if old := c.table[i].Swap(w); old != nil {
		c.table[i^1].Store(old)
	}
}

// compound is the kind under which hyphenated wholes are looked up: they have
// keys only if the dictionary knows them.
const compound Kind = 255

// word answers what is known of a form.
func (a *Analyzer) word(surface string, sp span) *word {
	w, place := a.cache.get(surface, sp.kind)
	if w != nil {
		return w
	}
	w = &word{surface: strings.Clone(surface), asked: sp.kind, kind: sp.kind}
	text := w.surface
	if sp.dirty {
		text = clean(text)
	}
	a.read(w, text)
	a.cache.put(place, w)
	return w
}
