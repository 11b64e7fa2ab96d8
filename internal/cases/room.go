package cases

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/press"
)

// A Room is a crisis room as its log makes it: who holds which role, what is
// done and what is not. The log is the truth; a Room is only how it reads now.
type Room struct {
	press.Crisis
	Plan    Scenario
	Holders []Holder
	Steps   []StepState
	Tasks   []Task
	Texts   []HoldingText // holding statements, the newest first
	Told    []string      // Person.IDs who were told by hand
	Summary string        // of the closing
}

// A Holder is who holds a role now.
type Holder struct {
	Role
	Now   string // Person.ID; empty: nobody yet
	Since time.Time
}

// A StepState is a step of the plan and whether it is done.
type StepState struct {
	Step
	Due  time.Time // zero: in its time
	Done time.Time // zero: not yet
	By   string
	Note string
}

// A Task is who does what until when.
type Task struct {
	press.CrisisEntry
	Done time.Time // zero: not yet
	DoneBy,
	Note string
}

// Late tells whether the task is not done and its time has passed.
func (t Task) Late(now time.Time) bool {
	return t.Done.IsZero() && !t.Due.IsZero() && !t.Due.After(now)
}

// Late tells whether the step is not done and its time has passed.
func (s StepState) Late(now time.Time) bool {
	return s.Done.IsZero() && !s.Due.IsZero() && !s.Due.After(now)
}

// A HoldingText is a holding statement of the room.
type HoldingText struct {
	Statement string // Statement.ID
	Title     string
	Made      time.Time
	By        string
	Signed    time.Time // zero: waits for a signature
	SignedBy  string
	Out       []press.CrisisEntry // where it was published
}

// RoomOf reads a room's log.
func RoomOf(c press.Crisis, log []press.CrisisEntry) (Room, error) {
	r := Room{Crisis: c}
	if c.Plan != "" {
		if err := json.Unmarshal([]byte(c.Plan), &r.Plan); err != nil {
			return r, fmt.Errorf("plan of crisis %d: %w", c.ID, err)
		}
	}
	for _, role := range r.Plan.Roles {
		r.Holders = append(r.Holders, Holder{Role: role, Now: role.Person, Since: c.Opened})
	}
	for _, p := range r.Plan.Steps {
		s := StepState{Step: p}
		if p.Within > 0 {
			s.Due = c.Opened.Add(time.Duration(p.Within))
		}
		r.Steps = append(r.Steps, s)
	}
	for _, e := range log {
		r.read(e)
	}
	slices.Reverse(r.Texts)
	return r, nil
}

// read takes in one line of the log.
func (r *Room) read(e press.CrisisEntry) {
	switch e.Kind {
	case press.CrisisRole:
		if i := slices.IndexFunc(r.Holders, func(h Holder) bool { return h.ID == e.Ref }); i >= 0 {
			r.Holders[i].Now, r.Holders[i].Since = e.Owner, e.At
		}
	case press.CrisisStep, press.CrisisStepBack:
		if i := slices.IndexFunc(r.Steps, func(s StepState) bool { return s.ID == e.Ref }); i >= 0 {
			s := &r.Steps[i]
			if e.Kind == press.CrisisStepBack {
				s.Done, s.By, s.Note = time.Time{}, "", ""
			} else if s.Done.IsZero() {
				s.Done, s.By, s.Note = e.At, e.By, e.Text
			}
		}
	case press.CrisisTask:
		r.Tasks = append(r.Tasks, Task{CrisisEntry: e})
	case press.CrisisTaskDone:
		if i := slices.IndexFunc(r.Tasks, func(t Task) bool { return strconv.FormatInt(t.ID, 10) == e.Ref }); i >= 0 && r.Tasks[i].Done.IsZero() {
			r.Tasks[i].Done, r.Tasks[i].DoneBy, r.Tasks[i].Note = e.At, e.By, e.Text
		}
	case press.CrisisStatement:
		r.Texts = append(r.Texts, HoldingText{Statement: e.Ref, Title: e.Text, Made: e.At, By: e.By})
	case press.CrisisSigned, press.CrisisPublished:
		if i := slices.IndexFunc(r.Texts, func(t HoldingText) bool { return t.Statement == e.Ref }); i >= 0 {
			if e.Kind == press.CrisisPublished {
				r.Texts[i].Out = append(r.Texts[i].Out, e)
			} else {
				r.Texts[i].Signed, r.Texts[i].SignedBy = e.At, e.By
			}
		}
	case press.CrisisTold:
		r.Told = append(r.Told, e.Owner)
	case press.CrisisClosed:
		r.Summary = e.Text
	}
}

// Team is everybody on the team, deputies included, each once.
func (r Room) Team() []string {
	var ids []string
	for _, h := range r.Holders {
		for _, id := range []string{h.Now, h.Person, h.Deputy} {
			if id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// HeldBy are the roles that a person holds now.
func (r Room) HeldBy(person string) []Holder {
	var out []Holder
	for _, h := range r.Holders {
		if h.Now == person && person != "" {
			out = append(out, h)
		}
	}
	return out
}

// Signers are those who sign what is said outside: the holders of such roles
// and their deputies.
func (r Room) Signers() []string {
	var ids []string
	for _, h := range r.Holders {
		for _, id := range []string{h.Now, h.Deputy} {
			if h.Signs && id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// Phases are the names of the checklist's parts in their order.
func (r Room) Phases() []string {
	var out []string
	for _, s := range r.Steps {
		if !slices.Contains(out, s.Phase) {
			out = append(out, s.Phase)
		}
	}
	return out
}

// Standing is "3 z 11 kroków, 1 po terminie" in numbers.
func (r Room) Standing(now time.Time) (done, late int) {
	for _, s := range r.Steps {
		if !s.Done.IsZero() {
			done++
		} else if s.Late(now) {
			late++
		}
	}
	return done, late
}

// Holding finds a template of the plan by its ID.
func (s *Scenario) Holding(id string) (Holding, bool) {
	i := slices.IndexFunc(s.Statements, func(h Holding) bool { return h.ID == id })
	if i < 0 {
		return Holding{}, false
	}
	return s.Statements[i], true
}

// TitleFor is the title of a holding statement for a matter.
func (h Holding) TitleFor(matter string) string {
	return strings.TrimSpace(strings.ReplaceAll(h.Title, "{sprawa}", matter))
}
