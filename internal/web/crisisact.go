package web

import (
	"context"
	"fmt"
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

// A crisisMove is what a button of a room does: it makes the line of the log
// that says so, and may do more in the same transaction.
type crisisMove struct {
	officer bool   // needs the press officer's role
	said    string // what the person is told
	do      func(s *Site, r *http.Request, room cases.Room) (press.CrisisEntry, error)
}

// crisisMoves are the buttons by their values.
var crisisMoves = map[string]crisisMove{
	"wpis":      {said: "Wpis jest na osi czasu.", do: crisisNote},
	"zadanie":   {said: "Zadanie jest zapisane; osoba dostaje wiadomość.", do: crisisTask},
	"gotowe":    {said: "Zadanie jest wykonane.", do: crisisTaskDone},
	"krok":      {said: "Krok jest wykonany.", do: crisisStep(press.CrisisStep)},
	"cofnij":    {said: "Krok znów czeka; historia pamięta jedno i drugie.", do: crisisStep(press.CrisisStepBack)},
	"rola":      {officer: true, said: "Rola ma nową osobę; dostaje wiadomość.", do: crisisRole},
	"ogloszono": {officer: true, said: "Ogłoszenie jest na osi czasu.", do: crisisPublished},
	"wniosek":   {said: "Wniosek jest zapisany.", do: crisisLesson},
}

// crisisAct carries out a button of a room.
func (s *Site) crisisAct(w http.ResponseWriter, r *http.Request) error {
	room, _, err := s.crisisOf(r)
	if err != nil {
		return err
	}
	back := fmt.Sprintf("/kryzys/%d", room.ID)
	officer := person(r).Role.May(press.Officer)
	switch act := r.FormValue("czyn"); act {
	case "potwierdz":
		return s.crisisKnown(w, r, room, back)
	case "stanowisko":
		if !officer {
			return errForbidden
		}
		return s.crisisStatement(w, r, room)
	case "podpisz":
		return s.crisisSign(w, r, room, back)
	case "zamknij":
		if !officer {
			return errForbidden
		}
		return s.closeCrisis(w, r, room, back)
	default:
		move, ok := crisisMoves[act]
		if !ok {
			return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
		}
		if move.officer && !officer {
			return errForbidden
		}
		e, err := move.do(s, r, room)
		if err != nil {
			return err
		}
		if err := s.noteCrisis(r, room, e); err != nil {
			return err
		}
		return s.flash(w, r, move.said, back)
	}
}

// noteCrisis writes a line of the log; what it says may have happened before.
func (s *Site) noteCrisis(r *http.Request, room cases.Room, e press.CrisisEntry) error {
	e = s.crisisLine(r, room, e)
	return s.act(r, func(tx *store.Tx) error {
		_, err := tx.NoteCrisis(r.Context(), e)
		return err
	}, store.Entry{What: e.Kind, Noun: "pokój kryzysowy", Ref: fmt.Sprint(room.ID)})
}

// crisisLine completes a line with its room, its writer and its time.
func (s *Site) crisisLine(r *http.Request, room cases.Room, e press.CrisisEntry) press.CrisisEntry {
	e.Crisis, e.By, e.Made = room.ID, person(r).ID, s.Now()
	if e.At.IsZero() {
		e.At = e.Made
	}
	return e
}

// momentIn reads a moment of a form; zero when it is empty.
func momentIn(r *http.Request, field, label string) (time.Time, error) {
	raw := strings.TrimSpace(r.FormValue(field))
	if raw == "" {
		return time.Time{}, nil
	}
	at, err := time.ParseInLocation(localMoment, raw, polish.Warsaw)
	if err != nil {
		return at, &press.Invalid{Field: label, Why: "podaj dzień i godzinę, na przykład 2026-11-23T07:00."}
	}
	return at, nil
}

func needed(r *http.Request, field, label string) (string, error) {
	text := words(r, field)
	if text == "" {
		return "", &press.Invalid{Field: label, Why: "nie może być puste."}
	}
	return text, nil
}

// somebody is a person of a form; press.NotFound when there is none.
func (s *Site) somebody(r *http.Request, field string) (string, error) {
	p, err := s.Store.Person(r.Context(), r.FormValue(field))
	return p.ID, err
}

func crisisNote(s *Site, r *http.Request, _ cases.Room) (e press.CrisisEntry, err error) {
	if e.Text, err = needed(r, "tekst", "Treść"); err != nil {
		return e, err
	}
	if e.At, err = momentIn(r, "kiedy", "Kiedy"); err != nil {
		return e, err
	}
	if e.At.After(s.Now()) {
		return e, &press.Invalid{Field: "Kiedy", Why: "na osi czasu stoi to, co już się stało."}
	}
	switch e.Kind = r.FormValue("rodzaj"); e.Kind {
	case press.CrisisNote, press.CrisisDecision:
	case press.CrisisTold:
		e.Owner, err = s.somebody(r, "kto")
	default:
		err = &press.Invalid{Field: "Rodzaj", Why: "nie ma takiego rodzaju wpisu."}
	}
	return e, err
}

func crisisTask(s *Site, r *http.Request, _ cases.Room) (e press.CrisisEntry, err error) {
	e.Kind = press.CrisisTask
	if e.Text, err = needed(r, "tekst", "Zadanie"); err != nil {
		return e, err
	}
	if e.Due, err = momentIn(r, "do", "Do kiedy"); err != nil {
		return e, err
	}
	if !e.Due.IsZero() && e.Due.Before(s.Now()) {
		return e, &press.Invalid{Field: "Do kiedy", Why: "ta chwila już minęła."}
	}
	e.Owner, err = s.somebody(r, "kto")
	return e, err
}

func crisisTaskDone(_ *Site, r *http.Request, room cases.Room) (press.CrisisEntry, error) {
	e := press.CrisisEntry{Kind: press.CrisisTaskDone, Ref: r.FormValue("nr"), Text: words(r, "tekst")}
	i := slices.IndexFunc(room.Tasks, func(t cases.Task) bool { return strconv.FormatInt(t.ID, 10) == e.Ref })
	if i < 0 {
		return e, press.NotFound("zadanie", e.Ref)
	}
	if !room.Tasks[i].Done.IsZero() {
		return e, press.Conflict("to zadanie jest już wykonane")
	}
	return e, nil
}

// crisisStep ticks a step off, or takes that back.
func crisisStep(kind string) func(*Site, *http.Request, cases.Room) (press.CrisisEntry, error) {
	return func(_ *Site, r *http.Request, room cases.Room) (press.CrisisEntry, error) {
		e := press.CrisisEntry{Kind: kind, Ref: r.FormValue("krok"), Text: words(r, "tekst")}
		i := slices.IndexFunc(room.Steps, func(p cases.StepState) bool { return p.ID == e.Ref })
		if i < 0 {
			return e, press.NotFound("krok", e.Ref)
		}
		if room.Steps[i].Done.IsZero() != (kind == press.CrisisStep) {
			return e, press.Conflict("ktoś zmienił ten krok przed chwilą")
		}
		return e, nil
	}
}

func crisisRole(s *Site, r *http.Request, room cases.Room) (e press.CrisisEntry, err error) {
	e.Kind, e.Ref = press.CrisisRole, r.FormValue("rola")
	if _, ok := room.Plan.Role(e.Ref); !ok {
		return e, press.NotFound("rola", e.Ref)
	}
	e.Owner, err = s.somebody(r, "kto")
	return e, err
}

func crisisPublished(_ *Site, r *http.Request, room cases.Room) (e press.CrisisEntry, err error) {
	e.Kind, e.Ref = press.CrisisPublished, r.FormValue("stanowisko")
	if !slices.ContainsFunc(room.Texts, func(t cases.HoldingText) bool { return t.Statement == e.Ref }) {
		return e, press.NotFound("stanowisko", e.Ref)
	}
	e.Text, err = needed(r, "gdzie", "Gdzie ogłoszono")
	return e, err
}

func crisisLesson(_ *Site, r *http.Request, _ cases.Room) (e press.CrisisEntry, err error) {
	e.Kind = press.CrisisLesson
	e.Text, err = needed(r, "tekst", "Wniosek")
	return e, err
}

// crisisKnown keeps that the person knows of the crisis.
func (s *Site) crisisKnown(w http.ResponseWriter, r *http.Request, room cases.Room, back string) error {
	sign := store.Receipt{Key: crisisKey(room.ID), Person: person(r).ID, Kind: store.Seen, At: s.Now()}
	err := s.Store.Write(r.Context(), func(tx *store.Tx) error { return tx.PutReceipt(r.Context(), sign) })
	if err != nil {
		return err
	}
	return s.flash(w, r, "Zapisane: wiesz o sprawie.", back)
}

// crisisStatement drafts a holding statement from a template of the plan, and
// opens it to be filled in.
func (s *Site) crisisStatement(w http.ResponseWriter, r *http.Request, room cases.Room) error {
	ctx, now := r.Context(), s.Now()
	h, ok := room.Plan.Holding(r.FormValue("wzor"))
	if !ok {
		return press.NotFound("wzór", r.FormValue("wzor"))
	}
	t := store.Statement{Kind: kindHolding, Title: h.TitleFor(room.Title), SaidAt: now, State: textDraft, By: person(r).ID, At: now,
		Text: h.Fill(cases.Situation{City: s.City, Body: firstOf(s.Body, s.Office), Matter: room.Title, At: now})}
	t.ID = press.NewID(now, fmt.Sprintf("crisis/%d/%s", room.ID, h.ID))
	e := s.crisisLine(r, room, press.CrisisEntry{Kind: press.CrisisStatement, Ref: t.ID, Text: t.Title})
	err := s.act(r, func(tx *store.Tx) error {
		if err := tx.PutStatement(ctx, t); err != nil {
			return err
		}
		_, err := tx.NoteCrisis(ctx, e)
		return err
	}, store.Entry{What: "przygotował " + kindHolding, Noun: "pokój kryzysowy", Ref: fmt.Sprint(room.ID)})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Wypełnij miejsca w nawiasach kwadratowych. Podpisuje się w pokoju kryzysowym.", "/stanowiska/"+t.ID+"/zmien")
}

// crisisSign signs a holding statement: nothing may be left to fill in, and
// only who signs by the plan, or a press officer, may.
func (s *Site) crisisSign(w http.ResponseWriter, r *http.Request, room cases.Room, back string) error {
	ctx, who, id := r.Context(), person(r), r.FormValue("stanowisko")
	if !slices.ContainsFunc(room.Texts, func(t cases.HoldingText) bool { return t.Statement == id }) {
		return press.NotFound("stanowisko", id)
	}
	signer := slices.Contains(room.Signers(), who.ID)
	if !signer && !who.Role.May(press.Officer) {
		return errForbidden
	}
	e := press.CrisisEntry{Kind: press.CrisisSigned, Ref: id}
	if !signer && len(room.Signers()) > 0 {
		e.Text = "w zastępstwie osób, które podpisują według planu"
	}
	e = s.crisisLine(r, room, e)
	err := s.act(r, func(tx *store.Tx) error {
		t, err := tx.Statement(ctx, id)
		if err != nil {
			return err
		}
		if _, err := fmt.Sscan(r.FormValue("wersja"), &t.Revision); err != nil {
			return &press.Invalid{Field: "wersja", Why: "brakuje numeru wersji formularza; wczytaj stronę ponownie."}
		}
		if gaps := cases.Gaps(t.Text); len(gaps) > 0 {
			return &press.Invalid{Field: "Stanowisko", Why: "nie wypełniono: " + strings.Join(gaps, ", ") + "."}
		}
		if t.State == textApproved {
			return press.Conflict("to stanowisko jest już podpisane")
		}
		t.State, t.Approved, t.By, t.At, t.SaidAt = textApproved, who.ID, who.ID, e.Made, e.Made
		if err := tx.PutStatement(ctx, t); err != nil {
			return err
		}
		_, err = tx.NoteCrisis(ctx, e)
		return err
	}, store.Entry{What: "podpisał " + kindHolding, Noun: "pokój kryzysowy", Ref: fmt.Sprint(room.ID)})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Stanowisko jest podpisane i może wyjść.", back)
}

// closeCrisis closes a room with its summary.
func (s *Site) closeCrisis(w http.ResponseWriter, r *http.Request, room cases.Room, back string) error {
	ctx := r.Context()
	summary, err := needed(r, "tekst", "Podsumowanie")
	if err != nil {
		return err
	}
	err = s.act(r, func(tx *store.Tx) error { return tx.CloseCrisis(ctx, room.ID, person(r).ID, summary, s.Now()) },
		store.Entry{What: "zamknął", Noun: "pokój kryzysowy", Ref: fmt.Sprint(room.ID)})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Pokój jest zamknięty. Można jeszcze dopisać wnioski na przyszłość.", back)
}

// roomOfStatement is the room that wrote a holding statement; none is zero.
func (s *Site) roomOfStatement(ctx context.Context, t store.Statement) (press.Crisis, error) {
	if t.Kind != kindHolding {
		return press.Crisis{}, nil
	}
	return s.Store.StatementCrisis(ctx, t.ID)
}
