package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// register finds a register by its name, for somebody who may read it.
func (s *Site) register(r *http.Request, name string) (*cases.Register, error) {
	i := slices.IndexFunc(s.Registers, func(g *cases.Register) bool { return g.Name == name })
	if i < 0 {
		return nil, press.NotFound("rejestr", name)
	}
	if p := person(r); p == nil || !s.Registers[i].MayRead(p.Role) {
		return nil, errForbidden
	}
	return s.Registers[i], nil
}

// caseOf finds the case of a path with its register.
func (s *Site) caseOf(r *http.Request) (press.Case, *cases.Register, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return press.Case{}, nil, press.NotFound("sprawa", r.PathValue("id"))
	}
	c, err := s.Store.Case(r.Context(), id)
	if err != nil {
		return c, nil, err
	}
	g, err := s.register(r, c.Register)
	return c, g, err
}

// around is what terms need to know beside a case.
func (s *Site) surroundings(outlets map[string]press.Outlet) cases.Surroundings {
	return cases.Surroundings{Calendar: s.Calendar, Class: func(id string) press.Class { return outlets[id].Class }}
}

func (s *Site) outletsByID(r *http.Request) (map[string]press.Outlet, error) {
	outlets, err := s.Store.Outlets(r.Context())
	byID := make(map[string]press.Outlet, len(outlets))
	for _, o := range outlets {
		byID[o.ID] = o
	}
	return byID, err
}

// registersData is the data of the screen Rejestry.
type registersData struct {
	Groups   []registerGroup
	Query    string
	Found    []caseRow
	Searched bool
}

// registerGroup is the registers of one group of the menu.
type registerGroup struct {
	Name string
	Rows []registerRow
}

type registerRow struct {
	*cases.Register
	Open, All int
}

// registersScreen lists the registers and searches through all of them.
func (s *Site) registersScreen(w http.ResponseWriter, r *http.Request) error {
	d := registersData{Query: strings.TrimSpace(r.URL.Query().Get("q"))}
	for _, g := range s.Registers {
		if !g.MayRead(person(r).Role) {
			continue
		}
		counts, err := s.Store.CountCases(r.Context(), g.Name)
		if err != nil {
			return err
		}
		row := registerRow{Register: g}
		for status, n := range counts {
			row.All += n
			if st, ok := g.Status(status); ok && !st.Closed {
				row.Open += n
			}
		}
		d.add(row)
		if d.Query == "" {
			continue
		}
		rows, err := s.caseRows(r, g, store.CaseFilter{Register: g.Name, Words: folded(d.Query), Limit: 50})
		if err != nil {
			return err
		}
		d.Found, d.Searched = append(d.Found, rows...), true
	}
	return s.show(w, r, 0, "registers", "Rejestry", d)
}

// add sets a register under its group.
func (d *registersData) add(row registerRow) {
	name := firstOf(row.Group, restGroup)
	i := slices.IndexFunc(d.Groups, func(g registerGroup) bool { return g.Name == name })
	if i < 0 {
		i = len(d.Groups)
		d.Groups = append(d.Groups, registerGroup{Name: name})
	}
	d.Groups[i].Rows = append(d.Groups[i].Rows, row)
}

// folded is how a case's search text is written.
func folded(s string) string { return polish.Fold(strings.ToLower(s)) }

// casesData is the data of the screen of one register.
type casesData struct {
	Register *cases.Register
	Columns  []string
	Rows     []caseRow
	Statuses []choice
	Query    string
	OnlyOpen bool
	MayWrite bool
}

// caseRow is a case as a line of a list.
type caseRow struct {
	press.Case
	Register string
	Title    string
	Status   cases.Status
	Cells    []string
	Next     *clock
}

// clock is a deadline as shown.
type clock struct {
	cases.Deadline
	Left   string // "zostały 2 dni"
	Missed bool
	Soon   bool
}

