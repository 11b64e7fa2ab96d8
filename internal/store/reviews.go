package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// ReviewState is where an issue of the review stands.
type ReviewState string

// The states of a review. The desk sends what is approved, and locks what it sends.
const (
	ReviewDraft    ReviewState = "szkic"
	ReviewApproved ReviewState = "zatwierdzony"
	ReviewLocked   ReviewState = "wysłany"
)

// A Review is one issue of a press review: drafted by the clock, edited and
// approved by a person (or by the clock at SendAt), locked once sent.
type Review struct {
	ID         int64
	Name       string // of the configured review: "poranny"
	Day        string // "2026-11-23", in Warsaw
	Issue      int    // 1, 2, …: corrections go out as a second issue
	Title      string
	Verdict    string // one line: "spokojnie"
	Note       string // the editor's word
	State      ReviewState
	From, To   time.Time // what it covers: [From, To)
	Made       time.Time
	SendAt     time.Time // goes out then at the earliest
	Waits      bool      // for a person's approval; otherwise it goes out at SendAt by itself
	ApprovedAt time.Time
	ApprovedBy string // Person.ID; empty: by the clock
	LockedAt   time.Time
	Model      string // JSON of what was sent, once locked
	Revision   int    // grows with every change
}

// A ReviewItem is a story's place in a review.
type ReviewItem struct {
	Review   int64
	Story    string
	Clipping string // the one shown
	Section  string
	Place    int // order within the section, from 0
	Title    string
	Note     string  // the editor's own words
	Quote    string  // the outlet's words
	Why      string  // why it matters to us, one sentence
	Weight   float64 // of the importance formula; greater is more important
	Reasons  string  // the formula's parts, in Polish
	Action   string  // "sprostowanie", "do wiadomości", …
	Owner    string
	Top      bool     // one of the top stories
	Dropped  bool     // left out by the editor
	Merged   string   // Story.ID that tells it instead
	Topics   []string // Topic.ID
}

const reviewColumns = `id, name, day, issue, title, verdict, note, state, from_at, to_at, made, send_at, waits, approved_at, approved_by, locked_at, model, revision`

func scanReview(s scanner) (v Review, err error) {
	var from, to, made, send, approved, locked int64
	err = s.Scan(&v.ID, &v.Name, &v.Day, &v.Issue, &v.Title, &v.Verdict, &v.Note, &v.State, &from, &to, &made, &send, &v.Waits, &approved, &v.ApprovedBy, &locked, &v.Model, &v.Revision)
	v.From, v.To, v.Made, v.SendAt, v.ApprovedAt, v.LockedAt = at(from), at(to), at(made), at(send), at(approved), at(locked)
	return v, err
}

// Reviews lists the issues of a review, the newest first; an empty name lists
// every review's.
func (r reads) Reviews(ctx context.Context, name string, limit int) ([]Review, error) {
	return rows(ctx, r, scanReview, `SELECT `+reviewColumns+` FROM reviews WHERE $1 = '' OR name = $1 ORDER BY made DESC, id DESC LIMIT $2`, name, limit)
}

// Review reads one issue; press.NotFound.
func (r reads) Review(ctx context.Context, id int64) (Review, error) {
	return row(ctx, r, "przegląd", fmt.Sprint(id), scanReview, `SELECT `+reviewColumns+` FROM reviews WHERE id = $1`, id)
}

// ReviewOn reads the last issue of a review on a day; press.NotFound.
func (r reads) ReviewOn(ctx context.Context, name, day string) (Review, error) {
	return row(ctx, r, "przegląd", name+"/"+day, scanReview, `SELECT `+reviewColumns+` FROM reviews WHERE name = $1 AND day = $2 ORDER BY issue DESC LIMIT 1`, name, day)
}

// OpenReviews lists the issues that are not sent yet, the oldest first.
func (r reads) OpenReviews(ctx context.Context) ([]Review, error) {
	return rows(ctx, r, scanReview, `SELECT `+reviewColumns+` FROM reviews WHERE state <> 'wysłany' ORDER BY id`)
}

