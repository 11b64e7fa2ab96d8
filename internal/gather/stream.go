package gather

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"prasowka/internal/press"
)

// Streams reports whether a source is to be listened to live, besides being
// asked as ever.
func Streams(src press.Source) bool {
	return src.Kind == "mastodon" && yes(src.Params["stream"]) && streamPath(src) != ""
}

func yes(s string) bool { return s == "tak" || s == "true" || s == "yes" }

// streamPath is the streaming endpoint of a timeline
// (docs.joinmastodon.org/methods/streaming); accounts and searches have none.
func streamPath(src press.Source) string {
	switch {
	case src.Params["account"] != "":
		return ""
	case src.Params["tag"] != "":
		return "/api/v1/streaming/hashtag?tag=" + url.QueryEscape(strings.TrimPrefix(src.Params["tag"], "#"))
	case src.Params["public"] == publicLocal:
		return "/api/v1/streaming/public/local"
	case src.Params["public"] != "":
		return "/api/v1/streaming/public"
	}
	return ""
}

// Bounds of a stream.
const (
	streamQuiet = 90 * time.Second // a server sends a sign of life every 15 s
	streamLine  = 256 << 10        // a longer line is not read
	streamLife  = time.Hour        // then it is opened anew
)

// Stream listens to a timeline by server-sent events and calls heard for each
// new post, until ctx ends, the server closes or falls silent, or an hour is
// over. The posts themselves are not taken from here: a stream only wakes
// whoever asks for them. It answers nil when it worked and ended; else an
// *Error.
func Stream(ctx context.Context, c *Client, src press.Source, heard func()) error {
	server, err := origin(src.URL, "")
	if err != nil {
		return err
	}
	token, err := tokenOf(src)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, streamLife, errLife)
	defer cancel()
	address := server + streamPath(src)
	res, err := c.open(ctx, address, token)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if kind, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type")); kind != "text/event-stream" {
		return trouble(press.TroubleNoFeed, address, "%q instead of a stream", kind)
	}
	quiet := time.AfterFunc(streamQuiet, cancel)
	defer quiet.Stop()
	err = events(res.Body, func(event string) {
		quiet.Reset(streamQuiet)
		if event == "update" {
			heard()
		}
	})
	if err == nil || errors.Is(context.Cause(ctx), errLife) {
		return nil
	}
	if ctx.Err() != nil {
		return trouble(press.TroubleSlow, address, "no sign of life for %s", streamQuiet)
	}
	return troubled(address, err)
}

var errLife = errors.New("a stream is opened anew every hour")

// events reads server-sent events (html.spec.whatwg.org, 9.2) and tells the
// name of each when it is whole, and "" for a sign of life.
func events(r io.Reader, tell func(event string)) error {
	in := bufio.NewReaderSize(r, streamLine)
	name, data := "", false
	for {
		line, err := in.ReadSlice('\n')
		if err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err // bufio.ErrBufferFull among them
		}
		text := strings.TrimRight(string(line), "\r\n")
		field, value, _ := strings.Cut(text, ":")
		switch {
		case text == "":
			if data && name != "" {
				tell(name)
			}
			name, data = "", false
		case field == "event":
			name = strings.TrimSpace(value)
		case field == "data":
			data = true
		default:
			tell("") // a comment: ":thump"
		}
	}
}

// open begins an answer that does not end. The host's turn is held only until
// its headers are there, so that the host can be asked meanwhile.
func (c *Client) open(ctx context.Context, address, token string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil || (req.URL.Scheme != "http" && req.URL.Scheme != "https") {
		return nil, trouble(press.TroubleGuard, address, "no address of the web")
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "text/event-stream")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	h := c.hosts.get(hostKey(req.URL))
	defer c.hosts.put(h)
	if err := h.enter(ctx); err != nil {
		return nil, troubled(address, err)
	}
	defer h.leave()
	if d := h.next.Sub(c.opts.Now()); d > 0 {
		if d > c.opts.MaxWait {
			return nil, &Error{Trouble: press.Trouble429, URL: address, RetryAfter: d, Err: errors.New("the host asked to be left alone")}
		}
		if err := c.opts.Wait(ctx, d); err != nil {
			return nil, troubled(address, err)
		}
	}
	res, err := c.base.RoundTrip(req)
	h.settle(c.opts.Now(), max(c.opts.Pause, 0), c.retryHint(res))
	if err != nil {
		return nil, troubled(address, c.told(ctx, err))
	}
	if res.StatusCode != http.StatusOK {
		_ = res.Body.Close()
		t := statusTrouble(res.StatusCode)
		if t == press.NoTrouble {
			t = press.TroubleStatus
		}
		return nil, &Error{Trouble: t, Status: res.StatusCode, URL: address, RetryAfter: c.retryAfter(res.Header), Err: fmt.Errorf("stream: %s", res.Status)}
	}
	return res, nil
}
