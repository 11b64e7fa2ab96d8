package gather

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"prasowka/internal/polish"
)

var (
	isoDate  = lazyRegexp(`^(\d{4})-?(\d\d)(?:-?(\d\d))?(?:(?:[Tt ]|\s+at\s+|,\s*)\s*(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?)?\s*:?([Zz]|UTC|GMT|[+-]\d\d?(?::?\d\d)?(?::?\d\d)?)?$`)
	ordinal  = lazyRegexp(`^(\d{4})-?(\d{3})(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d))?)?([Zz])?$`)
	weekDate = lazyRegexp(`^(\d{4})-?[Ww](\d\d)(?:-?([1-7]))?(?:[Tt ](\d\d):?(\d\d)(?::?(\d\d))?)?([Zz]|[+-]\d\d(?::?\d\d)?)?$`)
	timeSign = lazyRegexp(`(\d)T(\d)`)
	shortIso = lazyRegexp(`^(\d{4})-(\d{1,2})-(\d{1,2})\b`)
	clock    = lazyRegexp(`(?i)(?:^|[\s,Tt])(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?(?:$|[\s,;)+-]|[a-z])`)
	offset   = lazyRegexp(`(?:GMT|UTC|UT|\s|\d)\s*([+-]{1,2})(\d\d?):?(\d\d)?(?:\s|$|\()`)
	numeric  = lazyRegexp(`\b(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{2,4})\b`)
	yearOf   = lazyRegexp(`\b(\d{4})\b`)
	hourSign = lazyRegexp(`(\d)\s?h\s?(\d\d)\b`)
	numbers  = lazyRegexp(`\d+`)
)

// feedDate reads the dates of feeds: ISO 8601 and its relatives, RFC 822 with
// everything that engines make of it, Polish names of months in any case,
// Roman months. A date without a zone is in Warsaw; a date without a time is
// the beginning of its day. The answer is in UTC.
func feedDate(s string) (time.Time, bool) {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '\u200b' || r == '\u200e' || r == '\ufeff'
	}), " ")
	if s == "" || len(s) > 120 {
		return time.Time{}, false
	}
	s = strings.ReplaceAll(s, "−", "-") // a typographer's minus
	if i := strings.IndexByte(s, '['); i > 0 && strings.HasSuffix(s, "]") {
		s = s[:i] // Java names the zone after its offset
	}
	if t, ok := isoTime(s); ok {
		return t, true
	}
	if t, ok := weekTime(s); ok {
		return t, true
	}
	return looseTime(foreignSigns(s))
}

// weekTime reads ISO 8601's dates by week: 2024-W19 is its Monday, 2024-W19-2
// and 2024W192 its Tuesday. An hour may follow.
func weekTime(s string) (time.Time, bool) {
	m := weekDate().FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false
	}
	week, weekday := num(m[2]), max(num(m[3]), 1)
	if week < 1 || week > 53 {
		return time.Time{}, false
	}
	// 4 January is always in week 1.
	fourth := time.Date(num(m[1]), 1, 4, 0, 0, 0, 0, time.UTC)
	day := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(week-1)+weekday-1)
	zone := polish.Warsaw
	if m[7] != "" {
		zone = zoneOffset(m[7])
	}
	return civil(day.Year(), int(day.Month()), day.Day(), num(m[4]), num(m[5]), num(m[6]), zone)
}

// foreignSigns writes what other languages put between the parts of a date
// ("2004년 5월 28일", "14h30", "5:03Z") in signs that looseTime knows.
func foreignSigns(s string) string {
	if strings.ContainsAny(s, "年月日년월일時时시") {
		s = strings.NewReplacer("年", "-", "月", "-", "日", " ", "년", "-", "월", "-", "일", " ",
			"時", ":", "时", ":", "시", ":", "分", " ", "분", " ").Replace(s)
	}
	s = hourSign().ReplaceAllString(s, "$1:$2")
	s = timeSign().ReplaceAllString(s, "$1 $2")
	if n := len(s); n > 2 && s[n-1] == 'Z' && s[n-2] >= '0' && s[n-2] <= '9' {
		s = s[:n-1] + " Z"
	}
	return s
}

