package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// A Crisis is a crisis room: one matter, the plan by which it is worked on,
// and a log that is only ever added to.
type Crisis struct {
	ID       int64
	Title    string
	Scenario string // name of the scenario; empty: without one
	Plan     string // JSON of the scenario as it read when the room was opened
	Story    string // Story.ID; may be empty
	Topic    string // Topic.ID, or SpikeTopic; may be empty
	Opened   time.Time
	Closed   time.Time // zero while the room is open
	By       string    // Person.ID who opened it
}

// Open tells whether the room is open.
func (c Crisis) Open() bool { return c.Closed.IsZero() }

// A CrisisEntry is one line of a room's log.
type CrisisEntry struct {
	ID     int64
	Crisis int64
	At     time.Time // when it happened
	Made   time.Time // when it was written down
	By     string    // Person.ID
	Kind   string    // see the kinds
	Ref    string    // what it is about: a step, a role, a statement, another entry
	Text   string
	Owner  string    // Person.ID who is to do it, or takes a role
	Due    time.Time // until when; zero: no term
}

// The kinds of entry. What is taken back is an entry too.
const (
	CrisisOpened    = "otwarcie"
	CrisisNote      = "wpis"
	CrisisTold      = "zawiadomienie" // somebody was told by hand: by telephone, in person
	CrisisDecision  = "decyzja"
	CrisisTask      = "zadanie"
	CrisisTaskDone  = "zadanie wykonane" // Ref: ID of the task's entry
	CrisisStep      = "krok"             // Ref: Step.ID
	CrisisStepBack  = "krok cofnięty"    // Ref: Step.ID
	CrisisRole      = "rola"             // Ref: Role.ID, Owner: who takes it
	CrisisStatement = "stanowisko"       // Ref: Statement.ID
	CrisisSigned    = "podpis"           // Ref: Statement.ID
	CrisisPublished = "ogłoszenie"       // Ref: Statement.ID, Text: where
	CrisisLesson    = "wniosek"
	CrisisClosed    = "zamknięcie"
)

const crisisColumns = `id, title, scenario, plan, story, topic, opened, closed, who`

func scanCrisis(s scanner) (c Crisis, err error) {
	var opened, closed int64
	err = s.Scan(&c.ID, &c.Title, &c.Scenario, &c.Plan, &c.Story, &c.Topic, &opened, &closed, &c.By)
	c.Opened, c.Closed = at(opened), at(closed)
	return c, err
}

// Crises lists rooms, the open ones first, then the newest.
func (r reads) Crises(ctx context.Context, limit int) ([]Crisis, error) {
	return rows(ctx, r, scanCrisis, `SELECT `+crisisColumns+` FROM crises ORDER BY CASE WHEN closed = 0 THEN 0 ELSE 1 END, opened DESC, id DESC LIMIT $1`, limit)
}

// OpenCrises lists the rooms that are open, the oldest first.
func (r reads) OpenCrises(ctx context.Context) ([]Crisis, error) {
	return rows(ctx, r, scanCrisis, `SELECT `+crisisColumns+` FROM crises WHERE closed = 0 ORDER BY opened, id`)
}

// StoryCrises lists the rooms of a story, the newest first.
func (r reads) StoryCrises(ctx context.Context, story string) ([]Crisis, error) {
	return rows(ctx, r, scanCrisis, `SELECT `+crisisColumns+` FROM crises WHERE story = $1 AND story <> '' ORDER BY opened DESC, id DESC`, story)
}

// Crisis reads a room; press.NotFound.
func (r reads) Crisis(ctx context.Context, id int64) (Crisis, error) {
	return row(ctx, r, "pokój kryzysowy", fmt.Sprint(id), scanCrisis, `SELECT `+crisisColumns+` FROM crises WHERE id = $1`, id)
}

const crisisLogColumns = `id, crisis, at, made, who, kind, ref, text, owner, due`

func scanCrisisEntry(s scanner) (e CrisisEntry, err error) {
	var happened, made, due int64
	err = s.Scan(&e.ID, &e.Crisis, &happened, &made, &e.By, &e.Kind, &e.Ref, &e.Text, &e.Owner, &due)
	e.At, e.Made, e.Due = at(happened), at(made), at(due)
	return e, err
}

// CrisisLog lists a room's log in the order in which it was written.
func (r reads) CrisisLog(ctx context.Context, id int64) ([]CrisisEntry, error) {
	return rows(ctx, r, scanCrisisEntry, `SELECT `+crisisLogColumns+` FROM crisis_log WHERE crisis = $1 ORDER BY id`, id)
}

// CrisisLogAfter lists the entries of all rooms after an ID, in order.
func (r reads) CrisisLogAfter(ctx context.Context, after int64, limit int) ([]CrisisEntry, error) {
	return rows(ctx, r, scanCrisisEntry, `SELECT `+crisisLogColumns+` FROM crisis_log WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

// OpenCrisis opens a room, writes the log's first line, and answers its ID.
func (tx *Tx) OpenCrisis(ctx context.Context, c Crisis, why string) (int64, error) {
	id, err := tx.next(ctx, "crisis", 1)
	if err != nil {
		return 0, err
	}
	_, err = tx.exec(ctx, `INSERT INTO crises (`+crisisColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)`,
		id, c.Title, c.Scenario, c.Plan, c.Story, c.Topic, ms(c.Opened), c.By)
	if err != nil {
		return 0, fmt.Errorf("open crisis %q: %w", c.Title, err)
	}
	_, err = tx.NoteCrisis(ctx, CrisisEntry{Crisis: id, At: c.Opened, Made: c.Opened, By: c.By, Kind: CrisisOpened, Text: why})
	return id, err
}

// NoteCrisis adds a line to a room's log and answers its ID. A closed room
// takes lessons only: press.ErrConflict.
func (tx *Tx) NoteCrisis(ctx context.Context, e CrisisEntry) (int64, error) {
	c, err := tx.Crisis(ctx, e.Crisis)
	if err != nil {
		return 0, err
	}
	if !c.Open() && e.Kind != CrisisLesson {
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
	e := CrisisEntry{Crisis: id, At: now, Made: now, By: by, Kind: CrisisClosed, Text: summary}
	if _, err := tx.NoteCrisis(ctx, e); err != nil {
		return err
	}
	return tx.one(ctx, "pokój kryzysowy", fmt.Sprint(id), `UPDATE crises SET closed = $2 WHERE id = $1 AND closed = 0`, id, ms(now))
}
