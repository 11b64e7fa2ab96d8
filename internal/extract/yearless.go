package extract

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"prasowka/internal/polish"
)

// keepWeak takes the date that lacks its year, or that is told from today, when
// there is no better one. A page that was changed before the day told from
// today was not fetched today.
func (d *dating) keepWeak(lines []line) {
	switch {
	case !d.published.IsZero():
	case d.yearless && d.h.Fetched.Sub(d.weak) > freshFor:
		d.weak = d.inItsYear(d.weak, lines)
	case !d.yearless && !d.modified.IsZero() && d.weak.Sub(d.modified) > 48*time.Hour:
		return
	}
	d.keep(d.weak, FromVisible)
}

// freshFor is how long before the fetching a day without a year is believed to
// be of the same year, whatever the rest of the page says.
const freshFor = 14 * 24 * time.Hour

// inItsYear puts a day without a year into the year that the page shows: that
// of its picture's address, or the last such day before the newest date on the
// page, or before the end of the year in its copyright line. Without any of them
// the year is anybody's guess, and the answer zero.
func (d *dating) inItsYear(at time.Time, lines []line) time.Time {
	for _, address := range d.m.all("og:image", "twitter:image", "og:image:url") {
		if pictured := monthInAddress(address); strings.HasSuffix(pictured, at.Format("-01")) {
			year, _ := strconv.Atoi(pictured[:4])
			return inYear(at, year)
		}
	}
	newest := d.newest(lines)
	if newest.IsZero() {
		newest = copyrightYear(lines)
	}
	if newest.IsZero() {
		return newest
	}
	for at.After(newest.Add(48 * time.Hour)) {
		at = inYear(at, at.Year()-1)
	}
	return at
}

func inYear(at time.Time, year int) time.Time {
	return time.Date(year, at.Month(), at.Day(), at.Hour(), at.Minute(), at.Second(), 0, at.Location())
}

// newest is the newest whole date on the page that is not in the future.
func (d *dating) newest(lines []line) (newest time.Time) {
	note := func(at time.Time) {
		if d.sane(at) && at.After(newest) {
			newest = at
		}
	}
	note(d.modified)
	walk(d.doc, func(n *html.Node) bool {
		if n.DataAtom == atom.Time {
			if at, ok := machineDate(attr(n, "datetime")); ok {
				note(at)
			}
		}
		return true
	})
	tried := 0
	for _, l := range lines {
		if len(l.text) > maxDateText || !strings.ContainsFunc(l.text, unicode.IsDigit) {
			continue
		}
		if tried++; tried > maxTried {
			break
		}
		for _, m := range findDates(l.text, time.Time{}, d.lang) {
			note(m.at)
		}
	}
	return newest
}

// copyrightLine holds the year up to which a page claims its rights.
var copyrightLine = lazyRegexp(`(?i)(?:©|\(c\)|copyright)\D{0,40}(?:\d{4}\s*[-–—]\s*)?((?:19|20)\d\d)`)

// copyrightYear is the end of that year; zero without one.
func copyrightYear(lines []line) time.Time {
	for _, l := range slices.Backward(lines) {
		if m := copyrightLine().FindStringSubmatch(l.text); m != nil {
			year, _ := strconv.Atoi(m[1])
			return time.Date(year, 12, 31, 0, 0, 0, 0, polish.Warsaw)
		}
	}
	return time.Time{}
}
