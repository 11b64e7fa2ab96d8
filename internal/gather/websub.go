package gather

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/press"
)

// A PushRequest is what a hub is asked for (WebSub, W3C Recommendation of
// 23 January 2018, section 5.1).
type PushRequest struct {
	Hub      string        // address of the hub
	Topic    string        // the address under which the hub knows the feed
	Callback string        // where the hub reaches us; hard to guess
	Secret   string        // key of its signatures; at most 199 bytes
	Lease    time.Duration // how long it shall last; the hub may grant less
}

// Subscribe asks a hub to push. A nil error means that the hub took the request
// (2xx): it still has to verify it at the callback. The error is an *Error.
// The hub is asked as documented interfaces are, whatever its robots.txt says.
func Subscribe(ctx context.Context, c *Client, s PushRequest) error {
	form := url.Values{
		"hub.mode": {"subscribe"}, "hub.topic": {s.Topic}, "hub.callback": {s.Callback},
		"hub.secret": {s.Secret}, "hub.lease_seconds": {strconv.Itoa(int(s.Lease.Seconds()))},
	}
	req, err := http.NewRequestWithContext(withAPI(ctx), http.MethodPost, s.Hub, strings.NewReader(form.Encode()))
	if err != nil {
		return &Error{Trouble: press.TroubleOther, URL: s.Hub, Err: err}
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	res, err := c.http().Do(req)
	if err != nil {
		return troubled(s.Hub, err)
	}
	defer res.Body.Close()
	if res.StatusCode < 200 || res.StatusCode > 299 {
		t := statusTrouble(res.StatusCode)
		if t == press.NoTrouble {
			t = press.TroubleStatus
		}
		return &Error{Trouble: t, Status: res.StatusCode, URL: s.Hub, RetryAfter: c.retryAfter(res.Header), Err: errors.New(res.Status)}
	}
	return nil
}

var linkEntry = regexp.MustCompile(`<([^<>]{1,1000})>((?:\s*;\s*[\w*-]+\s*(?:=\s*(?:"[^"]*"|[^\s",;]+))?)*)`)

var linkParam = regexp.MustCompile(`;\s*([\w*-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s",;]+)))?`)

// headerLink is the first target of a relation in the Link headers of an answer
// (RFC 8288); empty when there is none.
func headerLink(h http.Header, rel string) string {
	for _, m := range linkEntry.FindAllStringSubmatch(strings.Join(h.Values("Link"), ", "), 100) {
		for _, p := range linkParam.FindAllStringSubmatch(m[2], -1) {
			if strings.EqualFold(p[1], "rel") && slices.ContainsFunc(strings.Fields(p[2]+p[3]), func(name string) bool { return strings.EqualFold(name, rel) }) {
				return strings.TrimSpace(m[1])
			}
		}
	}
	return ""
}

// offer notes the hub that an answer's headers name: they come before what
// stands in the feed (section 4). Addresses are made absolute; a hub that is
// no address of the web is none.
func (l *Listing) offer(h http.Header, address string) {
	base, err := url.Parse(address)
	if err != nil {
		return
	}
	for rel, to := range map[string]*string{"hub": &l.Hub, "self": &l.Self} {
		if target := headerLink(h, rel); target != "" {
			*to = target
		}
		*to = absolute(base, *to)
		if !isAddress(*to) {
			*to = ""
		}
	}
	if l.Self == "" {
		l.Self = address
	}
	if l.Hub != "" {
		l.Notes = append(l.Notes, fmt.Sprintf("nadawca oferuje powiadomienia (WebSub): %s", l.Hub))
	}
}
