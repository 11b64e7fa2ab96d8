package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// alertData is the data of the screen behind an alert's buttons.
type alertData struct {
	Topic   press.Topic
	Story   press.Story
	Members []member
	Signs   []alertSign
	Taken   bool
	Muted   bool // the alerts of this story
	Silent  bool // every alert of the topic
	Outlets []alertOutlet
	Shown   bool            // the alert can be previewed
	Week    store.RuleCount // the topic's alerts of the last seven days
	Crises  crisisLink
}

// alertOutlet is an outlet of the story, whose alerts of this topic can be muted.
type alertOutlet struct {
	ID, Name string
	Muted    bool
}

// alertSign is who has taken or muted it.
type alertSign struct {
	What, Who string
	At        time.Time
}

// alertKeys are what the signs on an alert are kept under: the story's and the
// topic's.
func alertKeys(topic, story string) (own, all string) {
	return "alert/" + topic + "/" + story, "alert/" + topic
}

// alertTopic is the topic of an alert, or what stands in its place when a
// story spreads faster than usual.
func alertTopic(ctx context.Context, from interface {
	Topic(ctx context.Context, id string) (store.StoredTopic, error)
}, id string) (press.Topic, error) {
	if id == store.SpikeTopic {
		return press.Topic{ID: id, Name: "Nagłośnienie", Severity: press.Notable}, nil
	}
	t, err := from.Topic(ctx, id)
	return t.Topic, err
}

func (s *Site) alert(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	t, err := alertTopic(ctx, s.Store, r.PathValue("topic"))
	if err != nil {
		return err
	}
	d := alertData{Topic: t}
	if d.Story, err = s.Store.Story(ctx, r.PathValue("story")); err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	filings, err := s.Store.StoryMembers(ctx, d.Story.ID)
	if err != nil {
		return err
	}
	d.Members = membersOf(filings, names)
	if d.Crises, err = s.crisisLink(r, d.Story.ID); err != nil {
		return err
	}
	if err := s.alertOutlets(ctx, &d); err != nil {
		return err
	}
	d.Shown = s.Alert != nil && t.ID != store.SpikeTopic && person(r).Role.May(press.Officer)
	if d.Week, err = s.week(ctx, t.ID); err != nil {
		return err
	}
	own, all := alertKeys(t.ID, d.Story.ID)
	for _, key := range []string{own, all} {
		signs, err := s.Store.Receipts(ctx, key)
		if err != nil {
			return err
		}
		for _, c := range signs {
			d.Taken = d.Taken || c.Kind == store.Taken
			d.Muted = d.Muted || c.Kind == store.Muted && key == own
			d.Silent = d.Silent || c.Kind == store.Muted && key == all
			sign := alertSign{What: c.Kind, Who: c.Person, At: c.At}
			if key == all {
				sign.What = "cały temat " + c.Kind
			}
			p, err := s.Store.Person(ctx, c.Person)
			switch {
			case err == nil:
				sign.Who = p.Name
			case !errors.Is(err, press.ErrNotFound):
				return err
			}
			d.Signs = append(d.Signs, sign)
		}
	}
	return s.show(w, r, 0, "alert", "Alert: "+t.Name, d)
}

// alertOutlets fills in the outlets of an alert's story, each once.
func (s *Site) alertOutlets(ctx context.Context, d *alertData) error {
	seen := map[string]bool{}
	for _, m := range d.Members {
		if seen[m.Clip.Outlet] {
			continue
		}
		seen[m.Clip.Outlet] = true
		signs, err := s.Store.Receipts(ctx, store.MutedOutlet(d.Topic.ID, m.Clip.Outlet))
		if err != nil {
			return err
		}
		d.Outlets = append(d.Outlets, alertOutlet{ID: m.Clip.Outlet, Name: m.Clip.OutletName, Muted: len(signs) > 0})
	}
	return nil
}

// alertAct takes an alert, or mutes it and what is like it, or lets it speak
// again. The desk sees the row and updates the message.
func (s *Site) alertAct(w http.ResponseWriter, r *http.Request) error {
	ctx, now, who := r.Context(), s.Now(), person(r).ID
	topic, story := r.PathValue("topic"), r.PathValue("story")
	own, all := alertKeys(topic, story)
	acts := map[string]struct {
		key, kind, what, said string
		back                  bool
	}{
		"przejmij":     {own, store.Taken, "przejął", "Sprawa jest Twoja. Pozostali zobaczą, kto ją prowadzi.", false},
		"wycisz":       {own, store.Muted, "wyciszył", "Alerty o tej sprawie są wyciszone.", false},
		"wycisz-temat": {all, store.Muted, "wyciszył cały temat", "Wszystkie alerty tego tematu są wyciszone. Trafienia nadal są w przeglądzie.", false},
		"wycisz-tytul": {store.MutedOutlet(topic, r.FormValue("tytul")), store.Muted, "wyciszył tytuł", "Alerty tego tematu z tego tytułu są wyciszone. Trafienia nadal są w przeglądzie.", false},
		"wlacz-tytul":  {store.MutedOutlet(topic, r.FormValue("tytul")), store.Muted, "włączył tytuł", "Alerty tego tematu z tego tytułu są znów włączone.", true},
		"wlacz":        {own, store.Muted, "włączył", "Alerty o tej sprawie są znów włączone.", true},
		"wlacz-temat":  {all, store.Muted, "włączył cały temat", "Alerty tematu są znów włączone.", true},
	}
	act, ok := acts[r.FormValue("czyn")]
	if !ok {
		return &press.Invalid{Field: "czyn", Why: "nie ma takiej czynności."}
	}
	do := func(tx *store.Tx) error {
		if _, err := alertTopic(ctx, tx, topic); err != nil {
			return err
		}
		if _, err := tx.Story(ctx, story); err != nil {
			return err
		}
		if strings.HasSuffix(r.FormValue("czyn"), "-tytul") {
			if _, err := tx.Outlet(ctx, r.FormValue("tytul")); err != nil {
				return err
			}
		}
		if act.back {
			return tx.DropReceipts(ctx, act.key, act.kind)
		}
		return tx.PutReceipt(ctx, store.Receipt{Key: act.key, Person: who, Kind: act.kind, At: now})
	}
	if err := s.act(r, do, store.Entry{What: act.what, Noun: "alert", Ref: topic + "/" + story}); err != nil {
		return err
	}
	return s.flash(w, r, act.said, "/alerty/"+topic+"/"+story)
}
