package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// sendBatch is how many due notices one turn looks at.
const sendBatch = 64

// maxSends is how often a notice is tried before it is given up and shown so:
// with the back-off, about two days.
const maxSends = 20

// send gives the notices that are due to their channels, one at a time each.
// A notice is marked as sent after its channel has taken it, so a crash in
// between sends it twice, under the same Message-ID, and never not at all.
func (d *Desk) send(ctx context.Context) (result, error) {
	now := d.Now()
	due, err := d.Store.DueNotices(ctx, now, sendBatch)
	if err != nil {
		return result{}, err
	}
	var r result
	byChannel := map[string][]press.Notice{}
	for _, n := range due {
		byChannel[n.Channel] = append(byChannel[n.Channel], n)
	}
	for channel, notices := range byChannel {
		started := d.begin(ctx, "send:"+channel, func() error {
			for _, n := range notices {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if err := d.deliver(ctx, n); err != nil {
					return fmt.Errorf("notice %s: %w", n.Key, err)
				}
			}
			return nil
		})
		if started {
			r.did += len(notices)
		}
	}
	if len(due) > 0 {
		return r, nil
	}
	r.next, err = d.Store.NextNotice(ctx)
	if !r.next.IsZero() && !r.next.After(now) {
		r.next = now.Add(maxNap) // waits for the notice that it answers
	}
	return r, err
}

// deliver sends one notice and keeps what came of it. The attempt is written
// first: after a crash in the middle of it the channel looks whether it went
// out, instead of sending it again.
func (d *Desk) deliver(ctx context.Context, n press.Notice) error {
	keep := context.WithoutCancel(ctx) // what has been sent must be known
	tried := n
	tried.Attempts++
	if err := d.saveSending(keep, tried); err != nil {
		return err
	}
	var receipt notify.Receipt
	var err error
	if ch, ok := d.channels[n.Channel]; ok {
		receipt, err = ch.Send(ctx, n)
	} else {
		err = &notify.Error{Channel: n.Channel, Permanent: true, Err: fmt.Errorf("kanału %q nie ma w konfiguracji", n.Channel)}
	}
	n = tried
	if receipt.Remote != "" {
		n.Remote = receipt.Remote
	}
	if err != nil && ctx.Err() != nil {
		if receipt.Remote == "" {
			return ctx.Err() // it stays due
		}
		return errors.Join(ctx.Err(), d.saveSending(keep, n)) // a part of it is there: the rest goes under it
	}
	d.point("send: sent")
	now := d.Now()
	if err == nil {
		n.SentAt, n.Error = now, ""
		d.meters.sent.WithLabelValues(n.Channel, "sent").Inc()
	} else {
		after, permanent := notify.Retry(err)
		n.Error = err.Error()
		n.Failed = permanent || n.Attempts >= maxSends
		n.NextAt = now.Add(max(after, backOff(n.Attempts, 30*time.Second, 4*time.Hour)))
		d.meters.sent.WithLabelValues(n.Channel, "error").Inc()
		d.Log.Warn("channel refused a notice", "key", n.Key, "attempt", n.Attempts, "given_up", n.Failed, "err", err)
	}
	return d.Store.Write(keep, func(tx *store.Tx) error {
		d.point("send: before commit")
		return tx.SaveSending(keep, n)
	})
}

func (d *Desk) saveSending(ctx context.Context, n press.Notice) error {
	return d.Store.Write(ctx, func(tx *store.Tx) error { return tx.SaveSending(ctx, n) })
}
