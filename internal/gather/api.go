package gather

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/press"
)

// tokenParams are how a source names its key: the key itself never stands in
// the configuration.
func tokenParams(required string) []ParamInfo {
	return []ParamInfo{
		{Name: "token_file", Doc: "plik z kluczem dostępu" + required},
		{Name: "token_env", Doc: "zmienna środowiska z kluczem dostępu" + required},
	}
}

// tokenOf reads the key of a source from the file or the environment; empty
// when the source names none.
func tokenOf(src press.Source) (string, error) {
	if name := src.Params["token_env"]; name != "" {
		if v := strings.TrimSpace(os.Getenv(name)); v != "" {
			return v, nil
		}
		return "", &press.Invalid{Field: "params.token_env", Why: fmt.Sprintf("zmienna środowiska %s jest pusta", name)}
	}
	path := src.Params["token_file"]
	if path == "" {
		return "", nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", &press.Invalid{Field: "params.token_file", Why: fmt.Sprintf("pliku z kluczem nie da się odczytać: %v", err)}
	}
	return strings.TrimSpace(string(raw)), nil
}

// origin is the scheme and host of a source's address.
func origin(address, otherwise string) (string, error) {
	u, err := url.Parse(cmp.Or(strings.TrimSpace(address), otherwise))
	if err != nil || u.Host == "" {
		return "", &press.Invalid{Field: "url", Why: fmt.Sprintf("adres %q nie wskazuje serwera", address)}
	}
	return u.Scheme + "://" + u.Host, nil
}

// askJSON asks a documented interface and reads its answer into v. The limits
// that the server tells in its headers become the RetryAfter of a 429.
func askJSON(ctx context.Context, c *Client, address, token string, v any) (http.Header, error) {
	header := http.Header{"Accept": {"application/json"}}
	if token != "" {
		header.Set("Authorization", "Bearer "+token)
	}
	res, got, err := c.ask(withAPI(ctx), address, header)
	if err != nil {
		var e *Error
		if errors.As(err, &e) && e.Trouble == press.Trouble429 && e.RetryAfter == 0 {
			e.RetryAfter = rateReset(got, c.opts.Now())
		}
		return got, err
	}
	if err := json.Unmarshal(res.Body, v); err != nil {
		if t := pageTrouble(string(res.Body)); t != press.NoTrouble {
			return got, &Error{Trouble: t, Status: res.Status, URL: res.URL, Err: err}
		}
		return got, &Error{Trouble: press.TroubleParse, Status: res.Status, URL: res.URL, Err: err}
	}
	return got, nil
}

// rateReset reads when a spent budget is filled again: Mastodon's
// X-RateLimit-Reset is a date, Bluesky's RateLimit-Reset Unix seconds.
func rateReset(h http.Header, now time.Time) time.Duration {
	for _, name := range []string{"X-RateLimit-Reset", "RateLimit-Reset"} {
		v := h.Get(name)
		if at, err := time.Parse(time.RFC3339, v); err == nil {
			return max(at.Sub(now), 0)
		}
		if s, err := strconv.ParseInt(v, 10, 64); err == nil {
			if s > 1e9 {
				return max(time.Unix(s, 0).Sub(now), 0)
			}
			return time.Duration(max(s, 0)) * time.Second
		}
	}
	return 0
}

// spent tells whether the server says that the next request would be one too
// many.
func spent(h http.Header) bool {
	for _, name := range []string{"X-RateLimit-Remaining", "RateLimit-Remaining"} {
		if v := h.Get(name); v == "0" {
			return true
		}
	}
	return false
}

// maxPages bounds how far back one asking of a social source goes.
const maxPages = 5

// postTitle is the first line of a post, cut at a word, for lists and subjects.
func postTitle(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	runes := []rune(line)
	if len(runes) <= 120 {
		return line
	}
	cut := string(runes[:120])
	if i := strings.LastIndexByte(cut, ' '); i > 60 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,.;:–-") + "…"
}
