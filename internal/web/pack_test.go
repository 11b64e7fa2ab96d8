package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"prasowka/internal/press"
	"prasowka/internal/store"
)

// bridge fills a house with all that a pack is made of.
func bridge(t *testing.T) *house {
	t.Helper()
	h := office(t)
	ctx := t.Context()
	first := h.file(t, "Ruszyła budowa mostu nad Rospudą", "Most nad Rospudą ma kosztować 40 mln zł. Budowa potrwa dwa lata.")
	h.now = h.now.Add(48 * time.Hour)
	second := h.file(t, "Most nad Rospudą droższy", "Radni pytają, dlaczego most nad Rospudą kosztuje już 52 mln zł. „To skandal” – mówi jeden z nich.")
	h.file(t, "Zawody w pływaniu", "Na basenie wystartowało 120 osób.")
	err := h.Store.Write(ctx, func(tx *store.Tx) error {
		for _, f := range []press.Flag{
			{ID: "f1", Kind: press.FlagFact, Clipping: second, Version: 1, Quote: "52 mln zł", Sentence: "Most nad Rospudą kosztuje już 52 mln zł.", Expected: "47 mln zł", Remedy: press.Rectify, State: press.FlagOpen, Why: "inna kwota"},
			{ID: "f2", Kind: press.FlagFact, Clipping: first, Version: 1, Quote: "dwa lata", State: press.FlagDismissed, Why: "odrzucona"},
		} {
			if _, err := tx.PutFlag(ctx, f, h.now); err != nil {
				return err
			}
		}
		for _, s := range []store.Statement{
			{ID: "s1", Kind: "stanowisko", Title: "Koszt mostu", Text: "Koszt budowy mostu nad Rospudą wyniesie 40 mln zł.", Speaker: "Prezydent Miasta", SaidAt: h.now.AddDate(-1, 0, 0), State: "zatwierdzone", By: "anna", At: h.now},
			{ID: "s2", Kind: "stanowisko", Title: "Most po przetargu", Text: "Koszt budowy mostu nad Rospudą wyniesie 47 mln zł, z czego połowę pokryje dotacja.", Speaker: "Prezydent Miasta", SaidAt: h.now.AddDate(0, -1, 0), State: "zatwierdzone", By: "anna", At: h.now},
			{ID: "s3", Kind: "stanowisko", Title: "Szkic o moście", Text: "Most nad Rospudą będzie darmowy.", State: "szkic", SaidAt: h.now, By: "anna", At: h.now},
		} {
			if err := tx.PutStatement(ctx, s); err != nil {
				return err
			}
		}
		return tx.PutFact(ctx, press.Fact{ID: "most-koszt", Subject: "most I Rospuda", Kind: press.FactAmount, Value: "47 mln zł", From: h.now.AddDate(0, -2, 0)}, "config", "anna", h.now)
	})
	if err != nil {
		t.Fatal(err)
	}
	if status, body := h.do(t, http.MethodPost, "/rejestry/zapytania/nowa", url.Values{"wplynelo": {"2026-11-20T10:00"}, "medium": {"portal"}, "pytania": {"Kiedy pojedziemy mostem nad Rospudą?"}, "rodzaj": {"prośba o komentarz"}}); status != 200 {
		t.Fatalf("inquiry: %d\n%.500s", status, body)
	}
	if status, body := h.do(t, http.MethodPost, "/rejestry/konferencje/nowa", url.Values{"temat": {"Most nad Rospudą: ostatni etap budowy"}, "zapytanie": {"most Rospuda"}, "kiedy": {"2026-12-01T11:00"}, "miejsce": {"sala 26, ratusz"},
		"przeslanie": {"Most otworzymy w maju."}, "mowcy.0.kto": {"Prezydent Miasta"}, "mowcy.0.funkcja": {"gospodarz"}, "liczby.0.co": {"długość mostu"}, "liczby.0.ile": {"184 m"}, "liczby.0.zrodlo": {"projekt budowlany"},
		"trudne.0.pytanie": {"Dlaczego most zdrożał?"}, "trudne.0.odpowiedz": {"Podrożała stal."}, "trudne.0.zrodlo": {"radny"}}); status != 200 {
		t.Fatalf("conference: %d\n%.500s", status, body)
	}
	return h
}

func TestConferencePack(t *testing.T) {
	h := bridge(t)
	status, body := h.get(t, "/sprawy/2/pakiet/html")
	body = plain(body)
	for _, want := range []string{
		"Pakiet na konferencję: Most nad Rospudą", "2 publikacje w 1 redakcji", "Most otworzymy w maju.",
		"Ruszyła budowa mostu nad Rospudą", "Most nad Rospudą droższy", "Kiedy pojedziemy mostem nad Rospudą?", "Odpowiedzi jeszcze nie ma.",
		"projekt budowlany", "karta faktów „most-koszt”", "Most po przetargu", "Rozbieżności do sprawdzenia",
		"Czy to prawda?", "flaga: sprzeczne z faktem", "Podrożała stal.", "zapytanie bez odpowiedzi", "Liczby podawane w tej sprawie", "nasze stanowisko",
		`<svg role="img"`, "od „40 mln zł”", "najwięcej „52 mln zł”",
	} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("the pack (%d) lacks %q", status, want)
		}
	}
	for _, wrong := range []string{"Zawody w pływaniu", "darmowy", "odrzucona", "120 osób"} {
		if strings.Contains(body, wrong) {
			t.Errorf("the pack holds %q", wrong)
		}
	}
	if t.Failed() {
		t.Log(body)
	}
	if status, body := h.get(t, "/sprawy/2/pakiet/docx"); status != 200 || !strings.HasPrefix(body, "PK") {
		t.Errorf("as DOCX: %d", status)
	}
	if status, body := h.get(t, "/sprawy/2"); status != 200 || !strings.Contains(body, "/sprawy/2/pakiet/pdf") {
		t.Errorf("the card (%d) does not lead to the pack", status)
	}
	if status, _ := h.get(t, "/sprawy/1/pakiet/html"); status != http.StatusNotFound {
		t.Errorf("a pack of a register without one: %d", status)
	}
}

// The coverage of an event under patronage says whether the patronage was
// mentioned.
func TestEchoOfPatronage(t *testing.T) {
	h := publicHouse(t)
	h.file(t, "Festyn nad rzeką", "W sobotę odbył się Festyn Rzeki Rospudy pod honorowym patronatem Prezydenta Miasta.")
	h.file(t, "Tłumy w parku", "Na Festynie Rzeki Rospudy bawiło się tysiąc osób.")
	h.file(t, "Inny festyn", "Festyn strażacki z patronatem wójta.")
	if status, _ := h.do(t, http.MethodPost, "/wniosek/patronaty", h.fillPublic(t, application(), time.Minute)); status != 200 {
		t.Fatal(status)
	}
	h.Demo = "anna"
	status, body := h.get(t, "/sprawy/1/echo")
	body = plain(body)
	for _, want := range []string{"2 publikacje", "wymieniono w 1 z 2", "honorowym patronatem", "Tłumy w parku"} {
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("the echo (%d) lacks %q\n%s", status, want, body)
		}
	}
	if strings.Contains(body, "Inny festyn") {
		t.Error("another event is among the coverage")
	}
}
