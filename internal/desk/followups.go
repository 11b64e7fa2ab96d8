package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"prasowka/internal/cases"
	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/query"
	"prasowka/internal/store"
)

// maxFollowUps bounds each kind of follow-up of one issue.
const maxFollowUps = 40

// A followed is a follow-up with whom it concerns, beside those who get
// everything: the people who look after it, and the owners and departments of
// topics.
type followed struct {
	notify.FollowUp
	people []string // Person.IDs
	topics []string // Topic.IDs
}

// linesOf are follow-ups as a notice shows them.
func linesOf(all []followed) []notify.FollowUp {
	var out []notify.FollowUp
	for _, f := range all {
		out = append(out, f.FollowUp)
	}
	return out
}

// followUps are section (j) of a review: what came of our corrections, what
// the press changed without a word, and who took up our releases.
func (d *Desk) followUps(ctx context.Context, from, to time.Time, describe *describer) ([]followed, error) {
	var all []followed
	for _, part := range []func(context.Context, time.Time, time.Time, *describer) ([]followed, error){d.corrections, d.silentEdits, d.ourReleases} {
		some, err := part(ctx, from, to, describe)
		if err != nil {
			return nil, err
		}
		all = append(all, some[:min(len(some), maxFollowUps)]...)
	}
	return all, nil
}

// corrections tells what became of our sprostowania in [from, to): one line a
// case, its last move. It concerns whoever leads the case, and the topics of
// the text that it is about.
func (d *Desk) corrections(ctx context.Context, from, to time.Time, describe *describer) ([]followed, error) {
	changes, err := d.Store.CaseChangesBetween(ctx, from, to)
	if err != nil {
		return nil, err
	}
	last := map[int64]followed{}
	var order []int64
	for _, h := range changes {
		c, err := d.Store.Case(ctx, h.Case)
		if err != nil {
			return nil, err
		}
		reg := d.register(c.Register)
		if reg == nil || !reg.Rectifies() {
			continue
		}
		f, ok := correction(reg, c, h)
		if !ok {
			continue
		}
		outlet, _ := c.Fields["medium"].(string)
		f.Outlet, f.At = cmp.Or(describe.outlets[outlet].Name, outlet), h.At
		f.URL = d.link(fmt.Sprintf("/sprawy/%d", c.ID))
		if _, told := last[c.ID]; !told {
			order = append(order, c.ID)
		}
		clipping, _ := c.Fields["wycinek"].(string)
		topics, err := d.topicsOf(ctx, clipping)
		if err != nil {
			return nil, err
		}
		last[c.ID] = followed{f, []string{c.Owner}, topics}
	}
	out := make([]followed, len(order))
	for i, id := range order {
		out[i] = last[id]
	}
	return out, nil
}

// topicsOf are the topics that fired in some clippings.
func (d *Desk) topicsOf(ctx context.Context, clippings ...string) ([]string, error) {
	mentions, err := d.Store.MentionsOf(ctx, clippings)
	if err != nil {
		return nil, err
	}
	var topics []string
	for _, hits := range mentions {
		topics = append(topics, idsOf(hits)...)
	}
	slices.Sort(topics)
	return slices.Compact(topics), nil
}

// idsOf are the topics of hits.
func idsOf(hits []press.Hit) []string {
	out := make([]string, len(hits))
	for i, h := range hits {
		out[i] = h.Topic
	}
	return out
}

