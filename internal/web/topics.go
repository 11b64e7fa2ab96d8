package web

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// topicsData is the data of the screen Tematy.
type topicsData struct {
	Topics []topicRow
	Edits  bool
}

type topicRow struct {
	Topic press.Topic
	Month int // stories of the last thirty days
	Last  time.Time
	thumbs
}

// thumbs is what people think of a topic's hits.
type thumbs struct{ Up, Down int }

// Judged is how many hits somebody has judged.
func (t thumbs) Judged() int { return t.Up + t.Down }

// Share is the precision among those, 0–1.
func (t thumbs) Share() float64 { return float64(t.Up) / float64(max(1, t.Judged())) }

// judged is how far back thumbs count.
const judged = 3 * month

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
	d := topicsData{Edits: person(r).Role.May(press.Officer)}
	for _, t := range topics {
		row := topicRow{Topic: t.Topic, Month: byTopic[t.ID]}
		hits, err := s.Store.Hits(ctx, t.ID, now.Add(-month), 1)
		if err != nil {
			return err
		}
		if len(hits) > 0 {
			row.Last = hits[0].At
		}
		if row.Up, row.Down, _, err = s.Store.Precision(ctx, t.ID, now.Add(-judged)); err != nil {
			return err
		}
		d.Topics = append(d.Topics, row)
	}
	return s.show(w, r, 0, "topics", "Tematy", d)
}

// topicData is the data of the screen of one topic.
type topicData struct {
	Topic      press.Topic
	Understood string
	Wrong      *queryError
	Hits       []topicClip
	History    []topicChange
	Edits      bool
	Week       store.RuleCount // its alerts of the last seven days
	thumbs
}

// topicChange is a topic after one change of it.
type topicChange struct {
	store.TopicRevision
	Who string
}

// topicClip is a clipping that a topic fired on.
type topicClip struct {
	Clip  clip
	Words []string
	Story string // of the hit
	Thumb int    // 1 right, -1 wrong, 0 nobody has said
}

const topicClips = 100

func (s *Site) topic(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	t, err := s.Store.Topic(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	d := topicData{Topic: t.Topic, Edits: person(r).Role.May(press.Officer)}
	if q, err := query.Parse(s.Analyzer, t.Query); err == nil {
		d.Understood = q.Explain()
	} else {
		d.Wrong = place(t.Query, err)
	}
	if d.Up, d.Down, _, err = s.Store.Precision(ctx, t.ID, s.Now().Add(-judged)); err != nil {
		return err
	}
	if d.Week, err = s.week(ctx, t.ID); err != nil {
		return err
	}
	if err := s.topicHits(ctx, &d); err != nil {
		return err
	}
	if err := s.topicPast(ctx, &d); err != nil {
		return err
	}
	return s.show(w, r, 0, "topic", t.Name, d)
}

// topicHits fills in what the topic found in the last month.
func (s *Site) topicHits(ctx context.Context, d *topicData) error {
	hits, err := s.Store.Hits(ctx, d.Topic.ID, s.Now().Add(-month), topicClips)
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	given, err := s.Store.Thumbs(ctx, d.Topic.ID)
	if err != nil {
		return err
	}
	ids := make([]string, len(hits))
	byClip := map[string]press.Hit{}
	for i, h := range hits {
		ids[i], byClip[h.Clipping] = h.Clipping, h
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	for _, c := range names.clips(filings) {
		h := byClip[c.ID]
		d.Hits = append(d.Hits, topicClip{Clip: c, Words: h.Words, Story: h.Story, Thumb: given[h.Story]})
	}
	return err
}

// topicPast fills in how the topic stood before.
func (s *Site) topicPast(ctx context.Context, d *topicData) error {
	past, err := s.Store.TopicHistory(ctx, d.Topic.ID)
	if err != nil {
		return err
	}
	people, err := s.Store.People(ctx)
	if err != nil {
		return err
	}
	names := map[string]string{"config": "plik konfiguracji"}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	for _, h := range past {
		d.History = append(d.History, topicChange{TopicRevision: h, Who: cmp.Or(names[h.By], h.By)})
	}
	return nil
}
