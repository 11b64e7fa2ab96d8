package index

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	bleve "github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/pl"
	"github.com/blevesearch/bleve/v2/mapping"
	bquery "github.com/blevesearch/bleve/v2/search/query"
	_ "modernc.org/sqlite"

	"prasowka/internal/polish"
	"prasowka/internal/query"
)

// The rivals: what one gets without this package. They index the same articles
// in the same run.

// stockBleve is Bleve with a stock analyzer, title and text, facets, ids in the
// order of time, sorted by -_id: as its manual says, with the known traps avoided.
func stockBleve(t testing.TB, analyzer string, docs []Doc) bleve.Index {
	t.Helper()
	text := bleve.NewTextFieldMapping()
	text.Analyzer, text.Store = analyzer, false
	word := bleve.NewKeywordFieldMapping()
	word.Store = false
	at := bleve.NewDateTimeFieldMapping()
	at.Store = false
	article := mapping.NewDocumentStaticMapping()
	for name, field := range map[string]*mapping.FieldMapping{
		"title": text, "text": text, "outlet": word, "medium": word, "tone": word, "state": word, "topics": word, "persons": word, "published": at,
	} {
		article.AddFieldMappingsAt(name, field)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping, m.DefaultAnalyzer = article, analyzer
	ix, err := bleve.New(filepath.Join(t.TempDir(), "bleve"), m)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	for lo := 0; lo < len(docs); lo += batchSize {
		batch := ix.NewBatch()
		for _, d := range docs[lo:min(lo+batchSize, len(docs))] {
			err := batch.Index(d.ID, map[string]any{
				"title": d.Title, "text": d.Text, "outlet": d.Outlet, "medium": d.Medium, "tone": d.Tone, "state": d.State,
				"topics": d.Topics, "persons": d.Persons, "published": d.Published.Format(time.RFC3339),
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := ix.Batch(batch); err != nil {
			t.Fatal(err)
		}
	}
	return ix
}

// bleveMatch looks for any of the words in title and text.
func bleveMatch(text string) bquery.Query {
	title, body := bleve.NewMatchQuery(text), bleve.NewMatchQuery(text)
	title.SetField("title")
	body.SetField("text")
	return bleve.NewDisjunctionQuery(title, body)
}

// fts5 is SQLite's full-text table over the same articles.
func fts5(t testing.TB, docs []Doc) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(t.TempDir(), "fts.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(`CREATE VIRTUAL TABLE article USING fts5(id UNINDEXED, title, text, outlet UNINDEXED, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2');
		CREATE TABLE meta(rowid INTEGER PRIMARY KEY, id TEXT, outlet TEXT, medium TEXT)`); err != nil {
		t.Fatal(err)
	}
	for i, d := range docs {
		if _, err := tx.Exec(`INSERT INTO article(rowid, id, title, text, outlet) VALUES (?,?,?,?,?)`, i+1, d.ID, d.Title, d.Text, d.Outlet); err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(`INSERT INTO meta VALUES (?,?,?,?)`, i+1, d.ID, d.Outlet, d.Medium); err != nil {
			t.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	return db
}

// ftsAny is the FTS5 query for any of the words of a text.
func ftsAny(text string) string {
	var words []string
	for _, w := range polish.Default().Tokens(text) {
		words = append(words, `"`+strings.ReplaceAll(text[w.Start:w.End], `"`, "")+`"`)
	}
	return strings.Join(words, " OR ")
}

// TestQuestionRivals prints what others reach on the questions, and fails when
// one of them is better.
func TestQuestionRivals(t *testing.T) {
	all := append(passages(t, tuningSet), passages(t, otherSet)...)
	var docs []Doc
	for _, p := range all {
		docs = append(docs, Doc{ID: p.id, Text: p.text})
	}
	ours := meanReciprocalRank(t, questionArchive(t, all, false), all, tuned, nil)
	t.Logf("this archive %.3f", ours)
	rank := func(name string, ask func(string) []string) {
		var sum float64
		n := 0
		for _, p := range all {
			for _, q := range p.questions {
				n++
				for i, id := range ask(q) {
					if id == p.id {
						sum += 1 / float64(i+1)
					}
				}
			}
		}
		if got := sum / float64(n); got >= ours {
			t.Errorf("%s %.3f is no worse than %.3f", name, got, ours)
		} else {
			t.Logf("%s %.3f", name, got)
		}
	}
	for _, analyzer := range []string{"standard", "pl"} {
		ix := stockBleve(t, analyzer, docs)
		rank("Bleve "+analyzer, func(q string) (ids []string) {
			res, err := ix.Search(bleve.NewSearchRequestOptions(bleveMatch(q), 10, 0, false))
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range res.Hits {
				ids = append(ids, h.ID)
			}
			return ids
		})
	}
	db := fts5(t, docs)
	rank("SQLite FTS5", func(q string) (ids []string) {
		rows, err := db.Query(`SELECT meta.id FROM article JOIN meta ON meta.rowid = article.rowid WHERE article MATCH ? ORDER BY rank LIMIT 10`, ftsAny(q))
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var id string
			if err := rows.Scan(&id); err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		return ids
	})
}

const benchArticles = 10_000

// BenchmarkArchive asks the archive and its rivals the same things of 10,000
// synthetic articles: go test -run - -bench Archive ./index
func BenchmarkArchive(b *testing.B) {
	s := newSynth(b)
	docs := make([]Doc, benchArticles)
	for i := range docs {
		docs[i] = s.article(i)
	}
	ix := openTest(b, b.TempDir())
	apply(b, ix, docs)
	stock := stockBleve(b, "pl", docs)
	db := fts5(b, docs)
	facets := func(r *bleve.SearchRequest) *bleve.SearchRequest {
		for _, f := range []string{"outlet", "medium", "tone", "state", "topics", "persons"} {
			r.AddFacet(f, bleve.NewFacetRequest(f, 20))
		}
		return r
	}
	phrase := bleve.NewMatchPhraseQuery("rada miejskiej")
	phrase.SetField("text")
	newest := bleve.NewSearchRequest(bleveMatch("budżet"))
	newest.SortBy([]string{"-_id"})
	for _, c := range []struct {
		name string
		ours Request
		them *bleve.SearchRequest
		sql  string
	}{
		{"word and facets", Request{Query: parse(b, "budżet"), Facets: true}, facets(bleve.NewSearchRequest(bleveMatch("budżet"))),
			`SELECT meta.outlet, count(*) FROM article JOIN meta ON meta.rowid = article.rowid WHERE article MATCH 'budżet OR budżetu OR budżecie' GROUP BY meta.outlet`},
		{"phrase", Request{Query: parse(b, `"rada miejskiej"`)}, bleve.NewSearchRequest(phrase),
			`SELECT article.rowid FROM article WHERE article MATCH '"rada miejskiej"' ORDER BY rank LIMIT 20`},
		{"newest first", Request{Query: parse(b, "budżet"), Sort: Newest}, newest,
			`SELECT meta.id FROM article JOIN meta ON meta.rowid = article.rowid WHERE article MATCH 'budżet OR budżetu OR budżecie' ORDER BY meta.rowid DESC LIMIT 20`},
		{"question", Request{Query: query.Natural(polish.Default(), "Kiedy rada uchwaliła budżet szkoły?"), Loose: true},
			bleve.NewSearchRequest(bleveMatch("Kiedy rada uchwaliła budżet szkoły?")),
			`SELECT article.rowid FROM article WHERE article MATCH 'kiedy OR rada OR uchwaliła OR budżet OR szkoły' ORDER BY rank LIMIT 20`},
	} {
		b.Run(c.name+"/ours", func(b *testing.B) {
			for b.Loop() {
				search(b, ix, c.ours)
			}
		})
		b.Run(c.name+"/bleve pl", func(b *testing.B) {
			for b.Loop() {
				if _, err := stock.Search(c.them); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(c.name+"/fts5", func(b *testing.B) {
			for b.Loop() {
				askSQL(b, db, c.sql)
			}
		})
	}
}

func askSQL(b *testing.B, db *sql.DB, statement string) {
	rows, err := db.Query(statement)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkApply indexes 2,000 articles, next to Bleve `pl`. The processor time
// of all threads is what counts: a machine shared with others makes the time on
// the clock worthless.
func BenchmarkApply(b *testing.B) {
	s := newSynth(b)
	docs := make([]Doc, batchSize)
	for i := range docs {
		docs[i] = s.article(i)
	}
	for _, c := range []struct {
		name  string
		index func()
	}{
		{"ours", func() {
			if err := openTest(b, b.TempDir()).Apply(context.Background(), docs, 1); err != nil {
				b.Fatal(err)
			}
		}},
		{"bleve pl", func() { stockBleve(b, "pl", docs) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			used, n := cpu(), 0
			for b.Loop() {
				c.index()
				n++
			}
			b.ReportMetric(float64((cpu()-used).Microseconds())/1000/float64(n*len(docs)), "cpu-ms/article")
		})
	}
}
