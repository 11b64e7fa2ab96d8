package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"prasowka/internal/notify"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// mistakesCursor names how far what readers found wrong was told on.
const mistakesCursor = "mistakes"

// mistakesBatch is how many reports one turn tells.
const mistakesBatch = 50

// mistakes tells the press office what readers found wrong with a clipping: a
// mail each, after the quiet hours.
func (d *Desk) mistakes(ctx context.Context) (result, error) {
	cursor, err := d.Store.Cursor(ctx, mistakesCursor)
	if err != nil {
		return result{}, err
	}
	said, err := d.Store.AuditAfter(ctx, store.SaidMistake, cursor, mistakesBatch)
	if err != nil || len(said) == 0 {
		return result{}, err
	}
	now, rules := d.Now(), d.Config.Main.Alerts
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		for _, e := range said {
			f, err := tx.Clipping(ctx, e.Ref)
			if err != nil {
				return fmt.Errorf("mistake %d: %w", e.ID, err)
			}
			model := &notify.SystemNotice{At: now, What: "Zgłoszono błąd: " + f.Title, Since: e.At, Detail: []string{d.nameOf(e.Who) + ": " + e.Detail},
				ToDo: "Sprawdź wycinek i popraw, co trzeba; odpowiedz zgłaszającemu.", Open: d.link("/wycinki/" + e.Ref + "#blad"), Own: notify.Links{Web: d.link("/wycinki/" + e.Ref)}}
			kind, payload, err := notify.Encode(model)
			if err != nil {
				return err
			}
			for _, to := range d.addresses(d.mailChannels(), rules.To) {
				n := press.Notice{Key: fmt.Sprintf("system/blad/%d/%s/%s", e.ID, to.channel, to.to), Kind: kind, Channel: to.channel, To: to.to, Subject: model.What,
					Payload: payload, Made: now, NextAt: afterQuiet(rules.QuietFrom, rules.QuietTo, now)}
				if _, err := tx.PutNotice(ctx, n); err != nil {
					return err
				}
			}
		}
		return tx.SetCursor(ctx, mistakesCursor, said[len(said)-1].ID, now)
	})
	return result{did: len(said)}, err
}

// mailChannels are the channels of mail, by name.
func (d *Desk) mailChannels() []string {
	var mail []string
	for _, name := range slices.Sorted(maps.Keys(d.Config.Main.Channels)) {
		if d.Config.Main.Channels[name].Kind == "email" {
			mail = append(mail, name)
		}
	}
	return mail
}
