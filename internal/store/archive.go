package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"prasowka/internal/press"
)

// Refs answers how the archive that a clipping was imported from calls it; the
// address where it was not imported under an identity of its own.
func (r reads) Refs(ctx context.Context, ids []string) (map[string]string, error) {
	refs := make(map[string]string, len(ids))
	if len(ids) == 0 {
		return refs, nil
	}
	_, err := rows(ctx, r, func(s scanner) (struct{}, error) {
		var id, ref string
		err := s.Scan(&id, &ref)
		refs[id] = ref
		return struct{}{}, err
	}, `SELECT id, CASE WHEN ref <> '' THEN ref ELSE url END FROM clippings WHERE id IN (`+places(1, len(ids))+`)`, anys(ids)...)
	return refs, err
}

// Imports writes many clippings of an archive in one transaction. It prepares
// its statements once, because an archive has hundreds of thousands of them.
type Imports struct {
	tx                                 *Tx
	known, story, clipping, version    *sql.Stmt
	page, sameRef                      *sql.Stmt
	nextLog, nextPage, endLog, endPage int64
}

// Import begins an import of at most n clippings.
func (tx *Tx) Import(ctx context.Context, n int) (*Imports, error) {
	i := &Imports{tx: tx}
	for _, s := range []struct {
		into **sql.Stmt
		text string
	}{
		{&i.known, `SELECT c.id, c.title, v.text FROM clippings c JOIN versions v ON v.seq = c.seq WHERE c.url = $1`},
		{&i.sameRef, `SELECT c.id, c.title, v.text FROM clippings c JOIN versions v ON v.seq = c.seq WHERE c.ref = $1 AND c.ref <> ''`},
		{&i.story, `INSERT INTO stories (` + storyColumns + `) VALUES ($1, $2, $3, $4, $5, 1, 1) ON CONFLICT (id) DO NOTHING`},
		{&i.page, `INSERT INTO pages (` + pageColumns + `)
VALUES ($1, $2, $3, $4, $5, '', 'read', '', '', 0, 1, 0, $6, 0, '', 0, '', '', '', FALSE, '', $7) ON CONFLICT (url) DO NOTHING`},
		{&i.clipping, `INSERT INTO clippings (id, url, outlet, source, kind, title, lead, author, agency, paid, published, modified, found,
	version, seq, gone, post, media, ref, story, copy_of, share, why, place)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', FALSE, $9, 0, $10, 1, $11, FALSE, '', '', $12, $13, '', 0, '', $14)`},
		{&i.version, `INSERT INTO versions (` + versionColumns + `) VALUES ($1, $2, 1, $3, $4, $5, $6, $7, 0, '', TRUE, '', FALSE)`},
	} {
		stmt, err := tx.tx.PrepareContext(ctx, s.text)
		if err != nil {
			return nil, errors.Join(fmt.Errorf("prepare import: %w", err), i.Close())
		}
		*s.into = stmt
	}
	var err error
	if i.nextLog, err = tx.next(ctx, "log", int64(n)); err != nil {
		return nil, errors.Join(err, i.Close())
	}
	if i.nextPage, err = tx.next(ctx, "page", int64(n)); err != nil {
		return nil, errors.Join(err, i.Close())
	}
	i.endLog, i.endPage = i.nextLog+int64(n), i.nextPage+int64(n)
	return i, nil
}

// Close drops the statements.
func (i *Imports) Close() error {
	var errs []error
	for _, s := range []*sql.Stmt{i.known, i.sameRef, i.story, i.page, i.clipping, i.version} {
		if s != nil {
			errs = append(errs, s.Close())
		}
	}
	return errors.Join(errs...)
}

// Outcome is what became of one imported clipping.
type Outcome uint8

// The outcomes of an import.
const (
	Same    Outcome = iota // known, and reads the same
	Added                  // new
	Changed                // known, and now has a further version
)

// Put files one clipping in a story of its own. A known address (or identity
// in the other archive) with the same words stays as it is; with other words
// it gets a further version.
func (i *Imports) Put(ctx context.Context, f Filing) (Outcome, error) {
	id, title, text, err := i.find(ctx, f)
	if err != nil {
		return Same, err
	}
	if id != "" {
		if title == f.Title && text == f.Text {
			return Same, nil
		}
		return Changed, i.change(ctx, id, f)
	}
	if i.nextLog >= i.endLog {
		return Same, fmt.Errorf("import of %s: more clippings than were announced", f.URL)
	}
	seq, page := i.nextLog, i.nextPage
	i.nextLog++
	i.nextPage++
	for _, s := range []struct {
		stmt *sql.Stmt
		args []any
	}{
		{i.story, []any{f.ID, f.Title, f.ID, ms(f.Published), ms(f.Published)}},
		{i.clipping, []any{f.ID, f.URL, f.Outlet, f.Source, string(f.Kind), f.Title, f.Lead, f.Author, ms(f.Published), ms(f.Found), seq, f.Ref, f.ID, f.Place}},
		{i.version, []any{seq, f.ID, ms(f.Found), f.Title, f.Lead, f.Text, f.Author}},
		{i.page, []any{page, f.URL, hostOf(f.URL), f.Source, f.Outlet, ms(f.Found), f.ID}},
	} {
		if _, err := s.stmt.ExecContext(ctx, s.args...); err != nil {
			return Same, fmt.Errorf("import %s: %w", f.URL, err)
		}
	}
	return Added, nil
}

// find looks an imported clipping up: by its identity in the other archive
// when it has one, by its address otherwise.
func (i *Imports) find(ctx context.Context, f Filing) (id, title, text string, err error) {
	stmt, key := i.known, f.URL
	if f.Ref != "" {
		stmt, key = i.sameRef, f.Ref
	}
	err = stmt.QueryRowContext(ctx, key).Scan(&id, &title, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", "", nil
	}
	return id, title, text, err
}

func (i *Imports) change(ctx context.Context, id string, f Filing) error {
	known, err := i.tx.Clipping(ctx, id)
	if err != nil {
		return err
	}
	known.Title, known.Lead, known.Text, known.Author, known.Place = f.Title, f.Lead, f.Text, f.Author, f.Place
	_, err = i.tx.PutReading(ctx, known, press.Version{
		At: f.Found, Title: f.Title, Lead: f.Lead, Text: f.Text, Author: f.Author, Matters: true, What: "nowa treść z importu",
	})
	return err
}

// Taken tells whether an address belongs to a clipping.
func (i *Imports) Taken(ctx context.Context, address string) (bool, error) {
	var id, title, text string
	err := i.known.QueryRowContext(ctx, address).Scan(&id, &title, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}
