package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"prasowka/index"
	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// The bounds of a pack: a speaker reads it in a quarter of an hour.
const (
	packTimeline = 40  // stories of the timeline
	packLatest   = 10  // of the last coverage
	packQuote    = 300 // letters of one quotation, as the licence rule has it
	packOffice   = 500 // statements and inquiries that are looked through
	packNumbers  = 30  // rows of numbers over time
)

// A pack is what a speaker should know before a conference, gathered from the
// archive, the registers and the fact register.
type pack struct {
	site     *Site
	register *cases.Register
	conf     press.Case
	query    *query.Query
	outlets  map[string]press.Outlet
	total    int
	oldest   []store.Filing // the timeline, oldest first
	newest   []store.Filing
	asked    []inquiry
	said     []store.Statement // the newest first
	facts    []press.Fact
	flags    []flagged
	sources  map[string]int // outlets by number of clippings found
}

// An inquiry is a case in which somebody asked us.
type inquiry struct {
	press.Case
	register *cases.Register
}

// flagged is a flag with the clipping that it stands in.
type flagged struct {
	press.Flag
	clip store.Filing
}

// packField is the field by which a register offers a pack: the query to the
// archive.
const packField = "zapytanie"

// packScreen sends the pack of a case as a page, DOCX or PDF.
func (s *Site) packScreen(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	field, ok := g.Field(packField)
	if !ok {
		return press.NotFound("pakiet", c.Register)
	}
	if field.Empty(c.Fields[packField]) {
		return &press.Invalid{Field: field.Label, Why: "wpisz je w danych sprawy; z niego powstaje pakiet."}
	}
	p, err := s.gatherPack(r, g, c)
	if err != nil {
		return err
	}
	return s.sendDoc(w, r, p.doc(s.Now()), "Pakiet "+g.TitleOf(c), r.PathValue("form"))
}

// gatherPack asks everything that the house knows of a topic.
func (s *Site) gatherPack(r *http.Request, g *cases.Register, c press.Case) (*pack, error) {
	typed, _ := c.Fields[packField].(string)
	q, err := query.Parse(s.Analyzer, typed)
	if err != nil {
		return nil, &press.Invalid{Field: "zapytanie do archiwum", Why: "nie da się odczytać: " + strings.TrimSuffix(err.Error(), ".") + "."}
	}
	p := &pack{site: s, register: g, conf: c, query: q, sources: map[string]int{}}
	if p.outlets, err = s.outletsByID(r); err != nil {
		return nil, err
	}
	if err := p.readArchive(r); err != nil {
		return nil, err
	}
	if err := p.readOffice(r); err != nil {
		return nil, err
	}
	return p, p.readFlags(r)
}

// readArchive finds the timeline and the last coverage, a story once.
func (p *pack) readArchive(r *http.Request) error {
	ask := func(sort index.Sort, limit int) ([]store.Filing, *index.Result, error) {
		found, err := p.site.Archive.Search(r.Context(), index.Request{Query: p.query, Sort: sort, Limit: limit, Collapse: true, Facets: true, Now: p.site.Now()})
		if errors.Is(err, index.ErrTooSlow) {
			return nil, nil, &press.Invalid{Field: "zapytanie do archiwum", Why: "jest za szerokie i trwało za długo. Dodaj rzadsze słowo albo zawęź czas, na przykład dni:365."}
		}
		if err != nil {
			return nil, nil, err
		}
		ids := make([]string, len(found.Hits))
		for i, h := range found.Hits {
			ids[i] = h.ID
		}
		list, err := p.site.Store.ClippingsByID(r.Context(), ids)
		return list, found, err
	}
	var found *index.Result
	var err error
	if p.oldest, found, err = ask(index.Oldest, packTimeline); err != nil {
		return err
	}
	p.total = int(found.Total) //nolint:gosec // a count of documents
	for _, v := range found.Facets[query.Source].Values {
		p.sources[v.Value] = int(v.N) //nolint:gosec // a count of documents
	}
	p.newest, _, err = ask(index.Newest, packLatest)
	return err
}

