package extract

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
)

var (
	addressDay   = lazyRegexp(`(?:^|[/_.,=-]t?)((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([/_.-]?)(0[1-9]|[12]\d|3[01])(?:[/_.,t-]|$)`)
	addressParts = lazyRegexp(`/((?:19|20)\d\d)/[a-z][a-z_.-]{2,20}(/)(0?[1-9]|1[0-2])(/)(0?[1-9]|[12]\d|3[01])(?:/|$)`)
	addressStamp = lazyRegexp(`(?:^|[/_.,=-])1?((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d\d{0,7}(?:[/_.,-]|$)`)
	addressShort = lazyRegexp(`/((?:19|20)\d\d)(/)(0?[1-9]|1[0-2])(/)(0?[1-9]|[12]\d|3[01])(?:/|$)`)
	addressBack  = lazyRegexp(`(?:^|[/_.,=-])(\d\d)([_.-]?)(\d\d)([_.-]?)((?:19|20)\d\d)(?:[/_.,-]|$)`)
	addressMonth = lazyRegexp(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])/`)
)

// addressDate reads a whole date in an address: /2024/05/07/, 20240507,
// /2024/may/07/, /2024/politics/5/7/, /2024-05/07/, 20240507103015, /07-05-2024,
// ?day=2024-05-07.
func addressDate(address, lang string) (time.Time, bool) {
	u, err := url.Parse(archived(address))
	if err != nil || address == "" {
		return time.Time{}, false
	}
	if at, ok := dayInAddress(strings.ToLower(u.Path), lang); ok {
		return at, true
	}
	for part := range strings.SplitSeq(strings.ToLower(u.RawQuery), "&") {
		if at, ok := dayInAddress(part, ""); ok && !strings.HasPrefix(part, "utm_") {
			return at, true
		}
	}
	return time.Time{}, false
}

// dayInAddress reads a whole date in the path of an address, or in one part of
// its query.
func dayInAddress(path, lang string) (time.Time, bool) {
	m := addressDay().FindStringSubmatch(path)
	for _, form := range []func() *regexp.Regexp{addressParts, addressShort} {
		if m == nil {
			m = form().FindStringSubmatch(path)
		}
	}
	if m != nil {
		if m[2] != m[4] && !(m[2] == "-" && m[4] == "/") && !(m[2] == "/" && m[4] == "" && len(m[3]) == 2) { // 2024-05/07, 2024/0507
			return time.Time{}, false
		}
		return dayOf(m[1], m[3], m[5])
	}
	if m = addressStamp().FindStringSubmatch(path); m != nil {
		return dayOf(m[1], m[2], m[3])
	}
	if m = addressBack().FindStringSubmatch(path); m != nil && m[2] == m[4] {
		return yearLast(m[1], m[3], m[5], lang)
	}
	return time.Time{}, false
}

// archived is the address of the page that an archive or a proxy serves under
// an address of its own; the day in that one is the day of the copy.
func archived(address string) string {
	for _, scheme := range []string{"/https:/", "/http:/"} {
		if i := strings.LastIndex(address, scheme); i > 0 {
			return address[i+1:]
		}
	}
	return address
}

// yearLast reads 29-10-2021. Where English could mean either order it is no
// date.
func yearLast(first, second, year, lang string) (time.Time, bool) {
	day, ok := dayOf(year, second, first)
	turned, also := dayOf(year, first, second)
	switch {
	case !ok:
		return turned, also && (lang == "en" || lang == "us")
	case also && !day.Equal(turned) && (lang == "" || lang == "en" || lang == "us"):
		return time.Time{}, false
	}
	return day, true
}

// dayOf is the day of a year, a month by its number or English name, and a day;
// false when there is none.
func dayOf(year, month, day string) (time.Time, bool) {
	y, _ := strconv.Atoi(year)
	mo, _ := strconv.Atoi(month)
	if mo == 0 {
		named, _ := monthOf(month, "en")
		mo = int(named)
	}
	da, _ := strconv.Atoi(day)
	at := time.Date(y, time.Month(mo), da, 0, 0, 0, 0, polish.Warsaw)
	return at, at.Day() == da && int(at.Month()) == mo
}

// monthInAddress tells the year and month in an address such as /2024/05/title.
func monthInAddress(address string) string {
	if u, err := url.Parse(archived(address)); err == nil {
		if m := addressMonth().FindStringSubmatch(u.Path); m != nil {
			return m[1] + "-" + m[2]
		}
	}
	return ""
}

// inOrder reads the dates of a line; where 5/7/2024 read with the day first
// would lie in the future, or outside the month that the page's address tells,
// or where only the other day stands in the page's text, it is read with the
// month first.
func (d *dating) inOrder(text string) (published, modified time.Time) {
	published, modified = datePair(text, d.h.Fetched, d.lang)
	if d.lang == "us" || published.IsZero() || !strings.Contains(text, "/") {
		return published, modified
	}
	month := monthInAddress(d.h.URL)
	if month == "" && d.sane(published) {
		if turned, _ := datePair(text, d.h.Fetched, "us"); d.sane(turned) && !turned.Equal(published) && !d.tells(published) && d.tells(turned) {
			return turned, modified
		}
	}
	if d.sane(published) && (month == "" || published.Format("2006-01") == month) {
		return published, modified
	}
	other, otherModified := datePair(text, d.h.Fetched, "us")
	if d.sane(other) && (!d.sane(published) || other.Format("2006-01") == month) {
		return other, otherModified
	}
	return published, modified
}
