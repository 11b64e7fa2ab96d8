package paper

import (
	"cmp"
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"
)

// An Event is an entry of a calendar: a term, a conference, an anniversary.
type Event struct {
	ID      string // unique and lasting: the same ID is the same entry, changed
	Title   string
	Note    string
	Place   string
	URL     string
	Start   time.Time
	End     time.Time // zero: one hour, or one day when AllDay
	AllDay  bool      // the date of Start in its own zone; End is the last day, included
	Alarm   time.Duration
	Changed time.Time // when the entry last changed; zero: made
	Version int       // grows with each change (SEQUENCE)
	Off     bool      // cancelled
}

// ICS is a calendar of events (RFC 5545), to be imported or subscribed to.
// Hours are written in UTC, so no calendar program needs to know our zone;
// whole days have none. made is when the file is made.
func ICS(name string, events []Event, made time.Time) ([]byte, error) {
	c := ics.NewCalendarFor("prasowka")
	c.SetMethod(ics.MethodPublish)
	c.SetXWRCalName(legal(name))
	c.SetXWRTimezone("Europe/Warsaw")
	for n, e := range events {
		if e.ID == "" || e.Start.IsZero() {
			return nil, fmt.Errorf("paper.ICS(%q): event %d %q has no identity or no start", name, n, e.Title)
		}
		v := c.AddEvent(e.ID)
		v.SetDtStampTime(made.UTC())
		changed := e.Changed
		if changed.IsZero() {
			changed = made
		}
		v.SetModifiedAt(changed.UTC())
		v.SetSequence(e.Version)
		v.SetSummary(legal(e.Title))
		setTimes(v, e)
		if e.Note != "" {
			v.SetDescription(legal(e.Note))
		}
		if e.Place != "" {
			v.SetLocation(legal(e.Place))
		}
		if linkable(e.URL) {
			v.SetURL(e.URL)
		}
		if e.Off {
			v.SetStatus(ics.ObjectStatusCancelled)
		}
		if e.Alarm > 0 {
			a := v.AddAlarm()
			a.SetAction(ics.ActionDisplay)
			a.SetTrigger(fmt.Sprintf("-PT%dM", int(e.Alarm/time.Minute)))
			a.SetDescription(cmp.Or(legal(e.Title), "Przypomnienie"))
		}
	}
	return []byte(c.Serialize(ics.WithNewLine("\r\n"))), nil
}

// setTimes writes the start and the end. DTEND is the first day or moment that
// no longer belongs to the event (RFC 5545 §3.6.1).
func setTimes(v *ics.VEvent, e Event) {
	if e.AllDay {
		last := e.Start
		if e.End.After(last) {
			last = e.End
		}
		v.SetAllDayStartAt(e.Start)
		v.SetAllDayEndAt(last.AddDate(0, 0, 1))
		return
	}
	end := e.End
	if !end.After(e.Start) {
		end = e.Start.Add(time.Hour)
	}
	v.SetStartAt(e.Start.UTC())
	v.SetEndAt(end.UTC())
}
