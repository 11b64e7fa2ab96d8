package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// formData is the data of the screen that opens or changes a case, and of the
// public form.
type formData struct {
	Register *cases.Register
	Heading  string
	Intro    string
	Action   string
	Title    string
	Case     press.Case
	Groups   []inputGroup
	Errors   []string
	Article  *formArticle // the clipping that the case is about, beside the form
	Clause   string       // of a public form
	Stamp    string       // of a public form: when it was shown
	Flag     string
	People   []store.Account
	Outlets  []press.Outlet
}

type formArticle struct {
	ID, Title  string
	Paragraphs []string
}

type inputGroup struct {
	Name   string
	Inputs []input
}

// input is a field as a form shows it.
type input struct {
	cases.Field
	Value string
	Rows  []inputRow
	Error string
}

type inputRow struct {
	Index int
	Cells []inputCell
}

type inputCell struct {
	cases.Column
	Value string
}

// spareRows is how many empty rows a form offers beside the filled ones.
const spareRows = 2

// inputs sets the fields of a register with the values of a case.
func inputs(g *cases.Register, names []string, c press.Case, errs map[string]string) []inputGroup {
	var out []inputGroup
	for _, f := range g.Fields {
		if names != nil && !contains(names, f.Name) {
			continue
		}
		in := input{Field: f, Value: typed(f, c.Fields[f.Name]), Error: errs[f.Name]}
		if f.Kind == cases.Rows {
			in.Rows = inputRows(f, c.Fields[f.Name])
		}
		if n := len(out); n == 0 || out[n-1].Name != f.Group {
			out = append(out, inputGroup{Name: f.Group})
		}
		last := &out[len(out)-1]
		last.Inputs = append(last.Inputs, in)
	}
	return out
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// typed is a value as it is typed into a form.
func typed(f cases.Field, v any) string {
	switch v := v.(type) {
	case string:
		if t, err := time.Parse(time.RFC3339, v); err == nil && f.Kind == cases.Moment {
			return t.In(polish.Warsaw).Format("2006-01-02T15:04")
		}
		return v
	case bool:
		return f.Format(v)
	case float64:
		if f.Kind == cases.Money {
			return strings.ReplaceAll(fmt.Sprintf("%.2f", v/100), ".", ",")
		}
		return fmt.Sprintf("%.0f", v)
	}
	return ""
}

func inputRows(f cases.Field, v any) []inputRow {
	filled, _ := v.([]any)
	var out []inputRow
	for i := range len(filled) + spareRows {
		var cells map[string]any
		if i < len(filled) {
			cells, _ = filled[i].(map[string]any)
		}
		row := inputRow{Index: i}
		for _, c := range f.Columns {
			row.Cells = append(row.Cells, inputCell{Column: c, Value: typed(cases.Field{Kind: c.Kind}, cells[c.Name])})
		}
		out = append(out, row)
	}
	return out
}

// maxFormRows bounds the rows that are looked for in a posted form.
const maxFormRows = 300

// readFields reads a posted form into the fields of a case. Mistakes come by
// field; the values that could be read are kept all the same.
func readFields(g *cases.Register, names []string, form url.Values, into map[string]any) map[string]string {
	errs := map[string]string{}
	for _, f := range g.Fields {
		if names != nil && !contains(names, f.Name) {
			continue
		}
		v, err := readField(f, form)
		var invalid *press.Invalid
		switch {
		case errors.As(err, &invalid):
			errs[f.Name] = invalid.Field + ": " + invalid.Why
		case v == nil:
			delete(into, f.Name)
		default:
			into[f.Name] = v
		}
		if f.Required && err == nil && (f.Empty(v) || f.Kind == cases.YesNo && v != true) {
			errs[f.Name] = f.Label + ": to pole jest obowiązkowe."
		}
	}
	return errs
}

func readField(f cases.Field, form url.Values) (any, error) {
	if f.Kind != cases.Rows {
		return f.Parse(form.Get(f.Name))
	}
	var rows []map[string]string
	for i := range maxFormRows {
		row, seen := map[string]string{}, false
		for _, c := range f.Columns {
			key := f.Name + "." + strconv.Itoa(i) + "." + c.Name
			row[c.Name] = form.Get(key)
			seen = seen || form.Has(key)
		}
		if !seen {
			break
		}
		rows = append(rows, row)
	}
	return f.ParseRows(rows)
}

// newCaseScreen shows an empty form, or one filled in from a clipping or a
// flag.
func (s *Site) newCaseScreen(w http.ResponseWriter, r *http.Request) error {
	g, err := s.register(r, r.PathValue("register"))
	if err != nil {
		return err
	}
	if !g.MayWrite(person(r).Role) {
		return errForbidden
	}
	c := press.Case{Register: g.Name, Fields: map[string]any{}}
	for _, f := range g.Fields {
		if v, err := f.Parse(f.Default); err == nil && v != nil {
			c.Fields[f.Name] = v
		}
	}
	params := r.URL.Query()
	if err := s.prefill(r, g, &c, params.Get("wycinek"), params.Get("flaga")); err != nil {
		return err
	}
	return s.showForm(w, r, 0, g, c, nil, params.Get("flaga"))
}

// prefill takes what a clipping and a flag already say.
func (s *Site) prefill(r *http.Request, g *cases.Register, c *press.Case, clippingID, flagID string) error {
	var flag press.Flag
	if flagID != "" {
		var err error
		if flag, err = s.Store.Flag(r.Context(), flagID); err != nil {
			return err
		}
		clippingID = flag.Clipping
	}
	if clippingID == "" {
		return nil
	}
	f, err := s.Store.Clipping(r.Context(), clippingID)
	if err != nil {
		return err
	}
	set := func(name string, v any) {
		if field, ok := g.Field(name); ok && !field.Empty(v) {
			c.Fields[name] = v
		}
	}
	set("wycinek", f.ID)
	set("medium", f.Outlet)
	set("tytul", f.Title)
	set("autor", f.Author)
	set("miejsce", f.Where())
	set("publikacja", polish.DayOf(f.Published).String())
	if flag.ID == "" {
		return nil
	}
	set("rodzaj", string(flag.Remedy))
	set("fragment", firstOf(flag.Sentence, flag.Quote))
	if flag.Span.Field != "" {
		set("miejsce_we_fragmencie", fmt.Sprintf("%s, znaki %d–%d", flag.Span.Field, flag.Span.Start, flag.Span.End))
	}
	if _, ok := g.Field("punkty"); ok && flag.Expected != "" {
		c.Fields["punkty"] = []any{map[string]any{"nieprawda": flag.Quote, "prawda": flag.Expected}}
	}
	return nil
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (s *Site) editCaseScreen(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	if !g.MayWrite(person(r).Role) {
		return errForbidden
	}
	return s.showForm(w, r, 0, g, c, nil, "")
}

func (s *Site) showForm(w http.ResponseWriter, r *http.Request, status int, g *cases.Register, c press.Case, errs map[string]string, flag string) error {
	d := formData{Register: g, Case: c, Title: c.Title, Flag: flag, Groups: inputs(g, nil, c, errs), Errors: sortedErrors(g, errs)}
	d.Heading, d.Action = "Nowa sprawa: "+g.One, "/rejestry/"+g.Name+"/nowa"
	if c.ID != 0 {
		d.Heading, d.Action = "Zmień: "+g.TitleOf(c), fmt.Sprintf("/sprawy/%d/zmien", c.ID)
	}
	var err error
	if d.People, err = s.Store.People(r.Context()); err != nil {
		return err
	}
	if d.Outlets, err = s.Store.Outlets(r.Context()); err != nil {
		return err
	}
	if id, _ := c.Fields["wycinek"].(string); id != "" {
		f, err := s.Store.Clipping(r.Context(), id)
		switch {
		case err == nil:
			d.Article = &formArticle{ID: f.ID, Title: f.Title, Paragraphs: strings.Split(f.Text, "\n")}
		case !errors.Is(err, press.ErrNotFound):
			return err
		}
	}
	return s.show(w, r, status, "caseform", d.Heading, d)
}

func sortedErrors(g *cases.Register, errs map[string]string) []string {
	var out []string
	for _, f := range g.Fields {
		if e, ok := errs[f.Name]; ok {
			out = append(out, e)
		}
	}
	return out
}

// openCase opens a case from a posted form, gives it a sign when the register
// has a class, and ties it to its clipping and flag.
func (s *Site) openCase(w http.ResponseWriter, r *http.Request) error {
	g, err := s.register(r, r.PathValue("register"))
	if err != nil {
		return err
	}
	who := person(r)
	if !g.MayWrite(who.Role) {
		return errForbidden
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	now := s.Now()
	c := press.Case{Register: g.Name, Status: g.First(), Opened: now, Owner: who.ID, Title: oneLine(r.PostForm.Get("tytul_sprawy")), Fields: map[string]any{}}
	flag := r.PostForm.Get("flaga")
	if errs := readFields(g, nil, r.PostForm, c.Fields); len(errs) > 0 {
		return s.showForm(w, r, http.StatusUnprocessableEntity, g, c, errs, flag)
	}
	var id int64
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if id, err = s.openIn(r, tx, g, c, who.ID); err != nil {
			return err
		}
		return s.tie(r, tx, id, c, flag, who.ID, now)
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Sprawa jest założona.", fmt.Sprintf("/sprawy/%d", id))
}

// openIn writes a new case and its sign within a transaction.
func (s *Site) openIn(r *http.Request, tx *store.Tx, g *cases.Register, c press.Case, by string) (int64, error) {
	id, err := tx.OpenCase(r.Context(), c, g.SearchText(c), by)
	if err != nil || g.Sign.Class == "" {
		return id, err
	}
	base := cases.Sign{Cell: s.Symbol, Class: g.Sign.Class, Base: g.Sign.Group, Year: polish.DayOf(c.Opened).Year}
	_, err = tx.GiveSign(r.Context(), id, base.Series(), func(n int) string {
		base.Number = n
		return base.String()
	})
	return id, err
}

// tie links a new case to what it came from.
func (s *Site) tie(r *http.Request, tx *store.Tx, id int64, c press.Case, flag, who string, now time.Time) error {
	ctx := r.Context()
	if clipping, _ := c.Fields["wycinek"].(string); clipping != "" {
		if err := tx.PutLink(ctx, store.Link{Case: id, Noun: "wycinek", Ref: clipping, At: now, By: who}); err != nil {
			return err
		}
	}
	if flag == "" {
		return nil
	}
	if err := tx.DecideFlag(ctx, flag, press.FlagCase, fmt.Sprintf("sprawa %d", id), who, now); err != nil {
		return err
	}
	return tx.PutLink(ctx, store.Link{Case: id, Noun: "flaga", Ref: flag, At: now, By: who})
}

// oneLine is a text on one line, at most 300 characters.
func oneLine(s string) string {
	out := []rune(strings.Join(strings.Fields(s), " "))
	return string(out[:min(len(out), 300)])
}

// changeCase saves a posted form into a case.
func (s *Site) changeCase(w http.ResponseWriter, r *http.Request) error {
	c, g, err := s.caseOf(r)
	if err != nil {
		return err
	}
	if !g.MayWrite(person(r).Role) {
		return errForbidden
	}
	if err := r.ParseForm(); err != nil {
		return err
	}
	before := press.Case{Fields: map[string]any{}}
	for k, v := range c.Fields {
		before.Fields[k] = v
	}
	c.Revision, err = strconv.Atoi(r.PostForm.Get("wersja"))
	if err != nil {
		return &press.Invalid{Field: "wersja", Why: "brakuje numeru wersji formularza; wczytaj stronę ponownie."}
	}
	if c.Fields == nil {
		c.Fields = map[string]any{}
	}
	c.Title = oneLine(r.PostForm.Get("tytul_sprawy"))
	if errs := readFields(g, nil, r.PostForm, c.Fields); len(errs) > 0 {
		return s.showForm(w, r, http.StatusUnprocessableEntity, g, c, errs, "")
	}
	changed := changes(g, before, c)
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if err := tx.SaveCase(r.Context(), c, g.SearchText(c)); err != nil {
			return err
		}
		return tx.NoteCase(r.Context(), store.CaseChange{Case: c.ID, At: s.Now(), Who: person(r).ID, What: "zmienił dane", Detail: changed})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Zmiany są zapisane.", fmt.Sprintf("/sprawy/%d", c.ID))
}

// changes says in words which fields differ.
func changes(g *cases.Register, before, after press.Case) string {
	var out []string
	for _, f := range g.Fields {
		a, b := f.Format(before.Fields[f.Name]), f.Format(after.Fields[f.Name])
		if a == b {
			continue
		}
		if len(a)+len(b) > 160 {
			out = append(out, f.Label)
			continue
		}
		out = append(out, fmt.Sprintf("%s: „%s” → „%s”", f.Label, a, b))
	}
	return strings.Join(out, "; ")
}
