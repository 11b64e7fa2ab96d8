package claims

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
)

// This file tells what time a number speaks of.

// A period is a stretch of days; zero ends are open.
type period struct{ from, to polish.Day }

func (p period) meets(from, to polish.Day) bool {
	return (from.IsZero() || p.to.IsZero() || !p.to.Before(from)) && (to.IsZero() || p.from.IsZero() || !p.from.After(to))
}

func yearOf(y int) period {
	return period{polish.Day{Year: y, Month: 1, Dom: 1}, polish.Day{Year: y, Month: 12, Dom: 31}}
}

// former are words by which a number is one that held before.
var former = words(`dotychczasowy dotychczas poprzedni poprzednio wczesniej dawniej kiedys niegdys pierwotny pierwotnie poczatkowy poczatkowo wowczas wtedy
ubieglego ubiegloroczny zeszloroczny przedwojenny owczesny poczatkowo dawny zamiast`)

// later are words by which a number is one that may hold some day.
var later = words("docelowo docelowy przyszloroczny prognoza prognozowany prognozowac perspektywa")

// year reads an explicit year at token i.
func (r *reading) year(i int) (int, bool) {
	t := &r.tokens[i]
	if t.Kind != polish.Number || len(t.Exact) != 4 {
		return 0, false
	}
	y, err := strconv.Atoi(t.Exact)
	if err != nil || y < 1000 || y > 2199 {
		return 0, false
	}
	if i+1 < len(r.tokens) && r.is(i+1, "r", "roku", "rok", "rokiem", "latach", "lat") || r.is(i-1, "w", "roku", "rok", "r", "z", "od", "na", "do", "po", "przed") || i > 0 && monthOf(&r.tokens[i-1]) != 0 {
		return y, true
	}
	return 0, false
}

// timeAt reads an expression of time that begins at token i, seen from the day
// of publication. known is false for none; old says that it lies before now.
func (r *reading) timeAt(i int, published polish.Day) (p period, known bool) {
	if p, ok := r.season(i); ok {
		return p, true
	}
	if y, ok := r.year(i); ok {
		return yearOf(y), true
	}
	y := published.Year
	ago := func(n int) (period, bool) {
		if y == 0 {
			return period{to: polish.Day{Year: 1, Month: 1, Dom: 1}}, true
		}
		return yearOf(y + n), true
	}
	next := func(n int, forms ...string) bool { return i+n < len(r.tokens) && r.is(i+n, forms...) }
	switch {
	case r.is(i, "ubieglym", "ubieglego", "ubiegly", "zeszlym", "zeszlego", "minionym", "minionego", "poprzednim", "poprzedniego") && next(1, "roku", "rok"):
		return ago(-1)
	case r.is(i, "ub") && next(1, "roku", "rok", "r"), r.is(i, "ubr"):
		return ago(-1)
	case y != 0 && r.is(i, "dzis", "dzisiaj", "obecnie", "aktualnie", "teraz"):
		return period{published, published}, true
	case r.is(i, "kadencji") && !r.is(i-1, "tej", "obecnej", "biezacej", "nowej"), eras.has(&r.tokens[i]):
		return ago(-1)
	case r.decade(i):
		return ago(-10)
	case y != 0 && (r.is(i, "przed") && next(1, "rokiem") || r.is(i, "rok") && next(1, "temu")):
		// of a school year that began in autumn "rok temu" is the one before
		return period{published.Add(-565), published.Add(-335)}, true
	case r.is(i, "przed") && next(1, "rokiem"), r.is(i, "rok") && next(1, "temu", "wczesniej"), r.is(i, "roku") && next(1, "temu"), r.is(i, "zeszloroczny", "zeszloroczne", "ubiegloroczny", "ubiegloroczne", "ubieglorocznych", "ubieglorocznego"):
		return ago(-1)
	case r.is(i, "lat", "lata", "latami") && next(1, "temu", "wczesniej"), r.is(i, "przed") && (next(1, "laty") || next(2, "laty")):
		return ago(-2)
	case r.is(i, "dekade", "wiek", "miesiac", "tydzien", "kwartal") && next(1, "temu", "wczesniej"), r.is(i, "miesiecy", "miesiace", "tygodni") && next(1, "temu", "wczesniej"):
		return ago(-1)
	case r.is(i, "przyszlym", "przyszlego", "przyszly", "nastepnym", "kolejnym") && next(1, "roku", "rok"), r.is(i, "przyszloroczny", "przyszloroczne", "przyszlorocznych", "przyszlorocznym", "przyszlorocznego"), r.is(i, "za") && next(1, "rok"):
		return ago(1)
	case r.is(i, "za") && next(2, "lata", "lat"), r.is(i, "za") && next(1, "dekade"):
		return ago(3)
	case r.is(i, "tym", "biezacym", "tego", "biezacego", "biezacy", "ten") && next(1, "roku", "rok"), r.is(i, "tegoroczny", "tegoroczne", "tegorocznych", "tegorocznym", "tegorocznego", "br"):
		return ago(0)
	}
	return period{}, false
}

