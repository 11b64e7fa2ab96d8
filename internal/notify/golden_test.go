package notify

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	goldenAs(t, name, got, bytes.Equal)
}

// goldenAs is golden with another notion of sameness.
func goldenAs(t *testing.T, name string, got []byte, same func(a, b []byte) bool) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !same(got, want) {
		t.Errorf("%s differs from the golden file; if the change is meant, run go test -update and read the diff", path)
	}
}

func payloads() map[string]Payload {
	return map[string]Payload{"zwykly": ordinary(), "spokojny": empty(), "pelny": full(), "wrogi": hostile(),
		"alert": alert(), "termin": reminder(), "system": system(), "pismo": letter(), "zero-przeglad": &Review{}, "zero-alert": &Alert{},
		"kryzys": crisis(), "zadanie": crisisTask(), "kroki": crisisLate(), "zero-kryzys": &Crisis{}, "raport": report(), "wrogi-raport": hostileReport(), "zero-raport": &Report{}}
}

func TestGolden(t *testing.T) {
	for name, p := range payloads() {
		t.Run(name, func(t *testing.T) {
			m, err := p.Mail()
			if err != nil {
				t.Fatal(err)
			}
			paper, err := p.Paper()
			if err != nil {
				t.Fatal(err)
			}
			chat, err := json.MarshalIndent(p.Chat(), "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".html", []byte(m.HTML))
			golden(t, name+".txt", []byte(m.Subject+"\n\n"+m.Text))
			golden(t, name+".slack.json", chat)
			golden(t, name+".druk.html", paper)
			checkMail(t, m)
			checkHTML(t, paper)
			checkChat(t, p.Chat())
			for what, s := range map[string]string{"HTML": m.HTML, "text": m.Text, "Slack": string(chat), "paper": string(paper)} {
				if strings.Contains(s, secret) {
					t.Errorf("%s lets the full text of an unlicensed article out", what)
				}
				if strings.ContainsAny(s, "\x00\x1b\u202e\u2066") || !utf8.ValidString(s) {
					t.Errorf("%s has control or direction-override characters", what)
				}
			}
		})
	}
}

func checkMail(t *testing.T, m Mail) {
	t.Helper()
	if len(m.HTML) > MaxMail {
		t.Errorf("HTML is %d bytes, over %d", len(m.HTML), MaxMail)
	}
	if strings.ContainsAny(m.Subject, "\r\n") || utf8.RuneCountInString(m.Subject) > 300 {
		t.Errorf("subject %q", m.Subject)
	}
	checkHTML(t, []byte(m.HTML))
	for n, l := range strings.Split(m.Text, "\n") {
		if len(strings.Fields(l)) > 1 && utf8.RuneCountInString(strings.TrimSpace(l)) > textWidth+230 {
			t.Errorf("text line %d has %d characters", n+1, utf8.RuneCountInString(l))
		}
	}
}

// checkHTML reads the markup as a browser does and looks for what a mail or a
// printed page must not have, and must have.
func checkHTML(t *testing.T, raw []byte) {
	t.Helper()
	balanced(t, raw)
	doc, err := html.Parse(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	lang, h1 := false, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s %s>", n.Data, a.Key)
			}
		}
		switch n.Data {
		case "html":
			lang = attr["lang"] == "pl"
		case "h1":
			h1++
		case "script", "img", "iframe", "object", "form", "link":
			t.Errorf("there is a <%s>", n.Data)
		case "a":
			if attr["href"] != webURL(attr["href"]) || attr["href"] == "" {
				t.Errorf("link to %q", attr["href"])
			}
			if attr["style"] != "" && !strings.Contains(attr["style"], "underline") {
				t.Errorf("link not underlined: %q", attr["style"])
			}
		case "table":
			if attr["role"] != "presentation" && !hasTag(n, "th") {
				t.Error("a layout table without role=presentation")
			}
		}
	}
	if !lang {
		t.Error("no lang=pl")
	}
	if h1 > 1 {
		t.Errorf("%d h1 headings", h1)
	}
}

func hasTag(n *html.Node, tag string) bool {
	for d := range n.Descendants() {
		if d.Data == tag {
			return true
		}
	}
	return false
}

// balanced checks that every element is closed in order, void ones apart.
func balanced(t *testing.T, raw []byte) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(bytes.NewReader(raw))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("not closed: %v", open)
			}
			return
		case html.StartTagToken:
			name, _ := z.TagName()
			switch tag := string(name); tag {
			case "meta", "br":
			default:
				open = append(open, tag)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Fatalf("</%s> closes %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func checkChat(t *testing.T, c Chat) {
	t.Helper()
	if len(c.Thread) > MaxThread {
		t.Errorf("%d messages in the thread", len(c.Thread))
	}
	for n, p := range append([]Post{c.Root}, c.Thread...) {
		where := fmt.Sprintf("message %d", n)
		raw, err := json.Marshal(p.Blocks)
		if err != nil {
			t.Fatal(err)
		}
		if chars := utf8.RuneCount(raw); chars > MaxChat || len(p.Blocks) > MaxBlocks || len(p.Blocks) == 0 {
			t.Errorf("%s: %d characters in %d blocks", where, chars, len(p.Blocks))
		}
		if strings.TrimSpace(p.Text) == "" {
			t.Errorf("%s has no text for notifications", where)
		}
		var back slack.Blocks
		if err := json.Unmarshal(raw, &back); err != nil {
			t.Fatalf("%s is not what slack-go reads: %v", where, err)
		}
		for _, b := range back.BlockSet {
			checkBlock(t, where, b)
		}
	}
}

func checkBlock(t *testing.T, where string, b slack.Block) {
	t.Helper()
	text := func(o *slack.TextBlockObject, limit int) {
		if n := utf8.RuneCountInString(o.Text); n == 0 || n > limit {
			t.Errorf("%s: %s of %d characters", where, b.BlockType(), n)
		}
		if o.Type == slack.MarkdownType && (strings.Contains(o.Text, "<!") || strings.Contains(o.Text, "<@")) {
			t.Errorf("%s: a mention got through: %q", where, o.Text)
		}
		if strings.Count(o.Text, "<") != strings.Count(o.Text, ">") && o.Type == slack.MarkdownType && !strings.Contains(o.Text, "\n> ") {
			t.Errorf("%s: a torn link: %q", where, o.Text)
		}
		if err := o.Validate(); err != nil {
			t.Errorf("%s: %v", where, err)
		}
	}
	switch b := b.(type) {
	case *slack.SectionBlock:
		text(b.Text, 3000)
	case *slack.HeaderBlock:
		text(b.Text, 150)
	case *slack.ContextBlock:
		if n := len(b.ContextElements.Elements); n == 0 || n > 10 {
			t.Errorf("%s: context of %d", where, n)
		}
		for _, e := range b.ContextElements.Elements {
			text(e.(*slack.TextBlockObject), 3000)
		}
	case *slack.ActionBlock:
		for _, e := range b.Elements.ElementSet {
			button := e.(*slack.ButtonBlockElement)
			text(button.Text, 75)
			if webURL(button.URL) == "" {
				t.Errorf("%s: button to %q", where, button.URL)
			}
		}
	default:
		t.Errorf("%s: a %T", where, b)
	}
}
