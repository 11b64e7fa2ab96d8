package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// conference is a house with a conference and two people of the press.
func conference(t *testing.T) *house {
	t.Helper()
	h := office(t)
	err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.PutOutlet(t.Context(), press.Outlet{ID: "portal", Name: "Portal Grodziski", Home: "https://portal.example/", Medium: press.Portal, Email: "redakcja@portal.example"}); err != nil {
			return err
		}
		return tx.PutJournalist(t.Context(), store.Journalist{ID: "iga", Name: "Iga Pytalska", Outlet: "portal", Email: "iga@portal.example"})
	})
	if err != nil {
		t.Fatal(err)
	}
	status, body := h.do(t, http.MethodPost, "/rejestry/konferencje/nowa", url.Values{"temat": {"Most nad Rospudą"}, "zapytanie": {"most Rospuda"}, "kiedy": {"2026-12-01T11:00"}, "miejsce": {"sala 26, ratusz"},
		"przeslanie": {"Most otworzymy w maju przyszłego roku. Kosztował 47 mln zł."}, "mowcy.0.kto": {"Prezydent Miasta"}})
	if status != 200 {
		t.Fatalf("conference: %d\n%.500s", status, body)
	}
	return h
}

// comingPath is the address under which the invited person answers.
func (h *house) comingPath(t *testing.T, id int64) string {
	t.Helper()
	key, err := h.Store.SlipKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return "/zaproszenie/" + key.Token(store.Slip{Kind: store.SlipComing, Ref: strconv.FormatInt(id, 10)})
}

// An invitation goes from the directory to the answer and the list of those
// present; what goes out stands in the history.
func TestInvitationsFromDirectoryToAttendance(t *testing.T) {
	h := conference(t)
	const page = "/sprawy/1/zaproszenia"
	status, body := h.get(t, page)
	for _, want := range []string{"Portal Grodziski", "Iga Pytalska", "iga@portal.example", "redakcja@portal.example"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Fatalf("the screen (%d) lacks %q", status, want)
		}
	}
	if status, body := h.do(t, http.MethodPost, page, url.Values{"czyn": {"zapros"}, "adresy": {"to nie adres"}}); status != 422 || !strings.Contains(body, "to nie jest adres") {
		t.Errorf("a wrong address: %d", status)
	}
	if status, body := h.do(t, http.MethodPost, page, url.Values{"czyn": {"zapros"}, "kto": {"osoba/iga"}, "adresy": {"Sonia Fala <sonia@radio.example>\n"}}); status != 200 || !strings.Contains(plain(body), "2 adresy") || !strings.Contains(body, "czeka na wysłanie") {
		t.Fatalf("inviting: %d\n%.600s", status, body)
	}
	letters, err := h.Store.WaitingMailings(t.Context())
	if err != nil || len(letters) != 1 {
		t.Fatal(letters, err)
	}
	m := letters[0]
	for _, want := range []string{"– temat: Most nad Rospudą", "sala 26, ratusz", "1 grudnia 2026", "1. Prezydent Miasta"} {
		if !strings.Contains(plain(m.Body), want) {
			t.Errorf("the letter lacks %q:\n%s", want, m.Body)
		}
	}
	if m.Subject != "Zaproszenie na konferencję: Most nad Rospudą" || !strings.Contains(string(m.Calendar), "DTSTART:20261201T100000Z") || strings.Contains(m.Body, "23 listopada") {
		t.Errorf("subject %q, calendar\n%s\n%s", m.Subject, m.Calendar, m.Body)
	}
	if c, err := h.Store.Case(t.Context(), 1); err != nil || c.Status != "zaproszono" || c.Fields["zaproszono"] != "2026-11-23" {
		t.Errorf("the case is %+v, %v", c, err)
	}
	h.Demo = "" // the journalist has no account
	path := h.comingPath(t, 1)
	if status, body := h.get(t, path); status != 200 || !strings.Contains(body, "sala 26, ratusz") || strings.Contains(body, "/rejestry") {
		t.Errorf("the page for the answer: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, path, url.Values{"odpowiedz": {"będę"}, "osoby": {"400"}}); status != 422 {
		t.Errorf("400 people: %d", status)
	}
	if status, body := h.do(t, http.MethodPost, path, url.Values{"odpowiedz": {"będę"}, "osoby": {"2"}, "uwagi": {"kamera"}}); status != 200 || !strings.Contains(plain(body), "2 osoby") {
		t.Errorf("the answer: %d\n%.600s", status, body)
	}
	if status, _ := h.get(t, path+"x"); status != 404 {
		t.Errorf("a forged link: %d", status)
	}
	h.Demo = "anna"
	if status, _ := h.do(t, http.MethodPost, page, url.Values{"czyn": {"przypomnienie"}}); status != 200 {
		t.Errorf("a reminder: %d", status)
	}
	letters, err = h.Store.WaitingMailings(t.Context())
	if err != nil || len(letters) != 2 || !strings.Contains(string(letters[1].Calendar), "SEQUENCE:1") {
		t.Fatal(letters, err)
	}
	if people, err := h.Store.MailingPeople(t.Context(), letters[1].ID); err != nil || len(people) != 1 || people[0].Email != "sonia@radio.example" {
		t.Errorf("the reminder goes to %+v, %v", people, err)
	}
	h.do(t, http.MethodPost, page, url.Values{"czyn": {"obecnosc"}, "przyszlo.1": {"2"}, "przyszlo.2": {"0"}})
	h.do(t, http.MethodPost, page, url.Values{"czyn": {"dopisz"}, "nazwa": {"Jan Bezzaproszenia"}})
	if status, body := h.get(t, page); status != 200 || !strings.Contains(body, "Jan Bezzaproszenia") || !strings.Contains(body, `<b>3</b><span>osób obecnych`) {
		t.Errorf("attendance: %d\n%s", status, body)
	}
	if status, body := h.get(t, "/sprawy/1/obecnosc/html"); status != 200 || !strings.Contains(plain(body), "będę (2 osoby)") {
		t.Errorf("the list: %d\n%s", status, body)
	}
	history, err := h.Store.CaseHistory(t.Context(), 1)
	if err != nil || len(history) != 6 || history[2].Detail != "Iga Pytalska: będę, 2 osoby" && plain(history[2].Detail) != "Iga Pytalska: będę, 2 osoby" {
		t.Errorf("history %+v, %v", history, err)
	}
	h.now = h.now.Add(30 * 24 * time.Hour)
	if status, _ := h.do(t, http.MethodPost, path, url.Values{"odpowiedz": {"nie będę"}}); status != http.StatusConflict {
		t.Errorf("an answer after the event: %d", status)
	}
}

