package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// reactionDays is how many working days ahead a duty towards the press stands
// in the review; maxReactions bounds them.
const (
	reactionDays = 3
	maxReactions = 40
)

// reactions are the office's own duties towards the press that run out soon or
// have just been missed: of each open case the term that ends first, of those
// that the registers mark for the review. The soonest comes first.
func (l officeLook) reactions(ctx context.Context) ([]placed, error) {
	outlets, err := l.Store.Outlets(ctx)
	if err != nil {
		return nil, err
	}
	names := make(map[string]string, len(outlets))
	for _, o := range outlets {
		names[o.ID] = o.Name
	}
	horizon := l.around.Calendar.AddWorking(polish.DayOf(l.now), reactionDays).End()
	var all []placed
	err = l.Store.Write(ctx, func(tx *store.Tx) error { // reads only
		return l.openCases(ctx, tx, func(reg *cases.Register, c press.Case) error {
			var first *cases.Deadline
			for _, dl := range reg.Deadlines(c, l.around) {
				if dl.Term.Review && dl.Running() && !dl.Open && !dl.Plan().After(horizon) && l.now.Sub(dl.At) < overdueFor &&
					(first == nil || dl.At.Before(first.At)) {
					first = &dl
				}
			}
			if first != nil {
				all = append(all, l.reaction(reg, c, *first, names))
			}
			return nil
		})
	})
	slices.SortStableFunc(all, func(a, b placed) int { return a.view.Due.Compare(b.view.Due) })
	return all[:min(len(all), maxReactions)], err
}

// reaction is a case as an item of a review.
func (l officeLook) reaction(reg *cases.Register, c press.Case, dl cases.Deadline, outlets map[string]string) placed {
	p := placed{to: l.reminded(reg, c, false)}
	p.Action = dl.Term.Label
	outlet, _ := c.Fields["medium"].(string)
	p.view = notify.Item{
		Title: polish.Capital(reg.One) + ": " + reg.TitleOf(c), URL: l.link(fmt.Sprintf("/sprawy/%d", c.ID)), Outlet: cmp.Or(outlets[outlet], outlet),
		Action: dl.Term.Label, Due: dl.Plan(), Note: basisOf(c, dl),
	}
	if p.view.Outlet == "" {
		p.view.Outlet = reg.Title
	}
	if who, ok := l.person(c.Owner); ok {
		p.Owner, p.view.Owner = who.Name, who.Name
	}
	return p
}

// basisOf is "BPM.061.7.2026, art. 6 ust. 2 pr. pras.": the sign of a case and
// the rule by which its term runs.
func basisOf(c press.Case, dl cases.Deadline) string {
	s := dl.Term.Basis
	if c.Sign != "" {
		s = c.Sign + ", " + s
	}
	if !dl.Term.Sure {
		s += " (podstawa do potwierdzenia)"
	}
	return polish.Capital(s)
}

// sendBy is the last moment to plan on for sending what a confirmed flag asks
// of an outlet; zero when no term of law runs.
func (l officeLook) sendBy(remedy press.Remedy, of store.Filing) time.Time {
	for _, reg := range l.Config.Registers {
		if !reg.Rectifies() {
			continue
		}
		if dl, ok := reg.ToSend(remedy, of.Outlet, of.Published, l.now, l.around); ok {
			return dl.Plan()
		}
	}
	return time.Time{}
}

// undecided counts the flags raised in [from, to) that wait for the officer: a
// review that keeps silent about them would call a day calm that is not.
func (d *Desk) undecided(ctx context.Context, from, to time.Time) (int, error) {
	counts, err := d.Store.FlagCountsBetween(ctx, from, to)
	n := 0
	for _, states := range counts {
		n += states[press.FlagOpen]
	}
	return n, err
}
