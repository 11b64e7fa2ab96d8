package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// The kinds and states of our own texts.
const (
	kindPosition = "stanowisko"
	kindRelease  = "komunikat"

	textDraft     = store.StatementDraft
	textApproved  = store.StatementApproved
	textWithdrawn = store.StatementWithdrawn
)

// statementsData is the data of the screen Stanowiska.
type statementsData struct {
	Kinds []Link
	Texts []statementRow
	Edits bool
}

// statementRow is one of our texts with the names of people.
type statementRow struct {
	store.Statement
	Who, ApprovedBy string
}

const shownTexts = 300

func (s *Site) statements(w http.ResponseWriter, r *http.Request) error {
	all, err := s.Store.Statements(r.Context(), shownTexts)
	if err != nil {
		return err
	}
	d := statementsData{Edits: person(r).Role.May(press.Officer)}
	kind := r.URL.Query().Get("rodzaj")
	for _, k := range []struct{ value, text string }{{"", "Wszystkie"}, {kindPosition, "Stanowiska"}, {kindRelease, "Komunikaty"}, {kindHolding, "Stanowiska wstępne"}} {
		d.Kinds = append(d.Kinds, Link{Text: k.text, Href: "/stanowiska?rodzaj=" + k.value, Current: k.value == kind})
	}
	all = slices.DeleteFunc(all, func(t store.Statement) bool {
		return kind != "" && t.Kind != kind || !d.Edits && t.State != textApproved
	})
	if d.Texts, err = s.statementRows(r, all); err != nil {
		return err
	}
	return s.show(w, r, 0, "statements", "Stanowiska i komunikaty", d)
}

func (s *Site) statementRows(r *http.Request, all []store.Statement) ([]statementRow, error) {
	people, err := s.Store.People(r.Context())
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	out := make([]statementRow, len(all))
	for i, t := range all {
		out[i] = statementRow{Statement: t, Who: cmp.Or(names[t.By], t.By), ApprovedBy: cmp.Or(names[t.Approved], t.Approved)}
	}
	return out, nil
}

// statementData is the data of the screen of one text.
type statementData struct {
	Text   statementRow
	Past   []statementPast
	Edits  bool
	Length int
	Echoes echoes
	Room   press.Crisis // that wrote it; zero for all but holding statements
}

// statementPast is how a text stood after one change, with the change itself.
type statementPast struct {
	statementRow
	Diff [][]polish.Run
}

func (s *Site) statement(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	t, err := s.Store.Statement(ctx, r.PathValue("id"))
	if err != nil {
		return err
	}
	d := statementData{Edits: person(r).Role.May(press.Officer), Length: utf8.RuneCountInString(t.Text)}
	if !d.Edits && t.State != textApproved {
		return errForbidden
	}
	rows, err := s.statementRows(r, []store.Statement{t})
	if err != nil {
		return err
	}
	d.Text = rows[0]
	if d.Echoes, err = s.echoesOf(ctx, t); err != nil {
		return err
	}
	if d.Room, err = s.roomOfStatement(ctx, t); err != nil {
		return err
	}
	if d.Edits {
		past, err := s.Store.StatementHistory(ctx, t.ID)
		if err != nil {
			return err
		}
		rows, err := s.statementRows(r, past)
		if err != nil {
			return err
		}
		for i, row := range rows {
			h := statementPast{statementRow: row}
			if i+1 < len(rows) {
				before := rows[i+1]
				h.Diff = changedParagraphs(polish.Diff(before.Title+"\n"+before.Text, row.Title+"\n"+row.Text))
			}
			d.Past = append(d.Past, h)
		}
	}
	return s.show(w, r, 0, "statement", t.Title, d)
}

// statementFormData is the data of the form of a text.
type statementFormData struct {
	Text   store.Statement
	Said   string // as a datetime-local field holds it
	New    bool
	Errors []string
	People []store.Account
}

func (s *Site) newStatementScreen(w http.ResponseWriter, r *http.Request) error {
	return s.showStatementForm(w, r, 0, statementFormData{New: true, Text: store.Statement{Kind: kindPosition, SaidAt: s.Now()}})
}

