package gather

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	"prasowka/internal/press"
)

func youtubeKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "youtube", URL: "adres kanału: https://www.youtube.com/channel/UC… albo https://www.youtube.com/@nazwa",
		Doc: "Filmy kanału YouTube, przez jego kanał Atom.",
	}, list: listYouTube}
}

var (
	channelID   = regexp.MustCompile(`\bUC[\w-]{22}\b`)
	channelMeta = regexp.MustCompile(`(?:itemprop="(?:identifier|channelId)" content="|channel_id=|"externalId":"|"channelId":"|youtube\.com/channel/)(UC[\w-]{22})`)
)

// listYouTube reads the channel's feed. The feed is an interface for readers,
// so it is asked for like one; the channel's page, which is asked only to learn
// the channel's number, is not.
func listYouTube(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	id := channelID.FindString(src.URL)
	if id == "" && channelID.MatchString(st.Cursor) {
		id = st.Cursor
	}
	if id == "" {
		res, err := c.Get(ctx, src.URL, Conditional{})
		if err != nil {
			return nil, err
		}
		m := channelMeta.FindSubmatch(res.Body)
		if m == nil {
			return nil, trouble(press.TroubleParse, src.URL, "no channel number on the page")
		}
		id = string(m[1])
	}
	server, err := origin(src.URL, "https://www.youtube.com")
	if err != nil {
		return nil, err
	}
	l, err := listFeedAt(withAPI(ctx), c, server+"/feeds/videos.xml?channel_id="+url.QueryEscape(id), st)
	if err != nil {
		return nil, err
	}
	l.State.Cursor, l.Format = id, "youtube channel"
	for i := range l.Items {
		item := &l.Items[i]
		item.Post = &press.Post{Network: "youtube", Handle: item.Author}
	}
	return l, nil
}

func redditKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "reddit", URL: "https://www.reddit.com/r/nazwa albo https://www.reddit.com/user/nazwa",
		Doc:    "Wpisy z Reddita, przez kanał Atom forum, użytkownika albo wyszukiwania.",
		Params: []ParamInfo{{Name: "search", Doc: "szukane słowa (w forum z adresu, a bez niego wszędzie)"}},
	}, list: listReddit}
}

// listReddit reads a feed of Reddit, an interface for readers with strict
// limits: a 429 is usual and its Retry-After is kept.
func listReddit(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	u, err := url.Parse(src.URL)
	if err != nil || u.Host == "" {
		return nil, &press.Invalid{Field: "url", Why: "podaj adres forum albo użytkownika Reddita"}
	}
	path := strings.TrimSuffix(strings.TrimSuffix(strings.TrimRight(u.Path, "/"), ".rss"), "/new")
	q := url.Values{"limit": {"50"}}
	if search := src.Params["search"]; search != "" {
		q.Set("q", search)
		q.Set("sort", "new")
		if path != "" {
			q.Set("restrict_sr", "1")
		}
		path += "/search"
	} else if strings.HasPrefix(path, "/r/") {
		path += "/new/"
	} else {
		path += "/"
	}
	l, err := listFeedAt(withAPI(ctx), c, u.Scheme+"://"+u.Host+path+".rss?"+q.Encode(), st)
	if err != nil {
		return nil, err
	}
	l.Format = "reddit"
	for i := range l.Items {
		item := &l.Items[i]
		item.Author = strings.TrimPrefix(item.Author, "/u/")
		if item.Summary == "" {
			item.Summary = summary(item.Content)
		}
		item.Post = &press.Post{Network: "reddit", Handle: "u/" + item.Author}
	}
	return l, nil
}
