package claims

import (
	"strconv"
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
	case r.is(i, "przed") && next(1, "rokiem"), r.is(i, "rok") && next(1, "temu", "wczesniej"), r.is(i, "zeszloroczny", "zeszloroczne", "ubiegloroczny", "ubiegloroczne", "ubieglorocznych", "ubieglorocznego"):
		return ago(-1)
	case r.is(i, "lat", "lata", "latami") && next(1, "temu", "wczesniej"), r.is(i, "przed") && (next(1, "laty") || next(2, "laty")):
		return ago(-2)
	case r.is(i, "dekade", "wiek", "miesiac", "tydzien", "kwartal") && next(1, "temu", "wczesniej"), r.is(i, "miesiecy", "miesiace", "tygodni") && next(1, "temu", "wczesniej"):
		return ago(-1)
	case r.is(i, "przyszlym", "przyszlego", "przyszly", "nastepnym", "kolejnym") && next(1, "roku", "rok"), r.is(i, "przyszloroczny", "przyszloroczne", "przyszlorocznych", "przyszlorocznym", "przyszlorocznego"), r.is(i, "za") && next(1, "rok"):
		return ago(1)
	case r.is(i, "za") && next(2, "lata", "lat"), r.is(i, "za") && next(1, "dekade"):
		return ago(3)
	case r.is(i, "tym", "biezacym", "tego", "biezacego") && next(1, "roku"), r.is(i, "tegoroczny", "tegoroczne", "tegorocznych", "tegorocznym", "tegorocznego", "br"):
		return ago(0)
	}
	return period{}, false
}

// monthAt reads "we wrześniu", "na koniec sierpnia" as a time of a statistic:
// the last such month before publication.
func (r *reading) monthAt(i int, published polish.Day) (period, bool) {
	m := monthOf(&r.tokens[i])
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

// times are the expressions of time that a claim at token lo falls under:
// those of its clause, else the last before it in its sentence, else those
// behind it.
func (r *reading) times(lo int, published polish.Day, months bool) (out []period) {
	l := r.lines[r.lineOf(lo)]
	from, to := r.clauseStart(lo), r.clauseEnd(lo)
	add := func(i int) bool {
		if p, ok := r.timeAt(i, published); ok {
			out = append(out, p)
			return true
		}
		if months {
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
		add(i)
	}
	return out
}

// old tells whether words in a claim's clause say that it held once, or that
// it is only foreseen.
func (r *reading) old(lo int) bool {
	from, to := r.clauseStart(lo), r.clauseEnd(lo)
	for i := from; i < to; i++ {
		if former.has(&r.tokens[i]) && !r.is(i, "poprzedni") || later.has(&r.tokens[i]) {
			return true
		}
	}
	return false
}
