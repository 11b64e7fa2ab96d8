package town_test

import (
	"bytes"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
	"github.com/wneessen/go-mail"

	"prasowka/internal/town"
)

func send(t *testing.T, tw *town.Town, subject, page string) error {
	t.Helper()
	host, port, _ := strings.Cut(tw.SMTP(), ":")
	m := mail.NewMsg()
	if err := errors.Join(m.From("prasowka@um.grodzisko.example"), m.To("zawilski@um.grodzisko.example")); err != nil {
		t.Fatal(err)
	}
	m.Subject(subject)
	m.SetBodyString(mail.TypeTextPlain, "Dzień dobry, oto przegląd prasy.")
	m.AddAlternativeString(mail.TypeTextHTML, page)
	n := 0
	for _, c := range port {
		n = n*10 + int(c-'0')
	}
	c, err := mail.NewClient(host, mail.WithPort(n), mail.WithTLSPolicy(mail.NoTLS), mail.WithTimeout(5*time.Second))
	if err != nil {
		t.Fatal(err)
	}
	return c.DialAndSend(m)
}

func TestMailArrivesAndIsShown(t *testing.T) {
	tw := open(t, town.Options{})
	if err := send(t, tw, "Przegląd prasy: żółta łódź", "<h1>Przegląd</h1><script>alert(1)</script>"); err != nil {
		t.Fatal(err)
	}
	all := tw.Mails()
	if len(all) != 1 || all[0].To[0] != "zawilski@um.grodzisko.example" || all[0].Header("Subject") == "" {
		t.Fatalf("mails: %+v", all)
	}
	index := string(get(t, tw.ViewerURL()).body)
	if !strings.Contains(index, "Przegląd prasy: żółta łódź") || !strings.Contains(index, "/poczta/1") {
		t.Error("the index does not show the mail")
	}
	page := string(get(t, tw.ViewerURL()+"poczta/1").body)
	if !strings.Contains(page, "sandbox") || !strings.Contains(page, "oto przegląd prasy") || strings.Contains(page, "<script>") {
		t.Error("the mail's page is wrong")
	}
	frame := get(t, tw.ViewerURL()+"poczta/1/html")
	if !strings.Contains(string(frame.body), "<h1>Przegląd</h1>") || !strings.Contains(frame.header.Get("Content-Security-Policy"), "sandbox") {
		t.Error("the frame is not sandboxed")
	}
	if res := get(t, tw.ViewerURL()+"poczta/99"); res.status != 404 {
		t.Errorf("unknown mail: %d", res.status)
	}
}

func TestMailServerFailsAsScripted(t *testing.T) {
	tw := open(t, town.Options{})
	tw.BreakMail(town.MailFault{Code: 451, Stage: "rcpt", Times: 1})
	if err := send(t, tw, "raz", "x"); err == nil || !strings.Contains(err.Error(), "451") {
		t.Errorf("451: %v", err)
	}
	if err := send(t, tw, "dwa", "x"); err != nil {
		t.Errorf("after the greylisting: %v", err)
	}
	tw.BreakMail(town.MailFault{Code: 550})
	if err := send(t, tw, "trzy", "x"); err == nil || !strings.Contains(err.Error(), "550") {
		t.Errorf("550: %v", err)
	}
	tw.BreakMail(town.MailFault{Down: true})
	if err := send(t, tw, "cztery", "x"); err == nil {
		t.Error("a mail passed a server that is down")
	}
	tw.MendMail()
	if err := send(t, tw, "pięć", "x"); err != nil {
		t.Error(err)
	}
	if n := len(tw.Mails()); n != 2 {
		t.Errorf("%d mails kept", n)
	}
}

func bot(tw *town.Town, token string) *slack.Client {
	return slack.New(token, slack.OptionAPIURL(tw.SlackURL()), slack.OptionHTTPClient(client))
}

func section(text string) slack.Block {
	return slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil)
}

func TestSlackSpeaksToSlackGo(t *testing.T) {
	tw := open(t, town.Options{})
	api := bot(tw, town.SlackToken)
	if who, err := api.AuthTest(); err != nil || who.User != "prasowka" {
		t.Fatalf("auth.test: %+v %v", who, err)
	}
	button := slack.NewButtonBlockElement("przejmij", "1", slack.NewTextBlockObject(slack.PlainTextType, "Przejmij", false, false))
	channel, ts, err := api.PostMessage("#alarmy", slack.MsgOptionText("Alarm: woda", false), slack.MsgOptionBlocks(
		slack.NewHeaderBlock(slack.NewTextBlockObject(slack.PlainTextType, "Woda na Zatorzu", false, false)),
		section("*Bakterie* w <http://127.0.0.1/x|artykule> &lt;b&gt; <script>"), slack.NewActionBlock("", button)))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err = api.PostMessage(channel, slack.MsgOptionText("więcej w wątku", false), slack.MsgOptionTS(ts)); err != nil {
		t.Fatal(err)
	}
	if _, _, _, err = api.UpdateMessage(channel, ts, slack.MsgOptionText("Przejęte", false)); err != nil {
		t.Fatal(err)
	}
	all := tw.SlackMessages()
	if len(all) != 2 || all[0].Text != "Przejęte" || all[0].Edits != 1 || all[1].Thread != ts || all[0].Channel != "alarmy" {
		t.Fatalf("messages: %+v", all)
	}
	if _, _, err = api.PostMessage("#alarmy", slack.MsgOptionBlocks(section("*Bakterie* w <http://127.0.0.1/x|artykule> &lt;b&gt; <script>"))); err != nil {
		t.Fatal(err)
	}
	page := string(get(t, tw.ViewerURL()+"czat/alarmy").body)
	for _, want := range []string{"<b>Bakterie</b>", `<a href="http://127.0.0.1/x" rel="noreferrer">artykule</a>`, "&lt;b&gt; &lt;script&gt;", "więcej w wątku", "(edytowano)"} {
		if !strings.Contains(page, want) {
			t.Errorf("the viewer lacks %q", want)
		}
	}
}

