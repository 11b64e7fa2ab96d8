package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"prasowka/index"
	"prasowka/internal/cases"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// maxEcho bounds the coverage shown of one case.
const maxEcho = 100

// echoData is the data of the screen "Echo w archiwum": what the press wrote
// of the matter of a case.
type echoData struct {
	Register  *cases.Register
	Case      press.Case
	Title     string
	Asked     string // the query, as it was asked
	Words     string // what must be named: "patronat"; empty: nothing
	Rows      []echoRow
	Mentioned int
	Total     int
	Since     time.Time  // only what was published from then on; zero: all
	Said      []saidItem // what we said, and how often it came through
	Absent    []string   // outlets that came and have written nothing
}

type echoRow struct {
	clip
	Mentions bool
	Passage  string   // in which it is mentioned, or the first on the matter
	Took     []string // what of ours it took up
}

// echo lists the coverage of a case: an event under the President's patronage
// and whether the patronage was mentioned, or a conference and what was
// written after it.
func (s *Site) echo(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	if g.Echo == nil {
		return press.NotFound("echo", c.Register)
	}
	d := echoData{Register: g, Case: c, Title: g.TitleOf(c), Words: g.Echo.Mention, Since: since(g, c), Said: s.saidIn(g, c)}
	q, err := s.echoQuery(textOf(c, g.Echo.From), g.Echo.Query)
	if err != nil {
		return err
	}
	if q != nil {
		d.Asked = q.String()
		if err := s.findEcho(r, &d, q); err != nil {
			return err
		}
		if d.Absent, err = s.absent(r, g, c, d.Rows); err != nil {
			return err
		}
	}
	return s.show(w, r, 0, "echo", "Echo w archiwum: "+d.Title, d)
}

// echoQuery makes the query of a field: the query that it holds, or the name
// that it holds as a phrase in all its forms.
func (s *Site) echoQuery(text string, isQuery bool) (*query.Query, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	if !isQuery {
		text = `"` + strings.Join(strings.Fields(strings.Map(func(r rune) rune {
			if strings.ContainsRune("\"„”»«()*?~:", r) {
				return ' '
			}
			return r
		}, text)), " ") + `"`
	}
	q, err := query.Parse(s.Analyzer, text)
	var wrong *query.SyntaxError
	if errors.As(err, &wrong) {
		return nil, &press.Invalid{Field: "zapytanie do archiwum", Why: "nie da się odczytać: " + sentence(wrong.Msg)}
	}
	return q, err
}

func (s *Site) findEcho(r *http.Request, d *echoData, q *query.Query) error {
	found, err := s.Archive.Search(r.Context(), index.Request{Query: q, Sort: index.Newest, Limit: maxEcho, Now: s.Now()})
	if err != nil {
		return err
	}
	ids := make([]string, len(found.Hits))
	for i, h := range found.Hits {
		ids[i] = h.ID
	}
	filings, err := s.Store.ClippingsByID(r.Context(), ids)
	if err != nil {
		return err
	}
	d.Total = int(found.Total) //nolint:gosec // a count of documents
	if !d.Since.IsZero() {
		filings = slices.DeleteFunc(filings, func(f store.Filing) bool { return f.Published.Before(d.Since) })
		d.Total = len(filings)
	}
	var mention *query.Query
	if d.Words != "" {
		if mention, err = query.Parse(s.Analyzer, d.Words); err != nil {
			return err
		}
	}
	names, err := s.named(r.Context())
	if err != nil {
		return err
	}
	for _, c := range names.clips(filings) {
		row := echoRow{clip: c, Passage: s.echoPassage(q, c.Filing), Took: s.took(d.Said, c.Filing)}
		if mention != nil {
			if _, row.Mentions = mention.Match(s.docOf(c.Filing), s.Now()); row.Mentions {
				d.Mentioned++
				row.Passage = firstOf(s.echoPassage(mention, c.Filing), row.Passage)
			}
		}
		d.Rows = append(d.Rows, row)
	}
	return nil
}

// echoPassage is the piece of a clipping in which a query fires, as short as a
// quotation may be.
func (s *Site) echoPassage(q *query.Query, f store.Filing) string {
	for _, p := range index.Highlight(q.Textual(), s.docOf(f), index.HighlightOptions{Now: s.Now(), Passages: 1, Length: packQuote - 20}) {
		return strings.TrimSpace(firstWords(packQuote, p.Text))
	}
	return ""
}
