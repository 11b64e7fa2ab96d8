package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// importSource is the source of clippings that were not gathered.
const importSource = "import"

// A Record is one clipping of another archive, as a line of JSON gives it.
type Record struct {
	ID        string `json:"id,omitempty"` // in the other archive; comes back as the hit's id
	URL       string `json:"url"`
	Outlet    string `json:"outlet"` // an outlet's ID or its name
	Title     string `json:"title"`
	Lead      string `json:"lead,omitempty"`
	Author    string `json:"author,omitempty"`
	Kind      string `json:"kind,omitempty"`   // a press.ClippingKind; empty: an article
	Medium    string `json:"medium,omitempty"` // a press.Medium, of an outlet that is not known yet; empty: a portal
	Place     string `json:"place,omitempty"`  // in print or on air: "nr 47, s. 5"
	Published string `json:"published"`        // RFC 3339, or a day
	Text      string `json:"text"`
}

// Tally counts what became of imported records.
type Tally struct {
	Read    int `json:"read"`
	Added   int `json:"added"`
	Changed int `json:"changed"`
	Same    int `json:"same"`
}

// Plus adds two tallies.
func (t Tally) Plus(o Tally) Tally {
	return Tally{t.Read + o.Read, t.Added + o.Added, t.Changed + o.Changed, t.Same + o.Same}
}

// Import files records in one transaction: they come into the log and from
// there to the archive and under the topics, but alert nobody. Doing it again
// changes nothing.
func (d *Desk) Import(ctx context.Context, records []Record) (Tally, error) {
	now := d.Now()
	t := Tally{Read: len(records)}
	outlets, err := d.Store.Outlets(ctx)
	if err != nil {
		return t, err
	}
	byName := map[string]string{}
	for _, o := range outlets {
		byName[strings.ToLower(o.Name)] = o.ID
		byName[o.ID] = o.ID
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		imports, err := tx.Import(ctx, len(records))
		if err != nil {
			return err
		}
		defer imports.Close()
		for i, r := range records {
			f, err := d.filing(ctx, tx, imports, r, byName, now)
			if err != nil {
				return fmt.Errorf("record %d: %w", i+1, err)
			}
			outcome, err := imports.Put(ctx, f)
			if err != nil {
				return err
			}
			switch outcome {
			case store.Added:
				t.Added++
			case store.Changed:
				t.Changed++
			case store.Same:
				t.Same++
			}
		}
		return nil
	})
	return t, err
}

// filing makes a clipping of a record.
func (d *Desk) filing(ctx context.Context, tx *store.Tx, imports *store.Imports, r Record, byName map[string]string, now time.Time) (store.Filing, error) {
	f := store.Filing{Ref: r.ID, Clipping: press.Clipping{
		URL: r.URL, Source: importSource, Kind: cmp.Or(press.ClippingKind(r.Kind), press.Article), Place: strings.TrimSpace(r.Place), Title: strings.TrimSpace(r.Title), Lead: r.Lead,
		Text: r.Text, Author: r.Author, Found: now,
	}}
	if f.Title == "" && f.Text == "" {
		return f, &press.Invalid{Field: "text", Why: "wycinek nie ma ani tytułu, ani tekstu"}
	}
	if !slices.Contains(press.ClippingKinds, f.Kind) {
		return f, &press.Invalid{Field: "kind", Why: fmt.Sprintf("%q to nie jest rodzaj wycinka: artykuł, wpis albo audycja", r.Kind)}
	}
	medium := cmp.Or(press.Medium(r.Medium), press.Portal)
	if !slices.Contains(press.Media, medium) {
		return f, &press.Invalid{Field: "medium", Why: fmt.Sprintf("%q to nie jest medium: %s", r.Medium, listed(press.Media))}
	}
	published, err := recordTime(r.Published)
	if err != nil {
		return f, err
	}
	f.Published = published
	if f.URL, err = recordURL(ctx, imports, r); err != nil {
		return f, err
	}
	f.ID = press.NewID(published, f.URL)
	f.Story = f.ID
	f.Outlet, err = d.recordOutlet(ctx, tx, r.Outlet, medium, byName)
	return f, err
}

