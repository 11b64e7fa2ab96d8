package cases

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// A Term is a clock of the law or of the office. It runs from (or back from) a
// day or moment that the case holds.
type Term struct {
	ID      string              `yaml:"id" required:"yes"`    // "SPR-21"
	Label   string              `yaml:"label" required:"yes"` // what must have happened by its end
	From    string              `yaml:"from"`                 // field that starts it; the day itself is not counted (art. 111 § 2 KC)
	Before  string              `yaml:"before"`               // field that it is counted back from
	On      string              `yaml:"on"`                   // a date field, or a day of every year: "31.03"
	Within  Span                `yaml:"within"`
	ByClass map[string]Span     `yaml:"by_class"` // by the outlet's press class, instead of Within
	Outlet  string              `yaml:"outlet"`   // field that names the outlet, for ByClass
	Rows    string              `yaml:"rows"`     // runs in every row of this field; From, Before, On and Until are its columns
	Only    map[string][]string `yaml:"only"`     // runs only where these fields have one of these values
	Shift   Shift               `yaml:"shift"`    // end on a day off or Saturday
	Risky   bool                `yaml:"risky"`    // never plan on the shifted day
	Until   []string            `yaml:"until"`    // fields any of which, filled in, meets it
	Stops   []string            `yaml:"stops"`    // statuses in which it no longer runs
	Basis   string              `yaml:"basis" required:"yes"`
	Sure    bool                `yaml:"sure"` // the source was read; else "do potwierdzenia"
	Missed  string              `yaml:"if_missed"`
	Remind  []Span              `yaml:"remind"`  // before the end; none: 3 working days, or a sixth of the hours
	Review  bool                `yaml:"review"`  // our duty towards the press: stands in the review under "Wymaga reakcji" while it runs out
	AtOnce  bool                `yaml:"at_once"` // brought to mind when it begins, through every channel: for terms of hours
}

// Shift is what happens to an end that falls on a day off or a Saturday.
type Shift string

// The shifts.
const (
	ShiftNone Shift = ""
	ShiftKC   Shift = "kc"  // art. 115 KC
	ShiftKPA  Shift = "kpa" // art. 57 § 4 KPA
)

// Unit is what a span counts.
type Unit string

// The units.
const (
	Hours       Unit = "godzina"
	Days        Unit = "dzień"
	WorkingDays Unit = "dzień roboczy"
	Weeks       Unit = "tydzień"
	Months      Unit = "miesiąc"
	Years       Unit = "rok"
	NextIssue   Unit = "wydanie" // nearest issue or analogous broadcast: no day can be computed
)

// A Span is a number of units: "21 dni", "3 dni robocze", "6 godzin".
type Span struct {
	N    int
	Unit Unit
}

var spanPattern = regexp.MustCompile(`^(\d{1,4})\s+(godzin[aęy]?|dni(?:\s+robocz(?:e|ych))?|dzień(?:\s+roboczy)?|tydzień|tygodni[e]?|miesiąc[e]?|miesięcy|rok|lata?)$`)

