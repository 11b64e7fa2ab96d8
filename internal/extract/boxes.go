package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxAsking is how many characters a box has at most that asks something of the
// readers; minTail is how many links at the end of a page are a list of other
// articles, and minBeforeTail how many characters of text stand before it.
const (
	maxAsking     = 500
	minTail       = 2
	minBeforeTail = 300
	maxTitle      = 160 // characters of a title with its date
)

// withoutAskingBoxes takes out small boxes beside the article's own element of
// which one line asks readers to subscribe, install, vote, switch something on or
// read something else: what else the box says belongs to it, but for paragraphs.
func withoutAskingBoxes(page, elected []line) []line {
	sizes := map[*html.Node]int{}
	var main *html.Node
	for _, l := range elected {
		p := holder(l.node)
		if sizes[p] += utf8.RuneCountInString(l.text); main == nil || sizes[p] > sizes[main] {
			main = p
		}
	}
	asks, prose := map[*html.Node]bool{}, map[*html.Node]bool{}
	for _, l := range page {
		p := holder(l.node)
		if size := sizes[p]; p == main || size == 0 || size > maxAsking {
			continue
		}
		low := strings.ToLower(l.text)
		if len(low) < maxAppeal && (isAppeal(low) || boxHead().MatchString(low)) {
			asks[p] = true
		} else if utf8.RuneCountInString(l.text) > maxOwn {
			prose[p] = true
		}
	}
	return slices.DeleteFunc(elected, func(l line) bool {
		p := holder(l.node)
		return asks[p] && !prose[p]
	})
}

// boxHead are lines that head or end a box of an outlet's own and would be prose
// elsewhere.
var boxHead = lazyRegexp(`^\W*(?:(?:nasza )?(?:sonda|ankieta|sondaż)(?: dnia| tygodnia)?|(?:liczba głosów|oddano|oddanych głosów|głosów)\W{0,3}\d[\d  ]*(?: głos\p{L}*)?|\d+ głos(?:y|ów)|newsletter|aplikacja mobilna|(?:aby|żeby) (?:obejrzeć|odtworzyć|wyświetlić)\s.{0,40}(?:javascript|flash|cookie).*|(?:czytaj|przeczytaj|zobacz|obejrzyj|sprawdź) (?:też|także|również|więcej)|polecamy|(?:pobierz|zainstaluj|ściągnij) (?:naszą |bezpłatną |darmową )?aplikację.{0,40}|.{0,40}na (?:twoją|swoją) skrzynkę.{0,20})\W*$`)

// withoutTail cuts off the links to other articles that end a page after enough
// text, with the labels between them.
func withoutTail(lines []line) []line {
	end, links := len(lines), 0
	var item *html.Node // of the first of the links
	for end > 0 {
		l := lines[end-1]
		if isTitleLink(l) && !inTable(l) {
			links, item = links+1, l.node
		} else if !junk(l) && !(links > 0 && isLabel(l) && isTitleLink(lines[end])) {
			break
		}
		end--
	}
	text := 0
	for _, l := range lines[:end] {
		if !isTitleLink(l) {
			text += utf8.RuneCountInString(l.text)
		}
	}
	one := links == 1 && item.DataAtom == atom.Li // of a list whose rest no voter kept
	if links < minTail && !one || text < minBeforeTail {
		return lines
	}
	return lines[:end]
}

// isTitleLink tells another article's title, alone or with its date; a sentence
// most of which is a link is none.
func isTitleLink(l line) bool {
	return linkLine(l) || opensWithLink(l) && utf8.RuneCountInString(l.text) < maxTitle && !strings.HasSuffix(l.text, ".")
}

// isLabel tells a few words that are no sentence.
func isLabel(l line) bool {
	return utf8.RuneCountInString(l.text) <= maxLabel && !strings.ContainsAny(l.text[len(l.text)-1:], ".?!")
}
