package web

import (
	"encoding/csv"
	"encoding/xml"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"prasowka/internal/store"
)

// A search leaves as a table and as a feed; the feed needs no log-in, holds no
// text of the outlet's, and ends with its person's account.
func TestSearchLeavesTheHouse(t *testing.T) {
	h := open(t, "anna")
	h.URL = "https://prasowka.example"
	h.file(t, "=Most droższy o milion", "Most kosztuje więcej. Treść należy do redakcji.")
	h.file(t, "Koncert", "Bez mostów.")
	status, body := h.get(t, "/szukaj/csv?q="+url.QueryEscape("tytuł:most"))
	table := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	table.Comma = ';'
	rows, err := table.ReadAll()
	if err != nil || status != 200 || len(rows) != 2 || rows[1][2] != "'=Most droższy o milion" || !strings.HasPrefix(rows[1][9], "https://prasowka.example/wycinki/") {
		t.Fatalf("table: %d %v %q", status, err, rows)
	}
	if strings.Contains(body, "Treść") {
		t.Error("the table holds the outlet's text")
	}
	_, body = h.get(t, "/szukaj?q="+url.QueryEscape("tytuł:most"))
	link := regexp.MustCompile(`/kanal/[^"]+`).FindString(body)
	h.Demo = "" // nobody is logged in
	status, body = h.get(t, link)
	var feed struct {
		Entries []struct {
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(body), &feed); err != nil || status != 200 || len(feed.Entries) != 1 || feed.Entries[0].Title != "=Most droższy o milion" || strings.Contains(body, "Treść") {
		t.Fatalf("feed: %d %v %s", status, err, body)
	}
	key, err := h.Store.SlipKey(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := h.get(t, "/odnosnik/"+strings.TrimPrefix(link, "/kanal/")); status != 404 {
		t.Errorf("a feed's link acknowledges: %d", status)
	}
	if status, _ := h.get(t, "/kanal/"+key.Token(store.Slip{Kind: store.SlipRead, Person: "anna", Ref: "most"})); status != 404 {
		t.Errorf("another link opens a feed: %d", status)
	}
	if err := h.Store.Write(t.Context(), func(tx *store.Tx) error { return tx.DisablePerson(t.Context(), "anna", true) }); err != nil {
		t.Fatal(err)
	}
	if status, _ := h.get(t, link); status != 404 {
		t.Errorf("the feed outlives the account: %d", status)
	}
}
