package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// credits is who made a text: its author and, when it is a reprint, whose it
// is.
type credits struct{ author, agency string }

// agencies are those that Polish outlets reprint, as they sign, folded; the
// value is how the office names them.
var agencies = map[string]string{"pap": "PAP", "polska agencja prasowa": "PAP", "iar": "IAR", "informacyjna agencja radiowa": "IAR", "kai": "KAI",
	"reuters": "Reuters", "afp": "AFP", "ap": "AP", "associated press": "AP", "dpa": "dpa", "newseria": "Newseria", "isbnews": "ISBnews",
	"ukrinform": "Ukrinform", "elta": "ELTA", "bns": "BNS", "efe": "EFE", "ansa": "ANSA", "nauka w polsce": "PAP", "pap mediaroom": "PAP",
	"pap biznes": "PAP", "serwis samorzadowy pap": "PAP", "samorzad pap": "PAP", "polsat news": "Polsat News"}

// agencyIn finds an agency in a signature such as "PAP/red." or "(PAP), IAR".
func agencyIn(s string) string {
	s = fold(s)
	if name := agencies[strings.Trim(s, " .()[]/")]; name != "" {
		return name
	}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",/|();:[]-–", r) || r == ' ' }) {
		switch part {
		case "pap", "iar", "kai", "reuters", "afp", "dpa", "newseria", "isbnews":
			return agencies[part]
		}
	}
	return ""
}

// creditLabel finds the labelled parts of a credit line, on folded text.
var creditLabel = lazyRegexp(`(?i)(?:^|[\s|,;(/•·])(autorka|autorzy|autor|autorstwo|współpraca|tekst i zdjęcia|tekst i fot|tekst|opracowała|opracował|opracowanie|oprac|red|redaktor|redagował|redagowała|redakcja|napisała|napisał|przygotował|przygotowała|dodał|dodała|dodane przez|wysłane przez|author|written by|von|źródło informacji|źródło|źródła|zródło|źrodło|za|source|quelle|zdjęcia|zdjęcie|fotografie|fotografia|foto|fot|wideo|film|grafika)\.?\s*(?::|\.(?:\s|$))\s*`)

// readCredits reads a line such as "Autor: Anna Nowak Zdjęcia: Jan Kos" or
// "źródło: PAP | red: JK". ok is false when the line is not one of credits.
func readCredits(text string) (c credits, ok bool) {
	if utf8.RuneCountInString(text) > 160 {
		return c, false
	}
	if head, rest, found := strings.Cut(text, ")"); found && strings.HasPrefix(head, "(") { // "(PAP) autor: Anna Kos"
		if agency := agencyIn(head[1:]); agency != "" {
			c, ok = readCredits(strings.TrimSpace(rest))
			c.agency = agency
			return c, ok
		}
	}
	marks := creditLabel().FindAllStringSubmatchIndex(text, 8)
	if len(marks) == 0 || marks[0][0] > 2 {
		return c, false
	}
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		label, value := fold(text[m[2]:m[3]]), strings.Trim(text[m[1]:end], " |,;/()•·.")
		switch {
		case strings.HasPrefix(label, "zrod"), label == "za", label == "source", label == "quelle":
			if c.agency == "" && len(strings.Fields(value)) <= 6 && value != "" {
				if c.agency = agencyIn(value); c.agency == "" {
					c.agency = strings.TrimPrefix(value, "www.")
				}
			}
		case strings.HasPrefix(label, "zdj"), strings.HasPrefix(label, "fot"), label == "wideo", label == "film", label == "grafika", label == "wspolpraca":
		default:
			if a := agencyIn(value); a != "" && c.agency == "" {
				c.agency = a
			}
			if name := cleanAuthor(value); name != "" && c.author == "" {
				c.author = name
			}
		}
	}
	return c, true
}

