package web

import (
	"sync"
	"time"
)

// tries slows down who guesses passwords: at most maxTries a key in each
// stretch of tryWindow. It remembers a bounded number of keys.
type tries struct {
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
	a := t.seen[key]
	if now.Sub(a.from) >= tryWindow {
		a = attempt{from: now}
	}
	a.count++
	t.seen[key] = a
	return a.count <= maxTries
}
