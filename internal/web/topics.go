package web

import (
	"net/http"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/query"
)

// topicsData is the data of the screen Tematy.
type topicsData struct{ Topics []topicRow }

type topicRow struct {
	Topic press.Topic
	Month int // stories of the last thirty days
	Last  time.Time
}

const month = 30 * 24 * time.Hour

func (s *Site) topics(w http.ResponseWriter, r *http.Request) error {
	ctx, now := r.Context(), s.Now()
	topics, err := s.Store.Topics(ctx)
	if err != nil {
		return err
	}
	counts, err := s.Store.ByTopic(ctx, now.Add(-month), now.Add(time.Second))
	if err != nil {
		return err
	}
	byTopic := map[string]int{}
	for _, c := range counts {
		byTopic[c.Name] = c.N
	}
	var d topicsData
	for _, t := range topics {
		row := topicRow{Topic: t.Topic, Month: byTopic[t.ID]}
		hits, err := s.Store.Hits(ctx, t.ID, now.Add(-month), 1)
		if err != nil {
			return err
		}
		if len(hits) > 0 {
			row.Last = hits[0].At
		}
		d.Topics = append(d.Topics, row)
	}
	return s.show(w, r, 0, "topics", "Tematy", d)
}

// topicData is the data of the screen of one topic.
type topicData struct {
	Topic      press.Topic
	Understood string
	Hits       []topicClip
	Forms      []string
}

// topicClip is a clipping that a topic fired on.
type topicClip struct {
	Clip  clip
	Words []string
}

const topicClips = 100

func (s *Site) topic(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	t, err := s.Store.Topic(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	d := topicData{Topic: t.Topic}
	if q, err := query.Parse(s.Analyzer, t.Query); err == nil {
		d.Understood = q.Explain()
	}
	hits, err := s.Store.Hits(ctx, t.ID, s.Now().Add(-month), topicClips)
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	ids := make([]string, len(hits))
	words := map[string][]string{}
	for i, h := range hits {
		ids[i] = h.Clipping
		words[h.Clipping] = h.Words
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	if err != nil {
		return err
	}
	for _, c := range names.clips(filings) {
		d.Hits = append(d.Hits, topicClip{Clip: c, Words: words[c.ID]})
	}
	return s.show(w, r, 0, "topic", t.Name, d)
}
