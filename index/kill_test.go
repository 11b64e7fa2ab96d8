package index

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"prasowka/internal/polish"
)

// killDir, when set, makes this process the victim of TestKill.
const killDir = "PRASOWKA_INDEX_KILL_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		if err := fillForEver(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// fillForEver applies documents in batches of changing size from where the
// archive's cursor stands, every fifth one a second version of an earlier, and
// prints each cursor once acknowledged.
func fillForEver(dir string) error {
	ix, err := Open(dir, polish.Default(), Options{})
	if err != nil {
		return err
	}
	cursor, err := ix.Cursor()
	if err != nil {
		return err
	}
	for {
		fmt.Println(cursor)
		var docs []Doc
		for range 1 + rand.IntN(40) {
			docs = append(docs, numbered(int(cursor)))
			if cursor++; cursor%5 == 0 {
				docs = append(docs, numbered(int(cursor)/2))
			}
		}
		if err := ix.Apply(context.Background(), docs, cursor); err != nil {
			return err
		}
	}
}

// TestKill kills a process that fills an archive at 100 random moments, some of
// them while it starts, and opens the archive after each.
func TestKill(t *testing.T) {
	times := 100
	if testing.Short() {
		times = 10
	}
	dir := t.TempDir()
	var acked int64
	for i := range times {
		acked = max(acked, killOnce(t, dir))
		began := time.Now()
		ix, err := Open(dir, polish.Default(), Options{})
		if err != nil {
			t.Fatalf("kill %d: %v", i, err)
		}
		cursor, err := ix.Cursor()
		if err != nil {
			t.Fatal(err)
		}
		n, err := ix.Count()
		if err != nil {
			t.Fatal(err)
		}
		if cursor < acked || n != uint64(cursor) {
			t.Fatalf("kill %d: %d acknowledged, cursor %d, %d documents", i, acked, cursor, n)
		}
		res := search(t, ix, Request{Query: parse(t, "most"), Sort: Newest, Limit: 1})
		if res.Total != n {
			t.Fatalf("kill %d: %d documents, %d found", i, n, res.Total)
		}
		if n > 0 && res.Hits[0].ID != numbered(int(n)-1).ID {
			t.Fatalf("kill %d: the newest is not the last one", i)
		}
		if err := ix.Close(); err != nil {
			t.Fatal(err)
		}
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("kill %d: opening and closing took %v", i, took)
		}
	}
	t.Logf("%d kills, %d documents", times, acked)
}

// killOnce runs the victim, kills it and gives the last cursor that it printed.
func killOnce(t *testing.T, dir string) (acked int64) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := make(chan int64, 1<<16)
	go func() {
		defer close(lines)
		for sc := bufio.NewScanner(out); sc.Scan(); {
			if n, err := strconv.ParseInt(sc.Text(), 10, 64); err == nil {
				lines <- n
			}
		}
	}()
	if rand.IntN(10) > 0 {
		acked = <-lines // it has opened the archive
	}
	time.Sleep(time.Duration(rand.IntN(120_000)) * time.Microsecond)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for n := range lines {
		acked = max(acked, n)
	}
	_ = cmd.Wait() // killed, as it should be
	return acked
}
