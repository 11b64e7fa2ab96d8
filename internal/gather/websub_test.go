package gather

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"prasowka/internal/press"
)

func TestHeaderLink(t *testing.T) {
	tests := []struct {
		header []string
		rel    string
		want   string
	}{
		{[]string{`<https://hub.example/>; rel="hub"`}, "hub", "https://hub.example/"},
		{[]string{`<https://a.example/feed>; rel=self, <https://hub.example/>; rel=hub`}, "hub", "https://hub.example/"},
		{[]string{`<https://a.example/feed>; rel=self`, `<https://hub.example/>; rel="hub"`}, "hub", "https://hub.example/"},
		{[]string{`<https://a.example/?a=1,2;b>; title="a, b; rel=hub"; rel="next prev"`}, "prev", "https://a.example/?a=1,2;b"},
		{[]string{`<https://a.example/>; title="rel=hub"`}, "hub", ""},
		{[]string{`<https://a.example/>; REL=HUB`}, "hub", "https://a.example/"},
		{[]string{`nonsense`, `<>; rel=hub`}, "hub", ""},
		{nil, "hub", ""},
	}
	for _, tt := range tests {
		if got := headerLink(http.Header{"Link": tt.header}, tt.rel); got != tt.want {
			t.Errorf("headerLink(%q, %s) = %q, want %q", tt.header, tt.rel, got, tt.want)
		}
	}
}

// TestOffer: the hub is found in the headers before the feed, and made an
// absolute address.
func TestOffer(t *testing.T) {
	l := Listing{Hub: "//hub.example/", Self: "/feed.xml"}
	l.offer(http.Header{}, "https://a.example/rss")
	if l.Hub != "https://hub.example/" || l.Self != "https://a.example/feed.xml" {
		t.Errorf("hub %q, topic %q", l.Hub, l.Self)
	}
	l.offer(http.Header{"Link": {`<https://other.example/h>; rel=hub`}}, "https://a.example/rss")
	if l.Hub != "https://other.example/h" {
		t.Errorf("hub %q", l.Hub)
	}
	l = Listing{Hub: "javascript:alert(1)"}
	l.offer(http.Header{}, "https://a.example/rss")
	if l.Hub != "" || l.Self != "https://a.example/rss" || len(l.Notes) > 0 {
		t.Errorf("hub %q, topic %q, %q", l.Hub, l.Self, l.Notes)
	}
}

func TestSubscribe(t *testing.T) {
	var asked *http.Request
	status := http.StatusAccepted
	hub := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = r.ParseForm()
		asked = r
		w.Header().Set("Retry-After", "90")
		w.WriteHeader(status)
	}))
	defer hub.Close()
	c := NewClient(Options{AllowPrivate: []string{"127.0.0.0/8"}, Pause: -1})
	defer c.Close()
	s := PushRequest{Hub: hub.URL + "/", Topic: "https://a.example/feed", Callback: "https://b.example/push/x", Secret: "tajne", Lease: 240 * time.Hour}
	if err := Subscribe(t.Context(), c, s); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"hub.mode": "subscribe", "hub.topic": s.Topic, "hub.callback": s.Callback, "hub.secret": "tajne", "hub.lease_seconds": "864000"}
	for name, value := range want {
		if got := asked.PostForm.Get(name); got != value {
			t.Errorf("%s = %q, want %q", name, got, value)
		}
	}
	status = http.StatusServiceUnavailable
	var e *Error
	if err := Subscribe(t.Context(), c, s); !errors.As(err, &e) || e.Trouble != press.Trouble5xx || e.RetryAfter != 90*time.Second {
		t.Errorf("503: %v", err)
	}
	if err := Subscribe(t.Context(), NewClient(Options{Pause: -1}), s); TroubleOf(err) != press.TroubleGuard {
		t.Errorf("a hub in the private network: %v", err)
	}
}
