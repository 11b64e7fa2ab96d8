package desk

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prasowka/config"
	"prasowka/internal/press"
	"prasowka/internal/store"
	"prasowka/internal/town"
)

// chatting is a small desk whose alerts go to the town's Slack, with somebody
// who listens to the buttons.
func chatting(t *testing.T) (*small, *town.Town) {
	t.Helper()
	s, tw := slacked(t)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.Listen(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	wait, stop := context.WithTimeout(ctx, 20*time.Second)
	defer stop()
	if err := tw.SlackListened(wait); err != nil {
		t.Fatal(err)
	}
	return s, tw
}

// slacked is a small desk that writes to the town's Slack, and hears nothing yet.
func slacked(t *testing.T) (*small, *town.Town) {
	t.Helper()
	tw, err := town.Start(context.WithoutCancel(t.Context()), town.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tw.Close() })
	secret := func(name, text string) config.Secret {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return config.Secret("file:" + path)
	}
	s := newSmall(t)
	s.Config.Main.Channels["slack"] = config.Channel{Kind: "slack", API: tw.SlackURL(), Token: secret("bot", town.SlackToken), App: secret("app", town.SlackAppToken), Channel: "#alarmy"}
	s.Config.Main.Alerts.Channels = []string{"slack"}
	s.Config.People.People[0].Slack = "U0ANNA0000"
	if s.channels, err = s.openChannels(); err != nil {
		t.Fatal(err)
	}
	return s, tw
}

// asides waits for the n-th message to a single person: it comes after the
// press was done.
func asides(t *testing.T, tw *town.Town, n int) string {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if all := tw.SlackAsides(); len(all) >= n {
			return all[n-1].Text
		}
	}
	t.Fatalf("no answer number %d: %+v", n, tw.SlackAsides())
	return ""
}

