package extract

import (
	"slices"
	"strings"
	"testing"
)

// TestFurther: further pages are told by their address and by what the link
// says; other articles with longer numbers, and other hosts, are not.
func TestFurther(t *testing.T) {
	const page = `<html><body><article><h1>Raport o stanie miasta</h1><p>Tekst.</p></article>
<a href="?strona=2">2</a> <a href="/raport,3.html">strona 3</a> <a href="https://www.gazeta.example/raport/4/">następna ›</a>
<a href="/raport-2">Raport o stanie powiatu</a> <a href="/raport22">2</a> <a href="https://inna.example/raport/5/">5</a></body></html>`
	got := Further([]byte(page), Hints{URL: "https://gazeta.example/raport"})
	want := []string{"https://gazeta.example/raport?strona=2", "https://gazeta.example/raport,3.html", "https://www.gazeta.example/raport/4/"}
	if !slices.Equal(got, want) {
		t.Errorf("Further = %q, want %q", got, want)
	}
}

// TestJoinedPages: an article of three pages is one text, each line once.
func TestJoinedPages(t *testing.T) {
	page := func(lead string, texts ...string) []byte {
		return []byte(`<html lang="pl"><head><title>Raport o stanie miasta</title></head><body><article><h1>Raport o stanie miasta</h1><p>` +
			lead + `</p><p>` + strings.Join(texts, "</p><p>") + `</p></article></body></html>`)
	}
	para := func(s string) string {
		return s + " opisano w raporcie dokładnie, z liczbami za trzy ostatnie lata i z porównaniem do miast podobnej wielkości w całym kraju."
	}
	const lead = "Miasto ogłosiło raport o swoim stanie. Liczy on dwieście stron i po raz pierwszy obejmuje także spółki komunalne oraz szkoły."
	raw := JoinPages(page(lead, para("Budżet"), para("Drogi")), page(lead, para("Szkoły"), para("Mosty")), page(lead, para("Parki"), para("Baseny")))
	a, err := Read(raw, Hints{URL: "https://gazeta.example/raport"})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{lead, para("Budżet"), para("Drogi"), para("Szkoły"), para("Mosty"), para("Parki"), para("Baseny")}, "\n")
	if a.Text != want {
		t.Errorf("text:\n%s\nwant:\n%s", a.Text, want)
	}
}
