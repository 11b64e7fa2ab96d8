package town

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"html/template"
	"io"
	"mime"
	"net/http"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // old charsets in mails
)

//go:embed viewer.html
var viewerHTML string

// ViewerURL is the address of the window on what the town received.
func (t *Town) ViewerURL() string { return t.window.URL() + "/" }

// Viewer shows delivered mails and chat messages as their readers see them.
// Strangers' HTML only ever stands in a sandboxed frame, under a policy that
// forbids scripts and remote loads.
func (t *Town) Viewer() http.Handler {
	page := template.Must(template.New("viewer").Funcs(template.FuncMap{
		"za": func(m shownMessage, s screen) map[string]any { return map[string]any{"M": m, "S": s} },
	}).Parse(viewerHTML)) // embedded: a test renders it
	v := &viewer{town: t, page: page}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", v.index)
	mux.HandleFunc("GET /poczta/{n}", v.mail)
	mux.HandleFunc("GET /poczta/{n}/html", v.mailHTML)
	mux.HandleFunc("GET /poczta/{n}/surowy", v.mailRaw)
	mux.HandleFunc("GET /czat", v.chatHome)
	mux.HandleFunc("GET /czat/{channel}", v.chat)
	mux.HandleFunc("POST /czat/{channel}", v.press)
	own := http.NewCrossOriginProtection().Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		own.ServeHTTP(w, r)
	})
}

type viewer struct {
	town *Town
	page *template.Template
}

// screen is what the template sees.
type screen struct {
	Kind     string // "lista", "list", "czat"
	Title    string
	Mails    []shownMail
	Mail     *shownMail
	Channels []shownChannel
	Channel  string
	Messages []shownMessage
	Pressers []presser
	Presser  presser // as whom buttons are pressed
	Buttons  bool    // there is one to be pressed
}

type shownMail struct {
	N                       int
	From, To, Subject, When string
	Text                    string
	HasHTML                 bool
	Size                    int
	Headers                 [][2]string
}

type shownChannel struct {
	Name  string
	Count int
}

type shownMessage struct {
	Who, When, Text string
	TS              string
	Edited          bool
	Answer          template.HTML // what was said to the person who pressed
	Blocks          []shownBlock
	Replies         []shownMessage
}

type shownBlock struct {
	Kind   string
	HTML   template.HTML
	Fields []template.HTML
	Items  []shownItem
}

type shownItem struct {
	Button bool
	Style  string
	URL    string
	Action string // of a button that is heard
	HTML   template.HTML
}

func (v *viewer) show(w http.ResponseWriter, s screen) {
	var b bytes.Buffer
	if err := v.page.Execute(&b, s); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = b.WriteTo(w) // the reader has gone; nothing to tell him
}

func (v *viewer) index(w http.ResponseWriter, _ *http.Request) {
	s := screen{Kind: "lista", Title: "Skrzynka odbiorcza", Channels: v.channels()}
	all := v.town.Mails()
	for i := len(all) - 1; i >= 0; i-- {
		s.Mails = append(s.Mails, describe(all[i]))
	}
	v.show(w, s)
}

// find looks a mail up by its number.
func (v *viewer) find(w http.ResponseWriter, r *http.Request) (Mail, bool) {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err == nil {
		for _, m := range v.town.Mails() {
			if m.N == n {
				return m, true
			}
		}
	}
	http.Error(w, "Nie ma takiego listu.", http.StatusNotFound)
	return Mail{}, false
}

func (v *viewer) mail(w http.ResponseWriter, r *http.Request) {
	if m, ok := v.find(w, r); ok {
		d := describe(m)
		v.show(w, screen{Kind: "list", Title: d.Subject, Mail: &d, Channels: v.channels()})
	}
}

