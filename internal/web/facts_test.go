package web

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

func factForm() url.Values {
	return url.Values{
		"id": {"Mieszkańcy 2026"}, "rodzaj": {"count"}, "przedmiot": {"liczba mieszkańców"}, "wartosc": {"68 525 mieszkańców"}, "tolerancja": {"2%"},
		"od": {"2025-12-31"}, "przeglad": {"2026-11-01"}, "zrodlo": {"ewidencja ludności"}, "wlasciciel": {"USC"}, "czyn": {"zapisz"},
	}
}

func TestFactsAreKept(t *testing.T) {
	h := open(t, "anna")
	h.FactFile.Check = func(f []press.Fact) error {
		if f[0].Value == "dużo" {
			return errors.New("„dużo” to nie liczba")
		}
		return nil
	}
	if status, body := h.do(t, http.MethodPost, "/fakty/nowa", factForm()); status != 200 || !strings.Contains(body, "Karta prosi o sprawdzenie") || !strings.Contains(body, "2025-12-31") {
		t.Fatalf("a new card: %d\n%.400s", status, body)
	}
	facts, err := h.Store.Facts(t.Context())
	if err != nil || len(facts) != 1 || facts[0].ID != "mieszkancy-2026" || !facts[0].From.Equal(polish.NewDay(2025, 12, 31).Start()) {
		t.Errorf("kept %+v, %v", facts, err)
	}
	if _, body := h.get(t, "/fakty"); !strings.Contains(plain(body), "1 karta prosi") {
		t.Error("a stale card does not ask to be reviewed")
	}
	if status, _ := h.do(t, http.MethodPost, "/fakty/nowa", factForm()); status != 422 {
		t.Errorf("the same name again: %d", status)
	}
	for field, bad := range map[string]string{"wartosc": "dużo", "przedmiot": "(most", "od": "jutro", "id": "–"} {
		form := factForm()
		form.Set("id", "inna")
		form.Set(field, bad)
		if status, body := h.do(t, http.MethodPost, "/fakty/nowa", form); status != 422 || !strings.Contains(body, `role="alert"`) {
			t.Errorf("%s %q: %d", field, bad, status)
		}
	}
	form := factForm()
	form.Set("przeglad", "2027-06-30")
	form.Set("wersja", "1")
	if _, body := h.do(t, http.MethodPost, "/fakty/mieszkancy-2026", form); strings.Contains(body, "prosi o sprawdzenie") {
		t.Error("a reviewed card still asks")
	}
	if _, body := h.do(t, http.MethodPost, "/fakty/mieszkancy-2026", url.Values{"czyn": {"usun"}, "wersja": {"2"}}); !strings.Contains(body, "Rejestr jest pusty") {
		t.Error("a removed card stays")
	}
}

func TestFactsGoByFile(t *testing.T) {
	h := open(t, "anna")
	if status, _ := h.get(t, "/fakty/plik/facts.yaml"); status != 404 {
		t.Errorf("no file is known: %d", status)
	}
	h.FactFile = FactFile{
		Read: func(data []byte) ([]press.Fact, error) {
			if !bytes.HasPrefix(data, []byte("facts:")) {
				return nil, errors.New("wiersz 1: nieznany klucz")
			}
			return []press.Fact{{ID: "a", Kind: press.FactName, Value: "Ośrodek"}, {ID: "b", Kind: press.FactName, Value: "Dom"}}, nil
		},
		Write: func(facts []press.Fact) ([]byte, error) { return []byte("facts: " + facts[0].ID), nil },
	}
	if status, body := h.upload(t, "/fakty/plik", "facts.yaml", []byte("zle: 1")); status != 422 || !strings.Contains(body, "wiersz 1") {
		t.Errorf("a wrong file: %d", status)
	}
	if status, body := h.upload(t, "/fakty/plik", "facts.yaml", []byte("facts: []")); status != 200 || !strings.Contains(plain(body), "Wczytano: 2 karty") {
		t.Errorf("a file: %d", status)
	}
	if status, body := h.get(t, "/fakty/plik/facts.yaml"); status != 200 || body != "facts: a" {
		t.Errorf("export: %d %q", status, body)
	}
}

func statementForm(revision, text string) url.Values {
	return url.Values{"wersja": {revision}, "rodzaj": {"komunikat"}, "tytul": {"Kładka gotowa"}, "mowca": {"Jan Przykładny"}, "kiedy": {"2026-11-23T08:00"}, "tekst": {text}}
}

