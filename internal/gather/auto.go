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

// listAuto lists what was found for the home page, and looks anew when nothing
// was found yet, when it was long ago, or when what was found is gone.
func listAuto(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	now := c.opts.Now()
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
	best := found.Candidates[0]
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
	l.State.Kind, l.State.URL, l.State.FoundAt = st.Kind, st.URL, st.FoundAt
	return l, nil
}
