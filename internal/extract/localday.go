package extract

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// localDay puts an instant that the page gives in UTC into the page's own zone:
// the one in which the page gives the same instant elsewhere, in which its day
// is the one in the page's address, in which a reader sees it by the headline, or
// that the page's scripts name. That is the day its readers saw.
func (d *dating) localDay(lines []line) {
	if _, offset := d.published.Zone(); offset != 0 || d.published.IsZero() || d.m.lang == "pl" || !saysHour(d.published) {
		return
	}
	for _, local := range d.stamped {
		if _, offset := local.Zone(); offset != 0 && local.Truncate(time.Minute).Equal(d.published.Truncate(time.Minute)) {
			d.published = local
			return
		}
	}
	west, east := zonesOf(d.m.lang)
	if d.dayIn(west) == d.dayIn(east) {
		return
	}
	if at, ok := addressDate(d.h.URL, d.lang); ok {
		for _, zone := range []time.Duration{west, east} {
			if day := at.Format(time.DateOnly); day == d.dayIn(zone) {
				d.moveTo(day, zone)
				return
			}
		}
	}
	if d.byHeadline(lines, func(l line) bool { return d.seenDay(l.text, west, east) }) {
		return
	}
	if zone := zoneInScript(d.doc); zone != nil {
		d.published = d.published.In(zone)
	}
}

// zoneName is the name of a zone as programs write it.
var zoneName = lazyRegexp(`["']((?:America|Europe|Asia|Australia|Africa|Pacific|Atlantic)\\?/[A-Z][A-Za-z_]{2,30}(?:\\?/[A-Z][A-Za-z_]{2,30})?)["']`)

// zoneInScript is the one zone that the page's scripts name; nil when they name
// none, or several.
func zoneInScript(doc *html.Node) *time.Location {
	name, several := "", false
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom != atom.Script || n.FirstChild == nil {
			return !several
		}
		for _, m := range zoneName().FindAllStringSubmatch(n.FirstChild.Data, 16) {
			found := strings.ReplaceAll(m[1], `\`, "")
			several = several || name != "" && name != found
			name = found
		}
		return false
	})
	if name == "" || several {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}

// dayIn is the day of the instant in a zone.
func (d *dating) dayIn(zone time.Duration) string {
	return d.published.Add(zone).Format(time.DateOnly)
}

// moveTo puts the instant into the zone nearest to UTC, on the way to the given
// one, in which it falls on a day.
func (d *dating) moveTo(day string, toward time.Duration) {
	step := time.Hour
	if toward < 0 {
		step = -step
	}
	for zone := time.Duration(0); zone.Abs() <= toward.Abs(); zone += step {
		if d.dayIn(zone) == day {
			if zone != 0 {
				d.published = d.published.In(time.FixedZone("", int(zone.Seconds())))
			}
			return
		}
	}
}

// seenDay reads the day in a line by the headline and puts the instant into the
// zone that explains it; false when none does, or when the line tells only of a
// change.
func (d *dating) seenDay(text string, west, east time.Duration) bool {
	m := publication(findDates(text, d.published.Add(24*time.Hour), d.lang))
	if m == nil || m.relative {
		return false
	}
	if m.clock {
		return d.seenClock(m.at, west, east)
	}
	day := m.at.Format(time.DateOnly)
	if day == d.modified.Format(time.DateOnly) && d.anywhere(west, east) { // as likely the day of the change
		return true
	}
	switch day {
	case d.dayIn(0):
		return true
	case d.dayIn(west):
		d.moveTo(day, west)
		return true
	case d.dayIn(east):
		d.moveTo(day, east)
		return true
	}
	return false
}

// anywhere tells a page that may be read in zones so far apart that the day of
// a change is as likely as a zone to explain the day seen.
func (d *dating) anywhere(west, east time.Duration) bool {
	_, region, _ := strings.Cut(strings.ToLower(d.m.rawLang), "-")
	switch region {
	case "au", "nz", "in", "sg", "my", "ph", "hk", "pk", "bd", "lk":
		return false
	}
	return east-west > 9*time.Hour
}

// seenClock puts the instant into the zone whose clock showed what a reader
// sees. The clock may be some minutes off: an engine rounds, or stamps later.
func (d *dating) seenClock(seen time.Time, west, east time.Duration) bool {
	y, month, day := seen.Date()
	wall := time.Date(y, month, day, seen.Hour(), seen.Minute(), seen.Second(), 0, time.UTC)
	ahead := wall.Sub(d.published)
	zone := ahead.Round(15 * time.Minute)
	if zone < west || zone > east || (ahead-zone).Abs() > 3*time.Minute {
		return false
	}
	if zone != 0 {
		d.published = d.published.In(time.FixedZone("", int(zone.Seconds())))
	}
	return true
}

// zonesOf are the westernmost and the easternmost offset at which many read a
// language; summer time included. Of a page of no known language it may be any.
func zonesOf(lang string) (west, east time.Duration) {
	for _, z := range languageZones {
		if z.langs[lang] {
			return time.Duration(z.west * float64(time.Hour)), time.Duration(z.east * float64(time.Hour))
		}
	}
	return -8 * time.Hour, 14 * time.Hour
}

var languageZones = []struct {
	langs      map[string]bool
	west, east float64 // hours
}{
	{wordSet(`de it sv da nb nn no cs sk hu sl hr bs sr mk sq ca eu`), 0, 2},
	{wordSet(`nl`), -4, 2},
	{wordSet(`fi et lv lt ro bg el uk be he iw tr`), 0, 3},
	{wordSet(`es gl`), -8, 2},
	{wordSet(`pt`), -5, 2},
	{wordSet(`fr`), -5, 12},
	{wordSet(`ar`), 0, 4},
	{wordSet(`ru`), 0, 12},
	{wordSet(`ka hy az uz kk fa ur hi bn ta te kn ml mr gu pa ne si`), 0, 6},
	{wordSet(`th vi km lo my id ms zh`), 0, 9},
	{wordSet(`ja ko`), 0, 9},
}
