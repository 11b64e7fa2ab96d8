package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"prasowka/internal/press"
)

// A home is the directory of an archive:
//
//	owner.bolt          who owns it (a lock), and which index is in force
//	<version>-<n>/      a Bleve index; n grows with every rebuild
//	<version>-<n>.bad/  one that could not be read, the last one only
//
// The name in force changes in one bolt transaction, so that a crash in the
// middle of a rebuild leaves the old index in force.
type home struct {
	dir string
	db  *bolt.DB
}

var (
	homeBucket  = []byte("archive")
	currentKey  = []byte("current")  // the directory in force
	buildingKey = []byte("building") // the directory of a rebuild under way
)

// pathOf takes the scheme off "bleve:path".
func pathOf(url string) string { return filepath.Clean(strings.TrimPrefix(url, "bleve:")) }

func openHome(dir string, wait time.Duration) (*home, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open archive %s: %w", dir, err)
	}
	file := filepath.Join(dir, "owner.bolt")
	db, err := bolt.Open(file, 0o600, &bolt.Options{Timeout: wait})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%s: %w", dir, ErrLocked)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrChecksum), errors.Is(err, bolterrors.ErrVersionMismatch):
		// It holds nothing that cannot be made again.
		if err := os.Remove(file); err != nil {
			return nil, fmt.Errorf("open archive %s: %w", dir, err)
		}
		db, err = bolt.Open(file, 0o600, &bolt.Options{Timeout: wait})
	}
	if err != nil {
		return nil, fmt.Errorf("open archive %s: %w", dir, err)
	}
	h := &home{dir: dir, db: db}
	err = db.Update(func(tx *bolt.Tx) error {
		_, err := tx.CreateBucketIfNotExists(homeBucket)
		return err
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open archive %s: %w", dir, err), db.Close())
	}
	return h, nil
}

func (h *home) close() error { return h.db.Close() }

func (h *home) path(name string) string { return filepath.Join(h.dir, name) }

func (h *home) get(key []byte) string {
	var name string
	// A view of an open database fails only when it is closed.
	_ = h.db.View(func(tx *bolt.Tx) error {
		name = string(tx.Bucket(homeBucket).Get(key))
		return nil
	})
	return name
}

// current is the directory in force, building that of a rebuild under way;
// empty when there is none.
func (h *home) current() string  { return h.get(currentKey) }
func (h *home) building() string { return h.get(buildingKey) }

// setCurrent puts an index in force and ends a rebuild.
func (h *home) setCurrent(name string) error {
	return h.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(homeBucket)
		if err := b.Delete(buildingKey); err != nil {
			return err
		}
		return b.Put(currentKey, []byte(name))
	})
}

func (h *home) setBuilding(name string) error {
	return h.db.Update(func(tx *bolt.Tx) error {
		return tx.Bucket(homeBucket).Put(buildingKey, []byte(name))
	})
}

// fresh is a name of the version that no directory has.
func (h *home) fresh(version string) string {
	last := 0
	entries, _ := os.ReadDir(h.dir) // unreadable: making the index will say so
	for _, e := range entries {
		if rest, ok := strings.CutPrefix(e.Name(), version+"-"); ok {
			n, err := strconv.Atoi(strings.TrimSuffix(rest, ".bad"))
			if err == nil && n > last {
				last = n
			}
		}
	}
	return version + "-" + strconv.Itoa(last+1)
}

// sweep removes indexes that are neither in force nor being built: what a
// crash or a finished rebuild left behind.
func (h *home) sweep(inForce string) {
	building := h.building()
	entries, _ := os.ReadDir(h.dir)
	for _, e := range entries {
		name := e.Name()
		if !e.IsDir() || name == inForce || name == building || strings.HasSuffix(name, ".bad") {
			continue
		}
		if _, err := os.Stat(filepath.Join(h.dir, name, "index_meta.json")); err == nil || strings.HasPrefix(name, layout+".") {
			_ = os.RemoveAll(h.path(name)) // tried again at the next start
		}
	}
}

// setAside keeps a broken index for inspection, in place of the one kept
// before, and says whether it is out of the way.
func (h *home) setAside(name string) error {
	entries, _ := os.ReadDir(h.dir)
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".bad") {
			_ = os.RemoveAll(h.path(e.Name()))
		}
	}
	err := os.Rename(h.path(name), h.path(name+".bad"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("set aside index %s: %w", name, err)
	}
	return nil
}

// ofTheMachine tells whether an error of opening is of the machine (no room, no right)
// and not of the index, which must then not be touched.
func ofTheMachine(err error) bool {
	return errors.Is(err, os.ErrPermission) || errors.Is(err, press.ErrConflict) || noRoom(err)
}
