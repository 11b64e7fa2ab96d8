package gather

import (
	"regexp"
	"sync"
)

// lazyRegexp compiles a pattern when it is first needed, so that a start of
// the program does not pay for it.
func lazyRegexp(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