// about tells whether a text of ours speaks of the topic.
func (p *pack) about(title, text string) bool {
	_, ok := p.query.Match(query.NewDoc(p.site.Analyzer, query.Fields{Title: title, Text: text, Published: p.site.Now()}), p.site.Now())
	return ok
}

// readOffice finds what we were asked, what we said, and the facts.
func (p *pack) readOffice(r *http.Request) error {
	for _, g := range p.site.Registers {
		if _, ok := g.Field("pytania"); !ok || !g.MayRead(person(r).Role) {
			continue
		}
		list, err := p.site.Store.Cases(r.Context(), store.CaseFilter{Register: g.Name, Limit: packOffice})
		if err != nil {
			return err
		}
		for _, c := range list {
			if p.about(c.Title, textOf(c, "pytania")+"\n"+textOf(c, "odpowiedz")) {
				p.asked = append(p.asked, inquiry{c, g})
			}
		}
	}
	said, err := p.site.Store.Statements(r.Context(), packOffice)
	if err != nil {
		return err
	}
	for _, t := range said {
		if t.State == "zatwierdzone" && p.about(t.Title, t.Text) {
			p.said = append(p.said, t)
		}
	}
	return p.readFacts(r)
}

// readFacts keeps the cards whose subject stands in what was found, or that
// speak of the topic themselves.
func (p *pack) readFacts(r *http.Request) error {
	all, err := p.site.Store.Facts(r.Context())
	if err != nil {
		return err
	}
	now := p.site.Now()
	docs := make([]*query.Doc, 0, len(p.newest))
	for _, f := range p.newest {
		docs = append(docs, p.site.docOf(f))
	}
	for _, f := range all {
		if !f.To.IsZero() && f.To.Before(now) {
			continue
		}
		subject, err := query.Parse(p.site.Analyzer, f.Subject)
		relevant := p.about(f.Subject, f.Value)
		for i := 0; err == nil && i < len(docs) && !relevant; i++ {
			_, relevant = subject.Match(docs[i], now)
		}
		if relevant {
			p.facts = append(p.facts, f)
		}
	}
	return nil
}

// readFlags finds what the topic's clippings are flagged for, the newest
// first.
func (p *pack) readFlags(r *http.Request) error {
	seen := map[string]bool{}
	for _, f := range slices.Concat(p.newest, p.oldest) {
		if seen[f.ID] {
			continue
		}
		seen[f.ID] = true
		flags, err := p.site.Store.Flags(r.Context(), store.FlagFilter{Clipping: f.ID})
		if err != nil {
			return err
		}
		for _, flag := range flags {
			if flag.State != press.FlagDismissed && flag.State != press.FlagMended {
				p.flags = append(p.flags, flagged{flag, f})
			}
		}
	}
	return nil
}

func textOf(c press.Case, field string) string {
	s, _ := c.Fields[field].(string)
	return s
}

