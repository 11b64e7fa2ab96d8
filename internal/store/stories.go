package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

const storyColumns = `id, title, lead, first_at, last_at, size, outlets`

func scanStory(s scanner) (y press.Story, err error) {
	var first, last int64
	err = s.Scan(&y.ID, &y.Title, &y.Lead, &first, &last, &y.Size, &y.Outlets)
	y.First, y.Last = at(first), at(last)
	return y, err
}

// Story reads one story; press.NotFound.
func (r reads) Story(ctx context.Context, id string) (press.Story, error) {
	return row(ctx, r, "temat dnia", id, scanStory, `SELECT `+storyColumns+` FROM stories WHERE id = $1`, id)
}

// Stories lists the stories with something new in [from, to), the widest
// first: by outlets, then size, then recency.
func (r reads) Stories(ctx context.Context, from, to time.Time, limit int) ([]press.Story, error) {
	return rows(ctx, r, scanStory, `SELECT `+storyColumns+` FROM stories WHERE last_at >= $1 AND last_at < $2
ORDER BY outlets DESC, size DESC, last_at DESC, id LIMIT $3`, ms(from), ms(to), limit)
}

// StoryMembers lists a story's clippings, the first published first.
func (r reads) StoryMembers(ctx context.Context, story string) ([]Filing, error) {
	return rows(ctx, r, scanClipping, `SELECT `+clippingColumns+clippingFrom+` WHERE c.story = $1 ORDER BY c.id`, story)
}

// OpenStory makes a story known before its first clipping is filed in it.
func (tx *Tx) OpenStory(ctx context.Context, y press.Story) error {
	_, err := tx.exec(ctx, `INSERT INTO stories (`+storyColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
		y.ID, y.Title, y.Lead, ms(y.First), ms(y.Last), y.Size, y.Outlets)
	if err != nil {
		return fmt.Errorf("open story %s: %w", y.ID, err)
	}
	return nil
}

// CountStory brings a story up to date with its clippings: its bounds, its
// size, and its lead, which is the first published one that is not a reprint.
func (tx *Tx) CountStory(ctx context.Context, id string) error {
	return tx.one(ctx, "temat dnia", id, `
UPDATE stories SET
	size     = (SELECT COUNT(*) FROM clippings WHERE story = $1),
	outlets  = (SELECT COUNT(DISTINCT outlet) FROM clippings WHERE story = $1),
	first_at = (SELECT MIN(published) FROM clippings WHERE story = $1),
	last_at  = (SELECT MAX(published) FROM clippings WHERE story = $1),
	lead     = COALESCE((SELECT id FROM clippings WHERE story = $1 ORDER BY copy_of <> '', id LIMIT 1), lead),
	title    = COALESCE((SELECT title FROM clippings WHERE story = $1 ORDER BY copy_of <> '', id LIMIT 1), title)
WHERE id = $1`, id)
}
