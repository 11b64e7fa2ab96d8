package gather

import (
	"cmp"
	"context"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

func telegramKind() kind {
	return kind{KindInfo: KindInfo{
		Name: "telegram", URL: "https://t.me/nazwa_kanału",
		Doc: "Wpisy publicznego kanału Telegrama, z jego strony podglądu.",
	}, list: listTelegram}
}

var telegramBackground = regexp.MustCompile(`background-image:url\('([^']+)'\)`)

// listTelegram reads the preview page of a channel from the newest post back to
// the one that was the newest last time.
func listTelegram(ctx context.Context, c *Client, src press.Source, st State) (*Listing, error) {
	u, err := url.Parse(src.URL)
	name := ""
	if err == nil {
		name = strings.Trim(strings.TrimPrefix(strings.TrimRight(u.Path, "/"), "/s/"), "/@")
	}
	if name == "" || u.Host == "" || strings.Contains(name, "/") {
		return nil, &press.Invalid{Field: "url", Why: "podaj adres publicznego kanału, np. https://t.me/nazwa"}
	}
	l := &Listing{State: st, Format: "telegram channel"}
	since := num(st.Cursor)
	newest := since
	before := 0
	for page := 0; ; page++ {
		address := u.Scheme + "://" + u.Host + "/s/" + url.PathEscape(name)
		if before > 0 {
			address += "?before=" + strconv.Itoa(before)
		}
		posts, oldest, err := l.telegramPage(ctx, c, address, name)
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			if p.number > since {
				l.Items = append(l.Items, p.item)
				newest = max(newest, p.number)
			}
		}
		if oldest <= since+1 || since == 0 || len(posts) == 0 {
			break
		}
		if page+1 == maxPages {
			l.Truncated = true
			break
		}
		before = oldest
	}
	slices.SortStableFunc(l.Items, func(a, b press.Item) int { return b.Published.Compare(a.Published) })
	l.State.Cursor = strconv.Itoa(newest)
	return l, nil
}

type telegramPost struct {
	number int
	item   press.Item
}

func (l *Listing) telegramPage(ctx context.Context, c *Client, address, channel string) (posts []telegramPost, oldest int, err error) {
	res, err := c.Get(ctx, address, Conditional{})
	if err != nil {
		return nil, 0, err
	}
	text, _ := polish.Decode(res.Body, res.Type)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(text))
	if err != nil {
		return nil, 0, &Error{Trouble: press.TroubleParse, URL: address, Err: err}
	}
	messages := doc.Find(".tgme_widget_message[data-post]")
	if messages.Length() == 0 && doc.Find(".tgme_channel_info, .tgme_channel_history").Length() == 0 {
		return nil, 0, &Error{Trouble: press.Trouble404, URL: address, Err: errors.New("no public preview: the channel does not exist or is private")}
	}
	l.URL = res.URL
	l.Title = cmp.Or(l.Title, plain(doc.Find(".tgme_channel_info_header_title").First().Text()))
	messages.Each(func(_ int, m *goquery.Selection) {
		data, _ := m.Attr("data-post")
		_, number, _ := strings.Cut(data, "/")
		n := num(number)
		if n == 0 {
			return
		}
		if oldest == 0 || n < oldest {
			oldest = n
		}
		posts = append(posts, telegramPost{number: n, item: telegramItem(m, data, channel)})
	})
	return posts, oldest, nil
}

func telegramItem(m *goquery.Selection, data, channel string) press.Item {
	body := m.Find(".tgme_widget_message_text").Last()
	inside, _ := body.Html()
	text := summary(inside)
	stamp, _ := m.Find(".tgme_widget_message_date time[datetime]").First().Attr("datetime")
	item := press.Item{
		URL: "https://t.me/" + data, GUID: "telegram:" + data, Title: postTitle(text), Summary: text, Content: inside,
		Author:    cmp.Or(plain(m.Find(".tgme_widget_message_from_author").First().Text()), plain(m.Find(".tgme_widget_message_owner_name").First().Text())),
		Published: anyDate(stamp),
		Post:      &press.Post{Network: "telegram", Handle: "@" + channel},
	}
	if reply, ok := m.Find("a.tgme_widget_message_reply").First().Attr("href"); ok {
		item.Post.ReplyTo = reply
	}
	m.Find("a.tgme_widget_message_photo_wrap").Each(func(_ int, a *goquery.Selection) {
		style, _ := a.Attr("style")
		if found := telegramBackground.FindStringSubmatch(style); found != nil {
			item.Media = append(item.Media, press.Enclosure{URL: found[1], Type: "image/*"})
		}
	})
	m.Find("video[src]").Each(func(_ int, v *goquery.Selection) {
		link, _ := v.Attr("src")
		item.Media = append(item.Media, press.Enclosure{URL: link, Type: "video/mp4"})
	})
	if item.Title == "" && len(item.Media) > 0 {
		item.Title = "(zdjęcie lub film bez podpisu)"
	}
	return item
}
