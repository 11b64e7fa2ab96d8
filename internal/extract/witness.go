package extract

import (
	"strings"
	"time"
	"unicode"
)

// noteRival keeps a stamp that speaks of another day than the one believed.
func (d *dating) noteRival(text string) {
	if at, ok := dateIn(text, time.Time{}, d.lang); ok && d.rival.IsZero() && d.sane(at) && at.Sub(d.published).Abs() > 36*time.Hour {
		d.rival = at
	}
}

// witness lets what a reader sees by the headline decide where the stamps of
// the page speak of several days, or where one stamp stands for publication and
// change alike.
func (d *dating) witness() {
	if d.from != FromStructured && d.from != FromMeta {
		return
	}
	changed := d.rival.Equal(d.modified) || !saysHour(d.rival) && sameDay(d.rival, d.modified)
	if !d.rival.IsZero() && !changed {
		d.byHeadline(d.lines, d.seenRival)
	}
	if !d.modified.IsZero() && d.modified.Sub(d.published).Abs() <= time.Minute {
		d.byHeadline(d.lines, d.seenBefore)
	}
}

// seenRival takes the other stamp when a line tells its day.
func (d *dating) seenRival(l line) bool {
	m := publication(findDates(l.text, d.h.Fetched, d.lang))
	if m == nil || m.relative || !m.year {
		return false
	}
	if sameDay(m.at, d.rival) {
		d.published = d.rival
		return true
	}
	return sameDay(m.at, d.published)
}

// seenBefore takes the date of publication from a line that tells it beside that
// of a change, or calls it so, when it is earlier than the stamp.
func (d *dating) seenBefore(l line) bool {
	found := findDates(l.text, d.h.Fetched, d.lang)
	m := publication(found)
	if m == nil || m.relative || !m.year || !d.sane(m.at) {
		return false
	}
	west, _ := zonesOf(d.m.lang)
	if day := m.at.Format(time.DateOnly); day < d.dayIn(west) && (m.published || tellsChange(found)) {
		d.published, d.from = m.at, FromVisible
	}
	return true
}

// tellsChange tells that one of the mentions is of a change.
func tellsChange(found []mention) bool {
	for _, m := range found {
		if m.updated {
			return true
		}
	}
	return false
}

// tells tells that a line of the page holds a day.
func (d *dating) tells(day time.Time) bool {
	tried := 0
	for _, l := range d.lines {
		if len(l.text) > maxDateText || !strings.ContainsFunc(l.text, unicode.IsDigit) {
			continue
		}
		if tried++; tried > maxTried {
			break
		}
		for _, m := range findDates(l.text, time.Time{}, d.lang) {
			if sameDay(m.at, day) {
				return true
			}
		}
	}
	return false
}
