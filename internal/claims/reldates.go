package claims

import (
	"time"

	"prasowka/internal/polish"
)

// This file reads dates that are counted from the day of publication ("za dwa
// tygodnie", "w najbliższą sobotę") or are as wide as a season or a year.

// relative is such a date before the day of publication is known.
type relative struct {
	what byte // 'd' n to m days away, 'w' weekday n, 'W' week n away, 'M' month n away, 'Y' year n away or in full, 'S' season n of year m
	n, m int
}

// How a weekday is told apart: the last or the next, the next, the next or the
// one after, the last.
const (
	anyDay = iota
	nextDay
	laterDay
	lastDay
)

// accusatives and genitives of the weekdays, from Sunday on; plurals ("w
// soboty") name no day.
var (
	onDays   = [7]string{"niedziele", "poniedzialek", "wtorek", "srode", "czwartek", "piatek", "sobote"}
	fromDays = [7]string{"niedzieli", "poniedzialku", "wtorku", "srody", "czwartku", "piatku", "soboty"}
)

// around notes a date that begins at token i and is counted from publication.
// What it spans stays to be read as a count, too ("dwa tygodnie").
func (r *reading) around(i int) {
	lo, hi, rel := i, i+1, relative{}
	switch {
	case r.is(i, "dzis", "dzisiaj"):
		rel = relative{'d', 0, 0}
	case r.is(i, "jutro"):
		rel = relative{'d', 1, 1}
	case r.is(i, "pojutrze"):
		rel = relative{'d', 2, 2}
	case r.is(i, "wczoraj"):
		rel = relative{'d', -1, -1}
	case r.is(i, "przedwczoraj"):
		rel = relative{'d', -2, -2}
	case r.is(i, "za") && i+1 < len(r.tokens) && r.joined(i+1):
		hi, rel = r.after(i + 1)
	case r.is(i, "w", "we", "od", "na") && i+1 < len(r.tokens) && r.joined(i+1):
		hi, rel = r.within(i + 1)
	case r.is(i, "wiosna", "latem", "jesienia", "zima"):
		hi, rel = r.inSeason(i, i+1)
	}
	if rel.what == 0 {
		return
	}
	r.add(Claim{Kind: Date, Fine: ByDay, rel: rel}, lo, hi, 0)
}

// after reads "tydzień", "dwa tygodnie", "10 dni", "kilka miesięcy" behind "za".
func (r *reading) after(i int) (hi int, rel relative) {
	for i < len(r.tokens) && r.is(i, "niecaly", "niecale", "niespelna", "okolo", "ok", "rowno", "dokladnie", "jakies", "rowne", "dobry") {
		i++
	}
	n, m := 1, 1
	switch {
	case r.is(i, "kilka", "pare"):
		n, m = 2, 9
		i++
	case r.is(i, "kilkanascie"):
		n, m = 11, 19
		i++
	case r.is(i, "pol") && r.is(i+1, "roku"):
		return i + 2, relative{'d', 150, 215}
	default:
		if v, ok := r.number(i); ok && v.value >= 1 && v.value <= 60 && v.value == float64(int(v.value)) {
			n, i = int(v.value), v.hi
			m = n
		}
	}
	if i >= len(r.tokens) {
		return i, rel
	}
	switch {
	case r.is(i, "dzien", "dni"):
		return i + 1, relative{'d', n - 1, m + 1}
	case r.is(i, "tydzien", "tygodnie", "tygodni"):
		return i + 1, relative{'d', 7*n - 3, 7*m + 3}
	case r.is(i, "miesiac", "miesiace", "miesiecy"):
		return i + 1, relative{'d', 30*n - 12, 31*m + 12}
	case r.is(i, "rok", "lata", "lat"):
		return i + 1, relative{'Y', n, m}
	}
	return i, rel
}

// within reads "najbliższą sobotę", "przyszłym tygodniu", "2028 roku" behind
// "w", "od" and "na".
func (r *reading) within(i int) (hi int, rel relative) {
	how := anyDay
	from := r.is(i-1, "od")
	switch {
	case r.is(i, "najblizsza", "najblizszy", "najblizszej", "najblizszego", "te", "ten", "nadchodzaca", "nadchodzacy"):
		how = nextDay
	case r.is(i, "przyszla", "przyszly", "nastepna", "nastepny", "kolejna", "kolejny", "przyszlej", "przyszlego"):
		how = laterDay
	case r.is(i, "miniona", "miniony", "ubiegla", "ubiegly", "zeszla", "zeszly", "ostatnia", "ostatni"):
		how = lastDay
	case r.is(i, "przyszlym", "nastepnym") && r.is(i+1, "tygodniu"):
		return i + 2, relative{'W', 1, 0}
	case r.is(i, "tym", "biezacym") && r.is(i+1, "tygodniu"):
		return i + 2, relative{'W', 0, 0}
	case r.is(i, "przyszlym", "nastepnym") && r.is(i+1, "miesiacu"):
		return i + 2, relative{'M', 1, 0}
	case r.is(i, "przyszlym") && r.is(i+1, "roku"):
		return i + 2, relative{'Y', 1, 1}
	case r.is(i, "wiosne", "lato", "jesien", "zime") && r.is(i-1, "na"):
		return r.inSeason(i, i+1)
	}
	if y, ok := r.year(i); ok && r.is(i+1, "r", "roku", "rok") && !from {
		return i + 2, relative{'Y', y, y}
	}
	at := i
	if how != anyDay {
		at++
	}
	if at >= len(r.tokens) || !r.joined(at) || r.dated(at) {
		return i, rel
	}
	for d := range onDays {
		if r.is(at, onDays[d]) && !from || from && r.is(at, fromDays[d]) {
			return at + 1, relative{'w', d, how}
		}
	}
	return i, rel
}

