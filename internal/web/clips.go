package web

import (
	"context"
	"strings"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// clip is a clipping as a line of a screen.
type clip struct {
	store.Filing
	OutletName string
}

// Opening is what the text begins with: the lead, or its first lines.
func (c clip) Opening() string {
	if c.Lead != "" {
		return c.Lead
	}
	return strings.ReplaceAll(c.Text, "\n", " ")
}

// named is the names of outlets and topics by their IDs: what every list of
// clippings shows.
type named struct {
	outlets map[string]string
	topics  map[string]press.Topic
}

func (s *Site) named(ctx context.Context) (named, error) {
	outlets, err := s.Store.Outlets(ctx)
	if err != nil {
		return named{}, err
	}
	topics, err := s.Store.Topics(ctx)
	if err != nil {
		return named{}, err
	}
	n := named{outlets: make(map[string]string, len(outlets)), topics: make(map[string]press.Topic, len(topics))}
	for _, o := range outlets {
		n.outlets[o.ID] = o.Name
	}
	for _, t := range topics {
		n.topics[t.ID] = t.Topic
	}
	return n, nil
}

// clips puts names to filings.
func (n named) clips(filings []store.Filing) []clip {
	out := make([]clip, len(filings))
	for i, f := range filings {
		out[i] = clip{Filing: f, OutletName: n.outlets[f.Outlet]}
	}
	return out
}

// topicHit is a topic with the words that fired.
type topicHit struct {
	Topic press.Topic
	Words []string
}

// hits puts topics to hits; those of topics since removed keep their ID.
func (n named) hits(hits []press.Hit) []topicHit {
	out := make([]topicHit, len(hits))
	for i, h := range hits {
		t, ok := n.topics[h.Topic]
		if !ok {
			t = press.Topic{ID: h.Topic, Name: h.Topic}
		}
		out[i] = topicHit{Topic: t, Words: h.Words}
	}
	return out
}

func topicsOf(hits []topicHit) []press.Topic {
	out := make([]press.Topic, len(hits))
	for i, h := range hits {
		out[i] = h.Topic
	}
	return out
}
