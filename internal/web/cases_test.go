package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"prasowka/config"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// office is a house with the registers of the default configuration.
func office(t *testing.T) *house {
	t.Helper()
	c, err := config.LoadFS(config.Defaults(), config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, "anna")
	h.Registers, h.Symbol, h.Body, h.Address = c.Registers, "BPM", "Urząd Miejski", "ul. Rynkowa 1"
	return h
}

// rectification is a form for a case about a clipping.
func rectification(clipping string) url.Values {
	return url.Values{
		"rodzaj": {"sprostowanie"}, "wycinek": {clipping}, "medium": {"portal"}, "tytul": {"Most za 52 mln"}, "publikacja": {"2026-11-20"},
		"fragment": {"Most kosztował 52 mln zł."}, "naglowek": {"Sprostowanie"}, "tekst": {"Most kosztował 47 mln zł."},
		"wnioskodawca": {"Gmina Miasto Suwałki"}, "wnioskodawca_nazwa": {"Gmina Miasto"}, "podpisujacy": {"Anna Wilczyńska"}, "funkcja": {"rzecznik prasowy"},
		"podstawa": {"upoważnienie nr 1/2026"}, "adres_do_korespondencji": {"ul. Rynkowa 1"}, "fakty": {"tak"},
		"punkty.0.nieprawda": {"most kosztował 52 mln zł"}, "punkty.0.prawda": {"most kosztował 47 mln zł"},
	}
}

func plain(s string) string { return strings.ReplaceAll(s, polish.NBSP, " ") }

// openRectification opens the first case of the house.
func (h *house) openRectification(t *testing.T) (clipping string) {
	t.Helper()
	clipping = h.file(t, "Most za 52 mln", "Most kosztował 52 mln zł. Mieszkańcy pytają.")
	if status, body := h.do(t, http.MethodPost, "/rejestry/sprostowania/nowa", rectification(clipping)); status != 200 {
		t.Fatalf("opening a case: %d\n%.800s", status, body)
	}
	return clipping
}

