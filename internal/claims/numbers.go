package claims

import (
	"math"
	"strconv"
	"strings"

	"prasowka/internal/polish"
)

// This file reads numbers: digits, words in any case, multipliers, and both mixed.

// numerals are the words of numbers below a thousand, by folded form.
var numerals = func() map[string]float64 {
	m := map[string]float64{}
	put := func(v float64, forms string) {
		for _, f := range strings.Fields(forms) {
			m[f] = v
		}
	}
	put(0, "zero zera")
	put(1, "jeden jedna jedno jednego jednej jednemu jednym")
	put(2, "dwa dwie dwoch dwu dwom dwoma dwiema dwaj dwoje dwojga")
	put(3, "trzy trzech trzem trzema trzej troje trojga")
	put(4, "cztery czterech czterem czterema czterej czworo czworga")
	put(5, "piec pieciu piecioma piecioro pieciorga")
	put(6, "szesc szesciu szescioma szescioro szesciorga")
	put(7, "siedem siedmiu siedmioma siedmioro siedmiorga")
	put(8, "osiem osmiu osmioma osmioro osmiorga")
	put(9, "dziewiec dziewieciu dziewiecioma dziewiecioro")
	put(10, "dziesiec dziesieciu dziesiecioma dziesiecioro dziesieciorga")
	for i, stem := range strings.Fields("jede dwa trzy czter piet szes siedem osiem dziewiet") {
		put(float64(11+i), stem+"nascie "+stem+"nastu "+stem+"nastoma "+stem+"nascioro")
	}
	put(12, "dwunastu dwunastoma")
	put(20, "dwadziescia dwudziestu dwudziestoma dwadziescioro")
	put(30, "trzydziesci trzydziestu trzydziestoma")
	put(40, "czterdziesci czterdziestu czterdziestoma")
	for i, stem := range strings.Fields("piec szesc siedem osiem dziewiec") {
		put(float64(50+10*i), stem+"dziesiat "+stem+"dziesieciu "+stem+"dziesiecioma")
	}
	put(100, "sto stu stoma")
	put(200, "dwiescie dwustu dwiestu")
	put(300, "trzysta trzystu")
	put(400, "czterysta czterystu")
	put(500, "piecset pieciuset")
	put(600, "szescset szesciuset")
	put(700, "siedemset siedmiuset")
	put(800, "osiemset osmiuset")
	put(900, "dziewiecset dziewieciuset")
	return m
}()

// multiplier is 1e3, 1e6 or 1e9 for tysiąc, mln and their like, else 0.
func multiplier(t *polish.Token) float64 {
	for _, k := range t.Keys {
		switch k {
		case "tys", "tysiac":
			return 1e3
		case "mln", "milion", "MLN":
			return 1e6
		case "mld", "miliard", "MLD":
			return 1e9
		case "bln", "bilion":
			return 1e12
		}
	}
	return 0
}

// singular are the multipliers that count one: "milion złotych"; "miliony
// złotych" is no number.
var singular = words("tysiac tysiaca tysiacem tysiacowi milion miliona milionem milionowi miliard miliarda miliardem miliardowi")

// A number is a value read from tokens, with the step of its last digit.
type number struct {
	value, grain float64
	lo, hi       int
	single       bool // a lone "jeden" or "jedna", hardly a count
	digits       bool
}

// number reads the number that begins at token i: parts of falling size, each
// with its multiplier: "12 mln 400 tys.", "dwa tysiące trzystu".
func (r *reading) number(i int) (number, bool) {
	n := number{lo: i, hi: i}
	for last := math.Inf(1); n.hi < len(r.tokens) && (n.hi == i || last >= 1000 && r.joined(n.hi)); {
		digital := r.tokens[n.hi].Kind == polish.Number
		v, grain, next, ok := r.part(n.hi)
		scale := 1.0
		if !ok {
			if _, one := singular[r.folded[n.hi]]; !one {
				break
			}
			v, grain, next = 1, 1, n.hi
		}
		if next < len(r.tokens) && (next == n.hi || r.joined(next)) {
			if m := multiplier(&r.tokens[next]); m > 0 {
				scale, next = m, next+1
			}
		}
		if v*scale >= last || n.hi > i && digital != n.digits {
			break
		}
		n.single = n.hi == i && v == 1 && scale == 1 && !digital
		n.digits = digital
		n.value, n.grain, n.hi, last = math.Round((n.value+v*scale)*1e4)/1e4, grain*scale, next, scale
	}
	return n, n.hi > i
}

