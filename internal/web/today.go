package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"time"

	"prasowka/internal/polish"
	"prasowka/internal/press"
	"prasowka/internal/store"
)

// todayData is the data of the screen Dziś.
type todayData struct {
	Mark    string // changes whenever the screen would look different
	Verdict string
	store.Totals
	ClippingsWord, StoriesWord, HitsWord string
	Silent                               []sourceRow
	Top                                  []topStory
	Fired                                []firedHit
	Edits                                []editRow
	Urgent                               []termRow // duties that run out soon or have just been missed
	Further                              int       // more of them
}

// topStory is a story of the last day, with the clipping shown for it.
type topStory struct {
	press.Story
	Lead   clip
	More   int // further outlets
	Topics []press.Topic
}

// firedHit is a clipping with the topics that fired on it.
type firedHit struct {
	Clipping   string
	Title      string
	OutletName string
	At         time.Time
	Severity   press.Severity // the greatest of the topics'
	Topics     []press.Topic
	Words      []string
}

// editRow is a silent edit.
type editRow struct {
	store.Edit
	OutletName string
}

const (
	topStories = 12
	firedHits  = 12  // clippings shown
	hitsRead   = 200 // hits that they are gathered from
	editRows   = 6
	urgentRows = 5
	// overdueFor is how long after its end a missed term still stands here.
	overdueFor = 7 * 24 * time.Hour
)

func (s *Site) today(w http.ResponseWriter, r *http.Request) error {
	ctx, now := r.Context(), s.Now()
	midnight := polish.DayOf(now).Start()
	totals, err := s.Store.Totals(ctx, midnight, now.Add(time.Second))
	if err != nil {
		return err
	}
	names, err := s.named(ctx)
	if err != nil {
		return err
	}
	d := todayData{
		Totals:        totals,
		ClippingsWord: polish.Plural(totals.Clippings, "wycinek", "wycinki", "wycinków"),
		StoriesWord:   polish.Plural(totals.Stories, "wątek", "wątki", "wątków"),
		HitsWord:      polish.Plural(totals.Hits, "trafienie", "trafienia", "trafień"),
	}
	if d.Top, err = s.topStories(r, now, names); err != nil {
		return err
	}
	if d.Fired, err = s.firedHits(r, midnight, names); err != nil {
		return err
	}
	edits, err := s.Store.Edits(ctx, now.Add(-24*time.Hour), true, editRows)
	if err != nil {
		return err
	}
	for _, e := range edits {
		d.Edits = append(d.Edits, editRow{Edit: e, OutletName: names.outlets[e.Outlet]})
	}
	rows, err := s.sourceRows(ctx, now)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if row.Trouble != press.NoTrouble && !row.Paused && !row.Waiting {
			d.Silent = append(d.Silent, row)
		}
	}
	if err := s.urgent(r, &d); err != nil {
		return err
	}
	d.Verdict = verdict(totals)
	d.Mark = fmt.Sprintf("%d-%d-%d-%d-%d-%d", totals.Clippings, totals.Stories, totals.Hits, totals.Edits, len(d.Silent), len(d.Urgent)+d.Further)
	return s.show(w, r, 0, "today", "Dziś", d)
}

// urgent finds the terms that cannot wait: those towards the press first.
func (s *Site) urgent(r *http.Request, d *todayData) error {
	rows, err := s.openTerms(r)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(rows, func(t termRow) bool {
		return t.Open || !t.Soon && !t.Missed || s.Now().Sub(t.At) > overdueFor
	})
	slices.SortStableFunc(rows, func(a, b termRow) int {
		return cmp.Or(yesFirst(a.Term.Review, b.Term.Review), a.At.Compare(b.At))
	})
	shown := min(len(rows), urgentRows)
	d.Urgent, d.Further = rows[:shown], len(rows)-shown
	return nil
}

func yesFirst(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// verdict is the day in one line.
func verdict(t store.Totals) string {
	switch {
	case t.Flags > 0:
		return polish.Counted(t.Flags, "fragment czeka", "fragmenty czekają", "fragmentów czeka") + " na decyzję, czy prostować."
	case t.Hits > 0:
		return polish.Counted(t.Hits, "trafienie tematu", "trafienia tematów", "trafień tematów") + ". Żaden fragment nie czeka na decyzję."
	case t.Clippings > 0:
		return "Spokojnie: żaden temat nie zadziałał."
	}
	return "Od północy nic nie przyszło."
}

func (s *Site) topStories(r *http.Request, now time.Time, names named) ([]topStory, error) {
	ctx := r.Context()
	stories, err := s.Store.Stories(ctx, now.Add(-24*time.Hour), now.Add(time.Second), topStories)
	if err != nil {
		return nil, err
	}
	leads := make([]string, len(stories))
	for i, y := range stories {
		leads[i] = y.Lead
	}
	filings, err := s.Store.ClippingsByID(ctx, leads)
	if err != nil {
		return nil, err
	}
	byID := map[string]clip{}
	for _, c := range names.clips(filings) {
		byID[c.ID] = c
	}
	out := make([]topStory, 0, len(stories))
	for _, y := range stories {
		lead, ok := byID[y.Lead]
		if !ok {
			continue
		}
		hits, err := s.Store.StoryHits(ctx, y.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, topStory{Story: y, Lead: lead, More: max(0, y.Outlets-1), Topics: topicsOf(names.hits(hits))})
	}
	return out, nil
}

// firedHits gathers the newest hits by clipping.
func (s *Site) firedHits(r *http.Request, since time.Time, names named) ([]firedHit, error) {
	hits, err := s.Store.Hits(r.Context(), "", since, hitsRead)
	if err != nil {
		return nil, err
	}
	var out []firedHit
	var ids []string
	place := map[string]int{}
	for i, named := range names.hits(hits) {
		h := hits[i]
		at, known := place[h.Clipping]
		if !known {
			if len(out) == firedHits {
				continue
			}
			at = len(out)
			place[h.Clipping] = at
			ids = append(ids, h.Clipping)
			out = append(out, firedHit{Clipping: h.Clipping, At: h.At})
		}
		f := &out[at]
		f.Topics = append(f.Topics, named.Topic)
		f.Severity = max(f.Severity, named.Topic.Severity)
		for _, w := range h.Words {
			if !slices.Contains(f.Words, w) {
				f.Words = append(f.Words, w)
			}
		}
	}
	filings, err := s.Store.ClippingsByID(r.Context(), ids)
	if err != nil {
		return nil, err
	}
	for _, f := range filings {
		out[place[f.ID]].Title, out[place[f.ID]].OutletName = f.Title, names.outlets[f.Outlet]
	}
	return out, nil
}
