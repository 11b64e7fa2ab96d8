package extract

import (
	"strings"
	"sync"
	"time"
)

// eras are the years before the first one of eras that pages count from:
// Japan's emperors and the Republic of China.
var eras = map[string]int{"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}

// eraYear reads 令和6年5月7日 from its number on, and 113年5月7日, as Taiwan
// writes it.
func (d *dateReader) eraYear(i int) (calendarDay, int) {
	t := d.tok(i)
	if t.digits > 3 || t.n < 1 || !d.tok(i+1).is("年") || !d.num(i+2, 1, 12) || !d.tok(i+3).is("月") || !d.num(i+4, 1, 31) || !d.tok(i+5).is("日") {
		return calendarDay{}, i
	}
	before := d.tok(i - 1).word
	for era, first := range eras {
		if strings.HasSuffix(before, era) {
			return calendarDay{first + t.n, d.tok(i + 4).n, time.Month(d.tok(i + 2).n)}, i + 6
		}
	}
	if t.n > 80 && t.n < 150 {
		return calendarDay{1911 + t.n, d.tok(i + 4).n, time.Month(d.tok(i + 2).n)}, i + 6
	}
	return calendarDay{}, i
}

// hanNumber reads 三 and 十四 and, digit by digit, 二〇一九; 0 for anything else.
func hanNumber(word string) int {
	n, tens := 0, false
	for _, r := range word {
		if r == '十' {
			n, tens = max(n, 1)*10, true
			continue
		}
		digit := strings.IndexRune("〇一二三四五六七八九", r) / len("〇")
		if r == '零' || r == '○' {
			digit = 0
		} else if !strings.ContainsRune("〇一二三四五六七八九", r) {
			return 0
		}
		if tens {
			return n + digit
		}
		n = n*10 + digit
	}
	return n
}

// hanDay reads 二〇一九年三月十四日.
func (d *dateReader) hanDay(i int) (calendarDay, int) {
	var parts [3]int
	for k, unit := range []string{"年", "月", "日"} {
		word, ok := strings.CutSuffix(d.tok(i+k).word, unit)
		if parts[k] = hanNumber(word); !ok || parts[k] == 0 || len(word) > 4*len(unit) {
			return calendarDay{}, i
		}
	}
	if !plausible(parts[0]) || parts[1] > 12 || parts[2] > 31 {
		return calendarDay{}, i
	}
	return calendarDay{parts[0], parts[2], time.Month(parts[1])}, i + 3
}

// shortYear is the year of two digits; Thai ones count from 543 before ours.
func shortYear(n int, thai bool) int {
	if thai && n > 50 {
		return 2500 + n - 543
	}
	return 2000 + n
}

// jalaliMonths are the months of the Persian calendar, as Iran, Kabul and the
// Pashtuns call them, folded.
var jalaliMonths = sync.OnceValue(func() map[string]int {
	table := map[string]int{}
	for _, names := range []string{
		`فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند`,
		`حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت`,
		`وری غویی غبرګولی چنګاښ زمری وږی تله لړم لیندۍ مرغومی سلواغه کب`,
	} {
		for i, w := range strings.Fields(names) {
			table[fold(w)] = i + 1
		}
	}
	return table
})

// jalaliYear tells the years of the Persian calendar in which the press of the
// Internet appeared. Those of the Islamic one of the same time are greater.
func jalaliYear(t dateTok) bool {
	return t.kind == tokNum && t.digits == 4 && t.n >= 1375 && t.n <= 1425
}

// jalaliNumbers reads 1403/02/18.
func (d *dateReader) jalaliNumbers(i int) (calendarDay, int) {
	if !jalaliYear(d.tok(i)) || !d.isSep(i+1) || !d.num(i+2, 1, 12) || !d.isSep(i+3) || !d.num(i+4, 1, 31) || d.tok(i+4).digits > 2 {
		return calendarDay{}, i
	}
	return fromJalali(d.tok(i).n, d.tok(i+2).n, d.tok(i+4).n), i + 5
}

// jalaliWords reads ۱۸ اردیبهشت ۱۴۰۳: the day at token i, the month at k.
func (d *dateReader) jalaliWords(i, k int) (calendarDay, int) {
	if d.tok(k).kind != tokWord || !jalaliYear(d.tok(k+1)) {
		return calendarDay{}, i
	}
	month := jalaliMonths()[d.tok(k).word]
	if month == 0 {
		return calendarDay{}, i
	}
	return fromJalali(d.tok(k+1).n, month, d.tok(i).n), k + 2
}

// fromJalali gives the day of ours. The leap years of the Persian calendar
// follow the rule of 33 years, which holds from 1343 to 1472.
func fromJalali(year, month, day int) calendarDay {
	days := day - 1 // since the first of Farvardin
	for m := 1; m < month; m++ {
		if days += 30; m <= 6 {
			days++
		}
	}
	// 1 Farvardin 1375 was 20 March 1996, the first day of a leap year.
	for y := 1375; y < year; y++ {
		if days += 365; jalaliLeap(y) {
			days++
		}
	}
	at := time.Date(1996, time.March, 20, 0, 0, 0, 0, time.UTC).AddDate(0, 0, days)
	return calendarDay{at.Year(), at.Day(), at.Month()}
}

func jalaliLeap(year int) bool {
	switch year % 33 {
	case 1, 5, 9, 13, 17, 22, 26, 30:
		return true
	}
	return false
}