// register finds a configured register; nil.
func (d *Desk) register(name string) *cases.Register {
	for _, r := range d.Config.Registers {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// correction words one line of a case's history, when the readers of a review
// should know of it.
func correction(reg *cases.Register, c press.Case, h store.CaseChange) (notify.FollowUp, bool) {
	kind, _ := c.Fields["rodzaj"].(string)
	kind = cmp.Or(kind, string(press.Rectify))
	accusative, genitive := kind, strings.TrimSuffix(kind, "e")+"a"
	if kind == string(press.Polemic) {
		accusative, genitive = "polemikę", "polemiki"
	}
	about := " do materiału „" + reg.TitleOf(c) + "”"
	f := notify.FollowUp{Kind: notify.FollowUpKind(kind)}
	switch {
	case h.What == foundAndClosed:
		f.Text = "Redakcja opublikowała " + accusative + about
	case h.What == foundForJudging:
		f.Text = "Redakcja zapewne opublikowała " + accusative + about + "; trzeba ocenić, czy w całości"
	case h.What == "zmienił stan":
		f.Text = map[string]string{
			"opublikowane": "Redakcja opublikowała " + accusative + about,
			"wadliwe":      "Redakcja opublikowała " + accusative + about + ", ale z wadą",
			"odmowa":       "Redakcja odmówiła publikacji " + genitive + about,
			"milczenie":    "Redakcja nie opublikowała w terminie " + genitive + about,
		}[reg.StatusNamed(h.Detail)]
	}
	return f, f.Text != ""
}

// silentEdits are the changes that matter in texts in which a topic fired,
// made after publication in [from, to): one line a clipping, its last change.
func (d *Desk) silentEdits(ctx context.Context, from, to time.Time, describe *describer) ([]followed, error) {
	edits, err := d.Store.Edits(ctx, from, true, 20*maxFollowUps)
	if err != nil {
		return nil, err
	}
	edits = slices.DeleteFunc(edits, func(e store.Edit) bool { return !e.At.Before(to) })
	ids := make([]string, len(edits))
	for i, e := range edits {
		ids[i] = e.Clipping
	}
	mentions, err := d.Store.MentionsOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	var out []followed
	told := map[string]bool{}
	for _, e := range edits { // the newest first
		if told[e.Clipping] || len(mentions[e.Clipping]) == 0 || len(out) == maxFollowUps {
			continue
		}
		told[e.Clipping] = true
		f := notify.FollowUp{Kind: notify.FollowEdit, Outlet: describe.outlets[e.Outlet].Name, At: e.At, URL: d.link("/wycinki/" + e.Clipping + "#wersje")}
		mended, err := d.mended(ctx, e)
		if err != nil {
			return nil, err
		}
		switch {
		case e.Gone:
			f.Text = "Redakcja usunęła tekst „" + e.Title + "”"
		case mended != "":
			f.Text = "W tekście „" + e.Title + "” redakcja poprawiła to, co zakwestionowaliśmy: „" + mended + "”"
		default:
			f.Text = "W tekście „" + e.Title + "” " + cmp.Or(strings.TrimSuffix(e.What, "."), "zmieniono treść")
		}
		out = append(out, followed{FollowUp: f, topics: idsOf(mentions[e.Clipping])})
	}
	slices.Reverse(out)
	return out, nil
}

// mended is the contested passage that an edit took away; empty when none.
func (d *Desk) mended(ctx context.Context, e store.Edit) (string, error) {
	flags, err := d.Store.Flags(ctx, store.FlagFilter{Clipping: e.Clipping, State: press.FlagMended})
	if err != nil {
		return "", err
	}
	for _, f := range flags {
		if !f.At.Before(e.At) {
			return f.Quote, nil
		}
	}
	return "", nil
}

// ourReleases tells which of our texts were taken up in [from, to), and which
// releases of that time nobody has taken up yet. They concern who wrote and who
// approved the text, and the topics that it is about.
func (d *Desk) ourReleases(ctx context.Context, from, to time.Time, describe *describer) ([]followed, error) {
	fresh, err := d.Store.PickupsBetween(ctx, from, to)
	if err != nil {
		return nil, err
	}
	texts, err := d.Store.Statements(ctx, pickupTexts)
	if err != nil {
		return nil, err
	}
	look, err := d.lookout(ctx)
	if err != nil {
		return nil, err
	}
	var out []followed
	for _, t := range slices.Backward(texts) {
		now := slices.ContainsFunc(fresh, func(p store.Pickup) bool { return p.Statement == t.ID })
		said := !t.SaidAt.Before(from) && t.SaidAt.Before(to)
		if t.State != store.StatementApproved || !now && !said {
			continue
		}
		pickups, err := d.Store.Pickups(ctx, t.ID)
		if err != nil {
			return nil, err
		}
		pickups = slices.DeleteFunc(pickups, func(p store.Pickup) bool { return !p.At.Before(to) })
		f := notify.FollowUp{Kind: notify.FollowRelease, At: t.SaidAt, URL: d.link("/stanowiska/" + t.ID)}
		switch {
		case len(pickups) > 0:
			f.Text = spreadWords(spreadOf(t, pickups), describe.outlets)
		case t.Kind == "komunikat":
			f.Text = "Komunikatu „" + t.Title + "” nikt jeszcze nie podjął"
		default:
			continue // a position waits to be asked for
		}
		about := look.match(query.NewDoc(d.Analyzer, query.Fields{ID: t.ID, Title: t.Title, Text: t.Text, Published: t.SaidAt}), to)
		out = append(out, followed{f, []string{t.By, t.Approved}, idsOf(about)})
	}
	return out, nil
}

// spreadWords is "Komunikat „Most” podjęły 3 redakcje, pierwsza Radio Sierpno
// (po 40 min), w największej części Głos Grodziska (62% tekstu)".
func spreadWords(s spread, outlets map[string]press.Outlet) string {
	name := func(id string) string { return cmp.Or(outlets[id].Name, id) }
	out := polish.Capital(s.Kind) + " „" + s.Title + "” "
	after := "po " + polish.FormatSpan(max(time.Minute, s.delay().Round(time.Minute)))
	most := s.most()
	part := polish.Percent(most.Share, 0) + " tekstu"
	if len(s.offices) == 1 {
		return out + "podjęła jedna redakcja: " + name(s.offices[0]) + " (" + after + ", " + part + ")"
	}
	return out + polish.Plural(len(s.offices), "podjęła ", "podjęły ", "podjęło ") + polish.Counted(len(s.offices), "redakcja", "redakcje", "redakcji") +
		", pierwsza " + name(s.offices[0]) + " (" + after + "), w największej części " + name(most.Outlet) + " (" + part + ")"
}

// usual is the mean number of clippings of the same stretch of time in the four
// weeks before, over those weeks that the program has seen whole; 0 weeks: not
// known yet.
func (d *Desk) usual(ctx context.Context, from, to time.Time) (mean float64, weeks int, err error) {
	first, err := d.Store.FirstFound(ctx)
	if err != nil || first.IsZero() {
		return 0, 0, err
	}
	sum := 0
	for week := 1; week <= 4; week++ {
		begin, end := from.In(polish.Warsaw).AddDate(0, 0, -7*week), to.In(polish.Warsaw).AddDate(0, 0, -7*week)
		if begin.Before(first) {
			break
		}
		t, err := d.Store.Totals(ctx, begin, end)
		if err != nil {
			return 0, 0, err
		}
		sum += t.Clippings
		weeks++
	}
	if weeks == 0 {
		return 0, 0, nil
	}
	return float64(sum) / float64(weeks), weeks, nil
}