// After the conference the coverage is held against what was said, and those
// who came are held against those who wrote.
func TestEchoOfAConference(t *testing.T) {
	h := conference(t)
	h.file(t, "Most: zapowiedź", "Most nad Rospudą wkrótce. Kosztował 47 mln zł.") // before the conference
	h.do(t, http.MethodPost, "/sprawy/1/zaproszenia", url.Values{"czyn": {"dopisz"}, "nazwa": {"Sonia Fala"}, "redakcja": {"radio"}})
	h.do(t, http.MethodPost, "/sprawy/1/zaproszenia", url.Values{"czyn": {"dopisz"}, "nazwa": {"Iga Pytalska"}, "redakcja": {"portal"}})
	if err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.PutOutlet(t.Context(), press.Outlet{ID: "radio", Name: "Radio Sierpno", Home: "https://radio.example/", Medium: press.Radio})
	}); err != nil {
		t.Fatal(err)
	}
	h.now = time.Date(2026, 12, 1, 16, 0, 0, 0, h.now.Location())
	h.file(t, "Most nad Rospudą otworzą w maju", "Jak podał ratusz, most nad Rospudą otworzą w maju przyszłego roku.")
	status, body := h.get(t, "/sprawy/1/echo")
	body = plain(body)
	for _, want := range []string{"Pokazane są publikacje od", "Most otworzymy w maju przyszłego roku.", "Most nad Rospudą otworzą w maju", "nikt", "Byli, a jeszcze nie napisali: Radio Sierpno."} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("the echo (%d) lacks %q\n%s", status, want, body)
		}
	}
	if strings.Contains(body, "zapowiedź") {
		t.Error("what was published before the conference is its echo")
	}
}
