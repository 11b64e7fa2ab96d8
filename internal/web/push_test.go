package web

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// TestPushCallback: the callback believes a hub only what it can prove.
func TestPushCallback(t *testing.T) {
	h := open(t, "")
	ctx := t.Context()
	sub := store.Subscription{Source: "portal", Hub: "https://hub.example/", Topic: "https://portal.example/feed", Token: "zgadnij", Secret: "klucz", NextAt: h.now}
	err := h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutOutlet(ctx, press.Outlet{ID: "portal", Name: "Portal"}); err != nil {
			return err
		}
		src := press.Source{ID: "portal", Outlet: "portal", Kind: "feed", URL: sub.Topic}
		if err := tx.PutSource(ctx, src, h.now); err != nil {
			return err
		}
		health := store.SourceHealth{Source: src, CheckedAt: h.now.Add(-20 * time.Second), NextAt: h.now.Add(3 * time.Hour)}
		if err := tx.SaveCheck(ctx, health, 0); err != nil {
			return err
		}
		return tx.OfferPush(ctx, sub)
	})
	if err != nil {
		t.Fatal(err)
	}
	verify := func(token string, q url.Values) (int, string) {
		res, err := h.client.Get(h.server.URL + "/push/" + token + "?" + q.Encode())
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(body)
	}
	now := func() store.Subscription {
		p, err := h.Store.Subscription(ctx, "portal")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	ask := func(mode, topic, lease string) url.Values {
		return url.Values{"hub.mode": {mode}, "hub.topic": {topic}, "hub.challenge": {"sezam"}, "hub.lease_seconds": {lease}}
	}
	if status, _ := verify("inny", ask("subscribe", sub.Topic, "600")); status != http.StatusNotFound {
		t.Errorf("a stranger's callback: %d", status)
	}
	if status, _ := verify("zgadnij", ask("subscribe", "https://other.example/", "600")); status != http.StatusNotFound || now().State != store.PushOffered {
		t.Errorf("another topic: %d, %+v", status, now())
	}
	if status, _ := verify("zgadnij", ask("unsubscribe", sub.Topic, "")); status != http.StatusNotFound {
		t.Errorf("an unsubscription that nobody asked for: %d", status)
	}
	if status, body := verify("zgadnij", ask("subscribe", sub.Topic, "1")); status != http.StatusOK || body != "sezam" || now().Until.Sub(h.now) != leastLease {
		t.Errorf("verification: %d %q, %+v", status, body, now())
	}

	push := func(token, signature, body string) int {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, h.server.URL+"/push/"+token, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("X-Hub-Signature", signature)
		req.Header.Set("Content-Type", "application/rss+xml")
		res, err := h.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		return res.StatusCode
	}
	sign := func(secret, body string) string {
		mac := hmac.New(sha512.New, []byte(secret))
		_, _ = mac.Write([]byte(body))
		return "sha512=" + hex.EncodeToString(mac.Sum(nil))
	}
	big := strings.Repeat("x", pushLimit+1)
	for _, tt := range []struct{ name, token, signature, body string }{
		{"unsigned", "zgadnij", "", "<rss/>"},
		{"another key", "zgadnij", sign("inny", "<rss/>"), "<rss/>"},
		{"another body", "zgadnij", sign("klucz", "<rss/>"), "<rss>"},
		{"an unknown method", "zgadnij", "md5=00", "<rss/>"},
		{"no hex", "zgadnij", "sha256=zz", "<rss/>"},
		{"too large", "zgadnij", sign("klucz", big), big},
	} {
		if status := push(tt.token, tt.signature, tt.body); status != http.StatusAccepted || now().Pushes != 0 {
			t.Errorf("%s: %d, %d pushes taken", tt.name, status, now().Pushes)
		}
	}
	if status := push("inny", sign("klucz", "<rss/>"), "<rss/>"); status != http.StatusGone {
		t.Errorf("a subscription that is no more: %d", status)
	}
	for range 3 {
		if status := push("zgadnij", sign("klucz", "<rss/>"), "<rss/>"); status != http.StatusAccepted {
			t.Errorf("signed: %d", status)
		}
	}
	source, err := h.Store.Source(ctx, "portal")
	if err != nil || now().Pushes != 3 || !source.NextAt.Equal(h.now.Add(40*time.Second)) {
		t.Errorf("after pushes: due %s, %+v, %v", source.NextAt, now(), err)
	}

	denied := url.Values{"hub.mode": {"denied"}, "hub.topic": {sub.Topic}, "hub.reason": {"nie tym razem"}}
	if status, body := verify("zgadnij", denied); status != http.StatusOK || body != "" || now().State != store.PushRefused || now().Detail != "nie tym razem" {
		t.Errorf("denied: %d %q %+v", status, body, now())
	}
	if err := h.Store.Write(ctx, func(tx *store.Tx) error { return tx.KeepSources(ctx, nil) }); err != nil {
		t.Fatal(err)
	}
	if status, body := verify("zgadnij", ask("unsubscribe", sub.Topic, "")); status != http.StatusOK || body != "sezam" {
		t.Errorf("a source that is gone: %d %q", status, body)
	}
}
