package gather

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"prasowka/internal/press"
)

// TestListInvalid: a wrong description of a source is the operator's mistake,
// with the field named, and nobody is asked.
func TestListInvalid(t *testing.T) {
	c := testClient(t, nil)
	for _, tt := range []struct {
		src   press.Source
		field string
	}{
		{press.Source{Kind: "gazeta", URL: "https://gazeta.example/"}, "kind"},
		{press.Source{Kind: "feed"}, "url"},
		{press.Source{Kind: "page", URL: "gazeta.example"}, "url"},
		{press.Source{Kind: "page", URL: "https://gazeta.example", Params: map[string]string{"items": "div["}}, "params.items"},
		{press.Source{Kind: "sitemap", URL: "https://gazeta.example", Params: map[string]string{"not": "("}}, "params.not"},
		{press.Source{Kind: "bluesky"}, "params"},
		{press.Source{Kind: "facebook"}, "params.page"},
		{press.Source{Kind: "telegram", URL: "https://t.me/"}, "url"},
		{press.Source{Kind: "mastodon", URL: "https://social.example", Params: map[string]string{"tag": "x", "token_env": "TEST_GATHER_NONE"}}, "params.token_env"},
	} {
		_, err := List(context.Background(), c, tt.src, State{})
		var invalid *press.Invalid
		if !errors.As(err, &invalid) || invalid.Field != tt.field {
			t.Errorf("%+v: %v, want a mistake in %s", tt.src, err, tt.field)
		}
	}
}

// TestStateJSON: a state comes back from the store as it went.
func TestStateJSON(t *testing.T) {
	st := State{ETag: `"x"`, Cursor: "1", Kind: "feed", URL: "https://gazeta.example/feed", FoundAt: today, Seen: Seen{{1, 2, 3}, {4, 0, -5}}}
	raw, err := json.Marshal(st)
	if err != nil {
		t.Fatal(err)
	}
	var back State
	if err := json.Unmarshal(raw, &back); err != nil || !reflect.DeepEqual(back, st) {
		t.Errorf("%s came back as %+v, %v", raw, back, err)
	}
	if raw, err = json.Marshal(State{}); err != nil || string(raw) != "{}" {
		t.Errorf("the zero state is %s, %v", raw, err)
	}
}
