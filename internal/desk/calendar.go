package desk

import (
	"prasowka/config"
	"prasowka/internal/polish"
)

// Calendar is the statutory calendar with the days on which the office is
// closed by its own order.
func Calendar(office config.Office) polish.Calendar {
	extra := make(map[polish.Day]string, len(office.DaysOff))
	for _, d := range office.DaysOff {
		extra[polish.DayOf(d.Day.Time)] = d.Name
	}
	return polish.NewCalendar(extra)
}
