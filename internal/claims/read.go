package claims

import (
	"slices"
	"strings"

	"prasowka/internal/polish"
)

// A lexis is a set of keys: lemmas in lower case without Polish letters.
type lexis map[string]struct{}

func words(s string) lexis {
	l := lexis{}
	for _, w := range strings.Fields(s) {
		l[w] = struct{}{}
	}
	return l
}

// has tells whether a reading of the token is in the set.
func (l lexis) has(t *polish.Token) bool {
	for _, k := range t.Keys {
		if _, ok := l[k]; ok {
			return true
		}
	}
	return false
}

// reading is a text with everything that was found in it.
type reading struct {
	text   string
	tokens []polish.Token
	folded []string // of each token: its form without Polish letters
	lines  []line   // sentences with at least one token
	speech []speech // direct speech, in order
	claims []Claim
	short  []int // tokens that say deficyt or nadwyżka
}

// A line is a sentence: its tokens [lo, hi) and its place.
type line struct {
	lo, hi int
	at     polish.Range
}

// longestLine is the longest sentence taken as one, in tokens.
const longestLine = 200

// maxText bounds what is read of one text, in bytes; articles are far shorter.
const maxText = 400_000

func read(a *polish.Analyzer, text string) *reading {
	r := &reading{text: text}
	if len(text) > maxText {
		text = text[:maxText]
	}
	r.tokens = a.Tokens(text)
	r.folded = make([]string, len(r.tokens))
	for i := range r.tokens {
		r.folded[i] = polish.Fold(strings.ToLower(r.tokens[i].Exact))
		if strings.HasPrefix(r.folded[i], "deficyt") || strings.HasPrefix(r.folded[i], "nadwyzk") {
			r.short = append(r.short, i)
		}
	}
	ranges := polish.Sentences(text)
	for i := 0; i < len(r.tokens); {
		j := i
		for j < len(r.tokens) && j-i < longestLine && r.tokens[j].Sentence == r.tokens[i].Sentence {
			j++
		}
		l := line{lo: i, hi: j, at: polish.Range{Start: r.tokens[i].Start, End: r.tokens[j-1].End}}
		// a list without full stops is taken in pieces: time grows with length only
		if s := r.tokens[i].Sentence; j-i < longestLine && s < len(ranges) && ranges[s].Start <= l.at.Start && ranges[s].End >= l.at.End {
			l.at = ranges[s]
		}
		r.lines = append(r.lines, l)
		i = j
	}
	r.findNumbers()
	r.findPeople()
	r.findSpeech()
	slices.SortStableFunc(r.claims, func(a, b Claim) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	for i := range r.claims {
		c := &r.claims[i]
		c.Negated, c.Hedged = r.negated(c), r.hedged(c)
	}
	return r
}

// lineOf is the index of the sentence of a token.
func (r *reading) lineOf(token int) int {
	n, _ := slices.BinarySearchFunc(r.lines, token, func(l line, t int) int {
		switch {
		case l.hi <= t:
			return -1
		case l.lo > t:
			return 1
		}
		return 0
	})
	return min(n, len(r.lines)-1)
}

// add notes a claim that spans the tokens [lo, hi); end may lie past the last
// token, for a percent sign.
func (r *reading) add(c Claim, lo, hi, end int) {
	l := r.lineOf(lo)
	c.lo, c.hi = lo, hi
	c.Start, c.End = r.tokens[lo].Start, max(end, r.tokens[hi-1].End)
	c.Text = r.text[c.Start:c.End]
	c.Sentence, c.Line = r.tokens[lo].Sentence, r.lines[l].at
	r.claims = append(r.claims, c)
}

// gap is the text between token i-1 and token i.
func (r *reading) gap(i int) string {
	if i <= 0 || i >= len(r.tokens) {
		return "\n"
	}
	return r.text[r.tokens[i-1].End:r.tokens[i].Start]
}

// joined tells whether only blanks stand between tokens i-1 and i, or the full
// stop of an abbreviation.
func (r *reading) joined(i int) bool {
	if i <= 0 || i >= len(r.tokens) || r.tokens[i].Sentence != r.tokens[i-1].Sentence {
		return false
	}
	g := r.gap(i)
	if r.tokens[i-1].Kind == polish.Abbrev {
		g = strings.TrimPrefix(g, ".")
	}
	return strings.Trim(g, " \t\u00a0\u202f\u2009") == ""
}

// is tells whether token i is one of the folded forms.
func (r *reading) is(i int, forms ...string) bool {
	return i >= 0 && i < len(r.tokens) && slices.Contains(forms, r.folded[i])
}

// capital tells whether token i is written with a capital letter.
func (r *reading) capital(i int) bool {
	if i < 0 || i >= len(r.tokens) {
		return false
	}
	return capitalAt(r.text[r.tokens[i].Start:])
}

// paragraphStart tells whether a token begins a paragraph.
func (r *reading) paragraphStart(i int) bool {
	return i == 0 || strings.Contains(r.gap(i), "\n")
}

var negators = words("nieprawda klamstwo falsz plotka zaprzeczyc zaprzeczac dementowac zdementowac mit nieprawdziwy nieprawdziwie bzdura falszywy blednie bledny mylnie omylkowo fejk")

// negated tells whether what stands before a claim in its clause denies it.
func (r *reading) negated(c *Claim) bool {
	if c.Kind == Quote || c.Kind == Reported {
		return false
	}
	lo := r.clauseStart(c.lo)
	for i := lo; i < c.lo; i++ {
		if r.folded[i] != "nie" {
			continue
		}
		// "nie mniej niż", "nie więcej niż", "nie tylko" bound, they do not deny
		if r.is(i+1, "mniej", "wiecej", "tylko", "pozniej", "wczesniej", "lada") || i+1 < len(r.tokens) && overs.has(&r.tokens[i+1]) && i+2 >= c.lo-1 {
			continue
		}
		if c.Bound == Under && r.reach(i+1) {
			continue
		}
		joint := false // "stawka się nie zmieni i nadal będzie to 3,80 zł"
		for j := i + 2; j < c.lo; j++ {
			joint = joint || r.is(j, "i", "oraz")
		}
		if c.lo-i <= 6 && !joint {
			return true
		}
	}
	l := r.lines[r.lineOf(c.lo)]
	for i := l.lo; i < l.hi; i++ {
		if negators.has(&r.tokens[i]) || r.is(i, "prawda", "prawdy") && (r.is(i-1, "nie") || r.is(i-2, "nie") || r.is(i-1, "z") && r.is(i-2, "niezgodne", "niezgodna")) {
			return true
		}
	}
	return false
}

// choosing are what one is free to do, which leaves a number as sure as it is.
var choosing = words("wybierac wybrac korzystac skorzystac kupic kupowac zobaczyc obejrzec odwiedzic pochwalic poszczycic chwalic")

var hedges = words("slychac podobno rzekomo jakoby ponoc gdyby jesli jezeli rzekomy plotka moglby mogloby moglaby mogliby mogl niepotwierdzony nieoficjalnie nieoficjalny spekulowac spekulacja przypuszczac prawdopodobnie ewentualnie hipotetyczny")

// hedged tells whether the sentence says that it is not sure.
func (r *reading) hedged(c *Claim) bool {
	l := r.lines[r.lineOf(c.lo)]
	end := r.clauseEnd(max(c.hi-1, c.lo))
	for i := r.clauseStart(c.lo); i < c.lo && r.is(end, "jesli", "jezeli"); i++ {
		if r.is(i, "bedzie", "bedziemy", "beda") {
			return true // "będziemy mieli 40 tramwajów, jeśli Unia pomoże"
		}
	}
	for i := l.lo; i < l.hi && i < end; i++ {
		t := &r.tokens[i]
		if hedges.has(t) {
			if r.is(i, "mogl") && r.is(i+1, "sie") {
				continue
			}
			return true
		}
		if i < c.lo && c.lo-i <= 5 && r.is(i, "moze", "moga", "mogl", "mogla", "moglo", "mogly", "powinien", "powinna", "powinno", "powinny", "mogloby", "moglby", "moglaby", "mogliby", "mialby", "mialaby", "mialoby", "bylby", "byloby", "bylaby") && !r.is(i, "mozemy") && !(r.is(i, "moze", "moga") && i+1 < len(r.tokens) && choosing.has(&r.tokens[i+1])) {
			return true
		}
		if strings.HasSuffix(r.folded[i], "bysmy") || strings.HasSuffix(r.folded[i], "byscie") || strings.HasSuffix(r.folded[i], "liby") || strings.HasSuffix(r.folded[i], "loby") || strings.HasSuffix(r.folded[i], "laby") || strings.HasSuffix(r.folded[i], "lyby") {
			return true
		}
	}
	return false
}

var conjunctions = words("a ale lecz natomiast zas jednak tymczasem podczas gdy choc chociaz poniewaz bo gdyz dlatego wiec czyli albo")

// clauseStart is the first token of the clause of token i: after a comma, a
// dash, a colon, a bracket or a contrasting conjunction.
func (r *reading) clauseStart(i int) int {
	l := r.lines[r.lineOf(i)]
	for j := i; j > l.lo; j-- {
		if r.breaksAt(j) {
			return j
		}
		if j < i && conjunctions.has(&r.tokens[j]) && r.folded[j] == r.tokens[j].Keys[0] {
			return j
		}
	}
	return l.lo
}

// clauseEnd is one past the last token of the clause of token i.
func (r *reading) clauseEnd(i int) int {
	l := r.lines[r.lineOf(i)]
	for j := i + 1; j < l.hi; j++ {
		if r.breaksAt(j) || conjunctions.has(&r.tokens[j]) && r.folded[j] == r.tokens[j].Keys[0] {
			return j
		}
	}
	return l.hi
}

var weekdays = words("poniedzialek wtorek sroda czwartek piatek sobota niedziela")

// breaksAt tells whether a clause ends before token i; the comma of "w sobotę,
// 12 grudnia" ends none.
func (r *reading) breaksAt(i int) bool {
	if !breaks(r.gap(i)) {
		return false
	}
	gap := strings.Trim(r.gap(i), " \u00a0")
	// "w sobotę, 12 grudnia" and "Liczba mieszkańców: 68 525" are one clause
	return !(r.tokens[i].Kind == polish.Number && (gap == "," && weekdays.has(&r.tokens[i-1]) || gap == ":"))
}

// breaks tells whether the marks between two words end a clause.
func breaks(gap string) bool {
	if strings.ContainsAny(gap, ",;:()!?\n[]") {
		return true
	}
	trimmed := strings.Trim(gap, " \u00a0”\"».") // the full stop of "38 proc. – to więcej"
	return trimmed == "–" || trimmed == "—" || trimmed == "-" && len(gap) >= 3
}
