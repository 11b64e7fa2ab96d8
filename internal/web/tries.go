package web

import (
	"sync"
	"time"
)

// tries slows down who guesses passwords or floods a form: at most limit tries
// a key in each stretch of window; zero: maxTries in tryWindow. It remembers a
// bounded number of keys.
type tries struct {
	limit  int
	window time.Duration

	mu   sync.Mutex
	seen map[string]attempt
}

type attempt struct {
	from  time.Time
	count int
}

const (
	maxTries  = 10
	tryWindow = time.Minute
	maxKeys   = 10_000
)

// allow counts one try and tells whether it may be made.
func (t *tries) allow(key string, now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.seen == nil || len(t.seen) >= maxKeys {
		t.seen = map[string]attempt{}
	}
	limit, window := t.limit, t.window
	if limit == 0 {
		limit, window = maxTries, tryWindow
	}
	a := t.seen[key]
	if now.Sub(a.from) >= window {
		a = attempt{from: now}
	}
	a.count++
	t.seen[key] = a
	return a.count <= limit
}
