package query

import (
	"slices"
	"testing"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

func TestSurfaces(t *testing.T) {
	a := polish.Default()
	f := Fields{Title: "Zarząd Dróg i Zieleni o moście", Text: "Mostu pilnuje Zarząd Dróg i Zieleni. Most, mostu. most"}
	for text, want := range map[string][]string{
		`"Zarząd Dróg i Zieleni"`:          {"Zarząd Dróg i Zieleni"},
		`most`:                             {"moście", "Mostu", "Most"},
		`"Zarząd Dróg i Zieleni" LUB most`: {"Zarząd Dróg i Zieleni", "moście", "Mostu", "Most"},
	} {
		q, err := Parse(a, text)
		if err != nil {
			t.Fatal(err)
		}
		spans, ok := q.Match(NewDoc(a, f), time.Now())
		if got := Surfaces(f, spans); !ok || !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	if got := Surfaces(f, []press.Span{{Field: "tekst", Start: -1, End: 2}, {Field: "lead", Start: 0, End: 9}, {Field: "tekst", Start: 5, End: 5}}); len(got) != 0 {
		t.Errorf("out of range: %q", got)
	}
}

func TestTextual(t *testing.T) {
	for text, want := range map[string]string{
		"most temat:budzet dni:7 NIE rada": "most", "most": "most", "temat:budzet": "", "(most LUB temat:x) autor:a": "most",
		`(most LUB kładka) "rada miejska" od:2026-01-01`: `(most LUB kładka) I "rada miejska"`, "NIE rada": "", "tytuł:most ton:krytyczny": "tytuł:most",
	} {
		q, err := Parse(polish.Default(), text)
		if err != nil {
			t.Fatal(err)
		}
		got := q.Textual()
		if want == "" && got.Root != nil || want != "" && got.String() != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
