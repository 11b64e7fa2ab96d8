package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"prasowka/internal/press"
)

// VisitedPage is a page with the number of times that it has been read.
type VisitedPage struct {
	press.Page
	Host   string
	Visits int // readings so far, the first one included
}

const pageColumns = `id, url, host, source, outlet, item, state, trouble, detail, attempts, visits, next_at, found_at,
	fetched_at, final_url, status, type, etag, modified, truncated, sha256, clipping`

func scanPage(s scanner) (p VisitedPage, err error) {
	var item, sum string
	var next, found, fetched int64
	r := &p.Response
	err = s.Scan(&p.ID, &p.URL, &p.Host, &p.Source, &p.Outlet, &item, &p.State, &p.Trouble, &p.Detail, &p.Attempts, &p.Visits,
		&next, &found, &fetched, &r.URL, &r.Status, &r.Type, &r.ETag, &r.Modified, &r.Truncated, &sum, &p.Clipping)
	if err != nil {
		return p, err
	}
	p.NextAt, p.FoundAt, p.FetchedAt = at(next), at(found), at(fetched)
	if err := undoc(item, &p.Item); err != nil {
		return p, fmt.Errorf("item of page %d: %w", p.ID, err)
	}
	r.SHA256, err = unhex(sum)
	return p, err
}

// unhex reads a hash as the tables keep it; empty is the zero hash.
func unhex(sum string) (h [32]byte, err error) {
	if sum == "" {
		return h, nil
	}
	b, err := hex.DecodeString(sum)
	if err != nil || len(b) != len(h) {
		return h, fmt.Errorf("hash %q is broken", sum)
	}
	return [32]byte(b), nil
}

// tohex is how the tables keep a hash; the zero hash is empty.
func tohex(h [32]byte) string {
	if h == ([32]byte{}) {
		return ""
	}
	return hex.EncodeToString(h[:])
}

// Page reads one page without its body (see Raw); press.NotFound.
func (r reads) Page(ctx context.Context, id int64) (VisitedPage, error) {
	return row(ctx, r, "strona", fmt.Sprint(id), scanPage, `SELECT `+pageColumns+` FROM pages WHERE id = $1`, id)
}

// PageByURL reads the page at an address; press.NotFound.
func (r reads) PageByURL(ctx context.Context, address string) (VisitedPage, error) {
	return row(ctx, r, "strona", address, scanPage, `SELECT `+pageColumns+` FROM pages WHERE url = $1`, address)
}

// DuePages lists at most limit pages to be fetched by now, the longest
// overdue first, at most one of each host, none of the busy hosts.
func (r reads) DuePages(ctx context.Context, now time.Time, busy []string, limit int) ([]VisitedPage, error) {
	except, args := "", []any{ms(now), limit}
	for i, host := range busy {
		except += fmt.Sprintf(" AND host <> $%d", i+3)
		args = append(args, host)
	}
	return rows(ctx, r, scanPage, `SELECT `+pageColumns+` FROM pages WHERE id IN (
	SELECT id FROM (
		SELECT id, next_at, ROW_NUMBER() OVER (PARTITION BY host ORDER BY next_at, id) AS turn
		FROM pages WHERE next_at > 0 AND next_at <= $1`+except+`) AS waiting
	WHERE turn = 1 ORDER BY next_at, id LIMIT $2)
ORDER BY next_at, id`, args...)
}

// NextPage is when the next page comes due; zero when none will.
func (r reads) NextPage(ctx context.Context) (time.Time, error) {
	return r.instant(ctx, `SELECT COALESCE(MIN(next_at), 0) FROM pages WHERE next_at > 0`)
}

// UnreadPages lists at most limit pages whose bytes wait to be read, the
// oldest first. The second condition says nothing new, but lets SQLite take the
// partial index of pages that are not read.
func (r reads) UnreadPages(ctx context.Context, limit int) ([]VisitedPage, error) {
	return rows(ctx, r, scanPage, `SELECT `+pageColumns+` FROM pages WHERE state = 'fetched' AND state <> 'read' ORDER BY fetched_at, id LIMIT $1`, limit)
}

