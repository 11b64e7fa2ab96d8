package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// Hubs that push (WebSub). A feed that names a hub is offered; this stage asks
// the hub to push to us, and asks again before the lease ends; the screens'
// callback takes the hub's verification and its pushes, and makes the source
// due. Without a public address (server.public) nothing of this happens, and
// polling goes on in any case: a push only comes before it.

// lease is how long a hub is asked to push; it may grant less.
const lease = 10 * 24 * time.Hour

// verifyWithin is how long a hub may take to verify, before it is asked again.
const verifyWithin = 15 * time.Minute

// maxSubscribes is how often in a row a hub may fail before it is left alone
// for a week.
const maxSubscribes = 6

// offer notes the hub that a listing names, in the transaction of its check.
func (d *Desk) offer(ctx context.Context, tx *store.Tx, source string, l *gather.Listing, now time.Time) error {
	if d.Config.Main.Server.Public == "" || l.Hub == "" || l.Self == "" {
		return nil
	}
	return tx.OfferPush(ctx, store.Subscription{Source: source, Hub: l.Hub, Topic: l.Self, Token: rand.Text(), Secret: rand.Text() + rand.Text(), NextAt: now})
}

// subscribe asks the hubs that are due.
func (d *Desk) subscribe(ctx context.Context) (result, error) {
	if d.Config.Main.Server.Public == "" {
		return result{}, nil
	}
	due, err := d.Store.DueSubscriptions(ctx, d.Now(), maxLanes)
	if err != nil {
		return result{}, err
	}
	var r result
	for _, p := range due {
		if d.begin(ctx, "hub:"+hostOf(p.Hub), func() error { return d.askHub(ctx, p) }) {
			r.did++
		}
	}
	if len(due) > 0 {
		return r, nil
	}
	r.next, err = d.Store.NextSubscription(ctx)
	return r, err
}

// askHub asks one hub. What it will make of it is written first: its
// verification may come before its answer.
func (d *Desk) askHub(ctx context.Context, p store.Subscription) error {
	now := d.Now()
	p.NextAt = now.Add(verifyWithin << min(p.Failures, maxSubscribes))
	p.Failures++ // until it has verified
	if p.State != store.PushActive || !p.Until.After(now) {
		p.State, p.Until = store.PushAsked, time.Time{}
	}
	if p.Failures > maxSubscribes {
		p.NextAt, p.Failures = now.Add(7*24*time.Hour), 0
	}
	save := func(p store.Subscription) error {
		return d.Store.Write(ctx, func(tx *store.Tx) error { return tx.SaveSubscription(ctx, p) })
	}
	if err := save(p); err != nil {
		return err
	}
	_, err := safely(func() (struct{}, error) {
		return struct{}{}, gather.Subscribe(ctx, d.client, gather.PushRequest{
			Hub: p.Hub, Topic: p.Topic, Secret: p.Secret, Lease: lease,
			Callback: strings.TrimRight(d.Config.Main.Server.Public, "/") + "/push/" + p.Token,
		})
	})
	d.meters.ask("hub", gather.TroubleOf(err))
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	p.Detail = err.Error()
	var known *gather.Error
	if errors.As(err, &known) {
		p.NextAt = latest(p.NextAt, now.Add(min(known.RetryAfter, 24*time.Hour)))
		if known.Trouble == press.TroubleGuard {
			p.NextAt = now.Add(7 * 24 * time.Hour)
		}
	}
	return save(p)
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// pushed tells whether a source's hub has proved itself: the last thing that
// was new came with a push, and the lease holds.
func (d *Desk) pushed(ctx context.Context, tx *store.Tx, h *store.SourceHealth, now time.Time) (bool, error) {
	if d.Config.Main.Server.Public == "" {
		return false, nil
	}
	p, err := tx.Subscription(ctx, h.ID)
	if errors.Is(err, press.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	early := h.FreshAt.Sub(p.PushedAt)
	return p.State == store.PushActive && p.Until.After(now) && !p.PushedAt.IsZero() && early <= 5*time.Minute, nil
}