// dated tells whether a day of the month stands beside a weekday: the date says
// it then.
func (r *reading) dated(i int) bool {
	if i+1 >= len(r.tokens) || r.tokens[i+1].Sentence != r.tokens[i].Sentence {
		return false
	}
	d, _ := r.dayNumber(i + 1)
	return d > 0
}

// inSeason reads "wiosną", "wiosną 2027 roku", "wiosną przyszłego roku".
func (r *reading) inSeason(i, hi int) (int, relative) {
	rel := relative{'S', 0, 0}
	switch {
	case r.is(i, "latem", "lato"):
		rel.n = 1
	case r.is(i, "jesienia", "jesien"):
		rel.n = 2
	case r.is(i, "zima", "zime"):
		rel.n = 3
	}
	switch y, end := r.yearAfter(hi); {
	case y != 0:
		rel.m, hi = y, end
	case r.is(hi, "przyszlego", "nastepnego") && r.is(hi+1, "roku"):
		rel.m, hi = 1, hi+2
	case r.is(hi, "tego", "biezacego") && r.is(hi+1, "roku"):
		rel.m, hi = 2, hi+2
	}
	return hi, rel
}

// on gives the days that a relative date may mean when it is read on a day.
func (rel relative) on(day polish.Day) []period {
	span := func(from, to polish.Day) []period { return []period{{from, to}} }
	switch rel.what {
	case 'd':
		return span(day.Add(rel.n), day.Add(rel.m))
	case 'w':
		ahead := (rel.n - int(day.Weekday()) + 7) % 7
		next, last := day.Add(ahead), day.Add(ahead-7)
		if ahead == 0 {
			next, last = day.Add(7), day.Add(-7)
		}
		var out []period
		switch rel.m {
		case nextDay:
			out = []period{{next, next}}
		case laterDay:
			return []period{{next, next}, {next.Add(7), next.Add(7)}}
		case lastDay:
			return []period{{last, last}, {last.Add(-7), last.Add(-7)}}
		default:
			out = []period{{next, next}, {last, last}}
		}
		if ahead == 0 {
			out = append(out, period{day, day})
		}
		return out
	case 'W':
		monday := day.Add(-(int(day.Weekday())+6)%7 + 7*rel.n)
		return span(monday, monday.Add(6))
	case 'M':
		return span(polish.NewDay(day.Year, day.Month+time.Month(rel.n), 1), polish.NewDay(day.Year, day.Month+time.Month(rel.n+1), 0))
	case 'Y':
		n, m := rel.n, rel.m
		if n < 1000 {
			n, m = day.Year+n, day.Year+m
		}
		return span(yearOf(n).from, yearOf(m).to)
	case 'S':
		return rel.season(day)
	}
	return nil
}

// season is as wide as the press uses the word; a winter reaches into the next
// year, and one without a year may be any near one.
func (rel relative) season(day polish.Day) (out []period) {
	switch rel.m {
	case 1:
		rel.m = day.Year + 1
	case 2:
		rel.m = day.Year
	}
	for _, y := range []int{day.Year, day.Year + 1, day.Year - 1} {
		if rel.m != 0 && y != rel.m && (rel.n != 3 || y != rel.m-1) {
			y = rel.m
		}
		switch rel.n {
		case 0:
			out = append(out, period{polish.NewDay(y, time.March, 1), polish.NewDay(y, time.June, 30)})
		case 1:
			out = append(out, period{polish.NewDay(y, time.June, 1), polish.NewDay(y, time.September, 30)})
		case 2:
			out = append(out, period{polish.NewDay(y, time.September, 1), polish.NewDay(y, time.December, 21)})
		default:
			out = append(out, period{polish.NewDay(y, time.December, 1), polish.NewDay(y+1, time.March, 31)})
		}
	}
	return out
}

// settle turns the dates that are counted from publication into days; without
// a day of publication they say nothing.
func (r *reading) settle(day polish.Day) {
	for i := range r.claims {
		c := &r.claims[i]
		if c.rel.what == 0 {
			continue
		}
		if day.IsZero() {
			c.Kind = ""
			continue
		}
		c.days = c.rel.on(day)
		c.From, c.To = c.days[0].from, c.days[0].to
	}
}
