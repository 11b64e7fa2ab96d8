package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// postHand posts the form of a publication, with a scan when there is one.
func (h *house) postHand(t *testing.T, path string, fields map[string]string, scan []byte) (int, string) {
	t.Helper()
	return h.postForm(t, path, fields, "skan", "strona 5.png", scan)
}

var png = append([]byte("\x89PNG\r\n\x1a\n"), make([]byte, 64)...)

func paperForm() map[string]string {
	return map[string]string{
		"redakcja": "Tygodnik Sierpeński", "rodzaj": "czasopismo", "kiedy": "2026-11-20T08:00", "tytul": "Most do remontu",
		"autor": "Ewa Zaręba", "miejsce": "nr 47, s. 5", "tekst": "Most Rybacki trafi do remontu.\r\nKoszt: 3 mln zł.",
	}
}

// waiting is the only page that waits to be read.
func (h *house) waiting(t *testing.T) store.VisitedPage {
	t.Helper()
	pages, err := h.Store.UnreadPages(t.Context(), 10)
	if err != nil || len(pages) != 1 {
		t.Fatalf("pages that wait: %d, %v", len(pages), err)
	}
	return pages[0]
}

func TestFileByHand(t *testing.T) {
	h := open(t, "anna")
	if status, body := h.get(t, "/wycinki/nowy"); status != 200 || !strings.Contains(body, "Papier, radio, telewizja") {
		t.Fatalf("form: %d", status)
	}
	status, body := h.postHand(t, "/wycinki/nowy", paperForm(), png)
	if status != 200 || !strings.Contains(body, "Tekst czeka na odczytanie") {
		t.Fatalf("filed: %d\n%s", status, body)
	}
	p := h.waiting(t)
	if !strings.HasPrefix(p.URL, press.URN) || p.Outlet != "tygodnik-sierpenski" || p.Response.Type != press.ItemType {
		t.Errorf("page: %+v", p)
	}
	o, err := h.Store.Outlet(t.Context(), p.Outlet)
	if err != nil || o.Name != "Tygodnik Sierpeński" || o.Medium != press.Print || o.Class != press.PeriodicalPrint {
		t.Errorf("outlet: %+v, %v", o, err)
	}
	scans, err := h.Store.Scans(t.Context(), p.ID)
	if err != nil || len(scans) != 1 || scans[0].Type != "image/png" || scans[0].By != "anna" {
		t.Errorf("scans: %+v, %v", scans, err)
	}
	if h.postHand(t, "/wycinki/nowy", paperForm(), nil); h.waiting(t).ID != p.ID {
		t.Error("the same publication filed twice is two pages")
	}
}

func TestFileByHandRefuses(t *testing.T) {
	h := open(t, "anna")
	for field, c := range map[string]struct{ value, says string }{
		"redakcja": {" – ", "Redakcja: wpisz"}, "rodzaj": {"x", "Rodzaj: wybierz"}, "kiedy": {"2030-01-01T08:00", "w przyszłości"},
		"tytul": {"", "Tytuł: wpisz"}, "tekst": {" \r\n ", "Treść: wklej"}, "adres": {"javascript:alert(1)", "Adres: powinien"},
	} {
		form := paperForm()
		form[field] = c.value
		status, body := h.postHand(t, "/wycinki/nowy", form, nil)
		if status != 422 || !strings.Contains(body, c.says) {
			t.Errorf("%s %q: %d, want 422 and %q", field, c.value, status, c.says)
		}
		if field != "tytul" && !strings.Contains(body, `value="Most do remontu"`) {
			t.Errorf("%s: what was typed is lost", field)
		}
	}
	status, body := h.postHand(t, "/wycinki/nowy", paperForm(), []byte("MZ\x90\x00 program"))
	if status != 422 || !strings.Contains(body, "rodzaju, którego nie przyjmujemy") {
		t.Errorf("a program for a scan: %d", status)
	}
	if pages, _ := h.Store.UnreadPages(t.Context(), 10); len(pages) != 0 {
		t.Errorf("refused, and filed all the same: %d", len(pages))
	}
}

