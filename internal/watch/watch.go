// Package watch holds a clipping against every topic of the office.
//
// Invariants:
//   - A hit is exactly what the topic's query answers (package query); the
//     watch adds the words that fired, and nothing of its own.
//   - Hits come in the order of the topics given. A paused topic never fires.
//   - A Watch is a value of its topics: it never changes, keeps no clock, and
//     may be used by many goroutines. When topics change, make another.
package watch

import (
	"errors"
	"fmt"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// A Watch is the topics in force.
type Watch struct {
	topics  []press.Topic
	queries []*query.Query
	set     *query.Set
}

// New makes a watch of topics. Local names are the analyzer's; documents must
// be read with the same one. The error joins one *press.Invalid for each topic
// that has no identity, repeats one, or whose query is wrong.
func New(a *polish.Analyzer, topics []press.Topic) (*Watch, error) {
	w := &Watch{}
	var standing []query.Standing
	var wrong []error
	seen := map[string]bool{}
	for i, t := range topics {
		if t.ID == "" || seen[t.ID] {
			wrong = append(wrong, &press.Invalid{Field: fmt.Sprintf("temat %d", i+1), Why: fmt.Sprintf("identyfikator %q jest pusty albo zajęty; nadaj inny", t.ID)})
			continue
		}
		seen[t.ID] = true
		q, err := query.Parse(a, t.Query)
		if err != nil {
			wrong = append(wrong, &press.Invalid{Field: "temat " + t.ID, Why: err.Error()})
			continue
		}
		if t.Paused {
			continue
		}
		w.topics = append(w.topics, t)
		w.queries = append(w.queries, q)
		standing = append(standing, query.Standing{ID: t.ID, Query: q})
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	var err error
	if w.set, err = query.NewSet(standing); err != nil {
		return nil, fmt.Errorf("watch.New: %w", err)
	}
	return w, nil
}

// Topics are the topics in force, those not paused. The slice must not be changed.
func (w *Watch) Topics() []press.Topic { return w.topics }

// Match gives a hit for each topic that the document answers: Topic, Clipping
// (the document's ID), At (now), Spans and Words are set; Story and Version are
// the caller's to fill in. A topic of fields or negations only has no words.
func (w *Watch) Match(d *query.Doc, now time.Time) []press.Hit {
	var hits []press.Hit
	for _, i := range w.set.Match(d, now, nil) {
		if spans, ok := w.queries[i].Match(d, now); ok {
			hits = append(hits, newHit(w.topics[i].ID, d, now, spans))
		}
	}
	return hits
}

// newHit makes the hit of a topic from the spans that fired.
func newHit(topic string, d *query.Doc, now time.Time, spans []press.Span) press.Hit {
	return press.Hit{Topic: topic, Clipping: d.ID, At: now, Spans: spans, Words: query.Surfaces(d.Fields, spans)}
}
