package gather

import (
	"context"
	"fmt"
	"time"

	"prasowka/internal/press"
)

func autoKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "auto", URL: "adres strony głównej",
		Doc: "Sam znajduje kanał, mapę strony lub listę artykułów i pamięta, co znalazł.",
		Params: []ParamInfo{
			{Name: "only", Doc: "wyrażenie regularne, które musi pasować do adresu artykułu"},
			{Name: "not", Doc: "wyrażenie regularne, które nie może pasować do adresu artykułu"},
		},
	}, list: listAuto}
}

// rediscover is how long a found source is believed while it works.
const rediscover = 30 * 24 * time.Hour

// retryLost is how often a better source that broke is tried again.
const retryLost = 6 * time.Hour

// feedScore is what a candidate is worth from which on no broken feed beside it
// would be better.
const feedScore = 80

// Lost is a better source than the one that is listed: it is known, and broken.
type Lost struct {
	Kind    string        `json:"kind,omitempty"`
	URL     string        `json:"url,omitempty"`
	Trouble press.Trouble `json:"trouble,omitempty"`
	At      time.Time     `json:"at,omitzero"` // when it was last tried
}

// listAuto lists what was found for the home page, and looks anew when nothing
// was found yet, when it was long ago, or when what was found is gone. A source
// that had to be replaced is not forgotten: the listing says so, and it is
// taken up again when it works.
func listAuto(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	now := c.opts.Now()
	if st.Lost.URL != "" && now.Sub(st.Lost.At) >= retryLost {
		again := st
		again.Kind, again.URL, again.FoundAt, again.Lost = st.Lost.Kind, st.Lost.URL, now, Lost{}
		again.ETag, again.Modified, again.Cursor = "", "", ""
		l, err := listFound(ctx, c, src, again)
		if err == nil && len(l.Items) > 0 {
			return l, nil
		}
		st.Lost.At = now
	}
	var failed error
	if st.Kind != "" && now.Sub(st.FoundAt) < rediscover {
		l, err := listFound(ctx, c, src, st)
		if err == nil {
			return l, nil
		}
		switch TroubleOf(err) {
		case press.Trouble404, press.TroubleNoFeed, press.TroubleParse, press.TroubleEmpty, press.TroubleFormat, press.TroubleRobots:
			failed = err
		default:
			return nil, err
		}
	}
	found, err := Discover(ctx, c, src.URL)
	if err != nil {
		if failed != nil {
			return nil, failed
		}
		return nil, err
	}
	return listBest(ctx, c, src, st, found, failed)
}

// listBest lists the best of what was found, and notes what would be better
// and is broken: what was listed so far, or what the page itself names.
func listBest(ctx context.Context, c *Client, src press.Source, st State, found *Found, failed error) (*Listing, error) {
	now, best := c.opts.Now(), found.Candidates[0]
	switch {
	case failed != nil && st.URL != best.URL && st.Kind != "page":
		st.Lost = Lost{Kind: st.Kind, URL: st.URL, Trouble: TroubleOf(failed), At: now}
	case found.Broken.URL != "" && found.Broken.URL != best.URL && best.Score < feedScore:
		st.Lost = found.Broken
	case st.Lost.URL == best.URL:
		st.Lost = Lost{}
	}
	st.Kind, st.URL, st.FoundAt = best.Kind, best.URL, now
	st.ETag, st.Modified, st.Cursor = "", "", ""
	l, err := listFound(ctx, c, src, st)
	if err != nil {
		return nil, err
	}
	l.Notes = append(l.Notes, fmt.Sprintf("znaleziono źródło: %s %s (%s)", best.Kind, best.URL, best.Why))
	return l, nil
}

func listFound(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	k, ok := kindNamed(st.Kind)
	if !ok || st.Kind == "auto" {
		return nil, trouble(press.TroubleNoFeed, src.URL, "unknown kind %q", st.Kind)
	}
	src.Kind, src.URL = st.Kind, st.URL
	l, err := k.list(ctx, c, src, st)
	if err != nil {
		return nil, err
	}
	l.Kind = st.Kind
	l.State.Kind, l.State.URL, l.State.FoundAt, l.State.Lost = st.Kind, st.URL, st.FoundAt, st.Lost
	if st.Lost.URL != "" {
		l.Instead = fmt.Sprintf("%s nie działa (%s); zamiast niego czytamy %s", st.Lost.URL, st.Lost.Trouble.Why(), st.URL)
	}
	return l, nil
}
