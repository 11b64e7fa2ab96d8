package town

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// hub is the town's WebSub hub (https://www.w3.org/TR/websub/): it verifies who
// subscribes and pushes a feed to them when something comes out. What it does
// by itself runs beside the town; HubIdle waits for it.
type hub struct {
	*server
	town *Town
	all  sync.WaitGroup

	mu     sync.Mutex
	subs   map[string]subscriber // by callback
	status int                   // scripted answer to subscriptions; 0: 202
	forged bool                  // pushes carry a wrong signature
	got    []HubEvent
}

type subscriber struct {
	topic, secret string
	until         time.Time
}

// A HubEvent is one thing that the hub did.
type HubEvent struct {
	What     string // "subscribe", "verified", "refused", "push"
	Callback string
	Topic    string
	Status   int // what the subscriber answered
}

// hubLease is the longest lease that the hub grants.
const hubLease = 5 * 24 * time.Hour

// HubURL is the address of the town's hub.
func (t *Town) HubURL() string { return t.hub.URL() + "/" }

// HubEvents lists what the hub did, oldest first.
func (t *Town) HubEvents() []HubEvent {
	t.hub.mu.Lock()
	defer t.hub.mu.Unlock()
	return append([]HubEvent(nil), t.hub.got...)
}

// HubIdle waits until the hub has nothing under way.
func (t *Town) HubIdle() { t.hub.all.Wait() }

// BreakHub makes the hub answer subscriptions with a status (0: as it should)
// or sign its pushes wrongly.
func (t *Town) BreakHub(status int, forged bool) {
	t.hub.mu.Lock()
	defer t.hub.mu.Unlock()
	t.hub.status, t.hub.forged = status, forged
}

func (h *hub) note(e HubEvent) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.got = append(h.got, e)
}

// ServeHTTP takes subscriptions (5.1) and verifies them (5.3).
func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	if r.Method != http.MethodPost || r.ParseForm() != nil {
		http.Error(w, "hub.mode", http.StatusBadRequest)
		return
	}
	mode, topic, callback := r.PostForm.Get("hub.mode"), r.PostForm.Get("hub.topic"), r.PostForm.Get("hub.callback")
	h.note(HubEvent{What: mode, Callback: callback, Topic: topic})
	h.mu.Lock()
	status := h.status
	h.mu.Unlock()
	to, err := url.Parse(callback)
	switch {
	case status != 0:
		w.WriteHeader(status)
		return
	case err != nil || to.Host == "" || topic == "" || (mode != "subscribe" && mode != "unsubscribe"):
		http.Error(w, "hub.callback, hub.topic", http.StatusBadRequest)
		return
	}
	asked, err := strconv.Atoi(r.PostForm.Get("hub.lease_seconds"))
	if err != nil || asked <= 0 {
		asked = int(hubLease.Seconds())
	}
	lease := min(time.Duration(asked)*time.Second, hubLease)
	secret := r.PostForm.Get("hub.secret")
	h.all.Go(func() { h.verify(mode, to, topic, secret, lease) })
	w.WriteHeader(http.StatusAccepted)
}

// verify asks the subscriber whether it was he, and believes the challenge.
func (h *hub) verify(mode string, to *url.URL, topic, secret string, lease time.Duration) {
	word := rand.Text()
	q := to.Query()
	q.Set("hub.mode", mode)
	q.Set("hub.topic", topic)
	q.Set("hub.challenge", word)
	q.Set("hub.lease_seconds", strconv.Itoa(int(lease.Seconds())))
	at := *to
	at.RawQuery = q.Encode()
	status, body := h.send(http.MethodGet, at.String(), nil, nil)
	if status < 200 || status > 299 || body != word {
		h.note(HubEvent{What: "refused", Callback: to.String(), Topic: topic, Status: status})
		return
	}
	h.mu.Lock()
	if mode == "subscribe" {
		h.subs[to.String()] = subscriber{topic: topic, secret: secret, until: h.town.Now().Add(lease)}
	} else {
		delete(h.subs, to.String())
	}
	h.mu.Unlock()
	h.note(HubEvent{What: "verified", Callback: to.String(), Topic: topic, Status: status})
}

// published pushes an outlet's feeds to those who subscribed to them. Called
// under town.mu, which the pushes themselves wait for.
func (h *hub) published(s *site) {
	if h == nil || !s.look.hub {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range s.look.feeds {
		for callback, sub := range h.subs {
			if sub.topic == s.URL()+f.Path && sub.until.After(h.town.Now()) {
				h.all.Go(func() { h.push(s, f, callback, sub, h.forged) })
			}
		}
	}
}

// push sends a feed as it now stands, signed (section 7).
func (h *hub) push(s *site, f feedSpec, callback string, sub subscriber, forged bool) {
	now := h.town.Now()
	h.town.mu.RLock()
	doc := s.feed(f, s.visible(now), now, Healthy)
	h.town.mu.RUnlock()
	secret := sub.secret
	if forged {
		secret += "!"
	}
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(doc.body) // a hash does not fail
	status, _ := h.send(http.MethodPost, callback, doc.body, http.Header{
		"Content-Type": {doc.kind}, "X-Hub-Signature": {"sha256=" + hex.EncodeToString(mac.Sum(nil))},
		"Link": {s.hubLinks(f)},
	})
	if status == http.StatusGone {
		h.mu.Lock()
		delete(h.subs, callback)
		h.mu.Unlock()
	}
	h.note(HubEvent{What: "push", Callback: callback, Topic: sub.topic, Status: status})
}

// hubLinks is the Link header by which a feed offers the hub (section 4).
func (s *site) hubLinks(f feedSpec) string {
	return fmt.Sprintf(`<%s>; rel="hub", <%s%s>; rel="self"`, s.town.HubURL(), s.URL(), f.Path)
}

// send makes one request of the hub's own; 0 when nobody answered.
func (h *hub) send(method, address string, body []byte, header http.Header) (status int, answer string) {
	ctx, cancel := context.WithTimeout(h.town.life, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, address, bytes.NewReader(body))
	if err != nil {
		return 0, ""
	}
	for name, values := range header {
		req.Header[name] = values
	}
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	got, err := io.ReadAll(io.LimitReader(res.Body, 1<<16))
	if err != nil {
		return 0, ""
	}
	return res.StatusCode, string(got)
}
