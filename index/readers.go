package index

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"prasowka/internal/polish"
)

// readers read the texts of batches on all processors. From one full batch to
// the next, for an import is many of them, they remember the words that they
// have met; a batch that is not full ends that, and frees the memory.
type readers struct {
	analyzer *polish.Analyzer

	mu   sync.Mutex
	idle []*reader
}

func newReaders(a *polish.Analyzer) *readers { return &readers{analyzer: a} }

func (rs *readers) take() *reader {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if last := len(rs.idle) - 1; last >= 0 {
		r := rs.idle[last]
		rs.idle = rs.idle[:last]
		return r
	}
	return newReader(rs.analyzer)
}

func (rs *readers) giveBack(r *reader) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.idle = append(rs.idle, r)
}

func (rs *readers) forget() {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.idle = nil
}

// stride is how many documents a reader takes at once.
const stride = 50

// makeAll reads a batch; a document to be deleted gives nil.
func (rs *readers) makeAll(ctx context.Context, docs []Doc) ([]*made, error) {
	out := make([]*made, len(docs))
	shared := newTables()
	group, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), (len(docs)+stride-1)/stride) {
		group.Go(func() error {
			r := rs.take()
			defer rs.giveBack(r)
			for {
				hi := int(next.Add(stride))
				if hi-stride >= len(docs) {
					return nil
				}
				for i := hi - stride; i < min(hi, len(docs)); i++ {
					if err := ctx.Err(); err != nil {
						return err
					}
					if !docs[i].Deleted {
						out[i] = r.makeDoc(&docs[i], shared)
					}
				}
			}
		})
	}
	err := group.Wait()
	if len(docs) < batchSize {
		rs.forget()
	}
	return out, err
}
