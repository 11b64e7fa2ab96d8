package web

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// Bounds of what leaves a search: the rows of a table, whose last line says
// when there were more, and the entries of a feed.
const (
	maxTable = 20_000
	maxFeed  = 50
)

// found is every clipping that a search finds, in its order, at most limit of
// them and without their texts, and whether there are more.
func (s *Site) found(ctx context.Context, request index.Request, limit int) (all []store.Filing, more bool, err error) {
	request.Facets, request.Histogram, request.Limit = false, index.NoHistogram, min(limit, 500)
	for {
		result, err := s.Archive.Search(ctx, request)
		if err != nil {
			return nil, false, err
		}
		ids := make([]string, len(result.Hits))
		for i, h := range result.Hits {
			ids[i] = h.ID
		}
		filings, err := s.Store.ClippingsByID(ctx, ids)
		if err != nil {
			return nil, false, err
		}
		for _, f := range filings {
			f.Lead, f.Text = "", "" // tens of thousands of them would fill the memory
			all = append(all, f)
		}
		if result.Next == "" || len(all) >= limit {
			return all[:min(len(all), limit)], result.Next != "" || len(all) > limit, nil
		}
		request.After = result.Next
	}
}

// exportSearch sends what a search finds as a table: who, when, under which
// headline, where; never the text, which is the outlet's (domain notes §6.8).
func (s *Site) exportSearch(w http.ResponseWriter, r *http.Request) error {
	ctx, params := r.Context(), r.URL.Query()
	q, err := query.Parse(s.Analyzer, params.Get("q"))
	if err != nil {
		return &press.Invalid{Field: "Zapytanie", Why: err.Error()}
	}
	request := s.request(params)
	request.Query, request.After = q, ""
	filings, more, err := s.found(ctx, request, maxTable)
	if err != nil {
		return err
	}
	body, err := s.searchCSV(ctx, filings, more)
	if err != nil {
		return err
	}
	send(w, r, "wycinki-"+polish.DayOf(s.Now()).String()+".csv", "text/csv; charset=utf-8", body, s.Now())
	return nil
}

func (s *Site) searchCSV(ctx context.Context, filings []store.Filing, more bool) ([]byte, error) {
	names, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(filings))
	for i, f := range filings {
		ids[i] = f.ID
	}
	mentions, err := s.Store.MentionsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	tones, err := s.Store.TonesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	b.WriteString(byteOrderMark)
	out := csv.NewWriter(&b)
	out.Comma = ';'
	lines := [][]string{{"Opublikowano", "Redakcja", "Tytuł", "Autor", "Agencja", "Ton", "Tematy", "Adres", "Wątek", "W prasówce"}}
	for _, c := range names.clips(filings) {
		var topics []string
		for _, h := range mentions[c.ID] {
			topics = append(topics, cmp.Or(names.topics[h.Topic].Name, h.Topic))
		}
		lines = append(lines, []string{csvTime(c.Published), c.OutletName, c.Title, c.Author, c.Agency, store.OneTone(tones[c.ID]),
			strings.Join(topics, ", "), c.Address(), c.Story, s.absolute("/wycinki/" + c.ID)})
	}
	if more {
		lines = append(lines, []string{"", "", fmt.Sprintf("To pierwsze %s. Zawęź zapytanie, na przykład datą (od: do:).", polish.Counted(maxTable, "wycinek", "wycinki", "wycinków"))})
	}
	for _, line := range lines {
		if err := out.Write(plainCells(line)); err != nil {
			return nil, err
		}
	}
	out.Flush()
	return b.Bytes(), out.Error()
}

// absolute is an address of these screens for use elsewhere.
func (s *Site) absolute(path string) string { return strings.TrimSuffix(s.URL, "/") + path }

// feedLink is the address of a search as a feed, for one person: a feed reader
// cannot log in.
func (s *Site) feedLink(r *http.Request, q *query.Query) (string, error) {
	key, err := s.Store.SlipKey(r.Context())
	if err != nil {
		return "", err
	}
	return "/kanal/" + url.PathEscape(key.Token(store.Slip{Kind: store.SlipFeed, Person: person(r).ID, Ref: q.String()})), nil
}

