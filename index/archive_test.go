package index

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// numbered is the i-th made-up document: article i, one an hour.
func numbered(i int) Doc {
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(i) * time.Hour)
	return Doc{
		ID: press.NewID(at, fmt.Sprint("doc", i)), Title: fmt.Sprintf("Artykuł numer %d o radzie miejskiej", i),
		Text:   fmt.Sprintf("Radni uchwalili budżet. Sprawa %d dotyczy mostu na Hańczy.", i),
		Outlet: fmt.Sprint("gazeta", i%3), Medium: "portal", Topics: []string{"budzet", fmt.Sprint("t", i%2)},
		Story: fmt.Sprint("s", i/4), Published: at,
	}
}

func numberedAll(n int) []Doc {
	docs := make([]Doc, n)
	for i := range docs {
		docs[i] = numbered(i)
	}
	return docs
}

func parse(t testing.TB, s string) *query.Query {
	t.Helper()
	q, err := query.Parse(polish.Default(), s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func search(t testing.TB, ix *Index, r Request) *Result {
	t.Helper()
	if r.Now.IsZero() {
		r.Now = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	}
	res, err := ix.Search(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// apply adds documents in several batches, so that there are several segments.
func apply(t testing.TB, ix *Index, docs []Doc) {
	t.Helper()
	step := len(docs)/3 + 1
	for lo := 0; lo < len(docs); lo += step {
		if err := ix.Apply(context.Background(), docs[lo:min(lo+step, len(docs))], int64(lo+1)); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPages(t *testing.T) {
	ix := openTest(t, t.TempDir())
	const n = 250
	apply(t, ix, numberedAll(n))
	for _, sort := range []Sort{Newest, Oldest, Relevance} {
		for _, text := range []string{"uchwalić", "budżet LUB Hańcza"} {
			seen := map[string]bool{}
			after, last := "", ""
			for pages := 0; ; pages++ {
				res := search(t, ix, Request{Query: parse(t, text), Sort: sort, After: after, Limit: 17})
				if res.Total != n {
					t.Fatalf("Total = %d, want %d", res.Total, n)
				}
				for _, h := range res.Hits {
					if seen[h.ID] {
						t.Fatalf("sort %d: %s on two pages", sort, h.ID)
					}
					seen[h.ID] = true
					if sort == Newest && last != "" && h.ID >= last || sort == Oldest && h.ID <= last {
						t.Fatalf("sort %d: %s after %s", sort, h.ID, last)
					}
					last = h.ID
				}
				if after = res.Next; after == "" {
					break
				}
				if pages > n {
					t.Fatal("pages without end")
				}
			}
			if len(seen) != n {
				t.Errorf("sort %d, %s: %d hits on all pages, want %d", sort, text, len(seen), n)
			}
		}
	}
	if _, err := ix.Search(context.Background(), Request{Query: parse(t, "rada"), After: "bzdura"}); err == nil {
		t.Error("a wrong cursor is taken")
	}
}

func TestCollapse(t *testing.T) {
	ix := openTest(t, t.TempDir())
	apply(t, ix, numberedAll(100))
	seen := map[string]bool{}
	after := ""
	for {
		res := search(t, ix, Request{Query: parse(t, "rada"), Sort: Newest, Collapse: true, Limit: 7, After: after})
		for _, h := range res.Hits {
			if seen[h.Story] {
				t.Fatalf("story %s twice", h.Story)
			}
			seen[h.Story] = true
		}
		if after = res.Next; after == "" {
			break
		}
	}
	if len(seen) != 25 {
		t.Errorf("%d stories, want 25", len(seen))
	}
}

func TestFacetsAndHistogram(t *testing.T) {
	ix := openTest(t, t.TempDir())
	apply(t, ix, numberedAll(100))
	res := search(t, ix, Request{Query: parse(t, "most"), Facets: true, Histogram: ByDay})
	if got := fmt.Sprint(res.Facets[query.Topic]); got != "{[{budzet 100} {t0 50} {t1 50}] 3 0}" {
		t.Errorf("topics %s", got)
	}
	if got := fmt.Sprint(res.Facets[query.Source]); got != "{[{gazeta0 34} {gazeta1 33} {gazeta2 33}] 3 0}" {
		t.Errorf("outlets %s", got)
	}
	if got := fmt.Sprint(res.Facets[query.Tone]); got != "{[] 0 100}" {
		t.Errorf("tones %s", got)
	}
	var sum uint64
	for _, b := range res.Histogram {
		sum += b.N
	}
	// The first day begins at 01:00 in Warsaw.
	if len(res.Histogram) != 5 || sum != 100 || res.Histogram[0] != (Bar{"2026-01-01", 23}) {
		t.Errorf("histogram %v", res.Histogram)
	}
	if res := search(t, ix, Request{Query: parse(t, "most"), Histogram: ByMonth}); fmt.Sprint(res.Histogram) != "[{2026-01 100}]" {
		t.Errorf("months %v", res.Histogram)
	}
}

func TestFresh(t *testing.T) {
	ix := openTest(t, t.TempDir())
	docs := numberedAll(400)
	apply(t, ix, docs)
	now := docs[399].Published
	res := search(t, ix, Request{Query: parse(t, "uchwalić"), Fresh: true, Now: now})
	if res.Hits[0].ID != docs[399].ID {
		t.Errorf("first is %s, want the newest of equals", res.Hits[0].ID)
	}
}

func TestSuggestAndSimilar(t *testing.T) {
	ix := openTest(t, t.TempDir())
	docs := numberedAll(20)
	docs = append(docs,
		Doc{ID: press.NewID(time.Unix(1e9, 0), "a"), Title: "Źródło Hańczy", Text: "Żeglarze z Suwałk popłynęli przez jezioro Wigry do Sejn."},
		Doc{ID: press.NewID(time.Unix(1e9, 0), "b"), Title: "Rejs", Text: "Na jeziorze Wigry żeglarze spotkali wędkarzy z Suwałk i z Sejn."})
	apply(t, ix, docs)
	for typed, want := range map[string]string{"Hancza": "Hańczy", "zrudlo": "Źródło", "Wygry": "Wigry", "budrzet": "budżet"} {
		got, err := ix.Suggest(context.Background(), typed)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(strings.Join(got, " "), want) {
			t.Errorf("Suggest(%q) = %q, want %s among them", typed, got, want)
		}
	}
	hits, err := ix.Similar(context.Background(), docs[20].ID, 3)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) != 1 || hits[0].ID != docs[21].ID {
		t.Errorf("Similar = %v, want %s only", hits, docs[21].ID)
	}
	if _, err := ix.Similar(context.Background(), press.NewID(time.Now(), "no"), 3); !errors.Is(err, press.ErrNotFound) {
		t.Errorf("Similar to an unknown document: %v", err)
	}
}

func TestLocked(t *testing.T) {
	dir := t.TempDir()
	openTest(t, dir)
	began := time.Now()
	_, err := Open("bleve:"+dir, polish.Default(), Options{})
	if !errors.Is(err, ErrLocked) {
		t.Fatalf("second opener: %v", err)
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("it took %v", took)
	}
}

func TestDamaged(t *testing.T) {
	for _, name := range []string{"store/root.bolt", "index_meta.json", "", "zap"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			ix, err := Open(dir, polish.Default(), Options{})
			if err != nil {
				t.Fatal(err)
			}
			apply(t, ix, numberedAll(30))
			current := ix.gen.name
			if err := ix.Close(); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, current, name)
			switch name {
			case "":
				err = os.RemoveAll(path)
			case "zap":
				zaps, globErr := filepath.Glob(filepath.Join(dir, current, "store", "*.zap"))
				if globErr != nil || len(zaps) == 0 {
					t.Fatal("no segment to damage", globErr)
				}
				for _, z := range zaps {
					err = errors.Join(err, os.Truncate(z, 10))
				}
			default:
				err = os.WriteFile(path, []byte("zepsute"), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			ix = openTest(t, dir)
			if c, err := ix.Cursor(); err != nil || c != 0 {
				t.Fatalf("Cursor = %d, %v; want 0", c, err)
			}
			apply(t, ix, numberedAll(30))
			if n, err := ix.Count(); err != nil || n != 30 {
				t.Errorf("Count = %d, %v", n, err)
			}
		})
	}
}

func TestCopy(t *testing.T) {
	ix := openTest(t, t.TempDir())
	apply(t, ix, numberedAll(60))
	to := filepath.Join(t.TempDir(), "copy")
	if err := ix.CopyTo(to); err != nil {
		t.Fatal(err)
	}
	if err := ix.CopyTo(to); !errors.Is(err, press.ErrConflict) {
		t.Errorf("a second copy into the same place: %v", err)
	}
	twin := openTest(t, to)
	a, b := search(t, ix, Request{Query: parse(t, "most"), Limit: 100}), search(t, twin, Request{Query: parse(t, "most"), Limit: 100})
	if fmt.Sprint(a.Hits) != fmt.Sprint(b.Hits) {
		t.Errorf("the copy answers otherwise")
	}
	ca, _ := ix.Cursor()
	if cb, err := twin.Cursor(); err != nil || ca != cb {
		t.Errorf("cursor of the copy %d, %v; want %d", cb, err, ca)
	}
}

// TestRebuild rebuilds for another analysis while searches and writes go on.
func TestRebuild(t *testing.T) {
	dir := t.TempDir()
	ix, err := Open(dir, polish.Default(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	docs := numberedAll(300)
	apply(t, ix, docs[:200])
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	local := polish.New(polish.Name{Text: "Hańcza Czarna", Kind: polish.Place})
	if ix, err = Open(dir, local, Options{}); err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	if !ix.NeedsRebuild() {
		t.Fatal("another analysis, but no need of a rebuild")
	}
	var logged atomic.Int64 // the log holds docs[:logged]
	logged.Store(200)
	stop := make(chan struct{})
	var work sync.WaitGroup
	var searches atomic.Int64
	for range 2 {
		work.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				res, err := ix.Search(context.Background(), Request{Query: parse(t, "most"), Facets: true})
				if err != nil {
					t.Error(err)
					return
				}
				if res.Total < 200 {
					t.Errorf("%d documents found during the rebuild, want 200 or more", res.Total)
					return
				}
				searches.Add(1)
			}
		})
	}
	work.Go(func() {
		for i := 200; i < 300; i += 10 {
			logged.Store(int64(i + 10))
			if err := ix.Apply(context.Background(), docs[i:i+10], int64(i+10)); err != nil {
				t.Error(err)
				return
			}
		}
	})
	feed := func(_ context.Context, after int64) ([]Doc, int64, error) {
		end := min(after+25, logged.Load())
		return docs[after:end], end, nil
	}
	if err := ix.Rebuild(context.Background(), feed); err != nil {
		t.Fatal(err)
	}
	close(stop)
	work.Wait()
	if n, err := ix.Count(); err != nil || n != 300 {
		t.Errorf("Count = %d, %v; want 300", n, err)
	}
	if ix.NeedsRebuild() {
		t.Error("it still needs a rebuild")
	}
	if entries, _ := filepath.Glob(filepath.Join(dir, "*", "store")); len(entries) != 1 {
		t.Errorf("indexes left: %v", entries)
	}
	t.Logf("%d searches during the rebuild", searches.Load())
}

func TestTooSlow(t *testing.T) {
	ix := openTest(t, t.TempDir())
	apply(t, ix, numberedAll(2000))
	_, err := ix.Search(context.Background(), Request{Query: parse(t, `"rada miejska" LUB most LUB "sprawa dotyczy"~4`), Timeout: time.Nanosecond, Facets: true})
	if !errors.Is(err, ErrTooSlow) {
		t.Errorf("err = %v, want ErrTooSlow", err)
	}
}

func TestPrefixLimit(t *testing.T) {
	ix := openTest(t, t.TempDir())
	var words strings.Builder
	for i := range query.MaxExpansions + 1 {
		fmt.Fprintf(&words, "wyraz%s ", strings.NewReplacer("0", "a", "1", "b", "2", "c", "3", "d", "4", "e", "5", "f", "6", "g", "7", "h", "8", "i", "9", "j").Replace(fmt.Sprint(i)))
	}
	apply(t, ix, []Doc{{ID: press.NewID(time.Unix(1e9, 0), "x"), Text: words.String()}})
	var invalid *press.Invalid
	if _, err := ix.Search(context.Background(), Request{Query: parse(t, "wyra*")}); !errors.As(err, &invalid) {
		t.Errorf("err = %v, want a sentence on the limit", err)
	}
}
