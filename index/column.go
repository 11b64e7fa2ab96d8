package index

import (
	"context"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"sync"

	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// Columns hold, for each document number of one segment, what sorting, facets
// and histograms ask of every hit. They are made from the segment when first
// asked for (in the background after each batch) and live as long as it: about
// 45 bytes a document with all of them.
type columns struct {
	count int

	idOnce sync.Once
	ids    []uint64 // the first 8 bytes of each identity: they sort like it
	idErr  error

	mu     sync.Mutex
	values map[string]*valueColumn // by field

	storyOnce sync.Once
	stories   []uint64 // hash of each story; 0 for none
	storyErr  error
}

// A valueColumn says which values documents have: values[ords[starts[d]:starts[d+1]]]
// for document d, or values[ords[d]-1] when starts is nil (one value at most,
// 0 for none).
type valueColumn struct {
	values []string // sorted
	starts []uint32
	ords   []uint32
}

// columnCache keeps the columns of segments by their number.
type columnCache struct {
	mu   sync.Mutex
	segs map[uint64]*columns
}

// of gives the columns of a snapshot's segments, and forgets those of segments
// that are neither in it nor newer.
func (c *columnCache) of(segs []*scorch.SegmentSnapshot) []*columns {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.segs == nil {
		c.segs = map[uint64]*columns{}
	}
	out := make([]*columns, len(segs))
	keep := make(map[uint64]bool, len(segs))
	newest := uint64(0)
	for i, s := range segs {
		id := s.Id()
		keep[id] = true
		newest = max(newest, id)
		if c.segs[id] == nil {
			c.segs[id] = &columns{count: int(s.Segment().Count()), values: map[string]*valueColumn{}}
		}
		out[i] = c.segs[id]
	}
	for id := range c.segs {
		if !keep[id] && id < newest {
			delete(c.segs, id)
		}
	}
	return out
}

// idEncoding is that of press.NewID.
var idEncoding = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// idKey is the beginning of an identity as a number of the same order.
func idKey(id []byte) (uint64, bool) {
	var raw [13]byte
	if len(id) != 20 {
		return 0, false
	}
	if n, err := idEncoding.Decode(raw[:], id); err != nil || n != 12 {
		return 0, false
	}
	return binary.BigEndian.Uint64(raw[:8]), true
}

// idColumn is the column of identities.
func (c *columns) idColumn(s *scorch.SegmentSnapshot) ([]uint64, error) {
	c.idOnce.Do(func() {
		ids := make([]uint64, c.count)
		for n := range ids {
			id, err := s.DocID(uint64(n))
			if err != nil {
				c.idErr = fmt.Errorf("identity of document %d in segment %d: %w", n, s.Id(), err)
				return
			}
			ids[n], _ = idKey(id) // apply takes no other identities
		}
		c.ids = ids
	})
	return c.ids, c.idErr
}

// valueColumn is the column of a facet field or of days.
func (c *columns) valueColumn(s *scorch.SegmentSnapshot, field string) (*valueColumn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if col := c.values[field]; col != nil {
		return col, nil
	}
	col, err := makeValueColumn(s.Segment(), field, c.count)
	if err != nil {
		return nil, fmt.Errorf("column %s of segment %d: %w", field, s.Id(), err)
	}
	c.values[field] = col
	return col, nil
}

func makeValueColumn(s segment.Segment, field string, count int) (*valueColumn, error) {
	col := &valueColumn{ords: make([]uint32, count)}
	dict, err := s.Dictionary(field)
	if err != nil {
		return nil, err
	}
	type pair struct{ doc, ord uint32 }
	var more []pair // second and further values of a document
	terms := dict.AutomatonIterator(nil, nil, nil)
	for {
		e, err := terms.Next()
		if err != nil {
			return nil, err
		}
		if e == nil {
			break
		}
		col.values = append(col.values, e.Term)
		ord := uint32(len(col.values))
		bits, err := bitmapOf(dict, []byte(e.Term))
		if err != nil {
			return nil, err
		}
		for it := bits.Iterator(); it.HasNext(); {
			if doc := it.Next(); col.ords[doc] == 0 {
				col.ords[doc] = ord
			} else {
				more = append(more, pair{doc, ord})
			}
		}
	}
	if len(more) == 0 {
		return col, nil
	}
	starts := make([]uint32, count+1)
	for doc, ord := range col.ords {
		if ord > 0 {
			starts[doc+1]++
		}
	}
	for _, p := range more {
		starts[p.doc+1]++
	}
	for i := range count {
		starts[i+1] += starts[i]
	}
	ords := make([]uint32, starts[count])
	next := make([]uint32, count)
	for doc, ord := range col.ords {
		if ord > 0 {
			ords[starts[doc]] = ord - 1
			next[doc] = 1
		}
	}
	for _, p := range more {
		ords[starts[p.doc]+next[p.doc]] = p.ord - 1
		next[p.doc]++
	}
	col.starts, col.ords = starts, ords
	return col, nil
}

// storySeed makes hashes of stories alike in all segments of this process.
var storySeed = maphash.MakeSeed()

// storyColumn is the column of stories.
func (c *columns) storyColumn(s *scorch.SegmentSnapshot) ([]uint64, error) {
	c.storyOnce.Do(func() {
		stories := make([]uint64, c.count)
		values, ok := s.Segment().(segment.DocValueVisitable)
		if !ok {
			c.storyErr = fmt.Errorf("segment %d keeps no doc values", s.Id())
			return
		}
		var state segment.DocVisitState
		fields := []string{storyField}
		for n := range stories {
			var err error
			state, err = values.VisitDocValues(uint64(n), fields, func(_ string, term []byte) {
				stories[n] = maphash.Bytes(storySeed, term) | 1
			}, state)
			if err != nil {
				c.storyErr = fmt.Errorf("story of document %d in segment %d: %w", n, s.Id(), err)
				return
			}
		}
		c.stories = stories
	})
	return c.stories, c.storyErr
}

// warm makes the columns of new segments in the background, so that the first
// search after a merge does not wait for them. One such run at a time.
func (g *generation) warm() {
	if !g.warming.TryLock() {
		return
	}
	go func() {
		defer g.warming.Unlock()
		select {
		case <-g.closed:
			return
		default:
		}
		// A search finds the same error and reports it.
		_ = g.warmColumns()
	}()
}

func (g *generation) warmColumns() error {
	snap, err := g.open(context.Background())
	if err != nil {
		return err
	}
	defer snap.close()
	for _, s := range snap.segs {
		select {
		case <-g.closed:
			return nil
		default:
		}
		if _, err := s.cols.idColumn(s.snap); err != nil {
			return err
		}
		for _, field := range facetFields {
			if _, err := s.cols.valueColumn(s.snap, field); err != nil {
				return err
			}
		}
		if _, err := s.cols.valueColumn(s.snap, dayField); err != nil {
			return err
		}
		if _, err := s.cols.storyColumn(s.snap); err != nil {
			return err
		}
	}
	return nil
}
