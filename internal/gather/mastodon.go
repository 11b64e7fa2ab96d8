package gather

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"time"

	"prasowka/internal/press"
)

func mastodonKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "mastodon", URL: "adres serwera, np. https://mastodon.example; albo adres konta https://mastodon.example/@konto",
		Doc: "Wpisy z serwera zgodnego z Mastodonem: konto, hashtag, oś publiczna albo wyszukiwanie.",
		Params: append([]ParamInfo{
			{Name: "account", Doc: "konto, np. ratusz albo ratusz@inny.serwer"},
			{Name: "tag", Doc: "hashtag bez znaku #"},
			{Name: "public", Doc: "local: oś lokalna serwera; all: także to, co przychodzi z innych serwerów"},
			{Name: "search", Doc: "szukane słowa; serwery wymagają do tego klucza"},
			{Name: "stream", Doc: "tak: nasłuchuj hashtagu albo osi publicznej na żywo, jeśli serwer na to pozwala (nowsze wymagają klucza); pyta się go i tak, tylko prędzej"},
		}, tokenParams(" (dla szukania i nasłuchu)")...),
	}, list: listMastodon}
}

// publicLocal is the value of the parameter "public" that leaves other servers out.
const publicLocal = "local"

// mastodonStatus is a Status of docs.joinmastodon.org/entities/Status, as far
// as we read it.
type mastodonStatus struct {
	ID        string    `json:"id"`
	URI       string    `json:"uri"`
	URL       string    `json:"url"`
	CreatedAt time.Time `json:"created_at"`
	EditedAt  time.Time `json:"edited_at"`
	InReplyTo string    `json:"in_reply_to_id"`
	Spoiler   string    `json:"spoiler_text"`
	Content   string    `json:"content"`
	Replies   int       `json:"replies_count"`
	Reblogs   int       `json:"reblogs_count"`
	Favs      int       `json:"favourites_count"`
	Account   struct {
		Acct        string `json:"acct"`
		DisplayName string `json:"display_name"`
		URL         string `json:"url"`
	} `json:"account"`
	Reblog *struct{} `json:"reblog"`
	Tags   []struct {
		Name string `json:"name"`
	} `json:"tags"`
	Media []struct {
		Type        string `json:"type"`
		URL         string `json:"url"`
		Description string `json:"description"`
	} `json:"media_attachments"`
}

func listMastodon(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	server, err := origin(src.URL, "")
	if err != nil {
		return nil, err
	}
	token, err := tokenOf(src)
	if err != nil {
		return nil, err
	}
	l := &Listing{State: st, URL: server}
	account := src.Params["account"]
	if u, err := url.Parse(src.URL); err == nil && account == "" && strings.HasPrefix(u.Path, "/@") {
		account = strings.Trim(u.Path, "/@")
	}
	first, err := mastodonStart(ctx, c, server, token, account, src, l)
	if err != nil {
		return nil, err
	}
	newest, err := l.mastodonPages(ctx, c, first, token, st.Cursor)
	if err != nil {
		return nil, err
	}
	l.State.Cursor = newest
	return l, nil
}

