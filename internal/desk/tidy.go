package desk

import (
	"context"
	"time"

	"github.com/robfig/cron/v3"

	"prasowka/internal/polish"
	"prasowka/internal/store"
)

// tidyAt is when what nobody needs any more is dropped.
const tidyAt = "40 3 * * *"

// checksKept is how long the askings of sources are kept: the rhythm's four
// weeks, twice.
const checksKept = 56 * 24 * time.Hour

// tidy drops old checks and sessions once a day.
func (d *Desk) tidy(ctx context.Context) (result, error) {
	now := d.Now()
	next, missed, err := d.scheduled(ctx, "tidy", tidyAt, now)
	if err != nil || missed.IsZero() {
		return result{next: next}, err
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.ForgetChecks(ctx, now.Add(-checksKept)); err != nil {
			return err
		}
		if err := tx.ForgetSessions(ctx, now); err != nil {
			return err
		}
		return tx.SetCursor(ctx, "tidy", missed.UnixMilli(), now)
	})
	return result{did: 1}, err
}

// scheduled holds a schedule against a cursor that keeps its last run as unix
// milliseconds: the last time that has come since (zero when none has), and
// the next one. Runs that a stopped program missed are one run. A schedule
// that was never run counts from now on.
func (d *Desk) scheduled(ctx context.Context, cursor, spec string, now time.Time) (next, missed time.Time, err error) {
	schedule, err := cron.ParseStandard(spec)
	if err != nil {
		return next, missed, err
	}
	last, err := d.Store.Cursor(ctx, cursor)
	if err != nil {
		return next, missed, err
	}
	if last == 0 {
		err := d.Store.Write(ctx, func(tx *store.Tx) error { return tx.SetCursor(ctx, cursor, now.UnixMilli(), now) })
		return schedule.Next(now.In(polish.Warsaw)), missed, err
	}
	at := time.UnixMilli(last).In(polish.Warsaw)
	if floor := now.AddDate(0, 0, -8).In(polish.Warsaw); at.Before(floor) {
		at = floor // a long sleep is not walked through run by run
	}
	for next = schedule.Next(at); !next.IsZero() && !next.After(now); next = schedule.Next(next) {
		missed = next
	}
	return next, missed, nil
}