func (v *viewer) mailHTML(w http.ResponseWriter, r *http.Request) {
	if m, ok := v.find(w, r); ok {
		_, body := bodies(m.Raw)
		w.Header().Set("Content-Security-Policy", "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, body)
	}
}

func (v *viewer) mailRaw(w http.ResponseWriter, r *http.Request) {
	if m, ok := v.find(w, r); ok {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = w.Write(m.Raw)
	}
}

func clockFace(at time.Time) string { return local(at).Format("02.01.2006 15:04:05") }

// describe reads a mail for the list and its page.
func describe(m Mail) shownMail {
	s := shownMail{N: m.N, From: m.From, To: strings.Join(m.To, ", "), When: clockFace(m.At), Subject: "(bez tematu)", Size: len(m.Raw)}
	msg, err := mail.ReadMessage(bytes.NewReader(m.Raw))
	if err != nil {
		s.Text = string(m.Raw)
		return s
	}
	var dec mime.WordDecoder
	word := func(key string) string {
		out, err := dec.DecodeHeader(msg.Header.Get(key))
		if err != nil {
			return msg.Header.Get(key)
		}
		return out
	}
	if sub := word("Subject"); sub != "" {
		s.Subject = sub
	}
	if from := word("From"); from != "" {
		s.From = from
	}
	for _, key := range []string{"Message-Id", "In-Reply-To", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Date", "Dkim-Signature"} {
		if val := msg.Header.Get(key); val != "" {
			s.Headers = append(s.Headers, [2]string{key, val})
		}
	}
	var page string
	s.Text, page = bodies(m.Raw)
	s.HasHTML = page != ""
	return s
}

// bodies are the first plain and the first HTML part of a message, decoded.
func bodies(raw []byte) (text, page string) {
	e, err := message.Read(bytes.NewReader(raw))
	if e == nil || (err != nil && !message.IsUnknownCharset(err)) {
		return string(raw), ""
	}
	_ = e.Walk(func(_ []int, part *message.Entity, err error) error { // a torn part shows what it has
		if err != nil || part == nil {
			return nil
		}
		kind, _, _ := part.Header.ContentType()
		if strings.HasPrefix(kind, "multipart/") {
			return nil // reading it would swallow its parts
		}
		body, _ := io.ReadAll(io.LimitReader(part.Body, maxMail))
		switch {
		case kind == "text/html" && page == "":
			page = string(body)
		case (kind == "text/plain" || kind == "") && text == "":
			text = string(body)
		}
		return nil
	})
	return text, page
}

func (v *viewer) channels() []shownChannel {
	count := map[string]int{}
	for _, m := range v.town.SlackMessages() {
		count[m.Channel]++
	}
	var out []shownChannel
	for _, ch := range channels {
		if n := count[ch[1]]; n > 0 || ch[1] == "prasowka" {
			out = append(out, shownChannel{ch[1], n})
		}
	}
	return out
}

func (v *viewer) chatHome(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/czat/prasowka", http.StatusFound)
}

func (v *viewer) chat(w http.ResponseWriter, r *http.Request) {
	ch, ok := findChannel(r.PathValue("channel"))
	if !ok {
		http.Error(w, "Nie ma takiego kanału.", http.StatusNotFound)
		return
	}
	s := screen{Kind: "czat", Title: "#" + ch[1], Channel: ch[1], Channels: v.channels(), Pressers: v.pressers(r.URL.Query().Get("kto"))}
	s.Presser = chosen(s.Pressers)
	at := map[string]int{}
	for _, m := range v.town.SlackMessages() {
		if m.Channel != ch[1] {
			continue
		}
		shown := showMessage(m)
		s.Buttons = s.Buttons || shown.heard()
		if i, ok := at[m.Thread]; ok && m.Thread != "" {
			s.Messages[i].Replies = append(s.Messages[i].Replies, shown)
			continue
		}
		at[m.TS] = len(s.Messages)
		s.Messages = append(s.Messages, shown)
	}
	v.answered(&s, r)
	v.show(w, s)
}

func showMessage(m SlackMessage) shownMessage {
	out := shownMessage{Who: "Prasówka", When: clockFace(m.At), Text: m.Text, TS: m.TS, Edited: !m.Edited.IsZero()}
	if m.Username != "" {
		out.Who = m.Username
	}
	var blocks []slackBlock
	if json.Unmarshal(m.Blocks, &blocks) != nil || len(blocks) == 0 {
		out.Blocks = []shownBlock{{Kind: "section", HTML: mrkdwn(m.Text)}}
		return out
	}
	for _, b := range blocks {
		out.Blocks = append(out.Blocks, showBlock(b))
	}
	return out
}

// heard tells whether a message has a button that is no link.
func (m shownMessage) heard() bool {
	return slices.ContainsFunc(m.Blocks, func(b shownBlock) bool {
		return slices.ContainsFunc(b.Items, func(i shownItem) bool { return i.Action != "" })
	})
}

func showBlock(b slackBlock) shownBlock {
	s := shownBlock{Kind: b.Type}
	if b.Text != nil {
		s.HTML = slackHTML(*b.Text)
	}
	for _, f := range b.Fields {
		s.Fields = append(s.Fields, slackHTML(f))
	}
	elements := b.Elements
	if len(b.Accessory) > 0 {
		elements = append(elements, b.Accessory)
	}
	for _, raw := range elements {
		var e slackElement
		if json.Unmarshal(raw, &e) != nil {
			continue
		}
		item := shownItem{Button: e.Type != "mrkdwn" && e.Type != "plain_text", Style: e.Style, HTML: slackHTML(slackText{Type: e.Type, Text: e.label()})}
		if strings.HasPrefix(e.URL, "http://") || strings.HasPrefix(e.URL, "https://") {
			item.URL = e.URL
		} else if e.Type == "button" {
			item.Action = e.ActionID
		}
		s.Items = append(s.Items, item)
	}
	return s
}

func slackHTML(t slackText) template.HTML {
	if t.Type == "mrkdwn" {
		return mrkdwn(t.Text)
	}
	return template.HTML(template.HTMLEscapeString(t.Text)) //nolint:gosec // escaped
}

var (
	slackLink   = regexp.MustCompile(`&lt;(https?://[^|&\s]*(?:&amp;[^|&\s]*)*)(?:\|(.+?))?&gt;`)
	slackBold   = regexp.MustCompile(`(^|[\s(>„])\*([^*\n]+)\*`)
	slackItalic = regexp.MustCompile(`(^|[\s(>„])_([^_\n]+)_`)
	slackStrike = regexp.MustCompile(`(^|[\s(>„])~([^~\n]+)~`)
	slackCode   = regexp.MustCompile("`([^`\n]+)`")
	slackQuote  = regexp.MustCompile(`(?m)^&gt;\s?(.*)$`)
)

// mrkdwn renders Slack's mark-up: everything is escaped first, then the known
// marks become tags. Senders escape & < > as entities, which are undone first.
func mrkdwn(s string) template.HTML {
	const open, shut, amp = "\x01", "\x02", "\x03"
	s = strings.NewReplacer("\x01", "", "\x02", "", "\x03", "").Replace(s)
	s = strings.NewReplacer("&lt;", open, "&gt;", shut, "&amp;", amp).Replace(s)
	h := template.HTMLEscapeString(s)
	h = slackLink.ReplaceAllStringFunc(h, func(m string) string {
		p := slackLink.FindStringSubmatch(m)
		label := p[2]
		if label == "" {
			label = p[1]
		}
		return `<a href="` + strings.ReplaceAll(p[1], amp, "&amp;") + `" rel="noreferrer">` + label + `</a>`
	})
	h = slackQuote.ReplaceAllString(h, `<span class="cytat">$1</span>`)
	h = slackBold.ReplaceAllString(h, "$1<b>$2</b>")
	h = slackItalic.ReplaceAllString(h, "$1<i>$2</i>")
	h = slackStrike.ReplaceAllString(h, "$1<s>$2</s>")
	h = slackCode.ReplaceAllString(h, "<code>$1</code>")
	h = strings.NewReplacer(open, "&lt;", shut, "&gt;", amp, "&amp;", "\n", "<br>").Replace(h)
	return template.HTML(h) //nolint:gosec // escaped above; a fuzz test holds that only known tags come out
}
