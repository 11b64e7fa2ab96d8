package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

const crisisColumns = `id, title, scenario, plan, story, topic, opened, closed, who`

func scanCrisis(s scanner) (c press.Crisis, err error) {
	var opened, closed int64
	err = s.Scan(&c.ID, &c.Title, &c.Scenario, &c.Plan, &c.Story, &c.Topic, &opened, &closed, &c.By)
	c.Opened, c.Closed = at(opened), at(closed)
	return c, err
}

// Crises lists rooms, the open ones first, then the newest.
func (r reads) Crises(ctx context.Context, limit int) ([]press.Crisis, error) {
	return rows(ctx, r, scanCrisis, `SELECT `+crisisColumns+` FROM crises ORDER BY CASE WHEN closed = 0 THEN 0 ELSE 1 END, opened DESC, id DESC LIMIT $1`, limit)
}

// OpenCrises lists the rooms that are open, the oldest first.
func (r reads) OpenCrises(ctx context.Context) ([]press.Crisis, error) {
	return rows(ctx, r, scanCrisis, `SELECT `+crisisColumns+` FROM crises WHERE closed = 0 ORDER BY opened, id`)
}

// StoryCrises lists the rooms of a story, the newest first.
func (r reads) StoryCrises(ctx context.Context, story string) ([]press.Crisis, error) {
	return rows(ctx, r, scanCrisis, `SELECT `+crisisColumns+` FROM crises WHERE story = $1 AND story <> '' ORDER BY opened DESC, id DESC`, story)
}

// Crisis reads a room; press.NotFound.
func (r reads) Crisis(ctx context.Context, id int64) (press.Crisis, error) {
	return row(ctx, r, "pokój kryzysowy", fmt.Sprint(id), scanCrisis, `SELECT `+crisisColumns+` FROM crises WHERE id = $1`, id)
}

// StatementCrisis reads the room that wrote a holding statement; press.NotFound.
func (r reads) StatementCrisis(ctx context.Context, statement string) (press.Crisis, error) {
	return row(ctx, r, "pokój kryzysowy", statement, scanCrisis, `SELECT `+crisisColumns+` FROM crises
WHERE id = (SELECT MIN(crisis) FROM crisis_log WHERE kind = $1 AND ref = $2)`, press.CrisisStatement, statement)
}

const crisisLogColumns = `id, crisis, at, made, who, kind, ref, text, owner, due`

func scanCrisisEntry(s scanner) (e press.CrisisEntry, err error) {
	var happened, made, due int64
	err = s.Scan(&e.ID, &e.Crisis, &happened, &made, &e.By, &e.Kind, &e.Ref, &e.Text, &e.Owner, &due)
	e.At, e.Made, e.Due = at(happened), at(made), at(due)
	return e, err
}

// CrisisLog lists a room's log in the order in which it was written.
func (r reads) CrisisLog(ctx context.Context, id int64) ([]press.CrisisEntry, error) {
	return rows(ctx, r, scanCrisisEntry, `SELECT `+crisisLogColumns+` FROM crisis_log WHERE crisis = $1 ORDER BY id`, id)
}

// CrisisLogAfter lists the entries of all rooms after an ID, in order.
func (r reads) CrisisLogAfter(ctx context.Context, after int64, limit int) ([]press.CrisisEntry, error) {
	return rows(ctx, r, scanCrisisEntry, `SELECT `+crisisLogColumns+` FROM crisis_log WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

// OpenCrisis opens a room, writes the log's first line, and answers its ID.
func (tx *Tx) OpenCrisis(ctx context.Context, c press.Crisis, why string) (int64, error) {
	id, err := tx.next(ctx, "crisis", 1)
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(ctx, `INSERT INTO crises (`+crisisColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)`,
		id, c.Title, c.Scenario, c.Plan, c.Story, c.Topic, ms(c.Opened), c.By)
	if err != nil {
		return 0, fmt.Errorf("open crisis %q: %w", c.Title, err)
	}
	_, err = tx.NoteCrisis(ctx, press.CrisisEntry{Crisis: id, At: c.Opened, Made: c.Opened, By: c.By, Kind: press.CrisisOpened, Text: why})
	return id, err
}

// NoteCrisis adds a line to a room's log and answers its ID. A closed room
// takes lessons only: press.ErrConflict.
func (tx *Tx) NoteCrisis(ctx context.Context, e press.CrisisEntry) (int64, error) {
	c, err := tx.Crisis(ctx, e.Crisis)
	if err != nil {
		return 0, err
	}
	if !c.Open() && e.Kind != press.CrisisLesson {
		return 0, press.Conflict("pokój kryzysowy jest zamknięty; można dopisać tylko wniosek na przyszłość")
	}
	id, err := tx.next(ctx, "crisislog", 1)
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(ctx, `INSERT INTO crisis_log (`+crisisLogColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, e.Crisis, ms(e.At), ms(e.Made), e.By, e.Kind, e.Ref, e.Text, e.Owner, ms(e.Due))
	if err != nil {
		return 0, fmt.Errorf("note crisis %d: %w", e.Crisis, err)
	}
	return id, nil
}

// CloseCrisis writes the summary as the log's line and closes the room.
func (tx *Tx) CloseCrisis(ctx context.Context, id int64, by, summary string, now time.Time) error {
	e := press.CrisisEntry{Crisis: id, At: now, Made: now, By: by, Kind: press.CrisisClosed, Text: summary}
	if _, err := tx.NoteCrisis(ctx, e); err != nil {
		return err
	}
	return tx.one(ctx, "pokój kryzysowy", fmt.Sprint(id), `UPDATE crises SET closed = $2 WHERE id = $1 AND closed = 0`, id, ms(now))
}
