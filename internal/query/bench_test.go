package query_test

import (
	"fmt"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	bquery "github.com/blevesearch/bleve/v2/search/query"

	"prasowka/internal/polish"
	"prasowka/internal/query"
	"prasowka/internal/query/querytest"
)

const articleBytes = 2200

func topics(b testing.TB, c *querytest.Corpus, n int) []query.Standing {
	b.Helper()
	standing := make([]query.Standing, n)
	for i := range standing {
		text := c.Topic(uint64(i))
		q, err := query.Parse(polish.Default(), text)
		if err != nil {
			b.Fatalf("topic %d: %q: %v", i, text, err)
		}
		standing[i] = query.Standing{ID: fmt.Sprint(i), Query: q}
	}
	return standing
}

func articles(c *querytest.Corpus, n int) []*query.Doc {
	docs := make([]*query.Doc, n)
	for i := range docs {
		title, text := c.Article(uint64(i), articleBytes)
		docs[i] = query.NewDoc(polish.Default(), query.Fields{Title: title, Text: text})
	}
	return docs
}

// BenchmarkStanding holds one document at a time against standing queries: the
// set with the tokens given, the set with the reading of the text, each query
// by itself, and a Bleve index in memory that takes 100 documents at a time.
// The command with its JSON is measured in cmd/prasowka.
func BenchmarkStanding(b *testing.B) {
	c := querytest.NewCorpus(7, 30_000)
	docs := articles(c, 400)
	for _, n := range []int{1_000, 10_000, 100_000} {
		standing := topics(b, c, n)
		var before, after runtime.MemStats
		runtime.GC()
		runtime.GC() // the pools of the set before are emptied by the second
		runtime.ReadMemStats(&before)
		set, err := query.NewSet(standing)
		if err != nil {
			b.Fatal(err)
		}
		runtime.GC()
		runtime.ReadMemStats(&after)
		for range 12 { // past the renewal of the plan
			for _, d := range docs {
				set.Match(d, querytest.Now, nil)
			}
		}
		b.Run(fmt.Sprintf("set/%d", n), func(b *testing.B) {
			var hits []int
			total, began := 0, cpu()
			for i := range b.N {
				hits = set.Match(docs[i%len(docs)], querytest.Now, hits[:0])
				total += len(hits)
			}
			report(b, total, began)
			b.ReportMetric((float64(after.HeapAlloc)-float64(before.HeapAlloc))/float64(n), "B/query")
		})
		b.Run(fmt.Sprintf("set+reading/%d", n), func(b *testing.B) {
			var hits []int
			var d query.Doc
			total, began := 0, cpu()
			for i := range b.N {
				d.Reset(polish.Default(), docs[i%len(docs)].Fields)
				hits = set.Match(&d, querytest.Now, hits[:0])
				total += len(hits)
			}
			report(b, total, began)
		})
		if n > 10_000 {
			continue
		}
		b.Run(fmt.Sprintf("naive/%d", n), func(b *testing.B) {
			total, began := 0, cpu()
			for i := range b.N {
				for _, s := range standing {
					if _, ok := s.Query.Match(docs[i%len(docs)], querytest.Now); ok {
						total++
					}
				}
			}
			report(b, total, began)
		})
		b.Run(fmt.Sprintf("bleve/%d", n), func(b *testing.B) { benchBleve(b, standing, docs) })
	}
}

// cpu is what the process has spent; on a busy machine it says more than the clock.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func report(b *testing.B, hits int, began time.Duration) {
	b.ReportMetric(float64(b.N)/(cpu()-began).Seconds(), "docs/cpu-s")
	b.ReportMetric(float64(hits)/float64(b.N), "hits/doc")
}

// benchBleve indexes batches of 100 documents, each token as its first key,
// and asks every query; NEAR is asked as both words.
func benchBleve(b *testing.B, standing []query.Standing, docs []*query.Doc) {
	const batch = 100
	queries := make([]bquery.Query, len(standing))
	for i, s := range standing {
		queries[i] = rival(s.Query.Root, "")
	}
	b.ResetTimer()
	total, began := 0, cpu()
	for done := 0; done < b.N; done += batch {
		m := bleve.NewIndexMapping()
		if err := m.AddCustomAnalyzer("keys", map[string]any{"type": custom.Name, "tokenizer": whitespace.Name}); err != nil {
			b.Fatal(err)
		}
		m.DefaultAnalyzer = "keys"
		idx, err := bleve.NewMemOnly(m)
		if err != nil {
			b.Fatal(err)
		}
		in := idx.NewBatch()
		for i := range batch {
			d := docs[(done+i)%len(docs)]
			if err := in.Index(fmt.Sprint(i), map[string]string{"title": keys(d, query.Title), "text": keys(d, query.Text)}); err != nil {
				b.Fatal(err)
			}
		}
		if err := idx.Batch(in); err != nil {
			b.Fatal(err)
		}
		for _, q := range queries {
			r, err := idx.Search(bleve.NewSearchRequestOptions(q, batch, 0, false))
			if err != nil {
				b.Fatal(err)
			}
			total += int(r.Total)
		}
		if err := idx.Close(); err != nil {
			b.Fatal(err)
		}
	}
	rounds := (b.N + batch - 1) / batch * batch
	b.ReportMetric(float64(rounds)/(cpu()-began).Seconds(), "docs/cpu-s")
	b.ReportMetric(float64(total)/float64(rounds), "hits/doc")
}

func keys(d *query.Doc, f query.Field) string {
	var words []string
	for _, t := range d.Tokens(f) {
		words = append(words, t.Keys[0])
	}
	return strings.Join(words, " ")
}

// rival is the query for Bleve, near enough to cost what it would cost.
func rival(n query.Node, field string) bquery.Query {
	leaf := func(make func(field string) bquery.Query) bquery.Query {
		if field != "" {
			return make(field)
		}
		return bleve.NewDisjunctionQuery(make("title"), make("text"))
	}
	all := func(kids []query.Node) (out []bquery.Query) {
		for _, kid := range kids {
			out = append(out, rival(kid, field))
		}
		return out
	}
	switch n := n.(type) {
	case *query.Word:
		return leaf(func(f string) bquery.Query {
			if n.Prefix {
				q := bleve.NewPrefixQuery(n.PrefixTerm())
				q.SetField(f)
				return q
			}
			q := bleve.NewTermQuery(n.Token.Keys[0])
			q.SetField(f)
			return q
		})
	case *query.Phrase:
		var terms []string
		for _, w := range n.Words {
			terms = append(terms, w.Token.Keys[0])
		}
		return leaf(func(f string) bquery.Query { return bleve.NewPhraseQuery(terms, f) })
	case *query.Near:
		return bleve.NewConjunctionQuery(rival(n.A, field), rival(n.B, field))
	case *query.And:
		q := bleve.NewBooleanQuery()
		for _, kid := range n.Kids {
			if not, ok := kid.(*query.Not); ok {
				q.AddMustNot(rival(not.Kid, field))
			} else {
				q.AddMust(rival(kid, field))
			}
		}
		return q
	case *query.Or:
		return bleve.NewDisjunctionQuery(all(n.Kids)...)
	case *query.In:
		return rival(n.Kid, "title")
	}
	return bleve.NewMatchNoneQuery()
}
