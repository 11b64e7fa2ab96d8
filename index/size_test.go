package index

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// cpu is the processor time that this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// watchMemory notes, until stop is closed, the most memory that no file stands
// behind: the kernel takes the pages of the index's files back when it needs
// them, and counts them as the process's until then.
func watchMemory(most *atomic.Int64, stop <-chan struct{}) {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		_, anon := peak()
		most.Store(max(most.Load(), int64(anon)))
		select {
		case <-tick.C:
		case <-stop:
			return
		}
	}
}

// peak is the most memory that this process has had, and what it has now that
// no file stands behind, in MiB.
func peak() (most, anon int) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0, 0
	}
	for line := range strings.Lines(string(status)) {
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		n, _ := strconv.Atoi(f[1])
		switch f[0] {
		case "VmHWM:":
			most = n / 1024
		case "RssAnon:":
			anon = n / 1024
		}
	}
	return most, anon
}

func sizeOf(dir string) (bytes int64) {
	_ = filepath.WalkDir(dir, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			if info, err := e.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	return bytes
}

// kindsOfQuery are asked of a big archive; %s are words of middling ranks.
var kindsOfQuery = []struct {
	name, text string
	request    Request
}{
	{"word, facets", "%s", Request{Facets: true}},
	{"frequent word, facets, histogram", "budżet", Request{Facets: true, Histogram: ByMonth}},
	{"newest first", "budżet", Request{Sort: Newest}},
	{"newest first, collapsed", "budżet LUB rada", Request{Sort: Newest, Collapse: true}},
	{"phrase", `"rada %s"`, Request{}},
	{"phrase of frequent words", `"rada miejskiej"`, Request{Facets: true}},
	{"near", "prezydent NEAR/5 budżet", Request{Sort: Newest}},
	{"and, not, range", "(%s LUB szkoła) I budowa I NIE policja od:2010-01-01 do:2012-12-31", Request{Sort: Newest}},
	{"prefix", "%.5s*", Request{Sort: Newest}},
	{"question", "Kiedy rada miasta uchwaliła %s dla %s w mieście?", Request{Loose: true}},
	{"everything, facets, histogram", "NIE brzdękolenie", Request{Sort: Newest, Facets: true, Histogram: ByYear}},
}

// TestSize builds an archive of PRASOWKA_ARTICLES synthetic articles and prints
// its figures; PRASOWKA_ARCHIVE keeps it in that directory for another run.
func TestSize(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("PRASOWKA_ARTICLES"))
	if n == 0 {
		t.Log("set PRASOWKA_ARTICLES=200000 to measure a big archive")
		return
	}
	dir := os.Getenv("PRASOWKA_ARCHIVE")
	if dir == "" {
		dir = t.TempDir()
	}
	s := newSynth(t)
	build(t, dir, s, n)
	runtime.GC()
	began := time.Now()
	ix, err := Open(dir, polish.Default(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	opened := time.Since(began)
	res := search(t, ix, Request{Query: parse(t, "budżet"), Sort: Newest, Facets: true})
	say("start-up %v, first search after %v (%d hits)", opened.Round(time.Millisecond), time.Since(began).Round(time.Millisecond), res.Total)
	askAll(t, ix, s)
	if os.Getenv("PRASOWKA_REBUILD") != "" {
		rebuildUnderLoad(t, ix, s, n)
	}
	most, anon := peak()
	say("memory: %d MiB at most, %d MiB without files at the end", most, anon)
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
}

// say prints at once: these runs take long.
func say(format string, args ...any) { fmt.Printf(format+"\n", args...) }

func build(t *testing.T, dir string, s *synth, n int) {
	ix, err := Open(dir, polish.Default(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	cursor, err := ix.Cursor()
	if err != nil {
		t.Fatal(err)
	}
	began, used := time.Now(), cpu()
	var writing time.Duration
	var own atomic.Int64
	stop := make(chan struct{})
	go watchMemory(&own, stop)
	defer close(stop)
	first := int(cursor)
	for int(cursor) < n {
		w := cpu()
		docs := make([]Doc, 0, batchSize)
		for i := int(cursor); i < min(int(cursor)+batchSize, n); i++ {
			docs = append(docs, s.article(i))
		}
		writing += cpu() - w
		cursor += int64(len(docs))
		if err := ix.Apply(context.Background(), docs, cursor); err != nil {
			t.Fatal(err)
		}
		if cursor%20_000 == 0 {
			say("%d articles after %v, %v of processor", cursor, time.Since(began).Round(time.Second), (cpu() - used - writing).Round(time.Second))
		}
	}
	if made := n - first; made > 0 {
		took := cpu() - used - writing
		most, _ := peak()
		say("%d articles in %v, %v of processor, %.2f ms an article; at most %d MiB of memory, %d of them without files", made, time.Since(began).Round(time.Second),
			took.Round(time.Second), float64(took.Microseconds())/1000/float64(made), most, own.Load())
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	bytes := sizeOf(dir)
	say("size %d MiB, %d bytes an article", bytes>>20, bytes/int64(n))
}

// askAll asks each kind of query 100 times with changing words.
func askAll(t *testing.T, ix *Index, s *synth) {
	say("%-34s %9s %9s %9s %10s", "query", "cpu mean", "p50", "p99", "hits")
	for _, k := range kindsOfQuery {
		const times = 100
		var took []time.Duration
		var hits uint64
		used := cpu()
		for i := range times {
			r := s.request(t, k.text, k.request, i)
			began := time.Now()
			res := search(t, ix, r)
			took = append(took, time.Since(began))
			hits += res.Total
		}
		mean := (cpu() - used) / times
		slices.Sort(took)
		say("%-34s %9v %9v %9v %10d", k.name, mean.Round(10*time.Microsecond), took[times/2].Round(10*time.Microsecond), took[times-1].Round(10*time.Microsecond), hits/times)
	}
}

// request is the i-th of a kind: with other words each time.
func (s *synth) request(t *testing.T, text string, r Request, i int) Request {
	for j := 0; strings.Contains(text, "%"); j++ {
		verb := "%s"
		if strings.Contains(text, "%.5s") {
			verb = "%.5s"
		}
		w := s.words[200+(i*37+j*11)%2000]
		for len([]rune(w)) < 6 {
			w += "ami"
		}
		text = strings.Replace(text, verb, fmt.Sprintf(verb, w), 1)
	}
	if r.Loose {
		r.Query = query.Natural(polish.Default(), text)
	} else {
		r.Query = parse(t, text)
	}
	return r
}

// rebuildUnderLoad rebuilds the archive from the same articles while searches
// go on, and fails on any error of theirs.
func rebuildUnderLoad(t *testing.T, ix *Index, s *synth, n int) {
	stop := make(chan struct{})
	asked := make(chan int)
	go func() {
		count := 0
		var slowest time.Duration
		defer func() {
			say("%d searches during the rebuild, the slowest took %v", count, slowest.Round(time.Millisecond))
			asked <- count
		}()
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Millisecond):
			}
			k := kindsOfQuery[count%len(kindsOfQuery)]
			began := time.Now()
			_, err := ix.Search(context.Background(), s.request(t, k.text, k.request, count))
			var wrong *press.Invalid // a prefix of too many forms
			if err != nil && !errors.As(err, &wrong) {
				t.Errorf("%s during the rebuild: %v", k.name, err)
			}
			slowest = max(slowest, time.Since(began))
			count++
		}
	}()
	began := time.Now()
	err := ix.Rebuild(context.Background(), func(_ context.Context, after int64) ([]Doc, int64, error) {
		var docs []Doc
		for i := int(after); i < min(int(after)+batchSize, n); i++ {
			docs = append(docs, s.article(i))
		}
		return docs, after + int64(len(docs)), nil
	})
	close(stop)
	<-asked
	if err != nil {
		t.Fatal(err)
	}
	if left, err := ix.Count(); err != nil || left != uint64(n) {
		t.Fatalf("%d articles after the rebuild, %v; want %d", left, err, n)
	}
	say("rebuilt and swapped in %v", time.Since(began).Round(time.Second))
}