// afternoon finds the words for the half of the day that stand before the time.
func afternoon(s string) (half string, rest string) {
	for _, m := range []struct{ word, half string }{{"오후", "pm"}, {"午後", "pm"}, {"下午", "pm"}, {"오전", "am"}, {"午前", "am"}, {"上午", "am"}} {
		if before, after, ok := strings.Cut(s, m.word); ok {
			return m.half, before + " " + after
		}
	}
	return "", s
}

func isoTime(s string) (time.Time, bool) {
	if allDigits(s) && len(s) >= 9 {
		return digitTime(s)
	}
	if m := ordinal().FindStringSubmatch(s); m != nil {
		zone := polish.Warsaw
		if m[6] != "" {
			zone = time.UTC
		}
		t := time.Date(num(m[1]), 1, 1, num(m[3]), num(m[4]), num(m[5]), 0, zone).AddDate(0, 0, num(m[2])-1)
		return t.UTC(), num(m[2]) >= 1 && num(m[2]) <= 366
	}
	if allDigits(s) && len(s) == 4 && num(s) > 1970 { // W3CDTF: a year alone
		return civil(num(s), 1, 1, 0, 0, 0, polish.Warsaw)
	}
	m := isoDate().FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false
	}
	day := num(m[3])
	if m[3] == "" {
		day = 1
	}
	zone := polish.Warsaw
	if m[7] != "" {
		zone = zoneOffset(m[7])
	}
	return civil(num(m[1]), num(m[2]), day, num(m[4]), num(m[5]), num(m[6]), zone)
}

// digitTime reads Unix seconds and milliseconds, and dates without a sign
// between their parts.
func digitTime(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return time.Time{}, false
	}
	switch len(s) {
	case 9, 10:
		return time.Unix(n, 0).UTC(), true
	case 13:
		return time.UnixMilli(n).UTC(), true
	case 12, 14:
		s += "00"
		return civil(num(s[:4]), num(s[4:6]), num(s[6:8]), num(s[8:10]), num(s[10:12]), num(s[12:14]), polish.Warsaw)
	}
	return time.Time{}, false
}

// zoneOffset reads "Z", "UTC", "+2", "+0200", "+02:00".
func zoneOffset(s string) *time.Location {
	if s[0] != '+' && s[0] != '-' {
		return time.UTC
	}
	digits := strings.ReplaceAll(s[1:], ":", "")
	seconds := 0
	switch {
	case len(digits) <= 2:
		seconds = num(digits) * 3600
	case len(digits) == 3:
		seconds = num(digits[:1])*3600 + num(digits[1:])*60
	default:
		seconds = num(digits[:2])*3600 + num(digits[2:4])*60
	}
	if seconds > 14*3600 {
		return time.UTC
	}
	if s[0] == '-' {
		seconds = -seconds
	}
	return time.FixedZone("", seconds)
}

// civil makes an instant of a date that exists; 24:00 is the next midnight.
func civil(year, month, day, hour, minute, second int, zone *time.Location) (time.Time, bool) {
	if year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60 {
		return time.Time{}, false
	}
	if hour == 24 && minute+second > 0 {
		return time.Time{}, false
	}
	if day > time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
		return time.Time{}, false
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, zone).UTC(), true
}

// looseTime finds the parts of a date wherever they stand.
func looseTime(s string) (time.Time, bool) {
	rest := s
	hour, minute, second := 0, 0, 0
	zone := polish.Warsaw
	if z, left, ok := cutZone(rest); ok {
		zone, rest = z, left
	}
	early, rest := afternoon(rest)
	if at := clockAt(rest); at != nil {
		m := at
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return rest[m[2*i]:m[2*i+1]]
		}
		hour, minute, second = num(group(1)), num(group(2)), num(group(3))
		if half := strings.ToLower(group(4)) + early; half != "" {
			hour %= 12
			if half[0] == 'p' {
				hour += 12
			}
		}
		end := m[5]
		for _, i := range []int{3, 4} {
			if m[2*i] >= 0 {
				end = m[2*i+1]
			}
		}
		rest = rest[:m[2]] + " " + rest[end:]
	}
	year, month, day, ok := dateParts(rest)
	if !ok {
		return time.Time{}, false
	}
	return civil(year, month, day, hour, minute, second, zone)
}

