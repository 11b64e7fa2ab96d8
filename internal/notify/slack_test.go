package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/slack-go/slack/slacktest"

	"prasowka/internal/press"
)

// A workspace is a Slack on loopback that keeps what it is told and answers
// as the script says.
type workspace struct {
	mu     sync.Mutex
	posted []url.Values
	update []url.Values
	script []func(http.ResponseWriter, url.Values) bool // the next answers; true: handled
	limit  int                                          // characters of blocks over which it says msg_blocks_too_long; 0: none
	lost   bool                                         // answers to posts get lost on the way
	srv    *httptest.Server
}

func openWorkspace(t *testing.T) *workspace {
	t.Helper()
	w := &workspace{}
	mux := http.NewServeMux()
	mux.HandleFunc("/chat.postMessage", func(rw http.ResponseWriter, r *http.Request) { w.chat(rw, r, &w.posted) })
	mux.HandleFunc("/chat.update", func(rw http.ResponseWriter, r *http.Request) { w.chat(rw, r, &w.update) })
	mux.HandleFunc("/conversations.history", w.history)
	w.srv = httptest.NewServer(mux)
	t.Cleanup(w.srv.Close)
	return w
}

func (w *workspace) chat(rw http.ResponseWriter, r *http.Request, list *[]url.Values) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := r.ParseForm(); err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	if len(w.script) > 0 {
		next := w.script[0]
		w.script = w.script[1:]
		if next(rw, r.PostForm) {
			return
		}
	}
	if w.limit > 0 && len([]rune(r.PostForm.Get("blocks"))) > w.limit {
		say(`{"ok":false,"error":"msg_blocks_too_long"}`)(rw, nil)
		return
	}
	*list = append(*list, r.PostForm)
	if w.lost {
		panic(http.ErrAbortHandler)
	}
	fmt.Fprintf(rw, `{"ok":true,"channel":"C0PRASA","ts":"1763877600.%06d"}`, len(*list))
}

// lose says whether answers to posts get lost from now on. A client whose
// answer was lost may come here before the server has left its handler.
func (w *workspace) lose(yes bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lost = yes
}

// count is the number of messages posted.
func (w *workspace) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.posted)
}

func (w *workspace) history(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	var messages []map[string]any
	for n, p := range w.posted {
		if p.Get("thread_ts") == "" {
			messages = append(messages, map[string]any{"type": "message", "ts": fmt.Sprintf("1763877600.%06d", n+1), "metadata": json.RawMessage(p.Get("metadata")), "blocks": json.RawMessage(p.Get("blocks"))})
		}
	}
	if err := json.NewEncoder(rw).Encode(map[string]any{"ok": true, "messages": messages}); err != nil {
		panic(err)
	}
}

func say(body string) func(http.ResponseWriter, url.Values) bool {
	return func(rw http.ResponseWriter, _ url.Values) bool { fmt.Fprint(rw, body); return true }
}

func pass(http.ResponseWriter, url.Values) bool { return false }

func limited(rw http.ResponseWriter, _ url.Values) bool {
	rw.Header().Set("Retry-After", "30")
	rw.WriteHeader(http.StatusTooManyRequests)
	return true
}

