package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall"

	bleve "github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	api "github.com/blevesearch/bleve_index_api"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// layout is the version of what this package writes: change it with any change
// of fields.go, and archives are rebuilt.
const layout = "2"

// version is the part of a directory's name that says how its texts were read.
func version(a *polish.Analyzer) string {
	safe := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '.' {
			return r
		}
		return '_'
	}, a.Version())
	return layout + "." + safe
}

// A generation is one Bleve index; a rebuild makes the next one.
type generation struct {
	name  string // of its directory, within the archive's
	bleve bleve.Index
	core  api.Index
	users sync.WaitGroup // searches and writers at work in it

	columns columnCache
	warming sync.Mutex
	closed  chan struct{}
}

// runtimeConfig bounds the wait for the lock of an index whose archive is
// already ours: somebody has opened the index itself.
var runtimeConfig = map[string]any{"bolt_timeout": "1s"}

// staticMapping indexes nothing by itself: documents are made by makeDoc.
func staticMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentDisabledMapping()
	m.IndexDynamic, m.StoreDynamic, m.DocValuesDynamic = false, false, false
	return m
}

func createGeneration(h *home, name string) (*generation, error) {
	config := map[string]any{"bolt_timeout": "1s"}
	b, err := bleve.NewUsing(h.path(name), staticMapping(), scorch.Name, scorch.Name, config)
	if err != nil {
		return nil, fmt.Errorf("make index %s: %w", name, err)
	}
	return newGeneration(name, b)
}

// openGeneration opens an index; a panic of the reader on damaged files is an
// error like any other.
func openGeneration(h *home, name string) (g *generation, err error) {
	defer func() {
		if r := recover(); r != nil {
			g, err = nil, fmt.Errorf("open index %s: damaged files: %v", name, r)
		}
	}()
	b, err := bleve.OpenUsing(h.path(name), runtimeConfig)
	if err != nil {
		return nil, fmt.Errorf("open index %s: %w", name, err)
	}
	if g, err = newGeneration(name, b); err != nil {
		return nil, err
	}
	if _, err := g.cursor(); err != nil {
		return nil, errors.Join(err, g.close())
	}
	return g, nil
}

func newGeneration(name string, b bleve.Index) (*generation, error) {
	core, err := b.Advanced()
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return &generation{name: name, bleve: b, core: core, closed: make(chan struct{})}, nil
}

// openCurrent opens the index in force; where there is none, or none that can
// be read, it makes an empty one of this version.
func (ix *Index) openCurrent() (*generation, error) {
	h := ix.home
	// An index of another layout cannot be read: it goes, and is filled again.
	if name := h.current(); strings.HasPrefix(name, layout+".") {
		gen, err := openGeneration(h, name)
		if err == nil {
			return gen, nil
		}
		if ofTheMachine(err) {
			return nil, err
		}
		ix.opts.Log("indeks jest uszkodzony, odkładam go i buduję nowy", "katalog", name, "błąd", err)
		if err := h.setAside(name); err != nil {
			return nil, err
		}
	}
	name := h.fresh(version(ix.analyzer))
	gen, err := createGeneration(h, name)
	if err != nil {
		return nil, err
	}
	if err := h.setCurrent(name); err != nil {
		return nil, errors.Join(err, gen.close())
	}
	return gen, nil
}

// noRoom tells whether an error is of a full disk or of exhausted files.
func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) ||
		errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EROFS) || errors.Is(err, syscall.ENOMEM)
}

// close waits for whoever works in the generation and closes it.
func (g *generation) close() error {
	close(g.closed)
	g.users.Wait()
	g.warming.Lock()
	defer g.warming.Unlock()
	if err := g.bleve.Close(); err != nil {
		return fmt.Errorf("close index %s: %w", g.name, err)
	}
	return nil
}

// The internal keys, written in the same batch as the documents.
var (
	cursorKey = []byte("prasowka.cursor")
	totalsKey = []byte("prasowka.totals")
)

func (g *generation) cursor() (int64, error) {
	raw, err := g.bleve.GetInternal(cursorKey)
	if err != nil {
		return 0, fmt.Errorf("cursor of index %s: %w", g.name, err)
	}
	if len(raw) != 8 {
		return 0, nil
	}
	return int64(binary.BigEndian.Uint64(raw)), nil
}

// totals are sums over all texts ever applied, for mean lengths in ranking. A
// text applied twice counts twice: a mean bears that.
type totals struct{ docs, title, text uint64 }

func (t *totals) add(m *made) {
	t.docs++
	t.title += uint64(m.titleWords)
	t.text += uint64(m.textWords)
}

func (t totals) bytes() []byte {
	raw := binary.BigEndian.AppendUint64(nil, t.docs)
	raw = binary.BigEndian.AppendUint64(raw, t.title)
	return binary.BigEndian.AppendUint64(raw, t.text)
}

func totalsOf(raw []byte) (t totals) {
	if len(raw) == 24 {
		t.docs = binary.BigEndian.Uint64(raw)
		t.title = binary.BigEndian.Uint64(raw[8:])
		t.text = binary.BigEndian.Uint64(raw[16:])
	}
	return t
}

// apply is Index.Apply for one generation; its caller holds the write lock.
func (g *generation) apply(ctx context.Context, rs *readers, docs []Doc, cursor int64) error {
	for _, d := range docs {
		if press.IDTime(d.ID).IsZero() {
			return &press.Invalid{Field: "id", Why: fmt.Sprintf("%q nie jest identyfikatorem wycinka", d.ID)}
		}
	}
	for first := true; first || len(docs) > 0; first = false {
		n := min(len(docs), batchSize)
		last := n == len(docs)
		if err := g.applyBatch(ctx, rs, docs[:n], cursor, last); err != nil {
			return fmt.Errorf("apply %d documents to index %s: %w", n, g.name, err)
		}
		docs = docs[n:]
	}
	g.warm()
	return nil
}

func (g *generation) applyBatch(ctx context.Context, rs *readers, docs []Doc, cursor int64, moves bool) error {
	all, err := rs.makeAll(ctx, docs)
	if err != nil {
		return err
	}
	raw, err := g.bleve.GetInternal(totalsKey)
	if err != nil {
		return err
	}
	sums := totalsOf(raw)
	batch := g.bleve.NewBatch()
	for i, m := range all {
		if m == nil {
			batch.Delete(docs[i].ID)
			continue
		}
		sums.add(m)
		if err := batch.IndexAdvanced(m.doc); err != nil {
			return err
		}
	}
	batch.SetInternal(totalsKey, sums.bytes())
	if moves {
		batch.SetInternal(cursorKey, binary.BigEndian.AppendUint64(nil, uint64(cursor)))
	}
	return g.bleve.Batch(batch)
}
