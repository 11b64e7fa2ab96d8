package gather

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"prasowka/internal/press"
)

// An Error is why a source or page could not be read, in words that a person
// can act on.
type Error struct {
	Trouble    press.Trouble
	Status     int           // HTTP status; 0 when no answer came
	RetryAfter time.Duration // do not ask again before; 0 when not said
	URL        string
	Err        error // may be nil
}

// Error is "<url>: <trouble> (<status>): <cause>".
func (e *Error) Error() string {
	s := e.URL + ": " + string(e.Trouble)
	if e.Status != 0 {
		s += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// TroubleOf tells the trouble inside any error: NoTrouble for nil, the
// classified cause of an *Error or of a network error, TroubleOther otherwise.
func TroubleOf(err error) press.Trouble {
	if err == nil {
		return press.NoTrouble
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Trouble
	}
	return classify(err)
}

// troubled makes an *Error of whatever went wrong while url was asked.
func troubled(url string, err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return &Error{Trouble: classify(err), URL: url, Err: err}
}

func trouble(t press.Trouble, url string, format string, args ...any) *Error {
	return &Error{Trouble: t, URL: url, Err: fmt.Errorf(format, args...)}
}

// classify names a network error.
func classify(err error) press.Trouble {
	var (
		dns     *net.DNSError
		alert   tls.AlertError
		record  tls.RecordHeaderError
		cert    *tls.CertificateVerificationError
		unknown x509.UnknownAuthorityError
		host    x509.HostnameError
		invalid x509.CertificateInvalidError
		timeout interface{ Timeout() bool }
	)
	switch {
	case errors.As(err, &dns):
		return press.TroubleDNS
	case errors.As(err, &alert), errors.As(err, &record), errors.As(err, &cert),
		errors.As(err, &unknown), errors.As(err, &host), errors.As(err, &invalid):
		return press.TroubleTLS
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &timeout) && timeout.Timeout():
		return press.TroubleSlow
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ECONNRESET),
		errors.Is(err, syscall.EHOSTUNREACH), errors.Is(err, syscall.ENETUNREACH),
		errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.EPIPE):
		return press.TroubleDown
	case strings.Contains(err.Error(), "tls: "), strings.Contains(err.Error(), "HTTP response to HTTPS"):
		return press.TroubleTLS
	}
	return press.TroubleOther
}

// statusTrouble names an HTTP status that is not a success.
func statusTrouble(status int) press.Trouble {
	switch {
	case status >= 200 && status < 300, status == 304:
		return press.NoTrouble
	case status == 401, status == 403, status == 451:
		return press.Trouble403
	case status == 404, status == 410:
		return press.Trouble404
	case status == 429:
		return press.Trouble429
	case status >= 500 && status < 600:
		return press.Trouble5xx
	}
	return press.TroubleStatus
}