// doc sets the pack as a document.
func (p *pack) doc(now time.Time) paper.Doc {
	topic := p.register.TitleOf(p.conf)
	d := paper.Doc{Title: "Pakiet na konferencję: " + topic, Made: now, Footer: "Pakiet na konferencję · materiał wewnętrzny",
		Blocks: []paper.Block{paper.Heading{Level: 1, Text: "Pakiet na konferencję: " + topic}}}
	d.Blocks = append(d.Blocks, p.summary(now)...)
	for _, section := range []struct {
		title  string
		blocks []paper.Block
		empty  string
	}{
		{"Główne przesłanie", p.message(), "Nie wpisano jeszcze głównego przesłania."},
		{"Oś czasu", p.timeline(), "Archiwum nie ma publikacji na ten temat."},
		{"Ostatnie publikacje", p.coverage(), "Archiwum nie ma publikacji na ten temat."},
		{"O co pytali dziennikarze", p.questions(), "W rejestrze nie ma zapytań na ten temat."},
		{"Fakty i źródła", p.factTable(), "Rejestr faktów nie ma kart na ten temat."},
		{"Co mówiliśmy wcześniej", p.statements(), "Nie ma zatwierdzonych stanowisk na ten temat."},
		{"Możliwe rozbieżności w naszych wypowiedziach", p.contradictions(), "Nie znaleziono dwóch różnych liczb w podobnych zdaniach. To nie zastępuje lektury."},
		{"Prawdopodobne trudne pytania", p.hardQuestions(), "Flagi, zapytania i krytyka nie podsuwają trudnych pytań."},
		{"Liczby w czasie", p.numbers(), "W znalezionych tekstach nie ma liczb z jednostką obok słów tematu."},
	} {
		d.Blocks = append(d.Blocks, paper.Heading{Level: 2, Text: section.title})
		if len(section.blocks) == 0 {
			section.blocks = []paper.Block{paper.Paragraph{Runs: []paper.Run{{Text: section.empty}}, Small: true}}
		}
		d.Blocks = append(d.Blocks, section.blocks...)
	}
	return d
}

// summary says when, where and from what the pack was made.
func (p *pack) summary(now time.Time) []paper.Block {
	var items [][]paper.Run
	for _, name := range []string{"kiedy", "miejsce"} {
		if f, ok := p.register.Field(name); ok && !f.Empty(p.conf.Fields[name]) {
			items = append(items, []paper.Run{{Text: f.Label + ": ", Bold: true}, {Text: f.Format(p.conf.Fields[name])}})
		}
	}
	if f, ok := p.register.Field("mowcy"); ok {
		for _, line := range f.RowLines(p.conf.Fields["mowcy"]) {
			items = append(items, []paper.Run{{Text: "Mówi: ", Bold: true}, {Text: strings.TrimSuffix(strings.TrimSpace(line), ":")}})
		}
	}
	count := polish.Counted(p.total, "publikacja", "publikacje", "publikacji")
	if n := len(p.sources); n > 0 {
		count += " w " + polish.Counted(n, "redakcji", "redakcjach", "redakcjach")
	}
	items = append(items,
		[]paper.Run{{Text: "W archiwum: ", Bold: true}, {Text: count}},
		[]paper.Run{{Text: "Zapytanie: ", Bold: true}, {Text: p.query.String() + " (" + p.query.Explain() + ")"}},
		[]paper.Run{{Text: "Stan na: ", Bold: true}, {Text: polish.FormatDateTimeLong(now)}})
	return []paper.Block{paper.List{Items: items}}
}

func (p *pack) message() []paper.Block {
	text := strings.TrimSpace(textOf(p.conf, "przeslanie"))
	if text == "" {
		return nil
	}
	var out []paper.Block
	for _, line := range strings.Split(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, paper.Text(line))
		}
	}
	return out
}

func (p *pack) outlet(id string) string { return firstOf(p.outlets[id].Name, id) }

// timeline is how the topic went, a story once.
func (p *pack) timeline() []paper.Block {
	if len(p.oldest) == 0 {
		return nil
	}
	t := paper.Table{Caption: "Publikacje od najstarszej", Head: []string{"Kiedy", "Redakcja", "Tytuł"}, Widths: []float64{2.2, 2, 5}}
	for _, f := range p.oldest {
		t.Rows = append(t.Rows, []string{polish.DayOf(f.Published).Words(), p.outlet(f.Outlet), f.Title})
	}
	out := []paper.Block{t}
	if len(p.oldest) == packTimeline {
		out = append(out, paper.Paragraph{Runs: []paper.Run{{Text: fmt.Sprintf("Pokazano pierwszych %d wątków; wszystkie publikacje są w archiwum.", packTimeline)}}, Small: true})
	}
	return out
}