// signature is a line that ends an article: initials in brackets or between
// strokes, "red.", an agency.
var signature = lazyRegexp(`^[(/\[]?\s*([\p{L}.]{1,12}(?:\s*[/,&+]\s*[\p{L}.]{1,12}){0,3})\s*[)/\]]?\.?$`)

// inlineSignature is the same at the end of the last paragraph.
var inlineSignature = lazyRegexp(`[.!?”"]\s*[(/\[]\s*([\p{L}.]{1,12}(?:\s*[/,&+ ]\s*[\p{L}.]{1,12}){0,3})\s*[)/\]]\.?$`)

// readSignature reads the last words of an article.
func readSignature(text string) (c credits, whole bool) {
	if name := authorPrefix().ReplaceAllString(text, ""); name != text && isPerson(name) { // "Rozmawiała Ewa Kos" is told to readers
		return credits{author: name}, false
	}
	m := signature().FindStringSubmatch(text)
	whole = m != nil && (strings.ContainsAny(text, "()/[]") || fold(text) == "red." || agencyIn(text) != "" && len(text) < 12)
	if !whole {
		if m = inlineSignature().FindStringSubmatch(text); m == nil {
			return c, false
		}
	}
	for _, part := range strings.FieldsFunc(m[1], func(r rune) bool { return strings.ContainsRune("/,&+ ", r) }) {
		if a := agencyIn(part); a != "" {
			c.agency = a
			continue
		}
		low := strings.Trim(strings.ToLower(part), ".")
		if low == "red" || low == "redakcja" || low == "opr" || low == "oprac" || len(low) < 2 || utf8.RuneCountInString(part) > 5 {
			if low == "red" && c.author == "" {
				c.author = "red."
			}
			continue
		}
		c.author = part
	}
	return c, whole
}

// notAuthors sign nothing: engines' accounts and labels.
var notAuthors = wordSet(`admin administrator superuser webmaster root redaktor autor author user moderator staff news newsroom admin1 test wordpress joomla
	redazione redaktion rédaction larédaction redacción redação redactie redaktionen редакция редакція newsdesk webdesk onlinedesk agencies agencias staffreporter
	anonim anonymous gość guest brak nieznany unknown none null undefined`)

var authorPrefix = lazyRegexp(`(?i)^(?:autor(?:ka|zy)?|aut|tekst|opracował[ao]?|oprac|opr|opracowanie|(?:opublikowan[eoy]|napisan[eoy]|zamieszczon[eoy]|utworzon[eoy]|wysłan[eoy]) przez|red|redaktor|napisał[ao]?|rozmawiał[aoy]?|rozmawiali|notował[ao]?|wysłuchał[ao]?|spisał[ao]?|przygotował[ao]?|tekst i (?:fot|foto|zdjęcia)\.?|dodał[ao]?|dodane przez|przez|by|von|par|por|di|de|door|av|af|text|texte|texto|testo|автор|yazar|szerző|posted by|written by|author)\s*[:.]?\s+`)

// notByline are labels and links that stand in elements named as bylines.
var notByline = lazyRegexp(`^(?:posted on|published|publiziert am|veröffentlicht am|opublikowano|dodano|data|by|von|autor|author|artikel von|weiter|weitere artikel|więcej|zobacz profil|wszystkie (?:wpisy|artykuły)|(?:ponie|wto|śro|czwar|pią|sob|niedz)\p{L}+|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch)$`)

// beforeDate is what leads from a name to a date.
var beforeDate = lazyRegexp(`(?i)[\s,|–-]+(?:o|w|w dniu|dnia|z dnia|on|at|am|um|le|el|il|em|den|data|dodano|opublikowano|published|posted|posted on|updated)?\s*:?\s*$`)

// joinedTo is what is left between a name and the agency that was taken off:
// "Jan Kos z", "Yann Kervella avec".
var joinedTo = lazyRegexp(`(?i)[\s,/(–-]+(?:avec|with|mit|con|com|et|and|und|i|oraz|z|za|y)\s*$`)

