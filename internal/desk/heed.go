package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// heedFor is how long an alert is watched for a sign from its readers.
const heedFor = 24 * time.Hour

// maxHeeded bounds the alerts of that time that one turn looks at.
const maxHeeded = 1000

// escalated ends the key of an alert that went on to the next person.
const escalated = "#eskalacja"

// An alertKey is what the key of an alert's first notice says.
type alertKey struct{ topic, story, channel, to string }

// matter is what people's signs on an alert are kept under.
func (k alertKey) matter() string { return "alert/" + k.topic + "/" + k.story }

func parseAlertKey(key string) (alertKey, bool) {
	parts := strings.SplitN(key, "/", 5)
	if len(parts) != 5 || parts[0] != "alert" || strings.HasSuffix(key, escalated) {
		return alertKey{}, false
	}
	return alertKey{parts[1], parts[2], parts[3], parts[4]}, true
}

// heed looks after the alerts of the last day: one that somebody has taken or
// muted says so where it stands, and an urgent one that nobody has taken in
// time goes to the next person.
func (d *Desk) heed(ctx context.Context) (result, error) {
	var r result
	now := d.Now()
	notices, err := d.Store.Notices(ctx, store.NoticeFilter{Kind: press.NoticeAlert, Since: now.Add(-heedFor), Limit: maxHeeded})
	if err != nil {
		return r, err
	}
	topics, err := d.topics(ctx)
	if err != nil {
		return r, err
	}
	for _, n := range slices.Backward(notices) {
		key, ok := parseAlertKey(n.Key)
		if !ok || n.Thread != "" || n.Failed {
			continue
		}
		sign, taken, err := signOn(ctx, d.Store, key)
		if err != nil {
			return r, err
		}
		switch {
		case taken:
			if err := d.tellState(ctx, n, key, sign, now, &r); err != nil {
				return r, err
			}
		case topics[key.topic].Severity == press.Urgent:
			if err := d.escalate(ctx, n, key, now, &r); err != nil {
				return r, err
			}
		}
	}
	return r, nil
}

// receipts is where signs are read: the store, or a transaction on it.
type receipts interface {
	Receipts(ctx context.Context, key string) ([]store.Receipt, error)
}

// signOn is the first sign that somebody gave on an alert: it was taken, or it
// was muted, alone or with its topic.
func signOn(ctx context.Context, from receipts, key alertKey) (store.Receipt, bool, error) {
	for _, matter := range []string{key.matter(), "alert/" + key.topic} {
		signs, err := from.Receipts(ctx, matter)
		if err != nil {
			return store.Receipt{}, false, err
		}
		for _, s := range signs {
			if s.Kind == store.Taken || s.Kind == store.Muted {
				return s, true, nil
			}
		}
	}
	return store.Receipt{}, false, nil
}

// tellState updates the message of an alert once somebody has taken or muted
// it, in channels that can update a message. A second mail would be noise.
func (d *Desk) tellState(ctx context.Context, n press.Notice, key alertKey, sign store.Receipt, now time.Time, r *result) error {
	if d.Config.Main.Channels[key.channel].Kind != "slack" {
		return nil
	}
	a, err := alertOf(n)
	if err != nil {
		return err
	}
	a.At = now
	d.stand(a, sign)
	up := press.Notice{Key: n.Key + "#" + sign.Kind, Channel: n.Channel, To: n.To, Subject: n.Subject, Thread: n.Key, Made: now}
	return d.putOnce(ctx, up, a, r)
}

// stand writes into an alert who has taken or muted it.
func (d *Desk) stand(a *notify.Alert, sign store.Receipt) {
	a.State, a.By = notify.AlertTaken, sign.Person
	if sign.Kind == store.Muted {
		a.State = notify.AlertMuted
	}
	if p, ok := d.person(sign.Person); ok {
		a.By = p.Name
	}
}

// escalate sends an urgent alert that nobody has taken to the people asked
// next.
func (d *Desk) escalate(ctx context.Context, n press.Notice, key alertKey, now time.Time, r *result) error {
	rules := d.Config.Main.Alerts
	after := time.Duration(rules.Escalate)
	if after <= 0 || n.SentAt.IsZero() || len(rules.Then) == 0 {
		return nil
	}
	if due := n.SentAt.Add(after); due.After(now) {
		if r.next.IsZero() || due.Before(r.next) {
			r.next = due
		}
		return nil
	}
	a, err := alertOf(n)
	if err != nil {
		return err
	}
	a.At = now
	a.Escalated = "nikt nie przejął alertu od " + polish.FormatTime(n.SentAt)
	a.Own = notify.Links{Web: a.Own.Web}
	for _, to := range d.addresses(rules.Channels, rules.Then) {
		if to.person.ID == "" {
			continue // everybody in the channel has it already
		}
		next := press.Notice{
			Key: key.matter() + "/" + to.channel + "/" + to.to + escalated, Channel: to.channel, To: to.to, Subject: "Bez reakcji: " + n.Subject, Thread: "", Made: now,
		}
		if err := d.putOnce(ctx, next, a, r); err != nil {
			return err
		}
	}
	return nil
}

func alertOf(n press.Notice) (*notify.Alert, error) {
	p, err := notify.Decode(n)
	if err != nil {
		return nil, err
	}
	a, ok := p.(*notify.Alert)
	if !ok {
		return nil, fmt.Errorf("notice %s is no alert", n.Key)
	}
	return a, nil
}

// putOnce writes a notice unless it is known, and counts it.
func (d *Desk) putOnce(ctx context.Context, n press.Notice, p notify.Payload, r *result) error {
	if _, err := d.Store.NoticeByKey(ctx, n.Key); err == nil {
		return nil
	}
	var err error
	if n.Kind, n.Payload, err = notify.Encode(p); err != nil {
		return err
	}
	return d.Store.Write(ctx, func(tx *store.Tx) error {
		fresh, err := tx.PutNotice(ctx, n)
		if fresh {
			r.did++
		}
		return err
	})
}