// coverage is the last publications with one short quotation each.
func (p *pack) coverage() []paper.Block {
	var out []paper.Block
	for _, f := range p.newest {
		head := []paper.Run{{Text: f.Title, Bold: true, Link: f.URL}, {Text: " · " + p.outlet(f.Outlet) + " · " + polish.FormatDateTime(f.Published)}}
		out = append(out, paper.Paragraph{Runs: head})
		if quote := p.quote(f); quote != "" {
			out = append(out, paper.Paragraph{Runs: []paper.Run{{Text: "„" + quote + "”"}}, Quote: true})
		}
	}
	return out
}

// quote is the passage of a clipping in which the topic stands.
func (p *pack) quote(f store.Filing) string {
	doc := p.site.docOf(f)
	for _, passage := range index.Highlight(p.query, doc, index.HighlightOptions{Now: p.site.Now(), Passages: 1, Length: packQuote - 20}) {
		return strings.TrimSpace(firstWords(packQuote, passage.Text))
	}
	return ""
}

// questions are what journalists asked before, and what we answered.
func (p *pack) questions() []paper.Block {
	var out []paper.Block
	for _, c := range p.asked {
		status, _ := c.register.Status(c.Status)
		source := fmt.Sprintf("%s, %s, %s", firstOf(p.outlet(textOf(c.Case, "medium")), "redakcja nieznana"), polish.DayOf(c.Opened).Words(), strings.ToLower(status.Label))
		out = append(out, paper.Paragraph{Runs: []paper.Run{{Text: textOf(c.Case, "pytania"), Bold: true}, {Text: " (" + source + ")"}}})
		answer := "Odpowiedzi jeszcze nie ma."
		if text := textOf(c.Case, "odpowiedz"); text != "" {
			answer = "Odpowiedź: " + firstWords(600, text)
		}
		out = append(out, paper.Paragraph{Runs: []paper.Run{{Text: answer}}, Quote: true})
	}
	return out
}

// factTable is the facts with where each stands.
func (p *pack) factTable() []paper.Block {
	t := paper.Table{Caption: "Fakty", Head: []string{"Co", "Ile albo kto", "Źródło"}, Widths: []float64{3, 2, 3}}
	for _, row := range rowsOf(p.conf, "liczby") {
		t.Rows = append(t.Rows, []string{row["co"], row["ile"], firstOf(row["zrodlo"], "źródła nie podano")})
	}
	for _, f := range p.facts {
		source := "karta faktów „" + f.ID + "”"
		if !f.From.IsZero() {
			source += ", od " + polish.DayOf(f.From).Words()
		}
		value := f.Value
		if day, err := polish.ParseDay(value); err == nil {
			value = day.Words()
		}
		t.Rows = append(t.Rows, []string{f.Subject, value, source})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []paper.Block{t}
}

// rowsOf reads the rows of a case's field as text.
func rowsOf(c press.Case, field string) []map[string]string {
	list, _ := c.Fields[field].([]any)
	var out []map[string]string
	for _, v := range list {
		cells, _ := v.(map[string]any)
		row := map[string]string{}
		for name, cell := range cells {
			row[name] = strings.TrimSpace(fmt.Sprint(cell))
		}
		out = append(out, row)
	}
	return out
}

func (p *pack) statements() []paper.Block {
	var out []paper.Block
	for _, t := range p.said {
		who := firstOf(t.Speaker, "Biuro")
		out = append(out, paper.Paragraph{Runs: []paper.Run{{Text: t.Title, Bold: true}, {Text: fmt.Sprintf(" (%s, %s)", who, polish.DayOf(t.SaidAt).Words())}}},
			paper.Paragraph{Runs: []paper.Run{{Text: firstWords(400, strings.Join(strings.Fields(t.Text), " "))}}, Quote: true})
	}
	return out
}
