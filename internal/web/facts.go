package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// A FactFile reads, checks and writes facts.yaml, the fact register's own
// form. Mistakes are *press.Invalid or have a sentence of their own.
type FactFile struct {
	Read  func(data []byte) ([]press.Fact, error)
	Check func([]press.Fact) error
	Write func([]press.Fact) ([]byte, error)
}

// factsData is the data of the screen Fakty.
type factsData struct {
	Facts []factRow
	Stale int
	Edits bool
	Files bool // facts.yaml can be read and written
}

// factRow is a card as a line of a list.
type factRow struct {
	press.Fact
	Kind  string
	Cell  string // who answers for it, by name
	Stale string // why it asks to be reviewed; empty: it does not
}

// factKinds are the kinds of fact in Polish.
var factKinds = []struct {
	kind press.FactKind
	text string
}{
	{press.FactAmount, "kwota"}, {press.FactCount, "liczba"}, {press.FactPercent, "procent"}, {press.FactDate, "data"},
	{press.FactPerson, "osoba na stanowisku"}, {press.FactName, "nazwa"}, {press.FactStatement, "wypowiedź"},
}

func factKind(kind press.FactKind) string {
	for _, k := range factKinds {
		if k.kind == kind {
			return k.text
		}
	}
	return string(kind)
}

// staleWhy says why a card asks to be reviewed.
func staleWhy(f press.Fact, now time.Time) string {
	switch {
	case !f.ReviewBy.IsZero() && f.ReviewBy.Before(now):
		return "miała być sprawdzona do " + polish.FormatDate(f.ReviewBy)
	case !f.To.IsZero() && f.To.Before(now):
		return "obowiązywała do " + polish.FormatDate(f.To)
	}
	return ""
}

