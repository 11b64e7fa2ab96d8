package town

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// FuzzMrkdwn: whatever a sender writes, only these tags and attributes come out.
func FuzzMrkdwn(f *testing.F) {
	for _, s := range []string{
		"*Bakterie* w <http://127.0.0.1/x|artykule> &lt;b&gt; <script>alert(1)</script>",
		"<http://a/?q=1&b=2|x> _tak_ ~nie~ `kod`\n> cytat", `<http://a/"onclick="x|y>`, "<javascript:alert(1)|klik>",
		"<http://a/*b*_c_|*d*>", "\x01script\x02", "&lt;<http://a|&lt;img src=x onerror=y&gt;>", "<http://a`b`c|d>",
	} {
		f.Add(s)
	}
	allowed := map[string]bool{"a": true, "b": true, "i": true, "s": true, "code": true, "br": true, "span": true}
	f.Fuzz(func(t *testing.T, s string) {
		z := html.NewTokenizer(strings.NewReader(string(mrkdwn(s))))
		for {
			switch z.Next() {
			case html.ErrorToken:
				return
			case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
				tok := z.Token()
				if !allowed[tok.Data] {
					t.Fatalf("%q became <%s>", s, tok.Data)
				}
				for _, a := range tok.Attr {
					link := a.Key == "href" && (strings.HasPrefix(a.Val, "http://") || strings.HasPrefix(a.Val, "https://"))
					if !link && a.Key != "rel" && (a.Key != "class" || tok.Data != "span") {
						t.Fatalf("%q became %s=%q", s, a.Key, a.Val)
					}
				}
			}
		}
	})
}

// Every text of the town fits the old charsets, so that encode never falls back.
func TestOldCharsetsHoldEveryText(t *testing.T) {
	drafts, err := readTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drafts {
		outlet, _, _ := strings.Cut(d.id, "/")
		cm := charmaps[map[string]string{"echo": "windows-1250", "tygodnik": "iso-8859-2"}[outlet]]
		if cm == nil {
			continue
		}
		if _, err := cm.NewEncoder().String(narrow(d.one("tytuł") + d.one("lead") + d.body)); err != nil {
			t.Errorf("%s: %v", d.id, err)
		}
	}
}
