package desk

import (
	"testing"
)

// TestLaneSurvivesPanic: a job that falls over frees its lane, is told of, and
// takes nothing down with it.
func TestLaneSurvivesPanic(t *testing.T) {
	fell := make(chan string, 1)
	l := newLanes(1, func(lane string, err error) { fell <- lane + ": " + err.Error() })
	if !l.try("list:kurier.example", func() { panic("feed with no end") }) {
		t.Fatal("an empty lane was taken")
	}
	l.wait()
	if got, want := <-fell, "list:kurier.example: panic: feed with no end"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	ran := false
	if !l.try("list:kurier.example", func() { ran = true }) {
		t.Fatal("the lane was not freed")
	}
	l.wait()
	if !ran {
		t.Error("the next job did not run")
	}
	select {
	case <-l.freed:
	default:
		t.Error("nobody was woken")
	}
}
