package notify

import (
	"strings"
	"testing"

	"prasowka/internal/press"
)

func TestChatIsDrawnAsSlackShowsIt(t *testing.T) {
	a := &Alert{
		Severity: press.Urgent, Rule: "Awarie", Why: "2 redakcje", Matter: "awarie/w1",
		Item: Item{Title: `Most <script>alert(1)</script> & *co* dalej`, URL: "https://kurier.example/a?b=1&c=2", Outlet: "Kurier", Quote: `Cytat <b>z tekstu</b> > wszystko.`},
		Take: "https://p.example/x", Mute: "https://p.example/y", Open: "https://p.example/z",
	}
	page := a.Chat().Page()
	for _, want := range []string{
		`<span class="main">Przejmij</span>`, "<span>Wycisz podobne</span>", `href="https://kurier.example/a?b=1&amp;c=2"`, "<blockquote>„Cytat &lt;b&gt;z tekstu&lt;/b&gt; &gt; wszystko.”",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q:\n%s", want, page)
		}
	}
	if strings.Contains(page, "<script") || strings.Contains(page, "&amp;amp;") || strings.Contains(page, "&amp;lt;") {
		t.Errorf("the page is not safe or not readable:\n%s", page)
	}
}

func FuzzChatPage(f *testing.F) {
	f.Add(`<https://a.example|x> *b* > c & <!channel>`)
	f.Add("&lt;&amp;\n> „x”")
	f.Add(`<https://a"onclick=|x>`)
	f.Fuzz(func(t *testing.T, s string) {
		page := Chat{Root: Post{Text: s}}.Page()
		body := page[strings.Index(page, "</style>"):]
		for _, tag := range strings.SplitAfter(body, "<")[1:] {
			ok := false
			for _, known := range []string{"/style>", "/head>", "body>", "/body>", "/html>", "div>", "/div>", "p>", "p class=\"said\">", "/p>", "article>", "/article>", "strong>", "/strong>", "br>", "blockquote>", "/blockquote>", `a href="http`, "/a>"} {
				ok = ok || strings.HasPrefix(tag, known)
			}
			if !ok {
				t.Fatalf("%q gives a tag %q", s, tag)
			}
		}
	})
}
