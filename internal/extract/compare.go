package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"prasowka/internal/polish"
)

// A Change is what became of a text.
type Change struct {
	Matters bool   // more than typos, counters and time stamps
	What    string // in a Polish phrase, "zmieniono tytuł i 2 liczby"; empty when nothing changed
	Diff    []DiffOp
}

// Compare tells what changed from one version of a text to the next, and
// whether it matters: numbers, names, negation, quotations and whole
// sentences do; spelling, punctuation and "akt. 11:16" do not.
func Compare(old, new string) Change {
	f := findings{}
	ops := f.text(old, new)
	return Change{Matters: f.matters(), What: f.phrase(), Diff: ops}
}

// CompareVersions compares headlines and texts. A changed headline always
// matters, unless only its spelling or its marks ("[zdjęcia]") changed. Diff
// is that of the text.
func CompareVersions(oldTitle, old, newTitle, new string) Change {
	f := findings{}
	ops := f.text(old, new)
	if a, b := keyOf(fold(stripMarks(oldTitle))), keyOf(fold(stripMarks(newTitle))); a != b && oldTitle != "" && !typo(a, b) {
		f.title = true
	} else if oldTitle != newTitle {
		f.spelling++
	}
	return Change{Matters: f.matters(), What: f.phrase(), Diff: ops}
}

// findings counts what changed.
type findings struct {
	title                     bool
	numbers, names, negations int
	quotes                    int
	sentAdded, sentRemoved    int
	words                     int // other words replaced
	spelling                  int // typos, punctuation, stamps
}

// manyWords is how many replaced words, none of them a number or a name, are
// a change of what is said.
const manyWords = 5

func (f *findings) matters() bool {
	return f.title || f.numbers+f.names+f.negations+f.quotes+f.sentAdded+f.sentRemoved > 0 || f.words >= manyWords
}

func (f *findings) text(old, new string) []DiffOp {
	if old == new {
		return nil
	}
	ops := diff(dropStamps(old), dropStamps(new))
	inQuote := false
	for i := 0; i < len(ops); i++ {
		if ops[i].Op == Same {
			inQuote = quoteAfter(ops[i].Text, inQuote)
			continue
		}
		var removed, added string
		for ; i < len(ops) && ops[i].Op != Same; i++ {
			if ops[i].Op == Removed {
				removed += ops[i].Text
			} else {
				added += ops[i].Text
			}
		}
		i--
		opening := i+1 < len(ops) && strings.Contains(added+removed, "„")
		f.hunk(removed, added, inQuote || opening && quoteAfter(removed, false))
		inQuote = quoteAfter(added, inQuote)
	}
	if len(ops) == 0 || len(ops) == 1 && ops[0].Op == Same {
		f.spelling++ // only stamps or white space
		return diff(old, new)
	}
	return ops
}

// dropStamps leaves out lines that are only dates, counters and the like.
func dropStamps(text string) string {
	if !strings.ContainsAny(text, "0123456789") {
		return text
	}
	var kept []string
	for l := range strings.SplitSeq(text, "\n") {
		if l != "" && len(l) < 160 && (dateLine(l) || wholeJunk().MatchString(strings.ToLower(strings.Trim(l, " .:")))) {
			continue
		}
		kept = append(kept, stamps().ReplaceAllString(l, ""))
	}
	return strings.Join(kept, "\n")
}

// stamps are notes of an update within a line: "(akt. 11:16)".
var stamps = lazyRegexp(`(?i)\s*[(\[]?\b(?:akt(?:ualizacja|ual)?|zaktualizowano|ostatnia aktualizacja)\.?:?\s*(?:(?:godz\.?\s*)?\d{1,2}[:.]\d{2}|\d{1,2}\.\d{1,2}\.\d{4}(?:,?\s*\d{1,2}:\d{2})?)\s*[)\]]?`)

// quoteAfter follows the state of Polish and English quotation marks.
func quoteAfter(text string, in bool) bool {
	for _, r := range text {
		switch r {
		case '„', '“', '«':
			in = r != '“' || !in // “ opens in English and ends in German
		case '”', '»':
			in = false
		case '"':
			in = !in
		case '\n':
			in = false
		}
	}
	return in
}

