package desk

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
	"prasowka/internal/web"
)

// pushWorld is a world of one outlet whose feed names a hub, with the screens'
// callback where the hub can reach it.
func pushWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, town.Options{Bare: true})
	site, err := web.New(web.Options{Store: w.Store, Archive: w.Archive, Analyzer: w.Analyzer, Now: w.clock.Now, Log: slog.New(slog.DiscardHandler),
		Preview: func(press.Notice) (web.Shown, error) { return web.Shown{}, nil }})
	if err != nil {
		t.Fatal(err)
	}
	callback := httptest.NewServer(site)
	t.Cleanup(callback.Close)
	w.Config.Main.Server.Public = callback.URL + "/"
	w.Config.Outlets = slices.DeleteFunc(w.Config.Outlets, func(o config.Outlet) bool { return o.ID != "radio" })
	if err := w.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.publish(t, "zapowiedz", "Zapowiedź dnia w naszym studiu")
	return w
}

func (w *world) publish(t *testing.T, name, title string) town.Article {
	t.Helper()
	a, err := w.town.Publish(town.Article{ID: "radio/" + name, Outlet: "radio", Title: title,
		Text: "Mieszkańcy ulicy Lipowej czekali na ten remont od lat. Prace potrwają do końca lata, a kierowców czekają objazdy przez sąsiednie ulice.\nUrząd zapowiada, że chodnik będzie gotowy przed jesienią, a przy przejściach staną nowe lampy."})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (w *world) subscription(t *testing.T) store.Subscription {
	t.Helper()
	p, err := w.Store.Subscription(t.Context(), "radio")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPush: a feed that names a hub is subscribed to, verified, and noticed the
// minute it changes; a forged push wakes nobody; the lease is renewed.
func TestPush(t *testing.T) {
	w := pushWorld(t)
	w.step(t)
	w.town.HubIdle()
	p := w.subscription(t)
	if p.State != store.PushActive || !p.Until.Equal(w.clock.Now().Add(5*24*time.Hour)) {
		t.Fatalf("after subscribing: %+v; hub: %+v", p, w.town.HubEvents())
	}

	w.clock.Add(2 * time.Minute)
	a := w.publish(t, "wypadek", "Zderzenie dwóch autobusów na Lipowej")
	w.town.HubIdle()
	w.step(t)
	if _, err := w.clippingOf(t, a); err != nil {
		t.Errorf("pushed, but not found: %v", err)
	}
	h, err := w.Store.Source(t.Context(), "radio")
	if err != nil {
		t.Fatal(err)
	}
	if !h.CheckedAt.Equal(w.clock.Now().Truncate(time.Millisecond)) || h.Spacing < h.Every.Min {
		t.Errorf("asked %s, spacing %s", h.CheckedAt, h.Spacing)
	}

	w.town.BreakHub(0, true)
	w.clock.Add(2 * time.Minute)
	w.publish(t, "pogoda", "Jutro deszcz i wiatr nad jeziorem")
	w.town.HubIdle()
	if forged := w.subscription(t); forged.Pushes != 1 {
		t.Errorf("%d pushes taken, want the signed one", forged.Pushes)
	}
	for _, e := range w.town.HubEvents() {
		if e.What == "push" && e.Status != http.StatusAccepted {
			t.Errorf("a push was answered %d", e.Status)
		}
	}

	w.town.BreakHub(0, false)
	w.clock.Add(4*24*time.Hour + time.Hour)
	w.step(t)
	w.town.HubIdle()
	if again := w.subscription(t); !again.Until.After(p.Until) || again.Token != p.Token {
		t.Errorf("lease not renewed: %+v", again)
	}
}

// TestPushRefused: a hub that fails is asked ever more rarely, and polling
// goes on.
func TestPushRefused(t *testing.T) {
	w := pushWorld(t)
	w.town.BreakHub(http.StatusServiceUnavailable, false)
	asked := func() int {
		n := 0
		for _, e := range w.town.HubEvents() {
			if e.What == "subscribe" {
				n++
			}
		}
		return n
	}
	for range 3 * 24 {
		w.step(t)
		w.clock.Add(time.Hour)
	}
	p := w.subscription(t)
	if n := asked(); p.State != store.PushAsked || n < 4 || n > 8 || !strings.Contains(p.Detail, "503") {
		t.Errorf("hub asked %d times in three days: %+v", n, p)
	}
	a := w.publish(t, "wieczor", "Wieczór z poezją w bibliotece")
	w.clock.Add(6 * time.Hour)
	w.step(t)
	if _, err := w.clippingOf(t, a); err != nil {
		t.Errorf("without pushes: %v", err)
	}
}
