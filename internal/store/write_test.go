package store

import (
	"context"
	"errors"
	"testing"
	"time"
)

// TestPanicGivesTheWriterBack: there is one writer. A function that panics in
// its transaction must not keep it, or nothing would ever be written again.
func TestPanicGivesTheWriterBack(t *testing.T) {
	db := open(t)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	set := func(n int64, after func()) error {
		return db.Write(ctx, func(tx *Tx) error {
			err := tx.SetCursor(ctx, "watch", n, time.UnixMilli(n))
			after()
			return err
		})
	}
	func() {
		defer func() {
			if p := recover(); p != "broken page" {
				t.Errorf("recovered %v", p)
			}
		}()
		_ = set(1, func() { panic("broken page") })
	}()
	if n, err := db.Cursor(ctx, "watch"); err != nil || n != 0 {
		t.Errorf("half a transaction was kept: cursor %d, %v", n, err)
	}
	if err := set(2, func() {}); err != nil {
		t.Fatalf("the writer was not given back: %v", err)
	}
}

// TestCancelGivesTheWriterBack: a browser that goes away in the middle of a
// transaction leaves nothing behind, and the writer free.
func TestCancelGivesTheWriterBack(t *testing.T) {
	db := open(t)
	for i := range 200 {
		ctx, cancel := context.WithCancel(t.Context())
		go cancel()
		err := db.Write(ctx, func(tx *Tx) error { return tx.SetCursor(ctx, "watch", int64(i), time.UnixMilli(1)) })
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := db.Write(ctx, func(tx *Tx) error { return tx.SetCursor(ctx, "watch", 7, time.UnixMilli(1)) }); err != nil {
		t.Fatalf("the writer was not given back: %v", err)
	}
}
