package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/press"
)

const caseColumns = `id, register, sign, title, status, fields, opened, closed, owner, revision`

func scanCase(s scanner) (c press.Case, err error) {
	var fields string
	var opened, closed int64
	if err = s.Scan(&c.ID, &c.Register, &c.Sign, &c.Title, &c.Status, &fields, &opened, &closed, &c.Owner, &c.Revision); err != nil {
		return c, err
	}
	c.Opened, c.Closed = at(opened), at(closed)
	return c, undoc(fields, &c.Fields)
}

// CaseFilter chooses cases. Empty fields choose all.
type CaseFilter struct {
	Register string
	Status   string
	Owner    string
	Open     bool   // only those not closed
	Words    string // all of these words, as folded text, stand in the case
	Noun     string // linked to this thing
	Ref      string
	Before   int64 // continue before this number
	Limit    int   // 0: 200
}

// Cases lists cases, the last opened first.
func (r reads) Cases(ctx context.Context, f CaseFilter) ([]press.Case, error) {
	limit := f.Limit
	if limit <= 0 {
		limit = 200
	}
	query := `SELECT ` + caseColumns + ` FROM cases
WHERE ($1 = '' OR register = $1) AND ($2 = '' OR status = $2) AND ($3 = '' OR owner = $3)
AND ($4 = FALSE OR closed = 0) AND ($5 = 0 OR id < $5)
AND ($6 = '' OR EXISTS (SELECT 1 FROM links l WHERE l.case_id = cases.id AND l.noun = $6 AND l.ref = $7))`
	args := []any{f.Register, f.Status, f.Owner, f.Open, f.Before, f.Noun, f.Ref}
	for _, word := range strings.Fields(f.Words) {
		args = append(args, "%"+likeEscape.Replace(word)+"%")
		query += ` AND words LIKE $` + strconv.Itoa(len(args)) + ` ESCAPE '\'`
	}
	args = append(args, limit)
	return rows(ctx, r, scanCase, query+` ORDER BY id DESC LIMIT $`+strconv.Itoa(len(args)), args...)
}

// likeEscape makes the wildcards of LIKE plain characters.
var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// Case reads one case; press.NotFound.
func (r reads) Case(ctx context.Context, id int64) (press.Case, error) {
	return row(ctx, r, "sprawa", strconv.FormatInt(id, 10), scanCase, `SELECT `+caseColumns+` FROM cases WHERE id = $1`, id)
}

// CaseBySign reads the case that has a sign; press.NotFound.
func (r reads) CaseBySign(ctx context.Context, sign string) (press.Case, error) {
	return row(ctx, r, "sprawa", sign, scanCase, `SELECT `+caseColumns+` FROM cases WHERE sign = $1`, sign)
}

// CountCases counts the cases of a register by status.
func (r reads) CountCases(ctx context.Context, register string) (map[string]int, error) {
	counts, err := rows(ctx, r, func(s scanner) (c Count, err error) {
		err = s.Scan(&c.Name, &c.N)
		return c, err
	}, `SELECT status, COUNT(*) FROM cases WHERE register = $1 GROUP BY status`, register)
	out := map[string]int{}
	for _, c := range counts {
		out[c.Name] = c.N
	}
	return out, err
}

// OpenCase writes a new case and answers its number. words is its folded text
// for searching. The sign stays empty; GiveSign and TakeSign set it.
func (tx *Tx) OpenCase(ctx context.Context, c press.Case, words, by string) (int64, error) {
	id, err := tx.next(ctx, "case", 1)
	if err != nil {
		return 0, err
	}
	fields, err := doc(c.Fields)
	if err != nil {
		return 0, fmt.Errorf("open case %q: %w", c.Title, err)
	}
	_, err = tx.exec(ctx, `INSERT INTO cases (id, register, sign, title, status, fields, words, opened, closed, owner, revision)
VALUES ($1, $2, '', $3, $4, $5, $6, $7, 0, $8, 1)`, id, c.Register, c.Title, c.Status, fields, words, ms(c.Opened), c.Owner)
	if err != nil {
		return 0, fmt.Errorf("open case %q: %w", c.Title, err)
	}
	return id, tx.NoteCase(ctx, CaseChange{Case: id, At: c.Opened, Who: by, What: Opened, Detail: c.Title})
}

