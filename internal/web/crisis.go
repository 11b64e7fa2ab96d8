package web

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// kindHolding is a statement that a crisis room wrote.
const kindHolding = "stanowisko wstępne"

// shownCrises bounds the list of rooms.
const shownCrises = 100

// crisesData is the data of the list of rooms and of the form that opens one.
type crisesData struct {
	Open, Past []crisisRow
	Plans      []*cases.Scenario
	Edits      bool
	Story      press.Story // that the form is for; may be empty
	Topic      string
	Matter     string
	Chosen     string // name of the plan
}

type crisisRow struct {
	cases.Room
	Done, Late int
}

func (s *Site) crises(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	all, err := s.Store.Crises(ctx, shownCrises)
	if err != nil {
		return err
	}
	d := crisesData{Plans: s.Scenarios, Edits: person(r).Role.May(press.Officer), Topic: r.URL.Query().Get("temat"), Matter: r.URL.Query().Get("sprawa")}
	for _, c := range all {
		room, err := s.room(ctx, c)
		if err != nil {
			return err
		}
		row := crisisRow{Room: room}
		row.Done, row.Late = room.Standing(s.Now())
		if c.Open() {
			d.Open = append(d.Open, row)
		} else {
			d.Past = append(d.Past, row)
		}
	}
	if id := r.URL.Query().Get("watek"); id != "" {
		if d.Story, err = s.Store.Story(ctx, id); err != nil {
			return err
		}
		d.Matter = cmp.Or(d.Matter, d.Story.Title)
	}
	for _, p := range s.Scenarios { // what spreads in the press is most often one of reputation
		if p.Kind == cases.CrisisOfImage && d.Chosen == "" {
			d.Chosen = p.Name
		}
	}
	return s.show(w, r, 0, "crises", "Pokój kryzysowy", d)
}

// room reads a room with its log.
func (s *Site) room(ctx context.Context, c press.Crisis) (cases.Room, error) {
	log, err := s.Store.CrisisLog(ctx, c.ID)
	if err != nil {
		return cases.Room{}, err
	}
	return cases.RoomOf(c, log)
}

// openCrisis opens a room: the desk calls the team.
func (s *Site) openCrisis(w http.ResponseWriter, r *http.Request) error {
	ctx, now := r.Context(), s.Now()
	c := press.Crisis{Title: oneLine(r.FormValue("sprawa")), Scenario: r.FormValue("plan"), Story: r.FormValue("watek"), Topic: r.FormValue("temat"), Opened: now, By: person(r).ID}
	if c.Title == "" {
		return &press.Invalid{Field: "Sprawa", Why: "napisz w kilku słowach, o co chodzi."}
	}
	if c.Scenario != "" {
		i := slices.IndexFunc(s.Scenarios, func(p *cases.Scenario) bool { return p.Name == c.Scenario })
		if i < 0 {
			return &press.Invalid{Field: "Plan", Why: "nie ma takiego planu."}
		}
		plan, err := json.Marshal(s.Scenarios[i])
		if err != nil {
			return err
		}
		c.Plan = string(plan)
	}
	var id int64
	err := s.act(r, func(tx *store.Tx) error {
		if c.Story != "" {
			if _, err := tx.Story(ctx, c.Story); err != nil {
				return err
			}
		}
		var err error
		id, err = tx.OpenCrisis(ctx, c, words(r, "powod"))
		return err
	}, store.Entry{What: "otworzył", Noun: "pokój kryzysowy", Ref: c.Title})
	if err != nil {
		return err
	}
	return s.flash(w, r, "Pokój jest otwarty. Zespół dostaje wezwanie.", fmt.Sprintf("/kryzys/%d", id))
}

// planScreen is a plan before anything happens, to be read and printed.
func (s *Site) planScreen(w http.ResponseWriter, r *http.Request) error {
	i := slices.IndexFunc(s.Scenarios, func(p *cases.Scenario) bool { return p.Name == r.PathValue("plan") })
	if i < 0 {
		return press.NotFound("plan", r.PathValue("plan"))
	}
	plan := s.Scenarios[i]
	names, err := s.peopleNames(r.Context())
	if err != nil {
		return err
	}
	room, err := cases.RoomOf(press.Crisis{}, nil)
	if err != nil {
		return err
	}
	room.Plan = *plan
	for _, role := range plan.Roles {
		room.Holders = append(room.Holders, cases.Holder{Role: role, Now: role.Person})
	}
	for _, p := range plan.Steps {
		room.Steps = append(room.Steps, cases.StepState{Step: p})
	}
	return s.sendDoc(w, r, planDoc(room, names), "Plan "+plan.Name, cmp.Or(r.PathValue("form"), "html"))
}

// peopleNames are the names of people by ID.
func (s *Site) peopleNames(ctx context.Context) (map[string]string, error) {
	people, err := s.Store.People(ctx)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, p := range people {
		names[p.ID] = p.Name
	}
	return names, nil
}

// crisisData is the data of a room.
type crisisData struct {
	cases.Room
	Now        time.Time
	Names      map[string]string
	People     []store.Account
	Edits      bool // the person may open, close and write texts
	Signs      bool // the person may sign
	Mine       []cases.Holder
	Known      bool // the person has said that he knows
	Matter     press.Story
	Phases     []crisisPhase
	Texts      []crisisText
	Team       []crisisMember
	Timeline   []crisisEvent
	Done, Late int
	Mark       string
}

type crisisPhase struct {
	Name  string
	Steps []cases.StepState
}

// crisisText is a holding statement as it now stands.
type crisisText struct {
	cases.HoldingText
	Now    store.Statement
	Gaps   []string // still to be filled in
	Signed bool
}

