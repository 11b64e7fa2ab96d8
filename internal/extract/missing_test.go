package extract

import "testing"

// A number in a text, a culprit whom nobody found: short articles, no error pages.
func TestMissing(t *testing.T) {
	for text, want := range map[string]bool{
		"Zebrano 404 zł na protezę dla byłego strażaka.":     false,
		"Policja szukała całą noc. Nie znaleziono sprawców.": false,
		"Grups podpisał umowę, a 404 osoby dostały pracę.":   false,
		"404 Not Found":                            true,
		"Błąd 404":                                 true,
		"Przepraszamy, nie znaleziono strony.":     true,
		"Nie znaleziono szukanej strony":           true,
		"Ten artykuł nie istnieje lub wygasł.":     true,
		"Ups, coś poszło nie tak":                  true,
		"404 – strona, której szukasz, przepadła.": true,
	} {
		if got := missingText().MatchString(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	for heading, want := range map[string]bool{
		"404 404 404":               true,
		"Nie znaleziono":            true,
		"404 osoby bez prądu Echo":  false,
		"Strona nie istnieje":       true,
		"Nowy most za 404 miliony":  false,
		"Nie można odnaleźć strony": true,
	} {
		if got := missing().MatchString(heading); got != want {
			t.Errorf("heading %q: %v", heading, got)
		}
	}
}
