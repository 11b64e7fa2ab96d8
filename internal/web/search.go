package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
)

// searchData is the data of the screen Szukaj.
type searchData struct {
	Query      string
	Sorts      []choice
	Copies     bool
	Error      *queryError
	Understood string
	Conditions []condition
	Table      string // the address of the hits as a table
	Feed       string // the address of the search as a feed
	Asked      bool
	Total      int
	Took       string
	Histogram  []bar
	Span       string
	Start      int
	Hits       []searchHit
	Prev, Next string
	Suggest    []Link
	Forms      []string
	Facets     []facet
}

type choice struct {
	Value, Text string
	On          bool
}

// queryError shows a mistake in its place.
type queryError struct {
	Message, Hint         string
	Before, Marked, After string
}

// bar is one step of the histogram.
type bar struct {
	Height int // percent of the highest
	Href   string
	Label  string
}

type searchHit struct {
	Clip        clip
	ID, Story   string
	TitleMarked template.HTML
	Passages    []template.HTML
	Words       []string
	Copies      int
}

type facet struct {
	Name   string
	Values []facetValue
}

type facetValue struct {
	Text  string
	Href  string
	Count int
}

const pageSize = 20

var sorts = []struct {
	value, text string
	sort        index.Sort
}{
	{"trafnosc", "najtrafniejsze", index.Relevance},
	{"nowe", "najnowsze", index.Newest},
	{"stare", "najstarsze", index.Oldest},
}

func (s *Site) search(w http.ResponseWriter, r *http.Request) error {
	params := r.URL.Query()
	d := searchData{Query: strings.TrimSpace(params.Get("q")), Copies: params.Get("kopie") == "tak"}
	request := s.request(params)
	for _, o := range sorts {
		d.Sorts = append(d.Sorts, choice{Value: o.value, Text: o.text, On: o.sort == request.Sort})
	}
	if d.Query == "" {
		return s.show(w, r, 0, "search", "Szukaj", d)
	}
	q, err := query.Parse(s.Analyzer, d.Query)
	if err != nil {
		d.Error = place(d.Query, err)
		return s.show(w, r, http.StatusUnprocessableEntity, "search", "Szukaj", d)
	}
	d.Asked, d.Understood = true, q.Explain()
	request.Query = q
	result, err := s.Archive.Search(r.Context(), request)
	switch {
	case errors.Is(err, index.ErrTooSlow):
		d.Asked, d.Error = false, &queryError{Message: "Szukanie trwało za długo.", Hint: "Dodaj rzadsze słowo albo zawęź czas, na przykład dni:30."}
		return s.show(w, r, http.StatusServiceUnavailable, "search", "Szukaj", d)
	case err != nil:
		return err
	}
	if err := s.fill(r, &d, q, result); err != nil {
		return err
	}
	d.Table = strings.Replace(with(params, "dalej", "", "strona", ""), "/szukaj?", "/szukaj/csv?", 1)
	if d.Feed, err = s.feedLink(r, q); err != nil {
		return err
	}
	return s.show(w, r, 0, "search", d.Query+" · Szukaj", d)
}

// request reads the parameters of a search.
func (s *Site) request(params url.Values) index.Request {
	request := index.Request{
		Sort: index.Relevance, Fresh: true, After: params.Get("dalej"), Limit: pageSize, Facets: true, Histogram: index.ByDay,
		Collapse: params.Get("kopie") != "tak", Now: s.Now(),
	}
	for _, o := range sorts {
		if o.value == params.Get("porzadek") {
			request.Sort = o.sort
		}
	}
	return request
}

// place shows where a query is wrong.
func place(q string, err error) *queryError {
	var wrong *query.SyntaxError
	if !errors.As(err, &wrong) || wrong.Pos > len(q) || wrong.Pos+wrong.Len > len(q) {
		return &queryError{Message: err.Error()}
	}
	e := &queryError{Message: sentence(wrong.Msg), Hint: sentence(wrong.Hint), Before: q[:wrong.Pos], Marked: q[wrong.Pos : wrong.Pos+wrong.Len], After: q[wrong.Pos+wrong.Len:]}
	if e.Marked == "" {
		e.Marked = "⟨tutaj⟩"
	}
	return e
}

// sentence begins with a capital and ends with a full stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return polish.Capital(strings.TrimSuffix(s, ".")) + "."
}

