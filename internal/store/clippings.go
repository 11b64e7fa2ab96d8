package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"prasowka/internal/press"
)

// A Filing is a clipping with its place in the house: what made it join its
// story, and the identity that an import gave it.
type Filing struct {
	press.Clipping
	Seq    int64        // of its newest version
	Member press.Member // why it belongs to its story
	Ref    string       // identity in the archive it was imported from; empty otherwise
}

// ClippingFilter chooses clippings. Empty fields choose all.
type ClippingFilter struct {
	FoundFrom, FoundTo         time.Time // [from, to)
	PublishedFrom, PublishedTo time.Time // [from, to)
	Outlet, Source, Story      string
	Title                      string // exactly this one
	Topic                      string // one that fired
	LeadsOnly                  bool   // only the clipping that leads its story
	After                      string // continue after this Clipping.ID
	Oldest                     bool   // oldest first instead of newest first
	Limit                      int    // 0: 50
}

const clippingColumns = `c.id, c.url, c.outlet, c.source, c.kind, c.title, c.lead, v.text, c.author, c.agency, c.paid, c.published,
	c.modified, c.found, c.version, c.seq, c.gone, c.post, c.media, c.ref, c.story, c.copy_of, c.share, c.why, c.link, c.place`

const clippingFrom = ` FROM clippings c JOIN versions v ON v.seq = c.seq`

func scanClipping(s scanner) (f Filing, err error) {
	var published, modified, found int64
	var post, media string
	err = s.Scan(&f.ID, &f.URL, &f.Outlet, &f.Source, &f.Kind, &f.Title, &f.Lead, &f.Text, &f.Author, &f.Agency, &f.Paid, &published,
		&modified, &found, &f.Version, &f.Seq, &f.Gone, &post, &media, &f.Ref, &f.Story, &f.Member.CopyOf, &f.Member.Share, &f.Member.Why, &f.Link, &f.Place)
	if err != nil {
		return f, err
	}
	f.Published, f.Modified, f.Found = at(published), at(modified), at(found)
	f.Member.Story, f.Member.Clipping = f.Story, f.ID
	if err := undoc(post, &f.Post); err != nil {
		return f, fmt.Errorf("post of %s: %w", f.ID, err)
	}
	if err := undoc(media, &f.Media); err != nil {
		return f, fmt.Errorf("media of %s: %w", f.ID, err)
	}
	return f, nil
}

// Clipping reads one clipping as its newest version reads; press.NotFound.
func (r reads) Clipping(ctx context.Context, id string) (Filing, error) {
	return row(ctx, r, "wycinek", id, scanClipping, `SELECT `+clippingColumns+clippingFrom+` WHERE c.id = $1`, id)
}

// ClippingByURL reads the clipping of a canonical address; press.NotFound.
func (r reads) ClippingByURL(ctx context.Context, address string) (Filing, error) {
	return row(ctx, r, "wycinek", address, scanClipping, `SELECT `+clippingColumns+clippingFrom+` WHERE c.url = $1`, address)
}

// ClippingsByID reads several clippings, in the order asked for; unknown
// identities are left out.
func (r reads) ClippingsByID(ctx context.Context, ids []string) ([]Filing, error) {
	known := map[string]Filing{}
	for chunk := range slices.Chunk(ids, 500) {
		some, err := rows(ctx, r, scanClipping, `SELECT `+clippingColumns+clippingFrom+` WHERE c.id IN (`+places(1, len(chunk))+`)`, anys(chunk)...)
		if err != nil {
			return nil, fmt.Errorf("%d clippings: %w", len(chunk), err)
		}
		for _, f := range some {
			known[f.ID] = f
		}
	}
	found := make([]Filing, 0, len(ids))
	for _, id := range ids {
		if f, ok := known[id]; ok {
			found = append(found, f)
		}
	}
	return found, nil
}

// places writes "$from, $from+1, …" for n arguments.
func places(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", from+i)
	}
	return b.String()
}

func anys[T any](list []T) []any {
	all := make([]any, len(list))
	for i, v := range list {
		all[i] = v
	}
	return all
}

// Clippings lists clippings by their identity, which is their time of
// publication, the newest first.
func (r reads) Clippings(ctx context.Context, f ClippingFilter) ([]Filing, error) {
	where, args := f.where()
	order := " DESC"
	if f.Oldest {
		order = ""
	}
	limit := f.Limit
	if limit <= 0 {
		limit = 50
	}
	args = append(args, limit)
	query := `SELECT ` + clippingColumns + clippingFrom + where + ` ORDER BY c.id` + order + fmt.Sprintf(` LIMIT $%d`, len(args))
	found, err := rows(ctx, r, scanClipping, query, args...)
	if err != nil {
		return nil, fmt.Errorf("clippings %+v: %w", f, err)
	}
	return found, nil
}

