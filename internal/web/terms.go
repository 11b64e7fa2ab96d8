package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/paper"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// termsData is the data of the screen Terminy.
type termsData struct {
	Missed, Soon, Later []termRow
	Open                []termRow // no day can be computed
}

// termRow is a running term of an open case.
type termRow struct {
	clock
	Case     press.Case
	Title    string
	One      string // "autoryzacja"
	Register string
}

// openTerms is every running term of the cases that the person may read.
func (s *Site) openTerms(r *http.Request) ([]termRow, error) {
	outlets, err := s.outletsByID(r)
	if err != nil {
		return nil, err
	}
	around, now := s.surroundings(outlets), s.Now()
	var out []termRow
	for _, g := range s.Registers {
		if !g.MayRead(person(r).Role) {
			continue
		}
		list, err := s.Store.Cases(r.Context(), store.CaseFilter{Register: g.Name, Open: true, Limit: maxOpen})
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			for _, d := range g.Deadlines(c, around) {
				if d.Running() {
					out = append(out, termRow{clock: clockOf(d, now), Case: c, Title: g.TitleOf(c), One: g.One, Register: g.Title})
				}
			}
		}
	}
	slices.SortStableFunc(out, func(a, b termRow) int { return a.At.Compare(b.At) })
	return out, nil
}

// maxOpen bounds the open cases of one register that are looked through.
const maxOpen = 2000

func (s *Site) terms(w http.ResponseWriter, r *http.Request) error {
	rows, err := s.openTerms(r)
	if err != nil {
		return err
	}
	var d termsData
	for _, row := range rows {
		switch {
		case row.Open:
			d.Open = append(d.Open, row)
		case row.Missed:
			d.Missed = append(d.Missed, row)
		case row.Soon:
			d.Soon = append(d.Soon, row)
		default:
			d.Later = append(d.Later, row)
		}
	}
	return s.show(w, r, 0, "terms", "Terminy", d)
}

// calendarData is the data of the screen Kalendarz.
type calendarData struct {
	Month      string
	Prev, Next string
	Weeks      [][]calendarDay
}

type calendarDay struct {
	Day    polish.Day
	Other  bool // of a neighbouring month
	Off    string
	Today  bool
	Events []calendarEvent
}

// calendarEvent is something on a day: a case's event, or the end of a term.
type calendarEvent struct {
	Text, Href string
	Term       bool
	at         time.Time
}

func (s *Site) calendar(w http.ResponseWriter, r *http.Request) error {
	today := polish.DayOf(s.Now())
	first := polish.NewDay(today.Year, today.Month, 1)
	if asked, err := polish.ParseDay(r.URL.Query().Get("miesiac") + "-01"); err == nil {
		first = asked
	}
	events, err := s.events(r)
	if err != nil {
		return err
	}
	byDay := map[polish.Day][]calendarEvent{}
	for _, e := range events {
		day := polish.DayOf(e.at)
		byDay[day] = append(byDay[day], e)
	}
	d := calendarData{
		Month: fmt.Sprintf("%s %d", polish.MonthName(first.Month), first.Year),
		Prev:  polish.AddMonths(first, -1).String()[:7], Next: polish.AddMonths(first, 1).String()[:7],
	}
	day := first.Add(-(int(first.Weekday()) + 6) % 7)
	for week := 0; week < 6 && (week == 0 || day.Month == first.Month); week++ {
		var days []calendarDay
		for range 7 {
			cd := calendarDay{Day: day, Other: day.Month != first.Month, Today: day == today, Events: byDay[day]}
			if day.Weekday() != time.Sunday {
				cd.Off, _ = s.Calendar.Name(day)
			}
			days = append(days, cd)
			day = day.Add(1)
		}
		d.Weeks = append(d.Weeks, days)
	}
	return s.show(w, r, 0, "calendar", "Kalendarz: "+d.Month, d)
}

// events is what stands in the calendar: the events of cases, and the ends of
// running terms.
func (s *Site) events(r *http.Request) ([]calendarEvent, error) {
	var out []calendarEvent
	for _, g := range s.Registers {
		f, ok := g.Field(g.Event)
		if !ok || !g.MayRead(person(r).Role) {
			continue
		}
		list, err := s.Store.Cases(r.Context(), store.CaseFilter{Register: g.Name, Limit: maxOpen})
		if err != nil {
			return nil, err
		}
		for _, c := range list {
			if st, _ := g.Status(c.Status); st.Void {
				continue
			}
			if at, ok := instant(f, c.Fields[g.Event]); ok {
				out = append(out, calendarEvent{Text: g.One + ": " + g.TitleOf(c), Href: fmt.Sprintf("/sprawy/%d", c.ID), at: at})
			}
		}
	}
	terms, err := s.openTerms(r)
	for _, t := range terms {
		if !t.Open {
			out = append(out, calendarEvent{Text: t.Term.Label + ": " + t.Title, Href: fmt.Sprintf("/sprawy/%d", t.Case.ID), Term: true, at: t.Last.Start()})
		}
	}
	slices.SortStableFunc(out, func(a, b calendarEvent) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.Text, b.Text)) })
	return out, err
}

// instant is when a date or moment field says.
func instant(f cases.Field, v any) (time.Time, bool) {
	text, _ := v.(string)
	if f.Kind == cases.Moment {
		t, err := time.Parse(time.RFC3339, text)
		return t, err == nil
	}
	d, err := polish.ParseDay(text)
	return d.Start(), err == nil
}

// calendarFeed is the calendar as iCalendar, for the clerks' own programs.
func (s *Site) calendarFeed(w http.ResponseWriter, r *http.Request) error {
	events, err := s.events(r)
	if err != nil {
		return err
	}
	var out []paper.Event
	for _, e := range events {
		out = append(out, paper.Event{ID: fmt.Sprintf("%s/%x@prasowka", e.Href, e.Text), Title: e.Text, Start: e.at.In(polish.Warsaw), AllDay: e.Term || e.at.Equal(polish.DayOf(e.at).Start())})
	}
	body, err := paper.ICS("prasówka "+s.City, out, s.Now())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	_, err = w.Write(body)
	return err
}