func (s *Site) editStatementScreen(w http.ResponseWriter, r *http.Request) error {
	t, err := s.Store.Statement(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return s.showStatementForm(w, r, 0, statementFormData{Text: t})
}

func (s *Site) showStatementForm(w http.ResponseWriter, r *http.Request, status int, d statementFormData) error {
	if d.Said == "" && !d.Text.SaidAt.IsZero() {
		d.Said = d.Text.SaidAt.In(polish.Warsaw).Format(localMoment)
	}
	var err error
	if d.People, err = s.Store.People(r.Context()); err != nil {
		return err
	}
	title := "Zmień: " + d.Text.Title
	if d.New {
		title = "Nowy tekst"
	}
	return s.show(w, r, status, "statementedit", title, d)
}

// maxText bounds a text of ours, in characters.
const maxText = 50_000

// saveStatement saves a posted text as a draft. An approved text that is
// changed needs approval again.
func (s *Site) saveStatement(w http.ResponseWriter, r *http.Request) error {
	ctx, now := r.Context(), s.Now()
	d := statementFormData{New: r.PathValue("id") == ""}
	if !d.New {
		var err error
		if d.Text, err = s.Store.Statement(ctx, r.PathValue("id")); err != nil {
			return err
		}
	}
	t := &d.Text
	if _, err := fmt.Sscan(r.FormValue("wersja"), &t.Revision); err != nil {
		return &press.Invalid{Field: "wersja", Why: "brakuje numeru wersji formularza; wczytaj stronę ponownie."}
	}
	t.Title, t.Speaker = oneLine(r.FormValue("tytul")), oneLine(r.FormValue("mowca"))
	switch {
	case t.Kind == kindHolding: // a crisis room's stays one
	case r.FormValue("rodzaj") == kindRelease:
		t.Kind = kindRelease
	default:
		t.Kind = kindPosition
	}
	t.Text = strings.TrimSpace(strings.ReplaceAll(r.FormValue("tekst"), "\r\n", "\n"))
	t.State, t.Approved, t.By, t.At = textDraft, "", person(r).ID, now
	d.Said = r.FormValue("kiedy")
	said, err := time.ParseInLocation(localMoment, d.Said, polish.Warsaw)
	if err != nil {
		d.Errors = append(d.Errors, "Kiedy: podaj dzień i godzinę.")
	}
	t.SaidAt = said
	if t.Title == "" {
		d.Errors = append(d.Errors, "Tytuł: podaj, czego dotyczy tekst.")
	}
	if n := utf8.RuneCountInString(t.Text); n == 0 || n > maxText {
		d.Errors = append(d.Errors, "Tekst: od 1 do "+polish.Count(maxText)+" znaków.")
	}
	if len(d.Errors) > 0 {
		return s.showStatementForm(w, r, http.StatusUnprocessableEntity, d)
	}
	if d.New {
		t.ID = press.NewID(now, t.Title)
	}
	put := func(tx *store.Tx) error { return tx.PutStatement(ctx, *t) }
	if err := s.act(r, put, store.Entry{What: "zapisał", Noun: kindPosition, Ref: t.ID, Detail: t.Title}); err != nil {
		return err
	}
	return s.flash(w, r, "Tekst jest zapisany jako szkic i czeka na zatwierdzenie.", "/stanowiska/"+t.ID)
}

// statementAct approves or withdraws a text.
func (s *Site) statementAct(w http.ResponseWriter, r *http.Request) error {
	ctx, id, who := r.Context(), r.PathValue("id"), person(r).ID
	act := r.FormValue("czyn")
	var what, said string
	switch act {
	case "zatwierdz":
		what, said = "zatwierdził", "Tekst jest zatwierdzony. Z nim porównujemy cytaty w publikacjach."
	case "wycofaj":
		what, said = "wycofał", "Tekst jest wycofany."
	default:
		return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}
	var revision int
	if _, err := fmt.Sscan(r.FormValue("wersja"), &revision); err != nil {
		return &press.Invalid{Field: "wersja", Why: "brakuje numeru wersji formularza; wczytaj stronę ponownie."}
	}
	do := func(tx *store.Tx) error {
		t, err := tx.Statement(ctx, id)
		if err != nil {
			return err
		}
		if t.Kind == kindHolding && act == "zatwierdz" {
			return press.Conflict("stanowisko wstępne podpisuje się w pokoju kryzysowym")
		}
		t.Revision, t.By, t.At = revision, who, s.Now()
		t.State, t.Approved = textWithdrawn, ""
		if act == "zatwierdz" {
			t.State, t.Approved = textApproved, who
		}
		return tx.PutStatement(ctx, t)
	}
	if err := s.act(r, do, store.Entry{What: what, Noun: kindPosition, Ref: id}); err != nil {
		return err
	}
	return s.flash(w, r, said, "/stanowiska/"+id)
}
