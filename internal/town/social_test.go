package town_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"prasowka/internal/town"
)

type status struct {
	ID        string                              `json:"id"`
	CreatedAt string                              `json:"created_at"`
	Content   string                              `json:"content"`
	URL       string                              `json:"url"`
	ReplyTo   *string                             `json:"in_reply_to_id"`
	Replies   int                                 `json:"replies_count"`
	Account   struct{ ID, Acct, Username string } `json:"account"`
	Tags      []struct{ Name, URL string }
}

// socialHome is the address of the social server without its slash.
func socialHome(t *testing.T, tw *town.Town) string {
	t.Helper()
	for _, o := range tw.Outlets() {
		if o.ID == town.Social {
			return strings.TrimSuffix(o.Home, "/")
		}
	}
	t.Fatal("no social server")
	return ""
}

func fetch[T any](t *testing.T, url string) (v T, h http.Header) {
	t.Helper()
	res := get(t, url)
	if res.status != 200 {
		t.Fatalf("%s: %d %s", url, res.status, res.body)
	}
	if err := json.Unmarshal(res.body, &v); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	return v, res.header
}

var nextLink = regexp.MustCompile(`<([^>]+)>; rel="next"`)

func TestHashtagTimelinePages(t *testing.T) {
	tw := open(t, town.Options{})
	base := socialHome(t, tw)
	seen := map[string]bool{}
	want := 0
	for _, p := range tw.Posts() {
		for _, tag := range p.Tags {
			if strings.EqualFold(tag, "grodzisko") {
				want++
			}
		}
	}
	page, last := base+"/api/v1/timelines/tag/grodzisko?limit=5", ""
	for page != "" {
		list, h := fetch[[]status](t, page)
		for _, s := range list {
			if seen[s.ID] || (last != "" && s.ID >= last) {
				t.Errorf("status %s comes twice or out of order", s.ID)
			}
			seen[s.ID], last = true, s.ID
			if !strings.Contains(s.Content, "<p>") || s.Account.Acct == "" || s.URL == "" || s.CreatedAt == "" {
				t.Errorf("status %+v", s)
			}
		}
		page = ""
		if m := nextLink.FindStringSubmatch(h.Get("Link")); m != nil && len(list) > 0 {
			page = m[1]
		}
		if h.Get("X-RateLimit-Limit") != "300" || h.Get("X-RateLimit-Remaining") == "" || h.Get("X-RateLimit-Reset") == "" {
			t.Errorf("rate headers: %v", h)
		}
	}
	if len(seen) != want || want < 12 {
		t.Errorf("%d posts by paging, %d in all", len(seen), want)
	}
}

func TestAccountsSearchAndThreads(t *testing.T) {
	tw := open(t, town.Options{})
	base := socialHome(t, tw)
	who, _ := fetch[struct{ ID, Acct string }](t, base+"/api/v1/accounts/lookup?acct=puchalik")
	posts, _ := fetch[[]status](t, base+"/api/v1/accounts/"+who.ID+"/statuses?exclude_replies=true")
	if len(posts) < 2 {
		t.Fatalf("puchalik has %d posts", len(posts))
	}
	for _, p := range posts {
		if p.Account.Acct != "puchalik" || p.ReplyTo != nil {
			t.Errorf("%+v", p)
		}
	}
	newer, _ := fetch[[]status](t, base+"/api/v1/accounts/"+who.ID+"/statuses?since_id="+posts[len(posts)-1].ID)
	if len(newer) == 0 || newer[0].ID != posts[0].ID {
		t.Errorf("since_id: %d posts", len(newer))
	}
	found, _ := fetch[struct{ Statuses []status }](t, base+"/api/v2/search?type=statuses&q="+url.QueryEscape("aneksy"))
	if len(found.Statuses) != 1 {
		t.Errorf("search: %d", len(found.Statuses))
	}
	thread, _ := fetch[struct{ Ancestors, Descendants []status }](t, base+"/api/v1/statuses/"+posts[len(posts)-1].ID+"/context")
	if len(thread.Descendants) == 0 {
		t.Error("the post about the bridge has no answers")
	}
	instance, _ := fetch[map[string]any](t, base+"/api/v2/instance")
	if instance["version"] == "" || instance["domain"] == "" {
		t.Errorf("instance: %v", instance)
	}
	if res := get(t, base+"/api/v1/accounts/lookup?acct=nikt"); res.status != 404 || !strings.Contains(string(res.body), "Record not found") {
		t.Errorf("unknown account: %d %s", res.status, res.body)
	}
	tw.LimitSocial(1)
	if res := get(t, base+"/api/v1/timelines/public"); res.status != 429 {
		t.Errorf("above the limit: %d", res.status)
	}
	if log, err := tw.Requests(town.Social); err != nil || len(log) < 7 {
		t.Errorf("log: %d, %v", len(log), err)
	}
}

func TestPostsAreWhole(t *testing.T) {
	tw := open(t, town.Options{})
	if n := len(tw.Posts()); n < 20 {
		t.Errorf("%d posts", n)
	}
	p := tw.Post("pogoda", "Pada śnieg. #Grodzisko")
	if res := get(t, p.URL); res.status != 200 || !strings.Contains(string(res.body), "Pada śnieg.") {
		t.Errorf("new post: %d", res.status)
	}
}