func (s *Site) facts(w http.ResponseWriter, r *http.Request) error {
	facts, err := s.Store.Facts(r.Context())
	if err != nil {
		return err
	}
	d := factsData{Edits: person(r).Role.May(press.Officer), Files: s.FactFile.Read != nil}
	for _, f := range facts {
		row := factRow{Fact: f, Kind: factKind(f.Kind), Cell: s.cellName(f.Owner), Stale: staleWhy(f, s.Now())}
		if row.Stale != "" {
			d.Stale++
		}
		d.Facts = append(d.Facts, row)
	}
	slices.SortStableFunc(d.Facts, func(a, b factRow) int { return boolOrder(b.Stale != "") - boolOrder(a.Stale != "") })
	return s.show(w, r, 0, "facts", "Fakty", d)
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// factFormData is the data of the form of a card.
type factFormData struct {
	Fact           press.Fact
	New            bool
	Revision       int // that the form shows
	Cell           string
	Cells          []choice
	Kinds          []choice
	From, To       string // 2026-01-31
	ReviewBy, Date string
	Stale          string
	Wrong          string
	Errors         []string
	Error          *queryError
	Edits          bool
	Flags          []flagRow
	Understood     string
}

func (s *Site) newFactScreen(w http.ResponseWriter, r *http.Request) error {
	return s.showFactForm(w, r, 0, factFormData{New: true, Fact: press.Fact{Kind: press.FactAmount}})
}

func (s *Site) factOf(r *http.Request, id string) (press.Fact, error) {
	facts, err := s.Store.Facts(r.Context())
	if err != nil {
		return press.Fact{}, err
	}
	i := slices.IndexFunc(facts, func(f press.Fact) bool { return f.ID == id })
	if i < 0 {
		return press.Fact{}, press.NotFound("karta faktu", id)
	}
	return facts[i], nil
}

func (s *Site) factScreen(w http.ResponseWriter, r *http.Request) error {
	f, err := s.factOf(r, r.PathValue("id"))
	if err != nil {
		return err
	}
	d := factFormData{Fact: f}
	if d.Revision, err = s.Store.FactRevision(r.Context(), f.ID); err != nil {
		return err
	}
	return s.showFactForm(w, r, 0, d)
}

func isoDay(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return polish.DayOf(t).String()
}

func (s *Site) showFactForm(w http.ResponseWriter, r *http.Request, status int, d factFormData) error {
	f := d.Fact
	d.Edits = person(r).Role.May(press.Officer)
	for _, k := range factKinds {
		d.Kinds = append(d.Kinds, choice{Value: string(k.kind), Text: k.text, On: k.kind == f.Kind})
	}
	d.Cell, d.Cells = s.cellName(f.Owner), s.cells(f.Owner)
	d.From, d.To, d.ReviewBy, d.Date = isoDay(f.From), isoDay(f.To), isoDay(f.ReviewBy), isoDay(f.Date)
	d.Wrong, d.Stale = strings.Join(f.Wrong, ", "), staleWhy(f, s.Now())
	if q, err := query.Parse(s.Analyzer, f.Subject); err == nil && f.Subject != "" {
		d.Understood = q.Explain()
	}
	if !d.New {
		flags, err := s.Store.Flags(r.Context(), store.FlagFilter{Since: s.Now().AddDate(-1, 0, 0), Limit: 1000})
		if err != nil {
			return err
		}
		flags = slices.DeleteFunc(flags, func(g press.Flag) bool { return g.Fact != f.ID })
		if d.Flags, err = s.flagRows(r, flags[:min(len(flags), 20)]); err != nil {
			return err
		}
	}
	title := "Karta faktu: " + f.ID
	if d.New {
		title = "Nowa karta faktu"
	}
	return s.show(w, r, status, "fact", title, d)
}

// cellName is a department's name; an unknown one is called as it is written.
func (s *Site) cellName(id string) string {
	for _, c := range s.Cells {
		if c.ID == id {
			return c.Name
		}
	}
	return id
}

// cells are the departments to choose from, and what stands there now.
func (s *Site) cells(now string) []choice {
	out := []choice{{Text: "nikt", On: now == ""}}
	known := now == ""
	for _, c := range s.Cells {
		out = append(out, choice{Value: c.ID, Text: c.Name, On: c.ID == now})
		known = known || c.ID == now
	}
	if !known {
		out = append(out, choice{Value: now, Text: now, On: true})
	}
	return out
}

// saveFact saves a posted card, new or known, or removes it.
func (s *Site) saveFact(w http.ResponseWriter, r *http.Request) error {
	ctx, id := r.Context(), r.PathValue("id")
	d := factFormData{New: id == ""}
	if !d.New {
		var err error
		if d.Fact, err = s.factOf(r, id); err != nil {
			return err
		}
	}
	d.Revision, _ = strconv.Atoi(r.FormValue("wersja"))
	if r.FormValue("czyn") == "usun" && !d.New {
		drop := func(tx *store.Tx) error { return tx.DropFact(ctx, id, d.Revision) }
		if err := s.act(r, drop, store.Entry{What: "usunął", Noun: "karta faktu", Ref: id, Detail: d.Fact.Value}); err != nil {
			return err
		}
		return s.flash(w, r, "Karta "+id+" jest usunięta.", "/fakty")
	}
	s.postedFact(r, &d)
	if d.New && len(d.Errors) == 0 {
		if _, err := s.factOf(r, d.Fact.ID); err == nil {
			d.Errors = append(d.Errors, "Nazwa: taka karta już jest.")
		} else if !errors.Is(err, press.ErrNotFound) {
			return err
		}
	}
	if d.Error != nil || len(d.Errors) > 0 {
		return s.showFactForm(w, r, http.StatusUnprocessableEntity, d)
	}
	put := func(tx *store.Tx) error {
		return tx.SaveFact(ctx, d.Fact, d.Revision, person(r).ID, s.Now())
	}
	if err := s.act(r, put, store.Entry{What: "zapisał", Noun: "karta faktu", Ref: d.Fact.ID, Detail: d.Fact.Value}); err != nil {
		return err
	}
	return s.flash(w, r, "Karta jest zapisana. Nowe publikacje będą z nią porównane.", "/fakty/"+d.Fact.ID)
}

// postedFact reads the form of a card into d, with its mistakes.
func (s *Site) postedFact(r *http.Request, d *factFormData) {
	f := &d.Fact
	if d.New {
		f.ID = polish.Slug(r.FormValue("id"))
	}
	f.Kind, f.Subject, f.Value, f.Tolerance = press.FactKind(r.FormValue("rodzaj")), oneLine(r.FormValue("przedmiot")), oneLine(r.FormValue("wartosc")), oneLine(r.FormValue("tolerancja"))
	f.Post, f.Speaker, f.Short, f.Wrong = oneLine(r.FormValue("stanowisko")), oneLine(r.FormValue("mowca")), oneLine(r.FormValue("skrot")), listed(r.FormValue("bledne"))
	f.Source, f.Owner = oneLine(r.FormValue("zrodlo")), oneLine(r.FormValue("wlasciciel"))
	for _, day := range []struct {
		field, label string
		into         *time.Time
	}{{"od", "Obowiązuje od", &f.From}, {"do", "Obowiązuje do", &f.To}, {"przeglad", "Sprawdzić do", &f.ReviewBy}, {"dzien", "Dzień wypowiedzi", &f.Date}} {
		*day.into = time.Time{}
		if raw := r.FormValue(day.field); raw != "" {
			got, err := polish.ParseDay(raw)
			if err != nil {
				d.Errors = append(d.Errors, day.label+": „"+raw+"” nie jest datą.")
				continue
			}
			*day.into = got.Start()
		}
	}
	if f.ID == "" {
		d.Errors = append(d.Errors, "Nazwa: podaj krótką nazwę karty, na przykład budzet-2026.")
	}
	if f.Value == "" {
		d.Errors = append(d.Errors, "Wartość: podaj, co jest prawdą.")
	}
	if f.Subject != "" {
		if _, err := query.Parse(s.Analyzer, f.Subject); err != nil {
			d.Error = place(f.Subject, err)
			return
		}
	}
	if len(d.Errors) == 0 && s.FactFile.Check != nil {
		if err := s.FactFile.Check([]press.Fact{*f}); err != nil {
			d.Errors = append(d.Errors, err.Error())
		}
	}
}

// exportFacts sends the register as facts.yaml.
func (s *Site) exportFacts(w http.ResponseWriter, r *http.Request) error {
	if s.FactFile.Write == nil {
		return press.NotFound("plik", "facts.yaml")
	}
	facts, err := s.Store.Facts(r.Context())
	if err != nil {
		return err
	}
	body, err := s.FactFile.Write(facts)
	if err != nil {
		return fmt.Errorf("write facts.yaml: %w", err)
	}
	send(w, r, "facts.yaml", "application/yaml", body, s.Now())
	return nil
}

// maxFacts bounds a file of facts, in bytes.
const maxFacts = 2 << 20

// factsOfFile reads the cards of a facts.yaml or of a table.
func (s *Site) factsOfFile(name string, body []byte) ([]press.Fact, error) {
	if isSheet(name, body) {
		return s.factsOfSheet(body)
	}
	facts, err := s.FactFile.Read(body)
	if err != nil {
		return nil, &press.Invalid{Field: "facts.yaml", Why: err.Error()}
	}
	return facts, nil
}

// importFacts takes every card of a file, or none when one is wrong.
func (s *Site) importFacts(w http.ResponseWriter, r *http.Request) error {
	if s.FactFile.Read == nil {
		return press.NotFound("plik", "facts.yaml")
	}
	file, head, err := r.FormFile("plik")
	if errors.Is(err, http.ErrMissingFile) {
		return &press.Invalid{Field: "plik", Why: "nie wybrano pliku."}
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	body, err := io.ReadAll(io.LimitReader(file, maxFacts+1))
	if err != nil {
		return err
	}
	if len(body) > maxFacts {
		return &press.Invalid{Field: "plik", Why: "jest większy niż 2 MB."}
	}
	facts, err := s.factsOfFile(head.Filename, body)
	if err != nil {
		return err
	}
	ctx, now, who := r.Context(), s.Now(), person(r).ID
	put := func(tx *store.Tx) error {
		for _, f := range facts {
			if err := tx.PutFact(ctx, f, store.FromScreen, who, now); err != nil {
				return err
			}
		}
		return nil
	}
	said := polish.Counted(len(facts), "karta", "karty", "kart")
	if err := s.act(r, put, store.Entry{What: "wczytał karty faktów", Noun: "karta faktu", Detail: said}); err != nil {
		return err
	}
	return s.flash(w, r, "Wczytano: "+said+".", "/fakty")
}
