package web

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// A NearMiss is a clipping that a topic misses by one condition only.
type NearMiss struct {
	Clipping string
	Why      string // which one, in Polish
}

// topicFormData is the data of the form of a topic.
type topicFormData struct {
	Topic    press.Topic
	Revision int
	New      bool
	Error    *queryError
	Errors   []string
	Trial    *trial
	Sections []reviewSection
	People   []store.Account
}

// trial is what a query would have done in the last thirty days.
type trial struct {
	Understood string
	Catches    []caught // the forms of each word
	Total      int
	PerWeek    string
	Days       []bar
	Span       string
	Fired      []string // forms that really stand in the texts, with counts
	Hits       []topicClip
	Near       []nearClip
	Looked     int // texts looked through for near misses
}

// caught is the forms of one word of a query.
type caught struct {
	Word  string
	Forms []string
}

type nearClip struct {
	Clip clip
	Why  string
}

// Bounds of a trial.
const (
	trialHits  = 40
	trialNear  = 10
	trialDocs  = 1500
	trialTime  = 2 * time.Second
	shownForms = 40
)

func (s *Site) newTopicScreen(w http.ResponseWriter, r *http.Request) error {
	t := press.Topic{Query: strings.TrimSpace(r.URL.Query().Get("q")), Section: "miasto"}
	return s.showTopicForm(w, r, 0, topicFormData{Topic: t, New: true})
}

