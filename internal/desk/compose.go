package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"prasowka/internal/notify"
	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// The sections that a topic may name; a topic without one goes by its
// departments.
const (
	sectionLeaders = "prezydent"
	sectionCity    = "miasto"
	sectionUnits   = "jednostki"
	sectionRegion  = "region"
	sectionOurs    = "nasze" // our own texts that nobody else has told; no topic names it
)

// maxItems bounds the stories of one issue; a story whose last text is older
// than the issue by more than staleAfter is none of it, when ever it was found:
// a source that is new, or came back, brings along what everybody has read.
const (
	maxItems   = 400
	staleAfter = 7 * 24 * time.Hour
)

// choose picks the stories of a review: those in which a topic fired in
// [from, to), in the order of reading.
func (d *Desk) choose(ctx context.Context, from, to time.Time) ([]store.ReviewItem, error) {
	hits, err := d.Store.Hits(ctx, "", from, 20*maxItems)
	if err != nil {
		return nil, err
	}
	topics, err := d.topics(ctx)
	if err != nil {
		return nil, err
	}
	byStory := map[string][]press.Hit{}
	var order []string
	for _, h := range hits {
		if !h.At.Before(to) {
			continue
		}
		if byStory[h.Story] == nil {
			order = append(order, h.Story)
		}
		byStory[h.Story] = append(byStory[h.Story], h)
	}
	var items []store.ReviewItem
	describe, err := d.describer(ctx)
	if err != nil {
		return nil, err
	}
	for _, id := range order {
		story, err := d.Store.Story(ctx, id)
		if err != nil {
			return nil, err
		}
		if story.Last.Before(from.Add(-staleAfter)) {
			continue
		}
		item, err := d.candidate(ctx, describe, story, byStory[id], topics, from)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return rank(items), nil
}

func (d *Desk) topics(ctx context.Context) (map[string]press.Topic, error) {
	all, err := d.Store.Topics(ctx)
	if err != nil {
		return nil, err
	}
	m := make(map[string]press.Topic, len(all))
	for _, t := range all {
		m[t.ID] = t.Topic
	}
	return m, nil
}

// candidate makes the item of one story, as the press tells it. The sentence
// in which a topic fired is the outlet's and stands as a quotation; our own
// words are the editor's.
func (d *Desk) candidate(ctx context.Context, describe *describer, story press.Story, hits []press.Hit, topics map[string]press.Topic, from time.Time) (store.ReviewItem, error) {
	item := store.ReviewItem{Story: story.ID}
	members, err := d.Store.StoryMembers(ctx, story.ID)
	if err != nil {
		return item, err
	}
	lead, ours := describe.teller(members, story.Lead)
	item.Clipping, item.Title = lead.ID, lead.Title
	for _, h := range hits {
		item.Topics = append(item.Topics, h.Topic)
		if h.Clipping == lead.ID && item.Quote == "" {
			item.Quote = notify.Quote(sentenceAround(lead, h.Spans), notify.MaxQuote)
		}
	}
	if gist := d.taken(ctx, lead); gist != "" {
		item.Quote = notify.Quote(gist, notify.MaxQuote)
	}
	slices.Sort(item.Topics)
	item.Topics = slices.Compact(item.Topics)
	if item.Section = section(item.Topics, topics); ours {
		item.Section = sectionOurs
	}
	t, err := d.traitsOf(ctx, describe, story, members, lead, hits, from)
	if err != nil {
		return item, err
	}
	for _, id := range item.Topics {
		t.heed(topics[id])
	}
	if f := t.confirmed; f != nil {
		item.Action, item.Why = string(f.Remedy), f.Why
	} else {
		item.Why = t.because()
	}
	var reasons []string
	item.Weight, reasons = weigh(d.Config.Reviews.Importance.In(), t)
	item.Reasons = strings.Join(reasons, "\n")
	return item, nil
}

// own tells whether a text is one of our own pages'.
func (s *describer) own(f store.Filing) bool { return s.outlets[f.Outlet].Licence == press.Own }

// teller is the clipping that tells a story in the review: its lead, or when
// that is our own text, the first that somebody else has printed. ours tells
// that nobody has: what the office has written itself is no news to it.
func (s *describer) teller(members []store.Filing, lead string) (f store.Filing, ours bool) {
	others := slices.DeleteFunc(slices.Clone(members), s.own)
	ours = len(others) == 0
	if ours {
		others = members
	}
	for _, f := range others {
		if f.ID == lead {
			return f, ours
		}
	}
	return others[0], ours
}

// section is where a story stands: in the first section that one of its topics
// names, in the order of reading; otherwise under a department; else the city.
func section(ids []string, topics map[string]press.Topic) string {
	for _, known := range []string{sectionLeaders, sectionCity, sectionUnits, sectionRegion} {
		for _, id := range ids {
			if topics[id].Section == known {
				return known
			}
		}
	}
	for _, id := range ids {
		if s := topics[id].Section; s != "" {
			return s
		}
	}
	return sectionCity
}

// A placed item is an item of a review with what a notice shows of it.
type placed struct {
	store.ReviewItem
	view notify.Item
	to   []string // people's IDs whom it concerns beside those of its topics
}

// compose makes what a review says as it now stands, without a recipient.
func (d *Desk) compose(ctx context.Context, v store.Review, items []store.ReviewItem, now time.Time) (*notify.Review, error) {
	laid, err := d.layOut(ctx, v, items, now)
	if err != nil {
		return nil, err
	}
	return d.fill(laid.head, laid.items, laid.follow, laid.topics), nil
}

// A layout is what all recipients of a review have in common: its head and
// foot, and all items and follow-ups, of which each gets his.
type layout struct {
	head   notify.Review
	items  []placed
	follow []followed
	topics map[string]press.Topic
}

// layOut lays a review out.
func (d *Desk) layOut(ctx context.Context, v store.Review, items []store.ReviewItem, now time.Time) (l layout, err error) {
	if l.head, err = d.headOf(v, now); err != nil {
		return l, err
	}
	describe, err := d.describer(ctx)
	if err != nil {
		return l, err
	}
	if l.topics, err = d.topics(ctx); err != nil {
		return l, err
	}
	look, err := d.officeLook(ctx, now)
	if err != nil {
		return l, err
	}
	duties, err := look.reactions(ctx)
	if err != nil {
		return l, fmt.Errorf("what needs a reaction: %w", err)
	}
	stories, err := look.placedItems(ctx, describe, l.topics, items)
	if err != nil {
		return l, err
	}
	l.items = append(duties, stories...)
	if l.head.Undecided, err = d.undecided(ctx, v.From, v.To); err != nil {
		return l, err
	}
	if l.follow, err = d.followUps(ctx, v.From, v.To, describe); err != nil {
		return l, fmt.Errorf("follow-ups: %w", err)
	}
	if line, err := d.rulesLine(ctx, v, l.topics); err != nil {
		return l, err
	} else if line != "" {
		l.follow = append(l.follow, followed{FollowUp: notify.FollowUp{Kind: notify.FollowOther, Text: line, URL: d.link("/alerty")}})
	}
	l.head.Coverage, err = d.coverage(ctx, v, describe)
	for _, p := range l.items {
		switch p.view.Tone {
		case "krytyczny":
			l.head.Coverage.Critical++
		case "pozytywny":
			l.head.Coverage.Positive++
		}
	}
	return l, err
}

// headOf is the head of a review: whose it is, of which day, by whom.
func (d *Desk) headOf(v store.Review, now time.Time) (head notify.Review, err error) {
	office := d.Config.Main.Office
	head = notify.Review{
		Name: v.Name, Title: v.Title, Office: office.Name, City: office.City, Issue: v.Issue,
		From: v.From, To: v.To, At: now, Draft: v.State == store.ReviewDraft && v.Waits, Remark: v.Note, Verdict: v.Verdict,
		Own: notify.Links{Web: d.link("/przeglad")},
	}
	if v.ID != 0 {
		head.Own.Web = d.link(fmt.Sprintf("/przeglad/%d", v.ID))
		head.Own.Paper = d.link(fmt.Sprintf("/przeglad/%d/pdf", v.ID))
	}
	if p, ok := d.person(v.ApprovedBy); ok {
		head.Editor = p.Name
	}
	head.Day, err = polish.ParseDay(v.Day)
	return head, err
}

// placedItems are the items that stand in a review, each with the stories that
// the editor merged into it: it is about their topics too.
func (l officeLook) placedItems(ctx context.Context, describe *describer, topics map[string]press.Topic, items []store.ReviewItem) ([]placed, error) {
	joined := map[string][]store.ReviewItem{}
	for _, i := range items {
		if !i.Dropped && i.Merged != "" {
			joined[i.Merged] = append(joined[i.Merged], i)
		}
	}
	var all []placed
	for _, i := range items {
		if i.Dropped || i.Merged != "" {
			continue
		}
		var stories []string
		i.Topics = slices.Clone(i.Topics)
		for _, j := range joined[i.Story] {
			stories = append(stories, j.Story)
			for _, t := range j.Topics {
				if !slices.Contains(i.Topics, t) {
					i.Topics = append(i.Topics, t)
				}
			}
		}
		view, err := l.view(ctx, describe, topics, i, stories)
		if err != nil {
			return nil, err
		}
		all = append(all, placed{ReviewItem: i, view: view})
	}
	return all, nil
}

// fill puts items and follow-ups where a review shows them.
func (d *Desk) fill(head notify.Review, all []placed, follow []followed, topics map[string]press.Topic) *notify.Review {
	head.FollowUps = linesOf(follow)
	for _, p := range all {
		d.place(&head, p.ReviewItem, p.view, topics)
	}
	return &head
}

// view is one item as a notice shows it, with the stories merged into it.
func (l officeLook) view(ctx context.Context, describe *describer, topics map[string]press.Topic, i store.ReviewItem, joined []string) (notify.Item, error) {
	var members []store.Filing
	for _, story := range append([]string{i.Story}, joined...) {
		some, err := l.Store.StoryMembers(ctx, story)
		if err != nil {
			return notify.Item{}, err
		}
		members = append(members, some...)
	}
	lead, err := l.Store.Clipping(ctx, i.Clipping)
	if err != nil {
		return notify.Item{}, err
	}
	v := notify.NewItem(lead.Clipping, describe.outlets[lead.Outlet], i.Quote, 0)
	v.Text = "" // a review is read in minutes: whoever wants the whole text opens it
	v.Story, v.Clipping, v.Action, v.Owner, v.Note, v.Why = i.Story, i.Clipping, i.Action, i.Owner, i.Note, i.Why
	if i.Title != "" {
		v.Title = i.Title
	}
	var doubt traits
	others := map[string]bool{lead.Outlet: true}
	for _, m := range members {
		if err := l.doubts(ctx, m, describe, &doubt); err != nil {
			return v, err
		}
		if m.ID == lead.ID {
			continue
		}
		v.Reprints++
		if outlet := describe.outlets[m.Outlet]; !others[m.Outlet] && outlet.Licence != press.Own {
			others[m.Outlet] = true
			v.Outlets = append(v.Outlets, outlet.Name)
		}
	}
	for _, id := range i.Topics {
		if t, ok := topics[id]; ok {
			v.Topics = append(v.Topics, t.Name)
		}
	}
	tones, err := l.Store.Tones(ctx, lead.ID)
	if err != nil {
		return v, err
	}
	v.Tone = toneWord(tones)
	_, fields := describe.doc(lead, nil, "", lead.Published)
	v.Leadership = l.leaders(fields.Persons)
	v.Archive = l.link("/wycinki/" + lead.ID)
	switch outlet := describe.outlets[lead.Outlet]; {
	case doubt.confirmed != nil:
		v.Rectify = l.link("/flagi/" + doubt.confirmed.ID)
	case doubt.open != nil:
		v.Rectify = l.link("/flagi/" + doubt.open.ID)
	case outlet.Licence != press.Own && v.Network == "": // a post is no press, an outlet of unknown class may be
		v.Rectify = l.rectifyLink(lead.ID)
	}
	if i.Action != "" {
		v.Due = l.sendBy(press.Remedy(i.Action), lead)
	}
	return v, nil
}

// leaders are those of some names who lead the city.
func (d *Desk) leaders(names []string) []string {
	var all []string
	for _, p := range d.Config.People.People {
		if p.Leader && slices.Contains(names, p.Name) {
			all = append(all, p.Name)
		}
	}
	return all
}

// asks tells whether an item asks somebody to act; "do wiadomości" does not.
func asks(i store.ReviewItem) bool { return i.Action != "" && i.Action != string(notify.ForInfo) }

// place puts an item where the review shows it.
func (d *Desk) place(r *notify.Review, i store.ReviewItem, v notify.Item, topics map[string]press.Topic) {
	if i.Top {
		r.Top = append(r.Top, v)
	}
	switch {
	case asks(i):
		r.Reaction = append(r.Reaction, v)
	case i.Top:
	case i.Section == sectionOurs:
		r.Ours = append(r.Ours, v)
	case v.Network != "":
		r.Social = append(r.Social, v)
	case i.Section == sectionLeaders:
		r.Leadership = append(r.Leadership, v)
	case i.Section == sectionRegion:
		r.Region = append(r.Region, v)
	case v.Programme != "":
		r.Broadcast = append(r.Broadcast, v)
	default:
		name, unit := d.department(i, topics)
		into := &r.Departments
		if unit {
			into = &r.Units
		}
		for k := range *into {
			if (*into)[k].Name == name {
				(*into)[k].Items = append((*into)[k].Items, v)
				return
			}
		}
		*into = append(*into, notify.Section{Name: name, Items: []notify.Item{v}})
	}
}

// department is the cell or unit that an item concerns, or the section of its
// own that a topic or the editor put it into.
func (d *Desk) department(i store.ReviewItem, topics map[string]press.Topic) (name string, unit bool) {
	if i.Section != sectionCity && i.Section != sectionUnits {
		return polish.Capital(i.Section), false
	}
	for _, id := range i.Topics {
		for _, dep := range topics[id].Departments {
			for _, known := range d.Config.People.Departments {
				if known.ID == dep && (known.Unit || i.Section != sectionUnits) {
					return known.Name, known.Unit
				}
			}
		}
	}
	if i.Section == sectionUnits {
		return "Jednostki miejskie", true
	}
	return polish.Capital(i.Section), false
}

// coverage is the completeness promise of the footer.
func (d *Desk) coverage(ctx context.Context, v store.Review, describe *describer) (notify.Coverage, error) {
	var c notify.Coverage
	totals, err := d.Store.Totals(ctx, v.From, v.To)
	if err != nil {
		return c, err
	}
	c.Clippings, c.Stories = totals.Clippings, totals.Stories
	if c.Mean, c.Weeks, err = d.usual(ctx, v.From, v.To); err != nil {
		return c, err
	}
	sources, err := d.Store.Sources(ctx)
	if err != nil {
		return c, err
	}
	for _, s := range sources {
		if s.Paused {
			continue
		}
		c.Sources++
		// A source that was asked before a short issue began, and is not due yet,
		// has said all it has.
		asked := s.OKAt.After(v.From) || !s.OKAt.IsZero() && s.NextAt.After(v.To)
		if asked && s.Trouble == press.NoTrouble {
			c.Answered++
			continue
		}
		why := s.Trouble.Why()
		if s.Trouble == press.NoTrouble {
			why = "jeszcze nie odpowiedziało"
		}
		c.Missing = append(c.Missing, notify.Missing{Name: sourceName(s.Source, describe.outlets), Why: why})
	}
	return c, nil
}

// sourceName is what people call a source: its outlet, and its own name where
// the outlet has several.
func sourceName(s press.Source, outlets map[string]press.Outlet) string {
	name := outlets[s.Outlet].Name
	if name == "" {
		return s.ID
	}
	if own, ok := strings.CutPrefix(s.ID, s.Outlet+"/"); ok {
		name += " (" + own + ")"
	}
	return name
}
