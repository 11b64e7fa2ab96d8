package notify

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"prasowka/internal/polish"
	"prasowka/internal/press"
)

func TestQuote(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"Krótko.", 300, "Krótko."},
		{"„W cudzysłowie.”", 300, "W cudzysłowie."},
		{"Pierwsze zdanie jest dość długie. Drugie już się nie mieści w limicie.", 40, "Pierwsze zdanie jest dość długie."},
		{"Spotkanie odbędzie się przy ul. Zamkowej w poniedziałek rano.", 41, "Spotkanie odbędzie się przy ul. Zamkowej…"},
		{"Remont kosztował 12.5 mln złotych i trwał dwa lata bez przerwy.", 40, "Remont kosztował 12.5 mln złotych i…"},
		{"Zdanie. Bardzo długie drugie zdanie, które się nie mieści.", 40, "Zdanie. Bardzo długie drugie zdanie…"},
		{"", 10, ""},
	} {
		if got := Quote(c.text, c.limit); got != c.want {
			t.Errorf("Quote(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

func TestWordsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		n := rapid.IntRange(1, 60).Draw(t, "n")
		for name, got := range map[string]string{"shorten": shorten(s, n), "Quote": Quote(s, n), "prose": prose(s, n)} {
			if utf8.RuneCountInString(got) > n {
				t.Fatalf("%s(%q, %d) = %q has %d characters", name, s, n, got, utf8.RuneCountInString(got))
			}
		}
		once := clean(s)
		if clean(once) != once || strings.ContainsAny(once, "\n\r\t\x00\u202e") || !utf8.ValidString(once) {
			t.Fatalf("clean(%q) = %q", s, once)
		}
		i := Item{Title: s, Quote: s, Text: s}
		if one := i.Licensed(n); one.Licensed(n).Quote != one.Quote || one.Text != "" {
			t.Fatalf("Licensed is not idempotent on %q", s)
		}
	})
}

func TestShortenKeepsClusters(t *testing.T) {
	family := "👩‍👩‍👧‍👦"
	for n := 1; n < 12; n++ {
		got := strings.TrimSuffix(shorten(strings.Repeat(family, 3), n), "…")
		if strings.Trim(strings.ReplaceAll(got, family, ""), "") != "" {
			t.Errorf("shorten to %d tears a family: %q", n, got)
		}
	}
	if got := shorten("e\u0301e\u0301e\u0301", 4); got != "e\u0301…" {
		t.Errorf("an accent was torn off: %q", got)
	}
}

