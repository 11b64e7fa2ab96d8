package cases

import (
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// An Engagement is when the event of a case takes place.
type Engagement struct {
	From, To time.Time // To is the first instant that no longer belongs to it
	ByHour   bool      // the hour is known; else whole days
}

// engaged is how long an event is taken to last whose end nobody wrote down.
const engaged = 2 * time.Hour

// Engagement is when the event of a case takes place, where the case says so.
func (r *Register) Engagement(c press.Case) (e Engagement, ok bool) {
	if at, ok := r.moment(c, r.Event); ok {
		e = Engagement{From: at, To: at.Add(engaged), ByHour: true}
		if end, ok := r.moment(c, r.EventEnd); ok && end.After(at) {
			e.To = end
		}
		return e, true
	}
	day, ok := r.day(c, r.Event)
	if !ok {
		return e, false
	}
	e = Engagement{From: day.Start(), To: day.End()}
	if last, ok := r.day(c, r.EventEnd); ok && day.Before(last) {
		e.To = last.End()
	}
	return e, true
}

// How two engagements stand in each other's way.
const (
	SameHour = "o tej samej porze"
	SameDay  = "tego samego dnia"
)

// Meets says how two engagements stand in each other's way: SameHour, SameDay
// or, when they do not, nothing.
func (e Engagement) Meets(o Engagement) string {
	if e.ByHour && o.ByHour && e.From.Before(o.To) && o.From.Before(e.To) {
		return SameHour
	}
	first, last := polish.DayOf(e.From), polish.DayOf(e.To.Add(-time.Nanosecond))
	from, to := polish.DayOf(o.From), polish.DayOf(o.To.Add(-time.Nanosecond))
	if last.Before(from) || to.Before(first) {
		return ""
	}
	return SameDay
}
