package desk

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"prasowka/index"
	"prasowka/internal/store"
)

// indexBatch is how many entries of the log go to the archive at once:
// Bleve's cost a document halves between batches of 100 and of 2,000.
const indexBatch = 2000

// index brings the archive up to the log. The cursor is the archive's own,
// kept in the same batch as the documents: an archive that was deleted starts
// at nothing and fills itself again.
func (d *Desk) index(ctx context.Context) (result, error) {
	d.archive.Lock()
	defer d.archive.Unlock()
	cursor, err := d.Archive.Cursor()
	if err != nil {
		return result{}, fmt.Errorf("cursor of the archive: %w", err)
	}
	end, err := d.Store.LogEnd(ctx)
	if err != nil {
		return result{}, err
	}
	if cursor > end { // the archive is of another, longer life, with clippings that are in no log: begin anew
		d.Log.Warn("the archive is ahead of the log; it is made again", "cursor", cursor, "log", end)
		if err := d.Reindex(ctx); err != nil {
			return result{}, fmt.Errorf("make the archive again: %w", err)
		}
		return result{did: 1}, nil
	}
	d.meters.behind.WithLabelValues("index").Set(float64(end - cursor))
	docs, last, err := d.feed(ctx, cursor)
	if err != nil || last == cursor {
		return result{}, err
	}
	d.point("index: before apply")
	if err := d.Archive.Apply(ctx, docs, last); err != nil {
		return result{}, fmt.Errorf("apply %d documents: %w", len(docs), err)
	}
	d.point("index: applied")
	return result{did: max(len(docs), 1)}, nil // entries of the log may give no documents
}

// feed reads a batch of the log as documents, each as its clipping now is, and
// how far that came; the log's end gives none and the cursor itself.
func (d *Desk) feed(ctx context.Context, after int64) (docs []index.Doc, cursor int64, err error) {
	changes, err := d.Store.Changes(ctx, after, indexBatch)
	if err != nil || len(changes) == 0 {
		return nil, after, err
	}
	var ids []string
	seen := map[string]bool{}
	for _, c := range changes {
		if !seen[c.Clipping] {
			seen[c.Clipping] = true
			ids = append(ids, c.Clipping)
		}
	}
	docs, err = d.entries(ctx, ids)
	return docs, changes[len(changes)-1].Seq, err
}

// Reindex makes the archive anew from the log, beside the one in force, which
// answers until the new one has caught up.
func (d *Desk) Reindex(ctx context.Context) error { return d.Archive.Rebuild(ctx, d.feed) }

// entries are clippings as the archive sees them now.
func (d *Desk) entries(ctx context.Context, ids []string) ([]index.Doc, error) {
	describe, err := d.describer(ctx)
	if err != nil {
		return nil, err
	}
	filings, err := d.Store.ClippingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	now := d.Now()
	docs := make([]index.Doc, len(filings))
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for start := 0; start < len(filings); start += 500 {
		chunk := filings[start:min(start+500, len(filings))]
		names := make([]string, len(chunk))
		for i, f := range chunk {
			names[i] = f.ID
		}
		mentions, err := d.Store.MentionsOf(ctx, names)
		if err != nil {
			return nil, errors.Join(err, group.Wait())
		}
		tones, err := d.Store.TonesOf(ctx, names)
		if err != nil {
			return nil, errors.Join(err, group.Wait())
		}
		for i, f := range chunk {
			group.Go(func() error {
				var topics []string
				for _, m := range mentions[f.ID] {
					topics = append(topics, m.Topic)
				}
				docs[start+i] = describe.entry(f, topics, store.OneTone(tones[f.ID]), now)
				return nil
			})
		}
	}
	return docs, group.Wait()
}
