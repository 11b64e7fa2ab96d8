package town

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
)

// ModelURL is a server that speaks as much of OpenAI's protocol as a suggested
// summary needs.
func (t *Town) ModelURL() string { return t.chat.URL() + "/v1" }

// SayModel decides what the server answers to a text; nil: the text's first
// sentence and one of its own making, which nobody must believe.
func (t *Town) SayModel(say func(text string) string) {
	t.chat.mu.Lock()
	defer t.chat.mu.Unlock()
	t.chat.model = say
}

func (c *chat) complete(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Messages []struct {
			Role    string `json:"role"`
			Content string `json:"content"`
		} `json:"messages"`
	}
	if err := json.NewDecoder(io.LimitReader(r.Body, maxHook)).Decode(&ask); err != nil || len(ask.Messages) == 0 {
		http.Error(w, `{"error":{"message":"bad request"}}`, http.StatusBadRequest)
		return
	}
	text := ask.Messages[len(ask.Messages)-1].Content
	_, body, _ := strings.Cut(text, "\n\n")
	c.mu.Lock()
	say := c.model
	c.mu.Unlock()
	var content string
	if say != nil {
		content = say(body)
	} else {
		first, _, _ := strings.Cut(strings.TrimSpace(body), ". ")
		raw, _ := json.Marshal(map[string][]string{"sentences": {strings.TrimSuffix(first, ".") + ".", "Miasto wszystko zaplanowało wzorowo."}})
		content = "```json\n" + string(raw) + "\n```"
	}
	reply(w, map[string]any{"id": "grodzisko", "object": "chat.completion", "choices": []map[string]any{{"index": 0, "finish_reason": "stop", "message": map[string]string{"role": "assistant", "content": content}}}})
}
