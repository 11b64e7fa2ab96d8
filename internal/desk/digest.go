package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/robfig/cron/v3"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// digest drafts the reviews whose hour has come, and sends those that are
// approved, or need no approval and are due.
func (d *Desk) digest(ctx context.Context) (result, error) {
	var r result
	now := d.Now()
	soonest := func(t time.Time) {
		if !t.IsZero() && (r.next.IsZero() || t.Before(r.next)) {
			r.next = t
		}
	}
	for _, c := range d.Config.Reviews.Reviews {
		next, missed, err := d.scheduled(ctx, "digest/"+c.Name, string(c.Draft), now)
		if err != nil {
			return r, fmt.Errorf("schedule of review %s: %w", c.Name, err)
		}
		soonest(next)
		if missed.IsZero() {
			continue
		}
		if _, err := d.draft(ctx, c, missed, now, 1); err != nil {
			return r, fmt.Errorf("draft review %s: %w", c.Name, err)
		}
		r.did++
	}
	open, err := d.Store.OpenReviews(ctx)
	if err != nil {
		return r, err
	}
	for _, v := range open {
		switch {
		case v.State == store.ReviewDraft && v.Waits:
		case v.SendAt.After(now):
			soonest(v.SendAt)
		default:
			if _, err := d.issue(ctx, v.ID, now); err != nil {
				return r, fmt.Errorf("send review %s of %s: %w", v.Name, v.Day, err)
			}
			r.did++
		}
	}
	return r, nil
}

// Draft makes a review by hand, as the command digest does: what came in since
// the last issue. Sending it is SendReview's or its editor's matter.
func (d *Desk) Draft(ctx context.Context, name string) (int64, error) {
	c, err := d.review(name)
	if err != nil {
		return 0, err
	}
	now := d.Now()
	issue := 1
	last, err := d.Store.ReviewOn(ctx, name, polish.DayOf(now).String())
	if err == nil {
		issue = last.Issue + 1
	} else if !errors.Is(err, press.ErrNotFound) {
		return 0, err
	}
	return d.draft(ctx, c, now, now, issue)
}

// Preview is what a review would say if it were made now. It writes nothing.
func (d *Desk) Preview(ctx context.Context, name string) (*notify.Review, error) {
	c, err := d.review(name)
	if err != nil {
		return nil, err
	}
	now := d.Now()
	v, err := d.newReview(ctx, c, now, now, 1)
	if err != nil {
		return nil, err
	}
	items, err := d.choose(ctx, v.From, v.To)
	if err != nil {
		return nil, err
	}
	return d.compose(ctx, v, items, now)
}

// Review is what an issue says as it now stands, without a recipient.
func (d *Desk) Review(ctx context.Context, id int64) (*notify.Review, error) {
	v, err := d.Store.Review(ctx, id)
	if err != nil {
		return nil, err
	}
	if v.State == store.ReviewLocked && v.Model != "" {
		sent := new(notify.Review)
		return sent, json.Unmarshal([]byte(v.Model), sent)
	}
	items, err := d.Store.ReviewItems(ctx, id)
	if err != nil {
		return nil, err
	}
	return d.compose(ctx, v, items, d.Now())
}

// SendReview puts a review into the outbox at once, and answers how many
// notices that made.
func (d *Desk) SendReview(ctx context.Context, id int64) (int, error) {
	return d.issue(ctx, id, d.Now())
}

// review finds a configured review; press.NotFound.
func (d *Desk) review(name string) (config.Review, error) {
	for _, c := range d.Config.Reviews.Reviews {
		if c.Name == name {
			return c, nil
		}
	}
	return config.Review{}, press.NotFound("przegląd", name)
}

