package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"prasowka/index"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// publish files a version of a text.
func (s *small) publish(t *testing.T, title, text string) string {
	t.Helper()
	ctx, now := t.Context(), s.clock.Now()
	id := press.NewID(now, title)
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.OpenStory(ctx, press.Story{ID: id, Title: title, Lead: id, First: now, Last: now, Size: 1, Outlets: 1}); err != nil {
			return err
		}
		if err := tx.PutOutlet(ctx, press.Outlet{ID: "kurier", Name: "Kurier", Tier: 1, Medium: press.Portal}); err != nil {
			return err
		}
		c := press.Clipping{ID: id, URL: "https://kurier.example/" + id, Outlet: "kurier", Source: "kurier", Kind: press.Article, Title: title, Text: text, Published: now, Found: now, Version: 1, Story: id}
		_, err := tx.PutReading(ctx, store.Filing{Clipping: c}, press.Version{N: 1, At: now, Title: title, Text: text})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestToneIsReadWithItsSentenceAndAPersonWins(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	id := s.publish(t, "Skandal w mieście", "Wczoraj padał deszcz. Urząd miejski skompromitował się, to skandal i wstyd dla miasta. Prognoza jest dobra.")
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	tones, err := s.Store.Tones(ctx, id)
	if err != nil || len(tones) != 1 {
		t.Fatalf("%+v, %v", tones, err)
	}
	got := tones[0]
	if got.Subject != store.ToneCity || got.Tone != "negatywny" || got.Version != 1 || got.Field != "tekst" || !strings.HasPrefix(got.Sentence, "Urząd miejski") {
		t.Errorf("%+v", got)
	}
	find := func(q string) uint64 {
		t.Helper()
		parsed, err := query.Parse(s.Analyzer, q)
		if err != nil {
			t.Fatal(err)
		}
		r, err := s.Archive.Search(ctx, index.Request{Query: parsed, Limit: 10, Now: s.clock.Now()})
		if err != nil {
			t.Fatal(err)
		}
		return r.Total
	}
	if find("ton:negatywny") != 1 || find("ton:neutralny") != 0 {
		t.Errorf("the archive does not know the tone")
	}
	said := got
	said.Tone, said.By, said.At = "neutralny", "anna", s.clock.Now()
	if err := s.Store.Write(ctx, func(tx *store.Tx) error { return tx.SayTone(ctx, said) }); err != nil {
		t.Fatal(err)
	}
	// the program reads the text again: what the person said stays
	err = s.Store.Write(ctx, func(tx *store.Tx) error { return tx.SetCursor(ctx, watchCursor, 0, s.clock.Now()) })
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	tones, err = s.Store.Tones(ctx, id)
	if err != nil || tones[0].Tone != "neutralny" || tones[0].Proposed != "negatywny" || tones[0].By != "anna" {
		t.Errorf("%+v, %v", tones, err)
	}
	if find("ton:neutralny") != 1 {
		t.Errorf("the archive does not know the person's word")
	}
	agreed, err := s.Store.ToneAgreement(ctx, time.Time{}, s.clock.Now().Add(time.Hour))
	if err != nil || len(agreed) != 1 || agreed[0].Asked != 1 || agreed[0].Proposed != 1 || agreed[0].Agreed != 0 {
		t.Errorf("%+v, %v", agreed, err)
	}
}

func TestTheModelIsLearnedFromPeoplesWords(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	clip := s.publish(t, "Plac", "O placu.")
	words := func(n int) {
		t.Helper()
		err := s.Store.Write(ctx, func(tx *store.Tx) error {
			for i := range n {
				sentence, tone := "Znów te same wymówki, a plac stoi rozkopany.", "negatywny"
				if i%2 == 0 {
					sentence, tone = "Mieszkańcy chwalą plac dopięty na ostatni guzik.", "pozytywny"
				}
				w := store.Tone{Clipping: clip, Subject: fmt.Sprintf("s%d-%d", n, i), Tone: tone, Sentence: sentence, By: "anna", At: s.clock.Now()}
				if err := tx.SayTone(ctx, w); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	learned := func() store.Model {
		t.Helper()
		if _, err := s.learn(ctx); err != nil {
			t.Fatal(err)
		}
		m, err := s.Store.Model(ctx, store.ToneModel)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	words(90)
	if m := learned(); m.Samples != 0 {
		t.Fatalf("too few words made a model: %+v", m)
	}
	words(30)
	if m := learned(); m.Samples != 120 || m.Agrees < 0.9 {
		t.Fatalf("%d samples, agrees %.2f", m.Samples, m.Agrees)
	}
	words(10)
	if m := learned(); m.Samples != 120 {
		t.Errorf("a few more words made another: %d", m.Samples)
	}
	id := s.publish(t, "Ulica", "Miasto powtarza te same wymówki, a ulica stoi rozkopana.")
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	tones, err := s.Store.Tones(ctx, id)
	if err != nil || len(tones) == 0 || tones[0].Tone != "negatywny" {
		t.Errorf("the model is not asked: %+v, %v", tones, err)
	}
}
