package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// reportVolume is what came, day by day, against the same day of the week in
// the four weeks before.
func (d *Desk) reportVolume(ctx context.Context, s reportSpan, r *press.Report) error {
	const weeks = 4
	begin := s.days[0].Add(-7 * weeks)
	last := s.days[len(s.days)-1]
	hours, err := d.Store.ArrivedByHour(ctx, begin.Start(), last.End())
	if err != nil {
		return err
	}
	byDay := map[polish.Day]int{}
	for h, n := range hours {
		byDay[polish.DayOf(begin.Start().Add(time.Duration(h)*time.Hour))] += n
	}
	totals, err := d.Store.Totals(ctx, s.from, s.to)
	if err != nil {
		return err
	}
	p := press.ReportPart{ID: "wolumen", Title: "Ile pisano", Head: []string{"Dzień", "Wycinki", "Zwykle"}, Numbers: []bool{false, true, true}}
	chart := &press.Chart{Title: "Wycinki dzień po dniu", Name: "wycinki", Also: "średnia z 4 tygodni"}
	all, usual, complete := 0, 0.0, true
	top := s.days[0]
	for _, day := range s.days {
		mean, known := 0.0, 0
		for w := 1; w <= weeks; w++ {
			if past := day.Add(-7 * w); !past.Start().Before(s.first) && !s.first.IsZero() {
				mean += float64(byDay[past])
				known++
			}
		}
		n := byDay[day]
		said := "–"
		if known > 0 {
			mean /= float64(known)
			said = polish.Decimal(mean, 0)
		}
		over := !day.End().After(s.to)
		complete = complete && known == weeks && over
		all, usual = all+n, usual+mean
		if n > byDay[top] {
			top = day
		}
		chart.Labels, chart.Values, chart.Usual = append(chart.Labels, dayLabel(day, len(s.days))), append(chart.Values, float64(n)), append(chart.Usual, mean)
		count := polish.Count(n)
		if day.Start().After(s.to) || s.first.IsZero() || !s.first.Before(day.End()) {
			count = "–" // not yet, or before the archive began
		}
		chart.Shown = append(chart.Shown, count)
		p.Rows = append(p.Rows, []string{day.Short(s.days[0].Year), count, said})
	}
	chart.Alt = fmt.Sprintf("Razem %s; najwięcej %s (%s). Wszystkie liczby są w tabeli.", polish.Counted(all, "wycinek", "wycinki", "wycinków"), top.Short(top.Year), polish.Count(byDay[top]))
	p.Chart = chart
	lead := "Zebraliśmy " + polish.Counted(all, "wycinek", "wycinki", "wycinków") + " w" + polish.NBSP + polish.Count(totals.Stories) + polish.NBSP + polish.Plural(totals.Stories, "sprawie", "sprawach", "sprawach")
	if complete && usual > 0 {
		lead += ", " + change(float64(all), usual)
	}
	lead += "."
	r.Summary = append(r.Summary, lead)
	p.Lead = []string{"„Zwykle” to średnia z tego samego dnia tygodnia w czterech poprzednich tygodniach."}
	if !complete && usual > 0 {
		p.Lead = append(p.Lead, "Archiwum nie ma jeszcze wszystkich tych tygodni albo okres nie minął, dlatego całości nie porównujemy.")
	}
	if s.unfinished {
		p.Lead = append(p.Lead, "Okres jeszcze trwa: liczby są na dziś.")
	}
	r.Parts = append(r.Parts, p)
	return nil
}

// dayLabel is a day under a bar: its name in a week, its number in a month.
func dayLabel(d polish.Day, days int) string {
	if days <= 10 {
		return polish.WeekdayShort(d.Weekday()) + " " + fmt.Sprint(d.Dom)
	}
	return fmt.Sprintf("%d.%02d", d.Dom, d.Month)
}

