package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"prasowka/internal/store"
)

func TestAlertIsTakenAndMuted(t *testing.T) {
	h := open(t, "anna")
	story := h.watched(t)
	path := "/alerty/mosty/" + story
	if status, body := h.get(t, path); status != 200 || !strings.Contains(body, "Nikt jeszcze nie przejął") {
		t.Errorf("a new alert: %d", status)
	}
	for _, step := range []struct{ act, key, kind string }{
		{"przejmij", "alert/mosty/" + story, store.Taken}, {"wycisz", "alert/mosty/" + story, store.Muted}, {"wycisz-temat", "alert/mosty", store.Muted},
	} {
		if status, body := h.do(t, http.MethodPost, path, url.Values{"czyn": {step.act}}); status != 200 || !strings.Contains(body, "Anna Wilczyńska") {
			t.Errorf("%s: %d", step.act, status)
		}
		signs, err := h.Store.Receipts(t.Context(), step.key)
		if err != nil || len(signs) == 0 || signs[len(signs)-1].Kind != step.kind && signs[0].Kind != step.kind {
			t.Errorf("%s: %+v, %v", step.act, signs, err)
		}
	}
	for _, act := range []string{"wlacz", "wlacz-temat"} {
		h.do(t, http.MethodPost, path, url.Values{"czyn": {act}})
	}
	if _, body := h.get(t, path); !strings.Contains(body, "Wycisz cały temat") || !strings.Contains(body, "Wycisz alerty o tej sprawie") {
		t.Error("unmuting does not show")
	}
	for act, want := range map[string]int{"x": 422} {
		if status, _ := h.do(t, http.MethodPost, path, url.Values{"czyn": {act}}); status != want {
			t.Errorf("%s: %d", act, status)
		}
	}
	if status, _ := h.do(t, http.MethodPost, "/alerty/nie/"+story, url.Values{"czyn": {"przejmij"}}); status != 404 {
		t.Errorf("an unknown topic: %d", status)
	}
}
