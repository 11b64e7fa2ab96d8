package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// draft puts a draft of the morning review with one item for each title.
func (h *house) draft(t *testing.T, titles ...string) int64 {
	t.Helper()
	var items []store.ReviewItem
	for i, title := range titles {
		id := h.file(t, title, title+". Ciąg dalszy tekstu.")
		items = append(items, store.ReviewItem{Story: id, Clipping: id, Section: "miasto", Place: i, Title: title, Top: i == 0, Quote: "Ciąg dalszy tekstu.", Weight: 5, Reasons: "zasięg 3\ntytuł 2"})
	}
	v := store.Review{
		Name: "poranny", Day: "2026-11-23", Issue: 1, Title: "Przegląd prasy", State: store.ReviewDraft, Waits: true,
		From: h.now.Add(-24 * time.Hour), To: h.now, Made: h.now, SendAt: h.now.Add(time.Hour),
	}
	var id int64
	err := h.Store.Write(t.Context(), func(tx *store.Tx) (err error) {
		id, _, err = tx.PutReview(t.Context(), v, items)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// act presses a button of an issue as its editor now sees it.
func (h *house) press(t *testing.T, id int64, path string, form url.Values) (int, string) {
	t.Helper()
	v, err := h.Store.Review(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	form.Set("wersja", fmt.Sprint(v.Revision))
	return h.do(t, http.MethodPost, fmt.Sprintf("/przeglad/%d%s", id, path), form)
}

func (h *house) order(t *testing.T, id int64) string {
	t.Helper()
	items, err := h.Store.ReviewItems(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range items {
		if shown(i) {
			out = append(out, i.Title)
		}
	}
	return strings.Join(out, " ")
}

// issueExample is an issue with every piece that its screen can show.
func issueExample() Rendered {
	row := IssueRow{Story: "s1", Clipping: "c1", Title: "Most za 52,7 mln zł", URL: "https://kurier.example/most", Meta: []string{"Kurier Grodziski", "07:12", "+3 redakcje"}, Tone: "krytyczny",
		Why: "Do sprawdzenia: Kurier Grodziski pisze „52,7 mln zł”, rejestr faktów podaje 47,2 mln zł.", Quote: "Most kosztował 52,7 mln zł.", Who: "Jan Przykładny", Topics: "Most, Budżet",
		Links: []Link{{Text: "prostuj", Href: "/flagi/f1"}, {Text: "kopia", Href: "/wycinki/c1"}}}
	duty := IssueRow{Title: "Zapytanie: Kiedy koniec remontu?", URL: "/sprawy/9", Meta: []string{"Radio Sierpno"}, Action: "Odpowiedź", Owner: "Jan Przykładny", Left: "Zostały 3 godz.", Due: "do 14:00", Risky: true}
	again := row
	again.Again, again.Note = true, "Nasza notatka."
	return Rendered{
		Verdict: "1 sprawa wymaga reakcji, do 14:00.", Footer: []string{"Odpowiedziały wszystkie źródła (15)."},
		Parts: []IssuePart{
			{ID: "najwazniejsze", Title: "Najważniejsze", Style: "top", Groups: []IssueGroup{{Rows: []IssueRow{row}}}},
			{ID: "reakcja", Title: "Wymaga reakcji", Style: "reaction", Groups: []IssueGroup{{Rows: []IssueRow{duty}}}},
			{ID: "miasto", Title: "Sprawy miasta", Style: "list", Groups: []IssueGroup{{Name: "Wydział Dróg", Rows: []IssueRow{again}}}},
			{ID: "ciag-dalszy", Title: "Ciąg dalszy", Style: "lines", Lines: []Followed{{Mark: "Cicha zmiana", Text: "Redakcja poprawiła kwotę.", Meta: "Kurier", URL: "/wycinki/c1"}}},
		},
	}
}

// The screen of an issue says what its mail says, in the same order.
func TestReviewScreenFollowsTheMail(t *testing.T) {
	h := open(t, "anna")
	id := h.draft(t, "Alfa")
	h.Issue = func(context.Context, int64) (Rendered, error) { return issueExample(), nil }
	_, body := h.get(t, fmt.Sprintf("/przeglad/%d", id))
	at := 0
	for _, want := range []string{"1 sprawa wymaga reakcji", "Najważniejsze", "Most za 52,7 mln zł", "Dlaczego to ważne", "prostuj", "Wymaga reakcji", "Zapytanie: Kiedy koniec remontu?", "Zostały 3 godz.", "Wydział Dróg", "Cicha zmiana", "Odpowiedziały wszystkie"} {
		i := strings.Index(body[at:], want)
		if i < 0 {
			t.Fatalf("no %q after %d in the screen", want, at)
		}
		at += i
	}
}

func TestReviewIsEdited(t *testing.T) {
	h := open(t, "anna")
	id := h.draft(t, "Alfa", "Beta", "Gama")
	items, err := h.Store.ReviewItems(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	alfa, beta, gama := items[0].Story, items[1].Story, items[2].Story
	item := func(section, place, into, quote string) url.Values {
		return url.Values{"czyn": {"zapisz"}, "tytul": {"Beta"}, "dlaczego": {"Dotyczy budżetu."}, "notatka": {"Nasza notatka."}, "cytat": {quote}, "czynnosc": {"sprostowanie"}, "kto": {"Jan Przykładny"}, "dzial": {section}, "miejsce": {place}, "polacz": {into}}
	}
	for _, step := range []struct {
		path   string
		form   url.Values
		status int
		order  string
	}{
		{"/pozycje/" + gama, url.Values{"czyn": {"wyzej"}}, 200, "Alfa Gama Beta"},
		{"/pozycje/" + alfa, url.Values{"czyn": {"nizej"}}, 200, "Gama Alfa Beta"},
		{"/pozycje/" + gama, url.Values{"czyn": {"wyzej"}}, 200, "Gama Alfa Beta"},
		{"/pozycje/" + beta, item("miasto", "1", "", ""), 200, "Beta Gama Alfa"},
		{"/pozycje/" + beta, item("region", "1", "", ""), 200, "Gama Alfa Beta"},
		{"/pozycje/" + beta, item("miasto", "9", "", strings.Repeat("ą", 301)), 422, "Gama Alfa Beta"},
		{"/pozycje/" + beta, item("miasto", "0", "", ""), 422, "Gama Alfa Beta"},
		{"/pozycje/" + beta, item("region", "1", beta, ""), 422, "Gama Alfa Beta"},
		{"/pozycje/" + beta, item("region", "1", alfa, ""), 200, "Gama Alfa"},
		{"/pozycje/" + alfa, url.Values{"czyn": {"pomin"}}, 200, "Gama Beta"},
		{"/pozycje/" + alfa, url.Values{"czyn": {"przywroc"}}, 200, "Gama Alfa Beta"},
		{"/pozycje/nie-ma", url.Values{"czyn": {"pomin"}}, 404, "Gama Alfa Beta"},
		{"/pozycje/" + alfa, url.Values{"czyn": {"inne"}}, 422, "Gama Alfa Beta"},
	} {
		status, body := h.press(t, id, step.path, step.form)
		if got := h.order(t, id); status != step.status || got != step.order {
			t.Fatalf("%s %v: %d, %s; want %d, %s\n%.300s", step.path, step.form, status, got, step.status, step.order, body)
		}
	}
	if status, _ := h.do(t, http.MethodPost, fmt.Sprintf("/przeglad/%d/pozycje/%s", id, alfa), url.Values{"czyn": {"pomin"}, "wersja": {"1"}}); status != http.StatusConflict {
		t.Errorf("an editor with an old page: %d", status)
	}
	if _, body := h.get(t, fmt.Sprintf("/przeglad/%d/edycja?zmien=%s", id, alfa)); strings.Count(body, `name="polacz"`) != 1 || !strings.Contains(body, "waga") {
		t.Error("the editor does not open one item, or does not say what it weighs")
	}
	other := h.file(t, "Delta", "Delta.")
	if status, body := h.press(t, id, "/dodaj", url.Values{"watek": {other}}); status != 200 || !strings.Contains(body, "Delta") {
		t.Errorf("adding a story: %d", status)
	}
}

func TestReviewIsApprovedLockedAndCorrected(t *testing.T) {
	h := open(t, "anna")
	ctx := t.Context()
	id := h.draft(t, "Alfa", "Beta")
	h.Issue = func(context.Context, int64) (Rendered, error) {
		return Rendered{Shown: Shown{HTML: "<p>list</p>", Text: "list"}}, nil
	}
	if status, body := h.get(t, fmt.Sprintf("/przeglad/%d/podglad/text", id)); status != 200 || body != "list" {
		t.Errorf("preview: %d %q", status, body)
	}
	status, body := h.press(t, id, "", url.Values{"czyn": {"zatwierdz"}, "naglowek": {"Spokojnie."}, "uwaga": {""}, "wysylka": {"2026-11-23T10:30"}})
	v, err := h.Store.Review(ctx, id)
	if err != nil || status != 200 || v.State != store.ReviewApproved || v.ApprovedBy != "anna" || v.Verdict != "Spokojnie." || !v.SendAt.Equal(time.Date(2026, 11, 23, 10, 30, 0, 0, polish.Warsaw)) {
		t.Fatalf("approved: %d %+v %v\n%.300s", status, v, err, body)
	}
	if status, _ := h.press(t, id, "", url.Values{"czyn": {"cofnij"}}); status != 200 {
		t.Errorf("taking it back: %d", status)
	}
	if status, _ := h.press(t, id, "", url.Values{"czyn": {"wyslij"}}); status != 200 {
		t.Errorf("sending now: %d", status)
	}
	if err := h.Store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.PutPerson(ctx, press.Person{ID: "ewa", Name: "Ewa Dąbek", Email: "ewa@grodzisko.example", Role: press.Reader}); err != nil {
			return err
		}
		for _, key := range []string{"digest/poranny/2026-11-23/poczta/ewa@grodzisko.example", "digest/poranny/2026-11-23/2/poczta/inny@grodzisko.example"} {
			if _, err := tx.PutNotice(ctx, press.Notice{Key: key, Kind: press.NoticeReview, Channel: "poczta", To: key[strings.LastIndex(key, "/")+1:], Payload: []byte("{}"), Made: h.now}); err != nil {
				return err
			}
		}
		return tx.LockReview(ctx, id, "{}", h.now)
	}); err != nil {
		t.Fatal(err)
	}
	path := fmt.Sprintf("/przeglad/%d", id)
	if status, _ := h.press(t, id, "", url.Values{"czyn": {"zapisz"}}); status != http.StatusConflict {
		t.Errorf("a sent review is changed: %d", status)
	}
	if status, _ := h.get(t, path+"/edycja"); status != http.StatusConflict {
		t.Errorf("a sent review is edited: %d", status)
	}
	if _, body := h.get(t, path); !strings.Contains(body, "Ewa Dąbek") || !strings.Contains(body, "nie potwierdzono") {
		t.Error("the screen does not say who has not read")
	}
	if _, body := h.do(t, http.MethodPost, path+"/przeczytane", nil); !strings.Contains(body, "Anna Wilczyńska") {
		t.Error("the reader does not show")
	}
	status, body = h.do(t, http.MethodPost, path, url.Values{"czyn": {"drugie"}})
	next, err := h.Store.ReviewOn(ctx, "poranny", "2026-11-23")
	if err != nil || status != 200 || next.Issue != 2 || next.State != store.ReviewDraft || !next.Waits || !strings.Contains(body, "Alfa") {
		t.Errorf("second issue: %d %+v %v", status, next, err)
	}
}

func TestReviewSlipsNeedNoLogin(t *testing.T) {
	h := open(t, "")
	ctx := t.Context()
	id := h.draft(t, "Alfa")
	if err := h.Store.Write(ctx, func(tx *store.Tx) error { return tx.LockReview(ctx, id, "{}", h.now) }); err != nil {
		t.Fatal(err)
	}
	key, err := h.Store.SlipKey(ctx)
	if err != nil {
		t.Fatal(err)
	}
	read := "/odnosnik/" + key.Token(store.Slip{Kind: store.SlipRead, Person: "jan", Ref: reviewKey(id)})
	if status, body := h.get(t, read); status != 200 || !strings.Contains(body, "Jan Przykładny") {
		t.Errorf("the link: %d", status)
	}
	if signs, _ := h.Store.Receipts(ctx, reviewKey(id)); len(signs) != 0 {
		t.Error("looking at the link signs") // mail programs look at links
	}
	if _, body := h.do(t, http.MethodPost, read, nil); !strings.Contains(body, "Dziękujemy") {
		t.Error("the button does not sign")
	}
	if signs, _ := h.Store.Receipts(ctx, reviewKey(id)); !slices.ContainsFunc(signs, func(r store.Receipt) bool { return r.Person == "jan" && r.Kind == store.Seen }) {
		t.Error("no receipt")
	}
	pause := "/odnosnik/" + key.Token(store.Slip{Kind: store.SlipPause, Person: "jan", Ref: "poranny"})
	if _, body := h.do(t, http.MethodPost, pause, url.Values{"List-Unsubscribe": {"One-Click"}}); !strings.Contains(body, "Wznów wysyłkę") {
		t.Error("one click does not pause")
	}
	if _, body := h.do(t, http.MethodPost, pause, url.Values{"czyn": {"wznow"}}); !strings.Contains(body, "Wstrzymaj wysyłkę") {
		t.Error("sending does not resume")
	}
	if status, _ := h.get(t, "/odnosnik/zmyslony.zeton"); status != http.StatusNotFound {
		t.Errorf("a made-up link: %d", status)
	}
}

func TestReadersSeeOnlyWhatWasSent(t *testing.T) {
	h := open(t, "jan")
	id := h.draft(t, "Alfa")
	path := fmt.Sprintf("/przeglad/%d", id)
	for _, p := range []string{path, path + "/edycja", path + "/podglad/html"} {
		if status, _ := h.get(t, p); status != http.StatusForbidden {
			t.Errorf("GET %s by a reader: %d", p, status)
		}
	}
	if _, body := h.get(t, "/przeglad"); strings.Contains(body, path) {
		t.Error("a reader sees a draft")
	}
}
