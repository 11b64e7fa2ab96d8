package web

import (
	"iter"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// watched puts a topic with one hit into the house.
func (h *house) watched(t *testing.T) string {
	t.Helper()
	ctx := t.Context()
	id := h.file(t, "Kładka nad rzeką już stoi", "Kładkę otwarto w sobotę.")
	err := h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutTopic(ctx, press.Topic{ID: "mosty", Name: "Mosty i kładki", Query: "most LUB kładka", Severity: press.Notable, Section: "miasto"}, 0, "anna", h.now); err != nil {
			return err
		}
		_, err := tx.PutHit(ctx, press.Hit{Topic: "mosty", Clipping: id, Story: id, Version: 1, At: h.now.Add(-time.Hour), Words: []string{"Kładka"}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func topicForm(name, q, act string) url.Values {
	return url.Values{"wersja": {"0"}, "nazwa": {name}, "zapytanie": {q}, "waga": {"pilne"}, "dzial": {"miasto"}, "osoby": {"anna"}, "komorki": {"BPM, WI"}, "kanaly": {""}, "czyn": {act}}
}

func TestTopicIsTriedSavedAndChanged(t *testing.T) {
	h := open(t, "anna")
	h.watched(t)
	near := 0
	h.NearMisses = func(_ press.Topic, docs iter.Seq[*query.Doc], _ time.Time, _ int) ([]NearMiss, error) {
		var out []NearMiss
		for d := range docs {
			near++
			out = append(out, NearMiss{Clipping: d.ID, Why: "brakuje słowa sobota"})
		}
		return out, nil
	}
	status, body := h.do(t, http.MethodPost, "/tematy/nowy", topicForm("Łąki i kładki", "kładka I łąka", "sprawdz"))
	for _, want := range []string{"nie złapałoby", "kładce", "brakuje słowa sobota"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("a trial: %d, no %q", status, want)
		}
	}
	if near != 1 {
		t.Errorf("%d texts looked through", near)
	}
	if _, body := h.do(t, http.MethodPost, "/tematy/nowy", topicForm("Łąki", "kładka", "sprawdz")); !strings.Contains(body, "Kładka nad rzeką") || !strings.Contains(body, "kładka (1)") {
		t.Error("a trial without its hit")
	}
	if status, body := h.do(t, http.MethodPost, "/tematy/nowy", topicForm("Łąki", "(most", "zapisz")); status != 422 || !strings.Contains(body, `role="alert"`) {
		t.Errorf("a wrong query: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/tematy/nowy", topicForm("Łąki i kładki", "kładka", "zapisz")); status != 200 {
		t.Errorf("saving: %d", status)
	}
	got, err := h.Store.Topic(t.Context(), "laki-i-kladki")
	if err != nil || got.Severity != press.Urgent || len(got.Departments) != 2 || got.Origin != store.FromScreen || got.Owners[0] != "anna" {
		t.Errorf("saved %+v, %v", got, err)
	}
	if status, _ := h.do(t, http.MethodPost, "/tematy/nowy", topicForm("Łąki i kładki", "kładka", "zapisz")); status != 409 {
		t.Errorf("the same name again: %d", status)
	}
	change := topicForm("Kładki", "kładka LUB mostek", "zapisz")
	change.Set("wersja", "1")
	if status, body := h.do(t, http.MethodPost, "/tematy/laki-i-kladki/zmien", change); status != 200 || !strings.Contains(body, "wersja 2") || !strings.Contains(body, "Anna Wilczyńska") {
		t.Errorf("changing: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/tematy/laki-i-kladki/zmien", change); status != 409 {
		t.Errorf("an old form: %d", status)
	}
}

func TestTopicIsPausedAndJudged(t *testing.T) {
	h := open(t, "anna")
	story := h.watched(t)
	if _, body := h.do(t, http.MethodPost, "/tematy/mosty", url.Values{"czyn": {"wstrzymaj"}}); !strings.Contains(body, "Wznów") {
		t.Error("pausing does not show")
	}
	if _, body := h.do(t, http.MethodPost, "/tematy/mosty", url.Values{"czyn": {"trafne"}, "watek": {story}}); !strings.Contains(body, "trafność") || !strings.Contains(plain(body), "1 ocena") {
		t.Error("a thumb does not count")
	}
	if status, _ := h.do(t, http.MethodPost, "/tematy/mosty", url.Values{"czyn": {"nietrafne"}, "watek": {"x"}}); status != 404 {
		t.Errorf("a thumb on nothing: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/tematy/mosty", url.Values{"czyn": {"x"}}); status != 422 {
		t.Errorf("an unknown act: %d", status)
	}
}
