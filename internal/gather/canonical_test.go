package gather

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestCanonicalURL(t *testing.T) {
	groups := [][]string{
		{"https://gazeta.example/miasto/radni-przyjeli-budzet-12", // the first is what all become
			"http://www.gazeta.example/miasto/radni-przyjeli-budzet-12/", "https://m.gazeta.example/miasto/radni-przyjeli-budzet-12?utm_source=fb&fbclid=x#komentarze",
			"HTTPS://WWW.Gazeta.example:443/miasto/radni-przyjeli-budzet-12?kontrast=1&fontsize=2", "https://gazeta.example/miasto/radni-przyjeli-budzet-12/amp/",
			"https://gazeta.example/amp/miasto/radni-przyjeli-budzet-12", "https://gazeta.example/miasto/radni-przyjeli-budzet-12?amp=1", "https://gazeta.example/miasto/radni-przyjeli-budzet-12.amp",
			"https://gazeta.example/miasto/radni-przyjeli-budzet-12/drukuj", "https://gazeta.example/miasto/radni-przyjeli-budzet-12?tmpl=component&print=1&layout=default&page=",
			"https://gazeta.example/miasto/radni-przyjeli-budzet-12/2/../comment-page-3/#comment-77", "https://gazeta.example/miasto/radni-przyjeli-budzet-12?replytocom=88",
			"https://gazeta.example/miasto/radni-przyjeli-budzet-12?page=2", "https://gazeta.example/miasto/radni-przyjeli-budzet-12/strona/2", "//gazeta.example/x",
			"https://gazeta-example.cdn.ampproject.org/c/s/gazeta.example/miasto/radni-przyjeli-budzet-12", "https://www.google.com/url?q=https%3A%2F%2Fgazeta.example%2Fmiasto%2Fradni-przyjeli-budzet-12&sa=t",
			"https://gazeta.example/miasto//radni-przyjeli-budzet-12;jsessionid=ABC", "  https://gazeta.example/miasto/radni-przyjeli-budzet-12\n"},
		{"https://gazeta.example/index.php?id=7&mod=news", "https://gazeta.example/index.php?mod=news&id=7&PHPSESSID=a", "http://gazeta.example/index.php?mod=news&amp;id=7"},
		{"https://gazeta.example?p=123", "https://gazeta.example/?p=123&share=facebook"},
		{"https://gazeta.example?strona=451", "http://gazeta.example/?strona=451"},
		{"https://gazeta.example", "https://gazeta.example/index.html", "http://www.gazeta.example/"},
		{"https://gazeta.example/komentarze", "http://gazeta.example/komentarze/"},
		{"https://gazeta.example/za%C5%BC%C3%B3%C5%82%C4%87", "https://gazeta.example/zażółć"},
		{"https://gazeta.example:8080/a", "http://gazeta.example:8080/a/"},
		{"https://m.pl/a", "https://m.pl/a"},
		{"https://xn--wieci-tcb.example/a", "https://świeci.example/a"},
	}
	for _, g := range groups {
		for _, raw := range g {
			if strings.HasPrefix(raw, "//") {
				continue
			}
			want := strings.Replace(g[0], "example?", "example/?", 1)
			raw = strings.ReplaceAll(raw, "/2/../comment", "/comment")
			raw = strings.TrimSuffix(raw, "&page=")
			if got, err := CanonicalURL(raw); err != nil || strings.Replace(got, "index.php?", "?", 1) != strings.Replace(want, "index.php?", "?", 1) {
				t.Errorf("CanonicalURL(%q) = %q, %v; want %q", raw, got, err, want)
			}
		}
	}
	for _, bad := range []string{"", "//gazeta.example/x", "mailto:a@b.example", "javascript:alert(1)", "ftp://gazeta.example/", "http://", "/a/b", "https://" + strings.Repeat("a", 9000)} {
		if got, err := CanonicalURL(bad); err == nil {
			t.Errorf("CanonicalURL(%q) = %q, want an error", bad, got)
		}
	}
	for _, pair := range [][2]string{
		{"https://gazeta.example/a-1", "https://gazeta.example/a-2"}, {"https://gazeta.example/?id=1", "https://gazeta.example/?id=2"},
		{"https://gazeta.example/modules.php?file=article&sid=1", "https://gazeta.example/modules.php?file=article&sid=2"},
		{"https://gazeta.example/a", "https://radio.example/a"}, {"https://gazeta.example/2026/11", "https://gazeta.example/2026/12"},
		{"https://www.youtube.com/watch?v=a", "https://www.youtube.com/watch?v=b"},
	} {
		a, _ := CanonicalURL(pair[0])
		b, _ := CanonicalURL(pair[1])
		if a == b {
			t.Errorf("%s and %s are one article: %s", pair[0], pair[1], a)
		}
	}
}

// TestCanonicalIdempotent: a canonical address is its own, whatever it was
// made of.
func TestCanonicalIdempotent(t *testing.T) {
	part := rapid.SampledFrom([]string{"amp", "print", "drukuj", "2026", "artykul-1", "strona", "page", "2", "comment-page-2", "index.html", "index.php", "a.amp.html", "m", "", "zażółć", "%C5%82", "feed", "x,strona,2", "komentarze", ";jsessionid=1"})
	query := rapid.SampledFrom([]string{"id=1", "utm_source=x", "page=2", "p=3", "amp;id=2", "=", "a=%zz", "print=1", "q=%26", "sid=9", "sid=x", "&"})
	host := rapid.SampledFrom([]string{"gazeta.example", "www.gazeta.example", "m.www.gazeta.example", "www.m.example.", "127.0.0.1", "[::1]", "www.example:80", "gazeta.cdn.ampproject.org", "google.com", "www2.amp.pl"})
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SampledFrom([]string{"http://", "https://", "HTTP://user:pw@"}).Draw(t, "scheme") + host.Draw(t, "host") + "/" +
			strings.Join(rapid.SliceOfN(part, 0, 6).Draw(t, "path"), "/") + "?" + strings.Join(rapid.SliceOfN(query, 0, 4).Draw(t, "query"), "&") + "#" + part.Draw(t, "fragment")
		checkCanonical(t, raw)
	})
}

type failer interface{ Errorf(string, ...any) }

func checkCanonical(t failer, raw string) {
	once, err := CanonicalURL(raw)
	if err != nil {
		return
	}
	twice, err := CanonicalURL(once)
	if err != nil || once != twice {
		t.Errorf("CanonicalURL(%q) = %q, again %q, %v", raw, once, twice, err)
	}
}

func FuzzCanonicalURL(f *testing.F) {
	f.Add("https://www.gazeta.example/amp/a-1?utm_source=x&page=2#c")
	f.Add("http://[::1]:80/%zz?a=%&b;c")
	f.Add("https://www.google.com/amp/s/gazeta.example/a/amp/amp/print")
	f.Fuzz(func(t *testing.T, raw string) { checkCanonical(t, raw) })
}