func TestButtonsInSlackDoWhatTheScreenDoes(t *testing.T) {
	s, tw := chatting(t)
	ctx := t.Context()
	err := s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutTopic(ctx, press.Topic{ID: "awarie", Name: "Awarie", Query: "awaria", Severity: press.Urgent}, 0, "anna", s.clock.Now())
	})
	if err != nil {
		t.Fatal(err)
	}
	id := s.publish(t, "Awaria wodociągu", "W nocy doszło do awarii wodociągu.")
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	alerts := tw.SlackMessages()
	if len(alerts) != 1 || !strings.Contains(string(alerts[0].Blocks), "Przejmij") {
		t.Fatalf("%+v", alerts)
	}
	if strings.Contains(string(alerts[0].Blocks), "/alerty/awarie/") {
		t.Error("a button that is heard still opens the browser")
	}

	// a stranger, a stranger who calls himself Anna, and a value that is none
	press := func(p town.SlackPress) {
		t.Helper()
		if err := tw.PressSlack(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	press(town.SlackPress{User: "U0OBCY0000", Action: "przejmij"})
	if got := asides(t, tw, 1); !strings.Contains(got, "Nie wiem, kim jesteś") || !strings.Contains(got, "U0OBCY0000") {
		t.Errorf("a stranger is told %q", got)
	}
	press(town.SlackPress{User: "U0ANNA0000", Action: "przejmij", Value: "awarie/../../etc"})
	if got := asides(t, tw, 2); !strings.Contains(got, "Nie rozumiem") {
		t.Errorf("an odd value is told %q", got)
	}
	press(town.SlackPress{User: "U0ANNA0000", Action: "przejmij", Value: "nie-ma/" + id})
	if got := asides(t, tw, 3); !strings.Contains(got, "już nie ma") {
		t.Errorf("no such topic is told %q", got)
	}
	if signs, _ := s.Store.Receipts(ctx, "alert/awarie/"+id); len(signs) != 0 {
		t.Fatalf("a sign was kept: %+v", signs)
	}

	press(town.SlackPress{User: "U0ANNA0000", Action: "przejmij"})
	if got := asides(t, tw, 4); !strings.Contains(got, "Sprawa jest Twoja") {
		t.Errorf("who took it is told %q", got)
	}
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	now := tw.SlackMessages()
	if len(now) != 1 || now[0].Edits != 1 || !strings.Contains(string(now[0].Blocks), "Anna Rzecznik") || strings.Contains(string(now[0].Blocks), "Przejmij") {
		t.Errorf("the message was not updated: %d messages, %d edits: %s", len(now), now[0].Edits, now[0].Blocks)
	}
	signs, err := s.Store.Receipts(ctx, "alert/awarie/"+id)
	if err != nil || len(signs) != 1 || signs[0].Kind != store.Taken || signs[0].Person != "anna" {
		t.Errorf("%+v, %v", signs, err)
	}
	press(town.SlackPress{User: "U0ANNA0000", Action: "wycisz"})
	if got := asides(t, tw, 5); !strings.Contains(got, "wyciszone") {
		t.Errorf("who muted it is told %q", got)
	}
}

func TestHostilePressesChangeNothing(t *testing.T) {
	s, tw := chatting(t)
	ctx := t.Context()
	for _, payload := range []string{
		`{}`, `[]`, `"x"`, `{"type":"view_submission"}`, `{"type":"block_actions","actions":null}`, `{"type":"block_actions","actions":[null]}`,
		`{"type":"block_actions","user":{"id":"U0ANNA0000"},"actions":[{"action_id":"przejmij","value":"` + strings.Repeat("a", 500) + `"}]}`,
		`{"type":"block_actions","user":{"id":"U0ANNA0000"},"actions":[{"action_id":"przejmij","value":"a/b"},{"action_id":"przejmij","value":"a/c"}]}`,
		`{"type":"block_actions","user":{"id":""},"actions":[{"action_id":"przejmij","value":"a/b"}]}`,
	} {
		soon, stop := context.WithTimeout(ctx, 100*time.Millisecond)
		_ = tw.PushSlack(soon, "interactive", json.RawMessage(payload)) // acknowledged or not, it must be survived
		stop()
	}
	// the listener lives: a known person is still answered, until there are too many
	for range maxPresses + 1 {
		if err := tw.PressSlack(ctx, town.SlackPress{User: "U0ANNA0000", Action: "przejmij", Value: "x/y", Channel: "C0ALARMY00"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := asides(t, tw, maxPresses+1); !strings.Contains(got, "Za dużo") {
		t.Errorf("the last of many presses is told %q", got)
	}
	if s.Config.People.People[0].Slack == "" {
		t.Error("nobody is known")
	}
}

// Who looks through the town's window presses the same buttons, by a form: the
// press takes the whole way over Socket Mode, and the answer stands under it.
func TestButtonsInTheWindow(t *testing.T) {
	s, tw := chatting(t)
	ctx := t.Context()
	s.Config.People.People[0].Slack = "U0KARCZMAREK" // whom the window takes for the one who presses
	if err := s.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutTopic(ctx, press.Topic{ID: "awarie", Name: "Awarie", Query: "awaria", Severity: press.Urgent}, 0, "anna", s.clock.Now())
	}); err != nil {
		t.Fatal(err)
	}
	id := s.publish(t, "Awaria wodociągu", "W nocy doszło do awarii wodociągu.")
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	chat := tw.ViewerURL() + "czat/alarmy"
	page := fetch(t, chat)
	if !strings.Contains(page, `<select id="kto"`) || !strings.Contains(page, "Milena Karczmarek") || strings.Count(page, `name="czyn" value="przejmij"`) != 1 {
		t.Fatalf("the window has no button: %s", page)
	}
	ts := tw.SlackMessages()[0].TS
	push := func(form url.Values, origin string) (int, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, chat, strings.NewReader(form.Encode()))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Origin", origin)
		res, err := http.DefaultClient.Do(req) // follows the way back to the message
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	own := strings.TrimSuffix(tw.ViewerURL(), "/")
	take := url.Values{"ts": {ts}, "czyn": {"przejmij"}, "kto": {"U0OBCY0000"}}
	if status, _ := push(take, "http://obce.example"); status != http.StatusForbidden {
		t.Errorf("a press from elsewhere: %d", status)
	}
	if status, body := push(take, own); status != http.StatusOK || !strings.Contains(body, "Nie wiem, kim jesteś") {
		t.Errorf("a stranger's press: %d, %s", status, body)
	}
	take.Set("kto", "U0KARCZMAREK")
	if status, body := push(take, own); status != http.StatusOK || !strings.Contains(body, "Sprawa jest Twoja") || !strings.Contains(body, "Tylko dla: Milena Karczmarek") {
		t.Errorf("Milena's press: %d, %s", status, body)
	}
	if err := s.Step(ctx); err != nil {
		t.Fatal(err)
	}
	if page := fetch(t, chat); !strings.Contains(page, "(edytowano)") || strings.Contains(page, `value="przejmij"`) {
		t.Error("the message was not updated in the window")
	}
	if status, _ := push(take, own); status != http.StatusConflict {
		t.Errorf("a button that is gone: %d", status)
	}
	if signs, err := s.Store.Receipts(ctx, "alert/awarie/"+id); err != nil || len(signs) != 1 || signs[0].Person != "anna" {
		t.Errorf("%+v, %v", signs, err)
	}
}

func fetch(t *testing.T, address string) string {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d, %v", address, res.StatusCode, err)
	}
	return string(body)
}