// ReviewItems lists a review's items in the order in which it shows them.
func (r reads) ReviewItems(ctx context.Context, review int64) ([]ReviewItem, error) {
	return rows(ctx, r, func(s scanner) (i ReviewItem, err error) {
		var topics string
		err = s.Scan(&i.Review, &i.Story, &i.Clipping, &i.Section, &i.Place, &i.Title, &i.Note, &i.Action, &i.Owner, &i.Top, &i.Dropped, &i.Merged, &topics,
			&i.Quote, &i.Why, &i.Weight, &i.Reasons)
		if err != nil {
			return i, err
		}
		return i, undoc(topics, &i.Topics)
	}, `SELECT review, story, clipping, section, place, title, note, action, owner, top, dropped, merged, topics,
	quote, why, weight, reasons
FROM review_items WHERE review = $1 ORDER BY place, story`, review)
}

// PutReview writes a new draft with its items, once a name, day and issue,
// and answers its number and whether it was new.
func (tx *Tx) PutReview(ctx context.Context, v Review, items []ReviewItem) (int64, bool, error) {
	var known int64
	err := tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(id), 0) FROM reviews WHERE name = $1 AND day = $2 AND issue = $3`, v.Name, v.Day, v.Issue).Scan(&known)
	if err != nil || known > 0 {
		return known, false, err
	}
	if v.ID, err = tx.next(ctx, "review", 1); err != nil {
		return 0, false, err
	}
	_, err = tx.exec(ctx, `INSERT INTO reviews (`+reviewColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)`,
		v.ID, v.Name, v.Day, v.Issue, v.Title, v.Verdict, v.Note, string(v.State), ms(v.From), ms(v.To), ms(v.Made), ms(v.SendAt), v.Waits,
		ms(v.ApprovedAt), v.ApprovedBy, ms(v.LockedAt), v.Model)
	if err != nil {
		return 0, false, fmt.Errorf("put review %s/%s: %w", v.Name, v.Day, err)
	}
	for _, i := range items {
		i.Review = v.ID
		if err := tx.PutReviewItem(ctx, i); err != nil {
			return 0, false, err
		}
	}
	return v.ID, true, nil
}

// PutReviewItem writes one item over what stood at its story's place.
func (tx *Tx) PutReviewItem(ctx context.Context, i ReviewItem) error {
	topics, err := doc(i.Topics)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO review_items (review, story, clipping, section, place, title, note, action, owner, top, dropped, merged, topics, quote, why, weight, reasons)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
ON CONFLICT (review, story) DO UPDATE SET clipping = excluded.clipping, section = excluded.section, place = excluded.place,
	title = excluded.title, note = excluded.note, action = excluded.action, owner = excluded.owner, top = excluded.top,
	dropped = excluded.dropped, merged = excluded.merged, topics = excluded.topics,
	quote = excluded.quote, why = excluded.why, weight = excluded.weight, reasons = excluded.reasons`,
		i.Review, i.Story, i.Clipping, i.Section, i.Place, i.Title, i.Note, i.Action, i.Owner, i.Top, i.Dropped, i.Merged, topics, i.Quote, i.Why, i.Weight, i.Reasons)
	if err != nil {
		return fmt.Errorf("put item %s of review %d: %w", i.Story, i.Review, err)
	}
	return nil
}

// EditReview writes the editor's changes to a review that is not locked:
// title, verdict, note, state, send time, approval. Revision is the one that
// the editor saw; another in force, or a lock, is press.ErrConflict.
func (tx *Tx) EditReview(ctx context.Context, v Review) error {
	n, err := tx.exec(ctx, `
UPDATE reviews SET title = $3, verdict = $4, note = $5, state = $6, send_at = $7, approved_at = $8, approved_by = $9, revision = revision + 1
WHERE id = $1 AND revision = $2 AND state <> 'wysłany'`,
		v.ID, v.Revision, v.Title, v.Verdict, v.Note, string(v.State), ms(v.SendAt), ms(v.ApprovedAt), v.ApprovedBy)
	if err != nil {
		return fmt.Errorf("edit review %d: %w", v.ID, err)
	}
	if n == 0 {
		return press.Conflict("przegląd został już wysłany albo zmienił go ktoś inny; wczytaj go ponownie")
	}
	return nil
}

// LockReview ends the editing of a review: it has gone to the outbox as model.
func (tx *Tx) LockReview(ctx context.Context, id int64, model string, now time.Time) error {
	return tx.one(ctx, "przegląd", fmt.Sprint(id), `
UPDATE reviews SET state = 'wysłany', locked_at = $2, model = $3, revision = revision + 1 WHERE id = $1`, id, ms(now), model)
}
