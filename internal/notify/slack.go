package notify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"prasowka/internal/press"
)

// SlackOptions configure a Slack channel.
type SlackOptions struct {
	Name    string
	Token   string // bot token, xoxb-…; scope chat:write, and channels:history to find lost answers
	API     string // empty: https://slack.com/api/
	Client  *http.Client
	Timeout time.Duration // of one call; 0: 30 s
	Live    bool          // buttons are heard over Socket Mode: they need no address
	// Remote tells the Remote that the notice with a key was given by this
	// channel: what updates and answers in a thread refer to. An empty string
	// says that it never was sent: then the update is posted as new.
	Remote func(ctx context.Context, key string) (string, error)
}

// A Slack channel posts notices with a bot's token. All calls to Slack are in
// this file.
//
// Its Remote is "<channel>:<ts>" of the root message, followed by "+<blocks>"
// while messages of the thread are still to be sent.
type Slack struct {
	o   SlackOptions
	api *slack.Client
}

// NewSlack makes a Slack channel; nothing is called before the first Send.
func NewSlack(o SlackOptions) (*Slack, error) {
	if o.Token == "" {
		return nil, &press.Invalid{Field: "token", Why: "brak tokenu bota Slack (xoxb-…)"}
	}
	if o.Client == nil {
		o.Client = &http.Client{}
	}
	o.Timeout = cmp.Or(o.Timeout, 30*time.Second)
	opts := []slack.Option{slack.OptionHTTPClient(o.Client)}
	if o.API != "" {
		if webURL(o.API) == "" {
			return nil, &press.Invalid{Field: "api", Why: fmt.Sprintf("%q nie jest adresem http(s)", o.API)}
		}
		opts = append(opts, slack.OptionAPIURL(strings.TrimSuffix(o.API, "/")+"/"))
	}
	return &Slack{o: o, api: slack.New(o.Token, opts...)}, nil
}

// Name is the configured name.
func (s *Slack) Name() string { return s.o.Name }

// place is where a notice stands on Slack.
type place struct {
	channel, ts string
	sent        int  // blocks delivered, over all messages in order
	whole       bool // everything was delivered
}

func (p place) String() string {
	if p.ts == "" {
		return ""
	}
	out := p.channel + ":" + p.ts
	if !p.whole {
		out += "+" + strconv.Itoa(p.sent)
	}
	return out
}

func parsePlace(remote string) place {
	head, sent, partly := strings.Cut(remote, "+")
	channel, ts, ok := strings.Cut(head, ":")
	if !ok {
		return place{}
	}
	p := place{channel: channel, ts: ts, whole: !partly}
	if n, err := strconv.Atoi(sent); err == nil {
		p.sent = n
	}
	return p
}

// Send posts a notice to n.To, a channel's id or name. An alert with a Thread
// updates the message of that notice; anything else with a Thread answers in
// its thread. After an attempt that may have reached Slack without our hearing
// of it, the channel's history is searched for the notice's key first.
func (s *Slack) Send(ctx context.Context, n press.Notice) (Receipt, error) {
	p, err := Decode(n)
	if err != nil {
		return Receipt{}, &Error{Channel: s.o.Name, Permanent: true, Err: err}
	}
	chat := p.Chat()
	if s.o.Live {
		live(chat.Root.Blocks)
	}
	at := parsePlace(n.Remote)
	thread := ""
	if n.Thread != "" {
		parent, err := s.parent(ctx, n)
		if err != nil {
			return Receipt{Remote: n.Remote}, &Error{Channel: s.o.Name, RetryAfter: time.Minute, Err: err}
		}
		if parent.ts != "" && n.Kind == press.NoticeAlert && at.ts == "" {
			updated, err := s.update(ctx, n, parent, chat.Root)
			if err != nil || updated {
				return Receipt{Remote: parent.String()}, s.wrap(n, err)
			}
		} else if n.Kind != press.NoticeAlert {
			thread = parent.ts // Slack threads have one level: all parts go under the parent
		}
	}
	if n.Attempts > 0 && at.ts == "" {
		if at, err = s.find(ctx, n); err != nil {
			return Receipt{}, s.wrap(n, err)
		}
	}
	at, err = s.deliver(ctx, n, chat, at, thread)
	return Receipt{Remote: at.String()}, s.wrap(n, err)
}

func (s *Slack) parent(ctx context.Context, n press.Notice) (place, error) {
	if s.o.Remote == nil {
		return place{}, nil
	}
	remote, err := s.o.Remote(ctx, n.Thread)
	if err != nil {
		return place{}, fmt.Errorf("notice %s: where is %s: %w", n.Key, n.Thread, err)
	}
	p := parsePlace(remote)
	p.whole = true
	return p, nil
}

// update replaces a message; false when it is gone and must be posted anew.
func (s *Slack) update(ctx context.Context, n press.Notice, at place, post Post) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	_, _, _, err := s.api.UpdateMessageContext(ctx, at.channel, at.ts, options(n, post)...)
	switch slackWord(err) {
	case "message_not_found", "cant_update_message", "edit_window_closed":
		return false, nil
	}
	return err == nil, err
}

func options(n press.Notice, post Post) []slack.MsgOption {
	out := []slack.MsgOption{
		slack.MsgOptionText(post.Text, false),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metaEvent, EventPayload: map[string]any{"key": n.Key}}),
	}
	if len(post.Blocks) > 0 {
		out = append(out, slack.MsgOptionBlocks(post.Blocks...))
	}
	return out
}

