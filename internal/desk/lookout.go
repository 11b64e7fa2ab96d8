package desk

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"prasowka/config"
	"prasowka/internal/claims"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
	"prasowka/internal/watch"
)

// A lookout is the topics and facts that versions are held against. It never
// changes, and several goroutines may use one.
type lookout struct {
	describe *describer
	topics   map[string]press.Topic
	match    func(*query.Doc, time.Time) []press.Hit
	register *claims.Register
	tones    func(press.Version, time.Time) []store.Tone
}

// A kept is the newest lookout with what it was made from: ten thousand topics
// take a quarter of a second to compile (BenchmarkLookout), a batch often less.
type kept struct {
	sync.Mutex
	look *lookout
	from madeFrom
}

// madeFrom is what a lookout depends on; two that are equal give the same one.
type madeFrom struct {
	stamp  store.Stamp
	office string
}

// lookout gives the topics and facts in force, compiled anew when one of them,
// the model of tones, or what the configuration says of us has changed.
func (d *Desk) lookout(ctx context.Context) (*lookout, error) {
	describe, err := d.describer(ctx)
	if err != nil {
		return nil, err
	}
	d.kept.Lock()
	defer d.kept.Unlock()
	stamp, err := d.Store.Stamp(ctx) // before what it stands for is read
	if err != nil {
		return nil, err
	}
	if from := (madeFrom{stamp, officeKey(d.Config)}); d.kept.look == nil || d.kept.from != from {
		look, err := d.compile(ctx)
		if err != nil {
			return nil, err
		}
		d.kept.look, d.kept.from = look, from
	}
	fresh := *d.kept.look
	fresh.describe = describe
	return &fresh, nil
}

// officeKey is what of the configuration the facts and tones depend on.
func officeKey(c *config.Config) string {
	var key strings.Builder
	fmt.Fprintln(&key, c.Main.Office.City, c.Main.Office.Body)
	for _, p := range c.People.People {
		fmt.Fprintln(&key, p.Name, p.Leader)
	}
	for _, u := range c.People.Departments {
		fmt.Fprintln(&key, u.Name, u.Unit)
	}
	return key.String()
}

// compile reads the topics in force. A topic whose query is wrong is left out
// and said to be: the others go on.
func (d *Desk) compile(ctx context.Context) (*lookout, error) {
	stored, err := d.Store.Topics(ctx)
	if err != nil {
		return nil, err
	}
	l := &lookout{topics: map[string]press.Topic{}}
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
	l.register = register
	return nil
}

// check holds a version against the fact register.
func (l *lookout) check(f store.Filing, v press.Version) []press.Flag {
	if l.register == nil {
		return nil
	}
	outlet := l.describe.outlets[f.Outlet]
	return l.register.Check(claims.Text{
		ID: f.ID, Title: v.Title, Lead: v.Lead, Body: v.Text, Outlet: outlet.Name, Published: f.Published, Version: v.N,
		Own: outlet.Licence == press.Own, Press: outlet.Class.IsPress(),
	})
}
