package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// errBusy says that another process owns the data folder.
var errBusy = errors.New("inny proces prasowki już pracuje na tym katalogu danych")

// A dataLock makes one process the owner of a data folder. The system gives
// it back when the process ends, however it ends.
type dataLock struct{ file *os.File }

// lockData takes a data folder, and makes it when there is none. The error
// is errBusy, in a sentence with the owner's number, when it is taken.
func lockData(dir string) (*dataLock, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	name := filepath.Join(dir, "prasowka.lock")
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o640)
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		owner := ""
		if b, err := os.ReadFile(name); err == nil && len(b) > 0 {
			owner = " (numer procesu: " + strings.TrimSpace(string(b)) + ")"
		}
		return nil, errors.Join(fmt.Errorf("%w: %s%s. Zakończ go albo wskaż inny katalog opcją --data", errBusy, dir, owner), f.Close())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", name, err), f.Close())
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &dataLock{f}, nil
}

func (l *dataLock) release() error { return l.file.Close() }

// socketPath is where the owner of a data folder answers commands. A path
// that is too long for a socket gives way to a short one beside it in the
// system's folder for passing files, in a folder that is its owner's alone.
func socketPath(dir string) (string, error) {
	const most = 100 // sun_path holds 108 bytes
	name := filepath.Join(dir, "prasowka.sock")
	if len(name) <= most {
		return name, nil
	}
	sum := sha256.Sum256([]byte(dir))
	short := filepath.Join(os.TempDir(), fmt.Sprintf("prasowka-%d-%x", os.Getuid(), sum[:6]))
	if err := os.MkdirAll(short, 0o700); err != nil {
		return "", err
	}
	info, err := os.Lstat(short)
	if err != nil {
		return "", err
	}
	if owner, ok := info.Sys().(*syscall.Stat_t); !info.IsDir() || info.Mode().Perm() != 0o700 || !ok || int(owner.Uid) != os.Getuid() {
		return "", fmt.Errorf("folder %s is not ours alone", short)
	}
	return filepath.Join(short, "prasowka.sock"), nil
}

// listenControl opens the socket of a data folder whose lock is ours; a
// socket that is still there was left by a process that was killed.
func listenControl(dir string) (net.Listener, error) {
	name, err := socketPath(dir)
	if err != nil {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	l, err := net.Listen("unix", name)
	if err != nil {
		return nil, fmt.Errorf("control socket: %w", err)
	}
	return l, errors.Join(os.Chmod(name, 0o600))
}