// metaEvent marks our messages, so that find knows them again.
const metaEvent = "prasowka_notice"

// deliver posts what is not yet posted. A message that Slack calls too long is
// halved, the second half going to the thread; blocks that it calls invalid
// are left out, for a plain line is better than no alert.
func (s *Slack) deliver(ctx context.Context, n press.Notice, chat Chat, at place, thread string) (place, error) {
	if at.ts != "" && at.whole {
		return at, nil
	}
	queue := pending(chat, at)
	for len(queue) > 0 {
		post := queue[0]
		channel, ts, err := s.post(ctx, cmp.Or(at.channel, n.To), cmp.Or(thread, at.ts), n, post)
		switch slackWord(err) {
		case "msg_blocks_too_long", "msg_too_long":
			if len(post.Blocks) > 1 {
				half := (len(post.Blocks) + 1) / 2
				queue = slices.Insert(queue[1:], 0, Post{post.Text, post.Blocks[:half]}, Post{post.Text, post.Blocks[half:]})
				continue
			}
			fallthrough
		case "invalid_blocks", "invalid_blocks_format":
			if len(post.Blocks) > 0 {
				plain := Post{Text: shorten(post.Text, 3000)}
				if channel, ts, err = s.post(ctx, cmp.Or(at.channel, n.To), cmp.Or(thread, at.ts), n, plain); err != nil {
					return at, err
				}
			}
		}
		if err != nil {
			return at, err
		}
		if at.ts == "" {
			at.channel, at.ts = channel, ts
		}
		at.sent += len(post.Blocks)
		queue = queue[1:]
	}
	at.whole = true
	return at, nil
}

// pending is the messages of a chat without the blocks already delivered.
func pending(chat Chat, at place) []Post {
	all := append([]Post{chat.Root}, chat.Thread...)
	if at.ts == "" {
		return all
	}
	skip := at.sent
	for len(all) > 0 && skip >= len(all[0].Blocks) {
		skip -= len(all[0].Blocks)
		all = all[1:]
	}
	if len(all) > 0 && skip > 0 {
		all[0].Blocks = all[0].Blocks[skip:]
	}
	return all
}

func (s *Slack) post(ctx context.Context, channel, thread string, n press.Notice, post Post) (string, string, error) {
	ctx, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	opts := options(n, post)
	if thread != "" {
		opts = append(opts, slack.MsgOptionTS(thread))
	}
	return s.api.PostMessageContext(ctx, channel, opts...)
}

// channelID tells an id, which the history can be asked for, from a name.
var channelID = regexp.MustCompile(`^[CDG][A-Z0-9]{2,}$`)

// find looks for a message of the same key that an earlier attempt may have
// posted although its answer never came. It gives up quietly where Slack does
// not let us look: then the notice is posted again, as "at least once" allows.
func (s *Slack) find(ctx context.Context, n press.Notice) (place, error) {
	if !channelID.MatchString(n.To) {
		return place{}, nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.o.Timeout)
	defer cancel()
	res, err := s.api.GetConversationHistoryContext(ctx, &slack.GetConversationHistoryParameters{
		ChannelID: n.To, Limit: 200, IncludeAllMetadata: true,
		Oldest: strconv.FormatInt(n.Made.Add(-time.Minute).Unix(), 10),
	})
	if err != nil {
		if slackWord(err) != "" {
			return place{}, nil
		}
		return place{}, err
	}
	for _, m := range res.Messages {
		if m.Metadata.EventType == metaEvent && m.Metadata.EventPayload["key"] == n.Key {
			return place{channel: n.To, ts: m.Timestamp, sent: len(m.Blocks.BlockSet)}, nil
		}
	}
	return place{}, nil
}

// slackWord is Slack's own word for an error: "channel_not_found"; empty for
// success and for errors that are not Slack's answer.
func slackWord(err error) string {
	var answer slack.SlackErrorResponse
	if errors.As(err, &answer) {
		return answer.Err
	}
	return ""
}

// hopeless are Slack's words for requests that will never succeed.
var hopeless = []string{"channel_not_found", "is_archived", "user_not_found", "user_disabled", "no_text", "msg_too_long",
	"invalid_arguments", "invalid_blocks", "invalid_blocks_format", "cannot_dm_bot", "restricted_action", "messages_tab_disabled"}

// misconfigured are Slack's words for mistakes in our configuration, which a
// person mends; they must not cost a notice.
var misconfigured = []string{"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
	"missing_scope", "no_permission", "not_in_channel", "access_denied", "ekm_access_denied", "org_login_required"}

// wrap makes an *Error of what a call returned; nil stays nil.
func (s *Slack) wrap(n press.Notice, err error) error {
	if err == nil {
		return nil
	}
	word := slackWord(err)
	out := &Error{Channel: s.o.Name, Code: word, Err: fmt.Errorf("slack %s to %s: %w", n.Key, n.To, err)}
	var limited *slack.RateLimitedError
	var status slack.StatusCodeError
	switch {
	case errors.As(err, &limited):
		out.Code, out.RetryAfter = "429", max(limited.RetryAfter, time.Second)
	case errors.As(err, &status):
		out.Code = strconv.Itoa(status.Code)
	case slices.Contains(hopeless, word):
		out.Permanent = true
	case slices.Contains(misconfigured, word):
		out.RetryAfter = 15 * time.Minute
	}
	return out
}