func TestProse(t *testing.T) {
	got := strings.ReplaceAll(prose("Most i kładka w mieście za 42,6 mln zł: 12 maja o 8 000 osób", 200), "\u00a0", "_")
	if want := "Most i_kładka w_mieście za 42,6_mln zł: 12_maja o_8_000_osób"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWebURL(t *testing.T) {
	for raw, want := range map[string]string{
		"https://a.example/x?y=1&z=2": "https://a.example/x?y=1&z=2", " http://a.example ": "http://a.example",
		"https://żółw.example/ścieżka?q=łódź|\"": "https://xn--w-uga1v8h.example/%C5%9Bcie%C5%BCka?q=%C5%82%C3%B3d%C5%BA%7C%22", "https://a.example/\xff": "",
		"javascript:alert(1)": "", "data:text/html,x": "", "//a.example": "", "/x": "", "https://u:p@a.example": "", "ftp://a.example": "", "": "",
		"https://a.example/" + strings.Repeat("x", 3000): "",
	} {
		if got := webURL(raw); got != want {
			t.Errorf("webURL(%.40q) = %q, want %q", raw, got, want)
		}
	}
}

func TestNewItemHoldsTheLicence(t *testing.T) {
	c := article("Tytuł", strings.Repeat("Lead artykułu jest długi. ", 40))
	for _, licence := range press.Licences {
		o := glos()
		o.Licence = licence
		i := NewItem(c, o, "", 0)
		if got := strings.Contains(i.Text, secret); got != licence.FullText() {
			t.Errorf("licence %q: full text out: %v", licence, got)
		}
		if n := utf8.RuneCountInString(i.Quote); n > MaxQuote || n < MaxQuote/2 {
			t.Errorf("licence %q: a quotation of %d characters", licence, n)
		}
	}
	forged := &Review{Region: []Item{{Title: "x", Text: secret, Quote: strings.Repeat("słowo ", 200)}}, MaxQuote: 100}
	m, err := forged.Mail()
	if err != nil || strings.Contains(m.HTML+m.Text, secret) || strings.Count(m.HTML, "słowo") > 100/6 {
		t.Errorf("a payload made by hand gets more out than the licence lets (%v)", err)
	}
}

func TestSort(t *testing.T) {
	items := []Item{
		{Title: "kraj", Tier: 3, At: now}, {Title: "stare", Tier: 1, At: ago(time.Hour)}, {Title: "nieznane", At: now},
		{Title: "nowe", Tier: 1, At: now}, {Title: "prezydent", Tier: 3, Leadership: []string{"Prezydent"}, At: ago(9 * time.Hour)}, {Title: "reakcja", Action: "sprostowanie", At: ago(20 * time.Hour)},
	}
	Sort(items)
	var got []string
	for _, i := range items {
		got = append(got, i.Title)
	}
	if want := "reakcja prezydent nowe stare kraj nieznane"; strings.Join(got, " ") != want {
		t.Errorf("order %v", got)
	}
}

func TestVerdict(t *testing.T) {
	plain := func(s string) string { return strings.ReplaceAll(s, polish.NBSP, " ") }
	for _, c := range []struct {
		r    Review
		want string
	}{
		{Review{}, "Spokojnie: nie ukazało się nic o mieście."},
		{Review{Coverage: Coverage{Clippings: 12, Stories: 8, Sources: 44, Answered: 44}}, "Spokojnie: 12 wycinków w 8 sprawach, nic nie wymaga reakcji."},
		{Review{Coverage: Coverage{Clippings: 1, Stories: 1}}, "Spokojnie: 1 wycinek w 1 sprawie, nic nie wymaga reakcji."},
		{Review{Coverage: Coverage{Clippings: 9, Critical: 2}}, "Nic nie wymaga reakcji; w tym wydaniu 2 publikacje krytyczne."},
		{Review{At: now, Reaction: []Item{{Due: now.Add(2 * time.Hour)}}}, "1 sprawa wymaga reakcji, do 09:00."},
		{Review{At: now, Reaction: make([]Item, 5)}, "5 spraw wymaga reakcji."},
		{Review{At: now, Reaction: []Item{{Due: now.Add(-time.Hour)}, {}}}, "2 sprawy wymagają reakcji, pierwsza po terminie."},
		{Review{Coverage: Coverage{Sources: 44, Answered: 12}}, "Spokojnie: nie ukazało się nic o mieście – ale odpowiedziało tylko 12 z 44 źródeł."},
		{Review{Verdict: "Dzień jak co dzień"}, "Dzień jak co dzień."},
	} {
		if got := plain(c.r.VerdictLine()); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	for c, want := range map[*Coverage]string{
		{Sources: 44, Answered: 42, Clippings: 41, Stories: 18, Mean: 33.5}: "Odpowiedziały 42 z 44 źródeł. 41 wycinków w 18 sprawach; średnia z czterech tygodni: 34 (o 22% więcej).",
		{Sources: 3, Answered: 1, Clippings: 2, Mean: 20}:                   "Odpowiedziało 1 z 3 źródeł. 2 wycinki; średnia z czterech tygodni: 20 (o 90% mniej).",
		{Sources: 44, Answered: 44, Clippings: 20, Mean: 20}:                "Odpowiedziały wszystkie źródła (44). 20 wycinków; średnia z czterech tygodni: 20 (jak zwykle).",
		{Mean: 20}:                 "Brak wycinków; średnia z czterech tygodni: 20. Tak pusty dzień zdarza się rzadko: warto sprawdzić źródła.",
		{Clippings: 100, Mean: 20}: "100 wycinków; średnia z czterech tygodni: 20 (5 razy więcej).",
	} {
		if got := plain(strings.Join(coverageOf(*c), " ")); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestUntilWords(t *testing.T) {
	today := polish.DayOf(now)
	for due, want := range map[time.Time]string{
		now.Add(7 * time.Hour): "do_14:00", today.End(): "do końca dnia", today.Add(1).End(): "do jutra włącznie",
		now.Add(27 * time.Hour): "do jutra, 10:00", today.Add(21).End(): "do pon._14.12 włącznie", polish.NewDay(2027, 1, 8).End(): "do pt._8.01.2027 włącznie",
	} {
		if got := strings.ReplaceAll(untilWords(due, now), polish.NBSP, "_"); got != want {
			t.Errorf("%v: %q, want %q", due, got, want)
		}
	}
}

// TestFiledByHand: what stands in print or on air says where, and links nowhere.
func TestFiledByHand(t *testing.T) {
	at := time.Date(2026, 11, 30, 6, 30, 0, 0, polish.Warsaw)
	c := press.Clipping{URL: press.URN + "reka:1", Title: "Most do świąt", Kind: press.Article, Place: "nr 48, s. 5", Published: at}
	i := NewItem(c, press.Outlet{Name: "Tygodnik Zielony"}, "", 0)
	if got := strings.Join(metaOf(i, at), " · "); i.URL != "" || got != "Tygodnik Zielony · nr 48, s. 5 · 06:30" {
		t.Errorf("paper: %q, %q", i.URL, got)
	}
	c.Kind, c.Place = press.Broadcast, "Wiadomości, 6.30"
	if i = NewItem(c, press.Outlet{Name: "Radio Zielone"}, "", 0); airOf(i) != "Wiadomości, 6.30" || i.Place != "" {
		t.Errorf("radio: %+v", i)
	}
	if c.Place = ""; airOf(NewItem(c, press.Outlet{}, "", 0)) != "audycja" {
		t.Error("a broadcast without a place is not told as one")
	}
}
