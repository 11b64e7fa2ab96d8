package web

import (
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"prasowka/config"
)

// oneFile is a register that nobody has programmed: trees planted by request.
const oneFile = `
title: Nasadzenia drzew
one: nasadzenie
group: Zieleń
about: Prośby o drzewa i to, co z nich wyrosło.
sign: {class: "613", confirmed: false}
list: [gatunek, sadzenie]
names: gdzie
event: sadzenie
fields:
  - {name: wplynelo, label: Wpłynęło, kind: date, required: true}
  - {name: gdzie, label: Gdzie, kind: text, required: true}
  - {name: gatunek, label: Gatunek, kind: choice, options: [lipa, klon], default: lipa}
  - {name: sadzenie, label: Dzień sadzenia, kind: date}
  - name: podlewanie
    label: Podlewanie
    kind: rows
    line: "{kto}[, do {do_kiedy}]"
    columns: [{name: kto, label: Kto}, {name: do_kiedy, label: Do kiedy, kind: date}, {name: zrobione, label: Zrobione, kind: yesno}]
  - {name: posadzono, label: Posadzono, kind: date}
statuses:
  - {name: prosba, label: Prośba}
  - {name: rosnie, label: Rośnie, closed: true}
moves:
  - {from: [prosba], to: rosnie, label: Posadzono drzewo, stamp: posadzono}
terms:
  - {id: NAS-ODP, label: Odpowiedź mieszkańcowi, from: wplynelo, within: 1 miesiąc, shift: kpa, until: [posadzono], sure: false, basis: obietnica ogrodnika}
  - {id: NAS-WODA, label: Podlewanie, rows: podlewanie, on: do_kiedy, until: [zrobione], sure: true, basis: plan ogrodnika}
figures:
  by: [gatunek]
  done: posadzono
  counts: [{label: rosną, statuses: [rosnie]}]
letters:
  - name: list
    title: List do mieszkańca
    body: |
      > {miasto}, {dzis}

      {znak}

      Drzewo ({gatunek}) posadzimy {sadzenie}. Miejsce: {gdzie}.
`

// A register is added by one YAML file and nothing else: its form, list,
// number, terms, calendar, exports, letters, figures and place in the menu
// come from it.
func TestRegisterFromOneFile(t *testing.T) {
	all := fstest.MapFS{"registers/nasadzenia.yaml": {Data: []byte(oneFile)}}
	err := fs.WalkDir(config.Defaults(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(config.Defaults(), name)
		all[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c, err := config.LoadFS(all, config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	h := open(t, "anna")
	h.Registers, h.Symbol = c.Registers, "BPM"
	form := url.Values{"wplynelo": {"2026-11-20"}, "gdzie": {"ulica Wierzbowa"}, "gatunek": {"klon"}, "sadzenie": {"2026-12-11"},
		"podlewanie.0.kto": {"szkoła"}, "podlewanie.0.do_kiedy": {"2026-12-14"}}
	if status, body := h.do(t, http.MethodPost, "/rejestry/nasadzenia/nowa", form); status != 200 || !strings.Contains(body, "BPM.613.1.2026") {
		t.Fatalf("opening a case: %d\n%.600s", status, body)
	}
	for path, want := range map[string][]string{
		"/rejestry":                         {"Zieleń", "Prośby o drzewa"},
		"/rejestry?q=wierzbowa":             {"BPM.613.1.2026"},
		"/rejestry/nasadzenia":              {"Gatunek", "klon", "11 grudnia 2026", "ulica Wierzbowa"},
		"/rejestry/nasadzenia/nowa":         {"Podlewanie", `<option selected>lipa</option>`, "(wymagane)"},
		"/sprawy/1":                         {"20 grudnia 2026", "21 grudnia 2026", "do potwierdzenia", "Podlewanie: szkoła", "Posadzono drzewo", "szkoła, do 14 grudnia 2026"},
		"/terminy":                          {"Odpowiedź mieszkańcowi", "obietnica ogrodnika", "Podlewanie: szkoła"},
		"/kalendarz?miesiac=2026-12":        {"nasadzenie: ulica Wierzbowa"},
		"/kalendarz.ics":                    {"SUMMARY:nasadzenie: ulica Wierzbowa"},
		"/rejestry/nasadzenia/eksport/csv":  {"BPM.613.1.2026;ulica Wierzbowa"},
		"/rejestry/nasadzenia/eksport/json": {`"gatunek":"klon"`},
		"/rejestry/nasadzenia/eksport/xlsx": {"PK"},
		"/rejestry/nasadzenia/druk/html":    {"11 grudnia 2026. ulica Wierzbowa"},
		"/statystyka/nasadzenia":            {"rosną", "klon"},
		"/sprawy/1/pisma/list.html":         {"BPM.613.1.2026", "Drzewo (klon) posadzimy 11 grudnia 2026 r. Miejsce: ulica Wierzbowa."},
		"/sprawy/1/pisma/list.docx":         {"PK"},
		"/sprawy/1/akta/html":               {"Akta sprawy: ulica Wierzbowa"},
		"/rejestry/nasadzenia/import":       {"Wczytaj"},
		"/rejestry/nasadzenia?otwarte=tak":  {`aria-current="page"`},
		"/statystyka/nasadzenia/csv":        {"Gatunek"},
	} {
		status, body := h.get(t, path)
		for _, w := range want {
			if status != 200 || !strings.Contains(plain(body), w) {
				t.Errorf("GET %s: %d, no %q", path, status, w)
			}
		}
	}
	if status, _ := h.do(t, http.MethodPost, "/sprawy/1/krok", url.Values{"do": {"rosnie"}}); status != 200 {
		t.Errorf("the move: %d", status)
	}
}
