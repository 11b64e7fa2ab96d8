package extract

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"prasowka/internal/press"
)

// troubles says which kinds of page are errors, and which.
var troubles = map[Kind]press.Trouble{
	KindListing:     press.TroubleNoText,
	KindSoft404:     press.TroubleSoft,
	KindMaintenance: press.TroubleSoft,
	KindCookieWall:  press.TroubleCookie,
	KindRobotCheck:  press.Trouble403,
	KindPaywall:     press.TroublePay,
	KindEmpty:       press.TroubleNoText,
}

// The limits, in characters, up to which a page can be something else than
// an article: an article that speaks of errors or cookies is longer.
const (
	maxErrorPage = 900
	maxWall      = 2500
	maxTeaser    = 2500
)

// What error pages say of themselves.
const (
	error404 = `\b404\s*(?:[-–—:|!]|not found|error|błąd|stron|nie (?:znalez|odnalez))|(?:błąd|error|fehler|erreur|kod)[\s:]*404\b`
	gonePage = `(?:strona|artykuł|podstrona|treść|wpis|dokument)[^.]{0,40}(?:nie istnieje|nie został[aoy]? (?:znalezion|odnalezion)|został[aoy]? (?:usunięt|przeniesion)|jest niedostępn|wygasł)|page (?:not found|does not exist|cannot be found)|not found|seite nicht gefunden|página no encontrada|page introuvable|\bups\b|coś poszło nie tak|przepraszamy, (?:ta )?stron`
)

var (
	missing = lazyRegexp(`(?i)` + error404 + `|^\W*404\W*(?:404\W*)*$|nie (?:znaleziono|odnaleziono|ma takiej|można odnaleźć)|` + gonePage)
	// In a text, as against a heading, 404 may be a sum, and it may be a culprit who was not found.
	missingText = lazyRegexp(`(?i)` + error404 + `|nie (?:znaleziono|odnaleziono|ma takiej|można odnaleźć)\s+(?:takiej\s+|tej\s+|szukanej\s+|żądanej\s+)?(?:stron|artykuł|podstron|treści)|` + gonePage)
	closed      = lazyRegexp(`(?i)przerw[aęy] (?:techniczn|konserwac|serwisow)|prac[ea] (?:techniczn|konserwac|serwisow|modernizac)|(?:strona|serwis|portal)[^.]{0,40}(?:w budowie|w przebudowie|chwilowo niedostępn|czasowo niedostępn|tymczasowo niedostępn|w trakcie (?:aktualizacji|modernizacji|prac))|wrócimy (?:wkrótce|niebawem|za chwilę)|(?:zaraz|niedługo|wkrótce) wracamy|under (?:construction|maintenance)|(?:scheduled|down for) maintenance|be right back|error establishing a database connection|service (?:temporarily )?unavailable|błąd (?:połączenia|bazy danych|serwera|500|503)|internal server error|bad gateway|gateway time-?out|maintenance mode`)
	checks      = lazyRegexp(`(?i)just a moment|checking (?:your browser|if the site)|verify(?:ing)? (?:that )?you are (?:a )?human|attention required!|enable javascript and cookies to continue|ddos protection by|access denied|nie jesteś robotem|sprawdzanie (?:twojej )?przeglądarki|potwierdź, że (?:nie jesteś robotem|jesteś człowiekiem)|request unsuccessful\. incapsula|please complete the security check|captcha`)
	consent     = lazyRegexp(`(?i)plik(?:i|ów|ach|ami)? cookies?|cookies?\b|przetwarzani[aeu][^.]{0,30}danych|danych osobowych|zaufan(?:ych|i|ymi) partner|polity(?:k[aięą]|ce) prywatności|wyra(?:żam|żenie|zić) zgod|zgoda jest|wycofa(?:ć|nie) zgod|wycofać w|przejdź do serwisu|zgod[aęy] na|administrator(?:em|ami)? danych|rodo\b|profilowani|ustawieni(?:a|ach) (?:zaawansowan|prywatno)|we value your privacy|privacy policy|consent|legitimate interest`)
	wall        = lazyRegexp(`(?i)pozostało\s+(?:do przeczytania\s+)?(?:jeszcze\s+)?\d+\s?%|(?:aby|żeby|by|chcesz) (?:przeczytać|czytać|kontynuować|odblokować|uzyskać)[^.]{0,80}(?:kup|wykup|zaloguj|subskry|prenumer|dostęp|abonament)|(?:treść|artykuł|materiał|tekst|ciąg dalszy)[^.]{0,30}dostępn[aye][^.]{0,30}(?:prenumerator|subskrybent|zalogowan|abonent|płatn)|(?:wykup|kup|odblokuj)[^.]{0,30}(?:dostęp|prenumerat|subskrypc|artykuł|e-wydanie)|to jest (?:treść|artykuł|materiał) (?:premium|płatn)|dostęp do (?:tego |pełnej )?(?:artykułu|treści|tekstu)[^.]{0,40}(?:płatn|wymaga)|subscribe to (?:continue|read)|to continue reading|already a subscriber`)
)

