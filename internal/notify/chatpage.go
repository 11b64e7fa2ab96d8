package notify

import (
	"fmt"
	"html/template"
	"regexp"
	"strings"

	"github.com/slack-go/slack"
)

// Page draws a chat as a page, so that a person sees before it goes about what
// Slack will show: the message, its buttons, and what follows in the thread. It
// knows the blocks that this package makes and nothing more.
func (c Chat) Page() string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="pl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Slack</title><style>` + chatStyle + `</style></head><body>`)
	b.WriteString(`<p class="said">W powiadomieniu i dla czytników ekranu: ` + plainHTML(c.Root.Text) + `</p>`)
	drawPost(&b, c.Root)
	for i, p := range c.Thread {
		fmt.Fprintf(&b, `<h2>W wątku, %d z %d</h2>`, i+1, len(c.Thread))
		drawPost(&b, p)
	}
	b.WriteString(`</body></html>`)
	return b.String()
}

const chatStyle = `:root{color-scheme:light dark}body{font:15px/1.46 system-ui,sans-serif;margin:1rem;max-width:42rem}
article{border:1px solid #8886;border-radius:8px;padding:.8rem 1rem;margin:0 0 1rem}h1{font-size:1.15rem;margin:.4rem 0}h2{font-size:1rem}
p,div{margin:.4rem 0;overflow-wrap:anywhere}.note,.said{font-size:.85rem;opacity:.85}.said{border-left:3px solid #8888;padding-left:.6rem}
blockquote{margin:.3rem 0;padding-left:.7rem;border-left:4px solid #8888}.row span{display:inline-block;border:1px solid #888a;border-radius:4px;padding:.2rem .7rem;margin:.2rem .4rem .2rem 0;font-weight:600}.row .main{background:#007a5a;color:#fff;border-color:#007a5a}a{text-decoration:underline}`

func drawPost(b *strings.Builder, p Post) {
	b.WriteString("<article>")
	if len(p.Blocks) == 0 {
		b.WriteString("<div>" + markHTML(p.Text) + "</div>")
	}
	for _, block := range p.Blocks {
		switch v := block.(type) {
		case *slack.HeaderBlock:
			b.WriteString("<h1>" + template.HTMLEscapeString(v.Text.Text) + "</h1>")
		case *slack.SectionBlock:
			if v.Text != nil {
				b.WriteString("<div>" + markHTML(v.Text.Text) + "</div>")
			}
		case *slack.ContextBlock:
			for _, e := range v.ContextElements.Elements {
				if text, ok := e.(*slack.TextBlockObject); ok {
					b.WriteString(`<p class="note">` + markHTML(text.Text) + "</p>")
				}
			}
		case *slack.DividerBlock:
			b.WriteString("<hr>")
		case *slack.ActionBlock:
			b.WriteString(`<p class="row">`)
			for _, e := range v.Elements.ElementSet {
				if button, ok := e.(*slack.ButtonBlockElement); ok {
					class := ""
					if button.Style == slack.StylePrimary {
						class = ` class="main"`
					}
					b.WriteString("<span" + class + ">" + template.HTMLEscapeString(button.Text.Text) + "</span>")
				}
			}
			b.WriteString("</p>")
		}
	}
	b.WriteString("</article>")
}

var (
	chatLinks = regexp.MustCompile(`&lt;(https?://[^|&]*(?:&amp;[^|&]*)*)\|([^&]*(?:&(?:amp|#34|#39);[^&]*)*)&gt;`)
	chatBold  = regexp.MustCompile(`(^|[\s(>])\*([^*\n]+)\*`)
)

// markHTML is Slack's mrkdwn as HTML: bold, links, quotations, lines. What it
// does not know stays text; everything is escaped first.
func markHTML(s string) string {
	s = template.HTMLEscapeString(s)
	s = chatLinks.ReplaceAllString(s, `<a href="$1" rel="noopener noreferrer nofollow">$2</a>`)
	s = chatBold.ReplaceAllString(s, "$1<strong>$2</strong>")
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if rest, ok := strings.CutPrefix(l, "&gt; "); ok {
			lines[i] = "<blockquote>" + rest + "</blockquote>"
		} else if i > 0 && !strings.HasPrefix(lines[i-1], "<blockquote>") {
			lines[i] = "<br>" + l
		}
	}
	return unescapeTwice(strings.Join(lines, ""))
}

// plainHTML is the text of a notification, which Slack shows without marks.
func plainHTML(s string) string { return unescapeTwice(template.HTMLEscapeString(s)) }

// unescapeTwice takes back the escaping of what our mrkdwn had escaped already:
// "&amp;lt;" is a "<" that Slack shows as such.
func unescapeTwice(s string) string {
	return strings.NewReplacer("&amp;lt;", "&lt;", "&amp;gt;", "&gt;", "&amp;amp;", "&amp;").Replace(s)
}
