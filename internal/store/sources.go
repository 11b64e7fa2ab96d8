package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// SourceHealth is a source with what the last checks of it gave.
type SourceHealth struct {
	press.Source
	Active    bool          // still configured
	State     string        // JSON of gather's state for it
	Spacing   time.Duration // the polling interval in force
	NextAt    time.Time     // due then
	CheckedAt time.Time     // asked last
	OKAt      time.Time     // answered well last
	FreshAt   time.Time     // gave something new last
	Trouble   press.Trouble // of the last check
	Detail    string        // the error's own words
	Failures  int           // checks in a row that failed
	Items     int           // listed at the last check
	Fresh     int           // of them new
}

// Check is one asking of a source.
type Check struct {
	Source  string
	At      time.Time
	Took    time.Duration
	Items   int
	Fresh   int
	Trouble press.Trouble
}

// Incident is a stretch of time in which a source was in one trouble.
type Incident struct {
	ID      int64
	Source  string
	Trouble press.Trouble
	Detail  string
	From    time.Time
	To      time.Time // zero while it lasts
}

const sourceColumns = `id, outlet, kind, url, every_min, every_max, recipe, params, paused, active, state, spacing,
	next_at, checked_at, ok_at, fresh_at, trouble, detail, failures, items, fresh`

func scanSource(s scanner) (h SourceHealth, err error) {
	var recipe, params string
	var lo, hi, spacing, next, checked, ok, fresh int64
	err = s.Scan(&h.ID, &h.Outlet, &h.Kind, &h.URL, &lo, &hi, &recipe, &params, &h.Paused, &h.Active, &h.State, &spacing,
		&next, &checked, &ok, &fresh, &h.Trouble, &h.Detail, &h.Failures, &h.Items, &h.Fresh)
	if err != nil {
		return h, err
	}
	h.Every = press.Rhythm{Min: time.Duration(lo) * time.Millisecond, Max: time.Duration(hi) * time.Millisecond}
	h.Spacing = time.Duration(spacing) * time.Millisecond
	h.NextAt, h.CheckedAt, h.OKAt, h.FreshAt = at(next), at(checked), at(ok), at(fresh)
	if err := undoc(recipe, &h.Recipe); err != nil {
		return h, fmt.Errorf("recipe of %s: %w", h.ID, err)
	}
	if err := undoc(params, &h.Params); err != nil {
		return h, fmt.Errorf("params of %s: %w", h.ID, err)
	}
	return h, nil
}

// Sources lists the configured sources by name.
func (r reads) Sources(ctx context.Context) ([]SourceHealth, error) {
	return rows(ctx, r, scanSource, `SELECT `+sourceColumns+` FROM sources WHERE active ORDER BY id`)
}

// Source reads one source; press.NotFound.
func (r reads) Source(ctx context.Context, id string) (SourceHealth, error) {
	return row(ctx, r, "źródło", id, scanSource, `SELECT `+sourceColumns+` FROM sources WHERE id = $1`, id)
}

// DueSources lists at most limit sources whose time has come, the longest
// overdue first.
func (r reads) DueSources(ctx context.Context, now time.Time, limit int) ([]SourceHealth, error) {
	return rows(ctx, r, scanSource, `SELECT `+sourceColumns+` FROM sources
WHERE active AND NOT paused AND next_at <= $1 ORDER BY next_at, id LIMIT $2`, ms(now), limit)
}

// NextSource is when the next source comes due; zero when none will.
func (r reads) NextSource(ctx context.Context) (time.Time, error) {
	return r.instant(ctx, `SELECT COALESCE(MIN(next_at), 0) FROM sources WHERE active AND NOT paused`)
}

func (r reads) instant(ctx context.Context, query string, args ...any) (time.Time, error) {
	var n int64
	err := r.q.QueryRowContext(ctx, query, args...).Scan(&n)
	return at(n), err
}

// Checks lists what the checks of a source gave since an instant, oldest first.
func (r reads) Checks(ctx context.Context, source string, since time.Time) ([]Check, error) {
	return rows(ctx, r, func(s scanner) (c Check, err error) {
		var when, took int64
		err = s.Scan(&c.Source, &when, &took, &c.Items, &c.Fresh, &c.Trouble)
		c.At, c.Took = at(when), time.Duration(took)*time.Millisecond
		return c, err
	}, `SELECT source, at, took, items, fresh, trouble FROM checks WHERE source = $1 AND at >= $2 ORDER BY at`, source, ms(since))
}

// Incidents lists a source's troubles, the newest first; an empty source
// lists every source's.
func (r reads) Incidents(ctx context.Context, source string, limit int) ([]Incident, error) {
	return rows(ctx, r, func(s scanner) (i Incident, err error) {
		var from, to int64
		err = s.Scan(&i.ID, &i.Source, &i.Trouble, &i.Detail, &from, &to)
		i.From, i.To = at(from), at(to)
		return i, err
	}, `SELECT id, source, trouble, detail, from_at, to_at FROM incidents WHERE $1 = '' OR source = $1 ORDER BY from_at DESC, id DESC LIMIT $2`, source, limit)
}

// Published lists when a source's clippings were published (or found, when
// the page gives no time) since an instant, oldest first, at most limit of
// the newest: what the polling rhythm is learned from.
func (r reads) Published(ctx context.Context, source string, since time.Time, limit int) ([]time.Time, error) {
	return rows(ctx, r, func(s scanner) (time.Time, error) {
		var n int64
		err := s.Scan(&n)
		return at(n), err
	}, `SELECT published FROM (SELECT published FROM clippings WHERE source = $1 AND published >= $2 ORDER BY published DESC LIMIT $3) AS newest ORDER BY published`,
		source, ms(since), limit)
}