// recordTime reads when a record was published; empty is the zero time.
func recordTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.UTC().Truncate(time.Millisecond), nil
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02T15:04"} {
		if t, err := time.ParseInLocation(layout, s, polish.Warsaw); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, &press.Invalid{Field: "published", Why: fmt.Sprintf("%q to nie jest czas; napisz na przykład 2026-11-23T07:12:00+01:00", s)}
}

// recordURL is the address under which a record is kept: canonical, so that
// gathering the same publication later finds it. Two records that another
// archive tells apart are never made one by that.
func recordURL(ctx context.Context, imports *store.Imports, r Record) (string, error) {
	if r.URL == "" {
		if r.ID == "" {
			sum := sha256.Sum256([]byte(r.Published + "\x00" + r.Title + "\x00" + r.Text))
			return press.URN + hex.EncodeToString(sum[:12]), nil
		}
		return press.URN + r.ID, nil
	}
	canonical, err := gather.CanonicalURL(r.URL)
	if err != nil {
		return r.URL, nil
	}
	if r.ID == "" {
		return canonical, nil
	}
	for _, address := range []string{canonical, r.URL} {
		taken, err := imports.Taken(ctx, address)
		if err != nil || !taken {
			return address, err
		}
	}
	return r.URL + "#" + r.ID, nil
}

// recordOutlet finds an outlet by its ID or name, and makes it known otherwise.
func (d *Desk) recordOutlet(ctx context.Context, tx *store.Tx, name string, medium press.Medium, byName map[string]string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		name = importSource
	}
	if id, ok := byName[name]; ok {
		return id, nil
	}
	if id, ok := byName[strings.ToLower(name)]; ok {
		return id, nil
	}
	id := polish.Slug(name)
	byName[name] = id
	return id, tx.MeetOutlet(ctx, press.Outlet{ID: id, Name: name, Medium: medium, Class: press.NotPress})
}

// listed joins words by commas.
func listed[T ~string](words []T) string {
	var all []string
	for _, w := range words {
		all = append(all, string(w))
	}
	return strings.Join(all, ", ")
}

// Refill brings the archive up to the log now.
func (d *Desk) Refill(ctx context.Context, progress func(behind int64)) error {
	for {
		r, err := d.index(ctx)
		if err != nil || r.did == 0 {
			return err
		}
		if progress == nil {
			continue
		}
		cursor, err := d.Archive.Cursor()
		if err != nil {
			return err
		}
		end, err := d.Store.LogEnd(ctx)
		if err != nil {
			return err
		}
		progress(end - cursor)
	}
}

// Rewind puts a stage back to an instant: it takes everything since once more.
// Unique keys make that harmless. Stages: read, watch, index.
func (d *Desk) Rewind(ctx context.Context, stage string, to time.Time) error {
	switch stage {
	case "read":
		return d.Store.Write(ctx, func(tx *store.Tx) error {
			_, err := tx.RewindRead(ctx, to)
			return err
		})
	case watchCursor:
		seq, err := d.Store.LogBefore(ctx, to)
		if err != nil {
			return err
		}
		return d.Store.Write(ctx, func(tx *store.Tx) error { return tx.SetCursor(ctx, watchCursor, seq, d.Now()) })
	case "index":
		seq, err := d.Store.LogBefore(ctx, to)
		if err != nil {
			return err
		}
		d.archive.Lock()
		defer d.archive.Unlock()
		cursor, err := d.Archive.Cursor()
		if err != nil {
			return err
		}
		return d.Archive.Apply(ctx, nil, min(seq, cursor))
	}
	return &press.Invalid{Field: "STAGE", Why: fmt.Sprintf("nie ma etapu %q; do wyboru: read, watch, index", stage)}
}
