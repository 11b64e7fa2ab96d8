package claims

import (
	"strings"

	"prasowka/internal/polish"
)

// This file makes claims of numbers: what they count, and how they are meant.

// findNumbers reads dates, hours, sums, percentages and counts.
func (r *reading) findNumbers() {
	for i := 0; i < len(r.tokens); {
		r.around(i)
		if next := r.written(i); next > i {
			i = next
			continue
		}
		if next := r.date(i); next > i {
			i = next
			continue
		}
		if next := r.hour(i); next > i {
			i = next
			continue
		}
		if next := r.rate(i); next > i {
			i = next
			continue
		}
		if next := r.coins(i); next > i {
			i = next
			continue
		}
		if next := r.size(i); next > i {
			i = next
			continue
		}
		if next := r.quantity(i); next > i {
			i = next
			continue
		}
		i++
	}
}

// overs are words that make a number a lower bound.
var overs = words("ponad przeszlo powyzej przekroczyc przekraczac minimum")

// notCounted are words before a number that make it a name or an address.
var notCounted = words("nr numer art artykul ust paragraf pkt punkt poz tel telefon ul ulica aleja al linia str strona rozdzial klasa szkola przedszkole sp vat ekran pokoj sala")

// quantity reads a sum, a percentage or a count at token i and answers the
// token after it, or i.
func (r *reading) quantity(i int) int {
	t := &r.tokens[i]
	if t.Kind != polish.Number && t.Kind != polish.Word && t.Kind != polish.Abbrev {
		return i
	}
	n, ok := r.number(i)
	if !ok {
		return i
	}
	c := Claim{Value: n.value, High: n.value, Grain: n.grain}
	lo, hi := n.lo, n.hi
	if next, high, ok := r.rangeEnd(&n); ok {
		c.Bound, hi = Between, next
		c.High = high.value
		if scale := high.value; n.value < 1000 && scale >= 1000 && n.value*r.scaleOf(&high) <= high.value*1.0001 {
			c.Value = n.value * r.scaleOf(&high) // "od 10 do 12 mln"
		}
		if lo > 0 && r.is(lo-1, "od", "miedzy", "pomiedzy") {
			lo--
		}
	} else {
		lo = r.bound(&c, lo)
	}
	kind, unit, next, end := r.unit(hi)
	if kind == Count && n.value < 100 && n.digits && r.is(hi, "gr", "groszy", "grosze") {
		kind, unit, next, c.Value, c.High, c.Grain = Amount, "zł", hi+1, n.value/100, n.value/100, 0.01
	}
	if kind == "" {
		if r.unfit(&n) {
			return max(n.hi, i+1)
		}
		kind = r.bare(n.lo)
	}
	c.Kind, c.Unit = kind, unit
	if r.is(next, "i") && r.joined(next) && unit == "zł" {
		if g, after, ok := r.groszy(next + 1); ok { // "4 zł i 40 gr"
			c.Value, c.High, c.Grain, next = c.Value+g/100, c.High+g/100, 0.01, after
		}
	}
	if g, after, ok := r.groszy(next); ok && kind == Amount && unit == "zł" && c.Bound != Between {
		c.Value, c.High, c.Grain, next = c.Value+g/100, c.High+g/100, 0.01, after
	}
	if kind == Count && n.digits && n.hi-n.lo == 1 {
		if year := n.value >= 1500 && n.value < 2200; year && (unit == "rok" || r.is(n.lo-1, "latach", "lata", "roku")) || n.lo > 0 && notCounted.has(&r.tokens[n.lo-1]) {
			return max(hi, i+1)
		}
	}
	if n.single && kind == Count {
		return i + 1
	}
	r.add(c, lo, next, end)
	return max(next, i+1)
}

// groszy reads "80 gr" behind a sum in złoty.
func (r *reading) groszy(i int) (value float64, next int, ok bool) {
	if i+1 >= len(r.tokens) || !r.joined(i) || !r.joined(i+1) || !r.is(i+1, "gr", "grosz", "grosze", "groszy") {
		return 0, i, false
	}
	n, ok := r.number(i)
	return n.value, n.hi + 1, ok && n.hi == i+1 && n.value < 100
}

