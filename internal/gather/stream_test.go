package gather

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/town"
)

func TestEvents(t *testing.T) {
	tests := []struct {
		name, in string
		want     []string // "-": a sign of life
		fails    bool
	}{
		{"nothing", "", nil, false},
		{"as Mastodon writes", ":)\nevent: update\ndata: {\"id\":\"1\"}\n\n:thump\nevent: delete\ndata: 1\n\n", []string{"-", "update", "-", "delete"}, false},
		{"CRLF, several lines of data", "event:update\r\ndata: {\r\ndata: }\r\n\r\n", []string{"update"}, false},
		{"no data is no event", "event: update\n\n", nil, false},
		{"no name", "data: {}\n\n", nil, false},
		{"breaks off", "event: update\ndata: {}\n", nil, false},
		{"a line without end", "data: " + strings.Repeat("x", streamLine), nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			err := events(strings.NewReader(tt.in), func(event string) {
				if event == "" {
					event = "-"
				}
				got = append(got, event)
			})
			if !slices.Equal(got, tt.want) || (err != nil) != tt.fails {
				t.Errorf("events = %q, %v; want %q", got, err, tt.want)
			}
		})
	}
}

func FuzzEvents(f *testing.F) {
	f.Add("event: update\ndata: {}\n\n:thump\n")
	f.Fuzz(func(t *testing.T, in string) {
		n := 0
		_ = events(strings.NewReader(in), func(string) { n++ })
		if n > strings.Count(in, "\n") {
			t.Errorf("%d events in %d lines", n, strings.Count(in, "\n"))
		}
	})
}

func TestStreams(t *testing.T) {
	source := func(params map[string]string) press.Source {
		return press.Source{Kind: "mastodon", URL: "https://social.example", Params: params}
	}
	for want, params := range map[string]map[string]string{
		"/api/v1/streaming/hashtag?tag=Suwa%C5%82ki": {"tag": "#Suwałki", "stream": "tak"},
		"/api/v1/streaming/public/local":             {"public": "local", "stream": "tak"},
		"/api/v1/streaming/public":                   {"public": "all", "stream": "tak"},
	} {
		if got := streamPath(source(params)); got != want || !Streams(source(params)) {
			t.Errorf("%v: %q, want %q", params, got, want)
		}
	}
	for _, params := range []map[string]string{{"tag": "x"}, {"account": "ratusz", "stream": "tak"}, {"search": "x", "stream": "tak"}, {"tag": "x", "stream": "nie"}} {
		if Streams(source(params)) {
			t.Errorf("%v: streamed", params)
		}
	}
}

// TestStream listens to the town's social server: what has the hashtag is
// heard, and only that.
func TestStream(t *testing.T) {
	place, err := town.Start(context.WithoutCancel(t.Context()), town.Options{Bare: true})
	if err != nil {
		t.Fatal(err)
	}
	defer place.Close()
	c := NewClient(Options{AllowPrivate: []string{"127.0.0.0/8"}, Pause: -1})
	defer c.Close()
	sources := place.Sources()
	src := sources[slices.IndexFunc(sources, func(s press.Source) bool { return Streams(s) })]
	ctx, cancel := context.WithCancel(t.Context())
	heard, ended := make(chan struct{}, 8), make(chan error, 1)
	go func() { ended <- Stream(ctx, c, src, func() { heard <- struct{}{} }) }()
	for place.Listeners() == 0 {
		select {
		case err := <-ended:
			t.Fatalf("ended at once: %v", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
	place.Post("puchalik", "Bez znacznika nikt tego nie usłyszy")
	place.Post("puchalik", "Na moście stoją znowu #Grodzisko")
	<-heard
	cancel()
	<-ended
	if len(heard) > 0 {
		t.Error("a post without the hashtag was heard")
	}
}

// TestStreamRefused: what is no stream, or is not allowed, is told for what it
// is and leaves no connection.
func TestStreamRefused(t *testing.T) {
	answer := func(w http.ResponseWriter) {}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answer(w) }))
	defer s.Close()
	c := NewClient(Options{AllowPrivate: []string{"127.0.0.0/8"}, Pause: -1})
	defer c.Close()
	src := press.Source{Kind: "mastodon", URL: s.URL, Params: map[string]string{"public": "all", "stream": "tak"}}
	for want, say := range map[press.Trouble]func(http.ResponseWriter){
		press.Trouble403:    func(w http.ResponseWriter) { w.WriteHeader(http.StatusUnauthorized) },
		press.TroubleNoFeed: func(w http.ResponseWriter) { w.Header().Set("Content-Type", "text/html") },
		press.TroubleStatus: func(w http.ResponseWriter) {
			w.Header().Set("Location", "http://169.254.169.254/")
			w.WriteHeader(http.StatusFound)
		},
		press.NoTrouble: func(w http.ResponseWriter) { w.Header().Set("Content-Type", "text/event-stream") },
	} {
		answer = say
		if got := TroubleOf(Stream(t.Context(), c, src, func() {})); got != want {
			t.Errorf("trouble %q, want %q", got, want)
		}
	}
	if got := TroubleOf(Stream(t.Context(), NewClient(Options{Pause: -1}), src, func() {})); got != press.TroubleGuard {
		t.Errorf("a server in the private network: %q", got)
	}
}
