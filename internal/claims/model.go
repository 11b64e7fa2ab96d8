package claims

import (
	"cmp"
	"math"
	"slices"

	"prasowka/internal/polish"
)

// A Sample is a sentence with the tone that a person gave it.
type Sample struct {
	Text string `json:"text"`
	Tone string `json:"tone"` // Positive, Neutral or Negative; others teach nothing
}

// A Model is a small linear model over lemmas, learned from the officer's
// corrections: one weight a lemma and tone, logistic regression. It marshals
// to JSON. Equal samples in equal order give the equal model.
type Model struct {
	Samples int                   `json:"samples"` // how many it learned from
	Agrees  float64               `json:"agrees"`  // share of samples that it tells right when they are held back (5 folds); 0–1
	Bias    [3]float64            `json:"bias"`
	Weights map[string][3]float64 `json:"weights"` // by lemma: Positive, Neutral, Negative
}

var tones = [3]string{Positive, Neutral, Negative}

// Enough is how many corrections a model needs before it is asked.
const Enough = 100

// Trained tells whether a model has learned enough to be asked.
func (m *Model) Trained() bool { return m != nil && m.Samples >= Enough }

// Train learns a model from corrections. It is deterministic; a thousand
// samples take less than a second.
func Train(a *polish.Analyzer, samples []Sample) Model {
	var data []lesson
	for _, s := range samples {
		k := slices.Index(tones[:], s.Tone)
		if k < 0 {
			continue
		}
		r := read(a, s.Text)
		l := lesson{tone: k}
		for _, n := range r.lines {
			l.lemmas = append(l.lemmas, r.lemmas(n)...)
		}
		slices.Sort(l.lemmas)
		l.lemmas = slices.Compact(l.lemmas)
		data = append(data, l)
	}
	m := learn(data)
	m.Agrees = heldBack(data)
	return m
}

type lesson struct {
	lemmas []string
	tone   int
}

// heldBack is the share of lessons told right by models that did not see them.
func heldBack(data []lesson) float64 {
	const folds = 5
	if len(data) < folds {
		return 0
	}
	right := 0
	for f := range folds {
		var seen []lesson
		for i, l := range data {
			if i%folds != f {
				seen = append(seen, l)
			}
		}
		m := learn(seen)
		for i, l := range data {
			if i%folds == f {
				if tone, _ := m.Guess(l.lemmas); tone == tones[l.tone] {
					right++
				}
			}
		}
	}
	return float64(right) / float64(len(data))
}

// learn fits the weights by stochastic gradient descent with weight decay.
func learn(data []lesson) Model {
	const (
		epochs = 20
		rate   = 0.3
		decay  = 1e-3
	)
	m := Model{Samples: len(data), Weights: map[string][3]float64{}}
	for e := range epochs {
		step := rate / (1 + 0.2*float64(e))
		for _, l := range data {
			p := m.chances(l.lemmas)
			for k := range p {
				g := -p[k]
				if k == l.tone {
					g++
				}
				m.Bias[k] += step * g * 0.1
				p[k] = g
			}
			for _, w := range l.lemmas {
				v := m.Weights[w]
				for k := range v {
					v[k] += step * (p[k] - decay*v[k])
				}
				m.Weights[w] = v
			}
		}
	}
	for w, v := range m.Weights {
		for k := range v {
			v[k] = math.Round(v[k]*1e4) / 1e4
		}
		m.Weights[w] = v
	}
	return m
}

// chances are the probabilities of the three tones.
func (m *Model) chances(lemmas []string) (p [3]float64) {
	p = m.Bias
	for _, l := range lemmas {
		w := m.Weights[l]
		for k := range p {
			p[k] += w[k]
		}
	}
	top := max(p[0], p[1], p[2])
	sum := 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// Guess is the likeliest tone of a sentence by its lemmas and its probability.
func (m *Model) Guess(lemmas []string) (tone string, sure float64) {
	p := m.chances(lemmas)
	best := 0
	for k := range p {
		if cmp.Compare(p[k], p[best]) > 0 {
			best = k
		}
	}
	return tones[best], p[best]
}