// mastodonStart is the address of the first page.
func mastodonStart(ctx context.Context, c *Client, server, token, account string, src press.Source, l *Listing) (string, error) {
	q := url.Values{"limit": {"40"}}
	switch {
	case account != "":
		var who struct {
			ID   string `json:"id"`
			Name string `json:"display_name"`
		}
		if _, err := askJSON(ctx, c, server+"/api/v1/accounts/lookup?acct="+url.QueryEscape(strings.TrimPrefix(account, "@")), token, &who); err != nil {
			return "", err
		}
		l.Title, l.Format = plain(who.Name), "mastodon account"
		q.Set("exclude_reblogs", "true")
		return server + "/api/v1/accounts/" + url.PathEscape(who.ID) + "/statuses?" + q.Encode(), nil
	case src.Params["tag"] != "":
		tag := strings.TrimPrefix(src.Params["tag"], "#")
		l.Title, l.Format = "#"+tag, "mastodon tag"
		return server + "/api/v1/timelines/tag/" + url.PathEscape(tag) + "?" + q.Encode(), nil
	case src.Params["public"] != "":
		l.Title, l.Format = "oś publiczna", "mastodon public"
		if src.Params["public"] == publicLocal {
			l.Title = "oś lokalna"
			q.Set("local", "true")
		}
		return server + "/api/v1/timelines/public?" + q.Encode(), nil
	case src.Params["search"] != "":
		l.Title, l.Format = src.Params["search"], "mastodon search"
		q.Set("q", src.Params["search"])
		q.Set("type", "statuses")
		q.Set("resolve", "false")
		return server + "/api/v2/search?" + q.Encode(), nil
	}
	return "", &press.Invalid{Field: "params", Why: "podaj account, tag, public albo search"}
}

// mastodonPages reads pages from the newest back to the post that was the
// newest last time, and answers which is the newest now.
func (l *Listing) mastodonPages(ctx context.Context, c *Client, address, token, since string) (string, error) {
	newest := since
	for page := 0; address != ""; page++ {
		if page == maxPages {
			l.Truncated = true
			break
		}
		statuses, header, err := mastodonPage(ctx, c, address, token)
		if err != nil {
			if page > 0 && TroubleOf(err) == press.Trouble429 {
				l.Truncated = true // what was read is kept; the rest is older
				break
			}
			return "", err
		}
		reached := len(statuses) == 0
		for _, s := range statuses {
			if !later(s.ID, since) {
				reached = true
				continue
			}
			if later(s.ID, newest) {
				newest = s.ID
			}
			if s.Reblog == nil {
				l.Items = append(l.Items, s.item())
			}
		}
		address = headerLink(header, "next")
		if reached || since == "" {
			break // the first asking takes one page: older posts are history
		}
		if spent(header) {
			l.Truncated = address != ""
			break
		}
	}
	return newest, nil
}

func mastodonPage(ctx context.Context, c *Client, address, token string) ([]mastodonStatus, http.Header, error) {
	if strings.Contains(address, "/api/v2/search") {
		var found struct {
			Statuses []mastodonStatus `json:"statuses"`
		}
		header, err := askJSON(ctx, c, address, token, &found)
		return found.Statuses, header, err
	}
	var statuses []mastodonStatus
	header, err := askJSON(ctx, c, address, token, &statuses)
	return statuses, header, err
}

// later compares identities of Mastodon, which are numbers as strings.
func later(a, b string) bool {
	if len(a) != len(b) {
		return len(a) > len(b)
	}
	return a > b
}

func (s mastodonStatus) item() press.Item {
	text := summary(s.Content)
	if s.Spoiler != "" {
		text = plain(s.Spoiler) + "\n" + text
	}
	item := press.Item{
		URL: s.URL, GUID: s.URI, Title: postTitle(text), Summary: text, Content: s.Content,
		Author: plain(s.Account.DisplayName), Published: s.CreatedAt.UTC(), Updated: s.EditedAt.UTC(),
		Post: &press.Post{Network: "mastodon", Handle: "@" + s.Account.Acct, Replies: s.Replies, Shares: s.Reblogs, Likes: s.Favs},
	}
	if s.EditedAt.IsZero() {
		item.Updated = time.Time{}
	}
	if item.URL == "" {
		item.URL = s.URI
	}
	if item.Author == "" {
		item.Author = s.Account.Acct
	}
	if s.InReplyTo != "" && s.Account.URL != "" {
		if server, err := origin(s.URL, s.URI); err == nil {
			item.Post.ReplyTo = server + "/statuses/" + s.InReplyTo
		}
	}
	for _, t := range s.Tags {
		item.Tags = append(item.Tags, t.Name)
	}
	for _, m := range s.Media {
		item.Media = append(item.Media, press.Enclosure{URL: m.URL, Type: m.Type + "/*"})
	}
	return item
}
