package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// importable are the kinds of field that a table can hold.
var importable = []cases.Kind{cases.Text, cases.Note, cases.Date, cases.Moment, cases.Money, cases.Number, cases.Choice, cases.YesNo, cases.Outlet, cases.Person}

func caseImportData(g *cases.Register) importData {
	columns := []string{"znak sprawy", "tytuł", "stan", "założona", "zamknięta"}
	for _, f := range g.Fields {
		if slices.Contains(importable, f.Kind) {
			label := f.Label
			if f.Required {
				label += " (wymagane)"
			}
			columns = append(columns, label)
		}
	}
	return importData{Heading: "Wczytaj z pliku: " + g.Title, Back: "/rejestry/" + g.Name, Action: "/rejestry/" + g.Name + "/import", Columns: strings.Join(columns, ", ")}
}

func (s *Site) caseImportScreen(w http.ResponseWriter, r *http.Request) error {
	g, err := s.writable(r)
	if err != nil {
		return err
	}
	d := caseImportData(g)
	return s.show(w, r, 0, "import", d.Heading, d)
}

// writable finds the register of a path for somebody who may change it.
func (s *Site) writable(r *http.Request) (*cases.Register, error) {
	g, err := s.register(r, r.PathValue("register"))
	if err == nil && !g.MayWrite(person(r).Role) {
		return nil, errForbidden
	}
	return g, err
}

