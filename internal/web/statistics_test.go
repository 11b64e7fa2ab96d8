package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"prasowka/internal/store"
)

// The statistics count cases by year and by field, with terms and times.
func TestStatistics(t *testing.T) {
	h := office(t)
	h.openRectification(t) // brings the outlet
	for _, f := range []url.Values{
		{"wplynelo": {"2026-11-02T10:00"}, "komorka": {"Wydział Dróg"}, "rodzaj": {"informacja publiczna"}, "wyslano": {"2026-11-05T10:00"}},
		{"wplynelo": {"2026-11-02T10:00"}, "komorka": {"Wydział Dróg"}, "rodzaj": {"informacja publiczna"}, "wyslano": {"2026-11-20T10:00"}},
		{"wplynelo": {"2026-11-03T10:00"}, "komorka": {"=cmd"}, "rodzaj": {"prośba o komentarz"}},
		{"wplynelo": {"2025-05-05T10:00"}, "komorka": {"Wydział Kultury"}, "rodzaj": {"prośba o komentarz"}, "wyslano": {"2025-05-05T15:00"}},
	} {
		f.Set("medium", "portal")
		f.Set("pytania", "Ile to kosztowało?")
		if status, body := h.do(t, http.MethodPost, "/rejestry/zapytania/nowa", f); status != 200 {
			t.Fatalf("inquiry: %d\n%.500s", status, body)
		}
	}
	status, body := h.get(t, "/statystyka/zapytania")
	body = strings.Join(strings.Fields(plain(body)), " ")
	for _, want := range []string{
		// all, answered, in time, past a statutory term, past the outlet's wish, median
		`Wydział Dróg</th><td class="num">2</td><td class="num">2</td><td class="num">1</td><td class="num">1</td><td class="num">0</td><td class="num">11 dni`,
		`2025</th><td class="num">1</td><td class="num">1</td><td class="num">1</td><td class="num">0</td><td class="num">0</td><td class="num">5 godzin`,
		"Komórka merytoryczna (2026)", "Portal Grodziski",
	} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("the screen (%d) lacks %q:\n%s", status, want, body)
		}
	}
	if strings.Contains(body, "Wydział Kultury") {
		t.Error("a case of another year is in the tables of the year")
	}
	for path, want := range map[string]string{
		"/statystyka":                        "Honorowy patronat",
		"/statystyka/patronaty":              "Nie ma spraw",
		"/statystyka/zapytania?rok=2025":     "Wydział Kultury",
		"/statystyka/zapytania/csv":          "Wydział Dróg;2;2;1;1;0;",
		"/statystyka/zapytania/xlsx":         "PK",
		"/rejestry/zapytania/druk/html":      "Ile to kosztowało?",
		"/rejestry/zapytania/druk/docx":      "PK",
		"/rejestry/kronika/druk/html?rok=20": "rok 20",
	} {
		if status, body := h.get(t, path); status != 200 || !strings.Contains(plain(body), want) {
			t.Errorf("GET %s: %d, no %q in\n%.400s", path, status, want, body)
		}
	}
	if _, body := h.get(t, "/statystyka/zapytania/csv"); !strings.Contains(body, "'=cmd") {
		t.Error("a cell that is a formula goes out as one")
	}
	for _, path := range []string{"/statystyka/sprostowania", "/statystyka/nie-ma", "/statystyka/zapytania/pdf"} {
		if status, _ := h.get(t, path); status != 404 {
			t.Errorf("GET %s: %d", path, status)
		}
	}
	if list, err := h.Store.Cases(t.Context(), store.CaseFilter{Register: "zapytania"}); err != nil || len(list) != 4 {
		t.Error(len(list), err)
	}
}
