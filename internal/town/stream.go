package town

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// listener is one open stream of the social server.
type listener struct {
	want func(SocialPost) bool
	news chan SocialPost
}

// thump is how often a stream says that it lives.
const thump = 15 * time.Second

// Listeners counts the streams of the social server that are open.
func (t *Town) Listeners() int {
	t.social.mu.Lock()
	defer t.social.mu.Unlock()
	return len(t.social.listeners)
}

// publish files a post and tells those who listen; s.mu is held. One who does
// not keep up misses it, as on the real thing.
func (s *social) publish(p SocialPost) {
	s.posts = append(s.posts, p)
	for l := range s.listeners {
		if l.want(p) {
			select {
			case l.news <- p:
			default:
			}
		}
	}
}

// stream answers /api/v1/streaming (docs.joinmastodon.org/methods/streaming):
// server-sent events "update" with a status, and a comment now and then. It is
// called without s.mu.
func (s *social) stream(w http.ResponseWriter, r *http.Request) {
	l := &listener{news: make(chan SocialPost, 64)}
	switch path := strings.TrimPrefix(r.URL.Path, "/api/v1/streaming/"); path {
	case "health":
		_, _ = w.Write([]byte("OK"))
		return
	case "public", "public/local":
		l.want = func(SocialPost) bool { return true }
	case "hashtag", "hashtag/local":
		tag := r.URL.Query().Get("tag")
		l.want = func(p SocialPost) bool {
			return slices.ContainsFunc(p.Tags, func(t string) bool { return strings.EqualFold(t, tag) })
		}
	default:
		s.fail(w, http.StatusNotFound, "Not found")
		return
	}
	s.mu.Lock()
	if code, _, ok := s.fault.status(); ok {
		s.mu.Unlock()
		s.fail(w, code, http.StatusText(code))
		return
	}
	s.listeners[l] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners, l)
	}()
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	if _, err := w.Write([]byte(":)\n")); err != nil || out.Flush() != nil {
		return
	}
	beat := time.NewTicker(thump)
	defer beat.Stop()
	for {
		line := ":thump\n"
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
		case p := <-l.news:
			s.mu.Lock()
			raw, err := json.Marshal(s.statusJSON(p))
			s.mu.Unlock()
			if err != nil {
				return // unreachable: only strings
			}
			line = fmt.Sprintf("event: update\ndata: %s\n\n", raw)
		}
		if _, err := w.Write([]byte(line)); err != nil || out.Flush() != nil {
			return
		}
	}
}
