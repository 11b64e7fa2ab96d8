package desk

import (
	"context"
	"crypto/sha256"
	"errors"
	"net/http"
	"time"

	"prasowka/internal/extract"
	"prasowka/internal/gather"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// Revisits are when a page is fetched again, counted from its publication:
// silent edits come early or not at all.
func Revisits() []time.Duration {
	return []time.Duration{15 * time.Minute, time.Hour, 4 * time.Hour, 10 * time.Hour, 24 * time.Hour, 72 * time.Hour}
}

// nextVisit is the first revisit after now of a page published then; zero
// when all are over.
func (d *Desk) nextVisit(published, now time.Time) time.Time {
	for _, after := range d.Revisits {
		if at := published.Add(after); at.After(now.Add(d.Revisits[0] / 15)) {
			return at
		}
	}
	return time.Time{}
}

// maxAttempts is how often a new page is tried before it is quarantined, and
// how often a revisit is before the next one's time is waited for.
const maxAttempts = 5

// fetch gets the pages that are due.
func (d *Desk) fetch(ctx context.Context) (result, error) {
	due, err := d.Store.DuePages(ctx, d.Now(), d.lanes.taken("page:"), maxLanes)
	if err != nil {
		return result{}, err
	}
	var r result
	for _, p := range due {
		if d.begin(ctx, "page:"+p.Host, func() error { return d.get(ctx, p) }) {
			r.did++
		}
	}
	if len(due) > 0 {
		return r, nil
	}
	r.next, err = d.Store.NextPage(ctx)
	return r, err
}

// get fetches one page and keeps what came of it.
func (d *Desk) get(ctx context.Context, p store.VisitedPage) error {
	address := p.Item.URL
	if address == "" {
		address = p.URL
	}
	var cond gather.Conditional
	if p.Clipping != "" {
		cond = gather.Conditional{ETag: p.Response.ETag, Modified: p.Response.Modified}
	}
	answer, err := safely(func() (*press.Response, error) { return gather.Fetch(ctx, d.client, address, cond) })
	if ctx.Err() != nil {
		return ctx.Err() // nothing happened: it stays due
	}
	if err == nil && answer.Status == http.StatusOK {
		d.further(ctx, p, answer)
	}
	d.point("fetch: answered")
	d.meters.ask("page", gather.TroubleOf(err))
	now := d.Now()
	wait, later := queued(err)
	return d.Store.Write(ctx, func(tx *store.Tx) error {
		switch {
		case later:
			p.NextAt = now.Add(wait)
		case err != nil && p.Clipping != "":
			return d.missed(ctx, tx, p, err, now)
		case err != nil:
			d.stumble(&p, err, now)
		case answer.Status == http.StatusNotModified,
			p.Clipping != "" && sha256.Sum256(answer.Body) == p.Response.SHA256:
			p.FetchedAt, p.Attempts, p.Trouble, p.Detail = now, 0, press.NoTrouble, ""
			p.NextAt = d.revisit(ctx, tx, p, now)
		default:
			p.Response = *answer
			if p.Response.Body == nil {
				p.Response.Body = []byte{}
			}
			p.Response.SHA256 = sha256.Sum256(p.Response.Body)
			p.State, p.FetchedAt, p.NextAt = press.PageFetched, now, time.Time{}
			p.Trouble, p.Detail = press.NoTrouble, "" // the attempts count on until it can be read
		}
		d.point("fetch: before commit")
		return tx.SavePage(ctx, p)
	})
}

// maxFurther bounds the bytes of all pages of one article.
const maxFurther = extract.MaxPage

// further gets the other pages of an article that its outlet cut into several,
// and joins their bytes to the first one's: one publication is one clipping.
// A page that does not answer ends the row; the next revisit asks again.
func (d *Desk) further(ctx context.Context, p store.VisitedPage, answer *press.Response) {
	if p.Item.Post != nil {
		return
	}
	next := extract.Further(answer.Body, extract.Hints{URL: answer.URL, ContentType: answer.Type})
	if len(next) == 0 {
		return
	}
	pages, size := [][]byte{answer.Body}, len(answer.Body)
	for _, address := range next {
		more, err := safely(func() (*press.Response, error) {
			return gather.Fetch(ctx, d.client, address, gather.Conditional{})
		})
		d.meters.ask("page", gather.TroubleOf(err))
		if err != nil || more.Status != http.StatusOK || hostOf(more.URL) != hostOf(address) {
			d.Log.Warn("article without its further page", "url", p.URL, "page", address, "err", err)
			break
		}
		if size += len(more.Body); size > maxFurther {
			break
		}
		pages = append(pages, more.Body)
	}
	answer.Body = extract.JoinPages(pages...)
}

// revisit is when a page with a clipping is to be fetched again.
func (d *Desk) revisit(ctx context.Context, tx *store.Tx, p store.VisitedPage, now time.Time) time.Time {
	published := p.FoundAt
	if c, err := tx.Clipping(ctx, p.Clipping); err == nil {
		published = c.Published
	}
	return d.nextVisit(published, now)
}

// stumble notes that a new page could not be fetched: it is tried again, or
// quarantined when that is useless or has been done often enough.
func (d *Desk) stumble(p *store.VisitedPage, err error, now time.Time) {
	p.Trouble, p.Detail = gather.TroubleOf(err), err.Error()
	p.Attempts++
	p.FetchedAt = now
	wait := backOff(p.Attempts, 2*time.Minute, 2*time.Hour)
	var known *gather.Error
	if errors.As(err, &known) {
		p.Response.Status = known.Status
		wait = max(wait, min(known.RetryAfter, 24*time.Hour))
	}
	tries := maxAttempts
	switch p.Trouble {
	case press.TroubleRobots, press.TroubleGuard, press.TroubleBig:
		tries = 1 // the answer would be the same
	case press.Trouble403, press.Trouble404:
		tries = 2
	case press.Trouble429:
		tries = 4 * maxAttempts // it asks for patience, not for giving up
	}
	if p.Attempts >= tries {
		p.State, p.NextAt = press.PageQuarantined, time.Time{}
		return
	}
	p.NextAt = now.Add(wait)
}

// missed notes that a page which has a clipping could not be fetched again. A
// second 404 in a row is a deletion, kept as an event with the last text.
func (d *Desk) missed(ctx context.Context, tx *store.Tx, p store.VisitedPage, err error, now time.Time) error {
	p.Trouble, p.Detail = gather.TroubleOf(err), err.Error()
	p.Attempts++
	gone := p.Trouble == press.Trouble404 || p.Trouble == press.TroubleSoft
	switch {
	case gone && p.Attempts >= 2:
		return d.bury(ctx, tx, p, now)
	case p.Attempts < 3:
		p.NextAt = now.Add(backOff(p.Attempts, 5*time.Minute, time.Hour))
	default:
		p.Attempts = 0
		p.NextAt = d.revisit(ctx, tx, p, now)
	}
	return tx.SavePage(ctx, p)
}

// bury keeps a deletion: a version that says so, with the last text read.
func (d *Desk) bury(ctx context.Context, tx *store.Tx, p store.VisitedPage, now time.Time) error {
	p.State, p.NextAt, p.FetchedAt = press.PageGone, time.Time{}, now
	if err := tx.SavePage(ctx, p); err != nil {
		return err
	}
	c, err := tx.Clipping(ctx, p.Clipping)
	if err != nil || c.Gone {
		return err
	}
	_, err = tx.PutReading(ctx, c, press.Version{
		At: now, Title: c.Title, Lead: c.Lead, Text: c.Text, Author: c.Author, Modified: c.Modified,
		Matters: true, What: "strona została usunięta", Gone: true,
	})
	return err
}
