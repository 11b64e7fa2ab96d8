package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// postedOn begins or holds the sentence with which an engine tells under an
// article when it was written: "This entry was posted on Tuesday, May 7th, 2024
// at 12:30 and is filed under …".
var postedOn = lazyRegexp(`(?i)^(?:this (?:entry|post|article) was|dieser (?:eintrag|artikel|beitrag) wurde|ten (?:wpis|artykuł) został|cet(?:te)? (?:article|entrée|billet) a été|est[ae] (?:entrada|artículo|artigo|post) f(?:ue|oi)|quest[oa] (?:articolo|voce) è stat[oa]|dit (?:bericht|artikel) (?:werd|is)|tento (?:článek|příspěvek) byl|det här inlägget|dette indlæg|dette innlegget)\s` +
	`|\swurde am .{6,60}(?:(?:gepostet|geschrieben|veröffentlicht|verfasst|erstellt) und\s|in der kategorie)`)

// maxPosted bounds such a sentence, in bytes.
const maxPosted = 500

// postedSentence takes the date of such a sentence.
func (d *dating) postedSentence(lines []line) bool {
	for _, l := range lines {
		if len(l.text) > maxPosted || !postedOn().MatchString(l.text) || d.foreign(l.node) {
			continue
		}
		for _, m := range findDates(l.text, d.h.Fetched, d.lang) {
			if m.year && !m.relative && !m.updated && d.sane(m.at) {
				d.keep(m.at, FromVisible)
				return true
			}
		}
	}
	return false
}

// dateline takes the date with which the text begins, as that of a press release
// does: "Warszawa, 5 maja 2021 r. – …", "(12.11.2021) …".
func (d *dating) dateline(lines []line, at int) {
	for i, tries := at+1, 0; at >= 0 && i < len(lines) && tries < 3; i++ {
		l := lines[i]
		if d.misplaced(l.node) || !isProse(l) {
			continue
		}
		tries++
		found := findDates(l.text, d.h.Fetched, d.lang)
		if len(found) > 0 && found[0].year && !found[0].relative && d.sane(found[0].at) && opens(l.text, found[0]) {
			d.keep(found[0].at, FromVisible)
			return
		}
	}
}

// opens tells that a date stands at the beginning of a text, after a town at
// most, and that a point or a stroke sets it apart from what follows.
func opens(text string, m mention) bool {
	if m.start > 60 {
		return false
	}
	before := strings.TrimSpace(text[:m.start])
	if before != "" && !strings.ContainsRune(",(/–-", lastRune(before)) {
		return false
	}
	for word := range strings.FieldsSeq(before) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
			return false
		}
	}
	after, _ := utf8.DecodeRuneInString(strings.TrimSpace(text[m.end:]))
	return strings.ContainsRune(".–—-:/)|।", after)
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
