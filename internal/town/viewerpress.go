package town

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// This file lets who looks through the window press the buttons of the chat as
// one of the town's people would: the press goes over Socket Mode to whoever is
// connected, and what comes back is shown where it was pressed.

// stranger is somebody of the workspace who is not of the office.
const stranger = "U0OBCY0000"

// officer presses unless another is chosen.
const officer = "karczmarek"

// Waits after a press: for the answer to the person, then for the message to
// read anew. What comes later is seen when the page is loaded again.
const (
	answerWait = 3 * time.Second
	updateWait = time.Second
	lookEvery  = 20 * time.Millisecond
)

// slackID is how a person is called by the town's chat.
func slackID(person string) string { return "U0" + strings.ToUpper(person) }

// A presser is somebody as whom buttons can be pressed.
type presser struct {
	ID, Name string
	Now      bool
}

// pressers are the town's people and a stranger; now is the one chosen.
func (v *viewer) pressers(now string) []presser {
	var out []presser
	for _, p := range v.town.People() {
		out = append(out, presser{ID: p.Slack, Name: p.Name + ", " + p.Post})
	}
	out = append(out, presser{ID: stranger, Name: "ktoś spoza biura"})
	i := slices.IndexFunc(out, func(p presser) bool { return p.ID == now })
	if i < 0 {
		i = slices.IndexFunc(out, func(p presser) bool { return p.ID == slackID(officer) })
	}
	out[i].Now = true
	return out
}

func chosen(all []presser) presser {
	return all[slices.IndexFunc(all, func(p presser) bool { return p.Now })]
}

// press presses a button and leads back to its message.
func (v *viewer) press(w http.ResponseWriter, r *http.Request) {
	ch, ok := findChannel(r.PathValue("channel"))
	if !ok {
		http.Error(w, "Nie ma takiego kanału.", http.StatusNotFound)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, 4096)
	ts, action := r.PostFormValue("ts"), r.PostFormValue("czyn")
	who := chosen(v.pressers(r.PostFormValue("kto")))
	m, ok := v.town.slackMessage(ch[1], ts)
	value, has := m.button(action)
	if !ok || !has {
		http.Error(w, "Tego przycisku już nie ma: wiadomość zmieniła się w międzyczasie. Wróć i odśwież stronę.", http.StatusConflict)
		return
	}
	before := len(v.town.SlackAsides())
	if err := v.town.PressSlack(r.Context(), SlackPress{User: who.ID, Action: action, Value: value, Channel: ch[0], TS: ts}); err != nil {
		http.Error(w, "Nikt nie słucha przycisków: Prasówka nie jest teraz połączona z czatem. Spróbuj za chwilę.", http.StatusServiceUnavailable)
		return
	}
	back := url.Values{"kto": {who.ID}}
	if n := v.answer(r.Context(), ch[1], who.ID, before); n >= 0 {
		back.Set("odp", strconv.Itoa(n))
		back.Set("do", ts)
		v.settled(r.Context(), m)
	}
	http.Redirect(w, r, "/czat/"+ch[1]+"?"+back.Encode()+"#w-"+ts, http.StatusSeeOther)
}

// answer waits for a message to a person alone, and is its number; -1: none came.
func (v *viewer) answer(ctx context.Context, channel, user string, after int) int {
	found := -1
	until(ctx, answerWait, func() bool {
		for i, a := range v.town.SlackAsides() {
			if i >= after && a.Channel == channel && a.User == user {
				found = i
				return true
			}
		}
		return false
	})
	return found
}

// settled waits a moment for a message to be updated.
func (v *viewer) settled(ctx context.Context, m SlackMessage) {
	until(ctx, updateWait, func() bool {
		now, ok := v.town.slackMessage(m.Channel, m.TS)
		return !ok || now.Edits > m.Edits
	})
}

// until looks again and again until it is so, or time is up.
func until(ctx context.Context, wait time.Duration, so func() bool) {
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for !so() {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// answered puts what was said to a person alone under the message whose button
// he pressed.
func (v *viewer) answered(s *screen, r *http.Request) {
	n, err := strconv.Atoi(r.URL.Query().Get("odp"))
	all := v.town.SlackAsides()
	if err != nil || n < 0 || n >= len(all) || all[n].Channel != s.Channel || all[n].User != s.Presser.ID {
		return
	}
	ts := r.URL.Query().Get("do")
	for i := range s.Messages {
		for _, m := range append([]*shownMessage{&s.Messages[i]}, pointers(s.Messages[i].Replies)...) {
			if m.TS == ts {
				m.Answer = mrkdwn(all[n].Text)
			}
		}
	}
}

func pointers(list []shownMessage) []*shownMessage {
	out := make([]*shownMessage, len(list))
	for i := range list {
		out[i] = &list[i]
	}
	return out
}
