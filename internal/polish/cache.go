package polish

import (
	"hash/maphash"
	"math/bits"
	"strings"
	"sync/atomic"
	"unsafe"
)

// word is what is known of one form as it stands in a text, whatever stands
// around it. It fills one line of the processor's cache: looking a word up
// costs its place in the table and this line, and nothing else if the form is
// not long.
type word struct {
	form  spelling
	asked Kind    // the kind the scanner saw
	kind  Kind    // the kind it turned out to be
	count uint16  // number of keys
	ref   uint32  // see Token.Ref
	exact string  // see Token.Exact
	first *string // the first of the keys; see Token.Keys
	rest  *rest   // what few words have; nil for the others
}

// rest is what long, abbreviated and capital forms have besides.
type rest struct {
	surface string   // the form as written, when it is longer than a spelling holds
	plain   []string // an acronym's keys within a heading in capitals; nil if the same
	dotted  []string // keys before a full stop, for abbreviations; nil if the same
	ref     uint32   // see Token.Ref, before a full stop
}

// keys are all readings of the word.
func (w *word) keys() []string { return unsafe.Slice(w.first, w.count) }

// plain is the keys in a heading; nil if they are the same.
func (w *word) plain() []string {
	if w.rest == nil {
		return nil
	}
	return w.rest.plain
}

// spelling is a form's length and its first bytes, by which most forms are
// told apart without following a pointer.
type spelling struct {
	head, tail uint64 // bytes 0–7 and 8–15, zeros behind the end
	size       uint32
}

// spelled is how many bytes a spelling holds.
const spelled = 16

// spell reads the spelling of text[start:end].
func spell(text string, start, end int) spelling {
	f := spelling{size: uint32(end - start)}
	if len(text)-start < spelled {
		for i, n := start, 0; i < end; i, n = i+1, n+8 {
			if n < 64 {
				f.head |= uint64(text[i]) << n
			} else {
				f.tail |= uint64(text[i]) << (n - 64)
			}
		}
		return f
	}
	f.head = eight(text[start:])
	switch n := f.size; {
	case n < 8:
		f.head &= 1<<(8*n) - 1
	case n < spelled:
		f.tail = eight(text[start+8:]) & (1<<(8*n-64) - 1)
	default:
		f.tail = eight(text[start+8:])
	}
	return f
}

