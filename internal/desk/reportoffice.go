package desk

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// reportAlerts is which alerts went, and how soon somebody took them.
func (d *Desk) reportAlerts(ctx context.Context, s reportSpan, r *press.Report) error {
	notices, err := d.Store.NoticesBetween(ctx, press.NoticeAlert, s.from, s.to)
	if err != nil {
		return err
	}
	first := map[alertKey]time.Time{} // when an alert was first out, by topic and story
	for _, n := range notices {
		key, ok := parseAlertKey(n.Key)
		if !ok || n.Thread != "" || n.Sent.IsZero() {
			continue
		}
		key.channel, key.to = "", ""
		if at, known := first[key]; !known || n.Sent.Before(at) {
			first[key] = n.Sent
		}
	}
	type line struct {
		sent, taken int
		after       []time.Duration
	}
	by, all := map[string]*line{}, &line{}
	for key, sent := range first {
		if by[key.topic] == nil {
			by[key.topic] = &line{}
		}
		sign, taken, err := signOn(ctx, d.Store, key)
		if err != nil {
			return err
		}
		for _, l := range []*line{by[key.topic], all} {
			l.sent++
			if taken {
				l.taken++
				l.after = append(l.after, max(0, sign.At.Sub(sent)))
			}
		}
	}
	p := press.ReportPart{ID: "alerty", Title: "Alerty i reakcja na nie", Head: []string{"Temat", "Alerty", "Przejęte lub wyciszone", "Mediana do reakcji"}, Numbers: []bool{false, true, true, false}}
	topics := slices.SortedFunc(maps.Keys(by), func(a, b string) int { return cmp.Or(cmp.Compare(by[b].sent, by[a].sent), cmp.Compare(a, b)) })
	for _, t := range topics {
		name := s.topics[t].Name
		if t == store.SpikeTopic {
			name = "Nagłośnienie"
		}
		p.Rows = append(p.Rows, []string{cmp.Or(name, t), polish.Count(by[t].sent), polish.Count(by[t].taken), spanWords(median(by[t].after))})
	}
	if all.sent == 0 {
		p.Head, p.Lead = nil, []string{"W tym okresie nie wyszedł żaden alert."}
	} else {
		lead := alertWords(all.sent, all.taken, all.after)
		p.Lead = []string{lead}
		r.Summary = append(r.Summary, lead)
	}
	r.Parts = append(r.Parts, p)
	return nil
}

// alertWords is "Wyszło 5 alertów; na 3 z nich ktoś zareagował, w połowie
// przypadków nie później niż po 17 min."
func alertWords(sent, taken int, after []time.Duration) string {
	out := polish.Plural(sent, "Wyszedł ", "Wyszły ", "Wyszło ") + polish.Counted(sent, "alert", "alerty", "alertów")
	took := spanWords(median(after))
	switch {
	case taken == 0:
		return out + "; nikt na to nie zareagował."
	case sent == 1:
		return out + "; reakcja przyszła po " + took + "."
	}
	return out + "; na " + polish.Count(taken) + " ktoś zareagował, w połowie przypadków nie później niż po " + took + "."
}

