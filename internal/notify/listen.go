package notify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"prasowka/internal/press"
)

// Bounds of what Slack may push at us: a frame in bytes, and the words of a
// press that are looked at, in bytes each.
const (
	maxFrame = 256 << 10
	maxWord  = 200
)

// ListenOptions configure a listener for presses of buttons.
type ListenOptions struct {
	App    string // app-level token, xapp-…; scope connections:write
	Token  string // the bot's, for answers
	API    string // empty: https://slack.com/api/
	Client *http.Client
}

// A Press is somebody's press of a button under a message of ours. Nothing in
// it is to be trusted but that Slack says so.
type Press struct {
	User    string // Slack's id of who pressed: "U012AB3CD"
	Action  string // ActionTake, ActionMute, …
	Value   string // what the button stands for: "<topic>/<story>"
	Channel string // where the message is
	TS      string // the message
}

// A Listener hears presses over Socket Mode: a connection that we open, so
// that no address of ours need be reachable from outside.
type Listener struct {
	o   ListenOptions
	api *slack.Client
}

// NewListener makes a listener; nothing is called before Run.
func NewListener(o ListenOptions) (*Listener, error) {
	if !strings.HasPrefix(o.App, "xapp-") {
		return nil, &press.Invalid{Field: "app_token", Why: "to nie jest token aplikacji Slack (xapp-…)"}
	}
	opts := []slack.Option{slack.OptionAppLevelToken(o.App), slack.OptionHTTPClient(cmp.Or(o.Client, &http.Client{Timeout: 30 * time.Second})), slack.OptionLog(log.New(io.Discard, "", 0))}
	if o.API != "" {
		if webURL(o.API) == "" {
			return nil, &press.Invalid{Field: "api", Why: fmt.Sprintf("%q nie jest adresem http(s)", o.API)}
		}
		opts = append(opts, slack.OptionAPIURL(strings.TrimSuffix(o.API, "/")+"/"))
	}
	return &Listener{o: o, api: slack.New(o.Token, opts...)}, nil
}

// Run hears presses until ctx ends or Slack refuses the token. Each is given
// to act, one after another; what act answers is shown to the person alone.
// An envelope is acknowledged before act is called: Slack waits three seconds.
func (l *Listener) Run(ctx context.Context, act func(context.Context, Press) string) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	client := socketmode.New(l.api, socketmode.OptionReadLimit(maxFrame))
	done := make(chan error, 1)
	go func() { done <- client.RunContext(ctx) }()
	for {
		select {
		case err := <-done:
			if ctx.Err() != nil || errors.Is(err, context.Canceled) {
				return ctx.Err()
			}
			return fmt.Errorf("slack socket mode: %w", err)
		case e := <-client.Events:
			if e.Request == nil || e.Type != socketmode.EventTypeInteractive {
				continue
			}
			if err := client.AckCtx(ctx, e.Request.EnvelopeID, nil); err != nil {
				continue // the connection has gone: Slack sends it again
			}
			call, ok := e.Data.(slack.InteractionCallback)
			if !ok {
				continue
			}
			if p, ok := pressOf(call); ok {
				l.answer(ctx, p, act(ctx, p))
			}
		}
	}
}

// pressOf reads the one press of a callback; anything else, longer or odder
// than our own buttons make it, is none.
func pressOf(call slack.InteractionCallback) (Press, bool) {
	if call.Type != slack.InteractionTypeBlockActions || len(call.ActionCallback.BlockActions) != 1 || call.ActionCallback.BlockActions[0] == nil {
		return Press{}, false
	}
	a := call.ActionCallback.BlockActions[0]
	p := Press{User: call.User.ID, Action: a.ActionID, Value: a.Value, Channel: cmp.Or(call.Channel.ID, call.Container.ChannelID), TS: cmp.Or(call.Message.Timestamp, call.Container.MessageTs)}
	for _, word := range []string{p.User, p.Action, p.Value, p.Channel, p.TS} {
		if len(word) > maxWord || strings.ContainsFunc(word, func(r rune) bool { return r < ' ' }) {
			return Press{}, false
		}
	}
	return p, p.User != "" && p.Action != ""
}

// answer tells the person who pressed what came of it. The press itself has
// been done and written down, so a lost answer is no more than that.
func (l *Listener) answer(ctx context.Context, p Press, text string) {
	if text == "" || p.Channel == "" {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	_, _ = l.api.PostEphemeralContext(ctx, p.Channel, p.User, slack.MsgOptionText(escape(text), false))
}

// live takes the address out of the buttons that work over Socket Mode: else
// Slack would open a browser as well.
func live(blocks []slack.Block) {
	for _, b := range blocks {
		row, ok := b.(*slack.ActionBlock)
		if !ok || row.Elements == nil {
			continue
		}
		for _, e := range row.Elements.ElementSet {
			if button, ok := e.(*slack.ButtonBlockElement); ok && (button.ActionID == ActionTake || button.ActionID == ActionMute) {
				button.URL = ""
			}
		}
	}
}
