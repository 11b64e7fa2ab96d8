package extract

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"prasowka/internal/polish"
)

var (
	addressDay   = lazyRegexp(`(?:^|[/_.,=-])((?:19|20)\d\d)([/_.-]?)(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)([/_.-]?)(0[1-9]|[12]\d|3[01])(?:[/_.,t-]|$)`)
	addressParts = lazyRegexp(`/((?:19|20)\d\d)/[a-z][a-z_.-]{2,20}(/)(0?[1-9]|1[0-2])(/)(0?[1-9]|[12]\d|3[01])(?:/|$)`)
	addressMonth = lazyRegexp(`/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])/`)
)

// addressDate reads a whole date in an address: /2024/05/07/, 20240507,
// /2024/may/07/, /2024/politics/5/7/.
func addressDate(address string) (time.Time, bool) {
	u, err := url.Parse(address)
	if err != nil || address == "" {
		return time.Time{}, false
	}
	path := strings.ToLower(u.Path)
	m := addressDay().FindStringSubmatch(path)
	if m == nil {
		m = addressParts().FindStringSubmatch(path)
	}
	if m == nil || m[2] != m[4] {
		return time.Time{}, false
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[3])
	if month == 0 {
		named, _ := monthOf(m[3], "en")
		month = int(named)
	}
	day, _ := strconv.Atoi(m[5])
	at := time.Date(year, time.Month(month), day, 0, 0, 0, 0, polish.Warsaw)
	return at, at.Day() == day
}

// monthInAddress tells the year and month in an address such as /2024/05/title.
func monthInAddress(address string) string {
	if u, err := url.Parse(address); err == nil {
		if m := addressMonth().FindStringSubmatch(u.Path); m != nil {
			return m[1] + "-" + m[2]
		}
	}
	return ""
}

// inOrder reads the dates of a line; where 5/7/2024 read with the day first
// would lie in the future, or outside the month that the page's address tells,
// it is read with the month first.
func (d *dating) inOrder(text string) (published, modified time.Time) {
	published, modified = datePair(text, d.h.Fetched, d.lang)
	if d.lang == "us" || published.IsZero() || !strings.Contains(text, "/") {
		return published, modified
	}
	month := monthInAddress(d.h.URL)
	if d.sane(published) && (month == "" || published.Format("2006-01") == month) {
		return published, modified
	}
	other, otherModified := datePair(text, d.h.Fetched, "us")
	if d.sane(other) && (!d.sane(published) || other.Format("2006-01") == month) {
		return other, otherModified
	}
	return published, modified
}
