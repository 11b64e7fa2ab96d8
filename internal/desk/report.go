package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"prasowka/config"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// report makes and sends the regular reports whose hour has come, each on the
// last whole week or month.
func (d *Desk) report(ctx context.Context) (result, error) {
	var r result
	now := d.Now()
	for _, c := range d.Config.Reviews.Reports {
		cursor := "report/" + c.Name
		next, missed, err := d.scheduled(ctx, cursor, string(c.Send), now)
		if err != nil {
			return r, fmt.Errorf("schedule of report %s: %w", c.Name, err)
		}
		if !next.IsZero() && (r.next.IsZero() || next.Before(r.next)) {
			r.next = next
		}
		if missed.IsZero() {
			continue
		}
		from, to := lastWhole(c.Period, polish.DayOf(missed))
		if _, err := d.sendReport(ctx, c, from, to, missed, now); err != nil {
			return r, fmt.Errorf("report %s: %w", c.Name, err)
		}
		r.did++
	}
	return r, nil
}

// SendReport sends a configured report on some days at once, both included, and
// answers how many notices that made.
func (d *Desk) SendReport(ctx context.Context, name string, from, to polish.Day) (int, error) {
	for _, c := range d.Config.Reviews.Reports {
		if c.Name == name {
			now := d.Now()
			return d.sendReport(ctx, c, from, to, now, now)
		}
	}
	return 0, press.NotFound("raport", name)
}

// lastWhole is the first and the last day of the last week or month that ended
// before a day.
func lastWhole(p config.Period, day polish.Day) (from, to polish.Day) {
	if p == config.Month {
		to = polish.NewDay(day.Year, day.Month, 1).Add(-1)
		return polish.NewDay(to.Year, to.Month, 1), to
	}
	monday := day.Add(-(int(day.Weekday()) + 6) % 7)
	return monday.Add(-7), monday.Add(-1)
}

// sendReport writes a report and its notices, and moves the schedule's cursor,
// in one transaction. It answers how many notices that made.
func (d *Desk) sendReport(ctx context.Context, c config.Report, from, to polish.Day, when, now time.Time) (made int, err error) {
	model, err := d.Report(ctx, c.Title, from, to)
	if err != nil {
		return 0, err
	}
	err = d.Store.Write(ctx, func(tx *store.Tx) error {
		id, _, err := tx.PutReport(ctx, c.Name, model, now)
		if err != nil {
			return err
		}
		for _, to := range d.addresses(c.Channels, c.To) {
			one := notify.Report{Report: model, Recipient: to.person.Name, Own: notify.Links{
				Web: d.link(fmt.Sprintf("/raporty/%d", id)), Paper: d.link(fmt.Sprintf("/raporty/%d/pdf", id))}}
			mail, err := one.Mail()
			if err != nil {
				return err
			}
			n := press.Notice{Key: fmt.Sprintf("report/%s/%s/%s/%s", c.Name, model.From, to.channel, to.to), Channel: to.channel, To: to.to, Subject: mail.Subject, Made: now}
			if n.Kind, n.Payload, err = notify.Encode(&one); err != nil {
				return err
			}
			fresh, err := tx.PutNotice(ctx, n)
			if err != nil {
				return err
			}
			if fresh {
				made++
			}
		}
		d.point("report: before commit")
		return tx.SetCursor(ctx, "report/"+c.Name, when.UnixMilli(), now)
	})
	return made, err
}

// A span is a stretch of time that a report covers, with what it is held
// against: the same stretch just before.
type reportSpan struct {
	from, to   time.Time // [from, to): the days that are over, or today as far as it came
	days       []polish.Day
	before     time.Time // the stretch before is [before, from)
	unfinished bool
	past       bool      // the archive knows the stretch before whole
	first      time.Time // when it began
	outlets    map[string]press.Outlet
	topics     map[string]press.Topic
}

// maxReportDays bounds the days of one report.
const maxReportDays = 92

