package town

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// SlackToken is the bot token that the town's chat knows.
const SlackToken = "xoxb-grodzisko-0000-prasowka" //nolint:gosec // a made-up server's made-up token

// A SlackMessage is one message in the town's chat, as it reads now.
type SlackMessage struct {
	TS       string // identity within the channel
	Thread   string // TS of the message it answers; "" at the top
	Channel  string // name without #
	At       time.Time
	Edited   time.Time // zero until chat.update
	Edits    int
	Text     string
	Blocks   json.RawMessage // as sent; nil without blocks
	Username string
	Via      string // "api" or "webhook"
	Unfurl   bool   // links or media would unfold
}

// A SlackFault is how the chat treats calls. The zero value serves them.
type SlackFault struct {
	Error      string // ok:false with this error: "internal_error", "channel_not_found", …
	Status     int    // HTTP status instead of an answer: 500, 503
	RetryAfter int    // 429 with this many seconds
	Times      int    // how often; 0: until MendSlack
	Method     string // only this method: "chat.postMessage"; "": all
}

// chat is a server for the part of Slack's Web API that a bot needs.
type chat struct {
	*server
	town *Town

	mu       sync.Mutex
	messages []SlackMessage
	next     int
	fault    *SlackFault
	perSec   int // posts a channel a second before 429; 0: no limit
	lastPost map[string][]time.Time
	calls    map[string]int
	sock     socket
	asides   []SlackAside
	model    func(text string) string
}

// A SlackAside is a message that one person alone sees.
type SlackAside struct{ Channel, User, Text string }

// SlackAsides lists what was said to single people, oldest first.
func (t *Town) SlackAsides() []SlackAside {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	return slices.Clone(t.chat.asides)
}

// channels of the workspace: id → name.
var channels = [][2]string{{"C0PRASOWKA", "prasowka"}, {"C0ALARMY00", "alarmy"}, {"C0BPM00000", "bpm"}, {"C0INWESTYC", "inwestycje"}, {"C0FINANSE0", "finanse"},
	{"C0OSWIATA0", "oswiata"}, {"C0SRODOWIS", "srodowisko"}, {"C0ZDIZ0000", "zdiz"}, {"C0OSIR0000", "osir"}, {"C0GOK00000", "gok"}, {"C0MOPS0000", "mops"},
	{"C0STRAZ000", "straz"}, {"C0PGK00000", "pgk"}, {"C0PKM00000", "pkm"}, {"C0KRYZYS00", "kryzys"}}

func newChat(t *Town) *chat {
	return &chat{server: &server{}, town: t, lastPost: map[string][]time.Time{}, calls: map[string]int{}, sock: socket{ready: make(chan struct{})}}
}

// SlackURL is the API address for slack-go's OptionAPIURL, with its slash.
func (t *Town) SlackURL() string { return t.chat.URL() + "/api/" }

// SlackWebhookURL is an incoming webhook that posts to #prasowka.
func (t *Town) SlackWebhookURL() string {
	return t.chat.URL() + "/services/T0GRODZISK/B0PRASOWKA/sekret"
}

// SlackMessages lists the messages, oldest first, as they read now.
func (t *Town) SlackMessages() []SlackMessage {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	return slices.Clone(t.chat.messages)
}

// slackMessage is a message as it reads now.
func (t *Town) slackMessage(channel, ts string) (SlackMessage, bool) {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	i := t.chat.find(channel, ts)
	if i < 0 {
		return SlackMessage{}, false
	}
	return t.chat.messages[i], true
}

// SlackCalls counts the calls of each method, refused ones included.
func (t *Town) SlackCalls() map[string]int {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	out := map[string]int{}
	for k, v := range t.chat.calls {
		out[k] = v
	}
	return out
}

// BreakSlack makes the chat fail as told, MendSlack ends it.
func (t *Town) BreakSlack(f SlackFault) {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	t.chat.fault = &f
}

