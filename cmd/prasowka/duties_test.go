package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"prasowka/config"
	"prasowka/internal/cases"
)

// duties is the office's own list (regulamin organizacyjny, Biuro Prezydenta
// Miasta) and what serves each: registers by name, screens by address. The
// second group has no letter e.
var duties = []struct {
	code, what string
	registers  []string
	screens    []string
}{
	{"1.1.a", "stanowiska, opinie, komentarze; autoryzacje; Kronika Miasta", []string{"zapytania", "autoryzacje", "kronika"}, []string{"/stanowiska"}},
	{"1.1.b", "polityka informacyjna, strategia medialna, kampanie", []string{"kampanie"}, nil},
	{"1.1.c", "materiały do DwuTygodnika", []string{"dwutygodnik"}, nil},
	{"1.1.d", "strategia w sytuacjach kryzysowych", nil, []string{"/kryzys"}},
	{"1.1.e", "wyniki konsultacji, badań i sondaży", []string{"konsultacje"}, nil},
	{"1.1.f", "analiza mediów; sprostowania, polemiki, wyjaśnienia", []string{"sprostowania"}, []string{"/flagi", "/szukaj"}},
	{"1.1.g", "wystąpienia i pisma okolicznościowe", []string{"wystapienia"}, nil},
	{"1.1.h", "materiały na konferencje prasowe", []string{"konferencje"}, []string{"/sprawy/{id}/pakiet/{form}"}},
	{"1.1.i", "organizowanie konferencji prasowych", []string{"konferencje"}, []string{"/sprawy/{id}/zaproszenia"}},
	{"1.1.j", "współpraca z PAP i mediami", nil, []string{"/media"}},
	{"1.1.k", "monitorowanie publikacji i informowanie kierownictwa", nil, []string{"/przeglad", "/tematy", "/alerty/{topic}/{story}"}},
	{"1.1.l", "strona internetowa i profile", []string{"publikacje", "dostepnosc"}, nil},
	{"1.1.ł", "honorowy patronat i komitety honorowe", []string{"patronaty"}, []string{"/wniosek/{register}"}},
	{"1.1.m", "nadzór nad informacją publiczną w BIP", []string{"bip"}, nil},
	{"2.a", "sekretariaty Prezydenta i Zastępców", []string{"sekretariat"}, []string{"/kalendarz"}},
	{"2.b", "ewidencja zarządzeń i porozumień", []string{"zarzadzenia"}, nil},
	{"2.c", "publikacja zarządzeń i tekstów jednolitych w BIP", []string{"zarzadzenia"}, nil},
	{"2.d", "Kolegium: porządek i protokoły", []string{"kolegium"}, nil},
	{"2.f", "rejestr skarg", []string{"skargi"}, nil},
	{"3.a", "współpraca zagraniczna, instytucje międzynarodowe", []string{"partnerzy"}, nil},
	{"3.b", "miasta partnerskie", []string{"partnerzy"}, nil},
	{"3.c", "zagraniczne wyjazdy służbowe", []string{"wyjazdy"}, nil},
	{"3.d", "delegacje i goście zagraniczni", []string{"delegacje"}, nil},
	{"3.e", "krajowe związki i stowarzyszenia", []string{"zwiazki"}, nil},
}

// Every duty of the office names the register or the screen that serves it,
// every register says which duties it serves, and its JRWA class is left open
// until the archive confirms one.
func TestEveryDutyIsServed(t *testing.T) {
	c, err := config.LoadFS(config.Defaults(), config.Checks{})
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]*cases.Register{}
	served := map[string]bool{}
	for _, r := range c.Registers {
		byName[r.Name] = r
		if r.Sign.Class != "" || r.Sign.Confirmed || r.Keep.Confirmed {
			t.Errorf("%s: a class or a category is given as if the archive had confirmed it", r.Name)
		}
		if r.Group == "" || r.About == "" {
			t.Errorf("%s stands in no group or says nothing of itself", r.Name)
		}
	}
	routes := routesOf(t)
	for _, d := range duties {
		if len(d.registers)+len(d.screens) == 0 {
			t.Errorf("duty %s (%s) is served by nothing", d.code, d.what)
		}
		for _, name := range d.registers {
			served[name] = true
			if r := byName[name]; r == nil || !slices.Contains(strings.Split(r.Duty, ", "), d.code) {
				t.Errorf("duty %s (%s): register %s does not say that it serves it", d.code, d.what, name)
			}
		}
		for _, path := range d.screens {
			if !strings.Contains(routes, `"GET `+path+`"`) {
				t.Errorf("duty %s (%s): there is no screen %s", d.code, d.what, path)
			}
		}
	}
	for name := range byName {
		if !served[name] {
			t.Errorf("register %s serves no duty", name)
		}
	}
}

// routesOf is the source of the screens' tables of addresses.
func routesOf(t *testing.T) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "internal", "web", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	var all strings.Builder
	for _, name := range files {
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(source)
	}
	return all.String()
}
