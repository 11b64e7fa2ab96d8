package notify

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"
	"github.com/emersion/go-smtp"

	"prasowka/internal/press"
)

// A postOffice is a mail server on loopback that can be told to misbehave.
type postOffice struct {
	mu    sync.Mutex
	mails [][]byte
	from  *smtp.SMTPError // answer to MAIL
	rcpt  *smtp.SMTPError
	data  *smtp.SMTPError
	addr  *net.TCPAddr
}

func (p *postOffice) NewSession(*smtp.Conn) (smtp.Session, error) { return &session{p}, nil }

type session struct{ p *postOffice }

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
func (s *session) Mail(string, *smtp.MailOptions) error {
	return answer(s.p.from)
}
func (s *session) Rcpt(string, *smtp.RcptOptions) error { return answer(s.p.rcpt) }
func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if s.p.data != nil {
		return s.p.data
	}
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.mails = append(s.p.mails, raw)
	return nil
}

func answer(e *smtp.SMTPError) error {
	if e == nil {
		return nil
	}
	return e
}

func openPost(t *testing.T) *postOffice {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &postOffice{addr: l.Addr().(*net.TCPAddr)}
	srv := smtp.NewServer(p)
	srv.Domain = "poczta.grodzisko.example"
	srv.ErrorLog = quiet{}
	done := make(chan struct{})
	go func() { defer close(done); srv.Serve(l) }()
	t.Cleanup(func() { srv.Close(); <-done })
	return p
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

func (p *postOffice) channel(t *testing.T, change func(*EmailOptions)) *Email {
	t.Helper()
	o := EmailOptions{Name: "poczta", Host: "127.0.0.1", Port: p.addr.Port, TLS: NoTLS, From: "bpm@um.grodzisko.example", FromName: "Biuro Prezydenta Miasta – przegląd", ListID: "przeglad.um.grodzisko.example",
		Timeout: 5 * time.Second, Now: func() time.Time { return now }}
	if change != nil {
		change(&o)
	}
	e, err := NewEmail(o)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// parts are the decoded parts of a multipart message by media type.
func parts(t *testing.T, header mail.Header, body io.Reader) map[string]string {
	t.Helper()
	out := map[string]string{}
	typ, params, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(typ, "multipart/") {
		t.Fatalf("content type %s", typ)
	}
	out[""] = typ
	r := multipart.NewReader(body, params["boundary"])
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(p)
		if err != nil {
			t.Fatal(err)
		}
		kind, _, _ := mime.ParseMediaType(p.Header.Get("Content-Type"))
		switch p.Header.Get("Content-Transfer-Encoding") {
		case "quoted-printable":
			if raw, err = io.ReadAll(quotedprintable.NewReader(bytes.NewReader(raw))); err != nil {
				t.Fatal(err)
			}
		case "base64":
			if raw, err = io.ReadAll(base64.NewDecoder(base64.StdEncoding, bytes.NewReader(raw))); err != nil {
				t.Fatal(err)
			}
		}
		if strings.HasPrefix(kind, "multipart/") {
			for k, v := range parts(t, mail.Header{"Content-Type": {p.Header.Get("Content-Type")}}, bytes.NewReader(raw)) {
				out[k] = v
			}
			continue
		}
		out[kind+p.FileName()] = strings.ReplaceAll(string(raw), "\r\n", "\n")
	}
}

func TestEmailReview(t *testing.T) {
	p := openPost(t)
	e := p.channel(t, nil)
	n := notice(ordinary(), "digest/poranny/2026-11-23/anna")
	n.Thread = "digest/poranny/2026-11-22/anna"
	got, err := e.Send(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	if got.Remote != e.MessageID(n.Key) || len(p.mails) != 1 {
		t.Fatalf("receipt %+v, %d mails", got, len(p.mails))
	}
	m, err := mail.ReadMessage(bytes.NewReader(p.mails[0]))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Message-Id": "<" + e.MessageID(n.Key) + ">", "In-Reply-To": "<" + e.MessageID(n.Thread) + ">", "References": "<" + e.MessageID(n.Thread) + ">",
		"List-Id": "<przeglad.um.grodzisko.example>", "List-Unsubscribe": "<" + base + "/rezygnacja/x7Kd>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"Date": "Mon, 23 Nov 2026 07:00:00 +0100", "Auto-Submitted": "auto-generated", "To": "<anna@um.grodzisko.example>",
	} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "Przegląd prasy, 23 listopada: 3 sprawy wymagają reakcji" {
		t.Errorf("subject %q, %v", subject, err)
	}
	want, err := ordinary().Mail()
	if err != nil {
		t.Fatal(err)
	}
	got2 := parts(t, m.Header, m.Body)
	if got2[""] != "multipart/alternative" || strings.TrimSpace(got2["text/html"]) != strings.TrimSpace(want.HTML) || strings.TrimSpace(got2["text/plain"]) != strings.TrimSpace(want.Text) {
		t.Errorf("the parts differ from what was rendered: %s, %d and %d bytes", got2[""], len(got2["text/html"]), len(got2["text/plain"]))
	}
	again, err := e.Source(n)
	if err != nil || !bytes.Contains(again, []byte(e.MessageID(n.Key))) {
		t.Errorf("the source for previews: %v", err)
	}
}

func TestEmailLetterHasFilesAndNoListHeaders(t *testing.T) {
	p := openPost(t)
	if _, err := p.channel(t, nil).Send(t.Context(), notice(letter(), "pismo/7")); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(p.mails[0]))
	if err != nil {
		t.Fatal(err)
	}
	got := parts(t, m.Header, m.Body)
	if got["text/plainsprostowanie.txt"] != "Sprostowanie" || !strings.Contains(got["text/plain"], "Szanowny Panie Redaktorze,") || m.Header.Get("List-Id") != "" || m.Header.Get("Reply-To") != "<bpm@um.grodzisko.example>" {
		t.Errorf("headers %v, parts %q", m.Header, got)
	}
}

