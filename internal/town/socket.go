package town

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/gorilla/websocket"
)

// SlackAppToken is the app-level token that the town's chat knows.
const SlackAppToken = "xapp-1-A0PRASOWKA-0000-grodzisko" //nolint:gosec // a made-up server's made-up token

// A SlackPress is somebody's press of a button in the town's chat.
type SlackPress struct {
	User    string // id: "U0ANNA0000"
	Action  string // action_id of the button
	Value   string // empty: the value of the newest message with such a button
	Channel string // id; empty: of that message
	TS      string // the message; empty: the newest with such a button
}

// socket is the connection of Socket Mode, one at a time.
type socket struct {
	conn  *websocket.Conn
	acks  chan string
	ready chan struct{} // closed once a client is there
}

// openSocket answers apps.connections.open with an address for one connection.
func (c *chat) openSocket(w http.ResponseWriter) {
	reply(w, map[string]any{"ok": true, "url": strings.Replace(c.URL(), "http://", "ws://", 1) + "/link?ticket=grodzisko"})
}

// link is the web socket itself: hello, then whatever is pressed.
func (c *chat) link(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("ticket") != "grodzisko" {
		http.Error(w, "invalid ticket", http.StatusForbidden)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return // the upgrader has answered
	}
	defer func() { _ = conn.Close() }()
	acks := make(chan string, 16)
	c.mu.Lock()
	c.sock.conn, c.sock.acks = conn, acks
	err = conn.WriteJSON(map[string]any{"type": "hello", "num_connections": 1, "connection_info": map[string]string{"app_id": "A0PRASOWKA"}})
	select {
	case <-c.sock.ready:
	default:
		close(c.sock.ready)
	}
	c.mu.Unlock()
	for err == nil {
		var ack struct {
			EnvelopeID string `json:"envelope_id"`
		}
		if err = conn.ReadJSON(&ack); err == nil && ack.EnvelopeID != "" {
			acks <- ack.EnvelopeID
		}
	}
	c.mu.Lock()
	if c.sock.conn == conn {
		c.sock.conn, c.sock.ready = nil, make(chan struct{})
	}
	c.mu.Unlock()
}

// SlackListened waits until somebody is connected over Socket Mode.
func (t *Town) SlackListened(ctx context.Context) error {
	t.chat.mu.Lock()
	ready := t.chat.sock.ready
	t.chat.mu.Unlock()
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// PressSlack presses a button: the envelope goes to whoever is connected, and
// must be acknowledged within three seconds, as Slack asks.
func (t *Town) PressSlack(ctx context.Context, p SlackPress) error {
	c := t.chat
	c.mu.Lock()
	m := SlackMessage{}
	for _, known := range c.messages {
		if value, ok := known.button(p.Action); ok && (p.TS == "" || p.TS == known.TS) {
			m = known
			if p.Value == "" {
				p.Value = value
			}
		}
	}
	c.mu.Unlock()
	if m.TS == "" && p.Value == "" {
		return fmt.Errorf("no message has a button %q", p.Action)
	}
	ch, _ := findChannel(m.Channel)
	if p.Channel == "" {
		p.Channel = ch[0]
	}
	payload, err := json.Marshal(map[string]any{
		"type": "block_actions", "user": map[string]string{"id": p.User, "username": "ktos", "name": "ktos"}, "team": map[string]string{"id": "T0GRODZISK"},
		"channel": map[string]string{"id": p.Channel, "name": m.Channel}, "message": map[string]any{"type": "message", "ts": m.TS, "text": m.Text},
		"container": map[string]string{"type": "message", "message_ts": m.TS, "channel_id": p.Channel},
		"actions":   []map[string]any{{"type": "button", "action_id": p.Action, "block_id": "b", "value": p.Value, "text": map[string]any{"type": "plain_text", "text": p.Action}}},
	})
	if err != nil {
		return err
	}
	return t.PushSlack(ctx, "interactive", payload)
}

// PushSlack sends a raw envelope over Socket Mode and waits for its
// acknowledgement.
func (t *Town) PushSlack(ctx context.Context, kind string, payload json.RawMessage) error {
	c := t.chat
	c.mu.Lock()
	c.next++
	id := fmt.Sprintf("envelope-%d", c.next)
	conn, acks := c.sock.conn, c.sock.acks
	var err error
	if conn == nil {
		err = errors.New("nobody is connected over Socket Mode")
	} else {
		err = conn.WriteJSON(map[string]any{"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": false})
	}
	c.mu.Unlock()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	for {
		select {
		case got := <-acks:
			if got == id {
				return nil
			}
		case <-ctx.Done():
			return fmt.Errorf("envelope %s was not acknowledged: %w", id, ctx.Err())
		}
	}
}

// button is the value of the button with an action, if the message has one.
func (m SlackMessage) button(action string) (string, bool) {
	var blocks []struct {
		Elements json.RawMessage `json:"elements"`
	}
	if json.Unmarshal(m.Blocks, &blocks) != nil {
		return "", false
	}
	for _, b := range blocks {
		var elements []struct {
			Action string `json:"action_id"`
			Value  string `json:"value"`
		}
		if json.Unmarshal(b.Elements, &elements) != nil {
			continue
		}
		for _, e := range elements {
			if e.Action == action {
				return e.Value, true
			}
		}
	}
	return "", false
}
