package extract

import (
	"fmt"
	"strings"
	"testing"

	"prasowka/internal/press"
)

// sourcePage is a page of a source whose text stands beside boxes that say
// the same on every page.
func sourcePage(n int) Sample {
	body := strings.Builder{}
	for i := range 4 {
		fmt.Fprintf(&body, "<p>Akapit %d artykułu %d mówi o sprawie numer %d, którą rada miasta zajmie się na sesji w ratuszu, i podaje szczegóły.</p>", i, n, n*7+i)
	}
	page := fmt.Sprintf(`<html lang="pl"><head><title>Sprawa numer %d - Echo</title></head><body>
<div id="gora"><a href="/">Echo Borowina</a></div>
<div class="kolumna"><h1 class="tytul">Sprawa numer %d wraca pod obrady</h1><time class="kiedy" datetime="2024-05-%02dT10:00:00+02:00">maj</time>
<span class="kto">Anna Nowak</span>
<div class="tresc-wpisu">%s<div class="apel-redakcji"><p>Redakcja Echa prosi czytelników o głosy w plebiscycie na najmilszą listonoszkę powiatu, kupony w kiosku.</p></div></div></div>
<div class="dol"><p>Echo Borowina ukazuje się od 1991 roku w każdy czwartek, a w wydaniu sieciowym codziennie od rana do wieczora.</p></div></body></html>`, n, n, n+1, body.String())
	return Sample{URL: fmt.Sprintf("https://echo.example/sprawa-%d", n), Raw: []byte(page)}
}

func TestProposeRecipe(t *testing.T) {
	var pages []Sample
	for n := range 5 {
		pages = append(pages, sourcePage(n+1))
	}
	r := ProposeRecipe(pages)
	if len(r.Keep) != 1 {
		t.Fatalf("recipe %+v keeps nothing", r)
	}
	for _, p := range append(pages, sourcePage(9)) {
		a, err := Read(p.Raw, Hints{URL: p.URL, Recipe: r})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(a.Text, "Akapit") != 4 || strings.Contains(a.Text, "ukazuje się od 1991") {
			t.Errorf("with %+v read %q", r, a.Text)
		}
		if !strings.HasPrefix(a.Title, "Sprawa numer") || a.Published.IsZero() {
			t.Errorf("title %q, published %v", a.Title, a.Published)
		}
	}
	if got := ProposeRecipe(pages[:2]); !got.Empty() {
		t.Errorf("two pages are too few, got %+v", got)
	}
	if got := ProposeRecipe(nil); !got.Empty() {
		t.Errorf("no pages, got %+v", got)
	}
}

func TestRecipe(t *testing.T) {
	p := sourcePage(3)
	a, err := Read(p.Raw, Hints{URL: p.URL, Recipe: press.Recipe{Keep: []string{"div.tresc-wpisu"}, Drop: []string{".apel-redakcji"}, Title: "h1.tytul", Date: "time.kiedy", Author: ".kto"}})
	if err != nil {
		t.Fatal(err)
	}
	if a.Author != "Anna Nowak" || a.DateFrom != FromRecipe || strings.Contains(a.Text, "plebiscycie") || strings.Count(a.Text, "\n") != 3 {
		t.Errorf("read %+v", a)
	}
	// Selectors that find nothing, or are no selectors, leave it to the vote.
	for _, bad := range []press.Recipe{{Keep: []string{".nie-ma"}}, {Keep: []string{"]["}, Title: "((", Date: ">", Author: "::"}} {
		if a, err := Read(p.Raw, Hints{URL: p.URL, Recipe: bad}); err != nil || strings.Count(a.Text, "Akapit") != 4 {
			t.Errorf("recipe %+v: %v, %q", bad, err, a.Text)
		}
	}
}
