package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// This file does what people press under alerts in Slack. It writes the rows
// that the screen of the alert would write; the stage heed sees them and
// updates the message where it stands.

// relisten is how long a listener rests that Slack has refused.
const relisten = 5 * time.Minute

// Presses of one person that are taken within a minute; more are a script's.
const maxPresses = 30

// Listen hears the buttons of every Slack channel that has an app token, until
// ctx ends. A token that is refused is tried again; the links in the messages
// work meanwhile, as they do without one.
func (d *Desk) Listen(ctx context.Context) error {
	var group errgroup.Group
	for name, c := range d.Config.Main.Channels {
		if c.Kind != "slack" || c.App == "" {
			continue
		}
		l, err := listener(c)
		if err != nil {
			return errors.Join(fmt.Errorf("channel %s: %w", name, err), group.Wait())
		}
		group.Go(func() error {
			presses := map[string][]time.Time{}
			for ctx.Err() == nil {
				err := l.Run(ctx, func(ctx context.Context, p notify.Press) string {
					_, err := safely(func() (r result, err error) { return r, d.limit(presses, p) })
					if err == nil {
						return d.pressed(ctx, p)
					}
					return err.Error()
				})
				if ctx.Err() == nil {
					d.Log.Error("buttons are not heard", "channel", name, "err", err)
					sleep(ctx, relisten, nil)
				}
			}
			return nil
		})
	}
	return group.Wait()
}

func listener(c config.Channel) (*notify.Listener, error) {
	app, err := c.App.Value()
	if err != nil {
		return nil, err
	}
	token, err := c.Token.Value()
	if err != nil {
		return nil, err
	}
	return notify.NewListener(notify.ListenOptions{App: app, Token: token, API: c.API})
}

// errHasty is the answer to who presses like a machine.
var errHasty = errors.New("Za dużo naciśnięć naraz. Odczekaj minutę.") //nolint:staticcheck // a sentence for people

// limit counts a person's presses of the last minute. Only one goroutine a
// channel calls it.
func (d *Desk) limit(presses map[string][]time.Time, p notify.Press) error {
	now := d.Now()
	for user, when := range presses {
		if when = slices.DeleteFunc(when, func(at time.Time) bool { return now.Sub(at) > time.Minute }); len(when) == 0 {
			delete(presses, user)
		} else {
			presses[user] = when
		}
	}
	if len(presses[p.User]) >= maxPresses {
		return errHasty
	}
	presses[p.User] = append(presses[p.User], now)
	return nil
}

// pressed does what a button stands for, and says in a sentence what came of
// it. Only a person of the configuration whose Slack id it is may do it: a name
// in Slack can be taken by anybody, an id cannot.
func (d *Desk) pressed(ctx context.Context, p notify.Press) string {
	if p.Action != notify.ActionTake && p.Action != notify.ActionMute {
		return "" // the others are links
	}
	i := slices.IndexFunc(d.Config.People.People, func(o config.Person) bool { return o.Slack != "" && o.Slack == p.User })
	if i < 0 {
		d.Log.Warn("a stranger pressed a button", "user", p.User, "action", p.Action)
		return "Nie wiem, kim jesteś. Poproś administratora, żeby wpisał Twój identyfikator Slack (" + p.User + ") w people.yaml, albo otwórz alert w przeglądarce."
	}
	who := d.Config.People.People[i]
	if !who.Role.May(press.Reader) {
		return "Nie masz uprawnień do tej czynności."
	}
	topic, story, ok := strings.Cut(p.Value, "/")
	if !ok || topic == "" || story == "" || strings.Contains(story, "/") {
		return "Nie rozumiem tego przycisku. Otwórz alert w przeglądarce."
	}
	said, err := d.sign(ctx, who, topic, story, p.Action)
	switch {
	case errors.Is(err, press.ErrNotFound):
		return "Tego alertu już nie ma."
	case err != nil:
		d.Log.Error("a press of a button was lost", "user", p.User, "value", p.Value, "err", err)
		return "Coś poszło nie tak i nic się nie zmieniło. Spróbuj w przeglądarce."
	}
	return said
}

// sign keeps a person's sign on an alert. Taking what another has taken changes
// nothing and says so.
func (d *Desk) sign(ctx context.Context, who config.Person, topic, story, action string) (said string, err error) {
	now := d.Now()
	key := alertKey{topic: topic, story: story}
	kind, what := store.Taken, "przejął"
	said = "Sprawa jest Twoja. Pozostali zobaczą, kto ją prowadzi."
	if action == notify.ActionMute {
		kind, what = store.Muted, "wyciszył"
		said = "Alerty tego tematu w tej sprawie są wyciszone. Włączysz je na ekranie alertu."
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		if _, err := tx.Story(ctx, story); err != nil {
			return err
		}
		if topic != store.SpikeTopic {
			if _, err := tx.Topic(ctx, topic); err != nil {
				return err
			}
		}
		before, signed, err := signOn(ctx, tx, key)
		if err != nil {
			return err
		}
		if signed && before.Kind == kind {
			other := before.Person
			if p, ok := d.person(other); ok {
				other = p.Name
			}
			if before.Person != who.ID {
				said = "To już zrobione (" + before.Kind + "): " + other + "."
			}
			return nil
		}
		if err := tx.PutReceipt(ctx, store.Receipt{Key: key.matter(), Person: who.ID, Kind: kind, At: now}); err != nil {
			return err
		}
		return tx.Note(ctx, store.Entry{At: now, Who: who.ID, What: what, Noun: "alert", Ref: topic + "/" + story, Detail: "w Slacku"})
	})
	return said, err
}
