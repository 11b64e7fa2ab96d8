package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// overdueFor is how long after its end a missed term is still brought to mind:
// the case of an old archive that was imported alarms nobody.
const overdueFor = 7 * 24 * time.Hour

// doubt stands on every reminder of a rule whose source was not read.
const doubt = "Podstawa do potwierdzenia."

// remind brings to mind the terms of open cases that run out: each reminder of
// a term once for each end that it had, so that a moved end reminds anew. It
// looks again when a case has changed or the next reminder comes due.
func (d *Desk) remind() func(context.Context) (result, error) {
	var seen int64 // how far the history of cases was read
	var next time.Time
	return func(ctx context.Context) (result, error) {
		now := d.Now()
		end, err := d.Store.CaseChangesEnd(ctx)
		if err != nil {
			return result{}, err
		}
		if end == seen && (next.IsZero() || next.After(now)) {
			return result{next: next}, nil
		}
		look, err := d.officeLook(ctx, now)
		if err != nil {
			return result{}, err
		}
		made := 0
		err = d.Store.Write(ctx, func(tx *store.Tx) (err error) {
			made, next, err = look.remindAll(ctx, tx)
			d.point("remind: before commit")
			return err
		})
		if err == nil {
			seen = end
		}
		return result{did: made, next: next}, err
	}
}

// An officeLook is what the desk needs to know beside a case.
type officeLook struct {
	*Desk
	around cases.Surroundings
	now    time.Time
}

func (d *Desk) officeLook(ctx context.Context, now time.Time) (officeLook, error) {
	outlets, err := d.Store.Outlets(ctx)
	classes := make(map[string]press.Class, len(outlets))
	for _, o := range outlets {
		classes[o.ID] = o.Class
	}
	return officeLook{Desk: d, now: now, around: cases.Surroundings{
		Calendar: Calendar(d.Config.Main.Office), Class: func(id string) press.Class { return classes[id] },
	}}, err
}

// openCases hands every open case of every register to do.
func (l officeLook) openCases(ctx context.Context, tx *store.Tx, do func(*cases.Register, press.Case) error) error {
	const page = 200
	for _, reg := range l.Config.Registers {
		for before := int64(0); ; {
			list, err := tx.Cases(ctx, store.CaseFilter{Register: reg.Name, Open: true, Before: before, Limit: page})
			if err != nil {
				return err
			}
			for _, c := range list {
				if err := do(reg, c); err != nil {
					return fmt.Errorf("case %d: %w", c.ID, err)
				}
				before = c.ID
			}
			if len(list) < page {
				break
			}
		}
	}
	return nil
}

// remindAll writes what is due, and says when the next reminder will be.
func (l officeLook) remindAll(ctx context.Context, tx *store.Tx) (made int, next time.Time, err error) {
	err = l.openCases(ctx, tx, func(reg *cases.Register, c press.Case) error {
		for _, dl := range reg.Deadlines(c, l.around) {
			due := dueReminder(dl, l.around.Calendar, l.now)
			if !due.next.IsZero() && (next.IsZero() || due.next.Before(next)) {
				next = due.next
			}
			if due.n == 0 {
				continue
			}
			n, err := l.putReminders(ctx, tx, reg, c, dl, due)
			if err != nil {
				return err
			}
			made += n
		}
		return nil
	})
	return made, next, err
}

// A dueNow is the reminder of a term that is due, and when the next will be.
type dueNow struct {
	n      int  // which one, from 1; 0: none
	loud   bool // through every channel: it has just begun and is told at once, none follows before the end, or the end has passed
	missed bool
	next   time.Time
}

// dueReminder finds the last reminder of a deadline that has come: those before
// it were overtaken by it. The end itself is the last one.
func dueReminder(dl cases.Deadline, cal polish.Calendar, now time.Time) dueNow {
	if !dl.Running() || dl.Open {
		return dueNow{}
	}
	instants := dl.Reminders(cal)
	var due dueNow
	for i, at := range append(slices.Clone(instants), dl.At) {
		if at.After(now) {
			due.next = at
			break
		}
		due.n, due.missed = i+1, i == len(instants)
		due.loud = i >= len(instants)-1 || dl.Term.AtOnce && at.Equal(dl.Begins())
	}
	if due.missed && now.Sub(dl.At) > overdueFor {
		return dueNow{}
	}
	return due
}

