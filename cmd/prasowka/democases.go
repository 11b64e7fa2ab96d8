package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// A demoCase is a living example in a register. Values are as typed into the
// form; "@-3" is the day three days ago and "@-3 10:30" a moment of it.
type demoCase struct {
	register string
	status   string
	opened   int // days ago
	closed   bool
	title    string
	fields   map[string]string
	rows     map[string][]map[string]string
	steps    []demoStep
}

// A demoStep is one line of a case's history.
type demoStep struct {
	days int // ago
	what string
	text string
}

// demoOffice fills the registers and the directory of media with examples, so
// that a newcomer sees what they are for. People and papers are invented.
func demoOffice(ctx context.Context, db *store.DB, registers []*cases.Register, now time.Time) error {
	byName := map[string]*cases.Register{}
	for _, r := range registers {
		byName[r.Name] = r
	}
	return db.Write(ctx, func(tx *store.Tx) error {
		if there, err := tx.Cases(ctx, store.CaseFilter{Limit: 1}); err != nil || len(there) > 0 {
			return err // a folder that was kept from the last time
		}
		for _, j := range demoJournalists() {
			j.ID = press.NewID(now, j.Outlet+"/"+j.Name)
			if err := tx.PutJournalist(ctx, j); err != nil {
				return err
			}
		}
		for _, d := range demoCases() {
			reg := byName[d.register]
			if reg == nil {
				continue // an office may do without a register
			}
			if err := d.open(ctx, tx, reg, now); err != nil {
				return fmt.Errorf("example in %s: %w", d.register, err)
			}
		}
		return demoInvitations(ctx, tx, now)
	})
}

// open writes an example with its history.
func (d demoCase) open(ctx context.Context, tx *store.Tx, reg *cases.Register, now time.Time) error {
	c := press.Case{Register: d.register, Status: d.status, Title: d.title, Owner: demoPerson, Opened: now.AddDate(0, 0, -d.opened), Fields: map[string]any{}}
	if c.Status == "" {
		c.Status = reg.First()
	}
	if _, ok := reg.Status(c.Status); !ok {
		return press.NotFound("status", c.Status)
	}
	if err := d.read(reg, now, c.Fields); err != nil {
		return err
	}
	id, err := tx.OpenCase(ctx, c, reg.SearchText(c), demoPerson)
	if err != nil {
		return err
	}
	if d.closed {
		if c, err = tx.Case(ctx, id); err != nil {
			return err
		}
		c.Closed = now.AddDate(0, 0, -1)
		if err := tx.SaveCase(ctx, c, reg.SearchText(c)); err != nil {
			return err
		}
	}
	for _, s := range d.steps {
		if err := tx.NoteCase(ctx, store.CaseChange{Case: id, At: now.AddDate(0, 0, -s.days), Who: demoPerson, What: s.what, Detail: s.text}); err != nil {
			return err
		}
	}
	return nil
}

// read turns typed values into those that a case keeps.
func (d demoCase) read(reg *cases.Register, now time.Time, into map[string]any) error {
	for _, f := range reg.Fields {
		if v, err := f.Parse(f.Default); err == nil && v != nil {
			into[f.Name] = v
		}
	}
	for name, raw := range d.fields {
		f, ok := reg.Field(name)
		if !ok {
			return press.NotFound("pole", name)
		}
		v, err := f.Parse(relative(raw, now))
		if err != nil {
			return err
		}
		into[name] = v
	}
	for name, rows := range d.rows {
		f, ok := reg.Field(name)
		if !ok {
			return press.NotFound("pole", name)
		}
		typed := make([]map[string]string, len(rows))
		for i, row := range rows {
			typed[i] = map[string]string{}
			for k, raw := range row {
				typed[i][k] = relative(raw, now)
			}
		}
		v, err := f.ParseRows(typed)
		if err != nil {
			return err
		}
		into[name] = v
	}
	return nil
}

// relative reads "@-3", "@5 10:30", "@w4" (the fourth working day from now) and
// "@h-2" (two hours ago) as days and moments; everything else stays.
func relative(raw string, now time.Time) string {
	rest, ok := strings.CutPrefix(raw, "@")
	if !ok {
		return raw
	}
	if hours, ok := strings.CutPrefix(rest, "h"); ok {
		n, _ := strconv.Atoi(hours)
		return now.Add(time.Duration(n) * time.Hour).In(polish.Warsaw).Format("2006-01-02 15:04")
	}
	days, hour, timed := strings.Cut(rest, " ")
	today := polish.DayOf(now)
	var day string
	if working, ok := strings.CutPrefix(days, "w"); ok {
		n, _ := strconv.Atoi(working)
		day = polish.Calendar{}.AddWorking(today, n).String()
	} else {
		n, _ := strconv.Atoi(days)
		day = today.Add(n).String()
	}
	if timed {
		return day + " " + hour
	}
	return day
}

func demoJournalists() []store.Journalist {
	return []store.Journalist{
		{Name: "Iga Pytalska", Outlet: "glos", Post: "reporterka", Email: "i.pytalska@glos.example", Phone: "600 100 201"},
		{Name: "Bartosz Szpalta", Outlet: "glos", Post: "redaktor prowadzący", Email: "b.szpalta@glos.example"},
		{Name: "Weronika Lead", Outlet: "kurier", Post: "dziennikarka miejska", Email: "w.lead@kurier.example"},
		{Name: "Konrad Nagłówek", Outlet: "tygodnik", Post: "sekretarz redakcji", Email: "k.naglowek@tygodnik.example", Phone: "87 100 20 30"},
		{Name: "Sonia Fala", Outlet: "radio", Post: "reporterka", Email: "s.fala@radio.example", Note: "materiały dźwiękowe przysyłać do 14:00"},
	}
}
