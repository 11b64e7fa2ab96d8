package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// intakeCursor names how far the history of cases was read for what came in.
const intakeCursor = "intake"

// intakeBatch is how many lines of history one turn reads.
const intakeBatch = 500

// intake tells the office that a case has come in from a form on the web: once
// for each case, in the transaction that moves the cursor.
func (d *Desk) intake(ctx context.Context) (result, error) {
	cursor, err := d.Store.Cursor(ctx, intakeCursor)
	if err != nil {
		return result{}, err
	}
	changes, err := d.Store.CaseChanges(ctx, cursor, intakeBatch)
	if err != nil || len(changes) == 0 {
		return result{}, err
	}
	now := d.Now()
	look, err := d.officeLook(ctx, now)
	if err != nil {
		return result{}, err
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		for _, ch := range changes {
			if ch.Who != system || ch.What != store.Opened || now.Sub(ch.At) > overdueFor {
				continue
			}
			if err := look.arrived(ctx, tx, ch); err != nil {
				return fmt.Errorf("case %d: %w", ch.Case, err)
			}
		}
		d.point("intake: before commit")
		return tx.SetCursor(ctx, intakeCursor, changes[len(changes)-1].ID, now)
	})
	return result{did: len(changes)}, err
}

// arrived writes the notices of a case that came in.
func (l officeLook) arrived(ctx context.Context, tx *store.Tx, ch store.CaseChange) error {
	c, err := tx.Case(ctx, ch.Case)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(l.Config.Registers, func(r *cases.Register) bool { return r.Name == c.Register })
	if i < 0 || l.Config.Registers[i].Public == nil {
		return nil
	}
	reg := l.Config.Registers[i]
	page := l.link(fmt.Sprintf("/sprawy/%d", c.ID))
	model := &notify.Reminder{At: ch.At, Arrived: true, Sign: c.Sign, Register: reg.Title, Case: reg.TitleOf(c), Open: page, Own: notify.Links{Web: page}}
	for _, dl := range reg.Deadlines(c, l.around) {
		if dl.Late() {
			model.Basis, model.Next = dl.Term.Basis, dl.Term.Missed
		}
		if !dl.Term.Sure && dl.Late() {
			model.Doubt = doubt
		}
	}
	kind, payload, err := notify.Encode(model)
	if err != nil {
		return err
	}
	mail, err := model.Mail()
	if err != nil {
		return err
	}
	for _, to := range l.addresses(l.reminderChannels(false, false), l.clerks(reg)) {
		n := press.Notice{Key: fmt.Sprintf("arrived/%d/%s/%s", c.ID, to.channel, to.to), Kind: kind, Channel: to.channel, To: to.to,
			Subject: mail.Subject, Payload: payload, Made: l.now, NextAt: afterQuiet(l.Config.Main.Alerts.QuietFrom, l.Config.Main.Alerts.QuietTo, l.now)}
		if _, err := tx.PutNotice(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// clerks are the people who keep a register: the officers, or those who get
// every alert when nobody of the configuration is one.
func (l officeLook) clerks(reg *cases.Register) []string {
	var out []string
	for _, p := range l.Config.People.People {
		if p.Role == press.Officer && reg.MayWrite(p.Role) {
			out = append(out, p.ID)
		}
	}
	if len(out) == 0 {
		out = l.Config.Main.Alerts.To
	}
	return out
}

// mailing makes notices of the letters that the screens wrote to people who
// are invited: each carries its own link for the answer, signed with the
// house's key, and the entry for the calendar. Without a channel of mail the
// letters wait, and the case shows that they do.
func (d *Desk) mailing(ctx context.Context) (result, error) {
	waiting, err := d.Store.WaitingMailings(ctx)
	if err != nil || len(waiting) == 0 {
		return result{}, err
	}
	channel := d.mailChannel()
	if channel == "" {
		return result{}, nil
	}
	key, err := d.Store.SlipKey(ctx)
	if err != nil {
		return result{}, err
	}
	now, made := d.Now(), 0
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		for _, m := range waiting {
			people, err := tx.MailingPeople(ctx, m.ID)
			if err != nil {
				return err
			}
			for _, v := range people {
				if err := d.putMailing(ctx, tx, m, v, channel, key, now); err != nil {
					return fmt.Errorf("mailing %d: %w", m.ID, err)
				}
				made++
			}
			if err := tx.QueueMailing(ctx, m.ID, now); err != nil {
				return err
			}
		}
		d.point("mailing: before commit")
		return nil
	})
	return result{did: made}, err
}

// mailChannel is the first channel of mail by its name; empty: none.
func (d *Desk) mailChannel() string {
	for _, name := range slices.Sorted(maps.Keys(d.Config.Main.Channels)) {
		if d.Config.Main.Channels[name].Kind == "email" {
			return name
		}
	}
	return ""
}

func (d *Desk) putMailing(ctx context.Context, tx *store.Tx, m store.Mailing, v store.Invitation, channel string, key store.SlipKey, now time.Time) error {
	text := m.Body
	if page := d.link("/zaproszenie/" + key.Token(store.Slip{Kind: store.SlipComing, Ref: fmt.Sprint(v.ID)})); page != "" {
		text += "\n\nOdpowiedź, czy Państwo przyjdą, i zgłoszenie liczby osób (bez logowania):\n" + page
	}
	letter := &notify.Letter{At: now, Subject: m.Subject, Text: text}
	if len(m.Calendar) > 0 {
		letter.Attachments = []notify.Attachment{{Name: "zaproszenie.ics", Type: "text/calendar; charset=utf-8", Data: m.Calendar}}
	}
	kind, payload, err := notify.Encode(letter)
	if err != nil {
		return err
	}
	_, err = tx.PutNotice(ctx, press.Notice{Key: store.MailingKey(m.ID, v.ID), Kind: kind, Channel: channel, To: v.Email, Subject: m.Subject, Payload: payload, Made: now})
	return err
}