// searchFeed is a search as an Atom feed, the newest first, for whoever holds
// the link and as long as its person has an account.
func (s *Site) searchFeed(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	key, err := s.Store.SlipKey(ctx)
	if err != nil {
		return err
	}
	slip, err := key.Read(r.PathValue("token"))
	if err != nil || slip.Kind != store.SlipFeed {
		return press.NotFound("kanał", "…")
	}
	if p, err := s.Store.Person(ctx, slip.Person); err != nil || p.Disabled {
		return press.NotFound("kanał", "…")
	}
	q, err := query.Parse(s.Analyzer, slip.Ref)
	if err != nil {
		return &press.Invalid{Field: "Zapytanie", Why: err.Error()}
	}
	filings, _, err := s.found(ctx, index.Request{Query: q, Sort: index.Newest, Collapse: true, Now: s.Now()}, maxFeed)
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	body, err := xml.MarshalIndent(s.atom(slip.Ref, r.URL.EscapedPath(), names.clips(filings)), "", " ")
	if err != nil {
		return fmt.Errorf("write feed: %w", err)
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	w.Header().Set("Cache-Control", "private, max-age=300")
	_, err = w.Write(append([]byte(xml.Header), body...))
	return err
}

// atomFeed and atomEntry are what RFC 4287 asks for.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string     `xml:"id"`
	Title     string     `xml:"title"`
	Author    string     `xml:"author>name"`
	Published string     `xml:"published"`
	Updated   string     `xml:"updated"`
	Links     []atomLink `xml:"link"`
}

func (s *Site) atom(asked, path string, clips []clip) atomFeed {
	f := atomFeed{
		Lang: "pl", ID: s.absolute(path), Title: "prasówka " + s.City + ": " + asked, Updated: s.Now().UTC().Format(time.RFC3339),
		Links: []atomLink{{"self", s.absolute(path)}, {"alternate", s.absolute("/szukaj?" + url.Values{"q": {asked}}.Encode())}},
	}
	for i, c := range clips {
		if i == 0 {
			f.Updated = c.Found.UTC().Format(time.RFC3339)
		}
		f.Entries = append(f.Entries, atomEntry{
			ID: "urn:prasowka:" + c.ID, Title: c.Title, Author: c.OutletName, Published: c.Published.UTC().Format(time.RFC3339),
			Updated: c.Found.UTC().Format(time.RFC3339), Links: []atomLink{{"alternate", c.Address()}, {"related", s.absolute("/wycinki/" + c.ID)}},
		})
	}
	return f
}

// said is a condition as people call it: a topic and an outlet by their names.
func (names named) said(kid query.Node) string {
	if is, ok := kid.(*query.Is); ok {
		name := map[query.Field]string{query.Topic: names.topics[is.Value].Name, query.Source: names.outlets[is.Value]}[is.Field]
		return string(is.Field) + ": " + cmp.Or(name, is.Value)
	}
	return (&query.Query{Root: kid}).String()
}

// A condition is a part of a query that narrows it, with the address of the
// search without it.
type condition struct{ Text, Without string }

// conditions are the parts of a query that can be taken away one by one.
func (names named) conditions(q *query.Query, params url.Values) []condition {
	and, ok := q.Root.(*query.And)
	if !ok {
		return nil
	}
	var out []condition
	for i, kid := range and.Kids {
		switch kid.(type) {
		case *query.Is, *query.Range, *query.Not:
			rest := append(append([]query.Node{}, and.Kids[:i]...), and.Kids[i+1:]...)
			without := &query.Query{Root: &query.And{Kids: rest}}
			if len(rest) == 1 {
				without.Root = rest[0]
			}
			out = append(out, condition{Text: names.said(kid), Without: with(params, "q", without.String(), "dalej", "", "strona", "")})
		}
	}
	return out
}
