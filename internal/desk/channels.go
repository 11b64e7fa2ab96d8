package desk

import (
	"context"
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/mail"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/press"
)

// openChannels makes the configured ways out of the house.
func (d *Desk) openChannels() (map[string]notify.Channel, error) {
	all := map[string]notify.Channel{}
	for name, c := range d.Config.Main.Channels {
		ch, err := d.openChannel(name, c)
		if err != nil {
			return nil, fmt.Errorf("channel %s: %w", name, err)
		}
		all[name] = ch
	}
	for _, ch := range d.Options.Channels {
		all[ch.Name()] = ch
	}
	return all, nil
}

func (d *Desk) openChannel(name string, c config.Channel) (notify.Channel, error) {
	switch c.Kind {
	case "email":
		return d.openEmail(name, c)
	case "slack":
		token, err := c.Token.Value()
		if err != nil {
			return nil, err
		}
		return notify.NewSlack(notify.SlackOptions{Name: name, Token: token, API: c.API, Remote: d.remote, Live: c.App != ""})
	case "webhook":
		secret, err := c.Secret.Value()
		if err != nil {
			return nil, err
		}
		return notify.NewWebhook(notify.WebhookOptions{Name: name, URL: c.URL, Secret: []byte(secret), Now: d.Now})
	}
	return nil, &press.Invalid{Field: "channels." + name, Why: fmt.Sprintf("nie ma kanału rodzaju %q", c.Kind)}
}

func (d *Desk) openEmail(name string, c config.Channel) (notify.Channel, error) {
	password, err := c.Password.Value()
	if err != nil {
		return nil, err
	}
	from, err := mail.ParseAddress(c.From)
	if err != nil {
		return nil, &press.Invalid{Field: "channels." + name + ".from", Why: "to nie jest adres e-mail"}
	}
	o := notify.EmailOptions{
		Name: name, Host: c.Host, Port: c.Port, Username: c.User, Password: password,
		From: from.Address, FromName: from.Name, ReplyTo: c.ReplyTo, Now: d.Now,
	}
	switch c.TLS {
	case config.FullTLS:
		o.TLS = notify.ImplicitTLS
	case config.NoTLS:
		o.TLS = notify.NoTLS
	}
	if c.DKIM.Domain != "" {
		key, err := signer(c.DKIM.Key)
		if err != nil {
			return nil, err
		}
		o.DKIM = &notify.DKIM{Domain: c.DKIM.Domain, Selector: c.DKIM.Selector, Key: key}
	}
	return notify.NewEmail(o)
}

// signer reads a private key in PEM (PKCS #8 or PKCS #1).
func signer(secret config.Secret) (crypto.Signer, error) {
	wrong := &press.Invalid{Field: "dkim.key", Why: "to nie jest prywatny klucz w formacie PEM"}
	text, err := secret.Value()
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode([]byte(text))
	if block == nil {
		return nil, wrong
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, wrong
	}
	s, ok := key.(crypto.Signer)
	if !ok {
		return nil, wrong
	}
	return s, nil
}

// errWaits says that a notice has not gone out yet, so what answers it must
// wait: without its place the answer would stand alone.
var errWaits = errors.New("wiadomość, na którą to odpowiada, jeszcze nie wyszła")

// remote is what a receiver calls the notice with a key; empty when there is
// none, or when it was given up before anybody received it.
func (d *Desk) remote(ctx context.Context, key string) (string, error) {
	n, err := d.Store.NoticeByKey(ctx, key)
	if errors.Is(err, press.ErrNotFound) {
		return "", nil
	}
	if err == nil && n.SentAt.IsZero() && !n.Failed {
		return "", errWaits
	}
	return n.Remote, err
}

// An address is one way to reach somebody: a channel and whom it is for.
type address struct {
	channel string
	to      string // address within the channel
	person  config.Person
}

// addresses are where a notice for people goes: a mail each, one message in
// Slack's channel, one call of a webhook. Channels that are not configured
// (any more) are left out.
func (d *Desk) addresses(channels []string, people []string) []address {
	var all []address
	for _, name := range channels {
		c, ok := d.Config.Main.Channels[name]
		switch {
		case !ok:
		case c.Kind == "email":
			for _, id := range people {
				if p, ok := d.person(id); ok && p.Email != "" {
					all = append(all, address{name, p.Email, p})
				}
			}
		case c.Kind == "slack":
			all = append(all, address{channel: name, to: c.Channel})
		default:
			all = append(all, address{channel: name, to: c.URL})
		}
	}
	return all
}

// person finds a configured person.
func (d *Desk) person(id string) (config.Person, bool) {
	for _, p := range d.Config.People.People {
		if p.ID == id {
			return p, true
		}
	}
	return config.Person{}, false
}