// reportFlags is what looked wrong, and how often it was.
func (d *Desk) reportFlags(ctx context.Context, s reportSpan, r *press.Report) error {
	counts, err := d.Store.FlagCountsBetween(ctx, s.from, s.to)
	if err != nil {
		return err
	}
	p := press.ReportPart{ID: "flagi", Title: "Flagi i decyzje", Head: []string{"Rodzaj", "Razem", "Otwarte", "Trafne", "Odrzucone", "Poprawione przez redakcję", "Trafność"}, Numbers: []bool{false, true, true, true, true, true, true}}
	raised, right, wrong := 0, 0, 0
	for _, kind := range press.FlagKinds {
		c := counts[kind]
		good, bad := c[press.FlagConfirmed]+c[press.FlagCase], c[press.FlagDismissed]
		sum := good + bad + c[press.FlagOpen] + c[press.FlagMended]
		if sum == 0 {
			continue
		}
		raised, right, wrong = raised+sum, right+good, wrong+bad
		share := "–"
		if good+bad > 0 {
			share = polish.Percent(float64(good)/float64(good+bad), 0)
		}
		p.Rows = append(p.Rows, []string{string(kind), polish.Count(sum), polish.Count(c[press.FlagOpen]), polish.Count(good), polish.Count(bad), polish.Count(c[press.FlagMended]), share})
	}
	switch {
	case raised == 0:
		p.Head, p.Lead = nil, []string{"Program niczego nie oznaczył."}
	case right+wrong == 0:
		p.Lead = []string{"Żadnej flagi jeszcze nie rozstrzygnięto, więc trafności nie znamy."}
	default:
		lead := "Rozstrzygnięto " + polish.Count(right+wrong) + " z " + polish.Counted(raised, "flagi", "flag", "flag") + "; trafne: " + polish.Count(right) + " (" + polish.Percent(float64(right)/float64(right+wrong), 0) + ")."
		p.Lead = []string{lead, "Trafność liczymy tylko z decyzji ludzi."}
		r.Summary = append(r.Summary, lead)
	}
	r.Parts = append(r.Parts, p)
	return nil
}

// answered names, by register, the fields between which the office's own
// reaction lies.
var answered = map[string][2]string{
	"zapytania":    {"wplynelo", "wyslano"},
	"autoryzacje":  {"przekazano", "odpowiedziano"},
	"sprostowania": {"publikacja", "nadano"},
}

// reportCases is what the registers did.
func (d *Desk) reportCases(ctx context.Context, s reportSpan, r *press.Report) error {
	list, err := d.Store.CasesBetween(ctx, s.from, s.to)
	if err != nil {
		return err
	}
	type line struct {
		opened, closed, open int
		after                []time.Duration
	}
	by := map[string]*line{}
	for _, c := range list {
		reg := d.register(c.Register)
		if reg == nil {
			continue
		}
		l := by[c.Register]
		if l == nil {
			l = &line{}
			by[c.Register] = l
		}
		if !c.Opened.Before(s.from) {
			l.opened++
		}
		if !c.Closed.IsZero() && c.Closed.Before(s.to) {
			l.closed++
		} else {
			l.open++
		}
		if took, ok := reaction(reg, c, s); ok {
			l.after = append(l.after, took)
		}
	}
	p := press.ReportPart{ID: "sprawy", Title: "Sprawy i czas odpowiedzi", Head: []string{"Rejestr", "Nowe", "Zamknięte", "Otwarte na koniec", "Mediana odpowiedzi"}, Numbers: []bool{false, true, true, true, false}}
	for _, reg := range d.Config.Registers {
		if l := by[reg.Name]; l != nil {
			p.Rows = append(p.Rows, []string{reg.Title, polish.Count(l.opened), polish.Count(l.closed), polish.Count(l.open), spanWords(median(l.after))})
		}
	}
	p.Lead = []string{"Czas odpowiedzi: zapytania od wpływu do wysłania, autoryzacje od przekazania do odpowiedzi, sprostowania od publikacji do nadania; liczą się odpowiedzi z tego okresu."}
	if len(p.Rows) == 0 {
		p.Head, p.Lead = nil, []string{"W tym okresie nie było spraw."}
	}
	r.Parts = append(r.Parts, p)
	return nil
}

// reaction is how long the office took in a case, when it answered within the
// report's time.
func reaction(reg *cases.Register, c press.Case, s reportSpan) (time.Duration, bool) {
	fields, known := answered[reg.Name]
	if !known {
		return 0, false
	}
	from, ok1 := reg.Moment(c, fields[0])
	to, ok2 := reg.Moment(c, fields[1])
	if !ok1 || !ok2 || to.Before(from) || to.Before(s.from) || !to.Before(s.to) {
		return 0, false
	}
	return to.Sub(from), true
}