func (s *Site) fill(r *http.Request, d *searchData, q *query.Query, result *index.Result) error {
	ctx, params := r.Context(), r.URL.Query()
	d.Total, d.Took = int(result.Total), took(result.Took) //nolint:gosec // a count of documents
	page, _ := strconv.Atoi(params.Get("strona"))
	page = max(page, 1)
	d.Start = (page-1)*pageSize + 1
	if result.Next != "" {
		d.Next = with(params, "dalej", result.Next, "strona", strconv.Itoa(page+1))
	}
	if page > 1 {
		d.Prev = with(params, "dalej", "", "strona", "")
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	ids := make([]string, len(result.Hits))
	for i, h := range result.Hits {
		ids[i] = h.ID
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	if err != nil {
		return err
	}
	for _, c := range names.clips(filings) {
		hit, err := s.hit(r, q, c, !d.Copies)
		if err != nil {
			return err
		}
		d.Hits = append(d.Hits, hit)
	}
	d.Histogram, d.Span = bars(result.Histogram, params)
	d.Facets, d.Conditions = names.facets(result.Facets, params), names.conditions(q, params)
	if len(d.Hits) == 0 {
		d.Suggest, err = s.suggest(r, q, params)
	}
	return err
}

// hit is a clipping found, with the passages and words that fired.
func (s *Site) hit(r *http.Request, q *query.Query, c clip, collapsed bool) (searchHit, error) {
	doc, q := s.docOf(c.Filing), q.Textual()
	spans, _ := q.Match(doc, s.Now())
	h := searchHit{Clip: c, ID: c.ID, Story: c.Story, TitleMarked: marked(c.Title, spans, query.Title), Words: query.Surfaces(doc.Fields, spans)}
	for _, p := range index.Highlight(q, doc, index.HighlightOptions{Now: s.Now(), Fired: spans}) {
		h.Passages = append(h.Passages, marked(p.Text, p.Spans, p.Field))
	}
	if collapsed {
		story, err := s.Store.Story(r.Context(), c.Story)
		if err != nil && !errors.Is(err, press.ErrNotFound) {
			return h, err
		}
		h.Copies = max(0, story.Size-1)
	}
	return h, nil
}

// with is the address of this search with some parameters changed; an empty
// value removes one.
func with(params url.Values, pairs ...string) string {
	out := url.Values{}
	for k, v := range params {
		out[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			out.Del(pairs[i])
		} else {
			out.Set(pairs[i], pairs[i+1])
		}
	}
	return "/szukaj?" + out.Encode()
}

// narrowed is the address of this search with one more condition.
func narrowed(params url.Values, condition string) string {
	q := strings.TrimSpace(params.Get("q"))
	if needsParentheses(q) {
		q = "(" + q + ")"
	}
	return with(params, "q", q+" "+condition, "dalej", "", "strona", "")
}

// needsParentheses tells whether adding a condition would change the meaning.
func needsParentheses(q string) bool {
	return strings.Contains(q, " LUB ") || strings.Contains(q, " OR ")
}

// took is how long a search took, for people.
func took(d time.Duration) string {
	return polish.Decimal(float64(d.Microseconds())/1000, 1) + polish.NBSP + "ms"
}

// bars draws the histogram from its first to its last day.
func bars(in []index.Bar, params url.Values) ([]bar, string) {
	if len(in) < 2 {
		return nil, ""
	}
	most := uint64(1)
	for _, b := range in {
		most = max(most, b.N)
	}
	out := make([]bar, len(in))
	for i, b := range in {
		out[i] = bar{
			Height: max(1, int(100*b.N/most)), //nolint:gosec // at most 100
			Href:   narrowed(params, "od:"+b.From+" do:"+b.From),
			Label:  dayLabel(b.From) + ": " + polish.Counted(int(b.N), "wycinek", "wycinki", "wycinków"), //nolint:gosec // a count of documents
		}
	}
	return out, dayLabel(in[0].From) + " – " + dayLabel(in[len(in)-1].From)
}

func dayLabel(day string) string {
	d, err := polish.ParseDay(day)
	if err != nil {
		return day
	}
	return d.Words()
}

// facetOrder is the fields shown, in order.
var facetOrder = []struct {
	field query.Field
	name  string
}{
	{query.Topic, "Temat"}, {query.Source, "Źródło"}, {query.Medium, "Medium"}, {query.Person, "Osoba"}, {query.Tone, "Ton"}, {query.State, "Stan"},
}

func (names named) facets(in map[query.Field]index.Facet, params url.Values) []facet {
	var out []facet
	for _, o := range facetOrder {
		f := facet{Name: o.name}
		for i, v := range in[o.field].Values {
			if i == 8 {
				break
			}
			text := v.Value
			switch o.field {
			case query.Source:
				text = names.outlets[v.Value]
			case query.Topic:
				text = names.topics[v.Value].Name
			default:
			}
			if text == "" {
				text = v.Value
			}
			f.Values = append(f.Values, facetValue{Text: text, Href: narrowed(params, string(o.field)+":"+quotedValue(v.Value)), Count: int(v.N)}) //nolint:gosec // a count of documents
		}
		if len(f.Values) > 1 || len(f.Values) == 1 && o.field != query.Medium {
			out = append(out, f)
		}
	}
	return out
}

func quotedValue(v string) string {
	if strings.ContainsAny(v, " ()\"") {
		return `"` + strings.ReplaceAll(v, `"`, "") + `"`
	}
	return v
}

// suggest proposes other words from the archive for a search without hits.
func (s *Site) suggest(r *http.Request, q *query.Query, params url.Values) ([]Link, error) {
	var out []Link
	typed := params.Get("q")
	for _, word := range wordsOf(q.Root) {
		others, err := s.Archive.Suggest(r.Context(), word)
		if err != nil {
			return nil, err
		}
		for _, other := range others {
			out = append(out, Link{Text: other, Href: with(params, "q", strings.Replace(typed, word, other, 1), "dalej", "", "strona", "")})
		}
	}
	return out, nil
}

// wordsOf is the plain words of a query, as typed.
func wordsOf(n query.Node) []string {
	var out []string
	switch n := n.(type) {
	case *query.Word:
		return []string{n.Text}
	case *query.Phrase:
		for _, w := range n.Words {
			out = append(out, w.Text)
		}
	case *query.Near:
		return append(wordsOf(n.A), wordsOf(n.B)...)
	case *query.And:
		for _, kid := range n.Kids {
			out = append(out, wordsOf(kid)...)
		}
	case *query.Or:
		for _, kid := range n.Kids {
			out = append(out, wordsOf(kid)...)
		}
	case *query.In:
		return wordsOf(n.Kid)
	}
	return out
}

// apiHit is a clipping found, in JSON.
type apiHit struct {
	ID        string    `json:"id"`
	URL       string    `json:"url"`
	Title     string    `json:"title"`
	Outlet    string    `json:"outlet"`
	Published time.Time `json:"published"`
	Score     float64   `json:"score"`
	Story     string    `json:"story"`
}

// apiSearch is the search as JSON: q, porzadek, kopie, dalej as on the screen.
func (s *Site) apiSearch(w http.ResponseWriter, r *http.Request) error {
	params := r.URL.Query()
	q, err := query.Parse(s.Analyzer, params.Get("q"))
	if err != nil {
		return apiError(w, http.StatusUnprocessableEntity, err.Error())
	}
	request := s.request(params)
	request.Query, request.Facets, request.Histogram = q, false, index.NoHistogram
	result, err := s.Archive.Search(r.Context(), request)
	if err != nil {
		return err
	}
	names, err := s.named(r.Context())
	if err != nil {
		return err
	}
	scores := map[string]float64{}
	ids := make([]string, len(result.Hits))
	for i, h := range result.Hits {
		ids[i], scores[h.ID] = h.ID, h.Score
	}
	filings, err := s.Store.ClippingsByID(r.Context(), ids)
	if err != nil {
		return err
	}
	hits := make([]apiHit, len(filings))
	for i, c := range names.clips(filings) {
		hits[i] = apiHit{ID: c.ID, URL: c.URL, Title: c.Title, Outlet: c.OutletName, Published: c.Published, Score: scores[c.ID], Story: c.Story}
	}
	return writeJSON(w, http.StatusOK, map[string]any{"query": q.String(), "total": result.Total, "next": result.Next, "hits": hits})
}

func apiError(w http.ResponseWriter, status int, message string) error {
	return writeJSON(w, status, map[string]string{"error": message})
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, err = w.Write(append(body, '\n'))
	return err
}