// Report makes the report on the days from one to another, both included.
// press.Invalid when there are none, or too many.
func (d *Desk) Report(ctx context.Context, title string, first, last polish.Day) (press.Report, error) {
	now := d.Now()
	n := last.Sub(first) + 1
	if n < 1 || n > maxReportDays {
		return press.Report{}, &press.Invalid{Field: "okres", Why: fmt.Sprintf("raport obejmuje od 1 do %d dni.", maxReportDays)}
	}
	if first.Start().After(now) {
		return press.Report{}, &press.Invalid{Field: "okres", Why: "ten okres jeszcze się nie zaczął."}
	}
	s := reportSpan{from: first.Start(), to: last.End(), before: first.Add(-n).Start()}
	if s.to.After(now) {
		s.to, s.unfinished = now, true
	}
	for i := range n {
		s.days = append(s.days, first.Add(i))
	}
	var err error
	if s.outlets, err = d.outlets(ctx); err != nil {
		return press.Report{}, err
	}
	if s.topics, err = d.topics(ctx); err != nil {
		return press.Report{}, err
	}
	if s.first, err = d.Store.FirstFound(ctx); err != nil {
		return press.Report{}, err
	}
	s.past = !s.first.IsZero() && !s.before.Before(s.first)
	office := d.Config.Main.Office
	r := press.Report{Title: title, Office: office.Name, City: office.City, From: first.String(), To: last.String(), Made: now}
	for _, part := range []func(context.Context, reportSpan, *press.Report) error{
		d.reportVolume, d.reportTone, d.reportOutlets, d.reportTopics, d.reportDepartments, d.reportAlerts, d.reportFlags,
		d.reportCases, d.reportEchoes, d.reportReviews, d.reportSources,
	} {
		if err := part(ctx, s, &r); err != nil {
			return press.Report{}, fmt.Errorf("report of %s to %s: %w", first, last, err)
		}
	}
	return r, nil
}

// topRows bounds the rows of a table of names, topBars those of its chart.
const (
	topRows = 20
	topBars = 10
)

// counted are counts as rows with the stretch before beside them, where the
// archive knows it, and as a chart; the name of each comes from a function.
func (s reportSpan) counted(now, before []store.Count, name func(string) string, head []string, chart string) press.ReportPart {
	p := press.ReportPart{Head: head, Numbers: []bool{false, true, true}}
	past := map[string]int{}
	for _, c := range before {
		past[c.Name] = c.N
	}
	chosen := &press.Chart{Title: chart, Across: true}
	for i, c := range now {
		if i == topRows {
			rest := 0
			for _, more := range now[i:] {
				rest += more.N
			}
			p.Rows = append(p.Rows, []string{"pozostałe (" + polish.Count(len(now)-i) + ")", polish.Count(rest), ""})
			break
		}
		was := "–"
		if s.past {
			was = polish.Count(past[c.Name])
		}
		p.Rows = append(p.Rows, []string{name(c.Name), polish.Count(c.N), was})
		if i < topBars {
			chosen.Labels, chosen.Values = append(chosen.Labels, name(c.Name)), append(chosen.Values, float64(c.N))
		}
	}
	if len(chosen.Values) > 1 {
		chosen.Alt = fmt.Sprintf("Najwięcej: %s (%.0f), dalej %s (%.0f). Wszystkie liczby są w tabeli.", chosen.Labels[0], chosen.Values[0], chosen.Labels[1], chosen.Values[1])
		p.Chart = chosen
	}
	return p
}

// median is the middle of some times; false when there are none.
func median(all []time.Duration) (time.Duration, bool) {
	if len(all) == 0 {
		return 0, false
	}
	sorted := slices.Sorted(slices.Values(all))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2, true
	}
	return sorted[len(sorted)/2], true
}

// spanWords is a time as words, to the minute; a dash when there is none.
func spanWords(d time.Duration, known bool) string {
	switch {
	case !known:
		return "–"
	case d >= 48*time.Hour:
		days := int(d.Round(24*time.Hour) / (24 * time.Hour))
		return polish.Counted(days, "dzień", "dni", "dni")
	}
	return polish.FormatSpan(max(time.Minute, d.Round(time.Minute)))
}

// change is "o 12% więcej niż" or "o 8% mniej niż" what is usual.
func change(now, usual float64) string {
	share := (now/usual - 1) * 100
	switch {
	case share > -10 && share < 10:
		return "mniej więcej tyle, ile zwykle"
	case share > 0:
		return "o " + polish.Decimal(share, 0) + "% więcej niż zwykle"
	}
	return "o " + polish.Decimal(-share, 0) + "% mniej niż zwykle"
}
