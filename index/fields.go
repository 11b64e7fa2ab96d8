package index

import (
	"github.com/blevesearch/bleve/v2/document"
	api "github.com/blevesearch/bleve_index_api"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// The fields of a document in Bleve. The three text fields hold the terms of
// each word at its position, see termsOf.
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

// Bleve's names for what a field keeps.
const (
	positional = api.IndexField | api.IncludeTermVectors
	plain      = api.IndexField | api.SkipFreqNorm
)

// A field is one field of a document. It implements document.Field.
type field struct {
	name  string
	opts  api.FieldIndexingOptions
	terms []string // of a field without places
	text  *textual // of one with places
	value []byte   // stored
	table *tables  // of the batch
}

// A textual is an analysed text.
type textual struct {
	length   int
	postings []posting
	long     []longPosting // those whose places did not fit into the code
}

type posting struct {
	term string
	code int // see packPlaces
}

type longPosting struct {
	at       int // in postings
	location *api.TokenLocation
}

func (f *field) Name() string                      { return f.name }
func (f *field) ArrayPositions() []uint64          { return nil }
func (f *field) Options() api.FieldIndexingOptions { return f.opts }
func (f *field) Analyze()                          {}
func (f *field) Value() []byte                     { return f.value }
func (f *field) NumPlainTextBytes() uint64         { return uint64(len(f.value)) }
func (f *field) EncodedFieldType() byte            { return 't' }

func (f *field) Size() int {
	if f.text != nil {
		return 64 + 24*len(f.text.postings)
	}
	return 64 + len(f.value) + 16*len(f.terms)
}

func (f *field) AnalyzedLength() int {
	if f.text == nil {
		return 0
	}
	return f.text.length
}

// AnalyzedTokenFrequencies gives the terms in the shape that Bleve reads. It is
// a table shared with the same field of all other documents of the batch, for
// Bleve makes a segment of one document after another and asks each twice: a
// table for each document would be most of the memory of an import.
func (f *field) AnalyzedTokenFrequencies() api.TokenFrequencies { return f.table.of(f.name).fill(f) }

// tables are the tables of a batch, by field.
type tables struct{ byField map[string]*table }

func newTables() *tables { return &tables{byField: map[string]*table{}} }

func (t *tables) of(field string) *table {
	tab := t.byField[field]
	if tab == nil {
		tab = &table{freqs: api.TokenFrequencies{}}
		t.byField[field] = tab
	}
	return tab
}

// A table is a map for Bleve and the room for its values.
type table struct {
	freqs api.TokenFrequencies
	room  []*api.TokenFreq
}

func (t *table) fill(f *field) api.TokenFrequencies {
	clear(t.freqs)
	n := len(f.terms)
	if f.text != nil {
		n = len(f.text.postings)
	}
	if more := n - len(t.room); more > 0 {
		block := make([]api.TokenFreq, more)
		for i := range block {
			t.room = append(t.room, &block[i])
		}
	}
	for i, term := range f.terms {
		t.room[i].SetFrequency(0) // Bleve then keeps none
		t.freqs[term] = t.room[i]
	}
	if f.text == nil {
		return t.freqs
	}
	for i, p := range f.text.postings {
		tf := t.room[i]
		tf.SetFrequency(p.code)
		tf.Locations = tf.Locations[:0]
		t.freqs[p.term] = tf
	}
	for _, l := range f.text.long {
		tf := t.room[l.at]
		tf.Locations = append(tf.Locations, l.location)
	}
	return t.freqs
}

// made is a document ready for Bleve.
type made struct {
	doc        *document.Document
	table      *tables
	titleWords int
	textWords  int
}

// makeDoc reads a document.
func (r *reader) makeDoc(d *Doc, shared *tables) *made {
	if len(r.terms) > maxRemembered {
		r.forget()
	}
	m := &made{doc: document.NewDocument(d.ID), table: shared}
	r.doc.Reset(r.analyzer, query.Fields{Title: d.Title, Lead: d.Lead, Text: d.Text})
	texts := [3]string{d.Title, d.Lead, d.Text}
	for i, f := range [3]query.Field{query.Title, query.Lead, query.Text} {
		if text := r.read(f, texts[i]); text != nil {
			m.doc.AddField(&field{name: textFields[i], opts: positional, text: text, table: shared})
		}
	}
	m.titleWords, m.textWords = len(r.doc.Tokens(query.Title)), len(r.doc.Tokens(query.Text))
	m.addValues(d)
	if s := r.sign.take(r.terms); s != "" {
		m.doc.AddField(&field{name: signField, opts: api.StoreField, value: []byte(s), table: shared})
	}
	return m
}

// addValues adds what is known of a document besides its text.
func (m *made) addValues(d *Doc) {
	add := func(name string, terms ...string) { m.add(name, plain, terms) }
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
	m.add(storyField, plain|api.DocValues|api.SkipDVChunking|api.SkipDVCompression, []string{d.Story})
}

// add adds a field of terms without places; empty ones and repetitions do not
// count.
func (m *made) add(name string, opts api.FieldIndexingOptions, terms []string) {
	var some []string
	for _, t := range terms {
		if t != "" {
			some = append(some, t)
		}
	}
	if len(some) > 0 {
		m.doc.AddField(&field{name: name, opts: opts, terms: some, table: m.table})
	}
}
