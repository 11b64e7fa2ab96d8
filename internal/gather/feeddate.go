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
	offset   = lazyRegexp(`(?:GMT|UTC|UT|\s|:\d\d(?:[.,]\d+)?)\s*([+-]{1,2})(\d\d?):?(\d\d)?(?:\s|$|\()`)
	numeric  = lazyRegexp(`\b(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{2,4})\b`)
	spaced   = lazyRegexp(`\b(\d{1,2}) (\d{1,2}) (\d{4})\b`)
	yearOf   = lazyRegexp(`\b(\d{4})\b`)
	hourSign = lazyRegexp(`(\d)\s?h\s?(\d\d)\b`)
	numbers  = lazyRegexp(`\d+`)
	fullHour = lazyRegexp(`(?i)\b(?:godz\.?|godzin[aie]+|g\.)\s?(\d{1,2})(?:$|[\s,;)])`)
	glued    = lazyRegexp(`(\d)(\pL{3,})(\d{4})`)
	hasClock = lazyRegexp(`\d:\d\d`)
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
	s = glued().ReplaceAllString(s, "$1 $2 $3")
	if !hasClock().MatchString(s) {
		s = fullHour().ReplaceAllString(s, " $1:00 ")
	}
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
	if whole, _, _ := strings.Cut(s, "."); allDigits(whole) && len(whole) >= 9 {
		return digitTime(whole)
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
	zone := polish.Warsaw
	if z, left, ok := cutZone(rest); ok {
		zone, rest = z, left
	}
	early, rest := afternoon(rest)
	at, rest := cutClock(rest, early)
	year, month, day, ok := dateParts(rest)
	if !ok {
		return time.Time{}, false
	}
	if m := numeric().FindStringSubmatch(rest); at.halved && m != nil && strings.Contains(m[0], "/") && len(m[1]) < 4 && day <= 12 {
		month, day = day, month // who halves the day puts the month first
	}
	return civil(year, month, day, at.hour, at.minute, at.second, zone)
}

// A dayTime is a time of day as written.
type dayTime struct {
	hour, minute, second int
	halved               bool // with am or pm
}

// cutClock takes the time of day out of a date; early is the half of the day
// that a word before it named.
func cutClock(s, early string) (dayTime, string) {
	m := clockAt(s)
	if m == nil {
		return dayTime{}, s
	}
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return s[m[2*i]:m[2*i+1]]
	}
	at := dayTime{hour: num(group(1)), minute: num(group(2)), second: num(group(3))}
	if half := strings.ToLower(group(4)) + early; half != "" {
		at.halved = true
		at.hour %= 12
		if half[0] == 'p' {
			at.hour += 12
		}
	}
	end := m[5]
	for _, i := range []int{3, 4} {
		if m[2*i] >= 0 {
			end = m[2*i+1]
		}
	}
	return at, s[:m[2]] + " " + s[end:]
}

// clockAt finds the time of day: the place that has a colon, else one with a
// dot that is no part of a date.
func clockAt(s string) []int {
	for from := 0; from < len(s); {
		m := clock().FindStringSubmatchIndex(s[from:])
		if m == nil {
			return nil
		}
		for i := range m {
			if m[i] >= 0 {
				m[i] += from
			}
		}
		if isClock(s, m) {
			return m
		}
		from = max(m[1]-1, m[3]) // the sign behind a date may be the one before the time
	}
	return nil
}

// isClock tells a time of day from the day and the month of a date; m is what
// clock found.
func isClock(s string, m []int) bool {
	if s[m[3]] == ':' {
		return true
	}
	if num(s[m[2]:m[3]]) > 23 {
		return false
	}
	if m[6] >= 0 { // "7 May 2024 10.00.00"
		return m[7]-m[6] == 2 && yearOf().MatchString(s[:m[2]])
	}
	if numeric().MatchString(s[m[2]:]) || m[5]-m[4] != 2 {
		return false
	}
	_, _, _, ok := dateParts(s[m[5]:]) // "12.30, 7 maja 2024"
	return ok || strings.TrimSpace(s[:m[2]]) != ""
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
		if m := spaced().FindStringSubmatch(s); m != nil {
			return num(m[3]), num(m[2]), num(m[1]), true
		}
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
	if m := offset().FindStringSubmatchIndex(s); m != nil && hasClock().MatchString(s[:m[2]]) {
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
			rest := words[i+1:]
			if len(rest) > 0 && strings.EqualFold(rest[0], "DST") { // "MET DST"
				hours, rest = hours+1, rest[1:]
			}
			left := strings.Join(append(words[:i:i], rest...), " ")
			return time.FixedZone(name, int(hours*3600)), left, true
		}
	}
	return nil, s, false
}

func num(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
