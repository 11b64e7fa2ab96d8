package watch

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// A Trial is what a topic would have done with past documents.
type Trial struct {
	Docs  int
	Hits  []press.Hit        // in the order of the documents
	Near  []NearMiss         // in the order of the documents
	Forms []FormCount        // the word forms that fired, the most frequent first
	Days  map[polish.Day]int // hits by day of publication in Warsaw
}

// A FormCount is a word form, in lower case unless it is an acronym, and in
// how many hits it fired.
type FormCount struct {
	Form  string
	Count int
}

// A NearMiss is a document that the topic misses by one condition only.
type NearMiss struct {
	Clipping string
	Why      string // which one, in Polish
	Spans    []press.Span
	Words    []string // what is there nevertheless
}

// Try holds past documents against a topic, paused or not. At most limit hits
// and limit near misses are kept (0: all); Docs, Forms and Days count every one.
func Try(a *polish.Analyzer, topic press.Topic, docs iter.Seq[*query.Doc], now time.Time, limit int) (*Trial, error) {
	q, err := query.Parse(a, topic.Query)
	if err != nil {
		return nil, &press.Invalid{Field: "temat " + topic.ID, Why: err.Error()}
	}
	looser := relax(q.Root)
	t := &Trial{Days: map[polish.Day]int{}}
	forms := map[string]int{}
	for d := range docs {
		t.Docs++
		if spans, ok := q.Match(d, now); ok {
			hit := newHit(topic.ID, d, now, spans)
			if limit == 0 || len(t.Hits) < limit {
				t.Hits = append(t.Hits, hit)
			}
			t.Days[polish.DayOf(d.Published)]++
			countForms(forms, hit.Words)
			continue
		}
		if limit > 0 && len(t.Near) >= limit {
			continue
		}
		for _, l := range looser {
			if spans, ok := l.query.Match(d, now); ok && len(spans) > 0 {
				t.Near = append(t.Near, NearMiss{Clipping: d.ID, Why: l.why, Spans: spans, Words: query.Surfaces(d.Fields, spans)})
				break
			}
		}
	}
	for _, form := range slices.SortedFunc(maps.Keys(forms), func(x, y string) int {
		return cmp.Or(cmp.Compare(forms[y], forms[x]), strings.Compare(x, y))
	}) {
		t.Forms = append(t.Forms, FormCount{form, forms[form]})
	}
	return t, nil
}

// countForms counts each form once a hit, however it is written.
func countForms(forms map[string]int, words []string) {
	seen := map[string]bool{}
	for _, w := range words {
		if form := strings.ToLower(w); !seen[form] {
			seen[form] = true
			forms[form]++
		}
	}
}

// looser is a query with one condition less, and what a document that answers
// only this one lacks.
type looser struct {
	query *query.Query
	why   string
}

// relax gives the queries that are one condition wider: a conjunction without
// one of its members, a phrase or NEAR as its words wherever they stand, an
// exact word in any form; within alternatives, each of them.
func relax(n query.Node) []looser {
	switch n := n.(type) {
	case *query.Word:
		if n.Exact {
			return []looser{{&query.Query{Root: &query.Word{Text: n.Text, Token: n.Token}}, "jest inna forma słowa „" + n.Text + "”"}}
		}
	case *query.Phrase:
		kids := make([]query.Node, len(n.Words))
		for i, w := range n.Words {
			kids[i] = w
		}
		return []looser{{&query.Query{Root: &query.And{Kids: kids}}, "są wszystkie słowa, ale " + query.Describe(&query.Not{Kid: n})}}
	case *query.Near:
		return []looser{{&query.Query{Root: &query.And{Kids: []query.Node{n.A, n.B}}}, "są oba słowa, ale " + query.Describe(&query.Not{Kid: n})}}
	case *query.In:
		return []looser{{&query.Query{Root: n.Kid}, fmt.Sprintf("jest w innym miejscu niż %s", n.Field)}}
	case *query.Or:
		var all []looser
		for _, kid := range n.Kids {
			all = append(all, relax(kid)...)
		}
		return all
	case *query.And:
		return relaxAnd(n)
	}
	return nil
}

func relaxAnd(n *query.And) []looser {
	var all []looser
	for i, kid := range n.Kids {
		rest := slices.Concat(n.Kids[:i], n.Kids[i+1:])
		// First what is closer: the same member, only wider.
		for _, l := range relax(kid) {
			all = append(all, looser{conjunction(append(slices.Clone(rest), l.query.Root)), l.why})
		}
		why := query.Describe(&query.Not{Kid: kid})
		if not, excluded := kid.(*query.Not); excluded {
			why = "wyklucza go to, że " + query.Describe(not.Kid)
		}
		all = append(all, looser{conjunction(rest), why})
	}
	return all
}

// conjunction of at least one node.
func conjunction(kids []query.Node) *query.Query {
	if len(kids) == 1 {
		return &query.Query{Root: kids[0]}
	}
	return &query.Query{Root: &query.And{Kids: kids}}
}
