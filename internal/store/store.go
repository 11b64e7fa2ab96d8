// Package store keeps what the house knows in one SQL database: who is read,
// the pages as fetched, the log of versions, what fired, what left the house,
// and the people who work in it.
//
// Invariants:
//   - One writer, many readers. Everything that changes goes through Write,
//     one transaction at a time; the methods of Tx do the changing. Reading
//     methods exist on DB (a consistent read of its own) and on Tx (which
//     sees its own changes).
//   - The log (versions and touches) is numbered from one counter inside the
//     writing transaction, so numbers become visible in order and a cursor
//     that has passed a number has seen everything below it.
//   - An address has one page and a publication has one clipping; a topic
//     fires once a story; a notice exists once a key. Repeating a stage after
//     a crash therefore changes nothing.
//   - Bytes that a version was read from are never deleted.
//   - Times are unix milliseconds, 0 for the zero time. The SQL is what
//     SQLite and PostgreSQL share; the engine is known only in this file.
//   - No clock: callers say what time it is.
package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"prasowka/internal/press"
)

//go:embed migrations/*.sql
var migrations embed.FS

// DB is an open database. It is safe for concurrent use.
type DB struct {
	reads
	path   string
	reader *sql.DB
	writer *sql.DB
	wake   chan struct{}
	pack   *zstd.Encoder
}

// A Tx is a writing transaction. It is used by one goroutine and ends with
// the function given to Write.
type Tx struct {
	reads
	tx *sql.Tx
	db *DB
}

// reads holds every reading method, over the reader pool or inside a Tx.
type reads struct {
	q      querier
	unpack *zstd.Decoder
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// Open opens the database behind a URL, creates it when it does not exist,
// and brings its schema up to date. The only engine so far is SQLite:
// "sqlite:/path/to/file.db".
func Open(ctx context.Context, rawURL string) (*DB, error) {
	path, ok := strings.CutPrefix(rawURL, "sqlite:")
	if !ok || path == "" {
		return nil, &press.Invalid{Field: "store", Why: fmt.Sprintf("adres bazy %q musi mieć postać sqlite:ścieżka", rawURL)}
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, fmt.Errorf("open %s: %w", rawURL, err)
	}
	db := &DB{path: path, wake: make(chan struct{}, 1)}
	if err := db.open(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", rawURL, err), db.Close())
	}
	return db, nil
}

func (db *DB) open(ctx context.Context) (err error) {
	if db.writer, err = sql.Open("sqlite", dsn(db.path, "_txlock=immediate", "_pragma=journal_mode(WAL)", "_pragma=synchronous(FULL)")); err != nil {
		return err
	}
	db.writer.SetMaxOpenConns(1)
	if err := db.migrate(ctx); err != nil {
		return err
	}
	if db.reader, err = sql.Open("sqlite", dsn(db.path, "mode=ro", "_pragma=query_only(1)")); err != nil {
		return err
	}
	db.reader.SetMaxOpenConns(max(4, runtime.NumCPU()))
	db.reader.SetMaxIdleConns(max(4, runtime.NumCPU()))
	if db.pack, err = zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1)); err != nil {
		return err
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(0), zstd.WithDecoderMaxMemory(1<<30))
	if err != nil {
		return err
	}
	db.reads = reads{q: db.reader, unpack: unpack}
	return db.reader.PingContext(ctx)
}

// dsn is a modernc.org/sqlite data source name with the pragmas that every
// connection needs.
func dsn(path string, more ...string) string {
	options := append([]string{"_pragma=busy_timeout(10000)", "_pragma=foreign_keys(1)", "_pragma=cache_size(-16000)"}, more...)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + strings.Join(options, "&")
}

func (db *DB) migrate(ctx context.Context) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db.writer, files)
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// Close closes the database. Transactions under way end first.
func (db *DB) Close() error {
	var errs []error
	if db.reader != nil {
		errs = append(errs, db.reader.Close())
	}
	if db.writer != nil {
		errs = append(errs, db.writer.Close())
	}
	if db.unpack != nil {
		db.unpack.Close()
	}
	return errors.Join(errs...)
}

