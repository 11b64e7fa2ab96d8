package watch_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/watch"
)

var now = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

var docs = []query.Fields{
	{ID: "1", Title: "Most na Hańczy otwarty", Text: "Nowy most otwarto w sobotę.", Published: now.Add(-time.Hour)},
	{ID: "2", Title: "Kładka", Text: "Po moście w Krakowie. Radni o budżecie.", Published: now.Add(-2 * time.Hour)},
	{ID: "3", Title: "Rada o budżecie", Text: "Radzie miejskiej przedstawiono budżet.", Published: now.Add(-30 * time.Hour)},
	{ID: "4", Text: "Miejska spółka i rada nadzorcza.", Published: now},
	{ID: "5", Text: "Pili sok. W SOK-u otwarto wystawę.", Published: now},
}

var topics = []press.Topic{
	{ID: "most", Query: "most NIE Kraków"},
	{ID: "rada", Query: `"rada miejska"`},
	{ID: "cicho", Query: "most", Paused: true},
	{ID: "sok", Query: "SOK"},
	{ID: "swieze", Query: "dni:1 NIE tytuł:most"},
}

func read(f query.Fields) *query.Doc { return query.NewDoc(polish.Default(), f) }

func TestMatch(t *testing.T) {
	w, err := watch.New(polish.Default(), topics)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"1: most[Most]",
		"2: swieze[]",
		"3: rada[Radzie miejskiej] swieze[]",
		"4: swieze[]",
		"5: sok[SOK-u] swieze[]",
	}
	for i, f := range docs {
		line := f.ID + ":"
		for _, h := range w.Match(read(f), now) {
			if h.Clipping != f.ID || !h.At.Equal(now) || len(h.Words) > len(h.Spans) {
				t.Errorf("document %s: hit %+v", f.ID, h)
			}
			line += fmt.Sprintf(" %s%v", h.Topic, h.Words)
		}
		if line != want[i] {
			t.Errorf("got %q, want %q", line, want[i])
		}
	}
	if n := len(w.Topics()); n != 4 {
		t.Errorf("%d topics in force, want 4", n)
	}
}

func TestNewRefuses(t *testing.T) {
	_, err := watch.New(polish.Default(), []press.Topic{
		{ID: "a", Query: "most LUB"}, {ID: "a", Query: "most"}, {ID: "", Query: "most"}, {ID: "b", Query: "foo:bar", Paused: true},
	})
	var invalid *press.Invalid
	if !errors.As(err, &invalid) {
		t.Fatalf("%v is no invalid value", err)
	}
	for _, part := range []string{"temat a: znak 6", "temat 2", "temat 3", "temat b: znak 1"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q does not say %q", err, part)
		}
	}
}

func TestTry(t *testing.T) {
	past := func(yield func(*query.Doc) bool) {
		for _, f := range docs {
			if !yield(read(f)) {
				return
			}
		}
	}
	for _, c := range []struct{ query, hits, near, forms string }{
		{"most NIE Kraków", "1", "2 wyklucza go to, że zawiera słowo „Kraków” w dowolnej formie", "[{most 1}]"},
		{`"rada miejska"`, "3", "4 są wszystkie słowa, ale nie zawiera wyrażenia „rada miejska” w żadnej odmianie", "[{radzie miejskiej 1}]"},
		{"budżet radny", "2", "3 nie zawiera słowa „radny” w żadnej formie", "[{budżecie 1} {radni 1}]"},
		{"tytuł:budżet", "3", "2 jest w innym miejscu niż tytuł", "[{budżecie 1}]"},
		{"=Most", "1", "2 jest inna forma słowa „Most”", "[{most 1}]"},
		{"radny NEAR/1 budżet", "", "2 są oba słowa, ale nie ma tuż obok siebie: „radny” oraz „budżet”", "[]"},
	} {
		trial, err := watch.Try(polish.Default(), press.Topic{ID: "x", Query: c.query, Paused: true}, past, now, 10)
		if err != nil {
			t.Fatal(err)
		}
		var hits, near []string
		for _, h := range trial.Hits {
			hits = append(hits, h.Clipping)
		}
		for _, m := range trial.Near {
			near = append(near, m.Clipping+" "+m.Why)
		}
		if got := strings.Join(hits, " "); got != c.hits {
			t.Errorf("%s: hits %q, want %q", c.query, got, c.hits)
		}
		if !slices.Contains(near, c.near) {
			t.Errorf("%s: near misses %q lack %q", c.query, near, c.near)
		}
		if got := fmt.Sprint(trial.Forms); got != c.forms || trial.Docs != len(docs) {
			t.Errorf("%s: forms %s of %d documents, want %s", c.query, got, trial.Docs, c.forms)
		}
	}
	if _, err := watch.Try(polish.Default(), press.Topic{ID: "x", Query: "("}, past, now, 0); err == nil {
		t.Error("a wrong query was tried")
	}
}
