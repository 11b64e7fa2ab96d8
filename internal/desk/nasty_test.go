package desk

import (
	"encoding/json"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/internal/gather"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// named are the troubles under which each fault may be shown: the first is
// what it is, the others what a listing cannot tell apart from it. A fault of
// the feed alone is no trouble where the source is found another way.
func named() map[town.Fault][]press.Trouble {
	return map[town.Fault][]press.Trouble{
		town.Forbidden:        {press.Trouble403},
		town.TooMany:          {press.Trouble429},
		town.ServerError:      {press.Trouble5xx},
		town.Unavailable:      {press.Trouble5xx},
		town.NotFound:         {press.Trouble404},
		town.ErrorPage:        {press.TroubleSoft, press.TroubleNoFeed, press.TroubleEmpty},
		town.Maintenance:      {press.TroubleSoft, press.TroubleNoFeed, press.TroubleEmpty},
		town.CookieWall:       {press.TroubleCookie, press.TroubleNoFeed, press.TroubleEmpty},
		town.HugeBody:         {press.TroubleBig},
		town.GzipBomb:         {press.TroubleBig},
		town.Drip:             {press.TroubleSlow},
		town.Stall:            {press.TroubleSlow},
		town.RedirectMetadata: {press.TroubleGuard},
		town.RedirectLoop:     {press.TroubleStatus, press.TroubleOther},
		town.Laughs:           {press.TroubleParse, press.TroubleNoFeed, press.TroubleEmpty, press.NoTrouble},
		town.Garbage:          {press.TroubleParse, press.TroubleNoFeed},
		town.Cut:              {press.TroubleDown, press.TroubleParse, press.TroubleOther, press.TroubleStatus, press.TroubleNoFeed},
		town.PlainTLS:         {press.TroubleTLS},
		town.HTMLFeed:         {press.TroubleNoFeed, press.NoTrouble},
		town.FeedEmpty:        {press.TroubleEmpty, press.NoTrouble},
	}
}

// TestNastySources breaks a village for each fault at once: each is named, the
// healthy ones do not notice, and memory stays bounded.
func TestNastySources(t *testing.T) {
	want := named()
	if testing.Short() { // the race detector unpacks more slowly than we wait
		want[town.GzipBomb] = append(want[town.GzipBomb], press.TroubleSlow)
	}
	n := len(want) + 3
	w := newWorld(t, town.Options{Bare: true, Villages: n}, villages(n)...)
	ctx := t.Context()
	w.step(t)
	sources, err := w.Store.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var healthy []string
	broken := map[string]town.Fault{}
	var faults []town.Fault
	for _, f := range town.Faults {
		if want[f] != nil {
			faults = append(faults, f)
		}
	}
	for _, s := range sources {
		if s.Trouble != press.NoTrouble {
			continue
		}
		if len(faults) == 0 {
			healthy = append(healthy, s.ID)
			continue
		}
		if err := w.town.Break(s.Outlet, faults[0]); err != nil {
			t.Fatal(err)
		}
		broken[s.ID], faults = faults[0], faults[1:]
	}
	if len(healthy) == 0 || len(faults) > 0 {
		t.Fatalf("%d sources left healthy, %d faults not placed among %d sources", len(healthy), len(faults), len(sources))
	}
	w.clock.Add(2 * time.Hour)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	w.step(t)
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 512<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
	for id, fault := range broken {
		s, err := w.Store.Source(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-18s %-12s %s", fault, s.Trouble, s.Detail)
		if !slices.Contains(want[fault], s.Trouble) {
			t.Errorf("%s is shown as %q (%s), want one of %v", fault, s.Trouble, s.Detail, want[fault])
		}
		if !s.NextAt.After(w.clock.Now()) {
			t.Errorf("%s: a failing source is due again at once", fault)
		}
	}
	for _, id := range healthy {
		if s, err := w.Store.Source(ctx, id); err != nil || s.Trouble != press.NoTrouble || !s.CheckedAt.Equal(w.clock.Now().Truncate(time.Millisecond)) {
			t.Errorf("healthy %s noticed: %+v, %v", id, s, err)
		}
	}
}

// TestNastyFeeds breaks feeds whose address is configured, where no other way
// to the items hides the fault: each is named for what it is.
func TestNastyFeeds(t *testing.T) {
	want := map[town.Fault][]press.Trouble{
		town.Laughs:    {press.TroubleParse},
		town.HTMLFeed:  {press.TroubleNoFeed},
		town.FeedEmpty: {press.TroubleEmpty},
		town.ErrorPage: {press.TroubleSoft, press.TroubleNoFeed},
	}
	w := newWorld(t, town.Options{Bare: true, Villages: 9}, villages(9)...)
	ctx := t.Context()
	w.step(t)
	sources, err := w.Store.Sources(ctx)
	if err != nil {
		t.Fatal(err)
	}
	faults := slices.Sorted(maps.Keys(want))
	broken := map[string]town.Fault{}
	for _, s := range sources {
		if s.State == "" {
			continue // it never answered
		}
		var found gather.State
		if err := json.Unmarshal([]byte(s.State), &found); err != nil {
			t.Fatal(err)
		}
		if found.Kind != "feed" || len(faults) == 0 {
			continue
		}
		plain := press.Source{ID: s.ID + "/kanal", Outlet: s.Outlet, Kind: "feed", URL: found.URL, Every: s.Every}
		if err := w.Store.Write(ctx, func(tx *store.Tx) error { return tx.PutSource(ctx, plain, w.clock.Now()) }); err != nil {
			t.Fatal(err)
		}
		if err := w.town.Break(s.Outlet, faults[0]); err != nil {
			t.Fatal(err)
		}
		broken[plain.ID], faults = faults[0], faults[1:]
	}
	if len(faults) > 0 {
		t.Fatalf("%d faults not placed: too few feeds in the town", len(faults))
	}
	w.step(t)
	for id, fault := range broken {
		s, err := w.Store.Source(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%-14s %-10s %s", fault, s.Trouble, s.Detail)
		if !slices.Contains(want[fault], s.Trouble) {
			t.Errorf("%s is shown as %q (%s), want one of %v", fault, s.Trouble, s.Detail, want[fault])
		}
	}
}

// TestRedatedFeedsFloodNobody: items that come with new dates and numbers are
// the same items.
func TestRedatedFeedsFloodNobody(t *testing.T) {
	w := newWorld(t, town.Options{}, few...)
	ctx := t.Context()
	w.step(t)
	before, err := w.Store.CountAll(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, o := range w.town.Outlets() {
		fault := town.FeedRedated
		if i%2 == 1 {
			fault = town.FeedNewGUIDs
		}
		if err := w.town.Break(o.ID, fault); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		w.clock.Add(2 * time.Hour)
		w.step(t)
	}
	if n, err := w.Store.CountAll(ctx); err != nil || n != before {
		t.Errorf("clippings: %d, before the dates changed: %d (%v)", n, before, err)
	}
}

// TestSilentEditsAndDeletions: a changed text is a version with its difference,
// a deleted page an event with the last text, and both are searched and watched.
func TestSilentEditsAndDeletions(t *testing.T) {
	w := newWorld(t, town.Options{}, few...)
	ctx := t.Context()
	w.step(t)
	var edited, deleted town.Article
	for _, a := range w.town.Articles() {
		c, err := w.clippingOf(t, a)
		if err != nil || w.clock.Now().Sub(c.Published) > 20*time.Hour || c.Kind == press.SocialPst {
			continue
		}
		if edited.ID == "" {
			edited = a
		} else if a.Outlet != edited.Outlet {
			deleted = a
			break
		}
	}
	if deleted.ID == "" {
		t.Fatal("no fresh articles in the town")
	}
	word := longest(edited.Text)
	if err := w.town.Edit(edited.ID, word, "78 987 zł", false); err != nil {
		t.Fatal(err)
	}
	if err := w.town.Delete(deleted.ID); err != nil {
		t.Fatal(err)
	}
	for range 6 {
		w.clock.Add(12 * time.Hour)
		w.step(t)
		w.clock.Add(10 * time.Minute)
		w.step(t)
	}
	c, err := w.clippingOf(t, edited)
	if err != nil {
		t.Fatal(err)
	}
	versions, err := w.Store.Versions(ctx, c.ID)
	if err != nil || len(versions) != 2 || !versions[1].Matters || versions[1].What == "" {
		t.Errorf("%s: versions after the edit of %q: %d, %v", c.URL, word, len(versions), err)
		pages, _ := w.Store.PagesOf(ctx, c.ID)
		for _, p := range pages {
			raw, _ := w.Store.Raw(ctx, p.Response.SHA256)
			t.Logf("page %s: %s, visits %d, fetched %v, next %v, published %v, %s; edited: %v", p.URL, p.State, p.Visits, p.FetchedAt, p.NextAt, c.Published, p.Detail, strings.Contains(string(raw), "78 987"))
		}
	}
	gone, err := w.clippingOf(t, deleted)
	if err != nil || !gone.Gone || gone.Text == "" {
		t.Errorf("deleted: gone %v, text of %d bytes, %v", gone.Gone, len(gone.Text), err)
	}
}

// clippingOf finds the clipping of one of the town's articles by its title.
func (w *world) clippingOf(t *testing.T, a town.Article) (store.Filing, error) {
	t.Helper()
	all, err := w.Store.Clippings(t.Context(), store.ClippingFilter{Outlet: a.Outlet, Title: a.Title, Limit: 1})
	if err != nil || len(all) == 0 {
		return store.Filing{}, press.NotFound("wycinek", a.ID)
	}
	return all[0], nil
}

// longest is the longest word of a text: one that stands in it once, likely.
func longest(text string) string {
	best, word := "", ""
	for _, r := range text + " " {
		if r == ' ' || r == '\n' || r == '.' || r == ',' {
			if len(word) > len(best) {
				best = word
			}
			word = ""
			continue
		}
		word += string(r)
	}
	return best
}
