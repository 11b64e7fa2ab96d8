package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// alertsOn tells whether a topic alerts at all, and through which channels:
// its own, or for an urgent topic the configured ones. Everything else waits
// for the review.
func (d *Desk) alertsOn(t press.Topic) []string {
	if len(t.Channels) > 0 {
		return t.Channels
	}
	if t.Severity == press.Urgent {
		return d.Config.Main.Alerts.Channels
	}
	return nil
}

// alert writes the notices of a hit: the first of its story as an alert, a
// further clipping of the story as an update of the message where the channel
// can do that. It is part of the transaction of the hit.
func (d *Desk) alert(ctx context.Context, tx *store.Tx, look *lookout, s sighting, h press.Hit, first bool, now time.Time) error {
	topic := look.topics[h.Topic]
	channels := d.alertsOn(topic)
	if len(channels) == 0 {
		return nil
	}
	people := slices.Compact(slices.Sorted(slices.Values(slices.Concat(d.Config.Main.Alerts.To, topic.Owners))))
	muted, err := d.muted(ctx, tx, h, s.filing.Outlet)
	if err != nil || muted {
		return err
	}
	var model *notify.Alert
	for _, to := range d.addresses(channels, people) {
		root := fmt.Sprintf("alert/%s/%s/%s/%s", h.Topic, h.Story, to.channel, to.to)
		n := press.Notice{Key: root, Channel: to.channel, To: to.to, Made: now}
		if n.NextAt, err = d.alertTime(ctx, tx, topic, to, now); err != nil {
			return err
		}
		if !first {
			known, err := tx.NoticeByKey(ctx, root)
			switch {
			case s.version.N > 1:
				continue
			case errors.Is(err, press.ErrNotFound): // nobody was told: the story began with our own text, or long ago
			case err != nil:
				return err
			case known.Failed || d.Config.Main.Channels[to.channel].Kind != "slack":
				continue // no way to update: a second mail would be noise
			default:
				n.Key, n.Thread = root+"/"+h.Clipping, root
			}
		}
		if model == nil {
			var err error
			if model, err = d.alertModel(ctx, tx, look, s, h, topic, now); err != nil {
				return err
			}
			if sign, given, err := signOn(ctx, tx, alertKey{topic: h.Topic, story: h.Story}); err != nil {
				return err
			} else if given {
				d.stand(model, sign)
			}
		}
		n.Subject = strings.TrimSpace("Alert: " + topic.Name + " – " + s.filing.Title)
		var err error
		if n.Kind, n.Payload, err = notify.Encode(model); err != nil {
			return fmt.Errorf("alert %s: %w", n.Key, err)
		}
		if _, err := tx.PutNotice(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// muted tells whether somebody has muted the alerts of a topic in a story, from
// an outlet, or altogether.
func (d *Desk) muted(ctx context.Context, tx *store.Tx, h press.Hit, outlet string) (bool, error) {
	for _, key := range []string{"alert/" + h.Topic, "alert/" + h.Topic + "/" + h.Story, store.MutedOutlet(h.Topic, outlet)} {
		signs, err := tx.Receipts(ctx, key)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(signs, func(r store.Receipt) bool { return r.Kind == store.Muted }) {
			return true, nil
		}
	}
	return false, nil
}

// alertTime is when an alert may go: at once when urgent, otherwise after the
// quiet hours, and not sooner after the topic's last alert to the same address
// than the cool-down allows.
func (d *Desk) alertTime(ctx context.Context, tx *store.Tx, t press.Topic, to address, now time.Time) (time.Time, error) {
	a := d.Config.Main.Alerts
	if t.Severity == press.Urgent {
		return now, nil
	}
	at := now
	if cool := time.Duration(a.CoolDown); cool > 0 {
		// What waits may lie further ahead than one cool-down: a day is looked at.
		before, err := tx.Notices(ctx, store.NoticeFilter{Kind: press.NoticeAlert, Channel: to.channel, Since: now.Add(-heedFor), Limit: maxHeeded})
		if err != nil {
			return now, err
		}
		for _, n := range before {
			key, ok := parseAlertKey(n.Key)
			if free := n.NextAt.Add(cool); ok && n.Thread == "" && key.topic == t.ID && key.to == to.to && free.After(at) {
				at = free
			}
		}
	}
	return afterQuiet(a.QuietFrom, a.QuietTo, at), nil
}

// afterQuiet is the end of the quiet hours that now falls into, in Warsaw; now
// itself outside of them.
func afterQuiet(from, to config.Clock, now time.Time) time.Time {
	if !from.Set || !to.Set || from.Minutes == to.Minutes {
		return now
	}
	here := now.In(polish.Warsaw)
	minute := here.Hour()*60 + here.Minute()
	quiet := minute >= from.Minutes && minute < to.Minutes
	day := here
	if from.Minutes > to.Minutes { // over midnight
		quiet = minute >= from.Minutes || minute < to.Minutes
		if minute >= from.Minutes {
			day = here.AddDate(0, 0, 1)
		}
	}
	if !quiet {
		return now
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 0, to.Minutes, 0, 0, polish.Warsaw)
}

// alertModel is what an alert says.
func (d *Desk) alertModel(ctx context.Context, tx *store.Tx, look *lookout, s sighting, h press.Hit, t press.Topic, now time.Time) (*notify.Alert, error) {
	members, err := tx.StoryMembers(ctx, h.Story)
	if err != nil {
		return nil, err
	}
	lead := s.filing
	if len(members) > 0 {
		lead, _ = look.describe.teller(members, members[0].ID)
	}
	a := &notify.Alert{
		Severity: t.Severity, At: now, Rule: t.Name, Words: query.Surfaces(query.Fields{Title: s.filing.Title, Lead: s.filing.Lead, Text: s.filing.Text}, h.Spans),
		Item:     notify.NewItem(lead.Clipping, look.describe.outlets[lead.Outlet], sentenceAround(s.filing, h.Spans), 0),
		MuteHelp: "Przycisk „Wycisz podobne” zatrzymuje kolejne alerty tego tematu w tej sprawie.",
		Open:     d.link("/wycinki/" + lead.ID),
		Take:     d.link("/alerty/" + h.Topic + "/" + h.Story),
		Mute:     d.link("/alerty/" + h.Topic + "/" + h.Story + "#wycisz"),
		Rectify:  d.rectifyLink(lead.ID),
		Matter:   h.Topic + "/" + h.Story,
		Own:      notify.Links{Web: d.link("/wycinki/" + lead.ID)},
	}
	outlets := map[string]bool{}
	for _, m := range members {
		if !look.describe.own(m) { // what we say ourselves is no spread
			outlets[m.Outlet] = true
		}
		if m.ID != lead.ID {
			a.Copies = append(a.Copies, notify.Copy{Outlet: look.describe.outlets[m.Outlet].Name, At: m.Published, URL: m.Address()})
		}
	}
	a.Why = whyNow(s, len(outlets), t)
	for _, f := range s.flags {
		a.Flags = append(a.Flags, f.Why)
	}
	return a, nil
}

// rectifyLink leads to a new rectification of a clipping, where there is such a
// register.
func (d *Desk) rectifyLink(clipping string) string {
	const register = "sprostowania"
	for _, r := range d.Config.Registers {
		if r.Name == register {
			return d.link("/rejestry/" + register + "/nowa?wycinek=" + clipping)
		}
	}
	return ""
}

func whyNow(s sighting, outlets int, t press.Topic) string {
	switch {
	case s.version.N > 1:
		return "temat pojawił się po zmianie tekstu: " + s.version.What
	case outlets > 1:
		return "pisze o tym już " + polish.Counted(outlets, "redakcja", "redakcje", "redakcji")
	}
	return "pierwsza publikacja w tej sprawie, temat " + t.Severity.String()
}

// link is an address of our screens as people type it.
func (d *Desk) link(path string) string {
	base := strings.TrimSuffix(d.Config.Main.Server.URL, "/")
	if base == "" {
		return ""
	}
	return base + path
}

// fieldOf is the text that a span points into.
func fieldOf(f store.Filing, field string) string {
	switch field {
	case "tytuł":
		return f.Title
	case "lead":
		return f.Lead
	}
	return f.Text
}

// sentenceAround is the sentence of the text in which a topic fired first, or
// else one of the lead, which an outlet may have cut short; empty when it fired
// in the title only.
func sentenceAround(f store.Filing, spans []press.Span) string {
	for _, field := range []query.Field{query.Text, query.Lead} {
		text := fieldOf(f, string(field))
		sentences := polish.Sentences(text)
		for _, s := range spans {
			if s.Field != string(field) {
				continue
			}
			for _, r := range sentences {
				if s.Start >= r.Start && s.Start < r.End && r.End <= len(text) {
					return strings.TrimSpace(text[r.Start:r.End])
				}
			}
		}
	}
	return ""
}

// AlertNotice is the alert that a topic sends of a story, as it would go now
// and to nobody: for a preview. press.NotFound when the topic has no hit there.
func (d *Desk) AlertNotice(ctx context.Context, topic, story string) (press.Notice, error) {
	hits, err := d.Store.StoryHits(ctx, story)
	if err != nil {
		return press.Notice{}, err
	}
	i := slices.IndexFunc(hits, func(h press.Hit) bool { return h.Topic == topic })
	if i < 0 {
		return press.Notice{}, press.NotFound("alert", topic+"/"+story)
	}
	look, err := d.lookout(ctx)
	if err != nil {
		return press.Notice{}, err
	}
	filing, err := d.Store.Clipping(ctx, hits[i].Clipping)
	if err != nil {
		return press.Notice{}, err
	}
	flags, err := d.Store.Flags(ctx, store.FlagFilter{Clipping: filing.ID})
	if err != nil {
		return press.Notice{}, err
	}
	n := press.Notice{Key: "podglad/alert/" + topic + "/" + story, Made: d.Now()}
	err = d.Store.Write(ctx, func(tx *store.Tx) error { // reads only
		model, err := d.alertModel(ctx, tx, look, sighting{filing: filing, version: press.Version{N: 1}, flags: flags}, hits[i], look.topics[topic], d.Now())
		if err != nil {
			return err
		}
		n.Subject = strings.TrimSpace("Alert: " + look.topics[topic].Name + " – " + filing.Title)
		n.Kind, n.Payload, err = notify.Encode(model)
		return err
	})
	return n, err
}
