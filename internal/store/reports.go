package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// A SentReport is a report as it was sent.
type SentReport struct {
	ID   int64
	Name string // of the report in the configuration
	Made time.Time
	press.Report
}

func scanReport(s scanner) (v SentReport, err error) {
	var made int64
	var model string
	if err = s.Scan(&v.ID, &v.Name, &made, &model); err != nil {
		return v, err
	}
	v.Made = at(made)
	return v, json.Unmarshal([]byte(model), &v.Report)
}

// SentReports lists reports, the newest period first.
func (r reads) SentReports(ctx context.Context, limit int) ([]SentReport, error) {
	return rows(ctx, r, scanReport, `SELECT id, name, made, model FROM reports ORDER BY to_day DESC, id DESC LIMIT $1`, limit)
}

// SentReport reads a report; press.NotFound.
func (r reads) SentReport(ctx context.Context, id int64) (SentReport, error) {
	return row(ctx, r, "raport", fmt.Sprint(id), scanReport, `SELECT id, name, made, model FROM reports WHERE id = $1`, id)
}

// PutReport keeps a report once for its name and period, and answers its ID
// and whether it was new.
func (tx *Tx) PutReport(ctx context.Context, name string, v press.Report, now time.Time) (id int64, fresh bool, err error) {
	known, err := rows(ctx, tx.reads, func(s scanner) (id int64, err error) { return id, s.Scan(&id) },
		`SELECT id FROM reports WHERE name = $1 AND from_day = $2`, name, v.From)
	if err != nil || len(known) > 0 {
		if len(known) > 0 {
			id = known[0]
		}
		return id, false, err
	}
	if id, err = tx.next(ctx, "report", 1); err != nil {
		return 0, false, err
	}
	model, err := doc(v)
	if err != nil {
		return 0, false, err
	}
	_, err = tx.exec(ctx, `INSERT INTO reports (id, name, from_day, to_day, made, model) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, name, v.From, v.To, ms(now), model)
	if err != nil {
		return 0, false, fmt.Errorf("put report %s of %s: %w", name, v.From, err)
	}
	return id, true, nil
}

// ArrivedByHour counts the clippings that Totals counts in [from, to), by
// whole hours since from.
func (r reads) ArrivedByHour(ctx context.Context, from, to time.Time) ([]int, error) {
	hours := make([]int, max(0, int((to.Sub(from)+time.Hour-1)/time.Hour)))
	// What an import brings in is older than the backlog of its own day, so the
	// floor moves with each clipping and not with the whole stretch.
	_, err := rows(ctx, r, func(s scanner) (struct{}, error) {
		var found int64
		var id string
		err := s.Scan(&found, &id)
		if hour := int((found - ms(from)) / 3_600_000); err == nil && hour < len(hours) && id >= press.IDFloor(at(found).Add(-backlog)) {
			hours[hour]++
		}
		return struct{}{}, err
	}, `SELECT found, id FROM clippings WHERE found >= $1 AND found < $2 AND id >= $3`, ms(from), ms(to), press.IDFloor(from.Add(-backlog)))
	return hours, err
}

// FirstFound is when the first clipping was found; zero when there is none.
func (r reads) FirstFound(ctx context.Context) (time.Time, error) {
	return r.instant(ctx, `SELECT COALESCE(MIN(found), 0) FROM clippings`)
}

// ToneCounts counts the clippings that Totals counts in [from, to) by the tone
// towards a subject; those without one under the empty tone.
func (r reads) ToneCounts(ctx context.Context, subject string, from, to time.Time) ([]Count, error) {
	return rows(ctx, r, scanCount, `SELECT COALESCE(t.tone, ''), COUNT(*) FROM clippings c
LEFT JOIN tones t ON t.clipping = c.id AND t.subject = $4
WHERE c.id >= $3 AND c.found >= $1 AND c.found < $2 GROUP BY 1 ORDER BY 2 DESC, 1`, ms(from), ms(to), press.IDFloor(from.Add(-backlog)), subject)
}

// HitsBetween lists the hits of [from, to), the first one first.
func (r reads) HitsBetween(ctx context.Context, from, to time.Time) ([]press.Hit, error) {
	return rows(ctx, r, func(s scanner) (h press.Hit, err error) {
		var when int64
		err = s.Scan(&h.Topic, &h.Story, &h.Clipping, &when)
		h.At = at(when)
		return h, err
	}, `SELECT topic, story, clipping, at FROM hits WHERE at >= $1 AND at < $2 ORDER BY at, topic, story`, ms(from), ms(to))
}

// A SentNotice is when a notice was made and left, without what it said.
type SentNotice struct {
	Key, Thread, Channel string
	Made, Sent           time.Time
}

// NoticesBetween lists the notices of a kind that were made in [from, to), the
// first one first.
func (r reads) NoticesBetween(ctx context.Context, kind press.NoticeKind, from, to time.Time) ([]SentNotice, error) {
	return rows(ctx, r, func(s scanner) (n SentNotice, err error) {
		var made, sent int64
		err = s.Scan(&n.Key, &n.Thread, &n.Channel, &made, &sent)
		n.Made, n.Sent = at(made), at(sent)
		return n, err
	}, `SELECT key, thread, channel, made, sent_at FROM notices WHERE kind = $1 AND made >= $2 AND made < $3 ORDER BY made, id`, string(kind), ms(from), ms(to))
}

// CaseChangesBetween lists what happened to cases in [from, to), the first
// thing first.
func (r reads) CaseChangesBetween(ctx context.Context, from, to time.Time) ([]CaseChange, error) {
	return rows(ctx, r, scanCaseChange, `SELECT id, case_id, at, who, what, detail FROM case_changes WHERE at >= $1 AND at < $2 ORDER BY id`, ms(from), ms(to))
}

// CasesBetween lists the cases that were opened before to and not closed
// before from, the first one first.
func (r reads) CasesBetween(ctx context.Context, from, to time.Time) ([]press.Case, error) {
	return rows(ctx, r, scanCase, `SELECT `+caseColumns+` FROM cases WHERE opened < $2 AND (closed = 0 OR closed >= $1) ORDER BY id`, ms(from), ms(to))
}