func TestFileAddress(t *testing.T) {
	h := open(t, "anna")
	h.file(t, "Most", "Most stoi.")
	ctx := t.Context()
	status, body := h.do(t, http.MethodPost, "/wycinki/nowy/adres", url.Values{"pobierz": {"https://portal.example/nowy-tekst"}})
	if status != 200 || !strings.Contains(body, "Strona czeka na pobranie") {
		t.Fatalf("%d\n%s", status, body)
	}
	p, err := h.Store.PageByURL(ctx, "https://portal.example/nowy-tekst")
	if err != nil || p.Outlet != "portal" || !p.NextAt.Equal(h.now) {
		t.Fatalf("page: %+v, %v", p, err)
	}
	// It could not be read: the screen says why and offers another way.
	p.State, p.Trouble = press.PageQuarantined, press.TroublePay
	if err := h.Store.Write(ctx, func(tx *store.Tx) error { return tx.SavePage(ctx, p) }); err != nil {
		t.Fatal(err)
	}
	if _, body = h.get(t, "/strony/"+strconv.FormatInt(p.ID, 10)); !strings.Contains(body, "artykuł za płatnym dostępem") || !strings.Contains(body, "/wycinki/nowy?adres=") {
		t.Errorf("quarantined:\n%s", body)
	}
	if _, body = h.do(t, http.MethodPost, fmt.Sprintf("/strony/%d/ponow", p.ID), url.Values{"powrot": {"strona"}}); !strings.Contains(body, "Strona czeka na pobranie") {
		t.Errorf("tried again:\n%s", body)
	}
	// Its text, typed in, stands at its address.
	form := paperForm()
	form["adres"], form["rodzaj"] = "https://portal.example/nowy-tekst", "portal"
	h.postHand(t, "/wycinki/nowy", form, nil)
	if got := h.waiting(t); got.ID != p.ID || got.Trouble != press.NoTrouble {
		t.Errorf("typed in: %+v", got)
	}
	if status, body = h.do(t, http.MethodPost, "/wycinki/nowy/adres", url.Values{"pobierz": {"javascript:alert(1)"}}); status != 422 || !strings.Contains(body, "to nie jest adres strony") {
		t.Errorf("no address: %d", status)
	}
	if status, _ = h.do(t, http.MethodPost, "/wycinki/nowy/adres", url.Values{"pobierz": {"https://gdzie-indziej.example/a"}}); status != 200 {
		t.Errorf("another host: %d", status)
	}
	if o, err := h.Store.Outlet(ctx, "gdzie-indziej-example"); err != nil || o.Name != "gdzie-indziej.example" {
		t.Errorf("its outlet: %+v, %v", o, err)
	}
}

func TestFileByHandNeedsOfficer(t *testing.T) {
	h := open(t, "jan")
	for _, path := range []string{"/wycinki/nowy", "/strony/1", "/wycinki/x/popraw", "/wycinki/x/skany/1"} {
		if status, _ := h.get(t, path); status != 403 {
			t.Errorf("%s: %d, want 403", path, status)
		}
	}
}

// awaited are the screens of two pages on their way to a clipping: one that is
// due, one that could not be read.
func (h *house) awaited(t *testing.T) []string {
	t.Helper()
	ctx := t.Context()
	var out []string
	for i, trouble := range []press.Trouble{press.NoTrouble, press.TroublePay} {
		err := h.Store.Write(ctx, func(tx *store.Tx) error {
			id, _, err := tx.FindPage(ctx, press.Page{URL: fmt.Sprintf("https://portal.example/czeka/%d", i), Source: handSource, Outlet: "portal", State: press.PageNew, NextAt: h.now}, h.now)
			if err != nil {
				return err
			}
			out = append(out, fmt.Sprintf("/strony/%d", id))
			if trouble == press.NoTrouble {
				return nil
			}
			p, err := tx.Page(ctx, id)
			if err != nil {
				return err
			}
			p.State, p.Trouble, p.Detail = press.PageQuarantined, trouble, "paywall"
			return tx.SavePage(ctx, p)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}
