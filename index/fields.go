package index

import (
	"github.com/blevesearch/bleve/v2/document"
	api "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// The fields of a document in Bleve. The three text fields hold, at the word's
// position, every key of a word as it is, its form as formTerm, and its written
// form where formTerm cannot give it back.
const (
	titleField = "t"
	leadField  = "l"
	textField  = "b"
	dayField   = "day"
	storyField = "story"
	signField  = "sign" // stored: the words that tell a document from others, for Similar
)

// textFields are the fields of text in the order of query.Title, Lead, Text.
var textFields = [3]string{titleField, leadField, textField}

// facetFields are the fields whose values are counted, by their name in the
// language. The raw value is the term.
var facetFields = map[query.Field]string{
	query.Topic: "f.topic", query.Source: "f.outlet", query.Medium: "f.medium",
	query.Person: "f.person", query.Tone: "f.tone", query.State: "f.state",
}

// valueField is the field that holds the query.ValueTerms of a field.
func valueField(f query.Field) string { return "=" + string(f) }

// A field is one analysed field. It implements document.Field.
type field struct {
	name   string
	opts   api.FieldIndexingOptions
	length int
	freqs  api.TokenFrequencies
	value  []byte
}

func (f *field) Name() string                                   { return f.name }
func (f *field) ArrayPositions() []uint64                       { return nil }
func (f *field) Options() api.FieldIndexingOptions              { return f.opts }
func (f *field) Analyze()                                       {}
func (f *field) Value() []byte                                  { return f.value }
func (f *field) NumPlainTextBytes() uint64                      { return uint64(len(f.value)) }
func (f *field) Size() int                                      { return 64 + len(f.value) + 160*len(f.freqs) }
func (f *field) EncodedFieldType() byte                         { return 't' }
func (f *field) AnalyzedLength() int                            { return f.length }
func (f *field) AnalyzedTokenFrequencies() api.TokenFrequencies { return f.freqs }

// Bleve's names for what a field keeps.
const (
	positional = api.IndexField | api.IncludeTermVectors
	plain      = api.IndexField | api.SkipFreqNorm
)

// An entry is a term's frequency and places in one allocation. While a field is
// read, the location's Position is the last place, Start the first one plus 1,
// and ArrayPositions the distances; pack then makes its final shape.
type entry struct {
	tf  api.TokenFreq
	loc api.TokenLocation
	ptr [1]*api.TokenLocation
}

// reader gathers the terms of one text field.
type reader struct {
	freqs api.TokenFrequencies
}

func (r *reader) add(term string, pos int) {
	tf := r.freqs[term]
	if tf == nil {
		e := &entry{}
		e.tf.Term = []byte(term)
		e.tf.SetFrequency(1)
		e.loc = api.TokenLocation{Position: pos, Start: pos + 1}
		e.ptr[0] = &e.loc
		e.tf.Locations = e.ptr[:]
		r.freqs[term] = &e.tf
		return
	}
	loc := tf.Locations[0]
	if loc.Position == pos {
		return // two readings with one key, or two forms of one term
	}
	loc.ArrayPositions = append(loc.ArrayPositions, uint64(pos-loc.Position))
	loc.Position = pos
	tf.SetFrequency(tf.Frequency() + 1)
}

// pack gives the locations their final shape: all places of a term in one
// location, the first plus 1 as Position, the distances to the second and third
// as Start and End, further distances as ArrayPositions. Bleve writes the five
// numbers of a location as five varints anyway, and we have no other use for
// them: an article takes half the room that a location a place would take.
func (r *reader) pack() {
	for _, tf := range r.freqs {
		loc := tf.Locations[0]
		rest := loc.ArrayPositions
		loc.Position, loc.Start, loc.ArrayPositions = loc.Start, 0, nil
		if len(rest) > 0 {
			loc.Start = int(rest[0])
		}
		if len(rest) > 1 {
			loc.End = int(rest[1])
			loc.ArrayPositions = rest[2:]
		}
	}
}

// unpack appends the places that pack put into locations.
func unpack(dst []int32, locs []segment.Location) []int32 {
	for _, l := range locs {
		pos := int32(l.Pos()) - 1
		dst = append(dst, pos)
		if d := l.Start(); d > 0 {
			pos += int32(d)
			dst = append(dst, pos)
		}
		if d := l.End(); d > 0 {
			pos += int32(d)
			dst = append(dst, pos)
		}
		for _, d := range l.ArrayPositions() {
			pos += int32(d)
			dst = append(dst, pos)
		}
	}
	return dst
}

// made is a document ready for Bleve.
type made struct {
	doc        *document.Document
	titleWords int
	textWords  int
}

// makeDoc reads a document. It is pure.
func makeDoc(a *polish.Analyzer, d *Doc) *made {
	m := &made{doc: document.NewDocument(d.ID)}
	q := query.NewDoc(a, query.Fields{Title: d.Title, Lead: d.Lead, Text: d.Text})
	texts := [3]string{d.Title, d.Lead, d.Text}
	sign := newSignature()
	for i, f := range [3]query.Field{query.Title, query.Lead, query.Text} {
		tokens := q.Tokens(f)
		if len(tokens) == 0 {
			continue
		}
		r := reader{freqs: make(api.TokenFrequencies, 2*len(tokens))}
		for _, t := range tokens {
			r.token(t, texts[i][t.Start:t.End])
			if f != query.Lead { // the text repeats the lead
				sign.add(t, texts[i][t.Start:t.End], f == query.Title)
			}
		}
		r.pack()
		m.doc.AddField(&field{name: textFields[i], opts: positional, length: lengthCode(len(tokens)), freqs: r.freqs})
		switch f {
		case query.Title:
			m.titleWords = len(tokens)
		case query.Text:
			m.textWords = len(tokens)
		}
	}
	m.addValues(d)
	if s := sign.String(); s != "" {
		m.doc.AddField(&field{name: signField, opts: api.StoreField, value: []byte(s)})
	}
	return m
}

// token adds one token's terms at its place.
func (r *reader) token(t polish.Token, surface string) {
	for _, k := range t.Keys {
		r.add(k, t.Pos)
	}
	form, written := query.ExactTerms(t, surface)
	folded := query.PrefixTerm(t)
	if written != "" && foldedForm(written) != folded {
		r.add(writtenSign+written, t.Pos)
		written = ""
	}
	r.add(formTerm(folded, form, written), t.Pos)
}

// addValues adds what is known of a document besides its text.
func (m *made) addValues(d *Doc) {
	add := func(name string, terms ...string) {
		set := map[string]int{}
		for _, t := range terms {
			if t != "" {
				set[t] = 0
			}
		}
		if len(set) > 0 {
			m.doc.AddField(&field{name: name, opts: plain, freqs: counts(set)})
		}
	}
	is := func(f query.Field, values ...string) {
		var terms []string
		for _, v := range values {
			terms = append(terms, query.ValueTerms(f, v)...)
		}
		add(valueField(f), terms...)
	}
	is(query.Author, d.Author)
	is(query.Source, d.Outlet, d.Source)
	is(query.Medium, d.Medium)
	is(query.Person, d.Persons...)
	is(query.Topic, d.Topics...)
	is(query.Tone, d.Tone)
	is(query.State, d.State)
	add(facetFields[query.Topic], d.Topics...)
	add(facetFields[query.Source], d.Outlet)
	add(facetFields[query.Medium], d.Medium)
	add(facetFields[query.Person], d.Persons...)
	add(facetFields[query.Tone], d.Tone)
	add(facetFields[query.State], d.State)
	add(dayField, polish.DayOf(d.Published).String())
	if d.Story != "" {
		m.doc.AddField(&field{name: storyField, opts: plain | api.DocValues | api.SkipDVChunking | api.SkipDVCompression,
			freqs: counts(map[string]int{d.Story: 0})})
	}
}

// counts makes term frequencies without places; a count of 0 means that Bleve
// keeps none.
func counts(set map[string]int) api.TokenFrequencies {
	out := make(api.TokenFrequencies, len(set))
	for term, n := range set {
		tf := &api.TokenFreq{Term: []byte(term)}
		tf.SetFrequency(n)
		out[term] = tf
	}
	return out
}
