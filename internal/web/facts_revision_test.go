package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"prasowka/internal/press"
)

func TestAFactThatSomebodyElseChangedIsNotOverwritten(t *testing.T) {
	h := open(t, "anna")
	h.Cells = []Cell{{ID: "wgk", Name: "Wydział Gospodarki Komunalnej"}}
	form := func(revision, value string) url.Values {
		return url.Values{"wersja": {revision}, "id": {"most"}, "rodzaj": {string(press.FactAmount)}, "przedmiot": {"koszt mostu"}, "wartosc": {value}, "wlasciciel": {"wgk"}}
	}
	if status, _ := h.do(t, http.MethodPost, "/fakty/nowa", form("0", "46 mln zł")); status != 200 {
		t.Fatalf("a new card: %d", status)
	}
	if status, body := h.get(t, "/fakty"); status != 200 || !strings.Contains(body, "Wydział Gospodarki Komunalnej") || strings.Contains(body, ">wgk<") {
		t.Errorf("the owner is not named: %d", status)
	}
	if status, body := h.get(t, "/fakty/most"); status != 200 || !strings.Contains(body, `name="wersja" value="1"`) {
		t.Errorf("the form does not say what it shows: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/fakty/most", form("1", "47 mln zł")); status != 200 {
		t.Errorf("a change: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/fakty/most", form("1", "48 mln zł")); status != http.StatusConflict {
		t.Errorf("an old form: %d, want a conflict", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/fakty/most", url.Values{"czyn": {"usun"}, "wersja": {"1"}}); status != http.StatusConflict {
		t.Errorf("dropping what somebody changed: %d, want a conflict", status)
	}
	facts, err := h.Store.Facts(t.Context())
	if err != nil || len(facts) != 1 || facts[0].Value != "47 mln zł" {
		t.Errorf("%+v, %v", facts, err)
	}
}
