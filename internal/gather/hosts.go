package gather

import (
	"container/list"
	"context"
	"sync"
	"time"

	"prasowka/internal/press"
)

// hosts remembers when each host may be asked next: at most max of them, the
// longest unused forgotten first, one in use never.
type hosts struct {
	mu   sync.Mutex
	max  int
	by   map[string]*host
	used *list.List // of *host, the last used at the front
}

// A host is asked by one request at a time.
type host struct {
	key   string
	users int           // guarded by hosts.mu
	place *list.Element // guarded by hosts.mu
	busy  chan struct{} // holds one token while a request is under way

	// Held by whoever holds the token.
	next    time.Time     // not to be asked before
	why     press.Trouble // why next is far away
	strikes int           // times in a row that the host asked for less without a term
}

func newHosts(n int) *hosts {
	return &hosts{max: n, by: map[string]*host{}, used: list.New()}
}

// get finds or makes the host, to be given back with put.
func (hs *hosts) get(key string) *host {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	h := hs.by[key]
	if h == nil {
		hs.forget()
		h = &host{key: key, busy: make(chan struct{}, 1)}
		h.place = hs.used.PushFront(h)
		hs.by[key] = h
	} else {
		hs.used.MoveToFront(h.place)
	}
	h.users++
	return h
}

func (hs *hosts) put(h *host) {
	hs.mu.Lock()
	defer hs.mu.Unlock()
	h.users--
}

// forget drops the longest unused hosts until there is room for one more.
func (hs *hosts) forget() {
	for e := hs.used.Back(); e != nil && len(hs.by) >= hs.max; {
		h, before := e.Value.(*host), e.Prev()
		if h.users == 0 {
			hs.used.Remove(e)
			delete(hs.by, h.key)
		}
		e = before
	}
}

// enter waits until no other request to the host is under way.
func (h *host) enter(ctx context.Context) error {
	select {
	case h.busy <- struct{}{}:
		return nil
	default:
	}
	select {
	case h.busy <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *host) leave() { <-h.busy }

// settle notes when the host may be asked again: after the pause, and after
// whatever it asked for. A 429 without a term doubles from a minute to an hour.
func (h *host) settle(now time.Time, pause time.Duration, ask hint) {
	h.why = ask.trouble
	if ask.failed {
		ask.after = min(time.Minute<<min(h.strikes, 10), time.Hour)
		h.strikes++
	} else if ask.trouble == press.NoTrouble {
		h.strikes = 0
	}
	h.next = now.Add(max(pause, ask.after))
}
