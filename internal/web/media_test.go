package web

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

// upload posts a file to a screen.
func (h *house) upload(t *testing.T, path, name string, data []byte) (int, string) {
	t.Helper()
	return h.postForm(t, path, nil, "plik", name, data)
}

// postForm posts a form with a file, with none when data is nil.
func (h *house) postForm(t *testing.T, path string, fields map[string]string, field, name string, data []byte) (int, string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if data != nil {
		part, err := form.CreateFormFile(field, name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.server.URL+path, &body)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", form.FormDataContentType())
	return h.send(t, req)
}

var keptPattern = regexp.MustCompile(`name="arkusz" value="([^"]*)"`)

// confirm posts the second step of an import whose dry run gave page.
func (h *house) confirm(t *testing.T, path, page string) (int, string) {
	t.Helper()
	m := keptPattern.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the dry run offers no second step:\n%s", page)
	}
	return h.do(t, http.MethodPost, path, url.Values{"zrob": {"wczytaj"}, "arkusz": {html.UnescapeString(m[1])}})
}

func TestMediaDirectory(t *testing.T) {
	h := office(t)
	h.openRectification(t)
	status, body := h.do(t, http.MethodPost, "/media/dziennikarze/nowy", url.Values{"nazwa": {"Iga Pytalska"}, "redakcja": {"portal"}, "email": {"iga@portal.example"}})
	if status != 200 || !strings.Contains(body, "Wpis jest zapisany") || !strings.Contains(body, "Iga Pytalska") {
		t.Fatalf("adding: %d\n%s", status, body)
	}
	for _, want := range []string{"Historia kontaktów", "Most za 52 mln", "Ostatnie publikacje", "Brakuje redaktora naczelnego"} {
		if !strings.Contains(body, want) {
			t.Errorf("the outlet's card lacks %q", want)
		}
	}
	all, err := h.Store.Journalists(t.Context(), "portal")
	if err != nil || len(all) != 1 {
		t.Fatalf("directory %v, %v", all, err)
	}
	at := "/media/dziennikarze/" + all[0].ID
	if status, body := h.do(t, http.MethodPost, at, url.Values{"nazwa": {""}, "redakcja": {"nic"}, "email": {"nie adres"}}); status != 422 || strings.Count(body, "<li>") < 3 {
		t.Errorf("a wrong entry: %d", status)
	}
	if status, body := h.do(t, http.MethodPost, at, url.Values{"nazwa": {"Iga Pytalska-Nowa"}, "redakcja": {"portal"}}); status != 200 || !strings.Contains(body, "Pytalska-Nowa") {
		t.Errorf("changing: %d", status)
	}
	if status, body := h.get(t, "/media"); status != 200 || !strings.Contains(body, "Pytalska-Nowa") || !strings.Contains(body, "1"+"\u00a0dziennikarz") {
		t.Errorf("the list: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, at+"/usun", nil); status != 200 {
		t.Errorf("removing: %d", status)
	}
	if all, err := h.Store.Journalists(t.Context(), ""); err != nil || len(all) != 0 {
		t.Errorf("directory %v, %v", all, err)
	}
	h.Demo = "jan"
	if status, _ := h.get(t, "/media"); status != http.StatusForbidden {
		t.Errorf("a reader sees the directory: %d", status)
	}
}

func TestMediaImport(t *testing.T) {
	h := office(t)
	h.file(t, "Cokolwiek", "Treść.")
	table := "Imię i nazwisko;Redakcja;Funkcja;E-mail;Telefon;Kolor\r\n" +
		"Łucja Źrebięca;Portal Grodziski;redaktorka;lucja@portal.example;600 000 001;\r\n" +
		"Adam Kropka;portal;;nie adres;;\r\n" +
		"Ewa Przecinek;Nieznana Gazeta;;;;\r\n" +
		"ŁUCJA ŹREBIĘCA;portal;;;;\r\n"
	old, err := charmap.Windows1250.NewEncoder().String(table)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"utf-8 with a mark": "\ufeff" + table, "windows-1250": old} {
		t.Run(name, func(t *testing.T) {
			status, page := h.upload(t, "/media/import", "media.csv", []byte(data))
			text := plain(page)
			if status != 200 || !strings.Contains(text, "1 wiersz do wczytania, 3 wiersze z błędem") {
				t.Fatalf("dry run: %d\n%s", status, page)
			}
			for _, want := range []string{"Łucja Źrebięca", "to nie jest adres", "Redakcja: wybierz ją z listy.", "dwa razy"} {
				if !strings.Contains(text, want) {
					t.Errorf("the dry run lacks %q", want)
				}
			}
			if n, err := h.Store.Journalists(t.Context(), ""); name == "utf-8 with a mark" && (err != nil || len(n) > 1) {
				t.Errorf("a dry run wrote %v, %v", n, err)
			}
			if status, body := h.confirm(t, "/media/import", page); status != 200 || !strings.Contains(body, "Wczytano wpisy: 1.") {
				t.Errorf("second step: %d", status)
			}
		})
	}
	all, err := h.Store.Journalists(t.Context(), "")
	if err != nil || len(all) != 1 || all[0].Name != "Łucja Źrebięca" || all[0].Phone != "600 000 001" {
		t.Errorf("directory %+v, %v", all, err)
	}
}

