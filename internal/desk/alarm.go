package desk

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// alarming are the troubles of a source that nobody would notice by
// themselves: it answers, but says nothing, or nothing that can be read.
func alarming(t press.Trouble) bool { return t == press.TroubleSilent || t == press.TroubleFormat }

// alarm tells the administrators, by mail, that a source has fallen silent or
// changed its format, and that it is well again: once for each such turn, in
// the transaction that notes it. before is the trouble at the check before.
func (d *Desk) alarm(ctx context.Context, tx *store.Tx, before press.Trouble, h store.SourceHealth, now time.Time) error {
	if before == h.Trouble || !alarming(before) && !alarming(h.Trouble) {
		return nil
	}
	model := &notify.SystemNotice{At: now, Open: d.link("/zrodla"), Own: notify.Links{Web: d.link("/zrodla")}}
	switch {
	case h.Trouble == press.TroubleSilent:
		model.What = "Źródło zamilkło: " + h.ID
		model.ToDo = "Sprawdź, czy strona nadal publikuje i czy kanał nie zmienił adresu."
	case h.Trouble == press.TroubleFormat:
		model.What = "Źródło zmieniło format: " + h.ID
		model.ToDo = "Wypróbuj źródło poleceniem „prasowka try " + h.ID + "” i wklej zaproponowany przepis."
	case h.Trouble == press.NoTrouble:
		model.What, model.Good = "Źródło znów działa: "+h.ID, true
	default:
		return nil // another trouble took its place: Źródła shows it
	}
	if h.Detail != "" {
		model.Detail = append(model.Detail, h.Detail)
	}
	if !h.FreshAt.IsZero() {
		model.Since = h.FreshAt
		model.Detail = append(model.Detail, "ostatnia nowa pozycja: "+polish.FormatDateTime(h.FreshAt))
	}
	return d.tellAdmins(ctx, tx, fmt.Sprintf("system/zrodlo/%s/%s/%d", h.ID, h.Trouble, now.Unix()), model, now)
}

// tellAdmins puts a notice about the program into the outbox for everybody who
// keeps it, by each channel of mail, after the quiet hours.
func (d *Desk) tellAdmins(ctx context.Context, tx *store.Tx, key string, model *notify.SystemNotice, now time.Time) error {
	var admins []string
	for _, p := range d.Config.People.People {
		if p.Role == press.Admin {
			admins = append(admins, p.ID)
		}
	}
	kind, payload, err := notify.Encode(model)
	if err != nil {
		return fmt.Errorf("notice %s: %w", key, err)
	}
	quiet := d.Config.Main.Alerts
	for _, to := range d.addresses(d.mailChannels(), admins) {
		n := press.Notice{Key: key + "/" + to.channel + "/" + to.to, Kind: kind, Channel: to.channel, To: to.to, Subject: model.What,
			Payload: payload, Made: now, NextAt: afterQuiet(quiet.QuietFrom, quiet.QuietTo, now)}
		if _, err := tx.PutNotice(ctx, n); err != nil {
			return err
		}
	}
	return nil
}