// newReview is an empty issue for a moment of its schedule.
func (d *Desk) newReview(ctx context.Context, c config.Review, when, now time.Time, issue int) (store.Review, error) {
	v := store.Review{
		Name: c.Name, Day: polish.DayOf(when).String(), Issue: issue, Title: c.Title, State: store.ReviewDraft,
		To: when, Made: now, Waits: c.Approval == config.Editor,
	}
	schedule, err := cron.ParseStandard(string(c.Send))
	if err != nil {
		return v, fmt.Errorf("schedule %q: %w", c.Send, err)
	}
	v.SendAt = schedule.Next(when.In(polish.Warsaw).Add(-time.Minute))
	v.From, err = d.coveredUntil(ctx, c.Name, when)
	return v, err
}

// draft writes the draft of a review for a moment of its schedule, and moves
// the schedule's cursor, in one transaction.
func (d *Desk) draft(ctx context.Context, c config.Review, when, now time.Time, issue int) (int64, error) {
	v, err := d.newReview(ctx, c, when, now, issue)
	if err != nil {
		return 0, err
	}
	items, err := d.choose(ctx, v.From, v.To)
	if err != nil {
		return 0, err
	}
	d.point("digest: chosen")
	var id int64
	err = d.Store.Write(ctx, func(tx *store.Tx) (err error) {
		if id, _, err = tx.PutReview(ctx, v, items); err != nil {
			return err
		}
		d.point("digest: before commit")
		return tx.SetCursor(ctx, "digest/"+c.Name, when.UnixMilli(), now)
	})
	return id, err
}

// coveredUntil is where the last issue of a review ended; the first one covers
// a day.
func (d *Desk) coveredUntil(ctx context.Context, name string, when time.Time) (time.Time, error) {
	last, err := d.Store.Reviews(ctx, name, 1)
	if err != nil {
		return time.Time{}, err
	}
	if len(last) > 0 && last[0].To.After(when.AddDate(0, 0, -8)) {
		return last[0].To, nil
	}
	return when.Add(-24 * time.Hour), nil
}

// issue sends a review: a notice for each channel and recipient, and the lock,
// in one transaction. It answers how many notices that made.
func (d *Desk) issue(ctx context.Context, id int64, now time.Time) (made int, err error) {
	v, err := d.Store.Review(ctx, id)
	if err != nil || v.State == store.ReviewLocked {
		return 0, err
	}
	items, err := d.Store.ReviewItems(ctx, id)
	if err != nil {
		return 0, err
	}
	routes, err := d.routing(ctx, v, items, now)
	if err != nil {
		return 0, err
	}
	whole := routes.whole()
	whole.Verdict = whole.VerdictLine() // kept as it was on that morning
	plain, err := json.Marshal(whole)
	if err != nil {
		return 0, err
	}
	c, err := d.review(v.Name)
	if err != nil && !errors.Is(err, press.ErrNotFound) {
		return 0, err // a review that is no longer configured goes to nobody, and is locked
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		current, err := tx.Review(ctx, id)
		if err != nil || current.Revision != v.Revision {
			return err // edited meanwhile: the next turn takes it as it now is
		}
		for _, to := range d.addresses(c.Channels, c.To) {
			if routes.paused(to) {
				continue
			}
			fresh, err := d.putReview(ctx, tx, v, routes.forOne(to), to, now)
			if err != nil {
				return err
			}
			if fresh {
				made++
			}
		}
		d.point("digest: before lock")
		return tx.LockReview(ctx, id, string(plain), now)
	})
	return made, err
}

// putReview writes one recipient's issue into the outbox.
func (d *Desk) putReview(ctx context.Context, tx *store.Tx, v store.Review, model *notify.Review, to address, now time.Time) (fresh bool, err error) {
	n := press.Notice{
		Key: fmt.Sprintf("digest/%s/%s", v.Name, v.Day), Channel: to.channel, To: to.to, Made: now,
	}
	if v.Issue > 1 {
		n.Key += fmt.Sprintf("/%d", v.Issue)
	}
	n.Key += "/" + to.channel + "/" + to.to
	mail, err := model.Mail()
	if err != nil {
		return false, fmt.Errorf("render review for %s: %w", to.to, err)
	}
	n.Subject = mail.Subject
	if n.Kind, n.Payload, err = notify.Encode(model); err != nil {
		return false, err
	}
	return tx.PutNotice(ctx, n)
}
