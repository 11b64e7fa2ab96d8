package web

import (
	"archive/zip"
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
)

// Events of the leadership in each other's way are warned of, on the card of
// either; what is over, closed or elsewhere is not. A campaign is told too.
func TestClashesAndCampaigns(t *testing.T) {
	h := office(t)
	h.Elections = []Election{{Name: "wybory uzupełniające", From: polish.NewDay(2026, 11, 25), Day: polish.NewDay(2026, 12, 6)}}
	open := func(register string, f url.Values) {
		if status, body := h.do(t, http.MethodPost, "/rejestry/"+register+"/nowa", f); status != 200 {
			t.Fatalf("%s: %d\n%.500s", register, status, body)
		}
	}
	open("konferencje", url.Values{"temat": {"Most"}, "kiedy": {"2026-12-01T11:00"}, "miejsce": {"ratusz"}})
	open("sekretariat", url.Values{"rodzaj": {"spotkanie"}, "kiedy": {"2026-12-01T12:30"}, "u_kogo": {"Prezydent"}, "sprawa": {"Jubileusz szkoły"}})
	open("wyjazdy", url.Values{"cel": {"Dni miasta"}, "dokad": {"Waren"}, "wyjazd": {"2026-11-30"}, "powrot": {"2026-12-02"}})
	open("sekretariat", url.Values{"rodzaj": {"spotkanie"}, "kiedy": {"2026-12-03T12:30"}, "u_kogo": {"Prezydent"}, "sprawa": {"Inny dzień"}})
	status, body := h.get(t, "/sprawy/1")
	body = plain(body)
	for _, want := range []string{"Zbieżność terminów", `o tej samej porze: <a href="/sprawy/2">Jubileusz szkoły`, `tego samego dnia: <a href="/sprawy/3">Dni miasta`, "w kampanii: wybory uzupełniające", "Daty do potwierdzenia."} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("the card (%d) lacks %q", status, want)
		}
	}
	if strings.Contains(body, "Inny dzień") {
		t.Error("an event on another day clashes")
	}
	h.now = h.now.Add(30 * 24 * time.Hour)
	if _, body := h.get(t, "/sprawy/1"); strings.Contains(body, "Zbieżność") {
		t.Error("a past event clashes")
	}
}

// What was authorised is held against what was printed.
func TestAuthorisationComparedWithPrint(t *testing.T) {
	h := office(t)
	id := h.file(t, "Przystań przed wakacjami", "Ratusz uspokaja. „Przystań otworzymy po wakacjach. Nie ma mowy o żadnym opóźnieniu” – mówi prezydent. Mieszkańcy czekają.")
	form := url.Values{"medium": {"portal"}, "dziennikarz": {"Iga Pytalska"}, "udzielil": {"Prezydent"}, "przekazano": {"2026-11-23T08:00"},
		"tekst": {"„Przystań otworzymy latem. Nie ma mowy o żadnym opóźnieniu”."}, "odeslany": {"„Przystań otworzymy przed wakacjami. Nie ma mowy o żadnym opóźnieniu”."}, "ukazalo_sie": {id}}
	if status, body := h.do(t, http.MethodPost, "/rejestry/autoryzacje/nowa", form); status != 200 {
		t.Fatalf("%d\n%.500s", status, body)
	}
	_, body := h.get(t, "/sprawy/1")
	body = plain(body)
	for _, want := range []string{"Odesłano ze zmianami", "<ins>przed wakacjami</ins>", "Wydrukowano inaczej, niż autoryzowano", "<del>wakacjami</del><ins>wakacjach</ins>"} {
		if !strings.Contains(body, want) {
			t.Errorf("the card lacks %q", want)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
}

// officeFile is a zip with the entries given.
func officeFile(t *testing.T, entries ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		name, content, _ := strings.Cut(e, "=")
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Files come with the public form: their kind is found in their bytes, their
// number and size are bounded, and a refusal keeps what was typed.
func TestPublicFormTakesFiles(t *testing.T) {
	for name, v := range map[string]struct {
		files map[string]string
		want  string // on the screen; empty: taken
	}{
		"a programme and a poster": {map[string]string{"program.pdf": "%PDF-1.7 program", "plakat.png": "\x89PNG\r\n\x1a\n......."}, ""},
		"a document":               {map[string]string{"statut.docx": officeFile(t, "[Content_Types].xml=", "word/document.xml=<w/>")}, ""},
		"an open document":         {map[string]string{"statut.odt": officeFile(t, "mimetype=application/vnd.oasis.opendocument.text", "content.xml=")}, ""},
		"macros":                   {map[string]string{"statut.docx": officeFile(t, "word/document.xml=", "word/vbaProject.bin=x")}, "z makrami"},
		"an archive":               {map[string]string{"paczka.zip": officeFile(t, "program.exe=MZ")}, "application/zip"},
		"a page named as a PDF":    {map[string]string{"program.pdf": "<html><script>alert(1)</script>"}, "text/html"},
		"empty":                    {map[string]string{"program.pdf": ""}, "jest pusty"},
		"too many":                 {map[string]string{"1.txt": "a", "2.txt": "a", "3.txt": "a", "4.txt": "a", "5.txt": "a", "6.txt": "a"}, "najwyżej 5"},
		"too large":                {map[string]string{"program.pdf": "%PDF-1.7 " + strings.Repeat("x", maxPublicBytes)}, "za duży"},
	} {
		t.Run(name, func(t *testing.T) {
			h := publicHouse(t)
			status, body := h.sendPublic(t, v.files)
			files, err := h.Store.Attachments(t.Context(), 1)
			if err != nil {
				t.Fatal(err)
			}
			if v.want == "" {
				if status != 200 || len(files) != len(v.files) || !strings.Contains(body, "Co dalej") {
					t.Errorf("%d, %d files kept\n%.800s", status, len(files), body)
				}
				return
			}
			if status != http.StatusUnprocessableEntity || !strings.Contains(plain(body), v.want) || !strings.Contains(body, "Festyn Rzeki Rospudy") || len(files) != 0 {
				t.Errorf("%d without %q, or what was typed is lost; %d files kept", status, v.want, len(files))
			}
		})
	}
}

// sendPublic sends the application with files.
func (h *house) sendPublic(t *testing.T, files map[string]string) (int, string) {
	t.Helper()
	form := h.fillPublic(t, application(), time.Minute)
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for k, v := range form {
		if err := w.WriteField(k, v[0]); err != nil {
			t.Fatal(err)
		}
	}
	for name, content := range files {
		part, err := w.CreateFormFile(publicFiles, name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.server.URL+"/wniosek/patronaty", &b)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", w.FormDataContentType())
	return h.send(t, req)
}