func (s *Site) editTopicScreen(w http.ResponseWriter, r *http.Request) error {
	t, err := s.Store.Topic(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.showTopicForm(w, r, 0, topicFormData{Topic: t.Topic, Revision: t.Revision})
}

func (s *Site) showTopicForm(w http.ResponseWriter, r *http.Request, status int, d topicFormData) error {
	for _, n := range sectionNames {
		d.Sections = append(d.Sections, reviewSection{Key: n.key, Name: n.name})
	}
	var err error
	if d.People, err = s.Store.People(r.Context()); err != nil {
		return err
	}
	if d.Error == nil && d.Topic.Query != "" {
		q, err := query.Parse(s.Analyzer, d.Topic.Query)
		if err != nil {
			d.Error = place(d.Topic.Query, err)
		} else if d.Trial, err = s.try(r.Context(), d.Topic, q); err != nil {
			return err
		}
	}
	title := "Temat: " + d.Topic.Name
	if d.New {
		title = "Nowy temat"
	}
	return s.show(w, r, status, "topicedit", title, d)
}

// saveTopic tries or saves a posted topic, new or known.
func (s *Site) saveTopic(w http.ResponseWriter, r *http.Request) error {
	d, err := s.postedTopic(r)
	if err != nil {
		return err
	}
	if r.FormValue("czyn") == "sprawdz" && d.Error == nil {
		return s.showTopicForm(w, r, 0, d)
	}
	if d.Error != nil || len(d.Errors) > 0 {
		return s.showTopicForm(w, r, http.StatusUnprocessableEntity, d)
	}
	what := "zmienił"
	if d.New {
		what = "utworzył"
	}
	act := func(tx *store.Tx) error {
		return tx.PutTopic(r.Context(), d.Topic, d.Revision, person(r).ID, s.Now())
	}
	if err := s.act(r, act, store.Entry{What: what, Noun: "temat", Ref: d.Topic.ID, Detail: d.Topic.Query}); err != nil {
		return err
	}
	return s.flash(w, r, "Temat jest zapisany i pilnuje każdej nowej publikacji.", "/tematy/"+d.Topic.ID)
}

// postedTopic reads the form of a topic.
func (s *Site) postedTopic(r *http.Request) (topicFormData, error) {
	d := topicFormData{New: r.PathValue("id") == ""}
	if !d.New {
		known, err := s.Store.Topic(r.Context(), r.PathValue("id"))
		if err != nil {
			return d, err
		}
		d.Topic = known.Topic
	}
	if err := r.ParseForm(); err != nil {
		return d, err
	}
	if _, err := fmt.Sscan(r.PostForm.Get("wersja"), &d.Revision); err != nil {
		return d, &press.Invalid{Field: "wersja", Why: "brakuje numeru wersji formularza; wczytaj stronę ponownie."}
	}
	t := &d.Topic
	t.Name, t.Query, t.Section = oneLine(r.PostForm.Get("nazwa")), strings.TrimSpace(r.PostForm.Get("zapytanie")), oneLine(r.PostForm.Get("dzial"))
	t.Departments, t.Channels, t.Owners = listed(r.PostForm.Get("komorki")), listed(r.PostForm.Get("kanaly")), r.PostForm["osoby"]
	t.Severity = press.Routine
	for _, sev := range []press.Severity{press.Notable, press.Urgent} {
		if r.PostForm.Get("waga") == sev.String() {
			t.Severity = sev
		}
	}
	if d.New {
		t.ID = polish.Slug(t.Name)
	}
	if t.Name == "" || t.ID == "" {
		d.Errors = append(d.Errors, "Nazwa: podaj, jak ma się nazywać temat.")
	}
	if t.Query == "" {
		d.Errors = append(d.Errors, "Zapytanie: podaj choć jedno słowo.")
	} else if _, err := query.Parse(s.Analyzer, t.Query); err != nil {
		d.Error = place(t.Query, err)
	}
	return d, nil
}

// listed cuts a list at its commas.
func listed(s string) []string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		if part = oneLine(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// try holds a query against the last thirty days: hits from the archive, near
// misses from the newest texts.
func (s *Site) try(ctx context.Context, t press.Topic, q *query.Query) (*trial, error) {
	out := &trial{Understood: q.Explain()}
	for _, word := range plainWords(q.Root) {
		out.Catches = append(out.Catches, caught{Word: word.Text, Forms: s.forms(word)})
	}
	narrow, err := query.Parse(s.Analyzer, "("+t.Query+") dni:30")
	if err != nil {
		narrow = q // longer than a query may be: the whole archive, then
	}
	result, err := s.Archive.Search(ctx, index.Request{Query: narrow, Sort: index.Newest, Limit: trialHits, Histogram: index.ByDay, Now: s.Now()})
	if err != nil {
		return nil, err
	}
	out.Total = int(result.Total) //nolint:gosec // a count of documents
	out.PerWeek = polish.Decimal(float64(out.Total)*7/30, 1)
	out.Days, out.Span = bars(result.Histogram, map[string][]string{"q": {t.Query}})
	ids := make([]string, len(result.Hits))
	for i, h := range result.Hits {
		ids[i] = h.ID
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	names, err := s.named(ctx)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for _, c := range names.clips(filings) {
		doc := s.docOf(c.Filing)
		spans, _ := q.Textual().Match(doc, s.Now())
		found := query.Surfaces(doc.Fields, spans)
		out.Hits = append(out.Hits, topicClip{Clip: c, Words: found})
		once := map[string]bool{}
		for _, w := range found {
			once[strings.ToLower(w)] = true
		}
		for w := range once {
			counts[w]++
		}
	}
	for _, w := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return counts[b]*1000 - counts[a]*1000 + strings.Compare(a, b) }) {
		out.Fired = append(out.Fired, fmt.Sprintf("%s (%d)", w, counts[w]))
	}
	return out, s.nearly(ctx, t, out, names)
}

// nearly fills in the clippings that the query misses by one condition.
func (s *Site) nearly(ctx context.Context, t press.Topic, out *trial, names named) error {
	if s.NearMisses == nil {
		return nil
	}
	near, err := s.NearMisses(t, s.lately(ctx, &out.Looked), s.Now(), trialNear)
	if err != nil {
		return err
	}
	why, ids := map[string]string{}, make([]string, len(near))
	for i, n := range near {
		ids[i], why[n.Clipping] = n.Clipping, n.Why
	}
	filings, err := s.Store.ClippingsByID(ctx, ids)
	for _, c := range names.clips(filings) {
		out.Near = append(out.Near, nearClip{Clip: c, Why: why[c.ID]})
	}
	return err
}

// lately is the newest clippings of a month as documents, as many as fit into
// a trial's time, counted into n.
func (s *Site) lately(ctx context.Context, n *int) iter.Seq[*query.Doc] {
	return func(yield func(*query.Doc) bool) {
		ctx, cancel := context.WithTimeout(ctx, trialTime)
		defer cancel()
		f := store.ClippingFilter{PublishedFrom: s.Now().Add(-month), Limit: 200}
		for *n < trialDocs {
			page, err := s.Store.Clippings(ctx, f)
			if err != nil || len(page) == 0 {
				return
			}
			for _, c := range page {
				if ctx.Err() != nil || !yield(s.docOf(c)) {
					return
				}
				*n++
			}
			f.After = page[len(page)-1].ID
		}
	}
}

// plainWords is the words of a query that are found in every form.
func plainWords(n query.Node) []*query.Word {
	var out []*query.Word
	switch n := n.(type) {
	case *query.Word:
		if !n.Exact && !n.Prefix {
			out = append(out, n)
		}
	case *query.Phrase:
		for _, w := range n.Words {
			out = append(out, plainWords(w)...)
		}
	case *query.Near:
		return append(plainWords(n.A), plainWords(n.B)...)
	case *query.And:
		for _, kid := range n.Kids {
			out = append(out, plainWords(kid)...)
		}
	case *query.Or:
		for _, kid := range n.Kids {
			out = append(out, plainWords(kid)...)
		}
	case *query.In:
		return plainWords(n.Kid)
	}
	return out
}

// forms is what a word will be found as: of the forms that the rules of
// inflection give it, those that the archive takes for the same word.
func (s *Site) forms(w *query.Word) []string {
	var out []string
	for _, kind := range []polish.NameKind{polish.Unit, polish.Place, polish.AnyName} {
		for _, f := range polish.Paradigm(w.Text, kind) {
			same := slices.ContainsFunc(s.Analyzer.Query(f.Text).Keys, func(k string) bool { return slices.Contains(w.Token.Keys, k) })
			if same && !slices.Contains(out, f.Text) && len(out) < shownForms {
				out = append(out, f.Text)
			}
		}
	}
	return out
}

// topicAct pauses or resumes a topic, or keeps a thumb on one of its hits.
func (s *Site) topicAct(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	act := r.FormValue("czyn")
	var what, said, back string
	var do func(*store.Tx) error
	switch act {
	case "wstrzymaj", "wznow":
		what, said = "wstrzymał", "Temat jest wstrzymany: nie zgłasza nowych publikacji."
		if act == "wznow" {
			what, said = "wznowił", "Temat znów pilnuje nowych publikacji."
		}
		do = func(tx *store.Tx) error {
			t, err := tx.Topic(ctx, id)
			if err != nil {
				return err
			}
			t.Paused = act == "wstrzymaj"
			return tx.PutTopic(ctx, t.Topic, t.Revision, person(r).ID, s.Now())
		}
	case "trafne", "nietrafne", "bez":
		thumb := map[string]int{"trafne": 1, "nietrafne": -1}[act]
		story := r.FormValue("watek")
		what, said, back = "ocenił trafienie: "+act, "Dziękujemy, ocena jest zapisana.", "#t-"+story
		do = func(tx *store.Tx) error { return tx.Thumb(ctx, id, story, thumb) }
	default:
		return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}
	if err := s.act(r, do, store.Entry{What: what, Noun: "temat", Ref: id}); err != nil {
		return err
	}
	return s.flash(w, r, said, "/tematy/"+id+back)
}
