package cases

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

// Stats says what is counted of a register over a year.
type Stats struct {
	When   string   `yaml:"when"` // date or moment field by which a case belongs to a year; empty: when it was opened
	By     []string `yaml:"by"`   // text, choice or outlet fields by which cases are told apart
	Done   string   `yaml:"done"` // date or moment field: the matter is settled; gives the median time
	Counts []Tally  `yaml:"counts" required:"yes"`
}

// A Tally is one column of the statistics: which cases it counts. Exactly one
// of its keys besides the label is given.
type Tally struct {
	Label    string   `yaml:"label" required:"yes"`
	Statuses []string `yaml:"statuses"` // cases that stand in one of these
	Filled   string   `yaml:"filled"`   // cases in which this field is filled in
	Late     []string `yaml:"late"`     // cases in which one of these terms was missed, or met too late
	InTime   []string `yaml:"in_time"`  // settled cases in which none of these terms was overdue
}

// A Figure is one row of the statistics.
type Figure struct {
	Name   string        // of the group; empty: cases in which the field is empty
	All    int           // cases
	Counts []int         // by Stats.Counts
	Timed  int           // cases with a beginning and an end
	Median time.Duration // from the beginning to the end; 0 when Timed is 0
}

// ByYear groups cases by the year to which they belong.
const ByYear = "rok"

// When is the instant by which a case belongs to a year.
func (r *Register) When(c press.Case) time.Time {
	if r.Stats == nil {
		return c.Opened
	}
	if at, ok := r.moment(c, r.Stats.When); ok {
		return at
	}
	if day, ok := r.day(c, r.Stats.When); ok {
		return day.Start()
	}
	return c.Opened
}

// Within keeps the cases that belong to a time: from, inclusive, to to.
func (r *Register) Within(list []press.Case, from, to time.Time) []press.Case {
	var out []press.Case
	for _, c := range list {
		if at := r.When(c); !at.Before(from) && at.Before(to) {
			out = append(out, c)
		}
	}
	return out
}

// Figures counts cases by a field, by ByYear, or all together (by is empty).
// Void cases do not count. The rows are in the order of their names, years
// with the newest first.
func (r *Register) Figures(list []press.Case, by string, s Surroundings, now time.Time) []Figure {
	if r.Stats == nil {
		return nil
	}
	groups := map[string]*Figure{}
	times := map[string][]time.Duration{}
	for _, c := range list {
		if st, _ := r.Status(c.Status); st.Void {
			continue
		}
		name := r.groupOf(c, by)
		f := groups[name]
		if f == nil {
			f = &Figure{Name: name, Counts: make([]int, len(r.Stats.Counts))}
			groups[name] = f
		}
		f.All++
		deadlines := r.Deadlines(c, s)
		for i, t := range r.Stats.Counts {
			if r.counts(t, c, deadlines, now) {
				f.Counts[i]++
			}
		}
		if took, ok := r.took(c); ok {
			times[name] = append(times[name], took)
		}
	}
	out := make([]Figure, 0, len(groups))
	for name, f := range groups {
		f.Timed, f.Median = len(times[name]), median(times[name])
		out = append(out, *f)
	}
	slices.SortFunc(out, func(a, b Figure) int {
		if by == ByYear {
			return cmp.Compare(b.Name, a.Name)
		}
		return cmp.Or(cmp.Compare(polish.Fold(a.Name), polish.Fold(b.Name)), cmp.Compare(a.Name, b.Name))
	})
	return out
}

func (r *Register) groupOf(c press.Case, by string) string {
	switch by {
	case "":
		return ""
	case ByYear:
		return strconv.Itoa(polish.DayOf(r.When(c)).Year)
	}
	f, _ := r.Field(by)
	return f.Format(c.Fields[by])
}

func (r *Register) counts(t Tally, c press.Case, deadlines []Deadline, now time.Time) bool {
	overdue := func(ids []string) bool {
		return slices.ContainsFunc(deadlines, func(d Deadline) bool {
			return slices.Contains(ids, d.Term.ID) && !slices.Contains(d.Term.Stops, c.Status) && d.Overdue(r.endOf(c, now))
		})
	}
	switch {
	case len(t.Statuses) > 0:
		return slices.Contains(t.Statuses, c.Status)
	case t.Filled != "":
		f, _ := r.Field(t.Filled)
		return !f.Empty(c.Fields[t.Filled])
	case len(t.Late) > 0:
		return overdue(t.Late)
	}
	_, done := r.day(c, r.Stats.Done)
	return done && !overdue(t.InTime)
}

// endOf is until when a case's clocks count: its closing, or the present.
func (r *Register) endOf(c press.Case, now time.Time) time.Time {
	if !c.Closed.IsZero() && c.Closed.Before(now) {
		return c.Closed
	}
	return now
}

// took is how long a case took from its beginning to Stats.Done.
func (r *Register) took(c press.Case) (time.Duration, bool) {
	end, ok := r.moment(c, r.Stats.Done)
	if !ok {
		day, ok := r.day(c, r.Stats.Done)
		if !ok {
			return 0, false
		}
		end = day.Start()
	}
	d := end.Sub(r.When(c))
	return d, d >= 0
}

// median of durations; 0 of none.
func median(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	slices.Sort(all)
	middle := len(all) / 2
	if len(all)%2 == 1 {
		return all[middle]
	}
	return (all[middle-1] + all[middle]) / 2
}
