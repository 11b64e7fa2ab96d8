package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"prasowka/internal/extract"
	"prasowka/internal/gather"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// readBatch is how many pages one turn reads.
const readBatch = 16

// opened is a page with what was read of it.
type opened struct {
	page    store.VisitedPage
	article *extract.Article
	item    *press.Item // instead of an article, where the item is all there is
	onAir   bool        // of a radio or a television
	err     error
}

// read turns fetched bytes into versions: the log. Extraction runs beside
// itself; what it gave is filed in order, one transaction a page.
func (d *Desk) read(ctx context.Context) (result, error) {
	pages, err := d.Store.UnreadPages(ctx, readBatch)
	if err != nil || len(pages) == 0 {
		return result{}, err
	}
	recipes, err := d.recipes(ctx)
	if err != nil {
		return result{}, err
	}
	outlets, err := d.outlets(ctx)
	if err != nil {
		return result{}, err
	}
	all := make([]opened, len(pages))
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for i, p := range pages {
		group.Go(func() error {
			raw, err := d.Store.Raw(ctx, p.Response.SHA256)
			if err != nil {
				return fmt.Errorf("bytes of page %d: %w", p.ID, err)
			}
			all[i] = open(p, raw, recipes[p.Source])
			all[i].onAir = outlets[p.Outlet].Medium == press.Radio || outlets[p.Outlet].Medium == press.TV
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return result{}, err
	}
	d.point("read: extracted")
	for _, o := range all {
		if err := d.file(ctx, o); err != nil {
			return result{}, fmt.Errorf("page %d %s: %w", o.page.ID, o.page.URL, err)
		}
	}
	return result{did: len(all)}, nil
}

// recipes are how each source's pages are read.
func (d *Desk) recipes(ctx context.Context) (map[string]press.Recipe, error) {
	sources, err := d.Store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	m := make(map[string]press.Recipe, len(sources))
	for _, s := range sources {
		m[s.ID] = s.Recipe
	}
	return m, nil
}

// open reads one page. It is pure, and a panic of a library is an error of
// this page alone.
func open(p store.VisitedPage, raw []byte, recipe press.Recipe) (o opened) {
	o.page = p
	defer func() {
		if r := recover(); r != nil {
			o.err = &extract.Error{Trouble: press.TroubleParse, Err: fmt.Errorf("panic: %v", r)}
		}
	}()
	if p.Response.Type == press.ItemType {
		var item press.Item
		if err := json.Unmarshal(raw, &item); err != nil {
			o.err = &extract.Error{Trouble: press.TroubleParse, Err: err}
			return o
		}
		o.item = &item
		return o
	}
	o.article, o.err = extract.Read(raw, extract.Hints{
		URL: p.Response.URL, ContentType: p.Response.Type, Item: p.Item, Fetched: p.FetchedAt, Recipe: recipe,
	})
	return o
}

// file keeps what was read of a page: a new clipping, a new version of one, a
// further address of one, or the reason why it could not be read.
func (d *Desk) file(ctx context.Context, o opened) error {
	grouped := false
	err := d.Store.Write(ctx, func(tx *store.Tx) error {
		p, now := o.page, d.Now()
		fresh, err := tx.Page(ctx, p.ID)
		if err != nil || fresh.State != press.PageFetched || fresh.Response.SHA256 != p.Response.SHA256 {
			return err // somebody was faster: the newer bytes have their own turn
		}
		if o.err != nil {
			return d.unreadable(ctx, tx, p, o.err, now)
		}
		c := d.clip(o, now)
		known, err := d.same(ctx, tx, p, c)
		switch {
		case err == nil && known.ID == p.Clipping:
			err = d.reread(ctx, tx, known, c, o, now)
		case err == nil: // another address of the same publication
			p.Clipping, p.NextAt = known.ID, time.Time{}
		case errors.Is(err, press.ErrNotFound):
			grouped = true
			p.Clipping = c.ID
			p.NextAt = d.nextVisit(c.Published, now)
			if o.item != nil {
				p.NextAt = time.Time{}
			}
			err = d.publish(ctx, tx, c, p, now)
		}
		if err != nil {
			return err
		}
		p.State, p.Trouble, p.Detail, p.Attempts = press.PageRead, press.NoTrouble, "", 0
		p.Visits++
		d.point("read: before commit")
		return tx.SavePage(ctx, p)
	})
	if err != nil && grouped {
		d.reading.forget() // it holds a clipping that the store does not
	}
	return err
}

// unreadable quarantines a new page; a page that was read before keeps its
// clipping, unless what stands there now says that it was deleted.
func (d *Desk) unreadable(ctx context.Context, tx *store.Tx, p store.VisitedPage, err error, now time.Time) error {
	p.Trouble, p.Detail = press.TroubleParse, err.Error()
	var known *extract.Error
	if errors.As(err, &known) {
		p.Trouble = known.Trouble
	}
	if p.Clipping == "" {
		p.State, p.NextAt = press.PageQuarantined, time.Time{}
		if passing(p.Trouble) && p.Attempts < maxPassing {
			p.Attempts++
			p.State, p.NextAt = press.PageNew, now.Add(backOff(2*p.Attempts-1, 10*time.Minute, time.Hour))
		}
		d.point("read: before quarantine")
		return tx.SavePage(ctx, p)
	}
	p.State = press.PageRead
	p.Attempts++
	if p.Trouble == press.TroubleSoft && p.Attempts >= 2 {
		return d.bury(ctx, tx, p, now)
	}
	p.NextAt = d.revisit(ctx, tx, p, now)
	if p.Trouble == press.TroubleSoft {
		p.NextAt = now.Add(5 * time.Minute)
	}
	return tx.SavePage(ctx, p)
}

// maxPassing is how often a page is fetched anew because what stood there may
// have been a passing state of the server: after 10 minutes, and after 40 more.
const maxPassing = 2

// passing are the troubles of a page that time may mend: the maintenance page
// or the error page that a server sent with status 200.
func passing(t press.Trouble) bool {
	return t == press.TroubleSoft || t == press.TroubleEmpty
}

// clip makes a clipping of what was read.
func (d *Desk) clip(o opened, now time.Time) store.Filing {
	p := o.page
	c := store.Filing{Clipping: press.Clipping{URL: p.URL, Link: cmp.Or(p.Response.URL, p.Item.URL), Outlet: p.Outlet, Source: p.Source, Kind: press.Article, Found: p.FoundAt}}
	if i := o.item; i != nil {
		c.Kind, c.Title, c.Text, c.Author = press.SocialPst, i.Title, i.Summary, i.Author
		c.Published, c.Modified, c.Post, c.Media = i.Published, i.Updated, i.Post, i.Media
		if i.Hand != nil {
			c.Kind, c.Place = i.Hand.Kind, i.Hand.Place
		}
		if c.Title == "" {
			c.Title = firstWords(i.Summary, 12)
		}
	} else {
		a := o.article
		c.Title, c.Lead, c.Text, c.Author, c.Agency, c.Paid = a.Title, a.Lead, a.Text, a.Author, a.Agency, a.Paid
		c.Published, c.Modified, c.Media = a.Published, a.Modified, a.Media
		if address, err := gather.CanonicalURL(a.Canonical); a.Canonical != "" && err == nil {
			c.URL = address
		}
		if c.Title == "" {
			c.Title = p.Item.Title
		}
		if c.Published.IsZero() {
			c.Published = p.Item.Published
		}
		if len(c.Media) == 0 {
			c.Media = p.Item.Media
		}
		if o.onAir && slices.ContainsFunc(p.Item.Media, recorded) {
			c.Kind = press.Broadcast
		}
	}
	if c.Published.IsZero() || c.Published.After(now.Add(time.Hour)) {
		c.Published = p.FoundAt
	}
	c.Published = c.Published.Truncate(time.Millisecond)
	c.ID = press.NewID(c.Published, c.URL)
	return c
}

// recorded tells the recording of what was on air.
func recorded(e press.Enclosure) bool {
	return strings.HasPrefix(e.Type, "audio/") || strings.HasPrefix(e.Type, "video/")
}

// firstWords is the beginning of a text, for a post that has no title.
func firstWords(text string, n int) string {
	words := strings.Fields(text)
	if len(words) <= n {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:n], " ") + "…"
}

// same finds the clipping that a page is a reading of: its own, or the one
// that stands at the same canonical address, or one of the same outlet with
// the same title and text at another address. None is press.ErrNotFound.
func (d *Desk) same(ctx context.Context, tx *store.Tx, p store.VisitedPage, c store.Filing) (store.Filing, error) {
	if p.Clipping != "" {
		return tx.Clipping(ctx, p.Clipping)
	}
	known, err := tx.ClippingByURL(ctx, c.URL)
	if !errors.Is(err, press.ErrNotFound) {
		return known, err
	}
	near, err := tx.Clippings(ctx, store.ClippingFilter{
		Outlet: c.Outlet, PublishedFrom: c.Published.Add(-72 * time.Hour), PublishedTo: c.Published.Add(72 * time.Hour), Title: c.Title, Limit: 5,
	})
	if err != nil {
		return known, err
	}
	for _, n := range near {
		if n.Text == c.Text {
			return n, nil
		}
	}
	return known, press.NotFound("wycinek", c.URL)
}

// reread appends a version when a known clipping reads otherwise than before
// in more than typos and counters. What a person mends of a publication filed by
// hand is ours, not an edit of the outlet's.
func (d *Desk) reread(ctx context.Context, tx *store.Tx, known, c store.Filing, o opened, now time.Time) error {
	what, theirs := difference(known.Clipping, c.Clipping), true
	if o.item != nil && o.item.Hand != nil {
		what, theirs = mended(known.Clipping, c.Clipping), false
	}
	if what == "" && !known.Gone {
		return nil
	}
	if known.Gone {
		what = strings.TrimPrefix(what+", strona wróciła", ", ")
	}
	next := known
	next.Title, next.Lead, next.Text, next.Author, next.Agency = c.Title, c.Lead, c.Text, c.Author, c.Agency
	next.Paid, next.Modified, next.Media, next.Post, next.Place = c.Paid, c.Modified, c.Media, c.Post, c.Place
	if !theirs {
		next.Link = c.Link // the address that was typed in with it
	}
	_, err := tx.PutReading(ctx, next, press.Version{
		At: now, Title: c.Title, Lead: c.Lead, Text: c.Text, Author: c.Author, Modified: c.Modified,
		SHA256: o.page.Response.SHA256, Matters: theirs, What: what,
	})
	if err != nil {
		return err
	}
	return tx.CountStory(ctx, known.Story)
}

// mended says that a person changed what was filed by hand: even a comma counts.
func mended(old, fresh press.Clipping) string {
	moved := fresh.Link != "" && old.Link != fresh.Link // an address is kept once it is known
	if old.Title == fresh.Title && old.Text == fresh.Text && old.Author == fresh.Author && old.Place == fresh.Place && !moved {
		return ""
	}
	return "poprawione przez biuro prasowe"
}

// difference says in Polish how a text changed; empty when it did not, or not
// in a way that matters.
func difference(old, fresh press.Clipping) string {
	c := extract.CompareVersions(old.Title, old.Text, fresh.Title, fresh.Text)
	if !c.Matters {
		return ""
	}
	return c.What
}

// publish files a new clipping: its story, its first version.
func (d *Desk) publish(ctx context.Context, tx *store.Tx, c store.Filing, p store.VisitedPage, now time.Time) error {
	member, err := d.reading.join(ctx, tx, d, c, now)
	if err != nil {
		return err
	}
	c.Member, c.Story = member, member.Story
	story := press.Story{ID: c.Story, Title: c.Title, Lead: c.ID, First: c.Published, Last: c.Published}
	if err := tx.OpenStory(ctx, story); err != nil {
		return err
	}
	_, err = tx.PutReading(ctx, c, press.Version{
		At: now, Title: c.Title, Lead: c.Lead, Text: c.Text, Author: c.Author, Modified: c.Modified,
		SHA256: p.Response.SHA256, Matters: true,
	})
	if err != nil {
		return err
	}
	return tx.CountStory(ctx, c.Story)
}
