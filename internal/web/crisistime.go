package web

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// maxCrisisNotices bounds the notices that a room looks through.
const maxCrisisNotices = 2000

// crisisAround is what a room shows beside its own log: what the press wrote,
// who was alerted, who took it, who has said that he knows.
type crisisAround struct {
	clips   []clip
	notices []press.Notice // the first one first
	signs   []alertSign
	knows   map[string]time.Time // by Person.ID
}

func (s *Site) crisisAround(ctx context.Context, room cases.Room) (crisisAround, error) {
	a := crisisAround{knows: map[string]time.Time{}}
	since := room.Opened
	if room.Story != "" {
		members, err := s.Store.StoryMembers(ctx, room.Story)
		if err != nil {
			return a, err
		}
		names, err := s.named(ctx)
		if err != nil {
			return a, err
		}
		a.clips = names.clips(members)
		for _, c := range a.clips {
			if c.Found.Before(since) {
				since = c.Found
			}
		}
	}
	for _, kind := range []press.NoticeKind{press.NoticeAlert, press.NoticeCrisis} {
		all, err := s.Store.Notices(ctx, store.NoticeFilter{Kind: kind, Since: since, Limit: maxCrisisNotices})
		if err != nil {
			return a, err
		}
		for _, n := range all {
			if roomKey(room, n.Key) && n.Thread == "" {
				a.notices = append(a.notices, n)
			}
		}
	}
	slices.SortFunc(a.notices, func(x, y press.Notice) int { return cmp.Or(x.Made.Compare(y.Made), cmp.Compare(x.ID, y.ID)) })
	signs, err := s.Store.Receipts(ctx, crisisKey(room.ID))
	if err != nil {
		return a, err
	}
	for _, c := range signs {
		a.knows[c.Person] = c.At
	}
	return a, s.alertSigns(ctx, room, &a)
}

// alertSigns adds who took or muted the alerts of the room's story.
func (s *Site) alertSigns(ctx context.Context, room cases.Room, a *crisisAround) error {
	if room.Story == "" {
		return nil
	}
	topics := []string{store.SpikeTopic}
	hits, err := s.Store.StoryHits(ctx, room.Story)
	if err != nil {
		return err
	}
	for _, h := range hits {
		topics = append(topics, h.Topic)
	}
	for _, t := range topics {
		own, _ := alertKeys(t, room.Story)
		signs, err := s.Store.Receipts(ctx, own)
		if err != nil {
			return err
		}
		for _, c := range signs {
			a.signs = append(a.signs, alertSign{What: c.Kind, Who: c.Person, At: c.At})
		}
	}
	return nil
}

// crisisKey is what receipts call a room.
func crisisKey(id int64) string { return fmt.Sprintf("crisis/%d", id) }

// roomKey tells whether a notice is one of a room: its own, or an alert of its
// story.
func roomKey(room cases.Room, key string) bool {
	if strings.HasPrefix(key, crisisKey(room.ID)+"/") {
		return true
	}
	parts := strings.SplitN(key, "/", 4)
	return room.Story != "" && len(parts) == 4 && parts[0] == "alert" && parts[2] == room.Story
}

// crisisEvent is one line of a room's timeline.
type crisisEvent struct {
	At    time.Time
	Kind  string
	Text  string
	Who   string
	Link  string
	Place string // class of the tag: good, warn, bad or empty
	Made  time.Time
}

// Later tells that the line was written down well after it happened.
func (e crisisEvent) Later() bool { return e.Made.Sub(e.At) > 2*time.Minute }

// timeline is everything that happened, the newest first.
func (d crisisData) timeline(log []press.CrisisEntry, around crisisAround) []crisisEvent {
	var out []crisisEvent
	for _, e := range log {
		out = append(out, d.event(e))
	}
	for _, c := range around.clips {
		at := c.Published
		if at.IsZero() {
			at = c.Found
		}
		out = append(out, crisisEvent{At: at, Kind: "publikacja", Text: c.OutletName + ": „" + c.Title + "”", Link: "/wycinki/" + c.ID})
	}
	out = append(out, d.sendings(around.notices)...)
	for _, g := range around.signs {
		out = append(out, crisisEvent{At: g.At, Kind: "alert " + map[string]string{store.Taken: "przejęty", store.Muted: "wyciszony"}[g.What], Who: d.NameOf(g.Who), Place: "good"})
	}
	for id, at := range around.knows {
		out = append(out, crisisEvent{At: at, Kind: "potwierdzenie", Text: "wie o kryzysie", Who: d.NameOf(id), Place: "good"})
	}
	slices.SortStableFunc(out, func(a, b crisisEvent) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Who, b.Who))
	})
	return out
}

// sendings gathers the notices of one cause into a line: to how many, when.
func (d crisisData) sendings(notices []press.Notice) []crisisEvent {
	var out []crisisEvent
	at := map[string]int{}
	for _, n := range notices {
		kind := "alert"
		if n.Kind == press.NoticeCrisis {
			kind = "wezwanie"
		}
		sent := cmp.Or(n.SentAt, n.Made)
		cause := kind + n.Subject + n.Made.String()
		if i, known := at[cause]; known {
			out[i].Text += ", " + n.To
			continue
		}
		at[cause] = len(out)
		out = append(out, crisisEvent{At: sent, Kind: kind, Text: "„" + n.Subject + "” do: " + n.To})
	}
	return out
}

// event words one line of the log.
func (d crisisData) event(e press.CrisisEntry) crisisEvent {
	v := crisisEvent{At: e.At, Made: e.Made, Kind: e.Kind, Text: e.Text, Who: d.NameOf(e.By)}
	after := func(head, tail string) string {
		if tail == "" {
			return head
		}
		return head + ": " + tail
	}
	switch e.Kind {
	case press.CrisisOpened:
		v.Place = "bad"
	case press.CrisisClosed, press.CrisisTaskDone, press.CrisisSigned:
		v.Place = "good"
	case press.CrisisDecision:
		v.Place = "warn"
	}
	switch e.Kind {
	case press.CrisisTold:
		v.Text = after(d.NameOf(e.Owner), e.Text)
	case press.CrisisTask:
		v.Text = after(d.NameOf(e.Owner), e.Text)
		if !e.Due.IsZero() {
			v.Text += " (do " + polish.FormatDateTimeIn(e.Due, polish.DayOf(d.Now).Year) + ")"
		}
	case press.CrisisTaskDone:
		for _, t := range d.Tasks {
			if strconv.FormatInt(t.ID, 10) == e.Ref {
				v.Text = after(t.Text, e.Text)
			}
		}
	case press.CrisisStep, press.CrisisStepBack:
		if step, ok := d.Plan.Step(e.Ref); ok {
			v.Text = after(strings.TrimSuffix(step.What, "."), e.Text)
		}
	case press.CrisisRole:
		role, _ := d.Plan.Role(e.Ref)
		v.Text = after("„"+role.Name+"” przejmuje "+d.NameOf(e.Owner), e.Text)
	case press.CrisisStatement, press.CrisisSigned, press.CrisisPublished:
		v.Link = "/stanowiska/" + e.Ref
		for _, t := range d.Texts {
			if t.Statement == e.Ref && e.Kind != press.CrisisStatement {
				v.Text = after("„"+t.Title+"”", e.Text)
			}
		}
	}
	return v
}
