package polish

import (
	"math"
	"strconv"
	"strings"
)

// Count is a whole number with its thousands apart: "68 525", "−1 200". The
// spaces do not break.
func Count[N ~int | ~int32 | ~int64](n N) string {
	s := strconv.FormatInt(int64(n), 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "−", s[1:]
	}
	return sign + thousands(s)
}

func thousands(digits string) string {
	var b strings.Builder
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(NBSP)
		}
		b.WriteRune(c)
	}
	return b.String()
}

// Counted is a count with its noun: "1 wycinek", "22 wycinki", "1 205 wycinków".
func Counted(n int, one, few, many string) string {
	return Count(n) + NBSP + Plural(n, one, few, many)
}

// Decimal is a number with at most the given decimal places, trailing zeros
// left out: "12,4", "1 234,05", "−0,5". Not-a-number and infinities are "–".
func Decimal(x float64, places int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	s := strconv.FormatFloat(math.Abs(x), 'f', places, 64)
	whole, part, _ := strings.Cut(s, ".")
	part = strings.TrimRight(part, "0")
	out := thousands(whole)
	if part != "" {
		out += "," + part
	}
	if x < 0 && strings.Trim(out, "0,") != "" {
		out = "−" + out
	}
	return out
}

// Percent is a share of 1 as a percentage: 0.061 is "6,1%". Polish sets the
// sign without a space.
func Percent(share float64, places int) string { return Decimal(share*100, places) + "%" }

// Signed is a change with its sign always shown: "+12", "−3", "0".
func Signed(n int) string {
	if n > 0 {
		return "+" + Count(n)
	}
	return Count(n)
}

// Money is an exact sum from grosze: "1 234,50 zł", "12 zł".
func Money(grosze int64) string {
	sign := ""
	g := uint64(grosze)
	if grosze < 0 {
		sign, g = "−", -g
	}
	s := sign + thousands(strconv.FormatUint(g/100, 10))
	if rest := g % 100; rest != 0 {
		s += "," + string([]byte{'0' + byte(rest/10), '0' + byte(rest%10)})
	}
	return s + NBSP + "zł"
}

// MoneyRound is a sum as the press writes it, from złote: "12,4 mln zł",
// "812,4 mln zł", "1,2 mld zł", "68 tys. zł", "950 zł".
func MoneyRound(zloty float64) string { return Rounded(zloty) + NBSP + "zł" }

// Rounded is a number as the press writes it: "12,4 mln", "68,5 tys.", "950".
func Rounded(x float64) string {
	for _, u := range []struct {
		size float64
		name string
	}{{1e9, "mld"}, {1e6, "mln"}, {1e3, "tys."}} {
		// A number that would round up to the next unit belongs there: 999 960 is "1 mln".
		if math.Abs(x) >= u.size*0.99995 {
			return Decimal(x/u.size, 1) + NBSP + u.name
		}
	}
	return Decimal(x, 0)
}

// Bytes is a size: "90 kB", "1,2 MB"; units are decimal.
func Bytes(n int64) string {
	switch {
	case n >= 1e9:
		return Decimal(float64(n)/1e9, 1) + NBSP + "GB"
	case n >= 1e6:
		return Decimal(float64(n)/1e6, 1) + NBSP + "MB"
	case n >= 1e3:
		return Decimal(float64(n)/1e3, 1) + NBSP + "kB"
	}
	return Count(n) + NBSP + "B"
}