// shortSurname ends a name whose surname is but a letter: "Marta K."
var shortSurname = lazyRegexp(`^\p{Lu}\p{Ll}+ \p{Lu}\.$`)

// cleanAuthor makes a name of a byline; empty when it names nobody.
func cleanAuthor(s string) string {
	s = tidy(s)
	for range 2 {
		s = authorPrefix().ReplaceAllString(s, "")
	}
	if i := strings.IndexAny(s, "|•·<>"); i > 0 {
		s = s[:i]
	}
	if dates := findDates(s, fixedRef, ""); len(dates) > 0 {
		s = s[:dates[0].start]
	}
	s = beforeDate().ReplaceAllString(s, "") // "Jan Kos o 19:31", "Jan Kos, dnia 7.05.2024"
	initial := shortSurname().MatchString(s)
	if s = strings.Trim(s, " ,;:/()[]-–—."); initial {
		s += "."
	}
	if strings.Count(s, "(") > strings.Count(s, ")") { // "Redakcja (za PAP)"
		s += ")"
	}
	low := strings.ToLower(s)
	switch {
	case s == "" || utf8.RuneCountInString(s) > 120 || len(strings.Fields(s)) > 12:
		return ""
	case strings.Contains(low, "http") || strings.Contains(low, "www.") || strings.HasPrefix(low, "@"):
		return ""
	case notByline().MatchString(low):
		return ""
	case notAuthors[strings.ReplaceAll(low, " ", "")]:
		return ""
	}
	if i := strings.IndexByte(s, '@'); i >= 0 { // name and address, or an address alone
		words := strings.Fields(s)
		kept := words[:0]
		for _, w := range words {
			if !strings.Contains(w, "@") {
				kept = append(kept, w)
			}
		}
		return strings.Trim(strings.Join(kept, " "), " ,;:/()[]-–—")
	}
	if !strings.ContainsFunc(s, unicode.IsLetter) {
		return ""
	}
	return s
}

