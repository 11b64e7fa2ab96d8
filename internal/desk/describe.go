package desk

import (
	"context"
	"fmt"
	"time"

	"prasowka/config"
	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// states of a clipping as the query language and the archive name them.
const (
	stateGone   = "usunięty"
	stateEdited = "zmieniony"
	stateNew    = "nowy"
)

// A describer says of a clipping what queries can ask for beside its words.
// The watch and the archive use the same one, so that they mean the same.
type describer struct {
	analyzer *polish.Analyzer
	outlets  map[string]press.Outlet
	people   *query.Set
	names    []string // of people, as the set numbers them
}

// describer reads the outlets and the office's people.
func (d *Desk) describer(ctx context.Context) (*describer, error) {
	outlets, err := d.Store.Outlets(ctx)
	if err != nil {
		return nil, err
	}
	s := &describer{analyzer: d.Analyzer, outlets: make(map[string]press.Outlet, len(outlets))}
	for _, o := range outlets {
		s.outlets[o.ID] = o
	}
	s.people, s.names, err = peopleSet(d.Analyzer, d.Config.People.People)
	return s, err
}

// peopleSet are standing queries for the names of the office's people.
func peopleSet(a *polish.Analyzer, people []config.Person) (*query.Set, []string, error) {
	var standing []query.Standing
	var names []string
	seen := map[string]bool{}
	for _, p := range people {
		q, err := query.Parse(a, `"`+p.Name+`"`)
		if err != nil || seen[p.Name] {
			continue // a post without a name yet: nothing to look for
		}
		seen[p.Name] = true
		standing = append(standing, query.Standing{ID: p.Name, Query: q})
		names = append(names, p.Name)
	}
	set, err := query.NewSet(standing)
	if err != nil {
		return nil, nil, fmt.Errorf("names of people: %w", err)
	}
	return set, names, nil
}

// doc makes a clipping ready to be matched; topics are those known to fire,
// tone its word as a whole.
func (s *describer) doc(f store.Filing, topics []string, tone string, now time.Time) (*query.Doc, query.Fields) {
	fields := query.Fields{
		ID: f.ID, Title: f.Title, Lead: f.Lead, Text: f.Text, Author: f.Author, Outlet: f.Outlet, Source: f.Source,
		Medium: string(s.outlets[f.Outlet].Medium), Topics: topics, Tone: tone, State: stateOf(f.Clipping), Published: f.Published,
	}
	words := query.NewDoc(s.analyzer, fields)
	for _, i := range s.people.Match(words, now, nil) {
		fields.Persons = append(fields.Persons, s.people.ID(i))
	}
	if len(fields.Persons) == 0 {
		return words, fields
	}
	return query.NewDoc(s.analyzer, fields), fields
}

func stateOf(c press.Clipping) string {
	switch {
	case c.Gone:
		return stateGone
	case c.Version > 1:
		return stateEdited
	}
	return stateNew
}

// entry makes a clipping ready for the archive.
func (s *describer) entry(f store.Filing, topics []string, tone string, now time.Time) index.Doc {
	_, v := s.doc(f, topics, tone, now)
	return index.Doc{
		ID: f.ID, Title: f.Title, Lead: f.Lead, Text: f.Text, Author: f.Author, Outlet: f.Outlet, Source: f.Source,
		Medium: v.Medium, Story: f.Story, Persons: v.Persons, Topics: topics, Tone: v.Tone, State: v.State,
		Tier: int(s.outlets[f.Outlet].Tier), Published: f.Published,
	}
}
