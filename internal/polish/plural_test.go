package polish

import "testing"

func TestPlural(t *testing.T) {
	for n, want := range map[int]string{
		0: "wycinków", 1: "wycinek", 2: "wycinki", 4: "wycinki", 5: "wycinków", 11: "wycinków", 12: "wycinków", 14: "wycinków",
		21: "wycinków", 22: "wycinki", 25: "wycinków", 101: "wycinków", 102: "wycinki", 112: "wycinków", 1002: "wycinki", -1: "wycinek", -3: "wycinki",
	} {
		if got := Plural(n, "wycinek", "wycinki", "wycinków"); got != want {
			t.Errorf("Plural(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"zażółć gęślą jaźń": "zazolc gesla jazn", "ŁÓDŹ": "LODZ", "plain": "plain", "Müller": "Muller", "Straße": "Strasse",
		"Dvořák": "Dvorak", "Ø": "O", "a\u0301": "a", "": "", "日本": "日本",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Ala ma kota. Kot ma Alę.", []string{"Ala ma kota.", "Kot ma Alę."}},
		{"Prof. J. Nowak mieszka przy ul. Noniewicza 10. Radny zaprzeczył!", []string{"Prof. J. Nowak mieszka przy ul. Noniewicza 10.", "Radny zaprzeczył!"}},
		{"W 2026 r. Suwałki wydały 5 mln zł. To dużo…  Naprawdę?", nil},
		{"3. Maja święto. Kosztuje 12.50 zł", nil},
		{"– Nie – powiedział. „Tak.” Koniec", []string{"– Nie – powiedział.", "„Tak.”", "Koniec"}},
		{"Tytuł bez kropki\nPierwsze zdanie. m.in. drugie", []string{"Tytuł bez kropki", "Pierwsze zdanie. m.in. drugie"}},
		{"", nil},
		{"...", nil},
	} {
		var got []string
		for _, r := range Sentences(c.text) {
			got = append(got, c.text[r.Start:r.End])
		}
		if c.want == nil {
			t.Logf("%q", got)
			continue
		}
		if len(got) != len(c.want) {
			t.Errorf("Sentences(%q) = %q, want %q", c.text, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("Sentences(%q)[%d] = %q, want %q", c.text, i, got[i], c.want[i])
			}
		}
	}
}

// TestHeadings: in a heading in capitals a short word may be a word; alone it
// is an acronym.
func TestHeadings(t *testing.T) {
	a := New()
	word := a.Query("sok")
	for text, want := range map[string]bool{
		"SOK":                                false,
		"SOK-u":                              false,
		"Dyrektor SOK zaprasza na koncert":   false,
		"NOWY SOK Z MARCHWI W SKLEPACH":      true,
		"Sok z marchwi":                      true,
		"Rada w SOK i OSiR. A sok był dobry": true,
	} {
		met := false
		for _, tok := range a.Tokens(text) {
			met = met || tok.Meets(word)
		}
		if met != want {
			t.Errorf("%q meets sok: %v, want %v", text, met, want)
		}
	}
}
