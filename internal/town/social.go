package town

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// wpisy holds the social posts: "nick|-3h|likes,shares|text" a line; a line
// that begins with ">" answers the post above. nicki holds the accounts:
// "nick|name|description". Lines marked "+" wait for Tick.
var (
	//go:embed posts/wpisy.txt
	wpisy string
	//go:embed posts/konta.txt
	konta string
)

// A SocialPost is one status of the town's social server.
type SocialPost struct {
	ID      string
	Acct    string
	URL     string
	Text    string // plain, paragraphs by newline
	Tags    []string
	ReplyTo string // ID
	At      time.Time
	Likes   int
	Shares  int
	Gone    bool
}

// account is one account of the server.
type account struct {
	id, acct, name, note string
	made                 time.Time
}

// social speaks the part of the Mastodon API that needs no log-in.
type social struct {
	*server
	town *Town
	log  ring[Request]

	mu       sync.Mutex
	accounts []account
	posts    []SocialPost // oldest first
	queue    []SocialPost
	fault    Fault
	window   time.Time // start of the rate-limit window
	asked    int       // requests within it
	limit    int       // requests a window

	listeners map[*listener]bool
}

// The documented default: 300 requests in 5 minutes.
const (
	rateLimit  = 300
	rateWindow = 5 * time.Minute
)

func newSocial(t *Town) *social {
	s := &social{server: &server{}, town: t, log: ring[Request]{max: t.opts.Keep}, limit: rateLimit, listeners: map[*listener]bool{}}
	for i, line := range strings.Split(strings.TrimSpace(konta), "\n") {
		p := strings.SplitN(line, "|", 3)
		s.accounts = append(s.accounts, account{id: strconv.Itoa(110000000000000001 + i*997), acct: p[0], name: p[1], note: p[2], made: t.start.AddDate(-2, 0, -i)})
	}
	if t.opts.Bare {
		return s
	}
	for line := range strings.Lines(wpisy) {
		s.read(strings.TrimSpace(line))
	}
	slices.SortStableFunc(s.posts, func(a, b SocialPost) int { return a.At.Compare(b.At) })
	return s
}

// read files one line of wpisy.
func (s *social) read(line string) {
	if line == "" {
		return
	}
	waits, reply := strings.HasPrefix(line, "+"), strings.HasPrefix(line, ">")
	p := strings.SplitN(strings.TrimLeft(line, "+>"), "|", 4)
	if len(p) != 4 {
		return // a test counts the lines
	}
	d, err := age(p[1])
	if err != nil {
		return
	}
	at := s.town.start.Add(-d)
	post := s.compose(p[0], s.town.dates(p[3], at), at)
	_, _ = fmt.Sscanf(p[2], "%d,%d", &post.Likes, &post.Shares) // both stay 0 otherwise
	if reply && len(s.posts) > 0 {
		post.ReplyTo = s.posts[len(s.posts)-1].ID
	}
	if waits {
		s.queue = append(s.queue, post)
		return
	}
	s.posts = append(s.posts, post)
}

var hashtag = regexp.MustCompile(`#([\p{L}\p{N}_]+)`)

// compose makes a post. IDs are snowflakes as Mastodon's: milliseconds << 16.
func (s *social) compose(acct, text string, at time.Time) SocialPost {
	id := strconv.FormatInt(at.UnixMilli()<<16|int64(hash(acct+text)&0xffff), 10)
	p := SocialPost{ID: id, Acct: acct, Text: strings.ReplaceAll(text, "\\n", "\n"), At: at}
	for _, m := range hashtag.FindAllStringSubmatch(text, -1) {
		p.Tags = append(p.Tags, m[1])
	}
	return p
}

// Posts lists the social server's posts, oldest first.
func (t *Town) Posts() []SocialPost {
	t.social.mu.Lock()
	defer t.social.mu.Unlock()
	out := slices.Clone(t.social.posts)
	for i := range out {
		out[i].URL = t.social.link(out[i])
	}
	return out
}

// Post publishes a status under an account of the server.
func (t *Town) Post(acct, text string) SocialPost {
	s := t.social
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.compose(acct, text, t.Now())
	p.URL = s.link(p)
	s.publish(p)
	return p
}