// reportEchoes is who took up our releases.
func (d *Desk) reportEchoes(ctx context.Context, s reportSpan, r *press.Report) error {
	texts, err := d.Store.Statements(ctx, pickupTexts)
	if err != nil {
		return err
	}
	p := press.ReportPart{ID: "echa", Title: "Echa naszych komunikatów", Head: []string{"Tekst", "Redakcje", "Pierwsza", "Po czasie", "Najwięcej z tekstu", "Najdłuższy fragment"}, Numbers: []bool{false, true, false, false, true, true}}
	said, heard := 0, 0
	for _, t := range slices.Backward(texts) {
		if t.State != store.StatementApproved || t.SaidAt.Before(s.from) || !t.SaidAt.Before(s.to) {
			continue
		}
		said++
		pickups, err := d.Store.Pickups(ctx, t.ID)
		if err != nil {
			return err
		}
		name := polish.Capital(t.Kind) + " „" + t.Title + "”"
		if len(pickups) == 0 {
			p.Rows = append(p.Rows, []string{name, "0", "–", "–", "–", "–"})
			continue
		}
		heard++
		e := spreadOf(t, pickups)
		p.Rows = append(p.Rows, []string{name, polish.Count(len(e.offices)), cmp.Or(s.outlets[e.offices[0]].Name, e.offices[0]), spanWords(e.delay(), true),
			polish.Percent(e.most().Share, 0), polish.Counted(e.longest().Words, "słowo", "słowa", "słów")})
	}
	if said == 0 {
		p.Head, p.Lead = nil, []string{"W tym okresie nie wydaliśmy komunikatów ani stanowisk."}
	} else {
		lead := "Z " + polish.Counted(said, "naszego tekstu", "naszych tekstów", "naszych tekstów") + " redakcje podjęły " + polish.Count(heard) + "."
		p.Lead = []string{lead, "Liczą się powtórzone słowa; omówień własnymi słowami program nie liczy."}
		r.Summary = append(r.Summary, lead)
	}
	r.Parts = append(r.Parts, p)
	return nil
}

// reportReviews is which issues of the review went out, and who has read them.
func (d *Desk) reportReviews(ctx context.Context, s reportSpan, r *press.Report) error {
	all, err := d.Store.Reviews(ctx, "", 500)
	if err != nil {
		return err
	}
	type line struct{ issues, read int }
	by := map[string]*line{}
	var order []string
	for _, v := range all {
		if v.State != store.ReviewLocked || v.LockedAt.Before(s.from) || !v.LockedAt.Before(s.to) {
			continue
		}
		if by[v.Title] == nil {
			by[v.Title] = &line{}
			order = append(order, v.Title)
		}
		signs, err := d.Store.Receipts(ctx, fmt.Sprintf("review/%d", v.ID))
		if err != nil {
			return err
		}
		by[v.Title].issues++
		by[v.Title].read += len(signs)
	}
	notices, err := d.Store.NoticesBetween(ctx, press.NoticeReview, s.from, s.to)
	if err != nil {
		return err
	}
	mails := 0
	for _, n := range notices {
		if d.Config.Main.Channels[n.Channel].Kind == "email" && !n.Sent.IsZero() {
			mails++
		}
	}
	p := press.ReportPart{ID: "przeglady", Title: "Przeglądy prasy", Head: []string{"Przegląd", "Wydania", "Potwierdzenia przeczytania"}, Numbers: []bool{false, true, true}}
	slices.Sort(order)
	for _, title := range order {
		p.Rows = append(p.Rows, []string{title, polish.Count(by[title].issues), polish.Count(by[title].read)})
	}
	p.Lead = []string{"Pocztą " + polish.Plural(mails, "wyszedł ", "wyszły ", "wyszło ") + polish.Counted(mails, "egzemplarz", "egzemplarze", "egzemplarzy") + ". Nie śledzimy otwarć: liczą się tylko kliknięcia „Przeczytane”."}
	if len(order) == 0 {
		p.Head, p.Lead = nil, []string{"W tym okresie nie wyszedł żaden przegląd."}
	}
	r.Parts = append(r.Parts, p)
	return nil
}