// season reads a school year or a season at token i: "2020/2021", "2020/21".
func (r *reading) season(i int) (period, bool) {
	if i+1 >= len(r.tokens) || r.tokens[i].Kind != polish.Number || len(r.tokens[i].Exact) != 4 || r.tokens[i+1].Kind != polish.Number {
		return period{}, false
	}
	y, err := strconv.Atoi(r.tokens[i].Exact)
	if last, bad := strconv.Atoi(r.tokens[i+1].Exact); isDash(r.gap(i+1)) && err == nil && bad == nil && y >= 1000 && last > y && last < 2200 {
		return period{polish.NewDay(y, 1, 1), polish.NewDay(last, 12, 31)}, true // "w latach 1998–2006"
	}
	if r.gap(i+1) != "/" {
		return period{}, false
	}
	if err != nil || y < 1900 || y > 2199 || len(r.tokens[i+1].Exact) != 2 && len(r.tokens[i+1].Exact) != 4 {
		return period{}, false
	}
	return period{polish.NewDay(y, time.September, 1), polish.NewDay(y+1, time.August, 31)}, true
}

// decades are the years of a century's part as the press names them.
var decades = words(`dwudziestych trzydziestych czterdziestych piecdziesiatych szescdziesiatych siedemdziesiatych osiemdziesiatych dziewiecdziesiatych dwutysiecznych`)

// eras are times by which the press says "back then".
var eras = words("pandemia covid lockdown prl komuna transformacja okupacja zabor sanacja")

// decade reads "lat dziewięćdziesiątych", "w latach 90.", "w XIX wieku",
// "przed wojną": a time long before now.
func (r *reading) decade(i int) bool {
	if i+1 >= len(r.tokens) {
		return false
	}
	_, named := decades[r.folded[i+1]]
	switch {
	case r.is(i, "lat", "latach", "lata"):
		n := &r.tokens[i+1]
		return named || n.Kind == polish.Number && len(n.Exact) == 2 && strings.HasSuffix(n.Exact, "0") && !r.is(i-1, "od", "przez", "kilka", "po") && r.is(i-1, "w", "poczatku", "polowie", "koncu", "konca", "poczatkiem", "koniec", "z", "schylku")
	case r.is(i, "za") && r.capital(i+1) && r.tokens[i+1].Kind == polish.Word && !r.given(i+1) && (i == 0 || r.tokens[i-1].Sentence != r.tokens[i].Sentence):
		return strings.HasSuffix(r.folded[i+1], "a") || strings.HasSuffix(r.folded[i+1], "ego") // "za Gierka"
	case r.is(i, "przed", "po"):
		return r.is(i+1, "wojna", "wojnie")
	case r.is(i+1, "wieku", "wiek"):
		return strings.Trim(r.folded[i], "xvi") == "" && len(r.folded[i]) > 1
	}
	return false
}

