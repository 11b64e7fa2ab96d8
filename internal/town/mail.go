package town

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/mail"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// A Mail is one message that the town's mail server took.
type Mail struct {
	N    int // from 1, in order of arrival
	At   time.Time
	From string
	To   []string
	Raw  []byte // as received, headers included
}

// Header reads one header field of the message; "" when it has none.
func (m Mail) Header(name string) string {
	msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		return ""
	}
	return msg.Header.Get(name)
}

// A MailFault is how the mail server treats what comes. The zero value takes
// everything.
type MailFault struct {
	Code    int    // 421, 451, 452, 550, 552 …; 0 with Down: no banner, the connection closes
	Stage   string // "mail", "rcpt", "data"; "": data
	To      string // only for this recipient; "": for all
	Times   int    // how often it happens; 0: until MendMail
	Message string // "": a usual one for the code
	Down    bool   // connections are closed at once
}

// maxMail is the size in bytes that the town's mail server announces.
const maxMail = 10 << 20

// mailServer is an SMTP server that keeps what it gets.
type mailServer struct {
	town *Town
	smtp *smtp.Server
	addr string
	done chan struct{}
	kept ring[Mail]

	mu    sync.Mutex
	fault *MailFault
	count int
}

func (m *mailServer) open(ctx context.Context, addr string) error {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen %s: %w", addr, err)
	}
	m.addr, m.done = ln.Addr().String(), make(chan struct{})
	m.smtp = smtp.NewServer(m)
	m.smtp.Domain = "poczta.grodzisko.example"
	m.smtp.MaxMessageBytes, m.smtp.MaxRecipients = maxMail, 100
	m.smtp.ReadTimeout, m.smtp.WriteTimeout = time.Minute, time.Minute
	m.smtp.AllowInsecureAuth, m.smtp.EnableSMTPUTF8 = true, true
	m.smtp.ErrorLog = silent{}
	go func() {
		defer close(m.done)
		_ = m.smtp.Serve(ln) // ends with close
	}()
	return nil
}

func (m *mailServer) close() error {
	if m.smtp == nil {
		return nil
	}
	err := m.smtp.Close()
	<-m.done
	if errors.Is(err, smtp.ErrServerClosed) || errors.Is(err, net.ErrClosed) {
		return nil
	}
	return err
}

type silent struct{}

func (silent) Printf(string, ...any) {}
func (silent) Println(...any)        {}

// SMTP is the host:port of the town's mail server. It asks for no TLS and no
// password.
func (t *Town) SMTP() string { return t.mail.addr }

// Mails lists the messages taken, oldest first.
func (t *Town) Mails() []Mail { return t.mail.kept.list() }

// BreakMail makes the mail server fail as told, MendMail ends it.
func (t *Town) BreakMail(f MailFault) {
	t.mail.mu.Lock()
	defer t.mail.mu.Unlock()
	t.mail.fault = &f
}

// MendMail makes the mail server take everything again.
func (t *Town) MendMail() {
	t.mail.mu.Lock()
	defer t.mail.mu.Unlock()
	t.mail.fault = nil
}

// NewSession is smtp.Backend.
func (m *mailServer) NewSession(c *smtp.Conn) (smtp.Session, error) {
	m.mu.Lock()
	down := m.fault != nil && m.fault.Down
	m.mu.Unlock()
	if down {
		_ = c.Conn().Close()
		return nil, &smtp.SMTPError{Code: 421, Message: "Serwis niedostępny"}
	}
	return &session{server: m}, nil
}

// refuse answers the scripted error for a stage, if there is one.
func (m *mailServer) refuse(stage, to string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.fault
	if f == nil || f.Code == 0 {
		return nil
	}
	at := f.Stage
	if at == "" {
		at = "data"
	}
	if at != stage || (f.To != "" && f.To != to) {
		return nil
	}
	if f.Times > 0 {
		if f.Times--; f.Times == 0 {
			m.fault = nil
		}
	}
	text := f.Message
	if text == "" {
		text = mailErrors[f.Code]
	}
	return &smtp.SMTPError{Code: f.Code, EnhancedCode: smtp.EnhancedCode{f.Code / 100, 0, 0}, Message: text}
}

var mailErrors = map[int]string{421: "Service not available, closing transmission channel", 450: "Mailbox busy, try again later",
	451: "Greylisted, please try again in 300 seconds", 452: "Insufficient system storage", 550: "No such user here",
	552: "Message size exceeds fixed limit", 554: "Transaction failed: rejected as spam"}

// session is one SMTP conversation.
type session struct {
	server *mailServer
	from   string
	to     []string
}

// Reset is smtp.Session.
func (s *session) Reset() { s.from, s.to = "", nil }

// Logout is smtp.Session.
func (s *session) Logout() error { return nil }

// Mail is smtp.Session.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return s.server.refuse("mail", from)
}

// Rcpt is smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if err := s.server.refuse("rcpt", to); err != nil {
		return err
	}
	s.to = append(s.to, to)
	return nil
}

// Data is smtp.Session.
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	for _, to := range s.to {
		if err := s.server.refuse("data", to); err != nil {
			return err
		}
	}
	m := s.server
	m.mu.Lock()
	m.count++
	n := m.count
	m.mu.Unlock()
	m.kept.add(Mail{N: n, At: m.town.Now(), From: s.from, To: s.to, Raw: raw})
	return nil
}