// scaleOf is the multiplier written behind a number, 1 without one.
func (r *reading) scaleOf(n *number) float64 {
	if m := multiplier(&r.tokens[n.hi-1]); m > 0 {
		return m
	}
	return 1
}

// rangeEnd reads the second number of "10–12", "od 10 do 12", "10 do 12",
// "między 10 a 12".
func (r *reading) rangeEnd(n *number) (next int, high number, ok bool) {
	i := n.hi
	if i >= len(r.tokens) || r.tokens[i].Sentence != r.tokens[n.lo].Sentence {
		return 0, high, false
	}
	gap := strings.Trim(r.gap(i), " \u00a0")
	switch {
	case (gap == "-" || gap == "–" || gap == "—" || gap == "%–" || gap == "%-") && r.tokens[i].Kind == polish.Number && n.digits:
	case r.joined(i) && r.is(i, "do") && i+1 < len(r.tokens) && r.is(n.lo-1, "od"):
		i++
	case r.joined(i) && r.is(i, "a", "i") && r.is(n.lo-1, "miedzy", "pomiedzy"):
		i++
	case r.joined(i) && r.is(i, "do", "lub", "albo", "czy") && n.digits && i+1 < len(r.tokens) && r.tokens[i+1].Kind == polish.Number && !r.is(n.lo-1, "z"):
		i++
	default:
		// "od 10 mln zł do 12 mln zł": the first unit stands between
		_, _, j, _ := r.unit(i)
		if j == i || j+1 >= len(r.tokens) || !r.joined(j) || !r.is(j, "do") || !r.is(n.lo-1, "od") {
			return 0, high, false
		}
		i = j + 1
	}
	if i >= len(r.tokens) {
		return 0, high, false
	}
	high, ok = r.number(i)
	if !ok || high.value <= n.value && high.value*1000 <= n.value {
		return 0, high, false
	}
	return high.hi, high, high.value > 0
}

// bound reads the words before a number that say how it is meant.
func (r *reading) bound(c *Claim, lo int) int {
	if lo == 0 || !r.joined(lo) && !(r.tokens[lo-1].Kind == polish.Abbrev) {
		return lo
	}
	if r.is(lo-1, "tam", "juz", "dzis", "obecnie", "nawet", "tu", "tutaj", "teraz") && lo >= 2 && (overs.has(&r.tokens[lo-2]) || r.reach(lo-2)) && r.joined(lo-1) {
		lo-- // "nie przekracza tam sześciu procent"
	}
	switch {
	case r.is(lo-1, "niz") && lo >= 2 && (r.is(lo-2, "wiecej", "wyzsza", "wyzszy", "wyzsze", "wieksza", "wiekszy", "wieksze", "pozniej") || lesser(r.folded[lo-2])):
		c.Bound = Over
		if lesser(r.folded[lo-2]) {
			c.Bound = Under
		}
		if lo >= 3 && r.is(lo-3, "nie") {
			c.Bound = map[Bound]Bound{Over: Under, Under: Over}[c.Bound]
			return lo - 3
		}
		return lo - 2
	case r.is(lo-1, "wiecej") && lo >= 2 && r.is(lo-2, "mniej"):
		c.Bound = About
		return lo - 2
	case r.is(lo-1, "najmniej") && r.is(lo-2, "co"):
		c.Bound = Over
		return lo - 2
	case r.is(lo-1, "okolo", "ok", "blisko", "prawie", "niemal", "circa", "jakies", "jakichs", "nieomal"):
		c.Bound = About
		return lo - 1
	case r.is(lo-1, "niespelna", "ponizej", "niecale", "niecaly", "niecala", "niecalych", "najwyzej", "maksymalnie"):
		c.Bound = Under
		return lo - 1
	case r.is(lo-1, "nawet") && r.unreached(lo-1):
		c.Bound = Under // "nie sięgnął w 2025 roku nawet 40 procent"
		return lo
	case r.reach(lo - 1):
		c.Bound = Under // "nie sięga nawet 40 procent"
		return lo - 2
	case overs.has(&r.tokens[lo-1]) && r.is(lo-2, "nieco", "niewiele", "troche", "nieznacznie", "lekko", "minimalnie", "odrobine", "ledwie", "ledwo"):
		c.Bound = About
		return lo - 2
	case overs.has(&r.tokens[lo-1]):
		c.Bound = Over
		if r.is(lo-2, "nie") {
			c.Bound = Under // "nie przekracza 5 proc."
			return lo - 2
		}
		return lo - 1
	case r.is(lo-1, "do"):
		if !r.reaches(lo - 2) {
			c.Bound = Under
		}
		return lo
	case r.is(lo-1, "o") && !r.speaks(lo-2):
		c.Bound = Delta
		return lo
	}
	if s := r.gap(lo); strings.HasSuffix(s, "+") || strings.HasSuffix(s, "−") {
		c.Bound = Delta
	}
	return lo
}

