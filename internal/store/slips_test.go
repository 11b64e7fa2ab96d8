package store

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"prasowka/internal/press"
)

func TestSlips(t *testing.T) {
	ctx := t.Context()
	db, err := Open(ctx, "sqlite:"+filepath.Join(t.TempDir(), "prasowka.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	key, err := db.SlipKey(ctx)
	if err != nil || len(key) != 32 {
		t.Fatalf("key of %d bytes, %v", len(key), err)
	}
	if again, err := db.SlipKey(ctx); err != nil || string(again) != string(key) {
		t.Errorf("the key changes: %v", err)
	}
	want := Slip{Kind: SlipRead, Person: "anna", Ref: "review/12"}
	token := key.Token(want)
	if got, err := key.Read(token); err != nil || got != want {
		t.Errorf("read %+v, %v", got, err)
	}
	other := key.Token(Slip{Kind: SlipRead, Person: "jan", Ref: "review/12"})
	for _, bad := range []string{"", ".", token + "A", token[1:], other[:len(other)-22] + token[len(token)-22:]} {
		if _, err := key.Read(bad); !errors.Is(err, press.ErrNotFound) {
			t.Errorf("token %q is taken: %v", bad, err)
		}
	}
	now := time.Unix(1_800_000_000, 0)
	for _, paused := range []bool{true, true, false} {
		if err := db.Write(ctx, func(tx *Tx) error { return tx.PauseReview(ctx, "anna", "poranny", paused, now) }); err != nil {
			t.Fatal(err)
		}
		if m, err := db.Paused(ctx, "poranny"); err != nil || m["anna"].IsZero() == paused {
			t.Errorf("paused %v: %v, %v", paused, m, err)
		}
	}
}
