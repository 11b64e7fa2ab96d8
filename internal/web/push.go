package web

import (
	"context"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // a hub may sign with it: WebSub 7.1 names it first; a push is no more than a wake-up
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// The callback of hubs (WebSub): the address that the desk gave them, with a
// part that nobody guesses. A push is believed in one thing only, that there
// is something new: its body is checked against its signature and thrown
// away, and the source is asked by the desk, politely as ever. So whoever
// learns a secret gains no more than that we look sooner.

// pushLimit is the largest push whose signature is checked, in bytes.
const pushLimit = 1 << 20

// leaseBounds are what leases are believed: a hub that grants a second would
// have us ask for ever, one that grants a century may be gone by then.
const (
	leastLease = 10 * time.Minute
	mostLease  = 30 * 24 * time.Hour
)

// verifyPush answers a hub that wants to know whether it was we who asked
// (5.3), or that tells us no (5.2). It is the one GET that writes: the hub's
// question is the news.
func (s *Site) verifyPush(w http.ResponseWriter, r *http.Request) error {
	p, err := s.Store.SubscriptionByToken(r.Context(), r.PathValue("token"))
	q := r.URL.Query()
	if errors.Is(err, press.ErrNotFound) && q.Get("hub.mode") == "unsubscribe" {
		return challenge(w, q.Get("hub.challenge")) // a source that is gone: with pleasure
	}
	if err != nil {
		return err
	}
	now := s.Now()
	if q.Get("hub.topic") != p.Topic {
		return press.NotFound("subskrypcja", "")
	}
	switch q.Get("hub.mode") {
	case "subscribe":
		lease := mostLease
		if n, err := strconv.ParseInt(q.Get("hub.lease_seconds"), 10, 32); err == nil {
			lease = min(max(time.Duration(n)*time.Second, leastLease), mostLease)
		}
		p.State, p.Until, p.NextAt = store.PushActive, now.Add(lease), now.Add(lease*4/5)
		p.Failures, p.Detail = 0, ""
	case "denied":
		p.State, p.Until, p.NextAt = store.PushRefused, time.Time{}, now.Add(7*24*time.Hour)
		p.Detail = firstWords(200, q.Get("hub.reason"))
	default:
		return press.NotFound("subskrypcja", "") // we never unsubscribe from what is configured
	}
	if err := s.Store.Write(r.Context(), func(tx *store.Tx) error { return tx.SaveSubscription(r.Context(), p) }); err != nil {
		return err
	}
	if p.State == store.PushRefused {
		return nil
	}
	return challenge(w, q.Get("hub.challenge"))
}

func challenge(w http.ResponseWriter, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := io.WriteString(w, text)
	return err
}

// takePush wakes the source that a hub pushes for. A push with a wrong
// signature is answered like any other and ignored (7.1); one for a source
// that is gone is told so, which ends the subscription.
func (s *Site) takePush(w http.ResponseWriter, r *http.Request) error {
	p, err := s.Store.SubscriptionByToken(r.Context(), r.PathValue("token"))
	if errors.Is(err, press.ErrNotFound) {
		w.WriteHeader(http.StatusGone)
		return nil
	}
	if err != nil {
		return err
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, pushLimit+1))
	if err != nil {
		return &press.Invalid{Field: "body", Why: "treść nie przyszła cała"}
	}
	signed := len(body) <= pushLimit && signedBy(p.Secret, r.Header.Get("X-Hub-Signature"), body)
	if !signed {
		s.Log.Warn("push ignored", "source", p.Source, "bytes", len(body), "signature", firstWords(16, r.Header.Get("X-Hub-Signature")))
		w.WriteHeader(http.StatusAccepted)
		return nil
	}
	err = s.Store.Write(r.Context(), func(tx *store.Tx) error { return tx.PushSource(r.Context(), p.Source, s.Now()) })
	if err == nil {
		w.WriteHeader(http.StatusAccepted)
	}
	return err
}

// pushWords says what the hub of a source does; empty when it has none.
func (s *Site) pushWords(ctx context.Context, source string) (string, error) {
	p, err := s.Store.Subscription(ctx, source)
	if errors.Is(err, press.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	switch p.State {
	case store.PushActive:
		words := "serwer sam zawiadamia o nowościach (WebSub), do " + polish.FormatDateTime(p.Until)
		if !p.PushedAt.IsZero() {
			words += "; ostatnio " + polish.FormatDateTime(p.PushedAt)
		}
		return words, nil
	case store.PushRefused:
		return strings.TrimSuffix("serwer odmówił powiadomień (WebSub): "+p.Detail, ": "), nil
	}
	return strings.TrimSuffix("serwer oferuje powiadomienia (WebSub); czekamy na jego potwierdzenie: "+p.Detail, ": "), nil
}

// signedBy tells whether a signature of WebSub, "method=hex", is that of the
// body under the secret.
func signedBy(secret, signature string, body []byte) bool {
	method, sum, ok := strings.Cut(signature, "=")
	if !ok {
		return false
	}
	var make func() hash.Hash
	switch strings.ToLower(method) {
	case "sha1":
		make = sha1.New
	case "sha256":
		make = sha256.New
	case "sha384":
		make = sha512.New384
	case "sha512":
		make = sha512.New
	default:
		return false
	}
	want, err := hex.DecodeString(strings.TrimSpace(sum))
	if err != nil {
		return false
	}
	mac := hmac.New(make, []byte(secret))
	_, _ = mac.Write(body) // a hash does not fail
	return hmac.Equal(mac.Sum(nil), want)
}
