package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

func testPlan() *cases.Scenario {
	return &cases.Scenario{Name: "zagrozenie", Title: "Zagrożenie mieszkańców", Kind: cases.CrisisOfFact, Level: 3, About: "Coś zagraża ludziom.",
		Roles: []cases.Role{{ID: "kieruje", Name: "Kieruje", Person: "jan", Signs: true}, {ID: "mowi", Name: "Mówi w imieniu urzędu", Person: "anna"}},
		Steps: []cases.Step{{ID: "fakty", What: "Potwierdź u służb, co się stało.", Role: "mowi", Within: cases.Pace(10 * time.Minute), Phase: "Pierwsza godzina"},
			{ID: "koniec", What: "Ogłoś koniec.", Role: "kieruje", Phase: "Dalej", Basis: "art. 1"}},
		Statements: []cases.Holding{{ID: "wstepne", Title: "Stanowisko wstępne: {sprawa}", Body: "[co się stało]\n\n{urzad}, {dzis}"}},
		Audiences:  []cases.Audience{{Who: "mieszkańcy", Channels: []string{"SMS"}}}, Questions: []cases.Question{{Asked: "Kto zawinił?", Answer: "Ustalamy."}},
		Avoid: []string{"Żadnych nazwisk."}, Law: []string{"Ustawa."}, StandDown: []string{"Służby potwierdziły koniec."}, Lessons: []string{"Czego zabrakło?"}}
}

// openRoom opens a room of a story and answers its address.
func (h *house) openRoom(t *testing.T) (path, story string) {
	t.Helper()
	h.Scenarios = []*cases.Scenario{testPlan()}
	story = h.file(t, "Skażona woda na osiedlu", "Mieszkańcy skarżą się na wodę.")
	status, body := h.do(t, http.MethodPost, "/kryzys", url.Values{"sprawa": {"Skażona woda"}, "plan": {"zagrozenie"}, "watek": {story}, "powod": {"Zgłosiła spółka."}})
	if status != http.StatusOK || !strings.Contains(body, "Skażona woda") {
		t.Fatalf("opening a room: %d\n%.600s", status, body)
	}
	return "/kryzys/1", story
}