// lesser tells whether a comparative says that a number is an upper bound.
func lesser(folded string) bool {
	return folded == "mniej" || folded == "krocej" || strings.HasPrefix(folded, "mniejsz") || strings.HasPrefix(folded, "nizsz")
}

// reach tells whether a denied verb at token i says that a number is not
// reached: "nie sięga", "nie osiągnęła", "nie dobija".
func (r *reading) reach(i int) bool {
	return r.is(i-1, "nie") && r.joined(i) && reaching.has(&r.tokens[i])
}

// unreached tells whether such a verb stands before token i in its clause.
func (r *reading) unreached(i int) bool {
	for j := i - 1; j > max(0, i-7) && r.sameLine(j, i); j-- {
		if r.reach(j) {
			return true
		}
	}
	return false
}

var reaching = words("siegac siegnac osiagac osiagnac dochodzic dobijac dobic")

var changeVerbs = words("wzrosnac wzrastac spasc spadac zwiekszyc zmniejszyc podniesc obnizyc urosnac zmalec podskoczyc skoczyc wzrost spadek podwyzka obnizka dojsc podwyzszyc zredukowac stopniec skurczyc zblizyc")

// reaches tells whether "do" after these words names a new value: "wzrosła do".
func (r *reading) reaches(i int) bool {
	for j := i; j >= 0 && j >= i-5 && r.tokens[j].Sentence == r.tokens[i].Sentence; j-- {
		if changeVerbs.has(&r.tokens[j]) {
			return true
		}
	}
	return false
}

var speaksOf = words("mowa mowic chodzic wspominac wspomniec pisac napisac informowac slyszec wnioskowac ubiegac prosic")

// speaks tells whether "o" after this word means "about".
func (r *reading) speaks(i int) bool {
	for j := i; j >= 0 && j >= i-1; j-- {
		if speaksOf.has(&r.tokens[j]) {
			return true
		}
	}
	return false
}

// unit reads what stands behind a number: a currency, a percentage, or the
// counted noun. next is the token after it, end the byte after a sign.
func (r *reading) unit(i int) (kind Kind, unit string, next, end int) {
	if i > 0 {
		rest := r.text[r.tokens[i-1].End:]
		rest = strings.TrimLeft(rest, " \u00a0")
		at := len(r.text) - len(rest)
		switch {
		case strings.HasPrefix(rest, "%"):
			return Percent, "%", i, at + 1
		case strings.HasPrefix(rest, "€"):
			return Amount, "EUR", i, at + len("€")
		case strings.HasPrefix(rest, "$"):
			return Amount, "USD", i, at + 1
		}
	}
	if i >= len(r.tokens) || !r.joined(i) {
		return "", "", i, 0
	}
	switch {
	case r.is(i, "pkt", "punkt", "punkty", "punktow", "punktu") && i+1 < len(r.tokens) && strings.HasPrefix(r.folded[i+1], "proc"):
		return Points, "pp", i + 2, r.dotAfter(i + 1)
	case r.is(i, "pp"):
		return Points, "pp", i + 1, r.dotAfter(i)
	case r.is(i, "p") && r.is(i+1, "p"):
		return Points, "pp", i + 2, r.dotAfter(i + 1)
	case r.is(i, "proc", "procent", "procenta", "procentow", "procentu", "procenty"):
		return Percent, "%", i + 1, r.dotAfter(i)
	}
	if u := currency(&r.tokens[i], r.folded[i]); u != "" {
		return Amount, u, i + 1, 0
	}
	if j := r.equalled(i); j > i { // "32 to elektrobusy"
		return Count, shortest(r.tokens[j].Keys), j + 1, 0
	} else if r.is(i, "to") {
		return "", "", i, 0
	}
	// adjectives may stand between: "12 nowych elektrycznych autobusów"
	for j := i; j < len(r.tokens) && j < i+4 && (j == i || r.joined(j)); j++ {
		t := &r.tokens[j]
		if t.Kind != polish.Word && t.Kind != polish.Abbrev && t.Kind != polish.Acronym || r.function(j) || r.capital(j) && t.Kind == polish.Word {
			break
		}
		if u := currency(t, r.folded[j]); u != "" && j > i {
			return Amount, u, j + 1, 0
		}
		if r.adjective(j) {
			continue
		}
		if verb(t, r.folded[j]) {
			if stem, ok := strings.CutSuffix(r.folded[j], "jacych"); ok {
				return Count, stem + "jacy", j + 1, 0 // "268 tys. odwiedzających"
			}
			break
		}
		return Count, shortest(t.Keys), j + 1, 0
	}
	return "", "", i, 0
}