func TestStatementsAreVersionedAndApproved(t *testing.T) {
	h := open(t, "anna")
	ctx := t.Context()
	if status, body := h.do(t, http.MethodPost, "/stanowiska/nowe", statementForm("0", "")); status != 422 || !strings.Contains(body, `role="alert"`) {
		t.Errorf("an empty text: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/stanowiska/nowe", statementForm("0", "Kładka będzie gotowa w maju.")); status != 200 {
		t.Fatalf("a new text: %d", status)
	}
	all, err := h.Store.Statements(ctx, 10)
	if err != nil || len(all) != 1 || all[0].State != textDraft {
		t.Fatalf("%+v, %v", all, err)
	}
	path := "/stanowiska/" + all[0].ID
	if status, _ := h.do(t, http.MethodPost, path, url.Values{"czyn": {"zatwierdz"}, "wersja": {"1"}}); status != 200 {
		t.Errorf("approving: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, path+"/zmien", statementForm("1", "Inaczej.")); status != 409 {
		t.Errorf("an old form: %d", status)
	}
	status, body := h.do(t, http.MethodPost, path+"/zmien", statementForm("2", "Kładka będzie gotowa w czerwcu."))
	if status != 200 || !strings.Contains(body, "<del>maju") || !strings.Contains(body, "<ins>czerwcu") {
		t.Errorf("the change is not shown: %d", status)
	}
	got, err := h.Store.Statement(ctx, all[0].ID)
	if err != nil || got.State != textDraft || got.Approved != "" || got.Revision != 3 {
		t.Errorf("a changed text stays approved: %+v, %v", got, err)
	}
}

func TestReadersSeeApprovedTextsOnly(t *testing.T) {
	h := open(t, "jan")
	if err := h.Store.Write(t.Context(), func(tx *store.Tx) error {
		return tx.PutStatement(t.Context(), store.Statement{ID: "s1", Kind: kindRelease, Title: "Tajny szkic", Text: "Tekst.", State: textDraft, At: h.now})
	}); err != nil {
		t.Fatal(err)
	}
	if _, body := h.get(t, "/stanowiska"); strings.Contains(body, "Tajny szkic") {
		t.Error("a reader sees a draft")
	}
	if status, _ := h.get(t, "/stanowiska/s1"); status != 403 {
		t.Errorf("a reader opens a draft: %d", status)
	}
	if status, _ := h.do(t, http.MethodPost, "/fakty/nowa", factForm()); status != 403 {
		t.Errorf("a reader writes a card: %d", status)
	}
}

// The register goes out as a workbook and comes back from it; a table of
// another hand may be a CSV. One wrong row, told by its number, and none is taken.
func TestFactsAsATable(t *testing.T) {
	h := open(t, "anna")
	h.FactFile = FactFile{Read: func([]byte) ([]press.Fact, error) { return nil, errors.New("nie tędy") }, Check: func(f []press.Fact) error {
		if f[0].Value == "dużo" {
			return errors.New("„dużo” nie jest kwotą")
		}
		return nil
	}}
	const table = "Karta;Rodzaj;Przedmiot;Wartość;Tolerancja;Od;Sprawdzić do;Błędne nazwy;Źródło\n" +
		"budzet-2026;kwota;budżet miasta I wydatki;812,4 mln zł;1%;2026-01-01;2026-12-31;;uchwała budżetowa\n" +
		"osir;nazwa;;Ośrodek Sportu i Rekreacji;;;;MOSiR, Miejski Ośrodek Sportu;statut\n"
	for wrong, want := range map[string]string{
		strings.Replace(table, "812,4 mln zł", "dużo", 1): "wiersz 2", strings.Replace(table, "2026-01-01", "styczeń", 1): "„styczeń” w kolumnie „od”",
		strings.Replace(table, ";nazwa;", ";bajka;", 1): "nie ma rodzaju „bajka”", "a;b\n1;2\n": "karta, rodzaj i wartość", strings.Replace(table, "osir;", "budzet-2026;", 1): "po raz drugi",
	} {
		if status, body := h.upload(t, "/fakty/plik", "fakty.csv", []byte(wrong)); status != 422 || !strings.Contains(plain(body), want) {
			t.Errorf("a wrong table: %d, lacks %q: %.300s", status, want, plain(body))
		}
	}
	if facts, err := h.Store.Facts(t.Context()); err != nil || len(facts) != 0 {
		t.Fatalf("of a wrong table %d cards were kept, %v", len(facts), err)
	}
	if status, body := h.upload(t, "/fakty/plik", "fakty.csv", []byte(table)); status != 200 || !strings.Contains(plain(body), "Wczytano: 2 karty") {
		t.Fatalf("a right table: %d", status)
	}
	before, err := h.Store.Facts(t.Context())
	if err != nil || len(before) != 2 || before[0].Tolerance != "1%" || isoDay(before[0].From) != "2026-01-01" || len(before[1].Wrong) != 2 {
		t.Fatalf("%+v, %v", before, err)
	}
	_, book := h.get(t, "/fakty/plik/fakty.xlsx")
	if status, body := h.upload(t, "/fakty/plik", "fakty.xlsx", []byte(book)); status != 200 || !strings.Contains(plain(body), "Wczytano: 2 karty") {
		t.Fatalf("its own workbook: %d, %.300s", status, plain(body))
	}
	after, err := h.Store.Facts(t.Context())
	if err != nil || !reflect.DeepEqual(before, after) {
		t.Errorf("out and back: %+v became %+v, %v", before, after, err)
	}
}