func TestSlackHoldsItsLimits(t *testing.T) {
	now := noon
	tw := open(t, town.Options{Now: func() time.Time { return now }})
	api := bot(tw, town.SlackToken)
	post := func(blocks ...slack.Block) error {
		_, _, err := api.PostMessage("C0PRASOWKA", slack.MsgOptionText("x", false), slack.MsgOptionBlocks(blocks...))
		return err
	}
	many := make([]slack.Block, 51)
	for i := range many {
		many[i] = slack.NewDividerBlock()
	}
	var long []slack.Block
	for range 5 {
		long = append(long, section(strings.Repeat("ż", 2900)))
	}
	for _, tt := range []struct {
		name, want string
		err        error
	}{
		{"51 blocks", "invalid_blocks", post(many...)},
		{"long section", "invalid_blocks", post(section(strings.Repeat("a", 3001)))},
		{"long header", "invalid_blocks", post(slack.NewHeaderBlock(slack.NewTextBlockObject(slack.PlainTextType, strings.Repeat("a", 151), false, false)))},
		{"long in all", "msg_blocks_too_long", post(long...)},
	} {
		if tt.err == nil || !strings.Contains(tt.err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.name, tt.err)
		}
	}
	if err := post(long[:3]...); err != nil {
		t.Errorf("8,700 characters: %v", err)
	}
	if _, _, err := api.PostMessage("#nie-ma", slack.MsgOptionText("x", false)); err == nil || err.Error() != "channel_not_found" {
		t.Errorf("unknown channel: %v", err)
	}
	if _, err := bot(tw, "xoxb-obcy").AuthTest(); err == nil || err.Error() != "invalid_auth" {
		t.Errorf("wrong token: %v", err)
	}
	tw.LimitSlack(1)
	now = now.Add(time.Minute)
	if err := post(section("raz")); err != nil {
		t.Error(err)
	}
	var limited *slack.RateLimitedError
	if err := post(section("dwa")); !errors.As(err, &limited) || limited.RetryAfter != time.Second {
		t.Errorf("rate limit: %v", err)
	}
	now = now.Add(time.Second)
	if err := post(section("dwa")); err != nil {
		t.Error(err)
	}
	tw.BreakSlack(town.SlackFault{Error: "internal_error", Times: 1, Method: "chat.postMessage"})
	now = now.Add(time.Second)
	if err := post(section("trzy")); err == nil || err.Error() != "internal_error" {
		t.Errorf("scripted: %v", err)
	}
	if n := tw.SlackCalls()["chat.postMessage"]; n != 10 {
		t.Errorf("%d calls counted", n)
	}
}

func TestWebhooks(t *testing.T) {
	tw := open(t, town.Options{})
	post := func(url, body, sig string) int {
		t.Helper()
		req, err := http.NewRequest(http.MethodPost, url, bytes.NewReader([]byte(body)))
		if err != nil {
			t.Fatal(err)
		}
		if sig != "" {
			req.Header.Set(town.SignatureHeader, sig)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode
	}
	body := `{"tytuł":"Alarm"}`
	if got := post(tw.WebhookURL(), body, town.Sign(town.WebhookSecret, []byte(body))); got != 204 {
		t.Errorf("signed: %d", got)
	}
	if got := post(tw.WebhookURL(), body, "sha256=00"); got != 401 {
		t.Errorf("wrong signature: %d", got)
	}
	tw.BreakWebhook(503)
	if got := post(tw.WebhookURL(), body, ""); got != 503 {
		t.Errorf("broken: %d", got)
	}
	if all := tw.Webhooks(); len(all) != 3 || !all[0].Signed || all[1].Signed {
		t.Errorf("kept: %+v", all)
	}
	if got := post(tw.SlackWebhookURL(), `{"text":"z haka"}`, ""); got != 200 {
		t.Errorf("incoming webhook: %d", got)
	}
	if got := post(tw.SlackWebhookURL(), `{`, ""); got != 400 {
		t.Errorf("bad payload: %d", got)
	}
	if all := tw.SlackMessages(); len(all) != 1 || all[0].Via != "webhook" {
		t.Errorf("messages: %+v", all)
	}
}