// reportTone is the tone towards the city and those who lead it.
func (d *Desk) reportTone(ctx context.Context, s reportSpan, r *press.Report) error {
	city, err := d.Store.ToneCounts(ctx, store.ToneCity, s.from, s.to)
	if err != nil {
		return err
	}
	leaders, err := d.Store.ToneCounts(ctx, store.ToneLeaders, s.from, s.to)
	if err != nil {
		return err
	}
	of := func(list []store.Count, tone string) int {
		for _, c := range list {
			if c.Name == tone {
				return c.N
			}
		}
		return 0
	}
	p := press.ReportPart{ID: "ton", Title: "Ton", Head: []string{"Ton", "Wobec miasta", "Wobec kierownictwa"}, Numbers: []bool{false, true, true}}
	chart := &press.Chart{Title: "Ton wobec miasta", Across: true}
	judged := 0
	for _, tone := range []string{"pozytywny", "neutralny", "mieszany", "negatywny"} {
		n := of(city, tone)
		judged += n
		p.Rows = append(p.Rows, []string{tone, polish.Count(n), polish.Count(of(leaders, tone))})
		chart.Labels, chart.Values = append(chart.Labels, tone), append(chart.Values, float64(n))
	}
	p.Rows = append(p.Rows, []string{"brak oceny", polish.Count(of(city, "")), polish.Count(of(leaders, ""))})
	if judged == 0 {
		p.Lead = []string{"Brak oceny: żaden wycinek z tego okresu nie ma ustalonego tonu wobec miasta."}
		r.Parts = append(r.Parts, p)
		return nil
	}
	chart.Alt = fmt.Sprintf("Negatywnych %d, pozytywnych %d, neutralnych %d, mieszanych %d; bez oceny %d.", of(city, "negatywny"), of(city, "pozytywny"), of(city, "neutralny"), of(city, "mieszany"), of(city, ""))
	p.Chart = chart
	p.Lead = []string{"Program ocenia ton tylko wtedy, gdy jest pewny; poprawka człowieka wygrywa. Reszta to „brak oceny”."}
	agreed, err := d.Store.ToneAgreement(ctx, s.from, s.to)
	if err != nil {
		return err
	}
	for _, a := range agreed {
		if a.Subject == store.ToneCity && a.Proposed > 0 {
			p.Lead = append(p.Lead, "Zgodność z oceną człowieka: "+polish.Percent(a.Share(), 0)+" ("+polish.Count(a.Agreed)+" z "+polish.Count(a.Proposed)+" sprawdzonych).")
		}
	}
	r.Summary = append(r.Summary, "Ton wobec miasta oceniono w "+polish.Counted(judged, "publikacji", "publikacjach", "publikacjach")+": negatywny "+polish.Count(of(city, "negatywny"))+", pozytywny "+polish.Count(of(city, "pozytywny"))+".")
	r.Parts = append(r.Parts, p)
	return nil
}

// reportOutlets is who wrote.
func (d *Desk) reportOutlets(ctx context.Context, s reportSpan, r *press.Report) error {
	now, err := d.Store.ByOutlet(ctx, s.from, s.to)
	if err != nil {
		return err
	}
	before, err := d.Store.ByOutlet(ctx, s.before, s.from)
	if err != nil {
		return err
	}
	p := s.counted(now, before, func(id string) string { return cmp.Or(s.outlets[id].Name, id) }, []string{"Redakcja", "Wycinki", "Poprzednio"}, "Wycinki według redakcji")
	p.ID, p.Title = "redakcje", "Kto pisał"
	p.Lead = []string{"Zasięgu w odbiorcach nie podajemy: nie mamy liczb, które dałoby się sprawdzić."}
	r.Parts = append(r.Parts, p)
	return nil
}

// reportTopics is of what: stories in which a topic fired.
func (d *Desk) reportTopics(ctx context.Context, s reportSpan, r *press.Report) error {
	now, err := d.Store.ByTopic(ctx, s.from, s.to)
	if err != nil {
		return err
	}
	before, err := d.Store.ByTopic(ctx, s.before, s.from)
	if err != nil {
		return err
	}
	name := func(id string) string { return cmp.Or(s.topics[id].Name, id) }
	p := s.counted(now, before, name, []string{"Temat", "Sprawy", "Poprzednio"}, "Sprawy według tematów")
	p.ID, p.Title = "tematy", "O czym pisano"
	if len(now) == 0 {
		p.Lead = []string{"Żaden temat nie zadziałał."}
	} else {
		r.Summary = append(r.Summary, "Najczęstszy temat: "+name(now[0].Name)+" ("+polish.Counted(now[0].N, "sprawa", "sprawy", "spraw")+").")
	}
	r.Parts = append(r.Parts, p)
	return nil
}

