package notify

import (
	"bytes"
	"cmp"
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net/textproto"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"

	"prasowka/internal/press"
)

// EmailOptions configure an Email channel.
type EmailOptions struct {
	Name     string
	Host     string
	Port     int // 0: 587, or 465 with TLS "implicit"
	Username string
	Password string
	TLS      TLSMode
	Roots    *tls.Config // nil: the system's; ServerName is set to Host

	From     string // address
	FromName string // "Biuro Prezydenta Miasta"
	ReplyTo  string
	Domain   string // right side of Message-ID; empty: that of From
	ListID   string // "przeglad.um.example.pl"; empty: no List-Id

	DKIM *DKIM

	Timeout time.Duration    // of one delivery; 0: 60 s
	Now     func() time.Time // for the Date header; nil: time.Now
}

// TLSMode says how the connection to the mail server is protected.
type TLSMode string

// The modes. The zero value is StartTLS.
const (
	StartTLS    TLSMode = ""           // STARTTLS or no delivery
	ImplicitTLS TLSMode = "implicit"   // TLS from the first byte (RFC 8314)
	TryTLS      TLSMode = "jeśli-jest" // STARTTLS when offered: only within one's own network
	NoTLS       TLSMode = "brak"       // loopback and tests
)

// DKIM is the key under which mails are signed (RFC 6376).
type DKIM struct {
	Domain   string
	Selector string
	Key      crypto.Signer
}

// An Email channel sends notices by SMTP.
type Email struct{ o EmailOptions }

// NewEmail makes an e-mail channel; nothing is dialled before the first Send.
func NewEmail(o EmailOptions) (*Email, error) {
	if o.Host == "" {
		return nil, &press.Invalid{Field: "host", Why: "brak adresu serwera poczty; podaj np. smtp.um.example.pl"}
	}
	_, domain, ok := strings.Cut(o.From, "@")
	if !ok || domain == "" {
		return nil, &press.Invalid{Field: "from", Why: fmt.Sprintf("%q nie jest adresem e-mail nadawcy", o.From)}
	}
	o.Domain = cmp.Or(o.Domain, domain)
	o.Timeout = cmp.Or(o.Timeout, time.Minute)
	if o.Port == 0 {
		o.Port = 587
		if o.TLS == ImplicitTLS {
			o.Port = 465
		}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	e := &Email{o}
	if _, err := e.client(); err != nil {
		return nil, &press.Invalid{Field: "email", Why: "ustawienia poczty są błędne: " + err.Error()}
	}
	return e, nil
}

// Name is the configured name.
func (e *Email) Name() string { return e.o.Name }

func (e *Email) client() (*mail.Client, error) {
	opts := []mail.Option{mail.WithPort(e.o.Port), mail.WithTimeout(e.o.Timeout), mail.WithHELO(e.o.Domain), mail.WithoutNoop()}
	switch e.o.TLS {
	case StartTLS:
		opts = append(opts, mail.WithTLSPolicy(mail.TLSMandatory))
	case ImplicitTLS:
		opts = append(opts, mail.WithSSL())
	case TryTLS:
		opts = append(opts, mail.WithTLSPolicy(mail.TLSOpportunistic))
	case NoTLS:
		opts = append(opts, mail.WithTLSPolicy(mail.NoTLS))
	default:
		return nil, fmt.Errorf("nieznany tryb TLS %q", e.o.TLS)
	}
	if e.o.Roots != nil {
		conf := e.o.Roots.Clone()
		conf.ServerName = cmp.Or(conf.ServerName, e.o.Host)
		opts = append(opts, mail.WithTLSConfig(conf))
	}
	if e.o.Username != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(e.o.Username), mail.WithPassword(e.o.Password))
	}
	return mail.NewClient(e.o.Host, opts...)
}

// MessageID is the Message-ID of the notice with a key, without the angle
// brackets: the same key is the same message, so a mail sent twice because an
// answer got lost is one mail to its receiver.
func (e *Email) MessageID(key string) string {
	sum := sha256.Sum256([]byte(key))
	return "prasowka." + hex.EncodeToString(sum[:16]) + "@" + e.o.Domain
}

// Send renders and delivers a notice to n.To. Its Remote is the Message-ID.
func (e *Email) Send(ctx context.Context, n press.Notice) (Receipt, error) {
	msg, err := e.message(n)
	if err != nil {
		return Receipt{}, &Error{Channel: e.o.Name, Permanent: true, Err: err}
	}
	client, err := e.client()
	if err != nil {
		return Receipt{}, &Error{Channel: e.o.Name, Permanent: true, Err: err}
	}
	ctx, cancel := context.WithTimeout(ctx, e.o.Timeout)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, msg)
	// What fails after the server took the mail (RSET, QUIT) does not concern it.
	if err != nil && !msg.IsDelivered() {
		return Receipt{}, e.classify(n, err)
	}
	return Receipt{Remote: e.MessageID(n.Key), Detail: shorten(clean(msg.ServerResponse()), 300)}, nil
}

