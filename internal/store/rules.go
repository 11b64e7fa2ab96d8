package store

import (
	"context"
	"time"
)

// A RuleCount is what became of a topic's alerts in a stretch of time.
type RuleCount struct {
	Topic  string
	Alerts int // stories that it alerted of
	Right  int // of them: somebody said "na temat", or took the alert and nobody said otherwise
	Wrong  int // of them: somebody said "nie na temat", or muted it and nobody took it
}

// Judged is how many alerts people have judged in one way or another.
func (c RuleCount) Judged() int { return c.Right + c.Wrong }

// Share is the precision among those, 0–1.
func (c RuleCount) Share() float64 { return float64(c.Right) / float64(max(1, c.Judged())) }

// RuleCounts counts, by topic, the alerts whose first notice was made in
// [from, to). A thumb weighs more than what was done: who takes an alert may
// still find that it was off the topic.
func (r reads) RuleCounts(ctx context.Context, from, to time.Time) ([]RuleCount, error) {
	const signed = `EXISTS (SELECT 1 FROM receipts r WHERE r.key = 'alert/' || h.topic || '/' || h.story AND r.kind = `
	return rows(ctx, r, func(s scanner) (c RuleCount, err error) {
		err = s.Scan(&c.Topic, &c.Alerts, &c.Right, &c.Wrong)
		return c, err
	}, `SELECT topic, COUNT(*), SUM(CASE WHEN thumb > 0 OR (thumb = 0 AND taken = 1) THEN 1 ELSE 0 END),
	SUM(CASE WHEN thumb < 0 OR (thumb = 0 AND taken = 0 AND muted = 1) THEN 1 ELSE 0 END)
FROM (SELECT h.topic AS topic, h.thumb AS thumb,
		CASE WHEN `+signed+`$3) THEN 1 ELSE 0 END AS taken, CASE WHEN `+signed+`$4) THEN 1 ELSE 0 END AS muted
	FROM hits h WHERE EXISTS (SELECT 1 FROM notices n WHERE n.kind = 'alert' AND n.made >= $1 AND n.made < $2 AND n.thread = ''
		AND n.key >= 'alert/' || h.topic || '/' || h.story || '/' AND n.key < 'alert/' || h.topic || '/' || h.story || '0')) judged
GROUP BY topic ORDER BY 2 DESC, 1`, ms(from), ms(to), Taken, Muted)
}

// MutedOutlet is what the sign is kept under that stops a topic's alerts from
// one outlet.
func MutedOutlet(topic, outlet string) string { return "alert/" + topic + "@" + outlet }
