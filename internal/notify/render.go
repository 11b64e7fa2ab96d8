package notify

import (
	"encoding/json"
	"fmt"

	"github.com/slack-go/slack"

	"prasowka/internal/press"
)

// Budgets of what is sent. Gmail clips HTML near 102 KB; Slack allows 50
// blocks, and refuses messages of an undocumented total near 12,000 characters.
const (
	MaxMail   = 90_000 // bytes of HTML
	MaxChat   = 8_000  // characters of the JSON of one Slack message's blocks
	MaxBlocks = 40     // blocks of one Slack message
	MaxThread = 10     // messages under the root; the rest is a link
)

// Mail is a payload as e-mail.
type Mail struct {
	Subject   string
	Preheader string // what a list of mails shows after the subject
	HTML      string // at most MaxMail bytes
	Text      string // the same in the same order, hand-shaped
	Left      int    // items that the HTML leaves to the linked page; 0: whole
	Files     []Attachment
	ReplyTo   string
}

// A Post is one Slack message.
type Post struct {
	Text   string        `json:"text"` // what notifications and screen readers use
	Blocks []slack.Block `json:"blocks"`
}

// Chat is a payload as Slack messages: the root, and what follows in its thread.
type Chat struct {
	Root   Post   `json:"root"`
	Thread []Post `json:"thread,omitempty"`
}

// A Preview is a notice as each channel would show it.
type Preview struct {
	Subject string
	HTML    string
	Text    string
	Slack   []byte // indented JSON of Chat
	Chat    string // the same drawn as a page
	Webhook []byte // indented JSON body
}

// MakePreview renders a notice for every channel without sending it.
func MakePreview(n press.Notice) (*Preview, error) {
	p, err := Decode(n)
	if err != nil {
		return nil, err
	}
	mail, err := p.Mail()
	if err != nil {
		return nil, fmt.Errorf("notify.MakePreview(%s): %w", n.Key, err)
	}
	drawn := p.Chat()
	chat, err := json.MarshalIndent(drawn, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("notify.MakePreview(%s): slack: %w", n.Key, err)
	}
	if n.Payload, err = json.Marshal(licensed(p)); err != nil {
		return nil, fmt.Errorf("notify.MakePreview(%s): payload: %w", n.Key, err)
	}
	hook, err := json.MarshalIndent(hookBody(n, mail), "", "  ")
	if err != nil {
		return nil, fmt.Errorf("notify.MakePreview(%s): webhook: %w", n.Key, err)
	}
	return &Preview{Subject: mail.Subject, HTML: mail.HTML, Text: mail.Text, Slack: chat, Chat: drawn.Page(), Webhook: hook}, nil
}
