package notify

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
)

func TestWebhook(t *testing.T) {
	secret := []byte("klucz")
	var got HookBody
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		unix, err := strconv.ParseInt(r.Header.Get("Prasowka-Timestamp"), 10, 64)
		if err != nil || unix != now.Unix() || r.Header.Get("Prasowka-Signature") != Sign(secret, unix, raw) {
			t.Errorf("signature %q at %d: %v", r.Header.Get("Prasowka-Signature"), unix, err)
		}
		if r.Header.Get("Idempotency-Key") != "digest/1" {
			t.Errorf("key %q", r.Header.Get("Idempotency-Key"))
		}
		if err := json.Unmarshal(raw, &got); err != nil {
			t.Error(err)
		}
		w.Header().Set("X-Request-Id", "r-1")
		io.WriteString(w, "dziękuję")
	}))
	defer srv.Close()
	h, err := NewWebhook(WebhookOptions{Name: "hak", URL: srv.URL, Secret: secret, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	forged := ordinary()
	forged.Region[0].Text = secret2()
	n := notice(forged, "digest/1")
	n.To = ""
	receipt, err := h.Send(t.Context(), n)
	if err != nil || receipt.Remote != "r-1" || receipt.Detail != "200 OK: dziękuję" {
		t.Fatalf("%+v, %v", receipt, err)
	}
	if got.Key != "digest/1" || got.Kind != press.NoticeReview || !strings.HasPrefix(got.Subject, "Przegląd prasy") || strings.Contains(string(got.Payload), secret2()) {
		t.Errorf("body %+v", got)
	}
	back, err := Decode(press.Notice{Kind: got.Kind, Payload: got.Payload})
	if err != nil || len(back.(*Review).Reaction) != 3 {
		t.Errorf("payload back: %v", err)
	}
}

func secret2() string { return strings.Repeat(secret+" ", 20) }

func TestWebhookErrors(t *testing.T) {
	status, after := 200, ""
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", after)
		w.WriteHeader(status)
	}))
	h, err := NewWebhook(WebhookOptions{Name: "hak", URL: srv.URL, Now: func() time.Time { return now }, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	n := notice(alert(), "k")
	n.To = ""
	for _, c := range []struct {
		status    int
		header    string
		permanent bool
		after     time.Duration
	}{
		{400, "", true, 0}, {404, "", true, 0}, {410, "9", true, 0}, {429, "7", false, 7 * time.Second}, {500, "", false, 0},
		{503, now.Add(time.Minute).UTC().Format(http.TimeFormat), false, time.Minute}, {503, "999999999", false, 6 * time.Hour}, {503, "głupstwo", false, 0}, {408, "", false, 0},
	} {
		status, after = c.status, c.header
		_, err := h.Send(t.Context(), n)
		var e *Error
		if !errors.As(err, &e) || e.Permanent != c.permanent || e.RetryAfter != c.after || e.Code != strconv.Itoa(c.status) {
			t.Errorf("%d %q: %#v", c.status, c.header, e)
		}
	}
	srv.Close()
	if _, err := h.Send(t.Context(), n); err == nil {
		t.Error("no error from a dead server")
	} else if _, permanent := Retry(err); permanent {
		t.Error("an outage is not permanent")
	}
	n.To = "javascript:alert(1)"
	if _, permanent := Retry(must(h.Send(t.Context(), n))); !permanent {
		t.Error("a bad address is permanent")
	}
	if _, err := NewWebhook(WebhookOptions{URL: "x"}); err == nil {
		t.Error("a bad address was taken")
	}
}

func must(_ Receipt, err error) error { return err }

func TestPreviewAndRoundTrip(t *testing.T) {
	for name, p := range payloads() {
		n := notice(p, "k/"+name)
		v, err := MakePreview(n)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want, err := p.Mail()
		if err != nil || v.HTML != want.HTML || v.Text != want.Text || v.Subject != want.Subject {
			t.Errorf("%s: the preview through JSON differs from the rendering (%v)", name, err)
		}
		if !json.Valid(v.Slack) || !json.Valid(v.Webhook) {
			t.Errorf("%s: preview is not JSON", name)
		}
	}
	if _, err := MakePreview(press.Notice{Key: "k", Kind: "?"}); err == nil {
		t.Error("an unknown kind was previewed")
	}
}