// A case lives from its opening to its end: form, terms, sign, moves, letter.
func TestCaseFromFormToLetter(t *testing.T) {
	h := office(t)
	id := h.openRectification(t)
	if status, body := h.get(t, "/rejestry/sprostowania/nowa?wycinek="+id); status != 200 || !strings.Contains(body, `value="Most za 52 mln"`) {
		t.Errorf("the form does not take what the clipping says: %d", status)
	}
	if status, body := h.do(t, http.MethodPost, "/rejestry/sprostowania/nowa", url.Values{"publikacja": {"wczoraj"}}); status != 422 || !strings.Contains(body, "nie jest datą") || !strings.Contains(body, "obowiązkowe") {
		t.Errorf("a wrong form: %d", status)
	}
	status, body := h.get(t, "/sprawy/1")
	body = plain(body)
	for _, want := range []string{"Most za 52 mln", "11 grudnia 2026", "art. 31a ust. 3 pr. pras.", "Przekaż radcy prawnemu", "bez znaku"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Fatalf("the card (%d) lacks %q:\n%s", status, want, body)
		}
	}
	if status, body := h.do(t, http.MethodPost, "/sprawy/1/znak", url.Values{"klasa": {"061"}}); status != 200 || !strings.Contains(body, "BPM.061.1.2026") {
		t.Errorf("giving a sign: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/sprawy/1/znak", url.Values{"znak": {"BPM.061.2.2026"}}); status != http.StatusConflict {
		t.Errorf("a sign was changed: %d", status)
	}
	for _, to := range []string{"u_radcy", "do_podpisu"} {
		if status, _ := h.do(t, http.MethodPost, "/sprawy/1/krok", url.Values{"do": {to}}); status != 200 {
			t.Errorf("move to %s: %d", to, status)
		}
	}
	if status, _ := h.do(t, http.MethodPost, "/sprawy/1/krok", url.Values{"do": {"wyslane"}}); status != 422 {
		t.Errorf("sent without a proof of posting: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/sprawy/1/krok", url.Values{"do": {"opublikowane"}}); status != http.StatusConflict {
		t.Errorf("a move that does not exist: %d", status)
	}
	status, body = h.get(t, "/sprawy/1/pisma/wniosek.html")
	for _, want := range []string{"BPM.061.1.2026", "Portal Grodziski", "art. 31a ust. 1", "Most kosztował 52 mln zł.", "upoważnienie nr 1/2026"} {
		if status != 200 || !strings.Contains(plain(body), want) {
			t.Errorf("the letter (%d) lacks %q", status, want)
		}
	}
	if status, body := h.get(t, "/sprawy/1/akta/html"); status != 200 || !strings.Contains(body, "Historia") || !strings.Contains(body, "Mieszkańcy pytają") {
		t.Errorf("the file of the case: %d", status)
	}
	if status, body := h.get(t, "/sprawy/1/pisma/wniosek.docx"); status != 200 || !strings.HasPrefix(body, "PK") {
		t.Errorf("the letter as DOCX: %d", status)
	}
}

func TestStaleFormIsAConflict(t *testing.T) {
	h := office(t)
	form := rectification(h.openRectification(t))
	form.Set("wersja", "1")
	if status, _ := h.do(t, http.MethodPost, "/sprawy/1/zmien", form); status != 200 {
		t.Errorf("a fresh change: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/sprawy/1/zmien", form); status != http.StatusConflict {
		t.Errorf("a stale change: %d", status)
	}
}

func TestCaseFromFlag(t *testing.T) {
	h := office(t)
	id := h.file(t, "Most za 52 mln", "Most kosztował 52 mln zł.")
	ctx := t.Context()
	flag := press.Flag{ID: "f1", Kind: press.FlagFact, Clipping: id, Version: 1, Quote: "52 mln zł", Sentence: "Most kosztował 52 mln zł.", Expected: "47 mln zł", Remedy: press.Rectify, State: press.FlagOpen, Why: "inna kwota"}
	if err := h.Store.Write(ctx, func(tx *store.Tx) error {
		_, err := tx.PutFlag(ctx, flag, h.now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if status, body := h.get(t, "/rejestry/sprostowania/nowa?flaga=f1"); status != 200 || !strings.Contains(body, "Most kosztował 52 mln zł.") || !strings.Contains(body, "47 mln zł") {
		t.Errorf("the form does not take the flag's evidence: %d", status)
	}
	form := rectification(id)
	form.Set("flaga", "f1")
	if status, _ := h.do(t, http.MethodPost, "/rejestry/sprostowania/nowa", form); status != 200 {
		t.Fatalf("opening a case from a flag: %d", status)
	}
	if got, err := h.Store.Flag(ctx, "f1"); err != nil || got.State != press.FlagCase {
		t.Errorf("flag is %q, %v", got.State, err)
	}
}

func TestTermsCalendarAndExports(t *testing.T) {
	h := office(t)
	h.openRectification(t)
	for path, want := range map[string]string{
		"/terminy":                            "Nadanie albo złożenie sprostowania",
		"/kalendarz?miesiac=2026-12":          "termin",
		"/kalendarz?miesiac=2026-11":          "Niepodległości",
		"/kalendarz.ics":                      "BEGIN:VEVENT",
		"/rejestry":                           "Sprostowania",
		"/rejestry?q=most":                    "Most za 52 mln",
		"/rejestry/sprostowania":              "Most za 52 mln",
		"/rejestry/sprostowania/eksport/csv":  "Most za 52 mln",
		"/rejestry/sprostowania/eksport/json": `"Register":"sprostowania"`,
		"/rejestry/sprostowania/eksport/xlsx": "PK",
		"/rejestry/patronaty/nowa":            "Organizator",
		"/rejestry/konferencje/nowa":          "Mówcy",
	} {
		if status, body := h.get(t, path); status != 200 || !strings.Contains(plain(body), want) {
			t.Errorf("GET %s: %d, no %q in\n%.500s", path, status, want, body)
		}
	}
}

// A file is kept when its bytes are of an allowed kind, whatever its name.
func TestAttachments(t *testing.T) {
	h := office(t)
	h.openRectification(t)
	upload := func(name, content string) int {
		body := fmt.Sprintf("--x\r\nContent-Disposition: form-data; name=\"plik\"; filename=%q\r\nContent-Type: application/pdf\r\n\r\n%s\r\n--x--\r\n", name, content)
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.server.URL+"/sprawy/1/pliki", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "multipart/form-data; boundary=x")
		res, err := h.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		return res.StatusCode
	}
	if status := upload("dowód.pdf", "%PDF-1.7 nadanie"); status != 200 {
		t.Errorf("a PDF: %d", status)
	}
	if status := upload("dowód.pdf", "<html><script>alert(1)</script>"); status != 422 {
		t.Errorf("a page named as a PDF: %d", status)
	}
	if status, body := h.get(t, "/sprawy/1/pliki/1"); status != 200 || body != "%PDF-1.7 nadanie" {
		t.Errorf("the file comes back as %d %q", status, body)
	}
	if status, _ := h.get(t, "/sprawy/1/pliki/99"); status != 404 {
		t.Errorf("a file that is not there: %d", status)
	}
}