// monthAt reads "we wrześniu", "na koniec sierpnia" as a time of a statistic:
// the last such month before publication.
func (r *reading) monthAt(i int, published polish.Day) (period, bool) {
	m := monthOf(&r.tokens[i])
	if adj := monthlyOf(r.folded[i]); adj != 0 && !published.IsZero() {
		y := published.Year
		if adj > published.Month {
			y--
		}
		return period{polish.NewDay(y, adj, 1), polish.NewDay(y, adj+time.Month(1), 0)}, true
	}
	if m == 0 || published.IsZero() || !r.is(i-1, "w", "we", "koniec", "koncem", "za", "z", "koncu", "dzien", "polowie") && r.tokens[max(i-1, 0)].Kind != polish.Number {
		return period{}, false
	}
	y := published.Year
	if i+1 < len(r.tokens) {
		if explicit, ok := r.year(i + 1); ok {
			y = explicit
		} else if m > published.Month {
			y--
		}
	} else if m > published.Month {
		y--
	}
	return period{polish.NewDay(y, m, 1), polish.NewDay(y, m+time.Month(1), 0)}, true
}

// monthly are the adjectives of months: "wrześniowa stopa bezrobocia".
var monthly = strings.Fields("styczniow lutow marcow kwietniow majow czerwcow lipcow sierpniow wrzesniow pazdziernikow listopadow grudniow")

func monthlyOf(folded string) time.Month {
	for i, stem := range monthly {
		if rest, ok := strings.CutPrefix(folded, stem); ok && len(rest) <= 3 && rest != "" {
			return time.Month(i + 1)
		}
	}
	return 0
}

// compared tells whether a time is only what a claim is compared with: "298 mln
// zł – o 12 mln więcej niż w ub. roku".
func (r *reading) compared(claim, at int) bool {
	for i := claim + 1; i < at; i++ {
		if r.is(i, "niz", "wobec") {
			return true
		}
	}
	return false
}

// times are the expressions of time that a claim at token lo falls under:
// those of its clause, else the last before it in its sentence, else those
// behind it.
func (r *reading) times(lo int, published polish.Day, months bool) (out []period) {
	l := r.lines[r.lineOf(lo)]
	from, to := r.clauseStart(lo), r.clauseEnd(lo)
	add := func(i int) bool {
		if r.compared(lo, i) {
			return false
		}
		if p, ok := r.timeAt(i, published); ok {
			if y := r.earlier(i, l.lo, published); y != 0 {
				p = yearOf(y - 1)
			}
			if r.is(i-1, "od") {
				p.to = polish.Day{} // "od 2018 roku": and still
			}
			out = append(out, p)
			return true
		}
		if months {
			if p, ok := r.quarterAt(i, published); ok {
				out = append(out, p)
				return true
			}
			if p, ok := r.monthAt(i, published); ok {
				out = append(out, p)
				return true
			}
		}
		return false
	}
	for i := from; i < to; i++ {
		add(i)
	}
	for i := from - 1; i >= l.lo && len(out) == 0; i-- {
		add(i)
	}
	for i := to; i < l.hi && len(out) == 0; i++ {
		if r.is(r.clauseStart(i), "a", "zas", "natomiast") {
			continue // "a wykonawcę wyłoniono w 2024 roku": of what that clause tells
		}
		if !r.figured(to, r.clauseEnd(i)) { // "kosztuje 4,60 zł, a w 1956 roku wystarczało 60 groszy"
			add(i)
		}
	}
	return out
}

// earlier is the past year named before token i in its sentence when i says
// "rok wcześniej", which counts from it; else 0.
func (r *reading) earlier(i, lo int, published polish.Day) int {
	if !r.is(i+1, "wczesniej") {
		return 0
	}
	for j := i - 1; j >= lo; j-- {
		if p, ok := r.timeAt(j, published); ok && p.to.Year > 1 && p.to.Year < published.Year {
			return p.from.Year
		}
	}
	return 0
}

// old tells whether words in a claim's clause say that it held once, or that
// it is only foreseen.
func (r *reading) old(lo int) bool {
	from, to := r.governed(lo), r.clauseEnd(lo)
	for i := from; i < to; i++ {
		if former.has(&r.tokens[i]) && !r.is(i, "poprzedni") || later.has(&r.tokens[i]) || r.is(i, "przyszlosci") && r.is(i-1, "w") {
			return true
		}
		if r.is(i, "przed") && i+1 < to && r.joined(i+1) && r.tokens[i+1].Kind == polish.Word && slices.ContainsFunc(r.folded[from:to], func(f string) bool { return f == "bylo" || f == "byl" || f == "byla" || f == "byly" }) {
			return true // "przed wymianą było ich 1980"
		}
	}
	return false
}