// tick publishes the next waiting post, or a remark on the weather.
func (s *social) tick(now time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) > 0 {
		p := s.queue[0]
		s.queue = s.queue[1:]
		fresh := s.compose(p.Acct, p.Text, now)
		fresh.Likes, fresh.Shares = p.Likes, p.Shares
		s.publish(fresh)
		return
	}
	at := local(now)
	s.publish(s.compose("pogoda", fmt.Sprintf("Godzina %s, nad jeziorem Sierpne %d°C, wiatr %d km/h. #Grodzisko #pogoda", at.Format("15:04"), 2+at.Minute()%9, 5+at.Second()%20), now))
}

func (s *social) setFault(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = f
}

func (s *social) link(p SocialPost) string { return s.URL() + "/@" + p.Acct + "/" + p.ID }

// ServeHTTP answers the API and plain pages.
func (s *social) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := &recorder{ResponseWriter: w}
	done := s.log.enter()
	defer func() {
		s.log.add(Request{At: time.Now(), Method: r.Method, Path: r.URL.RequestURI(), UserAgent: r.UserAgent(),
			IfNoneMatch: r.Header.Get("If-None-Match"), IfModified: r.Header.Get("If-Modified-Since"),
			Encoding: r.Header.Get("Accept-Encoding"), Status: rec.status, Open: done()})
	}()
	if strings.HasPrefix(r.URL.Path, "/api/v1/streaming/") {
		s.stream(rec, r)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.HasPrefix(r.URL.Path, "/api/") && !s.admit(rec) {
		return
	}
	if code, retry, ok := s.fault.status(); ok {
		if retry > 0 {
			rec.Header().Set("Retry-After", strconv.Itoa(retry))
		}
		s.fail(rec, code, http.StatusText(code))
		return
	}
	s.route(rec, r)
}

// admit counts a request against the rate limit and says so in the headers.
func (s *social) admit(w http.ResponseWriter) bool {
	now := s.town.Now()
	if now.Sub(s.window) >= rateWindow || now.Before(s.window) {
		s.window, s.asked = now, 0
	}
	s.asked++
	h := w.Header()
	h.Set("X-RateLimit-Limit", strconv.Itoa(s.limit))
	h.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, s.limit-s.asked)))
	h.Set("X-RateLimit-Reset", s.window.Add(rateWindow).UTC().Format("2006-01-02T15:04:05.000000Z"))
	if s.asked > s.limit {
		s.fail(w, http.StatusTooManyRequests, "Too many requests")
		return false
	}
	return true
}

// LimitSocial sets how many API requests the social server takes in 5 minutes
// (300 unless told); above it answers 429.
func (t *Town) LimitSocial(n int) {
	t.social.mu.Lock()
	defer t.social.mu.Unlock()
	t.social.limit = n
}

func (s *social) fail(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": text}) // the client has gone
}

// route finds what a path means; s.mu is held.
func (s *social) route(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.Trim(r.URL.Path, "/"), "/")
	path := strings.Join(parts, "/")
	switch {
	case path == "robots.txt":
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write([]byte("User-agent: *\nDisallow: /media_proxy/\nDisallow: /interact/\n"))
	case path == "api/v1/instance" || path == "api/v2/instance":
		reply(w, s.instance(parts[1]))
	case path == "api/v1/accounts/lookup":
		s.lookup(w, r.URL.Query().Get("acct"))
	case strings.HasPrefix(path, "api/v1/accounts/") && len(parts) == 4:
		s.one(w, func(a account) bool { return a.id == parts[3] })
	case strings.HasPrefix(path, "api/v1/accounts/") && len(parts) == 5 && parts[4] == "statuses":
		s.accountStatuses(w, r, parts[3])
	case strings.HasPrefix(path, "api/v1/timelines/tag/"):
		tag := parts[len(parts)-1]
		s.page(w, r, func(p SocialPost) bool {
			return slices.ContainsFunc(p.Tags, func(t string) bool { return strings.EqualFold(t, tag) })
		})
	case path == "api/v1/timelines/public":
		s.page(w, r, func(SocialPost) bool { return true })
	case path == "api/v2/search":
		s.search(w, r)
	case strings.HasPrefix(path, "api/v1/statuses/"):
		s.status(w, parts)
	case strings.HasPrefix(path, "api/"):
		s.fail(w, http.StatusNotFound, "The page you are looking for isn't here.")
	default:
		s.html(w, parts)
	}
}

func (s *social) instance(version string) map[string]any {
	v := map[string]any{"title": "Grodzisko.social", "version": "4.4.3", "description": "Serwer mieszkańców Grodziska nad Jeziorem", "languages": []string{"pl"}}
	if version == "v1" {
		v["uri"], v["short_description"] = s.Addr(), v["description"]
		v["stats"] = map[string]int{"user_count": len(s.accounts), "status_count": len(s.posts), "domain_count": 1}
	} else {
		v["domain"] = s.Addr()
		v["usage"] = map[string]any{"users": map[string]int{"active_month": len(s.accounts)}}
		v["configuration"] = map[string]any{"statuses": map[string]int{"max_characters": 500}}
	}
	return v
}

