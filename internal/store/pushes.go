package store

import (
	"context"
	"fmt"
	"time"
)

// PushState is how far a subscription to a hub has come.
type PushState string

// The states of a subscription.
const (
	PushOffered PushState = "offered" // the feed names a hub
	PushAsked   PushState = "asked"   // the hub was asked and has not verified yet
	PushActive  PushState = "active"  // the hub verified; it pushes while the lease lasts
	PushRefused PushState = "refused" // the hub said no
)

// Subscription is what a source's hub was asked for (WebSub).
type Subscription struct {
	Source   string
	Hub      string
	Topic    string // the address under which the hub knows the feed
	Token    string // the secret part of our callback's address
	Secret   string // the key of the hub's signatures
	State    PushState
	NextAt   time.Time // when the hub is to be asked, again
	Until    time.Time // end of the lease; zero when there is none
	PushedAt time.Time // when the hub pushed last; zero: never
	Pushes   int
	Failures int    // askings in a row that failed
	Detail   string // the last failure's own words
}

const subscriptionColumns = `source, hub, topic, token, secret, state, next_at, lease_until, pushed_at, pushes, failures, detail`

func scanSubscription(s scanner) (p Subscription, err error) {
	var next, until, pushed int64
	err = s.Scan(&p.Source, &p.Hub, &p.Topic, &p.Token, &p.Secret, &p.State, &next, &until, &pushed, &p.Pushes, &p.Failures, &p.Detail)
	p.NextAt, p.Until, p.PushedAt = at(next), at(until), at(pushed)
	return p, err
}

// Subscription reads the subscription of a source; press.NotFound.
func (r reads) Subscription(ctx context.Context, source string) (Subscription, error) {
	return row(ctx, r, "subskrypcja", source, scanSubscription, `SELECT `+subscriptionColumns+` FROM subscriptions WHERE source = $1`, source)
}

// SubscriptionByToken reads the subscription of an active source by the secret
// part of its callback's address; press.NotFound.
func (r reads) SubscriptionByToken(ctx context.Context, token string) (Subscription, error) {
	return row(ctx, r, "subskrypcja", "", scanSubscription, `SELECT `+subscriptionColumns+` FROM subscriptions
WHERE token = $1 AND source IN (SELECT id FROM sources WHERE active AND NOT paused)`, token)
}

// DueSubscriptions lists the subscriptions of active sources whose hub is to
// be asked now.
func (r reads) DueSubscriptions(ctx context.Context, now time.Time, limit int) ([]Subscription, error) {
	return rows(ctx, r, scanSubscription, `SELECT `+subscriptionColumns+` FROM subscriptions
WHERE next_at <= $1 AND source IN (SELECT id FROM sources WHERE active AND NOT paused) ORDER BY next_at, source LIMIT $2`, ms(now), limit)
}

// NextSubscription is when the next hub is to be asked; zero when none is.
func (r reads) NextSubscription(ctx context.Context) (time.Time, error) {
	return r.instant(ctx, `SELECT COALESCE(MIN(next_at), 0) FROM subscriptions WHERE source IN (SELECT id FROM sources WHERE active AND NOT paused)`)
}

// OfferPush notes that a source's feed names a hub. A hub and topic that are
// known change nothing; others begin a subscription anew, under the given
// token and secret.
func (tx *Tx) OfferPush(ctx context.Context, p Subscription) error {
	_, err := tx.exec(ctx, `
INSERT INTO subscriptions (source, hub, topic, token, secret, state, next_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (source) DO UPDATE SET hub = excluded.hub, topic = excluded.topic, token = excluded.token, secret = excluded.secret,
	state = excluded.state, next_at = excluded.next_at, lease_until = 0, failures = 0, detail = ''
WHERE subscriptions.hub <> excluded.hub OR subscriptions.topic <> excluded.topic`,
		p.Source, p.Hub, p.Topic, p.Token, p.Secret, string(PushOffered), ms(p.NextAt))
	if err != nil {
		return fmt.Errorf("offer of hub %s for %s: %w", p.Hub, p.Source, err)
	}
	return nil
}

// SaveSubscription writes what asking a hub gave, or what it told us.
func (tx *Tx) SaveSubscription(ctx context.Context, p Subscription) error {
	return tx.one(ctx, "subskrypcja", p.Source, `
UPDATE subscriptions SET state = $2, next_at = $3, lease_until = $4, pushed_at = $5, pushes = $6, failures = $7, detail = $8 WHERE source = $1`,
		p.Source, string(p.State), ms(p.NextAt), ms(p.Until), ms(p.PushedAt), p.Pushes, p.Failures, p.Detail)
}

// PushSource notes that a hub pushed, and wakes its source.
func (tx *Tx) PushSource(ctx context.Context, source string, now time.Time) error {
	err := tx.one(ctx, "subskrypcja", source, `UPDATE subscriptions SET pushed_at = $2, pushes = pushes + 1 WHERE source = $1`, source, ms(now))
	if err != nil {
		return err
	}
	return tx.WakeSource(ctx, source, now)
}

// WakePause is the least time between two askings of a source that wakes us
// itself, by a hub or a stream, however often it does.
const WakePause = time.Minute

// WakeSource makes a source due because it said itself that there is something
// new: now, but at the earliest WakePause after it was asked last.
func (tx *Tx) WakeSource(ctx context.Context, id string, now time.Time) error {
	_, err := tx.exec(ctx, `
UPDATE sources SET next_at = CASE WHEN checked_at + $3 > $2 THEN checked_at + $3 ELSE $2 END
WHERE id = $1 AND next_at > CASE WHEN checked_at + $3 > $2 THEN checked_at + $3 ELSE $2 END`, id, ms(now), WakePause.Milliseconds())
	if err != nil {
		return fmt.Errorf("wake source %s: %w", id, err)
	}
	return nil
}
