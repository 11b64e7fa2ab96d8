package claims

import (
	"math"
	"strings"

	"prasowka/internal/polish"
)

// The tones that the store knows; "" is "unsure".
const (
	Positive = "pozytywny"
	Neutral  = "neutralny"
	Negative = "negatywny"
	Mixed    = "mieszany"
)

// A Subject is towards whom a tone is: the city, its leadership, a unit. A
// sentence speaks of it when it holds one of the names in any form.
type Subject struct {
	ID    string   // "miasto", "kierownictwo", a unit's name
	Names []string // words and phrases in their base form
	Weak  []string // names that may be another's, such as "prezydent" or "urząd": see subject
	Place string   // the city's name: who acts under it is meant, not what lies in it
}

// An Opinion is the tone of a text towards one subject. It is a proposal: a
// lexicon with negation is right in about 60% of press sentences, so Tone is
// empty unless the evidence is clear. What that comes to is measured on the
// sentences of testdata/tone.
type Opinion struct {
	Subject  string
	Tone     string  // Positive, Neutral, Negative, Mixed or "" (unsure)
	Score    float64 // -1 to 1; by the model, when it is used, log-odds squeezed
	Sentence string  // the one that decided it
	Start    int     // its place in the text, bytes
	End      int
}

// Tone proposes how a text speaks of each subject. A nil or untrained model
// leaves it to the lexicon alone.
func Tone(a *polish.Analyzer, text string, subjects []Subject, m *Model) []Opinion {
	r := read(a, text)
	all := make([]subject, len(subjects))
	for i, s := range subjects {
		all[i] = r.subject(a, s)
		all[i].found = make([][]mention, len(r.lines))
		for n, l := range r.lines {
			all[i].found[n] = r.mentions(l, all[i])
		}
	}
	out := make([]Opinion, len(subjects))
	for i, s := range all {
		out[i] = r.towards(s, all, m)
	}
	return out
}

// Bounds of saying a tone: so much evidence, so one-sided. A word that only names
// a thing ("skarga" in the title of a resolution) says nothing alone.
const (
	enough  = 1.0
	further = 0.15 // more for each further sentence that speaks of the subject
	evident = 0.5
)

// towards weighs the sentences that speak of a subject.
func (r *reading) towards(s subject, others []subject, m *Model) Opinion {
	o := Opinion{Subject: s.ID}
	var plus, minus, most float64
	mentioned, told, argued := 0, 0, 0
	for n, l := range r.lines {
		at := s.found[n]
		if len(at) == 0 {
			continue
		}
		mentioned++
		p, c := r.weigh(l, at, elsewhere(n, s, others))
		more, less := r.carried(n, s, others)
		p, c = p+more, c+less
		if m.Trained() {
			p, c = m.lean(r.lemmas(l), p, c)
		}
		switch {
		case r.arguing(l):
			argued++
		case r.informing(l):
			told++
		}
		plus, minus = plus+p, minus+c
		if w := math.Abs(p - c); w > most || o.Sentence == "" {
			most = w
			o.Sentence, o.Start, o.End = strings.TrimSpace(r.text[l.at.Start:l.at.End]), l.at.Start, l.at.End
		}
	}
	if mentioned == 0 {
		return Opinion{Subject: s.ID}
	}
	if plus+minus > 0 {
		o.Score = (plus - minus) / (plus + minus + 1)
	}
	o.Tone = toneOf(plus, minus, mentioned, told, argued)
	return o
}

// toneOf is the word for what was weighed: of so many sentences that speak of
// a subject, so many inform and so many argue.
func toneOf(plus, minus float64, mentioned, told, argued int) string {
	all, needed := plus+minus, enough+further*float64(min(mentioned, 11)-1)
	lean := 0.0
	if all > 0 {
		lean = (plus - minus) / all
	}
	switch {
	case all == 0 && argued == 0 && (told > 0 || mentioned >= 2):
		return Neutral
	case all <= faint && mentioned >= 3 && told > argued:
		return Neutral
	case plus >= 2 && minus >= 2 && math.Abs(lean) < 0.34:
		return Mixed
	case plus >= needed && lean >= evident:
		return Positive
	case minus >= needed && lean <= -evident:
		return Negative
	}
	return ""
}

// lean lets a trained model move the weights of a sentence.
func (m *Model) lean(lemmas []string, plus, minus float64) (float64, float64) {
	tone, sure := m.Guess(lemmas)
	switch {
	case sure < 0.6:
		return plus / 2, minus / 2
	case tone == Positive:
		return plus + 1.5, minus
	case tone == Negative:
		return plus, minus + 1.5
	}
	return 0, 0
}

// lemmas are the features of a sentence: the lemmas of its words, those within
// reach of "nie" marked.
func (r *reading) lemmas(l line) []string {
	var out []string
	deny := 0
	for i := l.lo; i < l.hi; i++ {
		t := &r.tokens[i]
		if r.folded[i] == "nie" || r.folded[i] == "bez" {
			deny = 3
			continue
		}
		if t.Kind == polish.Word && len(t.Keys[0]) > 2 && !r.function(i) {
			k := t.Keys[0]
			if deny > 0 {
				k = "nie_" + k
			}
			out = append(out, k)
		}
		deny--
	}
	return out
}
