package gather

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestDiscover: of several ways to hear from an outlet the best comes first,
// and each says why.
func TestDiscover(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/kinds/auto-link-tag.txtar")
	if err != nil {
		t.Fatal(err)
	}
	s, server := serve(t, ar)
	found, err := Discover(context.Background(), testClient(t, nil), server.URL)
	if err != nil {
		t.Fatal(err)
	}
	if found.Title != "Gazeta Łąkowa" || len(found.Candidates) < 3 {
		t.Fatalf("found %+v", found)
	}
	best, worst := found.Candidates[0], found.Candidates[len(found.Candidates)-1]
	if best.Kind != "feed" || best.URL != server.URL+"/kanal" || best.Items != 2 || !strings.Contains(best.Why, "link rel=alternate") {
		t.Errorf("best %+v", best)
	}
	if !strings.Contains(worst.Why, "komentarz") {
		t.Errorf("worst %+v", worst)
	}
	if len(s.log) > maxTries+3 {
		t.Errorf("%d requests: %v", len(s.log), s.log)
	}
	for i, c := range found.Candidates {
		if c.Why == "" || c.Items == 0 || (i > 0 && c.Score > found.Candidates[i-1].Score) {
			t.Errorf("candidate %d: %+v", i, c)
		}
	}
}

func TestArticleLike(t *testing.T) {
	for address, want := range map[string]bool{
		"https://a.example/2026/11/radni-przyjeli-budzet/":             true,
		"https://a.example/article/12345":                              true,
		"https://a.example/wiadomosci/z-zycia-miasta/nowy-most":        true,
		"https://a.example/mieszkaniec/aktualnosci,4002/jarmark,55123": true,
		"https://a.example/news.php?id=7":                              true,
		"https://a.example/":                                           false,
		"https://a.example/kontakt":                                    false,
		"https://a.example/tag/most":                                   false,
		"https://a.example/kategoria/sport":                            false,
		"https://a.example/zdjecia/2026/11/most.jpg":                   false,
		"https://a.example/autor/jan-nowak":                            false,
		"https://a.example/2026/11/most-otwarty.pdf":                   false,
	} {
		if got := articleLike(address) >= 0.2; got != want {
			t.Errorf("articleLike(%s) = %.2f", address, articleLike(address))
		}
	}
}

func TestAddressFilter(t *testing.T) {
	keep, err := addressFilter(map[string]string{"only": "/wiadomosci/", "not": "sport"})
	if err != nil || !keep("/wiadomosci/a") || keep("/wiadomosci/sport") || keep("/inne") {
		t.Errorf("filter: %v", err)
	}
	if _, err := addressFilter(map[string]string{"only": "("}); err == nil {
		t.Error("a broken expression is taken")
	}
}

func TestRelativeDate(t *testing.T) {
	for text, want := range map[string]string{
		"Dodano: wczoraj, 12:30":        "2026-11-22T11:30:00Z",
		"dziś o 7.05":                   "2026-11-23T06:05:00Z",
		"przedwczoraj, godz. 23:59":     "2026-11-21T22:59:00Z",
		"2 godz. temu":                  "2026-11-23T07:00:00Z",
		"godzinę temu":                  "2026-11-23T08:00:00Z",
		"15 min temu | 3 komentarze":    "2026-11-23T08:45:00Z",
		"3 dni temu":                    "2026-11-20T09:00:00Z",
		"wczoraj radni przyjęli budżet": "",
		"dawno temu":                    "",
	} {
		got := ""
		if at := relativeDate(text, today); !at.IsZero() {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("relativeDate(%q) = %q, want %q", text, got, want)
		}
	}
}