// What a register exports, another house reads, with signs, states and days;
// reading it twice changes nothing.
func TestCaseImport(t *testing.T) {
	from := office(t)
	from.openRectification(t)
	if status, _ := from.do(t, http.MethodPost, "/sprawy/1/znak", url.Values{"znak": {"BPM.061.7.2026"}}); status != 200 {
		t.Fatal(status)
	}
	_, book := from.get(t, "/rejestry/sprostowania/eksport/xlsx")
	to := office(t)
	to.file(t, "Cokolwiek", "Treść.")
	status, page := to.upload(t, "/rejestry/sprostowania/import", "rejestr.xlsx", []byte(book))
	if status != 200 || !strings.Contains(plain(page), "1 wiersz do wczytania, 0 wierszy z błędem") || !strings.Contains(page, "BPM.061.7.2026") {
		t.Fatalf("dry run: %d\n%s", status, page)
	}
	if n, err := to.Store.CountCases(t.Context(), "sprostowania"); err != nil || len(n) != 0 {
		t.Fatalf("a dry run wrote %v, %v", n, err)
	}
	if status, body := to.confirm(t, "/rejestry/sprostowania/import", page); status != 200 || !strings.Contains(plain(body), "Wczytano 1 sprawę.") {
		t.Fatalf("second step: %d\n%s", status, body)
	}
	c, err := to.Store.CaseBySign(t.Context(), "BPM.061.7.2026")
	if err != nil || c.Fields["publikacja"] != "2026-11-20" || c.Fields["medium"] != "portal" || c.Status != "szkic" || c.Opened.Sub(from.now).Abs() > 24*60*60*1e9 {
		t.Errorf("the case is %+v, %v", c, err)
	}
	if status, page := to.upload(t, "/rejestry/sprostowania/import", "rejestr.xlsx", []byte(book)); status != 200 || !strings.Contains(page, "już jest") {
		t.Errorf("the same table again: %d", status)
	}
	wrong := "Znak sprawy,Stan,Redakcja,Tytuł materiału,Data publikacji\nBPM.7,Szkic,Portal Grodziski,A,2026-11-01\n,Gotowe,Portal Grodziski,B,2026-11-01\n,Szkic,Nikt,C,wczoraj\n"
	status, page = to.upload(t, "/rejestry/sprostowania/import", "zły.csv", []byte(wrong))
	for _, want := range []string{"0 wierszy do wczytania, 3 wiersze z błędem", "nie ma postaci", "nie ma stanu „Gotowe”", "nie ma redakcji „Nikt”", "nie jest datą"} {
		if status != 200 || !strings.Contains(plain(page), want) {
			t.Errorf("a wrong table (%d) lacks %q", status, want)
		}
	}
	for _, data := range []string{"", "PK\x03\x04 nic", "Znak\n"} {
		if status, _ := to.upload(t, "/rejestry/sprostowania/import", "x", []byte(data)); status != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d", data, status)
		}
	}
}