func clockOf(d cases.Deadline, now time.Time) clock {
	c := clock{Deadline: d, Missed: d.MissedAt(now)}
	if d.Running() && !d.Open {
		c.Left = polish.Left(d.At, now)
		c.Soon = !c.Missed && (d.At.Sub(now) < 72*time.Hour || !d.Target.After(polish.DayOf(now)))
	}
	return c
}

// nextClock is the running deadline that ends first.
func nextClock(deadlines []cases.Deadline, now time.Time) *clock {
	var best *clock
	for _, d := range deadlines {
		if !d.Running() || d.Open {
			continue
		}
		if c := clockOf(d, now); best == nil || c.At.Before(best.At) {
			best = &c
		}
	}
	return best
}

func (s *Site) caseRows(r *http.Request, g *cases.Register, f store.CaseFilter) ([]caseRow, error) {
	list, err := s.Store.Cases(r.Context(), f)
	if err != nil {
		return nil, err
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return nil, err
	}
	around, now := s.surroundings(outlets), s.Now()
	out := make([]caseRow, len(list))
	for i, c := range list {
		status, _ := g.Status(c.Status)
		row := caseRow{Case: c, Register: g.Title, Title: g.TitleOf(c), Status: status, Next: nextClock(g.Deadlines(c, around), now)}
		for _, name := range g.List {
			field, _ := g.Field(name)
			row.Cells = append(row.Cells, s.said(field, c.Fields[name], outlets))
		}
		out[i] = row
	}
	return out, nil
}

// said is a value as people read it, with names for identities.
func (s *Site) said(f cases.Field, v any, outlets map[string]press.Outlet) string {
	id, _ := v.(string)
	if f.Kind == cases.Outlet && outlets[id].Name != "" {
		return outlets[id].Name
	}
	return f.Format(v)
}

func (s *Site) casesScreen(w http.ResponseWriter, r *http.Request) error {
	g, err := s.register(r, r.PathValue("register"))
	if err != nil {
		return err
	}
	params := r.URL.Query()
	d := casesData{Register: g, Query: params.Get("q"), OnlyOpen: params.Get("otwarte") == "tak", MayWrite: g.MayWrite(person(r).Role)}
	for _, name := range g.List {
		f, _ := g.Field(name)
		d.Columns = append(d.Columns, f.Label)
	}
	d.Statuses = []choice{{Value: "", Text: "wszystkie", On: params.Get("status") == ""}}
	for _, st := range g.Statuses {
		d.Statuses = append(d.Statuses, choice{Value: st.Name, Text: st.Label, On: params.Get("status") == st.Name})
	}
	d.Rows, err = s.caseRows(r, g, store.CaseFilter{Register: g.Name, Status: params.Get("status"), Open: d.OnlyOpen, Words: folded(d.Query)})
	if err != nil {
		return err
	}
	return s.show(w, r, 0, "cases", g.Title, d)
}

// caseData is the data of a case's card.
type caseData struct {
	Register *cases.Register
	Case     press.Case
	Title    string
	Status   cases.Status
	Moves    []moveButton
	Clocks   []clock
	Groups   []fieldGroup
	Findings []cases.Finding
	Meter    *cases.Length
	Letters  []cases.Letter
	Files    []store.Attachment
	Links    []linkRow
	History  []historyRow
	MayWrite bool
	Unsure   bool // the class of the sign is not confirmed
	Texts    *cases.Texts
	Clashes  []clash
	Warnings []string
}

type moveButton struct {
	cases.Move
	Missing string
}

type fieldGroup struct {
	Name   string
	Fields []shownField
}

type shownField struct {
	Label  string
	Text   string
	Lines  []string // of several lines or rows
	Href   string
	Filled bool
}

type linkRow struct{ Noun, Text, Href string }

type historyRow struct {
	store.CaseChange
	WhoName string
}