// equalled is the counted noun behind "to" or "z nich to" at token i, else 0.
func (r *reading) equalled(i int) int {
	if i == 0 || !r.is(i, "to") && !(r.is(i, "z") && r.is(i+1, "nich") && r.is(i+2, "to")) {
		return 0
	}
	j := i + 1
	for j < len(r.tokens) && (r.is(j, "nich", "to") || r.adjective(j) && r.joined(j)) {
		j++
	}
	if j < len(r.tokens) && r.joined(j) && r.tokens[j].Kind == polish.Word && !r.function(j) && !r.capital(j) && !verb(&r.tokens[j], r.folded[j]) {
		return j
	}
	return 0
}

// function tells whether token i is a word that nothing counts.
func (r *reading) function(i int) bool {
	_, ok := functionWords[r.folded[i]]
	return ok
}

// shortest is the likeliest lemma of a counted noun: gość, not gościa.
func shortest(keys []string) string {
	best := keys[0]
	for _, k := range keys {
		if len(k) < len(best) && len(k) >= 3 {
			best = k
		}
	}
	return best
}

// dotAfter is the byte after the full stop of an abbreviation that does not
// end its sentence, else 0.
func (r *reading) dotAfter(i int) int {
	t := &r.tokens[i]
	if t.Kind == polish.Abbrev && t.End < len(r.text) && r.text[t.End] == '.' && i+1 < len(r.tokens) && r.tokens[i+1].Sentence == t.Sentence {
		return t.End + 1
	}
	return 0
}

func currency(t *polish.Token, folded string) string {
	switch folded {
	case "zl", "pln":
		return "zł"
	case "euro", "eur":
		return "EUR"
	case "usd":
		return "USD"
	}
	for _, k := range t.Keys {
		switch k {
		case "zloty", "zlotowka":
			return "zł"
		case "dolar":
			return "USD"
		}
	}
	return ""
}

var functionWords = words("a i o u w z na do od po za ze we ku lub albo ale czy czyli to sie nie tak jak jest sa byl byla bylo ktory ktore ktora tego tym te ten ta tych dla przez przed przy pod nad bez miedzy oraz niz juz tylko jeszcze tj np itd gdy ma maja nic bo by aby zeby wiec wobec wedlug podczas zamiast wiecej mniej temu rocznie miesiecznie dziennie lacznie brutto netto tu tam teraz dzis dzisiaj wczoraj jutro r rok proc")

// nominal are words that look like adjectives and are counted.
var nominal = words("zloty radny bezrobotny niepelnosprawny chory ranny uczacy zatrudniony obecny sluzbowy osadzony poszkodowany glosujacy pelnoletni zameldowany zakazony podrozny wierny znajomy")

// adjective tells whether token i is an adjective before a counted noun.
func (r *reading) adjective(i int) bool {
	t := &r.tokens[i]
	if t.Kind != polish.Word || nominal.has(t) || i+1 >= len(r.tokens) || !r.joined(i+1) || r.tokens[i+1].Kind == polish.Number {
		return false
	}
	next := &r.tokens[i+1]
	if r.function(i+1) || verb(next, r.folded[i+1]) || r.capital(i+1) && next.Kind == polish.Word {
		return false
	}
	for _, k := range t.Keys {
		if strings.HasSuffix(k, "y") || strings.HasSuffix(k, "i") {
			f := r.folded[i]
			return strings.HasSuffix(f, "ch") || strings.HasSuffix(f, "mi") || strings.HasSuffix(f, "e") || strings.HasSuffix(f, "m") || strings.HasSuffix(f, "y") && k == f
		}
	}
	return false
}

