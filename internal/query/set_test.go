package query_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/query"
	"prasowka/internal/query/querytest"
)

// parseAll parses the generator's queries from..from+n as standing queries.
func parseAll(t testing.TB, from, n uint64) []query.Standing {
	t.Helper()
	var standing []query.Standing
	for i := from; i < from+n; i++ {
		text := querytest.Query(i)
		q, err := query.Parse(polish.Default(), text)
		if err != nil {
			t.Fatalf("query %d: %q: %v", i, text, err)
		}
		standing = append(standing, query.Standing{ID: fmt.Sprint(i), Query: q})
	}
	return standing
}

// The set of standing queries answers as the evaluator does, each query with
// the document made for it and with hundreds that were not, before and after
// the plan was renewed.
func TestSetAgreesWithEvaluator(t *testing.T) {
	const batch, batches = 400, 55
	matched, pairs := 0, 0
	for b := range uint64(batches) {
		standing := parseAll(t, b*batch, batch)
		set, err := query.NewSet(standing)
		if err != nil {
			t.Fatal(err)
		}
		for i := range uint64(batch) {
			doc := query.NewDoc(polish.Default(), querytest.Doc(b*batch+i))
			got := set.Match(doc, querytest.Now, nil)
			if b%11 > 0 { // one batch in eleven is held against all of its documents
				_, own := standing[i].Query.Match(doc, querytest.Now)
				if own != slices.Contains(got, int(i)) {
					t.Fatalf("pair %d: %q over %+v: evaluator %v", b*batch+i, querytest.Query(b*batch+i), doc.Fields, own)
				}
				if own {
					matched++
				}
				pairs++
				continue
			}
			var want []int
			for j := range standing {
				if _, ok := standing[j].Query.Match(doc, querytest.Now); ok {
					want = append(want, j)
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("document %d: set %v, evaluator %v", b*batch+i, got, want)
			}
			pairs += len(standing)
		}
	}
	t.Logf("%d pairs; of those made for each other %d match", pairs, matched)
	if own := batch * (batches - batches/11); matched < own/5 || matched > own*4/5 {
		t.Errorf("%d of %d pairs match: the generator has lost its balance", matched, own)
	}
}

// One set serves many goroutines, while it learns.
func TestSetConcurrent(t *testing.T) {
	standing := parseAll(t, 0, 300)
	set, err := query.NewSet(standing)
	if err != nil {
		t.Fatal(err)
	}
	docs := make([]*query.Doc, 200)
	want := make([][]int, len(docs))
	for i := range docs {
		docs[i] = query.NewDoc(polish.Default(), querytest.Doc(uint64(i)))
		want[i] = set.Match(docs[i], querytest.Now, nil)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range docs {
				if got := set.Match(docs[i], querytest.Now, nil); !slices.Equal(got, want[i]) {
					t.Errorf("document %d: %v, then %v", i, want[i], got)
				}
			}
		})
	}
	wg.Wait()
}

func TestSetRefuses(t *testing.T) {
	q, err := query.Parse(polish.Default(), "most")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := query.NewSet([]query.Standing{{ID: "a"}}); err == nil {
		t.Error("a standing query without a query was taken")
	}
	if _, err := query.NewSet([]query.Standing{{ID: "a", Query: q}, {ID: "a", Query: q}}); err == nil {
		t.Error("two standing queries of one ID were taken")
	}
}

// What a set remembers of one analyzer's forms means nothing to another's,
// whose numbers are the same.
func TestSetOfTwoAnalyzers(t *testing.T) {
	one, other := polish.New(), polish.New()
	q, err := query.Parse(one, "rada")
	if err != nil {
		t.Fatal(err)
	}
	set, err := query.NewSet([]query.Standing{{ID: "rada", Query: q}})
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range []struct {
		a    *polish.Analyzer
		text string
		want int
	}{{one, "rady miasta", 1}, {other, "szkoły miasta", 0}, {one, "rady miasta", 1}, {other, "szkoły rady", 1}} {
		if got := set.Match(query.NewDoc(c.a, query.Fields{Text: c.text}), querytest.Now, nil); len(got) != c.want {
			t.Errorf("%d: %q: %d queries, want %d", i, c.text, len(got), c.want)
		}
	}
}
