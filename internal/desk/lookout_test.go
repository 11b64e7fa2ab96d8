package desk

import (
	"context"
	"fmt"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/press"
	"prasowka/internal/query/querytest"
	"prasowka/internal/store"
)

// Topics, facts and the model are compiled once, and again with every change
// of them; also when one goes and another comes in its place.
func TestLookoutIsKeptUntilSomethingChanges(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	now := s.clock.Now()
	look := func() *lookout {
		t.Helper()
		if _, err := s.lookout(ctx); err != nil {
			t.Fatal(err)
		}
		return s.kept.look // what the answer is a copy of, with the outlets of now
	}
	last := look()
	if look() != last {
		t.Fatal("compiled anew though nothing changed")
	}
	topic := press.Topic{ID: "nowy", Name: "Nowy", Query: "kładka"}
	for _, c := range []struct {
		what string
		do   func(tx *store.Tx) error
	}{
		{"a new topic", func(tx *store.Tx) error { return tx.PutTopic(ctx, topic, 0, "anna", now) }},
		{"a changed topic", func(tx *store.Tx) error {
			topic.Query = "most"
			return tx.PutTopic(ctx, topic, 1, "anna", now)
		}},
		{"a topic in another's place", func(tx *store.Tx) error {
			if err := tx.DropTopic(ctx, "drogi"); err != nil {
				return err
			}
			return tx.PutTopic(ctx, press.Topic{ID: "inny", Name: "Inny", Query: "plac"}, 0, "anna", now)
		}},
		{"a fact", func(tx *store.Tx) error {
			return tx.SaveFact(ctx, press.Fact{ID: "most", Kind: press.FactDate, Subject: "otwarcie mostu", Value: "2026-12-15"}, 0, "anna", now)
		}},
		{"a fact less", func(tx *store.Tx) error { return tx.DropFact(ctx, "most", 1) }},
		{"a model", func(tx *store.Tx) error {
			return tx.PutModel(ctx, store.Model{Name: store.ToneModel, Made: now, JSON: []byte("{}")})
		}},
	} {
		if err := s.Store.Write(ctx, c.do); err != nil {
			t.Fatal(c.what, err)
		}
		if l := look(); l == last {
			t.Errorf("%s changes nothing", c.what)
		} else {
			last = l
		}
		if look() != last {
			t.Errorf("after %s it is compiled every time", c.what)
		}
	}
	if _, ok := last.topics["drogi"]; ok || last.topics["nowy"].Query != "most" || last.topics["inny"].ID == "" {
		t.Errorf("topics in force: %v", last.topics)
	}
	s.Config.People.People[0].Leader = true
	if look() == last {
		t.Error("who leads the city changes nothing")
	}
	// what a topic that has just been written finds, the next batch finds
	s.publish(t, "Most i kładka", "Most nad rzeką będzie gotowy.")
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	hits, err := s.Store.Hits(ctx, "nowy", now.Add(-time.Hour), 10)
	if err != nil || len(hits) != 1 {
		t.Errorf("hits %+v, %v", hits, err)
	}
}

// BenchmarkLookout is what one batch of the log pays before it looks at its
// first version, with the topics compiled for it alone and with them kept.
func BenchmarkLookout(b *testing.B) {
	for _, n := range []int{100, 10_000} {
		d := openDesk(b, b.TempDir(), &config.Config{}, time.Now)
		c := querytest.NewCorpus(7, 30_000)
		err := d.Store.Write(b.Context(), func(tx *store.Tx) error {
			for i := range n {
				t := press.Topic{ID: fmt.Sprintf("t%d", i), Name: "Temat", Query: c.Topic(uint64(i))}
				if err := tx.PutTopic(b.Context(), t, 0, "anna", time.Now()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		for name, before := range map[string]func(){"anew": func() { d.kept.look = nil }, "kept": func() {}} {
			b.Run(fmt.Sprintf("%d/%s", n, name), func(b *testing.B) {
				if _, err := d.lookout(context.WithoutCancel(b.Context())); err != nil {
					b.Fatal(err)
				}
				for b.Loop() {
					before()
					if _, err := d.lookout(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