// A room from its opening to its lessons.
func TestCrisisRoom(t *testing.T) {
	h := open(t, "anna")
	path, story := h.openRoom(t)
	post := func(form url.Values, want int, shows string) string {
		t.Helper()
		status, body := h.do(t, http.MethodPost, path, form)
		if status != want || !strings.Contains(strings.ReplaceAll(body, polish.NBSP, " "), shows) {
			t.Fatalf("%v: %d, want %d with %q\n%.3000s", form, status, want, shows, body)
		}
		return body
	}
	post(url.Values{"czyn": {"potwierdz"}}, 200, "wie od")
	post(url.Values{"czyn": {"krok"}, "krok": {"fakty"}, "tekst": {"potwierdza sanepid"}}, 200, "Zrobione 1 z 2")
	post(url.Values{"czyn": {"krok"}, "krok": {"fakty"}}, 409, "")
	post(url.Values{"czyn": {"cofnij"}, "krok": {"fakty"}}, 200, "Zrobione 0 z 2")
	post(url.Values{"czyn": {"zadanie"}, "tekst": {"Mapa ujęć"}, "kto": {"jan"}, "do": {"2026-11-23T10:00"}}, 200, "Mapa ujęć")
	post(url.Values{"czyn": {"zadanie"}, "tekst": {"Za późno"}, "kto": {"jan"}, "do": {"2026-11-23T08:00"}}, 422, "już minęła")
	post(url.Values{"czyn": {"wpis"}, "rodzaj": {"decyzja"}, "tekst": {"Wstrzymujemy dostawę."}, "kiedy": {"2026-11-23T08:30"}}, 200, "zapisano")
	post(url.Values{"czyn": {"wpis"}, "rodzaj": {"zawiadomienie"}, "tekst": {"telefon"}, "kto": {"jan"}}, 200, "osobiście albo telefonem")
	post(url.Values{"czyn": {"wpis"}, "rodzaj": {"wpis"}, "tekst": {"z przyszłości"}, "kiedy": {"2026-11-24T08:30"}}, 422, "już się stało")
	post(url.Values{"czyn": {"gotowe"}, "nr": {"99"}}, 404, "")
	log, err := h.Store.CrisisLog(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	var task press.CrisisEntry
	for _, e := range log {
		if e.Kind == press.CrisisTask {
			task = e
		}
	}
	post(url.Values{"czyn": {"gotowe"}, "nr": {fmt.Sprint(task.ID)}}, 200, "zadanie wykonane")
	h.signs(t, path, post)
	if _, body := h.get(t, "/watki/"+story); !strings.Contains(body, `href="/kryzys/1"`) {
		t.Error("the story does not lead to its room")
	}
	for form, want := range map[string]string{"html": "Oś czasu", "docx": "word/document.xml"} {
		if status, body := h.get(t, path+"/akta/"+form); status != 200 || !strings.Contains(body, want) {
			t.Errorf("as %s: %d", form, status)
		}
	}
	post(url.Values{"czyn": {"zamknij"}}, 422, "puste")
	post(url.Values{"czyn": {"zamknij"}, "tekst": {"Woda jest zdatna."}}, 200, "Podsumowanie.")
	post(url.Values{"czyn": {"wpis"}, "rodzaj": {"wpis"}, "tekst": {"po czasie"}}, 409, "")
	post(url.Values{"czyn": {"wniosek"}, "tekst": {"Zdublować telefony."}}, 200, "Zdublować telefony.")
	if status, _ := h.get(t, "/plany/zagrozenie"); status != 200 {
		t.Errorf("the plan: %d", status)
	}
}

// signs holds the way of a holding statement: nobody signs a gap, nor past the
// room, and a change asks for a new signature.
func (h *house) signs(t *testing.T, path string, post func(url.Values, int, string) string) {
	t.Helper()
	post(url.Values{"czyn": {"stanowisko"}, "wzor": {"wstepne"}}, 200, "[co się stało]")
	all, err := h.Store.Statements(t.Context(), 1)
	if err != nil || len(all) != 1 || all[0].Kind != kindHolding || all[0].Title != "Stanowisko wstępne: Skażona woda" {
		t.Fatalf("statements %+v, %v", all, err)
	}
	id := all[0].ID
	post(url.Values{"czyn": {"podpisz"}, "stanowisko": {id}, "wersja": {"1"}}, 422, "[co się stało]")
	if status, _ := h.do(t, http.MethodPost, "/stanowiska/"+id, url.Values{"czyn": {"zatwierdz"}, "wersja": {"1"}}); status != http.StatusConflict {
		t.Errorf("approving past the room: %d", status)
	}
	form := url.Values{"wersja": {"1"}, "tytul": {all[0].Title}, "kiedy": {"2026-11-23T09:00"}, "tekst": {"Woda na osiedlu nie nadaje się do picia."}}
	if status, body := h.do(t, http.MethodPost, "/stanowiska/"+id+"/zmien", form); status != 200 || !strings.Contains(body, "Podpisuje się je w pokoju kryzysowym") {
		t.Fatalf("filling in: %d\n%.2000s", status, body)
	}
	post(url.Values{"czyn": {"podpisz"}, "stanowisko": {id}, "wersja": {"1"}}, 409, "")
	post(url.Values{"czyn": {"podpisz"}, "stanowisko": {id}, "wersja": {"2"}}, 200, "w zastępstwie osób, które podpisują według planu")
	post(url.Values{"czyn": {"ogloszono"}, "stanowisko": {id}, "gdzie": {"strona miasta"}}, 200, "strona miasta")
	got, err := h.Store.Statement(t.Context(), id)
	if err != nil || got.State != store.StatementApproved || got.Approved != "anna" {
		t.Errorf("signed statement %+v, %v", got, err)
	}
	_ = path
}

// A reader does his part but neither opens nor closes.
func TestCrisisRoles(t *testing.T) {
	h := open(t, "anna")
	path, _ := h.openRoom(t)
	reader := open(t, "jan")
	reader.Site.Options.Store, reader.Site.Scenarios = h.Store, h.Scenarios
	for czyn, want := range map[string]int{"potwierdz": 200, "zamknij": 403, "stanowisko": 403, "rola": 403, "bzdura": 422} {
		if status, _ := reader.do(t, http.MethodPost, path, url.Values{"czyn": {czyn}, "tekst": {"x"}}); status != want {
			t.Errorf("a reader's %s: %d, want %d", czyn, status, want)
		}
	}
	if status, _ := reader.do(t, http.MethodPost, "/kryzys", url.Values{"sprawa": {"Moja"}}); status != http.StatusForbidden {
		t.Errorf("a reader opens a room: %d", status)
	}
}

// crisisScreens opens a room with something of everything, and a closed one,
// and answers their addresses.
func (h *house) crisisScreens(t *testing.T) []string {
	t.Helper()
	path, story := h.openRoom(t)
	for _, form := range []url.Values{
		{"czyn": {"krok"}, "krok": {"fakty"}, "tekst": {"potwierdza sanepid"}},
		{"czyn": {"zadanie"}, "tekst": {"Mapa ujęć"}, "kto": {"jan"}, "do": {"2026-11-23T10:00"}},
		{"czyn": {"wpis"}, "rodzaj": {"decyzja"}, "tekst": {"Wstrzymujemy dostawę."}},
		{"czyn": {"stanowisko"}, "wzor": {"wstepne"}},
	} {
		if status, body := h.do(t, http.MethodPost, path, form); status != http.StatusOK {
			t.Fatalf("%v: %d\n%.800s", form, status, body)
		}
	}
	h.do(t, http.MethodPost, "/kryzys", url.Values{"sprawa": {"Stary kryzys"}, "plan": {"zagrozenie"}})
	h.do(t, http.MethodPost, "/kryzys/2", url.Values{"czyn": {"zamknij"}, "tekst": {"Po wszystkim."}})
	texts, err := h.Store.Statements(t.Context(), 1)
	if err != nil || len(texts) != 1 {
		t.Fatal(texts, err)
	}
	return []string{"/kryzys", "/kryzys?watek=" + story, path, "/kryzys/2", "/plany/zagrozenie", "/stanowiska/" + texts[0].ID, "/stanowiska/" + texts[0].ID + "/zmien"}
}