func TestEmailHeadersCannotBeInjected(t *testing.T) {
	p := openPost(t)
	n := notice(alert(), "alert/1")
	n.Subject = "Tytuł\r\nBcc: ofiara@example.com"
	if _, err := p.channel(t, nil).Send(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(bytes.NewReader(p.mails[0]))
	if err != nil || m.Header.Get("Bcc") != "" {
		t.Errorf("%v, Bcc %q", err, m.Header.Get("Bcc"))
	}
}

func TestEmailDKIM(t *testing.T) {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p := openPost(t)
	e := p.channel(t, func(o *EmailOptions) {
		o.DKIM = &DKIM{Domain: "um.grodzisko.example", Selector: "prasowka", Key: private}
	})
	if _, err := e.Send(t.Context(), notice(ordinary(), "k")); err != nil {
		t.Fatal(err)
	}
	found, err := dkim.VerifyWithOptions(bytes.NewReader(p.mails[0]), &dkim.VerifyOptions{LookupTXT: func(domain string) ([]string, error) {
		if domain != "prasowka._domainkey.um.grodzisko.example" {
			return nil, errors.New("unknown domain " + domain)
		}
		return []string{"v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)}, nil
	}})
	if err != nil || len(found) != 1 || found[0].Err != nil {
		t.Fatalf("%v, %+v", err, found)
	}
	if !slices.ContainsFunc(found[0].HeaderKeys, func(h string) bool { return strings.EqualFold(h, "subject") }) {
		t.Errorf("signed headers %v", found[0].HeaderKeys)
	}
}

// Classes of error: what the outbox does next depends on nothing else.
func TestEmailErrors(t *testing.T) {
	smtpError := func(code int) *smtp.SMTPError {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "nie teraz"}
	}
	for _, c := range []struct {
		name      string
		set       func(*postOffice)
		code      string
		permanent bool
		after     time.Duration
	}{
		{"greylisting", func(p *postOffice) { p.rcpt = smtpError(450) }, "450", false, 5 * time.Minute},
		{"local error", func(p *postOffice) { p.data = smtpError(451) }, "451", false, 5 * time.Minute},
		{"no space", func(p *postOffice) { p.data = smtpError(452) }, "452", false, 0},
		{"closing", func(p *postOffice) { p.from = smtpError(421) }, "421", false, 5 * time.Minute},
		{"no such mailbox", func(p *postOffice) { p.rcpt = smtpError(550) }, "550", true, 0},
		{"bad address", func(p *postOffice) { p.rcpt = smtpError(553) }, "553", true, 0},
		{"rejected content", func(p *postOffice) { p.data = smtpError(554) }, "554", true, 0},
		{"full mailbox", func(p *postOffice) { p.rcpt = smtpError(552) }, "552", false, time.Hour},
		{"authentication asked", func(p *postOffice) { p.from = smtpError(530) }, "530", false, 15 * time.Minute},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := openPost(t)
			c.set(p)
			_, err := p.channel(t, nil).Send(t.Context(), notice(alert(), "k"))
			var e *Error
			if !errors.As(err, &e) || e.Code != c.code || e.Permanent != c.permanent || e.RetryAfter != c.after {
				t.Fatalf("%#v: %v", e, err)
			}
			if after, permanent := Retry(err); after != c.after || permanent != c.permanent {
				t.Errorf("Retry says %v, %v", after, permanent)
			}
			p.from, p.rcpt, p.data = nil, nil, nil
			if _, err := p.channel(t, nil).Send(t.Context(), notice(alert(), "k")); err != nil || len(p.mails) != 1 {
				t.Errorf("after the trouble: %v, %d mails", err, len(p.mails))
			}
		})
	}
}

