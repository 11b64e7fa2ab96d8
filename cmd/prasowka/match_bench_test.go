package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"prasowka/internal/query/querytest"
)

// BenchmarkMatch measures match --queries as it is run: JSON in and out, one
// document of 2,200 bytes at a time, every form read for the first time in the
// first round. Its rivals are those of BenchmarkStanding in package query, with
// the JSON spared.
func BenchmarkMatch(b *testing.B) {
	c := querytest.NewCorpus(7, 30_000)
	docs := jsonLines(b, 4_000, func(i int) any {
		title, text := c.Article(uint64(i), 2_200)
		return map[string]string{"id": fmt.Sprint(i), "title": title, "text": text}
	})
	speed := regexp.MustCompile(`([0-9]+) documents/CPU second`)
	for _, n := range []int{10_000, 100_000} {
		queries := filepath.Join(b.TempDir(), "queries.jsonl")
		lines := jsonLines(b, n, func(i int) any {
			return map[string]string{"id": fmt.Sprint(i), "query": c.Topic(uint64(i))}
		})
		if err := os.WriteFile(queries, lines, 0o600); err != nil {
			b.Fatal(err)
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			best := 0
			for b.Loop() {
				var messages bytes.Buffer
				if code := run(context.Background(), []string{"match", "--queries", queries}, bytes.NewReader(docs), io.Discard, &messages); code != 0 {
					b.Fatalf("exit %d: %s", code, &messages)
				}
				found := speed.FindStringSubmatch(messages.String())
				if found == nil {
					b.Fatalf("no speed in %s", &messages)
				}
				docs, err := strconv.Atoi(found[1])
				if err != nil {
					b.Fatal(err)
				}
				best = max(best, docs)
			}
			b.ReportMetric(float64(best), "docs/cpu-s")
		})
	}
}

// jsonLines makes n lines of JSON.
func jsonLines(tb testing.TB, n int, value func(i int) any) []byte {
	tb.Helper()
	var b bytes.Buffer
	out := json.NewEncoder(&b)
	out.SetEscapeHTML(false)
	for i := range n {
		if err := out.Encode(value(i)); err != nil {
			tb.Fatal(err)
		}
	}
	return b.Bytes()
}
