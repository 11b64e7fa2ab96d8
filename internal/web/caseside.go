package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// An Election is a time in which what the city celebrates may be taken for
// canvassing. It comes from the configuration.
type Election struct {
	Name      string
	From, Day polish.Day // the campaign, and the day of voting
	Confirmed bool       // else "do potwierdzenia"
}

// clash is another event in the way of a case's.
type clash struct {
	How, Title, Href, Register string
}

// maxClashes bounds the clashes shown of one case.
const maxClashes = 8

// clashes are the events of other open cases that take the leadership's time
// together with a case's own.
func (s *Site) clashes(r *http.Request, g *cases.Register, c press.Case) ([]clash, error) {
	own, ok := g.Engagement(c)
	status, _ := g.Status(c.Status)
	if !g.Busy || !ok || status.Closed || !own.To.After(s.Now()) {
		return nil, nil
	}
	var now, day []clash // at the same hour, on the same day
	for _, reg := range s.Registers {
		if !reg.Busy || !reg.MayRead(person(r).Role) {
			continue
		}
		list, err := s.Store.Cases(r.Context(), store.CaseFilter{Register: reg.Name, Open: true, Limit: maxOpen})
		if err != nil {
			return nil, err
		}
		for _, other := range list {
			e, ok := reg.Engagement(other)
			if !ok || other.ID == c.ID {
				continue
			}
			found := clash{How: own.Meets(e), Title: reg.TitleOf(other), Href: fmt.Sprintf("/sprawy/%d", other.ID), Register: reg.One}
			switch found.How {
			case cases.SameHour:
				now = append(now, found)
			case cases.SameDay:
				day = append(day, found)
			}
		}
	}
	out := slices.Concat(now, day)
	return out[:min(len(out), maxClashes)], nil
}

// canvassing says that the event of a case falls before an election.
func (s *Site) canvassing(g *cases.Register, c press.Case) []string {
	own, ok := g.Engagement(c)
	if !g.Busy || !ok {
		return nil
	}
	var out []string
	for _, e := range s.Elections {
		if !own.From.Before(e.Day.End()) || !own.To.After(e.From.Start()) {
			continue
		}
		text := fmt.Sprintf("Wydarzenie wypada w kampanii: %s (od %s do %s).", e.Name, e.From.Words(), e.Day.Words())
		if !e.Confirmed {
			text += " Daty do potwierdzenia."
		}
		out = append(out, text+" Zapytaj radcę prawnego, czy i jak Prezydent może w nim wystąpić.")
	}
	return out
}

// compared holds the texts of a case against each other and against the
// clipping in which they were printed.
func (s *Site) compared(r *http.Request, g *cases.Register, c press.Case) (*cases.Texts, error) {
	if g.Compare == nil {
		return nil, nil
	}
	var printed *press.Clipping
	if id := textOf(c, g.Compare.Printed); id != "" {
		f, err := s.Store.Clipping(r.Context(), id)
		if err != nil && !errors.Is(err, press.ErrNotFound) {
			return nil, err
		}
		if err == nil {
			printed = &f.Clipping
		}
	}
	t, ok := g.Texts(c, printed)
	if !ok {
		return nil, nil
	}
	return &t, nil
}

// since is the first instant of the day from which a case's echo counts; zero:
// always.
func since(g *cases.Register, c press.Case) time.Time {
	f, ok := g.Field(g.Echo.After)
	if !ok {
		return time.Time{}
	}
	at, ok := instant(f, c.Fields[f.Name])
	if !ok {
		return time.Time{}
	}
	return polish.DayOf(at).Start()
}
