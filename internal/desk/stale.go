package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// staleCursor is the day on which the cards of facts were last looked through,
// in days since 1970.
const staleCursor = "stale"

// stale asks, once a day, those who answer for a card of the fact register to
// look at it again when its day of review has come: a wrong fact flags right
// texts. Each such day is told once.
func (d *Desk) stale(ctx context.Context) (result, error) {
	now := d.Now()
	today := polish.DayOf(now)
	next := today.Add(1).Start()
	number := int64(today.Sub(polish.NewDay(1970, time.January, 1)))
	last, err := d.Store.Cursor(ctx, staleCursor)
	if err != nil || last >= number {
		return result{next: next}, err
	}
	facts, err := d.Store.Facts(ctx)
	if err != nil {
		return result{}, err
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		for _, f := range facts {
			if f.ReviewBy.IsZero() || f.ReviewBy.After(now) {
				continue
			}
			if err := d.askReview(ctx, tx, f, now); err != nil {
				return err
			}
		}
		return tx.SetCursor(ctx, staleCursor, number, now)
	})
	return result{did: 1, next: next}, err
}

// askReview asks the head of the department that owns a card; where there is
// none, the press office.
func (d *Desk) askReview(ctx context.Context, tx *store.Tx, f press.Fact, now time.Time) error {
	to, rules := d.Config.Main.Alerts.To, d.Config.Main.Alerts
	if i := slices.IndexFunc(d.Config.People.Departments, func(u config.Department) bool { return u.ID == f.Owner && u.Head != "" }); i >= 0 {
		to = []string{d.Config.People.Departments[i].Head}
	}
	model := &notify.SystemNotice{At: now, What: "Sprawdź kartę faktu: " + f.ID, Open: d.link("/fakty/" + f.ID), Own: notify.Links{Web: d.link("/fakty/" + f.ID)},
		Detail: []string{"Karta mówi: " + f.Value, "miała być sprawdzona do " + polish.FormatDate(f.ReviewBy)},
		ToDo:   "Jeśli to nadal prawda, przesuń dzień sprawdzenia; jeśli nie, popraw wartość."}
	if f.Source != "" {
		model.Detail = append(model.Detail, "źródło: "+f.Source)
	}
	kind, payload, err := notify.Encode(model)
	if err != nil {
		return err
	}
	for _, a := range d.addresses(d.mailChannels(), to) {
		n := press.Notice{Key: fmt.Sprintf("system/fakt/%s/%s/%s/%s", f.ID, polish.DayOf(f.ReviewBy), a.channel, a.to), Kind: kind, Channel: a.channel, To: a.to, Subject: model.What,
			Payload: payload, Made: now, NextAt: afterQuiet(rules.QuietFrom, rules.QuietTo, now)}
		if _, err := tx.PutNotice(ctx, n); err != nil {
			return err
		}
	}
	return nil
}
