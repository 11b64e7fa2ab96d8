package press

import (
	"errors"
	"fmt"
)

// ErrNotFound says that a named thing does not exist.
var ErrNotFound = errors.New("nie znaleziono")

// ErrConflict says that the world has moved on: the thing exists already, or
// somebody changed it meanwhile.
var ErrConflict = errors.New("konflikt")

// Invalid is a value that a person gave and that cannot be taken.
type Invalid struct {
	Field string // which field, as the screen or the file names it
	Why   string // a Polish sentence: what is wrong and what to do
}

// Error is "field: why".
func (e *Invalid) Error() string {
	if e.Field == "" {
		return e.Why
	}
	return e.Field + ": " + e.Why
}

// NotFound wraps ErrNotFound with what was looked for.
func NotFound(what, id string) error {
	return fmt.Errorf("%s %q: %w", what, id, ErrNotFound)
}

// Conflict wraps ErrConflict with a Polish sentence.
func Conflict(why string) error { return fmt.Errorf("%s: %w", why, ErrConflict) }