// verb tells whether every reading of a word looks like a verb's infinitive.
func verb(t *polish.Token, folded string) bool {
	for _, k := range t.Keys {
		switch k {
		case "szesc", "czesc", "rodzic", "palac", "nic", "mac", "kac", "pac", "plac", "wiec", "miesiac", "tysiac", "zajac", "noc", "moc", "pomoc":
			return false
		}
		if !strings.HasSuffix(k, "ac") && !strings.HasSuffix(k, "ic") && !strings.HasSuffix(k, "yc") && !strings.HasSuffix(k, "sc") && !strings.HasSuffix(k, "uc") && k != "miec" && k != "chciec" || strings.HasSuffix(k, "osc") {
			return false
		}
	}
	return folded != ""
}

// unfit tells whether a number without a unit is no quantity: a year, a house
// number, the number of a line or an article, a score.
func (r *reading) unfit(n *number) bool {
	if n.digits && n.value >= 1500 && n.value < 2200 && n.hi-n.lo == 1 && !((r.pronounced(n.lo) || r.remaining(n.lo)) && !r.is(n.lo-1, "w", "od", "do", "z", "po", "roku", "rok")) {
		return true
	}
	if n.value < 1000 && !r.pronounced(n.lo) && !r.there(n.lo) && !r.answers(n.lo) {
		return true // small and without a unit: a grade, a house, a line
	}
	if n.lo > 0 && (notCounted.has(&r.tokens[n.lo-1]) || r.tokens[n.lo-1].Kind == polish.Number) {
		return true
	}
	return false
}

// pronounced tells whether a number counts what "ich" stands for: "jest ich
// 24", "ma ich w mieście 21", "jeździ ich u nas dwadzieścia sześć".
func (r *reading) pronounced(lo int) bool {
	from := r.main(lo)
	if r.remaining(lo) {
		return true
	}
	for i := lo - 1; i >= max(from, lo-6); i-- {
		if r.is(i, "ich") {
			return true
		}
		if r.tokens[i].Kind == polish.Number {
			break
		}
	}
	return false
}

// remaining tells whether a number is set against an earlier one of its
// sentence that counts what "ich" stands for: "było ich 1900, dziś jest 1540".
func (r *reading) remaining(lo int) bool {
	if !r.is(lo-1, "jest", "zostalo", "mamy", "pozostalo", "bylo") || r.tokens[lo].Kind != polish.Number {
		return false
	}
	from := r.clauseStart(lo)
	for i := from - 1; i > r.lines[r.lineOf(lo)].lo && i > from-10; i-- {
		if r.is(i, "ich") {
			return true
		}
	}
	return false
}

// there tells whether a number without a noun says how many there are of what
// the words before its verb name: "Elektrobusów jest dwanaście".
func (r *reading) there(lo int) bool {
	for i := lo - 1; i > max(0, lo-7) && r.joined(i+1); i-- {
		if r.is(i, "jest", "bylo", "bedzie", "mamy", "maja", "ma", "dziala", "kursuje", "jezdzi", "przybylo", "ubylo", "pozostalo", "zostalo", "powstalo", "powstanie") {
			return true
		}
		if r.tokens[i].Kind == polish.Number || r.is(i, "ze", "od", "do", "o", "nr", "numer") {
			return false
		}
	}
	return false
}

var moneyBefore = words("koszt kosztowac wydatek wydac zaplacic dochod wartosc wart budzet inwestycja kwota suma dotacja dofinansowanie dlug zadluzenie pochlonac opiewac kredyt")

// bare is the kind of a large number without a unit: a sum where the words
// before it speak of money.
func (r *reading) bare(lo int) Kind {
	if lo > 0 && r.is(lo-1, "za") {
		return Amount
	}
	for i := r.clauseStart(lo); i < lo; i++ {
		if moneyBefore.has(&r.tokens[i]) && !r.is(i, "sumie") {
			return Amount
		}
	}
	return Count
}
