package desk

import (
	"sync"
)

// maxLanes is how many hosts and channels are spoken to at once.
const maxLanes = 32

// lanes runs jobs beside each other, one at a time in each lane (a host, a
// channel), so that a slow one holds up nobody else.
type lanes struct {
	mu    sync.Mutex
	busy  map[string]bool
	room  int
	all   sync.WaitGroup
	freed chan struct{} // carries a wake-up when a lane is free again
}

func newLanes(n int) *lanes {
	return &lanes{busy: map[string]bool{}, room: n, freed: make(chan struct{}, 1)}
}

// try starts a job in a lane; false when the lane is busy or there is no room.
func (l *lanes) try(lane string, job func()) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.busy[lane] || l.room == 0 {
		return false
	}
	l.busy[lane] = true
	l.room--
	l.all.Go(func() {
		defer l.free(lane)
		job()
	})
	return true
}

func (l *lanes) free(lane string) {
	l.mu.Lock()
	delete(l.busy, lane)
	l.room++
	l.mu.Unlock()
	l.poke()
}

// poke wakes every stage.
func (l *lanes) poke() {
	select {
	case l.freed <- struct{}{}:
	default:
	}
}

// taken lists the busy lanes that begin with a prefix, without it.
func (l *lanes) taken(prefix string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var names []string
	for lane := range l.busy {
		if len(lane) > len(prefix) && lane[:len(prefix)] == prefix {
			names = append(names, lane[len(prefix):])
		}
	}
	return names
}

// wait answers when no job runs.
func (l *lanes) wait() { l.all.Wait() }
