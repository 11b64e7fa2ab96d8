package town

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// WebhookSecret is the key with which the town's webhook receiver checks
// signatures.
const WebhookSecret = "grodzisko-nad-jeziorem"

// SignatureHeader carries "sha256=" and the HMAC-SHA256 of the body in hex,
// under WebhookSecret. A request without it is taken and noted as unsigned.
const SignatureHeader = "X-Prasowka-Signature"

// A Delivery is one request that the webhook receiver got.
type Delivery struct {
	At     time.Time
	Path   string
	Header http.Header
	Body   []byte
	Signed bool // the signature was there and right
	Status int  // what it answered
}

// hooks is the generic webhook receiver.
type hooks struct {
	*server
	town   *Town
	secret string
	kept   ring[Delivery]

	mu     sync.Mutex
	status int // scripted answer; 0: 204
}

// maxHook is the largest body in bytes that the receiver takes.
const maxHook = 1 << 20

// WebhookURL is the address of the generic webhook receiver.
func (t *Town) WebhookURL() string { return t.hooks.URL() + "/hak" }

// Webhooks lists what the receiver got, oldest first.
func (t *Town) Webhooks() []Delivery { return t.hooks.kept.list() }

// BreakWebhook makes the receiver answer a status; 0 mends it.
func (t *Town) BreakWebhook(status int) {
	t.hooks.mu.Lock()
	defer t.hooks.mu.Unlock()
	t.hooks.status = status
}

// Sign is the value of SignatureHeader for a body.
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(body) // a hash does not fail
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// ServeHTTP takes POSTs: 204 when the signature is right or absent, 401 when
// it is wrong, 413 above 1 MiB.
func (h *hooks) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodPost || !strings.HasPrefix(r.URL.Path, "/hak") {
		http.NotFound(w, r)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxHook))
	if err != nil {
		http.Error(w, "za duże", http.StatusRequestEntityTooLarge)
		return
	}
	sig := r.Header.Get(SignatureHeader)
	d := Delivery{At: h.town.Now(), Path: r.URL.Path, Header: r.Header.Clone(), Body: body,
		Signed: hmac.Equal([]byte(sig), []byte(Sign(h.secret, body))), Status: http.StatusNoContent}
	h.mu.Lock()
	scripted := h.status
	h.mu.Unlock()
	switch {
	case scripted != 0:
		d.Status = scripted
	case sig != "" && !d.Signed:
		d.Status = http.StatusUnauthorized
	}
	h.kept.add(d)
	if d.Status == http.StatusTooManyRequests {
		w.Header().Set("Retry-After", "30")
	}
	w.WriteHeader(d.Status)
}