// MendSlack makes the chat serve again.
func (t *Town) MendSlack() {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	t.chat.fault = nil
}

// LimitSlack answers 429 with Retry-After 1 above n posts a channel a second
// of the town's clock (Slack allows about one); 0 lifts the limit.
func (t *Town) LimitSlack(n int) {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	t.chat.perSec = n
}

func (c *chat) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /api/{method}", c.api)
	mux.HandleFunc("GET /api/{method}", c.api)
	mux.HandleFunc("GET /link", c.link)
	mux.HandleFunc("POST /v1/chat/completions", c.complete)
	mux.HandleFunc("POST /services/{team}/{bot}/{key}", c.webhook)
	return mux
}

// slackArgs are a call's arguments, from a form or from JSON.
type slackArgs map[string]string

func readArgs(r *http.Request) (slackArgs, error) {
	args := slackArgs{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var raw map[string]json.RawMessage
		if err := json.NewDecoder(io.LimitReader(r.Body, maxHook)).Decode(&raw); err != nil && !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("invalid_json: %w", err)
		}
		for k, v := range raw {
			var s string
			if json.Unmarshal(v, &s) == nil {
				args[k] = s
			} else {
				args[k] = string(v)
			}
		}
	} else {
		if err := r.ParseForm(); err != nil {
			return nil, fmt.Errorf("invalid_form_data: %w", err)
		}
		for k := range r.Form {
			args[k] = r.Form.Get(k)
		}
	}
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		args["token"] = bearer
	}
	return args, nil
}

// api serves /api/<method>.
func (c *chat) api(w http.ResponseWriter, r *http.Request) {
	method := r.PathValue("method")
	args, err := readArgs(r)
	if err != nil {
		code, _, _ := strings.Cut(err.Error(), ":")
		reply(w, failed(code))
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls[method]++
	if c.refuse(w, method) {
		return
	}
	switch {
	case method == "api.test":
		reply(w, map[string]any{"ok": true})
	case args["token"] == "":
		reply(w, failed("not_authed"))
	case method == "apps.connections.open" && args["token"] == SlackAppToken:
		c.openSocket(w)
	case args["token"] != SlackToken:
		reply(w, failed("invalid_auth"))
	default:
		c.call(w, method, args)
	}
}

// refuse carries out the scripted fault; true when the call has been answered.
func (c *chat) refuse(w http.ResponseWriter, method string) bool {
	f := c.fault
	if f == nil || (f.Method != "" && f.Method != method) {
		return false
	}
	if f.Times > 0 {
		if f.Times--; f.Times == 0 {
			c.fault = nil
		}
	}
	switch {
	case f.RetryAfter > 0:
		limited(w, f.RetryAfter)
	case f.Status != 0:
		http.Error(w, http.StatusText(f.Status), f.Status)
	default:
		reply(w, failed(f.Error))
	}
	return true
}

func limited(w http.ResponseWriter, seconds int) {
	w.Header().Set("Retry-After", fmt.Sprint(seconds))
	w.WriteHeader(http.StatusTooManyRequests)
	_, _ = io.WriteString(w, `{"ok":false,"error":"ratelimited"}`)
}

func failed(code string) map[string]any { return map[string]any{"ok": false, "error": code} }

func reply(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v) // the client has gone; nothing to tell it
}