// CountClippings counts what Clippings would list without a limit.
func (r reads) CountClippings(ctx context.Context, f ClippingFilter) (int, error) {
	where, args := f.where()
	var n int
	err := r.q.QueryRowContext(ctx, `SELECT COUNT(*) FROM clippings c`+where, args...).Scan(&n)
	return n, err
}

func (f ClippingFilter) where() (string, []any) {
	var terms []string
	var args []any
	add := func(term string, v any) {
		args = append(args, v)
		terms = append(terms, fmt.Sprintf(term, len(args)))
	}
	for _, t := range []struct {
		term string
		when time.Time
	}{{"c.found >= $%d", f.FoundFrom}, {"c.found < $%d", f.FoundTo}} {
		if !t.when.IsZero() {
			add(t.term, ms(t.when))
		}
	}
	if !f.PublishedFrom.IsZero() {
		add("c.id >= $%d", press.IDFloor(f.PublishedFrom))
	}
	if !f.PublishedTo.IsZero() {
		add("c.id < $%d", press.IDFloor(f.PublishedTo))
	}
	for _, t := range []struct{ term, value string }{
		{"c.outlet = $%d", f.Outlet}, {"c.source = $%d", f.Source}, {"c.story = $%d", f.Story}, {"c.title = $%d", f.Title},
		{"EXISTS (SELECT 1 FROM mentions m WHERE m.clipping = c.id AND m.topic = $%d)", f.Topic},
	} {
		if t.value != "" {
			add(t.term, t.value)
		}
	}
	if f.LeadsOnly {
		terms = append(terms, "EXISTS (SELECT 1 FROM stories s WHERE s.id = c.story AND s.lead = c.id)")
	}
	if f.After != "" && f.Oldest {
		add("c.id > $%d", f.After)
	} else if f.After != "" {
		add("c.id < $%d", f.After)
	}
	if len(terms) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(terms, " AND "), args
}

// PutReading appends a version to the log and makes the clipping read as it
// does: a new clipping with its first version, or the next version of a known
// one. Version.Seq and N are drawn here. It answers the sequence number.
func (tx *Tx) PutReading(ctx context.Context, f Filing, v press.Version) (int64, error) {
	seq, err := tx.next(ctx, "log", 1)
	if err != nil {
		return 0, err
	}
	return seq, tx.putReading(ctx, f, v, seq)
}

func (tx *Tx) putReading(ctx context.Context, f Filing, v press.Version, seq int64) error {
	post, media := "", ""
	var err error
	if f.Post != nil {
		if post, err = doc(f.Post); err != nil {
			return fmt.Errorf("post of %s: %w", f.ID, err)
		}
	}
	if len(f.Media) > 0 {
		if media, err = doc(f.Media); err != nil {
			return fmt.Errorf("media of %s: %w", f.ID, err)
		}
	}
	var n int
	err = tx.QueryRowContext(ctx, `
INSERT INTO clippings (id, url, outlet, source, kind, title, lead, author, agency, paid, published, modified, found,
	version, seq, gone, post, media, ref, story, copy_of, share, why, link, place)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, lead = excluded.lead, author = excluded.author,
	agency = excluded.agency, paid = excluded.paid, modified = excluded.modified, version = clippings.version + 1,
	seq = excluded.seq, gone = excluded.gone, post = excluded.post, media = excluded.media,
	place = excluded.place, link = CASE WHEN excluded.link <> '' THEN excluded.link ELSE clippings.link END
RETURNING version`,
		f.ID, f.URL, f.Outlet, f.Source, string(f.Kind), f.Title, f.Lead, f.Author, f.Agency, f.Paid, ms(f.Published),
		ms(f.Modified), ms(f.Found), seq, v.Gone, post, media, f.Ref, f.Story, f.Member.CopyOf, f.Member.Share, f.Member.Why, f.Link, f.Place).Scan(&n)
	if err != nil {
		return fmt.Errorf("put clipping %s: %w", f.ID, err)
	}
	_, err = tx.exec(ctx, `INSERT INTO versions (`+versionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		seq, f.ID, n, ms(v.At), v.Title, v.Lead, v.Text, v.Author, ms(v.Modified), tohex(v.SHA256), v.Matters, v.What, v.Gone)
	if err != nil {
		return fmt.Errorf("put version %d of %s: %w", n, f.ID, err)
	}
	return nil
}

// Touch asks the index to take a clipping again at its next run.
func (tx *Tx) Touch(ctx context.Context, clipping string) error {
	seq, err := tx.next(ctx, "log", 1)
	if err != nil {
		return err
	}
	_, err = tx.exec(ctx, `INSERT INTO touches (seq, clipping) VALUES ($1, $2)`, seq, clipping)
	if err != nil {
		return fmt.Errorf("touch %s: %w", clipping, err)
	}
	return nil
}