// UnmarshalText reads a span as one writes it.
func (s *Span) UnmarshalText(text []byte) error {
	raw := strings.TrimSpace(string(text))
	if raw == "najbliższe wydanie" {
		*s = Span{N: 1, Unit: NextIssue}
		return nil
	}
	m := spanPattern.FindStringSubmatch(raw)
	if m == nil {
		return fmt.Errorf("„%s” to nie jest długość terminu. Napisz na przykład: 21 dni, 3 dni robocze, 6 godzin, 1 miesiąc, 1 rok, najbliższe wydanie", raw)
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n == 0 {
		return fmt.Errorf("„%s”: liczba ma być większa od zera", raw)
	}
	*s = Span{N: n, Unit: unitOf(m[2])}
	return nil
}

func unitOf(word string) Unit {
	switch {
	case strings.Contains(word, "robocz"):
		return WorkingDays
	case strings.HasPrefix(word, "godz"):
		return Hours
	case strings.HasPrefix(word, "dni"), strings.HasPrefix(word, "dzie"):
		return Days
	case strings.HasPrefix(word, "tyd"), strings.HasPrefix(word, "tyg"):
		return Weeks
	case strings.HasPrefix(word, "mies"):
		return Months
	}
	return Years
}

// IsZero tells that no span was given.
func (s Span) IsZero() bool { return s.N == 0 }

// String writes a span as Polish counts: "21 dni", "1 miesiąc".
func (s Span) String() string {
	switch s.Unit {
	case Hours:
		return polish.Counted(s.N, "godzina", "godziny", "godzin")
	case Days:
		return polish.Counted(s.N, "dzień", "dni", "dni")
	case WorkingDays:
		return polish.Counted(s.N, "dzień roboczy", "dni robocze", "dni roboczych")
	case Weeks:
		return polish.Counted(s.N, "tydzień", "tygodnie", "tygodni")
	case Months:
		return polish.Counted(s.N, "miesiąc", "miesiące", "miesięcy")
	case Years:
		return polish.Counted(s.N, "rok", "lata", "lat")
	case NextIssue:
		return "najbliższe albo następne wydanie"
	}
	return ""
}

// A Deadline is a term as it runs in one case.
type Deadline struct {
	Term    Term
	Span    Span
	Start   polish.Day // the day it runs from; zero for yearly terms
	Raw     polish.Day // last day by counting alone
	Last    polish.Day // last day after the shift; equal to Raw without one
	Target  polish.Day // internal: two working days before Raw
	At      time.Time  // the instant at which it is missed
	Open    bool       // no day can be computed: see Span
	Met     bool
	MetOn   polish.Day
	MetAt   time.Time // the moment, where one is known
	Stopped bool      // the case's status ends the matter
	Guessed bool      // the outlet's press class is not known
}

// Warning says what is to be thought of when planning on the shifted day, or
// that the rule is not confirmed; empty when there is nothing to say.
func (d Deadline) Warning() string {
	var out []string
	if d.Term.Risky && d.Last != d.Raw {
		out = append(out, "Przesunięcie na "+d.Last.Words()+" jest możliwe, ale ryzykowne: pierwszy ocenia to redaktor.")
	}
	if !d.Term.Sure {
		out = append(out, "Podstawa do potwierdzenia.")
	}
	if d.Guessed {
		out = append(out, "Klasa prasowa redakcji jest nieznana; przyjęto termin ostrożny. Uzupełnij ją w katalogu mediów.")
	}
	return strings.Join(out, " ")
}

// Running tells whether the clock still counts.
func (d Deadline) Running() bool { return !d.Met && !d.Stopped }

// MissedAt tells whether the term has run out by now unmet.
func (d Deadline) MissedAt(now time.Time) bool {
	return d.Running() && !d.Open && !d.At.After(now)
}

// ByHour tells whether the term ends at an hour, and not with a day.
func (d Deadline) ByHour() bool { return !d.Open && !d.At.Equal(d.Last.End()) }

// Late tells whether the term was met, but only after its last day.
func (d Deadline) Late() bool {
	if d.Met && d.ByHour() && !d.MetAt.IsZero() {
		return d.MetAt.After(d.At)
	}
	return d.Met && !d.Open && d.MetOn != polish.Day{} && d.Last.Before(d.MetOn)
}

// Overdue tells whether the term was met too late or has run out by now.
func (d Deadline) Overdue(now time.Time) bool {
	return d.Late() || !d.Met && !d.Open && !d.At.After(now)
}

// Surroundings is what a term needs to know beside the case.
type Surroundings struct {
	Calendar polish.Calendar
	Class    func(outlet string) press.Class // press class of an outlet; nil: none known
}

// targetDays is how many working days before the raw last day the office
// wants to be done (domain notes §7.2).
const targetDays = 2

// Deadlines computes every term that has begun in a case, in the register's
// order.
func (r *Register) Deadlines(c press.Case, s Surroundings) []Deadline {
	var out []Deadline
	for _, t := range r.Terms {
		switch {
		case !holds(t.Only, c):
		case t.Rows != "":
			out = append(out, r.rowDeadlines(t, c, s)...)
		default:
			if d, ok := r.begun(t, c, s); ok {
				out = append(out, d)
			}
		}
	}
	return out
}

// Plan is the instant to plan on: that at which the term is missed, but not a
// shifted one that somebody else may hold against us (domain notes §7.2).
func (d Deadline) Plan() time.Time {
	if d.Term.Risky && d.Last != d.Raw {
		return d.Raw.End()
	}
	return d.At
}

// begun is a term that has begun, and whether it is met or no longer runs.
func (r *Register) begun(t Term, c press.Case, s Surroundings) (Deadline, bool) {
	d, ok := r.deadline(t, c, s)
	if !ok {
		return d, false
	}
	for _, field := range t.Until {
		if on, ok := r.day(c, field); ok {
			d.Met, d.MetOn = true, on
			d.MetAt, _ = r.moment(c, field)
		} else if f, known := r.Field(field); known && !f.Empty(c.Fields[field]) && c.Fields[field] != false {
			d.Met = true
		}
	}
	d.Stopped = slices.Contains(t.Stops, c.Status)
	if st, ok := r.Status(c.Status); ok && (st.Closed || st.Void) {
		d.Stopped = true
	}
	return d, true
}

// rowDeadlines are a term in every row of a field: the tasks of a list, the
// fees of a membership. Each is named after the first cell of its row, and
// known by it also when rows before it go away.
func (r *Register) rowDeadlines(t Term, c press.Case, s Surroundings) []Deadline {
	f, ok := r.Field(t.Rows)
	if !ok {
		return nil
	}
	sub := &Register{Name: r.Name, Statuses: r.Statuses}
	for _, col := range f.Columns {
		sub.Fields = append(sub.Fields, col.field())
	}
	list, _ := c.Fields[t.Rows].([]any)
	var out []Deadline
	for _, row := range list {
		cells, _ := row.(map[string]any)
		one, what := t, sub.Fields[0].Format(cells[sub.Fields[0].Name])
		if what != "" {
			one.Label = t.Label + ": " + what
		}
		sum := fnv.New32a()
		_, _ = sum.Write([]byte(what)) // never fails
		one.ID = fmt.Sprintf("%s.%08x", t.ID, sum.Sum32())
		if d, ok := sub.begun(one, press.Case{Status: c.Status, Opened: c.Opened, Fields: cells}, s); ok {
			out = append(out, d)
		}
	}
	return out
}

// holds tells whether a case has one of the values in each of the fields.
func holds(only map[string][]string, c press.Case) bool {
	for field, values := range only {
		v, _ := c.Fields[field].(string)
		if b, ok := c.Fields[field].(bool); ok {
			v = map[bool]string{true: "tak", false: "nie"}[b]
		}
		if !slices.Contains(values, v) {
			return false
		}
	}
	return true
}

func (r *Register) deadline(t Term, c press.Case, s Surroundings) (Deadline, bool) {
	d := Deadline{Term: t, Span: t.Within}
	if len(t.ByClass) > 0 && s.Class != nil {
		outlet, _ := c.Fields[t.Outlet].(string)
		class := s.Class(outlet)
		if class == "" { // nobody wrote it down: the register's cautious choice for all others
			class, d.Guessed = press.NotPress, true
		}
		span, ok := t.ByClass[string(class)]
		if !ok {
			return d, false
		}
		d.Span = span
	}
	switch {
	case t.On != "":
		return r.fixedDay(d, c, s)
	case t.Before != "":
		day, ok := r.day(c, t.Before)
		if !ok {
			return d, false
		}
		d.Start = day
		return d.ends(countBack(day, d.Span, s.Calendar), s.Calendar), true
	case d.Span.Unit == Hours:
		at, ok := r.moment(c, t.From)
		if !ok {
			return d, false
		}
		return d.atInstant(at.Add(time.Duration(d.Span.N)*time.Hour), at), true
	}
	day, ok := r.day(c, t.From)
	if !ok {
		return d, false
	}
	d.Start = day
	if d.Span.Unit == NextIssue {
		d.Open = true
		return d, true
	}
	return d.ends(Count(day, d.Span, s.Calendar), s.Calendar), true
}

// atInstant sets an end by the hour. Hours run through nights, week-ends and
// holidays: nothing in art. 14a pr. pras. suspends them.
func (d Deadline) atInstant(end, start time.Time) Deadline {
	d.Start, d.At = polish.DayOf(start), end
	d.Raw = polish.DayOf(end)
	d.Last, d.Target = d.Raw, d.Raw
	return d
}

// ends sets an end by the day.
func (d Deadline) ends(raw polish.Day, cal polish.Calendar) Deadline {
	d.Raw, d.Last = raw, raw
	if d.Term.Shift != ShiftNone {
		d.Last = cal.Shift(raw)
	}
	d.Target = cal.AddWorking(raw, -targetDays)
	d.At = d.Last.End()
	return d
}

// fixedDay sets the end of a term that names its day.
func (r *Register) fixedDay(d Deadline, c press.Case, s Surroundings) (Deadline, bool) {
	if month, dom, ok := yearly(d.Term.On); ok {
		opened := polish.DayOf(c.Opened)
		day := polish.NewDay(opened.Year, month, dom)
		if day.Before(opened) {
			day = polish.NewDay(opened.Year+1, month, dom)
		}
		return d.ends(day, s.Calendar), true
	}
	if at, ok := r.moment(c, d.Term.On); ok { // an agreed hour is kept to the hour
		return d.atInstant(at, at), true
	}
	day, ok := r.day(c, d.Term.On)
	if !ok {
		return d, false
	}
	return d.ends(day, s.Calendar), true
}

// yearly reads "31.03".
func yearly(s string) (time.Month, int, bool) {
	t, err := time.Parse("02.01", s)
	return t.Month(), t.Day(), err == nil
}

// Count is the raw last day of a span that runs from a day, which itself is
// not counted: art. 111 and 112 KC, art. 57 KPA. Hours and issues have no last
// day; they answer the day itself.
func Count(from polish.Day, s Span, cal polish.Calendar) polish.Day {
	switch s.Unit {
	case Days:
		return from.Add(s.N)
	case WorkingDays:
		return cal.AddWorking(from, s.N)
	case Weeks:
		return from.Add(7 * s.N)
	case Months:
		return polish.AddMonths(from, s.N)
	case Years:
		return polish.AddMonths(from, 12*s.N)
	default:
		return from
	}
}

// countBack is the last day that still leaves a whole span before a day.
func countBack(day polish.Day, s Span, cal polish.Calendar) polish.Day {
	return Count(day, Span{N: -s.N, Unit: s.Unit}, cal)
}

// Begins is the moment at which a term of hours began; zero for other terms.
func (d Deadline) Begins() time.Time {
	if d.Span.Unit != Hours {
		return time.Time{}
	}
	return d.At.Add(-time.Duration(d.Span.N) * time.Hour)
}

// Reminders are the instants at which a running deadline is brought to mind:
// as the term says, or one at 8:00 three working days before the raw last day,
// or a sixth of the hours before the end; and the beginning, where the term is
// to be told at once.
func (d Deadline) Reminders(cal polish.Calendar) []time.Time {
	if d.Open {
		return nil
	}
	var out []time.Time
	for _, s := range d.Term.Remind {
		if s.Unit == Hours {
			out = append(out, d.At.Add(-time.Duration(s.N)*time.Hour))
		} else {
			out = append(out, morning(countBack(d.Raw, s, cal)))
		}
	}
	switch {
	case len(out) > 0:
	case d.Span.Unit == Hours:
		out = append(out, d.At.Add(-time.Duration(d.Span.N)*time.Hour/6))
	default:
		out = append(out, morning(cal.AddWorking(d.Raw, -3)))
	}
	if begins := d.Begins(); d.Term.AtOnce && !begins.IsZero() {
		out = append(out, begins)
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// morning is 8:00 of a day in Europe/Warsaw.
func morning(d polish.Day) time.Time {
	return time.Date(d.Year, d.Month, d.Dom, 8, 0, 0, 0, polish.Warsaw)
}
