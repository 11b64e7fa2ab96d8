package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// A lapse is a thing in a crisis room whose time has passed or will.
type lapse struct {
	marks []string // names of what lapsed, of which each is told once
	role  string   // of late steps
	due   time.Time
	to    []string // Person.IDs
	call  notify.Crisis
}

// mark ends the key of a lapse's notices, as toldLate reads it back.
func (l lapse) mark() string { return strings.Join(l.marks, "+") + lateMark }

const lateMark = "-po-terminie"

// tellLate tells people of the open rooms what is late: a task its owner and
// those who lead, steps of the plan whoever holds their role; and says when the
// next thing will be.
func (d *Desk) tellLate(ctx context.Context, now time.Time) (result, error) {
	var r result
	open, err := d.Store.OpenCrises(ctx)
	if err != nil || len(open) == 0 {
		return r, err
	}
	slips, err := d.Store.SlipKey(ctx)
	if err != nil {
		return r, err
	}
	notices, err := d.Store.NoticesBetween(ctx, press.NoticeCrisis, open[0].Opened, now.Add(time.Second))
	if err != nil {
		return r, err
	}
	for _, c := range open {
		room, err := roomOf(ctx, d.Store, c.ID)
		if err != nil {
			return r, err
		}
		told := toldLate(notices, c.ID)
		for _, l := range append(d.taskLapses(room, told), d.stepLapses(room, told, now)...) {
			if l.due.After(now) {
				if r.next.IsZero() || l.due.Before(r.next) {
					r.next = l.due
				}
				continue
			}
			err := d.Store.Write(ctx, func(tx *store.Tx) error {
				made, err := d.putCrisis(ctx, tx, slips, room, l.call, l.mark(), l.to, false, now)
				r.did += made
				return err
			})
			if err != nil {
				return r, err
			}
		}
	}
	return r, nil
}

// toldLate are the marks of a room that have been told, read from the keys of
// its notices.
func toldLate(notices []store.SentNotice, room int64) map[string]bool {
	told := map[string]bool{}
	for _, n := range notices {
		rest, mine := strings.CutPrefix(n.Key, fmt.Sprintf("crisis/%d/", room))
		mark, _, _ := strings.Cut(rest, "/")
		marks, late := strings.CutSuffix(mark, lateMark)
		if !mine || !late {
			continue
		}
		for m := range strings.SplitSeq(marks, "+") {
			told[m] = true
		}
	}
	return told
}

// taskLapses are the tasks that are not done and not told.
func (d *Desk) taskLapses(room cases.Room, told map[string]bool) []lapse {
	var out []lapse
	for _, t := range room.Tasks {
		mark := fmt.Sprint(t.ID)
		if !t.Done.IsZero() || t.Due.IsZero() || told[mark] {
			continue
		}
		to := append([]string{t.Owner}, room.Signers()...)
		slices.Sort(to)
		out = append(out, lapse{marks: []string{mark}, due: t.Due, to: slices.Compact(to), call: notify.Crisis{Call: notify.CallLate, Task: t.Text, Due: t.Due, By: d.nameOf(t.By)}})
	}
	return out
}

// stepLapses are the steps that are not done and not told. Those of one role
// that are late by now are one notice, however late each is: a room that is
// opened hours after the event must not begin with ten.
func (d *Desk) stepLapses(room cases.Room, told map[string]bool, now time.Time) []lapse {
	var out []lapse
	for _, s := range room.Steps {
		mark := "krok-" + s.ID
		if !s.Done.IsZero() || s.Due.IsZero() || told[mark] {
			continue
		}
		i := slices.IndexFunc(out, func(l lapse) bool {
			return l.role == s.Role && (l.due.Equal(s.Due) || !l.due.After(now) && !s.Due.After(now))
		})
		if i < 0 {
			i = len(out)
			out = append(out, d.stepLapse(room, s))
		}
		l := &out[i]
		l.marks = append(l.marks, mark)
		l.call.Steps = append(l.call.Steps, notify.CrisisStep{What: s.What, Until: s.Due})
		if !l.due.Equal(s.Due) {
			l.call.Due = time.Time{} // each step says its own
		}
	}
	return out
}

// stepLapse begins the notice of late steps: to whoever holds the role; where
// nobody does, to the deputy, and else to those who lead, who learn that nobody
// does.
func (d *Desk) stepLapse(room cases.Room, s cases.StepState) lapse {
	l := lapse{role: s.Role, due: s.Due, call: notify.Crisis{Call: notify.CallStep, Due: s.Due}}
	i := slices.IndexFunc(room.Holders, func(h cases.Holder) bool { return h.ID == s.Role })
	if i >= 0 {
		h := room.Holders[i]
		l.call.Roles = []string{h.Name}
		if h.Now != "" {
			l.to = []string{h.Now}
			return l
		}
		l.call.Why = "Roli „" + h.Name + "” nikt teraz nie pełni"
		if h.Deputy != "" {
			l.to = []string{h.Deputy}
			return l
		}
	} else {
		l.call.Why = "Ten krok nie ma roli, która za niego odpowiada"
	}
	if l.to = room.Signers(); len(l.to) == 0 {
		l.to = d.crisisTeam(room)
	}
	return l
}