// Write runs f in one transaction: all of its changes happen, or none. It
// waits for other writers. Readers of Changed wake after the commit.
func (db *DB) Write(ctx context.Context, f func(*Tx) error) (err error) {
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	done := false
	defer func() {
		if !done { // also when f panics: the only writer must not stay in a transaction that nobody ends
			err = errors.Join(err, dropDone(tx.Rollback()))
		}
	}()
	t := &Tx{tx: tx, db: db}
	t.reads = reads{q: t, unpack: db.unpack}
	if err := f(t); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil { // the end of ctx has rolled it back already
			err = ctx.Err()
		}
		return fmt.Errorf("commit: %w", err)
	}
	done = true
	select {
	case db.wake <- struct{}{}:
	default:
	}
	return nil
}

func dropDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

// Changed carries a wake-up after every commit; several commits may share
// one. It is for one reader: the desk.
func (db *DB) Changed() <-chan struct{} { return db.wake }

// Path is the file that holds the database.
func (db *DB) Path() string { return db.path }

// BackupTo writes a consistent copy to a new file, while others read and
// write. It has a connection of its own: the readers' refuse to write anywhere.
func (db *DB) BackupTo(ctx context.Context, file string) (err error) {
	own, err := sql.Open("sqlite", dsn(db.path))
	if err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	defer func() { err = errors.Join(err, own.Close()) }()
	if _, err := own.ExecContext(ctx, "VACUUM INTO $1", file); err != nil {
		return fmt.Errorf("backup to %s: %w", file, err)
	}
	return nil
}

// Size is the number of bytes that the database takes on disk.
func (db *DB) Size() int64 {
	var n int64
	for _, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(db.path + suffix); err == nil {
			n += info.Size()
		}
	}
	return n
}

// QueryContext lets the reading methods run inside the transaction.
func (tx *Tx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return tx.tx.QueryContext(ctx, query, args...)
}

// QueryRowContext lets the reading methods run inside the transaction.
func (tx *Tx) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return tx.tx.QueryRowContext(ctx, query, args...)
}

// exec runs a statement and answers how many rows it changed.
func (tx *Tx) exec(ctx context.Context, query string, args ...any) (int64, error) {
	r, err := tx.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// one runs a statement that must change a row; none is press.NotFound.
func (tx *Tx) one(ctx context.Context, what, id, query string, args ...any) error {
	n, err := tx.exec(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("%s %s: %w", what, id, err)
	}
	if n == 0 {
		return press.NotFound(what, id)
	}
	return nil
}

// next draws n numbers from a counter and answers the first of them.
func (tx *Tx) next(ctx context.Context, counter string, n int64) (int64, error) {
	var last int64
	err := tx.QueryRowContext(ctx, "UPDATE counters SET n = n + $2 WHERE name = $1 RETURNING n", counter, n).Scan(&last)
	if err != nil {
		return 0, fmt.Errorf("counter %s: %w", counter, err)
	}
	return last - n + 1, nil
}

// IsUnique tells whether an error is a violation of a unique key.
func IsUnique(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Code() == sqlite3.SQLITE_CONSTRAINT_UNIQUE || e.Code() == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// ms is how an instant is kept.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// at is the instant that ms kept.
func at(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMilli(n).UTC()
}

// doc is how a list or record that is never searched by is kept.
func doc(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}

// undoc reads what doc kept; empty text leaves v alone.
func undoc(text string, v any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), v)
}

// rows collects a query's rows with the scanner of one noun.
func rows[T any](ctx context.Context, r reads, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	found, err := r.q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer found.Close()
	var all []T
	for found.Next() {
		one, err := scan(found)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, found.Err()
}

// row reads one row; none is press.NotFound.
func row[T any](ctx context.Context, r reads, what, id string, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	one, err := scan(r.q.QueryRowContext(ctx, query, args...))
	if errors.Is(err, sql.ErrNoRows) {
		return one, press.NotFound(what, id)
	}
	if err != nil {
		return one, fmt.Errorf("%s %s: %w", what, id, err)
	}
	return one, nil
}

type scanner interface{ Scan(dest ...any) error }