// call dispatches a method; c.mu is held.
func (c *chat) call(w http.ResponseWriter, method string, a slackArgs) {
	switch method {
	case "auth.test":
		reply(w, map[string]any{"ok": true, "url": c.URL() + "/", "team": "Grodzisko", "user": "prasowka", "team_id": "T0GRODZISK", "user_id": "U0PRASOWKA", "bot_id": "B0PRASOWKA"})
	case "chat.postMessage":
		c.post(w, a)
	case "chat.postEphemeral":
		ch, ok := findChannel(a["channel"])
		if !ok {
			reply(w, failed("channel_not_found"))
			return
		}
		c.asides = append(c.asides, SlackAside{Channel: ch[1], User: a["user"], Text: a["text"]})
		reply(w, map[string]any{"ok": true, "message_ts": fmt.Sprintf("%d.000001", c.town.Now().Unix())})
	case "chat.update":
		c.update(w, a)
	case "chat.delete":
		c.remove(w, a)
	case "chat.getPermalink":
		reply(w, map[string]any{"ok": true, "channel": a["channel"], "permalink": c.URL() + "/archives/" + a["channel"] + "/p" + strings.ReplaceAll(a["message_ts"], ".", "")})
	case "conversations.list":
		list := make([]map[string]any, 0, len(channels))
		for _, ch := range channels {
			list = append(list, channelJSON(ch))
		}
		reply(w, map[string]any{"ok": true, "channels": list, "response_metadata": map[string]string{"next_cursor": ""}})
	case "conversations.info", "conversations.join":
		if ch, ok := findChannel(a["channel"]); ok {
			reply(w, map[string]any{"ok": true, "channel": channelJSON(ch)})
			return
		}
		reply(w, failed("channel_not_found"))
	case "conversations.history", "conversations.replies":
		c.history(w, method, a)
	default:
		reply(w, failed("unknown_method"))
	}
}

func channelJSON(ch [2]string) map[string]any {
	return map[string]any{"id": ch[0], "name": ch[1], "is_channel": true, "is_member": true, "is_private": false, "is_archived": false}
}

// findChannel takes an id, a name, or a name with #.
func findChannel(s string) ([2]string, bool) {
	s = strings.TrimPrefix(s, "#")
	for _, ch := range channels {
		if s == ch[0] || s == ch[1] {
			return ch, true
		}
	}
	return [2]string{}, false
}

func (c *chat) post(w http.ResponseWriter, a slackArgs) {
	ch, ok := findChannel(a["channel"])
	if !ok {
		reply(w, failed("channel_not_found"))
		return
	}
	if c.tooFast(ch[1]) {
		limited(w, 1)
		return
	}
	m := SlackMessage{Channel: ch[1], Thread: a["thread_ts"], Username: a["username"], Via: "api", Unfurl: a["unfurl_links"] != "false" && a["unfurl_links"] != "0"}
	if m.Thread != "" && c.find(ch[1], m.Thread) < 0 {
		reply(w, failed("thread_not_found"))
		return
	}
	if code := m.fill(a["text"], a["blocks"]); code != nil {
		reply(w, code)
		return
	}
	m = c.keep(m)
	reply(w, map[string]any{"ok": true, "channel": ch[0], "ts": m.TS, "message": m.json()})
}

// tooFast counts a post against the rate limit.
func (c *chat) tooFast(channel string) bool {
	if c.perSec <= 0 {
		return false
	}
	now := c.town.Now()
	recent := slices.DeleteFunc(c.lastPost[channel], func(at time.Time) bool { return now.Sub(at) >= time.Second })
	if len(recent) >= c.perSec {
		c.lastPost[channel] = recent
		return true
	}
	c.lastPost[channel] = append(recent, now)
	return false
}

// keep files a message under a new ts.
func (c *chat) keep(m SlackMessage) SlackMessage {
	c.next++
	m.At = c.town.Now()
	m.TS = fmt.Sprintf("%d.%06d", m.At.Unix(), c.next)
	c.messages = append(c.messages, m)
	if over := len(c.messages) - c.town.opts.Keep; over > 0 {
		c.messages = slices.Delete(c.messages, 0, over)
	}
	return m
}

func (c *chat) find(channel, ts string) int {
	return slices.IndexFunc(c.messages, func(m SlackMessage) bool { return m.Channel == channel && m.TS == ts })
}

