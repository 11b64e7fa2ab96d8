package desk

import (
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// A publication filed by hand goes the way of every other: it is read, found
// and alarms; a comma put in is a version.
func TestFiledByHand(t *testing.T) {
	s := newSmall(t)
	ctx := t.Context()
	item := press.Item{
		Title: "Dziury w drogach", Summary: "Drogi w Grodzisku są dziurawe, mówi radna.", Author: "Ewa Zaręba", Published: s.clock.Now().Add(-2 * time.Hour),
		Hand: &press.Hand{Kind: press.Broadcast, Place: "Wiadomości, od 3. minuty"},
	}
	var page int64
	file := func() {
		t.Helper()
		err := s.Store.Write(ctx, func(tx *store.Tx) (err error) {
			if err = tx.MeetOutlet(ctx, press.Outlet{ID: "radio", Name: "Radio Sierpno", Medium: press.Radio}); err != nil {
				return err
			}
			p := press.Page{URL: press.URN + "reka:1", Source: "reka", Outlet: "radio", Item: item, State: press.PageNew}
			if page, _, err = tx.FindPage(ctx, p, s.clock.Now()); err != nil {
				return err
			}
			return tx.KeepItem(ctx, page, item, s.clock.Now())
		})
		if err != nil {
			t.Fatal(err)
		}
		s.steps(t)
	}
	file()
	p, err := s.Store.Page(ctx, page)
	if err != nil || p.State != press.PageRead || !p.NextAt.IsZero() {
		t.Fatalf("page: %+v, %v", p, err)
	}
	c, err := s.Store.Clipping(ctx, p.Clipping)
	if err != nil {
		t.Fatal(err)
	}
	if c.Kind != press.Broadcast || c.Place != "Wiadomości, od 3. minuty" || c.Address() != "" || c.Where() != c.Place || !c.Published.Equal(item.Published) {
		t.Errorf("clipping: %+v", c.Clipping)
	}
	if hits, err := s.Store.Mentions(ctx, c.ID); err != nil || len(hits) != 1 || hits[0].Topic != "drogi" {
		t.Errorf("hits: %+v, %v", hits, err)
	}
	item.Summary, item.Hand.Place = "Drogi w Grodzisku są dziurawe - mówi radna.", "Wiadomości, od 4. minuty"
	s.clock.Add(time.Minute)
	file()
	if c, err = s.Store.Clipping(ctx, p.Clipping); err != nil || c.Version != 2 || c.Text != item.Summary || c.Place != item.Hand.Place {
		t.Errorf("mended: %+v, %v", c.Clipping, err)
	}
	if file(); t.Failed() {
		return
	}
	if c, err = s.Store.Clipping(ctx, p.Clipping); err != nil || c.Version != 2 {
		t.Errorf("filed unchanged: version %d, %v", c.Version, err)
	}
	item.URL = "https://radio.example/wiadomosci/drogi"
	file()
	if c, err = s.Store.Clipping(ctx, p.Clipping); err != nil || c.Version != 3 || c.Address() != item.URL {
		t.Errorf("with an address: version %d at %q, %v", c.Version, c.Address(), err)
	}
}

// What a radio's feed brings with its recording is a broadcast, its other news
// are articles.
func TestBroadcastsOfARadio(t *testing.T) {
	w := newWorld(t, town.Options{}, "radio")
	w.step(t)
	got, err := w.Store.Clippings(t.Context(), store.ClippingFilter{Outlet: "radio", Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]press.ClippingKind{}
	for _, a := range w.town.Articles() {
		if a.Outlet == "radio" {
			want[a.Title] = a.Kind
		}
	}
	kinds := map[press.ClippingKind]int{}
	for _, c := range got {
		kinds[c.Kind]++
		if kind, ok := want[c.Title]; ok && c.Kind != kind {
			t.Errorf("%q is told as %s, is %s", c.Title, c.Kind, kind)
		}
	}
	if kinds[press.Broadcast] == 0 || kinds[press.Article] == 0 {
		t.Errorf("kinds of %d clippings: %v", len(got), kinds)
	}
}
