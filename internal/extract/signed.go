package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// chooseAuthor takes the author that the page tells outside its metadata: a
// whole name in the credits or by the headline comes before initials.
func chooseAuthor(credited string, names []string, all, kept []line, headline *html.Node, m *meta) string {
	if len(strings.Fields(credited)) > 1 {
		return credited
	}
	if beside := creditByHeadline(all, headline, m); beside != "" && len(names) < 2 {
		return beside
	}
	switch {
	case len(names) > 0:
		return strings.Join(names, ", ")
	case signedAtEnd(kept) != "":
		return signedAtEnd(kept)
	case credited != "":
		return credited
	}
	return signatureAfter(all, kept)
}

// signatureAfter reads the signature in the line after the article's last one,
// which the voters may have left out.
func signatureAfter(all, kept []line) string {
	if len(kept) == 0 {
		return ""
	}
	last := kept[len(kept)-1].key
	for i := len(all) - 2; i >= 0; i-- {
		if all[i].key == last {
			if names := personsIn(all[i+1].text); names != nil && holder(all[i+1].node) == holder(all[i].node) {
				return strings.Join(names, ", ")
			}
			c, _ := readSignature(all[i+1].text)
			return c.author
		}
	}
	return ""
}

// interviewer begins a line that tells readers who asked the questions.
var interviewer = lazyRegexp(`(?i)^(?:rozmawia|notowa|wysłucha|spisa)`)

// withoutNames takes lines that say nothing but an author's name, or the name
// and an address or an issue, off both ends and below the lead.
func withoutNames(kept []line, authors string) []line {
	named := func(l line) bool {
		if names := personsIn(l.text); names != nil && strings.Join(names, ", ") == authors && !interviewer().MatchString(l.text) {
			return true
		}
		for name := range strings.SplitSeq(authors, ", ") {
			key := keyOf(name)
			if len(strings.Fields(name)) > 1 && (l.key == key || strings.HasPrefix(l.key, key) && strings.ContainsAny(l.text, "@|") && len(l.text) < len(name)+80) {
				return true
			}
		}
		return false
	}
	for n := 0; n < 3 && len(kept) > 1 && named(kept[0]); n++ {
		post := len(kept) > 2 && holder(kept[1].node) == holder(kept[0].node) && holder(kept[2].node) != holder(kept[0].node) && isLabel(kept[1])
		if kept = kept[1:]; post { // "dziennikarz działu miejskiego"
			kept = kept[1:]
		}
	}
	if len(kept) > 2 && named(kept[1]) { // below the lead
		kept = slices.Delete(kept, 1, 2)
	}
	for n := 0; n < 3 && len(kept) > 1; n++ {
		switch {
		case named(kept[len(kept)-1]) || isBio(kept, authors):
			kept = kept[:len(kept)-1]
		case len(kept) > 3 && named(kept[len(kept)-2]) && isApart(kept[len(kept)-1], kept[len(kept)-3]):
			kept = kept[:len(kept)-2] // the name heads the note
		}
	}
	return kept
}

// maxBio is how many characters the note about an author has at most.
const maxBio = 400

// isApart tells a paragraph as short as such a note in a box of its own.
func isApart(note, before line) bool {
	return utf8.RuneCountInString(note.text) <= maxBio && holder(note.node) != holder(before.node)
}

// isBio tells a last paragraph that says who the author is: it begins with the
// name and stands in a box of its own.
func isBio(kept []line, authors string) bool {
	last := kept[len(kept)-1]
	if !isApart(last, kept[len(kept)-2]) {
		return false
	}
	for name := range strings.SplitSeq(authors, ", ") {
		if len(strings.Fields(name)) > 1 && strings.HasPrefix(last.text, name) {
			return true
		}
	}
	return false
}

// signedAtEnd is the name that ends an article as a line of its own, below a
// sentence; a name that ends a list is one of the list.
func signedAtEnd(kept []line) string {
	if len(kept) < 2 {
		return ""
	}
	last, before := kept[len(kept)-1], kept[len(kept)-2]
	if inTable(last) || last.node.DataAtom == atom.Li || utf8.RuneCountInString(before.text) < minStandfirst || isLabel(before) {
		return ""
	}
	return strings.Join(personsIn(last.text), ", ")
}
