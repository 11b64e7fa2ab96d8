package notify

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"prasowka/internal/press"
)

// WebhookOptions configure a Webhook.
type WebhookOptions struct {
	Name    string
	URL     string // used when a notice's To is empty
	Secret  []byte // key of the signature; empty: not signed
	Client  *http.Client
	Timeout time.Duration // of one delivery; 0: 20 s
	Now     func() time.Time
}

// A Webhook posts notices as JSON to an address of the office's own systems.
//
// The body is HookBody. Each request carries the headers Idempotency-Key (the
// notice's key, the same at every attempt), Prasowka-Timestamp (Unix seconds)
// and, with a secret, Prasowka-Signature: "sha256=" and the hexadecimal
// HMAC-SHA256 of the timestamp, a full stop and the body: see Sign.
type Webhook struct{ o WebhookOptions }

// NewWebhook makes a webhook channel.
func NewWebhook(o WebhookOptions) (*Webhook, error) {
	if o.URL != "" && webURL(o.URL) == "" {
		return nil, &press.Invalid{Field: "url", Why: fmt.Sprintf("%q nie jest adresem http(s); podaj pełny adres, np. https://example.org/hak", o.URL)}
	}
	if o.Client == nil {
		o.Client = &http.Client{}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Timeout = cmp.Or(o.Timeout, 20*time.Second)
	return &Webhook{o}, nil
}

// Name is the configured name.
func (w *Webhook) Name() string { return w.o.Name }

// HookBody is what a webhook receives.
type HookBody struct {
	Key     string           `json:"key"`
	Kind    press.NoticeKind `json:"kind"`
	Thread  string           `json:"thread,omitempty"` // key of the notice that this one answers or updates
	Subject string           `json:"subject"`
	Text    string           `json:"text"`    // plain text, ready to show
	Payload json.RawMessage  `json:"payload"` // Alert, Review, Reminder or SystemNotice
	Made    time.Time        `json:"made"`
}

func hookBody(n press.Notice, m Mail) HookBody {
	return HookBody{Key: n.Key, Kind: n.Kind, Thread: n.Thread, Subject: m.Subject, Text: m.Text, Payload: n.Payload, Made: n.Made.UTC()}
}

// Sign is the value of Prasowka-Signature for a body sent at a Unix time.
func Sign(secret []byte, unix int64, body []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(strconv.FormatInt(unix, 10) + "."))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// Send posts a notice to n.To or, when that is empty, to the configured address.
func (w *Webhook) Send(ctx context.Context, n press.Notice) (Receipt, error) {
	fail := func(permanent bool, after time.Duration, code string, err error) (Receipt, error) {
		return Receipt{}, &Error{Channel: w.o.Name, Permanent: permanent, RetryAfter: after, Code: code, Err: err}
	}
	address := webURL(cmp.Or(n.To, w.o.URL))
	if address == "" {
		return fail(true, 0, "", fmt.Errorf("notice %s: %q is no http(s) address", n.Key, n.To))
	}
	body, err := w.body(n)
	if err != nil {
		return fail(true, 0, "", err)
	}
	ctx, cancel := context.WithTimeout(ctx, w.o.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return fail(true, 0, "", err)
	}
	unix := w.o.Now().Unix()
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("Idempotency-Key", n.Key)
	req.Header.Set("Prasowka-Timestamp", strconv.FormatInt(unix, 10))
	if len(w.o.Secret) > 0 {
		req.Header.Set("Prasowka-Signature", Sign(w.o.Secret, unix, body))
	}
	res, err := w.o.Client.Do(req)
	if err != nil {
		return fail(false, 0, "", err)
	}
	defer res.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(res.Body, 1000)) // only a detail for the screen
	detail := shorten(clean(string(said)), 300)
	if res.StatusCode < 300 {
		return Receipt{Remote: cmp.Or(res.Header.Get("X-Request-Id"), n.Key), Detail: res.Status + wrap(": ", detail, "")}, nil
	}
	permanent, after := httpClass(res, w.o.Now())
	return fail(permanent, after, strconv.Itoa(res.StatusCode), fmt.Errorf("POST %s: %s%s", address, res.Status, wrap(": ", detail, "")))
}

// body is the JSON of a notice, with its items licensed.
func (w *Webhook) body(n press.Notice) ([]byte, error) {
	p, err := Decode(n)
	if err != nil {
		return nil, err
	}
	mail, err := p.Mail()
	if err != nil {
		return nil, err
	}
	if n.Payload, err = json.Marshal(licensed(p)); err != nil {
		return nil, fmt.Errorf("webhook %s: notice %s: %w", w.o.Name, n.Key, err)
	}
	return json.Marshal(hookBody(n, mail))
}

// httpClass tells from an answer whether a request is hopeless, and when the
// server asks to come back. 408, 425 and 429 pass; other 4xx stay.
func httpClass(res *http.Response, now time.Time) (permanent bool, after time.Duration) {
	switch res.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests:
	default:
		permanent = res.StatusCode < 500
	}
	if permanent {
		return true, 0
	}
	return false, retryAfter(res.Header.Get("Retry-After"), now)
}

// retryAfter reads Retry-After: seconds or a date (RFC 9110 §10.2.3), at most
// six hours; 0 when it says nothing.
func retryAfter(value string, now time.Time) time.Duration {
	if s, err := strconv.Atoi(value); err == nil && s > 0 {
		return min(time.Duration(min(s, 21600))*time.Second, 6*time.Hour)
	}
	if at, err := http.ParseTime(value); err == nil && at.After(now) {
		return min(at.Sub(now), 6*time.Hour)
	}
	return 0
}