// PutSource writes a source's configuration; what the checks found stays,
// unless its kind or address changed: then it starts anew and is due at now.
func (tx *Tx) PutSource(ctx context.Context, s press.Source, now time.Time) error {
	recipe, err := doc(s.Recipe)
	if err != nil {
		return fmt.Errorf("put source %s: %w", s.ID, err)
	}
	params, err := doc(s.Params)
	if err != nil {
		return fmt.Errorf("put source %s: %w", s.ID, err)
	}
	_, err = tx.exec(ctx, `
INSERT INTO sources (`+sourceColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, TRUE, '', 0, $10, 0, 0, 0, '', '', 0, 0, 0)
ON CONFLICT (id) DO UPDATE SET outlet = excluded.outlet, kind = excluded.kind, url = excluded.url,
	every_min = excluded.every_min, every_max = excluded.every_max, recipe = excluded.recipe,
	params = excluded.params, paused = excluded.paused, active = TRUE,
	state   = CASE WHEN sources.kind = excluded.kind AND sources.url = excluded.url THEN sources.state ELSE '' END,
	next_at = CASE WHEN sources.kind = excluded.kind AND sources.url = excluded.url THEN sources.next_at ELSE excluded.next_at END`,
		s.ID, s.Outlet, s.Kind, s.URL, s.Every.Min.Milliseconds(), s.Every.Max.Milliseconds(), recipe, params, s.Paused, ms(now))
	if err != nil {
		return fmt.Errorf("put source %s: %w", s.ID, err)
	}
	return nil
}

// KeepSources retires every source that is not named: it is asked no more,
// and what came from it stays.
func (tx *Tx) KeepSources(ctx context.Context, ids []string) error {
	keep, err := doc(ids)
	if err != nil {
		return err
	}
	all, err := tx.Sources(ctx)
	if err != nil {
		return fmt.Errorf("keep sources %s: %w", keep, err)
	}
	named := map[string]bool{}
	for _, id := range ids {
		named[id] = true
	}
	for _, s := range all {
		if named[s.ID] {
			continue
		}
		if _, err := tx.exec(ctx, `UPDATE sources SET active = FALSE WHERE id = $1`, s.ID); err != nil {
			return fmt.Errorf("retire source %s: %w", s.ID, err)
		}
	}
	return nil
}

// CheckSource makes a source due now: the button "sprawdź teraz".
func (tx *Tx) CheckSource(ctx context.Context, id string, now time.Time) error {
	return tx.one(ctx, "źródło", id, `UPDATE sources SET next_at = $2 WHERE id = $1`, id, ms(now))
}

// PauseSource stops or resumes the asking of a source until the next start,
// which takes the configuration's word again.
func (tx *Tx) PauseSource(ctx context.Context, id string, paused bool) error {
	return tx.one(ctx, "źródło", id, `UPDATE sources SET paused = $2 WHERE id = $1`, id, paused)
}

// SaveCheck writes what a check gave: the source's health, the check itself,
// and its incident, which opens, goes on, changes or ends.
func (tx *Tx) SaveCheck(ctx context.Context, h SourceHealth, took time.Duration) error {
	err := tx.one(ctx, "źródło", h.ID, `
UPDATE sources SET state = $2, spacing = $3, next_at = $4, checked_at = $5, ok_at = $6, fresh_at = $7,
	trouble = $8, detail = $9, failures = $10, items = $11, fresh = $12 WHERE id = $1`,
		h.ID, h.State, h.Spacing.Milliseconds(), ms(h.NextAt), ms(h.CheckedAt), ms(h.OKAt), ms(h.FreshAt),
		string(h.Trouble), h.Detail, h.Failures, h.Items, h.Fresh)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `
INSERT INTO checks (source, at, took, items, fresh, trouble) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (source, at) DO UPDATE SET took = excluded.took, items = excluded.items, fresh = excluded.fresh, trouble = excluded.trouble`,
		h.ID, ms(h.CheckedAt), took.Milliseconds(), h.Items, h.Fresh, string(h.Trouble))
	if err != nil {
		return fmt.Errorf("check of %s: %w", h.ID, err)
	}
	return tx.saveIncident(ctx, h)
}

func (tx *Tx) saveIncident(ctx context.Context, h SourceHealth) error {
	_, err := tx.exec(ctx, `UPDATE incidents SET to_at = $3 WHERE source = $1 AND to_at = 0 AND trouble <> $2`,
		h.ID, string(h.Trouble), ms(h.CheckedAt))
	if err != nil || h.Trouble == press.NoTrouble {
		return err
	}
	n, err := tx.exec(ctx, `UPDATE incidents SET detail = $2 WHERE source = $1 AND to_at = 0`, h.ID, h.Detail)
	if err != nil || n > 0 {
		return err
	}
	id, err := tx.next(ctx, "incident", 1)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO incidents (id, source, trouble, detail, from_at, to_at) VALUES ($1, $2, $3, $4, $5, 0)`,
		id, h.ID, string(h.Trouble), h.Detail, ms(h.CheckedAt))
	return err
}

// ForgetChecks drops the checks before an instant; incidents stay.
func (tx *Tx) ForgetChecks(ctx context.Context, before time.Time) error {
	_, err := tx.exec(ctx, `DELETE FROM checks WHERE at < $1`, ms(before))
	return err
}
