package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// crisisCursor names how far the logs of the crisis rooms were told on.
const crisisCursor = "crisis"

// crisisBatch is how many entries one turn looks at.
const crisisBatch = 100

// crisisSteps is how many of his steps a reader's call lists.
const crisisSteps = 8

// crisis tells people what their crisis rooms want of them: that one was
// opened and what is theirs in it, a role, a task, a text to sign; and that the
// time of a task or of a step has passed. It knows no quiet hours.
func (d *Desk) crisis(ctx context.Context) (result, error) {
	now := d.Now()
	cursor, err := d.Store.Cursor(ctx, crisisCursor)
	if err != nil {
		return result{}, err
	}
	entries, err := d.Store.CrisisLogAfter(ctx, cursor, crisisBatch)
	if err != nil {
		return result{}, err
	}
	if len(entries) > 0 {
		return result{did: len(entries)}, d.tellEntries(ctx, entries, now)
	}
	return d.tellLate(ctx, now)
}

// tellEntries writes the notices of some entries and moves the cursor, in one
// transaction.
func (d *Desk) tellEntries(ctx context.Context, entries []press.CrisisEntry, now time.Time) error {
	slips, err := d.Store.SlipKey(ctx)
	if err != nil {
		return err
	}
	return d.Store.Write(ctx, func(tx *store.Tx) error {
		rooms := map[int64]cases.Room{}
		for _, e := range entries {
			room, known := rooms[e.Crisis]
			if !known {
				if room, err = roomOf(ctx, tx, e.Crisis); err != nil {
					return err
				}
				rooms[e.Crisis] = room
			}
			if err := d.tellEntry(ctx, tx, slips, room, e, now); err != nil {
				return fmt.Errorf("crisis %d, entry %d: %w", e.Crisis, e.ID, err)
			}
		}
		d.point("crisis: before commit")
		return tx.SetCursor(ctx, crisisCursor, entries[len(entries)-1].ID, now)
	})
}

// roomOf reads a room with its log.
func roomOf(ctx context.Context, from interface {
	Crisis(ctx context.Context, id int64) (press.Crisis, error)
	CrisisLog(ctx context.Context, id int64) ([]press.CrisisEntry, error)
}, id int64) (cases.Room, error) {
	c, err := from.Crisis(ctx, id)
	if err != nil {
		return cases.Room{}, err
	}
	log, err := from.CrisisLog(ctx, id)
	if err != nil {
		return cases.Room{}, err
	}
	return cases.RoomOf(c, log)
}

// tellEntry writes the notices of one entry. What a person did himself he is
// not told.
func (d *Desk) tellEntry(ctx context.Context, tx *store.Tx, slips store.SlipKey, room cases.Room, e press.CrisisEntry, now time.Time) error {
	c := notify.Crisis{Task: e.Text, By: d.nameOf(e.By), Due: e.Due}
	var to []string
	switch e.Kind {
	case press.CrisisOpened:
		c.Call, c.Why, c.Task = notify.CallOpened, e.Text, ""
		to = d.crisisTeam(room)
	case press.CrisisRole:
		c.Call, c.Task, to = notify.CallRole, "", []string{e.Owner}
	case press.CrisisTask:
		c.Call, to = notify.CallTask, []string{e.Owner}
	case press.CrisisStatement:
		c.Call, to = notify.CallSign, room.Signers()
	case press.CrisisSigned:
		i := slices.IndexFunc(room.Texts, func(t cases.HoldingText) bool { return t.Statement == e.Ref })
		if i < 0 {
			return nil
		}
		c.Call, c.Task, to = notify.CallSigned, room.Texts[i].Title, []string{room.Texts[i].By}
	case press.CrisisClosed:
		c.Call, c.Why, c.Task = notify.CallClosed, e.Text, ""
		to = d.crisisTeam(room)
	default:
		return nil
	}
	everybody := e.Kind == press.CrisisOpened || e.Kind == press.CrisisClosed
	to = slices.DeleteFunc(to, func(id string) bool { return id == "" || id == e.By && !everybody })
	_, err := d.putCrisis(ctx, tx, slips, room, c, strconv.FormatInt(e.ID, 10), to, everybody, now)
	return err
}

// crisisTeam are the team, and those who get every alert.
func (d *Desk) crisisTeam(room cases.Room) []string {
	team := room.Team()
	for _, id := range d.Config.Main.Alerts.To {
		if !slices.Contains(team, id) {
			team = append(team, id)
		}
	}
	return team
}

// putCrisis writes a call for people: a mail each; a message in the channels
// for everybody only where everybody is meant, or where there is no mail. It
// answers how many notices that made.
func (d *Desk) putCrisis(ctx context.Context, tx *store.Tx, slips store.SlipKey, room cases.Room, c notify.Crisis, mark string, people []string, everybody bool, now time.Time) (made int, err error) {
	c.At, c.Matter, c.Scenario, c.Level = now, room.Title, room.Plan.Title, room.Plan.Level
	c.Open = d.link(fmt.Sprintf("/kryzys/%d", room.ID))
	reached := false
	for _, to := range d.addresses(d.alertChannels(), people) {
		one := c
		one.Own = notify.Links{Web: c.Open}
		if to.person.ID == "" && !everybody && reached {
			continue
		}
		if to.person.ID != "" {
			reached = true
			d.forMember(&one, slips, room, to.person.ID)
		}
		n := press.Notice{Key: fmt.Sprintf("crisis/%d/%s/%s/%s", room.ID, mark, to.channel, to.to), Channel: to.channel, To: to.to, Made: now}
		mail, err := one.Mail()
		if err != nil {
			return made, err
		}
		n.Subject = mail.Subject
		if n.Kind, n.Payload, err = notify.Encode(&one); err != nil {
			return made, err
		}
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

// alertChannels are the ways that alerts go, mail before what everybody sees.
func (d *Desk) alertChannels() []string {
	all := slices.Clone(d.Config.Main.Alerts.Channels)
	slices.SortStableFunc(all, func(a, b string) int {
		rank := func(name string) int {
			if d.Config.Main.Channels[name].Kind == "email" {
				return 0
			}
			return 1
		}
		return cmp.Compare(rank(a), rank(b))
	})
	return all
}

// forMember adds what concerns one person: his roles, his first steps, and a
// link that says that he knows.
func (d *Desk) forMember(c *notify.Crisis, slips store.SlipKey, room cases.Room, person string) {
	if token := slips.Token(store.Slip{Kind: store.SlipRead, Person: person, Ref: fmt.Sprintf("crisis/%d", room.ID)}); d.link("/") != "" {
		c.Own.Read = d.link("/odnosnik/" + token)
	}
	if c.Call != notify.CallOpened && c.Call != notify.CallRole {
		return
	}
	for _, h := range room.HeldBy(person) {
		c.Roles = append(c.Roles, h.Name)
		for _, s := range room.Steps {
			if s.Role == h.ID && s.Done.IsZero() && len(c.Steps) <= crisisSteps {
				c.Steps = append(c.Steps, notify.CrisisStep{What: s.What, Until: s.Due})
			}
		}
	}
}

// nameOf is what a person is called.
func (d *Desk) nameOf(id string) string {
	if p, ok := d.person(id); ok {
		return p.Name
	}
	return id
}