// asksReader are the words in which a wall speaks to the reader; an article about
// cookies does not.
var asksReader = lazyRegexp(`(?i)klikając|przejdź do|akceptuj|zgadzam się|wyrażam|wyrażasz|(?:twoj\p{L}+|państwa) (?:prywatno|zgod|dan|urządz)|szanujemy|cenimy|dbamy o|zaawansowane|zarządzaj|my i nasi|nasi partnerzy|we value|we and our|you can|your (?:privacy|choices|consent|device)|accept|manage|zustimm|akzeptier|accepter|aceptar|accetta`)

// kindOf tells what a page is from its lines, what the vote kept of them, and
// its metadata.
func kindOf(all, kept []line, m *meta, title string, h Hints) Kind {
	size := sizeOf(kept)
	heading := title + " " + m.title
	if len(m.h1) > 0 {
		heading += " " + textOf(m.h1[0])
	}
	whole := sizeOf(all)
	switch {
	case size < maxErrorPage && whole < 4*maxErrorPage && checks().MatchString(heading+" "+joinLines(all)):
		return KindRobotCheck
	case size < maxErrorPage && (closed().MatchString(heading) || whole < 2*maxErrorPage && closed().MatchString(joinLines(all))) && !m.isArticle():
		return KindMaintenance
	case size < maxErrorPage && !m.isArticle() && (missing().MatchString(heading) || whole < 2*maxErrorPage && missingText().MatchString(joinLines(all))):
		return KindSoft404
	case isConsent(kept) && asksReader().MatchString(joinLines(all)) || size < 200 && !m.isArticle() && isConsent(all):
		return KindCookieWall
	case size < maxTeaser && (m.main != nil && m.main.paid && size < maxErrorPage || hasWall(all)):
		return KindPaywall
	case isListing(kept, m, h):
		return KindListing
	case size == 0:
		return KindEmpty
	}
	return KindArticle
}

// isArticle tells that the page's metadata calls it an article.
func (m *meta) isArticle() bool {
	return m.main != nil || strings.EqualFold(m.get("og:type"), "article") && m.get("article:published_time") != ""
}

func sizeOf(lines []line) int {
	n := 0
	for _, l := range lines {
		n += utf8.RuneCountInString(l.text)
	}
	return n
}

