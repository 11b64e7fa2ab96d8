package web

import (
	"fmt"
	"net/http"
	"net/mail"
	"slices"
	"strconv"
	"strings"

	"prasowka/internal/cases"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// mediaData is the data of the screen Media.
type mediaData struct {
	Outlets []outletRow
	People  int
}

type outletRow struct {
	press.Outlet
	Journalists []store.Journalist
}

// media lists the directory: outlets and those who write for them.
func (s *Site) media(w http.ResponseWriter, r *http.Request) error {
	outlets, err := s.Store.Outlets(r.Context())
	if err != nil {
		return err
	}
	all, err := s.Store.Journalists(r.Context(), "")
	if err != nil {
		return err
	}
	d := mediaData{People: len(all)}
	for _, o := range outlets {
		row := outletRow{Outlet: o}
		for _, j := range all {
			if j.Outlet == o.ID {
				row.Journalists = append(row.Journalists, j)
			}
		}
		d.Outlets = append(d.Outlets, row)
	}
	return s.show(w, r, 0, "media", "Media", d)
}

// outletData is the data of an outlet's card.
type outletData struct {
	outletRow
	Tier    string
	Cases   []caseRow
	Clips   []clip
	Clocks  []string // what its press class means for our clocks
	Missing bool     // no editor or address: a sprostowanie cannot be addressed
}

// tierNames say a reach in words.
var tierNames = map[press.Tier]string{1: "miejski", 2: "regionalny", 3: "ogólnopolski"}

func (s *Site) mediaOutlet(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	o, err := s.Store.Outlet(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	d := outletData{outletRow: outletRow{Outlet: o}, Tier: firstOf(tierNames[o.Tier], "nieokreślony"), Missing: o.Editor == "" || o.Address == ""}
	if d.Journalists, err = s.Store.Journalists(ctx, o.ID); err != nil {
		return err
	}
	if d.Cases, err = s.contacts(r, o); err != nil {
		return err
	}
	filings, err := s.Store.Clippings(ctx, store.ClippingFilter{Outlet: o.ID, Limit: 20})
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	d.Clips, d.Clocks = names.clips(filings), classClocks(s.Registers, o.Class)
	return s.show(w, r, 0, "outlet", o.Name, d)
}

// contacts are the cases that name an outlet, the newest first.
func (s *Site) contacts(r *http.Request, o press.Outlet) ([]caseRow, error) {
	var out []caseRow
	for _, g := range s.Registers {
		if !g.MayRead(person(r).Role) {
			continue
		}
		rows, err := s.caseRows(r, g, store.CaseFilter{Register: g.Name, Words: folded(o.ID), Limit: 100})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if slices.ContainsFunc(g.Fields, func(f cases.Field) bool { return f.Kind == cases.Outlet && row.Fields[f.Name] == o.ID }) {
				out = append(out, row)
			}
		}
	}
	slices.SortFunc(out, func(a, b caseRow) int { return b.Opened.Compare(a.Opened) })
	return out, nil
}

// classClocks says which clocks of the registers hang on a press class.
func classClocks(registers []*cases.Register, class press.Class) []string {
	var out []string
	for _, g := range registers {
		for _, t := range g.Terms {
			if span, ok := t.ByClass[string(class)]; ok {
				out = append(out, fmt.Sprintf("%s: %s (%s)", t.Label, span, t.Basis))
			}
		}
	}
	return out
}

// journalistData is the data of the form for one journalist.
type journalistData struct {
	store.Journalist
	Outlets []press.Outlet
	Errors  []string
}

func (s *Site) journalistScreen(w http.ResponseWriter, r *http.Request) error {
	j := store.Journalist{Outlet: r.URL.Query().Get("redakcja")}
	if id := r.PathValue("id"); id != "nowy" {
		var err error
		if j, err = s.Store.Journalist(r.Context(), id); err != nil {
			return err
		}
	}
	return s.showJournalist(w, r, 0, j, nil)
}

func (s *Site) showJournalist(w http.ResponseWriter, r *http.Request, status int, j store.Journalist, errs []string) error {
	outlets, err := s.Store.Outlets(r.Context())
	if err != nil {
		return err
	}
	return s.show(w, r, status, "journalist", firstOf(j.Name, "Nowy dziennikarz"), journalistData{j, outlets, errs})
}

// saveJournalist writes an entry of the directory.
func (s *Site) saveJournalist(w http.ResponseWriter, r *http.Request) error {
	get := func(name string) string { return oneLine(r.FormValue(name)) }
	j := store.Journalist{ID: r.PathValue("id"), Name: get("nazwa"), Outlet: get("redakcja"), Post: get("funkcja"), Email: get("email"), Phone: get("telefon"), Note: get("uwagi")}
	what := "zmienił"
	if j.ID == "nowy" {
		j.ID, what = "", "dodał"
	} else if _, err := s.Store.Journalist(r.Context(), j.ID); err != nil {
		return err
	}
	if errs := s.wrongJournalist(r, j); len(errs) > 0 {
		return s.showJournalist(w, r, http.StatusUnprocessableEntity, j, errs)
	}
	if j.ID == "" {
		j.ID = press.NewID(s.Now(), j.Outlet+"/"+j.Name)
	}
	err := s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if err := tx.PutJournalist(r.Context(), j); err != nil {
			return err
		}
		return tx.Note(r.Context(), store.Entry{At: s.Now(), Who: person(r).ID, What: what, Noun: "dziennikarz", Ref: j.ID, Detail: j.Name})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Wpis jest zapisany.", "/media/"+j.Outlet)
}

// wrongJournalist says what keeps an entry out of the directory.
func (s *Site) wrongJournalist(r *http.Request, j store.Journalist) []string {
	var errs []string
	if j.Name == "" {
		errs = append(errs, "Imię i nazwisko: to pole jest obowiązkowe.")
	}
	if _, err := s.Store.Outlet(r.Context(), j.Outlet); err != nil {
		errs = append(errs, "Redakcja: wybierz ją z listy.")
	}
	if j.Email != "" {
		if _, err := mail.ParseAddress(j.Email); err != nil {
			errs = append(errs, "E-mail: „"+j.Email+"” to nie jest adres.")
		}
	}
	return errs
}

func (s *Site) dropJournalist(w http.ResponseWriter, r *http.Request) error {
	j, err := s.Store.Journalist(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		if err := tx.DropJournalist(r.Context(), j.ID); err != nil {
			return err
		}
		return tx.Note(r.Context(), store.Entry{At: s.Now(), Who: person(r).ID, What: "usunął", Noun: "dziennikarz", Ref: j.ID})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Wpis jest usunięty.", "/media/"+j.Outlet)
}

func mediaImportData() importData {
	return importData{Heading: "Wczytaj dziennikarzy z pliku", Back: "/media", Action: "/media/import",
		Columns: "imię i nazwisko, redakcja (nazwa albo skrót), funkcja, e-mail, telefon, uwagi"}
}

func (s *Site) mediaImportScreen(w http.ResponseWriter, r *http.Request) error {
	d := mediaImportData()
	return s.show(w, r, 0, "import", d.Heading, d)
}

// mediaImport looks a table of journalists over, and on the second step writes
// it.
func (s *Site) mediaImport(w http.ResponseWriter, r *http.Request) error {
	table, err := readSheet(r)
	if err != nil {
		return err
	}
	d := mediaImportData()
	entries, err := s.journalistsOf(r, table, &d)
	if err != nil {
		return err
	}
	if r.FormValue("zrob") != "wczytaj" {
		d.Done = true
		if err := d.keep(table); err != nil {
			return err
		}
		return s.show(w, r, 0, "import", d.Heading, d)
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error {
		for _, j := range entries {
			if err := tx.PutJournalist(r.Context(), j); err != nil {
				return err
			}
		}
		return tx.Note(r.Context(), store.Entry{At: s.Now(), Who: person(r).ID, What: "wczytał z pliku", Noun: "dziennikarz", Detail: strconv.Itoa(len(entries))})
	})
	if err != nil {
		return err
	}
	return s.flash(w, r, fmt.Sprintf("Wczytano wpisy: %d.", len(entries)), "/media")
}

// journalistsOf reads a table into entries; mistakes and doubles are told a
// line each. Somebody of the same name at the same outlet is the same person.
func (s *Site) journalistsOf(r *http.Request, t sheet, d *importData) ([]store.Journalist, error) {
	outlets, err := s.Store.Outlets(r.Context())
	if err != nil {
		return nil, err
	}
	known, err := s.Store.Journalists(r.Context(), "")
	if err != nil {
		return nil, err
	}
	name, outlet := t.column("imię i nazwisko", "nazwisko", "nazwa", "dziennikarz"), t.column("redakcja", "medium", "tytuł")
	if name < 0 || outlet < 0 {
		return nil, &press.Invalid{Field: "plik", Why: "w nagłówku brakuje kolumny „imię i nazwisko” albo „redakcja”."}
	}
	post, email, phone, note := t.column("funkcja", "stanowisko"), t.column("e-mail", "email", "mail"), t.column("telefon", "tel"), t.column("uwagi")
	seen := map[string]bool{}
	var out []store.Journalist
	for i, row := range t.Rows {
		j := store.Journalist{Name: oneLine(t.cell(row, name)), Post: oneLine(t.cell(row, post)), Email: oneLine(t.cell(row, email)), Phone: oneLine(t.cell(row, phone)), Note: oneLine(t.cell(row, note))}
		j.Outlet = outletNamed(outlets, t.cell(row, outlet))
		line := importLine{N: i + 2, Text: j.Name + " · " + t.cell(row, outlet), Detail: strings.Trim(j.Email+" "+j.Phone, " "), What: "nowy"}
		errs := s.wrongJournalist(r, j)
		key := j.Outlet + "/" + folded(j.Name)
		if len(errs) == 0 && seen[key] {
			errs = []string{"Ta osoba jest w pliku dwa razy."}
		}
		seen[key] = true
		if len(errs) > 0 {
			line.Error = strings.Join(errs, " ")
			d.Bad++
			d.Lines = append(d.Lines, line)
			continue
		}
		j.ID = press.NewID(s.Now(), key)
		for _, k := range known {
			if k.Outlet == j.Outlet && folded(k.Name) == folded(j.Name) {
				j.ID, line.What = k.ID, "zmiana"
			}
		}
		d.Good++
		d.Lines, out = append(d.Lines, line), append(out, j)
	}
	return out, nil
}

// outletNamed finds an outlet by identity or name; empty when there is none.
func outletNamed(outlets []press.Outlet, name string) string {
	for _, o := range outlets {
		if folded(o.ID) == folded(name) || folded(o.Name) == folded(name) {
			return o.ID
		}
	}
	return ""
}
