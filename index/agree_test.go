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
// these match) and ten others, in archives of 1,000 documents and of several
// segments, some documents replaced and some deleted.
func TestAgree(t *testing.T) {
	archives := 20
	if testing.Short() {
		archives = 2
	}
	pairs, matched := 0, 0
	for i := range archives {
		p, m := agree(t, uint64(i)*1000, 1000, 10)
		pairs, matched = pairs+p, matched+m
	}
	t.Logf("%d pairs, %d match", pairs, matched)
}

// agree compares queries first to first+n over an archive of their documents.
func agree(t *testing.T, first uint64, n, others int) (pairs, matched int) {
	a := polish.Default()
	ctx := context.Background()
	fields := make([]query.Fields, n)
	docs := make([]Doc, n)
	parsed := make([]*query.Doc, n)
	for i := range fields {
		fields[i] = querytest.Doc(first + uint64(i))
		docs[i] = docOf(fields[i])
		parsed[i] = query.NewDoc(a, fields[i])
	}
	ix, dead := untidy(t, docs)
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
	where := places(t, snap)
	for i := range n {
		text := querytest.Query(first + uint64(i))
		q, err := query.Parse(a, text)
		if err != nil {
			t.Fatalf("query %q: %v", text, err)
		}
		found, err := snap.strict(&Request{Query: q, Now: querytest.Now, Sort: Newest})
		if err != nil {
			t.Fatalf("query %q: %v", text, err)
		}
		set, err := query.NewSet([]query.Standing{{ID: "q", Query: q}})
		if err != nil {
			t.Fatal(err)
		}
		for k := range others + 1 {
			j := (i + k*87) % n
			_, want := q.Match(parsed[j], querytest.Now)
			if inSet := len(set.Match(parsed[j], querytest.Now, nil)) > 0; inSet != want {
				t.Fatalf("%q on %+v: Match %v, Set %v", text, fields[j], want, inSet)
			}
			at, alive := where[docs[j].ID]
			if alive == dead[docs[j].ID] {
				t.Fatalf("document %d: alive %v, deleted %v", j, alive, dead[docs[j].ID])
			}
			got := alive && found[at.seg].set.Contains(at.doc)
			if got != (want && alive) {
				t.Fatalf("%q (%s) on %+v: Match %v, archive %v", text, q, fields[j], want, got)
			}
			if pairs++; got {
				matched++
			}
		}
	}
	return pairs, matched
}

// untidy makes an archive of documents in which every tenth was there before
// with the text of another, and every seventh is deleted.
func untidy(t *testing.T, docs []Doc) (ix *Index, dead map[string]bool) {
	ix = openTest(t, t.TempDir())
	var wrong, gone []Doc
	dead = map[string]bool{}
	for i := range docs {
		if i%10 == 0 {
			d := docs[(i+1)%len(docs)]
			d.ID = docs[i].ID
			wrong = append(wrong, d)
		}
		if i%7 == 3 {
			gone = append(gone, Doc{ID: docs[i].ID, Deleted: true})
			dead[docs[i].ID] = true
		}
	}
	for k, part := range [][]Doc{wrong, docs[:len(docs)/2], docs[len(docs)/2:], gone} {
		if err := ix.Apply(context.Background(), part, int64(k)); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := ix.Count(); err != nil || got != uint64(len(docs)-len(gone)) {
		t.Fatalf("Count = %d, %v; want %d", got, err, len(docs)-len(gone))
	}
	return ix, dead
}

// docPlace is where a document is in a snapshot.
type docPlace struct {
	seg int
	doc uint32
}

func places(t *testing.T, snap *snapshot) map[string]docPlace {
	where := map[string]docPlace{}
	for si, s := range snap.segs {
		for it := s.alive(s.all()).Iterator(); it.HasNext(); {
			doc := it.Next()
			id, err := s.snap.DocID(uint64(doc))
			if err != nil {
				t.Fatal(err)
			}
			where[string(id)] = docPlace{si, doc}
		}
	}
	return where
}
