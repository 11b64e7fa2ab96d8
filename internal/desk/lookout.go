package desk

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/claims"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
	"prasowka/internal/watch"
)

// A lookout is the topics and facts that versions are held against.
type lookout struct {
	describe *describer
	topics   map[string]press.Topic
	match    func(*query.Doc, time.Time) []press.Hit
	check    func(store.Filing, press.Version) []press.Flag
	tones    func(press.Version, time.Time) []store.Tone
}

// lookout reads the topics in force. A topic whose query is wrong is left out
// and said to be: the others go on.
func (d *Desk) lookout(ctx context.Context) (*lookout, error) {
	describe, err := d.describer(ctx)
	if err != nil {
		return nil, err
	}
	stored, err := d.Store.Topics(ctx)
	if err != nil {
		return nil, err
	}
	l := &lookout{describe: describe, topics: map[string]press.Topic{}}
	var sound []press.Topic
	for _, t := range stored {
		if _, err := query.Parse(d.Analyzer, t.Query); err != nil {
			d.Log.Error("topic is not watched: its query is wrong", "topic", t.ID, "err", err)
			continue
		}
		l.topics[t.ID] = t.Topic
		sound = append(sound, t.Topic)
	}
	topics, err := watch.New(d.Analyzer, sound)
	if err != nil {
		return nil, fmt.Errorf("watch %d topics: %w", len(sound), err)
	}
	l.match = topics.Match
	return l, d.facts(ctx, l)
}

// facts lets the lookout hold versions against the fact register.
func (d *Desk) facts(ctx context.Context, l *lookout) error {
	facts, err := d.Store.Facts(ctx)
	if err != nil {
		return err
	}
	if err := d.tones(ctx, l, facts); err != nil {
		return err
	}
	register, problems := claims.Usable(d.Config.Main.Office.City, facts)
	for _, p := range problems {
		d.Log.Error("fact is not watched: it cannot be used", "err", p)
	}
	l.check = func(f store.Filing, v press.Version) []press.Flag {
		if register == nil {
			return nil
		}
		outlet := l.describe.outlets[f.Outlet]
		return register.Check(claims.Text{
			ID: f.ID, Title: v.Title, Lead: v.Lead, Body: v.Text, Outlet: outlet.Name, Published: f.Published, Version: v.N,
			Own: outlet.Licence == press.Own, Press: outlet.Class.IsPress(),
		})
	}
	return nil
}
