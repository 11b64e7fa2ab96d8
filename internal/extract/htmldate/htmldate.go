// Package htmldate stands in for the date finder that go-trafilatura links.
// The real one brings a date parser whose tables cost 0.3 s of CPU and 50 MiB
// at every start of the program, called or not. Package extract reads dates
// itself and calls go-trafilatura with its date search disabled, so only the
// shape of the interface is needed here: this module is our own code, put in
// the other's place by a replace line in the main go.mod.
//
// Invariant: nothing here ever finds a date.
package htmldate

import (
	"errors"
	"time"

	"golang.org/x/net/html"
)

// Options has the fields that go-trafilatura sets.
type Options struct {
	UseOriginalDate     bool
	SkipExtensiveSearch bool
	URL                 string
}

// Result is the shape of a found date.
type Result struct {
	DateTime time.Time
	HasTime  bool
}

// IsZero tells that there is no date, which is always so.
func (r Result) IsZero() bool { return r.DateTime.IsZero() }

// errDisabled is what every search answers.
var errDisabled = errors.New("date search is done by package extract")

// FromDocument finds nothing and says so.
func FromDocument(*html.Node, Options) (Result, error) { return Result{}, errDisabled }
