package index

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// The questions that parameters were tuned on, and others that check them.
const (
	tuningSet = "testdata/questions.txt"
	otherSet  = "testdata/questions2.txt"
)

// A passage and the questions that it answers.
type passage struct {
	id, title, text string
	questions       []string
}

func passages(t testing.TB, file string) []passage {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []passage
	title := ""
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := sc.Text()
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '=':
			title = strings.TrimSpace(line[1:])
		case line[0] == '?':
			p := &all[len(all)-1]
			p.questions = append(p.questions, strings.TrimSpace(line[1:]))
		default:
			at := time.Date(2020, 1, 1, 0, len(all), 0, 0, time.UTC)
			all = append(all, passage{id: press.NewID(at, line), title: title, text: line})
		}
	}
	return all
}

// questionArchive indexes the passages; withTitles as titles of clippings.
func questionArchive(t testing.TB, all []passage, withTitles bool) *Index {
	ix := openTest(t, t.TempDir())
	var docs []Doc
	for _, p := range all {
		d := Doc{ID: p.id, Text: p.text, Published: press.IDTime(p.id)}
		if withTitles {
			d.Title = p.title
		}
		docs = append(docs, d)
	}
	if err := ix.Apply(context.Background(), docs, 1); err != nil {
		t.Fatal(err)
	}
	return ix
}

// meanReciprocalRank asks all questions and takes 1/rank of the right passage
// among the first ten, 0 when it is not there.
func meanReciprocalRank(t testing.TB, ix *Index, all []passage, tune tuning, wrong func(q string, rank int)) float64 {
	gen, done, err := ix.use()
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	snap, err := gen.open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer snap.close()
	var sum float64
	n := 0
	for _, p := range all {
		for _, text := range p.questions {
			n++
			q := query.Natural(polish.Default(), text)
			found, err := snap.looseTuned(&Request{Query: q, Loose: true}, tune)
			if err != nil {
				t.Fatal(err)
			}
			o := &order{sort: Relevance}
			top, err := o.best(found, nil, 10)
			if err != nil {
				t.Fatal(err)
			}
			rank := 0
			for i, c := range top {
				if o.identity(c) == p.id {
					rank = i + 1
				}
			}
			if rank > 0 {
				sum += 1 / float64(rank)
			}
			if rank != 1 && wrong != nil {
				wrong(text, rank)
			}
		}
	}
	return sum / float64(n)
}

// TestQuestions holds the ranking of natural questions to what it reached when
// it was tuned, on other questions, too, and against simpler rankings in the
// same run.
func TestQuestions(t *testing.T) {
	plain := tuning{saturation: 1.2, titleNorm: 0.75, textNorm: 0.75, title: 1, text: 1, question: 1, link: 1}
	for _, c := range []struct {
		name, file string
		titles     bool
		floor      float64
	}{
		{"with titles", tuningSet, true, 0.80},
		{"text only", tuningSet, false, 0.72},
		{"other questions", otherSet, false, 0.96},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := passages(t, c.file)
			ix := questionArchive(t, all, c.titles)
			var wrong func(string, int)
			if testing.Verbose() {
				wrong = func(q string, rank int) { t.Log(rank, q) }
			}
			got := meanReciprocalRank(t, ix, all, tuned, wrong)
			base := meanReciprocalRank(t, ix, all, plain, nil)
			t.Logf("MRR@10 %.3f; plain BM25 over the same keys %.3f", got, base)
			if got < c.floor || got < base {
				t.Errorf("MRR@10 = %.3f, want at least %.2f and no less than plain BM25's %.3f", got, c.floor, base)
			}
		})
	}
}

// TestTuneQuestions prints the effect of each parameter; PRASOWKA_TUNE=1.
func TestTuneQuestions(t *testing.T) {
	if os.Getenv("PRASOWKA_TUNE") == "" {
		t.Log("set PRASOWKA_TUNE=1 to try other parameters")
		return
	}
	all := passages(t, tuningSet)
	titled, bare := questionArchive(t, all, true), questionArchive(t, all, false)
	try := func(name string, tune tuning) {
		a, b := meanReciprocalRank(t, titled, all, tune, nil), meanReciprocalRank(t, bare, all, tune, nil)
		fmt.Printf("%-24s %.4f %.4f  %.4f\n", name, a, b, (a+b)/2)
	}
	try("as tuned", tuned)
	for name, set := range map[string]struct {
		of     func(*tuning) *float64
		values []float64
	}{
		"saturation": {func(t *tuning) *float64 { return &t.saturation }, []float64{0.6, 0.9, 1.2, 1.6, 2}},
		"titleNorm":  {func(t *tuning) *float64 { return &t.titleNorm }, []float64{0, 0.3, 0.6}},
		"textNorm":   {func(t *tuning) *float64 { return &t.textNorm }, []float64{0, 0.3, 0.45, 0.6, 0.75, 0.9}},
		"title":      {func(t *tuning) *float64 { return &t.title }, []float64{0.5, 1, 1.5, 2.5, 4}},
		"form":       {func(t *tuning) *float64 { return &t.form }, []float64{0, 0.1, 0.2, 0.3, 0.5}},
		"root":       {func(t *tuning) *float64 { return &t.root }, []float64{0, 0.2, 0.35, 0.5, 0.7, 1}},
		"question":   {func(t *tuning) *float64 { return &t.question }, []float64{0, 0.05, 0.15, 0.3, 0.5, 1}},
		"link":       {func(t *tuning) *float64 { return &t.link }, []float64{0, 0.15, 0.3, 0.5, 0.7, 1}},
		"longRoot":   {func(t *tuning) *float64 { return &t.longRoot }, []float64{0, 0.1, 0.2, 0.35, 0.5, 0.8}},
		"near":       {func(t *tuning) *float64 { return &t.near }, []float64{0, 0.2, 0.5, 0.8, 1.2}},
	} {
		for _, v := range set.values {
			tune := tuned
			*set.of(&tune) = v
			try(fmt.Sprintf("%s %.2f", name, v), tune)
		}
	}
}
