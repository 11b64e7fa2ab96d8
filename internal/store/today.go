package store

import (
	"context"
	"time"

	"prasowka/internal/press"
)

// Totals are what the head of the screen Dziś counts.
type Totals struct {
	Clippings   int // found in the time, and published within the backlog before it
	Outlets     int // that gave them
	Stories     int // with something new
	Hits        int // topics that fired first in a story
	Flags       int // open, whenever made
	Edits       int // versions that matter after the first
	Quarantined int // pages, whenever fetched
	Waiting     int // notices not sent yet
	Failed      int // notices given up
	Sources     int // configured, not paused
	Answering   int // of them without trouble
}

// backlog is how old a clipping may be when it is found to count as what the
// press brought: the gathering looks no further back, and an archive that is
// imported is no news.
const backlog = 14 * 24 * time.Hour

// Totals counts one stretch of time, [from, to).
func (r reads) Totals(ctx context.Context, from, to time.Time) (t Totals, err error) {
	err = r.q.QueryRowContext(ctx, `SELECT COUNT(*), COUNT(DISTINCT outlet), COUNT(DISTINCT story),
	(SELECT COUNT(*) FROM hits WHERE at >= $1 AND at < $2),
	(SELECT COUNT(*) FROM flags WHERE state = 'otwarta'),
	(SELECT COUNT(*) FROM versions WHERE at >= $1 AND at < $2 AND n > 1 AND matters),
	(SELECT COUNT(*) FROM pages WHERE state = 'quarantined' AND state <> 'read'),
	(SELECT COUNT(*) FROM notices WHERE sent_at = 0 AND NOT failed),
	(SELECT COUNT(*) FROM notices WHERE failed),
	(SELECT COUNT(*) FROM sources WHERE active AND NOT paused),
	(SELECT COUNT(*) FROM sources WHERE active AND NOT paused AND trouble = '' AND ok_at > 0)
FROM clippings WHERE id >= $3 AND found >= $1 AND found < $2`, ms(from), ms(to), press.IDFloor(from.Add(-backlog))).Scan(
		&t.Clippings, &t.Outlets, &t.Stories, &t.Hits, &t.Flags, &t.Edits, &t.Quarantined, &t.Waiting, &t.Failed, &t.Sources, &t.Answering)
	return t, err
}

// A Count is a number under a name.
type Count struct {
	Name string
	N    int
}

func scanCount(s scanner) (c Count, err error) {
	err = s.Scan(&c.Name, &c.N)
	return c, err
}

// ByOutlet counts the clippings that Totals counts in [from, to) by outlet,
// most first.
func (r reads) ByOutlet(ctx context.Context, from, to time.Time) ([]Count, error) {
	return rows(ctx, r, scanCount, `SELECT outlet, COUNT(*) FROM clippings WHERE id >= $3 AND found >= $1 AND found < $2 GROUP BY outlet ORDER BY 2 DESC, 1`,
		ms(from), ms(to), press.IDFloor(from.Add(-backlog)))
}

// ByTopic counts the stories that topics fired in, in [from, to), most first.
func (r reads) ByTopic(ctx context.Context, from, to time.Time) ([]Count, error) {
	return rows(ctx, r, scanCount, `SELECT topic, COUNT(*) FROM hits WHERE at >= $1 AND at < $2 GROUP BY topic ORDER BY 2 DESC, 1`, ms(from), ms(to))
}

// ByHour counts the clippings found in [from, to) by whole hours since from.
func (r reads) ByHour(ctx context.Context, from, to time.Time) ([]int, error) {
	hours := make([]int, max(0, int((to.Sub(from)+time.Hour-1)/time.Hour)))
	_, err := rows(ctx, r, func(s scanner) (struct{}, error) {
		var hour, n int
		err := s.Scan(&hour, &n)
		if hour >= 0 && hour < len(hours) {
			hours[hour] = n
		}
		return struct{}{}, err
	}, `SELECT (found - $1) / 3600000, COUNT(*) FROM clippings WHERE found >= $1 AND found < $2 GROUP BY 1`, ms(from), ms(to))
	return hours, err
}

// CountAll counts every clipping ever filed.
func (r reads) CountAll(ctx context.Context) (int, error) {
	var n int
	err := r.q.QueryRowContext(ctx, `SELECT COUNT(*) FROM clippings`).Scan(&n)
	return n, err
}
