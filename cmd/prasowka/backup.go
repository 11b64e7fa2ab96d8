package main

import (
	"archive/tar"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"

	"prasowka/internal/press"
)

// The names inside a backup.
const (
	backupStore  = "prasowka.db"
	backupConfig = "config/"
)

type backupCmd struct {
	place
	File string `arg:"" help:"Where to write, as .tar.zst; must not exist."`
}

// Help is the manual's text.
func (backupCmd) Help() string {
	return `Writes the database and the configuration, consistent, while the program works. The archive (index) is not in
it: it is derived, and restore makes it again. Secrets are not in it either: they are not in the configuration.`
}

// Run writes a backup.
func (c backupCmd) Run(sh *shell) (err error) {
	out, err := os.OpenFile(c.File, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return &press.Invalid{Field: "FILE", Why: "nie można utworzyć pliku: " + err.Error()}
	}
	defer func() {
		err = errors.Join(err, out.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(c.File))
		}
	}()
	dir, err := os.MkdirTemp(filepath.Dir(c.File), ".prasowka-backup-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	server, err := c.connect(sh)
	if err != nil {
		return err
	}
	copied, err := filepath.Abs(filepath.Join(dir, backupStore))
	if err != nil {
		return errors.Join(err, server.close())
	}
	err = server.call(sh.ctx, "/backup", backupAsk{copied}, &struct{}{})
	if err := errors.Join(err, server.close()); err != nil {
		return err
	}
	n, err := c.pack(out, copied)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "kopia zapisana: %s (plików: %d)\n", c.File, n)
	return err
}

func (c backupCmd) pack(out io.Writer, database string) (n int, err error) {
	packed, err := zstd.NewWriter(out)
	if err != nil {
		return 0, err
	}
	w := tar.NewWriter(packed)
	if err := addFile(w, backupStore, database); err != nil {
		return 0, err
	}
	n = 1
	err = filepath.WalkDir(c.Config, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == c.Config {
			return nil // the embedded configuration is in force
		}
		if err != nil || !d.Type().IsRegular() || filepath.Ext(name) != ".yaml" {
			return err
		}
		inside, err := filepath.Rel(c.Config, name)
		if err != nil {
			return err
		}
		n++
		return addFile(w, backupConfig+filepath.ToSlash(inside), name)
	})
	return n, errors.Join(err, w.Close(), packed.Close())
}

func addFile(w *tar.Writer, inside, name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Name: inside, Size: info.Size(), Mode: 0o640, ModTime: info.ModTime()}); err != nil {
		return err
	}
	if _, err := io.Copy(w, f); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	return nil
}

type restoreCmd struct {
	place
	File string `arg:"" help:"A backup."`
}

// Run puts a backup into an empty data folder, and the configuration where
// there is none, and makes the archive again.
func (c restoreCmd) Run(sh *shell) (err error) {
	in, err := os.Open(c.File)
	if err != nil {
		return &press.Invalid{Field: "FILE", Why: "nie można otworzyć kopii: " + err.Error()}
	}
	defer in.Close()
	_, data, err := c.load()
	if err != nil {
		return err
	}
	lock, err := lockData(data)
	if err != nil {
		return err
	}
	err = c.unpack(in, data)
	if err := errors.Join(err, lock.release()); err != nil {
		return err
	}
	server, err := c.connect(sh)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.close()) }()
	var settled struct{ Documents int }
	if err := server.call(sh.ctx, "/settled", struct{}{}, &settled); err != nil {
		return err
	}
	_, err = fmt.Fprintf(sh.out, "odtworzono do %s; wycinków w archiwum: %d\n", data, settled.Documents)
	return err
}

func (c restoreCmd) unpack(in io.Reader, data string) error {
	target := filepath.Join(data, backupStore)
	if _, err := os.Stat(target); err == nil {
		return press.Conflict("w katalogu " + data + " jest już baza; odtwarzaj do pustego katalogu danych (--data)")
	}
	unpacked, err := zstd.NewReader(in)
	if err != nil {
		return err
	}
	defer unpacked.Close()
	r := tar.NewReader(unpacked)
	found := false
	for {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return &press.Invalid{Field: "FILE", Why: "to nie jest kopia prasowki albo jest uszkodzona: " + err.Error()}
		}
		name, isConfig := strings.CutPrefix(h.Name, backupConfig)
		switch {
		case h.Name == backupStore:
			found = true
			err = writeNew(target, r)
		case isConfig && filepath.IsLocal(name):
			err = writeNew(filepath.Join(c.Config, name), r)
			if errors.Is(err, fs.ErrExist) {
				err = nil // what stands there is the operator's
			}
		}
		if err != nil {
			return fmt.Errorf("restore %s: %w", h.Name, err)
		}
	}
	if !found {
		return &press.Invalid{Field: "FILE", Why: "w tej kopii nie ma bazy"}
	}
	return nil
}

// writeNew writes a file that does not exist yet, whole or not at all.
func writeNew(name string, from io.Reader) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