// Quarantine lists the pages that could not be read, the newest first; an
// empty source lists every source's.
func (r reads) Quarantine(ctx context.Context, source string, limit int) ([]VisitedPage, error) {
	return rows(ctx, r, scanPage, `SELECT `+pageColumns+` FROM pages
WHERE state = 'quarantined' AND state <> 'read' AND ($1 = '' OR source = $1) ORDER BY fetched_at DESC, id DESC LIMIT $2`, source, limit)
}

// PagesOf lists the pages of a clipping, the first found first: the same
// publication may stand at several addresses.
func (r reads) PagesOf(ctx context.Context, clipping string) ([]VisitedPage, error) {
	return rows(ctx, r, scanPage, `SELECT `+pageColumns+` FROM pages WHERE clipping = $1 AND clipping <> '' ORDER BY id`, clipping)
}

// RecentPages lists a source's last pages that were read or quarantined, the
// newest first: what "zmienił się format" is told from.
func (r reads) RecentPages(ctx context.Context, source string, limit int) ([]VisitedPage, error) {
	return rows(ctx, r, scanPage, `SELECT `+pageColumns+` FROM pages
WHERE source = $1 AND state IN ('read', 'quarantined', 'gone') ORDER BY found_at DESC, id DESC LIMIT $2`, source, limit)
}

// PageStates counts the pages in each state.
func (r reads) PageStates(ctx context.Context) (map[press.PageState]int, error) {
	counts := map[press.PageState]int{}
	_, err := rows(ctx, r, func(s scanner) (struct{}, error) {
		var state press.PageState
		var n int
		err := s.Scan(&state, &n)
		counts[state] = n
		return struct{}{}, err
	}, `SELECT state, COUNT(*) FROM pages GROUP BY state`)
	return counts, err
}

// Raw reads bytes that were fetched, by their hash; press.NotFound. Imported
// clippings have none.
func (r reads) Raw(ctx context.Context, sum [32]byte) ([]byte, error) {
	packed, err := row(ctx, r, "bajty", tohex(sum), func(s scanner) (b []byte, err error) {
		err = s.Scan(&b)
		return b, err
	}, `SELECT body FROM raws WHERE sha256 = $1`, tohex(sum))
	if err != nil {
		return nil, err
	}
	body, err := r.unpack.DecodeAll(packed, nil)
	if err != nil {
		return nil, fmt.Errorf("unpack %x: %w", sum, err)
	}
	if sha256.Sum256(body) != sum {
		return nil, fmt.Errorf("unpack %x: the bytes do not match their hash", sum)
	}
	return body, nil
}

// FindPage makes a page known by its address, due at now, and answers its
// number and whether it was new. A known address stays as it is.
func (tx *Tx) FindPage(ctx context.Context, p press.Page, now time.Time) (id int64, fresh bool, err error) {
	known, err := tx.PageByURL(ctx, p.URL)
	if err == nil {
		return known.ID, false, nil
	}
	if !errors.Is(err, press.ErrNotFound) {
		return 0, false, err
	}
	if id, err = tx.next(ctx, "page", 1); err != nil {
		return 0, false, err
	}
	item, err := doc(p.Item)
	if err != nil {
		return 0, false, fmt.Errorf("item of %s: %w", p.URL, err)
	}
	_, err = tx.exec(ctx, `INSERT INTO pages (`+pageColumns+`)
VALUES ($1, $2, $3, $4, $5, $6, $7, '', '', 0, 0, $8, $9, 0, '', 0, '', '', '', FALSE, '', $10)`,
		id, p.URL, hostOf(p.URL), p.Source, p.Outlet, item, string(p.State), ms(p.NextAt), ms(now), p.Clipping)
	if err != nil {
		return 0, false, fmt.Errorf("find page %s: %w", p.URL, err)
	}
	return id, true, nil
}

// hostOf is the lane that an address is fetched in; without a host it is its own.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return u.Host
}

