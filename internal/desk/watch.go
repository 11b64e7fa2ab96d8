package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// watchBatch is how many versions one turn of the watch takes.
const watchBatch = 200

// watchCursor names how far the watch has come in the log.
const watchCursor = "watch"

// freshness is how old a clipping may be to raise an alert: an old article
// that is found late, or an import of an archive, alerts nobody.
const freshness = 48 * time.Hour

// watch holds every version of the log against topics and facts: hits, flags,
// alerts and the cursor, all in one transaction.
func (d *Desk) watch(ctx context.Context) (result, error) {
	cursor, err := d.Store.Cursor(ctx, watchCursor)
	if err != nil {
		return result{}, err
	}
	versions, err := d.Store.Log(ctx, cursor, watchBatch)
	d.meters.behind.WithLabelValues(watchCursor).Set(float64(len(versions)))
	if err != nil || len(versions) == 0 {
		return result{}, err
	}
	look, err := d.lookout(ctx)
	if err != nil {
		return result{}, err
	}
	filings, err := d.filings(ctx, versions)
	if err != nil {
		return result{}, err
	}
	now := d.Now()
	seen := make([]sighting, len(versions))
	for i, v := range versions {
		f := filings[i]
		f.Title, f.Lead, f.Text, f.Author, f.Version, f.Gone = v.Title, v.Lead, v.Text, v.Author, v.N, v.Gone
		seen[i] = look.see(f, v, now)
	}
	d.point("watch: matched")
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		for _, s := range seen {
			if err := d.keep(ctx, tx, look, s, now); err != nil {
				return fmt.Errorf("version %d of %s: %w", s.version.N, s.filing.ID, err)
			}
		}
		d.point("watch: before commit")
		return tx.SetCursor(ctx, watchCursor, versions[len(versions)-1].Seq, now)
	})
	if err != nil {
		return result{}, err
	}
	return result{did: len(versions)}, nil
}

// filings are the clippings of the versions, one for one and as they are now. A
// version whose clipping is not there is an error: left out, it would let every
// later version stand under another's name.
func (d *Desk) filings(ctx context.Context, versions []press.Version) ([]store.Filing, error) {
	ids := make([]string, len(versions))
	for i, v := range versions {
		ids[i] = v.Clipping
	}
	found, err := d.Store.ClippingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	if len(found) != len(versions) {
		return nil, fmt.Errorf("%d versions after entry %d of the log have %d clippings", len(versions), versions[0].Seq-1, len(found))
	}
	return found, nil
}

// A sighting is what one version of a clipping gave.
type sighting struct {
	filing  store.Filing
	version press.Version
	hits    []press.Hit
	flags   []press.Flag
	tones   []store.Tone
}

// see matches one version. It is pure.
func (l *lookout) see(f store.Filing, v press.Version, now time.Time) sighting {
	s := sighting{filing: f, version: v}
	if v.Gone {
		return s
	}
	s.tones = l.tones(v, now)
	doc, _ := l.describe.doc(f, nil, store.OneTone(s.tones), now)
	s.hits = l.match(doc, now)
	for i := range s.hits {
		s.hits[i].Clipping, s.hits[i].Story, s.hits[i].Version, s.hits[i].At = f.ID, f.Story, v.N, now
	}
	s.flags = l.check(f, v)
	return s
}

// keep writes a sighting: hits, flags, and what is to be said of them.
func (d *Desk) keep(ctx context.Context, tx *store.Tx, look *lookout, s sighting, now time.Time) error {
	if s.version.Gone {
		return tx.Touch(ctx, s.filing.ID)
	}
	before, err := tx.Mentions(ctx, s.filing.ID)
	if err != nil {
		return err
	}
	var topics []string
	// An old text alarms nobody, and neither does what we have published ourselves.
	alerting := now.Sub(s.filing.Published) < freshness && s.filing.Ref == "" && !look.describe.own(s.filing)
	for _, h := range s.hits {
		topics = append(topics, h.Topic)
		first, err := tx.PutHit(ctx, h)
		if err != nil {
			return err
		}
		if !alerting {
			continue
		}
		if err := d.alert(ctx, tx, look, s, h, first, now); err != nil {
			return err
		}
	}
	if _, err := tx.DropMentions(ctx, s.filing.ID, topics); err != nil {
		return err
	}
	if err := tx.PutTones(ctx, s.filing.ID, s.tones); err != nil {
		return err
	}
	if err := d.raise(ctx, tx, s, now); err != nil {
		return err
	}
	slices.Sort(topics)
	if !slices.EqualFunc(before, topics, func(h press.Hit, topic string) bool { return h.Topic == topic }) {
		return tx.Touch(ctx, s.filing.ID)
	}
	return nil
}

// raise keeps the flags of a version, and notes that earlier ones of the same
// clipping which it no longer gives were mended by the outlet.
func (d *Desk) raise(ctx context.Context, tx *store.Tx, s sighting, now time.Time) error {
	still := map[string]bool{}
	for _, f := range s.flags {
		still[f.ID] = true
		if _, err := tx.PutFlag(ctx, f, now); err != nil {
			return err
		}
	}
	if s.version.N == 1 {
		return nil
	}
	open, err := tx.Flags(ctx, store.FlagFilter{Clipping: s.filing.ID, State: press.FlagOpen})
	if err != nil {
		return err
	}
	for _, f := range open {
		if still[f.ID] || f.Version >= s.version.N {
			continue
		}
		if err := tx.DecideFlag(ctx, f.ID, press.FlagMended, "tytuł poprawił tekst: "+s.version.What, "", now); err != nil {
			return err
		}
	}
	return nil
}