var authorNames = []string{"author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "cxenseparse:author", "article:author", "citation_author"}

// findAuthor looks for the author: the recipe, structured data, <meta>, then
// the byline on the page.
func findAuthor(doc *html.Node, m *meta, h Hints, headline *html.Node) credits {
	var c credits
	add := func(names ...string) bool {
		var kept []string
		seen := map[string]bool{}
		for _, n := range names {
			if a := agencyIn(n); a != "" {
				c.agency = a
				if len(strings.Fields(n)) < 3 && strings.EqualFold(strings.Trim(n, " ()."), a) {
					continue
				}
				n = joinedTo().ReplaceAllString(strings.Trim(strings.ReplaceAll(n, a, ""), " ,/|()"), "")
			}
			n = cleanAuthor(m.withoutSite(n))
			if n == "" || m.isSiteName(n) && len(strings.Fields(n)) < 3 || seen[n] || len(kept) >= 6 {
				continue
			}
			seen[n] = true
			kept = append(kept, n)
		}
		c.author = strings.Join(kept, ", ")
		return c.author != ""
	}
	if h.Recipe.Author != "" {
		if n := selectOne(doc, h.Recipe.Author); n != nil && add(textOf(n)) {
			return c
		}
	}
	if m.main != nil && add(m.main.authors...) {
		return c
	}
	for _, name := range authorNames {
		if names := m.all(name); len(names) > 0 && add(names...) {
			return c
		}
	}
	if names := bylines(doc, headline); len(names) > 0 && add(names...) {
		return c
	}
	add(h.Item.Author)
	return c
}

// withoutSite takes the outlet's name from among the names in one value.
func (m *meta) withoutSite(names string) string {
	parts := strings.Split(names, ",")
	if len(parts) < 2 {
		return names
	}
	kept := parts[:0]
	for _, p := range parts {
		if !m.isSiteName(strings.TrimSpace(p)) {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, ",")
}

// bylineOf is the text of an element that is called a byline; of a box with a
// name, a post and an address, it is the name, of a list of names all of them.
func bylineOf(n *html.Node) string {
	if names := listedPersons(n); len(names) > 0 {
		return strings.Join(names, ", ")
	}
	whole := textOf(n)
	if n.FirstChild == nil || n.FirstChild.NextSibling == nil || len(strings.Fields(whole)) < 4 && !glued(n) {
		return whole
	}
	name := ""
	walk(n, func(k *html.Node) bool {
		if k != n && k.Type == html.ElementNode && name == "" {
			if text := textOf(k); len(strings.Fields(text)) > 1 && personLike(text) {
				name = text
			}
		}
		return name == ""
	})
	if name == "" {
		return whole
	}
	return name
}

// glued tells an element in which two others stand without a space between them:
// a name and a post, set apart by their style.
func glued(n *html.Node) bool {
	for k := n.FirstChild; k != nil && k.NextSibling != nil; k = k.NextSibling {
		if k.Type == html.ElementNode && k.NextSibling.Type == html.ElementNode && textOf(k) != "" && textOf(k.NextSibling) != "" {
			return true
		}
	}
	return false
}

// listedPersons are the texts of an element that are persons' names: all when it
// says nothing else, the first when it says more; none where another text may be
// a name.
func listedPersons(n *html.Node) []string {
	var names []string
	only, doubt := true, false
	walk(n, func(k *html.Node) bool {
		if k.Type == html.TextNode && strings.ContainsFunc(k.Data, unicode.IsLetter) && !joining().MatchString(k.Data) {
			found := personsIn(k.Data)
			names, only = append(names, found...), only && found != nil
			doubt = doubt || found == nil && len(strings.Fields(k.Data)) > 1 && personLike(k.Data)
		}
		return k.Type != html.ElementNode || !hidden(k)
	})
	switch {
	case only:
		return names
	case doubt:
		return nil
	}
	return names[:min(1, len(names))]
}

// joining stands between two names.
var joining = lazyRegexp(`^\W*(?:i|oraz|und|and|et|y)\W*$`)

// bylines finds elements that are marked as the author's name.
func bylines(doc *html.Node, headline *html.Node) []string {
	var marked, named []string
	walk(doc, func(n *html.Node) bool {
		if n.Type != html.ElementNode {
			return true
		}
		if hidden(n) && n.DataAtom != atom.Head || n.DataAtom == atom.Nav || n.DataAtom == atom.Footer || n.DataAtom == atom.Aside {
			return false
		}
		if n.DataAtom != atom.Body && n.DataAtom != atom.Article && n.DataAtom != atom.Main && namedElsewhere(n, nil) && !contains(n, headline) {
			return false
		}
		words := nameWords(attr(n, "class") + " " + attr(n, "id"))
		if n.DataAtom == atom.Meta || namedPicture(n) || len(marked)+len(named) > 6 {
			return true
		}
		text := ""
		switch {
		case strings.Contains(attr(n, "rel"), "author"), strings.Contains(attr(n, "itemprop"), "author"):
			if text = textOf(n); text != "" && len(text) < 80 && len(marked) < 3 {
				marked = append(marked, text)
				return false
			}
		default:
			for _, w := range words {
				if w == "auth" && personLike(textOf(n)) && len(strings.Fields(textOf(n))) > 1 || w == "author" || w == "authors" || w == "byline" || w == "autor" || w == "autorka" || w == "autorzy" || w == "redaktor" || w == "fn" || w == "signature" || w == "writer" || w == "journalist" || w == "reporter" || w == "auteur" || w == "szerzo" || w == "kirjoittaja" || w == "yazar" || w == "firma" || w == "skribent" || w == "autore" || w == "verfasser" {
					if text = bylineOf(n); text != "" && len(text) < 80 {
						named = append(named, text)
						return false
					}
				}
			}
		}
		return true
	})
	if len(marked) > 0 {
		return marked
	}
	return named[:min(1, len(named))]
}
