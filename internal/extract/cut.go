package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// commentsHead is the line under which readers' comments begin, in the
// languages of the press; matched on the folded line.
var commentsHead = lazyRegexp(`^\W*(?:\d+\s*)?(?:komentarze?|komentarzy|opinie|opinie czytelnikow|wasze (?:opinie|komentarze)|(?:dodaj|napisz|zostaw|skomentuj) ?(?:swoj |swoja )?(?:komentarz|opinie|odpowiedz)?|(?:najnowsze|ostatnie|pokaz|zobacz) (?:komentarze|opinie)|jedna odpowiedz|\d+ odpowiedzi|dyskusja|forum` +
	`|comments?|leave a (?:comment|reply)|join the (?:discussion|conversation)|responses?|kommentare?|leserkommentare|diskussion|commentaires?|comentarios?|comentarii?|commenti|reacties|kommentarer|kommentit|komentare|komentari|hozzaszolasok|комментарии|комментариев|коментарі|коментари|σχολια|yorumlar|التعليقات|תגובות|评论|網友評論|コメント|댓글)\b\W*\(?\d*\)?\s*(?:do\b.{0,80}|komentarz\w*)?\W*$`)

// commentSign is a line that stands by each comment: its reply link, its date.
var commentSign = lazyRegexp(`^\W*(?:odpowiedz|zglos(?: naduzycie)?|cytuj|lubie to|nie lubie|reply|report|like|antworten|melden|repondre|responder|rispondi|ответить|відповісти|\d+ dni temu|\d+ \w+ temu|(?:~|\+|-)?\d{1,3})\W*(?:\(?\d*\)?)$`)

// cutComments takes the readers' comments off a page: what stands under a line
// that heads them, when lines that stand by comments follow and some of the
// article stood before. Lines that share their element with the article's prose
// before the heading stay: there the heading was a link in a tool bar.
func cutComments(page []line) []line {
	prose, main := 0, map[*html.Node]int{}
	for i, l := range page {
		n := utf8.RuneCountInString(l.text)
		if n < 60 && prose > 100 && commentsHead().MatchString(fold(l.text)) && commentsFollow(page[i+1:]) {
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

// maxPoll is how many characters of text a poll's box has at most.
const maxPoll = 400

// prunePolls takes out of the tree the boxes in which readers vote: radio
// buttons with all that stands by them.
func prunePolls(doc *html.Node) {
	var boxes []*html.Node
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Input || !strings.EqualFold(attr(n, "type"), "radio") {
			return true
		}
		box := n
		for p := n.Parent; p != nil && p.Type == html.ElementNode; p = p.Parent {
			switch p.DataAtom {
			case atom.Body, atom.Main, atom.Article, atom.Html:
				p = nil
			}
			if p == nil || holdsHeadline(p) || utf8.RuneCountInString(textOf(p)) > maxPoll {
				break
			}
			box = p
		}
		if box != n {
			boxes = append(boxes, box)
		}
		return true
	})
	for _, n := range boxes {
		remove(n)
	}
}
