package notify

import (
	"cmp"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"

	"prasowka/internal/polish"
)

// Limits of single Slack blocks (api.slack.com/reference/block-kit/blocks).
const (
	maxHeader  = 150
	maxSection = 2800 // 3,000 allowed
	maxButton  = 75
)

// escape makes text safe in mrkdwn: & < > as entities, as Slack asks, so that
// "<!channel>" in a headline calls nobody.
func escape(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// plainMark escapes strangers' text and takes bold, code and strike-through out of it, so
// that a headline's asterisks, backticks and tildes format nothing.
func plainMark(s string) string {
	return strings.NewReplacer("*", "∗", "`", "'", "~", "∼").Replace(escape(s))
}

// chatLink is a link with its words.
func chatLink(address, words string) string {
	words = strings.ReplaceAll(words, "|", "¦")
	if address == "" {
		return isolate(words)
	}
	return "<" + strings.NewReplacer("&", "&amp;", "<", "%3C", ">", "%3E", "|", "%7C").Replace(address) + "|" + isolate(words) + ">"
}

func section(text string) slack.Block {
	return slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, clip(text, maxSection), false, false), nil, nil)
}

func header(text string) slack.Block {
	return slack.NewHeaderBlock(slack.NewTextBlockObject(slack.PlainTextType, shorten(text, maxHeader), false, false))
}

func note(text string) slack.Block {
	return slack.NewContextBlock("", slack.NewTextBlockObject(slack.MarkdownType, clip(text, maxSection), false, false))
}

// buttons is one row of links; the first is marked as the main one. They are
// links as well as actions, so that they work without Socket Mode too.
func buttons(links []button, value string) slack.Block {
	var elements []slack.BlockElement
	for n, l := range links {
		b := slack.NewButtonBlockElement(l.Action, clip(value, 150), slack.NewTextBlockObject(slack.PlainTextType, shorten(l.Label, maxButton), false, false))
		b.URL = l.URL
		if n == 0 {
			b.Style = slack.StylePrimary
		}
		elements = append(elements, b)
	}
	return slack.NewActionBlock("", elements...)
}

// clip cuts mrkdwn at a line or character boundary, never within a link.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	head := s[:byteAt(s, n-1)]
	if open := strings.LastIndexByte(head, '<'); open > strings.LastIndexByte(head, '>') {
		head = head[:open]
	}
	if amp := strings.LastIndexByte(head, '&'); amp >= 0 && len(head)-amp < 6 && !strings.Contains(head[amp:], ";") {
		head = head[:amp]
	}
	return strings.TrimRight(head, " \n") + "…"
}

// weight is the size of blocks as Slack counts it at worst: the characters of
// their JSON.
func weight(blocks []slack.Block) int {
	raw, err := json.Marshal(blocks)
	if err != nil {
		return MaxChat + 1 // cannot happen with our own blocks; and would not be sent
	}
	return utf8.RuneCount(raw)
}

// fits tells whether blocks are within one message's budget.
func fits(blocks []slack.Block) bool { return len(blocks) <= MaxBlocks && weight(blocks) <= MaxChat }

// chatItem is an item in two or three lines.
func chatItem(r Row, long bool) string {
	var b strings.Builder
	if r.No > 0 {
		b.WriteString("*" + polish.Count(r.No) + ".* ")
	}
	b.WriteString("*" + chatLink(r.URL, plainMark(shorten(r.Title, 160))) + "*\n")
	b.WriteString(plainMark(metaText(r)))
	if a := actionText(r); a != "" {
		b.WriteString("\n*" + plainMark(a) + "*")
	}
	if long {
		for _, s := range []string{r.Why, r.Note} {
			b.WriteString(wrap("\n", plainMark(s), ""))
		}
		b.WriteString(wrap("\n> „", plainMark(r.Quote), "”"))
	}
	return b.String()
}