// part reads one number without multipliers: digits, or words below a
// thousand, or a half.
func (r *reading) part(i int) (v, grain float64, next int, ok bool) {
	t := &r.tokens[i]
	if t.Kind == polish.Number {
		v, grain, ok = digits(t.Exact)
		if ok && i+2 < len(r.tokens) && r.is(i+1, "i") && r.is(i+2, "pol") && !strings.ContainsAny(t.Exact, ",.") {
			return v + 0.5, 0.5, i + 3, true
		}
		return v, grain, i + 1, ok
	}
	switch r.folded[i] {
	case "pol":
		if i+1 < len(r.tokens) && multiplier(&r.tokens[i+1]) > 0 {
			return 0.5, 0.1, i + 1, true
		}
		return 0, 0, i, false
	case "poltora", "poltorej":
		return 1.5, 0.1, i + 1, true
	case "cwierc":
		if i+1 < len(r.tokens) && multiplier(&r.tokens[i+1]) > 0 {
			return 0.25, 0.05, i + 1, true
		}
		return 0, 0, i, false
	}
	low := math.Inf(1)
	for next = i; next < len(r.tokens); next++ {
		if next > i && !r.joined(next) {
			break
		}
		w, known := numerals[r.folded[next]]
		if !known || r.tokens[next].Kind != polish.Word || next > i && (w >= low || w == 0) {
			break
		}
		v += w
		switch {
		case w >= 100:
			low = 100
		case w >= 20:
			low = 10
		default:
			low = 1
		}
		if low == 1 {
			next++
			break
		}
	}
	if next == i {
		return 0, 0, i, false
	}
	if next+1 < len(r.tokens) && r.is(next, "i") && r.is(next+1, "pol") {
		return v + 0.5, 0.5, next + 2, true
	}
	return v, roundness(v), next, true
}

// digits reads "12,4", "1200000", "12.4"; dates and hours are no numbers.
func digits(s string) (v, grain float64, ok bool) {
	whole, frac, decimal := strings.Cut(s, ",")
	if !decimal {
		if dots := strings.Count(s, "."); dots == 1 {
			whole, frac, decimal = strings.Cut(s, ".")
			if len(frac) == 3 && whole != "0" {
				whole, frac, decimal = whole+frac, "", false
			}
		} else if dots > 1 {
			for i, g := range strings.Split(s, ".") {
				if i > 0 && len(g) != 3 {
					return 0, 0, false
				}
			}
			whole = strings.ReplaceAll(s, ".", "")
		}
	}
	whole = strings.ReplaceAll(whole, ".", "")
	if len(whole) > 15 || len(frac) > 9 {
		return 0, 0, false
	}
	text := whole
	if decimal {
		text += "." + frac
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0, 0, false
	}
	if decimal {
		return v, math.Pow10(-len(frac)), true
	}
	return v, roundness(v), true
}

// roundness is the power of ten of the last digit that is not zero: 800 is
// precise to 100, 68 500 to 100, 68 to 1.
func roundness(v float64) float64 {
	if v == 0 {
		return 1
	}
	g := 1.0
	for g < 1e12 && math.Mod(v, g*10) == 0 {
		g *= 10
	}
	return g
}

// capitalAt tells whether a text begins with a capital letter.
func capitalAt(s string) bool {
	for _, c := range s {
		return strings.ToLower(string(c)) != string(c)
	}
	return false
}
