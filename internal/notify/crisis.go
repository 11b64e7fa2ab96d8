package notify

import (
	"cmp"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// CrisisCall says what a crisis room wants of its reader.
type CrisisCall string

// The calls.
const (
	CallOpened CrisisCall = "otwarcie"
	CallRole   CrisisCall = "rola"    // takes over a role
	CallTask   CrisisCall = "zadanie" // is given a task
	CallLate   CrisisCall = "po terminie"
	CallStep   CrisisCall = "krok po terminie" // steps of the plan that were his to do
	CallSign   CrisisCall = "do podpisu"
	CallSigned CrisisCall = "podpisano"
	CallClosed CrisisCall = "zamknięcie"
)

// A CrisisStep is one line of the reader's part of the checklist.
type CrisisStep struct {
	What  string    `json:"what"`
	Until time.Time `json:"until,omitzero"`
}

// A Crisis calls somebody into a crisis room, or tells him what moved there.
type Crisis struct {
	At       time.Time    `json:"at"`
	Call     CrisisCall   `json:"call"`
	Matter   string       `json:"matter"`             // the room's title
	Scenario string       `json:"scenario,omitempty"` // the plan's title
	Level    int          `json:"level,omitempty"`
	Why      string       `json:"why,omitempty"`   // of the opening; the summary of the closing
	Roles    []string     `json:"roles,omitempty"` // the reader's; of late steps: whose they are
	Steps    []CrisisStep `json:"steps,omitempty"` // the reader's first ones; the late ones
	Task     string       `json:"task,omitempty"`  // or the text to sign
	Due      time.Time    `json:"due,omitzero"`
	By       string       `json:"by,omitempty"` // who gave the task, opened, signed
	Open     string       `json:"open,omitempty"`
	Own      Links        `json:"links"`
}

// Kind is NoticeCrisis.
func (*Crisis) Kind() press.NoticeKind { return press.NoticeCrisis }

// Links are the recipient's.
func (c *Crisis) Links() Links { return c.Own }

// Mail renders the call.
func (c *Crisis) Mail() (Mail, error) { return c.bulletin().mail() }

// Chat renders the call as one message.
func (c *Crisis) Chat() Chat { return c.bulletin().chat("") }

// Paper renders the call for print.
func (c *Crisis) Paper() ([]byte, error) { return c.bulletin().paper() }

// bulletin words a call: what has happened, what is yours, until when.
func (c *Crisis) bulletin() bulletin {
	matter := cmp.Or(prose(c.Matter, maxTitle), "(bez tytułu)")
	task := prose(c.Task, 400)
	b := bulletin{Mark: "Kryzys", HeadStyle: "alarm"}
	switch c.Call {
	case CallTask:
		b.Title = "Zadanie: " + task
	case CallLate:
		b.Title = "Po terminie: " + task
	case CallStep:
		b.Title = lateSteps(c.Steps)
	case CallSign:
		b.Title = "Do podpisu: " + task
	case CallSigned:
		b.Title, b.HeadStyle = "Podpisano: "+task, "head"
	case CallRole:
		b.Title = "Przejmujesz rolę: " + names(c.Roles)
	case CallClosed:
		b.Title, b.HeadStyle = "Zamknięto pokój kryzysowy: "+matter, "good"
	default:
		b.Title = "Pokój kryzysowy: " + matter
	}
	b.Kicker = "Pokój kryzysowy"
	if c.Level > 0 {
		b.Kicker += " · poziom " + polish.Count(c.Level)
	}
	if !c.At.IsZero() {
		b.Kicker += " · " + polish.FormatDateTime(c.At)
	}
	b.Subject = strings.ReplaceAll("Kryzys, "+strings.ToLower(b.Title[:1])+b.Title[1:], polish.NBSP, " ")
	if c.Call == CallOpened || c.Call == "" {
		b.Subject = "Kryzys: " + matter
	}
	if b.Title != "Pokój kryzysowy: "+matter && c.Call != CallClosed {
		b.Lead = append(b.Lead, "Sprawa: "+matter)
	}
	if why := sentence(prose(c.Why, 1200)); why != "" {
		b.Lead = append(b.Lead, why)
	}
	switch {
	case c.Call == CallStep:
		b.fact("Czyja rola", names(c.Roles))
	case len(c.Roles) > 0 && c.Call != CallRole:
		b.Lead = append(b.Lead, sentence("Twoja rola: "+names(c.Roles)))
	}
	for n, s := range c.Steps {
		if c.Call == CallStep && len(c.Steps) == 1 {
			break // the title says it
		}
		if n == 8 {
			b.Lead = append(b.Lead, "Dalsze kroki są w pokoju.")
			break
		}
		line := prose(s.What, 300)
		switch {
		case s.Until.IsZero():
		case c.Call == CallStep:
			line = polish.Capital(leftOrLate(s.Until, c.At)) + ": " + line
		default:
			line = polish.Capital(untilWords(s.Until, c.At)) + ": " + line
		}
		b.Lead = append(b.Lead, sentence(line))
	}
	if !c.Due.IsZero() {
		b.fact("Do kiedy", polish.FormatDateTimeIn(c.Due, polish.DayOf(c.At).Year)+" ("+leftOrLate(c.Due, c.At)+")")
	}
	b.fact("Plan", c.Scenario)
	b.fact(map[CrisisCall]string{CallTask: "Kto zlecił", CallSigned: "Kto podpisał", CallClosed: "Kto zamknął", CallSign: "Kto przygotował"}[c.Call], c.By)
	b.Preheader = cmp.Or(sentence(shorten(clean(c.Why), 200)), matter)
	b.button(ActionOpen, "Wejdź do pokoju", c.Open)
	if c.Call != CallClosed && c.Call != CallSigned {
		b.button(ActionRead, "Potwierdzam odbiór", c.Own.Read)
	}
	own := c.Own
	own.Read = ""
	b.own(own)
	return b
}

// lateSteps names the step that is late, or says how many are.
func lateSteps(steps []CrisisStep) string {
	if len(steps) == 1 {
		return "Krok po terminie: " + strings.TrimSuffix(prose(steps[0].What, 300), ".")
	}
	return polish.Capital(polish.Counted(len(steps), "krok", "kroki", "kroków")) + " po terminie"
}

// leftOrLate is "zostało 5 min", or how late it is: "12 min po terminie".
func leftOrLate(due, at time.Time) string {
	late := at.Sub(due)
	switch {
	case late < 0:
		return polish.Left(due, at)
	case late < time.Minute:
		return "termin właśnie minął"
	}
	return polish.FormatSpan(late.Truncate(time.Minute)) + " po terminie"
}
