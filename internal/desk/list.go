package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// maxFind is how many new pages one listing may bring: a sitemap of a whole
// archive comes in over several askings.
const maxFind = 500

// list asks the sources that are due.
func (d *Desk) list(ctx context.Context) (result, error) {
	now := d.Now()
	due, err := d.Store.DueSources(ctx, now, 4*maxLanes)
	if err != nil {
		return result{}, err
	}
	var r result
	for _, h := range due {
		if d.begin(ctx, "list:"+hostOf(h.URL), func() error { return d.ask(ctx, h) }) {
			r.did++
		}
	}
	if len(due) > 0 {
		return r, nil // lanes wake us when they are free
	}
	r.next, err = d.Store.NextSource(ctx)
	return r, err
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Host
}

// ask lists one source and keeps what it gave.
func (d *Desk) ask(ctx context.Context, h store.SourceHealth) error {
	var state gather.State
	if h.State != "" {
		if err := json.Unmarshal([]byte(h.State), &state); err != nil {
			d.Log.Warn("state of source forgotten", "source", h.ID, "err", err)
			state = gather.State{}
		}
	}
	began := d.Now()
	listing, err := safely(func() (*gather.Listing, error) { return gather.List(ctx, d.client, h.Source, state) })
	if ctx.Err() != nil {
		return ctx.Err() // nothing happened: it stays due
	}
	d.point("list: answered")
	now := d.Now()
	h.CheckedAt = now
	if wait, ok := queued(err); ok {
		h.NextAt = now.Add(wait)
		return d.Store.Write(ctx, func(tx *store.Tx) error { return tx.CheckSource(ctx, h.ID, h.NextAt) })
	}
	if err != nil {
		d.fail(&h, err)
		d.meters.ask("source", h.Trouble)
		return d.Store.Write(ctx, func(tx *store.Tx) error { return tx.SaveCheck(ctx, h, now.Sub(began)) })
	}
	d.meters.ask("source", press.NoTrouble)
	return d.Store.Write(ctx, func(tx *store.Tx) error {
		fresh, all, err := d.find(ctx, tx, h.Source, listing, now)
		if err != nil {
			return err
		}
		if !all { // ask for the rest next time: the server must not say "unchanged"
			listing.State.ETag, listing.State.Modified = "", ""
		}
		if err := d.offer(ctx, tx, h.ID, listing, now); err != nil {
			return err
		}
		before := h.Trouble
		if err := d.hear(ctx, tx, &h, listing, fresh, now); err != nil {
			return err
		}
		if err := d.alarm(ctx, tx, before, h, now); err != nil {
			return err
		}
		if !all {
			h.NextAt = now.Add(h.Every.Min)
		}
		d.point("list: before commit")
		return tx.SaveCheck(ctx, h, now.Sub(began))
	})
}

// find makes a listing's items known, and answers how many were new and
// whether all were taken. Items that are older than the backlog when first
// listed are left alone; so are re-dated and re-numbered ones, whose address
// is known.
func (d *Desk) find(ctx context.Context, tx *store.Tx, src press.Source, l *gather.Listing, now time.Time) (fresh int, all bool, err error) {
	for _, item := range l.Items {
		if !item.Published.IsZero() && item.Published.Before(now.Add(-d.Backlog)) {
			continue
		}
		address, err := gather.CanonicalURL(item.URL)
		if err != nil {
			continue // not an address of the web: mailto:, javascript:
		}
		if fresh >= maxFind {
			return fresh, false, nil
		}
		p := press.Page{URL: address, Source: src.ID, Outlet: src.Outlet, Item: item, State: press.PageNew, NextAt: now}
		id, isNew, err := tx.FindPage(ctx, p, now)
		if err != nil {
			return fresh, false, err
		}
		if !isNew {
			continue
		}
		fresh++
		if item.Post == nil {
			continue
		}
		if err := tx.KeepItem(ctx, id, item, now); err != nil { // there is nothing to fetch
			return fresh, false, err
		}
	}
	return fresh, true, nil
}

// hear writes into a source's health what a good answer says.
func (d *Desk) hear(ctx context.Context, tx *store.Tx, h *store.SourceHealth, l *gather.Listing, fresh int, now time.Time) error {
	state, err := json.Marshal(l.State)
	if err != nil {
		return fmt.Errorf("state of %s: %w", h.ID, err)
	}
	h.State = string(state)
	h.OKAt, h.Failures, h.Fresh = now, 0, fresh
	if !l.NotModified {
		h.Items = len(l.Items)
	}
	if fresh > 0 {
		h.FreshAt = now
	}
	published, err := tx.Published(ctx, h.ID, now.Add(-rhythmWindow), 1000)
	if err != nil {
		return err
	}
	if listed := listedAt(l.Items, now); len(listed) > len(published) {
		published = listed // its pages are not read yet: a new source
	}
	h.Spacing = gather.Next(h.Every, gather.History{Published: published, Asked: h.CheckedAt, Since: l.State.Since, Seed: seed(h.ID)}, now)
	if pushed, err := d.pushed(ctx, tx, h, now); err != nil {
		return err
	} else if pushed { // its hub tells us; polling is for what the hub forgets
		h.Spacing = min(pushedSlower*h.Spacing, max(h.Every.Max, h.Spacing))
	}
	h.NextAt = now.Add(h.Spacing)
	before := h.Trouble
	h.Trouble, h.Detail = press.NoTrouble, ""
	if err := d.sound(ctx, tx, h, before, published, now); err != nil {
		return err
	}
	if h.Trouble == press.NoTrouble {
		h.Detail = remark(l, h, published, now)
	}
	return nil
}

// pushedSlower is how many times more rarely a source is asked whose hub pushes.
const pushedSlower = 3

// listedAt are the dates that a list gives its items.
func listedAt(items []press.Item, now time.Time) []time.Time {
	var all []time.Time
	for _, i := range items {
		if i.Published.After(now.Add(-rhythmWindow)) && !i.Published.After(now) {
			all = append(all, i.Published)
		}
	}
	return all
}

// queued tells whether a request was never made because the host's turn is
// too far off (Crawl-delay, an earlier Retry-After), and how far.
func queued(err error) (time.Duration, bool) {
	var known *gather.Error
	if !errors.As(err, &known) || known.Status != 0 || known.RetryAfter <= 0 {
		return 0, false
	}
	return known.RetryAfter, true
}

// fail writes into a source's health what an error says.
func (d *Desk) fail(h *store.SourceHealth, err error) {
	h.Trouble, h.Detail = gather.TroubleOf(err), err.Error()
	if h.Trouble == press.NoTrouble {
		h.Trouble = press.TroubleOther
	}
	h.Failures++
	h.Items, h.Fresh = 0, 0
	past := gather.History{Failures: h.Failures, New: h.OKAt.IsZero(), Trouble: h.Trouble, Asked: h.CheckedAt, Seed: seed(h.ID)}
	var known *gather.Error
	if errors.As(err, &known) {
		past.After = min(known.RetryAfter, 24*time.Hour)
	}
	h.Spacing = gather.Next(h.Every, past, h.CheckedAt)
	h.NextAt = h.CheckedAt.Add(h.Spacing)
}

// backOff doubles a wait with each failure in a row, between bounds.
func backOff(failures int, least, most time.Duration) time.Duration {
	wait := least
	for i := 1; i < failures && wait < most; i++ {
		wait *= 2
	}
	return min(max(wait, least), max(most, least))
}
