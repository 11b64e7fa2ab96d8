package index

import (
	"context"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/query/querytest"
)

// docOf is a generated document as the archive takes it.
func docOf(f query.Fields) Doc {
	at := f.Published
	if at.IsZero() {
		at = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return Doc{
		ID: press.NewID(at, f.ID), Title: f.Title, Lead: f.Lead, Text: f.Text, Author: f.Author, Outlet: f.Outlet, Source: f.Source,
		Medium: f.Medium, Persons: f.Persons, Topics: f.Topics, Tone: f.Tone, State: f.State, Published: f.Published,
	}
}

func openTest(t testing.TB, dir string) *Index {
	t.Helper()
	ix, err := Open(dir, polish.Default(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

// TestAgree holds the archive against the evaluator and the set of standing
// queries: 20,000 generated queries, each against its own document (half of
// these match) and 40 others of an archive of 20,000 in several segments, some
// of them replaced and some deleted.
func TestAgree(t *testing.T) {
	n, others := 20_000, 2
	if testing.Short() {
		n, others = 2_000, 10
	}
	a := polish.Default()
	ix := openTest(t, t.TempDir())
	ctx := context.Background()
	fields := make([]query.Fields, n)
	docs := make([]Doc, n)
	parsed := make([]*query.Doc, n)
	for i := range fields {
		fields[i] = querytest.Doc(uint64(i))
		docs[i] = docOf(fields[i])
		parsed[i] = query.NewDoc(a, fields[i])
	}
	// Every tenth is first there with the text of another, every seventh goes.
	var wrong, gone []Doc
	dead := map[int]bool{}
	for i := range docs {
		if i%10 == 0 {
			d := docs[(i+1)%n]
			d.ID = docs[i].ID
			wrong = append(wrong, d)
		}
		if i%7 == 3 {
			gone = append(gone, Doc{ID: docs[i].ID, Deleted: true})
			dead[i] = true
		}
	}
	for k, part := range [][]Doc{wrong, docs, gone} {
		if err := ix.Apply(ctx, part, int64(k)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := ix.Count(); err != nil || got != uint64(n-len(gone)) {
		t.Fatalf("Count = %d, %v; want %d", got, err, n-len(gone))
	}
	gen, done, err := ix.use()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	snap, err := gen.open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer snap.close()
	type at struct {
		seg int
		doc uint32
	}
	where := map[string]at{}
	for si, s := range snap.segs {
		for it := s.alive(s.all()).Iterator(); it.HasNext(); {
			doc := it.Next()
			id, err := s.snap.DocID(uint64(doc))
			if err != nil {
				t.Fatal(err)
			}
			where[string(id)] = at{si, doc}
		}
	}
	matched := 0
	for i := range n {
		text := querytest.Query(uint64(i))
		q, err := query.Parse(a, text)
		if err != nil {
			t.Fatalf("query %d %q: %v", i, text, err)
		}
		found, err := snap.strict(&Request{Query: q, Now: querytest.Now, Sort: Newest})
		if err != nil {
			t.Fatalf("query %d %q: %v", i, text, err)
		}
		set, err := query.NewSet([]query.Standing{{ID: "q", Query: q}})
		if err != nil {
			t.Fatal(err)
		}
		for k := range others + 1 {
			j := (i + k*487) % n
			_, want := q.Match(parsed[j], querytest.Now)
			if inSet := len(set.Match(parsed[j], querytest.Now, nil)) > 0; inSet != want {
				t.Fatalf("%q on %+v: Match %v, Set %v", text, fields[j], want, inSet)
			}
			place, alive := where[docs[j].ID]
			if alive == dead[j] {
				t.Fatalf("document %d: alive %v, deleted %v", j, alive, dead[j])
			}
			got := alive && found[place.seg].set.Contains(place.doc)
			if got != (want && alive) {
				t.Fatalf("%q (%s) on %+v: Match %v, archive %v", text, q, fields[j], want, got)
			}
			if got {
				matched++
			}
		}
	}
	t.Logf("%d pairs, %d match, %d segments", n*(others+1), matched, len(snap.segs))
}