func joinLines(lines []line) string {
	var b strings.Builder
	for i, l := range lines {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// isConsent tells a text that speaks of nothing but cookies and data.
func isConsent(lines []line) bool {
	size, about := 0, 0
	for _, l := range lines {
		n := utf8.RuneCountInString(l.text)
		size += n
		if hits := len(consent().FindAllStringIndex(l.text, 8)); hits >= 2 || hits == 1 && n < 160 {
			about += n
		}
	}
	return size > 0 && size < 4*maxWall && 10*about >= 7*size
}

func hasWall(lines []line) bool {
	for _, l := range lines {
		if utf8.RuneCountInString(l.text) < 400 && wall().MatchString(l.text) {
			return true
		}
	}
	return false
}

// isListing tells a front page, a section or a search result: headings that
// lead elsewhere, each with a line or two, and no longer text of its own.
func isListing(kept []line, m *meta, h Hints) bool {
	if m.main != nil || strings.EqualFold(m.get("og:type"), "article") {
		return false
	}
	heads, longest, run, places := 0, 0, 0, map[*html.Node]bool{}
	var at *html.Node
	for _, l := range kept {
		if p := holder(l.node); p == at && !linkLine(l) {
			run += utf8.RuneCountInString(l.text)
		} else {
			at, run = p, utf8.RuneCountInString(l.text)
		}
		longest, places[at] = max(longest, run), true
		if headingLink(l) {
			heads++
		}
	}
	front := m.base != nil && m.base.Host != "" && strings.Trim(m.base.Path, "/") == "" && m.base.RawQuery == ""
	teasers := m.teasers
	return front && teasers >= 5 && longest < 1500 || teasers >= 8 && longest < 600 && (heads >= 4 || len(kept) == 0 || len(places) >= 5)
}

func headingLink(l line) bool {
	if !linkLine(l) {
		return false
	}
	for n, up := l.node, 0; n != nil && up < 3; n, up = n.Parent, up+1 {
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4:
			return true
		}
	}
	return false
}

// linkedHeadings counts the headings of a page that are links.
func linkedHeadings(doc *html.Node) int {
	count := 0
	walk(doc, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.H2, atom.H3, atom.H4:
			linked := n.Parent != nil && n.Parent.DataAtom == atom.A
			walk(n, func(k *html.Node) bool { linked = linked || k.DataAtom == atom.A; return !linked })
			if linked {
				count++
			}
			return false
		}
		return true
	})
	return count
}

// paidLabel is how outlets mark what they were paid for (art. 36 ust. 3 pr.
// pras.: advertising must be marked so that it is no editorial matter).
var paidLabel = lazyRegexp(`(?i)^\W*(?:artykuł|materiał|tekst|wpis|publikacja|post|treść|współpraca)\s+(?:jest\s+)?(?:sponsorowan[yae]|partnersk[iae]|partnera|promocyjn[yae]|reklamow[yae]|płatn[yae]|komercyjn[yae]|powstał[ao]? we współpracy.*|zewnętrzn[yae])\b.{0,60}$|^\W*(?:advertorial|sponsored (?:content|post)|paid (?:content|post)|płatna współpraca|reklama polityczna|materiał wyborczy|materiał (?:sfinansowany|wyborczy) (?:przez )?.{0,80}|sfinansowan[oey] (?:ze środków|przez) (?:kkw|kw|kww|komitet).{0,80}|partner(?:em)? (?:materiału|artykułu|publikacji).{0,60}|promocja|artykuł sponsorowany.{0,40})\W*$`)

// isPaid looks for the mark in the title, the section, the lines about the
// article, the names of its elements, and sponsored links in its text.
func isPaid(all, kept []line, m *meta, headline *html.Node, title string) bool {
	if paidLabel().MatchString(title) || strings.Contains(strings.ToLower(m.title), "artykuł sponsorowany") ||
		strings.Contains(strings.ToLower(m.get("og:title")), "artykuł sponsorowany") {
		return true
	}
	section := m.get("article:section")
	if m.main != nil {
		section += "\n" + m.main.section
	}
	for s := range strings.SplitSeq(section, "\n") {
		if s != "" && paidLabel().MatchString(strings.TrimSuffix(strings.Replace(strings.ToLower(s), "artykuły sponsorowane", "artykuł sponsorowany", 1), "s")) {
			return true
		}
	}
	inText := map[*html.Node]bool{}
	for _, l := range kept {
		inText[l.node] = true
		inText[holder(l.node)] = true
	}
	at := -1
	for i, l := range all {
		if headline != nil && contains(headline, l.node) {
			at = i
		}
	}
	for i, l := range all {
		near := at >= 0 && i >= at-5 && i <= at+8
		if (near || inText[l.node] || inText[holder(l.node)]) && len(l.text) < 140 && paidLabel().MatchString(l.text) {
			return true
		}
	}
	for _, l := range kept {
		sponsored := false
		walk(l.node, func(n *html.Node) bool {
			sponsored = sponsored || n.DataAtom == atom.A && strings.Contains(attr(n, "rel"), "sponsored")
			return !sponsored
		})
		if sponsored && l.node.DataAtom != atom.Body {
			return true
		}
	}
	return false
}