func (w *workspace) channel(t *testing.T, remote func(context.Context, string) (string, error)) *Slack {
	t.Helper()
	s, err := NewSlack(SlackOptions{Name: "slack", Token: "xoxb-test", API: w.srv.URL, Remote: remote})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func slackNotice(p Payload, key string) press.Notice {
	n := notice(p, key)
	n.To = "C0PRASA"
	return n
}

func TestSlackReview(t *testing.T) {
	w := openWorkspace(t)
	got, err := w.channel(t, nil).Send(t.Context(), slackNotice(full(), "digest/1"))
	if err != nil {
		t.Fatal(err)
	}
	if got.Remote != "C0PRASA:1763877600.000001" {
		t.Errorf("remote %q", got.Remote)
	}
	chat := full().Chat()
	if len(w.posted) != 1+len(chat.Thread) {
		t.Fatalf("%d messages for a root and %d parts", len(w.posted), len(chat.Thread))
	}
	for n, p := range w.posted {
		wantThread := "1763877600.000001"
		if n == 0 {
			wantThread = ""
		}
		if p.Get("thread_ts") != wantThread || p.Get("unfurl_links") != "false" || p.Get("unfurl_media") != "false" || p.Get("text") == "" {
			t.Errorf("message %d: thread %q, unfurl %q, text %q", n, p.Get("thread_ts"), p.Get("unfurl_links"), p.Get("text"))
		}
	}
	if again, err := w.channel(t, nil).Send(t.Context(), withRemote(slackNotice(full(), "digest/1"), got.Remote)); err != nil || again != got || len(w.posted) != 1+len(chat.Thread) {
		t.Errorf("a delivered notice was sent again: %v", err)
	}
}

func withRemote(n press.Notice, remote string) press.Notice {
	n.Remote, n.Attempts = remote, n.Attempts+1
	return n
}

// blocksOf joins the texts of all blocks in the order of posting.
func blocksOf(t *testing.T, posted []url.Values) []string {
	t.Helper()
	var out []string
	for _, p := range posted {
		var blocks []json.RawMessage
		if err := json.Unmarshal([]byte(p.Get("blocks")), &blocks); err != nil {
			t.Fatal(err)
		}
		for _, b := range blocks {
			out = append(out, string(b))
		}
	}
	return out
}

// Whatever happens on the way, each block is delivered once and in order.
func TestSlackGoesOnWhereItStopped(t *testing.T) {
	clean := openWorkspace(t)
	if _, err := clean.channel(t, nil).Send(t.Context(), slackNotice(full(), "k")); err != nil {
		t.Fatal(err)
	}
	want := blocksOf(t, clean.posted)
	for name, prepare := range map[string]func(*workspace){
		"rate limit": func(w *workspace) {
			w.script = []func(http.ResponseWriter, url.Values) bool{limited, pass, pass, limited, limited, pass}
		},
		"server errors": func(w *workspace) {
			down := func(rw http.ResponseWriter, _ url.Values) bool { rw.WriteHeader(http.StatusBadGateway); return true }
			w.script = []func(http.ResponseWriter, url.Values) bool{down, pass, down, pass, say(`{"ok":false,"error":"internal_error"}`)}
		},
		"too long": func(w *workspace) { w.limit = 3600 },
		"too long and limited": func(w *workspace) {
			w.limit = 3600
			w.script = []func(http.ResponseWriter, url.Values) bool{pass, pass, limited, pass, limited}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := openWorkspace(t)
			prepare(w)
			n := slackNotice(full(), "k")
			for tries := 0; ; tries++ {
				got, err := w.channel(t, nil).Send(t.Context(), n)
				if err == nil {
					break
				}
				var e *Error
				if !errors.As(err, &e) || e.Permanent || tries > 10 {
					t.Fatal(err)
				}
				if e.Code == "429" && e.RetryAfter != 30*time.Second {
					t.Errorf("retry after %v", e.RetryAfter)
				}
				n = withRemote(n, got.Remote)
			}
			got := blocksOf(t, w.posted)
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("%d blocks arrived, %d were to", len(got), len(want))
			}
		})
	}
}

// An answer that got lost is found by the notice's key, not posted again.
func TestSlackFindsLostAnswers(t *testing.T) {
	w := openWorkspace(t)
	w.lose(true)
	n := slackNotice(alert(), "alert/7")
	if _, err := w.channel(t, nil).Send(t.Context(), n); err == nil || w.count() != 1 {
		t.Fatalf("%v, %d posted", err, w.count())
	}
	w.lose(false)
	got, err := w.channel(t, nil).Send(t.Context(), withRemote(n, ""))
	if err != nil || w.count() != 1 || got.Remote != "C0PRASA:1763877600.000001" {
		t.Errorf("%v, %d posted, %+v", err, w.count(), got)
	}
	other := slackNotice(alert(), "alert/8")
	if _, err := w.channel(t, nil).Send(t.Context(), withRemote(other, "")); err != nil || w.count() != 2 {
		t.Errorf("another key: %v, %d posted", err, w.count())
	}
}

