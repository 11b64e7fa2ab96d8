// Package cases is the register engine: what a register's YAML declares, and
// what follows from it: values, statuses and moves, terms, case signs, letters.
//
// Invariants:
//   - A register is data. Nothing here knows a single register by name; what a
//     register cannot say in YAML it names from the tables of this package.
//   - Everything is a pure function of a register, a case and the calendar: no
//     database, no clock. Store keeps cases; web shows them.
//   - Every number of the law stands in a term with its legal basis, and a term
//     whose source was not read says "do potwierdzenia".
//   - A term shows the raw and the shifted last day, always both; the internal
//     target is two working days before the raw one.
//   - A case sign, once given, is never given again and never changes.
package cases

import (
	"slices"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Register is one register of the office, as config/registers/<name>.yaml
// declares it.
type Register struct {
	Name     string      `yaml:"-"`                    // the file's name
	Title    string      `yaml:"title" required:"yes"` // "Sprostowania"
	One      string      `yaml:"one" required:"yes"`   // "sprostowanie": names one case
	Duty     string      `yaml:"duty"`                 // which duties of the office it serves: "1.1.f"
	Group    string      `yaml:"group"`                // heading under which the menu lists it
	About    string      `yaml:"about"`                // a sentence for the newcomer
	Sign     SignPlan    `yaml:"sign"`
	Rights   Rights      `yaml:"rights"`
	Fields   []Field     `yaml:"fields" required:"yes"`
	Statuses []Status    `yaml:"statuses" required:"yes"`
	Moves    []Move      `yaml:"moves"`
	Terms    []Term      `yaml:"terms"`
	Letters  []Letter    `yaml:"letters"`
	Checks   []string    `yaml:"checks"`    // names from the table of checks: "sprostowanie"
	Names    string      `yaml:"names"`     // field whose value names a case that was given no title
	List     []string    `yaml:"list"`      // fields shown as columns, beside sign, title and status
	Event    string      `yaml:"event"`     // date or moment field shown in the calendar
	EventEnd string      `yaml:"event_end"` // date or moment field: the last day of an event of several
	Busy     bool        `yaml:"busy"`      // the event takes the leadership's time: two at once are warned of
	Keep     Retention   `yaml:"keep"`
	Echo     *Echo       `yaml:"echo"`    // which coverage the archive is asked for
	Compare  *Comparison `yaml:"compare"` // texts asked for, returned and printed
	Invite   *Invitation `yaml:"invite"`  // whom the office asks to come, and by which letter
	Stats    *Stats      `yaml:"figures"` // what is counted over a year
	Public   *PublicForm `yaml:"public"`  // a form for people without an account
}

// Rights says which role reads and writes a register. Empty: rzecznik.
type Rights struct {
	Read  press.Role `yaml:"read"`
	Write press.Role `yaml:"write"`
}

// SignPlan says how cases of a register are signed.
type SignPlan struct {
	Class     string `yaml:"class"`     // JRWA symbol; empty: entered by hand
	Confirmed bool   `yaml:"confirmed"` // the archive confirmed the class; else "do potwierdzenia"
	Group     int    `yaml:"group"`     // base number of a sub-series; 0: none
}

// Retention is the archival category that a closed case is proposed for; the
// program never deletes.
type Retention struct {
	Category  string `yaml:"category"` // "A", "B10", "BE5", "Bc"
	Confirmed bool   `yaml:"confirmed"`
}

// Echo says how the coverage of a case is found in the archive.
type Echo struct {
	From    string   `yaml:"from" required:"yes"` // text or note field that names the matter
	Query   bool     `yaml:"query"`               // the field holds a query; else a name, found in all its forms
	Mention string   `yaml:"mention"`             // a word that the coverage should hold: "patronat"
	After   string   `yaml:"after"`               // date or moment field: only what was published from that day on
	Said    []string `yaml:"said"`                // note and rows fields: what we said, to be found again in the coverage
}

// Comparison names the fields of a text that was handed to us, of our answer,
// and of the clipping in which it was printed (art. 14a pr. pras.).
type Comparison struct {
	Asked    string `yaml:"asked" required:"yes"`    // note
	Returned string `yaml:"returned" required:"yes"` // note; empty in a case: taken as asked
	Refused  string `yaml:"refused"`                 // yes/no: nothing may be printed
	Printed  string `yaml:"printed" required:"yes"`  // clipping
}

// Invitation says how people of the press are asked to come to an event.
type Invitation struct {
	Letter string `yaml:"letter" required:"yes"` // the letter that is mailed
	When   string `yaml:"when" required:"yes"`   // moment field: when it begins
	Place  string `yaml:"place" required:"yes"`  // text field
	About  string `yaml:"about" required:"yes"`  // text or note field
	Stamp  string `yaml:"stamp"`                 // date or moment field: when the first invitations went
	To     string `yaml:"to"`                    // status into which the first invitations move a case, where a move leads there
}

// PublicForm is the fields that an applicant outside the office fills in.
type PublicForm struct {
	Title  string       `yaml:"title" required:"yes"`
	Intro  string       `yaml:"intro"`
	Fields []string     `yaml:"fields" required:"yes"`
	Stamp  string       `yaml:"stamp"`                 // date or moment field that gets the present: when it came in
	Clause string       `yaml:"clause" required:"yes"` // information under art. 13 RODO
	Thanks string       `yaml:"thanks"`
	Next   []string     `yaml:"next"`  // what happens after the form is sent, a sentence each
	Files  *PublicFiles `yaml:"files"` // files that may come with it; nil: none
}

// PublicFiles bounds what somebody outside may attach.
type PublicFiles struct {
	Label string `yaml:"label" required:"yes"`
	Help  string `yaml:"help"`
	Max   int    `yaml:"max" required:"yes"` // files, 1–10
}

// A Status is where a case stands. The first of a register is that of a new
// case.
type Status struct {
	Name   string `yaml:"name" required:"yes"`
	Label  string `yaml:"label" required:"yes"`
	Closed bool   `yaml:"closed"` // nothing is left to do
	Void   bool   `yaml:"void"`   // the sign stays taken, the case counts no more
}

// A Move is an allowed change of status.
type Move struct {
	From     []string `yaml:"from" required:"yes"`
	To       string   `yaml:"to" required:"yes"`
	Label    string   `yaml:"label" required:"yes"` // on the button: "Wyślij do radcy"
	Role     string   `yaml:"role"`                 // least role; empty: that of Rights.Write
	Requires []string `yaml:"requires"`             // fields that must be filled in
	Stamp    string   `yaml:"stamp"`                // date or moment field that gets the present when empty
	Renew    bool     `yaml:"renew"`                // the stamp is set anew each time
}

// Field finds a field by its name.
func (r *Register) Field(name string) (Field, bool) {
	i := slices.IndexFunc(r.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return r.Fields[i], true
}

// Status finds a status by its name.
func (r *Register) Status(name string) (Status, bool) {
	i := slices.IndexFunc(r.Statuses, func(s Status) bool { return s.Name == name })
	if i < 0 {
		return Status{}, false
	}
	return r.Statuses[i], true
}

// StatusNamed is the name of the status with a label; empty when none has it.
func (r *Register) StatusNamed(label string) string {
	for _, s := range r.Statuses {
		if s.Label == label {
			return s.Name
		}
	}
	return ""
}

// Rectifies tells whether the register keeps what the office asks of the press
// by art. 31a pr. pras.
func (r *Register) Rectifies() bool { return slices.Contains(r.Checks, watchedFor) }

// Moment is when a date or moment field of a case is: a date begins at
// midnight in Warsaw. False when the field is empty or another.
func (r *Register) Moment(c press.Case, field string) (time.Time, bool) {
	if f, ok := r.Field(field); ok && f.Kind == Date {
		day, ok := r.day(c, field)
		return day.Start(), ok
	}
	return r.moment(c, field)
}

// TitleOf names a case: by its title, or by the field that Names says.
func (r *Register) TitleOf(c press.Case) string {
	if c.Title != "" {
		return c.Title
	}
	f, ok := r.Field(r.Names)
	if !ok {
		return r.One
	}
	title := []rune(strings.Join(strings.Fields(f.Format(c.Fields[r.Names])), " "))
	if len(title) == 0 {
		return r.One
	}
	if len(title) > maxTitle {
		return strings.TrimSpace(string(title[:maxTitle])) + "…"
	}
	return string(title)
}

// maxTitle bounds a title made from a field, in characters.
const maxTitle = 120

// SearchText is the words of a case that a search looks through: folded and in
// lower case.
func (r *Register) SearchText(c press.Case) string {
	parts := []string{c.Sign, c.Title}
	for _, f := range r.Fields {
		parts = append(parts, f.Format(c.Fields[f.Name]))
	}
	return polish.Fold(strings.ToLower(strings.Join(parts, " ")))
}

// First is the status of a new case.
func (r *Register) First() string { return r.Statuses[0].Name }

// MovesFrom lists the moves that a role may make from a status.
func (r *Register) MovesFrom(status string, role press.Role) []Move {
	var out []Move
	for _, m := range r.Moves {
		if slices.Contains(m.From, status) && role.May(r.moveRole(m)) {
			out = append(out, m)
		}
	}
	return out
}

func (r *Register) moveRole(m Move) press.Role {
	if m.Role != "" {
		return press.Role(m.Role)
	}
	return r.writeRole()
}

func (r *Register) writeRole() press.Role {
	if r.Rights.Write != "" {
		return r.Rights.Write
	}
	return press.Officer
}

// MayRead tells whether a role may see the register.
func (r *Register) MayRead(role press.Role) bool {
	if r.Rights.Read != "" {
		return role.May(r.Rights.Read)
	}
	return role.May(press.Officer)
}

// MayWrite tells whether a role may change cases of the register.
func (r *Register) MayWrite(role press.Role) bool { return role.May(r.writeRole()) }

// Ready says what still keeps a case from a move: the labels of required
// fields that are empty. The move must be one of the register's.
func (r *Register) Ready(c press.Case, m Move) (missing []string) {
	for _, name := range m.Requires {
		f, ok := r.Field(name)
		if ok && f.Empty(c.Fields[name]) {
			missing = append(missing, f.Label)
		}
	}
	return missing
}
