package extract

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// counters are what engines count under a headline: how often it was seen,
// commented, shared, and how long it takes to read.
var counters = lazyRegexp(`(?i)\(?\d[\d .,]*\s*(?:k|tys\.?)?\s*(?:x|razy|wyświetl\p{L}*|odsłon\p{L}*|odczyt\p{L}*|odwiedzin\p{L}*|wejść|komentarz\p{L}*|opini\p{L}*|udostępnie\p{L}*|polubie\p{L}*|głos(?:y|ów)?\b|ocen\p{L}*|views?|reads?|comments?|shares?|likes?|kommentare?|aufrufe|comentarios?|commentaires?|commenti|reacties|zdjęci[ae]|fot)(?:[^\p{L}\d]|$)` +
	`|(?:wyświetl\p{L}*|odsłon\p{L}*|odczyt\p{L}*|odwiedzin\p{L}*|(?:prze)?czytan\p{L}*|wejść|komentarz\p{L}*|opinie|views|comments|hits|ocena|oceniono)\s*[:(]?\s*\d[\d .,/]*(?:\s*razy)?\)?` +
	`|(?:brak|dodaj|zobacz|zostaw|napisz) (?:komentarz\p{L}*|opini\p{L}*)|skomentuj|no comments|leave a comment` +
	`|(?:ten (?:tekst|artykuł) )?(?:przeczytasz|przeczytaj) (?:go )?w (?:ok\.? )?\d+ min\p{L}*\.?|(?:czas czytania|reading time|lesezeit|tiempo de lectura)\s*:?\s*(?:ok\.?\s*|ca\.?\s*|~)?\d* ?min\p{L}*\.?|\d+\s*min\p{L}*\.?\s*(?:czytania|read(?:ing)?|lesezeit|lettura|de lectura|de lecture)`)

var mailAddress = lazyRegexp(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)

// sectionWords are words of sections, which stand where a name may stand.
var sectionWords = wordSet(`wiadomosci aktualnosci informacje region powiat gmina miasto sport kultura polityka polska swiat gospodarka biznes zdrowie edukacja
	rozrywka opinie publicystyka kronika policyjna kryminalna wydarzenia news local world business politics health culture opinion sports national
	international breaking top stories latest home kategoria dzial category section in rubrik nachrichten lokales noticias actualite cronaca foto video wideo
	galeria gallery redakcja komentarze drukuj email print facebook twitter udostepnij
	sala kino teatr hala klub muzeum stadion plac park dom centrum biblioteka amfiteatr`)

// A metaLine is what a line by a headline says about the article: it holds a
// date or a counter, and nothing else but names, sections and labels.
type metaLine struct {
	author string // the name that stands in it
	dated  bool
}

// readMetaLine reads a line such as "Jan Kowalski, 7 maja 2024" or
// "3 dni temu 1665 wyświetleń 3 komentarzy"; ok is false for anything else.
func readMetaLine(text string, m *meta) (found metaLine, ok bool) {
	if n := utf8.RuneCountInString(text); n > 160 || n < 5 || strings.ContainsAny(text, "?!„”«»") {
		return found, false
	}
	rest, dates := cutDates(text)
	counted := false
	for _, furniture := range []*regexp.Regexp{counters(), mailAddress()} {
		if furniture.MatchString(rest) {
			counted, rest = true, furniture.ReplaceAllString(rest, "|")
		}
	}
	found.dated = dates > 0
	if !found.dated && !counted {
		return readByline(text, m)
	}
	rest = strings.ReplaceAll(rest, " - ", " | ")
	for _, part := range strings.FieldsFunc(rest, func(r rune) bool { return strings.ContainsRune("|•·/,;()[]–—\u00a0：（）【】", r) }) {
		part = strings.Trim(part, " .:-@>»\t")
		bare := part
		for range 2 {
			bare = strings.TrimSpace(authorPrefix().ReplaceAllString(bare+" ", ""))
		}
		words := strings.Fields(part)
		switch {
		case bare != part && len(strings.Fields(bare)) == 1 && bare != "" && strings.Contains(part, ":"): // "Dodał: ww"
			if found.author == "" {
				found.author = cleanAuthor(bare)
			}
		case bare == "" || onlyLabels(bare), found.dated && minutesAlone().MatchString(part):
		case personLike(bare):
			if found.author == "" && (len(strings.Fields(bare)) > 1 || bare != part) && !m.isSiteName(bare) && agencyIn(bare) == "" {
				found.author = cleanAuthor(bare)
			}
		case len(words) <= 3 && unicode.IsUpper(firstRune(part)) && strings.ContainsAny(text, "|•·/"): // a section: "Na sygnale | …"
		case m.isSiteName(part), unspaced(part), found.dated && len(words) <= 4 && uncased(part):
		default:
			return metaLine{}, false
		}
	}
	return found, true
}

// bylineStart begins a line that says nothing but who wrote the text.
var bylineStart = lazyRegexp(`(?i)^(?:by|von|par|por|di|de|door|av|af|text|texte|texto|testo|autor(?:ka|zy)?|author|autore|auteur|автор|текст|автори|συντάκτης|yazar|szerző|napisał(?:[ao]|\(a\))?|tekst|reported by|written by)\s*:?\s+`)