// reportDepartments is whom it concerned: a story counts once a department,
// however many of its topics fired.
func (d *Desk) reportDepartments(ctx context.Context, s reportSpan, r *press.Report) error {
	count := func(from, to time.Time) ([]store.Count, error) {
		hits, err := d.Store.HitsBetween(ctx, from, to)
		if err != nil {
			return nil, err
		}
		stories := map[string]map[string]bool{}
		for _, h := range hits {
			for _, dep := range s.topics[h.Topic].Departments {
				if stories[dep] == nil {
					stories[dep] = map[string]bool{}
				}
				stories[dep][h.Story] = true
			}
		}
		var out []store.Count
		for _, dep := range slices.Sorted(maps.Keys(stories)) {
			out = append(out, store.Count{Name: dep, N: len(stories[dep])})
		}
		slices.SortStableFunc(out, func(a, b store.Count) int { return cmp.Compare(b.N, a.N) })
		return out, nil
	}
	now, err := count(s.from, s.to)
	if err != nil {
		return err
	}
	before, err := count(s.before, s.from)
	if err != nil {
		return err
	}
	p := s.counted(now, before, d.departmentName, []string{"Komórka albo jednostka", "Sprawy", "Poprzednio"}, "Sprawy według komórek")
	p.ID, p.Title = "komorki", "Kogo dotyczyło"
	if len(now) == 0 {
		p.Lead = []string{"Żaden temat, który zadziałał, nie jest przypisany do komórki."}
	}
	r.Parts = append(r.Parts, p)
	return nil
}

func (d *Desk) departmentName(id string) string {
	for _, known := range d.Config.People.Departments {
		if known.ID == id {
			return known.Name
		}
	}
	return id
}

// reportSources is what was not heard: without it the other numbers promise
// more than they hold.
func (d *Desk) reportSources(ctx context.Context, s reportSpan, r *press.Report) error {
	incidents, err := d.Store.Incidents(ctx, "", 2000)
	if err != nil {
		return err
	}
	sources, err := d.Store.Sources(ctx)
	if err != nil {
		return err
	}
	type gap struct {
		n    int
		long time.Duration
		why  press.Trouble
	}
	gaps := map[string]gap{}
	for _, i := range incidents {
		from, to := i.From, i.To
		if to.IsZero() || to.After(s.to) {
			to = s.to
		}
		if from.Before(s.from) {
			from = s.from
		}
		if !from.Before(to) {
			continue
		}
		g := gaps[i.Source]
		g.n, g.long, g.why = g.n+1, g.long+to.Sub(from), i.Trouble
		gaps[i.Source] = g
	}
	p := press.ReportPart{ID: "kompletnosc", Title: "Czego nie słyszeliśmy", Head: []string{"Źródło", "Przerwy", "Razem", "Ostatni powód"}, Numbers: []bool{false, true, false, false}}
	var rows []store.SourceHealth
	asked := 0
	for _, h := range sources {
		if h.Paused {
			continue
		}
		asked++
		if gaps[h.ID].n > 0 || h.OKAt.Before(s.from) {
			rows = append(rows, h)
		}
	}
	slices.SortStableFunc(rows, func(a, b store.SourceHealth) int { return cmp.Compare(gaps[b.ID].long, gaps[a.ID].long) })
	for _, h := range rows {
		g := gaps[h.ID]
		if h.OKAt.Before(s.from) { // it has not answered since
			p.Rows = append(p.Rows, []string{sourceName(h.Source, s.outlets), "–", "cały okres", notHeard(h, g.why)})
			continue
		}
		p.Rows = append(p.Rows, []string{sourceName(h.Source, s.outlets), polish.Count(g.n), spanWords(g.long, true), g.why.Why()})
	}
	if len(rows) == 0 {
		p.Head, p.Lead = nil, []string{"Wszystkie źródła (" + polish.Count(asked) + ") odpowiadały bez przerw."}
	} else {
		p.Lead = []string{"Z " + polish.Counted(asked, "źródła", "źródeł", "źródeł") + " " + polish.Count(len(rows)) + " " + polish.Plural(len(rows), "milczało albo miało", "milczały albo miały", "milczało albo miało") + " przerwy. Co ukazało się w tym czasie, mogło nam umknąć."}
	}
	r.Parts = append(r.Parts, p)
	return nil
}

// notHeard is why a source has not answered in the whole time.
func notHeard(h store.SourceHealth, last press.Trouble) string {
	if why := cmp.Or(h.Trouble, last); why != press.NoTrouble {
		return why.Why()
	}
	return "jeszcze nie odpowiedziało"
}