// SavePage writes where a page stands in the chain: its state, trouble,
// attempts, visits, times, what the server said, and its clipping. When the
// response carries a body, the bytes are kept and the ones that it replaces
// are dropped, unless a version was read from them.
func (tx *Tx) SavePage(ctx context.Context, p VisitedPage) error {
	before, err := tx.Page(ctx, p.ID)
	if err != nil {
		return err
	}
	r := p.Response
	if r.Body != nil {
		if r.SHA256 == ([32]byte{}) {
			r.SHA256 = sha256.Sum256(r.Body)
		}
		packed := tx.db.pack.EncodeAll(r.Body, nil)
		_, err := tx.exec(ctx, `INSERT INTO raws (sha256, size, body) VALUES ($1, $2, $3) ON CONFLICT (sha256) DO NOTHING`,
			tohex(r.SHA256), len(r.Body), packed)
		if err != nil {
			return fmt.Errorf("keep bytes of %s: %w", p.URL, err)
		}
	}
	err = tx.one(ctx, "strona", p.URL, `
UPDATE pages SET state = $2, trouble = $3, detail = $4, attempts = $5, visits = $6, next_at = $7, fetched_at = $8,
	final_url = $9, status = $10, type = $11, etag = $12, modified = $13, truncated = $14, sha256 = $15, clipping = $16
WHERE id = $1`,
		p.ID, string(p.State), string(p.Trouble), p.Detail, p.Attempts, p.Visits, ms(p.NextAt), ms(p.FetchedAt),
		r.URL, r.Status, r.Type, r.ETag, r.Modified, r.Truncated, tohex(r.SHA256), p.Clipping)
	if err != nil || before.Response.SHA256 == r.SHA256 || before.Response.SHA256 == ([32]byte{}) {
		return err
	}
	_, err = tx.exec(ctx, `DELETE FROM raws WHERE sha256 = $1
	AND NOT EXISTS (SELECT 1 FROM versions WHERE versions.sha256 = $1)
	AND NOT EXISTS (SELECT 1 FROM pages WHERE pages.sha256 = $1)`, tohex(before.Response.SHA256))
	return err
}

// KeepItem makes a page ready to be read whose item is all there is of it: its
// bytes are the item.
func (tx *Tx) KeepItem(ctx context.Context, id int64, item press.Item, now time.Time) error {
	p, err := tx.Page(ctx, id)
	if err != nil {
		return err
	}
	body, err := json.Marshal(item)
	if err != nil {
		return fmt.Errorf("item of page %d: %w", id, err)
	}
	p.State, p.FetchedAt, p.NextAt = press.PageFetched, now, time.Time{}
	p.Trouble, p.Detail, p.Attempts = press.NoTrouble, "", 0
	p.Response = press.Response{URL: item.URL, Status: 200, Type: press.ItemType, Body: body}
	return tx.SavePage(ctx, p)
}

// RetryPage puts a quarantined page back into the chain: its bytes are read
// again when there are any, and fetched again otherwise.
func (tx *Tx) RetryPage(ctx context.Context, id int64, now time.Time) error {
	return tx.one(ctx, "strona", fmt.Sprint(id), `
UPDATE pages SET trouble = '', detail = '', attempts = 0,
	state   = CASE WHEN sha256 = '' THEN 'new' ELSE 'fetched' END,
	next_at = CASE WHEN sha256 = '' THEN $2 ELSE 0 END
WHERE id = $1`, id, ms(now))
}

// RefetchPage makes a page due now, whatever its state.
func (tx *Tx) RefetchPage(ctx context.Context, id int64, now time.Time) error {
	return tx.one(ctx, "strona", fmt.Sprint(id), `UPDATE pages SET next_at = $2, attempts = 0 WHERE id = $1`, id, ms(now))
}

// RewindRead puts every page fetched since an instant, and still with its
// bytes, back to be read again, and answers how many.
func (tx *Tx) RewindRead(ctx context.Context, since time.Time) (int64, error) {
	return tx.exec(ctx, `UPDATE pages SET state = 'fetched', trouble = '', detail = ''
WHERE fetched_at >= $1 AND sha256 <> '' AND state IN ('read', 'quarantined')`, ms(since))
}