// readByline reads a line such as "By Dana Reed".
func readByline(text string, m *meta) (found metaLine, ok bool) {
	name := bylineStart().ReplaceAllString(text, "")
	if name == text || !personLike(name) || len(strings.Fields(name)) < 2 || m.isSiteName(name) || agencyIn(name) != "" {
		return found, false
	}
	found.author = cleanAuthor(name)
	return found, found.author != ""
}

// unspaced tells a few letters of a script that writes no spaces, or few: a
// source's or an editor's name beside a date.
func unspaced(s string) bool {
	if utf8.RuneCountInString(s) > 12 {
		return false
	}
	for _, r := range s {
		if !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) && r != ' ' {
			return false
		}
	}
	return true
}

// uncased tells words of a script without capital letters, in which a name
// looks like any other word.
func uncased(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsUpper(r) || unicode.IsLower(r) })
}

// cutDates takes the dates out of a line and counts them.
func cutDates(text string) (rest string, count int) {
	var b strings.Builder
	from := 0
	for _, d := range findDates(text, fixedRef, "") {
		if d.bare { // an hour alone: a player's, a programme's
			continue
		}
		b.WriteString(withoutLabel(text[from:d.start]))
		b.WriteByte('|')
		from = d.end
		count++
	}
	b.WriteString(text[from:])
	return hourAlone().ReplaceAllString(b.String(), "|"), count
}

// minutesAlone is how long a text takes to read, beside its date.
var minutesAlone = lazyRegexp(`^\d{1,2}\s*[Mm]in\p{L}*\.?$`)

// hourAlone is an hour that stands before its date.
var hourAlone = lazyRegexp(`(?i)(?:^|[\s|,])\d{1,2}[:h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?)?(?:[\s|,]|$)`)

// withoutLabel takes the words that label a date off the end of what stands
// before it: "Daniel Pruitt Posted", "Jan Kos, dodano:".
func withoutLabel(s string) string {
	for {
		s = strings.TrimRight(s, " :,-–")
		i := strings.LastIndexByte(s, ' ')
		if w := fold(s[i+1:]); w == "" || !joins(w) {
			return s
		}
		s = s[:max(i, 0)]
	}
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// onlyLabels tells words that label dates, names and sections.
func onlyLabels(s string) bool {
	for w := range strings.FieldsSeq(fold(s)) {
		w = strings.Trim(w, ".:,-")
		if w != "" && !joins(w) && !sectionWords[w] && !notAuthors[w] && utf8.RuneCountInString(w) > 2 && !authorPrefix().MatchString(w+" ") {
			return false
		}
	}
	return true
}

// personLike tells one to four capitalised words, as names are written; the
// small words of names count ("van der").
func personLike(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	sections := 0
	for _, w := range words {
		low := fold(strings.Trim(w, ".,"))
		if sectionWords[low] {
			sections++
		}
		switch low {
		case "de", "van", "von", "der", "da", "di", "del", "la", "le", "el", "bin", "i", "and", "und", "y", "et":
			continue
		}
		if r := firstRune(w); !unicode.IsUpper(r) || strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	return sections == 0
}

// isMetaLine tells a line of the furniture that stands by a headline. What
// stands in a list or a table tells of something else: a programme, a result.
func isMetaLine(l line, m *meta) bool {
	if inTable(l) || l.node != nil && l.node.DataAtom == atom.Li {
		return false
	}
	_, ok := readMetaLine(l.text, m)
	return ok
}

// isAddressLine tells a page's foot: the site's name and what it has to say of
// itself ("Zalesie24, ul. Rynek 3, tel. 22 555 12 12").
func (m *meta) isAddressLine(text string) bool {
	i := strings.IndexAny(text, ",|–•·")
	if i <= 0 || len(text) > 240 {
		return false
	}
	name := keyOf(fold(text[:i]))
	if site := keyOf(fold(m.get("og:site_name"))); site != "" && name == site {
		return true
	}
	if m.base == nil || m.base.Host == "" {
		return false
	}
	host, _, _ := strings.Cut(bareHost(m.base.Hostname()), ".")
	return name == keyOf(host) || name == keyOf(bareHost(m.base.Hostname()))
}

// creditByHeadline is the author that a line between the headline and the first
// paragraph names beside the date.
func creditByHeadline(lines []line, headline *html.Node, m *meta) string {
	at := headlineAt(lines, headline)
	alone := "" // a name that is a line by itself, beside a line with the date
	dated := false
	for i := at + 1; at >= 0 && i < len(lines) && i < at+8; i++ {
		l := lines[i]
		if utf8.RuneCountInString(l.text) > 240 {
			break
		}
		found, ok := readMetaLine(l.text, m)
		if ok && found.author != "" {
			return found.author
		}
		dated = dated || ok && found.dated
		if words := strings.Fields(l.text); !ok && alone == "" && l.links == 0 && (len(words) == 2 || len(words) == 3) && personLike(l.text) && !m.isSiteName(l.text) && i <= at+3 {
			alone = cleanAuthor(l.text)
		}
	}
	if !dated {
		return ""
	}
	return alone
}
