package extract

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// commentsHeads are the lines under which readers' comments begin, in the
// languages of the press, folded and without counts.
var commentsHeads = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, head := range strings.Split(`komentarz,komentarze,komentarzy,opinie,opinie czytelników,wasze opinie,wasze komentarze,dodaj komentarz,napisz komentarz,
zostaw komentarz,skomentuj,dodaj opinię,dodaj swój komentarz,dodaj swoją opinię,najnowsze komentarze,ostatnie komentarze,pokaż komentarze,zobacz komentarze,
jedna odpowiedź,odpowiedzi,dodaj odpowiedź,dyskusja,forum,forum czytelników,wpisy,wasze wpisy,głosy czytelników,wasze głosy,wasze zdanie,
co o tym myślicie,co o tym myślisz,co o tym sądzicie,co o tym sądzisz,co sądzicie,a wy co sądzicie,a co wy o tym sądzicie,wypowiedz się,comment,comments,leave a comment,leave a reply,join the discussion,join the conversation,
response,responses,reader comments,kommentar,kommentare,leserkommentare,diskussion,commentaire,commentaires,comentario,comentarios,comentarii,commenti,
reacties,kommentarer,kommentit,komentáře,komentari,hozzászólások,komentarai,комментарии,комментариев,комментария,коментарі,коментарів,коментари,σχόλια,
yorumlar,التعليقات,תגובות,评论,網友評論,コメント,댓글`, ",") {
		set[fold(strings.TrimSpace(head))] = true
	}
	return set
})

var notLetters = lazyRegexp(`[^\p{L}\p{M}]+`)

// headsComments tells such a line: "Komentarze (3)", "2 komentarze do „…”".
func headsComments(text string) bool {
	if strings.ContainsAny(strings.TrimRight(text, "?!: "), ".?!") && !strings.ContainsAny(text, "„“\"") {
		return false
	}
	head, _, _ := strings.Cut(fold(text), " do ")
	return commentsHeads()[strings.TrimSpace(notLetters().ReplaceAllString(head, " "))]
}

// commentSign is a line that stands by each comment: its reply link, its date.
var commentSign = lazyRegexp(`^\W*(?:odpowiedz|zglos(?: naduzycie)?|cytuj|lubie to|nie lubie|reply|report|like|antworten|melden|repondre|responder|rispondi|ответить|відповісти|\d+ dni temu|\d+ \w+ temu|(?:~|\+|-)?\d{1,3})\W*(?:\(?\d*\)?)$`)

// maxHeads is how many lines of a page are held for a heading of comments.
const maxHeads = 8

// cutComments takes the readers' comments off a page: what stands under a line
// that heads them, when lines that stand by comments follow and some of the
// article stood before. Lines that share their element with the article's prose
// before the heading stay: there the heading was a link in a tool bar.
func cutComments(page []line) []line {
	prose, main := 0, map[*html.Node]int{}
	heads := 0
	for i, l := range page {
		n := utf8.RuneCountInString(l.text)
		head := n < 60 && prose > 100 && heads < maxHeads && headsComments(l.text)
		if head {
			heads++
		}
		if head && commentsFollow(page[i+1:]) {
			own, most := l.node, 0
			for p, size := range main {
				if size > most {
					own, most = p, size
				}
			}
			kept := page[:i:i]
			for _, l := range page[i+1:] {
				if holder(l.node) == own && own.DataAtom != atom.Body && own != holder(page[i].node) {
					kept = append(kept, l)
				}
			}
			return kept
		}
		if n > 60 && 3*l.links < len(l.text) {
			prose += n
			main[holder(l.node)] += n
		}
	}
	return page
}

// commentsFollow tells lines among which are the dates or the links of comments.
func commentsFollow(rest []line) bool {
	signs := 0
	for i, l := range rest {
		if i >= 40 || signs >= 2 {
			break
		}
		if len(l.text) > 80 {
			continue
		}
		if commentSign().MatchString(fold(l.text)) {
			signs++
			continue
		}
		for _, d := range findDates(l.text, fixedRef, "") {
			if d.clock || d.relative {
				signs++
				break
			}
		}
	}
	return signs >= 2
}

// maxComment is how many characters a comment has at most, maxNick how many the
// line with its writer's name.
const (
	maxComment = 2500
	maxNick    = 60
)

// isThread tells a row of boxes that are readers' comments: most begin with a
// short line, who wrote it and when, and have the links of a comment; under a
// heading of comments the date or the writer's line alone will do.
func isThread(row []*html.Node) bool {
	answered, dated, headed := 0, 0, 0
	sample := row[:min(len(row), maxSampled)]
	for _, box := range sample {
		if longerThan(box, maxComment) {
			continue
		}
		lines := linesOf(box)
		if len(lines) < 2 || utf8.RuneCountInString(lines[0].text) > maxNick {
			continue
		}
		headed++
		answers, dates := commentSigns(lines)
		if answers > 0 {
			answered++
		}
		if dates > 0 {
			dated++
		}
	}
	most := (2*len(sample) + 2) / 3
	if answered >= most && dated >= most {
		return true
	}
	if headed < most {
		return false
	}
	head := textBefore(row[0])
	return headsComments(head) && utf8.RuneCountInString(head) < maxNick
}

// commentSigns counts, among a box's short lines, those of a comment's links and
// those with the time it was written.
func commentSigns(lines []line) (answers, dates int) {
	for _, l := range lines {
		if len(l.text) > 80 {
			continue
		}
		if answerLink().MatchString(fold(l.text)) {
			answers++
		}
		for _, d := range findDates(l.text, fixedRef, "") {
			if d.relative || d.clock && !d.bare {
				dates++
				break
			}
		}
	}
	return answers, dates
}

// answerLink is a link under a comment.
var answerLink = lazyRegexp(`\b(?:odpowiedz|zglos|cytuj|reply|report|antworten|melden|repondre|responder|rispondi)\b`)

// maxBack is how many nodes are looked at for the text before an element.
const maxBack = 200

// textBefore is the text that stands before an element in the page's order.
func textBefore(n *html.Node) string {
	for steps := 0; n != nil && n.DataAtom != atom.Body; n = n.Parent {
		for k := n.PrevSibling; k != nil; k = k.PrevSibling {
			if text := lastText(k, &steps); text != "" {
				return text
			}
			if steps > maxBack {
				return ""
			}
		}
	}
	return ""
}

// lastText is the last line of text of a node, read to its end; steps counts the
// nodes that were looked at.
func lastText(n *html.Node, steps *int) string {
	if *steps++; *steps > maxBack {
		return ""
	}
	if n.Type == html.TextNode {
		return tidy(n.Data)
	}
	if n.Type != html.ElementNode || hidden(n) {
		return ""
	}
	if isBlock(n.DataAtom) && !longerThan(n, maxNick) && !hasBlock(n) {
		return textOf(n)
	}
	for k := n.LastChild; k != nil; k = k.PrevSibling {
		if text := lastText(k, steps); text != "" {
			return text
		}
	}
	return ""
}
