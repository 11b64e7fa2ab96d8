package index

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// A Feed reads documents of the log after a cursor, in the order of the log,
// and gives the cursor after the last entry read. The same cursor means that the
// log has been read to its end; entries may give no documents. A feed may give
// any number at once; 2,000 are best.
type Feed func(ctx context.Context, after int64) (docs []Doc, cursor int64, err error)

// NeedsRebuild tells whether the index in force was made by another version of
// the analysis than the one in use, so that some words are not found in it.
func (ix *Index) NeedsRebuild() bool {
	gen, done, err := ix.use()
	if err != nil {
		return false
	}
	defer done()
	return !ofVersion(gen.name, version(ix.analyzer))
}

func ofVersion(name, version string) bool { return strings.HasPrefix(name, version+"-") }

// Rebuild makes a new index from the log beside the one in force and puts it in
// its place when it has caught up. Searches go on in the old one without a gap;
// so does Apply, but for the last few documents. An interrupted rebuild is
// taken up where it stopped, when the version is still the same.
//
// The cursor of the new index is the feed's; documents that Apply adds meanwhile
// must come out of the feed, too.
func (ix *Index) Rebuild(ctx context.Context, feed Feed) error {
	next, err := ix.beginRebuild()
	if err != nil {
		return err
	}
	if _, err := ix.catchUp(ctx, next, feed); err != nil {
		return errors.Join(fmt.Errorf("rebuild index %s: %w", next.name, err), next.close())
	}
	ix.write.Lock()
	defer ix.write.Unlock()
	// Writers wait now: what they added since the log was last empty is little.
	if _, err := ix.catchUp(ctx, next, feed); err != nil {
		return errors.Join(fmt.Errorf("rebuild index %s: %w", next.name, err), next.close())
	}
	if err := next.warmColumns(); err != nil {
		return errors.Join(err, next.close())
	}
	return ix.takeOver(next)
}

// beginRebuild opens the index to be built.
func (ix *Index) beginRebuild() (*generation, error) {
	ix.write.Lock()
	defer ix.write.Unlock()
	gen, done, err := ix.use()
	if err != nil {
		return nil, err
	}
	done()
	v := version(ix.analyzer)
	if name := ix.home.building(); name != "" && name != gen.name && ofVersion(name, v) {
		if next, err := openGeneration(ix.home, name); err == nil {
			return next, nil
		} else if ofTheMachine(err) {
			return nil, err
		}
	}
	name := ix.home.fresh(v)
	if err := ix.home.setBuilding(name); err != nil {
		return nil, fmt.Errorf("rebuild index %s: %w", name, err)
	}
	ix.home.sweep(gen.name)
	return createGeneration(ix.home, name)
}

// catchUp reads the log to its end into an index.
func (ix *Index) catchUp(ctx context.Context, next *generation, feed Feed) (int, error) {
	cursor, err := next.cursor()
	if err != nil {
		return 0, err
	}
	n := 0
	for {
		docs, after, err := feed(ctx, cursor)
		if err != nil {
			return n, err
		}
		if len(docs) == 0 && after <= cursor {
			return n, nil
		}
		if after <= cursor {
			return n, fmt.Errorf("the log gave documents after %d, but its cursor stands at %d", cursor, after)
		}
		if err := next.apply(ctx, ix.readers, docs, after); err != nil {
			return n, err
		}
		cursor = after
		n += len(docs)
	}
}

// takeOver puts a new index in force. Searches that are under way end in the
// old one, which is then closed and removed.
func (ix *Index) takeOver(next *generation) error {
	if err := ix.home.setCurrent(next.name); err != nil {
		return errors.Join(fmt.Errorf("put index %s in force: %w", next.name, err), next.close())
	}
	ix.mu.Lock()
	old := ix.gen
	ix.gen = next
	ix.mu.Unlock()
	if old == nil {
		return ErrClosed
	}
	err := old.close()
	ix.home.sweep(next.name)
	return err
}