// SaveCase writes what changed in a case: title, status, fields, owner and
// time of closing. c.Revision is the one that the person saw; another in force
// is press.ErrConflict. The change itself is written by NoteCase.
func (tx *Tx) SaveCase(ctx context.Context, c press.Case, words string) error {
	fields, err := doc(c.Fields)
	if err != nil {
		return fmt.Errorf("save case %d: %w", c.ID, err)
	}
	n, err := tx.exec(ctx, `UPDATE cases SET title = $3, status = $4, fields = $5, words = $6, closed = $7, owner = $8, revision = revision + 1
WHERE id = $1 AND revision = $2`, c.ID, c.Revision, c.Title, c.Status, fields, words, ms(c.Closed), c.Owner)
	if err != nil {
		return fmt.Errorf("save case %d: %w", c.ID, err)
	}
	if n > 0 {
		return nil
	}
	if _, err := tx.Case(ctx, c.ID); err != nil {
		return err
	}
	return press.Conflict("sprawę zmienił ktoś inny; wczytaj ją ponownie")
}

// GiveSign gives a case the next free number of a series, in the transaction
// that opens it, so that no number is lost or given twice. sign makes the sign
// of a number.
func (tx *Tx) GiveSign(ctx context.Context, id int64, series string, sign func(number int) string) (string, error) {
	var number int
	err := tx.QueryRowContext(ctx, `INSERT INTO signs (series, number, case_id)
SELECT $1, COALESCE(MAX(number), 0) + 1, $2 FROM signs WHERE series = $1 RETURNING number`, series, id).Scan(&number)
	if err != nil {
		return "", fmt.Errorf("give sign of %s to case %d: %w", series, id, err)
	}
	given := sign(number)
	return given, tx.writeSign(ctx, id, given)
}

// TakeSign gives a case a sign that was typed in. One that another case has is
// press.ErrConflict.
func (tx *Tx) TakeSign(ctx context.Context, id int64, series string, number int, sign string) error {
	_, err := tx.exec(ctx, `INSERT INTO signs (series, number, case_id) VALUES ($1, $2, $3)`, series, number, id)
	if IsUnique(err) {
		return press.Conflict("znak " + sign + " ma już inna sprawa")
	}
	if err != nil {
		return fmt.Errorf("take sign %s for case %d: %w", sign, id, err)
	}
	return tx.writeSign(ctx, id, sign)
}

// writeSign sets the sign of a case that has none yet: a sign never changes.
func (tx *Tx) writeSign(ctx context.Context, id int64, sign string) error {
	n, err := tx.exec(ctx, `UPDATE cases SET sign = $2, revision = revision + 1 WHERE id = $1 AND sign = ''`, id, sign)
	if IsUnique(err) {
		return press.Conflict("znak " + sign + " ma już inna sprawa")
	}
	if err != nil {
		return fmt.Errorf("write sign %s of case %d: %w", sign, id, err)
	}
	if n == 0 {
		return press.Conflict("sprawa ma już znak, a znak sprawy się nie zmienia")
	}
	return nil
}

// A CaseChange is one line of a case's history.
type CaseChange struct {
	ID     int64
	Case   int64
	At     time.Time
	Who    string // Person.ID, or "system"
	What   string // a Polish verb phrase: "przekazał radcy prawnemu"
	Detail string // what changed, for people
}

func scanCaseChange(s scanner) (c CaseChange, err error) {
	var when int64
	err = s.Scan(&c.ID, &c.Case, &when, &c.Who, &c.What, &c.Detail)
	c.At = at(when)
	return c, err
}

// CaseHistory lists what happened to a case, the first thing first.
func (r reads) CaseHistory(ctx context.Context, id int64) ([]CaseChange, error) {
	return rows(ctx, r, scanCaseChange, `SELECT id, case_id, at, who, what, detail FROM case_changes WHERE case_id = $1 ORDER BY id`, id)
}

// CaseChanges lists at most limit lines of all cases' histories after a
// number, the first one first.
func (r reads) CaseChanges(ctx context.Context, after int64, limit int) ([]CaseChange, error) {
	return rows(ctx, r, scanCaseChange, `SELECT id, case_id, at, who, what, detail FROM case_changes WHERE id > $1 ORDER BY id LIMIT $2`, after, limit)
}

// Opened is what the history says of the opening of a case.
const Opened = "założył sprawę"

// CaseChangesEnd is the number of the newest line of all cases' histories: it
// grows with every change of any case.
func (r reads) CaseChangesEnd(ctx context.Context) (int64, error) {
	var n int64
	err := r.q.QueryRowContext(ctx, `SELECT n FROM counters WHERE name = 'change'`).Scan(&n)
	return n, err
}

// NoteCase appends to a case's history.
func (tx *Tx) NoteCase(ctx context.Context, c CaseChange) error {
	id, err := tx.next(ctx, "change", 1)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO case_changes (id, case_id, at, who, what, detail) VALUES ($1, $2, $3, $4, $5, $6)`,
		id, c.Case, ms(c.At), c.Who, c.What, c.Detail)
	if err != nil {
		return fmt.Errorf("note case %d: %w", c.Case, err)
	}
	return nil
}
