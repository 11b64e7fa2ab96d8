package gather

import (
	"context"
	"net/url"
	"strings"
	"time"

	"prasowka/internal/press"
)

func blueskyKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "bluesky", URL: "https://public.api.bsky.app (albo pusty)", NoURL: true,
		Doc: "Wpisy z Bluesky: konto albo wyszukiwanie.",
		Params: append([]ParamInfo{
			{Name: "account", Doc: "konto, np. ratusz.example.social"},
			{Name: "search", Doc: "szukane słowa"},
		}, tokenParams("")...),
	}, list: listBluesky}
}

const blueskyPublic = "https://public.api.bsky.app"

// blueskyPost is app.bsky.feed.defs#postView, as far as we read it.
type blueskyPost struct {
	URI    string `json:"uri"` // at://did/app.bsky.feed.post/rkey
	Author struct {
		Handle      string `json:"handle"`
		DisplayName string `json:"displayName"`
	} `json:"author"`
	Record struct {
		Text      string    `json:"text"`
		CreatedAt time.Time `json:"createdAt"`
		Tags      []string  `json:"tags"`
		Reply     *struct {
			Parent struct {
				URI string `json:"uri"`
			} `json:"parent"`
		} `json:"reply"`
	} `json:"record"`
	Embed struct {
		External struct {
			URI   string `json:"uri"`
			Title string `json:"title"`
		} `json:"external"`
		Images []struct {
			Fullsize string `json:"fullsize"`
		} `json:"images"`
	} `json:"embed"`
	Replies   int       `json:"replyCount"`
	Reposts   int       `json:"repostCount"`
	Likes     int       `json:"likeCount"`
	IndexedAt time.Time `json:"indexedAt"`
}

func listBluesky(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	server, err := origin(src.URL, blueskyPublic)
	if err != nil {
		return nil, err
	}
	token, err := tokenOf(src)
	if err != nil {
		return nil, err
	}
	l := &Listing{State: st, URL: server}
	q := url.Values{"limit": {"50"}}
	var method string
	switch account, search := src.Params["account"], src.Params["search"]; {
	case account != "":
		method, l.Format, l.Title = "app.bsky.feed.getAuthorFeed", "bluesky account", account
		q.Set("actor", strings.TrimPrefix(account, "@"))
		q.Set("filter", "posts_with_replies")
	case search != "":
		method, l.Format, l.Title = "app.bsky.feed.searchPosts", "bluesky search", search
		q.Set("q", search)
		q.Set("sort", "latest")
	default:
		return nil, &press.Invalid{Field: "params", Why: "podaj account albo search"}
	}
	since, _ := time.Parse(time.RFC3339Nano, st.Cursor) // the zero time: the first asking
	newest, err := l.blueskyPages(ctx, c, server+"/xrpc/"+method, q, token, since)
	if err != nil {
		return nil, err
	}
	if !newest.IsZero() {
		l.State.Cursor = newest.UTC().Format(time.RFC3339Nano)
	}
	return l, nil
}

// blueskyPages reads from the newest post back to what was indexed last time.
func (l *Listing) blueskyPages(ctx context.Context, c *Client, address string, q url.Values, token string, since time.Time) (time.Time, error) {
	newest := since
	for page := 0; ; page++ {
		var answer struct {
			Cursor string        `json:"cursor"`
			Posts  []blueskyPost `json:"posts"`
			Feed   []struct {
				Post   blueskyPost `json:"post"`
				Reason *struct{}   `json:"reason"` // a repost
			} `json:"feed"`
		}
		header, err := askJSON(ctx, c, address+"?"+q.Encode(), token, &answer)
		if err != nil {
			if page > 0 && TroubleOf(err) == press.Trouble429 {
				l.Truncated = true
				return newest, nil
			}
			return newest, err
		}
		posts := answer.Posts
		for _, f := range answer.Feed {
			if f.Reason == nil {
				posts = append(posts, f.Post)
			}
		}
		reached := len(posts) == 0 && len(answer.Feed) == 0
		for _, p := range posts {
			if !p.IndexedAt.After(since) {
				reached = true
				continue
			}
			if p.IndexedAt.After(newest) {
				newest = p.IndexedAt
			}
			l.Items = append(l.Items, p.item())
		}
		if reached || since.IsZero() || answer.Cursor == "" {
			return newest, nil
		}
		if spent(header) || page+1 == maxPages {
			l.Truncated = true
			return newest, nil
		}
		q.Set("cursor", answer.Cursor)
	}
}

// blueskyAddress makes the address that people open of an at:// address.
func blueskyAddress(uri, handle string) string {
	parts := strings.Split(strings.TrimPrefix(uri, "at://"), "/")
	if len(parts) < 3 {
		return ""
	}
	if handle == "" || handle == "handle.invalid" {
		handle = parts[0]
	}
	return "https://bsky.app/profile/" + url.PathEscape(handle) + "/post/" + url.PathEscape(parts[len(parts)-1])
}

func (p blueskyPost) item() press.Item {
	text := summary(strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(p.Record.Text))
	published := p.Record.CreatedAt
	if published.IsZero() || published.After(p.IndexedAt) {
		published = p.IndexedAt // the author's clock is his own word
	}
	item := press.Item{
		URL: blueskyAddress(p.URI, p.Author.Handle), GUID: p.URI, Title: postTitle(text), Summary: text,
		Author: p.Author.DisplayName, Published: published.UTC(), Tags: p.Record.Tags,
		Post: &press.Post{Network: "bluesky", Handle: "@" + p.Author.Handle, Replies: p.Replies, Shares: p.Reposts, Likes: p.Likes},
	}
	if item.Author == "" {
		item.Author = p.Author.Handle
	}
	if p.Record.Reply != nil {
		item.Post.ReplyTo = blueskyAddress(p.Record.Reply.Parent.URI, "")
	}
	if e := p.Embed.External; e.URI != "" {
		item.Media = append(item.Media, press.Enclosure{URL: e.URI, Type: "text/html"})
	}
	for _, image := range p.Embed.Images {
		item.Media = append(item.Media, press.Enclosure{URL: image.Fullsize, Type: "image/*"})
	}
	return item
}