func (s *social) lookup(w http.ResponseWriter, acct string) {
	acct, _, _ = strings.Cut(strings.TrimPrefix(acct, "@"), "@")
	s.one(w, func(a account) bool { return strings.EqualFold(a.acct, acct) })
}

func (s *social) one(w http.ResponseWriter, is func(account) bool) {
	if i := slices.IndexFunc(s.accounts, is); i >= 0 {
		reply(w, s.accountJSON(s.accounts[i]))
		return
	}
	s.fail(w, http.StatusNotFound, "Record not found")
}

func (s *social) accountStatuses(w http.ResponseWriter, r *http.Request, id string) {
	i := slices.IndexFunc(s.accounts, func(a account) bool { return a.id == id })
	if i < 0 {
		s.fail(w, http.StatusNotFound, "Record not found")
		return
	}
	noReplies := r.URL.Query().Get("exclude_replies") == "true"
	s.page(w, r, func(p SocialPost) bool { return p.Acct == s.accounts[i].acct && (!noReplies || p.ReplyTo == "") })
}

// page answers one page of statuses, newest first, with Link headers: limit
// 20 by default and 40 at most, max_id, since_id and min_id as documented.
func (s *social) page(w http.ResponseWriter, r *http.Request, want func(SocialPost) bool) {
	q := r.URL.Query()
	limit := 20
	if n, err := strconv.Atoi(q.Get("limit")); err == nil && n > 0 {
		limit = min(n, 40)
	}
	maxID, sinceID, minID := number(q.Get("max_id")), number(q.Get("since_id")), number(q.Get("min_id"))
	var hits []SocialPost
	for _, p := range slices.Backward(s.posts) {
		id := number(p.ID)
		if p.Gone || !want(p) || (maxID > 0 && id >= maxID) || id <= sinceID || id <= minID {
			continue
		}
		hits = append(hits, p)
	}
	if len(hits) > limit {
		if minID > 0 { // the page right after min_id, not the newest
			hits = hits[len(hits)-limit:]
		} else {
			hits = hits[:limit]
		}
	}
	if len(hits) > 0 {
		link := func(key, id, rel string) string {
			v := r.URL.Query()
			v.Del("max_id")
			v.Del("min_id")
			v.Del("since_id")
			v.Set(key, id)
			return fmt.Sprintf("<%s%s?%s>; rel=%q", s.URL(), r.URL.Path, v.Encode(), rel)
		}
		w.Header().Set("Link", link("max_id", hits[len(hits)-1].ID, "next")+", "+link("min_id", hits[0].ID, "prev"))
	}
	list := make([]map[string]any, 0, len(hits))
	for _, p := range hits {
		list = append(list, s.statusJSON(p))
	}
	reply(w, list)
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0
	}
	return n
}

func (s *social) search(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	words := strings.Fields(strings.ToLower(q.Get("q")))
	out := map[string]any{"accounts": []any{}, "statuses": []any{}, "hashtags": []any{}}
	limit := 20
	if n, err := strconv.Atoi(q.Get("limit")); err == nil && n > 0 {
		limit = min(n, 40)
	}
	kind := q.Get("type")
	if len(words) > 0 && (kind == "" || kind == "statuses") {
		list := []any{}
		for _, p := range slices.Backward(s.posts) {
			text := strings.ToLower(p.Text)
			if !p.Gone && len(list) < limit && !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) }) {
				list = append(list, s.statusJSON(p))
			}
		}
		out["statuses"] = list
	}
	if len(words) > 0 && (kind == "" || kind == "accounts") {
		list := []any{}
		for _, a := range s.accounts {
			if strings.Contains(strings.ToLower(a.acct+" "+a.name), words[0]) {
				list = append(list, s.accountJSON(a))
			}
		}
		out["accounts"] = list
	}
	reply(w, out)
}