// putReminders writes one reminder for everybody whom it concerns.
func (l officeLook) putReminders(ctx context.Context, tx *store.Tx, reg *cases.Register, c press.Case, dl cases.Deadline, due dueNow) (int, error) {
	byHour := dl.ByHour()
	model := l.reminder(reg, c, dl, due, byHour)
	kind, payload, err := notify.Encode(model)
	if err != nil {
		return 0, err
	}
	mail, err := model.Mail()
	if err != nil {
		return 0, fmt.Errorf("render reminder of %s: %w", dl.Term.ID, err)
	}
	// A term by the hour does not sleep: art. 14a pr. pras. counts nights and
	// holidays, and silence is consent. Everything else waits for the morning.
	at := l.now
	if !byHour {
		at = afterQuiet(l.Config.Main.Alerts.QuietFrom, l.Config.Main.Alerts.QuietTo, l.now)
	}
	made := 0
	for _, to := range l.addresses(l.reminderChannels(byHour, due.loud), l.reminded(reg, c, byHour && due.loud)) {
		n := press.Notice{Key: fmt.Sprintf("term/%d/%s/%d/%s/%s/%s", c.ID, dl.Term.ID, due.n, endMark(dl), to.channel, to.to),
			Kind: kind, Channel: to.channel, To: to.to, Subject: mail.Subject, Payload: payload, Made: l.now, NextAt: at}
		fresh, err := tx.PutNotice(ctx, n)
		if err != nil {
			return made, err
		}
		if fresh {
			made++
		}
	}
	return made, nil
}

// endMark tells one end of a term from another in a notice's key.
func endMark(dl cases.Deadline) string { return strconv.FormatInt(dl.At.Unix(), 36) }

// reminder is what a reminder says.
func (l officeLook) reminder(reg *cases.Register, c press.Case, dl cases.Deadline, due dueNow, byHour bool) *notify.Reminder {
	page := l.link(fmt.Sprintf("/sprawy/%d", c.ID))
	m := &notify.Reminder{At: l.now, Sign: c.Sign, Register: reg.Title, Case: reg.TitleOf(c), Term: dl.Term.Label, Basis: dl.Term.Basis,
		Raw: dl.Raw, Shifted: dl.Last, Risky: dl.Term.Risky, Internal: dl.Target, Open: page, Own: notify.Links{Web: page}}
	if byHour {
		m.Until, m.Raw, m.Shifted, m.Internal = dl.At, polish.Day{}, polish.Day{}, polish.Day{}
	}
	if !dl.Term.Sure {
		m.Doubt = doubt
	}
	if p, ok := l.person(c.Owner); ok {
		m.Owner = p.Name
	}
	if due.missed {
		m.Next = dl.Term.Missed
	}
	return m
}

// reminded are the people whom a reminder is for: the owner of the case and
// the heads of the departments that it names; nobody's case goes to those who
// get every alert. When hours run out, those and the next in line are asked
// too.
func (l officeLook) reminded(reg *cases.Register, c press.Case, urgent bool) []string {
	people := map[string]bool{}
	if c.Owner != "" {
		people[c.Owner] = true
	}
	for _, f := range reg.Fields {
		name, _ := c.Fields[f.Name].(string)
		if name == "" || f.Kind != cases.Text && f.Kind != cases.Choice {
			continue
		}
		for _, dep := range l.Config.People.Departments {
			if dep.Head != "" && (dep.Name == name || dep.ID == name) {
				people[dep.Head] = true
			}
		}
	}
	alerts := l.Config.Main.Alerts
	if _, known := l.person(c.Owner); !known || urgent {
		for _, id := range alerts.To {
			people[id] = true
		}
	}
	if urgent {
		for _, id := range alerts.Then {
			people[id] = true
		}
	}
	return slices.Sorted(maps.Keys(people))
}

// reminderChannels are the ways that a reminder goes: a mail for terms by the
// day, the alerts' channels for terms by the hour, and every channel of the
// house when such a clock starts and once it runs out: the second channel of
// art. 14a's hours.
func (l officeLook) reminderChannels(byHour, loud bool) []string {
	all := slices.Sorted(maps.Keys(l.Config.Main.Channels))
	usual := l.Config.Main.Alerts.Channels
	if len(usual) == 0 {
		usual = all
	}
	switch {
	case byHour && loud:
		return all
	case byHour:
		return usual
	}
	var mail []string
	for _, name := range usual {
		if l.Config.Main.Channels[name].Kind == "email" {
			mail = append(mail, name)
		}
	}
	if len(mail) == 0 {
		return usual
	}
	return mail
}
