package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"prasowka/internal/press"
	"prasowka/internal/query"
)

// Sort is the order of hits.
type Sort uint8

// The orders. Equal relevance is ordered newest first.
const (
	Relevance Sort = iota
	Newest
	Oldest
)

// Step is the width of a histogram's bars.
type Step uint8

// The steps.
const (
	NoHistogram Step = iota
	ByDay
	ByMonth
	ByYear
)

// Limits of one search.
const (
	DefaultLimit = 20
	MaxLimit     = 1_000 // hits on one page; pages have no limit
	MaxFacets    = 200   // values shown of one facet
)

// ErrTooSlow says that a search passed its limit of time.
var ErrTooSlow = errors.New("szukanie trwało za długo i zostało przerwane; zawęź zapytanie")

// A Request is one search.
type Request struct {
	Query *query.Query
	// Loose ranks by every signal and finds near words too: for a natural
	// question made by query.Natural. Hits need not match Query.
	Loose     bool
	Sort      Sort
	Fresh     bool   // with Relevance: of equally relevant hits the newer is better, gradually
	After     string // Result.Next of the page before
	Limit     int    // hits on the page, 0: DefaultLimit
	Facets    bool
	FacetSize int  // values of each facet, 0: 20
	Histogram Step // of all hits by day of publication
	Collapse  bool // one hit, the first in order, of each story
	Now       time.Time
	Timeout   time.Duration // 0: Options.Timeout
}

// A Hit is a document found.
type Hit struct {
	ID    string
	Score float64 // of Relevance; 0 in other orders
	Story string
}

// A Result is one page of hits, and figures about all of them.
type Result struct {
	Hits      []Hit
	Total     uint64 // documents found, copies included
	Next      string // for the next page; empty on the last
	Facets    map[query.Field]Facet
	Histogram []Bar
	Took      time.Duration
}

// found are the hits in one segment: a set without deleted documents, and a
// score for each document when ranked.
type found struct {
	seg    *seg
	set    *roaring.Bitmap
	scores []float32 // by document number; nil when not ranked
}

// Search answers a request from one snapshot.
func (ix *Index) Search(ctx context.Context, r Request) (*Result, error) {
	began := time.Now()
	if err := r.check(); err != nil {
		return nil, err
	}
	timeout := r.Timeout
	if timeout <= 0 {
		timeout = ix.opts.Timeout
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	snap, done, err := ix.snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	res, err := snap.search(&r)
	if err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return nil, fmt.Errorf("search %q: %w", r.Query, ErrTooSlow)
		}
		return nil, fmt.Errorf("search %q: %w", r.Query, err)
	}
	res.Took = time.Since(began)
	return res, nil
}

func (r *Request) check() error {
	if r.Query == nil {
		return &press.Invalid{Field: "zapytanie", Why: "brak zapytania"}
	}
	if r.Limit == 0 {
		r.Limit = DefaultLimit
	}
	if r.Limit < 0 || r.Limit > MaxLimit {
		return &press.Invalid{Field: "limit", Why: fmt.Sprintf("od 1 do %d trafień na stronie", MaxLimit)}
	}
	if r.FacetSize <= 0 {
		r.FacetSize = 20
	}
	r.FacetSize = min(r.FacetSize, MaxFacets)
	if r.Now.IsZero() && usesNow(r.Query.Root) {
		return &press.Invalid{Field: "dni", Why: "szukanie nie zna dzisiejszej daty"}
	}
	return nil
}

// usesNow tells whether a query counts days from now.
func usesNow(n query.Node) bool {
	switch n := n.(type) {
	case *query.And:
		return anyUsesNow(n.Kids)
	case *query.Or:
		return anyUsesNow(n.Kids)
	case *query.Not:
		return usesNow(n.Kid)
	case *query.In:
		return usesNow(n.Kid)
	case *query.Range:
		return n.Days > 0
	}
	return false
}

func anyUsesNow(kids []query.Node) bool {
	for _, k := range kids {
		if usesNow(k) {
			return true
		}
	}
	return false
}

func (s *snapshot) search(r *Request) (*Result, error) {
	var all []*found
	var err error
	if r.Loose {
		all, err = s.loose(r)
	} else {
		all, err = s.strict(r)
	}
	if err != nil {
		return nil, err
	}
	res := &Result{}
	for _, f := range all {
		res.Total += f.set.GetCardinality()
	}
	if r.Facets {
		if res.Facets, err = facets(all, r.FacetSize); err != nil {
			return nil, err
		}
	}
	if r.Histogram != NoHistogram {
		if res.Histogram, err = histogram(all, r.Histogram); err != nil {
			return nil, err
		}
	}
	after, err := parseCursor(r.After)
	if err != nil {
		return nil, err
	}
	return res, s.page(r, all, after, res)
}

// strict finds what the query means, and scores it when that is asked for.
func (s *snapshot) strict(r *Request) ([]*found, error) {
	prefixes := &expansions{forms: map[string]map[string]bool{}}
	all := make([]*found, 0, len(s.segs))
	evaluators := make([]*evaluator, 0, len(s.segs))
	for _, sg := range s.segs {
		e := &evaluator{s: sg, now: r.Now, prefixes: prefixes}
		set, err := e.find(r.Query.Root, everywhere)
		if err != nil {
			return nil, err
		}
		all = append(all, &found{seg: sg, set: sg.alive(set)})
		evaluators = append(evaluators, e)
	}
	if r.Sort != Relevance {
		return all, nil
	}
	return all, s.rank(r, all, evaluators)
}

// A cursor of pages is the last hit of the page before, as "score.id" or ".id".
type pageCursor struct {
	set   bool
	score float64
	id    string
	key   uint64
}

func (c pageCursor) String() string {
	if c.score == 0 {
		return "." + c.id
	}
	return strconv.FormatUint(math.Float64bits(c.score), 36) + "." + c.id
}

func parseCursor(s string) (c pageCursor, err error) {
	if s == "" {
		return c, nil
	}
	bad := &press.Invalid{Field: "dalej", Why: "to nie jest odnośnik do następnej strony wyników; szukaj od nowa"}
	score, id, ok := strings.Cut(s, ".")
	key, isID := idKey([]byte(id))
	if !ok || !isID {
		return c, bad
	}
	if score != "" {
		bits, err := strconv.ParseUint(score, 36, 64)
		if err != nil || math.IsNaN(math.Float64frombits(bits)) {
			return c, bad
		}
		c.score = math.Float64frombits(bits)
	}
	c.set, c.id, c.key = true, id, key
	return c, nil
}