// eight reads eight bytes as a number; the compiler makes one load of it.
func eight(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// slots is the size of the cache, a power of two: about 60,000 forms are 98 %
// of the words of a year's press, and those beyond cost ten times as much to
// read anew as to remember. Filled, it takes some 45 MB.
const slots = 1 << 18

// ways is how many places a form may stand in, one beside the other.
const ways = 4

// cache remembers the last readings. It is bounded: of the words in a form's
// four places the one that came first, and was not asked for since it moved to
// the last place, gives way. Reading takes no lock. A tag of eight bits tells
// for each place whether it is worth looking at; writers do not wait for one
// another, so a tag may be wrong, and a form is then only read once more.
type cache struct {
	seed   maphash.Seed
	spices [2]uint64
	tags   *[slots / ways]atomic.Uint32 // a byte for each place of a set, the first lowest
	table  *[slots]atomic.Pointer[word]
}

func newCache() cache {
	seed := maphash.MakeSeed()
	return cache{
		seed:   seed,
		spices: [2]uint64{maphash.String(seed, "head") | 1, maphash.String(seed, "tail") | 1},
		tags:   new([slots / ways]atomic.Uint32),
		table:  new([slots]atomic.Pointer[word]),
	}
}

// place is where a form may stand: one of the sets of places, and its tag
// there, which is never 0.
type place struct {
	set uint32
	tag uint8
}

// place is the place of a form.
func (c *cache) place(f *spelling, surface string) place {
	var h uint64
	if f.size > spelled {
		h = maphash.String(c.seed, surface)
	} else {
		high, low := bits.Mul64(f.head^c.spices[0], f.tail^c.spices[1]^uint64(f.size)<<56)
		h = high ^ low
	}
	return place{set: uint32(h>>8) % (slots / ways), tag: uint8(h>>40) | 1}
}

// is tells whether the word is that of a form.
func (w *word) is(f *spelling, kind Kind, surface string) bool {
	return w.form == *f && w.asked == kind && (f.size <= spelled || w.rest.surface == surface)
}

// likely is the first place of a set with a tag; ways if there is none.
func (p place) likely(tags uint32) int {
	const ones, tops = 0x01010101, 0x80808080
	x := tags ^ uint32(p.tag)*ones // the byte with the tag becomes zero
	return bits.TrailingZeros32((x-ones)&^x&tops) / 8
}

// find is the word of a form; nil if it is not remembered.
func (c *cache) find(p place, f *spelling, kind Kind, surface string) *word {
	tags := c.tags[p.set].Load()
	for i := range uint32(ways) {
		if uint8(tags>>(8*i)) != p.tag {
			continue
		}
		w := c.table[p.set*ways+i].Load()
		if w == nil || !w.is(f, kind, surface) {
			continue
		}
		if i == ways-1 {
			c.put(p, w) // it moves to the first place before another pushes it out
		}
		return w
	}
	return nil
}

// put stores a word in the first place of a set and moves the others on; the
// last one gives way.
func (c *cache) put(p place, w *word) {
	base := p.set * ways
	for i := range uint32(ways) {
		if w = c.table[base+i].Swap(w); w == nil {
			break
		}
	}
	c.tags[p.set].Store(c.tags[p.set].Load()<<8 | uint32(p.tag))
}

// compound is the kind under which hyphenated wholes are looked up: they have
// keys only if the dictionary knows them.
const compound Kind = 255

// pending is a token on its way from the scanner to the list of tokens.
type pending struct {
	span  span
	form  spelling
	place place
	word  *word
}

// words fills in what is known of the forms of some tokens. Each step runs over
// all of them, so that the processor waits for many places of memory at once
// instead of for one after the other.
func (a *Analyzer) words(text string, block []pending) {
	for i := range block {
		p := &block[i]
		p.form = spell(text, p.span.start, p.span.end)
		p.place = a.cache.place(&p.form, text[p.span.start:p.span.end])
	}
	for i := range block {
		p := &block[i]
		p.word = nil
		if way := p.place.likely(a.cache.tags[p.place.set].Load()); way < ways-1 {
			p.word = a.cache.table[p.place.set*ways+uint32(way)].Load()
		}
	}
	for i := range block {
		p := &block[i]
		if p.word == nil || !p.word.is(&p.form, p.span.kind, text[p.span.start:p.span.end]) {
			p.word = a.word(text, p.span.start, p.span.end, p.span.kind, p.span.dirty)
		}
	}
}

// word answers what is known of the form text[start:end], which the scanner
// took to be of a kind; dirty tells that it must be cleaned first.
func (a *Analyzer) word(text string, start, end int, kind Kind, dirty bool) *word {
	f := spell(text, start, end)
	p := a.cache.place(&f, text[start:end])
	if w := a.cache.find(p, &f, kind, text[start:end]); w != nil {
		return w
	}
	w := a.learn(strings.Clone(text[start:end]), f, kind, dirty)
	a.cache.put(p, w)
	return w
}

// learn reads a form that the cache does not have.
func (a *Analyzer) learn(surface string, f spelling, kind Kind, dirty bool) *word {
	text := surface
	if dirty {
		text = clean(text)
	}
	r := reading{kind: kind}
	a.read(&r, text)
	w := &word{form: f, asked: kind, kind: r.kind, exact: r.exact, first: unsafe.SliceData(r.keys), count: uint16(min(len(r.keys), 1<<16-1)), ref: a.newRef()}
	if f.size > spelled || r.plain != nil || r.dotted != nil {
		w.rest = &rest{surface: surface, plain: r.plain, dotted: r.dotted}
		if r.dotted != nil {
			w.rest.ref = a.newRef()
		}
	}
	return w
}