func TestEmailOutages(t *testing.T) {
	p := openPost(t)
	dead, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := dead.Addr().(*net.TCPAddr).Port
	if err := dead.Close(); err != nil {
		t.Fatal(err)
	}
	mute, err := net.Listen("tcp", "127.0.0.1:0") // accepts, and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { mute.Close() })
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for name, send := range map[string]func() (Receipt, error){
		"refused": func() (Receipt, error) {
			return p.channel(t, func(o *EmailOptions) { o.Port = port }).Send(t.Context(), notice(alert(), "k"))
		},
		"silent": func() (Receipt, error) {
			e := p.channel(t, func(o *EmailOptions) { o.Port, o.Timeout = mute.Addr().(*net.TCPAddr).Port, 200*time.Millisecond })
			return e.Send(t.Context(), notice(alert(), "k"))
		},
		"no TLS where it is demanded": func() (Receipt, error) {
			return p.channel(t, func(o *EmailOptions) { o.TLS = StartTLS }).Send(t.Context(), notice(alert(), "k"))
		},
		"cancelled": func() (Receipt, error) { return p.channel(t, nil).Send(cancelled, notice(alert(), "k")) },
	} {
		_, err := send()
		if _, permanent := Retry(err); err == nil || permanent {
			t.Errorf("%s: %v, permanent %v; an outage passes", name, err, permanent)
		}
	}
	bad := notice(alert(), "k")
	for name, change := range map[string]func(*press.Notice){
		"address": func(n *press.Notice) { n.To = "to nie jest adres" },
		"payload": func(n *press.Notice) { n.Payload = []byte("{") },
		"kind":    func(n *press.Notice) { n.Kind = "?" },
	} {
		n := bad
		change(&n)
		_, err := p.channel(t, nil).Send(t.Context(), n)
		if _, permanent := Retry(err); err == nil || !permanent {
			t.Errorf("bad %s: %v, permanent %v", name, err, permanent)
		}
	}
	if len(p.mails) != 0 {
		t.Errorf("%d mails went out", len(p.mails))
	}
}

func TestEmailOptions(t *testing.T) {
	for _, o := range []EmailOptions{{}, {Host: "x"}, {Host: "x", From: "bez-malpy"}, {Host: "x", From: "a@b.example", TLS: "może"}} {
		_, err := NewEmail(o)
		var invalid *press.Invalid
		if !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	e, err := NewEmail(EmailOptions{Name: "n", Host: "smtp.example", From: "a@b.example"})
	if err != nil || e.Name() != "n" || e.MessageID("k") == e.MessageID("l") || !strings.HasSuffix(e.MessageID("k"), "@b.example") {
		t.Errorf("%v, %s", err, e.MessageID("k"))
	}
}