// crisisMember is one person: how he was told, and whether he knows.
type crisisMember struct {
	ID, Name, Post string
	Roles          []string
	Told           []string
	Knows          time.Time
	more           int // notices
}

// More is how many further notices he got.
func (m crisisMember) More() int { return max(0, m.more-1) }

// crisisOf reads the room of a path.
func (s *Site) crisisOf(r *http.Request) (cases.Room, []press.CrisisEntry, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return cases.Room{}, nil, press.NotFound("pokój kryzysowy", r.PathValue("id"))
	}
	c, err := s.Store.Crisis(r.Context(), id)
	if err != nil {
		return cases.Room{}, nil, err
	}
	log, err := s.Store.CrisisLog(r.Context(), id)
	if err != nil {
		return cases.Room{}, nil, err
	}
	room, err := cases.RoomOf(c, log)
	return room, log, err
}

func (s *Site) crisis(w http.ResponseWriter, r *http.Request) error {
	d, err := s.crisisFilled(r)
	if err != nil {
		return err
	}
	return s.show(w, r, 0, "crisis", "Pokój kryzysowy: "+d.Title, d)
}

// crisisFilled gathers what a room shows.
func (s *Site) crisisFilled(r *http.Request) (crisisData, error) {
	ctx, me := r.Context(), person(r)
	room, log, err := s.crisisOf(r)
	if err != nil {
		return crisisData{}, err
	}
	d := crisisData{Room: room, Now: s.Now(), Edits: me.Role.May(press.Officer), Mine: room.HeldBy(me.ID)}
	d.Signs = d.Edits || slices.Contains(room.Signers(), me.ID)
	d.Done, d.Late = room.Standing(d.Now)
	if d.People, err = s.Store.People(ctx); err != nil {
		return d, err
	}
	if d.Names, err = s.peopleNames(ctx); err != nil {
		return d, err
	}
	if room.Story != "" {
		if d.Matter, err = s.Store.Story(ctx, room.Story); err != nil && !errors.Is(err, press.ErrNotFound) {
			return d, err
		}
	}
	for _, name := range room.Phases() {
		p := crisisPhase{Name: name}
		for _, step := range room.Steps {
			if step.Phase == name {
				p.Steps = append(p.Steps, step)
			}
		}
		d.Phases = append(d.Phases, p)
	}
	for _, t := range room.Texts {
		if err := s.crisisText(ctx, &d, t); err != nil {
			return d, err
		}
	}
	around, err := s.crisisAround(ctx, room)
	if err != nil {
		return d, err
	}
	d.Timeline = d.timeline(log, around)
	d.Team = d.team(around)
	for _, m := range d.Team {
		d.Known = d.Known || m.ID == me.ID && !m.Knows.IsZero()
	}
	d.Mark = fmt.Sprintf("%d-%d-%d", len(log), len(d.Timeline), d.Late)
	return d, nil
}

// crisisText adds a holding statement with the state in which it now is.
func (s *Site) crisisText(ctx context.Context, d *crisisData, t cases.HoldingText) error {
	now, err := s.Store.Statement(ctx, t.Statement)
	if err != nil {
		return err
	}
	t.Title = now.Title
	d.Texts = append(d.Texts, crisisText{HoldingText: t, Now: now, Gaps: cases.Gaps(now.Text), Signed: now.State == textApproved})
	return nil
}

// team lists who is on it or was told, and who knows.
func (d *crisisData) team(around crisisAround) []crisisMember {
	var out []crisisMember
	add := func(id string) *crisisMember {
		if i := slices.IndexFunc(out, func(m crisisMember) bool { return m.ID == id }); i >= 0 {
			return &out[i]
		}
		out = append(out, crisisMember{ID: id, Name: cmp.Or(d.Names[id], id), Knows: around.knows[id]})
		return &out[len(out)-1]
	}
	for _, h := range d.Holders {
		if h.Now != "" {
			m := add(h.Now)
			m.Roles = append(m.Roles, h.Name)
		}
	}
	for _, id := range d.Room.Team() {
		add(id)
	}
	for _, n := range around.notices {
		for _, p := range d.People {
			if p.Email != "" && p.Email == n.To {
				m := add(p.ID)
				if m.more++; m.more > 1 && !n.Failed {
					continue
				}
				said := n.Channel + " " + polish.FormatDateTimeIn(cmp.Or(n.SentAt, n.Made), polish.DayOf(d.Now).Year)
				if n.SentAt.IsZero() {
					said = n.Channel + ": czeka na wysłanie"
				}
				if n.Failed {
					said = n.Channel + ": nie wysłano"
				}
				m.Told = append(m.Told, said)
			}
		}
	}
	for id := range around.knows {
		add(id)
	}
	for _, id := range d.Told {
		if id != "" {
			m := add(id)
			m.Told = append(m.Told, "osobiście albo telefonem")
		}
	}
	for i := range out {
		for _, p := range d.People {
			if p.ID == out[i].ID {
				out[i].Post = p.Post
			}
		}
	}
	return out
}

// NameOf is what a person is called.
func (d crisisData) NameOf(id string) string { return cmp.Or(d.Names[id], id) }

// RoleName is what a role of the plan is called.
func (d crisisData) RoleName(id string) string {
	role, _ := d.Plan.Role(id)
	return role.Name
}

// crisisLink is the rooms of a story, and whether the person may open one.
type crisisLink struct {
	Rooms []press.Crisis
	May   bool
}

func (s *Site) crisisLink(r *http.Request, story string) (crisisLink, error) {
	rooms, err := s.Store.StoryCrises(r.Context(), story)
	return crisisLink{rooms, person(r).Role.May(press.Officer)}, err
}