// clockAt finds the time of day: the place that has a colon, else one with a
// dot that is no part of a date.
func clockAt(s string) []int {
	for _, m := range clock().FindAllStringSubmatchIndex(s, -1) {
		if s[m[3]] == ':' {
			return m
		}
		if m[6] >= 0 && num(s[m[2]:m[3]]) < 24 && m[7]-m[6] == 2 && yearOf().MatchString(s[:m[2]]) { // "7 May 2024 10.00.00"
			return m
		}
		if m[6] < 0 && !numeric().MatchString(s[m[2]:]) && num(s[m[2]:m[3]]) < 24 && m[5]-m[4] == 2 && strings.TrimSpace(s[:m[2]]) != "" {
			return m
		}
	}
	return nil
}

func dateParts(s string) (year, month, day int, ok bool) {
	if m := shortIso().FindStringSubmatch(s); m != nil {
		return num(m[1]), num(m[2]), num(m[3]), true
	}
	if m := numeric().FindStringSubmatch(s); m != nil {
		a, b, c := num(m[1]), num(m[2]), num(m[3])
		switch {
		case len(m[1]) == 4:
			return a, b, c, true
		case len(m[1]) > 2 || len(m[3]) == 3:
			return 0, 0, 0, false
		case b > 12 && a <= 12: // American order
			return fullYear(c, len(m[3])), a, b, true
		}
		return fullYear(c, len(m[3])), b, a, true
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	at := -1
	for i, w := range words {
		if n := monthNumber(w); n > 0 && (at < 0 || len(w) > 2) {
			month, at = n, i
		}
	}
	if at < 0 {
		return 0, 0, 0, false
	}
	var found []string
	for _, w := range words {
		if n := numbers().FindString(w); n != "" && strings.HasPrefix(w, n) && len(n) <= 4 {
			found = append(found, n)
		}
	}
	return yearAndDay(s, found, month)
}

// yearAndDay tells the year from the day among the numbers beside a month.
func yearAndDay(s string, found []string, month int) (int, int, int, bool) {
	if len(found) < 2 {
		return 0, 0, 0, false
	}
	if y := yearOf().FindString(s); y != "" {
		for _, n := range found {
			if n != y && len(n) <= 2 {
				return num(y), month, num(n), true
			}
		}
		return 0, 0, 0, false
	}
	return fullYear(num(found[1]), len(found[1])), month, num(found[0]), true
}

func fullYear(y, digits int) int {
	switch {
	case digits > 2:
		return y
	case y < 70:
		return 2000 + y
	}
	return 1900 + y
}

// cutZone finds a zone at the end of a date, or "GMT+2" within it.
func cutZone(s string) (*time.Location, string, bool) {
	if m := offset().FindStringSubmatchIndex(s); m != nil && strings.Contains(s[:m[2]], ":") {
		sign := s[m[3]-1 : m[3]]
		digits := s[m[4]:m[5]]
		if m[6] >= 0 {
			digits += s[m[6]:m[7]]
		}
		left := s[:m[2]]
		if after := s[m[1]:]; yearOf().MatchString(after) { // "Tue May 07 10:30:00 +0000 2024"
			left += " " + after
		}
		return zoneOffset(sign + digits), left, true
	}
	words := strings.Fields(s)
	for i := len(words) - 1; i > 0 && i >= len(words)-3; i-- {
		name := strings.ToUpper(strings.Trim(words[i], "().,"))
		if hours, ok := zoneNames[name]; ok {
			left := strings.Join(append(words[:i:i], words[i+1:]...), " ")
			return time.FixedZone(name, int(hours*3600)), left, true
		}
	}
	return nil, s, false
}

// zoneNames are the zones that feeds write by name, in hours east (RFC 822, 5.1,
// and those of our neighbours).
var zoneNames = map[string]float64{
	"GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "BST": 1, "WEST": 1, "IST": 1,
	"CET": 1, "MEZ": 1, "MET": 1, "CEST": 2, "MESZ": 2, "MEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "MSD": 4,
	"EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6, "MST": -7, "MDT": -6, "MT": -7,
	"PST": -8, "PDT": -7, "PT": -8, "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3, "NST": -3.5,
	"JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZST": 12, "NZDT": 13,
}

// monthStems are the beginnings by which months are told: in Polish, English and
// German first, then in the languages whose feeds the public collections hold.
// The Spanish, Italian and Portuguese ones are whole enough to be no English word.
var monthStems = []struct {
	stem  string
	month int
}{
	{"stycz", 1}, {"sty", 1}, {"jan", 1}, {"jän", 1}, {"lut", 2}, {"feb", 2}, {"fév", 2}, {"marz", 3}, {"marc", 3}, {"mar", 3}, {"mär", 3},
	{"kwie", 4}, {"kwi", 4}, {"apr", 4}, {"avr", 4}, {"maj", 5}, {"may", 5}, {"mai", 5}, {"czerw", 6}, {"cze", 6}, {"jun", 6}, {"juin", 6},
	{"lip", 7}, {"jul", 7}, {"juil", 7}, {"sier", 8}, {"sie", 8}, {"aug", 8}, {"aoû", 8}, {"wrze", 9}, {"wrz", 9}, {"sep", 9},
	{"paź", 10}, {"paz", 10}, {"oct", 10}, {"okt", 10}, {"list", 11}, {"lis", 11}, {"nov", 11}, {"grud", 12}, {"gru", 12}, {"dec", 12}, {"dez", 12}, {"déc", 12},
	{"már", 3}, {"ápr", 4}, {"máj", 5}, {"jún", 6}, {"júl", 7}, {"szep", 9}, // Hungarian
	{"ιαν", 1}, {"φεβ", 2}, {"μάρ", 3}, {"μαρ", 3}, {"απρ", 4}, {"μάι", 5}, {"μάϊ", 5}, {"μαϊ", 5}, {"μαΐ", 5}, {"μαι", 5}, {"ιούν", 6}, {"ιουν", 6},
	{"ιούλ", 7}, {"ιουλ", 7}, {"αύγ", 8}, {"αυγ", 8}, {"σεπ", 9}, {"οκτ", 10}, {"νοέ", 11}, {"νοε", 11}, {"δεκ", 12}, // Greek
	{"янв", 1}, {"фев", 2}, {"мар", 3}, {"апр", 4}, {"мая", 5}, {"май", 5}, {"июн", 6}, {"июл", 7}, {"авг", 8}, {"сен", 9}, {"окт", 10}, {"ноя", 11}, {"дек", 12},
	{"січ", 1}, {"лют", 2}, {"берез", 3}, {"квіт", 4}, {"трав", 5}, {"черв", 6}, {"лип", 7}, {"серп", 8}, {"верес", 9}, {"жовт", 10}, {"листоп", 11}, {"груд", 12},
	{"enero", 1}, {"gennaio", 1}, {"fevereiro", 2}, {"março", 3}, {"abr", 4}, {"mayo", 5}, {"maggio", 5}, {"maio", 5}, {"giugno", 6}, {"luglio", 7},
	{"agosto", 8}, {"settembre", 9}, {"setembro", 9}, {"ottobre", 10}, {"outubro", 10}, {"dic", 12},
}

func monthNumber(word string) int {
	for i, roman := range []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"} {
		if word == roman {
			return i + 1
		}
	}
	word = strings.ToLower(word)
	for _, m := range monthStems {
		if strings.HasPrefix(word, m.stem) {
			return m.month
		}
	}
	return 0
}

func num(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