// hunk weighs one replacement.
func (f *findings) hunk(removed, added string, inQuote bool) {
	a, b := wordsOf(removed), wordsOf(added)
	if keyOf(removed) == keyOf(added) {
		f.spelling++
		return
	}
	if sentences := sentenceCount(added, len(b)); sentences > 0 && len(b) > 2*len(a)+4 {
		f.sentAdded += sentences
		return
	}
	if sentences := sentenceCount(removed, len(a)); sentences > 0 && len(a) > 2*len(b)+4 {
		f.sentRemoved += sentences
		return
	}
	numbers, names, other, spelling := 0, 0, 0, 0
	for i := range max(len(a), len(b)) {
		var x, y string
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		switch {
		case x == y:
		case hasDigit(x) || hasDigit(y):
			if strings.Trim(x, ".,:") != strings.Trim(y, ".,:") {
				numbers++
			}
		case x != "" && y != "" && fold(x) == fold(y):
			spelling++
		case negates(x) != negates(y) || fold(y) == "nie"+fold(x) || fold(x) == "nie"+fold(y):
			f.negations++
		case capital(x) && capital(y), capital(y) && x == "" && i > 0, capital(x) && y == "" && i > 0:
			if x != "" && y != "" && sameName(x, y) {
				spelling++
			} else {
				names++
			}
		case x != "" && y != "" && typo(fold(x), fold(y)):
			spelling++
		default:
			other++
		}
	}
	f.numbers += numbers
	f.names += names
	f.spelling += spelling
	if inQuote && numbers+names+other > 0 {
		f.quotes++
		return
	}
	f.words += other
}

func wordsOf(text string) []string {
	var words []string
	for _, t := range diffTokens(text) {
		if r, _ := utf8.DecodeRuneInString(t.word); isWordRune(r) {
			words = append(words, t.word)
		}
	}
	return words
}

// sentenceCount counts sentences of at least five words.
func sentenceCount(text string, words int) int {
	if words < 5 {
		return 0
	}
	n := 0
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return r == '.' || r == '!' || r == '?' || r == '\n' }) {
		if len(strings.Fields(s)) >= 4 {
			n++
		}
	}
	return max(n, 1)
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func negates(s string) bool {
	switch fold(s) {
	case "nie", "bez", "ani", "nigdy", "nikt", "nikogo", "zaden", "zadna", "zadne", "zadnej", "zadnego", "zadnych", "nic", "nigdzie", "niczego", "brak", "wbrew", "not", "no", "never":
		return true
	}
	return false
}

// sameName tells two cases of one name: "Suwałki", "Suwałkach".
func sameName(x, y string) bool {
	a, b := []rune(fold(x)), []rune(fold(y))
	common := 0
	for common < len(a) && common < len(b) && a[common] == b[common] {
		common++
	}
	return common >= 4 && len(a)-common <= 3 && len(b)-common <= 3 && len(a) != len(b)
}

// typo tells two spellings of one word: at most one edit, or two in words of
// eight letters and more.
func typo(x, y string) bool {
	a, b := []rune(x), []rune(y)
	if len(a) < 4 || len(b) < 4 || len(a) > 400 || len(b) > 400 {
		return false
	}
	allowed := 1
	if min(len(a), len(b)) >= 8 {
		allowed = 2
	}
	return distance(a, b) <= allowed
}

// distance is that of Levenshtein with swaps of neighbours (optimal string
// alignment).
func distance(a, b []rune) int {
	if d := len(a) - len(b); d > 2 || d < -2 {
		return 3
	}
	before2, before, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range before {
		before[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before2[j-2]+1)
			}
		}
		before2, before, row = before, row, before2
	}
	return before[len(b)]
}

// phrase says in Polish what changed, the gravest first.
func (f *findings) phrase() string {
	var changed, parts []string
	if f.title {
		changed = append(changed, "tytuł")
	}
	counted := func(n int, one, few, many string) {
		if n > 0 {
			changed = append(changed, polish.Counted(n, one, few, many))
		}
	}
	counted(f.numbers, "liczbę", "liczby", "liczb")
	counted(f.names, "nazwę własną", "nazwy własne", "nazw własnych")
	counted(f.negations, "przeczenie", "przeczenia", "przeczeń")
	counted(f.quotes, "cytat", "cytaty", "cytatów")
	counted(f.words, "inne słowo", "inne słowa", "innych słów")
	if len(changed) > 0 {
		parts = append(parts, "zmieniono "+enumerate(changed))
	}
	if f.sentAdded > 0 {
		parts = append(parts, "dodano "+polish.Counted(f.sentAdded, "zdanie", "zdania", "zdań"))
	}
	if f.sentRemoved > 0 {
		parts = append(parts, "usunięto "+polish.Counted(f.sentRemoved, "zdanie", "zdania", "zdań"))
	}
	if len(parts) == 0 && f.spelling > 0 {
		return "poprawiono pisownię lub znaczniki"
	}
	return strings.Join(parts, ", ")
}

func enumerate(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " i " + words[len(words)-1]
}