// caseImport looks a table of cases over, and on the second step opens them,
// all or none.
func (s *Site) caseImport(w http.ResponseWriter, r *http.Request) error {
	g, err := s.writable(r)
	if err != nil {
		return err
	}
	table, err := readSheet(r)
	if err != nil {
		return err
	}
	d := caseImportData(g)
	in, err := s.newCaseReader(r, g, table)
	if err != nil {
		return err
	}
	d.Ignored = in.ignored
	var list []readCase
	for i, row := range table.Rows {
		c := in.read(row)
		line := importLine{N: i + 2, Text: g.TitleOf(c.Case), Detail: c.sign.text, What: "nowa sprawa", Error: strings.Join(c.errs, " ")}
		if line.Error == "" && c.sign.text != "" {
			if line.Error, err = in.taken(r, c.sign); err != nil {
				return err
			}
		}
		if line.Error != "" {
			d.Bad++
		} else {
			d.Good++
			list = append(list, c)
		}
		d.Lines = append(d.Lines, line)
	}
	if r.FormValue("zrob") != "wczytaj" {
		d.Done = true
		if err := d.keep(table); err != nil {
			return err
		}
		return s.show(w, r, 0, "import", d.Heading, d)
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		for _, c := range list {
			if err := s.bringIn(r, tx, g, c); err != nil {
				return fmt.Errorf("import %q: %w", c.Title, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Wczytano "+polish.Counted(len(list), "sprawę", "sprawy", "spraw")+".", d.Back)
}

// A readCase is a row of a table as a case.
type readCase struct {
	press.Case
	sign readSign
	errs []string
}

// readSign is a sign as typed, and as read.
type readSign struct {
	text string
	cases.Sign
}

// A caseReader reads the rows of one table.
type caseReader struct {
	*Site
	g       *cases.Register
	table   sheet
	columns map[int]cases.Field // by column
	ignored []string            // columns that mean nothing here
	outlets []press.Outlet
	people  []store.Account
	signs   map[string]bool // seen in this table
	now     time.Time
	sign    int
	title   int
	status  int
	opened  int
	closed  int
}

func (s *Site) newCaseReader(r *http.Request, g *cases.Register, t sheet) (*caseReader, error) {
	in := &caseReader{Site: s, g: g, table: t, columns: map[int]cases.Field{}, signs: map[string]bool{}, now: s.Now(),
		sign: t.column("znak sprawy", "znak"), title: t.column("tytuł", "sprawa"), status: t.column("stan", "status"),
		opened: t.column("założona", "data wszczęcia"), closed: t.column("zamknięta", "data ostatecznego załatwienia")}
	known := []int{in.sign, in.status, in.opened, in.closed, t.column("lp.", "lp"), t.column("tytuł")}
	for _, f := range g.Fields {
		i := t.lastColumn(f.Label)
		if at := t.lastColumn(f.Name); i < 0 && !slices.Contains(known, at) {
			i = at
		}
		if i < 0 || !slices.Contains(importable, f.Kind) {
			continue
		}
		if in.columns[i] = f; i == in.title { // the only such column is the field's
			in.title = -1
		}
	}
	for i, head := range t.Head {
		if _, ok := in.columns[i]; !ok && !slices.Contains(known, i) && strings.TrimSpace(head) != "" {
			in.ignored = append(in.ignored, head)
		}
	}
	var err error
	if in.outlets, err = s.Store.Outlets(r.Context()); err != nil {
		return nil, err
	}
	in.people, err = s.Store.People(r.Context())
	return in, err
}

// read makes a case of a row; what is wrong with it comes in errs.
func (in *caseReader) read(row []string) readCase {
	c := readCase{Case: press.Case{Register: in.g.Name, Status: in.g.First(), Opened: in.now, Title: oneLine(in.table.cell(row, in.title)), Fields: map[string]any{}}}
	for i, f := range in.columns {
		v, err := in.value(f, in.table.cell(row, i))
		var invalid *press.Invalid
		if errors.As(err, &invalid) {
			c.errs = append(c.errs, invalid.Error())
		} else if v != nil {
			c.Fields[f.Name] = v
		}
	}
	slices.Sort(c.errs)
	for _, f := range in.g.Fields {
		if f.Required && f.Empty(c.Fields[f.Name]) {
			if v, err := f.Parse(f.Default); err == nil && v != nil {
				c.Fields[f.Name] = v
				continue
			}
			c.errs = append(c.errs, f.Label+": to pole jest obowiązkowe.")
		}
	}
	in.readState(&c, row)
	if c.sign.text = in.table.cell(row, in.sign); c.sign.text != "" {
		sign, err := cases.ParseSign(c.sign.text)
		if err != nil {
			c.errs = append(c.errs, err.Error())
		}
		c.sign.Sign = sign
	}
	return c
}

// value reads a cell; names stand for the identities of outlets and people.
func (in *caseReader) value(f cases.Field, raw string) (any, error) {
	switch {
	case raw == "":
		return nil, nil
	case f.Kind == cases.Outlet:
		if id := outletNamed(in.outlets, raw); id != "" {
			return id, nil
		}
		return nil, &press.Invalid{Field: f.Label, Why: "nie ma redakcji „" + raw + "”."}
	case f.Kind == cases.Person:
		for _, p := range in.people {
			if p.ID == raw || folded(p.Name) == folded(raw) {
				return p.ID, nil
			}
		}
		return nil, &press.Invalid{Field: f.Label, Why: "nie ma osoby „" + raw + "”."}
	case f.Kind == cases.Number, f.Kind == cases.Money && strings.Contains(raw, "."):
		raw = strings.ReplaceAll(raw, ",", "") // workbooks group thousands by commas
	case f.Kind == cases.Text:
		raw = strings.Join(strings.Fields(raw), " ")
	}
	return f.Parse(raw)
}

// readState reads where a case stands and since when.
func (in *caseReader) readState(c *readCase, row []string) {
	if raw := in.table.cell(row, in.status); raw != "" {
		i := slices.IndexFunc(in.g.Statuses, func(s cases.Status) bool { return s.Name == raw || folded(s.Label) == folded(raw) })
		if i < 0 {
			c.errs = append(c.errs, "Stan: nie ma stanu „"+raw+"”.")
			return
		}
		c.Status = in.g.Statuses[i].Name
	}
	moment := func(label string, column int) time.Time {
		raw := in.table.cell(row, column)
		if raw == "" {
			return time.Time{}
		}
		if v, err := (cases.Field{Label: label, Kind: cases.Date}).Parse(raw); err == nil {
			day, _ := polish.ParseDay(fmt.Sprint(v))
			return day.Start().Add(12 * time.Hour)
		}
		v, err := (cases.Field{Label: label, Kind: cases.Moment}).Parse(raw)
		if err != nil {
			c.errs = append(c.errs, err.Error())
			return time.Time{}
		}
		at, _ := time.Parse(time.RFC3339, fmt.Sprint(v))
		return at
	}
	if at := moment("Założona", in.opened); !at.IsZero() {
		c.Opened = at
	}
	c.Closed = moment("Zamknięta", in.closed)
	status, _ := in.g.Status(c.Status)
	switch {
	case status.Closed && c.Closed.IsZero():
		c.Closed = in.now
	case !status.Closed:
		c.Closed = time.Time{}
	}
}

// taken says that a sign is in use already, in the house or in the table.
func (in *caseReader) taken(r *http.Request, sign readSign) (string, error) {
	text := sign.String()
	if in.signs[text] {
		return "Znak " + text + " jest w pliku dwa razy.", nil
	}
	in.signs[text] = true
	_, err := in.Store.CaseBySign(r.Context(), text)
	switch {
	case errors.Is(err, press.ErrNotFound):
		return "", nil
	case err != nil:
		return "", err
	}
	return "Sprawa o znaku " + text + " już jest.", nil
}

// bringIn opens a case that was read from a table, with its sign and state.
func (s *Site) bringIn(r *http.Request, tx *store.Tx, g *cases.Register, c readCase) error {
	ctx, who := r.Context(), person(r).ID
	id, err := tx.OpenCase(ctx, c.Case, g.SearchText(c.Case), who)
	if err != nil {
		return err
	}
	if c.sign.text != "" {
		if err := tx.TakeSign(ctx, id, c.sign.Series(), c.sign.Number, c.sign.String()); err != nil {
			return err
		}
	}
	if !c.Closed.IsZero() {
		now, err := tx.Case(ctx, id)
		if err != nil {
			return err
		}
		now.Closed = c.Closed
		if err := tx.SaveCase(ctx, now, g.SearchText(now)); err != nil {
			return err
		}
	}
	return tx.NoteCase(ctx, store.CaseChange{Case: id, At: s.Now(), Who: who, What: "wczytał z pliku", Detail: c.sign.text})
}
