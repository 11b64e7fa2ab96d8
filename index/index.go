package index

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	bleve "github.com/blevesearch/bleve/v2"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// ErrLocked says that another process owns the archive.
var ErrLocked = errors.New("archiwum jest otwarte w innym procesie prasowki; zakończ go albo zapytaj jego")

// ErrClosed says that the archive has been closed.
var ErrClosed = errors.New("archiwum jest zamknięte")

// Options are how an archive is opened. The zero value is good.
type Options struct {
	LockWait time.Duration // how long to wait for another owner; 0: 1 s
	Timeout  time.Duration // limit of one search; 0: 10 s
	Log      func(msg string, args ...any)
}

// A Doc is a clipping as the archive sees it.
type Doc struct {
	ID        string // made by press.NewID
	Title     string
	Lead      string
	Text      string
	Author    string
	Outlet    string
	Source    string
	Medium    string
	Story     string
	Persons   []string
	Topics    []string
	Tone      string
	State     string
	Tier      int
	Published time.Time // zero: in no range of time and no bar of a histogram
	Deleted   bool      // take it out of the archive
}

// batchSize is how many documents go into one Bleve batch: 2,000 cost half as
// much each as 100.
const batchSize = 2_000

// An Index is an open archive. All its methods may be used by many goroutines.
type Index struct {
	dir      string
	analyzer *polish.Analyzer
	opts     Options
	home     *home

	write   sync.Mutex // one Apply, Rebuild or Close at a time
	readers *readers

	mu  sync.RWMutex // guards gen
	gen *generation  // nil when closed
}

// Open opens the archive in dir, a path or a URL "bleve:path", and makes it when
// there is none. It waits at most Options.LockWait for another owner.
//
// An index that cannot be read is set aside and an empty one is begun; Cursor
// is then 0 and whoever feeds the archive starts over. An index of another
// analysis version is opened as it is, and NeedsRebuild says so.
func Open(dir string, a *polish.Analyzer, opts Options) (*Index, error) {
	dir = pathOf(dir)
	if opts.LockWait <= 0 {
		opts.LockWait = time.Second
	}
	if opts.Timeout <= 0 {
		opts.Timeout = 10 * time.Second
	}
	if opts.Log == nil {
		opts.Log = func(string, ...any) {}
	}
	h, err := openHome(dir, opts.LockWait)
	if err != nil {
		return nil, err
	}
	ix := &Index{dir: dir, analyzer: a, opts: opts, home: h, readers: newReaders(a)}
	if ix.gen, err = ix.openCurrent(); err != nil {
		return nil, errors.Join(err, h.close())
	}
	h.sweep(ix.gen.name)
	ix.gen.warm()
	return ix, nil
}

// Close ends the archive; running searches are waited for.
func (ix *Index) Close() error {
	ix.write.Lock()
	defer ix.write.Unlock()
	ix.mu.Lock()
	gen := ix.gen
	ix.gen = nil
	ix.mu.Unlock()
	if gen == nil {
		return nil
	}
	return errors.Join(gen.close(), ix.home.close())
}

// Dir is where the archive lives.
func (ix *Index) Dir() string { return ix.dir }

// use gives the generation in force and a function to call when done with it.
func (ix *Index) use() (*generation, func(), error) {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	if ix.gen == nil {
		return nil, nil, ErrClosed
	}
	ix.gen.users.Add(1)
	return ix.gen, ix.gen.users.Done, nil
}

// snapshot is the archive as it is now, in the generation in force, and a
// function to call when done with it.
func (ix *Index) snapshot(ctx context.Context) (*snapshot, func(), error) {
	gen, done, err := ix.use()
	if err != nil {
		return nil, nil, err
	}
	snap, err := gen.open(ctx)
	if err != nil {
		done()
		return nil, nil, err
	}
	return snap, func() { snap.close(); done() }, nil
}

// Apply adds documents, replaces those with the same identity and removes those
// marked Deleted, and moves the cursor, all at once for up to 2,000 documents.
// Of more than 2,000, the cursor moves with the last. When Apply returns nil,
// the documents are on the disk and are found.
func (ix *Index) Apply(ctx context.Context, docs []Doc, cursor int64) error {
	ix.write.Lock()
	defer ix.write.Unlock()
	gen, done, err := ix.use()
	if err != nil {
		return err
	}
	defer done()
	return gen.apply(ctx, ix.readers, docs, cursor)
}

// Cursor is the cursor that the last Apply left; 0 for an empty archive.
func (ix *Index) Cursor() (int64, error) {
	gen, done, err := ix.use()
	if err != nil {
		return 0, err
	}
	defer done()
	return gen.cursor()
}

// Count is the number of documents.
func (ix *Index) Count() (uint64, error) {
	gen, done, err := ix.use()
	if err != nil {
		return 0, err
	}
	defer done()
	return gen.bleve.DocCount()
}

// CopyTo writes a copy of the archive as it is now into a new directory, which
// Open opens. Searches and writers go on meanwhile.
func (ix *Index) CopyTo(dir string) error {
	gen, done, err := ix.use()
	if err != nil {
		return err
	}
	defer done()
	copyable, ok := gen.bleve.(bleve.IndexCopyable)
	if !ok {
		return fmt.Errorf("copy archive to %s: this Bleve index cannot be copied", dir)
	}
	h, err := openHome(pathOf(dir), ix.opts.LockWait)
	if err != nil {
		return err
	}
	if h.current() != "" {
		return errors.Join(press.Conflict("w katalogu "+dir+" jest już archiwum"), h.close())
	}
	if err := copyable.CopyTo(bleve.FileSystemDirectory(h.path(gen.name))); err != nil {
		return errors.Join(fmt.Errorf("copy archive to %s: %w", dir, err), h.close())
	}
	return errors.Join(h.setCurrent(gen.name), h.close())
}
