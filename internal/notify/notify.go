// Package notify says things to people outside the program: alerts, the press
// review, reminders of terms, letters and notices about the system itself. A
// notice's payload is a value of this package; a channel (email, slack,
// webhook: one file each) renders and sends it.
//
// Invariants:
//   - Rendering is pure: the same payload gives the same bytes. Nothing here
//     asks what time it is; "3 godz. temu" is counted from the payload's At.
//   - All renderings of a payload come from one view of it, so that HTML, plain
//     text, Slack and paper tell the same things in the same order.
//   - Nothing leaves that the licence forbids: of an outlet's text a headline,
//     our own note, at most one short quotation and a link, unless its licence
//     allows the full text (art. 25, 29 pr. aut.; domain notes §6.8). The rule
//     is applied when an item is made and again when it is rendered.
//   - Strangers' text is text: it is cleaned of control and direction-override
//     characters, shortened, and escaped for where it goes.
//   - A channel never retries by itself over time: it returns an *Error that
//     says when to come back, or that coming back is useless. The one exception
//     is a message that the receiver calls too big, which is halved at once.
//   - What one Send has achieved is in its Receipt, also when it failed half
//     way; given back in Notice.Remote, the next Send goes on from there.
package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"prasowka/internal/press"
)

// A Channel is a way out of the house, configured under a name.
type Channel interface {
	// Name is the name that Notice.Channel refers to.
	Name() string
	// Send renders and delivers a notice. The Receipt's Remote must be kept as
	// Notice.Remote also when err is not nil: a notice of several messages may
	// have been sent in part. Errors are of type *Error.
	Send(ctx context.Context, n press.Notice) (Receipt, error)
}

// A Receipt is what the receiver's side said of a delivery.
type Receipt struct {
	Remote string // the receiver's identity for it: Message-ID, Slack channel and ts, request id
	Detail string // the server's own words, for the screen Wysłane
}

// An Error is a delivery that did not happen.
type Error struct {
	Channel    string        // Channel.Name
	Permanent  bool          // trying again would fail the same way
	RetryAfter time.Duration // when to come back; 0: the caller's own back-off
	Code       string        // SMTP code, Slack error word or HTTP status: "550", "channel_not_found"
	Err        error
}

// Error tells the channel, the code and the cause.
func (e *Error) Error() string {
	class := "chwilowy błąd"
	if e.Permanent {
		class = "trwały błąd"
	}
	if e.Code != "" {
		class += " " + e.Code
	}
	return fmt.Sprintf("kanał %s: %s: %v", e.Channel, class, e.Err)
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Retry reads from any error of Send whether it is permanent, and otherwise
// how long to wait (0: the caller's own back-off).
func Retry(err error) (after time.Duration, permanent bool) {
	var e *Error
	if errors.As(err, &e) {
		return e.RetryAfter, e.Permanent
	}
	return 0, false
}

// A Payload is what a notice says. Alert, Review, Reminder, Letter, Crisis,
// Report and SystemNotice are the payloads; the zero value of each can be
// rendered.
type Payload interface {
	// Kind is the NoticeKind under which the payload travels.
	Kind() press.NoticeKind
	// Mail renders for e-mail: HTML of at most MaxMail bytes and its plain text.
	Mail() (Mail, error)
	// Chat renders for Slack within the budgets of MaxChat and MaxBlocks.
	Chat() Chat
	// Paper renders a whole printable HTML page (for PDF), never shortened.
	Paper() ([]byte, error)
	// Links are the recipient's own links.
	Links() Links
}

// Encode makes the Kind and Payload of a press.Notice.
func Encode(p Payload) (press.NoticeKind, []byte, error) {
	raw, err := json.Marshal(p)
	if err != nil {
		return "", nil, fmt.Errorf("notify.Encode(%s): %w", p.Kind(), err)
	}
	return p.Kind(), raw, nil
}

// Decode reads a notice's payload back.
func Decode(n press.Notice) (Payload, error) {
	var p Payload
	switch n.Kind {
	case press.NoticeAlert:
		p = new(Alert)
	case press.NoticeReview:
		p = new(Review)
	case press.NoticeTerm:
		p = new(Reminder)
	case press.NoticeLetter:
		p = new(Letter)
	case press.NoticeSystem:
		p = new(SystemNotice)
	case press.NoticeCrisis:
		p = new(Crisis)
	case press.NoticeReport:
		p = new(Report)
	default:
		return nil, fmt.Errorf("notify.Decode: notice %q has the unknown kind %q", n.Key, n.Kind)
	}
	if err := json.Unmarshal(n.Payload, p); err != nil {
		return nil, fmt.Errorf("notify.Decode: payload of notice %q (%s): %w", n.Key, n.Kind, err)
	}
	return p, nil
}