func (c *chat) update(w http.ResponseWriter, a slackArgs) {
	ch, ok := findChannel(a["channel"])
	if !ok {
		reply(w, failed("channel_not_found"))
		return
	}
	i := c.find(ch[1], a["ts"])
	if i < 0 {
		reply(w, failed("message_not_found"))
		return
	}
	m := c.messages[i]
	if code := m.fill(a["text"], a["blocks"]); code != nil {
		reply(w, code)
		return
	}
	m.Edited, m.Edits = c.town.Now(), m.Edits+1
	c.messages[i] = m
	reply(w, map[string]any{"ok": true, "channel": ch[0], "ts": m.TS, "text": m.Text, "message": m.json()})
}

func (c *chat) remove(w http.ResponseWriter, a slackArgs) {
	ch, _ := findChannel(a["channel"])
	i := c.find(ch[1], a["ts"])
	if i < 0 {
		reply(w, failed("message_not_found"))
		return
	}
	c.messages = slices.Delete(c.messages, i, i+1)
	reply(w, map[string]any{"ok": true, "channel": ch[0], "ts": a["ts"]})
}

func (c *chat) history(w http.ResponseWriter, method string, a slackArgs) {
	ch, ok := findChannel(a["channel"])
	if !ok {
		reply(w, failed("channel_not_found"))
		return
	}
	list := []map[string]any{}
	for _, m := range c.messages {
		thread := m.Thread == a["ts"] || m.TS == a["ts"]
		if m.Channel == ch[1] && ((method == "conversations.replies" && thread) || (method == "conversations.history" && m.Thread == "")) {
			list = append(list, m.json())
		}
	}
	if method == "conversations.history" {
		slices.Reverse(list) // newest first, as documented
	}
	reply(w, map[string]any{"ok": true, "messages": list, "has_more": false})
}

// fill takes text and blocks within Slack's limits, or answers the error.
func (m *SlackMessage) fill(text, blocks string) map[string]any {
	if blocks == "" && strings.TrimSpace(text) == "" {
		return failed("no_text")
	}
	if len([]rune(text)) > 40000 {
		return failed("msg_too_long")
	}
	m.Text, m.Blocks = text, nil
	if blocks == "" || blocks == "[]" {
		return nil
	}
	if code, detail := checkBlocks([]byte(blocks)); code != "" {
		f := failed(code)
		f["response_metadata"] = map[string]any{"messages": []string{"[ERROR] " + detail}}
		return f
	}
	m.Blocks = json.RawMessage(blocks)
	return nil
}

func (m SlackMessage) json() map[string]any {
	out := map[string]any{"type": "message", "subtype": "bot_message", "ts": m.TS, "text": m.Text, "bot_id": "B0PRASOWKA"}
	if m.Blocks != nil {
		out["blocks"] = m.Blocks
	}
	if m.Thread != "" {
		out["thread_ts"] = m.Thread
	}
	if !m.Edited.IsZero() {
		out["edited"] = map[string]string{"user": "U0PRASOWKA", "ts": fmt.Sprintf("%d.000000", m.Edited.Unix())}
	}
	return out
}

// webhook is an incoming webhook: "ok", or an error as plain text.
func (c *chat) webhook(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxHook))
	if form, ferr := url.ParseQuery(string(raw)); err == nil && ferr == nil && form.Get("payload") != "" {
		raw = []byte(form.Get("payload"))
	}
	var p struct {
		Text     string          `json:"text"`
		Blocks   json.RawMessage `json:"blocks"`
		Username string          `json:"username"`
	}
	if err != nil || json.Unmarshal(raw, &p) != nil {
		http.Error(w, "invalid_payload", http.StatusBadRequest)
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls["webhook"]++
	if c.refuse(w, "webhook") {
		return
	}
	m := SlackMessage{Channel: "prasowka", Username: p.Username, Via: "webhook"}
	if code := m.fill(p.Text, string(p.Blocks)); code != nil {
		http.Error(w, fmt.Sprint(code["error"]), http.StatusBadRequest)
		return
	}
	c.keep(m)
	_, _ = io.WriteString(w, "ok")
}
