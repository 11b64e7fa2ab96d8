package gather

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/press"
)

func facebookKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "facebook", URL: "https://graph.facebook.com (albo pusty)", NoURL: true,
		Doc: "Wpisy własnej strony miasta na Facebooku, przez Graph API z kluczem strony.",
		Params: append([]ParamInfo{
			{Name: "page", Doc: "identyfikator strony", Required: true},
			{Name: "version", Doc: "wersja interfejsu, domyślnie v23.0"},
		}, tokenParams("; wymagany jeden z dwóch")...),
	}, list: listFacebook}
}

const (
	graphHost    = "https://graph.facebook.com"
	graphVersion = "v23.0"
	graphFields  = "id,message,story,created_time,updated_time,permalink_url,from{name},full_picture,shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)"
)

type graphPost struct {
	ID        string `json:"id"`
	Message   string `json:"message"`
	Story     string `json:"story"`
	Created   string `json:"created_time"`
	Updated   string `json:"updated_time"`
	Permalink string `json:"permalink_url"`
	Picture   string `json:"full_picture"`
	From      struct {
		Name string `json:"name"`
	} `json:"from"`
	Shares struct {
		Count int `json:"count"`
	} `json:"shares"`
	Comments  graphCount `json:"comments"`
	Reactions graphCount `json:"reactions"`
}

type graphCount struct {
	Summary struct {
		Total int `json:"total_count"`
	} `json:"summary"`
}

func listFacebook(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	server, err := origin(src.URL, graphHost)
	if err != nil {
		return nil, err
	}
	token, err := tokenOf(src)
	if err != nil {
		return nil, err
	}
	if token == "" {
		return nil, &press.Invalid{Field: "params.token_file", Why: "Graph API wymaga klucza strony: podaj token_file albo token_env"}
	}
	version := src.Params["version"]
	if version == "" {
		version = graphVersion
	}
	q := url.Values{"fields": {graphFields}, "limit": {"50"}}
	if _, err := strconv.ParseInt(st.Cursor, 10, 64); err == nil {
		q.Set("since", st.Cursor)
	}
	l := &Listing{State: st, URL: server, Format: "facebook page"}
	base := server + "/" + url.PathEscape(version) + "/" + url.PathEscape(src.Params["page"]) + "/posts"
	newest := int64(num(st.Cursor))
	for page := 0; ; page++ {
		var answer struct {
			Data   []graphPost `json:"data"`
			Paging struct {
				Cursors struct {
					After string `json:"after"`
				} `json:"cursors"`
				Next string `json:"next"`
			} `json:"paging"`
		}
		if err := askGraph(ctx, c, base+"?"+q.Encode(), token, &answer); err != nil {
			if page > 0 && TroubleOf(err) == press.Trouble429 {
				l.Truncated = true
				break
			}
			return nil, err
		}
		for _, p := range answer.Data {
			item := p.item()
			newest = max(newest, unix(item.Published))
			l.Title = p.From.Name
			l.Items = append(l.Items, item)
		}
		if answer.Paging.Next == "" || len(answer.Data) == 0 || st.Cursor == "" {
			break
		}
		if page+1 == maxPages {
			l.Truncated = true
			break
		}
		// The address of the next page carries the key; the cursor does not.
		q.Set("after", answer.Paging.Cursors.After)
	}
	if newest > 0 {
		l.State.Cursor = strconv.FormatInt(newest, 10)
	}
	return l, nil
}

// askGraph reads the errors of the Graph API, which come as a 400 with a code
// (developers.facebook.com/docs/graph-api/guides/error-handling).
func askGraph(ctx context.Context, c *Client, address, token string, v any) error {
	req, err := http.NewRequestWithContext(withAPI(ctx), http.MethodGet, address, nil)
	if err != nil {
		return troubled(address, err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := c.http().Do(req)
	if err != nil {
		return troubled(address, err)
	}
	defer res.Body.Close()
	var raw json.RawMessage
	if err := json.NewDecoder(res.Body).Decode(&raw); err != nil && res.StatusCode < 300 {
		return &Error{Trouble: press.TroubleParse, Status: res.StatusCode, URL: address, Err: err}
	}
	if res.StatusCode < 300 {
		return json.Unmarshal(raw, v)
	}
	var told struct {
		Error struct {
			Message string `json:"message"`
			Code    int    `json:"code"`
		} `json:"error"`
	}
	e := &Error{Trouble: statusTrouble(res.StatusCode), Status: res.StatusCode, URL: address, RetryAfter: c.retryAfter(res.Header), Err: errors.New(res.Status)}
	if json.Unmarshal(raw, &told) != nil {
		return e
	}
	e.Err = fmt.Errorf("code %d: %s", told.Error.Code, told.Error.Message)
	switch code := told.Error.Code; {
	case code == 4 || code == 17 || code == 32 || code == 613 || (code >= 80000 && code < 80020):
		e.Trouble, e.RetryAfter = press.Trouble429, max(e.RetryAfter, time.Hour)
	case code == 190 || code == 102 || code == 10 || (code >= 200 && code < 300):
		e.Trouble = press.Trouble403
	case code == 803 || code == 100:
		e.Trouble = press.Trouble404
	case code == 1 || code == 2:
		e.Trouble = press.Trouble5xx
	}
	return e
}

func (p graphPost) item() press.Item {
	text := strings.TrimSpace(p.Message)
	if text == "" {
		text = strings.TrimSpace(p.Story)
	}
	item := press.Item{
		URL: p.Permalink, GUID: p.ID, Title: postTitle(text), Summary: text, Author: p.From.Name,
		Published: anyDate(p.Created), Updated: anyDate(p.Updated),
		Post: &press.Post{Network: "facebook", Handle: p.From.Name, Replies: p.Comments.Summary.Total, Shares: p.Shares.Count, Likes: p.Reactions.Summary.Total},
	}
	if item.URL == "" {
		item.URL = "https://www.facebook.com/" + p.ID
	}
	if p.Picture != "" {
		item.Media = []press.Enclosure{{URL: p.Picture, Type: "image/*"}}
	}
	return item
}
