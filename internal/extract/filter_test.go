package extract

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAppealStems: the stems of a form stand in every line that its pattern
// finds, in all pages of testdata and in the forms' own words.
func TestAppealStems(t *testing.T) {
	lines := []string{
		"byłeś świadkiem wypadku? napisz do nas", "dołącz do naszej grupy na facebooku", "polub nas na facebooku", "bądź na bieżąco", "włącz powiadomienia",
		"masz dla nas ciekawy temat?", "wyślij zdjęcia na adres redakcji", "zachęcamy do komentowania", "postaw nam kawę", "pozostało 80% tekstu", "wykup dostęp",
		"we use cookies", "log in to comment", "za treść komentarzy odpowiadają autorzy", "sign up for our newsletter", "by signing up you agree to our terms",
		"comments are closed", "kapitał zakładowy 5000 zł", "wydawca tygodnika poszukuje dziennikarza", "czy artykuł był pomocny?", "kopiowanie materiałów bez zgody zabronione",
	}
	for _, l := range lines {
		if !isAppeal(l) {
			t.Errorf("no appeal: %q", l)
		}
	}
	paths, err := filepath.Glob("testdata/pages/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		for _, l := range linesOf(parse(string(loadFixture(t, path).raw))) {
			lines = append(lines, strings.ToLower(l.text))
		}
	}
	for _, form := range appealForms {
		pattern := regexp.MustCompile(form.pattern)
		for _, l := range lines {
			if len(l) < maxAppeal && pattern.MatchString(l) && !isAppeal(l) {
				t.Errorf("%q has none of the stems %s", l, form.stems)
			}
		}
	}
}
