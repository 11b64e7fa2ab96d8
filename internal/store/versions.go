package store

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

const versionColumns = `seq, clipping, n, at, title, lead, text, author, modified, sha256, matters, what, gone`

func scanVersion(s scanner) (v press.Version, err error) {
	var when, modified int64
	var sum string
	err = s.Scan(&v.Seq, &v.Clipping, &v.N, &when, &v.Title, &v.Lead, &v.Text, &v.Author, &modified, &sum, &v.Matters, &v.What, &v.Gone)
	if err != nil {
		return v, err
	}
	v.At, v.Modified = at(when), at(modified)
	v.SHA256, err = unhex(sum)
	return v, err
}

// Versions lists every version of a clipping, the first one first.
func (r reads) Versions(ctx context.Context, clipping string) ([]press.Version, error) {
	return rows(ctx, r, scanVersion, `SELECT `+versionColumns+` FROM versions WHERE clipping = $1 ORDER BY n`, clipping)
}

// Log reads at most limit versions after a sequence number, in order.
func (r reads) Log(ctx context.Context, after int64, limit int) ([]press.Version, error) {
	v, err := rows(ctx, r, scanVersion, `SELECT `+versionColumns+` FROM versions WHERE seq > $1 ORDER BY seq LIMIT $2`, after, limit)
	if err != nil {
		return nil, fmt.Errorf("log after %d: %w", after, err)
	}
	return v, nil
}

// Edit is a silent edit or a deletion: a version after the first, with the
// clipping's outlet and address.
type Edit struct {
	press.Version
	Outlet string
	URL    string
}

// Edits lists the versions after the first since an instant, newest first.
func (r reads) Edits(ctx context.Context, since time.Time, mattersOnly bool, limit int) ([]Edit, error) {
	return rows(ctx, r, func(s scanner) (e Edit, err error) {
		e.Version, err = scanVersion(tail{s, []any{&e.Outlet, &e.URL}})
		return e, err
	}, `SELECT v.seq, v.clipping, v.n, v.at, v.title, v.lead, v.text, v.author, v.modified, v.sha256, v.matters, v.what, v.gone, c.outlet, c.url
FROM versions v JOIN clippings c ON c.id = v.clipping
WHERE v.at >= $1 AND v.n > 1 AND (v.matters OR NOT $2) ORDER BY v.at DESC, v.seq DESC LIMIT $3`, ms(since), mattersOnly, limit)
}

// tail scans more columns after the ones that its scanner is asked for.
type tail struct {
	s    scanner
	more []any
}

func (t tail) Scan(dest ...any) error { return t.s.Scan(append(dest, t.more...)...) }

// A Change is a clipping that the index has not seen as it now is, and how far
// its cursor stands once it has.
type Change struct {
	Clipping string
	Seq      int64
}

// Changes reads the log for the index: the clippings with versions or touches
// after a sequence number, in order, a clipping once for each entry.
func (r reads) Changes(ctx context.Context, after int64, limit int) ([]Change, error) {
	return rows(ctx, r, func(s scanner) (c Change, err error) {
		err = s.Scan(&c.Seq, &c.Clipping)
		return c, err
	}, `SELECT seq, clipping FROM (
	SELECT seq, clipping FROM versions WHERE seq > $1
	UNION ALL SELECT seq, clipping FROM touches WHERE seq > $1) AS log
ORDER BY seq LIMIT $2`, after, limit)
}
