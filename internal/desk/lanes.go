package desk

import (
	"fmt"
	"sync"
	"time"
)

// maxLanes is how many hosts and channels are spoken to at once.
const maxLanes = 32

// lanes runs jobs beside each other, one at a time in each lane (a host, a
// channel), so that a slow one holds up nobody else.
type lanes struct {
	mu    sync.Mutex
	busy  map[string]bool
	rests map[string]time.Time // until when a lane takes no job
	room  int
	all   sync.WaitGroup
	freed chan struct{} // carries a wake-up when a lane is free again
	fell  func(lane string, err error)
}

// newLanes makes room for n jobs; fell is told of a job that panicked, which
// ends that job alone and not the house.
func newLanes(n int, fell func(lane string, err error)) *lanes {
	return &lanes{busy: map[string]bool{}, rests: map[string]time.Time{}, room: n, freed: make(chan struct{}, 1), fell: fell}
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
		if _, err := safely(func() (struct{}, error) { job(); return struct{}{}, nil }); err != nil {
			l.fell(lane, err)
		}
	})
	return true
}

// laneRest is how long a lane rests after an error of the house's own: what was
// due is due still, and without the rest would be asked for again at once.
const laneRest = time.Minute

// rest closes a lane for a while.
func (l *lanes) rest(lane string, until time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.rests[lane] = until
}

// resting tells whether a lane takes no job yet.
func (l *lanes) resting(lane string, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	until, ok := l.rests[lane]
	if ok && !now.Before(until) {
		delete(l.rests, lane)
		ok = false
	}
	return ok
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

// safely runs what handles the bytes of strangers: a panic of a library is an
// error of this job alone.
func safely[T any](f func() (T, error)) (v T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return f()
}
