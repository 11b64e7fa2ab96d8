package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

const hitColumns = `topic, clipping, story, version, at, spans, words`

func scanHit(s scanner) (h press.Hit, err error) {
	var when int64
	var spans, words string
	if err = s.Scan(&h.Topic, &h.Clipping, &h.Story, &h.Version, &when, &spans, &words); err != nil {
		return h, err
	}
	h.At = at(when)
	if err := undoc(spans, &h.Spans); err != nil {
		return h, fmt.Errorf("hit %s %s: %w", h.Topic, h.Clipping, err)
	}
	if err := undoc(words, &h.Words); err != nil {
		return h, fmt.Errorf("hit %s %s: %w", h.Topic, h.Clipping, err)
	}
	return h, nil
}

// Mentions lists the topics that fire on a clipping, as it now reads.
func (r reads) Mentions(ctx context.Context, clipping string) ([]press.Hit, error) {
	return rows(ctx, r, scanHit, `SELECT `+hitColumns+` FROM mentions WHERE clipping = $1 ORDER BY topic`, clipping)
}

// MentionsOf lists the topics of several clippings at once, by clipping.
func (r reads) MentionsOf(ctx context.Context, clippings []string) (map[string][]press.Hit, error) {
	byClipping := map[string][]press.Hit{}
	if len(clippings) == 0 {
		return byClipping, nil
	}
	found, err := rows(ctx, r, scanHit, `SELECT `+hitColumns+` FROM mentions WHERE clipping IN (`+places(1, len(clippings))+`) ORDER BY clipping, topic`, anys(clippings)...)
	for _, h := range found {
		byClipping[h.Clipping] = append(byClipping[h.Clipping], h)
	}
	return byClipping, err
}

// Hits lists what fired first in each story since an instant, the newest
// first; an empty topic lists every topic's.
func (r reads) Hits(ctx context.Context, topic string, since time.Time, limit int) ([]press.Hit, error) {
	return rows(ctx, r, scanHit, `SELECT `+hitColumns+` FROM hits WHERE ($1 = '' OR topic = $1) AND at >= $2 ORDER BY at DESC, topic, story LIMIT $3`, topic, ms(since), limit)
}

// StoryHits lists the topics that fired in a story.
func (r reads) StoryHits(ctx context.Context, story string) ([]press.Hit, error) {
	return rows(ctx, r, scanHit, `SELECT `+hitColumns+` FROM hits WHERE story = $1 ORDER BY topic`, story)
}

// Precision counts a topic's thumbs since an instant: up, down, all hits.
func (r reads) Precision(ctx context.Context, topic string, since time.Time) (up, down, all int, err error) {
	err = r.q.QueryRowContext(ctx, `SELECT COALESCE(SUM(CASE WHEN thumb > 0 THEN 1 ELSE 0 END), 0),
	COALESCE(SUM(CASE WHEN thumb < 0 THEN 1 ELSE 0 END), 0), COUNT(*) FROM hits WHERE topic = $1 AND at >= $2`, topic, ms(since)).Scan(&up, &down, &all)
	return up, down, all, err
}

// Thumbs lists what people think of a topic's hits, by story; hits that nobody
// has judged are left out.
func (r reads) Thumbs(ctx context.Context, topic string) (map[string]int, error) {
	thumbs := map[string]int{}
	_, err := rows(ctx, r, func(s scanner) (story string, err error) {
		var thumb int
		err = s.Scan(&story, &thumb)
		thumbs[story] = thumb
		return story, err
	}, `SELECT story, thumb FROM hits WHERE topic = $1 AND thumb <> 0`, topic)
	return thumbs, err
}

// PutHit keeps that a topic fires on a clipping, and answers whether it is
// the first in its story: only then is there something to tell.
func (tx *Tx) PutHit(ctx context.Context, h press.Hit) (first bool, err error) {
	spans, err := doc(h.Spans)
	if err != nil {
		return false, err
	}
	words, err := doc(h.Words)
	if err != nil {
		return false, err
	}
	args := []any{h.Topic, h.Clipping, h.Story, h.Version, ms(h.At), spans, words}
	_, err = tx.exec(ctx, `INSERT INTO mentions (`+hitColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (clipping, topic) DO UPDATE SET story = excluded.story, version = excluded.version, spans = excluded.spans, words = excluded.words`, args...)
	if err != nil {
		return false, fmt.Errorf("mention of %s in %s: %w", h.Topic, h.Clipping, err)
	}
	n, err := tx.exec(ctx, `INSERT INTO hits (`+hitColumns+`, thumb) VALUES ($1, $2, $3, $4, $5, $6, $7, 0) ON CONFLICT (topic, story) DO NOTHING`, args...)
	if err != nil {
		return false, fmt.Errorf("hit of %s in %s: %w", h.Topic, h.Clipping, err)
	}
	return n > 0, nil
}

// DropMentions forgets the mentions of topics that no longer fire on a
// clipping, and answers how many went.
func (tx *Tx) DropMentions(ctx context.Context, clipping string, still []string) (int64, error) {
	query, args := `DELETE FROM mentions WHERE clipping = $1`, []any{clipping}
	if len(still) > 0 {
		query += ` AND topic NOT IN (` + places(2, len(still)) + `)`
		args = append(args, anys(still)...)
	}
	return tx.exec(ctx, query, args...)
}

// Thumb keeps what a person thinks of a hit: 1 right, -1 wrong, 0 nothing.
func (tx *Tx) Thumb(ctx context.Context, topic, story string, thumb int) error {
	return tx.one(ctx, "trafienie", topic+"/"+story, `UPDATE hits SET thumb = $3 WHERE topic = $1 AND story = $2`, topic, story, thumb)
}
