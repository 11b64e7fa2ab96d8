package extract

import "strings"

// titleBreaks separate a title from the site's name.
var titleBreaks = []string{" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " ‹ ", " < ", " > ", "| "}

// cleanTitle takes the site's name and marks off a title.
func cleanTitle(title string, m *meta) string {
	title = tidy(title)
	for range 4 {
		cut := cutSite(title, m)
		if cut == title {
			break
		}
		title = cut
	}
	return stripMarks(title)
}

func cutSite(title string, m *meta) string {
	for _, sep := range titleBreaks {
		if i := strings.LastIndex(title, sep); i > 0 {
			head, tail := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(sep):])
			if m.isSiteName(tail) && len(head) > 2 {
				return head
			}
		}
		if i := strings.Index(title, sep); i > 0 {
			head, tail := strings.TrimSpace(title[:i]), strings.TrimSpace(title[i+len(sep):])
			if m.isSiteName(head) && len(tail) > 8 && !matchResult().MatchString(tail) {
				return tail
			}
		}
	}
	return title
}

// matchResult is what follows a club's name in the title of its own page: whom it
// played, and the score.
var matchResult = lazyRegexp(`^\p{L}[^.:!?]{2,40} \d{1,3} ?[:–-] ?\d{1,3}(?:\D|$)`)

// isSiteName tells the site's name, its slogan with the name in it, or its
// host.
func (m *meta) isSiteName(s string) bool {
	key := keyOf(s)
	if key == "" {
		return false
	}
	if site := keyOf(m.get("og:site_name", "application-name", "apple-mobile-web-app-title")); site != "" && (key == site || len(site) >= 5 && strings.Contains(key, site) && len(key) < 4*len(site)+10) {
		return true
	}
	if m.main != nil && m.main.publisher != "" && key == keyOf(m.main.publisher) {
		return true
	}
	if m.base == nil || m.base.Host == "" {
		return false
	}
	host := bareHost(m.base.Hostname())
	if keyOf(host) == key || strings.Contains(strings.ToLower(s), host) {
		return true
	}
	name, _, _ := strings.Cut(host, ".")
	return len(name) >= 4 && spells(s, keyOf(name))
}

// maxSiteWords is how many words a site's name has at most, its slogan with it.
const maxSiteWords = 5

// spells tells that successive words of s, written as one, are a host's name;
// or that all of several are its beginning: "Głos Brzezin", glosbrzezin24.
func spells(s, name string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > maxSiteWords {
		return false
	}
	for i := range words {
		run := ""
		for _, w := range words[i:] {
			if run += keyOf(fold(w)); run == name {
				return true
			}
		}
		if i == 0 && len(words) > 1 && len(run) >= 6 && strings.HasPrefix(name, run) {
			return true
		}
	}
	return false
}

// mediaMarks are words that say what comes with an article, not what it says.
var mediaMarks = wordSet(`zdjęcia zdjecia zdjęcie foto fotorelacja fotogaleria fotoreportaż galeria wideo video film filmy filmik audio podcast posłuchaj
	zobacz obejrzyj zdjęć fot nagranie mapa mapy sonda relacja live aktualizacja akt aktualizowane nowe pilne tylko nas`)

// stripMarks takes "[zdjęcia]", "(WIDEO, FOTO)" and a trailing "ZDJĘCIA" off.
func stripMarks(title string) string {
	for {
		before := title
		for _, pair := range []string{"[]", "()", "{}"} {
			opening, closing := pair[:1], pair[1:]
			if strings.HasSuffix(title, closing) {
				if i := strings.LastIndex(title, opening); i > 0 && onlyMarks(title[i+1:len(title)-1], false) {
					title = title[:i]
				}
			}
			if strings.HasPrefix(title, opening) {
				if i := strings.Index(title, closing); i > 0 && i+1 < len(title) && onlyMarks(title[1:i], false) {
					title = title[i+1:]
				}
			}
		}
		title = strings.TrimSpace(title)
		// A bare mark at the end counts only in capitals: "… ZDJĘCIA, WIDEO".
		if i := strings.LastIndexAny(title, " "); i > 0 && onlyMarks(title[i+1:], true) {
			title = title[:i]
		}
		title = strings.TrimRight(title, " -–—|,+/&:")
		if title == before || title == "" {
			if title == "" {
				return before
			}
			return title
		}
	}
}

func onlyMarks(s string, capitals bool) bool {
	words := strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == ',' || r == '+' || r == '/' || r == '|' || r == '&' || r == '!'
	})
	marks := 0
	for _, w := range words {
		low := strings.ToLower(strings.Trim(w, ".:"))
		if capitals && w == low {
			return false
		}
		switch {
		case mediaMarks[low]:
			marks++
		case low == "i" || low == "oraz" || low == "z" || low == "u" || strings.Trim(low, "0123456789") == "":
		default:
			return false
		}
	}
	return marks > 0
}