func (s *Site) caseScreen(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	outlets, err := s.outletsByID(r)
	if err != nil {
		return err
	}
	now := s.Now()
	status, _ := g.Status(c.Status)
	d := caseData{Register: g, Case: c, Title: g.TitleOf(c), Status: status, Letters: g.Offered(c), MayWrite: g.MayWrite(person(r).Role), Unsure: !g.Sign.Confirmed}
	if d.MayWrite {
		for _, m := range g.MovesFrom(c.Status, person(r).Role) {
			d.Moves = append(d.Moves, moveButton{Move: m, Missing: strings.Join(g.Ready(c, m), ", ")})
		}
	}
	around := s.surroundings(outlets)
	for _, dl := range g.Deadlines(c, around) {
		d.Clocks = append(d.Clocks, clockOf(dl, now))
	}
	if !status.Closed {
		d.Findings = g.Lint(c, around, polish.DayOf(now))
	}
	if fragment, _ := c.Fields["fragment"].(string); fragment != "" {
		text, _ := c.Fields["tekst"].(string)
		length := cases.Compare(fragment, text)
		d.Meter = &length
	}
	d.Groups, d.Warnings = s.groups(g, c, outlets), s.canvassing(g, c)
	if d.Texts, err = s.compared(r, g, c); err != nil {
		return err
	}
	if d.Clashes, err = s.clashes(r, g, c); err != nil {
		return err
	}
	if err := s.caseAround(r, &d); err != nil {
		return err
	}
	return s.show(w, r, 0, "case", d.Title, d)
}

// groups sets the filled-in fields under their headings.
func (s *Site) groups(g *cases.Register, c press.Case, outlets map[string]press.Outlet) []fieldGroup {
	var out []fieldGroup
	for _, f := range g.Fields {
		if f.Empty(c.Fields[f.Name]) {
			continue
		}
		shown := shownField{Label: f.Label, Text: s.said(f, c.Fields[f.Name], outlets), Filled: true}
		switch f.Kind {
		case cases.Note:
			shown.Lines = strings.Split(shown.Text, "\n")
		case cases.Rows:
			shown.Lines = f.RowLines(c.Fields[f.Name])
		case cases.Cutting:
			shown.Href, shown.Text = "/wycinki/"+shown.Text, "otwórz wycinek"
		default:
			if strings.HasPrefix(shown.Text, "https://") || strings.HasPrefix(shown.Text, "http://") {
				shown.Href = shown.Text
			}
		}
		if n := len(out); n == 0 || out[n-1].Name != f.Group {
			out = append(out, fieldGroup{Name: f.Group})
		}
		last := &out[len(out)-1]
		last.Fields = append(last.Fields, shown)
	}
	return out
}

// caseAround reads the files, links and history of a case.
func (s *Site) caseAround(r *http.Request, d *caseData) (err error) {
	ctx := r.Context()
	if d.Files, err = s.Store.Attachments(ctx, d.Case.ID); err != nil {
		return err
	}
	links, err := s.Store.Links(ctx, d.Case.ID)
	if err != nil {
		return err
	}
	for _, l := range links {
		d.Links = append(d.Links, linkOf(l))
	}
	changes, err := s.Store.CaseHistory(ctx, d.Case.ID)
	if err != nil {
		return err
	}
	people, err := s.Store.People(ctx)
	if err != nil {
		return err
	}
	names := map[string]string{"": "program", "system": "program"}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	for _, ch := range changes {
		d.History = append(d.History, historyRow{CaseChange: ch, WhoName: names[ch.Who]})
	}
	return nil
}

func linkOf(l store.Link) linkRow {
	where := map[string]string{"wycinek": "/wycinki/", "publikacja": "/wycinki/", "wątek": "/watki/", "sprawa": "/sprawy/", "flaga": "/flagi/"}
	row := linkRow{Noun: l.Noun, Text: l.Noun + " " + l.Ref}
	if prefix, ok := where[l.Noun]; ok {
		row.Href = prefix + l.Ref
	}
	return row
}