// Chat renders the review: the root has the verdict, counts, top stories, what
// needs a reaction and a button; departments and the rest follow in the thread.
func (r *Review) Chat() Chat {
	s := sheetOf(r, cut{})
	root := []slack.Block{
		header(s.Title + " · " + s.Dateline),
		section("*" + plainMark(s.Verdict) + "*"),
		note(plainMark(joinFilled(" · ", s.Counts, s.Period, strings.Join(s.Coverage[:min(len(s.Coverage), 1)], " ")))),
	}
	var tail []slack.Block
	if links := filled(button{ActionOpen, "Czytaj całość", s.Own.Web}, button{ActionRead, "Przeczytane", s.Own.Read}, button{ActionPaper, "PDF", s.Own.Paper}, button{ActionSettings, "Ustawienia", s.Own.Preferences}); len(links) > 0 {
		tail = append(tail, buttons(links, r.Name+" "+r.Day.String()))
	}
	var thread []slack.Block
	for _, p := range s.Parts {
		long := p.Style == StyleTop
		if p.Style != StyleTop && p.Style != StyleReaction {
			thread = append(thread, chatPart(p)...)
			continue
		}
		blocks := []slack.Block{section("*" + plainMark(p.Title) + "*")}
		rest := 0
		for _, g := range p.Groups {
			for _, w := range g.Rows {
				next := append(blocks[:len(blocks):len(blocks)], section(chatItem(w, long)))
				if rest > 0 || !fits(concat(root, next, tail, []slack.Block{note(leftWords(999))})) {
					rest++
					thread = append(thread, section(chatItem(w, true)))
					continue
				}
				blocks = next
			}
		}
		if rest > 0 {
			blocks = append(blocks, note(leftWords(rest)+" w wątku"))
		}
		root = append(root, blocks...)
	}
	text := s.Name + ": " + s.Verdict
	return Chat{Root: Post{Text: escape(text), Blocks: append(root, tail...)}, Thread: threadOf(thread, s)}
}

// chatPart is a part as blocks of text, several items to a block.
func chatPart(p Part) []slack.Block {
	var out []slack.Block
	text := "*" + plainMark(p.Title) + "*"
	flush := func() {
		if text != "" {
			out = append(out, section(text))
		}
		text = ""
	}
	add := func(s string) {
		if utf8.RuneCountInString(text)+utf8.RuneCountInString(s)+2 > maxSection {
			flush()
		}
		text += strings.Repeat("\n\n", min(len(text), 1)) + s
	}
	for _, g := range p.Groups {
		if g.Name != "" {
			add("*" + plainMark(g.Name) + "*")
		}
		for _, r := range g.Rows {
			add("• " + chatItem(r, true))
		}
	}
	for _, l := range p.Lines {
		s := "• *" + plainMark(l.Mark) + ".* " + plainMark(isolate(l.Text)) + wrap(" (", plainMark(l.Meta), ")")
		if l.URL != "" {
			s += " " + chatLink(l.URL, "zobacz")
		}
		add(s)
	}
	flush()
	return out
}

// threadOf packs blocks into at most MaxThread messages within budget; what is
// left is counted and linked.
func threadOf(blocks []slack.Block, s sheet) []Post {
	var out []Post
	var now []slack.Block
	size := 2 // the brackets around the blocks
	for n, b := range blocks {
		more := weight([]slack.Block{b}) - 1 // its own brackets are a comma here
		if size+more <= MaxChat && len(now) < MaxBlocks {
			now, size = append(now, b), size+more
			continue
		}
		if len(out) == MaxThread-1 {
			rest := "To nie wszystko: reszta jest w przeglądzie."
			if s.Own.Web != "" {
				rest = "To nie wszystko: " + chatLink(s.Own.Web, "cały przegląd w przeglądarce") + "."
			}
			now = trimTo(now, note(rest))
			return append(out, Post{Text: threadText(s, len(out)), Blocks: now})
		}
		out = append(out, Post{Text: threadText(s, len(out)), Blocks: now})
		now, size = blocks[n:n+1:n+1], 2+more
	}
	if len(now) > 0 {
		out = append(out, Post{Text: threadText(s, len(out)), Blocks: now})
	}
	return out
}

