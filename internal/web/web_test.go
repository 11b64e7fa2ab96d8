package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"prasowka/index"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// house is the screens over a real store and a real archive.
type house struct {
	*Site
	server *httptest.Server
	client *http.Client
	now    time.Time
}

func open(t *testing.T, demo string) *house {
	t.Helper()
	ctx, dir := t.Context(), t.TempDir()
	db, err := store.Open(ctx, "sqlite:"+filepath.Join(dir, "prasowka.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	archive, err := index.Open(filepath.Join(dir, "archive"), polish.Default(), index.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = archive.Close() })
	h := &house{now: time.Date(2026, 11, 23, 9, 0, 0, 0, polish.Warsaw)}
	h.Site, err = New(Options{
		Store: db, Archive: archive, Analyzer: polish.Default(), City: "Grodzisko", Office: "Biuro Prezydenta Miasta",
		Now: func() time.Time { return h.now }, Log: slog.New(slog.DiscardHandler), Demo: demo, Canonical: webAddress,
		Preview: func(n press.Notice) (Shown, error) {
			return Shown{HTML: "<p>" + n.Subject + "</p>", Text: n.Subject, Chat: "<p>slack</p>", Slack: "{}", Webhook: "{}"}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.server = httptest.NewServer(h)
	t.Cleanup(h.server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	h.client = &http.Client{Jar: jar}
	h.people(t)
	return h
}

// webAddress takes addresses of the web for canonical ones.
func webAddress(address string) (string, error) {
	if !strings.HasPrefix(address, "https://") {
		return "", errors.New("no address of the web")
	}
	return address, nil
}

func (h *house) people(t *testing.T) {
	t.Helper()
	err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		for _, p := range []press.Person{
			{ID: "anna", Name: "Anna Wilczyńska", Role: press.Officer},
			{ID: "jan", Name: "Jan Przykładny", Role: press.Reader},
		} {
			if err := tx.PutPerson(t.Context(), p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// file puts one clipping into the store and the archive.
func (h *house) file(t *testing.T, title, text string) string {
	t.Helper()
	ctx := t.Context()
	address := "https://portal.example/" + url.PathEscape(title)
	c := press.Clipping{
		ID: press.NewID(h.now.Add(-time.Hour), address), URL: address, Outlet: "portal", Source: "portal", Kind: press.Article,
		Title: title, Lead: text, Text: text, Published: h.now.Add(-time.Hour), Found: h.now.Add(-time.Hour), Version: 1,
	}
	c.Story = c.ID
	var seq int64
	err := h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutOutlet(ctx, press.Outlet{ID: "portal", Name: "Portal Grodziski", Home: "https://portal.example/", Medium: press.Portal}); err != nil {
			return err
		}
		if err := tx.PutSource(ctx, press.Source{ID: "portal", Outlet: "portal", Kind: "feed", URL: "https://portal.example/feed"}, h.now); err != nil {
			return err
		}
		if err := tx.OpenStory(ctx, press.Story{ID: c.ID, Title: title, Lead: c.ID, First: c.Published, Last: c.Published, Size: 1, Outlets: 1}); err != nil {
			return err
		}
		var err error
		seq, err = tx.PutReading(ctx, store.Filing{Clipping: c}, press.Version{N: 1, At: c.Found, Title: title, Lead: text, Text: text})
		if err != nil {
			return err
		}
		return tx.CountStory(ctx, c.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	err = h.Archive.Apply(ctx, []index.Doc{{ID: c.ID, Title: title, Lead: text, Text: text, Outlet: "portal", Source: "portal", Medium: "portal", Story: c.Story, Published: c.Published}}, seq)
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

func (h *house) get(t *testing.T, path string) (int, string) {
	t.Helper()
	return h.do(t, http.MethodGet, path, nil)
}

func (h *house) do(t *testing.T, method, path string, form url.Values) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), method, h.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	return h.send(t, req)
}

func (h *house) send(t *testing.T, req *http.Request) (int, string) {
	t.Helper()
	res, err := h.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func TestScreensAnswer(t *testing.T) {
	h := open(t, "anna")
	id := h.file(t, "Most nad Rospudą otwarty", "Prezydent otworzył most. Mieszkańcy czekali na niego dwa lata.")
	for path, want := range map[string]string{
		"/":                         "Most nad Rospudą otwarty",
		"/szukaj":                   "Jak pytać",
		"/szukaj?q=mostu":           "<mark>",
		"/szukaj?q=zamek":           "Nic nie znaleziono",
		"/wycinki/" + id:            "Mieszkańcy czekali",
		"/watki/" + id:              "1 tekst",
		"/tematy":                   "Tematy",
		"/zrodla":                   "Portal Grodziski",
		"/zrodla/portal":            "Sprawdź teraz",
		"/wyslane":                  "Nie ma takich wiadomości",
		"/api/szukaj?q=mieszkaniec": `"total":1`,
	} {
		status, body := h.get(t, path)
		body = strings.ReplaceAll(body, polish.NBSP, " ")
		if status != http.StatusOK || !strings.Contains(body, want) {
			t.Errorf("GET %s: %d, no %q in\n%.600s", path, status, want, body)
		}
	}
}

func TestErrorsArePages(t *testing.T) {
	h := open(t, "anna")
	for path, want := range map[string]int{
		"/nie-ma": 404, "/wycinki/nie-ma": 404, "/watki/x": 404, "/zrodla/x": 404, "/wyslane/abc": 404, "/szukaj?q=(most": 422, "/static/nie.css": 404,
	} {
		if status, _ := h.get(t, path); status != want {
			t.Errorf("GET %s: %d, want %d", path, status, want)
		}
	}
	if _, body := h.get(t, "/szukaj?q="+url.QueryEscape("most LUB (zamek")); !strings.Contains(body, "<mark>") {
		t.Error("a mistake in a query is not shown in its place")
	}
}

// Markup of strangers is text wherever it is shown.
func TestStrangersTextIsEscaped(t *testing.T) {
	h := open(t, "anna")
	const evil = `<script>alert(1)</script>`
	id := h.file(t, evil+" most", "Tekst "+evil+" o moście.")
	for _, path := range []string{"/", "/szukaj?q=most", "/wycinki/" + id, "/wycinki/" + id + "?q=most", "/watki/" + id, "/zrodla/portal", "/szukaj?q=" + url.QueryEscape(evil)} {
		if _, body := h.get(t, path); strings.Contains(body, "<script>alert") {
			t.Errorf("GET %s shows markup of a stranger as it came", path)
		}
	}
}

func TestLogin(t *testing.T) {
	h := open(t, "")
	if _, body := h.get(t, "/"); !strings.Contains(body, "Logowanie") {
		t.Fatal("the house is open to whoever comes")
	}
	ctx := t.Context()
	if err := h.Store.Write(ctx, func(tx *store.Tx) error {
		return tx.PutLoginLink(ctx, "zeton", "anna", h.now, h.now.Add(time.Hour))
	}); err != nil {
		t.Fatal(err)
	}
	const password = "cztery przypadkowe słowa razem"
	if status, _ := h.do(t, http.MethodPost, "/witaj/zeton", url.Values{"haslo": {"krótkie"}, "powtorz": {"krótkie"}}); status != http.StatusUnprocessableEntity {
		t.Errorf("a short password: %d", status)
	}
	if status, body := h.do(t, http.MethodPost, "/witaj/zeton", url.Values{"haslo": {password}, "powtorz": {password}}); status != http.StatusOK || !strings.Contains(body, "Anna Wilczyńska") {
		t.Fatalf("setting a password: %d\n%.400s", status, body)
	}
	if status, _ := h.get(t, "/witaj/zeton"); status != http.StatusNotFound {
		t.Errorf("a used link answers %d", status)
	}
	if _, body := h.do(t, http.MethodPost, "/wyloguj", nil); !strings.Contains(body, "Logowanie") {
		t.Error("logging out does not log out")
	}
	if status, _ := h.do(t, http.MethodPost, "/logowanie", url.Values{"login": {"anna"}, "haslo": {"złe hasło, ale długie"}}); status != http.StatusUnauthorized {
		t.Errorf("a wrong password: %d", status)
	}
	if status, body := h.do(t, http.MethodPost, "/logowanie", url.Values{"login": {"anna"}, "haslo": {password}, "dalej": {"//obcy.example/"}}); status != http.StatusOK || !strings.Contains(body, "Dziś") {
		t.Errorf("logging in: %d", status)
	}
}

func TestRolesAndForeignForms(t *testing.T) {
	h := open(t, "jan")
	h.file(t, "Most", "Most.")
	if status, _ := h.get(t, "/wyslane"); status != http.StatusForbidden {
		t.Errorf("a reader sees the outbox: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/zrodla/portal", url.Values{"czyn": {"wstrzymaj"}}); status != http.StatusForbidden {
		t.Errorf("a reader pauses a source: %d", status)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, h.server.URL+"/wyloguj", nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Origin", "https://obcy.example")
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := h.client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("a form on a foreign page is taken: %d", res.StatusCode)
	}
}

func TestButtonsWriteRowsAndTheAudit(t *testing.T) {
	h := open(t, "anna")
	id := h.file(t, "Most", "Most.")
	if status, body := h.do(t, http.MethodPost, "/zrodla/portal", url.Values{"czyn": {"wstrzymaj"}}); status != http.StatusOK || !strings.Contains(body, "Wznów") {
		t.Errorf("pausing a source: %d", status)
	}
	log, err := h.Store.Audit(t.Context(), "źródło", "portal", 10)
	if err != nil || len(log) != 1 || log[0].Who != "anna" {
		t.Errorf("audit of the source: %+v, %v", log, err)
	}
	if _, body := h.do(t, http.MethodPost, "/wycinki/"+id+"/gwiazdka", nil); !strings.Contains(body, "Oznaczony") {
		t.Error("a star does not show")
	}
}

func TestLocalPath(t *testing.T) {
	for in, want := range map[string]string{
		"": "/", "/szukaj?q=most": "/szukaj?q=most", "https://obcy.example/": "/", "//obcy.example": "/", `/\obcy.example`: "/", "javascript:alert(1)": "/", "szukaj": "/",
	} {
		if got := localPath(in); got != want {
			t.Errorf("localPath(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTriesAreBounded(t *testing.T) {
	var tr tries
	now := time.Unix(0, 0)
	for i := range maxTries {
		if !tr.allow("a", now) {
			t.Fatalf("try %d refused", i+1)
		}
	}
	if tr.allow("a", now) || !tr.allow("b", now) || !tr.allow("a", now.Add(tryWindow)) {
		t.Error("tries are not counted by key and minute")
	}
}
