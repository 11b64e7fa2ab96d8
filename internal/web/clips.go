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

// outletNames is the name of every outlet by its ID.
func (s *Site) outletNames(ctx context.Context) (map[string]string, error) {
	outlets, err := s.Store.Outlets(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(outlets))
	for _, o := range outlets {
		names[o.ID] = o.Name
	}
	return names, nil
}

// clips puts names to filings.
func clips(filings []store.Filing, names map[string]string) []clip {
	out := make([]clip, len(filings))
	for i, f := range filings {
		out[i] = clip{Filing: f, OutletName: names[f.Outlet]}
	}
	return out
}

// topicNames is every topic by its ID.
func (s *Site) topicNames(ctx context.Context) (map[string]press.Topic, error) {
	topics, err := s.Store.Topics(ctx)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]press.Topic, len(topics))
	for _, t := range topics {
		byID[t.ID] = t.Topic
	}
	return byID, nil
}

// topicHit is a topic with the words that fired.
type topicHit struct {
	Topic press.Topic
	Words []string
}

// topicHits puts topics to hits; those of topics since removed keep their ID.
func topicHits(hits []press.Hit, topics map[string]press.Topic) []topicHit {
	out := make([]topicHit, len(hits))
	for i, h := range hits {
		t, ok := topics[h.Topic]
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