func threadText(s sheet, n int) string {
	return escape(s.Name) + " – ciąg dalszy " + polish.Count(n+1)
}

// trimTo drops blocks from the end until the last one fits too.
func trimTo(blocks []slack.Block, last slack.Block) []slack.Block {
	for {
		out := append(blocks[:len(blocks):len(blocks)], last)
		if fits(out) || len(blocks) == 0 {
			return out
		}
		blocks = blocks[:len(blocks)-1]
	}
}

func concat(parts ...[]slack.Block) []slack.Block {
	var out []slack.Block
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// Chat renders the alert as one message.
func (a *Alert) Chat() Chat { return a.bulletin().chat(cmp.Or(a.Matter, a.Item.Story)) }

// Chat renders the reminder as one message.
func (r *Reminder) Chat() Chat { return r.bulletin().chat(r.Sign) }

// Chat renders the system notice as one message.
func (s *SystemNotice) Chat() Chat { return s.bulletin().chat("") }

// Chat renders the letter as one message, for a preview: letters go by mail.
func (l *Letter) Chat() Chat {
	text := shorten(clean(l.Subject), maxHeader)
	blocks := []slack.Block{header(text + " ")}
	for _, p := range paragraphs(l.Text) {
		next := append(blocks[:len(blocks):len(blocks)], section(plainMark(isolate(strings.Join(p, "\n")))))
		if !fits(next) {
			break
		}
		blocks = next
	}
	return Chat{Root: Post{Text: escape(text), Blocks: blocks}}
}

func (b bulletin) chat(value string) Chat {
	blocks := []slack.Block{note(plainMark(b.Kicker)), header(isolate(b.Title))}
	if b.State != "" {
		blocks = append(blocks, section("*"+plainMark(b.State)+"*"))
	}
	for _, l := range b.Lead[:min(len(b.Lead), 6)] {
		blocks = append(blocks, section(plainMark(isolate(l))))
	}
	if r := b.Row; r != nil {
		text := chatLink(r.URL, plainMark(joinFilled(" · ", metaText(*r))))
		text += wrap("\n> „", plainMark(isolate(r.Quote)), "”") + wrap("\n", plainMark(isolate(r.Note)), "")
		if text != "" {
			blocks = append(blocks, section(text))
		}
	}
	if len(b.Flags) > 0 {
		var flags []string
		for _, f := range b.Flags {
			flags = append(flags, "• "+plainMark(isolate(f)))
		}
		blocks = append(blocks, section("*Co wygląda na błąd*\n"+strings.Join(flags, "\n")))
	}
	var facts []string
	for _, f := range b.Facts {
		facts = append(facts, f.Label+": "+plainMark(isolate(f.Value)))
	}
	if len(facts) > 0 {
		blocks = append(blocks, note(strings.Join(facts, "\n")))
	}
	if len(b.Copies) > 0 {
		var copies []string
		for _, c := range b.Copies {
			copies = append(copies, chatLink(c.URL, plainMark(c.Text))+wrap(" ", c.Meta, ""))
		}
		if b.CopiesLeft > 0 {
			copies = append(copies, leftWords(b.CopiesLeft))
		}
		blocks = append(blocks, note(b.CopiesTitle+": "+strings.Join(copies, "; ")))
	}
	if len(b.Buttons) > 0 {
		blocks = append(blocks, buttons(b.Buttons, value))
	}
	if len(b.Foot) > 0 {
		blocks = append(blocks, note(plainMark(strings.Join(b.Foot, " "))))
	}
	text := joinFilled(". ", b.Subject, b.State, strings.Join(b.Lead[:min(len(b.Lead), 1)], ""))
	for !fits(blocks) {
		blocks = append(blocks[:len(blocks)-2:len(blocks)-2], blocks[len(blocks)-1])
	}
	return Chat{Root: Post{Text: escape(text), Blocks: blocks}}
}