func TestSlackUpdatesAlerts(t *testing.T) {
	w := openWorkspace(t)
	s := w.channel(t, func(_ context.Context, key string) (string, error) {
		switch key {
		case "alert/1":
			return "C0PRASA:1763.1", nil
		case "alert/broken":
			return "", errors.New("store is busy")
		}
		return "", nil
	})
	n := slackNotice(alert(), "alert/1/2")
	n.Thread = "alert/1"
	got, err := s.Send(t.Context(), n)
	if err != nil || got.Remote != "C0PRASA:1763.1" || len(w.update) != 1 || w.update[0].Get("ts") != "1763.1" || len(w.posted) != 0 {
		t.Fatalf("%v, %+v, %d updates, %d posts", err, got, len(w.update), len(w.posted))
	}
	n.Thread = "alert/none"
	if got, err = s.Send(t.Context(), n); err != nil || len(w.posted) != 1 || w.posted[0].Get("thread_ts") != "" {
		t.Errorf("an update of nothing is posted as new: %v, %+v", err, got)
	}
	n.Thread = "alert/broken"
	if _, err = s.Send(t.Context(), n); err == nil || len(w.posted) != 1 {
		t.Errorf("%v, %d posts", err, len(w.posted))
	}
	w.script = []func(http.ResponseWriter, url.Values) bool{say(`{"ok":false,"error":"message_not_found"}`)}
	n.Thread = "alert/1"
	if _, err = s.Send(t.Context(), n); err != nil || len(w.posted) != 2 {
		t.Errorf("an update of a deleted message is posted as new: %v, %d posts", err, len(w.posted))
	}
	reply := slackNotice(system(), "system/2")
	reply.Thread = "alert/1"
	if _, err = s.Send(t.Context(), reply); err != nil || w.posted[2].Get("thread_ts") != "1763.1" {
		t.Errorf("an answer goes into the thread: %v", err)
	}
}

func TestSlackErrors(t *testing.T) {
	for word, c := range map[string]struct {
		permanent bool
		after     time.Duration
	}{
		"channel_not_found": {true, 0}, "is_archived": {true, 0}, "invalid_auth": {false, 15 * time.Minute}, "not_in_channel": {false, 15 * time.Minute},
		"internal_error": {false, 0}, "fatal_error": {false, 0}, "something_new": {false, 0},
	} {
		w := openWorkspace(t)
		w.script = []func(http.ResponseWriter, url.Values) bool{say(`{"ok":false,"error":"` + word + `"}`)}
		_, err := w.channel(t, nil).Send(t.Context(), slackNotice(alert(), "k"))
		var e *Error
		if !errors.As(err, &e) || e.Code != word || e.Permanent != c.permanent || e.RetryAfter != c.after {
			t.Errorf("%s: %#v", word, e)
		}
	}
	w := openWorkspace(t)
	w.script = []func(http.ResponseWriter, url.Values) bool{say(`{"ok":false,"error":"invalid_blocks"}`)}
	if _, err := w.channel(t, nil).Send(t.Context(), slackNotice(alert(), "k")); err != nil || len(w.posted) != 1 || w.posted[0].Get("blocks") != "" || !strings.Contains(w.posted[0].Get("text"), "Most na Brzeźnicy") {
		t.Errorf("an alert whose blocks are refused goes out as a line: %v, %v", err, w.posted)
	}
	w.srv.Close()
	if _, err := w.channel(t, nil).Send(t.Context(), slackNotice(alert(), "k")); err == nil {
		t.Error("no error from a dead server")
	} else if _, permanent := Retry(err); permanent {
		t.Error("an outage is not permanent")
	}
}

// The library's own test server takes what we send.
func TestSlackTestServer(t *testing.T) {
	srv := slacktest.NewTestServer()
	srv.Start()
	defer srv.Stop()
	s, err := NewSlack(SlackOptions{Name: "slack", Token: "xoxb-test", API: srv.GetAPIURL()})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Send(t.Context(), slackNotice(alert(), "k"))
	if err != nil || got.Remote == "" {
		t.Fatalf("%+v, %v", got, err)
	}
}

func TestSlackOptions(t *testing.T) {
	for _, o := range []SlackOptions{{}, {Token: "x", API: "nie adres"}} {
		_, err := NewSlack(o)
		var invalid *press.Invalid
		if !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
