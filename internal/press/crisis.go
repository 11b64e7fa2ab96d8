package press

import "time"

// A Crisis is a crisis room: one matter, the plan by which it is worked on,
// and a log that is only ever added to.
type Crisis struct {
	ID       int64
	Title    string
	Scenario string // name of the scenario; empty: without one
	Plan     string // JSON of the scenario as it read when the room was opened
	Story    string // Story.ID; may be empty
	Topic    string // Topic.ID, or SpikeTopic; may be empty
	Opened   time.Time
	Closed   time.Time // zero while the room is open
	By       string    // Person.ID who opened it
}

// Open tells whether the room is open.
func (c Crisis) Open() bool { return c.Closed.IsZero() }

// A CrisisEntry is one line of a room's log.
type CrisisEntry struct {
	ID     int64
	Crisis int64
	At     time.Time // when it happened
	Made   time.Time // when it was written down
	By     string    // Person.ID
	Kind   string    // see the kinds
	Ref    string    // what it is about: a step, a role, a statement, another entry
	Text   string
	Owner  string    // Person.ID who is to do it, or takes a role
	Due    time.Time // until when; zero: no term
}

// The kinds of entry. What is taken back is an entry too.
const (
	CrisisOpened    = "otwarcie"
	CrisisNote      = "wpis"
	CrisisTold      = "zawiadomienie" // somebody was told by hand: by telephone, in person
	CrisisDecision  = "decyzja"
	CrisisTask      = "zadanie"
	CrisisTaskDone  = "zadanie wykonane" // Ref: ID of the task's entry
	CrisisStep      = "krok"             // Ref: Step.ID
	CrisisStepBack  = "krok cofnięty"    // Ref: Step.ID
	CrisisRole      = "rola"             // Ref: Role.ID, Owner: who takes it
	CrisisStatement = "stanowisko"       // Ref: Statement.ID
	CrisisSigned    = "podpis"           // Ref: Statement.ID
	CrisisPublished = "ogłoszenie"       // Ref: Statement.ID, Text: where
	CrisisLesson    = "wniosek"
	CrisisClosed    = "zamknięcie"
)