// Source is the whole mail as it would be sent, for previews and .eml files.
func (e *Email) Source(n press.Notice) ([]byte, error) {
	msg, err := e.message(n)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := msg.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("notify: mail source of notice %s: %w", n.Key, err)
	}
	return b.Bytes(), nil
}

func (e *Email) message(n press.Notice) (*mail.Msg, error) {
	p, err := Decode(n)
	if err != nil {
		return nil, err
	}
	m, err := p.Mail()
	if err != nil {
		return nil, fmt.Errorf("notice %s: %w", n.Key, err)
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := e.address(msg, n, m); err != nil {
		return nil, err
	}
	msg.Subject(cmp.Or(clean(n.Subject), m.Subject))
	msg.SetDateWithValue(e.o.Now())
	msg.SetMessageIDWithValue(e.MessageID(n.Key))
	if n.Thread != "" {
		id := "<" + e.MessageID(n.Thread) + ">"
		msg.SetGenHeader(mail.HeaderInReplyTo, id)
		msg.SetGenHeader(mail.HeaderReferences, id)
	}
	if n.Kind != press.NoticeLetter {
		e.listHeaders(msg, p.Links())
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		msg.AddAlternativeString(mail.TypeTextHTML, m.HTML)
	}
	for _, f := range m.Files {
		typ := mail.ContentType(cmp.Or(f.Type, "application/octet-stream"))
		if err := msg.AttachReader(clean(f.Name), bytes.NewReader(f.Data), mail.WithFileContentType(typ)); err != nil {
			return nil, fmt.Errorf("notice %s: attachment %q: %w", n.Key, f.Name, err)
		}
	}
	if d := e.o.DKIM; d != nil {
		msg.SetDKIM(mail.NewDKIMSigner(d.Domain, d.Selector, d.Key))
	}
	return msg, nil
}

func (e *Email) address(msg *mail.Msg, n press.Notice, m Mail) error {
	if err := msg.FromFormat(e.o.FromName, e.o.From); err != nil {
		return fmt.Errorf("sender %q: %w", e.o.From, err)
	}
	if err := msg.To(clean(n.To)); err != nil {
		return fmt.Errorf("notice %s: recipient %q: %w", n.Key, n.To, err)
	}
	if reply := cmp.Or(m.ReplyTo, e.o.ReplyTo); reply != "" {
		if err := msg.ReplyTo(reply); err != nil {
			return fmt.Errorf("notice %s: reply-to %q: %w", n.Key, reply, err)
		}
	}
	return nil
}

// listHeaders lets mail programs group the notices and offer to leave them:
// RFC 2919 (List-Id), RFC 2369 and, over https, one click by RFC 8058. On
// loopback, where the demo lives, plain http counts as https.
func (e *Email) listHeaders(msg *mail.Msg, l Links) {
	if e.o.ListID != "" {
		msg.SetGenHeader(mail.Header("List-Id"), "<"+e.o.ListID+">")
	}
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no out-of-office answers
	address := webURL(l.Unsubscribe)
	if address == "" {
		return
	}
	msg.SetGenHeaderPreformatted(mail.HeaderListUnsubscribe, "<"+address+">")
	if u, err := url.Parse(address); err == nil && (u.Scheme == "https" || loopback(u.Hostname())) {
		msg.SetGenHeaderPreformatted(mail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
}

func loopback(host string) bool {
	return host == "localhost" || host == "::1" || strings.HasPrefix(host, "127.")
}

// smtpCode finds a reply code at the start of a server's words.
var smtpCode = regexp.MustCompile(`\b([45]\d\d)[ -]`)

// classify makes an *Error of a failed delivery, by the reply code (RFC 5321
// §4.2.1): 4yz passes, 5yz stays. Three cases go against their class: a full
// mailbox (552) may be emptied; a wrong password or missing TLS is a mistake
// in our configuration, which must not cost a notice; and 421/450/451, the
// answers of greylisting, ask for some minutes.
func (e *Email) classify(n press.Notice, err error) error {
	out := &Error{Channel: e.o.Name, Err: fmt.Errorf("mail %s to %s: %w", n.Key, n.To, err)}
	code := 0
	var sent *mail.SendError
	var proto *textproto.Error
	switch {
	case errors.As(err, &sent) && sent.ErrorCode() != 0:
		code = sent.ErrorCode()
	case errors.As(err, &proto):
		code = proto.Code
	default:
		if m := smtpCode.FindStringSubmatch(err.Error()); m != nil {
			code, _ = strconv.Atoi(m[1]) // three digits
		}
	}
	if code != 0 {
		out.Code = strconv.Itoa(code)
	}
	switch {
	case code == 530 || code == 534 || code == 535 || code == 538:
		out.RetryAfter = 15 * time.Minute
	case code == 552:
		out.RetryAfter = time.Hour
	case code == 421 || code == 450 || code == 451:
		out.RetryAfter = 5 * time.Minute
	case code >= 500:
		out.Permanent = true
	}
	return out
}