// status answers /api/v1/statuses/:id and …/context.
func (s *social) status(w http.ResponseWriter, parts []string) {
	i := slices.IndexFunc(s.posts, func(p SocialPost) bool { return p.ID == parts[3] && !p.Gone })
	if i < 0 {
		s.fail(w, http.StatusNotFound, "Record not found")
		return
	}
	if len(parts) == 4 {
		reply(w, s.statusJSON(s.posts[i]))
		return
	}
	up, down := []any{}, []any{}
	for _, p := range s.posts {
		if p.ID == s.posts[i].ReplyTo {
			up = append(up, s.statusJSON(p))
		}
		if p.ReplyTo == s.posts[i].ID {
			down = append(down, s.statusJSON(p))
		}
	}
	reply(w, map[string]any{"ancestors": up, "descendants": down})
}

func (s *social) accountJSON(a account) map[string]any {
	n := 0
	for _, p := range s.posts {
		if p.Acct == a.acct {
			n++
		}
	}
	return map[string]any{"id": a.id, "username": a.acct, "acct": a.acct, "display_name": a.name, "locked": false, "bot": a.acct == "pogoda",
		"note": "<p>" + html.EscapeString(a.note) + "</p>", "url": s.URL() + "/@" + a.acct, "uri": s.URL() + "/users/" + a.acct,
		"avatar": s.URL() + "/avatars/" + a.acct + ".png", "created_at": a.made.UTC().Format("2006-01-02T00:00:00.000Z"),
		"followers_count": 40 + int(hash(a.acct)%900), "following_count": 30, "statuses_count": n, "emojis": []any{}, "fields": []any{}}
}

func (s *social) statusJSON(p SocialPost) map[string]any {
	i := slices.IndexFunc(s.accounts, func(a account) bool { return a.acct == p.Acct })
	var author any
	if i >= 0 {
		author = s.accountJSON(s.accounts[i])
	}
	tags := []map[string]string{}
	for _, t := range p.Tags {
		tags = append(tags, map[string]string{"name": strings.ToLower(t), "url": s.URL() + "/tags/" + t})
	}
	var parent, parentAccount any
	replies := 0
	for _, q := range s.posts {
		if q.ID == p.ReplyTo {
			parent = q.ID
			if j := slices.IndexFunc(s.accounts, func(a account) bool { return a.acct == q.Acct }); j >= 0 {
				parentAccount = s.accounts[j].id
			}
		}
		if q.ReplyTo == p.ID {
			replies++
		}
	}
	return map[string]any{"id": p.ID, "created_at": p.At.UTC().Format("2006-01-02T15:04:05.000Z"), "in_reply_to_id": parent, "in_reply_to_account_id": parentAccount,
		"sensitive": false, "spoiler_text": "", "visibility": "public", "language": "pl", "uri": s.URL() + "/users/" + p.Acct + "/statuses/" + p.ID, "url": s.link(p),
		"replies_count": replies, "reblogs_count": p.Shares, "favourites_count": p.Likes, "edited_at": nil, "content": s.content(p), "reblog": nil,
		"account": author, "media_attachments": []any{}, "mentions": []any{}, "tags": tags, "emojis": []any{}, "card": nil, "poll": nil}
}

// content is the post as HTML, hashtags as Mastodon marks them up.
func (s *social) content(p SocialPost) string {
	text := hashtag.ReplaceAllStringFunc(html.EscapeString(p.Text), func(m string) string {
		if strings.HasPrefix(m, "#3") { // &#34; and its kin are no hashtags
			return m
		}
		return fmt.Sprintf(`<a href="%s/tags/%s" class="mention hashtag" rel="tag">#<span>%s</span></a>`, s.URL(), m[1:], m[1:])
	})
	return "<p>" + strings.ReplaceAll(text, "\n", "</p><p>") + "</p>"
}

// html answers plain pages: the front page, an account, a post.
func (s *social) html(w http.ResponseWriter, parts []string) {
	acct := strings.TrimPrefix(parts[0], "@")
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html lang=\"pl\"><head><meta charset=\"utf-8\"><title>Grodzisko.social</title></head><body><h1>Grodzisko.social</h1>\n")
	shown := 0
	for _, p := range slices.Backward(s.posts) {
		if p.Gone || (parts[0] != "" && p.Acct != acct) || (len(parts) > 1 && p.ID != parts[1]) || shown >= 40 {
			continue
		}
		shown++
		fmt.Fprintf(&b, "<article class=\"status\"><a href=\"%s\">@%s</a> <time>%s</time>%s</article>\n", s.link(p), p.Acct, p.At.UTC().Format(time.RFC3339), s.content(p))
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if shown == 0 {
		w.WriteHeader(http.StatusNotFound)
	}
	b.WriteString("</body></html>")
	_, _ = w.Write([]byte(b.String()))
}
