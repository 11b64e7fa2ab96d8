package desk

import (
	"context"
	"slices"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// watching is what the watch stage remembers between turns.
type watching struct{}

// A lookout is the topics and facts that versions are held against.
type lookout struct {
	describe *describer
	topics   map[string]press.Topic
	match    func(*query.Doc, time.Time) []press.Hit
	check    func(store.Filing, press.Version) []press.Flag
}

// lookout reads the topics in force.
func (d *Desk) lookout(ctx context.Context) (*lookout, error) {
	describe, err := d.describer(ctx)
	if err != nil {
		return nil, err
	}
	stored, err := d.Store.Topics(ctx)
	if err != nil {
		return nil, err
	}
	l := &lookout{describe: describe, topics: map[string]press.Topic{}}
	var standing []query.Standing
	queries := map[string]*query.Query{}
	for _, t := range stored {
		if t.Paused {
			continue
		}
		q, err := query.Parse(d.Analyzer, t.Query)
		if err != nil {
			d.Log.Error("topic is not watched: its query is wrong", "topic", t.ID, "err", err)
			continue
		}
		l.topics[t.ID] = t.Topic
		queries[t.ID] = q
		standing = append(standing, query.Standing{ID: t.ID, Query: q})
	}
	set, err := query.NewSet(standing)
	if err != nil {
		return nil, err
	}
	l.match = func(doc *query.Doc, now time.Time) []press.Hit {
		var hits []press.Hit
		for _, i := range set.Match(doc, now, nil) {
			spans, _ := queries[set.ID(i)].Match(doc, now)
			hits = append(hits, press.Hit{Topic: set.ID(i), Spans: spans})
		}
		slices.SortFunc(hits, func(a, b press.Hit) int {
			if a.Topic < b.Topic {
				return -1
			}
			return 1
		})
		return hits
	}
	l.check = func(store.Filing, press.Version) []press.Flag { return nil }
	return l, nil
}
